"""Makes samples/standing: papers of one made-up office "said to be from 2008 to 2014", the same bytes each time, with KEY.toml (what is
true of each) and claims.toml (what is claimed of them).

    python3 standing.py FOLDER

Needs Python, cryptography, asn1crypto, Pillow and the font DejaVu Serif (for the one scan); for the rows of MANIFEST.toml, where one is
beside the folder, also qpdf, poppler's tools, ExifTool and unzip. All documents are set by script: none was saved by the program that it
names. The key is written from how each file is made here, not from what any program says of it."""
import hashlib
import io
import os
import re
import shlex
import struct
import subprocess
import sys
import textwrap
import zipfile
from datetime import datetime, timedelta, timezone

from PIL import Image, ImageDraw, ImageFont

import office
import pdfhand as h
from signing import A, Pdf as Saves, Person, detached, plain, signature, signature_field

OUT = sys.argv[1]
DOCUMENTS = []   # (file, the row of the key, the commands that show it)
DATA = {}

DISTILLER, PSCRIPT = "Acrobat Distiller 9.0.0 (Windows)", "PScript5.dll Version 5.2.2"
TOOLKIT = "Adobe XMP Core 4.2.1-c041 52.342996, 2008/05/07-20:48:00"
BOLD = h.HELV.replace(b"/Helvetica", b"/Helvetica-Bold")
# A second signer by RSA: the other signers of the samples use algorithms that PDF took in after 2014.
H = Person(24, "Sample Signer H", "test-sample-signer-h-rsa", "rsa")


def at(year, month, day, hour=9, minute=0):
    return datetime(year, month, day, hour, minute, tzinfo=timezone.utc)


# Pages

# Of Helvetica-Bold, in thousandths; the figures, space and stops are those of Helvetica too.
WIDTHS = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz ., 0123456789", [
    722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611,
    556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500,
    278, 278, 278, 278, *[556] * 10]))
CELL = 10.5


def width(text, size=CELL):
    return sum(WIDTHS[c] for c in text) * size / 1000


class Sheet:
    """The content of one A4 page of the office: a head, lines, a table, a foot. F1 is Helvetica, F2 its bold, F3 Times."""

    def __init__(self, title=None, ref="", number=""):
        self.out, self.y = [], 742
        self.text(70, 790, "TOWN OF BRENNICK", "F2", 13)
        self.text(70, 775, "Supply Office, 4 Quay Street", "F1", 9)
        self.rule(70, 767, 525)
        if title:
            self.text(70, self.y, title, "F2", 16)
            self.y -= 22
        if ref:
            self.text(70, self.y, ref, "F1", 10)
            self.y -= 12
        self.y -= 22
        self.foot(number)

    def text(self, x, y, text, font="F3", size=11):
        self.out.append(b"BT /%s %g Tf 1 0 0 1 %g %g Tm %s Tj ET" % (font.encode(), size, x, y, h.latin(font, text)))

    def rule(self, x0, y, x1):
        self.out.append(b"0.6 w %g %g m %g %g l S" % (x0, y, x1, y))

    def foot(self, number):
        self.rule(70, 66, 525)
        self.text(70, 42, h.FICTION_EN, "F1", 7)
        if number:
            self.text(470, 54, number, "F1", 8)

    def para(self, text, up=0, gap=12):
        """`up` draws the paragraph higher and leaves all others where they are."""
        for line in textwrap.wrap(text, 84):
            self.text(70, self.y + up, line, "F3", 12)
            self.y -= 17
        self.y -= gap
        return self

    def table(self, head, rows, columns=(70, 330, 420, 520)):
        """The first column begins at its place, the others end at theirs."""
        self.rule(70, self.y + 15, 525)
        for n, row in enumerate([head, *rows]):
            font = "F2" if n == 0 or row[0] == "Total" else "F1"
            for x, cell in zip(columns, row):
                self.text(x if x == columns[0] else x - width(cell), self.y, cell, font, CELL)
            self.rule(70, self.y - 6, 525)
            self.y -= 21
        self.y -= 14
        return self

    def close(self, name="R. Alder, head of supply"):
        self.y -= 8
        self.text(70, self.y, name, "F3", 12)
        self.y -= 15
        return self

    def bytes(self):
        return b"\n".join(self.out) + b"\n"


ITEMS = ("Item", "Number", "Each", "Crowns")


# Documents without signature

def date(when, zone=True):
    return b"D:" + when.strftime("%Y%m%d%H%M%S").encode() + (b"Z" if zone else b"")


class Paper:
    """A document of some pages and its later saves."""

    def __init__(self, seed, title, sheets, created, modified=None, producer=DISTILLER, creator=PSCRIPT, version="1.4", packet=False,
                 mark=b"\xe2\xe3\xcf\xd3", toolkit=TOOLKIT, zone=True, fonts=True, extra=b"", more=()):
        self.seed, self.title, self.created, self.producer, self.creator = seed, title, created, producer, creator
        self.packet, self.toolkit, self.zone, self.saves = packet, toolkit, zone, 1
        p = self.pdf = h.Pdf(version, mark=mark)
        self.root, pages = p.reserve(), p.reserve()
        self.fonts = [p.add(f) for f in (h.HELV, BOLD, h.TIMES)] if fonts else []
        self.pages = [(p.reserve(), p.reserve()) for _ in sheets]
        self.parent = pages
        for (page, content), sheet in zip(self.pages, sheets):
            p.set(page, self.page(content))
            p.set(content, self.content(sheet))
        p.set(pages, b"<</Type/Pages/Kids[" + b" ".join(b"%d 0 R" % page for page, _ in self.pages) + b"]/Count %d>>" % len(sheets))
        self.info = p.add(self.told(modified or created))
        self.meta = p.add(self.xmp(modified or created)) if packet else None
        for body in more:
            p.add(body)
        p.set(self.root, b"<</Type/Catalog/Pages %d 0 R" % pages + (b"/Metadata %d 0 R" % self.meta if packet else b"") + extra + b">>")
        self.data = p.save(self.root, self.info, (h.ident(seed),) * 2)
        self.first = len(self.data)

    def page(self, content, resources=None, extra=b""):
        if resources is None:
            resources = b"/Font<<" + b"".join(b"/F%d %d 0 R" % (i, n) for i, n in enumerate(self.fonts, 1)) + b">>"
        return (b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents %d 0 R%s>>"
                % (self.parent, resources, content, extra))

    @staticmethod
    def content(sheet):
        return h.stream(sheet.bytes() if isinstance(sheet, Sheet) else sheet)

    def told(self, modified):
        last = modified if isinstance(modified, bytes) else date(modified, self.zone)
        return h.info(Title=self.title, Creator=self.creator, Producer=self.producer, CreationDate=date(self.created, self.zone), ModDate=last)

    def xmp(self, modified):
        iso = lambda when: when.strftime("%Y-%m-%dT%H:%M:%SZ")
        return h.metadata(h.xmp(self.toolkit, h.tags(xmp_CreateDate=iso(self.created), xmp_ModifyDate=iso(modified), xmp_MetadataDate=iso(modified),
                                                     xmp_CreatorTool=self.creator, pdf_Producer=self.producer) + h.title_tag(self.title)))

    def change(self, modified, objects):
        """One more save, which says its day."""
        self.saves += 1
        objects = {**objects, self.info: self.told(modified)}
        if self.packet:
            objects[self.meta] = self.xmp(modified)
        self.data = h.update(self.data, objects, len(self.pdf.objs) + 1, self.root, self.info,
                             (h.ident(self.seed), h.ident(self.seed + str(self.saves))))
        return self


