from django.urls import path

from maillage.followup import views

app_name = "followup"
urlpatterns = [
    path("", views.home, name="home"),
    path("actions/<int:pk>/", views.action, name="action"),
    path("actions/<int:pk>/point/", views.report, name="report"),
    path("indicateurs/", views.indicator_list, name="indicators"),
    path("indicateurs/<int:pk>/", views.indicator, name="indicator"),
    path("indicateurs/<int:pk>/mesure/", views.measure, name="measure"),
]
