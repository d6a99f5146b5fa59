from django.urls import path

from maillage.team.views import invitations, own, people

app_name = "team"
urlpatterns = [
    path("profil/", own.profile, name="profile"),
    path("profil/sessions/", own.end_other_sessions, name="end_other_sessions"),
    path("profil/fermer/", own.close_mine, name="close_mine"),
    path("equipe/", people.people, name="people"),
    path("equipe/<int:pk>/", people.person, name="person"),
    path("equipe/<int:pk>/fermer/", people.close, name="close"),
    path("equipe/<int:pk>/rouvrir/", people.reopen, name="reopen"),
    path("equipe/<int:pk>/sessions/", people.end_sessions_of, name="end_sessions"),
    path("equipe/<int:pk>/second-facteur/", people.reset_factor, name="reset_factor"),
    path("equipe/roles/<int:pk>/reprendre/", people.take_back, name="take_back"),
    path("equipe/inviter/", invitations.invite, name="invite"),
    path("equipe/invitations/", invitations.invitations, name="invitations"),
    path("equipe/invitations/<int:pk>/renvoyer/", invitations.send_again, name="send_again"),
    path("equipe/invitations/<int:pk>/retirer/", invitations.withdraw, name="withdraw"),
    path("invitation/", invitations.accept, name="accept"),
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
