"""The steps in topological order: the main route from start to end first, then the exceptions, loops cut."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def flow_order(ids: Sequence[str], successors: Mapping[str, Sequence[str]], starts: Iterable[str]) -> tuple[str, ...]:
    """Reverse postorder of a depth-first walk from the starts; `successors` has the likeliest first.

    Steps that no start reaches follow in their own order, so every step is there once.
    """
    seen: set[str] = set()
    order: list[str] = []
    for roots in (tuple(starts), ids):
        postorder: list[str] = []
        for root in reversed(roots):
            _walk(root, successors, seen, postorder)
        order += reversed(postorder)
    return tuple(order)


def _walk(root: str, successors: Mapping[str, Sequence[str]], seen: set[str], postorder: list[str]) -> None:
    """Visit the least likely successor first, so that the likeliest stands right behind its step in the end."""
    if root in seen:
        return
    seen.add(root)
    stack = [(root, iter(tuple(reversed(successors[root]))))]
    while stack:
        step, following = stack[-1]
        for near in following:
            if near not in seen:
                seen.add(near)
                stack.append((near, iter(tuple(reversed(successors[near])))))
                break
        else:
            postorder.append(step)
            stack.pop()
