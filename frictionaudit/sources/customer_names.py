"""Whether a name means the people whom a procedure is for; drawings and tables share these words."""

from __future__ import annotations

import re
import unicodedata

_ENGLISH = """
    customer client citizen applicant patient student buyer purchaser shopper consumer user enduser requester
    requestor enquirer inquirer claimant complainant petitioner appellant objector plaintiff litigant policyholder
    cardholder accountholder insured insuredperson
    insuredparty taxpayer ratepayer billpayer passenger commuter guest visitor resident inhabitant household
    householder homeowner houseowner landowner propertyowner buildingowner vehicleowner carowner boatowner dogowner
    petowner animalowner leaseholder freeholder tenant renter lessee licensee lodger hirer beneficiary pensioner
    retiree borrower mortgagor debtor depositor subscriber enrollee registrant parent mother father guardian relative
    nextofkin traveller traveler candidate injuredparty injuredperson bereavedperson motorist cardriver vehicledriver
    drivinglicenceholder cyclist pedestrian vehiclekeeper carkeeper registeredkeeper jobseeker seeker pupil learner
    schoolchild voter elector donor attendee caller diner orderer newstarter newjoiner starter trader datasubject
    smallholder householdmember familymember
    """
_HELD = """
    permit licence license ticket policy card account pass passport visa permission certificate badge subscription
    membership voucher token bond share lease grant scholarship pension deposit plan contract warranty guarantee unit
    mortgage loan allotment plot stall pitch
    """
"""What customers hold; the holder of a budget, a post or an office is staff."""
_GERMAN = """
    kunde kundin endkunde privatkunde neukunde geschaeftskunde bestandskunde firmenkunde bankkunde stammkunde
    onlinekunde bahnkunde buerger antragsteller antragssteller antragstellende antragstellender rentenantragsteller
    beschwerdefuehrer widerspruchsfuehrer einspruchsfuehrer klaeger petent patient studierende studierender student
    kaeufer besteller auftraggeber nutzer benutzer anwender versicherungsnehmer versicherter versicherte vn
    steuerpflichtiger steuerpflichtige steuerzahler gebuehrenzahler mieter untermieter paechter fahrgast gast hotelgast
    gaeste besucher bewerber interessent einwohner bewohner anwohner anlieger anspruchsteller geschaedigter
    geschaedigte hilfesuchender hilfesuchende ratsuchender ratsuchende verbraucher klient mandant kund bauherr
    bauherrschaft eltern elternteil mutter vater sorgeberechtigter sorgeberechtigte erziehungsberechtigter
    erziehungsberechtigte angehoeriger angehoerige pflegebeduerftiger pflegebeduerftige reisender reisende urlauber
    pendler halter fahrzeughalter tierhalter hundehalter hundebesitzer autofahrer kraftfahrer radfahrer
    verkehrsteilnehmer fussgaenger karteninhaber kontoinhaber fuehrerscheininhaber ausweisinhaber eigentuemer
    hauseigentuemer grundeigentuemer grundstueckseigentuemer wohnungseigentuemer hausbesitzer arbeitsuchender
    arbeitsuchende arbeitssuchender arbeitssuchende arbeitsloser arbeitslose rentner pensionaer schueler lernender
    lernende waehler wahlberechtigter wahlberechtigte spender abonnent anrufer kreditnehmer darlehensnehmer
    leasingnehmer schuldner leistungsempfaenger leistungsberechtigter leistungsberechtigte asylbewerber
    asylsuchender asylsuchende privatperson brautpaar gruender existenzgruender anzeigeerstatter einwender ansuchender
    """
_DUTCH = """
    klant klanten burger burgers aanvrager aanvragers patienten koper gebruiker gebruikers reiziger huurder verzekerde
    inwoner inwoners
    """
_FRENCH = """
    client cliente citoyen citoyenne demandeur demandeuse requerant requerante usager usagere patient patiente etudiant
    etudiante acheteur acheteuse acquereur utilisateur utilisatrice assure assuree locataire contribuable abonne
    abonnee consommateur consommatrice allocataire beneficiaire adherent adherente souscripteur souscriptrice
    emprunteur emprunteuse titulaire plaignant plaignante reclamant reclamante appelant appelante opposant opposante
    automobiliste cycliste pieton voyageur voyageuse passager passagere visiteur visiteuse habitant habitante riverain
    riveraine eleve ecolier chomeur chomeuse  electeur electrice donateur donatrice candidat
    particulier administre administree justiciable contrevenant
    """
