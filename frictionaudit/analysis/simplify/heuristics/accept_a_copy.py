"""A copy is enough where nobody has said why it should not be."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.held_documents import held
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.domain.changes import DocumentAmended
from frictionaudit.domain.procedure import Channel
from frictionaudit.results.audit import Finding

_ON_LINE = frozenset({Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT})
_INSTEAD = {
    "original": "accept a copy of {} instead of the original",
    "certified": "accept a plain copy of {} instead of a certified one",
    "notarised": "accept {} without a notary's stamp",
}
_LOST = {
    "original": "the certainty that nothing was changed in copying",
    "certified": "an office's word that the copy is true",
    "notarised": "a notary's word on who signed",
}


class AcceptACopy(Heuristic):
    """Documents asked in the original, certified or notarised are taken as a copy; as a file where all is on line.

    What we hold or issued ourselves is left to fetch-held-documents. What is saved on the way to a notary or a registry
    is not on the page, unless it has a step of its own, and is not counted.

    Leave it when a forged paper would do more harm than all the journeys, or the paper is handed over for good.
    """

    answers = ("FA107",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        documents = subject.procedure.documents
        kinds: dict[str, list[Finding]] = {}
        for finding in open_findings(subject, measures, "FA107"):
            ours = any(held(subject, step, finding.about) for step in finding.steps)
            if not ours:
                kinds.setdefault(documents[finding.about].proof or "", []).append(finding)
        for kind, findings in sorted(kinds.items()):
            names = ", ".join(f"'{documents[finding.about].name or finding.about}'" for finding in findings)
            yield Idea(
                _INSTEAD[kind].format(names),
                tuple(
                    DocumentAmended(id=finding.about, attribute="proof", value=_enough(subject, finding))
                    for finding in findings
                ),
                steps=in_reading_order(subject, (step for finding in findings for step in finding.steps)),
                trade_off=_LOST[kind],
            )


def _enough(subject: Subject, finding: Finding) -> str:
    """A file where everything that asks for the document is done on line."""
    channels = {subject.procedure.steps[step].channel for step in finding.steps}
    return "digital" if channels <= _ON_LINE else "copy"
