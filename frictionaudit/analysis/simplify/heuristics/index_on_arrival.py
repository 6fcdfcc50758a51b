"""Index items when they arrive, so that nobody has to search for them."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.searching import looks_for_what_is_lost, searches
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.scale_effort import scale_part
from frictionaudit.analysis.simplify.wording import step_name


class IndexOnArrival(Heuristic):
    """Note where things are, or the number of a record, when they arrive, so that staff need not search.

    This looks at steps where searching takes at least `share` of the stated staff time. A search for a lost thing,
    which is the purpose of its step, is left alone.

    Do not use it when noting it takes as long as searching: it is done for every case, and nobody has measured it.

    Source: integral technology, as in document management systems, in Reijers and Liman Mansar (2005) (source not
    checked first-hand).
    """

    number = 26
    answers = ("FA212",)
    share: float = 0.2

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        for id, search, total in searches(subject, customer=False):
            if search >= self.share * total - 1e-9 and not looks_for_what_is_lost(subject, id):
                yield Idea(
                    f"Note where things are when they arrive, so that nobody has to search at {step_name(subject, id)}",
                    scale_part(subject.procedure, id, "search", 0, "nobody has to search"),
                    steps=(id,),
                    assumes="nobody has to search any more",
                    check="what people search for there: a thing needs a label and a place, a record its number",
                    trade_off="time to note it for every case, which nobody has measured",
                )
