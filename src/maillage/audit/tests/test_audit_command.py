import pytest
from django.core.management import CommandError, call_command

from maillage.audit.tests.factories import some_object, write_entries
from maillage.audit.tests.tampering import tamper

pytestmark = pytest.mark.django_db


def test_verify_says_how_many_rows_and_the_digest_to_note(capsys):
    last = write_entries(3)[-1]

    call_command("audit", "verify")

    assert capsys.readouterr().out == (
        f"3 lignes vérifiées, chaîne intacte, empreinte 3:{last.hash}\n"
    )


def test_verify_fails_and_names_the_row(capsys):
    write_entries(3)
    tamper("UPDATE audit_entry SET event = 'audit.test.invented' WHERE number = 2")

    with pytest.raises(SystemExit) as left:
        call_command("audit", "verify")

    assert left.value.code == 1
    assert "1 ligne vérifiée avant la rupture. La ligne 2 a été modifiée" in capsys.readouterr().err


def test_verify_takes_the_digest_it_printed(capsys):
    write_entries(3)
    call_command("audit", "verify")
    noted = capsys.readouterr().out.split()[-1]
    write_entries(2)

    call_command("audit", "verify", "--witness", noted)

    assert "chaîne intacte" in capsys.readouterr().out


@pytest.mark.parametrize("noted", ["3", "3:xyz", "abc:0123456789", ""])
def test_a_misread_digest_is_refused(noted):
    with pytest.raises(CommandError):
        call_command("audit", "verify", "--witness", noted)


def test_show_tells_what_happened_to_an_object(capsys):
    target = some_object()
    write_entries(1, event="territory.territory.created", target=target)

    call_command("audit", "show", f"auth.group:{target.pk}")

    assert "Territoire créé (système)" in capsys.readouterr().out


def test_show_says_when_there_is_nothing_to_tell(capsys):
    call_command("audit", "show", "auth.group:999")

    assert "ne dit rien" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["auth.group", "nowhere.thing:1", "auth:1", "auth.group:abc", ""])
def test_show_refuses_what_is_not_an_object(name):
    with pytest.raises(CommandError, match="Objet inconnu"):
        call_command("audit", "show", name)
