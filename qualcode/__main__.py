"""``python -m qualcode`` is the same as ``qualcode``."""

from __future__ import annotations

from qualcode.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
