from django.db import models
from django.urls import reverse


class Workshop(models.Model):
    """The occasion on which people spoke together: everything a sheet holds says which one.

    It is known here, upstream of every stage, because each stage must say where its rows come from
    (docs/adr/0004-the-workshop-is-upstream.md). The live table that animates it is another matter.
    """

    slug = models.SlugField("adresse courte", max_length=80, unique=True)
    theme = models.ForeignKey("voices.Theme", models.PROTECT, related_name="workshops")
    territory = models.ForeignKey("territory.Territory", models.PROTECT, related_name="+")
    title = models.CharField("titre", max_length=200)
    held_on = models.DateField("tenu le", null=True, blank=True)
    # The theme as the sheet words it, so that the sheet that leaves is the sheet that came.
    theme_number = models.PositiveIntegerField(null=True, editable=False)
    theme_title = models.TextField(blank=True, editable=False)
    folded = models.CharField(max_length=420, editable=False, default="")
    published_at = models.DateTimeField("publié le", null=True, editable=False)

    class Meta:
        verbose_name = "atelier"
        ordering = ["-held_on", "-pk"]
        indexes = [
            # With the place, so that the choice of places reads no workshop.
            models.Index(
                fields=["theme", "published_at", "territory"], name="voices_workshop_by_theme"
            ),
            models.Index(
                fields=["territory", "theme", "published_at"], name="voices_workshop_by_place"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("synthesis:sheet", args=[self.slug])

    @property
    def is_published(self):
        return self.published_at is not None