_ROMANCE = """
    interesado interesada interesados municipe municipes clientes
    ciudadano ciudadana ciudadanos solicitante solicitantes paciente estudiante comprador compradora usuario usuaria
    asegurado asegurada reclamante contribuyente cidadao cidada requerente requerentes estudante utente utilizador
    consumidor consumidora segurado contribuinte clienti cittadino cittadina cittadini richiedente
    richiedenti paziente studente studentessa acquirente utente utenti assicurato assicurata contribuente
    """
_GREEK = """
    πελατης πελατες πολιτης πολιτες αιτων αιτουσα ασθενης φοιτητης φοιτητρια αγοραστης χρηστης χρηστες δικαιουχος
    δικαιουχοι ενδιαφερομενος ενδιαφερομενη ασφαλισμενος φορολογουμενος καταναλωτης
    """
_BEGINNERS = """
    driver rider reader member owner keeper person individual family couple carer farmer importer exporter recipient
    sender investor viewer player patron victim author entrepreneur founder newcomer public
    fahrer leser mitglied person familie landwirt importeur exporteur empfaenger absender anleger teilnehmer autor
    inhaber besitzer betroffener betroffene opfer unternehmer
    conducteur conductrice lecteur lectrice membre proprietaire personne famille agriculteur agricultrice importateur
    exportateur destinataire expediteur auteur investisseur
    """
"""Words that also mean staff or others: drivers who deliver, members of a board."""
_PHRASES = frozenset({"next of kin", "member of the public", "members of the public", "general public"})
_HEAD_OF_OURS = "service services relation relations accueil conseiller gestion servicio atencion servizio assistenza"
_PREPOSITIONS = "of from at in with des der vom von im bei de du d del della di da do van του της"
_ARTICLES = "the a an der die das den ein eine le la les l el los las il lo i gli o os as het een ο η οι"
_EITHER_SEX = re.compile(r"(?:[/:*_-]+|\()(?:in|innen|e|r)\b\)?")
_ASIDE = re.compile(r"\([^)]*\)|\[[^]]*\]")
_OTHERWISE = re.compile(r"[/|]")
_FURTHER = re.compile(r"[,;]| - ")
_BOTH = re.compile(r"[&+]|\band\b|\bund\b|\bet\b|\by\b|\ben\b|\bor\b|\boder\b|\bou\b|\bκαι\b")
_COMPOUND = re.compile(r"\w+antrags?steller(?:in|innen|n)?")


def plain(text: str) -> str:
    """Words in small letters without accents; ä, ö, ü and ß as ae, oe, ue and ss."""
    text = text.casefold()
    if text.isascii():  # saves time
        return " ".join(text.split())
    text = text.translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue"})
    decomposed = unicodedata.normalize("NFKD", text)
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).replace("ς", "σ").split())


def _forms(words: str, *endings: str) -> frozenset[str]:
    """The words, and each with each ending."""
    return frozenset(f"{word}{ending}" for word in plain(words).split() for ending in ("", *endings))


_HOLDERS = "holder " + " ".join(f"{held}holder" for held in _HELD.split())
_LAST = (
    _forms(_ENGLISH, "s")
    | _forms(_HOLDERS, "s")
    | _forms(_GERMAN, "n", "en", "in", "innen")
    | _forms(_DUTCH)
    | {"beneficiaries"}
)
_FIRST = _forms(_FRENCH, "s") | _forms(_ROMANCE) | _forms(_GREEK)
_MAYBE = _forms(_BEGINNERS, "s", "n", "in", "innen")
_DESKS = _forms(_HEAD_OF_OURS)
_OF = _forms(_PREPOSITIONS)
_THE = _forms(_ARTICLES)


def names_the_customer(name: str) -> bool:
    """Whether a name means the people whom the procedure is for.

    The word that the name is about must be one for customers: the last one ('hungry customer', but not
    'customer service'), in Romance languages and Greek the first one ('cliente finale', but not
    'service clients'). Of two names for one ('unit 17 / applicant') either will do, of a list the first, and
    of names joined by *and* all must be for customers.
    """
    text = _ASIDE.sub(" ", _EITHER_SEX.sub("", plain(name)))
    if text.strip() in _PHRASES:
        return True
    return any(_all_about_the_customer(_FURTHER.split(alternative)[0]) for alternative in _OTHERWISE.split(text))


def may_name_the_customer(name: str) -> bool:
    """Whether a name is one word that means the customer only where they begin the case, such as 'Driver'."""
    words = _words(_ASIDE.sub(" ", _EITHER_SEX.sub("", plain(name))))
    return len(words) == 1 and words[0] in _MAYBE


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
    if words[-1] in ("holder", "holders") and len(words) > 1:
        return "".join(words[-2:]) in _LAST
    if words[-1] in _LAST or "".join(words[-2:]) in _LAST or _COMPOUND.fullmatch(words[-1]):
        return True
    return words[0] in _FIRST and (len(words) == 1 or words[0] not in _LAST)
