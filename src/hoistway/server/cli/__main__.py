"""Entry of `python -m hoistway.server.cli`."""

import sys

from hoistway.server.cli import main

sys.exit(main())
