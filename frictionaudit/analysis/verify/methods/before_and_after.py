"""Before and after: the numbers of the page when it was decided beside those that were measured since."""

from __future__ import annotations

from collections.abc import Sequence

from frictionaudit.analysis.flow.subject import Subject
from frictionaudit.analysis.verify.method import Accepted, Method
from frictionaudit.domain.review import Verification


class BeforeAndAfter(Method):
    """Compares measured numbers of the new page with the old ones."""

    title = "before and after"
    needs = "numbers that were measured after the change, each with its number of cases"

    def verify(self, accepted: Sequence[Accepted], after: Subject) -> list[Verification]:
        raise NotImplementedError
