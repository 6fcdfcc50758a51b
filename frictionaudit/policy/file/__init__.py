"""Settings of a team: which rules and how strict, what is let stay until when, and how much friction is too much.

`finding` says which file is in force, `reading` reads it into the `values`; most audits have none and load little.
"""