# Signed documents: 1 catalogue, 2 pages, 3 page, 4 content, 5 Helvetica, 6 Info, 7 and 8 the signature, 11 the form, 12 and 13 the other fonts,
# 14 the look of the signature

FONTS = b"/Font<</F1 5 0 R/F2 12 0 R/F3 13 0 R>>"


def signed_info(title, created, modified):
    return h.info(Title=title, Creator=PSCRIPT, Producer=DISTILLER, CreationDate=date(created), ModDate=date(modified))


def signed_page(annots, content=4):
    return (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<%s>>/Contents %d 0 R%s>>"
            % (FONTS, content, b"/Annots[" + b" ".join(b"%d 0 R" % n for n in annots) + b"]" if annots else b""))


def form(fields):
    return b"<</Fields[" + b" ".join(b"%d 0 R" % n for n in fields) + b"]/SigFlags 3/DR<</Font<</Helv 5 0 R>>>>/DA(/Helv 10 Tf 0 g)>>"


def stamp(who, when):
    """What is seen of a signature."""
    lines = [b"Digitally signed by", who.name.encode(), b"Date: " + when.strftime("%Y.%m.%d %H:%M:%S Z").encode()]
    return plain(b"q 0.5 w 0.5 0.5 189 41 re S Q\nBT 0 g /Helv 8 Tf 11 TL 6 30 Td "
                 + b" T* ".join(b"(%s) Tj" % line for line in lines) + b" ET\n",
                 b"/Type/XObject/Subtype/Form/BBox[0 0 190 42]/Resources<</Font<</Helv 5 0 R>>>>")


def signed(seed, title, sheet, when, fields=(7,), more=None, content=4):
    """The first save, which a signature ends; not yet sealed."""
    made = when - timedelta(minutes=25)
    objects = {1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 11 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: signed_page(fields, content),
               content: plain(sheet.bytes()), 5: h.HELV, 6: signed_info(title, made, when),
               7: signature_field(8, "Signature1", b"[330 90 520 132]", b"/AP<</N 14 0 R>>"), 8: signature("adbe.pkcs7.detached", A.name, when),
               11: form(fields), 12: BOLD, 13: h.TIMES, 14: stamp(A, when), **(more or {})}
    return Saves(seed, "1.6").save(objects)


def sealed(*args, **more):
    when = args[3]
    return signed(*args, **more).seal(detached(A, when=when))


# The answers

def document(name, data, being, altered, age, show=(), before=None, after=None, why=None, confirmed=None, inside=None):
    if data is not None:
        assert len(data) < 60000, (name, len(data))
        assert name not in DATA
        DATA[name] = data
    row = {"file": name, "inside": inside, "is": being, "altered": altered, "age": age, "confirmed": confirmed, "before": before, "after": after, "why": why}
    DOCUMENTS.append((name, {k: v for k, v in row.items() if v is not None}, show))


CHANGED, FAILS, REPLACED, NONE_SEEN = "changed-after-signing", "signature-fails", "words-replaced", "no-change-seen"
NOTHING, NO_EVIDENCE, TOO_YOUNG = "nothing-found-against", "no-evidence", "cannot-be-that-old"
DATES = "exiftool -s -G1 -a -PDF:Producer -PDF:CreateDate -PDF:ModifyDate {}"
SAVES = "grep -ac '^%%EOF' {}"
SIGNATURE = "pdfsig -nocert {}"


def said(pattern, first=None):
    """The lines of the text with the pattern; `first` reads so many bytes only, the earlier save."""
    if first is None:
        return "pdftotext -layout {} - | grep -E '%s'" % pattern
    return "head -c %d {} | pdftotext -layout - - | grep -E '%s'" % (first, pattern)


def request():
    def sheet(total):
        s = Sheet("Request No. 14", "9 April 2013, to the Treasury of the Town")
        s.para("The office asks for the means to fill the winter store. The prices are those of the last quarter and were agreed with the sellers in writing.")
        s.table(ITEMS, [("Blankets, wool", "50", "130", "6 500"), ("Lamps, hand", "30", "120", "3 600"), ("Rope, coils of 40 m", "24", "100", "2 400"),
                        ("Total", "", "", total)])
        return s.para("The goods are to be in the store at Quay Street by the end of September. An answer is asked for within ten days.").close()

    when = at(2013, 4, 9, 10, 20)
    made = sealed("standing request-14", "Request No. 14", sheet("12 500"), when)
    first = len(made.data)
    made.save({4: plain(sheet("72 500").bytes()), 6: signed_info("Request No. 14", when - timedelta(minutes=25), at(2013, 4, 11, 14, 5))})
    document("request-14.pdf", made.data, "Signed on 9 April 2013 (one approval signature, which holds for the bytes it covers); then a save of 11 April 2013 that "
             "exchanges the content of page 1: the total is another figure at the same place.", CHANGED, NO_EVIDENCE, [SIGNATURE, said("Total", first), said("Total"), DATES],
             "12 500", "72 500", "The signed bytes are whole, so the signature holds; what is shown is not what was signed.")


def order_9():
    s = Sheet("Order No. 9", "18 September 2012")
    s.para("For the repair of the north quay the following is issued from the store against signature. What is not used is to be brought back within a week.")
    s.table(("Item", "Litres", "Cans", "Store"), [("Fuel oil", "350", "18", "2"), ("Lamp oil", "40", "2", "2"), ("Grease", "15", "3", "5")])
    s.para("The keeper of the store enters the issue in the book on the same day.").close()
    data = sealed("standing order-9", "Order No. 9", s, at(2012, 9, 18, 8, 40)).data
    assert data.count(b"(350)") == 1
    document("order-9-overwritten.pdf", data.replace(b"(350)", b"(850)"), "Signed on 18 September 2012; then one figure within the signed bytes was overwritten in place by one of "
             "the same length, without a save.", CHANGED, NO_EVIDENCE, [SIGNATURE, SAVES, said("Fuel oil"), DATES], "350", "850",
             "The digest of the signed bytes is not the one that was signed. The file holds no earlier state: before is known from the making alone.")


