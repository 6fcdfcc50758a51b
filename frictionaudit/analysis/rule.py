"""What a rule is: its options are fields, its page is the docstring, and its check yields flags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from textwrap import dedent
from typing import ClassVar

from pydantic import ConfigDict

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.portfolio import Digest
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.quantities.format import format_share
from frictionaudit.domain.values import Value
from frictionaudit.results.audit import CarePointName, Element, Finding, RuleInfo, Severity, Stake

SECTIONS = ("Why it matters", "Wrong", "Right", "What to do", "Leave it when", "Sources")
_SECTION = re.compile(rf"^({'|'.join(SECTIONS)}):[ \t]*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Flag:
    """One problem that a rule noticed.

    `steps` are the steps concerned, and the problem shows at the first of them. `about` is the form, field, document
    or flow concerned; `at` is its path on the page, if that is not the first step. `severity` is given only where it
    differs from the rule's level. A flag about the `whole` procedure keeps its identity whichever steps it names.
    Flags of a rule with the same `together` are one finding, which says that instead, with the steps for `{places}`.
    `portion` is the part of the burden there that the problem is about: what exceeds a limit, or the cases concerned.
    `priced` are the steps whose burden that is, where it is not all of `steps`.
    `going_back` are steps by which cases go back: then only what that costs is at stake, not the first time.
    `same_as` are codes of rules that can say the same of the same steps: then the two are one finding.
    """

    message: str
    steps: tuple[str, ...] = ()
    about: str = ""
    at: PagePath = ()
    severity: Severity | None = None
    whole: bool = False
    together: str = ""
    portion: float = 1.0
    priced: tuple[str, ...] = ()
    going_back: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()

    @property
    def path(self) -> PagePath:
        """Where on the page the problem shows."""
        return self.at or (("steps", self.steps[0]) if self.steps else ())


@dataclass(frozen=True)
class RulePage:
    """A rule's docstring, split into its summary and sections."""

    summary: str
    sections: dict[str, str]

    @property
    def title(self) -> str:
        """What the rule flags: the first paragraph of the summary, on one line."""
        return " ".join(self.summary.partition("\n\n")[0].split())

    def first_sentence(self, section: str) -> str:
        """The first sentence of a section, on one line."""
        text = " ".join(self.sections.get(section, "").split())
        return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


class Rule(Value):
    """A rule flags problems. It computes no savings and knows no output format.

    Its docstring is its page: a summary, then the sections of SECTIONS. Its fields are its options. `care_point` is the
    one of the ten points of care that the rule speaks for, if any. `stake` is what the problem costs people at the
    places it names; nothing for what is wrong with the page itself. `completeness` says that the rule only reports what
    the page leaves out: it runs only if it is selected.
    """

    model_config = ConfigDict(allow_inf_nan=False)
    level: ClassVar[Severity] = "warning"
    element: ClassVar[Element] = "procedural"
    care_point: ClassVar[CarePointName | None] = None
    stake: ClassVar[tuple[Stake, ...]] = ("customer", "staff", "customer money")
    completeness: ClassVar[bool] = False

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        """The problems in one procedure."""
        return iter(())

    def after(self, subject: Subject, measures: Measures, findings: Sequence[Finding]) -> Iterator[Flag]:
        """The problems with the audit itself, given the findings of all rules on the procedure."""
        return iter(())

    def across(self, digests: Sequence[Digest]) -> Iterator[tuple[Digest, Flag]]:
        """The problems across procedures of one organisation, each flag with the procedure it is about."""
        return iter(())

    @classmethod
    @cache
    def code(cls) -> str:
        """The rule's code, from its file name: `fa101_ask_once.py` is FA101."""
        return cls.__module__.rsplit(".", 1)[-1].split("_", 1)[0].upper()

    @classmethod
    @cache
    def name(cls) -> str:
        """The rule's readable name, from its class: `AskOnce` is ask-once."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def page(cls) -> RulePage:
        """The docstring, split into its summary and sections."""
        summary, *rest = _SECTION.split(cleandoc(cls.__doc__ or ""))
        return RulePage(
            summary.strip(), dict(zip(rest[::2], (dedent(text).strip("\n") for text in rest[1::2]), strict=True))
        )

    @classmethod
    def info(cls) -> RuleInfo:
        """The rule in short, as an audit reports it."""
        page = cls.page()
        return RuleInfo(
            code=cls.code(),
            name=cls.name(),
            level=cls.level,
            element=cls.element,
            title=page.title,
            why=page.first_sentence("Why it matters"),
            do=page.first_sentence("What to do"),
        )


def percentage(share: float) -> str:
    """A share with two significant digits: 0.4 %, 55 %, more than 99 %."""
    if 0.995 <= share < 0.9995:
        return "more than 99 %"
    return format_share(share) if share >= 0.0005 or not share else "less than 0.1 %"


def of_cases(share: float) -> str:
    """A share of cases: all cases, 12 % of cases."""
    return "all cases" if share >= 0.9995 else f"{percentage(share)} of cases"


def percent(share: float) -> str:
    """How often something happens: always, in 12 % of cases."""
    return "always" if share >= 0.9995 else f"in {of_cases(share)}"


def of_visits(subject: Subject, step: str, share: float) -> str:
    """A share of the visits to a step: of cases where every case comes there once, otherwise of visits."""
    once = abs(subject.visits(step).value - 1) < 1e-9 and subject.graph.loop_of(step) is None
    return of_cases(share) if once else of_cases(share).replace("cases", "visits")
