"""What is known to differ, by kind of page and key, until the analysis is mended; each line is an expected failure."""

from __future__ import annotations

KNOWN: dict[tuple[str, str], str] = {
    **dict.fromkeys(
        (
            ("scenes", "contacts"),
            ("loops", "contacts"),
            ("customers and groups", "contacts"),
        ),
        "a message that no step of the customer follows is no contact",
    ),
    **dict.fromkeys(
        (
            ("scenes", "handoffs"),
            ("scenes", "unit_handoffs"),
            ("scenes", "ping_pong"),
            ("parallel", "ping_pong"),
            ("parallel", "handoffs"),
            ("parallel", "unit_handoffs"),
            ("inclusive", "ping_pong"),
            ("inclusive", "handoffs"),
            ("inclusive", "unit_handoffs"),
            ("loops and branches", "ping_pong"),
            ("loops and branches", "handoffs"),
            ("loops and branches", "unit_handoffs"),
            ("loops and branches", "send_backs"),
            ("joins fed by decisions", "handoffs"),
            ("joins fed by decisions", "unit_handoffs"),
            ("joins fed by decisions", "ping_pong"),
        ),
        "at a join the branches are mixed in equal parts instead of counted in full",
    ),
    **dict.fromkeys(
        (
            ("scenes", "lead_time_p50"),
            ("scenes", "lead_time_p80"),
        ),
        "minutes at a counter are left out also where the next step of ours is elsewhere or days later",
    ),
    **dict.fromkeys(
        (
            ("loops", "staff_minutes"),
            ("parallel", "staff_minutes"),
            ("inclusive", "staff_minutes"),
            ("loops and branches", "staff_minutes"),
            ("joins fed by decisions", "staff_minutes"),
            ("customers and groups", "staff_minutes"),
        ),
        "work of a third party counts as ours",
    ),
    **dict.fromkeys(
        (
            ("loops", "rolled_yield"),
            ("limits", "rolled_yield"),
        ),
        "inner loops lower the yield of some loops and not of others",
    ),
    **dict.fromkeys(
        (
            ("loops", "customer_courier"),
            ("parallel", "customer_courier"),
            ("inclusive", "customer_courier"),
            ("loops and branches", "customer_courier"),
            ("joins fed by decisions", "customer_courier"),
            ("limits", "customer_courier"),
            ("customers and groups", "customer_courier"),
        ),
        "the documents count as carried before it is known which unit the case goes to, and not through a join",
    ),
    **dict.fromkeys(
        (
            ("parallel", "contacts"),
            ("inclusive", "contacts"),
            ("loops and branches", "contacts"),
            ("joins fed by decisions", "contacts"),
        ),
        "messages without a step of the customer after them are left out; joins mix the branches",
    ),
    **dict.fromkeys(
        (
            ("parallel", "shortest_customer_steps"),
            ("inclusive", "shortest_customer_steps"),
            ("loops and branches", "shortest_customer_steps"),
            ("joins fed by decisions", "shortest_customer_steps"),
        ),
        "branches that all are taken count with the shortest, and the value is not marked `at least`",
    ),
    **dict.fromkeys(
        (
            ("parallel", "visits_in_person"),
            ("parallel", "channel_switches"),
            ("inclusive", "channel_switches"),
            ("inclusive", "visits_in_person"),
            ("loops and branches", "channel_switches"),
            ("loops and branches", "visits_in_person"),
            ("joins fed by decisions", "visits_in_person"),
            ("joins fed by decisions", "channel_switches"),
        ),
        "parallel branches of one customer are mixed in parts, not done one after the other in time",
    ),
    **dict.fromkeys(
        (
            ("parallel", "redundancy"),
            ("inclusive", "redundancy"),
            ("loops and branches", "redundancy"),
            ("joins fed by decisions", "redundancy"),
            ("limits", "redundancy"),
            ("customers and groups", "redundancy"),
        ),
        "alternative routes that ask the same item are added up as if it was asked again",
    ),
    **dict.fromkeys(
        (
            ("inclusive", "flow_efficiency"),
            ("loops and branches", "flow_efficiency"),
            ("joins fed by decisions", "flow_efficiency"),
        ),
        "the lead time is only bounded, but the ratio is marked exact",
    ),
    **dict.fromkeys(
        (
            ("loops and branches", "rework_inflation"),
            ("loops and branches", "rolled_yield"),
        ),
        "branches of an inclusive split in a loop count as first visits",
    ),
    **dict.fromkeys(
        (
            ("loops and branches", "lead_time"),
            ("joins fed by decisions", "lead_time"),
        ),
        "the bounds of the lead time do not hold where decisions or nested splits feed the join",
    ),
    **dict.fromkeys(
        (
            ("loops and branches", "distinct_fields"),
            ("joins fed by decisions", "known_data_ratio"),
            ("joins fed by decisions", "distinct_fields"),
        ),
        "decisions that lead into an inclusive join lose a part of the cases, and bounds are not passed on",
    ),
    **dict.fromkeys(
        (("limits", "contacts"),),
        "a limit on repeats (`at_most`) is ignored; a message that no step of the customer follows is no contact",
    ),
    **dict.fromkeys(
        (("limits", "staff_minutes"),),
        "work of a third party counts as ours; a limit on repeats (`at_most`) is ignored",
    ),
    **dict.fromkeys(
        (
            ("limits", "customer_steps"),
            ("limits", "staff_steps"),
            ("limits", "documents"),
            ("limits", "originals"),
            ("limits", "handoffs"),
            ("limits", "unit_handoffs"),
            ("limits", "ping_pong"),
            ("limits", "approvals"),
            ("limits", "send_backs"),
            ("limits", "rework"),
            ("limits", "customer_minutes"),
            ("limits", "gather"),
            ("limits", "staff_cost"),
            ("limits", "wait_third"),
            ("limits", "value_adding_minutes"),
            ("limits", "rework_inflation"),
            ("limits", "lead_time"),
            ("limits", "flow_efficiency"),
            ("limits", "wait_ours"),
            ("limits", "forms"),
            ("limits", "fields"),
            ("limits", "required_fields"),
            ("limits", "visits_in_person"),
            ("limits", "channel_switches"),
            ("limits", "wait_customer"),
            ("limits", "counter"),
            ("limits", "understand"),
            ("limits", "customer_cost"),
            ("limits", "known_fields"),
            ("limits", "fill"),
            ("limits", "travel"),
            ("limits", "known_data_ratio"),
            ("limits", "phone_prompts"),
        ),
        "a limit on repeats (`at_most`) is ignored",
    ),
    **dict.fromkeys(
        (
            ("customers and groups", "channel_switches"),
            ("customers and groups", "visits_in_person"),
        ),
        "two customers are taken for one person",
    ),
    **dict.fromkeys(
        (("customers and groups", "rolled_yield"),),
        "groups are weighted by their visits, not by their cases",
    ),
}
