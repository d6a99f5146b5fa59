"""Pupils without a solution, from the public files of a département to what pages read."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.management import call_command

from maillage.audit.models import Entry
from maillage.territory.actions import load_dataset, load_headcounts, make_estimate
from maillage.territory.enums import About, Event
from maillage.territory.errors import LacksData
from maillage.territory.models import Estimate, EstimateLine, School, Territory
from maillage.territory.queries import estimate_lines, estimate_of
from maillage.territory.signals import estimate_found, estimate_made
from maillage.territory.tests.test_load_datasets import load, write

pytestmark = pytest.mark.django_db

FILES = ("communes", "annuaire-education", "carte-scolaire-colleges")
SPEEDS = (
    "code_insee;nom_com;code_dep;code_reg;nbr;type;inel_hd;elig_hd05;elig_hd3;elig_bhd8;"
    "elig_thd30;elig_thd100;elig_thd1g;date"
)
OPERATORS = (
    "techno;niveau;commune;pop_0;pop_1;pop_2;pop_3;pop_4;pop_5;"
    "couv_0;couv_1;couv_2;couv_3;couv_4;couv_5"
)
COMMUNES = [f"99{n:03d}" for n in range(1, 13)]


def lines(path, header, rows):
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


@pytest.fixture
def department(tmp_path):
    """Twelve communes: 90 homes in 100 have the speed, and nobody but 20 people in 100 good 4G."""
    speeds = [f"{code};X;99;52;100;all;0;100;95;90;80;70;60;2026-03-31" for code in COMMUNES]
    operators = [f"4G;BC;{code};80;10;5;3;2;0;80;10;5;3;2;0" for code in COMMUNES]
    for path in (
        *(write(tmp_path, name) for name in FILES),
        lines(tmp_path / "commune_debit_filaire.csv", SPEEDS, speeds),
        lines(tmp_path / "2026T1_nbope_communes.csv", OPERATORS, operators),
    ):
        load_dataset(path=path, acting_user=None)
    return Territory.objects.get(code="99")


def count(uai, pupils):
    load_headcounts(
        rows=[{"uai": uai, "eleves": str(pupils), "rentree": "2025"}],
        file_name="ours.csv",
        digest="d",
        licence="fiction",
        acting_user=None,
    )


def test_each_school_commune_and_the_whole_have_a_line_and_every_source_is_named(department):
    school = School.objects.filter(uai__startswith="999").order_by("uai").first()
    count(school.uai, 100)

    estimate = make_estimate(territory=department, acting_user=None)

    assert estimate_of(school.territory) == estimate
    assert estimate_lines(estimate, About.COMMUNE).count() == 12
    line = estimate_lines(estimate, About.SCHOOL).get(school=school)
    assert (line.code, line.territory, line.enrolled) == (school.uai, school.territory, 100)
    whole = estimate_lines(estimate, About.WHOLE).get()
    assert 0 <= whole.low <= whole.without <= whole.high <= whole.pupils
    titles = {source["title"]: source["edition"] for source in estimate.sources}
    assert titles["Débits filaires des communes"] == "2026-03-31"
    assert len(titles) == 6
    assert Entry.objects.filter(event=Event.ESTIMATE_MADE, target_id=estimate.pk).count() == 1


def test_the_surest_need_comes_first_and_what_is_hidden_tells_nothing(department):
    estimate = make_estimate(territory=department, acting_user=None)

    lines = list(estimate_lines(estimate, About.COMMUNE))
    told = [line.without for line in lines if not line.is_hidden]
    assert told == sorted(told, reverse=True)
    assert [line.is_hidden for line in lines] == sorted(line.is_hidden for line in lines)
    hidden = EstimateLine.objects.filter(is_hidden=True)
    assert all((line.without, line.low, line.pupils) == (None, None, None) for line in hidden)


def test_the_same_files_again_are_the_same_estimate(department):
    heard, again_heard = [], []
    estimate_made.connect(heard_by := lambda **said: heard.append(said["estimate"]))
    estimate_found.connect(heard_again_by := lambda **said: again_heard.append(said["estimate"]))
    first = make_estimate(territory=department, acting_user=None)
    again = make_estimate(territory=department, acting_user=None)
    assert first == again
    assert Estimate.objects.count() == 1

    school = School.objects.filter(uai__startswith="999").order_by("uai").first()
    count(school.uai, 400)
    second = make_estimate(territory=department, acting_user=None)
    assert second != first
    assert estimate_of(department) == second
    assert heard == [first, second]
    assert again_heard == [first]
    estimate_found.disconnect(heard_again_by)
    estimate_made.disconnect(heard_by)


def test_what_is_missing_is_said_with_where_to_find_it(tmp_path):
    load_dataset(path=write(tmp_path, "communes"), acting_user=None)

    with pytest.raises(LacksData, match="Débits filaires des communes"):
        make_estimate(territory=Territory.objects.get(code="99"), acting_user=None)


def test_not_everybody_makes_estimates(department):
    with pytest.raises(PermissionDenied):
        make_estimate(territory=department, acting_user=AnonymousUser())


def test_the_command_tells_the_facts_then_how_many_are_without(department, tmp_path, capsys):
    load(*(write(tmp_path, name) for name in ("contours-communes", "bibliotheques")))
    load(write(tmp_path, "france-services"))
    capsys.readouterr()

    call_command("territory", "compute", "99")

    printed = capsys.readouterr().out.splitlines()
    whole = estimate_lines(Estimate.objects.get(), About.WHOLE).get()
    assert printed[-1].split("  ")[-1] == "collégiens sans solution, par commune"
    assert f"{whole.low:.0f} à {whole.high:.0f}" in printed[-1]
