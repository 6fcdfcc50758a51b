"""What playing a procedure through many times showed: times, ends, queues, and what could be promised."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from frictionaudit.domain.values import Value


class Interval(Value):
    """A 95 % confidence interval: how far chance in the simulation may have moved a figure."""

    low: float
    high: float | None = Field(description="None where the page or the number of cases gives no upper end")


class Distribution(Value):
    """How an amount of minutes varies over the cases.

    A percentile is None if so few cases do not define it, or if it lies beyond the last quantile on the page.
    """

    mean: float | None = Field(description="None where there is no case")
    error: float = Field(description="standard error of the mean: the simulation's own")
    mean_interval: Interval | None = Field(default=None, description="None where nothing varies")
    p50: float | None = None
    p50_interval: Interval | None = None
    p80: float | None = None
    p80_interval: Interval | None = None
    p90: float | None = None
    p90_interval: Interval | None = None


class EndReached(Value):
    """One place at which cases stop."""

    step: str
    name: str
    outcome: str | None = None
    share: float = Field(description="times reached per case; above 1 only where branches end apart")
    error: float
    drawn: bool = Field(default=True, description="False where cases stop at a step that is not an end")


class Workload(Value):
    """How busy a party with limited staff was, and who waited for it."""

    party: str
    name: str
    capacity: int
    utilisation: float = Field(description="share of the opening hours in which its people were busy")
    utilisation_interval: Interval | None = None
    queue_mean: float = Field(description="cases waiting, on average over time")
    queue_most: int
    wait_mean: float = Field(description="minutes on the clock that a case waits for it, per visit")
    wait_open: float = Field(default=0.0, description="minutes of that wait in opening hours")
    visits: int = Field(description="how often a case came to it, to be served or to give up")


class GroupWait(Value):
    """The wait in one queue by customer group."""

    step: str = Field(description="the step that is waited for")
    name: str
    group: str
    goes_first: bool = Field(description="whether the group is urgent, and such cases are taken first here")
    in_line: bool = Field(default=False, description="whether people stand in line meanwhile")
    visits: int
    wait: Distribution = Field(
        description="minutes per visit, also of those who give up: in opening hours where people stand in line, else "
        "on the clock"
    )
    mean_without_priority: float | None = Field(
        default=None, description="the average wait if all came in turn; None where nobody goes first"
    )


class GaveUp(Value):
    """How often the people of one customer group run out of patience."""

    step: str = Field(description="the step at which the page states their patience")
    name: str
    group: str
    visits: int = Field(description="how often they came to the queue")
    share: float = Field(description="share of these visits that end by giving up")
    interval: Interval | None = None


class PromiseTried(Value):
    """A promise, or the whole way from start to end, against the cases that went it."""

    key: str
    from_step: str
    to_step: str
    again: bool = Field(default=False, description="whether a case can come to the last step again; the first counts")
    promised: float | None = Field(description="minutes on the clock; None where nothing is promised")
    within: str = Field(default="", description="the promise as the page states it")
    cases: int = Field(description="cases that went from one step to the other")
    reached: float | None = Field(default=None, description="share of all cases that come to its first step")
    kept: float | None = Field(description="share of them within the promise")
    kept_interval: Interval | None = None
    at_most: bool = Field(
        default=False, description="whether fewer may keep it: some times lie beyond what the page states"
    )
    at_least: float | None = Field(default=None, description="share that surely keeps it, where fewer may than told")
    time: Distribution


class SimulationResult(Value):
    """One procedure played through many times, with the seed by which anybody gets the same bytes."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    id: str
    title: str
    source: str = ""
    cases: int = Field(description="cases that were played and counted")
    seed: int
    arrive: str = Field(default="in opening hours", description="when cases arrive")
    queues: bool = Field(description="whether limited staff was simulated, instead of the stated queueing times")
    lead_time: Distribution = Field(description="from start to the last end, over the cases that came to an end")
    parallel: bool = Field(
        default=False, description="whether a case can be on several branches at a time: their minutes are added up"
    )
    customer_minutes: Distribution
    staff_minutes: Distribution
    wait_ours: Distribution
    wait_customer: Distribution
    wait_third: Distribution
    ends: tuple[EndReached, ...]
    unfinished: float = Field(description="share of cases that never came to an end")
    timed_out: float = Field(default=0.0, description="share of cases whose deadline passed; only with queues")
    left: float = Field(
        default=0.0, description="share of cases that gave up in a queue, with no end drawn for that; only with queues"
    )
    promises: tuple[PromiseTried, ...] = ()
    workload: tuple[Workload, ...] = ()
    group_waits: tuple[GroupWait, ...] = Field(default=(), description="waits in each queue by customer group")
    gave_up: tuple[GaveUp, ...] = Field(default=(), description="who gives up in a queue, where a patience is stated")
    capped: tuple[str, ...] = Field(default=(), description="which limit was reached, and what that cut short")
    assumed: tuple[str, ...] = ()
    unknown: tuple[str, ...] = Field(default=(), description="what says no time, and counted as none")
    notes: tuple[str, ...] = ()


