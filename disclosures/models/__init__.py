"""What is disclosed, where, and what shows it."""

from .catalogues import DisclosureCatalogue, DisclosureForm, DisclosureItem
from .disclosures import Disclosure, DisclosureFile, DisclosureStake
from .lists import DisclosureList
from .places import PostingPlace
from .plans import DisclosurePlan, PlanLine
from .postings import Posting, Proof

__all__ = [
    "Disclosure",
    "DisclosureCatalogue",
    "DisclosureFile",
    "DisclosureForm",
    "DisclosureItem",
    "DisclosureList",
    "DisclosurePlan",
    "DisclosureStake",
    "PlanLine",
    "Posting",
    "PostingPlace",
    "Proof",
]
