"""What a page costs the server: CPU, queries, bytes, at any size of the consultation.

    python -m bench.pages [sqlite|postgresql] [rows] [part of a path]

Each request goes through the whole handler under the settings of production: every middleware, the
queries, the template, compression. CPU is this process's, plus that of the PostgreSQL backend that
served it: the median of 31 requests after 3, and beside it the least of them, nearer to what a
machine without neighbours takes.

A public list is kept until something is recorded, so three costs are told: «faite», a page that
nobody asked for yet (the one held to the limit); «1re», the first page of all after a change, whose
filters must be read again; «gardée», a page asked for again.
"""

import gzip
import io
import re
import statistics
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.data import fill
from bench.installation import ENGINES, awake, server_answers, verdict
from bench.words import COMMON, RARE

RUNS, FEW_RUNS, WARM = 31, 9, 3
CPU, SQL, KILOBYTES = 8.0, 6, 20.0
# Each list: its model, and the order that its cursors are made of.
LISTS = {
    "/retours/": ("voices.Retex", ("-pk",)),
    "/diagnostic/": ("diagnosis.Finding", ("-weight", "-pk")),
    "/projections/": ("projections.ProjectionRow", ("-pk",)),
    "/plan/": ("plan.Action", ("-pk",)),
    "/suivi/": ("plan.Action", ("-pk",)),
    "/suivi/indicateurs/": ("plan.Indicator", ("-pk",)),
    "/synthese/": ("voices.Workshop", ("-pk",)),
}
OWN_FILTERS = {
    "/retours/": [{"nature": "strength"}],
    "/diagnostic/": [{"nature": "strength"}, {"nature": "irritant", "thematique": "5"}],
    "/plan/": [{"terme": "long"}, {"terme": "short", "q": RARE}],
    "/suivi/": [{"etat": "blocked"}, {"etat": "blocked", "thematique": "5"}],
}
OTHERS = ("/", "/plan/tableau/", "/accessibilite/")
WIDE, NARROW, SILENT = "A1", "D50", "D101"
FILTERS = [
    {"thematique": "1"},
    {"thematique": "5"},
    {"territoire": WIDE},
    {"territoire": NARROW},
    {"territoire": SILENT},
    {"q": COMMON},
    {"q": RARE},
    {"q": "introuvable"},
    {"q": f"{COMMON} {RARE}"},
    {"q": '"zone blanche"'},
    {"q": "n"},
    {"thematique": "5", "q": COMMON},
    {"thematique": "1", "territoire": NARROW},
    {"thematique": "5", "territoire": SILENT},
    {"territoire": NARROW, "q": COMMON},
    {"territoire": SILENT, "q": COMMON},
    {"territoire": NARROW, "q": RARE},
    {"thematique": "1", "territoire": WIDE, "q": COMMON},
]