def receipt():
    s = Sheet("Receipt", "5 June 2013, store 2")
    s.para("Received from Harlow and Sons, carriers, in good order and weighed at the gate in the presence of both parties:")
    s.table(("Item", "Sacks", "Kg each", "Kg"), [("Salt, coarse", "24", "50", "1 200"), ("Sand, dry", "40", "25", "1 000")])
    s.para("The sacks stay with the store and are returned empty by the end of the month.").close("T. Mossop, keeper of the store")
    when = at(2013, 6, 5, 11, 10)
    made = signed("standing receipt-hole", "Receipt", s, when, content=9)
    data = made.data
    start = data.rindex(b"/Contents <0000") + 10
    end_of_value = data.index(b">", start) + 1
    stop = data.index(b"(1 200) Tj", end_of_value) + len(b"(1 200) Tj")
    spans = b"%-10d %-10d %-10d" % (start, stop, len(data) - stop)
    data = data.replace(b"********** ********** **********", spans)
    value = detached(A, when=when)(data[:start] + data[stop:]).hex().encode()
    data = data[:start + 1] + value + b"0" * (end_of_value - start - 2 - len(value)) + data[end_of_value - 1:]
    document("receipt-hole.pdf", data, "Signed on 5 June 2013 with a ByteRange whose hole is larger than the signature value: it also leaves out the object of the page content up "
             "to and including the figure 1 200.", FAILS, NO_EVIDENCE, [SIGNATURE, "grep -aoE '/ByteRange.*[0-9]' {} | cut -c 1-60", said("Salt"), DATES],
             why="The digest of the rest agrees, so a program that only compares digests says that it is valid; but words that are shown are not covered, and they could be "
             "exchanged without a trace. Whether they were, the file does not tell; they were not.")


def order_7():
    def second(number):
        s = Sheet(None, "Order No. 7, continued", "Page 2 of 2")
        s.para("3. The drivers report to the gate half an hour before the market opens and stay with their cars until the last stall is cleared.")
        s.para("4. The depot keeps %s lorries ready on market days, with full tanks and one man each." % number)
        s.para("5. The order of 4 May 2009 is withdrawn.")
        return s.close()

    s = Sheet("Order No. 7", "9 March 2010: cars on market days", "Page 1 of 2")
    s.para("1. From 1 April 2010 the market is held on Wednesdays and Saturdays. The office carries the stalls to the square and back.")
    s.table(("Day", "Stalls", "Trips", "Men"), [("Wednesday", "60", "12", "9"), ("Saturday", "85", "17", "12")])
    s.para("2. The trips are entered in the log of the depot; the log is handed in at the end of the month.")
    paper = Paper("standing order-7", "Order No. 7", [s, second("three")], at(2010, 3, 9, 9, 15), packet=True)
    paper.change(at(2010, 3, 23, 15, 30), {paper.pages[1][1]: paper.content(second("eight"))})
    document("order-7.pdf", paper.data, "Unsigned, two saves of March 2010: the second, which says its day, replaces one word in a sentence on page 2.", REPLACED, NOTHING,
             [SAVES, said("lorries", paper.first), said("lorries"), DATES], "three", "eight")


def figure_3():
    def sheet(number, line=False):
        s = Sheet("Figure 3. Water drawn, third quarter", "4 October 2011")
        s.para("The table shows the water that was drawn from the three wells of the town between July and September 2011, by the meters at the pump houses.")
        s.table(("Well", "July", "August", "September"), [("North", "3 900", "4 050", "3 100"), ("Mill", "2 700", number, "2 350"), ("Harbour", "1 150", "1 210", "980")])
        s.para("All figures are cubic metres. The meter at the Mill well was read on the last day of each month.")
        if line:
            s.para("The figure for August includes the water that was lent to the neighbouring parish.")
        return s.close("J. Thorne, water keeper")

    paper = Paper("standing figure-3", "Figure 3", [sheet("4 200")], at(2011, 10, 4, 13, 0), packet=True)
    paper.change(at(2016, 2, 17, 10, 45), {paper.pages[0][1]: paper.content(sheet("9 200", True))})
    document("figure-3.pdf", paper.data, "Unsigned, of October 2011; a later save of 17 February 2016, which says so, replaces a figure and adds a line.", REPLACED, "later-copy",
             [SAVES, said("^ *Mill|lent", paper.first), said("^ *Mill|lent"), DATES], "4 200", "9 200")


BOX = (250, 517, 330, 535)


def box(rect, text, opaque=False, size=10):
    x0, y0, x1, y1 = rect
    paint = b"q 1 g 0 0 %g %g re f Q\n" % (x1 - x0, y1 - y0) if opaque else b""
    return plain(paint + b"/Tx BMC\nq BT 0 g /Helv %g Tf 3 5 Td (%s) Tj ET Q\nEMC\n" % (size, text.encode()),
                 b"/Type/XObject/Subtype/Form/BBox[0 0 %g %g]/Resources<</Font<</Helv 5 0 R>>>>" % (x1 - x0, y1 - y0))


def text_field(name, rect, value=None, look=None):
    inside = (b"/V(%s)" % value.encode() if value is not None else b"") + (b"/AP<</N %d 0 R>>" % look if look else b"")
    return b"<</Type/Annot/Subtype/Widget/FT/Tx/T(%s)/DA(/Helv 10 Tf 0 g)/P 3 0 R/F 4/Rect[%d %d %d %d]%s>>" % (name.encode(), *rect, inside)


def form_sheet(title, ref):
    s = Sheet(title, ref)
    s.para("This form is for goods of the store that are lent for not more than thirty days. The framed fields are filled in by the keeper of the store.")
    s.table(("Kind of goods", "Stock", "Lent", "Free"), [("Benches", "400", "120", "280"), ("Tables", "150", "60", "90")])
    for label, (x0, y0, x1, y1) in (("Store", STORE), ("Number of benches", BOX)):
        s.text(90, y0 + 5, label, "F1", 10)
        s.out.append(b"0.5 w %d %d %d %d re S" % (x0, y0, x1 - x0, y1 - y0))
    s.y = BOX[1] - 32
    return s.para("The borrower answers for damage and loss. Goods that come back late are charged by the day.").close("Borrower: Parish hall, Mill Lane")


STORE = (250, 547, 330, 565)


