"""How numbers, changes, effects and names are said, and made harmless."""