Unit = Literal["working days", "days", "minutes"]
NoticeUnit = Literal["minutes", "days", "working minutes", "working days"]


class PromiseCandidate(Value):
    """What could be published for one stretch: a time, how sure one can be of it, and how it would fare."""

    key: str
    from_step: str
    to_step: str
    again: bool = Field(default=False, description="whether a case can come to the last step again; the first counts")
    promised: str | None = Field(description="what is promised today")
    kept_today: float | None = Field(description="share of the simulated cases within today's promise")
    kept_interval: Interval | None = None
    kept_at_most: bool = Field(default=False, description="whether fewer may keep it than the page tells")
    kept_at_least: float | None = Field(default=None, description="share that surely keeps it, where fewer may")
    at_least: bool = Field(default=False, description="whether times are missing on the way, so all take longer")
    certain: bool = Field(default=False, description="whether nothing on the way is random, the calendar included")
    margin: float = 0.25
    beaten_today: float | None = Field(
        default=None, description="share of the simulated cases that keep today's promise with the margin to spare"
    )
    measured: str | None = Field(default=None, description="how many real cases kept it, where they were counted")
    kept_stated: float | None = Field(default=None, description="share of cases that keep it, as the page says")
    differs: str | None = Field(default=None, description="why the page's share and the simulated one differ")
    played: int = Field(default=0, description="all cases played")
    reached: float | None = Field(default=None, description="share of them that come to the first step")
    cases: int = Field(description="cases that went from one step to the other")
    rank: int | None = Field(description="order statistic behind the percentile; None where too few cases")
    p50: float | None
    percentile: float | None = Field(description="minutes on the clock within which `level` of the cases are done")
    promised_minutes: float | None = Field(default=None, description="today's promise in minutes on the clock")
    promised_days: float | None = Field(
        default=None, description="the same in working days; None where every day is one"
    )
    days: int | None = Field(description="the percentile in whole working days, or whole minutes: see `unit`")
    say: int | None = Field(description="what to publish: the percentile with its margin, rounded up")
    say_minutes: float | None = Field(default=None, description="what to publish, in minutes on the clock")
    unit: Unit = "working days"
    level: float
    covers: float | None = Field(description="share of cases that it covers with the confidence given")
    confidence: float
    beaten: float | None = Field(description="share of cases done before the percentile's time: better than told")
    met: float | None = Field(description="share done between that time and the promise")
    broken: float | None = Field(description="share done later than the promise")
    broken_at_most: bool = Field(default=False, description="whether fewer may be late than the page tells")
    missing: tuple[str, ...] = Field(default=(), description="what would have to be known before publishing it")


class DelayNotice(Value):
    """What to tell people when something goes wrong at a step: a time with a margin, and how it would fare."""

    step: str
    what: str
    share: float | None = Field(description="share of the visits to the step in which it happens")
    takes: str | None = Field(description="how long it takes, as the page says")
    told: str | None = Field(description="the time that people are told today")
    level: float
    likely: int | None = Field(default=None, description="number of `unit` within which `level` of them are put right")
    say: int | None = Field(default=None, description="what to tell people: that time with its margin, rounded up")
    unit: NoticeUnit = "minutes"
    beaten: float | None = Field(default=None, description="share put right within the likely time: sooner than told")
    met: float | None = Field(default=None, description="share put right between that time and the one told")
    broken: float | None = Field(default=None, description="share put right later than told")
    missing: str | None = Field(default=None, description="why no time can be told")


class EndTime(Value):
    """One end of a procedure: how many cases come there, and how long half of those take from the start."""

    name: str
    outcome: str | None = None
    share: float = Field(description="times reached per case; above 1 only where branches end apart")
    p50: float | None = Field(description="minutes on the clock; None where the page does not tell")


class PromiseAdvice(Value):
    """What one can honestly promise for a procedure."""

    schema_: Literal[1] = Field(default=1, alias="schema")
    id: str
    title: str
    source: str = ""
    seed: int
    cases: int = Field(default=0, description="cases that were played")
    arrive: str = Field(default="in opening hours", description="when cases arrive")
    measured: bool = Field(description="whether every time on the way was counted on real cases")
    stretches: tuple[PromiseCandidate, ...]
    ends: tuple[EndTime, ...] = Field(default=(), description="the ends that cases reach, where there are several")
    delays: tuple[DelayNotice, ...] = Field(default=(), description="what to tell people when something goes wrong")
    notes: tuple[str, ...] = ()
