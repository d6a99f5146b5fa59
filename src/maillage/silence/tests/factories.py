from maillage.silence.actions import count_silence
from maillage.territory.actions import load_headcounts
from maillage.territory.enums import Kind, SchoolKind
from maillage.territory.models import HeadcountEdition, School
from maillage.territory.tests.factories import TerritoryFactory
from maillage.voices.tests.factories import ConsultationFactory, ThemeFactory, VoiceFactory

NAMES = {
    "9910001R": ("Première école", 400),
    "9910002S": ("Deuxième école", 600),
    "9910013D": ("Grand collège", 11_000),
    "9920018D": ("Collège du sud", 3_000),
}


class Country:
    """An academy of two departments, its schools, and a consultation that is open there."""

    def __init__(self):
        self.academy = TerritoryFactory(code="A", name="Académie", kind=Kind.ACADEMY, parent=None)
        self.north, self.south = (
            TerritoryFactory(code=name[0], name=name, kind=Kind.DEPARTMENT, parent=self.academy)
            for name in ("Nord", "Sud")
        )
        self.consultation = ConsultationFactory(open=True, territory=self.academy)
        self.theme = ThemeFactory(consultation=self.consultation)
        self.towns = {
            "991": TerritoryFactory(code="TN", kind=Kind.COMMUNE, parent=self.north),
            "992": TerritoryFactory(code="TS", kind=Kind.COMMUNE, parent=self.south),
        }
        self.schools = {uai: self._school(uai, name) for uai, (name, _count) in NAMES.items()}
        load_headcounts(
            rows=[
                {"uai": uai, "eleves": str(count), "rentree": "2025"}
                for uai, (_name, count) in NAMES.items()
            ],
            file_name="a.csv",
            digest="0" * 64,
            licence="Licence Ouverte 2.0",
            acting_user=None,
        )

    def speak(self, profile, territory, count, **more):
        about = {"theme": self.theme, "consultation": self.consultation, "territory": territory}
        VoiceFactory.create_batch(count, profile=profile, **about, **more)

    def count(self):
        return count_silence(consultation=self.consultation, acting_user=None)

    def forget_headcounts(self):
        HeadcountEdition.objects.all().delete()

    def build(self, count):
        """So many more schools, whose codes nobody checks here."""
        there = School.objects.count()
        for n in range(there, there + count):
            school = self._school(f"99199{n:02d}Z", f"École {n}")
            School.objects.filter(pk=school.pk).update(pupils=n)

    def _school(self, uai, name):
        return School.objects.create(
            uai=uai, name=name, kind=SchoolKind.SCHOOL, territory=self.towns[uai[:3]], folded=uai
        )
