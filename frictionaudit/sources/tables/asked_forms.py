"""Forms and their questions, named in the row of the step that fills them in."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from frictionaudit.domain.procedure import Field, Form
from frictionaudit.slugs import slug
from frictionaudit.sources.tables.handing_in import is_handing_in
from frictionaudit.sources.tables.headings import Role
from frictionaudit.sources.tables.steps import RowStep
from frictionaudit.sources.tables.wording import Ids, normal, numbered, says_nothing, split_outside, with_id

_PARTED = "\n;,"
_FLAGS = re.compile(r"\s*\((?P<flags>[^()]*)\)\s*$")
_SET = {
    "known": {"known": True},
    "prefilled": {"prefilled": True},
    "pre-filled": {"prefilled": True},
    "optional": {"required": False},
    "sensitive": {"sensitive": True},
}


@dataclass(frozen=True)
class AskedForms:
    """Forms by id, and the forms of each step."""

    forms: Mapping[str, Form] = field(default_factory=dict)
    of_step: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def asked_forms(steps: Sequence[RowStep], taken: Mapping[str, Form]) -> AskedForms:
    """The forms that the rows name. The same name is the same form; questions without a form make one of their own.

    A form that is only handed in counts where it was named before, for it is filled in once.
    """
    forms: dict[str, Form] = {}
    id_of: dict[str, str] = {}
    of_step: dict[str, tuple[str, ...]] = {}
    free, seen = Ids(*taken), set[int]()
    for step in steps:
        row = step.row
        if row.row in seen or not (row.own(Role.FORM) or row.own(Role.QUESTIONS)):
            continue
        seen.add(row.row)
        names = [name for name in split_outside(row.own(Role.FORM), _PARTED) if not says_nothing(name)]
        asked = questions(row.own(Role.QUESTIONS))
        if not names and asked:
            names = [f"Questions at '{step.step.name or step.id}'"]
        for name in names:
            id = id_of.get(normal(name))
            if id is not None and is_handing_in(step.step.name or ""):
                continue  # the form that was filled in before
            if id is None:
                printed, data = with_id(name)
                id = id_of[normal(name)] = free.new(data or slug(printed), "form")
                forms[id] = Form(name=None if printed == id else printed)
            if asked is not None and forms[id].fields is None and len(names) == 1:
                forms[id] = forms[id].model_copy(update={"fields": asked})
            of_step[step.id] = (*of_step.get(step.id, ()), id)
    return AskedForms(forms, of_step)


def questions(text: str) -> tuple[Field, ...] | None:
    """The questions of a cell: 'Name; What is broken? (optional)'. None where it says nothing, () for 'none'."""
    if not text.strip():
        return None
    if says_nothing(text):
        return ()
    asked: dict[str, Field] = {}
    for piece in split_outside(text, _PARTED):
        bare = numbered(piece)[1]
        flags: dict[str, bool] = {}
        while (match := _FLAGS.search(bare)) and all(word.strip() in _SET for word in match["flags"].split(",")):
            for word in match["flags"].split(","):
                flags |= _SET[word.strip()]
            bare = bare[: match.start()]
        label, data = with_id(bare)
        data = data or slug(label, 12)
        if data and data not in asked:
            asked[data] = Field.model_validate({"data": data, "label": None if label == data else label, **flags})
    return tuple(asked.values())
