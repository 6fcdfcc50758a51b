"""Turns off one condition of one rule at a time and sees whether a case notices: python -m tests.rules.mutants [CODE…]

Every test in an `if`, a comprehension, an `and` or `or` is made true and made false, every comparison is moved by its
boundary, and every option gets another default. A change is noticed when the test of a case fails, and printed when
none does. Not made are changes that no case could notice: a line marked `# saves time` is left as it is, and a boundary
that lies within a tolerance (a number below a thousandth) is not moved, and an empty value for what is not
there (`or ""`) stays, for it holds no condition. The rest is for the reader to judge.
"""

from __future__ import annotations

import ast
import copy
import signal
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from inspect import getsource
from types import ModuleType
from typing import Any

import pytest

from frictionaudit.analysis.rule import Rule
from frictionaudit.analysis.rules import RULES
from tests.rules import test_cases

Change = Callable[[ast.AST], object]
SECONDS = 3
_BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_EMPTY = ("''", "()", "[]", "{}", "0.0")
_SAVES_TIME = "# saves time"


def mutants(source: str) -> Iterator[tuple[int, str, ast.Module]]:
    """Each changed copy of a module with the line and the kind of the change."""
    tree, lines = ast.parse(source), source.splitlines()
    places = [node for node in ast.walk(tree) if not isinstance(node, ast.Module)]
    for n, node in enumerate(places):
        line = getattr(node, "lineno", getattr(getattr(node, "target", None), "lineno", 0))
        if line and lines[line - 1].endswith(_SAVES_TIME):
            continue
        for what, change in _changes(node):
            fresh = copy.deepcopy(tree)
            change([one for one in ast.walk(fresh) if not isinstance(one, ast.Module)][n])
            yield line, what, ast.fix_missing_locations(fresh)


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.If | ast.IfExp):
        for value in (True, False):
            yield f"condition is {value}", lambda one, value=value: setattr(one, "test", ast.Constant(value))
    elif isinstance(node, ast.comprehension):
        for n in range(len(node.ifs)):
            yield "filter left out", lambda one, n=n: one.ifs.pop(n)
    elif isinstance(node, ast.BoolOp):
        for n, value in enumerate(node.values):
            if ast.unparse(value) in _EMPTY:
                continue
            yield f"left out: {ast.unparse(value)}", lambda one, n=n: _leave_out(one, n)
    elif isinstance(node, ast.Compare):
        for n, kind in enumerate(map(type, node.ops)):
            if (other := _BOUNDARY.get(kind)) and not (kind in _ORDER and _tolerant(node)):
                what = f"{kind.__name__} is {other.__name__}"
                yield what, lambda one, n=n, other=other: one.ops.__setitem__(n, other())
    elif isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Constant | ast.Call):
        yield from _defaults(node.value)


def _leave_out(operation: ast.BoolOp, n: int) -> None:
    """One operand less; the last one stands twice, as Python wants two."""
    rest = operation.values[:n] + operation.values[n + 1 :]
    operation.values = rest if len(rest) > 1 else rest * 2


def _tolerant(comparison: ast.Compare) -> bool:
    """Whether equal is as good as unequal: a tolerance is added, taken off or compared with."""
    if "TOLERANCE" in ast.unparse(comparison):
        return True
    numbers = [one.value for one in ast.walk(comparison) if isinstance(one, ast.Constant)]
    return any(isinstance(value, float) and 0 < value < 1e-3 for value in numbers)


def _defaults(value: ast.Constant | ast.Call) -> Iterator[tuple[str, Change]]:
    """Another default of an option."""
    if isinstance(value, ast.Call):
        for n, keyword in enumerate(value.keywords):
            if keyword.arg not in ("ge", "gt", "le", "lt") and isinstance(keyword.value, ast.Constant | ast.Call):
                for what, change in _defaults(keyword.value):
                    yield what, lambda one, n=n, change=change: change(one.value.keywords[n])
    elif isinstance(value.value, bool):
        yield "other default", lambda one: setattr(one, "value", ast.Constant(not value.value))
    elif isinstance(value.value, int | float):
        for other in (value.value * 1.5 + 1, value.value * 0.6):
            other = type(value.value)(other)
            yield f"other default {other:g}", lambda one, other=other: setattr(one, "value", ast.Constant(other))


def noticed(code: str, rule: type[Rule], cases: list[dict[str, Any]]) -> bool:
    """Whether the test of a case of the rule fails."""
    RULES._registered[code] = rule  # type: ignore[attr-defined]
    signal.alarm(SECONDS)
    try:
        for case in cases:
            test_cases.test_a_rule_fires_on_its_failing_cases_and_is_silent_on_their_twins(code, case)
    except (Exception, pytest.fail.Exception):
        return True
    finally:
        signal.alarm(0)
    return False


def main(codes: list[str]) -> int:
    """Print what survives; the number of survivors."""
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError()))
    made = survived = 0
    for code in codes or list(RULES):
        rule = RULES[code]
        module = import_module(rule.__module__)
        cases = test_cases.written(code)
        if noticed(code, rule, cases):
            raise AssertionError(f"a case of {code} fails without any change")
        source = getsource(module)
        lines = source.splitlines()
        for line, what, tree in mutants(source):
            changed = ModuleType(module.__name__)
            changed.__dict__["__file__"] = module.__file__
            made += 1
            try:
                sys.modules[module.__name__] = changed
                exec(compile(tree, module.__file__ or "", "exec"), changed.__dict__)
                kind = getattr(changed, rule.__name__)
                kind.model_rebuild(_types_namespace=changed.__dict__)
                if not noticed(code, kind, cases):
                    survived += 1
                    print(f"{code}:{line}: {what}: {lines[line - 1].strip()}", flush=True)
            finally:
                sys.modules[module.__name__] = module
                RULES._registered[code] = rule  # type: ignore[attr-defined]
    print(f"{made} changes to {len(codes or RULES)} rules, {made - survived} noticed, {survived} not")
    return survived


if __name__ == "__main__":
    main(sys.argv[1:])
