"""One organisation should not ask the same thing in every procedure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pydantic import Field

from frictionaudit.analysis.patterns.portfolio import AskedDocument, AskedField, Digest
from frictionaudit.analysis.patterns.question_names import asks_for, printed
from frictionaudit.analysis.patterns.questions import split_justified_items
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.domain.quantities.listing import listed, quoted
from frictionaudit.results.audit import Severity


class ToldUsBefore(Rule):
    """A form asks what another procedure of the same organisation also asks, or both want the same document.

    Two items are the same if they have the same name, or if the table of synonyms says that they mean the same. FA113
    covers labels that only look alike. Items that are new in each case (a reason, a date, an order number) are ignored,
    and so are pre-filled fields. Two documents are the same if they have the same id and an authority or a third party
    issues them; FA102 covers your own. Pages with the same `id`, such as a page and its improved version, count as one
    procedure. Each form and each document has one finding. It is a warning
    if at least `often` procedures, counting this one, ask for the document or for a required answer. Otherwise it is
    information.

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

    often: int = Field(
        default=3, ge=0, description="procedures that ask for the same required answer before it is a warning"
    )

    def across(self, digests: Sequence[Digest]) -> Iterator[tuple[Digest, Flag]]:
        portfolio = _Portfolio(digests)
        for digest in digests:
            repeated: dict[str, list[AskedField]] = {}
            for asked in digest.asked:
                if not asked.prefilled and portfolio.others(digest, asked):
                    repeated.setdefault(asked.form, []).append(asked)
            for questions in repeated.values():
                for group, about in split_justified_items(questions, self.code()):
                    yield digest, self._questions(portfolio, digest, group, about)
            for document in digest.documents:
                if others := portfolio.others(digest, document):
                    yield digest, self._document(document, others)

    def _questions(self, portfolio: _Portfolio, digest: Digest, group: Sequence[AskedField], about: str) -> Flag:
        askers = {asked.item: portfolio.others(digest, asked) for asked in group}
        widest = max(group, key=lambda asked: len(askers[asked.item]))
        titles = listed(quoted(other.title for other in askers[widest.item]))
        form = f"'{group[0].form_name}'"
        if len(group) == 1:
            too = f"as {_do(askers[widest.item])} of this organisation: {titles}"
            message = f"{form} {asks_for(widest.item, widest.label, as_printed=False)}, {too}"
        else:
            names = listed(quoted(printed(asked.item, asked.label) for asked in group))
            message = (
                f"{form} repeats {len(group)} questions of other procedures of this organisation: {names}; "
                f"'{printed(widest.item, widest.label)}' is also in {titles}"
            )
        return Flag(
            message,
            steps=(group[0].step,),
            about=about,
            at=group[0].path if len(group) == 1 else group[0].path[:2],
            severity=self._severity(*(len(askers[asked.item]) for asked in group if asked.required)),
        )

    def _document(self, document: AskedDocument, others: Sequence[Digest]) -> Flag:
        titles = listed(quoted(other.title for other in others))
        procedures = "another procedure" if len(others) == 1 else f"{len(others)} other procedures"
        ask = "asks" if len(others) == 1 else "ask"
        return Flag(
            f"people must hand over '{document.name}', which {procedures} of this organisation {ask} for too: {titles}",
            steps=(document.step,),
            about=document.id,
            at=document.path,
            severity=self._severity(len(others)),
        )

    def _severity(self, *others: int) -> Severity:
        """A warning if one of the things is asked for by `often` procedures, this one included."""
        return "warning" if any(number + 1 >= self.often for number in others) else "info"


def _do(others: Sequence[Digest]) -> str:
    return "does another procedure" if len(others) == 1 else f"do {len(others)} other procedures"


class _Portfolio:
    """For each organisation and thing, the procedures that ask for it; pages with one id count once."""

    def __init__(self, digests: Sequence[Digest]) -> None:
        self._askers: dict[tuple[str, ...], dict[str, Digest]] = {}
        for digest in digests:
            for asked in digest.things:
                if asked.key:
                    self._askers.setdefault((digest.organisation, *asked.key), {}).setdefault(digest.id, digest)

    def others(self, digest: Digest, asked: AskedField | AskedDocument) -> list[Digest]:
        """The other procedures of the organisation that ask for a thing; none if it is new in each case."""
        askers = self._askers.get((digest.organisation, *asked.key), {})
        return [other for id, other in askers.items() if id != digest.id]
