"""On which side each name in a table works: the customer's, ours, or a third party's; guessed where nobody says it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from frictionaudit.domain.procedure import Side
from frictionaudit.sources.customer_names import names_the_customer
from frictionaudit.sources.tables.acts import is_a_customers, is_a_request
from frictionaudit.sources.tables.offices import is_customer, is_police
from frictionaudit.sources.tables.wording import normal

_CUSTOMERS = (
    r"\btenant|\bleaseholder|\blodger|\buser\b|\bguest|\bpassenger|\btravell?er|\bmember\b|\bpupil|\blearner|\bclaimant"
    r"|\bbuyer|\bpurchaser|\bshopper|\bcaller|\bvisitor|\btaxpayer|\blicensee|\bpermit ?holder|\bcard ?holder"
    r"|\bpolicy ?holder|\bdriver|\bmotorist|\bsubscriber|\bhouseholder|\bhousehold\b|\bbeneficiar|\bpensioner"
    r"|\bvoter|\bdonor|\battendee|\bparticipant|\bpetitioner|\bappellant|\bcandidate|\bcarer\b|\bfamily|\bpublic\b"
    r"|\bmieter|\bgast\b|\bgäste|\bmitglied|\bversicherte|\bfahrgast|\bbesucher|\bnutzer|\bschüler|\bstudier"
    r"|\bconsumer|\bnext of kin\b|\bvehicle keeper|^keeper\b|\bdata subject"
    r"|\bnew (?:starter|joiner)|\binsured (?:person|party)|\btraders?\b|\bbauherr|\bkund[*:/ ]-?in(?:nen)?\b|\breisende"
    r"|\b(?:fahrzeug|tier|hunde)?halter(?:in)?\b|\binteresad[oa]|\bmunícipe|\babonnée?\b|\binwoner"
    r"|\bbidder|\btenderer|\bbieter(?:in)?\b|\bhome ?owner|\bfarmer|\bimporter|\bexporter|\bshipper|^(?:the )?readers?$"
    r"|\beltern|\bverbraucher|\bkäufer|\bgründer|\bimporteur|\bexporteur|\blandwirt|\bbesteller|\banrufer|\bbeschwerdeführer|\bbewerber|\beinwohner"
)
_ALWAYS = (
    r"\b(?:service|end|library|road) users?\b|\bunit holder|\bmembers? of the public\b"
    r"|\baccount ?holder|\bregistered keeper"
)
"""Customers whose names hold a word that would make anybody else staff."""
_THIRD = (
    r"\bcontractor|\bsub-?contractor|\bsupplier|\bvendor|\bcourier|\bcarrier|\bpost office|\bnotai?r|\bbank\b|\binsurer"
    r"|\binsurance|\bhospital|\bclinic|\bpharmac|\bgp\b|\bdoctor|\bemployer|\blandlord|\bsolicitor|\blawyer|\bcourt\b"
    r"|\bthird part|\bpartner (?:firm|company|organisation)|\bexternal|\bagency staff|\bfreight|\bmanufacturer"
    r"|\bhandwerker|\blieferant|\bspedit(?:ion|eur)|\bkurier|\bversicherung|\bkrankenhaus|\barzt\b|\bärzt|\barbeitgeber"
    r"|\btribunal|\bombuds|\bbailiff|\b(?:dhl|dpd|evri|ups|fedex|royal mail|parcelforce|usps)\b"
    r"|\bvermieter|\bgericht\b|\bdritte|\bextern|\bmerchant|general practitioner|\bhaus(?:arzt|ärzt)|\bversicherer"
    r"|\w*anw[aä]lt|\bbanque|\bassureur|compagnie d'assurance|\bemployeur|\bbailleur|\bavocat|\bhuissier|\bcoursier"
    r"|\bm[ée]diateur"
)
_SERVED = r"supplier|vendor|contractor|employer|landlord|manufacturer|lieferant|handwerker|arbeitgeber|vermieter"
"""Third parties who may be the customer themselves, where they begin and deal with nobody but us."""
_INSTITUTION = re.compile(
    r"\b(?P<of>hospital|clinic|pharmacy|practice|surgery|bank|insurer|insurance|court|tribunal|krankenhaus|klinik|banque"
    r"|versicherung|gericht)(?:'s|’s)?\s+(?!of\b|for\b|and\b|or\b|compan|firm|provider|group|branch|plc\b|ltd\b|limited\b)\w"
)
"""Somebody who works at a hospital, a bank or the like; in that institution's own table they are ours."""
_OURS = (
    r"\bdesk\b|\bcounter\b|\breception|\bline\b|\bhelpline|\bhotline|\bcall cent|\bcontact cent|\bservices?\b|\bteam"
    r"|\boffice|\bofficer|\bclerk|\bcashier|\badvis[eo]r|\bagent|\bassistant|\bmanager|\bhead\b|\bdirector|\bmayor"
    r"|\bstaff|\bdepartment|\bunit\b|\bsection\b|\bplanner|\bscheduler|\bdispatch|\binspector|\bsurveyor|\bengineer"
    r"|\btechnician|\boperative|\bhandler|\bcase ?worker|\bcoordinator|\bco-ordinator|\badministrator|\badmin\b|\bhr\b"
    r"|\bsupervisor|\bassessor|\bfinance\b|\baccounts?\b|\bwarehouse|\brecords\b"
    r"|\bhub\b|\bcare$|\brelations\b|\badministration\b|\bassistance\b|\bcent(?:re|er)\b|\bward\b|\bjunior doctor"
    r"|\bsupport\b|\bback ?room|\bback ?office"
    r"|\b(?:board|council|panel|committee|commission|crew|jury|cabinet|faculty|management) members?\b"
    r"|\b(?:delivery|truck|lorry|van|bus|taxi|ambulance|tow) drivers?\b|\b(?:key|power|super) users?\b"
    r"|\bpublic (?:works|health|relations|affairs|safety|prosecut)"
    r"|\bregist|\bexaminer|\bsystem\b|\bportal\b|\bwe\b|\bnurse|\bteacher|\bsachbearbeit|\bsachgebiet|\babteilung"
    r"|\bamt\b|\w+amt\b|\bstelle\b|\w+stelle\b|\bkasse\b|\bempfang|\bschalter|\bbehörde|\bleitung|\bleiter|\bbüro"
    r"|\w+büro\b|\bverwaltung|\blager\b|\bbuchhaltung|\bteam\b|\bservice"
)
_EMPLOYEE = re.compile(r"(?:the |an )?(?:employees?|mitarbeiter(?:[*:/]?-?innen|[*:/]?-?in)?|beschäftigte[rn]?)")
"""Who asks for something where others of the table serve them, as in a claim for expenses."""
_EXTERNAL = re.compile(r"external|extern\b|third part|contractor")
_ADMITTED = r"(?:onboarding|registration|enrolment|enrollment|accreditation|admission|application|set-?up)"
_CLINICIANS = r"\bdoctor|\bpharmacist|\bphysician|\barzt\b|\bärzt"
"""They treat patients: where a patient is the customer they are ours, elsewhere they are called in."""
_MEETS = re.compile(
    r"counter|desk|reception|front|service|cashier|\bline\b|helpline|hotline|call cent|contact cent|agent|advis[eo]r"
    r"|schalter|empfang|kasse|bürgerbüro"
)
_IN_CONTACT = re.compile(
    r"phone|call|chat|counter|in person|desk|on[- ]?site|at home|visit|video|face to face|telefon|vor ort"
)


