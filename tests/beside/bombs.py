"""Small files built to harm their reader: much work, much memory or a long answer for few bytes. `attack.py` sends them to valla.

    python3 bombs.py FOLDER                 every kind, each with a name that says what it does
    python3 bombs.py FOLDER --small 1000    as many different ones of at most 3 kB, of the kinds that cost their reader most

The same call always writes the same bytes. Nothing here runs a program or leaves a machine: each file only asks for too much."""
import argparse
import os
import random
import re
import struct
import zlib

KINDS = []


def kind(function):
    """Marks a maker: it yields pairs of a file's name and its bytes."""
    KINDS.append(function)
    return function


# ---- PDF ------------------------------------------------------------------------------------------------------------------

def stream(data, keys="", pack=True):
    """A stream object's body, deflated once unless told otherwise."""
    data = data if isinstance(data, bytes) else data.encode("latin-1")
    if pack:
        data, keys = zlib.compress(data, 9), keys + "/Filter/FlateDecode"
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (keys.encode("latin-1"), len(data), data)


def pdf(objects, trailer="", size=None, table=True, head=b"%PDF-1.7\n"):
    """A PDF of numbered bodies with a classic table; object 1 is the catalog."""
    out, places = bytearray(head), {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    if not table:
        return bytes(out)
    start = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        out += b"%d 1\n%010d 00000 n \n" % (number, place)
    out += b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size or max(places) + 1, trailer.encode("latin-1"), start)
    return bytes(out)


def saved_again(before, objects, trailer=""):
    """The same PDF with one more save behind it."""
    out, places = bytearray(before), {}
    previous = int(before[before.rindex(b"startxref") + 9:].split()[0])
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    start = len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, p) for n, p in sorted(places.items()))
    out += b"trailer\n<</Root 1 0 R/Size 100/Prev %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (previous, trailer.encode("latin-1"), start)
    return bytes(out)


def page(content, more=None, resources="", kids=None, catalog="", keys="", box="0 0 612 792", **kept):
    """A PDF with one page (object 3) that draws `content` (object 4); `more` holds objects from 5 on."""
    kids = kids or "[3 0 R]"
    objects = {1: f"<</Type/Catalog/Pages 2 0 R{catalog}>>", 2: f"<</Type/Pages/Kids {kids}/Count {kids.count('R')}>>",
               3: f"<</Type/Page/Parent 2 0 R/MediaBox[{box}]/Contents 4 0 R/Resources<<{resources}>>{keys}>>",
               4: content if isinstance(content, bytes) and content.startswith(b"<<") else stream(content)}
    return pdf(objects | (more or {}), **kept)


HELVETICA = "/Font<</F 5 0 R>>"
FONT = {5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"}


def mapped_font(cmap, first=5):
    """A font whose codes mean what `cmap` says."""
    head = "/CIDInit /ProcSet findresource begin begincmap /CMapName /X def 1 begincodespacerange <00> <ff> endcodespacerange\n"
    return {first: f"<</Type/Font/Subtype/TrueType/BaseFont/Helvetica/ToUnicode {first + 1} 0 R>>",
            first + 1: stream(head + cmap + "\nendcmap end")}


@kind
def pdf_characters():
    """One code that stands for a very long text, shown many times."""
    for length, times in ((200, 100_000), (2_000, 20_000), (10_000, 20_000), (30_000, 200_000), (60_000, 2_000)):
        long_text = "0041" * length
        shown = "BT /F 1 Tf " + "(" + "A" * times + ") Tj ET"
        yield f"pdf-cmap-char-{length}-times-{times}.pdf", page(
            shown, mapped_font(f"1 beginbfchar <41> <{long_text}> endbfchar"), HELVETICA)
    shown = "BT /F 10 Tf " + "1 0 0 1 0 0 Tm (A) Tj 0 -20 Td (A) Tj " * 20_000 + "ET"
    yield "pdf-cmap-char-apart.pdf", page(shown, mapped_font(f"1 beginbfchar <41> <{'00410020' * 500}> endbfchar"), HELVETICA)
    yield "pdf-cmap-range-huge.pdf", page("BT /F 9 Tf (AAAA) Tj ET", mapped_font(
        "".join(f"1 beginbfrange <{n:08x}> <ffffffff> <0041> endbfrange\n" for n in range(200))), HELVETICA)
    yield "pdf-cmap-range-long.pdf", page("BT /F 9 Tf (" + "ABCD" * 50_000 + ") Tj ET", mapped_font(
        f"1 beginbfrange <00> <ff> <{'0041' * 10_000}> endbfrange"), HELVETICA)
    yield "pdf-cmap-range-list.pdf", page("BT /F 9 Tf (ABCD) Tj ET", mapped_font(
        "1 beginbfrange <00> <ff> [" + "<0041> " * 500_000 + "] endbfrange"), HELVETICA)
    yield "pdf-cmap-codespace.pdf", page("BT /F 9 Tf (ABCD) Tj ET", mapped_font(
        "100 begincodespacerange " + "<00000000> <ffffffff> " * 100_000 + "endcodespacerange"), HELVETICA)
    chain = {number: stream(f"/CIDInit /ProcSet findresource begin begincmap /N{number + 1} usecmap endcmap", f"/UseCMap {number + 1} 0 R")
             for number in range(6, 60)}
    chain[60] = stream("begincmap endcmap", "/UseCMap 6 0 R")
    font = {5: "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R/ToUnicode 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2"
               "/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>"}
    yield "pdf-cmap-usecmap-cycle.pdf", page("BT /F 9 Tf <00410042> Tj ET", font | chain, HELVETICA)
    cid = {5: "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding 6 0 R/DescendantFonts[<</Type/Font/Subtype/CIDFontType2/BaseFont/X"
              "/W[" + "0 65535 1000 " * 20_000 + "]/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>]>>",
           6: stream("begincmap " + "1 begincidrange <0000> <ffff> 0 endcidrange\n" * 20_000 + "endcmap", "/Type/CMap/CMapName/X")}
    yield "pdf-cmap-cidranges.pdf", page("BT /F 9 Tf <00410042> Tj ET", cid, HELVETICA)


def forms(links, last="(A) Tj", first=6):
    """Forms of which each draws the next so many times."""
    for at, times in enumerate(links):
        number = first + at
        yield number, stream(f"/X{number + 1} Do " * times,
            f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X{number + 1} {number + 1} 0 R>>>>")
    yield first + len(links), stream(f"BT /F 9 Tf {last} ET", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>>>")


@kind
def pdf_forms():
    """Drawings that draw one another."""
    use = "/XObject<</X6 6 0 R>>" + HELVETICA
    for depth, times in ((30, 2), (10, 8), (5, 100), (3, 2_000), (2, 10_000), (60, 2), (500, 1)):
        yield f"pdf-forms-{times}-to-{depth}.pdf", page("/X6 Do", FONT | dict(forms([times] * depth)), use)
    yield "pdf-forms-cycle.pdf", page("/X6 Do", FONT | {6: stream("/X7 Do /X7 Do", "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X7 7 0 R>>>>"),
        7: stream("/X6 Do /X6 Do", "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X6 6 0 R>>>>")}, use)
    yield "pdf-forms-self.pdf", page("/X6 Do", FONT | {6: stream("/X6 Do " * 1_000,
        "/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X6 6 0 R>>>>")}, use)
    yield "pdf-forms-groups.pdf", page("/X6 Do", FONT | {number: stream(f"/X{number + 1} Do " * 2,
        f"/Subtype/Form/Group<</S/Transparency/I true/K true>>/BBox[0 0 9999 9999]/Resources<</XObject<</X{number + 1} {number + 1} 0 R>>>>")
        for number in range(6, 30)} | {30: stream("0 0 1 1 re f", "/Subtype/Form/BBox[0 0 9 9]")}, use)
    masks = {number: f"<</SMask<</S/Luminosity/G {number + 1} 0 R>>>>" for number in range(6, 60, 2)}
    masks |= {number: stream(f"/G{number + 1} gs /G{number + 1} gs 0 0 9 9 re f",
        "/Subtype/Form/Group<</S/Transparency/CS/DeviceRGB>>/BBox[0 0 9999 9999]"
        f"/Resources<</ExtGState<</G{number + 1} {number + 1 if number < 59 else 6} 0 R>>>>") for number in range(7, 60, 2)}
    yield "pdf-masks-nested.pdf", page("/G6 gs 0 0 600 700 re f BT /F 9 Tf (word) Tj ET" , FONT | masks, "/ExtGState<</G6 6 0 R>>" + HELVETICA)
    glyph = {5: "<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 65/LastChar 65/Widths[1000]"
                "/Encoding<</Differences[65/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>",
             6: stream("1000 0 d0 BT /F 1 Tf (AAAAAAAA) Tj ET")}
    yield "pdf-type3-self.pdf", page("BT /F 9 Tf (AAAA) Tj ET", glyph, HELVETICA)
    several = {}
    for at in range(12):
        number, after = 5 + 2 * at, 7 + 2 * at
        several[number] = (f"<</Type/Font/Subtype/Type3/FontBBox[0 0 1000 1000]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 65/LastChar 65/Widths[1000]"
                           f"/Encoding<</Differences[65/a]>>/CharProcs<</a {number + 1} 0 R>>/Resources<</Font<</F {after} 0 R>>>>>>")
        several[number + 1] = stream("1000 0 d0 BT /F 1 Tf (" + "A" * 10 + ") Tj ET")
    several[29] = FONT[5]
    yield "pdf-type3-chain.pdf", page("BT /F 9 Tf (AAAA) Tj ET", several, HELVETICA)


@kind
def pdf_pages():
    """Page trees and contents that are used again and again."""
    text = "BT /F 9 Tf 1 0 0 1 50 700 Tm (word) Tj ET "
    for times, words in ((2_000, 20_000), (10_000, 1_000), (2_000, 2_000)):
        yield f"pdf-page-{times}-times-{words}-words.pdf", page(text * words, FONT, HELVETICA, kids="[" + "3 0 R " * times + "]")
    yield "pdf-page-empty-operators.pdf", page("q Q " * 4_000_000, FONT, HELVETICA, kids="[" + "3 0 R " * 2_000 + "]")
    yield "pdf-contents-shared.pdf", pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[" + "3 0 R " * 1_000 + "]/Count 1000>>",
        3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents[" + "4 0 R " * 5_000 + "]/Resources<</Font<</F 5 0 R>>>>>>",
        4: stream(text * 2_000)} | FONT)
    yield "pdf-pages-cycle.pdf", pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 99999999/Parent 3 0 R>>",
        3: "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9/Parent 2 0 R>>"})
    doubling = {number: f"<</Type/Pages/Kids[{number + 1} 0 R {number + 1} 0 R]/Count {2 ** (40 - number)}>>" for number in range(2, 40)}
    yield "pdf-pages-doubling.pdf", pdf({1: "<</Type/Catalog/Pages 2 0 R>>"} | doubling | {40: "<</Type/Page/MediaBox[0 0 9 9]>>"})
    short_doubling = {number: f"<</Type/Pages/Kids[{number + 1} 0 R {number + 1} 0 R]/Count {2 ** (13 - number)}>>" for number in range(2, 13)}
    yield "pdf-pages-2048-of-one.pdf", pdf({1: "<</Type/Catalog/Pages 2 0 R>>"} | short_doubling | {
        13: "<</Type/Page/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".replace("4 0", "15 0").replace("F 5", "F 14"),
        14: FONT[5], 15: stream(text * 20_000)})
    deep = {number: f"<</Type/Pages/Kids[{number + 1} 0 R]/Count 1>>" for number in range(2, 10_000)}
    yield "pdf-pages-deep.pdf", pdf({1: "<</Type/Catalog/Pages 2 0 R>>"} | deep | {10_000: "<</Type/Page/MediaBox[0 0 9 9]>>"})
    yield "pdf-pages-many.pdf", pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[" + "3 0 R " * 100_000 + "]/Count 100000>>",
        3: "<</Type/Page/MediaBox[0 0 9 9]>>"})
    outline = {number: f"<</Title(chapter)/Next {number + 1} 0 R/First {number + 1} 0 R/Last {number + 1} 0 R/Parent 5 0 R>>"
        for number in range(6, 4_000)}
    yield "pdf-outline-doubling.pdf", page("", {5: "<</First 6 0 R/Last 6 0 R/Count 99999999>>"} | outline, catalog="/Outlines 5 0 R")
    yield "pdf-outline-cycle.pdf", page("", {5: "<</First 6 0 R/Last 6 0 R>>", 6: f"<</Title({'t' * 50_000})/Next 7 0 R/First 7 0 R/Parent 5 0 R>>",
        7: f"<</Title({'u' * 50_000})/Next 6 0 R/First 5 0 R/Parent 5 0 R>>"}, catalog="/Outlines 5 0 R")
    titles = {number: f"<</Title 6 0 R/Next {number + 1} 0 R/Parent 5 0 R>>" for number in range(7, 20_000)}
    yield "pdf-outline-one-title.pdf", page("", {5: "<</First 7 0 R>>", 6: f"({'t' * 60_000})"} | titles, catalog="/Outlines 5 0 R")
    notes = "".join(f"{number} 0 R " for number in range(10, 6_000))
    yield "pdf-notes-one-text.pdf", page("", {6: f"({'n' * 60_000})"} | {
        number: "<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents 6 0 R/T 6 0 R/NM 6 0 R/M(D:20200101)/RC 6 0 R>>"
        for number in range(10, 6_000)},
        keys=f"/Annots[{notes}]")
    yield "pdf-notes-same-appearance.pdf", page("", FONT | {6: stream("BT /F 9 Tf (word) Tj ET " * 20_000,
        "/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>>>"),
        7: "<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 6 0 R>>>>"}, keys="/Annots[" + "7 0 R " * 5_000 + "]")
    fields = "".join(f"{number} 0 R " for number in range(10, 2_000))
    yield "pdf-fields-one-value.pdf", page("", {6: f"({'v' * 60_000})"} | {
        number: "<</Subtype/Widget/FT/Tx/T 6 0 R/TU 6 0 R/V 6 0 R/DV 6 0 R/Rect[0 0 9 9]>>" for number in range(10, 2_000)},
        keys=f"/Annots[{fields}]", catalog=f"/AcroForm<</Fields[{fields}]>>")
    yield "pdf-fields-cycle.pdf", page("", {6: "<</T(a)/FT/Tx/Kids[7 0 R 7 0 R]/Parent 7 0 R>>", 7: "<</T(b)/Kids[6 0 R 6 0 R]/Parent 6 0 R>>"},
        catalog="/AcroForm<</Fields[6 0 R 7 0 R]>>")
    tree = {number: f"<</Kids[{number + 1} 0 R {number + 1} 0 R]/Limits[(a)(z)]>>" for number in range(6, 40)}
    yield "pdf-names-doubling.pdf", page("", tree | {40: "<</Names[(a) 1 0 R]>>"}, catalog="/Names<</EmbeddedFiles 6 0 R/Dests 6 0 R>>")
    structure = {number: f"<</S/P/K[{number + 1} 0 R {number + 1} 0 R]/ActualText(abc)/P 6 0 R>>" for number in range(6, 60)}
    yield "pdf-structure-doubling.pdf", page("", structure | {60: "<</S/P/K 6 0 R>>"}, catalog="/StructTreeRoot<</K 6 0 R>>/MarkInfo<</Marked true>>")
    spoken = "<</S/Span/ActualText 6 0 R/Alt 6 0 R/E 6 0 R>>" * 5_000
    yield "pdf-structure-one-text.pdf", page("", {6: f"({'w' * 60_000})"}, catalog=f"/StructTreeRoot<</K[{spoken}]>>")


