from django.urls import path

from maillage.moderation import views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:pk>/", views.item, name="item"),
    path("signaler/merci/", views.reported, name="reported"),
    path("signaler/<int:pk>/", views.report, name="report"),
]
