"""A second opinion on every number per case: tokens played over the page, written from the documentation alone.

Nothing here imports the analysis that it checks. `routing` reads a page into choices, `times` draws durations,
`play` moves the tokens of one case, `count` turns a case into measures, `expect` averages many cases, `pages`
generates random pages, and `compare` finds the keys in which the program differs.
"""
