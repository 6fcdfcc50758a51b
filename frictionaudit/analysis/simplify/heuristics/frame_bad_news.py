"""Frame bad news: give the reason, the options, a contact and where to object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from frictionaudit.analysis.flow.loops_back import decided_at
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.bad_news import steps_with_contact
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify import known_facts
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import enumeration, step_names
from frictionaudit.domain.changes import StepAmended
from frictionaudit.domain.quantities.listing import quoted

_NAMES = {"reason": "why", "options": "what people can do now", "contact": "whom to ask", "redress": "where to object"}


class FrameBadNews(Heuristic):
    """Where people get bad news, say why, what they can do now, whom to ask and where to object.

    Where we decide, and each flow from there to the bad news states a condition, there is a reason to tell. The page
    seldom has its wording: a condition such as 'refused' is no reason, so this needs a check. Where customers decide,
    the condition is their own motive. The options are those that the step lists. The contact is the
    case owner, or the person told on every way there, with a way to reach them. Where to
    object is what is told on every way there. Both need a check where another step tells them: that person may no
    longer have the case, and a time limit may have passed. Anything else is left out.

    Do not use it when the reason would hurt or endanger somebody: then say that, and whom to ask.
    """

    answers = ("FA509", "FA601", "FA508")
    safety = "mechanical"

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        steps = subject.procedure.steps
        named = steps_with_contact(subject)
        added: dict[str, dict[str, Any]] = {}
        for step in self._bad_news(subject, measures):
            missing = {
                key: text
                for key, text in _facts(subject, step).items()
                if (step not in named if key == "contact" else not getattr(steps[step].tells, key))
            }
            if missing:
                added[step] = missing
        if added:
            checks = (_ground(subject, added), _answers_here(subject, added), _still_open(added))
            keys = {key for missing in added.values() for key in missing}
            yield Idea(
                f"Say {enumeration(_NAMES[key] for key in _NAMES if key in keys)} at {step_names(subject, added)}",
                tuple(_amended(subject, step, missing) for step, missing in added.items()),
                steps=tuple(added),
                check="; ".join(filter(None, checks)),
            )

    def _bad_news(self, subject: Subject, measures: Measures) -> tuple[str, ...]:
        """The steps with an adverse outcome that a rule reports, in reading order."""
        findings = [finding for code in self.answers for finding in open_findings(subject, measures, code)]
        reported = {finding.steps[0] for finding in findings if len(finding.steps) == 1}
        steps = subject.procedure.steps
        return in_reading_order(subject, (step for step in reported if steps[step].outcome == "adverse"))


def _ground(subject: Subject, added: Mapping[str, Mapping[str, Any]]) -> str:
    """What to check where a reason is to be told: the page knows when it happens, not always why."""
    conditions = (arc.flow.when for step in added if "reason" in added[step] for arc in subject.graph.incoming[step])
    known = list(quoted(dict.fromkeys(filter(None, conditions))))
    return f"the ground in each case, of which the page says only {enumeration(known)}" if known else ""


def _answers_here(subject: Subject, added: Mapping[str, Mapping[str, Any]]) -> str:
    """What to check where another step's contact is repeated: they may know nothing of this case any more."""
    told = dict.fromkeys(str(facts["contact"]) for facts in added.values() if "contact" in facts)
    contacts = [contact for contact in told if contact != known_facts.contact(subject)]
    return f"whether people can turn there then too: {', '.join(contacts)}" if contacts else ""


def _still_open(added: Mapping[str, Mapping[str, Any]]) -> str:
    """What to check where another step's redress is repeated: another body may be the right one, or time has passed."""
    redress = dict.fromkeys(str(facts["redress"]) for facts in added.values() if "redress" in facts)
    return f"whether people can object there, and still in time: {', '.join(redress)}" if redress else ""


def _facts(subject: Subject, step: str) -> dict[str, Any]:
    """What the page knows that could be said at a step."""
    facts: dict[str, str | bool] = {
        "reason": _is_decided_by_us(subject, step),
        "options": bool(subject.procedure.steps[step].options),
        "contact": known_facts.person(subject, step),
        "redress": known_facts.redress(subject, step),
    }
    return {key: text for key, text in facts.items() if text}


def _amended(subject: Subject, step: str, added: dict[str, Any]) -> StepAmended:
    stated = subject.procedure.steps[step].tells.model_dump(mode="json", exclude_defaults=True)
    return StepAmended(id=step, attribute="tells", value={**stated, **added})


def _is_decided_by_us(subject: Subject, step: str) -> bool:
    """Whether every flow to a step has a condition, and leaves a step of ours: then there is a reason to tell."""
    incoming = subject.graph.incoming[step]
    sides = [subject.side(decided_at(subject, arc.source)) for arc in incoming]
    return bool(incoming) and all(
        arc.flow.when and side is not None and side.ours for arc, side in zip(incoming, sides, strict=True)
    )
