"""The program: Ctrl-C while its modules are still read is an end like any other."""

from __future__ import annotations

import os
from typing import NoReturn

INTERRUPTED = 130  # as `errors.ExitCode` has it, which is not read yet


def main() -> NoReturn:
    """Reads the modules and runs the command of the process."""
    try:
        from osp_cli.cli.app import start
    except KeyboardInterrupt:
        os._exit(INTERRUPTED)  # nothing is open, and what Python would still do could be interrupted again
    start()


if __name__ == "__main__":
    main()
