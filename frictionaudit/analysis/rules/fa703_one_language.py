"""Guests of another background have to understand us, too."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.rule import Flag, Rule
from frictionaudit.analysis.text.languages import OTHER, is_language, spoken_of


class OneLanguage(Rule):
    """A group of customers needs a language or format in which the procedure cannot be gone through.

    Compared are the `needs` of each group with the `languages` of the procedure; what is needed beside languages and
    formats, such as a seat or a person, is not judged here. A need for `their language` or an interpreter is met by
    any second language. Where the page does not say in which languages it can be gone through, that is one finding
    for all groups, worth a look.

    Why it matters:
        Who cannot read the letter misses the date in it, or brings a child along to translate. They pay for what they
        have not understood.

    Wrong:
        languages: [English]
        groups:
          newcomers: {share: 0.1, needs: [Polish, large print]}

    Right:
        languages: [English, Polish, large print]
        groups:
          newcomers: {share: 0.1, needs: [Polish, large print]}

    What to do:
        Translate the two or three pages on which something depends, and name a person who speaks the language.

    Leave it when:
        The group is reached in another way, such as by an organisation that goes along with them: say so with
        `because` on the procedure.

    Sources:
        NSW Government sludge audit guide (languages and formats); the idea of procedural care: guests of another
        background.
    """

    level = "warning"
    element = "personal"

    def check(self, subject: Subject, measures: Measures) -> Iterator[Flag]:
        procedure = subject.procedure
        offered = frozenset(word for words in procedure.languages for word in spoken_of(words))
        several = sum(map(is_language, offered)) > 1
        lacking: dict[str, list[str]] = {}
        for id, group in sorted(procedure.groups.items()):
            missing = [
                need
                for need in group.needs
                if (wanted := spoken_of(need)) and not wanted <= (offered | {OTHER} if several else offered)
            ]
            if missing:
                lacking[id] = missing
        if lacking and not procedure.languages:
            needs = ", ".join(dict.fromkeys(need for missing in lacking.values() for need in missing))
            yield Flag(
                f"the page does not say in which languages and formats it can be gone through; some need: {needs}",
                about="languages",
                severity="info",
            )
            return
        for id, missing in lacking.items():
            yield Flag(
                f"'{procedure.groups[id].name or id}' need {', '.join(missing)}, and it can be gone through in "
                f"{', '.join(procedure.languages)} only",
                about=id,
                at=("groups", id),
            )
