"""Walk the chain from the first entry to the head, in flat memory, and name the first break."""

from dataclasses import dataclass, field

from maillage.audit import chain
from maillage.audit.enums import FaultKind
from maillage.audit.models import GENESIS, Entry, Head

CHUNK = 2000


@dataclass(frozen=True)
class Fault:
    kind: FaultKind
    number: int
    message: str


@dataclass(frozen=True)
class Verification:
    checked: int
    fingerprint: str
    fault: Fault | None

    @property
    def intact(self):
        return self.fault is None


@dataclass
class _Walk:
    """Where we stand: the last link found good, and the digests we were asked to meet."""

    awaited: dict[int, str]
    number: int = 0
    hash: str = GENESIS
    met: dict[int, str] = field(default_factory=dict)

    def step(self, link, digest):
        fault = _fault_in(link, digest, after=self)
        if fault is None:
            self.number, self.hash = link["number"], digest
            if self.number in self.awaited:
                self.met[self.number] = digest
        return fault


def verify(*, witness=None):
    """Check every entry, then the end against the head; `witness` is a (number, digest) noted
    elsewhere, which alone can tell of a chain rewritten whole."""
    # The head first: entries appended while we walk come after it, and do no harm.
    head = Head.objects.first()
    awaited = dict([witness] if witness else [])
    walk = _Walk({**awaited, **({head.number: head.hash} if head else {})})
    rows = Entry.objects.order_by("number").values_list(*chain.FIELDS, "hash")
    for *values, digest in rows.iterator(chunk_size=CHUNK):
        if fault := walk.step(dict(zip(chain.FIELDS, values, strict=True)), digest):
            return Verification(walk.number, walk.hash, fault)
    return Verification(walk.number, walk.hash, _fault_at_the_end(walk, head, witness))


def _fault_in(link, digest, *, after):
    number, due = link["number"], after.number + 1
    if number > due:
        return Fault(FaultKind.REMOVED, due, _missing(due, number - 1))
    if chain.digest(link) != digest:
        if origin := _origin_of(link, digest):
            return Fault(
                FaultKind.MOVED,
                number,
                f"La ligne {number} a été déplacée : elle portait le numéro {origin}.",
            )
        return Fault(
            FaultKind.CHANGED,
            number,
            f"La ligne {number} a été modifiée : son contenu ne donne plus son empreinte.",
        )
    if number < due or link["previous_hash"] != after.hash:
        return Fault(
            FaultKind.DETACHED,
            number,
            f"La ligne {number} ne suit pas la ligne {number - 1} : "
            "l’une des deux a été remplacée ou ajoutée.",
        )
    return None


def _origin_of(link, digest):
    """The number under which this row would be right: it costs a walk, and happens once."""
    last = Entry.objects.order_by("-number").values_list("number", flat=True).first()
    # One more than there are rows: the one that was removed before the others moved up.
    candidates = range(1, last + 2)
    return next((n for n in candidates if chain.digest({**link, "number": n}) == digest), None)


def _fault_at_the_end(walk, head, witness):
    if head is None:
        if walk.number == 0:
            return None
        return Fault(FaultKind.HEAD, walk.number, "La tête du journal a été supprimée.")
    if walk.number < head.number:
        return Fault(
            FaultKind.REMOVED, walk.number + 1, _missing(walk.number + 1, head.number, at_end=True)
        )
    if walk.met.get(head.number, GENESIS) != head.hash:
        return Fault(
            FaultKind.HEAD,
            head.number,
            f"La tête du journal ne correspond pas à la ligne {head.number} : "
            "la tête ou la fin du journal a été remplacée.",
        )
    if walk.number > head.number and walk.number > Head.objects.get().number:
        return Fault(
            FaultKind.HEAD,
            head.number + 1,
            f"La tête du journal s’arrête à la ligne {head.number}, "
            f"et le journal va jusqu’à la ligne {walk.number} : "
            "la tête a été reculée, ou des lignes ont été ajoutées sans elle.",
        )
    return _fault_with_witness(walk, witness)


def _fault_with_witness(walk, witness):
    if witness is None:
        return None
    number, noted = witness
    found = walk.met.get(number, "")
    if found.startswith(noted):
        return None
    return Fault(
        FaultKind.WITNESS,
        number,
        f"La ligne {number} n’a plus l’empreinte notée : le journal a été réécrit depuis."
        if found
        else f"La ligne {number}, dont l’empreinte a été notée, n’existe plus.",
    )


def _missing(first, last, *, at_end=False):
    where = " à la fin du journal" if at_end else ""
    if first == last:
        return f"La ligne {first} a été supprimée{where}."
    return f"Les lignes {first} à {last} ont été supprimées{where}."
