"""The fixed words of the page for keys of a procedure: channels, what people are told, proofs, outcomes."""

from __future__ import annotations

from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - the usual name of a mark for translators
    """Mark a text to be translated where it is shown."""
    return message


CHANNELS: Mapping[str, str] = {
    "web": N_("online"),
    "app": N_("in the app"),
    "email": N_("by email"),
    "chat": N_("by chat"),
    "phone": N_("by phone"),
    "post": N_("by post"),
    "counter": N_("at the counter"),
    "home": N_("at home"),
    "onsite": N_("on site"),
}
TOLD: Mapping[str, str] = {
    "result": N_("Result"),
    "eligibility": N_("Who may use it"),
    "documents": N_("Documents"),
    "cost": N_("Cost"),
    "time": N_("Time"),
    "next": N_("What comes next"),
    "reason": N_("Reason"),
    "options": N_("Your options"),
    "redress": N_("If you disagree"),
    "contact": N_("Whom to ask"),
    "reference": N_("Reference"),
    "delay": N_("If it takes longer"),
    "feedback": N_("Tell us how it went"),
}
"""Labels before a text that people are told."""
TOLD_WITHOUT_TEXT: Mapping[str, str] = {
    "result": N_("the result"),
    "eligibility": N_("who may use it"),
    "documents": N_("which documents you need"),
    "cost": N_("what it costs"),
    "time": N_("how long it takes"),
    "next": N_("what comes next"),
    "reason": N_("the reason"),
    "options": N_("your options"),
    "redress": N_("what you can do if you disagree"),
    "contact": N_("whom to ask"),
    "reference": N_("your reference"),
    "delay": N_("if it takes longer"),
    "feedback": N_("how to say how it went"),
}
"""What follows "You are told" where the procedure has no text."""
PROOFS: Mapping[str, str] = {
    "original": N_("original"),
    "copy": N_("a copy is enough"),
    "certified": N_("certified copy"),
    "notarised": N_("notarised"),
    "digital": N_("as a file"),
}
WAITS: Mapping[str, str] = {
    "we": N_("You wait %(time)s for us"),
    "you": N_("Usual time for you: %(time)s"),
    "third": N_("You wait %(time)s for others"),
}
UNKNOWN_WAITS: Mapping[str, str] = {
    "we": N_("You wait for us; how long is not known"),
    "you": N_("Then it is your turn"),
    "third": N_("You wait for others; how long is not known"),
}
WAIT, WAIT_AT_LEAST, WAIT_UNKNOWN = N_("wait: %(time)s"), N_("wait: at least %(time)s"), N_("wait: not known")
"""Beside an arrow of the picture."""
PICTURE = N_("The picture shows the steps. The list below it says the same in words.")
WITHOUT_NAME: Mapping[str, str] = {"start": N_("Start"), "end": N_("End"), "event": N_("Event")}
"""What is read aloud for a shape of the picture that has no name; any other is a decision."""
DECISION = N_("Decision")