def forms():
    def first(seed, ref, when, value):
        more = {9: text_field("number", BOX, value, 10 if value else None), 15: text_field("store", STORE, "2", 16), 16: box(STORE, "2")}
        if value:
            more[10] = box(BOX, value)
        return sealed(seed, "Loan of goods", form_sheet("Loan of goods", ref), when, fields=(7, 15, 9), more=more)

    when, later = at(2013, 2, 12, 9, 30), at(2013, 2, 14, 16, 20)
    made = first("standing form-filled", "Form 6, 12 February 2013", when, None)
    before = len(made.data)
    made.save({9: text_field("number", BOX, "250", 17), 17: box(BOX, "250"), 6: signed_info("Loan of goods", when - timedelta(minutes=25), later)})
    document("form-filled.pdf", made.data, "A form signed on 12 February 2013; a save of 14 February fills in a text field that was empty when it was signed, with its appearance.",
             NONE_SEEN, NOTHING, [SIGNATURE, said("Number", before), said("Number"), DATES], why="To fill in an empty field is what a form is for: nothing that was signed reads otherwise than it did.")

    when, later = at(2013, 2, 19, 9, 30), at(2013, 2, 21, 16, 20)
    made = first("standing form-refilled", "Form 6, 19 February 2013", when, "250")
    before = len(made.data)
    made.save({9: text_field("number", BOX, "950", 10), 10: box(BOX, "950"), 6: signed_info("Loan of goods", when - timedelta(minutes=25), later)})
    document("form-refilled.pdf", made.data, "A form signed on 19 February 2013 with the field filled in; a save of 21 February replaces the value and its appearance.",
             CHANGED, NO_EVIDENCE, [SIGNATURE, said("Number", before), said("Number"), DATES], "250", "950")


def countersigned():
    s = Sheet("Agreement on storage", "19 March 2013, between the Supply Office and the Harbour Board")
    s.para("The office stores the goods of the board in store 5 from 1 April to 30 November 2013. The rent is paid by the quarter, in advance.")
    s.table(("Quarter", "Square m", "Rate", "Crowns"), [("Second", "220", "3", "660"), ("Third", "220", "3", "660"), ("Fourth", "180", "3", "540")])
    s.para("Either side may end the agreement with notice of one month. Both sides sign.")
    when, later = at(2013, 3, 19, 10, 0), at(2013, 3, 20, 9, 40)
    title = "Agreement on storage"
    made = sealed("standing countersigned", title, s, when)
    made.save({3: signed_page((7, 15)), 6: signed_info(title, when - timedelta(minutes=25), later), 11: form((7, 15)),
               15: signature_field(16, "Signature2", b"[100 90 290 132]", b"/AP<</N 17 0 R>>"), 16: signature("adbe.pkcs7.detached", H.name, later),
               17: stamp(H, later)}).seal(detached(H, when=later))
    document("countersigned.pdf", made.data, "Signed by one person on 19 March 2013 and by another on 20 March 2013; the second signature is a save of its own with its own visible "
             "appearance, on free space.", NONE_SEEN, NOTHING, [SIGNATURE, DATES])


def commented():
    s = Sheet("Note on the lamps of Quay Street", "15 May 2012")
    s.para("Of the lamps on Quay Street eleven were out of order when they were looked over on 14 May. The glass of four is broken; the others need wicks.")
    s.table(("Part", "Needed", "In store", "To buy"), [("Glass, round", "4", "1", "3"), ("Wicks, metres", "14", "20", "0"), ("Screws", "40", "0", "40")])
    s.para("The work takes one man two days. It can begin when the glass is there.").close("P. Vane, lamps")
    paper = Paper("standing commented", "Note on the lamps", [s], at(2012, 5, 15, 10, 10), version="1.5")
    page, content = paper.pages[0]
    note, look = len(paper.pdf.objs) + 1, len(paper.pdf.objs) + 2
    icon = plain(b"q 1 1 0.4 rg 0.5 w 0.5 0.5 19 19 re B 4 14 m 16 14 l 4 10 m 16 10 l 4 6 m 12 6 l S Q\n", b"/Type/XObject/Subtype/Form/BBox[0 0 20 20]")
    paper.change(at(2012, 5, 16, 8, 30), {
        page: paper.page(content, extra=b"/Annots[%d 0 R]" % note), look: icon,
        note: b"<</Type/Annot/Subtype/Text/Name/Comment/Rect[540 680 560 700]/P %d 0 R/T(R. Alder)/Contents(Please ask Harlow for a price.)/M(%s)"
              b"/CreationDate(%s)/C[1 1 0.4]/F 28/AP<</N %d 0 R>>>>" % (page, date(at(2012, 5, 16, 8, 29)), date(at(2012, 5, 16, 8, 29)), look)})
    document("commented.pdf", paper.data, "Unsigned, of 15 May 2012; a save of the next day puts a comment (sticky note) into the margin, beside the text.", NONE_SEEN, NOTHING,
             [SAVES, "grep -aoE '/Subtype/Text/Name/Comment/Rect[^/]*' {}", DATES])


def covered():
    s = Sheet("Count of the stores", "13 November 2012")
    s.para("The stores were counted on 12 and 13 November 2012 by two men each, and the books were closed for that time. The counts agree with the books but for store 5.")
    s.table(("Store", "Crates", "Sacks", "Barrels"), [("Store 2", "310", "640", "45"), ("Store 5", "128", "402", "60"), ("Yard", "0", "75", "12")])
    s.para("Two barrels of store 5 leak and are to be emptied first.").close("T. Mossop, keeper of the store")
    y = float(re.search(rb"1 0 0 1 \S+ (\S+) Tm \(640\)", s.bytes())[1])
    paper = Paper("standing covered", "Count of the stores", [s], at(2012, 11, 13, 16, 0), version="1.5")
    page, content = paper.pages[0]
    note, look = len(paper.pdf.objs) + 1, len(paper.pdf.objs) + 2
    rect = (402, y - 3, 422, y + 9)
    paper.change(at(2012, 11, 20, 9, 5), {
        page: paper.page(content, extra=b"/Annots[%d 0 R]" % note),
        note: b"<</Type/Annot/Subtype/FreeText/Rect[%g %g %g %g]/P %d 0 R/DA(/Helv 10.5 Tf 0 g)/Contents(940)/M(%s)/BS<</W 0>>/C[1 1 1]/F 4/AP<</N %d 0 R>>>>"
              % (*rect, page, date(at(2012, 11, 20, 9, 5)), look),
        look: plain(b"q 1 g 0 0 20 12 re f Q\nBT 0 g /Helv 10.5 Tf %g 3 Td (940) Tj ET\n" % (18 - width("940")),
                    b"/Type/XObject/Subtype/Form/BBox[0 0 20 12]/Resources<</Font<</Helv %d 0 R>>>>" % paper.fonts[0])})
    document("covered.pdf", paper.data, "Unsigned, of 13 November 2012; a save of 20 November lays an opaque white FreeText annotation with another figure over a printed one.", REPLACED, NOTHING,
             [SAVES, said("Store 2", paper.first), "grep -aoE '/Subtype/FreeText/Rect[^/]*|/Contents[(][^)]*' {}", DATES], "640", "940",
             "The content of the page is as it was; what is seen is not.")


