"""One organisation should not ask the same thing in every procedure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import Field

from frictionaudit.analysis.patterns.portfolio import AskedField, Digest
from frictionaudit.analysis.patterns.question_names import asks_for, printed
from frictionaudit.analysis.patterns.questions import split_justified_items
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.synonyms import meaning
from frictionaudit.domain.quantities.listing import listed, quoted

_Procedures = Mapping[str, int]
"""Ids of the procedures that ask for one item, each with the number of its digest."""


class ToldUsBefore(Rule):
    """A form asks what a form of another procedure of the same organisation also asks.

    Two items are the same if they have the same name, or if the table of synonyms says that they mean the same. FA113
    covers labels that only look alike. Items that are new in each case (a reason, a date, an order number) are ignored,
    and so are pre-filled fields. Pages with the same `id`, such as a page and its improved version, count as one
    procedure. Each form has one finding for all its questions. It is a warning if a required answer is asked for by at
    least `often` procedures, counting this one; otherwise it is information.

    Why it matters:
        To people it is one organisation. People who move house give it the same address as often as it has forms.

    Wrong:
        organisation: San Roque
        forms:
          dog-licence:
            fields: [{data: home-address}]     # San Roque's residence registration asks for it too

    Right:
        organisation: San Roque
        forms:
          dog-licence:
            fields: [{data: home-address, known: true, prefilled: true}]

    What to do:
        Keep the answer once, and pre-fill it in every other form. Ask for consent where the law requires it.

    Leave it when:
        The procedures serve different people, or a law forbids sharing the data. Give the reason in `because` on the
        field.

    Sources:
        Once-only principle: Regulation (EU) 2018/1724, Art. 14 (source not checked first-hand). The number of
        procedures is our default.
    """

    level = "warning"
    stake = ("customer",)
    care_point = "asks-once"

    often: int = Field(default=3, description="procedures that ask for the same required answer before it is a warning")

    def across(self, digests: Sequence[Digest]) -> Iterator[tuple[Digest, Flag]]:
        askers = _askers(digests)
        by_number = {digest.number: digest for digest in digests}
        for digest in digests:
            repeated: dict[str, list[AskedField]] = {}
            for asked in digest.asked:
                if not asked.prefilled and len(_procedures(digest, asked, askers)) > 1:
                    repeated.setdefault(asked.form, []).append(asked)
            for questions in repeated.values():
                for group, about in split_justified_items(questions, self.code()):
                    yield digest, self._flag(digest, group, about, askers, by_number)

    def _flag(
        self,
        digest: Digest,
        group: Sequence[AskedField],
        about: str,
        askers: Mapping[tuple[str, ...], _Procedures],
        by_number: Mapping[int, Digest],
    ) -> Flag:
        widest = max(group, key=lambda asked: len(_procedures(digest, asked, askers)))
        procedures = _procedures(digest, widest, askers)
        titles = listed(quoted(by_number[number].title for id, number in procedures.items() if id != digest.id))
        form = f"'{group[0].form_name}'"
        if len(group) == 1:
            others = len(procedures) - 1
            who = "does another procedure" if others == 1 else f"do {others} other procedures"
            message = f"{form} {asks_for(widest.item, widest.label)}, as {who} of this organisation: {titles}"
        else:
            names = listed(quoted(printed(asked.item, asked.label) for asked in group))
            message = (
                f"{form} repeats {len(group)} questions of other procedures of this organisation: {names}; "
                f"'{printed(widest.item, widest.label)}' is also in {titles}"
            )
        often = any(asked.required and len(_procedures(digest, asked, askers)) >= self.often for asked in group)
        return Flag(
            message,
            steps=(group[0].step,),
            about=about,
            at=group[0].path if len(group) == 1 else group[0].path[:2],
            severity="warning" if often else "info",
        )


def _procedures(digest: Digest, asked: AskedField, askers: Mapping[tuple[str, ...], _Procedures]) -> _Procedures:
    """The procedures of the organisation that ask for an item, this one included; none if it is new in each case."""
    return askers.get((digest.organisation, *_key(asked)), {})


def _key(asked: AskedField) -> tuple[str, ...]:
    """What identifies an item across procedures; empty if its answer is new in each case."""
    sense = meaning(asked.item, asked.label)
    if sense.of_the_case:
        return ()
    return ("means", sense.item) if sense.item else ("named", asked.item)


def _askers(digests: Sequence[Digest]) -> dict[tuple[str, ...], dict[str, int]]:
    """For each organisation and item, the ids of the procedures that ask for it, with their first digest's number."""
    askers: dict[tuple[str, ...], dict[str, int]] = {}
    for digest in digests:
        for asked in digest.asked:
            if key := _key(asked):
                askers.setdefault((digest.organisation, *key), {}).setdefault(digest.id, digest.number)
    return askers
