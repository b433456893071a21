"""What a committee member sees in two minutes: what is late, where, since when. Every figure opens its list."""

from .board import Dashboard, read, read_own
from .matters import MATTERS

__all__ = ["MATTERS", "Dashboard", "read", "read_own"]
