"""One family of errors: its name, where it is, what is wrong, and what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class Slug(StrEnum):
    """The names of all errors; each has its row in the guide (docs/guide/errors.md)."""

    # in a page
    NOT_TEXT = "not-text"
    NOT_YAML = "not-yaml"
    NOT_A_PAGE = "not-a-page"
    NOT_A_STEP = "not-a-step"
    TWO_DOCUMENTS = "two-documents"
    ALIAS_NOT_ALLOWED = "alias-not-allowed"
    TAG_NOT_ALLOWED = "tag-not-allowed"
    DUPLICATE_KEY = "duplicate-key"
    NOT_A_KEY = "not-a-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_VALUE = "wrong-value"
    DANGLING_REFERENCE = "dangling-reference"
    CONTRADICTION = "contradiction"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    CURLY_QUOTES = "curly-quotes"

    # in a service table
    NOT_A_TABLE = "not-a-table"
    NO_TABLE_HEADING = "no-table-heading"
    SEVERAL_SERVICES = "several-services"
    SHIFTED_COLUMNS = "shifted-columns"
    NO_SUCH_TABLE = "no-such-table"
    NOT_A_MAPPING = "not-a-mapping"
    MISSING_EXTRA = "missing-extra"

    # in answers
    NOT_ANSWERS = "not-answers"
    UNMATCHED_ANSWERS = "unmatched-answers"
    SEVERAL_PAGES = "several-pages"

    # in a drawing
    NOT_XML = "not-xml"
    NOT_BPMN = "not-bpmn"
    NOT_A_DRAWING = "not-a-drawing"
    DOCTYPE_NOT_ALLOWED = "doctype-not-allowed"
    SEVERAL_PROCEDURES = "several-procedures"
    NO_COORDINATES = "no-coordinates"

    # in a picture
    NOTHING_TO_DRAW = "nothing-to-draw"
    NOTHING_TO_COMPARE = "nothing-to-compare"

    # paths and names
    NO_SUCH_PATH = "no-such-path"
    UNREADABLE_FILE = "unreadable-file"
    UNKNOWN_FORMAT = "unknown-format"
    NOTHING_EXAMINED = "nothing-examined"
    FILE_EXISTS = "file-exists"
    NO_REPOSITORY = "no-repository"
    UNKNOWN_BASE = "unknown-base"
    UNKNOWN_RULE = "unknown-rule"
    UNKNOWN_MEASURE = "unknown-measure"
    UNKNOWN_NAME = "unknown-name"

    # in a simulation, a promise or a profile
    NO_START = "no-start"
    NEVER_ENDS = "never-ends"
    TOO_FEW_CASES = "too-few-cases"
    TOO_MANY_CASES = "too-many-cases"
    NO_BASELINE = "no-baseline"
    NO_AUTHOR = "no-author"
    NO_DATA_FRAMES = "no-data-frames"
    EXPECTED_ONE_PROCEDURE = "expected-one-procedure"
    NO_CAPACITY = "no-capacity"
    NO_STAFF = "no-staff"
    NO_VOLUME = "no-volume"
    LEVEL_OUT_OF_RANGE = "level-out-of-range"
    MARGIN_OUT_OF_RANGE = "margin-out-of-range"
    WRONG_PROFILE_OPTION = "wrong-profile-option"
    NOT_MONEY = "not-money"
    UNKNOWN_ECONOMY = "unknown-economy"

    # in changes and plans
    NOT_CHANGES = "not-changes"
    WRONG_PROCEDURE = "wrong-procedure"
    PAGE_CHANGED = "page-changed"
    NO_SUCH_PLAN = "no-such-plan"
    NOT_AN_ASSIGNMENT = "not-an-assignment"
    NO_SUCH_VALUE = "no-such-value"
    EXPECTED_ONE_PAGE = "expected-one-page"
    UNRECORDED_EDITS = "unrecorded-edits"

    # in packs
    UNKNOWN_PACK = "unknown-pack"
    WRONG_ROW = "wrong-row"
    OVERLAPPING_VALIDITY = "overlapping-validity"

    # in settings and a baseline
    NOT_TOML = "not-toml"
    UNKNOWN_SETTING = "unknown-setting"
    WRONG_SETTING = "wrong-setting"
    UNKNOWN_OPTION = "unknown-option"
    INCOMPLETE_WAIVER = "incomplete-waiver"
    CONTRADICTORY_SETTINGS = "contradictory-settings"
    NO_RULE_LEFT = "no-rule-left"
    NOT_A_BASELINE = "not-a-baseline"
    BASELINE_VERSION = "baseline-version"
    BASELINE_NOT_WRITTEN = "baseline-not-written"

    # in the history
    NO_HISTORY = "no-history"
    NO_SUCH_VERSION = "no-such-version"
    NOT_A_VERSION = "not-a-version"
    BEFORE_FIRST_VERSION = "before-first-version"
    UNKNOWN_BASE_VERSION = "unknown-base-version"
    VERSION_CONFLICT = "version-conflict"
    MISSING_REASON_OR_AUTHOR = "missing-reason-or-author"
    UNREADABLE_HISTORY = "unreadable-history"
    WRONG_DATABASE_ADDRESS = "wrong-database-address"
    UNREADABLE_BASE_FILE = "unreadable-base-file"

    # in a review
    NO_REVIEW = "no-review"
    REVIEW_CONFLICT = "review-conflict"
    REVIEW_CLOSED = "review-closed"
    REVIEW_OPEN = "review-open"
    NO_SUCH_ITEM = "no-such-item"
    DECIDED_ALREADY = "decided-already"
    VOTES_REVEALED = "votes-revealed"
    NO_VOTES = "no-votes"
    DATE_IN_THE_PAST = "date-in-the-past"
    FINDING_GONE = "finding-gone"
    SUGGESTION_OUTDATED = "suggestion-outdated"
    WRONG_DECISION = "wrong-decision"
    MISSING_DAY = "missing-day"
    MISSING_TEXT = "missing-text"
    TOO_LONG = "too-long"
    NOT_A_DAY = "not-a-day"
    UNKNOWN_METHOD = "unknown-method"
    NOTHING_TO_VERIFY = "nothing-to-verify"

    # in a store
    WRONG_KEY = "wrong-key"
    STORE_NOT_EMPTY = "store-not-empty"
    NOT_AN_EXPORT = "not-an-export"
    STORE_DAMAGED = "store-damaged"
    NO_SUCH_PERSON = "no-such-person"
    STORE_BUSY = "store-busy"

    # in published pages
    WRONG_DESTINATION = "wrong-destination"
    NOTHING_TO_PUBLISH = "nothing-to-publish"
    NOTHING_PUBLISHED = "nothing-published"
    SAME_ID = "same-id"
    FOREIGN_FILE = "foreign-file"
    OUTSIDE_FOLDER = "outside-folder"
    NOT_A_FOLDER = "not-a-folder"
    NOT_A_MANIFEST = "not-a-manifest"
    PAGES_NOT_WRITTEN = "pages-not-written"

    # in the output, the files written, and the program itself
    OUTPUT_NOT_WRITTEN = "output-not-written"
    FILE_NOT_WRITTEN = "file-not-written"
    OUT_OF_MEMORY = "out-of-memory"
    NO_TEXTS = "no-texts"
    UNEXPECTED_ERROR = "unexpected-error"

    # for programmers
    NOTHING_CHANGED = "nothing-changed"
    RETIRED = "retired"
    NOT_RETIRED = "not-retired"
    ID_CANNOT_CHANGE = "id-cannot-change"
    MISSING_TIME_ZONE = "missing-time-zone"
    CHANGE_DOES_NOT_FIT = "change-does-not-fit"
    WRONG_CHANGE = "wrong-change"
    UNKNOWN_CHANGE = "unknown-change"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, with its name, one of `Slug`; `where` is file:line:column, `hint` what to do."""

    slug: str
    message: str
    where: str = ""
    hint: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "slug", Slug(self.slug))  # a name that the guide does not have is a bug

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{hint} [{self.slug}]"


class FrictionauditError(Exception):
    """Something that the user can put right. It holds every problem of the input, not only the first."""

    exit_status = 2

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, slug: str, message: str, where: str = "", hint: str = "") -> Self:
        """An error with a single problem."""
        return cls(Problem(slug, message, where, hint))


class UsageError(FrictionauditError):
    """The command was called in a way that makes no sense (exit status 2)."""


class InputError(FrictionauditError):
    """A source could not be read (exit status 3)."""

    exit_status = 3


class OutputError(FrictionauditError):
    """A result could not be written (exit status 3)."""

    exit_status = 3


class ChangeError(FrictionauditError):
    """A change does not fit the procedure it is applied to (exit status 3)."""

    exit_status = 3


class ConflictError(FrictionauditError):
    """Somebody else recorded a version in the meantime (exit status 3); nothing was written."""

    exit_status = 3