@dataclass(frozen=True)
class Beginning:
    """How a procedure begins: what the first name does in its first step, and the title of the procedure."""

    act: str = ""
    title: str = ""


_NONE: Mapping[str, Side] = MappingProxyType({})
_UNSAID = Beginning()


@dataclass(frozen=True)
class SideOf:
    """A side; `stated` where a mapping says it, `known` where the name alone says it."""

    side: Side
    stated: bool = False
    known: bool = False


def sides_of(
    names: Sequence[str],
    contacts: Mapping[str, str],
    settled: Mapping[str, Side],
    shown: Mapping[str, Side] = _NONE,
    begins: Beginning = _UNSAID,
) -> dict[str, SideOf]:
    """The side of each name, in the order in which the table has them.

    `contacts` holds the channels of each name, `settled` the sides that are stated, `shown` those that the steps of a
    name show, all by the name as compared. Where no name is known to be the customer's and none is stated, an employee
    whom others serve is, else the name that comes first, if what it does first shows that it asks for something.
    Where nothing shows it, nobody is the customer.
    """
    sides: dict[str, SideOf] = {}
    home = _own_institutions(names, begins.title)
    patients = any(re.search(r"\bpatient", normal(name)) for name in names)
    for name in names:
        key = normal(name)
        if key in settled:
            sides[key] = SideOf(settled[key], stated=True)
        elif key in home and key not in shown:
            sides[key] = SideOf(_met(key, contacts))
        elif known := Side.BACKSTAGE if patients and re.search(_CLINICIANS, key) else _known(key):
            sides[key] = SideOf(_met(key, contacts) if known is Side.BACKSTAGE else known, known=True)
        elif key in shown:
            sides[key] = SideOf(shown[key])
    unknown = [key for name in names if (key := normal(name)) not in sides]
    if not any(entry.side is Side.CUSTOMER for entry in sides.values()):
        asks = next((key for key in unknown if sides and _EMPLOYEE.fullmatch(key)), "") or _asks(names, sides, begins)
        sides |= {asks: SideOf(Side.CUSTOMER)} if asks else {}
    sides |= {key: SideOf(_met(key, contacts)) for key in unknown if key not in sides}
    return {normal(name): sides[normal(name)] for name in names}


