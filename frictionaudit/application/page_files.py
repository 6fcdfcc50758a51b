"""The files of a published page, by name: each language, dates for a calendar, data for machines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from pydantic import Field

from frictionaudit.application.page_picture import picture
from frictionaudit.domain.procedure import Procedure
from frictionaudit.domain.values import Value
from frictionaudit.exports.pages import calendar_file, cpsv_ap, notices, schema_org
from frictionaudit.exports.pages import page as writer
from frictionaudit.exports.pages.catalogue import language_name, words
from frictionaudit.exports.pages.page import Links
from frictionaudit.exports.pages.view import View
from frictionaudit.results.customer_page import CustomerPage


class Choice(Value):
    """What to publish beside the pages, and in which languages; none given: the languages of each page."""

    languages: tuple[str, ...] = ()
    notices: bool = False
    fragment: bool = False
    address: str | None = Field(default=None, description="web address of the site, for data that refer to it")
    start: date | None = None


@dataclass
class PageFiles:
    """A page with its files; `gaps` is what the short texts cannot say."""

    page: CustomerPage
    views: dict[str, View]
    files: dict[str, bytes] = field(default_factory=dict)
    gaps: list[str] = field(default_factory=list)

    @property
    def untranslated(self) -> tuple[str, ...]:
        """One line for each language with texts or words that are missing in it."""
        lines = []
        for code, view in self.views.items():
            missing = sorted(view.untranslated | view.words.missing)
            if code.partition("-")[0] != view.words.code.partition("-")[0]:
                lines.append(f"{code}: the fixed words do not exist in this language, so they are in English")
            elif missing:
                shown = "; ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
                lines.append(f"{code}: not translated: {shown}")
        return tuple(lines)


def folder_of(page: CustomerPage | Procedure) -> str:
    """The folder of a page: its id, without characters that a web address or a disk would misread."""
    return page.id.replace(":", "-").rstrip(".")


def languages_of(page: CustomerPage, choice: Choice) -> tuple[str, ...]:
    """Languages to write a page in: those that are asked for, else its own and those it is translated into."""
    return choice.languages or tuple(dict.fromkeys((page.language, *page.translations)))


def files_of(
    pages: Sequence[CustomerPage], choice: Choice, procedures: Mapping[str, Procedure] = MappingProxyType({})
) -> list[PageFiles]:
    """All files of some pages; a page has a picture if its procedure is among the `procedures` by id."""
    return [_files(page, choice, procedures.get(page.id)) for page in pages]


def _files(page: CustomerPage, choice: Choice, procedure: Procedure | None) -> PageFiles:
    codes = languages_of(page, choice)
    made = PageFiles(page, {code: View(page, words(code)) for code in codes})
    folder = folder_of(page)
    for code, view in made.views.items():
        name = _name("index", code, codes)
        others = tuple((other, _name("index", other, codes), language_name(other)) for other in codes if other != code)
        dates = _name("dates", code, codes, "ics") if page.timeline else None
        record = _name("service", code, codes, "jsonld")
        address = f"{choice.address.rstrip('/')}/{folder}/{name}" if choice.address else None
        described = cpsv_ap.write(view, address)
        links = Links(f"../{_index(code, choice)}", others, dates, record if described else None)
        drawn = picture(procedure, view) if procedure is not None else ""
        made.files[f"{folder}/{name}"] = writer.write(view, links, schema_org.element(view), drawn).encode()
        if dates:
            made.files[f"{folder}/{dates}"] = calendar_file.write(view)
        if described:
            made.files[f"{folder}/{record}"] = described
        if choice.fragment:
            made.files[f"{folder}/{_name('fragment', code, codes)}"] = writer.fragment(view, links, drawn).encode()
        if choice.notices:
            made.files[f"{folder}/{_name('notices', code, codes, 'txt')}"] = notices.text(view)
            made.files[f"{folder}/{_name('notices', code, codes)}"] = notices.html(view)
            made.gaps += [line for line in _missing(view) if line not in made.gaps]
    return made


def _missing(view: View) -> list[str]:
    """What the short texts cannot say, for the owner."""
    told = notices.notices(view)
    return [f"the notice '{one.title}' says nothing about: {', '.join(one.missing)}" for one in told if one.missing]


def index_files(made: Sequence[PageFiles], choice: Choice) -> dict[str, bytes]:
    """The index: one for each language that was asked for, else one with every page in its first language."""
    files = {}
    for code in choice.languages or (None,):
        views = []
        for one in made:
            own = code or next(iter(one.views))
            views.append((one.views[own], f"{folder_of(one.page)}/{_name('index', own, tuple(one.views))}"))
        others = [(other, _index(other, choice), language_name(other)) for other in choice.languages if other != code]
        files[_index(code or "", choice)] = writer.index(views, others).encode()
    return files


def _index(code: str, choice: Choice) -> str:
    return _name("index", code, choice.languages) if choice.languages else "index.html"


def _name(stem: str, code: str, codes: Sequence[str], ending: str = "html") -> str:
    """The file in a language: the first language has the plain name."""
    return f"{stem}.{ending}" if not codes or code == codes[0] else f"{stem}.{code}.{ending}"
