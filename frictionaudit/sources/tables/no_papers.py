"""What a list of documents names that is no document: details people give, means of payment, references to a row."""

from __future__ import annotations

import re

_DETAILS = (
    r"(?:e-?mail|postal|home|post|web|delivery|billing|current|new|old)? ?address(?:es)?|e-?mails?"
    r"|(?:tele)?phone(?: or mobile)?(?: number)?|(?:mobile|cell)(?: ?phone)?(?: number)?"
    r"|contact (?:details|information)|(?:full |first |last |family )?names?|(?:date|place) of birth|birthday"
    r"|age|nationality|personal (?:details|data)"
    r"|bank(?: account)? (?:details|number)|account (?:number|details)|sort code|iban|bic|card (?:number|details)"
    r"|(?:national insurance|social security|tax|customer|member(?:ship)?|reference|order|case|case file|booking|policy"
    r"|invoice|passport|registration|ni|vat|account|id|file) (?:number|no\.?|reference)"
    r"|reference|user ?names?|passwords?|log-?ins?|log-?in details|pin|pin code|signatures?"
    r"|e-?mail-?adressen?|(?:post)?anschrift(?:en)?|adressen?|telefonnummern?|handynummern?|kontaktdaten|namen?"
    r"|geburts(?:datum|ort)|staatsangehörigkeit|personalien|bankverbindung|kontonummer|kontodaten|steuer-?(?:nummer|id)"
    r"|kundennummer|aktenzeichen|versicherungsnummer|benutzername|passwort|unterschrift"
    r"|adresse(?: (?:e-?mail|électronique|postale))?|courriel|(?:numéro de )?téléphone|nom(?: et prénom)?|prénom"
    r"|(?:date|lieu) de naissance|coordonnées(?: bancaires)?|mot de passe|identifiant|signature"
)
_MEANS = (
    r"(?:(?:debit|credit|bank|payment|ec|giro)[ -]?)cards?|(?:debit|credit)|cash|money|exact change|payment|fees?"
    r"|(?:visa|mastercard|paypal|apple pay|google pay)|contactless"
    r"|computer|laptop|tablet|(?:smart ?|mobile )phone|smartphone|(?:internet|online) (?:access|connection)|printer"
    r"|scanner|internet|pen"
    r"|(?:ec-?|kredit|giro|bank|debit)karten?|girocard|bargeld|geld|gebühr|internetzugang|internet"
    r"|carte (?:bancaire|bleue|de crédit|de paiement)|espèces|argent|accès internet|ordinateur"
)
_NO_PAPER = re.compile(
    rf"(?:an? |the |your |their |valid |own |my |ihre? |eine? |une? |votre )*(?:{_DETAILS}|{_MEANS})"
)
_BETWEEN = re.compile(r"\s*(?:/|&|\+|,|\b(?:or|and|oder|und|ou|et)\b)\s*")
_AGAIN = re.compile(
    r"[\s,;:–-]*(?:\((?:once )?(?:again|more|repeated|the same|same|as (?:above|before)|see above|erneut|nochmals?|noch"
    r" ?mal|wieder|wie oben|siehe oben|s\. ?o\.|encore|de nouveau|à nouveau|opnieuw|de nuevo"
    r"|otra vez)\)|\b(?:once )?(?:again|erneut|nochmals?|de nouveau|à nouveau|opnieuw|de nuevo)"
    r"|,? (?:as (?:above|before)|see above))"
    r"\s*$",
    re.IGNORECASE,
)


def is_no_paper(name: str) -> bool:
    """Whether a name in a list of documents is a detail or a means of payment: 'E-mail address', 'Credit card'.

    'Proof of address' and 'Bank statement' are documents.
    """
    bare = re.sub(r"\([^()]*\)", " ", name.casefold())
    parts = [" ".join(part.split()).strip(" .") for part in _BETWEEN.split(bare)]
    return any(parts) and all(_NO_PAPER.fullmatch(part) for part in parts if part)


def without_again(name: str) -> str:
    """A name without the words that say that it is asked once more: 'Passport (again)' is 'Passport'."""
    return _AGAIN.sub("", name) or name
