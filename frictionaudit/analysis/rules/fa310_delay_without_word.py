"""When something goes wrong, people should hear what, why and how long."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.disruptions import share_of_visits
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, of_visits
from frictionaudit.domain.procedure import Disruption, Tells
from frictionaudit.domain.quantities.listing import listed

_WORDS = {"delay": "what happened", "reason": "why", "time": "how long it takes"}


class DelayWithoutWord(Rule):
    """Something can go wrong or be late, and the customer is not told what happened, why or how long it takes.

    The rule looks at every entry in `disruptions`: what it tells (`delay`, `reason`, `time`), and what the step that
    recovers from it tells. Each step has one finding for all its disruptions. A step that tells of a delay also has to
    give a reason and a time. Disruptions that the page does not state are not judged.

    Why it matters:
        People forgive a broken machine, but not silence. If they know what happened and how long it takes, they can
        decide whether to wait.

    Wrong:
        steps:
          take-picture: {by: radiographer, disruptions: [{what: the machine has broken down}], next: done}

    Right:
        steps:
          take-picture:
            by: radiographer
            disruptions:
              - what: the machine has broken down
                tells: {delay: the machine has stopped, reason: a part is worn, time: an engineer within two hours}
                options: [wait, come back tomorrow at eight]
                recovered_by: done
            next: done

    What to do:
        Write the message in advance: what happened, why, how long it takes and what people can do meanwhile. Let the
        nearest member of staff say it.

    Leave it when:
        It is fixed before any customer can notice.

    Sources:
        The idea of procedural care: if you cannot fix it, frame it (the broken X-ray machine).
    """

    level = "warning"
    stake = ("waiting",)
    element = "personal"
    care_point = "honest"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        for id, step in subject.procedure.steps.items():
            untold = [(disruption, _untold(subject, disruption)) for disruption in step.failures]
            problems = [_described(subject, id, disruption, missing) for disruption, missing in untold if missing]
            if problems:
                yield Flag(
                    f"At '{label(id)}', customers hear too little if something goes wrong: {'; '.join(problems)}",
                    steps=(id,),
                    about="disruptions",
                    portion=share_of_visits(disruption for disruption, missing in untold if missing),
                )
            missing = _missing((step.tells,)) if step.tells.delay else []
            if missing:
                yield Flag(
                    f"'{label(id)}' tells customers of a delay but not {listed(missing, last='or')}",
                    steps=(id,),
                    about="tells",
                )


def _untold(subject: Subject, disruption: Disruption) -> list[str]:
    recovery = disruption.recovered_by
    return _missing((disruption.tells, subject.procedure.steps[recovery].tells if recovery else Tells()))


def _missing(messages: tuple[Tells, ...]) -> list[str]:
    return [words for key, words in _WORDS.items() if not any(getattr(message, key) for message in messages)]


def _described(subject: Subject, step: str, disruption: Disruption, missing: list[str]) -> str:
    share = f"{of_visits(subject, step, disruption.share.value)}, " if disruption.share else ""
    return f"{disruption.what} ({share}missing: {listed(missing)})"
