"""osp: the opportunity and sales process at the command line.

Each layer imports only what stands to its right or below it; `|` never import each other:

    cli        how it is called: words to commands, errors to exit codes
    prompts  | render  | exchange    how a person is asked | how it looks | other tools' files
    services   what a person does, one function per verb
    store    | pack    | settings    where it is kept | the method as data | folders, clock, who is acting
    domain     what the method says: frozen values, pure functions
    errors     everything that can be refused

`words`, the sentences a person reads, stands beside `settings` and serves `cli`, `prompts` and `render` alone.
Inside `domain`: gate | forecast -> dossier -> assessment | plan -> opportunity -> process -> money, dates, periods,
names.

The contracts are in `pyproject.toml` under `tool.importlinter`; `python run.py test` enforces them.
"""

__version__ = "0.1.0"
