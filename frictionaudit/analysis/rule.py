"""What a rule is: options as fields, a page as docstring, and a check that yields flags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from inspect import cleandoc
from textwrap import dedent
from typing import ClassVar, Literal

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.portfolio import Digest
from frictionaudit.domain.procedure import PagePath
from frictionaudit.domain.values import Value
from frictionaudit.results.audit import CarePointName, Finding, RuleInfo, Severity

Element = Literal["procedural", "physical", "personal"]
SECTIONS = ("Why it matters", "Wrong", "Right", "What to do", "Leave it when", "Sources")
_SECTION = re.compile(rf"^({'|'.join(SECTIONS)}):[ \t]*\n?", re.MULTILINE)


@dataclass(frozen=True)
class Flag:
    """One thing a rule noticed.

    `steps` are the steps concerned, the first of them where it shows; `about` the form, field, document or
    flow meant; `at` its path on the page where that is not the first step; `severity` only where it differs
    from the rule's level. A flag about the `whole` stays the same one whichever steps it shows at.
    """

    message: str
    steps: tuple[str, ...] = ()
    about: str = ""
    at: PagePath = ()
    severity: Severity | None = None
    whole: bool = False

    @property
    def path(self) -> PagePath:
        """Where on the page it shows."""
        return self.at or (("steps", self.steps[0]) if self.steps else ())


@dataclass(frozen=True)
class RulePage:
    """A rule's docstring, taken apart."""

    summary: str
    sections: dict[str, str]

    @property
    def title(self) -> str:
        """What is flagged, in the sentence with which the summary begins."""
        return " ".join(self.summary.partition("\n\n")[0].split())

    def first_sentence(self, section: str) -> str:
        """The first sentence of a section, on one line."""
        text = " ".join(self.sections.get(section, "").split())
        return re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


class Rule(Value):
    """A rule states findings; it computes no savings and chooses no wording for a channel.

    Its docstring is its page: a summary, then the sections of SECTIONS. Its fields are its options.
    """

    level: ClassVar[Severity] = "warning"
    element: ClassVar[Element] = "procedural"
    care_point: ClassVar[CarePointName | None] = None

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        """Everything in the procedure that the rule has something to say about."""
        return iter(())

    def after(self, subject: Subject, measures: Measures, found: Sequence[Finding]) -> Iterator[Flag]:
        """What the rule says about the audit itself, once all rules have had their say about the procedure."""
        return iter(())

    def across(self, digests: Sequence[Digest]) -> Iterator[tuple[Digest, Flag]]:
        """What the rule says about several procedures of one organisation, each flag with the one it is about."""
        return iter(())

    @classmethod
    @cache
    def code(cls) -> str:
        """The rule's code, from its file's name."""
        return cls.__module__.rsplit(".", 1)[-1].split("_", 1)[0].upper()

    @classmethod
    @cache
    def name(cls) -> str:
        """The rule's readable name, from its class: AskOnce is ask-once."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @classmethod
    def page(cls) -> RulePage:
        """The docstring, taken apart into summary and sections."""
        summary, *rest = _SECTION.split(cleandoc(cls.__doc__ or ""))
        return RulePage(
            summary.strip(), dict(zip(rest[::2], (dedent(text).strip("\n") for text in rest[1::2]), strict=True))
        )

    @classmethod
    def info(cls) -> RuleInfo:
        """The rule in short, as an audit carries it along."""
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


def percent(share: float) -> str:
    """A share in the words of a message: always, in 12 % of cases."""
    return "always" if share >= 0.9995 else f"in {share * 100:.3g} % of cases"


def count(number: float, one: str, many: str | None = None) -> str:
    """A number with its noun: 1 step, 2.5 steps."""
    text = f"{number:.1f}".rstrip("0").rstrip(".")
    return f"{text} {one if text == '1' else many or one + 's'}"
