"""The addresses of `bole.web.results`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.results.views import board, compared, drilling, explained, listed, overview

urlpatterns: list[URLPattern | URLResolver] = [
    path("overview/", overview.overview, name="overview"),
    path("board/", board.board, name="board"),
    path("board/<slug:name>.svg", board.board_chart, name="board_chart"),
    path(
        "<int:pk>/computations/<int:number>/results/", listed.computation_results, name="computation_results"
    ),
    path("<int:pk>/computations/<int:number>/", compared.differences, name="cycle_differences"),
    path("<int:pk>/notice/", compared.notice, name="cycle_notice"),
    path("<int:pk>/results/", listed.results, name="results"),
    path("<int:pk>/results/<int:manager>/", explained.result, name="result"),
    path("<int:pk>/results/<int:manager>/<slug:component>/", drilling.result_items, name="result_items"),
    path("<int:pk>/results/<int:manager>/<slug:component>/days/", drilling.result_days, name="result_days"),
]
