"""The standard content of reports: what the portal writes into sections and annexes, every number of it told."""

from . import (
    committee,
    committee_figures,
    coordination,
    coordination_figures,
    disclosure_figures,
    disclosures,
    meetings,
    petition_figures,
    petitions,
    supervision,
    supervision_figures,
)
from .figures_annex import figures_tables, keys_of
from .registry import annexes_of, content, fill, has_words, names, nothing

__all__ = [
    "annexes_of",
    "committee",
    "committee_figures",
    "content",
    "coordination",
    "coordination_figures",
    "disclosure_figures",
    "disclosures",
    "figures_tables",
    "fill",
    "has_words",
    "keys_of",
    "meetings",
    "names",
    "nothing",
    "petition_figures",
    "petitions",
    "supervision",
    "supervision_figures",
]
