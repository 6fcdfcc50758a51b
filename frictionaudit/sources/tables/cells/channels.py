"""Channels as people print them in tables."""

from __future__ import annotations

import re

from frictionaudit.domain.procedure import Channel

_WORDS = {
    Channel.EMAIL: r"e-?mail|courriel",
    Channel.APP: r"\bapps?\b",
    Channel.CHAT: r"\bchat|messenger|whatsapp",
    Channel.WEB: r"\bweb|\bonline|portal|internet|website|digital|\ben ligne\b",
    Channel.PHONE: r"phone|téléphone|telefon|\bcall|anruf|hotline|\btel\b",
    Channel.POST: r"\bpost|\bmail\b|letter|\bbrief(?:lich|post)?\b|\bfax|\bcourier|\bkurier|courrier\b|\bposte\b",
    Channel.COUNTER: r"counter|in person|desk|walk-?in|window|schalter|persönlich|vor ort|bürgerbüro|guichet"
    r"|en personne|office visit"
    r"|^(?:(?:at|in|visit|to) )?(?:(?:the|our|an?|your|local|main|front|branch|town|district) )*offices?$"
    r"|^(?:town|city|village|municipal) hall$|^rathaus$",
    Channel.HOME: r"\bhome\b(?!.?page)|zu hause|zuhause",
    Channel.ONSITE: r"\bon[- ]?site|site visit|inspection|ortstermin",
    Channel.INTERNAL: r"internal|intern\b|back ?office|in[- ]house",
}


def read_channels(text: str) -> tuple[Channel, ...]:
    """The channels a cell names, in the order they stand there; empty when none is known."""
    plain = text.casefold()
    matches = {channel: re.search(pattern, plain) for channel, pattern in _WORDS.items()}
    if matches[Channel.EMAIL]:
        matches[Channel.POST] = re.search(_WORDS[Channel.POST], plain.replace("e-mail", "").replace("email", ""))
    places = {channel: match.start() for channel, match in matches.items() if match}
    return tuple(sorted(places, key=lambda channel: places[channel]))
