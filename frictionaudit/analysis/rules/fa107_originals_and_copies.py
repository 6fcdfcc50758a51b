"""Originals, certified copies and notarised documents cost people a journey."""

from __future__ import annotations

import re
from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.measures.counts import asked_documents
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.listing import listed, quoted

_EITHER = re.compile(
    r"\([^()]*\boriginal\b[^()]*\b(?:or|oder)\b|\([^()]*\b(?:or|oder)\b[^()]*\boriginal\b", re.IGNORECASE
)
_PROOF = {"original": "as an original", "certified": "as a certified copy", "notarised": "with a notary's stamp"}


class OriginalsAndCopies(Rule):
    """A document is required as an original, as a certified copy or with a notary's stamp.

    Each document has one finding, with all the steps that ask for it.

    Why it matters:
        A certified copy takes a journey, a queue and a fee; a plain copy takes a minute. An original can get lost.

    Wrong:
        documents:
          land-title: {issued_by: authority, proof: certified}

    Right:
        documents:
          land-title: {issued_by: authority, proof: copy}     # you see the original only if there is doubt

    What to do:
        Accept a plain copy or a photo, and check the few doubtful cases with the issuer.

    Leave it when:
        A law requires this form, or forgery is a real danger. Name the law or the danger in `because`.

    Sources:
        eRegulations (UNCTAD): what procedures ask for, and in which form. Flagging every such document is our default.
    """

    level = "warning"
    stake = ("filling in",)
    care_point = "no-exploitation"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        asked_at: dict[str, list[str]] = {}
        for step, id, _ in asked_documents(subject):
            asked_at.setdefault(id, []).append(step)
        order = {step: n for n, step in enumerate(subject.procedure.in_reading_order())}
        for id, places in sorted(asked_at.items()):
            steps = sorted(places, key=lambda step: order[step])
            document = subject.procedure.documents[id]
            if document.proof in _PROOF:
                name, one = document.name or id, len(steps) == 1
                asks, requires = ("asks", "requires") if one else ("ask", "require")
                required = f"{requires} '{name}' {_PROOF[document.proof]}"
                if _EITHER.search(name):  # one form alone is not required
                    required = f"{asks} for '{name}', and a plain copy does not do"
                yield Flag(
                    f"{listed(quoted(map(subject.procedure.label, steps)))} {required}",
                    steps=tuple(steps),
                    about=id,
                    at=("documents", id),
                )
