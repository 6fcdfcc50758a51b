"""Accept a copy of a document where no reason is given for the original."""

from __future__ import annotations

from collections.abc import Iterator

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.measures import Measures
from frictionaudit.analysis.patterns.deliberate_questions import is_a_formal_paper, proves_identity
from frictionaudit.analysis.patterns.grouping import in_reading_order
from frictionaudit.analysis.simplify.held_documents import is_ours
from frictionaudit.analysis.simplify.heuristic import Heuristic, Idea
from frictionaudit.analysis.simplify.rule_findings import open_findings
from frictionaudit.analysis.simplify.wording import document_names
from frictionaudit.domain.changes import DocumentAmended
from frictionaudit.domain.procedure import Channel, Document
from frictionaudit.results.audit import Finding

_ONLINE = frozenset({Channel.WEB, Channel.APP, Channel.EMAIL, Channel.CHAT})
_TITLES = {
    "original": "Accept a copy of {} instead of the original",
    "certified": "Accept a plain copy of {} instead of a certified one",
}
_TRADE_OFFS = {
    "original": "changes made in copying may go unnoticed",
    "certified": "no office confirms that the copy is true",
}
_CHECKS = {
    "original": "whether the law asks for the original",
    "certified": "whether the law asks for a certified copy",
}


class AcceptACopy(Heuristic):
    """Accept a copy of documents asked for in the original or certified; a file where all steps are online.

    Documents that the organisation holds or issued are left to fetch-held-documents. Those that show who somebody is,
    photos among them, stay as they are, and so does what people fill in. So do papers that are sworn, notarised or
    legalised, and those that are worth what they say, such as a bill of lading. The trip to a registry counts only
    where it has a step of its own.

    Do not use it when a forged document would do more harm than all the trips, or when people give the document away
    for good.
    """

    answers = ("FA107",)

    def ideas(self, subject: Subject, measures: Measures) -> Iterator[Idea]:
        documents = subject.procedure.documents
        by_proof: dict[str, list[Finding]] = {}
        for finding in open_findings(subject, measures, "FA107"):
            document = documents[finding.about]
            if _has_to_be_the_paper(document, finding.about) or _is_filled_in(subject, finding):
                continue
            if not is_ours(subject, finding.about):
                by_proof.setdefault(document.proof or "", []).append(finding)
        for proof, findings in sorted(by_proof.items()):
            names = document_names(subject.procedure, (finding.about for finding in findings))
            yield Idea(
                _TITLES[proof].format(names),
                tuple(
                    DocumentAmended(id=finding.about, attribute="proof", value=_sufficient_proof(subject, finding))
                    for finding in findings
                ),
                steps=in_reading_order(subject, (step for finding in findings for step in finding.steps)),
                trade_off=_TRADE_OFFS[proof],
                check=_CHECKS[proof],
            )


def _has_to_be_the_paper(document: Document, id: str) -> bool:
    """Whether a copy does not do the work of a document: it shows who is there, or has force only as it is."""
    return document.proof == "notarised" or proves_identity(document, id) or is_a_formal_paper(document, id)


def _is_filled_in(subject: Subject, finding: Finding) -> bool:
    """Whether a document is what people fill in: all that a step asks for where filling in takes time."""
    steps = (subject.procedure.steps[step] for step in finding.steps)
    return any(
        step.asks == (finding.about,) and step.effort is not None and step.effort.fill is not None for step in steps
    )


def _sufficient_proof(subject: Subject, finding: Finding) -> str:
    """A file where every step that asks for the document is online, otherwise a copy."""
    channels = {subject.procedure.steps[step].channel for step in finding.steps}
    return "digital" if channels <= _ONLINE else "copy"