def page_added():
    def first():
        s = Sheet("Contract No. 31", "10 September 2013, with Harlow and Sons, carriers")
        s.para("1. The carriers bring coal from the harbour to the stores of the office from 1 October 2013 to 31 March 2014, at the rates below.")
        s.table(("Way", "Tons", "Rate", "Crowns"), [("Harbour to store 2", "140", "6", "840"), ("Harbour to store 5", "90", "7", "630"), ("Total", "230", "", "1 470")])
        return s.para("2. The coal is weighed at the gate. The rates hold for the whole time and include the men.").close()

    when, later, title = at(2013, 9, 10, 12, 15), at(2013, 9, 12, 17, 30), "Contract No. 31"
    made = sealed("standing page-added", title, first(), when)
    s = Sheet(None, "Contract No. 31, supplement")
    s.para("3. For carriage on Sundays and in frost the carriers may charge double the rate.").para("4. The office pays for the sacks.").close()
    made.save({2: b"<</Type/Pages/Kids[3 0 R 15 0 R]/Count 2>>", 6: signed_info(title, when - timedelta(minutes=25), later), 15: signed_page((), 16),
               16: plain(s.bytes())})
    document("page-added.pdf", made.data, "Signed on 10 September 2013 as a document of one page; a save of 12 September adds a second page with words.", CHANGED, NO_EVIDENCE,
             [SIGNATURE, "pdfinfo {} | grep Pages", said("double"), DATES], after="For carriage on Sundays and in frost the carriers may charge double the rate.",
             why="Page 1 is as it was signed; page 2 is in no signature.")


SCANNED = [(70, 790, 13, "TOWN OF BRENNICK", "TOWN OF BRENN1CK"), (70, 772, 9, "Supply Office, 4 Quay Street", "Supp1y Offlce, 4 Quay Streel"),
           (70, 735, 15, "List of keys", "Lisl of keys"), (70, 715, 10, "7 February 2012", "7 Febmary 2012"),
           (70, 680, 11, "The keys of the stores are kept in the iron box at the gate. Whoever", "The keys of the slores are kept in the iron box at the gate. Whoever"),
           (70, 664, 11, "takes one signs the list; the box is counted every evening.", "takes one signs the list; the box is counled every evening ."),
           (70, 630, 10, "Store 2     main door       3 keys", "Slore 2 main door 3 keys"), (70, 612, 10, "Store 5     main door       2 keys", "Store 5 main door 2 keys"),
           (70, 594, 10, "Store 5     side door       1 key", "Store S side door l key"), (70, 576, 10, "Yard        gate            4 keys", "Yard gate 4 keys"),
           (70, 540, 11, "A lost key is reported at once; a new lock costs 125 crowns.", "A losl key is reported al once; a new lock cosls l2S crowns."),
           (70, 500, 11, "T. Mossop, keeper of the store", "T. M0ssop, keeper of the store"), (70, 60, 8, h.FICTION_EN, "Fictiona1 document made as a sample for va11a.")]