@kind
def pdf_info():
    """Document information, packets and names without measure."""
    for name, text in (("one", "x" * 1_500_000), ("escapes", "\\101" * 300_000), ("octal", "\\0" * 500_000),
        ("parentheses", "(" * 60_000 + ")" * 60_000)):
        yield f"pdf-info-long-{name}.pdf", page("", {5: f"<</Title({text})/Producer(x)>>"}, trailer="/Info 5 0 R")
    yield "pdf-info-keys.pdf", page("", {5: "<<" + "".join(f"/K{n}(v)" for n in range(100_000)) + ">>"}, trailer="/Info 5 0 R")
    yield "pdf-info-same-key.pdf", page("", {5: "<<" + "/Title(v)" * 100_000 + ">>"}, trailer="/Info 5 0 R")
    yield "pdf-info-one-text.pdf", page("", {5: "<<" + "".join(f"/K{n} 6 0 R" for n in range(20_000)) + ">>", 6: f"({'x' * 64_000})"},
        trailer="/Info 5 0 R")
    yield "pdf-info-one-text-long.pdf", page("", {5: "<<" + "".join(f"/K{n} 6 0 R" for n in range(2_000)) + ">>", 6: f"({'x' * 1_000_000})"},
        trailer="/Info 5 0 R")
    yield "pdf-info-long-keys.pdf", page("", {5: "<<" + "".join(f"/{'K' * 1_000}{n}(v)" for n in range(1_500)) + ">>"}, trailer="/Info 5 0 R")
    yield "pdf-info-escaped-keys.pdf", page("", {5: "<<" + "".join(f"/#4{n % 10}#00#0a{n}(v)" for n in range(60_000)) + ">>"}, trailer="/Info 5 0 R")
    before = page("", {5: f"<</Title({'x' * 60_000})>>"}, trailer="/Info 5 0 R")
    for _ in range(300):
        before = saved_again(before, {6: "<</A 1>>"}, "/Info 5 0 R")
    yield "pdf-info-in-300-saves.pdf", before
    in_stream = {5: stream("6 0 " + "<<" + "".join(f"/K{n}({'x' * 3_000})" for n in range(15_000)) + ">>", "/Type/ObjStm/N 1/First 4")}
    yield "pdf-info-packed.pdf", crossed({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[]/Count 0>>"} | in_stream, {6: (5, 0)},
        "/Info 6 0 R")
    packets = {"long": f"<dc:title>{'x' * 3_000_000}</dc:title>", "many": "".join(f"<x:k{n}>v</x:k{n}>" for n in range(100_000)),
               "deep": "<dc:a>" * 50_000, "items": "<dc:subject><rdf:Bag>" + "<rdf:li>v</rdf:li>" * 100_000 + "</rdf:Bag></dc:subject>",
               "attributes": "<rdf:Description " + " ".join(f'x:k{n}="v"' for n in range(60_000)) + "/>",
               "prefixes": "<rdf:Description " + " ".join(f'xmlns:p{n}="http://n/{n}"' for n in range(20_000)) + ">" + "<p1:a>" * 2_000,
               "references": "<dc:title>" + "&#x41;" * 400_000 + "</dc:title>",
               "long-items": "<dc:subject><rdf:Bag>" + f"<rdf:li>{'v' * 4_000}</rdf:li>" * 15_000 + "</rdf:Bag></dc:subject>",
               "history": "<xmpMM:History><rdf:Seq>"
               + "<rdf:li stEvt:action='saved' stEvt:when='2020-01-01T00:00:00Z' stEvt:instanceID='xmp.iid:1'/>" * 30_000
               + "</rdf:Seq></xmpMM:History>"}
    laughs = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
    packets["entities"] = "<dc:title>&a11;</dc:title>"
    for name, inside in packets.items():
        xml = packet(inside, laughs if name == "entities" else "")
        yield f"pdf-xmp-{name}.pdf", page("", {5: stream(xml, "/Type/Metadata/Subtype/XML")}, catalog="/Metadata 5 0 R")
    shared = {5: stream(packet(packets["items"]), "/Type/Metadata/Subtype/XML")}
    yield "pdf-xmp-shared.pdf", page("", shared | {n: "<</Metadata 5 0 R>>" for n in range(6, 3_000)}, catalog="/Metadata 5 0 R")
    yield "pdf-xmp-bomb.pdf", page("", {5: stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>" + b" " * (60 << 20), "/Type/Metadata/Subtype/XML")},
        catalog="/Metadata 5 0 R")
    many = {number: stream(packet(f"<dc:title>{number}{'x' * 4_000}</dc:title>" + packets["items"][:20_000]), "/Type/Metadata/Subtype/XML")
        for number in range(5, 1_000)}
    yield "pdf-xmp-thousand.pdf", page("", many, catalog="/Metadata 5 0 R")


def packet(inside, before=""):
    """A packet of XMP."""
    return (f"{before}<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
            "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:dc='http://purl.org/dc/elements/1.1/' "
            "xmlns:xmpMM='http://ns.adobe.com/xap/1.0/mm/' xmlns:stEvt='http://ns.adobe.com/xap/1.0/sType/ResourceEvent#'>"
            f"<rdf:Description rdf:about=''>{inside}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>")


def crossed(objects, packed, trailer="", entries=None, widths="1 4 2", keys="", size=None):
    """A PDF whose table is a stream; `packed` says for an object in which stream it stands, and at which place there."""
    out, rows, last = bytearray(b"%PDF-1.7\n"), {}, max([*objects, *packed]) + 1
    for number, body in objects.items():
        rows[number] = struct.pack(">BIH", 1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body if isinstance(body, bytes) else body.encode("latin-1"))
    for number, (holder, at) in packed.items():
        rows[number] = struct.pack(">BIH", 2, holder, at)
    rows[last] = struct.pack(">BIH", 1, len(out), 0)
    data = b"".join(rows.get(number, bytes(7)) for number in range(last + 1)) + (entries or b"")
    body = stream(data, f"/Type/XRef/W[{widths}]/Size {size or last + 1}/Root 1 0 R{keys}{trailer}")
    start = len(out)
    out += b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (last, body, start)
    return bytes(out)


def packed_pages(count, contents, more, keys="", resources=HELVETICA):
    """A PDF of so many pages that share what they draw, and themselves stand in one stream of objects."""
    kids = "".join(f"{number} 0 R " for number in range(100, 100 + count))
    one = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<<{resources}>>{keys}>>"
    return packed_objects(count, one, {1: "<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Kids 3 0 R/Count {count}>>", 4: stream(contents)}
        | more, {3: f"[{kids}]"})


def packed_objects(count, one, objects, others=None, trailer=""):
    """A PDF of `objects`, of so many equal ones from 100 on, and of others; the last two stand in one stream of objects."""
    inside = (others or {}) | {number: one for number in range(100, 100 + count)}
    places, body = [], ""
    for number, text in inside.items():
        places.append(f"{number} {len(body)}")
        body += text + "\n"
    head = " ".join(places) + " "
    holder = stream(head + body, f"/Type/ObjStm/N {len(inside)}/First {len(head)}")
    return crossed(objects | {99: holder}, {number: (99, at) for at, number in enumerate(inside)}, trailer)


@kind
def pdf_packed():
    """Pages, notes and fields that are small because they stand together, and share what costs much."""
    words = "BT /F 9 Tf 1 0 0 1 50 700 Tm (word) Tj ET "
    for count, times in ((300, 20_000), (2_000, 2_000), (2_000, 200_000), (20_000, 1_000)):
        yield f"pdf-{count}-pages-of-one-content-{times}.pdf", packed_pages(count, words * times, FONT)
    yield "pdf-2000-pages-of-saves.pdf", packed_pages(2_000, "q Q " * 1_000_000, FONT)
    yield "pdf-2000-pages-of-fills.pdf", packed_pages(2_000, "0 0 9 9 re f " * 300_000, FONT)
    yield "pdf-2000-pages-of-inline-pictures.pdf", packed_pages(2_000, "BI /W 9 /H 9 /BPC 8 /CS /G ID 123456789 EI " * 100_000, FONT)
    yield "pdf-2000-pages-of-forms.pdf", packed_pages(2_000, "/X6 Do", FONT | dict(forms([10] * 4)), resources="/XObject<</X6 6 0 R>>" + HELVETICA)
    yield "pdf-2000-pages-of-dashes.pdf", packed_pages(2_000, "[1] 0 d " + "0 0 m 600 700 l S " * 1_000, FONT)
    placed = "BT /F 1 Tf " + "".join(f"1 0 0 1 {n % 300 * 2} {n // 300 * 2} Tm (w) Tj " for n in range(20_000)) + "ET"
    yield "pdf-2000-pages-of-words.pdf", packed_pages(2_000, placed, FONT)
    yield "pdf-2000-pages-of-words-under-fills.pdf", packed_pages(2_000, placed + "0 0 600 9 re f " * 4_000, FONT)
    yield "pdf-2000-pages-of-white-words.pdf", packed_pages(2_000, "1 g " + placed, FONT)
    yield "pdf-2000-pages-with-one-note.pdf", packed_pages(2_000, words,
        FONT | {6: stream(words * 20_000, "/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>>>"),
        7: "<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 6 0 R>>>>"}, "/Annots[7 0 R]")
    base = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>"}
    notes = "".join(f"{number} 0 R " for number in range(100, 5_100))
    text = f"({'n' * 4_000})"
    yield "pdf-5000-notes-with-texts.pdf", packed_objects(5_000,
        f"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents{text}/T{text}/NM{text}/M(D:20200101)/A<</S/URI/URI{text}>>>>",
        base, {3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[{notes}]>>"})
    yield "pdf-5000-notes-of-one-drawing.pdf", packed_objects(5_000, "<</Type/Annot/Subtype/Stamp/Rect[0 0 9 9]/AP<</N 6 0 R>>>>",
        base | FONT | {6: stream(words * 20_000, "/Subtype/Form/BBox[0 0 99 99]/Resources<</Font<</F 5 0 R>>>>")},
        {3: f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[{notes}]>>"})
    yield "pdf-20000-descriptors.pdf", packed_objects(20_000, f"<</Type/FontDescriptor/FontName/{'N' * 120}>>", base)
    yield "pdf-20000-links.pdf", packed_objects(20_000, f"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI{text[:1_000]})>>>>", base)
    yield "pdf-5000-infos-in-trailer.pdf", packed_objects(5_000, f"<</Title{text}/Producer{text}>>", base, trailer="/Info 100 0 R")


@kind
def pdf_tables():
    """Tables and object streams that promise more than there is."""
    base = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: "<</Type/Page/MediaBox[0 0 9 9]>>"}
    yield "pdf-xref-stream-20-million.pdf", crossed(base, {}, entries=bytes(7 * 9_000_000), size=20_000_000)
    yield "pdf-xref-stream-in-use.pdf", crossed(base, {}, entries=b"\x01\x00\x00\x00\x09\x00\x00" * 9_000_000, size=20_000_000)
    yield "pdf-xref-stream-packed.pdf", crossed(base, {}, entries=b"\x02\x00\x00\x00\x03\x00\x00" * 9_000_000, size=20_000_000)
    yield "pdf-xref-stream-3-kB.pdf", crossed(base, {}, entries=b"\x01\x00\x00\x00\x09\x00\x00" * 270_000, size=20_000_000)
    yield "pdf-xref-stream-index.pdf", crossed(base, {}, keys="/Index[" + "0 4294967295 " * 3_000 + "]", size=4_294_967_295)
    yield "pdf-xref-stream-index-many.pdf", crossed(base, {}, entries=bytes(7 * 500_000),
        keys="/Index[0 5 " + "".join(f"{n * 9} 1 " for n in range(1, 100_000)) + "]", size=2_000_000)
    yield "pdf-xref-stream-width-0.pdf", crossed(base, {}, widths="0 0 0", size=2_000_000_000)
    yield "pdf-xref-stream-width-big.pdf", crossed(base, {}, widths="4294967295 4294967295 4294967295")
    classic = page("", {})
    start = classic.rindex(b"startxref")
    yield "pdf-xref-count-huge.pdf", classic.replace(b"0 1\n0000000000", b"0 99999999999\n0000000000", 1)
    bare = pdf(base, table=False)
    end = b"trailer<</Root 1 0 R/Size 90000>>startxref\n%d\n%%%%EOF" % len(bare)
    yield "pdf-xref-entries.pdf", bare + b"xref\n0 90000\n" + b"0000000009 00000 n \n" * 90_000 + end
    yield "pdf-xref-sections.pdf", bare + b"xref\n" + b"".join(b"%d 1\n0000000009 00000 n \n" % (n * 7) for n in range(50_000)) + end
    yield "pdf-prev-cycle.pdf", classic[:start].replace(b"/Root", b"/Prev %d/Root" % classic.index(b"xref")) + classic[start:]
    chain = pdf(base)
    for _ in range(4_000):
        chain = saved_again(chain, {})
    yield "pdf-prev-4000.pdf", chain
    chain = pdf(base)
    for number in range(3_000):
        chain = saved_again(chain, {3: "<</Type/Page/MediaBox[0 0 9 %d]>>" % number})
    yield "pdf-saves-3000.pdf", chain
    back = pdf(base)
    back += b"".join(b"xref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Prev %d/XRefStm %d>>startxref\n%d\n%%%%EOF\n" % (len(back) - 200, n,
        len(back)) for n in range(5_000))
    yield "pdf-xrefstm-many.pdf", back
    yield "pdf-startxref-many.pdf", classic + b"startxref\n9\n%%EOF\n" * 90_000
    yield "pdf-no-table-objects.pdf", pdf(base, table=False) + b"".join(b"%d 0 obj<</Type/XRef>>endobj\n" % n for n in range(50_000))
    yield "pdf-no-table-same-object.pdf", pdf(base, table=False) + b"3 0 obj<</Type/Page>>endobj\n" * 60_000
    yield "pdf-no-table-open-objects.pdf", pdf(base, table=False) + b"3 0 obj<<" * 150_000
    yield "pdf-no-table-open-streams.pdf", pdf(base, table=False) + b"".join(b"%d 0 obj<</Length 9999999>>stream\n" % n for n in range(4, 40_000))
    yield "pdf-no-table-catalogs.pdf", pdf(base, table=False) + b"".join(b"%d 0 obj<</Type/Catalog/A[[[[[[[[[(\n" % n for n in range(4, 40_000))
    yield "pdf-objstm-huge-n.pdf", crossed(base | {4: stream("5 0 " * 5 + "<<>>", "/Type/ObjStm/N 4294967295/First 20")}, {5: (4, 0)})
    yield "pdf-objstm-many-heads.pdf", crossed(base | {4: stream("9 0 " * 4_000_000 + "<<>>", "/Type/ObjStm/N 4000000/First 16000000")}, {9: (4, 0)})
    heads = " ".join(f"{n} 0" for n in range(10, 100_000)) + " "
    packed = base | {4: stream(heads + "<</A(b)>>", f"/Type/ObjStm/N 99990/First {len(heads)}")}
    yield "pdf-objstm-one-object-shared.pdf", crossed(packed, {n: (4, n - 10) for n in range(10, 60_000)})
    big = f"<</Type/Annot/Rect[0 0 1 1]/Contents({'c' * 60_000})/M(D:20200101000000Z)/T({'t' * 60_000})>>"
    yield "pdf-objstm-one-note-shared.pdf", crossed(base | {4: stream(heads + big, f"/Type/ObjStm/N 99990/First {len(heads)}")},
        {n: (4, n - 10) for n in range(10, 60_000)})
    yield "pdf-objstm-extends-cycle.pdf", crossed(base | {4: stream("6 0 <<>>", "/Type/ObjStm/N 1/First 4/Extends 5 0 R"),
        5: stream("7 0 <<>>", "/Type/ObjStm/N 1/First 4/Extends 4 0 R")}, {6: (4, 0), 7: (5, 0)})
    yield "pdf-objstm-in-itself.pdf", crossed(base | {4: stream("4 0 <<>>", "/Type/ObjStm/N 1/First 4")},
        {4: (4, 0), 5: (5, 0), 6: (7, 0), 7: (6, 0)})
    yield "pdf-objstm-thousand.pdf", crossed(base | {n: stream("9 0 " + " " * 1_000_000 + "<<>>", "/Type/ObjStm/N 1/First 4")
        for n in range(10, 700)}, {n + 1_000: (n, 0) for n in range(10, 700)})
    yield "pdf-objstm-deep.pdf", crossed(base | {4: stream("5 0 " + "[" * 4_000_000, "/Type/ObjStm/N 1/First 4")}, {5: (4, 0)}, "/Info 5 0 R")
    yield "pdf-linearised.pdf", page("", {5: "<</Linearized 1/L 4294967295/H[0 4294967295]/O 3/E 9/N 4294967295/T 9>>"}) \
        + pdf(base, head=b"%PDF-1.4\n")
    yield "pdf-reference-chain.pdf", page("", {n: f"{n + 1} 0 R" for n in range(5, 30_000)} | {30_000: "5 0 R"}, trailer="/Info 5 0 R")
    yield "pdf-length-cycle.pdf", pdf(base | {n: b"<</Length %d 0 R>>stream\nx\nendstream" % (n + 1) for n in range(4, 3_000)}
        | {3_000: b"<</Length 4 0 R>>stream\nx\nendstream"})


@kind
def pdf_syntax():
    """Strings, arrays and comments that do not end."""
    plain = page("", {})
    body = {"hex": b"<" + b"41" * 700_000, "hex-starts": b"<41 " * 300_000, "literal": b"(" * 1_000_000, "literal-escapes": b"(\\(" * 400_000,
            "arrays": b"[" * 1_000_000, "dictionaries": b"<</A" * 300_000, "mixed": b"[<</A[" * 150_000, "names": b"/" * 1_000_000,
            "comment": b"%" * 1_500_000, "comments": b"%\n" * 700_000, "number": b"9" * 1_000_000, "points": b"9.9.9" * 200_000,
            "references": b"1 0 R " * 250_000, "hash-names": b"/#41" * 300_000, "spaces": b" " * 1_500_000, "stream": b"stream\n" * 200_000,
            "endstream": b"<<>>stream\n" + b"endstream " * 150_000, "obj": b"obj " * 350_000, "digits-obj": b"1 0 obj " * 180_000,
            "half-dictionaries": b"<< /Type /Catalog /K (" * 60_000, "trailer": b"trailer<</Root 1 0 R/Prev 9>>" * 50_000}
    for name, inside in body.items():
        yield f"pdf-open-{name}.pdf", plain[:9] + b"5 0 obj\n" + inside + b"\nendobj\n" + plain[9:]
        if name in ("hex", "hex-starts", "literal", "arrays", "mixed", "half-dictionaries"):
            yield f"pdf-open-{name}-info.pdf", page("", {5: inside[:500_000]}, trailer="/Info 5 0 R")
    for name, inside in (("arrays", "[" * 5_000_000), ("dictionaries", "<<" * 5_000_000), ("strings", "(" * 5_000_000),
        ("operands", "1 " * 5_000_000),
                         ("inline-images", "BI /W 99999 /H 99999 /BPC 8 /CS /RGB ID xx EI " * 100_000), ("inline-open", "BI ID " * 1_000_000),
                         ("saves", "q " * 10_000_000), ("marks", "/Span <</ActualText(" + "a" * 5_000 + ")>> BDC " * 100_000),
                         ("clips", "0 0 9 9 re W n " * 1_000_000),
                         ("text-objects", "BT " * 5_000_000), ("names", "/" + "N" * 10_000_000 + " gs")):
        yield f"pdf-drawing-{name}.pdf", page(inside, FONT, HELVETICA)


def lzw(cycles):
    """Bytes of LZW that unfold to about 7 MB a cycle: each code is one letter longer than the one before."""
    bits, count = [], 0
    def put(code, width):
        bits.append((code, width))
    put(256, 9)
    put(65, 9)
    for code in range(258, 4_093):
        put(code, 9 if code < 511 else 10 if code < 1_023 else 11 if code < 2_047 else 12)
    put(256, 12)
    number = 0
    for code, width in bits:
        number = number << width | code
        count += width
    pad = -count % 8
    return (number << pad).to_bytes((count + pad) // 8, "big") * cycles


@kind
def pdf_filters():
    """Streams that unfold without measure."""
    twice = zlib.compress(zlib.compress(bytes(60 << 20), 9), 9)
    runs = zlib.compress(b"\x81A" * 500_000 + b"\x80", 9)
    chains = {"flate": (zlib.compress(b"A" * (60 << 20), 9), "/FlateDecode"), "flate-flate": (twice, "/FlateDecode/FlateDecode"),
              "flate-flate-flate": (zlib.compress(zlib.compress(zlib.compress(bytes(200 << 20), 9), 9), 9), "/FlateDecode/FlateDecode/FlateDecode"),
              "flate-runs": (runs, "/FlateDecode/RunLengthDecode"), "runs-runs": (b"\x81\x81" * 20_000, "/RunLengthDecode" * 6),
              "flate-lzw": (zlib.compress(lzw(9), 9), "/FlateDecode/LZWDecode"), "lzw": (lzw(3), "/LZWDecode"),
              "ascii85": (b"z" * 1_000_000 + b"~>", "/ASCII85Decode"), "flate-ascii85": (zlib.compress(b"z" * 15_000_000 + b"~>", 9),
              "/FlateDecode/ASCII85Decode"),
              "hex-thousand": (b"41" * 50_000 + b">", "/ASCIIHexDecode" * 1_000), "crypt": (twice, "/Crypt/FlateDecode/Crypt/FlateDecode"),
              "flate-thousand": (zlib.compress(b"A"), "/FlateDecode" * 10_000)}
    for name, (data, filters) in chains.items():
        body = b"<</Length %d/Filter[%s]>>stream\n%s\nendstream" % (len(data), filters.encode(), data)
        yield f"pdf-filter-{name}.pdf", page(body, FONT, HELVETICA)
    many = {n: b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(chains["flate"][0]), chains["flate"][0]) for n in range(10, 20)}
    kinds = "".join(f"{n} 0 R " for n in range(10, 20))
    yield "pdf-filter-contents.pdf", page("", many, keys=f"/Contents[{kinds}]")
    for name, parameters in (("columns", "/Predictor 12/Columns 2147483647"), ("columns-1", "/Predictor 15/Columns 1"),
                             ("colours", "/Predictor 2/Colors 2147483647/BitsPerComponent 16/Columns 2147483647"),
                             ("tiff", "/Predictor 2/Columns 60000/Colors 4")):
        yield f"pdf-predictor-{name}.pdf", page(stream(bytes(50 << 20), f"/DecodeParms<<{parameters}>>"), FONT)
    for name, keys in (("font", "/FontFile2"), ("font-cff", "/FontFile3"), ("font-type1", "/FontFile")):
        for size in (3 << 20, 60 << 20):
            yield f"pdf-{name}-{size >> 20}-MB.pdf", page("BT /F 9 Tf (A) Tj ET",
                {5: "<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>",
                6: f"<</Type/FontDescriptor/FontName/X{keys} 7 0 R>>", 7: stream(bytes(size), "/Subtype/Type1C" if "cff" in name else "")}, HELVETICA)


def opentype(tables):
    """A font of the tables given."""
    head = struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0)
    at, body = 12 + 16 * len(tables), b""
    for tag, data in tables:
        head += struct.pack(">4sIII", tag, 0, at + len(body), len(data))
        body += data
    return head + body


@kind
def pdf_fonts():
    """Fonts whose tables state too much."""
    names = struct.pack(">HHH", 0, 5_000, 6 + 12 * 5_000) + struct.pack(">HHHHHH", 3, 1, 0x409, 5, 60_000, 0) * 5_000 + b"\0A" * 30_000
    numbered = b"".join(struct.pack(">HHHHHH", 3, 1, n & 0xffff, n % 26, 60_000, 0) for n in range(5_000))
    head = bytes(12) + b"\x5f\x0f\x3c\xf5" + bytes(2) + struct.pack(">H", 1_000) + bytes(16) + struct.pack(">hhhh", 0, 0, 1_000, 1_000) + bytes(12)
    maximum = struct.pack(">IH", 0x10000, 0xffff) + bytes(26)
    groups = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIII", 12, 0, 16 + 12 * 50_000, 0, 50_000) + struct.pack(">III", 0, 0xffffffff,
        0) * 50_000
    composite = struct.pack(">hhhhh", -1, 0, 0, 9, 9) + struct.pack(">HHbb", 0x0022, 0, 0, 0) * 200 + struct.pack(">HHbb", 2, 0, 0, 0)
    for name, tables in (("names", [(b"head", head), (b"name", names)]),
        ("names-apart", [(b"head", head), (b"name", names[:6] + numbered + b"\0A" * 30_000)]),
                         ("tables", [(b"name", names[:100])] * 60_000), ("cmap", [(b"head", head), (b"maxp", maximum), (b"cmap", groups)]),
                         ("glyph-of-itself", [(b"head", head), (b"maxp", maximum), (b"hhea", bytes(34) + b"\0\1"), (b"hmtx", bytes(4)),
                         (b"loca", struct.pack(">HH", 0, len(composite) // 2) * 9), (b"glyf", composite),
                                              (b"cmap", struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 0, 262, 0) + bytes(256))])):
        font = opentype(tables)
        yield f"pdf-opentype-{name}.pdf", page("BT /F 9 Tf (" + "ABCDE" * 5_000 + ") Tj ET",
            {5: "<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>",
            6: "<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 7 0 R>>", 7: stream(font)}, HELVETICA)
    subroutine = bytes([139 + 0 - 107 + 107, 10, 10, 10, 10, 14])
    index = lambda items: struct.pack(">HB", len(items), 4) + b"".join(struct.pack(">I", 1 + sum(map(len, items[:n])))
        for n in range(len(items) + 1)) + b"".join(items)
    strings = index([b"A" * 60_000] * 8)
    cff = b"\x01\x00\x04\x04" + index([b"X"]) + index([b"\x1d" + struct.pack(">i", 40) + b"\x11"]) + strings + index([subroutine] * 3)
    yield "pdf-cff-subroutines.pdf", page("BT /F 9 Tf (AAAA) Tj ET", {5: "<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor 6 0 R>>",
        6: "<</Type/FontDescriptor/FontName/X/Flags 4/FontFile3 7 0 R>>", 7: stream(cff, "/Subtype/Type1C")}, HELVETICA)
    type1 = "%!PS-AdobeFont-1.0: X\n/FontInfo 9 dict dup begin " + "".join(f"/version ({'9' * 400}) def /Notice ({'n' * 900}) def\n"
        for _ in range(2_000)) + "end\neexec\n" + "00" * 100_000
    yield "pdf-type1-notices.pdf", page("BT /F 9 Tf (AAAA) Tj ET", {5: "<</Type/Font/Subtype/Type1/BaseFont/X/FontDescriptor 6 0 R>>",
        6: "<</Type/FontDescriptor/FontName/X/Flags 4/FontFile 7 0 R>>", 7: stream(type1)}, HELVETICA)
    shared = {n: f"<</Type/FontDescriptor/FontName/X{n}/FontFile2 9 0 R>>" for n in range(10, 4_000)}
    yield "pdf-one-font-many-descriptors.pdf", page("", shared | {9: stream(opentype([(b"head", head),
        (b"name", names[:6] + numbered + b"\0A" * 30_000)]))})
    yield "pdf-one-font-megabytes.pdf", page("", shared | {9: stream(bytes(30 << 20))})
    widths = {5: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 0/LastChar 2147483647/Widths[" + "600 " * 100_000
        + "]/Encoding<</Differences[" + "0/A" * 100_000 + "]>>>>"}
    yield "pdf-widths.pdf", page("BT /F 9 Tf (AAAA) Tj ET", widths, HELVETICA)
    used = "".join(f"/F{n} 5 0 R" for n in range(5_000))
    yield "pdf-fonts-switched.pdf", page("".join(f"BT /F{n} 9 Tf (word) Tj ET " for n in range(5_000)) * 5,
        {5: "<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 6 0 R>>",
        6: "<</Type/FontDescriptor/FontName/X/FontFile2 7 0 R>>", 7: stream(opentype([(b"head", head), (b"name", names)]))}, f"/Font<<{used}>>")


@kind
def pdf_drawing():
    """Lines, surfaces and pictures that cost their painter much."""
    lines = "0 0 m 600 700 l S " * 2_000
    cases = {"dash": ("[0.0001] 0 d " + lines, {}, ""), "dash-curves": ("[0.00001 0.00001] 0 d 9 w " + "0 0 m 99999 0 99999 99999 0 99999 c S " * 500,
        {}, ""),
             "fills": ("0 0 600 700 re f " * 500_000, {}, ""), "curves": ("0 0 m " + "9 9 99 9 600 700 c " * 300_000 + "f", {}, ""),
             "huge-path": ("-1e30 -1e30 m 1e30 1e30 l 1e30 -1e30 l f " * 50_000, {}, ""), "wide": ("1e9 w " + lines, {}, ""),
             "tiles": ("/Pattern cs /P scn 0 0 600 700 re f", {6: stream("0 0 1 1 re f",
             "/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 1 1]/XStep 0.0001/YStep 0.0001/Resources<<>>")}, "/Pattern<</P 6 0 R>>"),
             "tiles-nested": ("/Pattern cs /P scn 0 0 600 700 re f", {n: stream("/Pattern cs /P scn 0 0 9 9 re f",
             f"/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 1/YStep 1/Resources<</Pattern<</P {n + 1 if n < 40 else 6} 0 R>>>>")
             for n in range(6, 41)}, "/Pattern<</P 6 0 R>>"),
             "shading-function": ("/S sh", {6: "<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 99999 0 99999]/Function 7 0 R>>",
             7: stream("{ " + "dup mul " * 50_000 + "}", "/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]", False)}, "/Shading<</S 6 0 R>>"),
             "shading-stitched": ("/S sh", {6: "<</ShadingType 2/ColorSpace/DeviceRGB/Coords[0 0 1 1]/Extend[true true]/Function 7 0 R>>",
             7: "<</FunctionType 3/Domain[0 1]/Functions[7 0 R 7 0 R]/Bounds[0.5]/Encode[0 1 0 1]>>"}, "/Shading<</S 6 0 R>>"),
             "sampled": ("/S sh", {6: "<</ShadingType 1/ColorSpace/DeviceRGB/Function 7 0 R>>",
             7: stream(bytes(1_000), "/FunctionType 0/Domain[0 1 0 1]/Range[0 1]/Size[65535 65535]/BitsPerSample 32")}, "/Shading<</S 6 0 R>>")}
    for number in (4, 5, 6, 7):
        cases[f"mesh-{number}"] = ("/S sh " * 20, {6: stream(bytes(20_000_000),
            f"/ShadingType {number}/ColorSpace/DeviceRGB/BitsPerCoordinate 32/BitsPerComponent 8/BitsPerFlag 8/VerticesPerRow 2"
            "/Decode[0 600 0 700 0 1 0 1 0 1]")}, "/Shading<</S 6 0 R>>")
    for name, (content, more, resources) in cases.items():
        # Words that a surface may hide are looked at on a drawn page.
        hidden = "BT /F 9 Tf 1 1 1 rg 1 0 0 1 99 99 Tm (hidden words) Tj ET "
        yield f"pdf-{name}.pdf", page(hidden + content + " " + hidden, FONT | more, resources + HELVETICA)
    pictures = {"1-bit": (zlib.compress(bytes(40 << 20), 9), "/FlateDecode", "/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"),
                "8-bit": (zlib.compress(bytes(40 << 20), 9), "/FlateDecode", "/Width 40000/Height 40000/BitsPerComponent 8/ColorSpace/DeviceCMYK"),
                "fax": (zlib.compress(bytes(5 << 20)), "/FlateDecode/CCITTFaxDecode",
                "/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray/DecodeParms[null<</K -1/Columns 60000/Rows 60000>>]"),
                "fax-wide": (b"\xff" * 100_000, "/CCITTFaxDecode",
                "/Width 2147483647/Height 1/BitsPerComponent 1/ColorSpace/DeviceGray/DecodeParms<</K 0/Columns 2147483647/Rows 2147483647>>"),
                "jbig2": (struct.pack(">IBBBI", 0, 0x30, 0, 1, 19) + struct.pack(">IIIIBH", 60_000, 60_000, 0, 0, 0, 0)
                + struct.pack(">IBBBI", 1, 0x26, 0, 1, 18 + 8) + struct.pack(">IIIIB", 60_000, 60_000, 0, 0, 0)
                + b"\x00\x03\xff\xfd\xff\x02\xfe\xfe\xfe", "/JBIG2Decode", "/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"),
                "jpeg": (jpeg_frame(65_500, 65_500), "/DCTDecode", "/Width 65500/Height 65500/BitsPerComponent 8/ColorSpace/DeviceRGB"),
                "jpeg-progressive": (jpeg_frame(65_500, 65_500, 0xc2), "/DCTDecode",
                "/Width 65500/Height 65500/BitsPerComponent 8/ColorSpace/DeviceRGB"),
                "jpx": (b"\xff\x4f\xff\x51" + struct.pack(">HHIIIIIIIIH", 47, 0, 99_999, 99_999, 0, 0, 1, 1, 0, 0, 3) + b"\7\1\1" * 3
                + b"\xff\x52\0\x0c\0\0\xff\xff\1\x20\4\4\0\1\xff\x90\0\x0a\0\0\0\0\0\0\0\1\xff\x93\xff\xd9", "/JPXDecode",
                "/Width 99999/Height 99999")}
    for name, (data, filters, keys) in pictures.items():
        body = b"<</Subtype/Image%s/Length %d/Filter[%s]>>stream\n%s\nendstream" % (keys.encode(), len(data), filters.encode(), data)
        words = "BT /F 9 Tf 3 Tr 1 0 0 1 9 9 Tm (hidden words under it) Tj ET "
        yield f"pdf-picture-{name}.pdf", page(words + "q 600 0 0 700 0 0 cm /I Do Q " * 20 + words, FONT | {6: body},
            "/XObject<</I 6 0 R>>" + HELVETICA)
    space = {n: f"[/Indexed {n + 1} 0 R 255 (abc)]" for n in range(6, 200)} | {200: "6 0 R"}
    yield "pdf-colours-cycle.pdf", page("/C cs 1 sc 0 0 9 9 re f", space, "/ColorSpace<</C 6 0 R>>")
    inks = "[" + "/Ink " * 50_000 + "]"
    yield "pdf-colours-devicen.pdf", page("/C cs " + "1 " * 50_000 + "scn 0 0 9 9 re f",
        {6: f"[/DeviceN {inks}/DeviceRGB 7 0 R]", 7: stream("{" + "pop " * 50_000 + "}", "/FunctionType 4/Domain[0 1]/Range[0 1 0 1 0 1]", False)},
        "/ColorSpace<</C 6 0 R>>")
    yield "pdf-page-huge.pdf", page("BT /F 9 Tf (word) Tj ET", FONT, HELVETICA, box="-1e30 -1e30 1e30 1e30")
    yield "pdf-page-wide.pdf", page("1 1 1 rg BT /F 9 Tf (word hidden) Tj ET " + "0 0 9 9 re f ", FONT, HELVETICA, box="0 0 2000000 2000000")
    words = "".join(f"1 0 0 1 {n * 7 % 600} {n * 11 % 790} Tm (w{n}) Tj " for n in range(30_000))
    yield "pdf-words-hidden-by-surfaces.pdf", page(f"BT /F 1 Tf {words} ET " + "".join(f"{n % 600} {n % 790} 30 30 re f " for n in range(4_000))
        + f"BT /F 1 Tf {words} ET", FONT, HELVETICA)
    yield "pdf-words-white.pdf", page(f"1 1 1 rg BT /F 1 Tf {words} ET ", FONT, HELVETICA, kids="[" + "3 0 R " * 60 + "]")


@kind
def pdf_saves():
    """Saves whose words must be compared with one another."""
    rows = random.Random(7)
    def text(count, same=False):
        return "BT /F 1 Tf " + "".join(f"1 0 0 1 {n % 300 * 2} {n // 300 * 2} Tm ({'x' if same else rows.randrange(10 ** 6)}) Tj "
            for n in range(count)) + "ET"
    for words, saves in ((3_000, 40), (20_000, 3), (8_000, 8)):
        made = page(text(words), FONT, HELVETICA)
        for _ in range(saves):
            made = saved_again(made, {4: stream(text(words))})
        yield f"pdf-saves-{saves}-of-{words}-words.pdf", made
    made = page(text(20_000, True), FONT, HELVETICA)
    for number in range(39):
        made = saved_again(made, {4: stream(text(20_000 - number, True).replace("(x)", "(x)" if number % 2 else "(y)"))})
    yield "pdf-saves-same-words.pdf", made
    made = page(text(3_000, True), FONT, HELVETICA, kids="[" + "3 0 R " * 400 + "]")
    for number in range(20):
        made = saved_again(made, {4: stream(text(3_000, True).replace("(x)", f"({number})"))})
    yield "pdf-saves-400-pages.pdf", made
    made = page("BT /F 1 Tf (a) Tj ET", FONT, HELVETICA)
    for number in range(40):
        made = saved_again(made, {4: stream("BT /F 9 Tf " + f"1 0 0 1 9 {number} Tm (A) Tj " * 100_000 + "ET")})
    yield "pdf-saves-overdrawn.pdf", made
    heads = " ".join(f"{n} 0" for n in range(10, 20_000)) + " "
    made = crossed({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: "<</Type/Page/MediaBox[0 0 9 9]>>",
                    4: stream(heads + "<</A 1>>", f"/Type/ObjStm/N 19990/First {len(heads)}")}, {n: (4, n - 10) for n in range(10, 20_000)})
    for number in range(100):
        made = saved_again(made, {3: f"<</Type/Page/MediaBox[0 0 9 {number}]>>"})
    yield "pdf-saves-with-objstm.pdf", made
    kids = "".join(f"{n} 0 R " for n in range(10, 3_000))
    made = pdf({1: "<</Type/Catalog/Pages 2 0 R>>", 2: f"<</Type/Pages/Kids[{kids}]/Count 2990>>"}
        | {n: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>" for n in range(10, 3_000)})
    for number in range(255):
        made = saved_again(made, {2: f"<</Type/Pages/Kids[{kids[:number * 7 + 7]}]/Count {number}>>"})
    yield "pdf-saves-pages-move.pdf", made


def der(tag, *parts):
    """A value in DER."""
    body = b"".join(parts)
    size = len(body)
    length = bytes([size]) if size < 128 else bytes([0x80 | (size.bit_length() + 7) // 8]) + size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag]) + length + body


@kind
def pdf_signatures():
    """Signatures without number, and messages that nest."""
    def signed(contents, count=1, ranges="[0 9 9 9]", keys=""):
        fields = "".join(f"{n} 0 R " for n in range(10, 10 + count))
        return page("", {6: f"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange{ranges}/Contents<{contents.hex()}>{keys}>>"}
            | {
            n: f"<</FT/Sig/T(s{n})/V 6 0 R/Subtype/Widget/Rect[0 0 0 0]>>" for n in range(10, 10 + count)},
            catalog=f"/AcroForm<</SigFlags 3/Fields[{fields}]>>")
    message = der(0x06, b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")
    def wrapped(inside):
        return der(0x30, message, der(0xa0, inside))
    nested = b"\x05\x00"
    for _ in range(3_000):
        nested = der(0x31, nested)
    yield "pdf-signature-sets.pdf", signed(wrapped(der(0x30, der(2, b"\1"), nested)))
    name = der(0x30, der(0x31, der(0x30, der(6, b"\x55\x04\x03"), der(0x0c, b"N" * 50))))
    key = der(0x30, der(0x30, der(6, b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"), der(5)),
        der(3, b"\0" + der(0x30, der(2, b"\0" + b"\xff" * 2_048), der(2, b"\0" + b"\xff" * 2_048))))
    algorithm = der(0x30, der(6, b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b"), der(5))
    def certificate(serial):
        body = der(0x30, der(0xa0, der(2, b"\2")), der(2, serial.to_bytes(3, "big")), algorithm, name,
            der(0x30, der(0x17, b"200101000000Z"), der(0x17, b"300101000000Z")), name, key)
        return der(0x30, body, algorithm, der(3, b"\0" + b"\xff" * 2_048))
    certificates = b"".join(certificate(n) for n in range(1, 60))
    signer = der(0x30, der(2, b"\1"), der(0x30, name, der(2, b"\1")), der(0x30, der(6, b"\x60\x86\x48\x01\x65\x03\x04\x02\x01")), algorithm,
        der(4, b"\xff" * 2_048))
    digest = der(0x31, der(0x30, der(6, b"\x60\x86\x48\x01\x65\x03\x04\x02\x01")))
    content = der(0x30, der(6, b"\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"))
    yield "pdf-signature-certificates.pdf", signed(wrapped(der(0x30, der(2, b"\1"), digest, content, der(0xa0, certificates), der(0x31, signer))))
    yield "pdf-signature-signers.pdf", signed(wrapped(der(0x30, der(2, b"\1"), digest, content, der(0xa0, certificate(1)), der(0x31, signer * 200))))
    one = wrapped(der(0x30, der(2, b"\1"), digest, content, der(0xa0, certificates[:90_000]), der(0x31, signer)))
    yield "pdf-signature-shared.pdf", signed(one, 5_000)
    yield "pdf-signature-fields.pdf", signed(b"\x30\x00", 10_000)
    yield "pdf-signature-ranges.pdf", signed(b"\x30\x00", 1, "[" + "0 9 " * 100_000 + "]")
    yield "pdf-signature-ranges-whole.pdf", signed(one[:9_000], 200, "[" + "0 60000 " * 4_000 + "]")
    yield "pdf-signature-ranges-back.pdf", signed(one[:9_000], 9, "[" + "99999 -9 4294967295 4294967295 " * 400 + "]")
    yield "pdf-signature-one-reason.pdf", page("", {7: f"({'r' * 60_000})"}
        | {n: "<</FT/Sig/T 7 0 R/V<</Type/Sig/Filter/X/ByteRange[0 9 9 9]/Contents<3000>/Reason 7 0 R/Location 7 0 R/Name 7 0 R"
        "/ContactInfo 7 0 R/M(D:2020)>>>>" for n in range(10, 500)},
        catalog="/AcroForm<</Fields[" + "".join(f"{n} 0 R " for n in range(10, 500)) + "]>>")
    made = signed(one[:30_000], 100)
    for number in range(60):
        made = saved_again(made, {3: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 %d]>>" % number})
    yield "pdf-signature-saves.pdf", made
    for number, keys in enumerate(("/V 5/R 6/Length 256/P -1",
        "/V 4/R 4/Length 4294967295/CF<</StdCF<</CFM/AESV2/Length 4294967295>>>>/StmF/StdCF/StrF/StdCF/P 0", "/V 1/R 2/P 0",
                                   "/V 2/R 3/Length 0/P 0", "/V 99/R 99/P 0")):
        encrypt = f"<</Filter/Standard{keys}/O<{'41' * 48}>/U<{'41' * 48}>/OE<{'41' * 32}>/UE<{'41' * 32}>/Perms<{'41' * 16}>>>"
        yield f"pdf-encrypted-{number}.pdf", page("BT ET", {5: encrypt}, trailer="/Encrypt 5 0 R/ID[<41><41>]")


@kind
def pdf_attachments():
    """Files within files, and one file under many names."""
    inner = page("BT /F 9 Tf (inner) Tj ET", FONT, HELVETICA)
    deep = inner
    for _ in range(40):
        deep = page("", {5: "<</Type/Filespec/F(a.pdf)/EF<</F 6 0 R>>>>", 6: stream(deep, "/Type/EmbeddedFile")},
            catalog="/Names<</EmbeddedFiles<</Names[(a) 5 0 R]>>>>")
    yield "pdf-within-pdf-40.pdf", deep
    def holding(child, count, shared=True):
        names = "".join(f"(f{n}) {n} 0 R " for n in range(10, 10 + count))
        return page("", {6: stream(child, "/Type/EmbeddedFile")} | {n: f"<</Type/Filespec/F(f{n}.pdf)/EF<</F 6 0 R>>>>"
            for n in range(10, 10 + count)},
                    catalog=f"/Names<</EmbeddedFiles<</Names[{names}]>>>>")
    yield "pdf-attachment-10000-names.pdf", holding(inner, 10_000)
    yield "pdf-attachment-words-1000-names.pdf", holding(page("BT /F 9 Tf " + "(word) Tj " * 50_000 + "ET", FONT, HELVETICA), 1_000)
    bombs = holding(holding(holding(holding(inner, 10), 10), 10), 10)
    yield "pdf-attachment-tree-10-to-4.pdf", bombs
    yield "pdf-attachment-pages-100-names.pdf", holding(page("BT /F 9 Tf 1 0 0 1 50 700 Tm (word) Tj ET " * 5_000, FONT, HELVETICA,
        kids="[" + "3 0 R " * 500 + "]"), 100)
    yield "pdf-attachment-of-zeros.pdf", holding(bytes(60 << 20), 500)
    xmp = page("", {5: stream(packet("<dc:subject><rdf:Bag>" + "<rdf:li>v</rdf:li>" * 20_000 + "</rdf:Bag></dc:subject>"),
        "/Type/Metadata/Subtype/XML")}, catalog="/Metadata 5 0 R")
    yield "pdf-attachment-xmp-500-names.pdf", holding(xmp, 500)
    names = "".join(f"(f{n}) {n} 0 R " for n in range(10, 5_000))
    yield "pdf-attachment-one-description.pdf", page("", {6: stream(b"x", "/Type/EmbeddedFile"), 7: f"({'d' * 60_000})"}
        | {n: "<</Type/Filespec/F 7 0 R/UF 7 0 R/Desc 7 0 R/EF<</F 6 0 R>>>>" for n in range(10, 5_000)},
        catalog=f"/Names<</EmbeddedFiles<</Names[{names}]>>>>")


# ---- pictures ---------------------------------------------------------------------------------------------------------------

def segment(mark, data):
    """A segment of a JPEG."""
    return b"\xff" + bytes([mark]) + struct.pack(">H", len(data) + 2) + data


def jpeg_frame(width, height, mark=0xc0, before=b""):
    """A JPEG that states a size, with hardly any picture behind it."""
    tables = segment(0xdb, b"\0" + b"\1" * 64) + segment(0xc4, b"\0" + b"\0\1" + bytes(14) + b"\0") + segment(0xc4,
        b"\x10" + b"\0\1" + bytes(14) + b"\0")
    frame = segment(mark, struct.pack(">BHHB", 8, height, width, 3) + b"\1\x22\0\2\x11\0\3\x11\0")
    return b"\xff\xd8" + before + tables + frame + segment(0xda, b"\3\1\0\2\0\3\0\0\x3f\0") + b"\0" * 2_000 + b"\xff\xd9"


def tiff(directories, extra=b"", big=False, loop=None):
    """A TIFF of directories that follow one another; each is a list of (tag, type, count, value or place)."""
    out = bytearray(b"II\x2b\0\x08\0\0\0" + struct.pack("<Q", 16) if big else b"II*\0" + struct.pack("<I", 8))
    for number, entries in enumerate(directories):
        length = 8 + 20 * len(entries) + 8 if big else 2 + 12 * len(entries) + 4
        following = len(out) + length if number + 1 < len(directories) else (loop or 0)
        out += struct.pack("<Q" if big else "<H", len(entries))
        for entry in entries:
            out += struct.pack("<HHQQ" if big else "<HHII", *entry)
        out += struct.pack("<Q" if big else "<I", following)
    return bytes(out) + extra


@kind
def pictures():
    """JPEG, TIFF and PNG."""
    yield "jpeg-segments.jpg", jpeg_frame(9, 9, before=segment(0xfe, b"c") * 100_000)
    yield "jpeg-comments-long.jpg", jpeg_frame(9, 9, before=segment(0xfe, b"c" * 65_000) * 30)
    yield "jpeg-app1-many.jpg", jpeg_frame(9, 9, before=segment(0xe1, b"Exif\0\0II*\0\x08\0\0\0\0\0\0\0\0\0") * 40_000)
    yield "jpeg-progressive-huge.jpg", jpeg_frame(65_535, 65_535, 0xc2)
    yield "jpeg-restarts.jpg", jpeg_frame(9, 9)[:-2] + b"\xff\xd0" * 500_000
    yield "jpeg-fill.jpg", b"\xff\xd8" + b"\xff" * 1_500_000
    texts = [(tag, 2, 60_000, 1_000) for tag in (270, 271, 272, 305, 306, 315, 316, 33_432)]
    long_text = b"T" * 62_000
    for times in (1, 5_000):
        yield f"tiff-one-text-{len(texts) * times}.tif", tiff([texts * times], long_text)
    yield "tiff-directories-one-text.tif", tiff([texts] * 300, long_text)
    yield "tiff-date-one-text.tif", tiff([[(306, 2, 60_000, 1_000)] * 9_000] * 2, long_text)
    yield "tiff-loop.tif", tiff([[(330, 4, 1, 8), (34_665, 4, 1, 8), (34_853, 4, 1, 8)]], loop=8)
    yield "tiff-subdirectories.tif", tiff([[(330, 4, 10_000, 200)]], bytes(200) + struct.pack("<I", 8) * 10_000)
    yield "tiff-fields.tif", tiff([[(n, 4, 0xffffffff, 8) for n in range(60_000)]])
    yield "tiff-directories-many.tif", tiff([[(256, 4, 1, 9)]] * 60_000)
    yield "tiff-strips.tif", tiff([[(256, 4, 1, 60_000), (257, 4, 1, 60_000), (258, 3, 1, 8), (259, 3, 1, 5), (273, 4, 100_000, 200),
        (279, 4, 100_000, 200), (278, 4, 1, 1)]], b"\0\1\0\0" * 100_050)
    yield "tiff-big-counts.tif", tiff([[(270, 2, 2 ** 63, 16), (330, 16, 2 ** 62, 16)] * 5_000], big=True)
    yield "tiff-big-entries.tif", b"II\x2b\0\x08\0\0\0" + struct.pack("<QQ", 16, 2 ** 63) + bytes(100)
    yield "tiff-xmp.tif", tiff([[(700, 1, 400_000, 30)]], bytes(100) + packet("<dc:a>" * 60_000).encode())
    exif = tiff([texts[:8] + [(34_665, 4, 1, 8)]], long_text)
    yield "jpeg-exif-one-text.jpg", jpeg_frame(9, 9, before=segment(0xe1, b"Exif\0\0" + exif[:65_000]))
    yield "jpeg-exif-400.jpg", jpeg_frame(9, 9, before=segment(0xe1, b"Exif\0\0"
        + exif[:3_000].replace(struct.pack("<I", 60_000), struct.pack("<I", 1_900))) * 400)
    iptc = b"\x1c\x02\x19\x00\x01k" * 10_000
    record = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc
    yield "jpeg-iptc.jpg", jpeg_frame(9, 9, before=segment(0xed, record) * 20)
    yield "jpeg-iptc-long.jpg", jpeg_frame(9, 9, before=segment(0xed, b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", 60_005)
        + b"\x1c\x02\x78\xea\x60" + b"c" * 60_000) * 20)
    guid = b"0" * 32
    extended = segment(0xe1,
        b"http://ns.adobe.com/xap/1.0/\0"
        + packet(f'<dc:a xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{guid.decode()}"/>').encode())
    extended += b"".join(segment(0xe1, b"http://ns.adobe.com/xmp/extension/\0" + guid + struct.pack(">II", 0xffffffff, n) + b"<a>" * 300)
        for n in range(450))
    yield "jpeg-xmp-extended.jpg", jpeg_frame(9, 9, before=extended)
    profile = b"".join(segment(0xe2, b"ICC_PROFILE\0" + bytes([n, 255]) + struct.pack(">I", 0xffffffff) + b"\0" * 120 + struct.pack(">I", 0xffffffff)
        + b"desc\0\0\0\x84\0\0\xff\xff" * 4_000) for n in range(1, 26))
    yield "jpeg-icc.jpg", jpeg_frame(9, 9, before=profile)
    thumbnail = jpeg_frame(65_500, 65_500)
    exif = tiff([[], [(513, 4, 1, 64), (514, 4, 1, len(thumbnail))]]) 
    yield "jpeg-thumbnail-huge.jpg", jpeg_frame(9_000, 6_600, before=segment(0xe1, b"Exif\0\0" + exif + bytes(64 - len(exif)) + thumbnail))
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    head = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 9, 9, 8, 6, 0, 0, 0))
    folded = zlib.compress(b"A" * 30_000_000, 9)
    end = chunk(b"IDAT", zlib.compress(bytes(333))) + chunk(b"IEND", b"")
    yield "png-ztxt.png", head + chunk(b"zTXt", b"Comment\0\0" + folded) * 50 + end
    yield "png-itxt.png", head + chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + folded) * 50 + end
    yield "png-iccp.png", head + chunk(b"iCCP", b"p\0\0" + folded) * 50 + end
    yield "png-chunks.png", head + chunk(b"tEXt", b"Author\0x") * 80_000 + end
    yield "png-ztxt-small-many.png", head + chunk(b"zTXt", b"Author\0\0" + zlib.compress(b"A" * 1_000_000, 9)) * 1_500 + end
    yield "png-text-long.png", head + chunk(b"tEXt", b"Software\0" + b"x" * 150_000) * 10 + end
    yield "png-huge.png", b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2 ** 31 - 1, 2 ** 31 - 1, 16, 6, 0, 0, 1)) + chunk(b"IDAT",
        folded) + chunk(b"IEND", b"")
    yield "png-xmp-entities.png", head + chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0"
        + packet("<dc:title>&a;</dc:title>", "<!DOCTYPE x [<!ENTITY a '" + "h" * 60_000 + "'>]>").encode()) + end
    yield "png-exif.png", head + chunk(b"eXIf", tiff([texts * 100], long_text)) * 8 + end


# ---- ZIP and Office packages ------------------------------------------------------------------------------------------------

def deflated(data):
    """Raw deflate."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def zipped(members, comment=b"", shared=(), stated=None, total=None):
    """A ZIP. `members` are (name, data, deflated data or none); `shared` are names whose entries all point at the first member."""
    out, table, entries = bytearray(), bytearray(), []
    for name, data, packed in members:
        packed = deflated(data) if packed is None else packed
        entries.append((name.encode(), len(out), zlib.crc32(data), len(packed), len(data) if stated is None else stated))
        out += struct.pack("<IHHHHHIIIHH", 0x04034b50, 20, 0, 8, 0, 0x5021, *entries[-1][2:], len(name.encode()), 0) + name.encode() + packed
    first = entries[0]
    entries += [(name.encode(), *first[1:]) for name in shared]
    for name, place, crc, size, full in entries:
        table += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014b50, 20, 20, 0, 8, 0, 0x5021, crc, size, full, len(name), 0, 0, 0, 0, 0, place) + name
    count = min(total or len(entries), 0xffff)
    return bytes(out + table) + struct.pack("<IHHHHIIH", 0x06054b50, 0, 0, count, count, len(table), len(out), len(comment)) + comment


TYPES = ("<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Default Extension='rels' ContentType='application/"
         "vnd.openxmlformats-package.relationships+xml'/><Default Extension='xml' ContentType='application/xml'/>"
         "<Override PartName='/word/document.xml' "
         "ContentType='application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml'/></Types>")
RELATED = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>{}</Relationships>"
RELATION = "<Relationship Id='r{}' Type='http://schemas.openxmlformats.org/{}' Target='{}'/>"
ROOT = RELATED.format(RELATION.format(1, "officeDocument/2006/relationships/officeDocument", "word/document.xml")
                      + RELATION.format(2, "package/2006/relationships/metadata/core-properties", "docProps/core.xml")
                      + RELATION.format(3, "officeDocument/2006/relationships/extended-properties", "docProps/app.xml")
                      + RELATION.format(4, "officeDocument/2006/relationships/custom-properties", "docProps/custom.xml"))
WORD = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
CORE = ("xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' xmlns:dc='http://purl.org/dc/elements/1.1/' "
        "xmlns:dcterms='http://purl.org/dc/terms/'")
PARTS = ("settings", "styles", "comments", "people", "footnotes", "numbering", "fontTable")


def office(kind, inside):
    """A part of properties, of one of Office's two kinds beside the core."""
    schema = "http://schemas.openxmlformats.org/officeDocument/2006"
    return f"<Properties xmlns='{schema}/{kind}' xmlns:vt='{schema}/docPropsVTypes'>{inside}</Properties>"


def docx(document="<w:p/>", parts=None, extra=(), before="", **kept):
    """A Word package; `parts` maps names of members to their text, `extra` are members as `zipped` takes them."""
    related = RELATED.format("".join(RELATION.format(name, f"officeDocument/2006/relationships/{name}", f"{name}.xml") for name in PARTS))
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": ROOT, "word/_rels/document.xml.rels": related,
               "word/document.xml": f"{before}<w:document {WORD}><w:body>{document}</w:body></w:document>",
               "docProps/core.xml": f"<cp:coreProperties {CORE}><dc:creator>x</dc:creator></cp:coreProperties>"} | (parts or {})
    return zipped([(name, text.encode(), None) for name, text in members.items()] + list(extra), **kept)


@kind
def packages():
    """Word, Excel and PowerPoint packages."""
    mega = "x" * 50_000_000
    bodies = {"attribute": f"<w:p w:x='{mega}'/>", "deep": "<w:p>" * 1_000_000, "text": f"<w:p><w:r><w:t>{mega}</w:t></w:r></w:p>",
        "elements": "<w:p/>" * 5_000_000,
              "attributes": "<w:p " + " ".join(f"w:a{n}='1'" for n in range(200_000)) + "/>",
              "prefixes": "<w:p " + " ".join(f"xmlns:p{n}='u'" for n in range(100_000)) + ">" + "<w:r/>" * 50_000 + "</w:p>",
              "prefixes-deep": "".join(f"<w:p xmlns:p{n}='u{n}'>" for n in range(20_000)),
              "tracked": "".join(f"<w:ins w:id='{n}' w:author='a{n}' w:date='2020-01-01T00:00:00Z'><w:r><w:t>inserted words</w:t></w:r></w:ins>"
              for n in range(200_000)),
              "tracked-one": "<w:del w:id='1' w:author='a' w:date='2020-01-01T00:00:00Z'><w:r><w:delText>gone</w:delText></w:r></w:del>" * 300_000,
              "rsids": "".join(f"<w:p w:rsidR='{n:08X}' w:rsidP='{n * 7 & 0xffffffff:08X}'/>" for n in range(300_000)),
              "fields": "<w:instrText> HYPERLINK \"http://x/y\" </w:instrText>" * 200_000,
              "comments": "<!-- comment -->" * 1_000_000, "unclosed": "<w:p><!--" + "-" * 5_000_000, "cdata": "<![CDATA[" * 1_000_000,
              "instructions": "<?x y?>" * 2_000_000,
              "references": "&amp;" * 3_000_000, "bad-references": "&zzz;" * 1_000_000,
              "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>" * 300_000}
    for name, body in bodies.items():
        yield f"docx-{name}.docx", docx(body)
    laughs = "<!DOCTYPE x [<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12)) + "]>"
    yield "docx-entities.docx", docx("<w:p>&a11;</w:p>", before=laughs)
    yield "docx-entities-many.docx", docx("<w:p/>", before="<!DOCTYPE x [" + "".join(f"<!ENTITY e{n} 'v'>" for n in range(300_000)) + "]>")
    yield "docx-entities-outside.docx", docx("<w:p>&x;</w:p>", before="<!DOCTYPE x [<!ENTITY x SYSTEM 'file:///dev/zero'>]>")
    own = "<property pid='{0}' name='p{0}'><vt:lpwstr>{1}</vt:lpwstr></property>"
    properties = {"core-long": {"docProps/core.xml": f"<cp:coreProperties {CORE}><dc:creator>{mega}</dc:creator></cp:coreProperties>"},
                  "core-many": {"docProps/core.xml": f"<cp:coreProperties {CORE}>"
                  + "<dc:creator>x</dc:creator><dcterms:created>2020-01-01T00:00:00Z</dcterms:created>" * 200_000 + "</cp:coreProperties>"},
                  "app-titles": {"docProps/app.xml": office("extended-properties", "<TitlesOfParts><vt:vector>" + "<vt:lpstr>t</vt:lpstr>" * 500_000
                                                            + "</vt:vector></TitlesOfParts>")},
                  "custom-many": {"docProps/custom.xml": office("custom-properties", "".join(own.format(n, "v") for n in range(100_000)))},
                  "custom-long": {"docProps/custom.xml": office("custom-properties", "".join(own.format(n, "v" * 60_000) for n in range(900)))},
                  "rsid-list": {"word/settings.xml": f"<w:settings {WORD}><w:rsids>"
                  + "".join(f"<w:rsid w:val='{n:08X}'/>" for n in range(1_000_000)) + "</w:rsids></w:settings>"},
                  "notes": {"word/comments.xml": f"<w:comments {WORD}>"
                  + "".join(f"<w:comment w:id='{n}' w:author='a{n}' w:date='2020-01-01T00:00:00Z'><w:p><w:r><w:t>words</w:t></w:r></w:p></w:comment>"
                  for n in range(200_000)) + "</w:comments>"},
                  "relations": {"word/_rels/document.xml.rels": RELATED.format("".join(
                      RELATION.format(n, "officeDocument/2006/relationships/hyperlink", f"http://x/{n}' TargetMode='External")
                      for n in range(300_000)))},
                  "relations-cycle": {"word/_rels/document.xml.rels": RELATED.format("".join(RELATION.format(n,
                  "officeDocument/2006/relationships/subDocument", "document.xml") for n in range(3_000)))},
                  "types": {"[Content_Types].xml": TYPES.replace("</Types>",
                  "".join(f"<Override PartName='/p{n}' ContentType='application/xml'/>" for n in range(300_000)) + "</Types>")},
                  "styles": {"word/styles.xml": f"<w:styles {WORD}>"
                  + "".join(f"<w:style w:styleId='s{n}'><w:name w:val='n{n}'/><w:rPr><w:rFonts w:ascii='f{n}'/></w:rPr></w:style>"
                  for n in range(200_000)) + "</w:styles>"}}
    for name, parts in properties.items():
        yield f"docx-{name}.docx", docx(parts=parts)
    inner = docx()
    yield "docx-in-docx-1000.docx", docx(extra=[(f"word/embeddings/e{n}.docx", inner, None) for n in range(700)])
    yield "docx-one-docx-10000-names.docx", zipped([("word/embeddings/e.docx", inner, None)]
        + [(n, t.encode(), None) for n, t in (("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("word/document.xml", f"<w:document {WORD}/>"))],
        shared=[f"word/embeddings/f{n}.docx" for n in range(10_000)])
    nested = docx()
    for _ in range(40):
        nested = docx(extra=[("word/embeddings/e.docx", nested, None)])
    yield "docx-nested-40.docx", nested
    tracked = docx(bodies["tracked"][:3_000_000])
    yield "docx-one-tracked-300-names.docx", zipped([("word/embeddings/e.docx", tracked, None)]
        + [(n, t.encode(), None) for n, t in (("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("word/document.xml", f"<w:document {WORD}/>"))],
        shared=[f"word/embeddings/f{n}.docx" for n in range(300)])
    kinds = TYPES.replace("/word/document.xml", "/xl/workbook.xml").replace("wordprocessingml.document", "spreadsheetml.sheet")
    sheet = ("xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main' "
             "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'")
    root = RELATED.format(RELATION.format(1, "officeDocument/2006/relationships/officeDocument", "xl/workbook.xml"))
    def xlsx(parts):
        members = {"[Content_Types].xml": kinds, "_rels/.rels": root, "xl/workbook.xml": f"<workbook {sheet}/>"} | parts
        return zipped([(name, text.encode(), None) for name, text in members.items()])
    yield "xlsx-shared-strings.xlsx", xlsx({"xl/sharedStrings.xml": f"<sst {sheet}><si><t>{mega}</t></si></sst>"})
    yield "xlsx-sheets.xlsx", xlsx({"xl/workbook.xml": f"<workbook {sheet}><sheets>"
        + "".join(f"<sheet name='s{n}' sheetId='{n}' r:id='r1'/>" for n in range(200_000)) + "</sheets></workbook>"})
    yield "xlsx-names.xlsx", xlsx({"xl/workbook.xml": f"<workbook {sheet}><definedNames>"
        + "".join(f"<definedName name='n{n}'>A1</definedName>" for n in range(300_000)) + "</definedNames></workbook>"})
    sheets = RELATED.format("".join(RELATION.format(n, "officeDocument/2006/relationships/worksheet", "worksheets/sheet1.xml") for n in range(5_000)))
    book = f"<workbook {sheet}><sheets>" + "".join(f"<sheet name='s{n}' sheetId='{n}' r:id='r{n}'/>" for n in range(5_000)) + "</sheets></workbook>"
    yield "xlsx-one-sheet-5000-times.xlsx", xlsx({"xl/workbook.xml": book, "xl/_rels/workbook.xml.rels": sheets,
        "xl/worksheets/sheet1.xml": f"<worksheet {sheet}><sheetData>" + "<row><c><v>1</v></c></row>" * 100_000 + "</sheetData></worksheet>"})
    signature = "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'><SignedInfo>{}</SignedInfo></Signature>"
    transform = "<Transform Algorithm='http://www.w3.org/TR/2001/REC-xml-c14n-20010315'/>"
    reference = (f"<Reference URI='/word/document.xml?ContentType=x'><Transforms>{transform}</Transforms>"
                 "<DigestMethod Algorithm='http://www.w3.org/2000/09/xmldsig#sha1'/><DigestValue>AAAA</DigestValue></Reference>")
    origin = RELATED.format(RELATION.format(1, "package/2006/relationships/digital-signature/origin", "_xmlsignatures/origin.sigs")
        + RELATION.format(2, "officeDocument/2006/relationships/officeDocument", "word/document.xml"))
    listed = RELATED.format(RELATION.format(1, "package/2006/relationships/digital-signature/signature", "sig1.xml"))
    yield "docx-signature-references.docx", docx("<w:p/>" * 200_000, {"_rels/.rels": origin, "_xmlsignatures/origin.sigs": "",
        "_xmlsignatures/_rels/origin.sigs.rels": listed, "_xmlsignatures/sig1.xml": signature.format(reference * 10_000)})
    yield "docx-signature-transforms.docx", docx("<w:p/>" * 20_000, {"_rels/.rels": origin, "_xmlsignatures/origin.sigs": "",
        "_xmlsignatures/_rels/origin.sigs.rels": listed,
        "_xmlsignatures/sig1.xml": signature.format(reference.replace(transform, transform * 3_000) * 100)})


@kind
def archives():
    """ZIP: one stream under many names, archives in archives."""
    zeros = bytes(60 << 20)
    packed = deflated(zeros)
    yield "zip-overlap-10000.zip", zipped([("a.pdf", zeros, packed)], shared=[f"b{n}.pdf" for n in range(10_000)])
    document = page("BT /F 9 Tf (word) Tj ET " * 20_000, FONT, HELVETICA)
    yield "zip-one-pdf-10000-names.zip", zipped([("a.pdf", document, None)], shared=[f"b{n}.pdf" for n in range(10_000)])
    slow = page("BT /F 9 Tf 1 0 0 1 50 700 Tm (word) Tj ET " * 20_000, FONT, HELVETICA, kids="[" + "3 0 R " * 200 + "]")
    yield "zip-one-slow-pdf-500-names.zip", zipped([("a.pdf", slow, None)], shared=[f"b{n}.pdf" for n in range(500)])
    yield "zip-fresh-1000.zip", zipped([(f"m{n}.txt", b"A" * 1_000_000, None) for n in range(1_000)])
    yield "zip-empty-members.zip", zipped([(f"m{n}", b"", None) for n in range(15_000)])
    yield "zip-one-name.zip", zipped([("same", b"x", None) for _ in range(15_000)])
    yield "zip-names-long.zip", zipped([("n" * 60_000 + str(n), b"", None) for n in range(15)])
    yield "zip-comment.zip", zipped([("a", b"x", None)], comment=b"c" * 65_535)
    yield "zip-states-65535.zip", zipped([("a", b"x", None)], total=0xffff)
    yield "zip-states-4-GB.zip", zipped([("a.docx", b"A" * 5_000_000, None)], stated=0xfffffffe)
    one = zipped([("a", b"x", None)])
    end64 = struct.pack("<IQHHIIQQQQ", 0x06064b50, 44, 45, 45, 0, 0, 2 ** 40, 2 ** 40, 2 ** 40, 0) + struct.pack("<IIQI", 0x07064b50, 0,
        len(one) - 22, 1)
    yield "zip64-million-million.zip", one[:-22] + end64 + one[-22:].replace(b"\1\0\1\0", b"\xff\xff\xff\xff")
    level = zipped([("zeros", zeros, packed)])
    for _ in range(5):
        level = zipped([("0.zip", level, None)], shared=[f"{n}.zip" for n in range(1, 16)])
    yield "zip-16-to-5.zip", level
    level = one
    for _ in range(60):
        level = zipped([("a.zip", level, None), ("b.zip", level, None)]) if len(level) < 40_000 else zipped([("a.zip", level, None)])
    yield "zip-doubling.zip", level
    local = one[:one.index(b"PK\1\2")]
    yield "zip-locals-unlisted.zip", local * 30_000 + one
    yield "zip-ends-many.zip", one + one[-22:] * 60_000
    yield "zip-marks.zip", one[:30] + b"PK\1\2" * 300_000 + one[30:]
    yield "zip-member-text-lines.zip", zipped([("a.txt", b"A" * 60_000_000, None)])
    yield "zip-thousand-ends-of-pdf.zip", zipped([(f"{n}.pdf", b"%PDF-1.4\n" + b"startxref\n9\n" * 5_000, None) for n in range(1_000)])


# ---- compound files, RTF, wrappers, text ------------------------------------------------------------------------------------

class Compound:
    """A compound file of 512-byte sectors whose entries may share a chain of sectors."""

    def __init__(self):
        self.data, self.next, self.entries = bytearray(), [], []

    def chain(self, data, loop=False):
        """Adds sectors; gives the first."""
        first = len(self.next)
        data = data + bytes(-len(data) % 512)
        count = len(data) // 512
        self.next += list(range(first + 1, first + count)) + [first if loop else 0xfffffffe]
        self.data += data
        return first

    def entry(self, name, type_, start=0, size=0, left=0xffffffff, right=0xffffffff, child=0xffffffff):
        """Adds an entry of the directory; gives its number."""
        text = name.encode("utf-16-le")[:62]
        self.entries.append(text.ljust(64, b"\0") + struct.pack("<HBBIII", len(text) + 2, type_, 1, left, right, child) + bytes(36)
            + struct.pack("<IQ", start, size))
        return len(self.entries) - 1

    def tree(self, streams):
        """The root and its streams, (name, start, size), as a balanced tree."""
        ordered = sorted(streams, key=lambda stream: (len(stream[0]), stream[0].upper()))
        def place(low, high):
            if low >= high:
                return 0xffffffff
            middle = (low + high) // 2
            number = self.entry(*ordered[middle][:1], 2, *ordered[middle][1:])
            left, right = place(low, middle), place(middle + 1, high)
            entry = bytearray(self.entries[number])
            struct.pack_into("<II", entry, 68, left, right)
            self.entries[number] = bytes(entry)
            return number
        self.entry("Root Entry", 5, 0xfffffffe)
        child = place(0, len(ordered))
        root = bytearray(self.entries[0])
        struct.pack_into("<I", root, 76, child)
        self.entries[0] = bytes(root)

    def file(self, small=0, mini=0xfffffffe, mini_count=0, more=None):
        """The bytes. Streams below `small` bytes would stand in the stream of small streams."""
        directory = self.chain(b"".join(self.entries))
        count = len(self.next)
        tables = -(-(count + -(-count // 127) + 2) // 128)
        numbers = list(range(count, count + tables))
        table = self.next + [0xfffffffd] * tables
        table += [0xffffffff] * (tables * 128 - len(table))
        listed = numbers[:109]
        extra, rest = b"", numbers[109:]
        first = count + tables if rest else 0xfffffffe
        for at in range(0, len(rest), 127):
            following = first + at // 127 + 1 if at + 127 < len(rest) else 0xfffffffe
            piece = rest[at:at + 127]
            extra += struct.pack("<128I", *piece, *[0xffffffff] * (127 - len(piece)), following)
        head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6xIIIIIIIII", 0x3e, 3, 0xfffe, 9, 6, 0, tables, directory, 0,
            small, mini, mini_count, first, len(extra) // 512)
        head += struct.pack("<109I", *listed, *[0xffffffff] * (109 - len(listed)))
        return bytes(head + self.data + struct.pack(f"<{len(table)}I", *table) + extra)


def property_set(formats, properties):
    """A stream of property sets; `properties` is the bytes of one set, which all formats share."""
    head = struct.pack("<HHI16sI", 0xfffe, 0, 0x20005, bytes(16), len(formats))
    start = 28 + 20 * len(formats)
    return head + b"".join(format_ + struct.pack("<I", start) for format_ in formats) + properties


SUMMARY = bytes.fromhex("E0859FF2F94F6810AB9108002B27B3D9")
DOCUMENT = bytes.fromhex("02D5CDD59C2E1B10939708002B2CF9AE")
CUSTOM = bytes.fromhex("05D5CDD59C2E1B10939708002B2CF9AE")


def one_text(count, size, first=2):
    """A set whose properties all point at one text."""
    text = struct.pack("<II", 0x1e, size) + b"T" * size + bytes(-size % 4)
    at = 8 + 8 * count
    return struct.pack("<II", at + len(text), count) + b"".join(struct.pack("<II", first + n, at) for n in range(count)) + text


@kind
def compounds():
    """Old Office files and installers."""
    def with_streams(streams, shared=(), **kept):
        made = Compound()
        placed = [(name, made.chain(data.ljust(4_096, b"\0")), max(len(data), 4_096)) for name, data in streams]
        placed += [(name, placed[0][1], placed[0][2]) for name in shared]
        made.tree(placed)
        return made.file(**kept)
    word = ("WordDocument", struct.pack("<HH", 0xa5ec, 0xc1) + bytes(1_500))
    for count, size, formats in ((2_000, 64_000, 8), (2_000, 64_000, 1), (2_000, 2_000, 8), (100_000, 4_000, 1)):
        sets = property_set([SUMMARY, DOCUMENT, CUSTOM][:formats] + [bytes([n]) * 16 for n in range(formats - 3)], one_text(count, size))
        yield f"doc-properties-{count}-one-text-{size}-sets-{formats}.doc", with_streams([("\5SummaryInformation", sets), word])
    sets = property_set([SUMMARY] * 8, one_text(2_000, 64_000))
    yield "doc-property-streams-shared.doc", with_streams([("\5SummaryInformation", sets), word],
        ["\5DocumentSummaryInformation"] + [f"\5Set{n}" for n in range(200)])
    vector = struct.pack("<II", 16, 1) + struct.pack("<II", 13, 16) + struct.pack("<II", 0x101e, 0xffffffff) + b"\1\0\0\0A" * 20_000
    yield "doc-vector.doc", with_streams([("\5DocumentSummaryInformation", property_set([DOCUMENT], vector)), word])
    vectors = struct.pack("<II", 9, 2_000) + b"".join(struct.pack("<II", 2 + n, 8 + 16_000) for n in range(2_000)) + struct.pack("<II", 0x101e,
        0xffffffff) + (b"\x10\0\0\0" + b"A" * 16) * 2_000
    yield "doc-vectors-shared.doc", with_streams([("\5DocumentSummaryInformation", property_set([DOCUMENT] * 8, vectors)), word])
    names = struct.pack("<I", 0xffffffff) + b"".join(struct.pack("<II", n, 40) + b"N" * 40 for n in range(2_000))
    custom = struct.pack("<II", 9, 2_000) + struct.pack("<II", 0, 16_008) + b"".join(struct.pack("<II", n, 16_008 + len(names))
        for n in range(2, 2_001)) + names + struct.pack("<II", 0x1e, 60_000) + b"V" * 60_000
    yield "doc-dictionary.doc", with_streams([("\5DocumentSummaryInformation", property_set([DOCUMENT, CUSTOM], custom)), word])
    long_name = struct.pack("<I", 2_000) + struct.pack("<II", 2, 0) * 1_999 + struct.pack("<II", 2, 60_000) + b"N" * 60_000
    custom = struct.pack("<II", 9, 2_000) + struct.pack("<II", 0, 16_008) + struct.pack("<II", 2, 16_008 + 4) * 1_999 + long_name
    yield "doc-dictionary-long-name.doc", with_streams([("\5DocumentSummaryInformation", property_set([CUSTOM] * 8, custom)), word])
    yield "doc-chain-loop.doc", looped()
    for name, data in (("zeros", bytes(500_000)), ("pdf", page("BT /F 9 Tf (word) Tj ET " * 2_000, FONT, HELVETICA).ljust(5_000)),
        ("docx", docx().ljust(5_000, b"\0"))):
        yield f"doc-shared-streams-{name}.doc", with_streams([("Package", data), word], [f"S{n}" for n in range(3_000)])
    made = Compound()
    start = made.chain(docx().ljust(5_000, b"\0"))
    made.entry("Root Entry", 5, 0xfffffffe, child=1)
    for n in range(1, 3_001):
        made.entry(f"MBD{n:08X}", 1, right=2 * n + 1 if n < 3_000 else 0xffffffff, child=2 * n)
        made.entry("Package", 2, start, 5_000)
        made.entries[-2], made.entries[-1] = made.entries[-2], made.entries[-1]
    yield "doc-storages-one-package.doc", made.file()
    made = Compound()
    made.entry("Root Entry", 5, 0xfffffffe, child=1)
    for n in range(1, 8_000):
        made.entry("s", 1, child=n + 1)
    yield "doc-storages-deep.doc", made.file()
    made = Compound()
    made.entry("Root Entry", 5, 0xfffffffe, child=1)
    for n in range(1, 8_000):
        made.entry("n" * 31, 1, child=n + 1, left=n + 2, right=n - 1)
    yield "doc-storages-deep-long-names.doc", made.file()
    made = Compound()
    made.entry("Root Entry", 5, 0xfffffffe, child=0)
    for n in range(1, 5_000):
        made.entry(f"n{n}", 1, child=0, left=n, right=n - 1)
    yield "doc-directory-cycle.doc", made.file()
    # A stream of small streams in thousands of pieces, each small stream a walk over them.
    made = Compound()
    pieces = made.chain(b"A" * 512 * 4_000)
    for n in range(0, 4_000, 2):
        made.next[n] = n + 2
    made.next[3_998] = 0xfffffffe
    mini = made.chain(b"".join(struct.pack("<I", n + 1) for n in range(15_999)) + struct.pack("<I", 0xfffffffe))
    made.tree([("WordDocument", 0, 4_000)] + [(f"S{n}", 0, 1_000_000) for n in range(400)])
    root = bytearray(made.entries[0])
    struct.pack_into("<IQ", root, 116, pieces, 1_024_000)
    made.entries[0] = bytes(root)
    yield "doc-small-streams-in-pieces.doc", made.file(small=0xffffffff, mini=mini, mini_count=125)
    made = Compound()
    pieces = made.chain(b"A" * 512 * 64)
    mini = made.chain(struct.pack("<128I", *[0] * 128))
    made.tree([("WordDocument", 0, 4_000)] + [(f"S{n}", 0, 4_000_000) for n in range(3_000)])
    root = bytearray(made.entries[0])
    struct.pack_into("<IQ", root, 116, pieces, 32_768)
    made.entries[0] = bytes(root)
    yield "doc-small-streams-loop.doc", made.file(small=0xffffffff, mini=mini, mini_count=1)
    fib = bytearray(struct.pack("<HHHHHHH", 0xa5ec, 0xc1, 0, 0x409, 0, 0x0200, 0xbf) + bytes(2_000))
    struct.pack_into("<H", fib, 32, 14)
    struct.pack_into("<H", fib, 62, 22)
    struct.pack_into("<H", fib, 152, 93)
    struct.pack_into("<I", fib, 76, 0x7fffffff)
    for pair in range(93):
        struct.pack_into("<II", fib, 154 + 8 * pair, 0, 900_000)
    pieces = b"\2" + struct.pack("<I", 900_000) + b"".join(struct.pack("<I", n * 50_000) for n in range(75_000)) + bytes(600_000)
    yield "doc-pieces.doc", with_streams([("WordDocument", bytes(fib)), ("1Table", pieces)])
    table = b"\xff\xff" + struct.pack("<HH", 60_000, 0) + (b"\5\0" + "words".encode("utf-16-le")) * 80_000
    yield "doc-tables.doc", with_streams([("WordDocument", bytes(fib)), ("1Table", table)])
    book = struct.pack("<HHHHHHII", 0x809, 16, 0x600, 5, 0, 0, 0, 0)
    records = {"writeaccess": struct.pack("<HH", 0x5c, 112) + b"A" * 112, "sheets": struct.pack("<HHIHBB", 0x85, 14, 0, 0, 6, 0) + b"Sheet1",
        "continue": struct.pack("<HH", 0x3c, 0), "strings": struct.pack("<HHII", 0xfc, 8, 0xffffffff, 0xffffffff),
               "notes": struct.pack("<HHHHHH", 0x1c, 12, 0, 0, 0, 1) + b"\4\0\0auth", "bof": book}
    for name, record in records.items():
        yield f"xls-{name}.xls", with_streams([("Workbook", book + record * min(60_000, 900_000 // len(record)))])
    atom = struct.pack("<HHI", 0x0f, 0x03e8, 0xffffffff)
    yield "ppt-containers.ppt", with_streams([("PowerPoint Document", atom * 100_000), ("Current User", bytes(4_096))])
    edits = b"".join(struct.pack("<HHIIIIIIII", 0, 0x0ff5, 28, 0, 0, n * 36, 0, 1, 1, 0) for n in range(20_000))
    user = struct.pack("<HHIIIIHHBB", 0, 0x0ff6, 0x14, 0x14, 0xe391c05f, 36 * 19_999, 0, 0x3f4, 3, 0)
    yield "ppt-edits.ppt", with_streams([("PowerPoint Document", edits), ("Current User", user)])
    loops = struct.pack("<HHIIIIIIII", 0, 0x0ff5, 28, 0, 0, 0, 0, 1, 1, 0)
    yield "ppt-edits-loop.ppt", with_streams([("PowerPoint Document", loops * 100),
        ("Current User", user.replace(struct.pack("<I", 36 * 19_999), bytes(4)))])
    made = Compound()
    start = made.chain(sets)
    made.entry("Root Entry", 5, 0xfffffffe, child=1)
    for n in range(1, 400):
        made.entry(f"MBD{n:08X}", 1, right=2 * n + 1, child=2 * n)
        made.entry("\5SummaryInformation", 2, start, len(sets))
    yield "doc-storages-one-property-set.doc", made.file()
    yield "msi-tables.msi", with_streams([("\u4840\u3f3f\u4577\u446c\u3e6a\u44b2\u482f", b"\1\0\2\0" * 200_000),
        ("\5SummaryInformation", property_set([SUMMARY], one_text(30, 64_000)))])


def looped():
    """A compound file whose streams are chains without end."""
    made = Compound()
    start = made.chain(b"A" * 512 * 64, loop=True)
    made.tree([(f"S{n}", start, 0x7fffffff) for n in range(3_000)] + [("WordDocument", start, 0x7fffffff)])
    return made.file()


@kind
def rich_text():
    """RTF."""
    head = b"{\\rtf1\\ansi "
    long_text = b"x" * 60_000
    for name, body in (("groups", b"{" * 1_000_000), ("groups-closed", b"{}" * 700_000), ("bin", b"\\bin2147483647 " + b"A" * 1_000),
        ("bins", b"\\bin0 " * 200_000), ("hex", b"\\'41" * 400_000),
                       ("unicode", b"\\u65?" * 300_000), ("picture", b"{\\pict\\pngblip " + b"41" * 900_000 + b"}"),
                       ("pictures", b"{\\pict\\jpegblip ffd8ffd9}" * 60_000),
                       ("info-long", b"{\\info{\\title " + b"t" * 1_500_000 + b"}}"),
                       ("info-many", b"{\\info" + b"{\\title t}{\\author a}{\\creatim\\yr2020}" * 40_000 + b"}"),
                       ("infos", b"{\\info{\\title " + long_text[:8_000] + b"}}" + b"{\\info{\\title x}}" * 50_000),
                       ("objects", b"{\\object{\\*\\objdata 0105}}" * 60_000), ("objects-nested", b"{\\object{\\*\\objdata " * 60_000),
                       ("fonts", b"{\\fonttbl" + b"".join(b"{\\f%d Font%d;}" % (n, n) for n in range(80_000)) + b"}"),
                       ("revisions", b"{\\*\\revtbl" + b"{name;}" * 200_000 + b"}" + b"\\revised\\revauth1\\revdttm1 x " * 20_000),
                       ("rsids", b"{\\*\\rsidtbl" + b"".join(b"\\rsid%d" % n for n in range(150_000)) + b"}"),
                       ("controls", b"\\aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-99999999999999999999 " * 25_000),
                       ("backslashes", b"\\" * 1_500_000), ("userprops",
                       b"{\\*\\userprops" + b"{\\propname n}\\proptype30{\\staticval v}" * 40_000 + b"}"),
                       ("fields", b"{\\field{\\*\\fldinst HYPERLINK \"http://x/y\"}{\\fldrslt x}}" * 25_000),
                       ("notes", b"{\\*\\atnid a}{\\*\\atnauthor b}\\chatn{\\*\\annotation{\\*\\atndate 1}words}" * 20_000)):
        yield f"rtf-{name}.rtf", head + body + b"}"
    inner = page("BT /F 9 Tf (word) Tj ET", FONT, HELVETICA)
    package = b"\1\5\0\0\2\0\0\0" + struct.pack("<I", 8) + b"Package\0" + bytes(8) + struct.pack("<I", len(inner)) + inner
    yield "rtf-objects-with-pdf.rtf", head + (b"{\\object\\objemb{\\*\\objdata " + package.hex().encode() + b"}}") * 500 + b"}"


@kind
def others():
    """Wrappers, files of several kinds at once, and plain text."""
    def wrapped(data):
        head = bytearray(128)
        head[1:10] = b"\x08document"
        head[65:73] = b"TEXTttxt"
        struct.pack_into(">I", head, 83, len(data))
        head[122:124] = b"\x81\x81"
        crc = 0
        for byte in head[:124]:
            crc ^= byte << 8
            for _ in range(8):
                crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xffff
        struct.pack_into(">H", head, 124, crc)
        return bytes(head) + data + bytes(-len(data) % 128)
    small = page("BT /F 9 Tf (word) Tj ET", FONT, HELVETICA)
    made = small
    for _ in range(60):
        made = wrapped(made)
    yield "macbinary-60.bin", made
    for _ in range(2_000):
        made = wrapped(made)
    yield "macbinary-2000.bin", made
    archive = zipped([("word/embeddings/a.pdf", small, None)], shared=[f"b{n}.pdf" for n in range(3_000)])
    yield "polyglot-pdf-zip.pdf", small + archive
    yield "polyglot-zip-in-jpeg.jpg", jpeg_frame(9, 9) + archive
    yield "polyglot-everything.bin", b"GIF89a" + small + b"{\\rtf1 " + jpeg_frame(9, 9) + b"\x89PNG\r\n\x1a\n" + archive
    yield "polyglot-heads.bin", b"%PDF-1.4 PK\3\4 {\\rtf \xff\xd8\xff II*\0 \x89PNG\r\n\x1a\n \xd0\xcf\x11\xe0" * 20_000
    yield "text-one-line.txt", b"a" * 2_000_000
    yield "text-lines.txt", b"\n" * 2_000_000
    yield "text-zeros.txt", bytes(2_000_000)
    yield "text-utf16.txt", b"\xff\xfe" + b"\x00\xd8" * 900_000
    yield "text-utf32.txt", b"\xff\xfe\0\0" + b"\xff\xff\xff\x7f" * 400_000
    yield "xml-deep.xml", b"<?xml version='1.0'?>" + b"<a>" * 600_000
    yield "xml-entities.xml", b"<!DOCTYPE x [" + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 100)
        for n in range(1, 200)) + b"]><x>&a199;</x>"
    yield "html-deep.html", b"<html>" + b"<div " * 300_000
    yield "mail-parts.eml", (
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\nContent-Type: multipart/mixed; boundary=a\n\n" * 30_000)


# ---- small ones -------------------------------------------------------------------------------------------------------------

def small_bomb(number):
    """The bomb of that number: one of the costliest kinds, at most about 3 kB, unlike every other."""
    dice = random.Random(number)
    pick = number % 12
    mark = f"BT /F 9 Tf (n{number}) Tj ET "
    if pick == 0:
        return "pages", "pdf", packed_pages(dice.randrange(100, 180), mark + "q Q " * dice.randrange(100_000, 200_000), FONT)
    if pick == 1:
        return "words", "pdf", packed_pages(dice.randrange(100, 200), mark
            + "BT /F 9 Tf 1 0 0 1 50 700 Tm (word) Tj ET " * dice.randrange(5_000, 9_000), FONT)
    if pick == 2:
        return "forms", "pdf", page("/X6 Do " + mark, FONT | dict(forms([dice.randrange(20, 90)] * dice.randrange(4, 7))),
            "/XObject<</X6 6 0 R>>" + HELVETICA)
    if pick == 3:
        length = dice.randrange(5_000, 60_000)
        return "cmap", "pdf", page(mark + "BT /F 1 Tf (" + "A" * dice.randrange(50_000, 200_000) + ") Tj ET",
            mapped_font(f"1 beginbfchar <41> <{'0041' * length}> endbfchar"), HELVETICA)
    if pick == 4:
        base = {1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: f"<</Type/Page/MediaBox[0 0 9 {number}]>>"}
        return "table", "pdf", crossed(base, {}, entries=b"\x01\x00\x00\x00\x09\x00\x00" * dice.randrange(150_000, 270_000), size=20_000_000)
    if pick == 5:
        return "drawing", "pdf", packed_pages(dice.randrange(80, 140), mark + "0 0 600 700 re f " * dice.randrange(20_000, 50_000) + mark, FONT)
    if pick == 6:
        inner = page(mark * dice.randrange(2_000, 6_000), FONT, HELVETICA)
        shared = dice.randrange(15, 28)
        return "names", "zip", zipped([("a.pdf", inner, None)], shared=[f"{n}.pdf" for n in range(shared)])
    if pick == 7:
        return "dashes", "pdf", page(mark + f"[0.{dice.randrange(1, 9)}] 0 d " + "0 0 m 600 700 l S " * dice.randrange(2_000, 9_000) + mark, FONT,
            HELVETICA)
    if pick == 8:
        return "packet", "pdf", page(mark, FONT | {6: stream(packet("<dc:subject><rdf:Bag>"
            + f"<rdf:li>{number}</rdf:li>" * dice.randrange(20_000, 40_000) + "</rdf:Bag></dc:subject>"), "/Type/Metadata/Subtype/XML")}, HELVETICA,
            catalog="/Metadata 6 0 R")
    if pick == 9:
        body = f"<w:ins w:id='1' w:author='a{number}' w:date='2020-01-01T00:00:00Z'><w:r><w:t>words</w:t></w:r></w:ins>"
        return "tracked", "docx", docx(body * dice.randrange(2_000, 5_000))
    if pick == 10:
        level = zipped([("zeros", bytes(1 << 20), None)])
        for _ in range(dice.randrange(3, 6)):
            level = zipped([(f"{number}.zip", level, None)], shared=[f"{n}.zip" for n in range(dice.randrange(4, 9))])
        return "nested", "zip", level
    made = page(mark + "BT /F 1 Tf " + "".join(f"1 0 0 1 {n % 300} {n // 300} Tm (x) Tj " for n in range(200)) + "ET", FONT, HELVETICA)
    for n in range(2):
        made = saved_again(made, {4: stream("BT /F 1 Tf " + f"1 0 0 1 9 {n} Tm ({n}) Tj 9 9 Td (y) Tj " * dice.randrange(2_000, 9_000) + "ET")})
    return "saves", "pdf", made


# ---- damaged files, files that carry another's bytes, and names that are commands ------------------------------------------------

WORDS = [b"/Length", b"/Filter", b"/FlateDecode", b"/LZWDecode", b"/ASCIIHexDecode", b"/Type", b"/Page", b"/Pages", b"/Kids", b"/Parent", b"/Prev",
    b"/XRefStm",
         b"/Size", b"/Index", b"/W", b"/N", b"/First", b"/Extends", b"/Contents", b"/Resources", b"/Font", b"/ToUnicode", b"/Encrypt", b"/Root",
         b"/Info",
         b"/ByteRange", b"/Predictor", b"/Columns", b"obj", b"endobj", b"stream", b"endstream", b"xref", b"trailer", b"startxref", b"%%EOF", b"<<",
         b">>", b"[", b"]", b"(", b")",
         b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06", b"{\\", b"\\bin", b"\\object", b"\\pict", b"Exif\0\0", b"8BIM", b"IHDR", b"iTXt", b"\xff\xd8",
         b"\xff\xe1", b"II*\0", b"<?xml", b"<![CDATA[", b"&#"]
NUMBERS = [b"0", b"-1", b"1", b"255", b"65535", b"65536", b"2147483647", b"2147483648", b"4294967295", b"9223372036854775807",
    b"18446744073709551616", b"1e99", b"99999999999999999999"]


def mutant(dice, data, other):
    """A damaged copy of `data`, and how it was damaged."""
    data, deeds = bytearray(data), []
    for _ in range(dice.choice((1, 1, 1, 2, 3, 8))):
        size = len(data)
        at = dice.randrange(size + 1) if size else 0
        length = min(size - at, dice.choice((1, 2, 4, 8, 64, 512, 4_096)))
        deed = dice.choice(("bits", "bytes", "cut", "splice", "number", "binary", "repeat", "zeros", "word", "move", "drop", "insert"))
        if deed == "bits" and size:
            for _ in range(dice.choice((1, 1, 4, 64))):
                data[dice.randrange(size)] ^= 1 << dice.randrange(8)
        elif deed == "bytes":
            data[at:at + length] = dice.randbytes(length)
        elif deed == "cut":
            data = data[:at] if dice.random() < 0.8 else data[at:]
        elif deed == "splice":
            data = data[:at] + other[dice.randrange(len(other) + 1):]
        elif deed == "number":
            found = list(re.finditer(rb"\d+", data[:1 << 18]))
            if found:
                place = dice.choice(found)
                data[place.start():place.end()] = dice.choice(NUMBERS)
        elif deed == "binary":
            data[at:at + length] = struct.pack(dice.choice("<>") + "Q",
                dice.choice((0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0xffffffff, 2 ** 64 - 1)))[:min(8, length)]
        elif deed == "repeat":
            data[at:at] = data[at:at + length] * dice.choice((1, 2, 16, 200))
        elif deed == "zeros":
            data[at:at + length] = dice.choice((b"\0", b"\xff", b" ")) * length
        elif deed == "word":
            present = [word for word in WORDS if word in data]
            if present:
                word = dice.choice(present)
                places = [found.start() for found in re.finditer(re.escape(word), data)]
                place = dice.choice(places)
                data[place:place + len(word)] = dice.choice(WORDS)
        elif deed == "move":
            piece = data[at:at + length]
            del data[at:at + length]
            to = dice.randrange(len(data) + 1)
            data[to:to] = piece
        elif deed == "drop":
            del data[at:at + length]
        else:
            data[at:at] = dice.choice(WORDS) if dice.random() < 0.5 else other[:length]
        deeds.append(deed)
    return bytes(data[:4 << 20]), "-".join(deeds)


def dated_font():
    """A font with a date and names, hardly more."""
    head = struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5f0f3cf5, 0, 1_000, 3_400_000_000, 3_400_000_000, 0, 0, 9, 9, 0, 9, 2, 0, 0)
    texts = ((1, "Test"), (5, "Version 5.01"), (0, "Copyright 2011 nobody"))
    names = struct.pack(">HHH", 0, len(texts), 6 + 12 * len(texts))
    store = b""
    for number, text in texts:
        names += struct.pack(">HHHHHH", 3, 1, 0x409, number, 2 * len(text), len(store))
        store += text.encode("utf-16-be")
    return opentype([(b"head", head), (b"name", names + store)])


def profile():
    """A colour profile with a date and a name."""
    text = b"desc\0\0\0\0" + struct.pack(">I", 13) + b"Test profile\0" + bytes(79)
    head = struct.pack(">I4sI4s4s4sHHHHHH4s", 0, b"lcms", 0x02100000, b"mntr", b"RGB ", b"XYZ ", 2011, 5, 6, 7, 8, 9, b"acsp").ljust(128, b"\0")
    data = head + struct.pack(">I4sII", 1, b"desc", 144, len(text)) + text
    return struct.pack(">I", len(data)) + data[4:]


def photograph():
    """A JPEG with a date."""
    text = b"2011:05:06 07:08:09\0"
    exif = b"Exif\0\0" + tiff([[(306, 2, len(text), 26)]], text)
    return jpeg_frame(9, 9, before=segment(0xe1, exif))


def holder(role, data, keys):
    """A PDF in which the encoded bytes are a font, a profile or a picture."""
    body = b"<<%s/Length %d>>stream\n%s\nendstream" % (keys.encode(), len(data), data)
    kinds = {"FontFile2": "", "FontFile": "", "FontFile3": "/Subtype/OpenType", "profile": "/N 3",
        "picture": "/Subtype/Image/Width 9/Height 9/ColorSpace/DeviceRGB/BitsPerComponent 8"}
    body = body.replace(b"<<", b"<<" + kinds[role].encode(), 1)
    more = {6: body, 7: f"<</Type/FontDescriptor/FontName/Test/{role} 6 0 R>>"} if role.startswith("Font") else {6: body}
    return page("BT /F 9 Tf (word) Tj ET", FONT | more, HELVETICA)


def poisoned():
    """Victims, and files that carry their encoded bytes as something else, as two lists of names and bytes."""
    victims, poisoners = [], []
    for name, data in (("font", dated_font()), ("profile", profile()), ("picture", photograph())):
        packed, plain_hex = zlib.compress(data), data.hex().encode() + b">"
        runs = b"".join(bytes([len(data[at:at + 128]) - 1]) + data[at:at + 128] for at in range(0, len(data), 128)) + b"\x80"
        forms = {"flate": (packed, "/Filter/FlateDecode"), "hex": (plain_hex, "/Filter/ASCIIHexDecode"), "runs": (runs, "/Filter/RunLengthDecode"),
            "bare": (data, "")}
        right = {"font": "FontFile2", "profile": "profile", "picture": "picture"}[name]
        for form, (encoded, keys) in forms.items():
            keys = "/Filter/DCTDecode" if name == "picture" else keys
            victims.append((f"victim-{name}-{form}.pdf", holder(right, data if name == "picture" else encoded, keys)))
            wrong = ["/Filter/ASCIIHexDecode", "/Filter/RunLengthDecode", "/Filter/LZWDecode", "/Filter/ASCII85Decode", "/Filter/DCTDecode",
                "/Filter/FlateDecode", "",
                     "/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 3>>", "/Filter[/FlateDecode/FlateDecode]", "/Filter/Crypt",
                     "/F(elsewhere)/Filter/FlateDecode"]
            for number, other in enumerate(wrong):
                for role in ("FontFile2", "FontFile", "FontFile3", "profile", "picture"):
                    poisoners.append((f"poison-{name}-{form}-{number}-{role}.pdf", holder(role, data if name == "picture" else encoded, other)))
        # The same part, read with a purse that is nearly empty.
        for spent in (511, 512):
            zeros = stream(bytes(60 << 20))
            part = b"<<%s/Length %d>>stream\n%s\nendstream" % (forms["flate"][1].encode(), len(packed), packed)
            streams = {number: f"<</Type/FontDescriptor/FontName/Z{number}/FontFile2 {number + 100} 0 R>>" for number in range(10, 20)}
            streams |= {number: zeros for number in range(110, 120)} | {200: "<</Type/FontDescriptor/FontName/Test/FontFile2 201 0 R>>", 201: part}
            poisoners.append((f"poison-{name}-late-{spent}.pdf", page("", streams | {300: f"<</A {spent}>>"})))
    return victims, poisoners


MARK = "vallatest"
PAYLOADS = ["\x1b[2J\x1b[31mred", "\x1b]0;title\x07", "\x9b31m", f"<script>{MARK}()</script>", f"<{MARK} onclick=x>", f"\"><{MARK}>",
    f"' onmouseover={MARK}() x='", f"\" onmouseover=\"{MARK}()",
            f"</script><{MARK}>", f"--><{MARK}>", f"]]><{MARK}>", f"</style><{MARK}>", f"</title><{MARK}>", f"javascript:{MARK}()", f"&lt;{MARK}&gt;",
            f"=cmd|'/c {MARK}'!A1", f"+{MARK}()", f"-2+{MARK}()", f"@SUM({MARK})",
            "\t=1+1", "\r=1+1", "\"quoted\",\"cells\"", "a,b;c\td", "line\nnext line", "line\r\nnext", "\x00zero", "\x08\x08\x08back",
            "\u202egnp.exe", "\u2066isolate", "\u200bzero width", "\u2028separator", "\ufeff", "{\"a\":1}", "\\u0000\\", "'; DROP TABLE exhibit; --",
            "%s%n%x", "$(id)`id`", "../../etc/passwd", "x" * 5_000, "\ud800", "\U000e0041tag", "a\x7fb", "![x](javascript:y)", "|table|",
            "file:///etc/passwd#", "valla: error", "in 1 = ok 1 + partial 0"]


def xml(text):
    """A text as XML can hold it."""
    text = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "?", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")


def injected():
    """Documents whose names and values are payloads, as pairs of a name in bytes and the document."""
    for number, payload in enumerate(PAYLOADS):
        wide, narrow = payload.encode("utf-16-be", "surrogatepass").hex(), payload.encode("utf-8", "surrogatepass")
        name = narrow.replace(b"\0", b"").replace(b"/", b"_")[:150]
        escaped = "".join(f"#{byte:02x}" for byte in narrow[:90] if byte) or "x"
        info = "".join(f"/{key}<feff{wide}>" for key in ("Title", "Author", "Producer", "Creator", "Keywords", "ModDate", escaped))
        inner = page("BT /F 9 Tf (inner) Tj ET", FONT | {6: f"<<{info}>>"}, HELVETICA, trailer="/Info 6 0 R")
        document = page("BT /F 9 Tf (word) Tj ET", mapped_font(f"1 beginbfchar <77> <{wide[:400]}> endbfchar") | {
            7: f"<<{info}>>", 8: f"<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents<feff{wide}>/T<feff{wide}>/A<</S/URI/URI<{narrow.hex()}>>>>>",
            9: f"<</Type/Filespec/UF<feff{wide}>/F<feff{wide}>/Desc<feff{wide}>/EF<</F 10 0 R>>>>", 10: stream(inner),
            11: f"<</Type/FontDescriptor/FontName/{escaped}>>",
            12: f"<</Type/Sig/Filter/{escaped}/ByteRange[0 9 9 9]/Contents<3000>/Name<feff{wide}>/Reason<feff{wide}>/Location<feff{wide}>>>",
            13: f"<</FT/Sig/T<feff{wide}>/V 12 0 R>>", 14: stream(packet(f"<dc:title>{xml(payload)}</dc:title>").encode(),
            "/Type/Metadata/Subtype/XML")}, HELVETICA, trailer="/Info 7 0 R",
            catalog=f"/Names<</EmbeddedFiles<</Names[<feff{wide}> 9 0 R]>>>>/Lang<feff{wide}>/AcroForm<</Fields[13 0 R]>>/Metadata 14 0 R",
            keys="/Annots[8 0 R]")
        document = saved_again(document, {4: stream("BT /F 9 Tf (w w other) Tj ET")}, "/Info 7 0 R")
        said = xml(payload)
        core = (f"<cp:coreProperties {CORE}><dc:creator>{said}</dc:creator><dc:title>{said}</dc:title><cp:lastModifiedBy>{said}</cp:lastModifiedBy>"
                "</cp:coreProperties>")
        by = f"w:id='1' w:author=\"{said}\" w:date='2020-01-01T00:00:00Z'"
        notes = f"<w:comments {WORD}><w:comment {by}><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:comment></w:comments>"
        package = docx(f"<w:ins w:id='1' w:author=\"{xml(payload)}\" w:date='2020-01-01T00:00:00Z'><w:r><w:t>{xml(payload)}</w:t></w:r></w:ins>",
                       {"docProps/core.xml": core, "word/comments.xml": notes},
                       extra=[(f"word/embeddings/{payload[:80].replace(chr(0xd800), '?')}.pdf", inner, None)])
        text = narrow[:200].replace(b"\0", b"?") + b"\0"
        picture = jpeg_frame(9, 9, before=segment(0xe1, b"Exif\0\0" + tiff([[(tag, 2, len(text), 62) for tag in (271, 272, 305, 315)]], text))
            + segment(0xfe, text))
        rich = b"{\\rtf1{\\info{\\author " + b"".join(b"\\'%02x" % byte for byte in narrow[:900]) + b"}{\\creatim\\yr2020\\mo1\\dy1}}words}"
        for extension, data in ((b".pdf", document), (b".docx", package), (b".jpg", picture), (b".rtf", rich)):
            yield b"%02d-" % number + name + extension, data
            yield name[:100] + extension, data


# ---- writing them ------------------------------------------------------------------------------------------------------------

def all_bombs():
    """Every bomb, as pairs of its name and its bytes."""
    for maker in KINDS:
        yield from maker()


def small_bombs(count):
    """So many small bombs, all different."""
    for number in range(count):
        name, extension, data = small_bomb(number)
        yield f"small-{number:05}-{name}.{extension}", data


def write(folder, bombs):
    """Writes them; gives their paths."""
    os.makedirs(folder, exist_ok=True)
    paths = []
    for name, data in bombs:
        paths.append(os.path.join(folder, name))
        with open(paths[-1], "wb") as file:
            file.write(data)
    return paths


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder")
    options.add_argument("--small", type=int, metavar="COUNT", help="write so many bombs of at most 3 kB instead")
    options = options.parse_args()
    written = write(options.folder, small_bombs(options.small) if options.small else all_bombs())
    print(f"{len(written)} files, {sum(map(os.path.getsize, written)) / 1e6:.1f} MB")
