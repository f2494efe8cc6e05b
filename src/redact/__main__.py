"""`python -m redact` is the command `redact`."""

import sys

from redact.cli import main

sys.exit(main())
