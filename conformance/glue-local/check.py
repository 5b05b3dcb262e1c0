"""Runs every group of checks against an endpoint."""
import sys
import traceback

import catalog
import permissions
import sessions
from checks import Checks, Endpoint


def main():
    checks = Checks()
    endpoint = Endpoint(sys.argv[1], checks)
    for group in (catalog, permissions, sessions):
        try:
            group.check(checks, endpoint)
        except Exception as error:
            traceback.print_exc()
            checks.that(group.__name__ + " runs to its end", False, repr(error))
    print("%d passed, %d failed" % (checks.passed, checks.failed))
    sys.exit(1 if checks.failed else 0)


main()
