from django.urls import path

from maillage.scenarios import views

app_name = "scenarios"
urlpatterns = [
    path("", views.home, name="home"),
    path("nouveau/", views.new, name="new"),
    path("comparer/", views.compare, name="compare"),
    path("<int:pk>/", views.scenario, name="scenario"),
    path("<int:pk>/decrire/", views.describe, name="describe"),
    path("<int:pk>/publication/", views.publication, name="publication"),
    path("<int:pk>/supprimer/", views.delete, name="delete"),
    path("<int:pk>/plan/", views.plan, name="plan"),
    path("<int:pk>/scenario.<slug:file_format>", views.data, name="data"),
]
