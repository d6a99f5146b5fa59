"""The only bridge from the plan to the library: what its cells say, read where it can be."""

from arpent import terms


def read_actor(text):
    actor = terms.read_actor(text)
    return {"role": actor.role or "", "names": list(actor.names)}


def read_horizon(text):
    horizon = terms.read_horizon(text)
    return {
        "terms": list(horizon.terms),
        "slots": list(horizon.slots),
        "starts_on": horizon.starts_on,
        "ends_on": horizon.ends_on,
    }


def read_indicator(text):
    indicator = terms.read_indicator(text)
    return {
        "kind": indicator.kind,
        "unit": indicator.unit[:60],
        "direction": indicator.direction or "",
        "baseline": indicator.baseline,
        "target": indicator.target,
    }
