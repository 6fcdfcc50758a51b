"""Short texts to send: received, delayed, gone wrong, refused, and a card with names and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from textwrap import wrap

from frictionaudit.domain.quantities.listing import sentence
from frictionaudit.exports.pages.page import template
from frictionaudit.exports.pages.phrases import N_
from frictionaudit.exports.pages.view import View
from frictionaudit.exports.wording import sanitize
from frictionaudit.results.customer_page import Redress, Told, Trouble

BLANK = "________"
"""What people fill in for each case."""
_WIDTH = 78


@dataclass(frozen=True)
class Notice:
    """One text: its title, and lines of a label with what is said; `missing` names what the procedure does not say."""

    title: str
    lines: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()


def notices(view: View) -> tuple[Notice, ...]:
    """All texts of a page, in one language."""
    made = [_received(view), _delayed(view)]
    made += [_gone_wrong(view, trouble) for trouble in view.page.troubles]
    made += [_refused(view, ending) for ending in view.page.redress]
    made.append(_card(view))
    return tuple(made)


def text(view: View) -> bytes:
    """All texts as plain text."""
    return "\n".join("\n".join(_plain(notice)) + "\n" for notice in notices(view)).encode()


def html(view: View) -> bytes:
    """All texts as one page."""
    made = [(notice.title, notice.lines) for notice in notices(view)]
    heading = view.words.gettext("Notices: %(title)s") % {"title": view.plain(view.page.title)}
    return template("pages/notices.html", view.words)(
        {"notices": made, "heading": heading, "words": view.words}
    ).encode()


def _plain(notice: Notice) -> Iterator[str]:
    yield notice.title
    yield "=" * len(notice.title)
    for label, said in notice.lines:
        yield from wrap(f"{label} {said}", _WIDTH, subsequent_indent="  ", break_on_hyphens=False)


class _Lines:
    """Collects lines; what is missing is noted, and left out of the text."""

    def __init__(self, view: View) -> None:
        self.view, self._lines, self._missing = view, list[tuple[str, str]](), list[str]()

    def add(self, label: str, said: str | None, missing: str = "") -> None:
        """A line, if something is said; `missing` is its name for the owner."""
        if said:
            self._lines.append((self.view.words.gettext(label), sentence(sanitize.text(said))))
        elif missing:
            self._missing.append(missing)

    def notice(self, title: str) -> Notice:
        """What was collected."""
        return Notice(title, tuple(self._lines), tuple(self._missing))


def _received(view: View) -> Notice:
    page, lines = view.page, _Lines(view)
    lines.add(N_("About:"), view.plain(page.title))
    lines.add(N_("Your reference:"), BLANK if page.reference else None, "reference")
    following = next((turn.name for turn in page.after if turn.actor == "we"), None)
    lines.add(N_("What we do next:"), view.plain(following) if following else None, "next")
    lines.add(N_("By when:"), _promise(view), "time")
    lines.add(N_("If you hear nothing:"), _own(view, page.guidance.if_silent), "guidance.if_silent")
    lines.add(N_("To see where it stands:"), _own(view, page.guidance.status), "guidance.status")
    lines.add(N_("Ask:"), _contact(view), "contact")
    return lines.notice(view.words.gettext("We have received your case"))


def _delayed(view: View) -> Notice:
    page, lines = view.page, _Lines(view)
    waiting = [turn for turn in page.turns if turn.options and any(wait.turn != "you" for wait in turn.waits)]
    options = tuple(dict.fromkeys(option for turn in waiting for option in turn.options))
    lines.add(N_("About:"), view.plain(page.title))
    lines.add(N_("What happened:"), BLANK)
    lines.add(N_("Why:"), BLANK)
    lines.add(N_("New date:"), BLANK)
    lines.add(N_("We promised:"), _promise(view), "time")
    lines.add(N_("What this means for you:"), _own(view, page.guidance.if_late), "guidance.if_late")
    lines.add(N_("What you may choose:"), _list(view, options), "options")
    lines.add(N_("Ask:"), _contact(view), "contact")
    return lines.notice(view.words.gettext("Your case takes longer"))


def _gone_wrong(view: View, trouble: Trouble) -> Notice:
    lines, said = _Lines(view), _texts(view, trouble.tells)
    takes = view.amounts.duration(trouble.takes) if trouble.takes else None
    lines.add(N_("What happened:"), view.plain(trouble.what))
    lines.add(N_("Why:"), said("reason"), "reason")
    lines.add(N_("How long:"), said("time") or takes, "time")
    lines.add(N_("What we do:"), view.plain(trouble.recovered_by) if trouble.recovered_by else None, "recovered_by")
    lines.add(N_("What happens next:"), said("next"), "next")
    lines.add(N_("If it takes longer:"), said("delay"))
    lines.add(N_("What you may choose:"), _list(view, trouble.options), "options")
    lines.add(N_("Ask:"), said("contact") or _contact(view), "contact")
    return lines.notice(sentence(view.plain(trouble.what)))


def _refused(view: View, ending: Redress) -> Notice:
    lines, said = _Lines(view), _texts(view, ending.tells)
    lines.add(N_("About:"), view.plain(view.page.title))
    lines.add(N_("Why:"), said("reason"), "reason")
    lines.add(N_("What you may choose:"), _list(view, ending.options), "options")
    appeals = [_appeal(view, appeal) for appeal in view.page.guidance.appeals]
    lines.add(N_("If you disagree:"), said("redress") or "; ".join(appeals) or None, "redress")
    lines.add(N_("Ask:"), said("contact") or _contact(view), "contact")
    return lines.notice(sentence(view.plain(ending.end)))


def _card(view: View) -> Notice:
    lines, contact = _Lines(view), view.page.guidance.contact
    lines.add(N_("About:"), view.plain(view.page.title))
    lines.add(N_("Name:"), contact.name if contact else None, "guidance.contact.name")
    lines.add(N_("Phone:"), contact.phone if contact else None, "guidance.contact.phone")
    lines.add(N_("Email:"), contact.email if contact else None)
    lines.add(N_("Hours:"), _own(view, contact.hours) if contact else None)
    lines.add(N_("Ask:"), _contact(view) if contact is None else None)
    lines.add(N_("Your reference:"), BLANK if view.page.reference else None, "reference")
    return lines.notice(view.words.gettext("Whom to ask"))


def _texts(view: View, told: Iterable[Told]) -> Callable[[str], str | None]:
    """What people are told of each kind; a line to fill in where the procedure has no text for it."""
    said = {one.what: view.plain(one.text) if one.text else BLANK for one in told}
    return said.get


def _promise(view: View) -> str | None:
    promised = next((promise for promise in view.page.promises if promise.published), None)
    if promised is None:
        return None
    time = view.amounts.duration(promised.within)
    return view.words.gettext("within %(time)s, from “%(start)s” to “%(end)s”") % {
        "time": time,
        "start": view.plain(promised.start),
        "end": view.plain(promised.end),
    }


def _own(view: View, said: str | None) -> str | None:
    return view.plain(said) if said else None


def _list(view: View, options: Iterable[str]) -> str | None:
    return view.amounts.listed([view.plain(option) for option in options], "or") or None


def _appeal(view: View, appeal: object) -> str:
    what, to, within = (getattr(appeal, name) for name in ("what", "to", "within"))
    parts = [view.plain(what)] + ([view.plain(to)] if to else []) + ([view.amounts.duration(within)] if within else [])
    return ", ".join(parts)


def _contact(view: View) -> str | None:
    contact = view.page.guidance.contact
    if contact is None:
        return "; ".join(view.plain(said) for said in view.page.contacts) or None
    return ", ".join(view.plain(said) for said in (contact.name, contact.phone, contact.email) if said) or None
