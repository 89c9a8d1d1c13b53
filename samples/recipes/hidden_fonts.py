"""Makes PDFs whose fonts say other characters than their letters show, and honest twins: samples/hidden/font-*.pdf.

    python3 hidden_fonts.py SAMPLES

Needs fontTools and the font DejaVu Sans."""
import io
import sys

import fontTools
from fontTools.ttLib import TTFont

import fontsub
import hidden_rows
import pdfhand as h

DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def embed(pdf, codes, said, named=True, twin=None):
    """A composite font of these characters; `said`: what ToUnicode says instead; `twin`: a character that gets the outline of another."""
    data, font = fontsub.make("".join(codes), DEJAVU)
    gid = {chr(c): font.getGlyphID(g) for c, g in font.getBestCmap().items()}
    widths = {chr(c): font["hmtx"][g][0] * 1000 // font["head"].unitsPerEm for c, g in font.getBestCmap().items()}
    if twin:
        of, like = twin
        names = font.getBestCmap()
        font["glyf"][names[ord(of)]] = font["glyf"][names[ord(like)]]
        font["hmtx"][names[ord(of)]] = font["hmtx"][names[ord(like)]]
    if not named:
        font["post"].formatType = 3.0
        for table in font["cmap"].tables:
            table.cmap = {}
    if twin or not named:
        out = io.BytesIO()
        font.save(out)
        data = out.getvalue()
        TTFont(io.BytesIO(data))
    ff = pdf.add(h.stream(data, b"/Length1 %d" % len(data)))
    name = b"SAMPLE+DejaVuSans"
    fd = pdf.add(b"<</Type/FontDescriptor/FontName/%s/Flags 4/ItalicAngle 0/Ascent 928/Descent -236/CapHeight 729/StemV 80"
                 b"/FontBBox[-1021 -463 1793 1232]/FontFile2 %d 0 R>>" % (name, ff))
    wide = b"".join(b"%d[%d]" % (gid[c], widths[c]) for c in sorted(codes, key=gid.get))
    cid = pdf.add(b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                  b"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 600/W[%s]>>" % (name, fd, wide))
    rows = b"\n".join(b"<%04X> <%04X>" % (gid[c], ord(said.get(c, c))) for c in sorted(codes, key=gid.get))
    tu = pdf.add(h.stream(b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Adobe-Identity-UCS def /CMapType 2 def"
                          b" 1 begincodespacerange <0000> <FFFF> endcodespacerange\n%d beginbfchar\n%s\nendbfchar"
                          b"\nendcmap CMapName currentdict /CMap defineresource pop end end" % (len(codes), rows)))
    number = pdf.add(b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name, cid, tu))
    return number, lambda text: b"<" + b"".join(b"%04X" % gid[c] for c in text) + b">"


def page(lines, **font):
    """One page of lines in one font; the characters of the lines choose the glyphs."""
    pdf = h.Pdf("1.5")
    root, pages, leaf, content = pdf.reserve(), pdf.reserve(), pdf.reserve(), pdf.reserve()
    number, show = embed(pdf, sorted(set("".join(lines))), **font)
    drawn = b"BT /F1 14 Tf 72 760 Td 20 TL\n" + b"\n".join(show(line) + b" Tj T*" for line in lines) + b"\nET"
    pdf.set(content, h.stream(drawn))
    pdf.set(root, b"<</Type/Catalog/Pages %d 0 R>>" % pages)
    pdf.set(pages, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % leaf)
    pdf.set(leaf, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>" % (pages, number, content))
    return pdf.save(root)


LINES = ["Invoice of the sample office", "Paid on the first: 4700 crowns", "Owed by the last: 1350 crowns"]
TEXT = "pdftotext {} -"
SAMPLES = [
    ("font-lies-by-name.pdf", page(LINES, said={"7": "1"}),
     "The page shows 4700; the font gives the glyph of 7 as the character 1, so the sum copies as 4100. The table cmap of the font names it 7.", TEXT),
    ("font-lies-by-twin.pdf", page(LINES + ["Total 4\u00a700"], said={"\u00a7": "1"}, named=False, twin=("\u00a7", "7")),
     "A second glyph with the outline of 7 is given as 1, so the total that shows 4700 copies as 4100. The font names no glyphs.", TEXT),
    ("font-honest.pdf", page(LINES + ["Total 4700"], said={}), "Honest: every glyph is given as the character that it shows.", TEXT),
    ("font-honest-look-alikes.pdf", page(LINES + ["Total 4700"], said={"o": "\u043e", "a": "\u0430", "I": "l", "P": "p"}),
     "Letters are given as others that look the same: Latin as Cyrillic, I as l, a capital as its small letter.", TEXT),
    ("font-encoded-as-a-whole.pdf", page(["Prilog k dogovoru nomer dva"], said=dict(zip("Prilogkdvunmea", "\u041f\u0440\u0438\u043b\u043e\u0433\u043a\u0434\u0432\u0443\u043d\u043c\u0435\u0430"))),
     "All letters have Latin names and are given as Cyrillic, as fonts were encoded before Unicode.", TEXT),
]

if __name__ == "__main__":
    hidden_rows.write(sys.argv[1], "hidden_fonts.py", "By hand (recipes/hidden_fonts.py, recipes/pdfhand.py, recipes/fontsub.py; fontTools %s)" % fontTools.version, SAMPLES,
                      ['embedded_fonts = "DejaVu Sans 2.37, Bitstream Vera licence"'])
