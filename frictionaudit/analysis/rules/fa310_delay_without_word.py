"""What went wrong, why, and how long it takes."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule, percent
from frictionaudit.domain.procedure import Disruption, Tells

_WORDS = {"delay": "what has happened", "reason": "why", "time": "how long it takes"}


class DelayWithoutWord(Rule):
    """Something can go wrong or be late, and the customer is not told what has happened, why, and how long it takes.

    Judged is every entry of `disruptions`, by what it tells (`delay`, `reason`, `time`) and by what the step tells
    that puts it right; the findings of one step are one. Judged is also a step that tells of a delay: it has to give
    a reason and a time. What a plan does not mention is not known and not judged.

    Why it matters:
        A broken machine is forgiven, silence is not. Who knows what happened and for how long can decide whether to
        wait, and sits more easily.

    Wrong:
        steps:
          take-picture: {by: radiographer, disruptions: [{what: the machine has broken down}], next: done}

    Right:
        steps:
          take-picture:
            by: radiographer
            disruptions:
              - what: the machine has broken down
                tells: {delay: the machine stands still, reason: a part is worn, time: an engineer within two hours}
                options: [wait, come back tomorrow at eight]
                recovered_by: done
            next: done

    What to do:
        Write the sentence before it happens: what, why, how long, and what one may do meanwhile; let the nearest
        person say it.

    Leave it when:
        It is put right before any customer can notice.

    Sources:
        The idea of procedural care: if you cannot fix it, frame it (the broken X-ray machine).
    """

    level = "warning"
    element = "personal"
    care_point = "honest"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        for id, step in subject.procedure.steps.items():
            untold = [(disruption, _untold(subject, disruption)) for disruption in step.disruptions]
            places = [f"{_named(disruption)}: not told {_list(words)}" for disruption, words in untold if words]
            if places:
                yield Flag(
                    f"at '{label(id)}' something can go wrong without a word ({'; '.join(places)})",
                    steps=(id,),
                    about="disruptions",
                )
            words = _lacking((step.tells,)) if step.tells.delay else []
            if words:
                yield Flag(f"'{label(id)}' tells of a delay, and not {_list(words)}", steps=(id,), about="tells")


def _untold(subject: Subject, disruption: Disruption) -> list[str]:
    recovery = disruption.recovered_by
    return _lacking((disruption.tells, subject.procedure.steps[recovery].tells if recovery else Tells()))


def _lacking(told: tuple[Tells, ...]) -> list[str]:
    return [words for key, words in _WORDS.items() if not any(getattr(tells, key) for tells in told)]


def _named(disruption: Disruption) -> str:
    return f"{disruption.what}, {percent(disruption.share.value)}" if disruption.share else disruption.what


def _list(words: list[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
