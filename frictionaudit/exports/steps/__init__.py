"""Procedures as lists of steps that people fill in: a table in a workbook, or lines of text."""
