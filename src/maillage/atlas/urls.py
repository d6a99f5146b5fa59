from django.urls import path

from maillage.atlas import views_interactive
from maillage.atlas.enums import View
from maillage.atlas.views import data, directory, places, tables

app_name = "atlas"
SCHOOL, COMMUNE = {"view": View.SCHOOLS}, {"view": View.COMMUNES}
PLACE = "carte/<slug:code>/{}/<slug:key>/"
urlpatterns = [
    path("carte/", tables.home, name="home"),
    path("carte/<slug:code>/interactive/", views_interactive.interactive, name="interactive"),
    # Not under /carte/, whose pages are kept whole: these are asked for by pieces.
    path("tuiles/<slug:name>.pmtiles", views_interactive.tiles_file, name="tiles"),
    path("carte/<slug:code>/", tables.department, name="schools"),
    path("carte/<slug:code>/communes/", tables.department, COMMUNE, name="communes"),
    path(
        "carte/<slug:code>/operateurs/",
        tables.department,
        {"view": View.OPERATORS},
        name="operators",
    ),
    path("carte/<slug:code>/<slug:name>.<slug:file_format>", data.data, name="data"),
    path("carte/<slug:code>/zones-blanches/", tables.networks, name="networks"),
    path(PLACE.format("etablissement"), places.line, SCHOOL, name="school"),
    path(PLACE.format("commune"), places.line, COMMUNE, name="commune"),
    path(
        PLACE.format("etablissement") + "contester/", places.contest, SCHOOL, name="contest_school"
    ),
    path("territoires/", directory.places, name="places"),
    path("territoires/<slug:key>/", directory.place, name="place"),
    path("territoires/<slug:key>/contacts/", directory.contact, name="add_contact"),
    path("territoires/<slug:key>/contacts/<int:pk>/", directory.contact, name="edit_contact"),
    path(
        "territoires/<slug:key>/contacts/<int:pk>/retirer/",
        directory.without_contact,
        name="remove_contact",
    ),
    path(PLACE.format("commune") + "contester/", places.contest, COMMUNE, name="contest_commune"),
]
