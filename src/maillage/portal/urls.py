from django.conf import settings
from django.urls import path

from maillage.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("fil/<slug:kind>-<int:pk>/", views.thread, name="thread"),
    path("consultation/", views.consultation, name="consultation"),
    path("accessibilite/", views.accessibility, name="accessibility"),
]
# For whoever tries or builds the pages, not for the public of a real site.
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("composants/", views.gallery, name="gallery"))
