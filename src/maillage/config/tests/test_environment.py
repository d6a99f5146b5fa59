"""Settings are declared, and a wrong one stops the start with what was expected."""

import multiprocessing
import os
import stat
import subprocess
import sys

import pytest

from maillage.config import environment


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("MAILLAGE_DEBUG", "peut-être"),
        ("MAILLAGE_THREADS", "0"),
        ("MAILLAGE_THREADS", "huit"),
        ("MAILLAGE_HOSTS", "https://exemple.fr"),
        ("MAILLAGE_LANGUAGE", "de"),
        ("MAILLAGE_TIME_ZONE", "Paris"),
        ("MAILLAGE_LOG_LEVEL", "LOUD"),
        ("MAILLAGE_SECRET_KEY", "court"),
        ("DATABASE_URL", "mysql://u:hidden@h/n"),
        ("MAILLAGE_MAIL", "https://u:hidden@h/"),
        ("MAILLAGE_MAIL", "smtp://u:hidden@h:port"),
        ("MAILLAGE_MAIL", "smtps://"),
        ("MAILLAGE_OIDC_ISSUER", "http://exemple.fr/api"),
        ("MAILLAGE_OIDC_ISSUER", "exemple.fr"),
        ("MAILLAGE_OIDC_ALGORITHM", "none"),
        ("MAILLAGE_OIDC_ALGORITHM", "HS256"),
        ("DATABASE_URL", "n’importe quoi"),
        ("DATABASE_URL", "postgresql://u:hidden@h:port/n"),
    ],
)
def test_a_wrong_value_is_refused_in_two_languages_without_telling_secrets(
    monkeypatch, name, wrong
):
    monkeypatch.setenv(name, wrong)
    with pytest.raises(environment.BadSetting) as refused:
        environment.check_all()
    told = str(refused.value)
    assert name in told
    assert "valeur refusée" in told
    assert "Expected:" in told
    assert "hidden" not in told
    assert "court" not in told.split("Attendu")[0]


@pytest.mark.parametrize(
    ("raw", "value"), [("oui", True), ("1", True), ("non", False), ("", False)]
)
def test_a_switch_reads_french_and_english(monkeypatch, raw, value):
    monkeypatch.setenv("MAILLAGE_DEBUG", raw)
    assert environment.read("MAILLAGE_DEBUG") is value


def test_postgresql_is_read_from_its_address(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://u:p@h:5433/n")
    found = environment.read("DATABASE_URL")
    assert (found["NAME"], found["PORT"], found["CONN_MAX_AGE"]) == ("n", 5433, 60)
    assert found["CONN_HEALTH_CHECKS"]


def test_a_misspelt_setting_is_noticed(monkeypatch):
    monkeypatch.setenv("MAILLAGE_HOST", "exemple.fr")
    assert environment.strangers() == ["MAILLAGE_HOST"]


def test_every_setting_is_explained_in_both_languages():
    for setting in environment.REGISTRY:
        assert len(setting.french) > 10
        assert len(setting.english) > 10
        setting.value()


def drawn(data):
    os.environ.pop("MAILLAGE_SECRET_KEY", None)
    return environment.kept_secret_key(data)


def test_the_key_is_drawn_once_whoever_starts_first_and_nobody_else_reads_it(tmp_path):
    data = tmp_path / "var"
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        keys = pool.map(drawn, [data] * 8)

    assert len(set(keys)) == 1
    assert len(keys[0]) >= 50
    assert stat.S_IMODE((data / "secret.key").stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    assert [path.name for path in data.iterdir()] == ["secret.key"]


def test_a_wrong_setting_stops_any_command_without_a_trace(tmp_path):
    found = subprocess.run(
        [sys.executable, "-m", "maillage.config", "check"],
        env={**os.environ, "MAILLAGE_DATA": str(tmp_path), "MAILLAGE_THREADS": "mille",
             "DJANGO_SETTINGS_MODULE": "maillage.config.settings.base"},
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert found.returncode == 2
    assert found.stderr.startswith("MAILLAGE_THREADS = 'mille' : valeur refusée (1-64).")
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize(
    ("address", "port", "tls", "ssl"),
    [
        ("smtp+tls://moi%40exemple.fr:a%3Ab@courrier.exemple.fr", 587, True, False),
        ("smtps://courrier.exemple.fr:4650", 4650, False, True),
        ("smtp://127.0.0.1", 25, False, False),
    ],
)
def test_a_mail_server_is_told_in_one_address(monkeypatch, address, port, tls, ssl):
    monkeypatch.setenv("MAILLAGE_MAIL", address)
    told = environment.read("MAILLAGE_MAIL")

    assert told["EMAIL_PORT"] == port
    assert (told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (tls, ssl)
    if "%" in address:
        assert told["EMAIL_HOST_USER"] == "moi@exemple.fr"
        assert told["EMAIL_HOST_PASSWORD"] == "a:b"
