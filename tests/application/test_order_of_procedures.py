"""Of the pools of one drawing, those with findings come first, and those that are nearly empty last."""

from __future__ import annotations

from frictionaudit.application.audit import Sources, audit
from frictionaudit.sources.bpmn import read_all
from tests.drawing import FRICTION, HEAD, flows

ENTRY, TASK, EXIT = "<startEvent id='{0}s'/>", "<task id='{0}t' name='Check it'/>", "<endEvent id='{0}e'/>"
PATH = ("{0}s {0}t", "{0}t {0}e")


def pool(name: str, more: str = "", *ways: str) -> str:
    inside = (ENTRY + TASK + EXIT + more + flows(*(ways or PATH))).format(name)
    return f"<process id='{name}' name='{name}'>{inside}</process>"


def order(*pools: str) -> list[str]:
    read = read_all(f"{HEAD}{FRICTION}{''.join(pools)}</definitions>".encode(), "x.bpmn")
    return [procedure.title for procedure in audit(Sources(read, (), ())).procedures]


LONGER = pool("long", "<task id='{0}u' name='Pay it'/>", "{0}s {0}t", "{0}t {0}u", "{0}u {0}e")
FAULTY = pool("faulty", "<task id='{0}u' name='Check it'/>", "{0}s {0}t", "{0}t {0}u", "{0}u {0}e")


def test_a_pool_with_findings_comes_first_and_one_of_a_single_step_last():
    assert order(pool("small"), LONGER, FAULTY) == ["faulty", "long", "small"]


def test_pools_that_are_alike_stay_in_the_order_of_the_file():
    assert order(pool("one"), pool("two")) == ["one", "two"]
    assert order(LONGER, pool("small")) == ["long", "small"]
