"""Wrote the store beside it with version 0.1.0; kept to show how, not to be run again with later versions.

python tests/history/v0_1/write_store.py FOLDER
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from frictionaudit.domain.changes import KINDS, ChangeSet, load
from frictionaudit.domain.procedure import Procedure
from frictionaudit.store import Designs, path_in

PAGE = {
    "id": "return-a-product",
    "title": "Return a product that isn't right",
    "kind": "return",
    "volume": "12000 per year",
    "parties": {
        "customer": {"side": "customer"},
        "desk": {"side": "frontstage", "name": "Helpdesk", "cost": "28 GBP/h", "authority": "50 GBP"},
    },
    "documents": {"receipt": {"issued_by": "us", "proof": "copy"}},
    "forms": {
        "return-form": {
            "channel": "web",
            "fields": [
                {"data": "order-number", "label": "Order number", "used_by": ["check"]},
                {"data": "email", "label": "E-mail address", "known": True},
            ],
        }
    },
    "groups": {"abroad": {"share": {"value": 0.08, "assumed": "two people said so"}, "flows": {"check>ask": 0.4}}},
    "promises": [{"from": "send", "to": "refunded", "within": "14 days", "basis": "eu-crd-13"}],
    "steps": {
        "send": {
            "kind": "start",
            "by": "customer",
            "asks": ["return-form", "receipt"],
            "effort": {"gather": "10m", "fill": "5m/8m/20m", "return": "P50=20m P90=1h"},
            "next": "check",
        },
        "check": {
            "by": "desk",
            "effort": {"work": {"value": "6m", "measured": {"n": 212, "period": "2025", "source": "telephone system"}}},
            "wait": {"queue": "2 working days"},
            "fees": [{"amount": "3.50 GBP", "name": "postage"}],
            "tells": {"reason": True, "redress": "ombudsman"},
            "next": [{"to": "refunded", "share": 0.88}, {"to": "ask", "share": 0.12, "when": "the receipt is missing"}],
        },
        "ask": {"by": "desk", "next": "check"},
        "refunded": {"kind": "end", "outcome": "favourable"},
    },
}

ACTS = {
    "Say more about the whole": [
        {"kind": "procedure-amended", "attribute": "owner", "value": "Customer operations"},
        {"kind": "procedure-amended", "attribute": "calendar", "value": {"country": "GB"}},
    ],
    "The warehouse takes part": [
        {"kind": "party-added", "id": "warehouse", "party": {"side": "backstage", "capacity": 3}},
        {"kind": "party-added", "id": "post", "party": {"side": "third"}},
        {"kind": "party-amended", "id": "desk", "attribute": "authority", "value": None},
        {
            "kind": "step-added",
            "id": "unpack",
            "step": {"by": "warehouse", "effort": {"work": "4m"}, "next": "refunded"},
        },
        {"kind": "flow-rerouted", "step": "check", "flow": "refunded", "to": "unpack"},
        {"kind": "step-amended", "id": "ask", "attribute": "wait", "value": {"customer": "3 days"}},
        {"kind": "party-removed", "id": "post"},
    ],
    "Ask less": [
        {"kind": "field-removed", "form": "return-form", "data": "email"},
        {"kind": "field-added", "form": "return-form", "position": 0, "field": {"data": "iban", "sensitive": True}},
        {
            "kind": "field-amended",
            "form": "return-form",
            "data": "order-number",
            "attribute": "prefilled",
            "value": True,
        },
        {"kind": "fields-reordered", "form": "return-form", "order": ["order-number", "iban"]},
        {"kind": "form-amended", "id": "return-form", "attribute": "name", "value": "Return form"},
        {"kind": "form-added", "id": "photo-form", "form": {"channel": "app", "fields": []}},
        {"kind": "form-added", "id": "letter", "form": {"channel": "post"}},
        {"kind": "form-removed", "id": "letter"},
    ],
    "A photo instead of the receipt": [
        {"kind": "document-added", "id": "photo", "document": {"name": "Photo", "proof": "digital"}},
        {"kind": "document-amended", "id": "photo", "attribute": "issued_by", "value": "customer"},
        {"kind": "step-amended", "id": "send", "attribute": "asks", "value": ["return-form", "photo"]},
        {"kind": "document-removed", "id": "receipt"},
    ],
    "Ask again no more": [
        {"kind": "step-removed", "id": "ask"},
        {"kind": "flow-removed", "step": "check", "flow": "ask"},
        {"kind": "flow-added", "step": "check", "flow": {"to": "refunded", "share": 0.05, "when": "up to 10 GBP"}},
        {"kind": "flow-amended", "step": "check", "flow": "unpack", "attribute": "share", "value": 0.95},
        {"kind": "group-amended", "id": "abroad", "attribute": "flows", "value": None},
        {"kind": "group-added", "id": "deaf", "group": {"share": 0.01, "needs": ["sign language"]}},
    ],
    "Promise what can be kept": [
        {"kind": "promise-added", "promise": {"from": "send", "to": "check", "within": "2 working days"}},
        {"kind": "promise-amended", "id": "send>refunded", "attribute": "within", "value": "10 days"},
        {"kind": "promise-removed", "id": "send>check"},
        {"kind": "group-removed", "id": "abroad"},
    ],
}


def write(folder: Path) -> None:
    """Write the store, and what each version of it says, into a folder."""
    used = {change["kind"] for changes in ACTS.values() for change in changes}
    assert used == set(KINDS), set(KINDS) - used
    at = datetime(2025, 3, 3, 9, tzinfo=UTC)
    with tempfile.TemporaryDirectory() as place:
        with Designs.open(Path(place)) as designs:
            designs.record(Procedure.model_validate(PAGE), reason="As it is", author="Ada Berg", at=at)
            for n, (reason, changes) in enumerate(ACTS.items(), start=1):
                change_set = ChangeSet(changes=load(changes), reason=reason, author="Bo Dahl")
                designs.accept("return-a-product", change_set, at + timedelta(days=n))
            designs.retire("return-a-product", reason="A test", author="Ada Berg", at=at + timedelta(days=20))
            designs.reopen("return-a-product", reason="Again", author="Ada Berg", at=at + timedelta(days=21))
            expected = [
                designs.at("return-a-product", version.number) for version in designs.history("return-a-product")
            ]
        shutil.copy(path_in(Path(place)), folder / "designs.sqlite")
    document = [{"version": version.model_dump(mode="json"), "page": page.page()} for page, version in expected]
    text = json.dumps(document, indent=1, ensure_ascii=False)
    (folder / "expected.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
