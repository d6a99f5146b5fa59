from django.urls import URLPattern

app_name = "testimony"
urlpatterns: list[URLPattern] = []
