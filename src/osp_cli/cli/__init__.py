"""How `osp` is called: words to Typer commands, errors to exit codes. Nothing here knows about selling."""
