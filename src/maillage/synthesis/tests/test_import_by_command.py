"""`maillage sheet import`: all the files or none, with a report; one plain line when it cannot."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from maillage.audit.models import Entry
from maillage.plan import actions as plan_actions
from maillage.projections.models import Need
from maillage.synthesis import actions
from maillage.synthesis.management.commands.sheet import Command
from maillage.synthesis.tests.examples import as_bytes, corrected, imported, sheet
from maillage.voices.models import Consultation, Workshop
from maillage.voices.tests.factories import ConsultationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(tmp_path):
    def write(name="atelier-du-bourg.md", told=None):
        path = tmp_path / name
        path.write_bytes(as_bytes(told))
        return str(path)

    return write


@pytest.fixture
def run(capsys):
    def call(*arguments):
        call_command("sheet", "import", *arguments)
        return capsys.readouterr().out

    return call


def refused(*arguments):
    with pytest.raises(CommandError) as stopped:
        call_command("sheet", "import", *arguments)
    assert stopped.value.returncode == 2
    return str(stopped.value)


def test_a_sheet_is_imported_and_told(run, file, place):
    told = run(file())

    workshop = Workshop.objects.get()
    assert f"atelier-du-bourg.md -> {workshop.slug} : nouvel atelier" in told
    assert "Tout est enregistré." in told
    assert workshop.territory.name == "Bourg-la-Digue"
    assert not workshop.is_published
    assert Entry.objects.filter(actor_id=None).exists()


def test_it_is_published_at_once_when_asked(run, file, place):
    run(file(), "--publish")

    assert Workshop.objects.get().is_published


def test_the_same_sheet_twice_changes_nothing(run, file, place):
    run(file())
    entries = Entry.objects.count()

    assert "rien de nouveau, cette feuille est déjà là" in run(file())
    assert Entry.objects.count() == entries


def test_a_corrected_sheet_says_what_changed(run, file, place):
    run(file())

    told = run(file("corrige.md", corrected()))

    assert "atelier corrigé (1 ajouté, 1 reformulé)" in told
    assert "- Se connecter à moins de dix minutes" in told
    assert "+ Se connecter à moins de cinq minutes" in told
    assert Workshop.objects.count() == 1


def test_a_dry_run_shows_it_all_and_writes_nothing(run, file, place):
    entries = Entry.objects.count()

    told = run(file(), "--dry-run")

    assert "nouvel atelier" in told
    assert "Rien n’a été enregistré (essai)." in told
    assert not Workshop.objects.exists()
    assert Entry.objects.count() == entries


def test_remarks_are_told(run, tmp_path, place):
    path = tmp_path / "a.json"
    path.write_bytes(
        as_bytes(sheet(warnings=[{"where": "Plan", "message": "en trop"}]), file_format="json")
    )

    assert "remarque, Plan : en trop" in run(str(path))


def test_several_files_or_none(file, tmp_path, place):
    wrong = tmp_path / "photo.docx"
    wrong.write_bytes(b"\x89PNG")

    told = refused(file(), str(wrong))

    assert "photo.docx : " in told
    assert "Rien n’a été importé." in told
    assert not Workshop.objects.exists()


def test_a_refusal_at_the_last_file_undoes_the_first(file, place):
    unknown = sheet(theme={"number": 9, "title": "Une thématique inconnue"}, plan=[], diagnosis=[])
    unknown["projections"][0]["needs"][0]["text"] = "Rien de commun"

    told = refused(file(), file("b.md", unknown), "--new")

    assert "b.md : La feuille annonce la thématique n° 9" in told
    assert not Workshop.objects.exists()


def test_a_breakdown_at_the_last_file_undoes_the_first(run, file, place, monkeypatch):
    calls = []

    def fail_the_second_time(**asked):
        calls.append(asked)
        if len(calls) == 2:
            raise RuntimeError("en plein milieu")
        return plan_actions.write_plan(**asked)

    *others, (_, section, parameter) = actions.STAGES
    monkeypatch.setattr(actions, "STAGES", (*others, (fail_the_second_time, section, parameter)))
    with pytest.raises(RuntimeError, match="en plein milieu"):
        run(file(), file("b.md", corrected()))

    assert not Workshop.objects.exists()


def test_a_chosen_workshop_is_the_one_corrected(run, file, place, consultation):
    told = sheet(plan=[], diagnosis=[])
    told["projections"][0]["needs"][0]["text"] = "Rien de commun"
    workshop = imported(consultation, told, territory=place)

    run(file(), "--workshop", workshop.slug)

    assert Workshop.objects.count() == 1
    assert Need.objects.get(removed_at=None).text == "Se connecter à moins de dix minutes"


def test_a_new_workshop_is_made_when_asked_although_one_looks_the_same(run, file, place):
    run(file())
    run(file(), "--new")

    assert Workshop.objects.count() == 2


def test_the_territory_is_the_one_asked_for(run, file, place, elsewhere):
    run(file(), "--territory", elsewhere.code)

    assert Workshop.objects.get().territory == elsewhere


def test_the_consultation_is_the_open_one_unless_another_is_named(run, file, consultation, place):
    draft = ConsultationFactory(slug="en-preparation", territory=consultation.territory)

    run(file())

    assert Workshop.objects.get().theme.consultation == consultation
    assert "aucune" not in refused(file("b.md"), "--consultation", draft.slug, "--new")


def test_one_acts_in_the_name_of_an_account_within_its_reach(run, file, alice, place, elsewhere):
    run(file(), "--as", alice.email)

    assert Entry.objects.filter(actor_id=alice.pk).exists()
    told = refused(file(), "--as", alice.email, "--new", "--territory", elsewhere.code)
    assert "ne peut pas écrire" in told
    assert Workshop.objects.count() == 1


def test_an_account_without_a_hat_imports_nothing(file, charlie, place):
    assert "ne peut pas écrire" in refused(file(), "--as", charlie.email)
    assert not Workshop.objects.exists()


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--as", "personne@exemple.fr"], "aucun compte"),
        (["--workshop", "nulle-part"], "aucun atelier"),
        (["--territory", "ZZZ"], "ne désigne pas un seul territoire"),
        (["--consultation", "nulle-part"], "aucune consultation"),
    ],
)
def test_what_is_not_found_is_named(file, place, options, reason):
    assert reason in refused(file(), *options)
    assert not Workshop.objects.exists()


def test_a_workshop_is_corrected_by_one_file_only(file, place, consultation):
    workshop = imported(consultation, territory=place)

    assert "un seul fichier" in refused(file("a.md"), file("b.md"), "--workshop", workshop.slug)


def test_a_missing_file_ends_with_one_plain_line_and_two(capsys, tmp_path, consultation):
    missing = str(tmp_path / "absent.docx")

    with pytest.raises(SystemExit) as stopped:
        Command().run_from_argv(["maillage", "sheet", "import", missing])

    told = capsys.readouterr().err
    assert stopped.value.code == 2
    assert told.startswith(f"maillage sheet import : {missing} est introuvable.")
    assert told.count("\n") == 1


def test_an_empty_installation_takes_its_first_sheet_and_says_what_it_opened(run, file):
    told = run(file())

    workshop = Workshop.objects.select_related("theme__consultation").get()
    assert "« Concertation » est ouverte" in told
    assert workshop.theme.consultation.themes.count() == 5


def test_a_trial_on_an_empty_installation_leaves_it_empty(run, file):
    run(file(), "--dry-run")

    assert not Consultation.objects.exists()
