from django.db import models

from maillage.territory.enums import About, EstimateMethod, Kind, Part, People, SchoolKind

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


def lineage(path: str) -> list[int]:
    """Keys from the root to the place of this path."""
    return [int(step) for step in path.strip("/").split("/") if step]


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
        return lineage(self.path)

    def path_under(self, parent):
        return f"{parent.path if parent else '/'}{self.pk:0{STEP_WIDTH}d}/"

    def covers(self, other):
        """Is `other` this territory, or somewhere in it? Asks nothing of the database."""
        return bool(self.path) and other.path.startswith(self.path)


class School(models.Model):
    """A school, a collège or a lycée: known by its UAI code, in a commune."""

    uai = models.CharField("code UAI", max_length=8, unique=True)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=12, choices=SchoolKind)
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="schools", verbose_name="commune"
    )
    is_private = models.BooleanField("privé", default=False)
    is_open = models.BooleanField("ouvert", default=True)
    folded = models.CharField(max_length=300, editable=False)
    # As last counted, so that a list of the largest reads one table. None: nobody said.
    pupils = models.PositiveIntegerField("élèves", null=True, editable=False)

    class Meta:
        verbose_name = "établissement"
        ordering = ["folded", "uai"]
        constraints = [
            models.CheckConstraint(
                name="territory_school_kind_is_known",
                condition=models.Q(kind__in=SchoolKind.values),
            ),
        ]
        indexes = [
            models.Index(fields=["folded"], name="territory_school_by_name"),
            models.Index(fields=["-pupils", "-id"], name="territory_school_largest"),
        ]

    def __str__(self):
        return self.name


class Postcode(models.Model):
    """A postcode of a commune. One serves several communes; a large commune has several."""

    code = models.CharField("code postal", max_length=5)
    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="postcodes", verbose_name="commune"
    )

    class Meta:
        verbose_name = "code postal"
        constraints = [
            models.UniqueConstraint(
                fields=["code", "territory"], name="territory_postcode_once_per_commune"
            )
        ]

    def __str__(self):
        return self.code


class HeadcountEdition(models.Model):
    """Where a headcount comes from: without it, a figure is only a figure."""

    source = models.CharField("source", max_length=200)
    part = models.CharField("qui est compté", max_length=10, choices=Part)
    year = models.PositiveSmallIntegerField("rentrée")
    observed_on = models.DateField("observé le")
    licence = models.CharField("licence", max_length=100)
    file_name = models.CharField("fichier", max_length=200)
    digest = models.CharField("empreinte du fichier", max_length=64)
    loaded_at = models.DateTimeField("chargé le", auto_now_add=True)

    class Meta:
        verbose_name = "édition des effectifs"

    def __str__(self):
        return f"{self.source}, {self.year}"


class Headcount(models.Model):
    """How many people of that kind a school counted that year, in that part of it."""

    school = models.ForeignKey(School, models.CASCADE, related_name="headcounts", db_index=False)
    part = models.CharField("qui est compté", max_length=10, choices=Part)
    year = models.PositiveSmallIntegerField("rentrée")
    people = models.CharField("population", max_length=8, choices=People)
    count = models.PositiveIntegerField("effectif")
    edition = models.ForeignKey(HeadcountEdition, models.CASCADE, related_name="headcounts")

    class Meta:
        verbose_name = "effectif"
        constraints = [
            models.UniqueConstraint(
                fields=["school", "part", "people", "year"], name="territory_headcount_once"
            )
        ]


