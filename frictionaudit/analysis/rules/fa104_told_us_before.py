"""The left hand asks what the right hand was told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from frictionaudit.analysis.patterns.portfolio import AskedField, Digest
from frictionaudit.analysis.patterns.questions import listed, split_justified_items
from frictionaudit.analysis.rule import Flag, Rule, count
from frictionaudit.analysis.text.synonyms import meaning


class ToldUsBefore(Rule):
    """A form asks what a form of another procedure of the same organisation asks as well.

    Items are the same where they have the same name, or where the table of meanings says that they mean the same;
    wordings that only look alike are left to FA113. What is new in each case (a reason, a date, an order number) is
    left out, and so is what is shown filled in. Pages with the same `id` are one procedure, such as a page and its
    improved version, and are not compared. Each form is flagged once, with its questions: worth a look, and a
    warning where an answer is required that at least `often` procedures ask for, this one among them.

    Why it matters:
        To people it is one organisation. Who moves house tells it the same address as often as it has forms.

    Wrong:
        organisation: San Roque
        forms:
          dog-licence:
            fields: [{data: home-address}]     # and the residence registration of San Roque asks for it too

    Right:
        organisation: San Roque
        forms:
          dog-licence:
            fields: [{data: home-address, known: true, prefilled: true}]

    What to do:
        Keep it once, with the customer's consent where the law wants it, and show it filled in everywhere else.

    Leave it when:
        The procedures serve different people, or a law forbids to pass it on: say so with `because` on the field.

    Sources:
        Once-only principle: Regulation (EU) 2018/1724, Art. 14 (not read first-hand). From how many procedures on it
        is a warning is our default.
    """

    level = "warning"

    often: int = 3

    def across(self, digests: Sequence[Digest]) -> Iterator[tuple[Digest, Flag]]:
        places = _places(digests)
        by_number = {one.number: one for one in digests}
        for one in digests:
            forms: dict[str, list[AskedField]] = {}
            for asked in one.asked:
                if not asked.prefilled and len(_asking(one, asked, places)) > 1:
                    forms.setdefault(asked.form, []).append(asked)
            for found in forms.values():
                for group, about in split_justified_items(found, self.code()):
                    yield one, self._flag(one, group, about, places, by_number)

    def _flag(
        self,
        one: Digest,
        group: Sequence[AskedField],
        about: str,
        places: Mapping[tuple[str, ...], Mapping[str, int]],
        by_number: Mapping[int, Digest],
    ) -> Flag:
        widest = max(group, key=lambda asked: len(_asking(one, asked, places)))
        asking = _asking(one, widest, places)
        titles = [by_number[asking[id]].title for id in islice(asking, _SHOWN + 1) if id != one.id][:_SHOWN]
        more = len(asking) - 1 - len(titles)
        by = f"{count(len(asking) - 1, 'other procedure')} of the same organisation: {listed(titles)}" + (
            f" and {more} more" if more else ""
        )
        names = listed(asked.label or asked.item for asked in group)
        only = len(group) == 1
        return Flag(
            f"{names} on '{group[0].form}' is asked as well by {by}"
            if only
            else f"{names} on '{group[0].form}' are asked elsewhere as well, '{widest.label or widest.item}' by {by}",
            steps=(group[0].step,),
            about=about,
            at=group[0].path if only else group[0].path[:2],
            severity="warning"
            if any(asked.required and len(_asking(one, asked, places)) >= self.often for asked in group)
            else "info",
        )


_SHOWN = 3


def _asking(one: Digest, asked: AskedField, places: Mapping[tuple[str, ...], Mapping[str, int]]) -> Mapping[str, int]:
    """The procedures of the same organisation that ask for an item, this one among them; none for one of the case."""
    return places.get((one.organisation, *_key(asked)), {})


def _key(asked: AskedField) -> tuple[str, ...]:
    """By what an item is known across procedures; nothing where its answer is new in each case."""
    sense = meaning(asked.item, asked.label)
    if sense.of_the_case:
        return ()
    return ("means", sense.item) if sense.item else ("named", asked.item)


def _places(digests: Sequence[Digest]) -> dict[tuple[str, ...], dict[str, int]]:
    """For each organisation and item the ids of the procedures that ask for it, each with its first place."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for one in digests:
        for asked in one.asked:
            if key := _key(asked):
                found.setdefault((one.organisation, *key), {}).setdefault(one.id, one.number)
    return found
