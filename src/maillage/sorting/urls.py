from django.urls import path

from maillage.sorting.views import (
    days,
    desk,
    findings,
    gestures,
    method,
    reading,
    runs,
    stories,
    themes,
)

app_name = "sorting"
urlpatterns = [
    path("", reading.shared, name="shared"),
    path("partages/<int:pk>/", reading.finding, name="finding"),
    path("partages.<slug:file_format>", reading.data, name="data"),
    path("tri/", desk.themes, name="themes"),
    path("methode/", method.method, name="method"),
    path("tri/sans-thematique/", themes.without_theme, name="without_theme"),
    path("tri/<int:pk>/", desk.desk, name="desk"),
    path("tri/<int:pk>/analyse/", runs.analysis, name="analysis"),
    path("tri/<int:pk>/propos/", desk.points, name="points"),
    path("tri/<int:pk>/recits/", stories.story, name="story"),
    path("tri/<int:pk>/constats/", findings.findings, name="findings"),
    path("tri/<int:pk>/constats/<int:finding>/", findings.finding, name="finding_desk"),
    path("tri/<int:pk>/decisions/", days.decisions, name="decisions"),
    path("tri/<int:pk>/geste/", gestures.gesture, name="gesture"),
    path("tri/<int:pk>/poser/", gestures.lay, name="lay"),
    path("tri/<int:pk>/publication/", gestures.publish, name="publication"),
]
