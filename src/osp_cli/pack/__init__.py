"""The method as data: what to ask, what must be true, and what it is all called.

`*.toml` is what a person edits: one file per theme, every text in every language of `pack.toml`, every item with a
stable id and its origin ("method": the method says so; "likely": its source is damaged there; "ours": we added it).
`compiled.json` is the same content in one file that loads fast; `python -m osp_cli.pack.generate` writes it anew after
an edit, and a test fails where it is stale. `load` makes a `Process` of either; `check` refuses a malformed pack.
"""
