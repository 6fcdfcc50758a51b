"""Holding the line: what an audit's findings mean for a team that knows some of them and budgets its friction."""
