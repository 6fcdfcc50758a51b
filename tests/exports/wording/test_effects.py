"""An effect is put as an owner would put it, and every worsening stands in the same sentence."""

from __future__ import annotations

from frictionaudit.analysis.measures import CATALOGUE
from frictionaudit.exports.wording.effects import codes, sentence
from frictionaudit.exports.wording.numbers import singular
from frictionaudit.results.audit import Basis, Effect, Measure, Suggestion

UNITS = {"customer_minutes": "minutes", "staff_minutes": "minutes", "lead_time": "minutes", "silent_time": "minutes"}
UNITS |= {"customer_hours_year": "hours", "staff_cost": "EUR", "forms": "forms", "handoffs": "hand-offs"}
UNITS |= {"known_data_ratio": "share", "unit_handoffs": "hand-offs", "wait_ours": "minutes", "nodes": "count"}
UNITS |= {"fields": "fields", "documents": "documents"}


def effect(between: dict[str, tuple[float, float]] | None = None, **pairs: tuple[float | None, float | None]) -> Effect:
    def side(n: int) -> dict[str, Measure]:
        infos = {key: CATALOGUE[key].info for key in pairs}
        return {
            key: Measure(key, pair[n], UNITS[key], infos[key].scope, Basis("stated"), infos[key])
            for key, pair in pairs.items()
        }

    return Effect(before=side(0), after=side(1), between=between or {})


def idea(done: Effect, **codes: tuple[str, ...]) -> Suggestion:
    return Suggestion(title="an idea", changes=(), effect=done, **codes)


def test_the_time_of_a_case_and_of_a_year_are_said_in_one_breath():
    done = effect(customer_minutes=(10, 5.8), customer_hours_year=(2000, 1160))
    assert sentence(done) == "4.2 min less of the customer's time per case, 840 hours per year"


def test_a_case_is_not_said_to_be_done_sooner_just_by_the_time_that_is_spent_on_it():
    assert sentence(effect(customer_minutes=(10, 6), lead_time=(10, 6))) == "4 min less of the customer's time per case"
    assert sentence(effect(customer_minutes=(10, 6), lead_time=(2890, 6))) == (
        "4 min less of the customer's time per case; done 2 days sooner"
    )
    assert sentence(effect(customer_minutes=(6, 10), lead_time=(10, 6))) == (
        "done 4 min sooner; but 4 min more of the customer's time per case"
    )


def test_waiting_and_handing_over_are_said_once():
    assert sentence(effect(wait_ours=(2880, 0), lead_time=(2880, 0))) == "done 2 days sooner"
    assert sentence(effect(wait_ours=(2880, 0))) == "2 days less waiting on us"
    assert sentence(effect(handoffs=(3, 2), unit_handoffs=(3, 2))) == "1 fewer hand-off between units"
    assert (
        sentence(effect(handoffs=(3, 2), unit_handoffs=(1, 2))) == "1 fewer hand-off; but 1 more hand-off between units"
    )


def test_every_worsening_is_named():
    done = effect(forms=(2, 1), staff_minutes=(5, 7), staff_cost=(1, 1.5), silent_time=(0, 1440))
    assert sentence(done) == (
        "1 fewer form; but 2 min more staff time per case and 0.50 EUR more staff cost per case and longest silence "
        "1 day longer"
    )
    assert sentence(effect(known_data_ratio=(0.25, 0.5)), everything=True) == (
        "nothing that is measured; but share of questions whose answer you hold up 25 percentage points"
    )
    assert sentence(effect(known_data_ratio=(0.5, 0.25)), everything=True) == (
        "share of questions whose answer you hold down 25 percentage points"
    )


def test_of_many_gains_the_first_are_named_and_of_many_losses_all():
    keys = ("customer_minutes", "staff_minutes", "staff_cost", "silent_time", "forms", "fields", "documents")
    gains = sentence(effect(**dict.fromkeys(keys, (9000.0, 90.0))))
    assert gains.count(";") == 5
    assert gains.endswith("; longest silence 6.2 days shorter; 8,910 fewer forms; 2 other measures better")
    six = sentence(effect(**dict.fromkeys(keys[:6], (9000.0, 90.0))))
    assert six.endswith("; 8,910 fewer forms; 8,910 fewer questions")
    losses = sentence(effect(**dict.fromkeys(keys, (90.0, 9000.0))))
    assert losses.count(" and ") == 6
    assert sentence(effect(**dict.fromkeys(keys, (9000.0, 90.0))), everything=True).count(";") == 6


def test_a_range_is_told_and_where_it_can_turn_round_that_too():
    done = effect({"customer_minutes": (-5.0, -3.0)}, customer_minutes=(10, 6))
    assert sentence(done) == "4 min less of the customer's time per case (3 min to 5 min)"
    done = effect({"customer_minutes": (-5.0, 1.0)}, customer_minutes=(10, 6))
    assert sentence(done) == "4 min less of the customer's time per case (from 1 min more to 5 min less)"
    done = effect({"customer_minutes": (-1.0, 5.0)}, customer_minutes=(6, 10))
    assert sentence(done).endswith("4 min more of the customer's time per case (from 1 min less to 5 min more)")


def test_what_is_known_on_one_side_only_is_no_gain():
    assert sentence(effect(forms=(2, None))) == "nothing that is measured; unknown before or after: forms"
    assert sentence(None) == "not proved"


def test_findings_solved_eased_and_new_stand_beside_the_measures():
    done = effect(forms=(2, 1))
    one = idea(done, fixes=("FA107", "FA101", "FA107"), mitigates=("FA501",), introduces=("FA310",))
    assert sentence(done, found=one) == "1 fewer form; fixes FA101, FA107 (2); mitigates FA501; but triggers FA310"
    assert codes("fixes", ("FA2", "FA1", "FA2")) == ["fixes FA1, FA2 (2)"]
    assert codes("fixes", ()) == []


def test_what_changes_in_the_drawing_alone_is_neither_gain_nor_loss():
    assert sentence(effect(nodes=(3, 4))) == "nothing that is measured"
    assert sentence(effect(nodes=(3, 4)), everything=True) == ("nothing that is measured; in the drawing nodes up 1")


def test_a_range_of_days_and_of_counted_things_is_said_as_they_are():
    done = effect({"lead_time": (-4320.0, 10.0)}, lead_time=(8640, 4320))
    assert sentence(done) == "done 3 days sooner (from 10 min later to 3 days sooner)"
    done = effect({"documents": (-2.0, -1.0)}, documents=(5, 4))
    assert sentence(done) == "1 fewer document to bring (1 to 2)"
    done = effect({"documents": (-1.0, -0.0005)}, documents=(5, 4))
    assert sentence(done) == "up to 1 fewer document to bring"


def test_what_rounds_to_nothing_is_not_said_even_where_all_is():
    done = effect(forms=(2, 1.9995), customer_minutes=(10, 9.995), known_data_ratio=(0.5, 0.50001))
    assert sentence(done, everything=True) == "nothing that is measured"
    assert "fewer forms" in sentence(effect(forms=(2, 1.9)), everything=True)


def test_a_unit_is_singular_for_one_of_it():
    assert [singular(unit, "1") for unit in ("switches", "visits", "minutes")] == ["switch", "visit", "minute"]
    assert singular("switches", "1.2") == "switches"
