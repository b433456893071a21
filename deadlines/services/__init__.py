"""Verbs of this room. ``clocks`` is for the verbs of other rooms; the rest is what people do here."""
