"""Playing a procedure through many times: with the waits that are stated, or with limited staff."""

from frictionaudit.analysis.simulate.queues import simulate_queues
from frictionaudit.analysis.simulate.run import Played, Progress, played, simulate

__all__ = ["Played", "Progress", "played", "simulate", "simulate_queues"]
