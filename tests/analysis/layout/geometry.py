"""What makes a drawing read wrong, checked from its coordinates alone."""

from __future__ import annotations

from itertools import combinations, pairwise

from frictionaudit.analysis.layout import Placement, Sketch

Rect = tuple[float, float, float, float]


def faults(sketch: Sketch, placement: Placement) -> list[str]:
    """Boxes over boxes or outside their lane, lines through boxes or on each other, labels that something covers."""
    boxes = {
        node.id: (*placement.nodes[node.id], placement.nodes[node.id][0] + node.w, placement.nodes[node.id][1] + node.h)
        for node in sketch.nodes
    }
    lines = {edge.id: placement.edges[edge.id] for edge in sketch.edges}
    return [
        *_boxes(sketch, placement, boxes),
        *_lines(sketch, boxes, lines),
        *_shared(sketch, lines),
        *_labels(placement, boxes, lines),
    ]


def _boxes(sketch: Sketch, placement: Placement, boxes: dict[str, Rect]) -> list[str]:
    made = [f"{a} lies over {b}" for a, b in combinations(boxes, 2) if _meet(boxes[a], boxes[b])]
    for node in sketch.nodes:
        x, y, w, h = placement.lanes[node.lane]
        left, top, right, bottom = boxes[node.id]
        if left < x or top < y or right > x + w or bottom > y + h:
            made.append(f"{node.id} stands outside its lane")
    for a, b in combinations(placement.lanes.values(), 2):
        if _meet((a[0], a[1], a[0] + a[2], a[1] + a[3]), (b[0], b[1], b[0] + b[2], b[1] + b[3])):
            made.append("two lanes overlap")
    return made


def _lines(sketch: Sketch, boxes: dict[str, Rect], lines: dict[str, tuple[tuple[float, float], ...]]) -> list[str]:
    made = []
    for edge in sketch.edges:
        for id, box in boxes.items():
            if id not in (edge.source, edge.target) and any(
                _meet(_rect(a, b), box) for a, b in pairwise(lines[edge.id])
            ):
                made.append(f"{edge.id} runs through {id}")
        for id, end in ((edge.source, lines[edge.id][0]), (edge.target, lines[edge.id][-1])):
            if not _within(end, boxes[id]):
                made.append(f"{edge.id} does not meet {id}")
        for a, b in pairwise(lines[edge.id]):
            if min(abs(a[0] - b[0]), abs(a[1] - b[1])) > 0.02:
                made.append(f"{edge.id} is not drawn in right angles")
    return made


def _shared(sketch: Sketch, lines: dict[str, tuple[tuple[float, float], ...]]) -> list[str]:
    """Lines that lie on each other for more than a few pixels."""
    made = []
    for one, other in combinations(sketch.edges, 2):
        shared = sum(_overlap(a, b, c, d) for a, b in pairwise(lines[one.id]) for c, d in pairwise(lines[other.id]))
        if shared > 6:
            made.append(f"{one.id} lies on {other.id}")
    return made


def _labels(
    placement: Placement, boxes: dict[str, Rect], lines: dict[str, tuple[tuple[float, float], ...]]
) -> list[str]:
    made = []
    rects = [(label, (label.x, label.y, label.x + label.w, label.y + label.h)) for label in placement.labels]
    for label, rect in rects:
        made += [f"the label of {label.of} lies on {id}" for id, box in boxes.items() if _meet(rect, box)]
        for id, points in lines.items():
            if any(_meet(_rect(a, b), rect) for a, b in pairwise(points)):
                made.append(f"{id} runs through the label of {label.of}")
        bands = placement.lanes.values()
        if not any(_inside(rect, (x, y, x + w, y + h)) for x, y, w, h in bands):
            made.append(f"the label of {label.of} lies across the border of a lane")
    for (one, a), (other, b) in combinations(rects, 2):
        if _meet(a, b):
            made.append(f"the labels of {one.of} and {other.of} lie on each other")
    return made


def strangers(sketch: Sketch, placement: Placement, gap: float) -> list[str]:
    """Labels of edges that have no piece of their own line within a gap, or another line in between."""
    made = []
    for label in placement.labels:
        if label.kind == "edge":
            rect = (label.x, label.y, label.x + label.w, label.y + label.h)
            own = [_between(rect, _rect(a, b), gap) for a, b in pairwise(placement.edges[label.of])]
            foreign = [
                _rect(a, b)
                for edge in sketch.edges
                if edge.id != label.of
                for a, b in pairwise(placement.edges[edge.id])
            ]
            if not any(room and not any(_meet(room, line) for line in foreign) for room in own):
                made.append(f"the label of {label.of} lies beside another line")
    return made


def _between(label: Rect, piece: Rect, gap: float) -> Rect | None:
    """The room between a label and a piece beside which it lies."""
    for axis in (0, 1):
        cross = 1 - axis
        if piece[cross] <= label[cross] + 1 and piece[cross + 2] >= label[cross + 2] - 1:
            low, high = min(piece[axis + 2], label[axis + 2]) + 1, max(piece[axis], label[axis]) - 1
            if -3 <= high - low <= gap:
                room = [0.0] * 4
                room[axis], room[axis + 2] = low, high
                room[cross], room[cross + 2] = label[cross], label[cross + 2]
                return (room[0], room[1], room[2], room[3])
    return None


def _rect(a: tuple[float, float], b: tuple[float, float]) -> Rect:
    """A piece of a line, a pixel thick."""
    return min(a[0], b[0]) - 0.5, min(a[1], b[1]) - 0.5, max(a[0], b[0]) + 0.5, max(a[1], b[1]) + 0.5


def _meet(a: Rect, b: Rect) -> bool:
    """Whether two rectangles overlap by more than rounding."""
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.55 and min(a[3], b[3]) - max(a[1], b[1]) > 0.55


def _inside(a: Rect, b: Rect) -> bool:
    return a[0] >= b[0] - 0.5 and a[1] >= b[1] - 0.5 and a[2] <= b[2] + 0.5 and a[3] <= b[3] + 0.5


def _within(point: tuple[float, float], box: Rect) -> bool:
    return box[0] - 0.5 <= point[0] <= box[2] + 0.5 and box[1] - 0.5 <= point[1] <= box[3] + 0.5


def _overlap(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float]) -> float:
    """How far two pieces run on one line, to within a pixel and a half."""
    for axis in (0, 1):
        cross = 1 - axis
        if max(abs(a[cross] - b[cross]), abs(c[cross] - d[cross]), abs(a[cross] - c[cross])) < 1.5:
            low, high = (
                max(min(a[axis], b[axis]), min(c[axis], d[axis])),
                min(max(a[axis], b[axis]), max(c[axis], d[axis])),
            )
            return max(0.0, high - low)
    return 0.0


def crossings(sketch: Sketch, placement: Placement) -> int:
    """Points in which two lines cross."""
    count = 0
    for one, other in combinations(sketch.edges, 2):
        for a, b in pairwise(placement.edges[one.id]):
            for c, d in pairwise(placement.edges[other.id]):
                count += _cross(_rect(a, b), _rect(c, d)) or _cross(_rect(c, d), _rect(a, b))
    return count


def _cross(flat: Rect, upright: Rect) -> bool:
    level, place = (flat[1] + flat[3]) / 2, (upright[0] + upright[2]) / 2
    thin = flat[3] - flat[1] < 1.5 and upright[2] - upright[0] < 1.5
    return thin and flat[0] + 1.5 < place < flat[2] - 1.5 and upright[1] + 1.5 < level < upright[3] - 1.5
