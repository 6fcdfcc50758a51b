"""The page in the European vocabulary for public services, CPSV-AP 3.2 (JSON-LD)."""

from __future__ import annotations

import json
from typing import Any

from frictionaudit.exports.pages.iso_duration import whole_time
from frictionaudit.exports.pages.view import View
from frictionaudit.exports.wording.sanitize import json_escaped

CONTEXT = {
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CURRENCY = "http://publications.europa.eu/resource/authority/currency/"
_REGION = "http://data.europa.eu/88u/dataset/atu-type"


def lacks(view: View) -> tuple[str, ...]:
    """Keys of the page without which there is no valid description."""
    page = view.page
    known = {"organisation": page.organisation, "summary": page.summary, "calendar: {country}": page.country}
    return tuple(key for key, value in known.items() if not value)


def write(view: View, address: str | None = None) -> bytes:
    """The description; empty where the page lacks what the vocabulary demands.

    `address` is the web address of the page, else the description refers to itself by the procedure's id.
    """
    if lacks(view):
        return b""
    data = {"@context": CONTEXT, "@graph": [_service(view, address or f"urn:frictionaudit:{view.page.id}")]}
    return (json_escaped(json.dumps(data, ensure_ascii=False, indent=1)) + "\n").encode()


def _service(view: View, base: str) -> dict[str, Any]:
    page = view.page
    time = whole_time(page.promises)
    service: dict[str, Any] = {
        "@id": base,
        "@type": "cpsv:PublicService",
        "dct:identifier": page.id,
        "dct:title": _text(view, page.title),
        "dct:description": _text(view, page.summary or page.title),
        "cv:hasCompetentAuthority": _authority(view, base),
        "cv:hasChannel": [_channel(view, base, n, way, time) for n, way in enumerate(page.channels, 1)],
        "cpsv:hasInput": [
            {
                "@id": f"{base}#input-{n}",
                "@type": "cv:Evidence",
                "dct:identifier": f"{page.id}-input-{n}",
                "dct:title": _text(view, needed.name),
            }
            for n, needed in enumerate(page.needs, 1)
        ],
        "cv:hasCost": [_cost(view, base, n, price) for n, price in enumerate(page.prices, 1)],
        "cv:hasLegalResource": [
            {"@id": f"{base}#law-{n}", "@type": "eli:LegalResource", "dct:title": _text(view, law)}
            for n, law in enumerate(page.laws, 1)
        ],
        "cv:contactPoint": _contact(view, base),
    }
    if time:
        service["cv:processingTime"] = {"@type": "xsd:duration", "@value": time}
    return {key: value for key, value in service.items() if value not in (None, [])}


def _authority(view: View, base: str) -> dict[str, Any]:
    region = {"@id": f"urn:iso:std:iso:3166:{view.page.country}", "@type": _REGION}
    return {
        "@id": f"{base}#authority",
        "@type": "cv:PublicOrganisation",
        "skos:prefLabel": _text(view, view.page.organisation or ""),
        "dct:spatial": region,
    }


def _channel(view: View, base: str, number: int, way: str, time: str | None) -> dict[str, Any]:
    channel: dict[str, Any] = {
        "@id": f"{base}#channel-{number}",
        "@type": "cv:Channel",
        "dct:identifier": f"{view.page.id}-{way}",
        "dct:description": {"@language": view.words.code, "@value": view.ways([way])},
    }
    return {**channel, "cv:processingTime": {"@type": "xsd:duration", "@value": time}} if time else channel


def _cost(view: View, base: str, number: int, price: Any) -> dict[str, Any]:
    fee = price.fee
    cost: dict[str, Any] = {
        "@id": f"{base}#cost-{number}",
        "@type": "cv:Cost",
        "dct:identifier": f"{view.page.id}-cost-{number}",
        "dct:description": _text(view, fee.name or price.step),
    }
    if fee.amount is not None:
        currency = {"@id": f"{_CURRENCY}{fee.amount.currency}", "@type": "skos:Concept"}
        cost |= {
            "cv:hasValue": {"@type": "xsd:double", "@value": str(float(fee.amount.amount))},
            "cv:currency": currency,
        }
    return cost


def _contact(view: View, base: str) -> dict[str, Any] | None:
    contact = view.page.guidance.contact
    if contact is None:
        return None
    point: dict[str, Any] = {"@id": f"{base}#contact", "@type": "cv:ContactPoint"}
    point |= {"cv:telephone": contact.phone} if contact.phone else {}
    point |= {"cv:email": contact.email} if contact.email else {}
    point |= {"cv:contactPage": {"@id": contact.web, "@type": "foaf:Document"}} if contact.web else {}
    return point


def _text(view: View, said: str) -> dict[str, str]:
    """A text with the language that it is in."""
    shown, code = view.text(said)
    return {"@language": code, "@value": view.plain(said) if shown == said else shown}
