"""Documents that are drawn from the code, so that they cannot tell another story than the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import groupby
from types import ModuleType
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils import translation
from django.utils.module_loading import autodiscover_modules

from common.rules import Rule, registered
from organizations.enums import Role

_HEAD = "<!-- Drawn by `manage.py drawn_documents`. Change the code instead. -->"


def documents() -> dict[str, str]:
    """The text of each drawn document by its path below the project's folder."""
    autodiscover_modules("policies")
    with translation.override("vi"):
        drawn = {"docs/permissions.md": permissions(registered())}
        for app, workflow in _workflows():
            drawn[f"docs/states-{app}.md"] = states(app, workflow)
    return drawn


def out_of_date() -> dict[str, str]:
    """The drawn documents that are missing or differ from what the code says now."""
    return {path: text for path, text in documents().items() if _stored(path) != text}


def write(path: str, text: str) -> None:
    """Store one drawn document."""
    (settings.BASE_DIR / path).write_text(text, encoding="utf-8")


def permissions(rules: list[Rule]) -> str:
    """Verb × role, one table per room."""
    parts = [
        "# Who may do what",
        _HEAD,
        "What lies outside a person's reach does not exist for them (404). Inside it, whoever lacks the right is told"
        " why (403). Reach and right both go over to the successor of a unit or body.",
        _table(["Role", "Name on screen"], [[f"`{role.value}`", str(role.label)] for role in Role]),
        "A mark says that the role may take the step at the place named in the last column; *all* means everybody who"
        " sees the record.",
    ]
    for app, found in groupby(rules, key=lambda rule: rule.app):
        parts += [f"## {app}", _matrix(list(found))]
    return "\n\n".join(parts) + "\n"


def _matrix(rules: list[Rule]) -> str:
    columns = [role for role in Role if any(role.value in rule.roles for rule in rules)]
    has_all = any(not rule.roles for rule in rules)
    head = ["Verb", *(role.value for role in columns), *(["all"] if has_all else []), "Where, and what else"]
    rows = []
    for rule in rules:
        marks = ["×" if role.value in rule.roles else "" for role in columns]
        everybody = [("×" if not rule.roles else "")] if has_all else []
        rows.append([f"`{rule.name.partition('.')[2]}`", *marks, *everybody, _cell(str(rule.text))])
    return _table(head, rows)


def states(app: str, workflow: ModuleType) -> str:
    """One diagram and one table per dictionary of steps in a workflow module."""
    parts = [f"# States of {app}", _HEAD]
    for steps in _step_tables(workflow):
        parts += [_diagram(steps), _step_table(steps)]
    return "\n\n".join(parts) + "\n"


def _diagram(steps: dict[str, Any]) -> str:
    lines = [f"    {state.value}: {state.label}" for state in _states(steps)]
    for name, step in steps.items():
        for source in _in_order(step.sources):
            target = source if step.target is None else step.target
            lines.append(f"    {source.value} --> {target.value}: {name}")
    return "\n".join(["```mermaid", "stateDiagram-v2", *lines, "```"])


def _step_table(steps: dict[str, Any]) -> str:
    rows = [
        [f"`{name}`", ", ".join(str(source.label) for source in _in_order(step.sources)), _target(step)]
        for name, step in steps.items()
    ]
    return _table(["Step", "From", "To"], rows)


def _target(step: Any) -> str:
    return "–" if step.target is None else str(step.target.label)


def _states(steps: dict[str, Any]) -> list[Any]:
    found = {state for step in steps.values() for state in (*step.sources, step.target) if state is not None}
    return _in_order(found)


def _in_order(states: Iterable[Any]) -> list[Any]:
    states = set(states)
    kind = type(next(iter(states)))
    return [state for state in kind if state in states]


def _step_tables(workflow: ModuleType) -> list[dict[str, Any]]:
    found = [value for value in vars(workflow).values() if isinstance(value, dict) and value]
    return [steps for steps in found if all(hasattr(step, "sources") for step in steps.values())]


def _workflows() -> Iterator[tuple[str, ModuleType]]:
    """A room's workflow.py, and workflow_<part>.py of its parts, each with the name of its document."""
    for config in apps.get_app_configs():
        for path in sorted((settings.BASE_DIR / config.label).glob("workflow*.py")):
            workflow = import_module(f"{config.name}.{path.stem}")
            if _step_tables(workflow):
                yield "-".join([config.label, *path.stem.split("_")[1:]]), workflow


def _table(head: list[str], rows: list[list[str]]) -> str:
    rule = ["---"] * len(head)
    return "\n".join("| " + " | ".join(row) + " |" for row in [head, rule, *rows])


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _stored(path: str) -> str:
    file = settings.BASE_DIR / path
    return file.read_text(encoding="utf-8") if file.exists() else ""
