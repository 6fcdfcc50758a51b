"""The minutes of a review as an A3 report: where we stand, what we want, what was decided, and how we will check."""

from frictionaudit.exports.minutes.content import minutes

__all__ = ["minutes"]
