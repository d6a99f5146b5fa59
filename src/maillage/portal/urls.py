from django.conf import settings
from django.urls import path

from maillage.portal.views import lobby, my_words, telling

app_name = "portal"
urlpatterns = [
    path("", lobby.home, name="home"),
    path("fil/<slug:kind>-<int:pk>/", lobby.thread, name="thread"),
    path("ma-parole/", my_words.door, name="my_words_door"),
    path("ma-parole/avis/<str:token>/confirmer/", telling.confirm_telling, name="confirm_telling"),
    path("ma-parole/avis/<str:token>/arreter/", telling.stop_telling, name="stop_telling"),
    path("ma-parole/<str:receipt>/", my_words.my_words, name="my_words"),
    path("ma-parole/<str:receipt>/corriger/", my_words.correct, name="correct_my_words"),
    path("ma-parole/<str:receipt>/retirer/", my_words.withdraw, name="withdraw_my_words"),
    path("ma-parole/<str:receipt>/prevenir/", telling.tell_me, name="tell_me"),
    path("consultation/", lobby.consultation, name="consultation"),
    path("accessibilite/", lobby.accessibility, name="accessibility"),
]
# For whoever tries or builds the pages, not for the public of a real site.
if settings.DEBUG or settings.DEMO:
    urlpatterns.append(path("composants/", lobby.gallery, name="gallery"))
