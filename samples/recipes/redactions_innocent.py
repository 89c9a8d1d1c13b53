"""Papers that look as if they hid something, and do not. See redactions.py."""
import pdfhand as h
import truetype
from papers import LATIN, DejaVu, Letter, Paper, appearance, bar, quads, recognised, rect, say, scanned
from redactions import innocent

FICTION = say(LATIN, "Fictional document.", 62, 40, 9)


def simple(seed, content, catalog=b"", **sheet):
    paper = Paper()
    paper.sheet(content + FICTION, **sheet)
    return paper.save(seed, catalog)


@innocent("white-marks", "A page whose typesetter keeps places with white marks: dots, dashes and a star.")
def _():
    marks = b"".join(say(LATIN, mark, 62 + 90 * i, 650, how=b"1 g ") for i, mark in enumerate((".", "-", "*", ". . . .", "---")))
    return simple("white-marks", Letter().lines + Letter().name("the deputy") + marks)


@innocent("table", "A table whose cells of the head are filled before the text is set, white on dark and dark on light.")
def _():
    out = say(LATIN, "Crates on the quay", 62, 760, 16)
    for row in range(5):
        for column in range(3):
            box = (62 + 150 * column, 700 - 24 * row, 212 + 150 * column, 724 - 24 * row)
            out += bar(box, b"0 0 0.4 rg" if row == 0 else b"0.9 g" if row % 2 else b"1 g")
            words = ("Quay", "Crates", "Checked by")[column] if row == 0 else (str(row), str(37 * row), ("Oskeld", "Harrow")[row % 2])[column]
            out += say(LATIN, words, box[0] + 6, box[1] + 8, 11, how=b"1 g " if row == 0 else b"0 g ")
    return simple("table", out)


@innocent("form", "A form: the backgrounds of its fields cover the lines that are printed for writing by hand.")
def _():
    paper, fields, out = Paper(), [], say(LATIN, "Pass for the quay gate", 62, 760, 16)
    for i, (name, value) in enumerate((("Holder", "Oskeld"), ("Quay", "4"), ("Until", "30 June 2019"))):
        y = 710 - 30 * i
        out += say(LATIN, name, 62, y) + say(LATIN, "_" * 30, 140, y) + b"q 0.5 w 140 %d m 340 %d l S Q\n" % (y - 2, y - 2)
        box = (138, y - 5, 345, y + 13)
        shown = appearance(paper, box, bar(box, b"0.92 0.95 1 rg") + b"/Tx BMC\n" + say(LATIN, value, 142, y, how=b"0 g ") + b"EMC\n")
        fields.append(paper.add(b"<</Type/Annot/Subtype/Widget/FT/Tx/T(%s)/V(%s)/F 4/DA(/F1 12 Tf 0 g)/MK<</BG[0.92 0.95 1]>>%s%s>>"
                                % (name.encode(), value.encode(), rect(box), shown)))
    listed = b" ".join(b"%d 0 R" % n for n in fields)
    paper.sheet(out + FICTION, entries=b"/Annots[%s]" % listed)
    return paper.save("form", b"/AcroForm<</Fields[%s]/DR<</Font<</F1 %d 0 R>>>>/DA(/F1 12 Tf 0 g)>>" % (listed, paper.font))


@innocent("bold-twice", "A heading is drawn twice, a third of a point apart, so that it looks bold.")
def _():
    title = "Statement to the harbour office"
    letter = Letter()
    return simple("bold-twice", say(LATIN, title, 62.3, 760, 16) + letter.lines + letter.name("the deputy"))


@innocent("shadow", "A title has a shadow: the same words in grey behind it, and a panel with a shadow of its own.")
def _():
    title = "Harbour days in Brennick"
    out = bar((56, 740, 400, 790), b"0.7 g") + bar((52, 744, 396, 794), b"0.95 g")
    return simple("shadow", out + say(LATIN, title, 63.5, 758.5, 24, how=b"0.6 g ") + say(LATIN, title, 62, 760, 24, how=b"0 g "))


@innocent("labels", "A figure with labels on coloured boxes: each box is drawn before its label.")
def _():
    out = bar((62, 500, 462, 760), b"0.8 0.9 1 rg")
    for i, (name, paint) in enumerate((("Quay 4", b"1 0.8 0.2 rg"), ("Gate", b"0.9 0.3 0.3 rg"), ("Office", b"0 g"))):
        x, y = 100 + 110 * i, 700 - 60 * i
        out += bar((x, y, x + 80, y + 22), paint) + say(LATIN, name, x + 8, y + 7, 12, how=b"1 g " if paint == b"0 g" else b"0 g ")
    return simple("labels", out)


