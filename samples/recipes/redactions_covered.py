"""Words under bars, and words that the page hides in other ways, each beside its proper twin. See redactions.py."""
import math

import pdfhand as h
import truetype
from papers import LATIN, RIGHT, RUSSIAN, DejaVu, Letter, OUTLINES, Paper, appearance, bar, quads, recognised, rect, say, scanned, visible
from redactions import hides, pair

ANNA, TOBIN, MIRA, TIMUR = "Anna Velkova", "Tobin Harrow", "Mira Oskeld", "Тимур Вересов"


def barred(seed, fails, name, paint, before=b"", after=b"", resources=lambda paper: b"", **sheet):
    """The letter with what `paint` makes of the box of the name."""
    paper, letter = Paper(), Letter()
    words = letter.name(name) if fails else b""
    paper.sheet(before + letter.lines + words + paint(letter.box) + after, resources=resources(paper), **sheet)
    return paper.save(seed)


@pair("covered-black", "A black bar is painted over a name.", hides("covered", 1, ANNA))
def _(fails):
    return barred("covered-black", fails, ANNA, bar)


@pair("covered-russian", "A black bar is painted over a name in Russian; the font has no other letters than the page uses.", hides("covered", 1, TIMUR))
def _(fails):
    face = DejaVu(visible(RUSSIAN) + TIMUR * fails)
    paper, letter = Paper(face), Letter(face, RUSSIAN)
    paper.sheet(letter.lines + (letter.name(TIMUR) if fails else b"") + bar(letter.box))
    return paper.save("covered-russian")


@pair("covered-white", "A white bar is painted over a name.", hides("covered", 1, MIRA))
def _(fails):
    return barred("covered-white", fails, MIRA, lambda box: bar(box, b"1 g"))


@pair("covered-grey", "A grey bar is painted over a name.", hides("covered", 1, TOBIN))
def _(fails):
    return barred("covered-grey", fails, TOBIN, lambda box: bar(box, b"0.6 g"))


@pair("covered-form", "The letter and its bar are drawn by a form, at half its size, and that is a group of its own.", hides("covered", 1, ANNA))
def _(fails):
    paper, letter = Paper(), Letter()
    data = letter.lines + (letter.name(ANNA) if fails else b"") + bar(letter.box)
    form = paper.form(data, (0, 0, 595, 842), b"/Matrix[0.5 0 0 0.5 0 0]/Group<</S/Transparency/CS/DeviceRGB/I true>>")
    paper.sheet(b"q 2 0 0 2 0 0 cm /Fm Do Q\n", resources=b"/XObject<</Fm %d 0 R>>" % form)
    return paper.save("covered-form")


@pair("covered-rotated", "The page is turned by 90 degrees, and what it draws is turned back.", hides("covered", 1, TOBIN))
def _(fails):
    paper, letter = Paper(), Letter()
    data = b"0 1 -1 0 842 0 cm\n" + letter.lines + (letter.name(TOBIN) if fails else b"") + bar(letter.box)
    paper.sheet(data, media=b"0 0 842 595", entries=b"/Rotate 90")
    return paper.save("covered-rotated")


@pair("covered-cropped", "The page is cut out of a larger sheet on which nothing else is.", hides("covered", 1, MIRA))
def _(fails):
    return barred("covered-cropped", fails, MIRA, bar, media=b"-100 -50 800 1000", entries=b"/CropBox[0 0 595 842]")


@pair("covered-pages", "Three pages, with bars on the first and the third.", hides("covered", 1, ANNA), hides("covered", 3, TOBIN))
def _(fails):
    paper = Paper()
    for name in (ANNA, None, TOBIN):
        letter = Letter()
        hidden = (letter.name(name) if fails else b"") + bar(letter.box) if name else letter.name("the deputy of the office")
        paper.sheet(letter.lines + hidden)
    return paper.save("covered-pages")


@pair("covered-stroke", "The bar is a thick line.", hides("covered", 1, ANNA))
def _(fails):
    return barred("covered-stroke", fails, ANNA, lambda box: b"q 0 G 16 w %.5g %g m %g %g l S Q\n" % (box[0], box[1] + 8, box[2], box[1] + 8))


