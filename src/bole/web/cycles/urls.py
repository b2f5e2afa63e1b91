"""The addresses of `bole.web.cycles`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.cycles.views import acts, cycles, objections

urlpatterns: list[URLPattern | URLResolver] = [
    path("new/", cycles.cycle_open, name="cycle_open"),
    path("<int:pk>/", cycles.cycle, name="cycle"),
    path("<int:pk>/progress/", cycles.cycle_progress, name="cycle_progress"),
    path("<int:pk>/steps/<slug:step>/", acts.cycle_step, name="cycle_step"),
    path("<int:pk>/back/", acts.cycle_back, name="cycle_back"),
    path("<int:pk>/notice/<int:manager>/objection/", objections.objection_raise, name="objection_raise"),
    path("<int:pk>/objections/<int:objection>/", objections.objection_answer, name="objection_answer"),
    path(
        "<int:pk>/objections/<int:objection>/attachment/",
        objections.objection_attachment,
        name="objection_attachment",
    ),
]
