"""Analysis: pure functions, rows in, figures out.

Nothing here knows of a study, a file or a screen. What goes in are the small rows of
:mod:`qualcode.analysis.rows`; what comes out are frozen dataclasses that say what was
counted, out of how many, and where a figure does not exist and why.
"""
