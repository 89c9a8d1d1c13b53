"""Papers of one or some pages for the samples of what documents hide: two faces to set them in, a letter, bars, pictures."""
import pdfhand as h
import truetype
from content import WIDTHS

OUTLINES = truetype.Outlines()
DATE = b"D:20190314101500Z"
LEFT, RIGHT = 62, 533


class Helvetica:
    """A font that every reader has; for Latin letters."""

    def add(self, pdf):
        return pdf.add(h.HELV)

    def show(self, words):
        return h.latin(None, words)

    def width(self, words, size=12):
        return sum(WIDTHS[ord(c) - 32] for c in words) * size / 1000


class DejaVu:
    """A subset of DejaVu Sans with the letters of `words`. `spare` are letters that its font has and no page uses, `told` are some that only
    its table ToUnicode has. `looks` says which letter is drawn for a letter, None for a black box."""

    def __init__(self, words, spare="", told="", looks=None, tag="SAMPLE"):
        self.letters = sorted(set(words) | set(spare))
        self.codes = {c: i for i, c in enumerate(self.letters + sorted(set(told) - set(self.letters)), 1)}
        self.unmapped = set(spare) - set(words) - set(told)
        self.looks, self.tag = looks or {}, tag

    def shown(self, letter):
        return self.looks.get(letter, letter)

    def advance(self, letter):
        return OUTLINES.advance(self.shown(letter) or letter)

    def show(self, words):
        return b"<" + b"".join(b"%04X" % self.codes[c] for c in words) + b">"

    def width(self, words, size=12):
        return sum(self.advance(c) for c in words) * size / OUTLINES.units

    def add(self, pdf):
        box = truetype.block(600, OUTLINES.units)
        drawn = lambda c: OUTLINES.contours(self.shown(c)) if self.shown(c) else truetype.block(OUTLINES.advance(c), OUTLINES.units)
        glyphs = [(1229, box)] + [(self.advance(c), drawn(c)) for c in self.letters]
        data = truetype.font(OUTLINES, glyphs, [(c, self.codes[c]) for c in self.letters])
        name = self.tag.encode() + b"+DejaVuSans"
        file = pdf.add(h.stream(data, b"/Length1 %d" % len(data)))
        about = pdf.add(b"<</Type/FontDescriptor/FontName/%s/Flags 4/ItalicAngle 0/Ascent 928/Descent -236/CapHeight 729/StemV 80"
                        b"/FontBBox[-200 -236 1200 928]/FontFile2 %d 0 R>>" % (name, file))
        widths = b"".join(b"%d[%d]" % (self.codes[c], round(self.advance(c) * 1000 / OUTLINES.units)) for c in self.letters)
        below = pdf.add(b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                        b"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 600/W[%s]>>" % (name, about, widths))
        rows = [b"<%04X> <%s>" % (code, c.encode("utf-16-be").hex().upper().encode()) for c, code in self.codes.items() if c not in self.unmapped]
        assert len(rows) <= 100
        to = pdf.add(h.stream(b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Sample def\n/CMapType 2 def\n"
                              b"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n%d beginbfchar\n%s\nendbfchar\nendcmap\nend\nend\n"
                              % (len(rows), b"\n".join(rows)), compress=False))
        return pdf.add(b"<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>" % (name, below, to))


LATIN = Helvetica()


def say(face, words, x, y, size=12, font=b"F1", how=b""):
    """Words at a place; `how` are operators before them, such as a colour or a mode, for these words alone."""
    shown = b"BT %s/%s %g Tf 1 0 0 1 %.5g %g Tm %s Tj ET\n" % (how, font, size, x, y, face.show(words))
    return b"q " + shown[:-1] + b" Q\n" if how else shown


def scanned(lines, seen=None):
    """A picture of lines as a scanner makes it; where a line is not to be seen, a bar is in its place."""
    view = truetype.Picture(595, 842, 248)
    for i, line in enumerate(lines):
        view.words(OUTLINES, LEFT, 100 + 40 * i, 20, line, 30)
        if seen and line not in seen:
            view.fill(LEFT - 4, 80 + 40 * i, 400, 108 + 40 * i, 0)
    return view


def recognised(face, lines, all_lines, how=b""):
    """The words of such a picture, each line in its place."""
    return b"".join(say(face, line, LEFT, 742 - 40 * all_lines.index(line), 20, how=how) for line in lines)


def bar(box, paint=b"0 g"):
    x0, y0, x1, y1 = box
    return b"q %s %.5g %g %.5g %g re f Q\n" % (paint, x0, y0, x1 - x0, y1 - y0)


ENGLISH = dict(title="Statement to the harbour office", before="On the night of 12 March 2019 the convoy of bicycles left the quay.",
               lead="The gate was opened for it by ", after="Nobody else was on the quay until six in the morning.", end="Brennick, 14 March 2019",
               fiction="Fictional document.")
