"""A review to be read in a terminal or by a program: its agenda, the list of reviews, a decision that was made."""
