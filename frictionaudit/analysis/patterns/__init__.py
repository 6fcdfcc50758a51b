"""What several rules and heuristics look for in a procedure."""
