"""A promise should come from somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.procedure import Promise


class PromiseWithoutBasis(Rule):
    """A time is promised, and nothing says why it is this long.

    A basis is what `basis` names: a limit of law or code, or a reason. A time under `within` that is measured, or
    assumed with its reason, has its basis there.

    Why it matters:
        A promise made up at a desk is kept by luck. Who does not know where it came from does not dare to shorten it,
        and cannot tell people why it takes so long.

    Wrong:
        promises: [{from: send-form, to: answer, within: 10 working days, published: website}]

    Right:
        promises:
          - {from: send-form, to: answer, within: 10 working days, published: website, basis: nine cases in ten of 2025}

    What to do:
        Look at how long real cases take, add a margin, and write down that this is where the promise comes from.

    Leave it when:
        Never: where it is custom, say so; that is a reason too.

    Sources:
        The idea of procedural care: promise what you can exceed. That a basis must be named: our default.
    """

    level = "warning"
    care_point = "honest"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        label = subject.procedure.label
        for promise in subject.procedure.promises:
            if not _founded(promise):
                yield Flag(
                    f"{promise.within} from '{label(promise.from_)}' to '{label(promise.to)}' are promised, and "
                    "nothing says why it is this long",
                    steps=(promise.from_, promise.to),
                    about=promise.key,
                    at=("promises", promise.key),
                )


def _founded(promise: Promise) -> bool:
    return bool((promise.basis or "").strip()) or promise.within.evidence.kind != "stated"