@pair("covered-path", "The bar is a path of five points with one slanted end.", hides("covered", 1, MIRA))
def _(fails):
    def paint(box):
        x0, y0, x1, y1 = box
        return b"q 0 g %.5g %g m %g %g l %g %g l %g %g l %.5g %g l h f Q\n" % (x0, y0, x1, y0, x1 + 8, (y0 + y1) / 2, x1, y1, x0, y1)
    return barred("covered-path", fails, MIRA, paint)


@pair("covered-lines", "The bar is made of many thin lines, one beside another.", hides("covered", 1, TOBIN))
def _(fails):
    def paint(box):
        lines = b"".join(b"%.5g %g m %g %g l\n" % (box[0], box[1] + step / 2, box[2], box[1] + step / 2) for step in range(33))
        return b"q 0 G 0.9 w\n" + lines + b"S Q\n"
    return barred("covered-lines", fails, TOBIN, paint)


@pair("covered-rounded", "The corners of the bar are rounded a little.", hides("covered", 1, ANNA))
def _(fails):
    def paint(box):
        x0, y0, x1, y1 = box
        r, k = 3, 1.35
        return (b"q 0 g %.5g %g m %g %g l %g %g %g %g %g %g c %g %g l %g %g %g %g %g %g c %.5g %g l %.5g %g %.5g %g %.5g %g c %.5g %g l "
                b"%.5g %g %.5g %g %.5g %g c f Q\n" % (x0 + r, y0, x1 - r, y0, x1 - k, y0, x1, y0 + k, x1, y0 + r, x1, y1 - r, x1, y1 - k, x1 - k, y1,
                                                     x1 - r, y1, x0 + r, y1, x0 + k, y1, x0, y1 - k, x0, y1 - r, x0, y0 + r, x0, y0 + k, x0 + k, y0, x0 + r, y0))
    return barred("covered-rounded", fails, ANNA, paint)


@pair("covered-pixel", "The bar is a picture of one black pixel, drawn large.", hides("covered-by-picture", 1, MIRA, alias=["covered"]))
def _(fails):
    def paint(box):
        x0, y0, x1, y1 = box
        return b"q %.5g 0 0 %g %.5g %g cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n" % (x1 - x0, y1 - y0, x0, y0)
    return barred("covered-pixel", fails, MIRA, paint)


@pair("covered-by-picture", "A picture of the harbour is laid over a name and the place around it.", hides("covered-by-picture", 1, TOBIN))
def _(fails):
    view = truetype.Picture(120, 30)
    for y in range(30):
        for x in range(120):
            view.rows[y][x] = round(140 + 60 * math.sin(x / 9) * math.cos(y / 5))

    def paint(box):
        x0, y0, x1, y1 = box
        return b"q %.5g 0 0 %g %.5g %g cm /Im Do Q\n" % (x1 - x0, y1 - y0, x0, y0)
    return barred("covered-by-picture", fails, TOBIN, paint, resources=lambda paper: b"/XObject<</Im %d 0 R>>" % paper.picture(view))


def tiled(drawn, step):
    def resources(paper):
        tile = paper.stream(drawn, b"/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 %d %d]/XStep %d/YStep %d/Resources<<>>" % (step, step, step, step))
        return b"/Pattern<</P1 %d 0 R>>" % tile
    return resources


@pair("covered-black-pattern", "The bar is filled through a pattern whose tiles are all black.", hides("covered-by-pattern", 1, ANNA, alias=["covered"]))
def _(fails):
    return barred("covered-black-pattern", fails, ANNA, lambda box: bar(box, b"/Pattern cs /P1 scn"), resources=tiled(b"0 g -1 -1 10 10 re f", 8))


@pair("covered-by-hatching", "The bar is hatched: dark lines on grey tiles.", hides("covered-by-pattern", 1, MIRA))
def _(fails):
    hatch = b"0.8 g -1 -1 10 10 re f 0.2 G 1 w 0 0 m 8 8 l S"
    return barred("covered-by-hatching", fails, MIRA, lambda box: bar(box, b"/Pattern cs /P1 scn"), resources=tiled(hatch, 8))


