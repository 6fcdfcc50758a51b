"""What a method of verification is: it sets predicted effects beside what was measured, and says what follows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.domain.review import SuggestionEntry, Verification


@dataclass(frozen=True)
class Accepted:
    """An accepted suggestion, with the procedure before it."""

    entry: SuggestionEntry
    before: Subject


class Method(ABC):
    """One way to tell whether a change brought what was predicted."""

    @abstractmethod
    def verify(self, accepted: Sequence[Accepted], after: Subject) -> list[Verification]:
        """One verification for each accepted suggestion, in their order."""
