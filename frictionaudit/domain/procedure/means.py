"""What customers must have to take a step: a connection, a printer, a car; and who has none."""

from __future__ import annotations

from frictionaudit.did_you_mean import did_you_mean
from frictionaudit.domain.procedure.forms import Channel
from frictionaudit.domain.value_errors import UnreadableValueError

MEANS = (
    "web",
    "phone",
    "smartphone",
    "email",
    "address",
    "printer",
    "scanner",
    "camera",
    "car",
    "bank account",
    "bank card",
    "cash",
    "identity document",
)
"""What a step can require of customers, and a group can be without; `web` is any connection to the internet."""

_OF_CHANNEL = {
    Channel.WEB: frozenset({"web"}),
    Channel.CHAT: frozenset({"web"}),
    Channel.EMAIL: frozenset({"web", "email"}),
    Channel.APP: frozenset({"web", "smartphone"}),
    Channel.PHONE: frozenset({"phone"}),
    Channel.HOME: frozenset({"address"}),
}


def means_of(channel: Channel | None) -> frozenset[str]:
    """What a channel itself requires: the web needs a connection, an app a smartphone too, a visit at home an address.

    A counter and the post require nothing that the channel alone tells.
    """
    return _OF_CHANNEL.get(channel, frozenset()) if channel is not None else frozenset()


def known_means(means: tuple[str, ...]) -> tuple[str, ...]:
    """The same words; `UnreadableValueError` names the first that is not one of MEANS, and what is near it."""
    for word in means:
        if word not in MEANS:
            raise UnreadableValueError(
                f"'{word}' is not something that customers have or lack", did_you_mean(word, MEANS, 3)
            )
    return means