@pair("covered-by-shading", "The bar is a shading from dark to light grey.", hides("covered-by-pattern", 1, TOBIN))
def _(fails):
    shading = (b"/Shading<</S1<</ShadingType 2/ColorSpace/DeviceGray/Coords[220 0 %d 0]/Extend[true true]"
               b"/Function<</FunctionType 2/Domain[0 1]/C0[0.2]/C1[0.7]/N 1>>>>>>" % RIGHT)
    paint = lambda box: b"q %.5g %g %.5g %g re W n /S1 sh Q\n" % (box[0], box[1], box[2] - box[0], box[3] - box[1])
    return barred("covered-by-shading", fails, TOBIN, paint, resources=lambda paper: shading)


@pair("blackened-highlight", "A name is marked with a highlighter whose ink is black.", hides("blackened", 1, ANNA, alias=["covered-by-annotation"]))
def _(fails):
    paper, letter = Paper(), Letter()
    look = appearance(paper, letter.box, b"/G1 gs " + bar(letter.box), b"/ExtGState<</G1<</BM/Multiply>>>>")
    paper.annotated(letter.lines + (letter.name(ANNA) if fails else b""),
                    b"<</Type/Annot/Subtype/Highlight/F 4/C[0 0 0]%s%s%s>>" % (rect(letter.box), quads(letter.box), look))
    return paper.save("blackened-highlight")


@pair("blackened-ink", "A black bar is painted first, and the name upon it in the same black.", hides("blackened", 1, TOBIN, alias=["same-colour"]))
def _(fails):
    paper, letter = Paper(), Letter()
    paper.sheet(bar(letter.box) + letter.lines + (letter.name(TOBIN, b"0 g ") if fails else b""))
    return paper.save("blackened-ink")


def noted(seed, fails, name, entries, look):
    paper, letter = Paper(), Letter()
    shown = appearance(paper, letter.box, look(letter.box))
    paper.annotated(letter.lines + (letter.name(name) if fails else b""), b"<</Type/Annot/F 4%s%s%s>>" % (entries, rect(letter.box), shown))
    return paper.save(seed)


@pair("annotation-square", "A square that is filled with black is laid over a name as an annotation.", hides("covered-by-annotation", 1, ANNA))
def _(fails):
    return noted("annotation-square", fails, ANNA, b"/Subtype/Square/C[0 0 0]/IC[0 0 0]/BS<</W 0>>", bar)


@pair("annotation-stamp", "A stamp with the word REMOVED is laid over a name.", hides("covered-by-annotation", 1, MIRA))
def _(fails):
    look = lambda box: bar(box, b"0.2 g") + say(LATIN, "REMOVED", box[2] - 80, box[1] + 4, 11, how=b"1 g ")
    return noted("annotation-stamp", fails, MIRA, b"/Subtype/Stamp/Name/Removed", look)


@pair("annotation-free-text", "A white box for text is laid over a name; it says (a name).", hides("covered-by-annotation", 1, TOBIN))
def _(fails):
    look = lambda box: bar(box, b"1 g") + say(LATIN, "(a name)", box[2] - 80, box[1] + 4, 11)
    return noted("annotation-free-text", fails, TOBIN, b"/Subtype/FreeText/DA(/F1 11 Tf 0 g)/Contents((a name))/C[1 1 1]", look)


@pair("redact-filled", "A name is marked for removal, the mark shows as a black bar, and nobody removed the words.", hides("redact-not-applied", 1, ANNA))
def _(fails):
    paper, letter = Paper(), Letter()
    if not fails:
        paper.sheet(letter.lines + bar(letter.box))
        return paper.save("redact-filled")
    shown = appearance(paper, letter.box, bar(letter.box))
    paper.annotated(letter.lines + letter.name(ANNA), b"<</Type/Annot/Subtype/Redact/F 4/IC[0 0 0]%s%s%s>>" % (rect(letter.box), quads(letter.box), shown))
    return paper.save("redact-filled")


@pair("redact-marked", "A name is marked for removal with a red frame, and nobody removed the words: they are seen.",
      hides("redact-not-applied", 1, MIRA), look="other", twin="The words are removed, and a bar is in their place.")
