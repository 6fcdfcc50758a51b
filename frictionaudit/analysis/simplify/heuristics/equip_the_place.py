"""Give a place, a page or an app what people need there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from frictionaudit.analysis.flow.customer_places import FOR_EVERYONE, ONLINE, place_name, steps_at_places, unmet_needs
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import enumeration
from frictionaudit.domain.changes import PlaceAmended
from frictionaudit.domain.procedure import OFFER_WORDS, Channel
from frictionaudit.results.audit import Finding

_ADDED: Mapping[str, str] = {
    "FA705": "seat",
    "FA706": "signage",
    "FA707": "shelter",
    "FA708": "save and return",
    "FA709": "save and return",
}
"""What a place gets that a rule reports for everybody."""


class EquipThePlace(Heuristic):
    """Give a place what people need there: a seat, signs, a roof; a page that can be saved and used by all.

    Each place gets what the rules miss there: what a customer group needs, a seat or signs where everybody queues or
    searches, shelter for a queue in the open air. A page or an app gets `save and return`, and what people need who use
    a keyboard, a screen reader or a phone.

    Do not use it when people need not come there at all: offer them another channel first.
    """

    answers = (*_ADDED, "FA710")

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        places = subject.procedure.places
        added: dict[str, dict[str, None]] = {}
        for code in self.answers:
            for finding in open_findings(subject, measures, code):
                place = finding.about.partition(".")[0]
                added.setdefault(place, {}).update(dict.fromkeys(_missing(subject, code, finding)))
        for place, offers in sorted(added.items()):
            offered = places[place].offers or ()
            new = [offer for offer in offers if offer not in offered]
            named = enumeration(OFFER_WORDS.get(offer, offer) for offer in new)
            yield Idea(
                f"Give {place_name(subject, place)} what people need there: {named}",
                (PlaceAmended(id=place, attribute="offers", value=[*offered, *new]),),
                steps=steps_at_places(subject)[place],
                trade_off=f"{_cost(subject, steps_at_places(subject)[place])}, which the page does not state",
            )


def _cost(subject: Subject, steps: Iterable[str]) -> str:
    """What it takes: a page, an app or a phone line needs no space."""
    channels = {subject.procedure.steps[step].channel for step in steps}
    return "money" if channels <= {*ONLINE, Channel.PHONE, Channel.CHAT, Channel.EMAIL} else "money and space"


def _missing(subject: Subject, code: str, finding: Finding) -> tuple[str, ...]:
    """What a finding misses at its place."""
    place, _, group = finding.about.partition(".")
    if group:
        needs = (need for need in unmet_needs(subject) if (need.place, need.segment.name) == (place, group))
        return tuple(offer for need in needs for offer in need.missing)
    return FOR_EVERYONE if code == "FA710" else (_ADDED[code],)
