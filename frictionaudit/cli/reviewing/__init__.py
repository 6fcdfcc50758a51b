"""The commands of a review, one a file."""
