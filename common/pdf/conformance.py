"""What WeasyPrint leaves open in a tagged file: joined structure, attached data, the PDF/UA-1 mark beside PDF/A-3a."""

import datetime
import io
from collections.abc import Mapping

from .attached import attach
from .breaks import Path

# PDF/A allows only properties it knows or that the file itself describes; pdfuaid:part is described here.
UA_MARK = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
RDF_END = b"</rdf:RDF>"


def finish(
    written: bytes, cuts: list[Path], *, made_at: datetime.datetime, data: Mapping[str, bytes], links: Mapping[str, str]
) -> bytes:
    """The same pages with one structure over all pages, both identifiers and attached data. Equal input gives equal
    bytes.

    `cuts` names the elements that page breaks cut in two (`breaks.cut_elements`). `links` says in words where each
    address leads.
    """
    import pikepdf

    from .structure import repair

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(written)) as pdf:
        repair(pdf, cuts, links)
        attach(pdf, data, at=made_at)
        metadata = pdf.Root.Metadata.read_bytes()
        pdf.Root.Metadata.write(metadata.replace(RDF_END, UA_MARK.encode() + RDF_END, 1))
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()
