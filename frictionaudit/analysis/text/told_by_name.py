"""Steps whose name says that we tell the customer something, where a page states no messages.

A drawing or a table has no place for what customers are told. "Send the decision letter" says it all the same.
"""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Procedure, Side, StepKind

_TO_SOMEONE = (
    r"acknowledg\w*|notif(?:y|ies|ied)|informs?|informed|tells?|told|repl(?:y|ies|ied)|responds?|calls? back|"
    r"benachrichtig\w*|informier\w*|mitteilen|mitgeteilt|antworte\w*"
)
_SENDS = (
    r"sends?|sent|emails?|emailed|e-mails?|e-mailed|posts?|posted|mails?|mailed|writes?|phones?|phoned|calls?|called|"
    r"issues?|issued|texts?|texted|versend\w*|senden|sendet|schick\w*|verschick\w*"
)
_MESSAGE = (
    r"letters?|e-?mail|decision|response|reply|answer|notices?|notification|confirmation|acknowledge?ment|outcome|"
    r"result|update|reminder|message|sms|\w*bescheid|\w*mitteilung|\w*bestätigung|antwort|\w*schreiben"
)
_CUSTOMER = r"customers?|clients?|applicants?|claimants?|complainants?|citizens?|kund\w*|bürger\w*|antragsteller\w*"
_PASSING = r"acknowledg\w*|progress|updates?|reminders?|receipt of|eingangsbestätigung|erinnerung\w*"
_AMONG_US = r"managers?|teams?|departments?|supervisors?|directors?|boards?|colleagues?|finance|abteilung|leitung"


def told_by_name(procedure: Procedure) -> frozenset[str]:
    """Steps of ours whose name says that they tell the customer something.

    None where any step but the start states what it tells: then the others tell nothing.
    """
    if any(step.tells for step in procedure.steps.values() if step.kind is not StepKind.START):
        return frozenset()
    ours = {id: party for id, party in procedure.parties.items() if party.side.ours}
    customers = [party.name for party in procedure.parties.values() if party.side is Side.CUSTOMER and party.name]
    others = [party.name for party in procedure.parties.values() if party.side is not Side.CUSTOMER and party.name]
    to_customer = "|".join([_CUSTOMER, *map(re.escape, customers)])
    elsewhere = "|".join([_AMONG_US, *map(re.escape, others)])
    return frozenset(
        id
        for id, step in procedure.steps.items()
        if step.by in ours and step.name and _tells(step.name, to_customer, elsewhere)
    )


def results_by_name(procedure: Procedure) -> frozenset[str]:
    """Those of them that are more than an acknowledgement, a progress report or a reminder."""
    return frozenset(id for id in told_by_name(procedure) if not _says(_PASSING, procedure.steps[id].name or ""))


def _tells(name: str, to_customer: str, elsewhere: str) -> bool:
    """Whether somebody is told, or a message is sent, and the name speaks of the customer or of nobody else."""
    if not (_says(_TO_SOMEONE, name) or (_says(_SENDS, name) and _says(f"{_MESSAGE}|{to_customer}", name))):
        return False
    return _says(to_customer, name) or not _says(elsewhere, name)


def _says(words: str, name: str) -> bool:
    return re.search(rf"\b(?:{words})\b", name, re.IGNORECASE) is not None