@innocent("chart", "A chart: white boxes keep the lines of its grid away from the labels.")
def _():
    out = say(LATIN, "Bicycles a night", 62, 760, 16)
    for i in range(6):
        out += b"q 0.7 G 0.5 w 62 %d m 500 %d l S Q\n" % (540 + 35 * i, 540 + 35 * i)
    out += b"q 0 0 0.8 RG 2 w 62 560 m 200 640 l 330 600 l 500 700 l S Q\n"
    for x, y, words in ((190, 640, "41"), (320, 600, "33"), (470, 690, "58")):
        out += bar((x, y - 4, x + 26, y + 14), b"1 g") + say(LATIN, words, x + 6, y, 12, how=b"0 g ")
    return simple("chart", out)


@innocent("spread", "Two pages are cut out of one sheet: what the one cuts off, the other shows.")
def _():
    paper = Paper()
    left = say(LATIN, "The left page of the guide", 62, 760, 16) + say(LATIN, "The quay has two gates and one office.", 62, 720)
    right = say(LATIN, "The right page of the guide", 657, 760, 16) + say(LATIN, "The gates are shut from ten to six.", 657, 720)
    marks = b"q 0 G 0.3 w 595 0 m 595 20 l 595 822 m 595 842 l S Q\n"
    content = paper.stream(left + right + marks)
    for x in (0, 595):
        paper.sheet(b"", contents=b"/Contents %d 0 R" % content, media=b"0 0 1190 842", entries=b"/CropBox[%d 0 %d 842]" % (x, x + 595))
    return paper.save("spread")


PASS = ("Pass for the quay gate", "Holder: Mira Oskeld", "Valid until 30 June 2019", "Fictional document.")


def scan(seed, how, is_behind):
    face = DejaVu("".join(PASS))
    paper = Paper(face)
    words, picture = recognised(face, PASS, PASS, how), b"q 595 0 0 842 0 0 cm /Im Do Q\n"
    paper.sheet(words + picture if is_behind else picture + words, resources=b"/XObject<</Im %d 0 R>>" % paper.picture(scanned(PASS)))
    return paper.save(seed)


@innocent("scan", "A scanned page with its recognised words in the invisible mode, each in its place.")
def _():
    return scan("scan", b"3 Tr ", False)


@innocent("scan-behind", "A scanned page with its recognised words behind the picture, in ordinary ink, each in its place.")
def _():
    return scan("scan-behind", b"", True)


@innocent("drawn-again", "A value of a form is drawn, covered by the background of its field, and drawn again in the same place.")
def _():
    value = say(LATIN, "Tobin Harrow", 142, 710)
    return simple("drawn-again", say(LATIN, "Pass for the quay gate", 62, 760, 16) + say(LATIN, "Holder", 62, 710) + value + bar((138, 705, 345, 723), b"0.95 g") + value)


