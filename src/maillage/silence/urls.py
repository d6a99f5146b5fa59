from django.urls import path

from maillage.silence import views

app_name = "silence"
urlpatterns = [
    path("", views.home, name="home"),
    path("silence.<slug:file_format>", views.data, name="data"),
    path("etablissements/", views.schools, name="schools"),
    path("compter/", views.count, name="count"),
]