def _(fails):
    paper, letter = Paper(), Letter()
    if not fails:
        paper.sheet(letter.lines + bar(letter.box))
        return paper.save("redact-marked")
    x0, y0, x1, y1 = letter.box
    frame = appearance(paper, letter.box, b"1 0 0 RG 1 w %.5g %g %.5g %g re S\n" % (x0 + 0.5, y0 + 0.5, x1 - x0 - 1, y1 - y0 - 1))
    paper.annotated(letter.lines + letter.name(MIRA), b"<</Type/Annot/Subtype/Redact/F 4/C[1 0 0]/IC[0 0 0]%s%s%s>>" % (rect(letter.box), quads(letter.box), frame))
    return paper.save("redact-marked")


@pair("same-colour-white", "A name is set in white on the white page.", hides("same-colour", 1, ANNA))
def _(fails):
    paper, letter = Paper(), Letter()
    paper.sheet(letter.lines + (letter.name(ANNA, b"1 g ") if fails else b""))
    return paper.save("same-colour-white")


@pair("same-colour-panel", "A name is set in the grey of the panel behind it.", hides("same-colour", 1, TOBIN))
def _(fails):
    paper, letter = Paper(), Letter()
    paper.sheet(bar((50, 560, 545, 790), b"0.85 g") + b"0 g " + letter.lines + (letter.name(TOBIN, b"0.85 g ") if fails else b""))
    return paper.save("same-colour-panel")


@pair("beyond-edge", "A note in Russian is written beyond the right edge of the page.", hides("beyond-edge", 1, "Проверил Игорь Полынов"),
      show="grep -ac '1 0 0 1 640 500 Tm' {}")
def _(fails):
    note = "Проверил Игорь Полынов"
    face = DejaVu(visible(RUSSIAN) + TIMUR + note * fails)
    paper, letter = Paper(face), Letter(face, RUSSIAN)
    paper.sheet(letter.lines + letter.name(TIMUR) + (say(face, note, 640, 500) if fails else b""))
    return paper.save("beyond-edge")


@pair("beyond-crop", "A note is in the part of the sheet that the page cuts off.", hides("beyond-edge", 1, "Seen by Mira Oskeld on Tuesday"))
def _(fails):
    paper, letter = Paper(), Letter()
    note = say(LATIN, "Seen by Mira Oskeld on Tuesday", 640, 500) if fails else b""
    paper.sheet(letter.lines + letter.name(ANNA) + note, media=b"0 0 900 842", entries=b"/CropBox[0 0 595 842]")
    return paper.save("beyond-crop")


@pair("invisible", "A name is drawn in the invisible mode, and no picture is on the page.", hides("invisible", 1, MIRA))
def _(fails):
    paper, letter = Paper(), Letter()
    paper.sheet(letter.lines + (letter.name(MIRA, b"3 Tr ") if fails else b""))
    return paper.save("invisible")


@pair("tiny", "A sentence is set in letters of a fifth of a point.", hides("tiny", 1, "The key was with Tobin Harrow"), look="near")
def _(fails):
    paper, letter = Paper(), Letter()
    paper.sheet(letter.lines + letter.name(ANNA) + (say(LATIN, "The key was with Tobin Harrow", 62, 520, 0.2) if fails else b""))
    return paper.save("tiny")


PASS = ("Pass for the quay gate", "Holder: Anna Velkova", "Valid until 30 June 2019", "Fictional document.")


def scan(seed, fails, how, is_behind):
    """A scanned page with a bar in its picture; who removed the line from the picture forgot the recognised words, or did not."""
    seen = (PASS[0],) + PASS[2:]
    face = DejaVu("".join(PASS if fails else seen))
    paper = Paper(face)
    words, picture = recognised(face, PASS if fails else seen, PASS, how), b"q 595 0 0 842 0 0 cm /Im Do Q\n"
    paper.sheet(words + picture if is_behind else picture + words, resources=b"/XObject<</Im %d 0 R>>" % paper.picture(scanned(PASS, seen)))
    return paper.save(seed)


@pair("scan-barred", "A line is blackened in the picture of a scanned page, and its recognised words are left in the invisible mode.",
      hides("invisible", 1, PASS[1], alias=["covered-by-picture", "covered", "blackened"]))
