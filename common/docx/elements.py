"""Elements of a Word file that is read."""

from __future__ import annotations

from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
INSIDE = {"ins", "moveTo", "hyperlink", "smartTag", "customXml", "fldSimple", "sdtContent"}
"""What is looked into; anything else that is not known is passed over, as deleted words are."""
OFF = {"0", "false", "off", "none"}

type Element = Any
"""An lxml element."""


def name_of(element: Element) -> str:
    """The name of an element of Word's, empty for others (comments have no name at all)."""
    tag = element.tag
    return tag.removeprefix(WORD) if isinstance(tag, str) and tag.startswith(WORD) else ""


def content_of(control: Element) -> Element:
    """What stands in a control."""
    inside = control.find(f"{WORD}sdtContent")
    return [] if inside is None else inside


def tag_of(control: Element, kind: str) -> str:
    """What a control's tag says behind its kind; its title where the tag is lost."""
    for name in ("tag", "alias"):
        said = control.find(f"{WORD}sdtPr/{WORD}{name}")
        if said is not None and said.get(f"{WORD}val", "").startswith(kind):
            return str(said.get(f"{WORD}val")).removeprefix(kind)
    return ""


def text_of(element: Element) -> str:
    """What a part of a run says."""
    match name_of(element):
        case "t":
            return element.text or ""
        case "tab":
            return " "
        case "br" | "cr":
            return "\n"
        case "noBreakHyphen":
            return "-"
    return ""


def is_on(run: Element, name: str) -> bool:
    """Whether a run is bold ("b") or italic ("i")."""
    look = run.find(f"{WORD}rPr/{WORD}{name}")
    return look is not None and look.get(f"{WORD}val", "1") not in OFF
