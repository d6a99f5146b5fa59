import pytest
from django.utils.translation import override

from maillage.exchange.spoken import profile_named
from maillage.voices.enums import Profile


@pytest.mark.parametrize(
    ("said", "profile"),
    [
        ("Enseignant(e)", Profile.TEACHER),
        ("enseignant·e·s", Profile.TEACHER),
        ("PROF", Profile.TEACHER),
        ("Parents d'élèves", Profile.PARENT),
        ("Collégienne", Profile.PUPIL),
        ("lycéen(ne)s", Profile.PUPIL),
        ("Directeur/trice", Profile.MANAGEMENT),
        ("IA-IPR", Profile.MANAGEMENT),
        ("AESH", Profile.STAFF),
        ("Élu(e)", Profile.LOCAL_AUTHORITY),
        ("Partenaire : opérateur", Profile.OPERATOR),
        ("local_authority", Profile.LOCAL_AUTHORITY),
        ("Personnel", Profile.STAFF),
        ("Personnel d’encadrement", Profile.MANAGEMENT),
        ("une baleine", None),
        ("", None),
    ],
)
def test_files_call_people_as_people_do(said, profile):
    assert profile_named(said) == profile


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_profile_is_known_by_its_own_name_in_the_language_of_the_reader(language):
    with override(language):
        assert [profile_named(str(each.label)) for each in Profile] == list(Profile)
