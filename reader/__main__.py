"""``python -m reader`` is ``zhnews``."""

from reader.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
