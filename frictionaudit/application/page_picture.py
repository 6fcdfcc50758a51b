"""The picture of a published page: the customer's view in the page's language, whose boxes lead to their text."""

from __future__ import annotations

from dataclasses import dataclass

from frictionaudit.analysis.customer.turns import turn
from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.application.audit import subjects
from frictionaudit.application.drawings.customer import customer
from frictionaudit.application.drawings.customer_wording import Facts, customer_name
from frictionaudit.application.drawings.facts import efforts
from frictionaudit.application.drawings.folding import Folded
from frictionaudit.application.drawings.place import place
from frictionaudit.domain.procedure import Bearer, Procedure
from frictionaudit.exports.drawings import svg
from frictionaudit.exports.drawings.titles import Captions
from frictionaudit.exports.pages import phrases
from frictionaudit.exports.pages.view import View
from frictionaudit.results.drawing import Box, Drawing

_HOUR = 60.0
_TOLD = 3
"""Kinds of news that a box names."""


def picture(procedure: Procedure, view: View) -> str:
    """The picture as SVG. Its words are those of the page; times are rounded as on the page."""
    (subject,) = subjects([procedure])
    drawing = place(customer(subject, PageWording(view)), True, "page", 0)
    said = view.words.gettext
    captions = Captions(
        title=view.plain(procedure.title),
        description=said(phrases.PICTURE),
        steps=said("Step by step"),
    )
    return svg.inline(
        _spoken(drawing, view), "drawing", links={id: f"#s-{id}" for id in procedure.steps}, captions=captions
    )


def _spoken(drawing: Drawing, view: View) -> Drawing:
    """The drawing with each box read aloud as it stands; the list beside it says what follows on what."""

    def words(box: Box) -> str:
        unnamed = phrases.WITHOUT_NAME.get(box.shape, phrases.DECISION)
        return ". ".join((box.name or view.words.gettext(unnamed), *box.facts))

    boxes = tuple(box.model_copy(update={"words": words(box)}) for box in drawing.boxes)
    lines = tuple(line.model_copy(update={"words": line.text}) for line in drawing.lines)
    return drawing.model_copy(update={"boxes": boxes, "lines": lines})


@dataclass(frozen=True)
class PageWording:
    """The customer's view in the words of a page."""

    view: View

    def lanes(self, procedure: Procedure) -> tuple[str, str]:
        say, name = self.view.words.gettext, customer_name(procedure)
        ours = self.view.plain(procedure.organisation) if procedure.organisation else say("We")
        return self.view.plain(name) if name else say("You"), ours

    def party(self, procedure: Procedure, id: str) -> str:
        return self.view.plain(procedure.parties[id].name or id)

    def name(self, subject: Subject, id: str) -> str:
        said = turn(subject.procedure, id).name
        return self.view.plain(said) if said else ""

    def task(self, procedure: Procedure, id: str) -> Facts:
        view, here = self.view, turn(procedure, id)
        minutes = efforts(procedure, id).get(Bearer.CUSTOMER, 0.0)
        own = view.amounts.duration(here.own_time) if here.own_time else view.amounts.effort(minutes)
        first = [own] if minutes else []
        first += [view.words.gettext(phrases.CHANNELS[here.channels[0]])] if here.channels else []
        fees = [view.amounts.money(fee.amount) for fee in here.fees or () if fee.amount is not None]
        costs = [f"{view.words.gettext('Cost:')} {' + '.join(fees)}"] if fees else []
        return (*([" · ".join(first)] if first else []), *costs), ()

    def message(self, procedure: Procedure, id: str) -> Facts:
        view, here = self.view, turn(procedure, id)
        told = [view.words.gettext(phrases.TOLD[said.what]) for said in here.tells]
        news = [", ".join(told[:_TOLD]) + (" …" if len(told) > _TOLD else "")] if told else []
        papers = [f"{view.words.gettext('You get:')} {view.plain(paper)}" for paper in here.gives]
        return (*news, *papers), ()

    def onward(self, flow: Folded) -> str:
        view = self.view
        share = view.amounts.per_cent(flow.share) if flow.share is not None and flow.share < 0.9995 else ""
        condition = ", ".join(condition.text(view.plain) for condition in flow.conditions)
        return " · ".join(filter(None, (condition, share, self._wait(flow))))

    def _wait(self, flow: Folded) -> str:
        amounts, say = self.view.amounts, self.view.words.gettext
        low, high = (amounts.elapsed(minutes) for minutes in flow.minutes)
        if flow.unknown:
            short = flow.minutes[0] < _HOUR
            return say(phrases.WAIT_UNKNOWN) if short else say(phrases.WAIT_AT_LEAST) % {"time": low}
        if flow.minutes[1] < _HOUR:
            return ""
        return say(phrases.WAIT) % {"time": low if low == high else amounts.between(low, high)}
