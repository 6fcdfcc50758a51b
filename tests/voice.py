"""How the product speaks, as far as a program can check it: words, sentence openings, and the length of sentences."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LONGEST = 25
"""Words in a sentence, as GOV.UK advises."""

RETIRED = {
    r"on line(?! (?:x|\d))": "online",
    r"anew": "again",
    r"so many(?!.*\bthat\b)": "the number",
    r"ways? on(?!line)": "route, flow, or the next step",
    r"(?:rests?|hangs?|resting|hanging) on": "depends on",
    r"hangs?(?! up\b)": "depends",
    r"gives up:": "trade-off",
    r"(?:is|are) given up": "trade-off",
    r"brings? up": "triggers",
    r"rings? up": "phones",
    r"rings? to": "phones to",
    r"(?<!circulates )for ever": "without end",
    r"telephones?": "phone",
    r"straight(?! (?:lines?|quotes))": "directly",
    r"one another": "each other",
    r"points in a hundred": "percentage points",
    r"times in 100 cases": "% of cases",
    r"not read first-hand": "not checked first-hand",
    r"standing in line|stands? in line": "queueing",
    r"a second door": "a second channel",
    r"goes round": "circulates",
    r"sooner done": "done sooner",
    r"talk to standard error": "messages go to stderr",
    r"standard (?:input|output|error)": "stdin, stdout, stderr",
    r"leads? back to where": "repeats",
    r"\d+ (?:min|minutes|days|h) a case": "per case",
    r"please": "(leave it out)",
}
"""Words that the product no longer uses, as patterns, each with what it says now."""

_RETIRED = [(re.compile(rf"\b(?:{pattern})(?!\w)", re.IGNORECASE), better) for pattern, better in RETIRED.items()]
_FREE_RELATIVE = re.compile(r"(?:Who|Whom|Whose|Whoever|What|Whatever|Which|Whichever)\b")
_INVERTED = re.compile(
    r"(?!(?:Need|Speed|Seed)\b)[A-Z]\w*(?:ed|own|old|ant|ven|ken|awn|aid|ept|ound|eft) (?:is|are|was|were)\b"
)
_ABBREVIATION = re.compile(r"(?:^|[\s(])(?:Art|No|s|e\.g|i\.e|etc|cf|p|pp|vs|Reg|Sec|ch)\.$")
_END = re.compile(r"(?<=[.!?])[)\"'”’*]*\s+(?=[^a-z\s])")
_CODE = re.compile(r"`[^`]+`|https?://\S+|\]\([^)]*\)|<!--.*?-->|<[^>]+>")
_LIST = re.compile(r":(?:[^,:]+,){2}.*", re.DOTALL)


def faults(text: str) -> list[str]:
    """What is wrong with a text in prose, one line each; code, examples and lists of names are left out."""
    found: list[str] = []
    for sentence in sentences(text):
        words = [word for word in _LIST.sub("", sentence).split() if re.search(r"[^\W\d_]", word)]
        if not sentence.endswith("?") and len(words) > 2 and _FREE_RELATIVE.match(sentence):
            found.append(f"begins with a free relative: {sentence}")
        if _INVERTED.match(sentence):
            found.append(f"begins with an inverted participle: {sentence}")
        if len(words) > LONGEST:
            found.append(f"has {len(words)} words: {sentence}")
        if sentence.endswith("!"):
            found.append(f"exclaims: {sentence}")
        found += [
            f"'{match[0]}' is now '{better}': {sentence}"
            for word, better in _RETIRED
            for match in word.finditer(sentence)
        ]
    return found


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text, without code."""
    for paragraph in _paragraphs(text):
        start = 0
        for match in _END.finditer(paragraph):
            if not _ABBREVIATION.search(paragraph[start : match.start()].rstrip()):
                yield paragraph[start : match.start()].strip(" *_")
                start = match.end()
        if rest := paragraph[start:].strip(" *_"):
            yield rest


def _paragraphs(text: str) -> Iterator[str]:
    """Paragraphs, list items and table cells, each on one line; blocks of code are left out."""
    text = re.sub(r"^ *```.*?^ *```$", "", text, flags=re.MULTILINE | re.DOTALL)
    for block in re.split(r"\n\s*\n", text):
        if all(line.startswith("    ") for line in block.splitlines() if line):
            continue
        for item in re.split(r"\n(?=\s*(?:[-*|#]|\d+\.) ?)", block):
            parts = re.split(r"(?<!\\)\|", item) if item.lstrip().startswith("|") else [item]
            for part in parts:
                plain = _CODE.sub(lambda code: "X" if code[0].startswith(("`", "http")) else "]", part)
                plain = " ".join(plain.split())
                if re.search(r"\w", plain) and not plain.startswith("#"):
                    yield re.sub(r"^(?:[-*]|\d+\.) ", "", plain).replace("[", "").replace("]", "")


ERRORS = ("Error.of", "cls.of", "Problem", "ValueError", "UsageError", "Fault", "complain", "_refuse_if")
"""Calls that make an error."""


def messages(file: Path, calls: tuple[str, ...] = ERRORS) -> list[str]:
    """The texts that a module gives to some calls, with `x` for what is filled in; by default those of its errors."""
    texts: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Assign) and any(
            getattr(target, "id", "") in ("message", "hint") for target in node.targets
        ):
            texts += _texts(node.value)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(calls):
            for argument in (*node.args, *(keyword.value for keyword in node.keywords)):
                texts += _texts(argument)
    return [text for text in texts if " " in text]


def _texts(node: ast.expr) -> Iterator[str]:
    """The text of an expression, as far as it stands in the source."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
