"""The forms of the samples of the collection: documents and tables of Office, PDF, mail and pictures, each with the marks that it is given."""
import base64
import math
import struct
import textwrap
import zlib
from xml.sax.saxutils import escape

import content
import pdfhand as h
import truetype
from collection_words import Draw, rsids
from content import HEAD, OFFICE, R, W, X

EXT = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
A4, LETTER = (11906, 16838), (12240, 15840)
WORD_2007, WORD_2010 = ("Microsoft Office Word", "12.0000"), ("Microsoft Office Word", "14.0000")
EXCEL_2013 = ("Microsoft Excel", "15.0300")


# Office

def core(created, modified, author, last, revision, title):
    return (HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            + (f"<dc:title>{escape(title)}</dc:title>" if title else "") + f"<dc:creator>{author}</dc:creator><cp:lastModifiedBy>{last}</cp:lastModifiedBy>"
            f'<cp:revision>{revision}</cp:revision><dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{modified}</dcterms:modified></cp:coreProperties>')


def app(program, template, minutes, company):
    name, version = program
    return (HEAD + f'<Properties xmlns="{EXT}">' + (f"<Template>{template}</Template>" if template else "") + (f"<TotalTime>{minutes}</TotalTime>" if minutes is not None else "")
            + f"<Application>{name}</Application>" + (f"<Company>{company}</Company>" if company else "") + (f"<AppVersion>{version}</AppVersion>" if version else "") + "</Properties>")


def drawing(number, size):
    """A picture in a line of text; `size` in points."""
    side = size * 12700
    return (f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}"><wp:extent cx="{side}" cy="{side}"/><wp:docPr id="{number}" name="Picture {number}"/>'
            f'<a:graphic xmlns:a="{content.A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr><pic:cNvPr id="{number}" name="Picture {number}"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="rId1"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
            '<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>')


def docx(seed, paragraphs, created, modified, author, last="", program=WORD_2007, template="Normal.dotm", company="", revision=2, minutes=20, fonts=("Times New Roman",),
         language="en-GB", page=A4, saves=None, of_paragraphs=None, picture=None, letterhead=None, comments=(), title=""):
    """A document. `saves` are its rsids, the first of them the root (drawn from the seed where none are given, () for none); `of_paragraphs` gives
    some paragraphs theirs. `picture` stands below the words, `letterhead` is a picture in the header."""
    saves = rsids(seed, 5) if saves is None else saves
    kind = OFFICE + "wordprocessingml."
    # A picture comes first: its number in the relationships is 1.
    rels, overrides, parts = ([(R + "/image", "media/image1.png")] if picture else []), [], {}
    body = ""
    for number, words in enumerate(paragraphs):
        own = (of_paragraphs or {}).get(number) or (saves[number % len(saves)] if saves else "")
        mark = f' w:rsidR="{own}" w:rsidRDefault="{own}"' if own else ""
        noted = '<w:r><w:commentReference w:id="0"/></w:r>' if comments and number == 1 else ""
        body += f"<w:p{mark}>{content.t(words)}{noted}</w:p>"
    if picture:
        body += "<w:p>" + drawing(1, 80) + "</w:p>"
        parts["word/media/image1.png"] = picture
        overrides.append(("word/media/image1.png", "image/png"))
    for name in ("styles", "settings", "fontTable"):
        rels.append((f"{R}/{name}", f"{name}.xml"))
        overrides.append((f"word/{name}.xml", f"{kind}{name}+xml"))
    if comments:
        rels.append((R + "/comments", "comments.xml"))
        overrides.append(("word/comments.xml", kind + "comments+xml"))
        parts["word/comments.xml"] = HEAD + f'<w:comments xmlns:w="{W}">' + "".join(
            f'<w:comment w:id="{i}" w:author="{who}" w:date="{when}" w:initials="X"><w:p>{content.t(words)}</w:p></w:comment>' for i, (who, when, words) in enumerate(comments)) + "</w:comments>"
    section = ""
    if letterhead:
        rels.append((R + "/header", "header1.xml"))
        section = f'<w:headerReference w:type="default" r:id="rId{len(rels)}"/>'
        overrides += [("word/header1.xml", kind + "header+xml"), ("word/media/image2.png", "image/png")]
        parts["word/media/image2.png"] = letterhead
        parts["word/header1.xml"] = HEAD + f'<w:hdr xmlns:w="{W}" xmlns:r="{R}"><w:p>{drawing(2, 40)}</w:p></w:hdr>'
        parts["word/_rels/header1.xml.rels"] = (HEAD + f'<Relationships xmlns="{content.PR}"><Relationship Id="rId1" Type="{R}/image" Target="media/image2.png"/></Relationships>')
    section += f'<w:pgSz w:w="{page[0]}" w:h="{page[1]}"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1134" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/>'
    parts["word/document.xml"] = HEAD + f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>'
    parts["word/styles.xml"] = (HEAD + f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{fonts[0]}" w:hAnsi="{fonts[0]}"/>'
                                f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
                                '<w:name w:val="Normal"/></w:style></w:styles>')
    listed = "<w:rsids>" + f'<w:rsidRoot w:val="{saves[0]}"/>' + "".join(f'<w:rsid w:val="{one}"/>' for one in sorted(saves)) + "</w:rsids>" if saves else ""
    parts["word/settings.xml"] = HEAD + f'<w:settings xmlns:w="{W}">{listed}</w:settings>'
    parts["word/fontTable.xml"] = HEAD + f'<w:fonts xmlns:w="{W}">' + "".join(f'<w:font w:name="{name}"/>' for name in fonts) + "</w:fonts>"
    parts["docProps/core.xml"] = core(created, modified, author, last or author, revision, title)
    parts["docProps/app.xml"] = app(program, template, minutes, company)
    return content.package("word/document.xml", "wordprocessingml.document.main+xml", parts, "", "", "", rels, overrides)


