from django.urls import path

from maillage.atlas import views, views_interactive
from maillage.atlas.enums import View

app_name = "atlas"
urlpatterns = [
    path("carte/", views.home, name="home"),
    path("carte/<slug:code>/interactive/", views_interactive.interactive, name="interactive"),
    # Not under /carte/, whose pages are kept whole: these are asked for by pieces.
    path("tuiles/<slug:name>.pmtiles", views_interactive.tiles_file, name="tiles"),
    path("carte/<slug:code>/", views.department, name="schools"),
    path("carte/<slug:code>/communes/", views.department, {"view": View.COMMUNES}, name="communes"),
    path(
        "carte/<slug:code>/operateurs/",
        views.department,
        {"view": View.OPERATORS},
        name="operators",
    ),
]
