"""QR codes on papers."""

import io


def qr_code(text: str) -> bytes:
    """The text as a QR code, SVG; a quarter of it may be smudged (level Q)."""
    import segno

    drawn = io.BytesIO()
    segno.make(text, error="q", micro=False).save(drawn, kind="svg", scale=4, border=4)
    return drawn.getvalue()
