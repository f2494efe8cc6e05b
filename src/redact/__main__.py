"""`python -m redact` is the command `redact`."""

from redact.cli import main
from redact.cli.stopping import leave


def run() -> None:
    """Carry out one command, and end the process with its status."""
    leave(main())


if __name__ == "__main__":
    run()
