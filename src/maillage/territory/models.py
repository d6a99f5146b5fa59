from django.db import models

from maillage.territory.enums import Kind

# Every step of a path has the same width, so that any collation of PostgreSQL sorts paths as bytes
# would: separators stand in the same columns, and digits sort the same everywhere.
STEP_WIDTH = 7
# After every digit, in every collation. "~" would not do: ICU and glibc sort it before digits.
AFTER_DIGITS = "z"


def path_range(path: str, field: str = "path") -> models.Q:
    """`path` and everything below it, as one range that an ordinary index answers.

    Not a LIKE: SQLite's ignores case, hence indexes, and PostgreSQL's needs a special index.
    """
    return models.Q(**{f"{field}__gte": path, f"{field}__lt": path + AFTER_DIGITS})


class TerritoryQuerySet(models.QuerySet):
    def below(self, path: str):
        return self.filter(path_range(path))


class Territory(models.Model):
    code = models.CharField("code", max_length=20)
    name = models.CharField("nom", max_length=150)
    kind = models.CharField("échelon", max_length=20, choices=Kind)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="dans"
    )
    # "/0000001/0000007/": the ancestors' keys, then its own; kept by the actions.
    path = models.CharField(max_length=160, editable=False)
    folded = models.CharField(max_length=300, editable=False)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        ordering = ["path"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="territory_code_once_per_kind"),
            models.CheckConstraint(
                name="territory_kind_is_known", condition=models.Q(kind__in=Kind.values)
            ),
        ]
        indexes = [
            models.Index(fields=["path"], name="territory_by_path"),
            models.Index(fields=["folded"], name="territory_by_folded_name"),
        ]

    def __str__(self):
        return self.name

    @property
    def lineage(self):
        """Keys from the root to this territory itself."""
        return [int(step) for step in self.path.strip("/").split("/") if step]

    def path_under(self, parent):
        return f"{parent.path if parent else '/'}{self.pk:0{STEP_WIDTH}d}/"

    def covers(self, other):
        """Is `other` this territory, or somewhere in it? Asks nothing of the database."""
        return bool(self.path) and other.path.startswith(self.path)
