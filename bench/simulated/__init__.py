"""Forty simulated days over Tết: what is done (script), what must be told (model), the portal at work (forty_days)."""
