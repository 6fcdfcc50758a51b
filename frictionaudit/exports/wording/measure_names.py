"""What measures are called in a report for people; `frictionaudit explain KEY` tells how each is counted."""

from __future__ import annotations

_NAMES = {
    "agd": "average ways of a connector",
    "cfc": "control-flow complexity",
    "chase": "asking where it stands",
    "cnc": "coefficient of network complexity",
    "counter": "being served",
    "customer_cost_year": "customers' money",
    "customer_courier": "documents carried between our units",
    "customer_hours_year": "customers' time",
    "customer_minutes": "customer's time",
    "customer_cost": "customer's money",
    "fill": "filling in",
    "gather": "getting papers together",
    "handoffs": "hand-offs",
    "lead_time": "from start to end",
    "mgd": "most ways of a connector",
    "pay": "paying",
    "queue": "standing in line",
    "return": "going or sending back",
    "send_backs": "send-backs",
    "silent_time": "longest silence",
    "staff_cost_year": "staff cost",
    "staff_hours_year": "staff time",
    "staff_minutes": "staff time",
    "travel": "on the way",
    "understand": "finding out what to do",
    "unit_handoffs": "hand-offs between units",
    "wait_customer": "waiting for the customer",
    "wait_ours": "waiting for us",
    "wait_third": "waiting for others",
}
"""Names where the key itself would not be understood."""


def called(key: str) -> str:
    """The measure's name in words."""
    return _NAMES.get(key) or key.replace("_", " ")
