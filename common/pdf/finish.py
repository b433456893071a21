"""What WeasyPrint leaves open in a tagged file: the PDF/UA-1 mark beside PDF/A-3a."""

import io

UA_PART = "{http://www.aiim.org/pdfua/ns/id/}part"


def finish(written: bytes) -> bytes:
    """The same document with the PDF/UA-1 identifier in its XMP metadata. Equal input gives equal bytes."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(written)) as pdf:
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
            metadata[UA_PART] = "1"
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()
