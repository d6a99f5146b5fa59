"""Shapes that meet, overlap, cross themselves and share corners, and points where it hurts."""

import numpy as np
import shapely


def oracle(layers, xs, ys):
    """What shapely says of each point and each area, one by one."""
    real = np.isfinite(xs) & np.isfinite(ys)
    points = shapely.points(np.where(real, xs, 0), np.where(real, ys, 0))
    found = {}
    for name, given in layers.items():
        if not isinstance(given, list):
            found[name] = shapely.intersects(given, points) & real
            continue
        ids = list(dict.fromkeys(key for key, _ in given))
        found[name] = np.full(len(xs), -1)
        for key, area in sorted(given, key=lambda pair: -ids.index(pair[0])):
            found[name][shapely.intersects(area, points) & real] = ids.index(key)
    return found


def ring(draw, size, star):
    corners = draw.integers(0, size, (draw.integers(3, 9), 2)).astype(float)
    if star:
        way = corners - corners.mean(0)
        corners = corners[np.argsort(np.arctan2(way[:, 1], way[:, 0]))]
    return np.insert(corners, 0, corners[0], axis=0) if draw.random() < 0.2 else corners


def polygon(draw, size):
    shell = ring(draw, size, draw.random() < 0.8)
    holes = []
    if draw.random() < 0.4:
        middle = shell.mean(0)
        shares = draw.choice([0.5, 0.25], draw.integers(1, 3), replace=False)
        holes = [middle + (shell - middle) * share for share in shares]
        if draw.random() < 0.3:
            holes.append(ring(draw, size, True))
    return shapely.Polygon(shell, holes)


def area(draw, size):
    if draw.random() < 0.5:
        return polygon(draw, size)
    return shapely.MultiPolygon([polygon(draw, size) for _ in range(draw.integers(0, 4))])


def layers(draw, size):
    found = {}
    for name in "abcd"[: draw.integers(1, 5)]:
        keys = draw.integers(0, 12, draw.integers(0, 8))
        several = [(int(key), area(draw, size)) for key in keys]
        found[name] = several if draw.random() < 0.5 else area(draw, size)
    if draw.random() < 0.5:
        found["tiles"] = tiles(4, size / 4)
    return found


def tiles(count, side):
    """Squares that share their borders, by rows."""
    at = [(k % count * side, k // count * side) for k in range(count * count)]
    return [(f"{k:05}", shapely.box(x, y, x + side, y + side)) for k, (x, y) in enumerate(at)]


def moved(layers, scale, shift):
    def there(shape):
        return shapely.transform(shape, lambda at: at * scale + shift)

    return {
        name: [(key, there(shape)) for key, shape in given]
        if isinstance(given, list)
        else there(given)
        for name, given in layers.items()
    }


def corners(layers):
    shapes = [
        shape
        for given in layers.values()
        for shape in ([shape for _, shape in given] if isinstance(given, list) else [given])
    ]
    return shapely.get_coordinates(shapes)


def points(draw, layers, size, scale, shift, grid):
    """On corners, between them, on lines of the grid and its centres, anywhere, and nowhere."""
    lattice = draw.integers(-2, 2 * size + 3, (60, 2)) / 2 * scale + shift
    anywhere = (draw.random((60, 2)) * 1.2 - 0.1) * size * scale + shift
    centres = grid[:2] + grid[2] * draw.integers(0, 20, (40, 2)) / 2
    nowhere = [[np.nan, 1], [np.inf, 0], [1, -np.inf], [1e300, 1e300]]
    at = np.concatenate([lattice, anywhere, centres, corners(layers), nowhere])
    return at[:, 0].copy(), at[:, 1].copy()
