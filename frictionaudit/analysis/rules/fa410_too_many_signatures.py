"""How many people have to sign before a paper counts."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.main_paths import costliest_way
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import named, open_first
from frictionaudit.analysis.rule import Flag, Rule


class TooManySignatures(Rule):
    """More than three signatures of ours are needed on one document, or on the way of one case.

    `signatures` of a step count for each document that the step `gives`. Those of steps that give no document are
    counted together, for the procedure. What counts is the way with the most signatures that one case can go: ways
    that exclude each other are compared, parallel branches added up, and a loop counts once. How often a case goes
    that way makes no difference. Where the calendar is Philippine and it is certain that one document is meant, the
    law forbids it: an error.

    Why it matters:
        Each signature is a queue, and who signs fifth reads nothing. Many signatures share the blame and answer for
        nothing.

    Wrong:
        steps:
          sign-permit: {by: official, gives: permit, signatures: 5, next: hand-out}

    Right:
        steps:
          sign-permit: {by: official, gives: permit, signatures: 1, next: hand-out}

    What to do:
        Keep the signature of whoever decides; let the others see it afterwards.

    Leave it when:
        A law names the officers who have to sign: say so with `because`.

    Sources:
        Republic Act 11032 (Philippines, 2018), section 9(d): at most three signatures on any document; elsewhere
        three is our default.
    """

    level = "warning"
    signatures: int = 3

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        needed: dict[str, dict[str, int]] = {}
        for id, step in procedure.steps.items():
            for document in step.gives or ("",):
                needed.setdefault(document, {})[id] = step.signatures
        for document, signing in sorted(needed.items()):
            if sum(signing.values()) <= self.signatures:  # saves time
                continue
            total, steps = costliest_way(subject.graph, signing)
            if total <= self.signatures:
                continue
            ordered = open_first(subject, steps, self.code())
            on_one = bool(document) or any(signing[step] > self.signatures for step in steps)
            paper = procedure.documents[document].name or document if document in procedure.documents else document
            what = f"'{paper}' needs" if document else "a case needs"
            yield Flag(
                f"{what} {total} signatures, at {named(subject, ordered)}; {self.signatures} is the most",
                steps=ordered,
                about=document,
                severity="error" if procedure.calendar.country == "PH" and on_one else None,
            )