def _(fails):
    return scan("scan-barred", fails, b"3 Tr ", False)


@pair("scan-behind-barred", "A line is blackened in the picture of a scanned page, and its recognised words are left behind the picture.",
      hides("covered-by-picture", 1, PASS[1], alias=["covered"]))
def _(fails):
    return scan("scan-behind-barred", fails, b"", True)


def layered(seed, fails, words, usage, defaults, seen):
    """A note in a layer of its own. Its twin has no layer; what is `seen` on the screen stays."""
    paper, letter = Paper(), Letter()
    note = say(LATIN, words, 62, 480)
    if not fails:
        paper.sheet(letter.lines + letter.name(MIRA) + (note if seen else b""))
        return paper.save(seed)
    layer = paper.add(b"<</Type/OCG/Name(Notes)%s>>" % usage)
    paper.sheet(letter.lines + letter.name(MIRA) + b"/OC /L1 BDC\n" + note + b"EMC\n", resources=b"/Properties<</L1 %d 0 R>>" % layer)
    return paper.save(seed, b"/OCProperties<</OCGs[%d 0 R]/D<</Order[%d 0 R]%s>>>>" % (layer, layer, defaults.replace(b"LAYER", b"[%d 0 R]" % layer)))


PRINT = b"/AS[<</Event/Print/OCGs LAYER/Category[/Print]>><</Event/View/OCGs LAYER/Category[/View]>>]"


@pair("layer-off", "A note is in a layer that is switched off.", hides("layer-off", 1, "Ask Anna Velkova about the key"))
def _(fails):
    return layered("layer-off", fails, "Ask Anna Velkova about the key", b"", b"/OFF LAYER", False)


@pair("layer-print-only", "A note is in a layer that is printed and not shown on the screen.", hides("layer-print-only", 1, "Copy for Tobin Harrow"))
def _(fails):
    return layered("layer-print-only", fails, "Copy for Tobin Harrow", b"/Usage<</Print<</PrintState/ON>>/View<</ViewState/OFF>>>>", b"/OFF LAYER" + PRINT, False)


@pair("layer-screen-only", "A note is in a layer that is shown on the screen and not printed.", hides("layer-screen-only", 1, "Not for the copy of the second office"),
      twin="The same note is on the page, without a layer.", removed=False)
def _(fails):
    return layered("layer-screen-only", fails, "Not for the copy of the second office", b"/Usage<</Print<</PrintState/OFF>>/View<</ViewState/ON>>>>", PRINT, True)


LEAD, REST = "The gate was opened by", "at four in the morning, as always."


def gapped(seed, fails, set_rest):
    """A line of which a name in the middle is removed: where the rest of the line begins tells how wide the name was."""
    paper = Paper()
    title = say(LATIN, "Statement to the harbour office", 62, 760, 16) + say(LATIN, "Fictional document.", 62, 600, 9)
    start = 62 + LATIN.width(LEAD + " ")
    if fails:
        end = start + LATIN.width("Anna Velkova")
        paper.sheet(title + set_rest(end) + bar((start, 696, end, 712)))
    else:
        paper.sheet(title + say(LATIN, LEAD, 62, 700) + bar((start, 696, RIGHT, 712)) + say(LATIN, REST, 62, 676))
    return paper.save(seed)


OTHER = "The bar goes to the margin, and the rest of the sentence begins a new line, so that nothing tells the width of the name."


@pair("positions-gap", "A name is removed from one string of glyphs; a gap of its exact width (%.5g points) is left, and the bar is as wide." % LATIN.width(ANNA),
      hides("positions", 1), look="other", twin=OTHER, show="grep -ac 'opened by)-' {}")
def _(fails):
    gap = round((LATIN.width("Anna Velkova") + 2 * LATIN.width(" ")) / 12 * 1000)
    return gapped("positions-gap", fails, lambda end: b"BT /F1 12 Tf 1 0 0 1 62 700 Tm [(%s)%d(%s)] TJ ET\n" % (LEAD.encode(), -gap, REST.encode()))


