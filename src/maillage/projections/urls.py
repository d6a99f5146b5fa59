from django.urls import path, register_converter

from maillage.projections import views
from maillage.projections.tables import TABLE


class ColumnKey:
    """A column of the table: any other word is no address of ours."""

    regex = "|".join(column.key for column in TABLE.columns)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(ColumnKey, "projection_column")

app_name = "projections"
urlpatterns = [
    path("", views.rows, name="rows"),
    path("<int:pk>/", views.row, name="row"),
    path("<int:pk>/ajouter/<projection_column:key>/", views.add_item, name="add_item"),
    path("elements/<projection_column:key>/<int:pk>/", views.edit_item, name="edit_item"),
    path("elements/irritants/<int:pk>/relier/", views.draw_link, name="draw_link"),
    path("liens/<int:pk>/", views.decide_link, name="decide_link"),
]
