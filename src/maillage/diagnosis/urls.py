from django.urls import path

from maillage.diagnosis import views

app_name = "diagnosis"
urlpatterns = [
    path("ateliers/", views.findings, name="findings"),
    path("constats/<int:pk>/", views.finding, name="finding"),
    path("constats/<int:pk>/modifier/", views.edit_finding, name="edit_finding"),
    path("constats/<int:pk>/citer/", views.cite, name="cite"),
    path("constats/<int:pk>/ne-plus-citer/<int:evidence>/", views.uncite, name="uncite"),
    path("lignes/<int:pk>/", views.row, name="row"),
    path("lignes/<int:pk>/ajouter/<slug:key>/", views.add_finding, name="add_finding"),
]