class Browser:
    """An anonymous visitor who asks for compressed pages, straight from the WSGI application."""

    def __init__(self):
        from django.core.wsgi import get_wsgi_application
        from django.db import connections

        self.application = get_wsgi_application()
        self.connections = connections.all()
        self.statements = []

    def get(self, address):
        parts = urlsplit(address)
        said = {}
        environ = {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": parts.path,
            "QUERY_STRING": parts.query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "testserver",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_ACCEPT_LANGUAGE": "fr",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }

        def start_response(status, headers, exc_info=None):
            said["status"] = int(status[:3])
            said["headers"] = {name.lower(): value for name, value in headers}

        response = self.application(environ, start_response)
        body = b"".join(response)
        response.close()
        return said["status"], said["headers"], body

    def read(self, address):
        status, headers, body = self.get(address)
        if headers.get("content-encoding") == "gzip":
            body = gzip.decompress(body)
        return status, body.decode()

    def statements_of(self, address):
        """The SQL of one request."""
        found = []

        def keep(execute, sql, params, many, context):
            found.append((sql, params))
            return execute(sql, params, many, context)

        with ExitStack() as stack:
            for connection in self.connections:
                stack.enter_context(connection.execute_wrapper(keep))
            self.get(address)
        return found


class Processor:
    """CPU milliseconds of this process and of the server's process that works for it."""

    def __init__(self):
        from django.db import connection

        self.server = None
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                self.server = Path(f"/proc/{cursor.fetchone()[0]}/schedstat")

    def now(self):
        spent = 1000 * time.process_time()
        if self.server is not None:
            try:
                spent += int(self.server.read_text().split()[0]) / 1e6
            except OSError:  # another machine, or its processes are not ours to read
                self.server = None
        return spent


def forget_everything():
    from django.core.cache import caches

    caches["pages"].clear()


def forget_pages():
    """The pages, not the filters that they share."""
    from django.core.cache import caches

    pages = caches["pages"]
    for key in list(pages._cache):
        if ":choices:" not in key:
            pages.delete(key.split(":", 2)[2])


def nothing():
    """A page asked for again."""


def timed(browser, address, before_each, runs):
    processor = Processor()
    spent, waited = [], []
    for _ in range(runs):
        before_each()
        clock, before = time.perf_counter(), processor.now()
        browser.get(address)
        spent.append(processor.now() - before)
        waited.append(1000 * (time.perf_counter() - clock))
    return spent, waited


def measure(browser, address):
    for _ in range(WARM):
        status, _, body = browser.get(address)
    forget_everything()
    statements = browser.statements_of(address)
    spent, waited = timed(browser, address, forget_pages, RUNS)
    return {
        "status": status,
        "cpu": statistics.median(spent),
        "best": min(spent),
        "first": statistics.median(timed(browser, address, forget_everything, FEW_RUNS)[0]),
        "kept": statistics.median(timed(browser, address, nothing, FEW_RUNS)[0]),
        "wall": statistics.median(waited),
        "sql": len(statements),
        "bytes": len(body),
    }


def cursor_in_the_middle(path):
    """The address of the page that begins at the row in the middle of a list."""
    from django.apps import apps
    from django.core import signing

    label, order = LISTS[path]
    model = apps.get_model(label)
    row = model.objects.get(pk=max(1, model.objects.count() // 2))
    if order[0] == "-weight":
        # Most weigh the same: the middle is among them.
        row = model.objects.filter(weight=1, pk__lte=row.pk).order_by("-pk").first()
    signer = signing.Signer(salt=f"listing:{label}:{','.join(order)}")
    return signer.sign_object(["n", [getattr(row, name.removeprefix("-")) for name in order]])


def cases(browser, part):
    """(what is measured, its address); what does not exist yet is said."""
    for path in (*LISTS, *OTHERS):
        if part and part != path:
            continue
        status, html = browser.read(path)
        if status != 200:
            print(f"{path} : pas encore servie ({status})")
            continue
        yield path, path
        if path not in LISTS:
            continue
        middle = cursor_in_the_middle(path)
        yield f"{path} au milieu", f"{path}?{urlencode({'curseur': middle})}"
        for filters in (*FILTERS, *OWN_FILTERS.get(path, ())):
            name = " ".join(filters.values())
            yield f"{path} {name}", f"{path}?{urlencode(filters)}"
        yield f"{path} {COMMON}, milieu", f"{path}?{urlencode({'q': COMMON, 'curseur': middle})}"
        detail = re.search(rf'href="({path}[^"?]*\d+/)"', html)
        if detail:
            yield f"{path}… le détail", detail[1]


def table(engine, rows, part=""):
    """Print a line for each case; return those above a limit."""
    over = []
    with awake(engine):
        from maillage.config.serving import collect_static

        collect_static()
        fill(rows)
        print(f"\n{engine}, {rows} lignes par étape")
        print(f"limites : {CPU:.0f} ms de CPU, {SQL} requêtes SQL, {KILOBYTES:.0f} ko compressés\n")
        print("CPU en ms : page faite, la moins chère, première après un changement, gardée\n")
        heads = f"{'faite':>7} {'moins':>6} {'1re':>6} {'gardée':>6} {'horloge':>7}"
        print(f"{'page':52} {heads} {'SQL':>4} {'ko':>6}")
        browser = Browser()
        for name, address in cases(browser, part):
            found = measure(browser, address)
            kilobytes = found["bytes"] / 1000
            fails = [
                what
                for what, value, limit in (
                    ("CPU", found["cpu"], CPU),
                    ("SQL", found["sql"], SQL),
                    ("poids", kilobytes, KILOBYTES),
                    ("statut", found["status"], 200),
                )
                if verdict(value, limit) != "OK"
            ]
            said = f"DÉPASSÉ : {', '.join(fails)}" if fails else "OK"
            cpu = f"{found['cpu']:7.1f} {found['best']:6.1f} {found['first']:6.1f}"
            cpu += f" {found['kept']:6.1f} {found['wall']:7.1f}"
            print(f"{name:52} {cpu} {found['sql']:4} {kilobytes:6.1f}  {said}", flush=True)
            if fails:
                over.append(f"{engine} {name}")
    return over


def main():
    asked = [engine for engine in ENGINES if engine in sys.argv[1:]] or list(ENGINES)
    rows = next((int(word) for word in sys.argv[1:] if word.isdigit()), 100_000)
    part = next((word for word in sys.argv[1:] if word.startswith("/")), "")
    if len(asked) > 1:
        raise SystemExit("une base à la fois : sqlite ou postgresql")
    if asked == ["postgresql"] and not server_answers():
        print("PostgreSQL ne répond pas : rien n’est mesuré sur lui.")
        return 0
    over = table(asked[0], rows, part)
    print(f"\n{len(over)} au-dessus d’une limite" if over else "\nTout tient.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
