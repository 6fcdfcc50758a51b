"""`measure` takes one procedure at a time, and says the same as with all of them in memory."""

from __future__ import annotations

import gc
import json

import pytest

from frictionaudit.application.audit import collect
from frictionaudit.application.measure import measure
from frictionaudit.application.measure_paths import measure_paths
from frictionaudit.domain.procedure import Procedure
from frictionaudit.exports import measures as writers
from tests.conftest import PAGE, ROOT, run


@pytest.mark.parametrize("form", sorted(writers.FORMATS))
def test_file_by_file_gives_the_bytes_of_all_at_once(form):
    processes = ROOT / "processes"
    at_once = "".join(writers.FORMATS[form](measure(collect([processes]))))
    assert run("measure", str(processes), "--format", form).stdout == at_once


def test_a_procedure_that_leaves_another_is_compared_with_it_in_another_file(tmp_path):
    (tmp_path / "a-leave.yaml").write_text(PAGE.replace("id: renew", "id: leave\nleaves: renew"))
    (tmp_path / "b-renew.yaml").write_text(PAGE)
    key = "exit_entry_ratio"
    done = json.loads(run("measure", str(tmp_path), "--format", "json", "--key", key).stdout)
    values = {one["id"]: one["measures"][key]["value"] for one in done["procedures"]}
    assert values == {"leave": 1.0, "renew": None}


def test_what_cannot_be_read_stands_in_stderr_and_the_rest_is_measured(tmp_path):
    (tmp_path / "broken.yaml").write_text("id: [")
    (tmp_path / "renew.yaml").write_text(PAGE)
    done = run("measure", str(tmp_path), "--format", "json")
    assert done.exit_code == 3
    assert "broken.yaml" in done.stderr
    assert [one["id"] for one in json.loads(done.stdout)["procedures"]] == ["renew"]


def test_only_files_that_cannot_be_read_give_an_empty_document(tmp_path):
    (tmp_path / "broken.yaml").write_text("id: [")
    done = run("measure", str(tmp_path), "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (3, {"schema": 1, "procedures": []})


def test_nothing_to_measure_is_an_error_without_a_document(tmp_path):
    done = run("measure", str(tmp_path), "--format", "json")
    assert (done.exit_code, done.stdout) == (3, "")
    assert "[nothing-examined]" in done.stderr


def test_a_page_on_standard_input_is_measured_too():
    done = run("measure", "-", "--format", "csv", stdin=(ROOT / "processes/lost-wristband.yaml").read_text())
    assert done.stdout.splitlines()[1].startswith("lost-wristband,")


def test_procedures_are_forgotten_but_for_the_few_that_caches_hold(tmp_path):
    files = 40
    for n in range(files):
        (tmp_path / f"{n}.yaml").write_text(PAGE.replace("id: renew", f"id: renew-{n}"))
    for _ in measure_paths([tmp_path], (), lambda _: None):
        pass
    gc.collect()
    alive = {thing.id for thing in gc.get_objects() if isinstance(thing, Procedure)}
    assert len([id for id in alive if id.startswith("renew-")]) < files / 2


def test_each_measure_has_its_label_and_says_that_it_counts_per_case_where_it_does():
    page = str(ROOT / "processes" / "return-a-product.yaml")
    lines = run("measure", page).stdout.splitlines()
    told = {line.split()[0]: line for line in lines if line.startswith("  ") and line[2] != " "}
    assert told["agd"].endswith("average degree of a gateway")
    assert told["forms"].endswith("forms per case")
    assert told["customer_hours_year"].endswith("customers' time per year")


def test_a_profile_shows_the_digits_that_its_numbers_can_bear():
    page = str(ROOT / "processes" / "building-permit.yaml")
    shown = run("profile", page, "--profile", "doing-business").stdout
    assert "13.9622" not in shown
    assert "14 procedures" in shown


@pytest.mark.parametrize(("side", "said"), [("backstage", True), ("customer", False)])
def test_the_table_says_that_no_step_is_by_a_customer(side, said, tmp_path):
    (tmp_path / "page.yaml").write_text(
        f"id: page\ntitle: Page\nparties: {{office: {{side: {side}}}}}\nsteps:\n"
        "  s: {kind: start, next: a}\n  a: {by: office, effort: {work: 5m}, next: e}\n  e: {kind: end}\n"
    )
    lines = run("measure", str(tmp_path)).stdout.splitlines()
    assert ("  Customer: no step is by a customer" in lines) is said
