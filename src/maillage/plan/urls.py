from django.urls import path

from maillage.plan import views

app_name = "plan"
urlpatterns = [
    path("", views.action_list, name="actions"),
    path("tableau/", views.board, name="board"),
    path("<int:pk>/", views.action, name="action"),
    path("<int:pk>/ajouter/<slug:key>/", views.add, name="add"),
    path("elements/<slug:key>/<int:pk>/", views.edit, name="wording"),
    path("indicateurs/<int:pk>/", views.define, name="indicator"),
    path("liens/<int:pk>/", views.decide, name="link"),
    path("quoi/<int:pk>/lien/", views.draw, name="draw"),
]
