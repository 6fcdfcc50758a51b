"""What a team has agreed on: known findings (baseline), accepted findings (waivers) and limits (budgets)."""
