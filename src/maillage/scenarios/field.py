"""Who waits where, and where places are: pupils that an estimate publishes, places that files tell.

Only published figures come in: a hidden commune is named and counted nowhere, so that nothing here
gives it away. Within its commune, pupils are by squares of 200 m where the estimate has them, else
at its populated centre.
"""

from dataclasses import dataclass, field

from maillage.scenarios import analysis
from maillage.scenarios.errors import NoRoads
from maillage.territory import queries as territory
from maillage.territory.enums import About, TravelMode

# How a commune is placed where its squares are known: beside `territory.enums.CentreKind`.
SPREAD = "spread"


@dataclass
class Demand:
    """A commune with a published figure; `pupils` is None where only those without are known."""

    code: str
    name: str
    longitude: float
    latitude: float
    how: str
    pupils: float | None
    without: float
    low: float
    high: float


@dataclass
class Field:
    """Of a département. `points`, in metres of its grid, stand for `weights` pupils without of the
    demand that `owners` numbers."""

    territory: object
    demands: list
    points: list
    weights: list
    owners: list
    hidden: list
    unplaced: list
    places: list
    schools: list
    # {mode: (network, its source)}, unpacked once for all that is measured along it.
    networks: dict = field(default_factory=dict)

    @property
    def department(self):
        return self.territory.code

    def network(self, mode):
        """None: straight."""
        return self._held(mode)[0] if mode else None

    def sources(self, mode):
        """Of what is measured along, as an estimate tells its own."""
        return [self._held(mode)[1]] if mode else []

    def _held(self, mode):
        if mode not in self.networks:
            roads = territory.roads_of(self.department, mode)
            self.networks[mode] = roads and (analysis.network_of(roads), roads.source)
        if self.networks[mode] is None:
            raise NoRoads(territory=self.territory, mode=TravelMode(mode).label)
        return self.networks[mode]

    def on_the_grid(self, places):
        positions = [(place.longitude, place.latitude) for place in places]
        return analysis.on_the_grid(positions, self.department)


def field_of(estimate):
    department = estimate.territory.code
    centres = territory.populated_centres(department)
    ground = territory.estimate_ground(estimate)
    demands, spots, hidden, unplaced = [], [], [], []
    for line in territory.estimate_lines(estimate, About.COMMUNE):
        if line.is_hidden or line.without is None:
            hidden.append(line.name)
            continue
        squares, centre = ground.get(line.code), centres.get(line.code)
        if squares is None and centre is None:
            unplaced.append(line.name)
            continue
        demands.append(_demand(line, squares, centre, department))
        spots.append(squares)
    return Field(
        estimate.territory,
        demands,
        *_points(demands, spots, department),
        hidden,
        unplaced,
        territory.access_places(department),
        list(territory.estimate_lines(estimate, About.SCHOOL)),
    )


def _demand(line, squares, centre, department):
    if centre is None:
        fullest = max(squares, key=lambda square: square[2])
        ((longitude, latitude),) = analysis.in_degrees([fullest[:2]], department)
    else:
        longitude, latitude = centre.longitude, centre.latitude
    how = str(centre.how) if squares is None else SPREAD
    return Demand(line.code, line.name, longitude, latitude, how, line.pupils, *bounds_of(line))


def bounds_of(line):
    low = line.without if line.low is None else line.low
    high = line.without if line.high is None else line.high
    return line.without, low, high


def _points(demands, spots, department):
    points, weights, owners = [], [], []
    centres = [(one.longitude, one.latitude) for one in demands]
    middles = analysis.on_the_grid(centres, department)
    for at, (demand, squares) in enumerate(zip(demands, spots, strict=True)):
        here = squares or [(*middles[at], 1.0)]
        whole = sum(share for *_where, share in here)
        for x, y, share in here:
            points.append((x, y))
            weights.append(demand.without * share / whole)
            owners.append(at)
    return points, weights, owners
