"""Workbooks: the rows of a report with native formulas, whose values are kept with them, and native charts."""
