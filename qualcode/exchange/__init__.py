"""In and out: codings as tables, for spreadsheets, statistics and other tools."""