def scan():
    """A page as a scanner gives it: black and white, askew, with specks."""
    dots = 130
    scale = dots / 72
    image = Image.new("L", (round(595 * scale), round(842 * scale)), 255)
    draw = ImageDraw.Draw(image)
    for x, y, size, text, _ in SCANNED:
        draw.text((x * scale, (842 - y) * scale), text, font=ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", size * scale), fill=30, anchor="ls")
    draw.line([(70 * scale, (842 - 765) * scale), (525 * scale, (842 - 765) * scale)], fill=40, width=2)
    image = image.rotate(0.6, Image.Resampling.BICUBIC, fillcolor=255)
    state = 14
    for _ in range(500):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        image.putpixel((state % image.width, (state >> 8) * 7919 % image.height), 0)
    image = image.point(lambda v: 255 if v > 140 else 0).convert("1")
    return image.width, image.height, image.tobytes()


def scan_recognised():
    across, down, bits = scan()

    def layer(column):
        rows = [b"BT 3 Tr /F1 %g Tf 1 0 0 1 %g %g Tm %s Tj ET" % (row[2], row[0], row[1], h.latin("F1", re.sub(" +", " ", row[column]))) for row in SCANNED]
        return b"q 595 0 0 842 0 0 cm /Im0 Do Q\n" + b"\n".join(rows) + b"\n"

    picture = h.stream(bits, b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 1" % (across, down))
    paper = Paper("standing scan", "List of keys", [layer(4)], at(2012, 2, 7, 14, 20), producer="Adobe Acrobat 9.0 Paper Capture Plug-in",
                  creator="Adobe Acrobat 9.0", version="1.6", more=[picture])
    # The picture is added behind the page: the page names it in the first save already.
    page, content = paper.pages[0]
    number = len(paper.pdf.objs)
    named = b"/Font<</F1 %d 0 R>>/XObject<</Im0 %d 0 R>>" % (paper.fonts[0], number)
    paper.pdf.set(page, paper.page(content, named))
    paper.data = paper.pdf.save(paper.root, paper.info, (h.ident(paper.seed),) * 2)
    paper.first = len(paper.data)
    paper.change(at(2012, 2, 9, 9, 50), {content: paper.content(layer(3))})
    document("scan-recognised.pdf", paper.data, "A picture of a page (a scan of 7 February 2012) under an invisible layer of recognised text (render mode 3); a save of 9 February replaces the "
             "layer by a better recognition. The picture is the same object.", NONE_SEEN, NOTHING, [SAVES, said("lock", paper.first), said("lock"), DATES],
             why="Nothing that is seen changed. The words of the layer did, also a figure (l2S to 125): of the text alone it looks like a replacement.")


def redated():
    def sheets(day, pages):
        foot = lambda n: "Page %d of %d" % (n, pages)
        a = Sheet("Rules for the reading room", "As in force from 1 January 2013", foot(1))
        a.para("1. The reading room of the office is open on working days from nine to four. Papers are handed out at the desk.")
        a.para("2. Not more than five files are handed out at a time. They are not taken out of the room.")
        a.table(("Kind of copy", "First", "Further", "Stamp"), [("Plain", "2", "1", "0"), ("Certified", "5", "4", "3")])
        a.para("3. The charges above are in crowns.")
        b = Sheet(None, "Rules for the reading room, continued", foot(2))
        b.para("4. Whoever is heard by others is asked to leave.").para("5. The annex, a plan of the room, is issued on paper.").close()
        for s in (a, b):
            s.text(70, 54, "Printed %d March 2013" % day, "F1", 8)
        return a, b

    paper = Paper("standing redated", "Rules for the reading room", sheets(12, 2), at(2013, 3, 12, 9, 0))
    paper.change(at(2013, 3, 14, 9, 0), {content: paper.content(s) for (_, content), s in zip(paper.pages, sheets(14, 3))})
    document("redated.pdf", paper.data, "Unsigned; the second save, of 14 March 2013, changes only the feet of the two pages: the day of printing, 12 to 14 March, and the count of pages, 2 to 3.",
             NONE_SEEN, NOTHING, [SAVES, said("Printed", paper.first), said("Printed"), DATES],
             why="Feet of this kind are set anew by every printing. That the file has two pages and says 3 is because the annex is on paper.")


def of_one_save():
    def letter(to, when, first, rows, last):
        s = Sheet("Letter", when)
        s.text(70, s.y, to)
        s.y -= 26
        s.para("Dear Sir,").para(first).table(("Good", "Asked", "Sent", "Open"), rows).para(last)
        return s.para("Yours faithfully,").close()

    s = Sheet("Opening hours of the stores", "14 August 2012")
    s.para("From 1 September 2012 the stores are open at the hours below. Goods are issued until a quarter of an hour before closing.")
    s.table(("Store", "From", "To", "Men"), [("Store 2", "7", "16", "4"), ("Store 5", "8", "14", "2"), ("Yard", "7", "18", "3")])
    s.para("On the days before holidays all stores close at noon.").close()
    data = Paper("standing typeset-later", "Opening hours", [s], at(2012, 8, 14, 10, 0), producer="LibreOffice 7.4", creator="Writer", version="1.6",
                 mark="äüöß".encode()).data
    document("typeset-later.pdf", data, "One save, which says that it was created and changed on 14 August 2012, and that LibreOffice 7.4 made it, which came out in August 2022.", NONE_SEEN,
             TOO_YOUNG, [DATES], why="LibreOffice 7.4 is of 2022; the file says of itself that it is of 2012. No later save explains it.")

    s = Sheet("Report on the spring delivery", "8 March 2011")
    s.para("The spring delivery came in four loads between 21 February and 4 March 2011. The second load was short by two crates, which followed with the third.")
    s.table(("Load", "Crates", "Sacks", "Short"), [("First", "40", "110", "0"), ("Second", "38", "120", "2"), ("Third", "42", "95", "0"), ("Fourth", "40", "130", "0")])
    s.para("The sellers were told in writing.").close()
    data = Paper("standing later-copy", "Report on the spring delivery", [s], at(2011, 3, 8, 11, 30), modified=at(2021, 3, 4, 10, 5), producer="GPL Ghostscript 9.53.3",
                 version="1.7", mark=b"\xc7\xec\x8f\xa2", packet=True, toolkit=None).data
    document("later-copy.pdf", data, "A document of 8 March 2011, saved anew as a whole by Ghostscript 9.53.3 on 4 March 2021; it says so itself.", NONE_SEEN, "later-copy",
             [DATES, SAVES], why="CreationDate is of 2011, ModDate of 2021, and the producer, of October 2020, fits the second.")

    s = Sheet("Repair of the gate", "17 April 2012")
    s.para("The gate of the yard was hung anew on 16 and 17 April 2012. The old hinges were worn through; the new ones are forged and greased.")
    s.table(("Work", "Hours", "Rate", "Crowns"), [("Smith", "9", "14", "126"), ("Carpenter", "6", "12", "72"), ("Total", "15", "", "198")])
    s.para("The hinges are to be greased every quarter.").close("P. Vane, works")
    data = Paper("standing unread-later-date", "Repair of the gate", [s], at(2012, 4, 17, 15, 0), modified=b"D:Thursday the 4th of March, year of the ox").data
    document("unread-later-date.pdf", data, "One save; CreationDate is 17 April 2012, ModDate a form that a person understands (a year of the ox with Thursday the 4th of March is 2021) and no "
             "program reads.", NONE_SEEN, NO_EVIDENCE, [DATES, "grep -aoE '/ModDate [(][^)]*' {}"], why="A date that speaks of its saving could not be read: nothing-found-against would say too much.")

    s = Sheet("Minutes of the meeting of 11 June 1997", "Written 12 June 1997")
    s.para("Present: R. Alder, J. Thorne, T. Mossop, P. Vane. The minutes of the meeting of 14 May 1997 were read and accepted.")
    s.table(("Matter", "For", "Against", "Open"), [("New scales for the gate", "4", "0", "0"), ("Paint for the boats", "2", "1", "1")])
    s.para("The next meeting is on 9 July 1997 at ten. The scales are bought at once.").close("J. Thorne, minutes")
    data = Paper("standing minutes-1997", "Minutes", [s], at(1997, 6, 12, 15, 10), producer="Acrobat Distiller 3.01 for Windows", creator="Microsoft Word",
                 version="1.2", zone=False).data
    document("minutes-1997.pdf", data, "One save, all of whose dates are of 12 June 1997, as Acrobat Distiller 3.01 wrote it (PDF 1.2).", NONE_SEEN, "older-than-claimed", [DATES, "head -c 8 {}"],
             why="The claim is 2008 to 2014; everything in the file speaks of 1997.")

    s = letter("To the Harbour Board, 1 Pier Road", "15 October 2013", "We thank you for your list of 8 October 2013. What we can send at once is in the table; the rest follows before the first frost.",
               [("Buoys", "12", "8", "4"), ("Chain, metres", "90", "90", "0"), ("Tar, barrels", "6", "2", "4")], "Please send the empty barrels back with the carrier.")
    anchored = Paper("standing letter-anchored", "Letter to the Harbour Board", [s], at(2013, 10, 15, 9, 20), packet=True).data
    document("letter-anchored.pdf", anchored, "An honest letter of 15 October 2013, one save. The claims hold its SHA-256 with an archive that had it by 1 June 2014.", NONE_SEEN, NOTHING, [DATES, SAVES],
             confirmed=True, why="The bytes are confirmed by a record outside of the file.")
    s = letter("To the School Board, 9 Hill Street", "22 October 2013", "We thank you for your order of 17 October 2013. The benches are ready and can be fetched on any working day; the slates come with the next load.",
               [("Benches", "20", "20", "0"), ("Slates", "60", "0", "60"), ("Stoves", "2", "1", "1")], "Please bring this letter when you fetch the goods.")
    document("letter-other.pdf", Paper("standing letter-other", "Letter to the School Board", [s], at(2013, 10, 22, 10, 40), packet=True).data,
             "An honest letter of 22 October 2013, one save, of which no archive holds a digest.", NONE_SEEN, NOTHING, [DATES, SAVES], confirmed=False)
    return anchored


def documents_of_word():
    def made(lines, rows, fonts, themed, created, modified):
        data = office.docx("\n".join(lines), version="14.0000", mode=14, fonts=fonts, themed=themed, created=created, modified=modified, author="R. Alder", last="R. Alder",
                           revision="2", minutes=31)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        cell = lambda text: f'<w:tc><w:tcPr><w:tcW w:w="2200" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
        table = ('<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>' + '<w:gridCol w:w="2200"/>' * len(rows[0]) + "</w:tblGrid>"
                 + "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows) + "</w:tbl><w:p/>")
        assert parts["word/document.xml"].count(b"<w:sectPr/>") == 1
        parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:sectPr/>", (table + "<w:sectPr/>").encode())
        return office.package(parts)

    show = ["unzip -p {} docProps/core.xml | grep -oE 'W3CDTF\">[^<]*'", "unzip -p {} docProps/app.xml | grep -oE '<(Application|AppVersion)>[^<]*'",
            "unzip -p {} word/fontTable.xml word/theme/theme1.xml | grep -oE '(w:name|typeface)=\"[^\"]*'"]
    note = "Fictional document made as a sample for valla."
    document("inventory.docx", made(["Inventory of store 2", "Опись имущества склада № 2", "Taken on 22 January 2013 by T. Mossop. Broken goods are not counted.", note],
                                    [("Item", "Number", "Shelf"), ("Axes", "14", "A3"), ("Saws", "22", "A4"), ("Shovels", "60", "B1")],
                                    ("Times New Roman", "Calibri", "Cambria"), ("Cambria", "Calibri"), "2013-01-22T09:05:00Z", "2013-01-22T09:36:00Z"),
             "An honest document of 22 January 2013, as Word 2010 writes it (AppVersion 14.0000, its theme and fonts).", NONE_SEEN, NOTHING, show)
    document("inventory-2.docx", made(["Inventory of store 5", "Опись имущества склада № 5", "Taken on 29 January 2013 by T. Mossop. Broken goods are not counted.", note],
                                      [("Item", "Number", "Shelf"), ("Barrels", "58", "yard"), ("Funnels", "9", "C2"), ("Hoses", "17", "C3")],
                                      ("Aptos", "Aptos Display"), ("Aptos Display", "Aptos"), "2013-01-29T10:12:00Z", "2013-01-29T10:43:00Z"),
             "The properties say 29 January 2013 and Word 2010; text, styles, font table and theme use Aptos, a font that Microsoft gave out in 2023.", NONE_SEEN, TOO_YOUNG, show,
             why="A font that did not exist cannot have been chosen in 2013. No save that says a later day explains it.")


def unread_formats():
    mail = ("From: R. Alder <supply@brennick.example>\r\nTo: J. Thorne <water@brennick.example>\r\nSubject: Notes for Monday\r\nDate: Fri, 8 Nov 2013 15:42:10 +0100\r\n"
            "Message-ID: <20131108154210.1402@brennick.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
            "Two notes for Monday:\r\n\r\n1. The pump at the Mill well needs a new ring (125 crowns).\r\n2. The carriers ask for 40 sacks.\r\n\r\n"
            "R. Alder\r\n\r\n-- \r\nFictional document made as a sample for valla.\r\n")
    document("notes.eml", mail.encode("ascii"), "A plain mail of 8 November 2013.", NONE_SEEN, NOTHING, ["grep -aE '^(Date|Subject):' {}"])

    ns = lambda *names: "".join(' xmlns:%s="%s"' % (n, {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0", "dc": "http://purl.org/dc/elements/1.1/"}[n]) for n in names)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    lines = ["Plan for the yard", "План двора на весну 2013 года", "1. Sheds 1 to 4 are emptied by 15 March 2013.", "2. 60 metres of fence are set anew.", "Fictional document made as a sample for valla."]
    parts = {"mimetype": "application/vnd.oasis.opendocument.text",
             "content.xml": head + f'<office:document-content{ns("office", "text")} office:version="1.2"><office:body><office:text>'
             + "".join(f"<text:p>{line}</text:p>" for line in lines) + "</office:text></office:body></office:document-content>",
             "styles.xml": head + f'<office:document-styles{ns("office")} office:version="1.2"/>',
             "meta.xml": head + f'<office:document-meta{ns("office", "meta", "dc")} office:version="1.2"><office:meta><meta:generator>LibreOffice/3.5$Linux_X86_64 LibreOffice_project/350m1$Build-2'
             "</meta:generator><meta:creation-date>2013-02-26T09:10:00</meta:creation-date><dc:date>2013-02-26T09:48:00</dc:date></office:meta></office:document-meta>",
             "META-INF/manifest.xml": head + '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
             '<manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/>'
             + "".join(f'<manifest:file-entry manifest:full-path="{n}" manifest:media-type="text/xml"/>' for n in ("content.xml", "styles.xml", "meta.xml")) + "</manifest:manifest>"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, (2013, 2, 26, 9, 48, 0))
            entry.create_system, entry.compress_type = 0, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    document("plan.odt", out.getvalue(), "A small OpenDocument text of 26 February 2013.", NONE_SEEN, NOTHING, ["unzip -p {} meta.xml | grep -oE '<(meta:creation-date|dc:date|meta:generator)>[^<]*'"])
    perfect = b"\xffWPC" + struct.pack("<IBBBBHH", 16, 1, 10, 2, 1, 0, 0) + b"Plan for the yard. Fictional document made as a sample for valla.\n"
    document("plan.wpd", perfect, "The head of a WordPerfect document, and a line.", None, "not-examined", ["head -c 4 {} | tail -c 3"], why="The format is not read.")


def with_attachment():
    s = Sheet("Annex: measures of the boats", "15 July 2013")
    s.para("Length and beam were taken on land on 12 July 2013, the draught on the water on the day after.")
    s.table(("Boat", "Length", "Beam", "Draught"), [("Heron", "8.4", "2.6", "0.7"), ("Plover", "7.9", "2.4", "0.6")]).close("P. Vane, works")
    annex = Paper("standing annex", "Annex", [s], at(2013, 7, 15, 11, 0)).data
    s = Sheet("Boats of the office", "16 July 2013")
    s.para("The office keeps two boats for the work on the buoys. Both were looked over in July 2013 and are sound; their measures are in the annex to this file.")
    s.table(("Boat", "Built", "Men", "Crowns"), [("Heron", "1998", "4", "310"), ("Plover", "2004", "3", "275")])
    s.para("The sums are what the upkeep of a year costs.").close("P. Vane, works")
    day = date(at(2013, 7, 15, 11, 0))
    attached = h.stream(annex, b"/Type/EmbeddedFile/Subtype/application#2Fpdf/Params<</Size %d/CreationDate(%s)/ModDate(%s)/CheckSum<%s>>>"
                        % (len(annex), day, day, hashlib.md5(annex).hexdigest().encode()))
    # The attachment and its file specification are the last two of the ten objects.
    numbers = 9, 10
    spec = b"<</Type/Filespec/F(annex.pdf)/EF<</F %d 0 R>>>>" % numbers[0]
    paper = Paper("standing name-with", "Boats of the office", [s], at(2013, 7, 16, 9, 30), version="1.6", more=[attached, spec],
                  extra=b"/Names<</EmbeddedFiles<</Names[(annex.pdf) %d 0 R]>>>>" % numbers[1])
    assert len(paper.pdf.objs) == numbers[1], len(paper.pdf.objs)
    name = "name-with-#-sign.pdf"
    document(name, paper.data, "An honest document of 16 July 2013, one save, whose file name has a # in it, with an attachment.", NONE_SEEN, NOTHING, [DATES, "pdfdetach -list {}"])
    document(name, None, "The attachment: an honest document of 15 July 2013, one save.", NONE_SEEN, NOTHING, inside="annex.pdf")


def moved():
    def sheet(up):
        s = Sheet("Notice on the ferry", "12 June 2012")
        s.para("From 18 June 2012 the ferry runs by the summer table. The first boat leaves from the town side, the last from the far side.")
        s.table(("Day", "Boats", "First", "Last"), [("Working days", "14", "6", "21"), ("Sundays", "9", "8", "20")])
        s.y -= 30
        s.para("Cars are carried when there is room. Cattle is carried on Tuesdays only, before ten.", up=up)
        return s.para("The fare is 2 crowns, for children 1 crown.").close("J. Thorne, ferry")

    paper = Paper("standing moved-up", "Notice on the ferry", [sheet(0)], at(2012, 6, 12, 9, 0))
    paper.change(at(2012, 6, 13, 9, 0), {paper.pages[0][1]: paper.content(sheet(20))})
    document("moved-up.pdf", paper.data, "Unsigned; the second save, of the next day, lays the same words out again: one paragraph stands 20 points higher.", NONE_SEEN, NOTHING,
             [SAVES, said("Cattle", paper.first), said("Cattle"), DATES])


request()
order_9()
receipt()
order_7()
figure_3()
forms()
countersigned()
commented()
covered()
page_added()
scan_recognised()
redated()
ANCHORED = of_one_save()
documents_of_word()
unread_formats()
with_attachment()
moved()


HEAD = '''# What is true of these documents, and so what may be said of them. Made by recipes/standing.py, from how it makes each file;
# no program was asked.
#
# They are fictional. In the story a newsroom was given them and told that they are from 2008 to 2014 (claims.toml).
#
# file: the document; inside: the attachment of it that the row speaks of. is: how it was made.
# altered: what became of its words after they were first set down:
#   changed-after-signing   what is shown is not what was signed, whether by a later save or within the signed bytes
#   signature-fails         the signature does not stand for what is shown, but no change is seen
#   words-replaced          no signature; a later save put other words or figures in the place of the first ones
#   no-change-seen          neither; comments, fields filled in for the first time, further signatures, feet of pages, a new
#                           layout and a new recognition under the same picture are no such change
#   It is left out where the format is not read.
# age: what dates, programs, fonts and features of the file say of the claim; it looks at altered only in that no-evidence is said where a signature fails:
#   cannot-be-that-old      something in it is younger than the claim, and no save that says so explains it
#   later-copy              it says itself that it was saved later than the claim
#   needs-explaining        something in it is at odds with the claim and may be innocent (no document here)
#   older-than-claimed      all that it says is older than the claim
#   nothing-found-against   dates could be read, and nothing speaks against the claim
#   no-evidence             what would speak of its age is not there or could not be read,
#                           or what it shows is not what was signed, so that its dates vouch for nothing
#   not-examined            the format is not read
# confirmed: whether a record outside of the file (an anchor of claims.toml) confirms its bytes; left out: false as well.
# before, after: the two wordings. why: what makes the answer the right one.
# A program that is to be tested must not read this file.
'''

CLAIMS = '''# What is claimed of these documents. They are fictional, made as samples for valla; so are the claims, the archive and its record.
# When the newsroom got them is left out on purpose.

[[claim]]
path = "*"
content = "2008/2014"
bytes = "2008/2014"

# letter-anchored.pdf
[[anchor]]
sha256 = "%s"
existed_by = "2014-06-01"
held_by = "Town Archive"
'''


def quoted(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


os.makedirs(OUT, exist_ok=True)
for name, data in DATA.items():
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(data)
with open(os.path.join(OUT, "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
    file.write(HEAD + "".join("\n[[document]]\n" + "".join("%s = %s\n" % (k, quoted(v)) for k, v in row.items()) for _, row, _ in DOCUMENTS))
with open(os.path.join(OUT, "claims.toml"), "w", encoding="utf-8", newline="\n") as file:
    file.write(CLAIMS % hashlib.sha256(ANCHORED).hexdigest())


# The manifest of all samples is beside the folder.
def row(name, truth, show):
    path, confirmed = "standing/" + name, []
    for command in show:
        shown = command.replace("{}", shlex.quote(path))
        done = subprocess.run(shown, shell=True, cwd=os.path.join(OUT, ".."), capture_output=True, env=dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8"))
        told = re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip()[:500]
        assert told, shown
        confirmed.append(shown + " => " + told)
    return "\n".join(["file = " + quoted(path), "sha256 = " + quoted(hashlib.sha256(DATA[name]).hexdigest()), "bytes = %d" % len(DATA[name]),
                      'made_by = "By hand (recipes/standing.py, recipes/pdfhand.py, recipes/signing.py, recipes/office.py)"', 'recipe = "recipes/standing.py"',
                      "truth = " + quoted(truth), "confirmed = ["] + ["    " + quoted(one) + "," for one in confirmed] + ["]", 'licence = "CC0-1.0"', ""])


manifest = os.path.join(OUT, "..", "MANIFEST.toml")
if os.path.exists(manifest):
    with open(manifest, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/standing.py"' not in block]
    for name in DATA:
        rows = [r for n, r, _ in DOCUMENTS if n == name]
        truth = "Fictional document. " + " ".join(r["is"] for r in rows)
        kept.append(row(name, truth, next(show for n, _, show in DOCUMENTS if n == name)))
    with open(manifest, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept))