@pair("positions-words", "Each word is placed by itself; one is removed, the next ones stay where they were, and the bar fills the gap.",
      hides("positions", 1), look="other", twin=OTHER, show="grep -ac '%.5g 700 Tm (at)' {}" % (62 + LATIN.width("The gate was opened by Anna Velkova ")))
def _(fails):
    def rest(end):
        out, at = b"", 62.0
        for word in LEAD.split():
            out += say(LATIN, word, at, 700)
            at += LATIN.width(word + " ")
        at = end + LATIN.width(" ")
        for word in REST.split():
            out += say(LATIN, word, at, 700)
            at += LATIN.width(word + " ")
        return out
    return gapped("positions-words", fails, rest)


def slip(text="Holder: Anna Velkova"):
    """A picture of a pass: a line that may be seen, and below it one that may not."""
    view = truetype.Picture(360, 120)
    view.words(OUTLINES, 16, 44, 26, "Pass for the quay gate")
    if text:
        view.words(OUTLINES, 16, 96, 26, text)
    return view


PIXELS = "The lower half of the picture says Holder: Anna Velkova."
IMAGES = "pdfimages -list {} | grep -c %s"


def pictured(seed, view, drawn, entries=lambda paper: b"", **sheet):
    paper = Paper()
    title = say(LATIN, "Annex: the pass that was found on the quay", 62, 760, 16) + say(LATIN, "Fictional document.", 62, 600, 9)
    image = paper.picture(view, entries(paper))
    paper.sheet(title + drawn, resources=b"/XObject<</Im %d 0 R>>" % image, **sheet)
    return paper.save(seed)


@pair("picture-clipped", "Only the upper half of a picture is shown; the lower half is in the file.", hides("picture-cropped", 1, pixels=PIXELS), look="near",
      show=IMAGES % "'360 *120'", twin="The picture has no lower half.")
def _(fails):
    if fails:
        return pictured("picture-clipped", slip(), b"q 62 680 180 30 re W n 180 0 0 60 62 650 cm /Im Do Q\n")
    return pictured("picture-clipped", slip().part(0, 0, 360, 60), b"q 180 0 0 30 62 680 cm /Im Do Q\n")


@pair("picture-cropped", "The page cuts a picture off at its lower edge.", hides("picture-cropped", 1, pixels=PIXELS), look="near",
      show=IMAGES % "'360 *120'", twin="The picture ends at the edge of the page.")
def _(fails):
    size = dict(entries=b"/CropBox[0 200 595 842]")
    paper = Paper()
    title = say(LATIN, "Annex: the pass that was found on the quay", 62, 760, 16) + say(LATIN, "Fictional document.", 62, 600, 9)
    image = paper.picture(slip() if fails else slip().part(0, 0, 360, 60))
    drawn = b"q 360 0 0 120 62 140 cm /Im Do Q\n" if fails else b"q 360 0 0 60 62 200 cm /Im Do Q\n"
    paper.sheet(title + drawn, resources=b"/XObject<</Im %d 0 R>>" % image, **size)
    return paper.save("picture-cropped")


@pair("picture-soft-mask", "A soft mask lets the lower half of a picture vanish; its pixels are in the file.", hides("picture-masked", 1, pixels=PIXELS),
      show=IMAGES % "smask", twin="The lower half of the picture is white, and no mask is needed.")
def _(fails):
    mask = truetype.Picture(360, 120)
    mask.fill(0, 60, 360, 120, 0)
    drawn = b"q 180 0 0 60 62 650 cm /Im Do Q\n"
    if fails:
        return pictured("picture-soft-mask", slip(), drawn, lambda paper: b"/SMask %d 0 R" % paper.picture(mask))
    return pictured("picture-soft-mask", slip(""), drawn)


@pair("picture-covered", "A black bar is painted over the lower half of a picture.", hides("picture-masked", 1, pixels=PIXELS), look="near", twin="The pixels themselves are black.",
      show="grep -ac '62 650 180 30 re f' {}")
def _(fails):
    view, drawn = slip(), b"q 180 0 0 60 62 650 cm /Im Do Q\n"
    if fails:
        return pictured("picture-covered", view, drawn + bar((62, 650, 242, 680)))
    view.fill(0, 60, 360, 120, 0)
    return pictured("picture-covered", view, drawn)
