"""What to say of a procedure in which no step is by a customer."""

from __future__ import annotations

from collections.abc import Mapping

from frictionaudit.results.measure import Measure


def no_customer(m: Mapping[str, Measure]) -> str:
    """That no step is by a customer, so that most of what is looked for is not there; empty where one is."""
    steps, tasks = m.get("customer_steps"), m.get("drawn_tasks")
    if steps is None or steps.value != 0:
        return ""
    drawn = tasks is not None and tasks.value is not None
    return "none recognised; name them with `customer:` in a side file" if drawn else "no step is by a customer"