class Dataset(models.Model):
    """A public file, as it was read: where it comes from, and how much of it could be used."""

    source = models.CharField("source", max_length=60)
    # Which of the files of that source that stand side by side: an operator and its technology.
    series = models.CharField("série", max_length=60, blank=True)
    title = models.CharField("titre", max_length=200)
    publisher = models.CharField("éditeur", max_length=200)
    edition = models.CharField("édition", max_length=20, blank=True)
    licence = models.CharField("licence", max_length=100)
    file_name = models.CharField("fichier", max_length=200)
    digest = models.CharField("empreinte du fichier", max_length=64)
    rows = models.PositiveIntegerField("lignes gardées", default=0)
    rejected = models.PositiveIntegerField("lignes rejetées", default=0)
    loaded_at = models.DateTimeField("chargé le", auto_now_add=True)

    class Meta:
        verbose_name = "jeu de données"
        indexes = [models.Index(fields=["source", "digest"], name="territory_dataset_by_source")]

    def __str__(self):
        return f"{self.title} {self.edition}".strip()


class DatasetPart(models.Model):
    """Some thousands of rows of one département, compressed: a national file is 28 million."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="parts", db_index=False)
    department = models.CharField("département", max_length=3, blank=True)
    rank = models.PositiveIntegerField("rang")
    rows = models.PositiveIntegerField("lignes")
    content = models.BinaryField("contenu")

    class Meta:
        verbose_name = "part d’un jeu de données"
        constraints = [
            models.UniqueConstraint(
                fields=["dataset", "department", "rank"], name="territory_dataset_part_once"
            )
        ]


class DatasetFlaw(models.Model):
    """What of a file could not be used, and where. The first of them only, where they are many."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="flaws")
    line = models.PositiveIntegerField("ligne")
    column = models.CharField("colonne", max_length=200, blank=True)
    reason = models.CharField("raison", max_length=400)
    is_row_kept = models.BooleanField("ligne gardée")

    class Meta:
        verbose_name = "défaut d’un jeu de données"


class Estimate(models.Model):
    """Pupils without a way to connect in a département, as public files let it be estimated.

    The last made is the one in force; the others stay, and tell how it went.
    """

    territory = models.ForeignKey(
        Territory, models.CASCADE, related_name="estimates", verbose_name="département"
    )
    made_at = models.DateTimeField("fait le", auto_now_add=True)
    # The surest method of its lines: each line says its own.
    method = models.CharField("méthode", max_length=8, choices=EstimateMethod)
    # {"wired_mbit": 8, "wired_source": …, "mobile_techno": "4G", "mobile_level": "BC", …}
    thresholds = models.JSONField("seuils", default=dict)
    # [{"title", "publisher", "edition", "licence", "digest"}]: files may be replaced since.
    sources = models.JSONField("jeux de données", default=list)
    # What was set aside, and why.
    reported = models.JSONField("laissé de côté", default=list)
    digest = models.CharField("empreinte de ce qui a servi", max_length=64)

    class Meta:
        verbose_name = "estimation"
        indexes = [models.Index(fields=["territory", "-id"], name="territory_estimate_latest")]

    @property
    def edition(self):
        """The most recent edition among what it was made from."""
        return max((source["edition"] for source in self.sources), default="")


