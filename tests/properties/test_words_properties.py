"""Whatever changes, it can be told."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from frictionaudit.domain.changes import apply, difference
from frictionaudit.exports.wording.changes import describe
from tests.properties.procedures import procedures


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(procedures, procedures)
def test_every_difference_is_told(a, b):
    for change in difference(a, b):
        sentences = describe([change], a)
        assert sentences
        assert all(sentence.strip() for sentence in sentences)
        a = apply(a, change, check=False)