def _asks(names: Sequence[str], sides: Mapping[str, SideOf], begins: Beginning) -> str:
    """The first name, if it is unknown and begins as customers do, or is a firm that deals with us alone; else ''."""
    first = normal(names[0]) if names else ""
    side = sides.get(first)
    if side is None:
        return first if sides and is_a_customers(begins.act) else ""
    others = [entry for key, entry in sides.items() if key != first]
    alone = not any(entry.side is Side.THIRD for entry in others) and len({*map(normal, names)}) > 1
    if side.side is not Side.THIRD or side.stated or not alone or not re.search(_SERVED, first):
        return ""
    return first if is_a_request(begins.act) or _is_for(begins.title, first) else ""


def _is_for(title: str, name: str) -> bool:
    """Whether a title says for whom a procedure is: 'Guide for suppliers' and 'Supplier onboarding' are."""
    one = rf"\b{re.escape(name.removesuffix('s'))}(?:'?s'?)?"
    whom = rf"\b(?:for|für)\b[^,;:]*{one}|{one} {_ADMITTED}|{_ADMITTED} of (?:an? |new |the )*{one}"
    return re.search(whom, normal(title)) is not None


def _own_institutions(names: Sequence[str], title: str) -> frozenset[str]:
    """Those who work at a hospital, a bank or the like whose own table it is, as compared.

    It is theirs where the title names the institution, or where nobody else in the table may be the organisation.
    """
    at = {key: match["of"] for key in map(normal, names) if (match := _INSTITUTION.search(key))}
    others = {key for key in map(normal, names) if key not in at}
    only = all(_known(key) in (Side.CUSTOMER, Side.THIRD) for key in others) and len({*at.values()}) == 1
    titled = normal(title)
    return frozenset(
        key
        for key, of in at.items()
        if _known(key) is Side.THIRD and (only or re.search(rf"\b{of}\b", titled)) and not _EXTERNAL.search(key)
    )


def is_known_customer(name: str) -> bool:
    """Whether a name alone says that it is the customer: 'Tenant' does, 'Customer service' does not."""
    return _known(normal(name)) is Side.CUSTOMER


def is_client(name: str) -> bool:
    """Whether a role in a Citizen's Charter is the client: 'Requesting party' is, 'Customer Service Officer' is not."""
    key = normal(name)
    return is_customer(key) and not re.search(_OURS, key)


def known_side(name: str) -> Side | None:
    """The side that a name alone says; BACKSTAGE for ours, None where it says none."""
    return _known(normal(name))


def _known(key: str) -> Side | None:
    """The side that a name says; BACKSTAGE for ours."""
    if is_police(key):
        return Side.THIRD
    if re.search(_ALWAYS, key):
        return Side.CUSTOMER
    if re.search(_OURS, key):
        return Side.THIRD if _EXTERNAL.search(key) else Side.BACKSTAGE
    if re.search(_THIRD, key):
        return Side.THIRD
    customer = is_customer(key) or re.search(_CUSTOMERS, key) or names_the_customer(key)
    return Side.CUSTOMER if customer else None


def _met(key: str, contacts: Mapping[str, str]) -> Side:
    meets = _MEETS.search(key) or _IN_CONTACT.search(contacts.get(key, ""))
    return Side.FRONTSTAGE if meets else Side.BACKSTAGE
