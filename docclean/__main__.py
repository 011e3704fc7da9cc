"""`python -m docclean`."""

import sys

from docclean.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
