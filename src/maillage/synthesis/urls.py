from django.urls import path

from maillage.synthesis import views

app_name = "synthesis"
urlpatterns = [
    path("", views.home, name="home"),
    path("deposer/", views.deposit, name="deposit"),
    path("a-confirmer/", views.drafts, name="drafts"),
    path("a-confirmer/<uuid:token>/", views.draft, name="draft"),
    path("<slug:slug>/", views.sheet, name="sheet"),
    path("<slug:slug>/feuille.<str:extension>", views.download, name="download"),
    path("<slug:slug>/<slug:part>/ajouter/", views.add_row, name="add_row"),
    path("<slug:slug>/publication/", views.publication, name="publication"),
]
