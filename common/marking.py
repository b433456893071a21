"""Where in a text the words stand that somebody typed, with or without accents."""

import re

from common.text import nfc, syllables

# A word with marks that have no composed letter and with what word processors leave between letters.
_WORD = re.compile("[^\\W_][^\\W_\u0300-\u036f\u200b\ufeff\u00ad]*(?:[\u0300-\u036f\u200b\ufeff\u00ad]+[^\\W_]*)*")
_BEFORE = 60  # letters that an excerpt shows before the first word found


def parts(text: str, typed: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it was typed: the whole phrase, or its single words where it is not there.

    The last word typed may be the beginning of a word, as in the lists that find parts of words.
    """
    text, wanted = nfc(text), syllables(typed)
    pieces, end = [], 0
    for first, last in _places(text, wanted):
        pieces += [(text[end:first], False), (text[first:last], True)]
        end = last
    return [piece for piece in [*pieces, (text[end:], False)] if piece[0]]


def excerpt(text: str, typed: str, length: int = 200) -> str:
    """A line of the text around the first words found, cut between words."""
    line = " ".join(nfc(text).split())
    if len(line) <= length:
        return line
    found = next(iter(_places(line, syllables(typed))), (0, 0))
    start = line.rfind(" ", 0, max(found[0] - _BEFORE, 0)) + 1
    if len(line) - start <= length:
        return f"… {line[start:]}" if start else line
    end = line.rfind(" ", start, start + length)
    cut = line[start : end if end > start else start + length]
    return f"{'… ' if start else ''}{cut} …"


def _places(text: str, wanted: list[str]) -> list[tuple[int, int]]:
    """First and last letter of what is found, in order, none within another."""
    words = [
        (match.start(), match.end(), folded[0]) for match in _WORD.finditer(text) if (folded := syllables(match[0]))
    ]
    if not wanted:
        return []
    found, place = [], 0
    while place + len(wanted) <= len(words):
        here = words[place : place + len(wanted)]
        if _says([word for _start, _end, word in here], wanted):
            found.append((here[0][0], here[-1][1]))
            place += len(wanted)
        else:
            place += 1
    return found or [(start, end) for start, end, word in words if word in wanted]


def _says(words: list[str], wanted: list[str]) -> bool:
    return words[:-1] == wanted[:-1] and words[-1].startswith(wanted[-1])
