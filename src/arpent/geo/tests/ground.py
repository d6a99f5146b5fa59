"""A département that does not exist, small enough to be counted on fingers."""

from arpent.geo._project import project

A, B, C = "0990001M", "0990002N", "0990003P"
AWAY = "0980001V"


def commune(code, population, kind="commune", **more):
    more = {"department": "99", "name": f"Commune {code}", **more}
    return {"code": code, "kind": kind, "population": population, **more}


def school(uai, commune=None, department="99"):
    return {"uai": uai, "name": f"Collège {uai}", "kind": "Collège", "sector": "Public",
            "state": "OUVERT", "commune": commune, "department": department}  # fmt: skip


def whole(commune, uai):
    return {"commune": commune, "uai": uai, "whole": True, "street": None, "first": None,
            "last": None, "parity": None}  # fmt: skip


def street(commune, uai, name, first=1, last=9999, parity="PI"):
    return {"commune": commune, "uai": uai, "whole": False, "street": name, "first": first,
            "last": last, "parity": parity}  # fmt: skip


def wired(commune, premises, at_8):
    return {"commune": commune, "premises": premises, "at_8": at_8, "at_30": 0, "kind": "all"}


def mobile(commune, nobody, technology="4G", level="BC"):
    return {"commune": commune, "technology": technology, "level": level, "pop_0": nobody,
            "pop_1": 0, "pop_2": 0, "pop_3": 0, "pop_4": 100 - nobody, "pop_5": None}  # fmt: skip


def operator(commune, code, good, technology="4G"):
    """``good``: per cent served well, half of them very well."""
    return {"commune": commune, "technology": technology, "operator": code, "pop_nc": 100 - good,
            "pop_cl": 0, "pop_bc": good / 2, "pop_tbc": good / 2}  # fmt: skip


def lines(found):
    return {line.code: line for line in found}


def address(rank, commune, street, number, x, y=6_700_000.0, former=None):
    """Lambert 93; the key is that of the Base adresse nationale."""
    return {"id": f"{commune}_{rank:04d}_00001", "commune": commune, "street": street,
            "number": number, "suffix": None, "former": former, "x": x, "y": y,
            "longitude": None, "latitude": None}  # fmt: skip


def building(rank, commune, x, address=None, dwellings=1, y=6_700_000.0):
    """Placed in Lambert 93, told in Web Mercator."""
    x, y = project(x, y, source=2154, target=3857)
    return {"id": f"B{rank}", "commune": commune, "x": x, "y": y, "dwellings": dwellings,
            "address": address and address["id"], "kind": "PA"}  # fmt: skip


def offer(rank, down="THD1G", technology="FO", saturated=None):
    return {"id": f"B{rank}", "operator": "FRTE", "technology": technology, "down": down,
            "saturated": saturated}  # fmt: skip


def covered(operator, left, right, level="BC", technology="4G", usage="data"):
    import shapely

    piece = shapely.box(left, 6_600_000, right, 6_800_000)
    return {"operator": operator, "technology": technology, "usage": usage, "level": level,
            "grid": 2154, "piece": shapely.to_wkb(piece)}  # fmt: skip
