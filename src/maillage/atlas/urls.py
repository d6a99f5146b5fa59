from django.urls import path

from maillage.atlas import views
from maillage.atlas.enums import View

app_name = "atlas"
urlpatterns = [
    path("carte/", views.home, name="home"),
    path("carte/<slug:code>/", views.department, name="schools"),
    path("carte/<slug:code>/communes/", views.department, {"view": View.COMMUNES}, name="communes"),
    path(
        "carte/<slug:code>/operateurs/",
        views.department,
        {"view": View.OPERATORS},
        name="operators",
    ),
]
