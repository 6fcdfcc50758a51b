"""The hint of an error names what is nearest: nearly the same, or a name that contains what was written."""

from __future__ import annotations

import pytest

from frictionaudit.did_you_mean import did_you_mean

NAMES = ("accept-a-copy", "offer-a-second-channel", "offer-a-usable-channel", "prefill-known-answers")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("prefill", "did you mean 'prefill-known-answers'?"),
        ("Channel", "did you mean 'offer-a-second-channel' or 'offer-a-usable-channel'?"),
        ("accept-a-copi", "did you mean 'accept-a-copy'?"),
        ("of", "known: accept-a-copy, offer-a-second-channel, offer-a-usable-channel, prefill-known-answers"),
    ],
)
def test_a_name_is_near_where_it_is_nearly_the_same_or_contains_what_was_written(name: str, hint: str):
    assert did_you_mean(name, NAMES) == hint
