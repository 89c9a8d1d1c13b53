"""Embeds a subset of a TrueType font as a composite PDF font (needs fonttools).

The head table keeps the dates of the font as its makers released it; of the
name table only the version and the PostScript name are kept, if not told otherwise.
"""
import io
import random

from fontTools import subset
from fontTools.ttLib import TTFont

import pdfhand as h

OLD_STANDARD = "/usr/share/fonts/truetype/fonts-oldstandard/OldStandard-Regular.ttf"  # 2.2, head.modified 2011-04-30, OFL 1.1


def find(path=OLD_STANDARD):
    import glob
    import os
    if os.path.exists(path):
        return path
    return glob.glob("/usr/share/fonts/**/" + os.path.basename(path), recursive=True)[0]


def make(text, path=OLD_STANDARD, names=(5, 6), touch=None):
    o = subset.Options()
    o.recalc_timestamp = False
    o.layout_features, o.hinting, o.notdef_outline = [], False, True
    o.name_IDs, o.name_languages = list(names), [0x409]
    o.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "FFTM", "DSIG", "gasp", "PfEd", "TeX ", "Silt"]
    font = TTFont(find(path), recalcTimestamp=False)
    s = subset.Subsetter(o)
    s.populate(text=text + " ")
    s.subset(font)
    if touch:
        touch(font)
    buf = io.BytesIO()
    font.save(buf, reorderTables=True)
    return buf.getvalue(), TTFont(io.BytesIO(buf.getvalue()))


def embed(pdf, text, name="OldStandard", path=OLD_STANDARD, names=(5, 6), touch=None):
    """Adds the font to `pdf`; returns its object number and a function from text to an operand of Tj."""
    data, font = make(text, path, names, touch)
    upm, cmap, hmtx = font["head"].unitsPerEm, font.getBestCmap(), font["hmtx"]
    gid = {c: font.getGlyphID(g) for c, g in cmap.items()}
    rng = random.Random(name + text)
    tag = "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ") for _ in range(6))
    base = ("%s+%s" % (tag, name)).encode()
    used = sorted((gid[ord(c)], ord(c)) for c in set(text) if ord(c) in gid)
    widths = b"".join(b"%d[%d]" % (g, round(hmtx[font.getGlyphName(g)][0] * 1000 / upm)) for g, _ in used)
    ff = pdf.add(h.stream(data, b"/Length1 %d" % len(data)))
    hd, hh = font["head"], font["hhea"]
    k = lambda v: round(v * 1000 / upm)
    fd = pdf.add(b"<</Type/FontDescriptor/FontName/%s/Flags 4/ItalicAngle 0/Ascent %d/Descent %d/CapHeight %d/StemV 70"
                 b"/FontBBox[%d %d %d %d]/FontFile2 %d 0 R>>" % (base, k(hh.ascent), k(hh.descent), k(hh.ascent),
                                                              k(hd.xMin), k(hd.yMin), k(hd.xMax), k(hd.yMax), ff))
    cid = pdf.add(b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
                  b"/Supplement 0>>/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 500/W[%s]>>" % (base, fd, widths))
    rows = b"\n".join(b"<%04X> <%04X>" % (g, u) for g, u in used)
    chunks, lines = [], rows.split(b"\n")
    for i in range(0, len(lines), 100):
        part = lines[i:i + 100]
        chunks.append(b"%d beginbfchar\n%s\nendbfchar" % (len(part), b"\n".join(part)))
    tu = pdf.add(h.stream(b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def "
                          b"/CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n" + b"\n".join(chunks)
                          + b"\nendcmap CMapName currentdict /CMap defineresource pop end end"))
    n = pdf.add(b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
                % (base, cid, tu))
    return n, lambda t: b"<" + b"".join(b"%04X" % gid[ord(c)] for c in t) + b">"


def cyrillic(lines, version="1.5", eol=b"\n", catalog=b"", compress=True):
    """One page: F1 the embedded font, F2 Helvetica. Returns the Pdf and the numbers of catalog, page and content."""
    p = h.Pdf(version, eol, mark=b"\xb5\xb5\xb5\xb5" if eol == b"\r\n" else b"\xe2\xe3\xcf\xd3")
    root, pages, page, content = p.reserve(), p.reserve(), p.reserve(), p.reserve()
    text = "".join(l[2] for l in lines if l and l[0] == "F1")
    f1, show1 = embed(p, text)
    f2 = p.add(h.HELV)
    p.set(content, h.stream(h.page_text(lines, lambda f, t: show1(t) if f == "F1" else h.latin(f, t)), compress=compress))
    p.set(root, b"<</Type/Catalog/Pages %d 0 R%s>>" % (pages, catalog))
    p.set(pages, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % page)
    p.set(page, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R/F2 %d 0 R>>>>"
          b"/Contents %d 0 R>>" % (pages, f1, f2, content))
    return p, root, page, content
