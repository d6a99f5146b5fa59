import sys

from maillage.config.cli import main

sys.exit(main())
