"""Steps named as one says them to the reader of a page: 'Submits the form' becomes 'Submit the form'."""

from __future__ import annotations

import re
from collections.abc import Mapping

from frictionaudit.domain.procedure import Procedure, Side, Step, StepKind
from frictionaudit.domain.values import FrozenDict

_VERBS_ONLY = (
    "accept accompany admit advise agree apply appraise approve arrange ask assess assist attach attend block "
    "borrow bring browse buy certify choose classify collect come compile complete compute confirm consolidate "
    "consult countersign decide declare deliver discuss dispatch distribute do encode endorse enter establish "
    "evaluate examine explain fetch fill find finish fix follow get give go greet hand have hear help inform "
    "inspect instruct investigate invite keep learn leave listen look mail make meet mend monitor notarise "
    "notarize notify obtain open pay photocopy prepare prescribe produce provide receive recommend refer refuse "
    "register reject remind repair reply revisit ring select send settle stay submit take talk telephone tell try "
    "undergo upload validate verify wait wear write"
)
"""What people and offices do in the tables that they publish."""
_ALSO_NOUNS = (
    "act answer approach bill book brief call check claim contact copy deposit draft file forward guide initial "
    "interview issue log note notice offer order pack phone pick place plan post present print process queue read "
    "record release report request return review route scan schedule seal search show sign sort stamp start state "
    "turn update visit watch"
)
"""The same, where the third person can be the plural of a noun, as in 'Brings the form and copies of the deed'."""
_PARTS = re.compile(r"(\s*[;,/]\s*(?:(?:and|or|then)\s+)?|\s+(?:and then|and|or|then)\s+)")
_NO_OBJECT = re.compile(r"(?:$|(?:of|for|from|with|in|on|at|to|by|as|is|are)\b)")
_SAYS_THAT = re.compile(r"(?:is|are|was|were|has|have|of)\b")
_OF_THE_CUSTOMER = (
    (re.compile(r"\b(?:himself/herself|him/herself|himself|herself|oneself)\b"), "yourself"),
    (re.compile(r"\bhis/her\b|\bhis or her\b"), "your"),
)


def _third_person(verb: str) -> str:
    if re.search(r"[^aeiou]y$", verb):
        return f"{verb[:-1]}ies"
    return f"{verb}es" if re.search(r"(?:s|x|z|ch|sh|o)$", verb) else f"{verb}s"


_NOUNS = frozenset(map(_third_person, _ALSO_NOUNS.split()))
_VERBS: Mapping[str, str] = {
    "has": "have",
    **{_third_person(verb): verb for words in (_VERBS_ONLY, _ALSO_NOUNS) for verb in words.split()},
}
"""Plain form of each verb by its third person."""


def addressed(procedure: Procedure) -> Procedure:
    """The procedure with the steps of its customer and of its own staff named in the plain form of their verbs.

    Tables and lines say who does what ('Customer: rings the line'); a page says 'you' and 'we'. Only English names
    that begin with a verb of the list are changed, and none that the page translates. All tasks begin with a capital.
    """
    translated = {text for texts in procedure.translations.values() for text in texts}
    steps = {
        id: step if step.name in translated else _told(procedure, id, step) for id, step in procedure.steps.items()
    }
    return procedure.model_copy(update={"steps": FrozenDict(steps)})


def _told(procedure: Procedure, id: str, step: Step) -> Step:
    if step.kind is not StepKind.TASK or not step.name:
        return step
    side = procedure.side(id)
    third = side is None or side is Side.THIRD
    name = step.name if third else plain_form(step.name, side is Side.CUSTOMER)
    name = name[0].upper() + name[1:]
    return step if name == step.name else step.model_copy(update={"name": name})


def plain_form(name: str, of_the_customer: bool = True) -> str:
    """A name with its verbs in the plain form; as it is where it does not begin with a verb in the third person."""
    pieces = _PARTS.split(name)
    word, rest = _word_and_rest(pieces[0])
    if word.lower() not in _VERBS or _SAYS_THAT.match(rest):
        return name
    told = "".join(_changed(piece) if n == 0 or _is_verb(pieces, n) else piece for n, piece in enumerate(pieces))
    for pattern, yours in _OF_THE_CUSTOMER if of_the_customer else ():
        told = pattern.sub(yours, told)
    return told


def _word_and_rest(piece: str) -> tuple[str, str]:
    word, _, rest = piece.partition(" ")
    return word, rest


def _changed(piece: str) -> str:
    word, rest = _word_and_rest(piece)
    plain = _VERBS[word.lower()]
    return " ".join(filter(None, (plain.capitalize() if word[:1].isupper() else plain, rest)))


def _is_verb(pieces: list[str], n: int) -> bool:
    """Whether a later part of a name begins with a verb.

    A word that is also a noun is a verb where a sentence begins, after another verb alone, and before its object.
    """
    word, rest = _word_and_rest(pieces[n])
    if word.lower() not in _VERBS:
        return False
    if word.lower() not in _NOUNS or ";" in pieces[n - 1] or pieces[n - 2].lower() in _VERBS:
        return True
    return not _NO_OBJECT.match(rest)
