from django.urls import path

from maillage.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.home, name="home"),
    path("connexion/", views.SignIn.as_view(), name="sign_in"),
    path("deconnexion/", views.sign_out, name="sign_out"),
    path("demonstration/", views.sign_in_demo, name="sign_in_demo"),
]
