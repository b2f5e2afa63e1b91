"""The addresses of `bole.web.organisation`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.organisation.views import managers, organisation

urlpatterns: list[URLPattern | URLResolver] = [
    path("units/", organisation.units, name="units"),
    path("units/new/", organisation.unit_create, name="unit_create"),
    path("units/<int:pk>/", organisation.unit, name="unit"),
    path("units/<int:pk>/name/", organisation.unit_rename, name="unit_rename"),
    path("units/<int:pk>/parent/", organisation.unit_move, name="unit_move"),
    path("units/<int:pk>/factor/", organisation.unit_factor, name="unit_factor"),
    path("managers/", managers.managers, name="managers"),
    path("managers/new/", managers.manager_create, name="manager_create"),
    path("managers/<int:pk>/", managers.manager, name="manager"),
    path("managers/<int:pk>/transfer/", managers.manager_transfer, name="manager_transfer"),
    path("managers/<int:pk>/exclusion/", managers.manager_exclude, name="manager_exclude"),
]