RUSSIAN = dict(title="Заявление в контору порта", before="В ночь на 12 марта 2019 года колонна велосипедов ушла с причала.",
               lead="Ворота ей открыл ", after="До шести утра на причале больше никого не было.", end="Бренник, 14 марта 2019 года",
               fiction="Вымышленный документ.")


def visible(text):
    return "".join(text.values())


class Letter:
    """A letter of which one name at the end of a line is to be removed. Nothing follows in that line, and the bar goes to the margin, so that
    neither its length nor a position tells how long the name was."""

    def __init__(self, face=LATIN, text=None, x=LEFT, y=760):
        self.face = face
        text = text or ENGLISH
        self.x, self.y = x + face.width(text["lead"]), y - 64
        self.box = (self.x - 2, self.y - 4, x + RIGHT - LEFT, self.y + 12)
        rows = ((16, text["title"], y), (12, text["before"], y - 40), (12, text["lead"], y - 64), (12, text["after"], y - 88),
                (12, text["end"], y - 130), (9, text["fiction"], y - 160))
        self.rows = rows
        self.lines = b"".join(say(face, words, x, at, size) for size, words, at in rows)

    def name(self, words, how=b""):
        return say(self.face, words, self.x, self.y, how=how)

    def picture(self, name, scale, barred=False):
        """The letter as a small picture; its face must be DejaVu."""
        out = truetype.Picture(round(595 * scale), round(842 * scale))
        for size, words, at in self.rows + ((12, name, self.y),):
            out.words(OUTLINES, (self.x if words == name else LEFT) * scale, (842 - at) * scale, size * scale, words)
        if barred:
            x0, y0, x1, y1 = self.box
            out.fill(x0 * scale, (842 - y1) * scale, x1 * scale, (842 - y0) * scale, 0)
        return out


class Paper:
    """A document in the making: add objects, then sheets, then save."""

    def __init__(self, face=LATIN, version="1.7"):
        self.pdf = h.Pdf(version)
        self.root, self.tree = self.pdf.reserve(), self.pdf.reserve()
        self.face = face
        self.font = face.add(self.pdf)
        self.sheets, self.drawn = [], []

    def add(self, body):
        return self.pdf.add(body)

    def stream(self, data, head=b""):
        return self.add(h.stream(data, head, compress=False))

    def picture(self, picture, entries=b""):
        return self.add(h.stream(picture.data(), b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8%s"
                                 % (picture.width, picture.height, entries)))

    def form(self, data, box, entries=b"", resources=None):
        resources = b"/Font<</F1 %d 0 R>>" % self.font if resources is None else resources
        return self.stream(data, b"/Type/XObject/Subtype/Form/BBox[%.5g %g %.5g %g]/Resources<<%s>>%s" % (*box, resources, entries))

    def coming(self):
        """The number of the next sheet, before it is made."""
        self.waiting = self.pdf.reserve()
        return self.waiting

    def sheet(self, content, resources=b"", entries=b"", media=b"0 0 595 842", fonts=b"", contents=None):
        number = self.__dict__.pop("waiting", None) or self.pdf.reserve()
        if contents is None:
            self.drawn.append(self.stream(content))
            contents = b"/Contents %d 0 R" % self.drawn[-1]
        self.pdf.set(number, b"<</Type/Page/Parent %d 0 R/MediaBox[%s]/Resources<</Font<</F1 %d 0 R%s>>%s>>%s%s>>"
                     % (self.tree, media, self.font, fonts, resources, contents, entries))
        self.sheets.append(number)
        return number

    def annotated(self, content, annotation, **more):
        note = self.add(annotation)
        return self.sheet(content, entries=b"/Annots[%d 0 R]" % note + more.pop("entries", b""), **more)

    def save(self, seed, catalog=b"", about=None):
        self.pdf.set(self.root, b"<</Type/Catalog/Pages %d 0 R%s>>" % (self.tree, catalog))
        self.pdf.set(self.tree, b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % n for n in self.sheets), len(self.sheets)))
        self.about = self.add(about or h.info(Producer="Sample Writer 1.0", CreationDate=DATE, ModDate=DATE))
        self.ids = (h.ident(seed),) * 2
        return self.pdf.save(self.root, self.about, self.ids)


def rect(box):
    return b"/Rect[%.5g %g %.5g %g]" % box


def quads(box):
    x0, y0, x1, y1 = box
    return b"/QuadPoints[%.5g %g %.5g %g %.5g %g %.5g %g]" % (x0, y1, x1, y1, x0, y0, x1, y0)


def appearance(paper, box, data, resources=b""):
    """What an annotation shows: drawn in the places of the page."""
    return b"/AP<</N %d 0 R>>" % paper.form(data, box, resources=resources or None)
