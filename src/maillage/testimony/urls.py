from django.urls import path

from maillage.testimony.views import classes, form, offline, paper

app_name = "testimony"
urlpatterns = [
    path("", form.form, name="form"),
    path("recu/<str:proof>/", form.received, name="received"),
    path("classe/", classes.class_code, name="class_code"),
    path("classes/", classes.class_codes, name="class_codes"),
    path("classes/<int:pk>/", classes.class_sheet, name="class_sheet"),
    path("classes/<int:pk>/annuler/", classes.revoke_class_code, name="revoke_class_code"),
    path("papier/", paper.paper, name="paper"),
    path("papier/formulaire.pdf", paper.blank_form, name="blank_form"),
    path("papier/numerotes.pdf", paper.numbered_forms, name="numbered_forms"),
    path("saisie/", paper.transcribe, name="transcribe"),
    path("travailleur.js", offline.worker, name="worker"),
    path("application.webmanifest", offline.manifest, name="manifest"),
    path("<slug:slug>/", form.form, name="form_of"),
]
