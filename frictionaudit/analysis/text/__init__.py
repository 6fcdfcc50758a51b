"""Texts on a page: language, readability and synonyms."""
