"""A département that does not exist, as the files of a real one: columns, signs and proportions.

Loire-Atlantique by default: 207 communes of which 26 are cut by streets and hold about half of the
people, 82 collèges, 600,000 addresses, 700,000 buildings, eleven offers each.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import compute, csv

from arpent.geo._project import project

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
_KINDS = ("Rue", "Rue", "Rue", "Rue", "Allée", "Avenue", "Impasse", "Chemin", "Place", "Route")
_SHORT = {"Allée": "ALL", "Avenue": "AV", "Impasse": "IMP", "Chemin": "CHE", "Place": "PL"}
_FIRST = ("Bois", "Moulin", "Pré", "Château", "Étang", "Verger", "Puits", "Chêne", "Tilleul",
          "Ruisseau", "Calvaire", "Lavoir", "Marais", "Coteau", "Grand Clos", "Four", "Hameau",
          "Général", "Docteur", "Abbé")  # fmt: skip
_SYLLABLES = ("ba", "ché", "du", "fro", "gui", "ja", "ker", "lou", "mé", "nan", "pi", "quil", "ro",
              "sa", "tré", "val", "bri", "gau", "lan", "mor")  # fmt: skip
# (technology, up, down) of the eleven offers of a building, and which half of buildings has it.
_OFFERS = (
    ("FO", "THD100", "THD1G", .93), ("FO", "THD100", "THD1G", .93), ("FO", "THD100", "THD1G", .9),
    ("FO", "THD100", "THD1G", .9), ("CU", "HD05", "BHD8", .75), ("CU", "HD05", "HD3", 1.0),
    ("COAX", "HD3", "THD100", .2), ("4GF", "HD3", "THD30", .7), ("THDR", "HD3", "THD30", .1),
    ("SAT", "HD3", "THD30", 1.0), ("SAT", "HD05", "THD30", 1.0), ("CU", "HD05", "HD3", 1.0),
    ("CU", "HD05", "HD3", .95), ("SAT", "HD3", "HD3", .65),
)  # fmt: skip
_OPERATORS = (
    "FRTE",
    "SFR0",
    "BOUY",
    "FREE",
    "FRTE",
    "FRTE",
    "SFR0",
    "BOUY",
    "NORD",
    "STAK",
    "NORN",
    "BOUY",
    "FREE",
    "NORN",
)


@dataclass(frozen=True)
class Size:
    communes: int = 207
    split: int = 26
    colleges: int = 82
    addresses: int = 600_000
    buildings: int = 700_000
    people: int = 1_487_570

    def of(self, share: float) -> "Size":
        """Smaller in all that is counted by homes; a commune stays a commune."""
        return Size(
            max(6, round(self.communes * share**0.5)),
            max(2, round(self.split * share**0.5)),
            max(4, round(self.colleges * share**0.5)),
            max(400, round(self.addresses * share)),
            max(500, round(self.buildings * share)),
            max(2_000, round(self.people * share)),
        )


def write(folder: Path, department: str, size: Size, seed: int = 0) -> dict[str, Path]:
    """{source: its file}."""
    folder.mkdir(parents=True, exist_ok=True)
    return _Department(folder, department, size, np.random.default_rng(seed)).write()


class _Department:
    def __init__(self, folder, department, size, chance):
        self.folder, self.department, self.size, self.chance = folder, department, size, chance
        self.codes = [f"{department}{rank:03d}" for rank in range(1, size.communes + 1)]
        # The first communes are towns: those that streets divide hold about half of the people.
        weight = 1 / np.arange(1, size.communes + 1) ** 0.75
        self.share = weight / weight.sum()
        self.people = np.maximum(60, np.round(self.share * size.people)).astype(int)
        self.colleges = [_uai(department, rank) for rank in range(1, size.colleges + 1)]
        side = int(np.ceil(size.communes**0.5))
        rank = chance.permutation(side * side)[: size.communes]
        number = int(department) if department.isdigit() else 20
        self.west = 250_000 + 80_000 * (number % 10) + 75_000 / side * (rank % side)
        self.south = 6_250_000 + 80_000 * (number // 10) + 75_000 / side * (rank // side)
        self.width = 75_000 / side

    def write(self):
        self._streets()
        return {
            "communes": self._communes(),
            "annuaire-education": self._schools(),
            "effectifs": self._headcounts(),
            "carte-scolaire-colleges": self._sectors(),
            "debit-filaire": self._speeds(),
            "couverture-mobile-nombre": self._by_number(),
            "couverture-mobile-operateurs": self._by_operator(),
            "adresses": self._addresses(),
            "immeubles": self._buildings(),
            "eligibilite": self._eligibility(),
        }

    def _table(self, name, header, rows):
        path = self.folder / name
        lines = [";".join(header), *(";".join(map(str, row)) for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    def _columns(self, name, columns):
        path = self.folder / name
        # Arrow would quote the titles; files of the field do not.
        options = csv.WriteOptions(
            include_header=False, delimiter=";", quoting_style="none", batch_size=1 << 16
        )
        with path.open("wb") as file:
            file.write((";".join(columns) + "\n").encode())
            csv.write_csv(pa.table(columns), file, options)
        return path

    def _communes(self):
        path = self.folder / "communes.json"
        rows = [
            {"code": code, "nom": f"Commune {code}", "type": "commune-actuelle",
             "departement": self.department, "population": int(people)}
            for code, people in zip(self.codes, self.people, strict=True)
        ]  # fmt: skip
        path.write_text(json.dumps(rows), encoding="utf-8")
        return path

    def _schools(self):
        header = ("Identifiant_de_l_etablissement", "Nom_etablissement", "Type_etablissement",
                  "Statut_public_prive", "Code_commune", "Code_departement", "etat")  # fmt: skip
        rows = (
            (uai, f"Collège {uai}", "Collège", "Public", self.codes[rank % len(self.codes)],
             f"0{self.department}", "OUVERT")
            for rank, uai in enumerate(self.colleges)
        )  # fmt: skip
        return self._table("annuaire.csv", header, rows)

    def _headcounts(self):
        header = ("rentree_scolaire", "numero_college", "nombre_eleves_total")
        counts = self.chance.integers(300, 800, len(self.colleges))
        rows = ((2025, uai, int(n)) for uai, n in zip(self.colleges, counts, strict=True))
        return self._table("fr-en-college-effectifs.csv", header, rows)

    def _streets(self):
        """Names of the streets of each commune, and of which collège each is."""
        chance, size = self.chance, self.size
        self.per_commune = np.maximum(20, np.round(self.share * size.addresses)).astype(int)
        self.streets = []
        for many in self.per_commune:
            count = max(4, many // 18)
            picks = chance.integers(0, len(_SYLLABLES), (count, 4))
            kinds, firsts = chance.integers(0, 10, count), chance.integers(0, 20, count)
            self.streets.append(
                [
                    f"{_KINDS[kind]} du {_FIRST[first]} de {_word(pick)}"
                    for kind, first, pick in zip(kinds, firsts, picks, strict=True)
                ]
            )

    def _sectors(self):
        header = ("code_region", "libelle_region", "code_academie", "libelle_academie",
                  "code_departement", "libelle_departement", "code_postal", "code_insee",
                  "libelle_commune", "lieu_dit", "type_et_libelle", "n_de_voie_debut",
                  "indice_de_repetition_debut", "n_de_voie_fin", "indice_de_repetition_fin",
                  "parite", "code_rne", "secteur_unique", "no_ligne")  # fmt: skip
        rows, chance = [], self.chance

        def row(commune, street, first, last, parity, uai, whole):
            where = "52", "R", "17", "A", f"0{self.department}", "D", "", commune, commune, ""
            numbers = street, first, "", last, "", parity
            rows.append((*where, *numbers, uai, whole, len(rows) + 1))

        for rank, code in enumerate(self.codes):
            if rank >= self.size.split:
                row(code, "", "", "", "", self.colleges[rank % len(self.colleges)], "O")
                continue
            many = min(len(self.colleges), max(2, 20 // (rank + 1)))
            mine = [self.colleges[(rank + at) % len(self.colleges)] for at in range(many)]
            for street in dict.fromkeys(self.streets[rank]):
                if chance.random() < 0.04:
                    continue
                written, uai = _as_written(street, chance), mine[chance.integers(many)]
                if chance.random() < 0.03:
                    other = mine[chance.integers(many)]
                    row(code, written, "1.0", "9999.0", "I", uai, "N")
                    row(code, written, "2.0", "9999.0", "P", other, "N")
                else:
                    row(code, written, "1.0", "9999.0", "PI", uai, "N")
        return self._table("carte-scolaire.csv", header, rows)

    def _speeds(self):
        header = ("code_insee", "nom_com", "code_dep", "code_reg", "nbr", "type", "inel_hd",
                  "elig_hd05", "elig_hd3", "elig_bhd8", "elig_thd30", "elig_thd100", "elig_thd1g",
                  "date")  # fmt: skip
        rows = []
        for code, people in zip(self.codes, self.people, strict=True):
            premises = int(people * 0.55) + 1
            good = int(premises * self.chance.uniform(0.85, 1))
            rows.append((code, code, self.department, "52", premises, "all", 0, premises, premises,
                         good, good, good, good, "2026-03-31"))  # fmt: skip
        return self._table("commune_debit_filaire.csv", header, rows)

    def _by_number(self):
        header = ("techno", "niveau", "commune", *(f"pop_{n}" for n in range(6)),
                  *(f"couv_{n}" for n in range(6)))  # fmt: skip
        rows = []
        for code in self.codes:
            none = round(float(self.chance.exponential(2)), 2) % 60
            rows.append(("4G", "BC", code, none, 1, 2, 3, round(94 - none, 2), "", *[""] * 6))
        return self._table("2026T1_nbope_communes.csv", header, rows)

    def _by_operator(self):
        header = ("techno", "mcc_mnc", "commune", *(f"couv_{k}" for k in ("nc", "cl", "bc", "tbc")),
                  *(f"pop_{k}" for k in ("nc", "cl", "bc", "tbc")))  # fmt: skip
        rows = []
        for code in self.codes:
            for operator in (20801, 20810, 20815, 20820):
                none = round(float(self.chance.exponential(4)), 2) % 60
                rows.append(("4G", operator, code, *[25] * 4, none, 0, 40, round(60 - none, 2)))
        return self._table("2026T1_op_communes.csv", header, rows)

    def _addresses(self):
        chance = self.chance
        commune = np.repeat(np.arange(self.size.communes), self.per_commune)
        street = np.concatenate([
            np.sort(chance.integers(0, len(names), many))
            for names, many in zip(self.streets, self.per_commune, strict=True)
        ])  # fmt: skip
        number = np.concatenate([_ranks(street[commune == rank]) for rank in np.unique(commune)])
        begins = np.cumsum([0, *(len(names) for names in self.streets[:-1])])
        flat = pa.array([name for names in self.streets for name in names])
        place = begins[commune] + street
        codes = pa.array(self.codes).take(pa.array(commune))
        voie = _padded(street, 4)
        self.keys = compute.binary_join_element_wise(codes, voie, _padded(number, 5), "_")
        self.x = self.west[commune] + chance.beta(2, 2, len(commune)) * self.width
        self.y = self.south[commune] + chance.beta(2, 2, len(commune)) * self.width
        self.commune = commune
        longitude, latitude = project(self.x, self.y, source=2154, target=4326)
        names, empty = flat.take(pa.array(place)), pa.array([""] * len(commune))
        postcode = pa.array(["99000"] * len(commune))
        return self._columns(
            f"adresses-{self.department}.csv",
            {
                "id": self.keys,
                "id_fantoir": compute.binary_join_element_wise(codes, voie, "_"),
                "numero": number, "rep": empty, "nom_voie": names, "code_postal": postcode,
                "code_insee": codes, "nom_commune": codes, "code_insee_ancienne_commune": empty,
                "nom_ancienne_commune": empty, "x": np.round(self.x, 2), "y": np.round(self.y, 2),
                "lon": np.round(longitude, 6), "lat": np.round(latitude, 6),
                "type_position": pa.array(["entrée"] * len(commune)), "alias": empty,
                "nom_ld": empty, "libelle_acheminement": codes,
                "nom_afnor": compute.utf8_upper(names), "source_position": postcode,
                "source_nom_voie": postcode, "certification_commune": postcode,
                "cad_parcelles": empty,
            },
        )  # fmt: skip

    def _buildings(self):
        chance, many = self.chance, self.size.buildings
        own = np.sort(chance.integers(0, len(self.keys), many))
        self.ids = np.arange(10_000_000, 10_000_000 + many)
        x, y = (c[own] + chance.normal(0, 15, many) for c in (self.x, self.y))
        x, y = project(x, y, source=2154, target=3857)
        codes = pa.array(self.codes).take(pa.array(self.commune[own]))
        told = chance.random(many) < 0.85
        keys = self.keys.take(pa.array(own))
        self.addr = compute.if_else(pa.array(told), keys, pa.array([""] * many))
        self.imb = compute.binary_join_element_wise(
            pa.array(["IMB"] * many), codes, pa.array(["C"] * many), _padded(own % 10_000, 4), "/"
        )
        empty = pa.array([""] * many)
        dwellings = np.where(chance.random(many) < 0.85, 1, chance.integers(2, 30, many))
        return self._columns(
            f"base_imb_{self.department}.csv",
            {
                "imb_id": self.ids, "imb_x": np.round(x, 1), "imb_y": np.round(y, 1),
                "imb_code": self.imb, "imb_code_insee": codes, "imb_nbr_logloc": dwellings,
                "imb_source": pa.array(["fo"] * many), "imb_type": pa.array(["PA"] * many),
                "addr_code": self.addr, "imb_num": empty, "addr_numero": empty, "addr_rep": empty,
                "addr_nom_voie": codes, "addr_nom_ld": empty, "addr_code_insee": codes,
                "addr_nom_commune": codes, "addr_id_fantoir": empty,
                "addr_source": pa.array(["ban"] * many),
            },
        )  # fmt: skip

    def _eligibility(self):
        chance, many = self.chance, len(self.ids)
        # Where there is no fibre, there is none of anybody: one draw a building.
        draw = chance.random((many, 2))
        here = np.stack(
            [draw[:, (at < 4 and 1) or 0] < share for at, (*_, share) in enumerate(_OFFERS)]
        )
        building, offer = np.nonzero(here.T)
        place, which = pa.array(building), pa.array(offer)
        empty = pa.array([""] * len(building))
        return self._columns(
            f"actuel_{self.department}.csv",
            {
                "imb_id": self.ids[building], "addr_code": self.addr.take(place),
                "imb_code": self.imb.take(place),
                "code_operateur": pa.array(_OPERATORS).take(which),
                "code_techno": pa.array([offer[0] for offer in _OFFERS]).take(which),
                "classe_debit_montant": pa.array([offer[1] for offer in _OFFERS]).take(which),
                "classe_debit_descendant": pa.array([offer[2] for offer in _OFFERS]).take(which),
                "limitation": empty, "saturation": empty,
            },
        )  # fmt: skip


def _uai(department, rank):
    number = int(f"0{department}{rank:04d}") if department.isdigit() else 6_200_000 + rank
    return f"{number:07d}{_LETTERS[number % 23]}"


def _word(pick):
    return "".join(_SYLLABLES[at] for at in pick).title()


def _ranks(sorted_codes):
    """1, 2, 3… along each street."""
    first = np.flatnonzero(np.diff(sorted_codes, prepend=-1))
    return np.arange(len(sorted_codes)) - np.repeat(
        first, np.diff([*first, len(sorted_codes)])
    ) + 1  # fmt: skip


def _padded(numbers, width):
    return compute.utf8_lpad(pa.array(numbers).cast(pa.string()), width=width, padding="0")


def _as_written(street, chance):
    """In capitals, without accents, shortened by some, misspelt by few."""
    from arpent.text import fold

    kind, _, rest = street.partition(" ")
    written = fold(f"{_SHORT.get(kind, kind)} {rest}").upper()
    if chance.random() < 0.03:
        at = int(chance.integers(len(written) - 4, len(written)))
        written = written[:at] + "X" + written[at + 1 :]
    return written
