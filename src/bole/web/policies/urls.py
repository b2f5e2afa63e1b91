"""The addresses of `bole.web.policies`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.policies import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("policies/", views.policies, name="policies"),
    path("policies/differences/", views.policy_differences, name="policy_differences"),
    path("policies/<str:reference>/", views.policy, name="policy"),
]
