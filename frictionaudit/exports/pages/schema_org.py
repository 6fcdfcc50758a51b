"""The page as schema.org describes services and return policies, for search engines (JSON-LD)."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from frictionaudit.exports.pages.iso_duration import whole_time
from frictionaudit.exports.pages.view import View
from frictionaudit.exports.wording.sanitize import json_escaped
from frictionaudit.results.customer_page import CustomerPage

_GOVERNMENT = ("permit", "fine", "claim")
"""Kinds of procedure that only public bodies run."""
_BY_MAIL, _IN_STORE = ("post", "home"), ("counter", "onsite")


def element(view: View) -> str:
    """The data block for the head of the page; browsers do not run it."""
    said = json.dumps(data(view), ensure_ascii=False, separators=(",", ":"))
    safe = json_escaped(said).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return f'<script type="application/ld+json">{safe}</script>'


def data(view: View) -> dict[str, Any]:
    """A `MerchantReturnPolicy` for returns, a `GovernmentService` for permits, fines and claims, else a `Service`."""
    body = _return_policy(view) if view.page.kind == "return" else _service(view)
    return _said({"@context": "https://schema.org", **body})


def _service(view: View) -> dict[str, Any]:
    page = view.page
    kind = "GovernmentService" if page.kind in _GOVERNMENT else "Service"
    provider = {"@type": "GovernmentOrganization" if kind == "GovernmentService" else "Organization"}
    return {
        "@type": kind,
        "name": view.plain(page.title),
        "description": view.plain(page.summary) if page.summary else None,
        "provider": {**provider, "name": view.plain(page.organisation)} if page.organisation else None,
        "areaServed": {"@type": "Country", "name": page.country} if page.country else None,
        "availableChannel": [_channel(view)],
        "offers": [_offer(view, price) for price in page.prices if price.fee.amount is not None],
    }


def _channel(view: View) -> dict[str, Any]:
    page, contact = view.page, view.page.guidance.contact
    return _said({
        "@type": "ServiceChannel",
        "name": view.ways(page.channels),
        "processingTime": whole_time(page.promises),
        "serviceUrl": page.guidance.start,
        "servicePhone": {"@type": "ContactPoint", "telephone": contact.phone} if contact and contact.phone else None,
        "availableLanguage": list(page.languages) or None,
    })  # fmt: skip


def _offer(view: View, price: Any) -> dict[str, Any]:
    fee = price.fee
    return _said({
        "@type": "Offer",
        "name": view.plain(fee.name) if fee.name else None,
        "price": f"{fee.amount.amount:f}",
        "priceCurrency": fee.amount.currency,
    })  # fmt: skip


def _return_policy(view: View) -> dict[str, Any]:
    page = view.page
    postage = [price.fee.amount for price in page.prices if price.fee.amount is not None and price.fee.to == "us"]
    ways = [f"https://schema.org/{name}" for name, known in (("ReturnByMail", _BY_MAIL), ("ReturnInStore", _IN_STORE))
            if set(known) & {*page.channels, *_all_channels(page)}]  # fmt: skip
    fees = "FreeReturn" if page.free else "ReturnShippingFees" if postage else None
    amount = {
        "@type": "MonetaryAmount",
        "value": f"{sum((fee.amount for fee in postage), Decimal(0)):f}",
        "currency": postage[0].currency,
    } if postage else None  # fmt: skip
    return {
        "@type": "MerchantReturnPolicy",
        "name": view.plain(page.title),
        "description": view.plain(page.summary) if page.summary else None,
        "applicableCountry": page.country,
        "returnMethod": ways,
        "returnFees": f"https://schema.org/{fees}" if fees else None,
        "returnShippingFeesAmount": amount,
        "merchantReturnLink": page.guidance.start,
    }


def _all_channels(page: CustomerPage) -> set[str]:
    return {channel for turn in page.turns if turn.actor == "you" for channel in turn.channels}


def _said(body: dict[str, Any]) -> dict[str, Any]:
    """The properties that have a value."""
    return {key: value for key, value in body.items() if value not in (None, [], "")}
