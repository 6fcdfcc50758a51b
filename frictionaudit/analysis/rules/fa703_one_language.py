"""Customers from other backgrounds need to understand us too."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.languages import OTHER, is_language, spoken_of
from frictionaudit.domain.quantities.listing import listed


class OneLanguage(Rule):
    """A group of customers needs a language or format that the procedure does not offer.

    The rule compares the `needs` of each group with the `languages` of the procedure. Other needs, such as a seat or a
    person, are left out. Any second language meets a need for `their language` or an interpreter. If the page does not
    state its languages, that is one finding for all groups, worth a look.

    Why it matters:
        People who cannot read a letter miss its deadline, or bring a child to translate. They lose money over things
        they did not understand.

    Wrong:
        languages: [English]
        groups:
          newcomers: {share: 0.1, needs: [Polish, large print]}

    Right:
        languages: [English, Polish, large print]
        groups:
          newcomers: {share: 0.1, needs: [Polish, large print]}

    What to do:
        Translate the two or three pages that matter most, and name a person who speaks the language.

    Leave it when:
        The group is reached in another way, such as by an organisation that supports them. Give that reason with
        `because` on the procedure.

    Sources:
        NSW Government sludge audit guide (languages and formats); the idea of procedural care: guests of another
        background.
    """

    level = "warning"
    stake = ("finding out",)
    element = "personal"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        offered = frozenset(word for words in procedure.languages for word in spoken_of(words))
        several = sum(map(is_language, offered)) > 1
        unmet: dict[str, list[str]] = {}
        for id, group in sorted(procedure.groups.items()):
            missing = [
                need
                for need in group.needs
                if (wanted := spoken_of(need)) and not wanted <= (offered | {OTHER} if several else offered)
            ]
            if missing:
                unmet[id] = missing
        if unmet and not procedure.languages:
            needs = listed(dict.fromkeys(need for missing in unmet.values() for need in missing))
            yield Flag(
                f"The page does not state its languages and formats, and some customers need {needs}",
                about="languages",
                severity="info",
            )
            return
        for id, missing in unmet.items():
            yield Flag(
                f"'{procedure.groups[id].name or id}' need {listed(missing)}, which the procedure does not "
                f"offer; it offers {listed(procedure.languages)}",
                about=id,
                at=("groups", id),
            )
