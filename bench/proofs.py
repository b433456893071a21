"""Pages of docs/proofs: what was measured, on which commit, on what machine."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "proofs"


def commit() -> str:
    """The short hash of the measured commit, with a mark when files differ from it."""
    head = _git("rev-parse", "--short", "HEAD")
    return f"{head} (with local changes)" if _git("status", "--porcelain", "--untracked-files=no") else head


def machine() -> str:
    """Cores and system, so that figures can be compared."""
    return f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, Python {platform.python_version()}"


def write(name: str, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]], note: str = "") -> Path:
    """One table with its commit, day and machine."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    lines = [f"# {title}", "", f"Commit {commit()}, {datetime.now(UTC):%d/%m/%Y}, {machine()}.", ""]
    lines += [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"]
    lines += [f"| {' | '.join(str(cell) for cell in row)} |" for row in rows]
    if note:
        lines += ["", note]
    path = FOLDER / f"{name}.md"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()