def xlsx(rows, created, modified, author, last="", program=EXCEL_2013, company=""):
    cells = "".join(f'<row r="{i}">' + "".join(f'<c r="{"ABCDEF"[j]}{i}"><v>{cell}</v></c>' if isinstance(cell, int) else
                                               f'<c r="{"ABCDEF"[j]}{i}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for j, cell in enumerate(row)) + "</row>"
                    for i, row in enumerate(rows, 1))
    parts = {"xl/workbook.xml": HEAD + f'<workbook xmlns="{X}" xmlns:r="{R}"><fileVersion appName="xl" lastEdited="6" lowestEdited="4" rupBuild="14420"/><sheets>'
             '<sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
             "xl/worksheets/sheet1.xml": HEAD + f'<worksheet xmlns="{X}"><sheetData>{cells}</sheetData></worksheet>',
             "docProps/core.xml": core(created, modified, author, last or author, 1, "").replace("<cp:revision>1</cp:revision>", ""),
             "docProps/app.xml": app(program, "", None, company)}
    return content.package("xl/workbook.xml", "spreadsheetml.sheet.main+xml", parts, "", "", "", [(R + "/worksheet", "worksheets/sheet1.xml")],
                           [("xl/worksheets/sheet1.xml", OFFICE + "spreadsheetml.worksheet+xml")])


# PDF

def stamp(when, zone="Z"):
    """2011-05-12T09:41:22 as PDF writes it."""
    return b"D:" + "".join(c for c in when if c.isdigit()).encode() + zone.encode()


def set_lines(paragraphs, width=84):
    out = []
    for words in paragraphs:
        out += [("F1", 11, line) for line in textwrap.wrap(words, width)] + [None]
    return out


class Pdf:
    """A document of some pages that can be saved on: `objects` are the numbers of its parts."""

    def __init__(self, seed, pages, created, modified="", creator="", producer="", author="", title="", version="1.4", font=h.TIMES, media=b"0 0 595 842", language="",
                 packet=None, ids=None, picture=None, zone="Z"):
        self.pdf = p = h.Pdf(version)
        self.ids = ids or (h.ident(seed),) * 2
        self.root, self.tree = p.reserve(), p.reserve()
        kids = [(p.reserve(), p.reserve()) for _ in pages]
        self.pages, self.contents = [k for k, _ in kids], [c for _, c in kids]
        fonts = p.add(font)
        drawn = b""
        if picture:
            image = p.add(h.stream(picture.data(), b"/Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (picture.width, picture.height)))
            drawn = b"/XObject<</P %d 0 R>>" % image
        for (page, text), said in zip(kids, pages):
            p.set(page, b"<</Type/Page/Parent %d 0 R/MediaBox[%s]/Resources<</Font<</F1 %d 0 R>>%s>>/Contents %d 0 R>>" % (self.tree, media, fonts, drawn, text))
            p.set(text, self.content(said) if said is not None else h.stream(b"q 595 0 0 842 0 0 cm /P Do Q", compress=False))
        more = b""
        if language:
            more += b"/Lang(%s)" % language.encode()
        if packet:
            more += b"/Metadata %d 0 R" % p.add(h.metadata(packet))
        p.set(self.root, b"<</Type/Catalog/Pages %d 0 R%s>>" % (self.tree, more))
        p.set(self.tree, b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(b"%d 0 R" % n for n in self.pages), len(pages)))
        told = dict(Title=title, Author=author, Creator=creator, Producer=producer, CreationDate=stamp(created, zone), ModDate=stamp(modified or created, zone))
        self.told = {name: value for name, value in told.items() if value}
        self.about = p.add(h.info(**self.told))

    @staticmethod
    def content(paragraphs):
        return h.stream(h.page_text(set_lines(paragraphs), h.latin), compress=False)

    def bytes(self):
        return self.pdf.save(self.root, self.about, self.ids)

    def later(self, when, objects, seed):
        """A save that goes on behind the bytes of the first one."""
        told = h.info(**dict(self.told, ModDate=stamp(when)))
        return h.update(self.bytes(), {**objects, self.about: told}, len(self.pdf.objs) + 1, self.root, self.about, (self.ids[0], h.ident(seed)))


def pdf(seed, paragraphs, created, *more, **told):
    return Pdf(seed, [paragraphs], created, *more, **told).bytes()


# Pictures

def png(picture):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = b"".join(b"\0" + bytes(row) for row in picture.rows)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", picture.width, picture.height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


def ring(picture, x, y, radius, width, shade):
    for row in range(max(0, y - radius), min(picture.height, y + radius + 1)):
        for column in range(max(0, x - radius), min(picture.width, x + radius + 1)):
            if radius - width <= math.isqrt((row - y) ** 2 + (column - x) ** 2) < radius:
                picture.rows[row][column] = shade


def emblem(seed, word):
    """A round stamp or the sign of an office: rings, a word and bars that the seed places."""
    draw, out = Draw("emblem " + seed), truetype.Picture(96, 96)
    ring(out, 48, 48, 46, 3, 40)
    ring(out, 48, 48, 38, 1, 90)
    out.words(OUTLINES, 22, 54, 15, word, 30)
    for _ in range(6):
        x, y = draw.between(28, 60), draw.between(62, 74)
        out.fill(x, y, x + draw.between(4, 10), y + 2, 60)
    return png(out)


OUTLINES = truetype.Outlines()
# The curve of a name as a pen draws it: the ends and the bends of its strokes, in pixels of a field of 150 by 56.
STROKES = [[(8, 40), (18, 6), (30, 8), (22, 46)], [(22, 46), (34, 20), (42, 30), (46, 40)], [(46, 40), (56, 14), (60, 52), (70, 34)],
           [(70, 34), (78, 24), (84, 44), (94, 30)], [(94, 30), (104, 12), (108, 50), (142, 22)], [(12, 50), (50, 44), (96, 54), (138, 46)]]


def signature(seed, shaken):
    """A drawn signature with the grain of its paper. `shaken` is by how many pixels the hand strays from the strokes."""
    draw, field = Draw("signature " + seed), truetype.Picture(150, 56, 246)
    for stroke in STROKES:
        (a, b), (c, d), (e, f), (g, i) = [(x + draw.between(-shaken, shaken), y + draw.between(-shaken, shaken)) for x, y in stroke]
        for step in range(121):
            s = step / 120
            x = (1 - s) ** 3 * a + 3 * s * (1 - s) ** 2 * c + 3 * s * s * (1 - s) * e + s ** 3 * g
            y = (1 - s) ** 3 * b + 3 * s * (1 - s) ** 2 * d + 3 * s * s * (1 - s) * f + s ** 3 * i
            for row in range(round(y) - 1, round(y) + 2):
                for column in range(round(x) - 1, round(x) + 2):
                    if 0 <= row < field.height and 0 <= column < field.width:
                        far = round(100 * math.hypot(row - y, column - x))
                        field.rows[row][column] = min(field.rows[row][column], 50 + min(far, 196))
    return grain(field, draw)


def grain(picture, draw, every=14):
    """Specks and unevenness as a scanner sees paper."""
    for row in picture.rows:
        at = draw.below(every)
        while at < len(row):
            row[at] = max(0, min(255, row[at] + draw.between(-24, 9)))
            at += draw.between(2, 2 * every)
    return picture


def scan(seed, lines, sign, at, width=480, height=640):
    """A page as a scanner makes it, with a signature laid over it at a place."""
    out = truetype.Picture(width, height, 246)
    for number, line in enumerate(lines):
        out.words(OUTLINES, 44, 70 + 24 * number, 13, line, 50)
    grain(out, Draw("scan " + seed))
    for number, row in enumerate(sign.rows):
        out.rows[at[1] + number][at[0]:at[0] + sign.width] = row
    return out


# Mail

def mail(head, words, attached=(), boundary="=_brennick_1"):
    """`head` are pairs; `attached` are (name, type, bytes)."""
    out = "".join(f"{name}: {value}\n" for name, value in head) + "MIME-Version: 1.0\n"
    text = 'Content-Type: text/plain; charset="us-ascii"\n\n' + "\n\n".join(textwrap.fill(part, 74) if not part.startswith(">") else part for part in words) + "\n"
    if not attached:
        return (out + text).replace("\n", "\r\n").encode("ascii")
    out += f'Content-Type: multipart/mixed; boundary="{boundary}"\n\n--{boundary}\n{text}'
    for name, kind, data in attached:
        out += (f'--{boundary}\nContent-Type: {kind}; name="{name}"\nContent-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n'
                + base64.encodebytes(data).decode())
    return (out + f"--{boundary}--\n").replace("\n", "\r\n").encode("ascii")
