"""What comes with the portal: kinds of clocks."""

from pathlib import Path

from deadlines.catalogue import load_kinds

CLOCKS = Path(__file__).parent / "data" / "kinds.toml"


def load() -> int:
    """Run after every migration, so that no installation is without these rows."""
    return load_kinds(CLOCKS)
