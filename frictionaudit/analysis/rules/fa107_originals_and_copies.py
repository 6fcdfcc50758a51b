"""Proof that costs a journey to a registry, a notary or the attic."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.rule import Flag, Rule

_PROOF = {"original": "in the original", "certified": "as a certified copy", "notarised": "with a notary's stamp"}


class OriginalsAndCopies(Rule):
    """A document is asked for in the original, as a certified copy or with a notary's stamp.

    Each document is flagged once, with all the steps that ask for it.

    Why it matters:
        A plain copy takes a minute, a certified one a journey, a queue and a fee; and an original that is handed
        over can be lost.

    Wrong:
        documents:
          land-title: {issued_by: authority, proof: certified}

    Right:
        documents:
          land-title: {issued_by: authority, proof: copy}     # the original is looked at where there is doubt

    What to do:
        Accept a plain copy or a photo, and check the few cases in doubt at the source.

    Leave it when:
        A law demands the form, or forgery is a real danger: say so with `because`, and name the basis.

    Sources:
        eRegulations (UNCTAD): what procedures ask for, and in which form. That any of them is flagged is our default.
    """

    level = "warning"
    care_point = "no-exploitation"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        places: dict[str, list[str]] = {}
        for step, id, _ in asked_documents(subject):
            places.setdefault(id, []).append(step)
        order = {step: n for n, step in enumerate(subject.procedure.in_reading_order())}
        for id, found in sorted(places.items()):
            steps = sorted(found, key=lambda step: order[step])
            document = subject.procedure.documents[id]
            if document.proof in _PROOF:
                where = " and ".join(f"'{subject.procedure.label(step)}'" for step in steps)
                yield Flag(
                    f"'{document.name or id}' has to be shown {_PROOF[document.proof]}, at {where}",
                    steps=tuple(steps),
                    about=id,
                    at=("documents", id),
                )
