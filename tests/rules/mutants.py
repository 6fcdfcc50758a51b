"""Turns off one condition of one rule at a time and sees whether a case notices: python -m tests.rules.mutants [CODE…]

Every test in an `if`, a comprehension, an `and` or `or` is made true and made false, every comparison is moved by its
boundary, and every option gets another default. What no case notices is printed; equal behaviour (an early exit that
only saves time) is for the reader to tell from a missing case.
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

from frictionaudit.analysis.rules import RULES, Rule
from frictionaudit.domain.findings import Finding
from tests.rules import test_cases

Change = Callable[[ast.AST], object]
SECONDS = 10
_BOUNDARY: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """Each changed copy of a module with the line and the kind of the change."""
    places = [node for node in ast.walk(tree) if not isinstance(node, ast.Module)]
    for n, node in enumerate(places):
        for what, change in _changes(node):
            fresh = copy.deepcopy(tree)
            change([one for one in ast.walk(fresh) if not isinstance(one, ast.Module)][n])
            line = getattr(node, "lineno", getattr(getattr(node, "target", None), "lineno", 0))
            yield line, what, ast.fix_missing_locations(fresh)


def _changes(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.If | ast.IfExp):
        for value in (True, False):
            yield f"condition is {value}", lambda one, value=value: setattr(one, "test", ast.Constant(value))
    elif isinstance(node, ast.comprehension):
        for n in range(len(node.ifs)):
            yield "filter left out", lambda one, n=n: one.ifs.pop(n)
    elif isinstance(node, ast.BoolOp):
        for n in range(len(node.values)):
            yield "operand left out", lambda one, n=n: one.values.pop(n) if len(one.values) > 1 else None
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in _BOUNDARY:
        other = _BOUNDARY[type(node.ops[0])]
        yield f"{type(node.ops[0]).__name__} is {other.__name__}", lambda one: one.ops.__setitem__(0, other())
    elif isinstance(node, ast.AnnAssign) and isinstance(node.value, ast.Constant):
        yield from _defaults(node.value.value)


def _defaults(value: object) -> Iterator[tuple[str, Change]]:
    """Another default of an option."""
    if isinstance(value, bool):
        yield "other default", lambda one: setattr(one, "value", ast.Constant(not value))
    elif isinstance(value, int | float):
        yield "other default", lambda one: setattr(one, "value", ast.Constant(value * 1.5 + 1))


def noticed(code: str, rule: type[Rule], before: dict[str, list[str]]) -> bool:
    """Whether a case of the rule goes otherwise than before."""
    RULES._all()[code] = rule  # type: ignore[attr-defined]
    signal.alarm(SECONDS)
    try:
        return _told(code) != before
    except Exception:
        return True
    finally:
        signal.alarm(0)


def _told(code: str) -> dict[str, list[str]]:
    """What the rule says on each of its cases."""
    return {
        str(n): [_said(f) for f in test_cases.findings(code, case)] for n, case in enumerate(test_cases.written(code))
    }


def _said(found: Finding) -> str:
    return f"{found.severity}|{found.steps}|{found.about}|{found.message}|{found.justified is None}"


def main(codes: list[str]) -> int:
    """Print what survives; the number of survivors."""
    signal.signal(signal.SIGALRM, lambda *_: (_ for _ in ()).throw(TimeoutError()))
    made = survived = 0
    for code in codes or list(RULES):
        rule = RULES[code]
        module = import_module(rule.__module__)
        before = _told(code)
        lines = getsource(module).splitlines()
        for line, what, tree in mutants(ast.parse(getsource(module))):
            changed = ModuleType(module.__name__)
            changed.__dict__["__file__"] = module.__file__
            made += 1
            try:
                sys.modules[module.__name__] = changed
                exec(compile(tree, module.__file__ or "", "exec"), changed.__dict__)
                kind = getattr(changed, rule.__name__)
                kind.model_rebuild(_types_namespace=changed.__dict__)
                if not noticed(code, kind, before):
                    survived += 1
                    print(f"{code}:{line}: {what}: {lines[line - 1].strip()}", flush=True)
            except Exception:
                continue
            finally:
                sys.modules[module.__name__] = module
                RULES._all()[code] = rule  # type: ignore[attr-defined]
    print(f"{made} changes to {len(codes or RULES)} rules, {made - survived} noticed, {survived} not")
    return survived


if __name__ == "__main__":
    main(sys.argv[1:])
