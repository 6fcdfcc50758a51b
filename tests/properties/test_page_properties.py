"""A page that was written out reads back as the same procedure."""

from __future__ import annotations

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports.page import write
from frictionaudit.sources.page import read
from tests.properties.procedures import TEXT, procedures

LAW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@LAW
@given(procedures)
def test_what_is_written_out_reads_back_as_the_same_procedure(procedure):
    assert read(write(procedure).encode(), "page.yaml").procedure == procedure


@LAW
@given(procedures)
def test_other_readers_understand_the_page_the_same_way(procedure):
    assert Procedure.model_validate(yaml.safe_load(write(procedure))) == procedure


@settings(deadline=None)
@given(TEXT | st.text(min_size=1))
def test_any_text_survives(text):
    procedure = Procedure(id="a", title=text, summary=text)
    page = write(procedure)
    assert read(page.encode(), "page.yaml").procedure == procedure
    assert yaml.safe_load(page)["title"] == text
