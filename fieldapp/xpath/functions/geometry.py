"""Points, lines and areas on the earth, by JavaRosa's formulas on a sphere."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from itertools import pairwise

from fieldapp.xpath.code import Code, plain
from fieldapp.xpath.library import Site, function
from fieldapp.xpath.model import Context, Value
from fieldapp.xpath.values import NAN, to_string

RADIUS = 6_378_100.0
"""Metres, at the equator."""

Point = tuple[float, float]


def points(values: list[Value]) -> list[Point]:
    """Latitude and longitude from `lat lon alt acc; ...`. ValueError for what is no position."""
    texts: Iterator[str] = (text for value in values for text in to_string(value).split(";"))
    return [_point(text) for text in texts if text.strip()]


def _point(text: str) -> Point:
    numbers = [float(part) for part in text.split()]
    if not 2 <= len(numbers) <= 4 or not all(map(math.isfinite, numbers)):
        raise ValueError(text)
    return numbers[0], numbers[1]


def distance(line: list[Point]) -> float:
    """Metres along the line, by the spherical law of cosines."""
    return sum((_between(a, b) for a, b in pairwise(line)), 0.0)


def _between(a: Point, b: Point) -> float:
    turn = math.radians(a[1] - b[1])
    first, second = math.radians(a[0]), math.radians(b[0])
    cosine = math.sin(first) * math.sin(second) + math.cos(first) * math.cos(second) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * RADIUS


def area(shape: list[Point]) -> float:
    """Square metres inside a closed line, as triangles from its first point."""
    if len(shape) < 3:
        return 0.0
    degree = 2 * RADIUS * math.pi
    (south, west), rest = shape[0], shape[1:]
    ys = [(lat - south) * degree / 360.0 for lat, _ in rest]
    xs = [(lon - west) * degree * math.cos(math.radians(lat)) / 360.0 for lat, lon in rest]
    return abs(sum((ys[i - 1] * xs[i] - xs[i - 1] * ys[i]) / 2 for i in range(1, len(xs))))


def inside(point: Point, fence: list[Point]) -> bool:
    """Whether a ray from the point crosses the fence an odd number of times."""
    lat, lon = point
    crossed = False
    for (lat1, lon1), (lat2, lon2) in pairwise([*fence, fence[0]]):
        if (lat2 > lat) != (lat1 > lat) and lon < (lon1 - lon2) * (lat - lat2) / (lat1 - lat2) + lon2:
            crossed = not crossed
    return crossed


def crosses_itself(line: list[Point]) -> bool:
    """Whether two pieces that are not neighbours meet. The ends of a closed line are neighbours."""
    line = [point for index, point in enumerate(line) if index == 0 or point != line[index - 1]]
    pieces = list(pairwise(line))
    closed = len(line) > 2 and line[0] == line[-1]
    for i, first in enumerate(pieces):
        for j in range(i + 2, len(pieces)):
            if not (closed and i == 0 and j == len(pieces) - 1) and _meet(first, pieces[j]):
                return True
    return False


def _meet(a: tuple[Point, Point], b: tuple[Point, Point]) -> bool:
    turns = (_turn(*a, b[0]), _turn(*a, b[1]), _turn(*b, a[0]), _turn(*b, a[1]))
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((a, b[0]), (a, b[1]), (b, a[0]), (b, a[1]))
    return any(turn == 0 and _in_box(piece, end) for turn, (piece, end) in zip(turns, ends, strict=True))


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _in_box(piece: tuple[Point, Point], point: Point) -> bool:
    (a, b), (c, d) = piece
    return min(a, c) <= point[0] <= max(a, c) and min(b, d) <= point[1] <= max(b, d)


def _measuring(measure: Callable[[list[Point]], float | bool]) -> Callable[[list[Code], Site], Code]:
    """NaN for what is no position, where JavaRosa stops the form."""

    def build(codes: list[Code], _: Site) -> Code:
        def run(context: Context) -> Value:
            try:
                return measure(points(_values(codes, context)))
            except ValueError:
                return NAN

        return plain("any", run)

    return build


def _values(codes: list[Code], context: Context) -> list[Value]:
    values: list[Value] = []
    for code in codes:
        value = code.run(context)
        values += [node.typed() for node in value] if isinstance(value, list) else [value]
    return values


function("area", 1)(_measuring(area))
function("enclosed-area", 1)(_measuring(area))
function("distance", 1, None)(_measuring(distance))
function("intersects", 1)(_measuring(crosses_itself))


@function("geofence", 2)
def _build_geofence(codes: list[Code], _: Site) -> Code:
    def run(context: Context) -> bool:
        try:
            place, fence = (points(_values([code], context)) for code in codes)
        except ValueError:
            return False
        return bool(place and fence) and inside(place[0], fence)

    return plain("boolean", run)
