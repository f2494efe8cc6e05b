"""`python -m redact` is the command `redact`."""

import gc

from redact.cli import main
from redact.cli.stopping import leave

#: After how many new objects Python looks for garbage, and how many such looks go before one among older objects. A
#: command makes objects by the hundred thousand that stay: with Python's own 700 the looking takes a tenth of it.
LOOK_AFTER = (50_000, 10, 10)


def run() -> None:
    """Carry out one command, and end the process with its status."""
    gc.set_threshold(*LOOK_AFTER)
    leave(main())


if __name__ == "__main__":
    run()