class EstimateLine(models.Model):
    """Of one school, commune or operator. A hidden line tells its name and nothing else."""

    estimate = models.ForeignKey(
        Estimate, models.CASCADE, related_name="lines", db_index=False, verbose_name="estimation"
    )
    about = models.CharField("de quoi", max_length=8, choices=About)
    code = models.CharField("code", max_length=20)
    name = models.CharField("nom", max_length=200)
    # Of a school, the commune where it stands. None: an operator, or a commune that is not ours.
    territory = models.ForeignKey(
        Territory, models.CASCADE, null=True, related_name="+", verbose_name="commune"
    )
    school = models.ForeignKey(School, models.CASCADE, null=True, related_name="estimates")
    residents = models.FloatField("élèves qui y habitent", null=True)
    enrolled = models.PositiveIntegerField("élèves inscrits", null=True)
    pupils = models.FloatField("élèves retenus", null=True)
    without = models.FloatField("sans solution", null=True)
    low = models.FloatField("au moins", null=True)
    high = models.FloatField("au plus", null=True)
    method = models.CharField("méthode", max_length=8, choices=EstimateMethod)
    is_hidden = models.BooleanField("masqué", default=False)
    # The most pupils without first; what is hidden or unknown last.
    rank = models.PositiveIntegerField("rang")

    class Meta:
        verbose_name = "ligne d’une estimation"
        constraints = [
            models.UniqueConstraint(
                fields=["estimate", "about", "rank"], name="territory_estimate_line_once"
            ),
            models.CheckConstraint(
                name="territory_hidden_line_tells_nothing",
                condition=models.Q(is_hidden=False)
                | models.Q(without=None, low=None, high=None, residents=None, pupils=None),
            ),
        ]
        indexes = [
            models.Index(fields=["estimate", "about", "code"], name="territory_estimate_by_code"),
            models.Index(fields=["school", "-id"], name="territory_estimate_of_school"),
        ]

    @property
    def share(self):
        """Of 100 pupils, how many; None where it is not known."""
        if self.without is None or not self.pupils:
            return None
        return 100 * self.without / self.pupils


class EstimateGround(models.Model):
    """Where, in its commune, those without are: to measure distances from, never to be shown.

    A square of 200 m holds fewer than five of them. Compressed: {commune: [[x, y, share]]}, of
    those that are not hidden.
    """

    estimate = models.OneToOneField(
        Estimate, models.CASCADE, related_name="ground", verbose_name="estimation"
    )
    content = models.BinaryField("contenu")

    class Meta:
        verbose_name = "carreaux d’une estimation"


class Sketch(models.Model):
    """What a map of a département draws: borders, schools and places, simplified when loaded.

    One row, since a page draws all of it. What stands `around` is for the page of one place.
    """

    department = models.CharField("département", max_length=3, unique=True)
    drawn_at = models.DateTimeField("dessiné le", auto_now=True)
    # {"west", "north", "x", "y", "width", "height"}: units a degree (arpent.geo.Frame).
    frame = models.JSONField("cadre", default=dict)
    # {code: path of SVG}
    communes = models.JSONField("communes", default=dict)
    lines = models.TextField("limites des secteurs", blank=True)
    # {PlaceKind: path of SVG}
    dots = models.JSONField("points", default=dict)
    # {commune: of 100 inhabitants, [no operator, one or two, three or more]}
    networks = models.JSONField("nombre d’opérateurs", default=dict)
    # {"neighbours", "sectors", "places", "schools"}
    around = models.JSONField("autour", default=dict)

    class Meta:
        verbose_name = "croquis d’un département"

    def __str__(self):
        return self.department


class Contact(models.Model):
    """Whom to ask about digital education there: a function, by professional ways alone."""

    territory = models.ForeignKey(
        Territory, models.CASCADE, null=True, related_name="contacts", verbose_name="territoire"
    )
    school = models.ForeignKey(
        School, models.CASCADE, null=True, related_name="contacts", verbose_name="établissement"
    )
    function = models.CharField("fonction", max_length=120)
    organisation = models.CharField("organisation", max_length=200)
    name = models.CharField("nom", max_length=150, blank=True)
    email = models.EmailField("courriel", blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    updated_on = models.DateField("mis à jour le")

    class Meta:
        verbose_name = "contact du numérique éducatif"
        ordering = ["function", "pk"]
        constraints = [
            models.CheckConstraint(
                name="territory_contact_is_of_one_place",
                condition=models.Q(territory=None, school__isnull=False)
                | models.Q(school=None, territory__isnull=False),
            ),
            models.CheckConstraint(
                name="territory_contact_can_be_reached",
                condition=~models.Q(email="", phone=""),
            ),
        ]

    def __str__(self):
        return f"{self.function}, {self.organisation}"

    @property
    def place(self):
        """The territory that it is of, or where its school stands."""
        return self.territory or self.school.territory
