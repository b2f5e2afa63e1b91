"""The addresses of `bole.web.accounts`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.accounts import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", views.sign_in, name="login"),
    path("login/password/", views.password_renew, name="password_renew"),
    path("logout/", views.sign_out, name="logout"),
    path("language/", views.set_language, name="set_language"),
    path("profile/", views.profile, name="profile"),
    path("profile/password/", views.password_change, name="password_change"),
]
