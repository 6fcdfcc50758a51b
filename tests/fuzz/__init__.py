"""Fuzzing: mutated inputs through every reader. Nothing but the product's own errors may come back."""
