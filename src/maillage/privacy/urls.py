from django.urls import path

from maillage.privacy import views

app_name = "privacy"
urlpatterns = [
    path("", views.home, name="home"),
    path("mes-donnees/", views.mine, name="mine"),
    path("personne/", views.person, name="person"),
    path("temoignage/", views.voice, name="voice"),
]
