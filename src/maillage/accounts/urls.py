from django.urls import path

from maillage.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("connexion/", views.SignIn.as_view(), name="sign_in"),
    path("connexion/code/", views.second_step, name="second_step"),
    path("connexion/cle/", views.sign_in_by_passkey, name="sign_in_by_passkey"),
    path("connexion/fournisseur/", views.oidc_leave, name="oidc_leave"),
    path("connexion/fournisseur/retour/", views.oidc_answer, name="oidc_answer"),
    path("connexion/application/", views.set_up_app, name="set_up_app"),
    path("deconnexion/", views.sign_out, name="sign_out"),
    path("demonstration/", views.sign_in_demo, name="sign_in_demo"),
    path("mot-de-passe/", views.forgotten, name="forgotten"),
    path("mot-de-passe/envoye/", views.reset_sent, name="reset_sent"),
    path("mot-de-passe/fait/", views.reset_done, name="reset_done"),
    path("mot-de-passe/<uidb64>/<token>/", views.reset_password, name="reset_password"),
    path("securite/", views.security, name="security"),
    path("securite/mot-de-passe/", views.change_password, name="change_password"),
    path("securite/confirmer/", views.confirm, name="confirm"),
    path("securite/application/", views.change_app, name="change_app"),
    path("securite/cle/", views.add_passkey, name="add_passkey"),
    path("securite/codes/", views.recovery_codes, name="recovery_codes"),
    path("securite/codes/refaire/", views.renew_codes, name="renew_codes"),
    path("securite/<int:pk>/retirer/", views.remove_factor, name="remove_factor"),
]
