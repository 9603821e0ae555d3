"""Ruling lines of a page: paths that are level or upright strokes, or filled bars as thin as a stroke."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

from kh57_desktop.importing.pdf.engine import pdfium
from kh57_desktop.importing.pdf.letters import Frame

OBJECTS_PER_PAGE = 50_000
SEGMENTS_PER_PATH = 5_000
_DEEPEST = 4
"""Forms inside forms beyond this are not looked into."""
_THIN = 2.5
_SHORTEST = 4.0
_APART = 1.6
"""Strokes nearer than this are one line; a gap up to twice this is a joint."""

_Matrix = tuple[float, float, float, float, float, float]
_SAME: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Ruling(NamedTuple):
    """A line at `at`, from `start` to `end`: level ones lie at y `at`, upright ones at x `at`."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Drawings:
    """Level and upright rulings, merged, and the share of the page that pictures cover."""

    level: tuple[Ruling, ...]
    upright: tuple[Ruling, ...]
    picture_share: float


def drawings_of(page: Any, frame: Frame) -> Drawings:
    level: list[Ruling] = []
    upright: list[Ruling] = []
    pictures = 0.0
    for handle, kind, matrix in _objects(page):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += _area(handle, matrix, frame)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            for x1, y1, x2, y2 in _strokes(handle, matrix, frame):
                if abs(y1 - y2) <= _APART and abs(x1 - x2) > _SHORTEST:
                    level.append(Ruling((y1 + y2) / 2, min(x1, x2), max(x1, x2)))
                elif abs(x1 - x2) <= _APART and abs(y1 - y2) > _SHORTEST:
                    upright.append(Ruling((x1 + x2) / 2, min(y1, y2), max(y1, y2)))
    return Drawings(_merged(level), _merged(upright), pictures / max(1.0, frame.width * frame.height))


def _objects(page: Any) -> Iterator[tuple[Any, int, _Matrix]]:
    """Objects of a page, those inside forms too, with the matrix of their form; no more than the limit."""
    left = OBJECTS_PER_PAGE
    count = min(left, pdfium.FPDFPage_CountObjects(page))
    stack: list[tuple[Any, _Matrix, int]] = [(pdfium.FPDFPage_GetObject(page, at), _SAME, 0) for at in range(count)]
    while stack and left:
        left -= 1
        handle, matrix, depth = stack.pop()
        kind = pdfium.FPDFPageObj_GetType(handle)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield handle, kind, matrix
        elif depth < _DEEPEST:
            inner = _times(_matrix(handle), matrix)
            count = min(left, max(0, pdfium.FPDFFormObj_CountObjects(handle)))
            stack.extend((pdfium.FPDFFormObj_GetObject(handle, at), inner, depth + 1) for at in range(count))


def _matrix(handle: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(handle, matrix):
        return _SAME
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(one: _Matrix, two: _Matrix) -> _Matrix:
    a, b, c, d, e, f = one
    p, q, r, s, t, u = two
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _placed(x: float, y: float, matrix: _Matrix, frame: Frame) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return frame.place(a * x + c * y + e, b * x + d * y + f)


def _area(handle: Any, matrix: _Matrix, frame: Frame) -> float:
    """The area of a picture, as far as it lies on the page."""
    values = [ctypes.c_float() for _side in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(handle, *values):
        return 0.0
    left, bottom, right, top = (value.value for value in values)
    (x1, y1), (x2, y2) = _placed(left, bottom, matrix, frame), _placed(right, top, matrix, frame)
    across = min(frame.width, max(x1, x2)) - max(0.0, min(x1, x2))
    down = min(frame.height, max(y1, y2)) - max(0.0, min(y1, y2))
    return max(0.0, across) * max(0.0, down)


def _strokes(handle: Any, matrix: _Matrix, frame: Frame) -> Iterator[tuple[float, float, float, float]]:
    """Straight parts of a stroked path, or the long middle line of a filled bar."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(handle, fill, stroke):
        return
    own = _times(_matrix(handle), matrix)
    for corners in _subpaths(handle, own, frame):
        xs, ys = [x for x, _y in corners], [y for _x, y in corners]
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        if len(corners) > 2 and min(wide, high) <= _THIN and (fill.value or stroke.value):
            middle_x, middle_y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            if wide >= high:
                yield min(xs), middle_y, max(xs), middle_y
            else:
                yield middle_x, min(ys), middle_x, max(ys)
        elif stroke.value:
            for (x1, y1), (x2, y2) in pairwise(corners):
                yield x1, y1, x2, y2


def _subpaths(handle: Any, matrix: _Matrix, frame: Frame) -> Iterator[list[tuple[float, float]]]:
    """The corners of each part of a path; a part with a curve is left out."""
    corners: list[tuple[float, float]] = []
    is_straight = True
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(min(SEGMENTS_PER_PATH, max(0, pdfium.FPDFPath_CountSegments(handle)))):
        segment = pdfium.FPDFPath_GetPathSegment(handle, at)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = _placed(x.value, y.value, matrix, frame)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(corners) > 1 and is_straight:
                yield corners
            corners, is_straight = [point], True
        else:
            is_straight = is_straight and kind == pdfium.FPDF_SEGMENT_LINETO
            corners.append(point)
        if pdfium.FPDFPathSegment_GetClose(segment) and corners:
            corners.append(corners[0])
    if len(corners) > 1 and is_straight:
        yield corners


def _merged(rulings: list[Ruling]) -> tuple[Ruling, ...]:
    """Strokes on one line that touch made one; lines in order of their place."""
    lines: dict[int, list[Ruling]] = defaultdict(list)
    last: float | None = None
    for ruling in sorted(rulings):
        if last is None or ruling.at - last > _APART:
            lines[len(lines)] = []
        lines[len(lines) - 1].append(ruling)
        last = ruling.at
    found: list[Ruling] = []
    for parts in lines.values():
        at = sum(part.at for part in parts) / len(parts)
        start, end = None, 0.0
        for part in sorted(parts, key=lambda one: one.start):
            if start is None:
                start, end = part.start, part.end
            elif part.start <= end + 2 * _APART:
                end = max(end, part.end)
            else:
                found.append(Ruling(at, start, end))
                start, end = part.start, part.end
        if start is not None:
            found.append(Ruling(at, start, end))
    return tuple(found)
