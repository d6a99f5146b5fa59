"""`maillage demo`: from an empty folder to a page, then from a folder that has lived.

    python -m bench.starting

The environment is there already: installing it depends on the package host, and is told apart.
"""

import sys

from bench.installation import environment, verdict
from bench.serving import free_port, start, stop, wait

FIRST, LATER = 240, 5


def main():
    good = True
    with environment("sqlite") as variables:
        for name, limit in (("premier démarrage", FIRST), ("démarrage suivant", LATER)):
            port = free_port()
            server = start(port, variables, "demo")
            try:
                seconds = wait(port, server)
            finally:
                stop(server)
            said = verdict(seconds, limit)
            good &= said == "OK"
            print(f"{name:24} {seconds:6.1f} s  (limite {limit} s) {said}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
