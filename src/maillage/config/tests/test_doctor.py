import os
from pathlib import Path

import pytest

from maillage.config.doctor import machine

MOUNTS = """\
/dev/vda / ext4 rw 0 0
srv:/home /home nfs4 rw 0 0
//srv/share /mnt/avec\\040espace cifs rw 0 0
tmpfs /home/local tmpfs rw 0 0
"""


def test_a_fresh_installation_is_told_what_is_left_to_do(maillage):
    found = maillage("doctor")
    assert found.returncode == 1
    assert "à corriger  Migrations en attente" in found.stdout
    assert "-> maillage migrate" in found.stdout


def test_a_whole_installation_passes_and_every_setting_is_listed_with_its_origin(migrated):
    found = migrated("doctor", MAILLAGE_SITE_NAME="Concertation")

    assert found.returncode == 0, found.stdout + found.stderr
    assert "à corriger" not in found.stdout
    for line in (
        "SQLite 3.",
        "db.sqlite3 : journal wal, synchronous FULL.",
        "second.sqlite3 : journal wal, synchronous NORMAL.",
        "fdatasync) : p50",
        "pandoc",
        "typst",
        "MAILLAGE_SITE_NAME = Concertation  (environnement)",
        "MAILLAGE_THREADS = 8  (par défaut)",
        "Tout est en ordre.",
    ):
        assert line in found.stdout


def test_places_that_nobody_loaded_are_told_with_how_to_load_them(migrated):
    found = migrated("doctor")
    assert found.returncode == 0, "people may still say where in their own words"
    for said in ("Territoires : 0.", "Établissements : 0.", "Codes postaux : 0."):
        assert f"{said} Pour en charger : maillage territory load FICHIER" in found.stdout
    english = migrated("doctor", LANG="en_GB.UTF-8").stdout
    assert "Postcodes: 0. To load some: maillage territory load FICHIER" in english


def test_it_speaks_english_to_an_english_shell(maillage):
    found = maillage("doctor", LANG="en_GB.UTF-8")
    assert "to mend  Pending migrations" in found.stdout


def test_a_wrong_setting_is_found_without_falling_over(maillage):
    found = maillage(
        "doctor", MAILLAGE_THREADS="mille", MAILLAGE_HOST="x", DATABASE_URL="x://s3cret"
    )
    assert found.returncode == 1
    assert "MAILLAGE_THREADS = 'mille' : valeur refusée (1-64)." in found.stdout
    assert "MAILLAGE_HOST : réglage inconnu" in found.stdout
    assert "s3cret" not in found.stdout + found.stderr
    assert "Traceback" not in found.stderr


def test_a_public_site_without_https_or_with_every_host_is_told(maillage):
    found = maillage("doctor", MAILLAGE_HOSTS="*", MAILLAGE_DEBUG="oui")
    assert "Donnez les noms exacts" in found.stdout
    assert "Retirez MAILLAGE_DEBUG" in found.stdout
    assert "MAILLAGE_BEHIND_PROXY" in found.stdout


def test_a_server_that_does_not_answer_is_told_without_a_trace(maillage):
    url = "postgresql://u:s3cret@127.0.0.1:1/n"
    found = maillage("doctor", DATABASE_URL=url)
    assert found.returncode == 1
    assert "Vérifiez DATABASE_URL" in found.stdout
    assert "s3cret" not in found.stdout + found.stderr
    assert "Traceback" not in found.stderr


def test_a_key_that_others_can_read_is_told(migrated):
    (migrated.data / "secret.key").chmod(0o644)
    assert "chmod 600" in migrated("doctor").stdout


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/data", "ext4"),
        ("/home/x/var", "nfs4"),
        ("/home/local/var", "tmpfs"),
        ("/mnt/avec espace/var", "cifs"),
        ("/homestead", "ext4"),
    ],
)
def test_the_file_system_is_that_of_the_nearest_mount(folder, kind):
    assert machine.mounted(Path(folder), MOUNTS)[1] == kind


@pytest.mark.parametrize(("kind", "well"), [("ext4", True), ("nfs4", False), ("cifs", False)])
def test_a_network_disk_is_refused_for_the_embedded_database(tmp_path, kind, well):
    finding = machine.network_disk(tmp_path, f"x / {kind} rw 0 0\n")
    assert finding.well is well


def test_a_folder_that_others_can_read_is_told(tmp_path):
    tmp_path.chmod(0o755)
    assert not machine.rights(tmp_path).well
    tmp_path.chmod(0o750)
    assert machine.rights(tmp_path).well


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    assert not machine.rights(tmp_path / "var").well
    tmp_path.chmod(0o700)


def test_a_slow_disk_and_a_full_one_are_told(tmp_path, monkeypatch):
    monkeypatch.setattr(machine, "sync_times", lambda folder: [30.0] * 100)
    assert not machine.disk(tmp_path).well

    def full(folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(machine, "sync_times", full)
    assert "No space left" in machine.disk(tmp_path).french
    monkeypatch.setattr(machine, "LEAST_FREE", 10**18)
    assert not machine.free_space(tmp_path).well


def test_the_encoder_is_told_and_an_altered_one_is_to_be_mended(monkeypatch):
    from maillage.config.doctor import installation

    def altered():
        raise installation.analysis.ArpentError("modèle inattendu")

    for name, well, said in (
        (lambda: "lexical 1", True, "lexical 1"),
        (lambda: None, True, "not installed"),
        (altered, False, "expected"),
    ):
        monkeypatch.setattr(installation.analysis, "encoder_name", name)
        finding = installation.encoder()
        assert finding.well is well
        assert said in finding.english


def test_an_identity_provider_half_set_is_to_be_mended(monkeypatch):
    from maillage.config.doctor.installation import identity_provider

    assert list(identity_provider()) == []
    monkeypatch.setenv("MAILLAGE_OIDC_ISSUER", "https://exemple.fr/api/v2")
    [half] = identity_provider()
    assert not half.well
    assert "MAILLAGE_OIDC_CLIENT_SECRET" in half.remedy("fr")
    monkeypatch.setenv("MAILLAGE_OIDC_CLIENT_ID", "maillage")
    monkeypatch.setenv("MAILLAGE_OIDC_CLIENT_SECRET", "un-secret")
    [whole] = identity_provider()
    assert whole.well
    assert "un-secret" not in whole.told("fr") + whole.told("en")
