"""How many people have to sign a document."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from frictionaudit.analysis.flow.main_paths import costliest_way
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import list_steps, unjustified_first
from frictionaudit.analysis.rule import Flag, Rule


class TooManySignatures(Rule):
    """One document, or one case, needs more than three of our signatures.

    The `signatures` of a step count for each document that the step `gives`. Steps that give no document are counted
    together, for the procedure. The rule looks for the path of one case that needs the most signatures, however rare
    that path is. It adds up parallel branches, compares branches that exclude each other, and counts a loop once. In
    the Philippines (`country: PH` in the calendar) the law sets this limit. It is an error there if all the signatures
    are certainly on one document.

    Why it matters:
        Each signature is another queue, and the fifth person to sign rarely reads the document. With many signatures,
        nobody feels responsible.

    Wrong:
        steps:
          sign-permit: {by: official, gives: permit, signatures: 5, next: hand-out}

    Right:
        steps:
          sign-permit: {by: official, gives: permit, signatures: 1, next: hand-out}

    What to do:
        Keep only the signature of the person who decides, and send the others a copy.

    Leave it when:
        A law names the officers who have to sign. Give that reason with `because`.

    Sources:
        Republic Act 11032 (Philippines, 2018), section 9(d): at most three signatures on any document; elsewhere three
        is our default.
    """

    level = "warning"
    stake = ("staff", "waiting")
    signatures: int = Field(default=3, ge=0, description="signatures allowed on one document or case")

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        needed: dict[str, dict[str, int]] = {}
        for id, step in procedure.steps.items():
            for document in step.gives or ("",):
                needed.setdefault(document, {})[id] = step.signatures
        for document, signatures_at in sorted(needed.items()):
            if sum(signatures_at.values()) <= self.signatures:  # saves time
                continue
            total, signing = costliest_way(subject.graph, signatures_at)
            if total <= self.signatures:
                continue
            steps = unjustified_first(subject, signing, self.code())
            on_one_document = bool(document) or any(signatures_at[step] > self.signatures for step in signing)
            name = procedure.documents[document].name or document if document in procedure.documents else document
            what = f"'{name}'" if document else "A case"
            yield Flag(
                f"{what} needs {total} signatures (limit {self.signatures}), at {list_steps(subject, steps)}",
                steps=steps,
                about=document,
                severity="error" if procedure.calendar.country == "PH" and on_one_document else None,
            )
