"""Where the launcher comes in: the jail's host starts without the rest of the program."""

from __future__ import annotations

import sys


def main() -> None:
    """Be the command, or the jail's host when called ``jail-host``."""
    if sys.argv[1:2] == ["jail-host"]:
        from appliance.reading_host import serve_readers

        serve_readers()
        return
    from appliance.main import main as command

    command()


if __name__ == "__main__":
    main()
