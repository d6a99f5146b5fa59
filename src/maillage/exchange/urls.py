from django.urls import path

from maillage.exchange import views

app_name = "exchange"
urlpatterns = [
    path("", views.home, name="home"),
    path("schema.json", views.schema, name="schema"),
    path("retours.<slug:file_format>", views.published, name="published"),
    path("retours.<slug:file_format>.gz", views.published, {"is_packed": True}, name="packed"),
    path("tout.<slug:file_format>", views.everything, name="everything"),
    path("importer/", views.deposit, name="deposit"),
    path("importer/<slug:token>/", views.batch, name="batch"),
    path("importer/<slug:token>/colonnes/", views.columns, name="columns"),
    path("importer/<slug:token>/a-corriger.csv", views.faults, name="faults"),
]
