"""Contacts for digital education: professional ways alone, loaded whole or not at all."""

import pytest
from django.core.management import CommandError, call_command

from maillage.territory.actions import keep_contact
from maillage.territory.contacts import fault_of
from maillage.territory.errors import NotProfessional
from maillage.territory.models import Contact
from maillage.territory.tests.factories import SchoolFactory, TerritoryFactory

pytestmark = pytest.mark.django_db
TITLES = "code;fonction;organisation;nom;courriel;telephone;mis_a_jour_le"


@pytest.fixture
def commune():
    return TerritoryFactory(code="44001", name="Bruneval")


def _file(tmp_path, *rows):
    path = tmp_path / "contacts.csv"
    path.write_text("\n".join([TITLES, *rows]))
    return str(path)


def test_a_file_tells_whom_to_ask_of_a_commune_and_of_a_school(tmp_path, commune, capsys):
    school = SchoolFactory(uai="0440001M")
    path = _file(
        tmp_path,
        "44001;Référente numérique;Mairie;;numerique@bruneval.fr;02 40 00 00 00;2026-09-01",
        "0440001M;Responsable informatique;Collège du Marais;A. Quérouan;ce.0440001M@ac-x.fr;;",
    )

    call_command("territory", "load", path)

    assert "2 ajoutés" in capsys.readouterr().out
    town, college = commune.contacts.get(), school.contacts.get()
    assert (town.function, str(town.updated_on)) == ("Référente numérique", "2026-09-01")
    assert (college.name, college.email) == ("A. Quérouan", "ce.0440001M@ac-x.fr")


def test_told_again_a_contact_takes_what_the_file_says(tmp_path, commune):
    for phone in ("02 40 00 00 00", "02 40 11 11 11"):
        call_command("territory", "load", _file(tmp_path, f"44001;Référente;Mairie;;;{phone};"))

    assert commune.contacts.get().phone == "02 40 11 11 11"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("44001;Maire;Mairie;;maire@gmail.com;;", "paraît personnelle"),
        ("44001;Maire;Mairie;;maire@orange.fr;;", "paraît personnelle"),
        ("44001;Maire;Mairie;;;;", "Il faut un courriel ou un téléphone."),
        ("44001;;Mairie;;a@b.fr;;", "la colonne fonction est vide"),
        ("44009;Maire;Mairie;;a@b.fr;;", "aucun lieu, ou plusieurs, n’a le code 44009"),
        ("44001;Maire;Mairie;;a@b.fr;;hier", "« hier » n’est pas une date"),
        ("44001;Maire;Mairie;;a@b.fr;abc;", "n’est pas un numéro de téléphone"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_kept(tmp_path, commune, capsys, row, reason):
    path = _file(tmp_path, "44001;Référente;Mairie;;numerique@bruneval.fr;;", row)

    with pytest.raises(CommandError):
        call_command("territory", "load", path)

    said = capsys.readouterr().err
    assert "Ligne 3 : " in said
    assert reason in said
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "email",
    ["x@gmail.com", "x@free.fr", "x@hotmail.fr", "x@yahoo.co.uk", "x@outlook.com", "X@Laposte.net"],
)
def test_an_address_that_anybody_may_open_is_personal(email):
    assert "paraît personnelle" in fault_of({"email": email})


@pytest.mark.parametrize(
    "email", ["x@ac-nantes.fr", "x@nantes.fr", "x@education.gouv.fr", "x@freelance.fr"]
)
def test_an_address_of_an_organisation_is_not(email):
    assert fault_of({"email": email}) == ""


def test_a_personal_address_is_refused_to_whoever_writes(commune):
    contact = Contact(territory=commune, function="F", organisation="O", email="f@gmail.com")

    with pytest.raises(NotProfessional, match="paraît personnelle"):
        keep_contact(contact=contact, acting_user=None)
