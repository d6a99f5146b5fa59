"""Published files brought here, from a server of our own on this machine and nowhere else."""

import hashlib
import http.server
import json
import threading

import pytest
from django.core.management import CommandError, call_command
from tests import public_files as samples

from maillage.territory import published as addresses
from maillage.territory.analysis import BY_NAME
from maillage.territory.errors import Unreachable
from maillage.territory.fetching import Fetcher
from maillage.territory.fetching_network import Network, Refused
from maillage.territory.models import Dataset
from maillage.territory.published import Published

CONTENT = samples.table(BY_NAME["bibliotheques"], many=400).encode()
LIBRARIES = Published("bibliotheques", "Bibliothèques", "https://culture.test/b.csv", "b.csv")
TAG = '"v1"'


class Publisher(http.server.BaseHTTPRequestHandler):
    """Answers as the next of `script` says, then rightly."""

    def do_GET(self):
        server = self.server
        server.asked.append((self.path, dict(self.headers)))
        said = server.script.pop(0) if server.script else "right"
        if isinstance(said, int):
            self.send_error(said)
            return
        if said == "away":
            self._answer(302, b"", Location="http://127.0.0.1:1/secret")
            return
        if said == "page":
            self._answer(200, b"<!DOCTYPE html><p>Maintenance", **{"Content-Type": "text/csv"})
            return
        self._file(said, server.content)

    def _file(self, said, content):
        given = self.headers
        if given.get("If-None-Match") == TAG:
            self._answer(304, b"")
            return
        start, status, extra = 0, 200, {"ETag": TAG}
        if given.get("Range") and given.get("If-Range") == TAG:
            start, status = int(given["Range"].removeprefix("bytes=").rstrip("-")), 206
            extra["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        if said == "altered":
            extra["Repr-Digest"] = "sha-256=:" + "A" * 43 + "=:"
        length = {"huge": 10**12, "more": len(content) + 50}.get(said, len(content) - start)
        sent = content[start : start + 1_000] if said == "cut" else content[start:]
        self._answer(status, sent, length=length, **extra)

    def _answer(self, status, content, *, length=None, **headers):
        self.send_response(status)
        for name, value in {"Content-Type": "text/csv", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", len(content) if length is None else length)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_said):
        pass


@pytest.fixture
def publisher():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    server.script, server.asked, server.content = [], [], CONTENT
    server.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def fetcher(publisher, tmp_path):
    heard = []
    fetcher = Fetcher(
        tmp_path / "downloads",
        mirror=publisher.base,
        told=lambda *said: heard.append(said),
        pause=0,
    )
    fetcher.heard = heard
    return fetcher


def test_a_file_is_fetched_by_its_address_and_kept_with_its_hash(fetcher, publisher):
    (path,) = fetcher.files(LIBRARIES)
    assert path.read_bytes() == CONTENT
    notes = json.loads(path.with_name(".b.csv.json").read_text())
    assert notes["sha256"] == hashlib.sha256(CONTENT).hexdigest()
    (asked, headers) = publisher.asked[0]
    assert asked == "/culture.test/b.csv"
    assert headers["User-Agent"].startswith("maillage")
    assert fetcher.heard[-1] == ("Bibliothèques", len(CONTENT), len(CONTENT))


def test_what_was_cut_goes_on_from_where_it_was(fetcher, publisher):
    publisher.script = ["cut", "cut"]
    assert fetcher.files(LIBRARIES)[0].read_bytes() == CONTENT
    ranges = [headers.get("Range") for _path, headers in publisher.asked]
    assert ranges == [None, "bytes=1000-", "bytes=2000-"]


def test_what_was_cut_by_a_stop_is_resumed_the_next_time(fetcher, publisher, monkeypatch):
    monkeypatch.setattr("maillage.territory.fetching.TRIES", 1)
    publisher.script = ["cut"]
    with pytest.raises(Unreachable, match="incomplet"):
        fetcher.files(LIBRARIES)
    assert (fetcher.folder / ".b.csv.part").stat().st_size == 1_000
    assert fetcher.files(LIBRARIES)[0].read_bytes() == CONTENT
    assert publisher.asked[-1][1]["Range"] == "bytes=1000-"


def test_a_new_edition_is_not_glued_to_the_old_one(fetcher, publisher, monkeypatch):
    monkeypatch.setattr("maillage.territory.fetching.TRIES", 1)
    publisher.script = ["cut"]
    with pytest.raises(Unreachable):
        fetcher.files(LIBRARIES)
    monkeypatch.setattr("maillage.territory.tests.test_fetch.TAG", '"v2"')
    publisher.content = CONTENT.replace(b"L1", b"M1")
    assert fetcher.files(LIBRARIES)[0].read_bytes() == publisher.content


def test_what_is_here_and_current_is_not_taken_again(fetcher, publisher):
    path = fetcher.files(LIBRARIES)[0]
    fetcher.files(LIBRARIES)
    assert publisher.asked[-1][1]["If-None-Match"] == TAG
    path.write_bytes(CONTENT[:-100])
    assert fetcher.files(LIBRARIES)[0].read_bytes() == CONTENT


@pytest.mark.parametrize("code", [503, 429, 500])
def test_a_busy_server_is_asked_again(fetcher, publisher, code):
    publisher.script = [code, code]
    assert fetcher.files(LIBRARIES)[0].read_bytes() == CONTENT
    assert len(publisher.asked) == 3


@pytest.mark.parametrize(
    ("script", "said", "times"),
    [
        ([404], "le serveur répond 404", 1),
        ([503] * 9, "le serveur répond 503", 5),
        (["away"], "n’est pas en https", 1),
        (["page"], "une page, et non des données", 1),
        (["huge"], "démesuré", 1),
        (["more"] * 9, "incomplet ou altéré", 5),
        (["altered"] * 9, "incomplet ou altéré", 5),
    ],
)
def test_what_is_not_the_file_is_never_taken_for_it(fetcher, publisher, script, said, times):
    publisher.script = script
    with pytest.raises(Unreachable, match=said) as refused:
        fetcher.files(LIBRARIES)
    assert "https://culture.test/b.csv" in str(refused.value)
    assert not refused.value.is_down
    assert not (fetcher.folder / "b.csv").exists()
    assert len(publisher.asked) == times


def test_a_page_says_the_latest_of_files_whose_address_changes(fetcher, publisher):
    listed = Published(
        "france-services", "France services", "https://data.test/api/", "fs.csv",
        listed=r"https://[^\"\s]+\.csv",
    )  # fmt: skip
    publisher.content = json.dumps(
        {
            "resources": [
                {"url": "https://static.test/2026.csv"},
                {"url": "https://static.test/2025.csv"},
            ]
        }
    ).encode()
    assert fetcher.files(listed)[0].name == "fs.csv"
    assert [path for path, _headers in publisher.asked] == [
        "/data.test/api/",
        "/static.test/2026.csv",
    ]
    publisher.content = b"{}"
    with pytest.raises(Unreachable, match="aucun lien"):
        fetcher.files(listed)


@pytest.mark.parametrize(
    "address",
    [
        "http://data.gouv.fr/a.csv",
        "ftp://data.gouv.fr/a.csv",
        "file:///etc/passwd",
        "https://127.0.0.1/a.csv",
        "https://10.0.0.8/a.csv",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/a.csv",
        "https://[fd00::1]/a.csv",
    ],
)
def test_no_address_leads_within(address):
    with pytest.raises(Refused, match=r"https|internet public"):
        Network().ask(address)


def test_a_name_that_leads_within_is_left_once_connected(publisher, monkeypatch):
    """As a name whose answer changes: the address was public when it was looked at."""
    monkeypatch.setattr("socket.create_connection", lambda *_given: _Near())
    with pytest.raises(Refused, match=r"mène à 127\.0\.0\.1"):
        Network().ask("https://culture.test/b.csv")


class _Near:
    def setsockopt(self, *_given):
        pass

    def getpeername(self):
        return ("127.0.0.1", 443)

    def close(self):
        pass


@pytest.mark.parametrize("code", ["44", "2A", "974"])
def test_every_address_is_public_and_names_the_departement(code):
    found = addresses.of_department(code)
    assert len({one.name for one in found}) == len(found)
    for one in found:
        assert one.address.startswith("https://")
        assert " " not in one.address
    assert any(f"adresses-{code}.csv.gz" in one.address for one in found)
    assert all(not one.on_demand for one in addresses.wanted(code))


@pytest.mark.django_db
def test_a_departement_is_fetched_then_loaded_as_files_are(publisher, settings, tmp_path, capsys):
    settings.DATA = tmp_path
    call_command("territory", "load", "99", only=["bibliotheques"], mirror=publisher.base)
    printed = capsys.readouterr()
    assert "Adresses des bibliothèques publiques, 400 lignes" in printed.out
    assert "Bibliothèques publiques : 0.0 sur 0.0 Mo" in printed.err
    assert Dataset.objects.get().rows == 400
    assert publisher.asked[0][0].startswith("/data.culture.gouv.fr/api/explore/")


@pytest.mark.django_db
def test_what_lacks_is_said_with_its_address_and_what_came_is_loaded(
    publisher, settings, tmp_path, capsys
):
    settings.DATA = tmp_path
    publisher.script = ["right", 404]
    with pytest.raises(CommandError, match="Il manque adresses") as refused:
        call_command(
            "territory", "load", "99", only=["bibliotheques", "adresses"], mirror=publisher.base
        )
    assert refused.value.returncode == 2
    assert "https://adresse.data.gouv.fr/data/ban/adresses/latest" in capsys.readouterr().err
    assert Dataset.objects.get().source == "bibliotheques"


@pytest.mark.django_db
def test_what_came_and_cannot_be_read_is_refused_as_a_file_would_be(publisher, settings, tmp_path):
    settings.DATA = tmp_path
    publisher.content = b"a;b\n1;2\n"
    with pytest.raises(CommandError, match="1 fichier") as refused:
        call_command("territory", "load", "99", only=["bibliotheques"], mirror=publisher.base)
    assert refused.value.returncode == 2
    assert not Dataset.objects.exists()


@pytest.mark.django_db
def test_without_a_network_one_address_is_tried_and_the_rest_is_not(
    settings, tmp_path, monkeypatch, capsys
):
    settings.DATA = tmp_path
    (tmp_path / "downloads" / "44").mkdir(parents=True)
    kept = tmp_path / "downloads" / "44" / "bibliotheques.csv"
    kept.write_bytes(CONTENT)
    monkeypatch.setattr("maillage.territory.fetching.PAUSE", 0)
    monkeypatch.setattr("maillage.territory.fetching.TRIES", 2)
    with pytest.raises(CommandError, match="par un autre moyen") as refused:
        call_command("territory", "load", "44", mirror="http://127.0.0.1:1")
    assert refused.value.returncode == 2
    assert capsys.readouterr().err.count("Adresse :") == 1
    assert kept.read_bytes() == CONTENT
    assert not Dataset.objects.exists()


@pytest.mark.django_db
def test_a_source_that_is_not_published_is_refused(settings, tmp_path):
    settings.DATA = tmp_path
    with pytest.raises(CommandError, match="rien de tel n’est publié"):
        call_command("territory", "load", "44", only=["meteo"])
