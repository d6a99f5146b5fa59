"""The communes of a département as one drawing, light enough to stand in a page."""

from itertools import pairwise
from math import cos, radians

WIDE = 340
# Nearer than this, two turns of a border are drawn as one: a page carries hundreds of communes.
STEP = 4


class Frame:
    """Degrees to pixels of a drawing `WIDE` across, north up, without distortion to speak of."""

    def __init__(self, positions):
        longitudes, latitudes = zip(*positions, strict=True)
        self.west, self.north = min(longitudes), max(latitudes)
        self.squeeze = cos(radians((min(latitudes) + self.north) / 2))
        width = (max(longitudes) - self.west) * self.squeeze
        height = self.north - min(latitudes)
        # One place alone has no extent; a thin strip is not stretched into a tower.
        self.scale = WIDE / max(width, height / 1.5, 0.01)
        self.high = round(height * self.scale) + 1

    def at(self, longitude, latitude):
        x = (longitude - self.west) * self.squeeze * self.scale
        return round(x, 1), round((self.north - latitude) * self.scale, 1)

    def pixels(self, metres):
        return round(metres / 111_195 * self.scale, 1)

    def told(self):
        return {"west": self.west, "north": self.north, "squeeze": self.squeeze,
                "scale": self.scale, "high": self.high}  # fmt: skip

    @classmethod
    def of(cls, told):
        frame = cls.__new__(cls)
        frame.__dict__.update(told)
        return frame


def outlines(contours):
    """{"path": the outlines as one SVG path, "frame": how positions are put on it}, or {}."""
    rings = [rings[0] for area in contours.values() for rings in area]
    if not rings:
        return {}
    frame = Frame([point[:2] for ring in rings for point in ring])
    return {"path": "".join(filter(None, map(frame_path(frame), rings))), "frame": frame.told()}


def frame_path(frame):
    def path(ring):
        kept = []
        for point in ring:
            x, y = map(round, frame.at(*point[:2]))
            if not kept or abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= STEP:
                kept.append((x, y))
        if len(kept) < 3:
            return ""
        steps = "".join(
            f"l{x - before_x} {y - before_y}" for (before_x, before_y), (x, y) in pairwise(kept)
        )
        return f"M{kept[0][0]} {kept[0][1]}{steps}z"

    return path
