"""Calendar, rules, clocks and reminders."""

from .calendar import CalendarChange, CalendarDay, CalendarEdit, CalendarMove, CalendarYear
from .clocks import Clock, ClockKind, ClockStep, Extension, ReminderStep, Suspension
from .reminders import Digest, Reminder
from .rules import Rule
from .tracked import TrackedLimit, TrackedLimitStake

__all__ = [
    "CalendarChange",
    "CalendarDay",
    "CalendarEdit",
    "CalendarMove",
    "CalendarYear",
    "Clock",
    "ClockKind",
    "ClockStep",
    "Digest",
    "Extension",
    "Reminder",
    "ReminderStep",
    "Rule",
    "Suspension",
    "TrackedLimit",
    "TrackedLimitStake",
]
