"""Tables derived from placements and successions; organizations.closure alone writes them."""

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from common.constraints import one_at_a_time

from . import guards
from .units import Unit


class Ancestry(models.Model):
    """Derived from placements alone: who stood above whom, when; every unit is its own ancestor at depth 0.

    For figures "as reported then" (the tree of that day) and "restated". Written by organizations.closure only.
    """

    ancestor = models.ForeignKey(Unit, models.CASCADE, related_name="below")
    descendant = models.ForeignKey(Unit, models.CASCADE, related_name="above")
    depth = models.PositiveSmallIntegerField()
    valid = DateRangeField()

    class Meta:
        verbose_name = _("quan hệ trên dưới")
        verbose_name_plural = _("quan hệ trên dưới")
        constraints = [
            one_at_a_time(
                "ancestry_once", same=["ancestor", "descendant"], message=_("Quan hệ trên dưới bị ghi trùng.")
            )
        ]
        indexes = [
            models.Index(fields=["ancestor", "depth", "descendant"], name="ancestry_down"),
            models.Index(fields=["descendant", "depth", "ancestor"], name="ancestry_up"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} ⊃ {self.descendant_id}"


class Reach(models.Model):
    """Derived: which units' records the people of a unit see today; dateless, because dates in the scope query cost.

    A unit reaches itself; what stands under it today; a unit that is no more and last stood under it; the
    predecessors of all these. Written by organizations.closure only.
    """

    source = models.ForeignKey(Unit, models.CASCADE, related_name="reaches")
    target = models.ForeignKey(Unit, models.CASCADE, related_name="reached_from")

    class Meta:
        verbose_name = _("phạm vi")
        verbose_name_plural = _("phạm vi")
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="reach_once")]
        indexes = [models.Index(fields=["target", "source"], name="reach_back")]
        triggers = guards.marks_units("source_id")

    def __str__(self) -> str:
        return f"{self.source_id} ⊇ {self.target_id}"


class UnitHeir(models.Model):
    """Derived: a unit and everyone who took over from it, through any number of successions; itself included."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="heirs")
    heir = models.ForeignKey(Unit, models.CASCADE, related_name="heir_of")

    class Meta:
        verbose_name = _("đơn vị kế thừa cuối")
        verbose_name_plural = _("đơn vị kế thừa cuối")
        constraints = [models.UniqueConstraint(fields=["unit", "heir"], name="unit_heir_once")]

    def __str__(self) -> str:
        return f"{self.unit_id} ⇒ {self.heir_id}"


class Derivation(models.Model):
    """For which day the derived tables were last worked out: a row that says so, so that no missed night is lost."""

    name = models.CharField(max_length=20, unique=True)
    day = models.DateField()

    class Meta:
        verbose_name = _("lần tính lại")
        verbose_name_plural = _("lần tính lại")

    def __str__(self) -> str:
        return f"{self.name} {self.day}"