@innocent("slide", "A slide with a picture behind its words.")
def _():
    paper = Paper()
    view = truetype.Picture(80, 60)
    for y, row in enumerate(view.rows):
        row[:] = bytes(40 + y + x // 4 for x in range(80))
    words = say(LATIN, "Harbour days in Brennick", 80, 300, 36, how=b"1 g ") + say(LATIN, "Fictional document.", 80, 250, 18, how=b"1 g ")
    paper.sheet(b"q 720 0 0 540 0 0 cm /Im Do Q\n" + words, resources=b"/XObject<</Im %d 0 R>>" % paper.picture(view), media=b"0 0 720 540")
    return paper.save("slide")


@innocent("justified", "Justified lines: wide gaps between words, as numbers within the strings.")
def _():
    out, y = say(LATIN, "Notice to all tenants", 62, 760, 16), 720
    for line in ("The office wants all crates to be off the quay", "by six in the evening, and no longer than", "one night in the shed behind the gate."):
        words = line.split()
        gap = round((470 - LATIN.width("".join(words))) / (len(words) - 1) / 12 * 1000)
        out += b"BT /F1 12 Tf 1 0 0 1 62 %d Tm [%s] TJ ET\n" % (y, (b"%d" % -gap).join(LATIN.show(word) for word in words))
        y -= 18
    return simple("justified", out)


@innocent("crossed-out", "A word is crossed out with a line, another one is underlined: both can be read.")
def _():
    out = say(LATIN, "Notice to all tenants", 62, 760, 16) + say(LATIN, "The office is open until five six in the evening.", 62, 720)
    x0 = 62 + LATIN.width("The office is open until ")
    x1, x2 = x0 + LATIN.width("five"), x0 + LATIN.width("five ")
    x3 = x2 + LATIN.width("six")
    return simple("crossed-out", out + b"q 1 w %.5g 724 m %.5g 724 l %.5g 718 m %.5g 718 l S Q\n" % (x0, x1, x2, x3))


@innocent("highlighted", "A name is marked with a yellow highlighter.")
def _():
    paper, letter = Paper(), Letter()
    name = "the deputy of the office"
    box = (letter.x - 1, letter.y - 4, letter.x + LATIN.width(name) + 1, letter.y + 12)
    look = appearance(paper, box, b"/G1 gs " + bar(box, b"1 1 0 rg"), b"/ExtGState<</G1<</BM/Multiply>>>>")
    paper.annotated(letter.lines + letter.name(name), b"<</Type/Annot/Subtype/Highlight/F 4/C[1 1 0]%s%s%s>>" % (rect(box), quads(box), look))
    return paper.save("highlighted")


@innocent("book", "Bookmarks, the title and the names of destinations say what the headings say; a link is followed only on a click.")
def _():
    paper = Paper()
    heads = ("The quay and its gates", "The office and its hours")
    first = paper.sheet(say(LATIN, heads[0], 62, 760, 16) + say(LATIN, "There are two gates.", 62, 720) + FICTION)
    link = paper.add(b"<</Type/Annot/Subtype/Link/Rect[60 715 300 735]/Border[0 0 0]/A<</S/URI/URI(https://example.org/quay)>>>>")
    second = paper.sheet(say(LATIN, heads[1], 62, 760, 16) + say(LATIN, "Hours: see the page of the office.", 62, 720) + FICTION, entries=b"/Annots[%d 0 R]" % link)
    top, items = paper.pdf.reserve(), [paper.pdf.reserve() for _ in heads]
    paper.pdf.set(top, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count 2>>" % tuple(items))
    for i, (head, page) in enumerate(zip(heads, (first, second))):
        other = b"/Next %d 0 R" % items[1] if i == 0 else b"/Prev %d 0 R" % items[0]
        paper.pdf.set(items[i], b"<</Title(%s)/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>" % (head.encode(), top, page, other))
    names = b"/Names<</Dests<</Names[(section.1)[%d 0 R/Fit](section.2)[%d 0 R/Fit]]>>>>" % (first, second)
    about = h.info(Title=heads[0], Producer="Sample Writer 1.0", CreationDate=b"D:20190314101500Z", ModDate=b"D:20190314101500Z")
    return paper.save("book", b"/Outlines %d 0 R%s/OpenAction[%d 0 R/Fit]" % (top, names, first), about)


@innocent("ligature", "A mark in the content says that a sign is the letters fi, as programs do for ligatures, and it looks like these letters.")
def _():
    paper = Paper()
    at = 62 + LATIN.width("The of")
    sign = b"/Span <</ActualText(fi)>> BDC\n" + say(LATIN, "fi", at, 720) + b"EMC\n"
    paper.sheet(say(LATIN, "The of", 62, 720) + sign + say(LATIN, "ce is open.", at + LATIN.width("fi"), 720) + FICTION)
    return paper.save("ligature")


@innocent("rounded-picture", "A picture with soft corners, of which nothing else is cut off.")
def _():
    paper = Paper()
    view, mask = truetype.Picture(200, 100), truetype.Picture(200, 100)
    for y in range(100):
        for x in range(200):
            view.rows[y][x] = 90 + (x + y) // 3
            dx, dy = max(12 - x, x - 187, 0), max(12 - y, y - 87, 0)
            mask.rows[y][x] = 0 if dx * dx + dy * dy > 144 else 255
    image = paper.picture(view, b"/SMask %d 0 R" % paper.picture(mask))
    paper.sheet(say(LATIN, "The quay in the evening", 62, 760, 16) + b"q 200 0 0 100 62 640 cm /Im Do Q\n" + FICTION, resources=b"/XObject<</Im %d 0 R>>" % image)
    return paper.save("rounded-picture")


@innocent("hatched-cell", "A cell of a table is hatched with thin lines, and its words can be read.")
def _():
    lines = b"q 0.7 G 0.3 w 62 690 250 24 re W n " + b"".join(b"%d 690 m %d 714 l " % (x, x + 24) for x in range(38, 312, 8)) + b"S Q\n"
    return simple("hatched-cell", say(LATIN, "Closed from ten to six", 70, 698) + lines)


@innocent("layer-shown", "The notes are in a layer that is shown and printed.")
def _():
    paper, letter = Paper(), Letter()
    layer = paper.add(b"<</Type/OCG/Name(Notes)>>")
    paper.sheet(letter.lines + letter.name("the deputy") + b"/OC /L1 BDC\n" + say(LATIN, "Seen on 15 March.", 62, 480) + b"EMC\n",
                resources=b"/Properties<</L1 %d 0 R>>" % layer)
    return paper.save("layer-shown", b"/OCProperties<</OCGs[%d 0 R]/D<</Order[%d 0 R]/ON[%d 0 R]>>>>" % (layer, layer, layer))
