from django.urls import path

from maillage.team import views

app_name = "team"
urlpatterns = [
    path("equipe/", views.people, name="people"),
    path("equipe/<int:pk>/", views.person, name="person"),
    path("equipe/roles/<int:pk>/reprendre/", views.take_back, name="take_back"),
    path("equipe/inviter/", views.invite, name="invite"),
    path("equipe/invitations/", views.invitations, name="invitations"),
    path("equipe/invitations/<int:pk>/renvoyer/", views.send_again, name="send_again"),
    path("equipe/invitations/<int:pk>/retirer/", views.withdraw, name="withdraw"),
    path("invitation/", views.accept, name="accept"),
    path("invitation/<str:token>/", views.invitation, name="invitation"),
]
