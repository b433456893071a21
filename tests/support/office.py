"""LibreOffice, told what to do by a macro of its own: opens a Word file, edits it as a person would, saves it."""

import os
import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

SECONDS = 120
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{macro}</script:module>"""
"""The module of macros that every profile has."""
MACRO = """
Sub Main
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    Dim file, found
    file = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
{steps}
    Dim form(0) As New com.sun.star.beans.PropertyValue
    form(0).Name = "FilterName"
    form(0).Value = "{filter}"
    file.storeToURL("{target}", form())
    file.close(True)
    StarDesktop.terminate()
End Sub

Function Search(file, words As String)
    Dim what
    what = file.createSearchDescriptor()
    what.SearchString = words
    what.SearchCaseSensitive = True
    Search = file.findFirst(what)
End Function
"""
FONTS = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include ignore_missing="yes">/etc/fonts/fonts.conf</include><dir>{fonts}</dir>
<match><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="prepend" binding="strong"><string>Tinos</string></edit></match></fontconfig>"""
"""Tinos has the widths of Times New Roman, which only some machines have, and every Vietnamese letter."""
FILTERS = {"docx": "MS Word 2007 XML", "pdf": "writer_pdf_Export", "odt": "writer8"}


def replace(old: str, new: str) -> str:
    """A step: type other words over the first that are found."""
    return f'    found = Search(file, "{old}")\n    found.String = "{new}"'


def bold(words: str) -> str:
    """A step: make words bold."""
    return f'    found = Search(file, "{words}")\n    found.CharWeight = com.sun.star.awt.FontWeight.BOLD'


def paragraph_after(words: str, new: str) -> str:
    """A step: press Enter behind words and type a paragraph."""
    return (
        f'    found = Search(file, "{words}")\n'
        "    found.collapseToEnd()\n"
        "    found.Text.insertControlCharacter(found, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)\n"
        f'    found.Text.insertString(found, "{new}", False)'
    )


def run(source: Path, target: Path, *steps: str) -> None:
    """Open, edit, save as what the target's name says."""
    profile = target.parent / "profile"
    basic = profile / "user" / "basic"
    if not basic.exists():
        _start(profile, "--terminate_after_init")  # a new profile writes over the macros that it finds
    macro = MACRO.format(
        source=source.as_uri(), target=target.as_uri(), filter=FILTERS[target.suffix[1:]], steps="\n".join(steps)
    )
    (basic / "Standard" / "Module1.xba").write_text(MODULE.format(macro=escape(macro)), encoding="utf-8")
    said = _start(profile, "--norestore", "macro:///Standard.Module1.Main")
    if not target.exists():
        raise AssertionError(f"No {target.name} was written: {said}")


def _start(profile: Path, *arguments: str) -> str:
    program = os.environ.get("QCDC_SOFFICE", "soffice")
    fonts = profile.parent / "fonts.conf"
    fonts.write_text(FONTS.format(fonts=Path(__file__).parents[2] / "static/papers/fonts"), encoding="utf-8")
    command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", *arguments]
    room = os.environ | {"FONTCONFIG_FILE": str(fonts)}
    return subprocess.run(command, env=room, capture_output=True, timeout=SECONDS, check=False).stderr.decode()
