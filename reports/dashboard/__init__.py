"""What a committee member sees in two minutes: what is late, where, since when. Every figure opens its list."""

from .board import Dashboard, read
from .matters import MATTERS

__all__ = ["MATTERS", "Dashboard", "read"]
