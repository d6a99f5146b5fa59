"""Published files brought here: resumed, bounded, checked, kept for the next time."""

import base64
import hashlib
import http.client
import json
import re
import time
import urllib.error
from urllib.parse import urljoin

from maillage.territory.errors import Unreachable
from maillage.territory.fetching_network import Network, Refused

TRIES = 5
# Before asking again: a second, then two, four, eight.
PAUSE = 1
BLOCK = 1 << 16
MOST_OF_A_PAGE = 5_000_000
PAGES = re.compile(rb"\s*<(!doctype\s+html|html|head|body)\b", re.IGNORECASE)


class Fetcher:
    """`told(title, done, total)` hears how far a file is; `total` is None where nobody knows."""

    def __init__(self, folder, *, mirror="", told=lambda title, done, total: None, pause=None):
        self.folder, self.told = folder, told
        self.pause = PAUSE if pause is None else pause
        self._network = Network(mirror)

    def files(self, published):
        """The files of a source, here: fetched, resumed, or as they were left if still current."""
        self.folder.mkdir(parents=True, exist_ok=True)
        address = published.address
        if not published.listed:
            return [self._file(published, address, published.file_name)]
        page = self._patiently(published, address, lambda: self._page(address))
        links = list(dict.fromkeys(re.findall(published.listed, page)))
        if not links:
            raise Unreachable(published, address, "la page ne donne aucun lien vers ce fichier")
        # One file: the first, since publishers put the latest first.
        found = links[:1] if published.file_name else links
        return [
            self._file(
                published, urljoin(address, link), published.file_name or link.rpartition("/")[2]
            )
            for link in found
        ]

    def _page(self, address):
        with self._network.ask(address) as answer:
            return answer.read(MOST_OF_A_PAGE).decode("utf-8", "replace").replace("\\/", "/")

    def _file(self, published, address, name):
        target = self.folder / name
        self._patiently(published, address, lambda: self._transfer(published, address, target))
        return target

    def _patiently(self, published, address, do):
        for attempt in range(TRIES):
            try:
                return do()
            except Refused as refused:
                raise Unreachable(published, address, str(refused)) from refused
            except (OSError, http.client.HTTPException) as error:
                failed = error
            if attempt + 1 < TRIES:
                time.sleep(self.pause * 2**attempt)
        down = isinstance(failed, urllib.error.URLError | ConnectionError)
        raise Unreachable(published, address, _said(failed), is_down=down) from failed

    def _transfer(self, published, address, target):
        # Hidden: the folder is then loaded as it stands.
        part, notes = (target.with_name(f".{target.name}{kind}") for kind in (".part", ".json"))
        known = _noted(notes, address)
        answer = self._network.ask(address, _asked(target, part, known))
        if answer is None:
            return
        with answer:
            if answer.headers.get_content_type() in ("text/html", "application/xhtml+xml"):
                raise Refused("l’adresse donne une page, et non des données")
            begun = _begun(answer, part)
            total = _total(answer, begun)
            if (total or 0) > published.most:
                raise Refused(f"le fichier annonce {total} octets : il est démesuré")
            known = {"address": address, "validator": _validator(answer)}
            notes.write_text(json.dumps(known))
            self._write(published, answer, part, begun, total)
            digest = _digest(part)
            _refuse_altered(answer, part, digest)
        part.replace(target)
        notes.write_text(json.dumps({**known, "sha256": digest.hex()}))

    def _write(self, published, answer, part, begun, total):
        done, heard = begun, 0.0
        with part.open("ab" if begun else "wb") as out:
            while block := answer.read(BLOCK):
                if not done and PAGES.match(block):
                    raise Refused("l’adresse donne une page, et non des données")
                done += len(block)
                if done > published.most:
                    part.unlink()
                    raise Refused("le fichier est démesuré")
                out.write(block)
                if time.monotonic() - heard > 1:
                    heard = time.monotonic()
                    self.told(published.title, done, total)
        self.told(published.title, done, total)
        if total is not None and done != total:
            raise http.client.IncompleteRead(b"", total - done)


def _noted(notes, address):
    try:
        known = json.loads(notes.read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) and known.get("address") == address else {}


def _asked(target, part, known):
    """What is held, told to the server: it answers with what lacks, or that nothing does."""
    validator = known.get("validator")
    if not validator:
        return {}
    if target.exists() and known.get("sha256") == _digest(target).hex():
        tag = validator.startswith('"')
        return {"If-None-Match" if tag else "If-Modified-Since": validator}
    if part.exists() and part.stat().st_size:
        return {"Range": f"bytes={part.stat().st_size}-", "If-Range": validator}
    return {}


def _validator(answer):
    """By which the same bytes are known again: a strong tag, else a date."""
    tag = answer.headers.get("ETag", "")
    return tag if tag.startswith('"') else answer.headers.get("Last-Modified", "")


def _begun(answer, part):
    """How many of the bytes that we hold the answer goes on from."""
    if answer.status != 206:
        return 0
    held = part.stat().st_size if part.exists() else 0
    found = re.match(r"bytes (\d+)-", answer.headers.get("Content-Range", ""))
    if found is None or int(found[1]) != held:
        part.unlink(missing_ok=True)
        raise http.client.IncompleteRead(b"")
    return held


def _total(answer, begun):
    length = answer.headers.get("Content-Length", "")
    return begun + int(length) if length.isdecimal() else None


def _digest(path):
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _refuse_altered(answer, part, digest):
    """Where the publisher says the hash of its file, in one of the two ways that exist."""
    said = f"{answer.headers.get('Repr-Digest', '')},{answer.headers.get('Digest', '')}"
    found = re.search(r"sha-256=:?([A-Za-z0-9+/]{43}=)", said, re.IGNORECASE)
    if found and base64.b64decode(found[1]) != digest:
        part.unlink()
        raise http.client.IncompleteRead(b"")


def _said(error):
    if isinstance(error, http.client.IncompleteRead):
        return "le fichier arrive incomplet ou altéré"
    return str(getattr(error, "reason", "") or error) or type(error).__name__
