"""Recognises a department, a computer system and an outsider by their names in several languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from frictionaudit.domain.procedure import Side
from frictionaudit.sources.customer_names import plain
from frictionaudit.sources.tables.sides import known_side, sides_of
from frictionaudit.sources.tables.wording import normal

_DEPARTMENT = re.compile(
    r"\b(?:department|dept|division|back office|front office|accounting|finance|human resources|hr|legal"
    r"|abteilung|fachabteilung|referat|fachreferat|dezernat|sachgebiet|fachbereich|stabsstelle|buchhaltung|poststelle"
    r"|registratur|personalabteilung|rechtsabteilung|afdeling|departamento|departement|dipartimento|ufficio"
    r"|direction|direzione|direccion|τμημα|τμηματος|διευθυνση|διευθυνσης|γραμματεια|πρωτοκολλο)\b"
    r"|\w+(?:abteilung|referat|dezernat)\b"
)
_OUTSIDER = re.compile(
    r"\b(?:suppliers?|vendors?|contractors?|subcontractors?|carriers?|couriers?|shippers?|forwarders?|partners?"
    r"|third part(?:y|ies)|external\w*|courts?|police|ombuds\w*|merchants?"
    r"|lieferant\w*|spediteur\w*|spedition|dienstleister\w*|zulieferer|extern\w*|gericht|polizei"
    r"|schlichter\w*|schlichtungsstelle|schiedsstelle|rechtsanw\w+|mediateurs?|gendarmerie|tribunal\w*|huissiers?"
    r"|coursiers?|livreurs?|royal mail|post office|postal service|(?:deutsche|schweizerische) post|la poste"
    r"|paketdienst|kurier\w*|leveranciers?|vervoerders?|fournisseurs?|transporteurs?|prestataires?"
    r"|proveedor\w*|transportistas?|fornitor\w+"
    r"|fornecedor\w*|προμηθευτ\w+|μεταφορεα\w*)\b"
    r"|\w+(?:dienstleister|lieferant)\b|^(?:die )?post$"
)

_ORGANISATION = re.compile(
    r"\b(?:tax (?:office|authority)|finanzamt"
    r"|(?:logistics?|shipping|transport|delivery|freight|haulage|removal) (?:company|firm|provider))\b"
)
"""Beside what tables know as third parties: words for an office, which a table takes for one of ours."""

_SYSTEM = re.compile(
    r"\b(?:sap|crm|erp|dms|(?:it|edv)[ -]systems|software|database|chatbot|web ?site|web ?server|backend)$"
    r"|\w*(?:system|portal|datenbank|plattform|platform)$|^(?:sistema|systeme|portail|portale|plateforme)\b"
)
"""The last word says what something is, or in Romance languages the first: an 'SAP team' is no system."""


def is_department(name: str) -> bool:
    """Whether a name is that of a part of an organisation: in a drawing of that organisation it is one of ours."""
    return _DEPARTMENT.search(plain(name)) is not None


def is_system(name: str) -> bool:
    """Whether a name is that of a computer system, in whose lane nobody works."""
    return _SYSTEM.search(plain(name)) is not None


def is_outsider(name: str) -> bool:
    """Whether a name is that of somebody outside an organisation who is not its customer."""
    return _OUTSIDER.search(plain(name)) is not None


def names_an_organisation(name: str) -> bool:
    """Whether a name is that of an organisation or of a part of one, as far as its words say so."""
    return bool(name) and (known_side(name) in (Side.THIRD, Side.BACKSTAGE) or name in organisations([name]))


def organisations(names: Sequence[str]) -> frozenset[str]:
    """Those of the names of all parties that are other organisations, such as a bank, as far as names say so."""
    sides = sides_of(names, {}, {})
    known = {key for key, entry in sides.items() if entry.known and entry.side is Side.THIRD}
    return frozenset(name for name in names if normal(name) in known or _ORGANISATION.search(plain(name)))
