"""Monte Carlo simulation of a procedure: with stated waits, or with limited staff."""

from frictionaudit.analysis.simulate.queues import simulate_queues
from frictionaudit.analysis.simulate.run import PlayedCases, Progress, play_cases, simulate

__all__ = ["PlayedCases", "Progress", "play_cases", "simulate", "simulate_queues"]
