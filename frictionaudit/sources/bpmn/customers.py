"""Recognises the customer, a department and an outsider by their names in several languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from frictionaudit.domain.procedure import Side
from frictionaudit.sources.tables.sides import sides_of
from frictionaudit.sources.tables.wording import normal

_HEAD_LAST = """
    customer customers client clients citizen citizens applicant applicants patient patients student students buyer
    buyers purchaser shopper shoppers consumer consumers user users enduser requester requestor claimant complainant
    petitioner policyholder policyholders insured taxpayer taxpayers passenger passengers guest guests visitor resident
    residents tenant beneficiary beneficiaries borrower subscriber parent parents traveller traveler orderer
    kunde kunden kundin endkunde privatkunde neukunde geschaeftskunde bestandskunde firmenkunde buerger buergerin
    buergerinnen antragsteller antragssteller antragstellerin antragsstellerin antragstellende antragstellender
    beschwerdefuehrer beschwerdefuehrerin patientin patienten studierende studierender studentin studenten kaeufer
    kaeuferin besteller bestellerin
    auftraggeber auftraggeberin nutzer nutzerin benutzer benutzerin anwender anwenderin versicherungsnehmer
    versicherungsnehmerin versicherter versicherte vn steuerpflichtiger steuerpflichtige mieter mieterin fahrgast gast
    bewerber bewerberin interessent interessentin einwohner einwohnerin anspruchsteller geschaedigter hilfesuchender
    verbraucher verbraucherin klient klientin mandant mandantin kund bauherr bauherrin bauherrschaft eltern reisender
    reisende halter halterin fahrzeughalter tierhalter holder holders household households trader traders starter
    klant klanten burger burgers aanvrager aanvragers patienten koper gebruiker gebruikers reiziger huurder verzekerde
    inwoner inwoners
    """
_HEAD_FIRST = """
    client clients cliente clientes citoyen citoyenne demandeur demandeuse requerant requerante usager usagers patient
    patiente etudiant etudiante acheteur acheteuse utilisateur utilisatrice assure assuree locataire contribuable
    abonne abonnee interesado interesada interesados municipe municipes
    ciudadano ciudadana ciudadanos solicitante solicitantes paciente estudiante comprador compradora usuario usuaria
    asegurado asegurada reclamante contribuyente cidadao cidada requerente requerentes estudante utente utilizador
    consumidor consumidora segurado contribuinte clienti cittadino cittadina cittadini richiedente
    richiedenti paziente studente studentessa acquirente utente utenti assicurato assicurata contribuente
    πελατης πελατες πολιτης πολιτες αιτων αιτουσα ασθενης φοιτητης φοιτητρια αγοραστης χρηστης χρηστες δικαιουχος
    δικαιουχοι ενδιαφερομενος ενδιαφερομενη ασφαλισμενος φορολογουμενος καταναλωτης
    """
_HEAD_OF_OURS = "service services relation relations accueil conseiller gestion servicio atencion servizio assistenza"
_PREPOSITIONS = "of from at in with des der vom von im bei de du del della di da do van του της"
_ARTICLES = "the a an der die das den ein eine le la les l el los las il lo i gli o os as het een ο η οι"
_EITHER_SEX = re.compile(r"(?:[/:*_-]+|\()(?:in|innen|e|r)\b\)?")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_OTHERWISE = re.compile(r"[/|]")
_FURTHER = re.compile(r"[,;]| - ")
_BOTH = re.compile(r"[&+]|\band\b|\bund\b|\bet\b|\by\b|\ben\b|\bor\b|\boder\b|\bou\b|\bκαι\b")


def plain(text: str) -> str:
    """Words in small letters without accents; ä, ö, ü and ß as ae, oe, ue and ss."""
    text = text.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"})
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).replace("ς", "σ").split())


_LAST = frozenset(plain(_HEAD_LAST).split())
_FIRST = frozenset(plain(_HEAD_FIRST).split())
_DESKS = frozenset(plain(_HEAD_OF_OURS).split())
_OF = frozenset(plain(_PREPOSITIONS).split())
_THE = frozenset(plain(_ARTICLES).split())


def names_the_customer(name: str) -> bool:
    """Whether a name means the people whom the procedure is for.

    The word that the name is about must be one for customers: the last one ('hungry customer', but not
    'customer service'), in Romance languages and Greek the first one ('cliente finale', but not
    'service clients'). Of two names for one ('unit 17 / applicant') either will do, of a list the first, and
    of names joined by *and* all must be for customers.
    """
    text = _ASIDE.sub(" ", _EITHER_SEX.sub("", plain(name)))
    return any(_all_about_the_customer(_FURTHER.split(alternative)[0]) for alternative in _OTHERWISE.split(text))


def _all_about_the_customer(text: str) -> bool:
    parts = [words for words in map(_words, _BOTH.split(text)) if words]
    return bool(parts) and all(map(_about_the_customer, parts))


def _words(part: str) -> list[str]:
    """The words up to the one with which 'of whom' begins, without articles."""
    words = re.findall(r"[^\W\d_]+", part)
    while words and words[0] in _THE:
        words.pop(0)
    end = next((n for n, word in enumerate(words) if word in _OF), len(words))
    return [word for word in words[:end] if word not in _THE]


def _about_the_customer(words: list[str]) -> bool:
    if words[0] in _DESKS:
        return False
    if words[-1] in _LAST or (len(words) == 1 and words[0] in _FIRST):
        return True
    return words[0] in _FIRST and words[0] not in _LAST


_DEPARTMENT = re.compile(
    r"\b(?:department|dept|division|back office|front office|accounting|finance|human resources|hr|legal"
    r"|abteilung|fachabteilung|referat|fachreferat|dezernat|sachgebiet|fachbereich|stabsstelle|buchhaltung|poststelle"
    r"|registratur|personalabteilung|rechtsabteilung|afdeling|departamento|departement|dipartimento|ufficio"
    r"|direction|direzione|direccion|τμημα|τμηματος|διευθυνση|διευθυνσης|γραμματεια|πρωτοκολλο)\b"
    r"|\w+(?:abteilung|referat|dezernat)\b"
)
_OUTSIDER = re.compile(
    r"\b(?:suppliers?|vendors?|contractors?|subcontractors?|carriers?|couriers?|shippers?|forwarders?|partners?"
    r"|third part(?:y|ies)|external\w*|courts?|police"
    r"|lieferant\w*|spediteur\w*|spedition|dienstleister\w*|zulieferer|extern\w*|gericht|polizei"
    r"|leveranciers?|vervoerders?|fournisseurs?|transporteurs?|prestataires?|proveedor\w*|transportistas?|fornitor\w+"
    r"|fornecedor\w*|προμηθευτ\w+|μεταφορεα\w*)\b"
    r"|\w+(?:dienstleister|lieferant)\b"
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


def organisations(names: Sequence[str]) -> frozenset[str]:
    """Those of the names of all parties that are other organisations, such as a bank, as far as names say so."""
    sides = sides_of(names, {}, {})
    known = {key for key, entry in sides.items() if entry.known and entry.side is Side.THIRD}
    return frozenset(name for name in names if normal(name) in known or _ORGANISATION.search(plain(name)))
