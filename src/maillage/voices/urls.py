from django.urls import path

from maillage.voices import views

app_name = "voices"
urlpatterns = [
    path("", views.retours, name="retours"),
    path("flux.atom", views.feed, name="feed"),
    path("<int:pk>/", views.retex, name="retex"),
    path("<int:pk>/moi-aussi/", views.same_here, name="same_here"),
    path("<int:pk>/corriger/", views.correct_retex, name="correct_retex"),
]
