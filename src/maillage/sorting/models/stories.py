from django.conf import settings
from django.db import models


class StoryRead(models.Model):
    """Somebody looked for points in this story, and found some or none: it is not asked again."""

    retex = models.OneToOneField(
        "voices.Retex", models.CASCADE, primary_key=True, related_name="story_read"
    )
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    read_at = models.DateTimeField("relu le", auto_now_add=True)

    class Meta:
        verbose_name = "récit relu"
