"""What people do in a step, as far as it shows that they ask an office or a firm for something."""

from __future__ import annotations

import re

_ASKED_FOR = (
    r"(?:application|applications|claim|complaint|objection|appeal|petition|bid|tender|offer|tax return|request|form"
    r"|enquiry|inquiry|antrag|anträge|beschwerde|widerspruch|einspruch|angebot|steuererklärung|formular|anfrage)\b"
)
_BETWEEN = r"(?:[\w'’-]+\s+){0,4}?[\w-]*?"
_CUSTOMERS_DO = re.compile(
    r"^(?:re-?)?(?:appl(?:y|ies)|complains?|appeals?|objects?|enquires?|inquires?)\b"
    rf"|^(?:submits?|lodges?|hands? in|fills? (?:in|out)|puts? in|makes?|reicht|stellt|füllt)\s+{_BETWEEN}{_ASKED_FOR}"
    r"|^files? an? (?:\w+ )?(?:application|claim|complaint|objection|appeal|petition|tax return|report)\b"
    r"|^(?:rings?|phones?|telephones?|calls?)\s+(?:up\b|in\b|the\s+(?:[\w'’-]+\s+){0,2}(?:line|hotline|helpline|desk"
    r"|office|centre|center|switchboard|reception|service)\b)"
    r"|^(?:queues?|waits? in (?:line|the queue)|joins? the queue|(?:takes?|gets?) (?:a )?(?:queue )?number)\b"
    r"|^(?:beantragt|beschwert sich|ruft an|meldet sich an)\b"
    rf"|\b{_BETWEEN}{_ASKED_FOR}\s+(?:einreichen|stellen|ausfüllen)",
    re.IGNORECASE,
)
_OUTSIDERS_DO = re.compile(
    r"^(?:registers?|signs? up|enrols?|enrolls?|requests?|asks?|submits?|sends?|bids?|tenders?|pays?|buys?|purchases?"
    r"|orders?|books?|collects?|disputes?|notif(?:y|ies)|reports?|declares?|meldet|registriert|bestellt|sendet|schickt"
    r"|zahlt|kauft)\b|\b(?:registrieren|anmelden|melden|bestellen|senden|zahlen|bezahlen)$",
    re.IGNORECASE,
)


def is_a_customers(act: str) -> bool:
    """Whether only somebody who asks for something does this: 'Apply for a card', but not 'Sign the contract'."""
    return _CUSTOMERS_DO.search(act.strip()) is not None


def is_a_request(act: str) -> bool:
    """Whether somebody outside asks for something with it: a supplier who registers, not one who delivers goods."""
    return is_a_customers(act) or _OUTSIDERS_DO.search(act.strip()) is not None
