"""The command ``sabreport``: the process that builds are worked on in gets warm while the command line is still being read."""

import sys

from sabreport.workers.warm import CAN_FORK, pass_over_grammars, shared


def main() -> None:
    """Run the command line; where it is stopped before it has begun, say so."""
    try:
        _run()
    except KeyboardInterrupt:
        print("Stopped. The report before is as it was.", file=sys.stderr)
        sys.exit(130)


def _run() -> None:
    """Run the command line; UTF-8 out, whatever the terminal says of itself."""
    pass_over_grammars()
    if sys.argv[1:2] == ["build"] and "--help" not in sys.argv and CAN_FORK:
        shared()
    from sabreport.cli import app  # takes as long as the warm process takes for what it needs first

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    app(prog_name="sabreport")


if __name__ == "__main__":
    main()
