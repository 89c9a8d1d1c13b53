"""Makes samples/content: small papers in pairs, of which one has a mark that is younger than the paper is said to be, and its honest twin
has none; with KEY.toml (what is true of each, and what may be said). And the samples of the checks T005 to T012 in samples/checks. The
same bytes each time.

    python3 content.py FOLDER_OF_SAMPLES

Needs Python alone; for the rows of MANIFEST.toml, where one is in the folder, also unzip, poppler's tools and grep. All documents are set
by script: none was saved by the program that it names, and all are made up. The dates that a file states of itself lie within the time
that is claimed, so that only its words speak. The key is written from how each file is made here, not from what any program says of it."""
import hashlib
import io
import os
import re
import shlex
import subprocess
import sys
import zipfile
from xml.sax.saxutils import escape

import compound
import pdfhand as h

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument."
DOCUMENT, DATA, SHOWN, TRUTHS = [], {}, {}, {}


# The formats

def package(main, kind, parts, program, version, day, rels=(), overrides=()):
    """A package of Office: `rels` are (kind, target) of the main part, `overrides` are (part, content type)."""
    def relationships(rows):
        return HEAD + f'<Relationships xmlns="{PR}">' + "".join(
            f'<Relationship Id="rId{i}" Type="{where}" Target="{target}"/>' for i, (where, target) in enumerate(rows, 1)) + "</Relationships>"
    folder, name = main.rsplit("/", 1)
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    listed = [(main, OFFICE + kind)] + list(overrides) + [("docProps/core.xml", core), ("docProps/app.xml", OFFICE + "extended-properties+xml")]
    every = {
        "[Content_Types].xml": HEAD + f'<Types xmlns="{CT}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>' + "".join(f'<Override PartName="/{part}" ContentType="{what}"/>' for part, what in listed) + "</Types>",
        "_rels/.rels": relationships([(R + "/officeDocument", main),
                                      ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml"),
                                      (R + "/extended-properties", "docProps/app.xml")]),
        "docProps/core.xml": HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:creator>Office</dc:creator><cp:lastModifiedBy>Office</cp:lastModifiedBy><cp:revision>2</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T08:15:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T09:30:00Z</dcterms:modified></cp:coreProperties>',
        "docProps/app.xml": HEAD + '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<TotalTime>20</TotalTime><Application>{program}</Application><AppVersion>{version}</AppVersion></Properties>",
        **parts}
    if rels:
        every[f"{folder}/_rels/{name}.rels"] = relationships(rels)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, data in every.items():
            info = zipfile.ZipInfo(part, (1980, 1, 1, 0, 0, 0))
            info.create_system, info.create_version, info.compress_type = 0, 45, zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def t(words):
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def hidden(words):
    return f'<w:r><w:rPr><w:vanish/></w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def deleted(words, day):
    return (f'<w:del w:id="1" w:author="A. Orlova" w:date="{day}T09:00:00Z"><w:r><w:delText xml:space="preserve">{escape(words)}</w:delText></w:r></w:del>')


def field(code, shown):
    part = '<w:r><w:fldChar w:fldCharType="%s"/></w:r>'
    return (part % "begin" + f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>' + part % "separate" + t(shown) + part % "end")


def box(words):
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="position:absolute;width:300pt;height:14pt"><v:textbox><w:txbxContent><w:p>{t(words)}</w:p></w:txbxContent></v:textbox></v:shape>'
    return f"<w:r><w:pict>{shape}</w:pict></w:r>"


def commented(words):
    return ('<w:commentRangeStart w:id="0"/>' + t(words) + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')


def docx(lines, day, language="en-GB", header="", footer="", comment=""):
    """Lines are paragraphs: text, or runs that begin with <w:."""
    body = "".join("<w:p>" + (line if line.startswith("<w:") else t(line)) + "</w:p>" for line in lines)
    kind = OFFICE + "wordprocessingml."
    rels, overrides, parts, sect = [(R + "/styles", "styles.xml")], [("word/styles.xml", kind + "styles+xml")], {}, ""
    parts["word/styles.xml"] = (HEAD + f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/>'
                                f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
                                '<w:name w:val="Normal"/></w:style></w:styles>')
    for what, tag, words in (("header", "hdr", header), ("footer", "ftr", footer)):
        if words:
            rels.append((f"{R}/{what}", f"{what}1.xml"))
            overrides.append((f"word/{what}1.xml", f"{kind}{what}+xml"))
            parts[f"word/{what}1.xml"] = HEAD + f'<w:{tag} xmlns:w="{W}"><w:p>{t(words)}</w:p></w:{tag}>'
            sect += f'<w:{what}Reference w:type="default" r:id="rId{len(rels)}"/>'
    if comment:
        rels.append((R + "/comments", "comments.xml"))
        overrides.append(("word/comments.xml", kind + "comments+xml"))
        parts["word/comments.xml"] = (HEAD + f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="A. Orlova" w:date="{day}T09:00:00Z" w:initials="AO">'
                                      f"<w:p>{t(comment)}</w:p></w:comment></w:comments>")
    parts["word/document.xml"] = HEAD + f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}<w:sectPr>{sect}</w:sectPr></w:body></w:document>'
    return package("word/document.xml", "wordprocessingml.document.main+xml", parts, "Microsoft Office Word", "12.0000", day, rels, overrides)


def pptx(slides, day, language):
    kind = OFFICE + "presentationml.slide+xml"
    names = [f"slides/slide{i}.xml" for i in range(1, len(slides) + 1)]
    parts = {"ppt/presentation.xml": HEAD + f'<p:presentation xmlns:p="{P}" xmlns:r="{R}"><p:sldIdLst>'
             + "".join(f'<p:sldId id="{255 + i}" r:id="rId{i}"/>' for i in range(1, len(slides) + 1)) + "</p:sldIdLst></p:presentation>"}
    for name, lines in zip(names, slides):
        words = "".join(f'<a:p><a:r><a:rPr lang="{language}"/><a:t>{escape(line)}</a:t></a:r></a:p>' for line in lines)
        parts["ppt/" + name] = (HEAD + f'<p:sld xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{R}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/><p:sp><p:nvSpPr><p:cNvPr id="2" name="Text 1"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/>{words}</p:txBody></p:sp>'
                                "</p:spTree></p:cSld></p:sld>")
    return package("ppt/presentation.xml", "presentationml.presentation.main+xml", parts, "Microsoft Office PowerPoint", "14.0000", day,
                   [(R + "/slide", name) for name in names], [("ppt/" + name, kind) for name in names])


def xlsx(rows, day):
    cells = "".join(f'<row r="{i}">' + "".join(f'<c r="{"ABCDEF"[j]}{i}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>' for j, cell in enumerate(row)) + "</row>"
                    for i, row in enumerate(rows, 1))
    parts = {"xl/workbook.xml": HEAD + f'<workbook xmlns="{X}" xmlns:r="{R}"><sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets></workbook>',
             "xl/worksheets/sheet1.xml": HEAD + f'<worksheet xmlns="{X}"><sheetData>{cells}</sheetData></worksheet>'}
    return package("xl/workbook.xml", "spreadsheetml.sheet.main+xml", parts, "Microsoft Excel", "12.0000", day, [(R + "/worksheet", "worksheets/sheet1.xml")],
                   [("xl/worksheets/sheet1.xml", OFFICE + "spreadsheetml.worksheet+xml")])


def letters(words):
    """RTF: what is not ASCII by its number, with a mark in its place for old readers."""
    return "".join("\\" + c if c in "\\{}" else c if c.isascii() else "\\u%d?" % (ord(c) - (ord(c) > 32767) * 65536) for c in words)


def rtf(lines, day, page=1252, language=2057, secret=""):
    year, month, date = (int(part) for part in day.split("-"))
    when = "\\yr%d\\mo%d\\dy%d\\hr9\\min30" % (year, month, date)
    body = "{\\rtf1\\ansi\\ansicpg%d\\deff0\\deflang%d{\\fonttbl{\\f0\\froman Times New Roman;}}" % (page, language)
    body += "{\\info{\\author Office}{\\operator Office}{\\creatim%s}{\\revtim%s}}\n\\pard " % (when, when)
    body += "\\par\n".join(letters(line) for line in lines) + "\\par\n"
    if secret:
        body += "{\\v %s}\\par\n" % letters(secret)
    return (body + "}").encode("ascii")


def doc(lines, day, lid=1033):
    at = dict(created=day + "T08:15:00", saved=day + "T09:30:00", dop_created=day + "T08:15", dop_revised=day + "T09:30", container=day + "T09:30:10")
    return compound.word("\n".join(lines), form=268, builds=(80403, 80403), version=(11, 5604), title="", author="Office", last="Office", lid=lid, **at)


def txt(lines):
    return ("\n".join(lines) + "\n").encode("utf-8")


# Of Arial, in thousandths, from the space on; letters that are not ASCII get a width that is about right.
WIDTHS = [int(w) for w in """278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015
667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333
556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584""".split()]


class Alphabet:
    """A font that every computer has, with the letters that a page needs: those of ASCII at their own numbers, the others from 128 on."""

    def __init__(self, words):
        others = sorted({c for c in words if ord(c) > 126})
        assert len(others) < 128
        self.codes = {**{c: ord(c) for c in words if ord(c) <= 126}, **{c: 128 + i for i, c in enumerate(others)}}
        self.others = others

    def show(self, _font, words):
        return b"(" + h.esc(bytes(self.codes[c] for c in words)) + b")"

    def add(self, pdf):
        pairs = sorted((code, c) for c, code in self.codes.items())
        chars = "".join("<%02X> <%s>\n" % (code, c.encode("utf-16-be").hex().upper()) for code, c in pairs)
        cmap = ("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Sample def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\n"
                "endcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap\nend\nend\n" % (len(pairs), chars)).encode()
        assert len(pairs) <= 100
        to = pdf.add(h.stream(cmap, compress=False))
        names = b"".join(b"/uni%04X" % ord(c) for c in self.others)
        encoding = b"<</Type/Encoding/BaseEncoding/WinAnsiEncoding" + (b"/Differences[128%s]" % names if names else b"") + b">>"
        widths = WIDTHS + [556] + [1073 if c == "№" else 667 if c.isupper() else 556 for c in self.others]
        about = pdf.add(b"<</Type/FontDescriptor/FontName/Arial/Flags 32/FontBBox[-665 -325 2000 1006]/ItalicAngle 0/Ascent 905/Descent -212/CapHeight 716/StemV 80>>")
        return pdf.add(b"<</Type/Font/Subtype/TrueType/BaseFont/Arial/FirstChar 32/LastChar %d/Widths[%s]/FontDescriptor %d 0 R/Encoding %s/ToUnicode %d 0 R>>"
                       % (31 + len(widths), " ".join(map(str, widths)).encode(), about, encoding, to))


def pdf(name, lines, day, later=None):
    """One page; `later` are (day, lines) of a second save that draws the page anew."""
    alphabet = Alphabet("".join(lines) + "".join(later[1] if later else ()))

    def content(lines):
        return h.stream(h.page_text([("F1", 12, line) for line in lines], alphabet.show), compress=False)

    def info(day):
        stamp = lambda day, clock: b"D:" + day.replace("-", "").encode() + clock + b"Z"
        return h.info(Creator="PScript5.dll Version 5.2.2", Producer="Acrobat Distiller 8.1.0 (Windows)", CreationDate=stamp(first, b"081500"), ModDate=stamp(day, b"093000"))
    first = day
    p = h.Pdf("1.4")
    root, pages, page = p.reserve(), p.reserve(), p.reserve()
    drawn = p.add(content(lines))
    font = alphabet.add(p)
    p.set(root, b"<</Type/Catalog/Pages %d 0 R>>" % pages)
    p.set(pages, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % page)
    p.set(page, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>" % (pages, font, drawn))
    about = p.add(info(day))
    ids = (h.ident(name),) * 2
    data = p.save(root, about, ids)
    if later:
        data = h.update(data, {drawn: content(later[1]), about: info(later[0])}, len(p.objs) + 1, root, about, (ids[0], h.ident(name + " later")))
    return data


# The pairs

def speaks(code, strength, says, layer="content"):
    return dict(code=code, strength=strength, says=says, layer=layer)


SHOW = {"docx": "unzip -p {} word/document.xml | grep -c %s", "pptx": "unzip -p {} ppt/slides/slide1.xml | grep -c %s",
        "xlsx": "unzip -p {} xl/worksheets/sheet1.xml | grep -c %s", "pdf": "pdftotext {} - | grep -c %s", "txt": "grep -c %s {}"}


def sample(name, claimed, truth, data, verdict, said=(), silent=(), why="", show="", part=""):
    """`show` is a piece of text that another program finds in the file."""
    kind = name.rsplit(".", 1)[1]
    row = dict(file=name, claimed=claimed)
    row["is"] = truth
    row["verdict"] = verdict
    if why:
        row["why"] = why
    if silent:
        row["silent"] = list(silent)
    row["speaks"] = list(said)
    DOCUMENT.append(row)
    name = "content/" + name
    keep(name, truth, data, kind, show, part)


def keep(name, truth, data, kind, show, part=""):
    assert name not in DATA, name
    DATA[name], TRUTHS[name] = data, truth
    if kind == "doc":
        command = "python3 -c %s {} %s" % (shlex.quote("import sys; print(open(sys.argv[1], 'rb').read().count(sys.argv[2].encode('utf-16-le')))"), shlex.quote(show))
    elif kind == "rtf":
        command = "grep -cF %s {}" % shlex.quote(letters(show))
    elif part:
        command = "unzip -p {} %s | grep -c %s" % (part, shlex.quote(show))
    else:
        command = SHOW[kind] % shlex.quote(show)
    SHOWN[name] = command


STRONG, MEDIUM, WEAK, INFO = "strong", "medium", "weak", "informational"
ALL = ["T001", "T002", "T005", "T006", "T007", "T008", "T009", "T010"]


def pair(name, kind, claimed, late, honest, build, verdict="tension", twin="no-evidence", said=(), silent=ALL, why="", twin_why="", part=("", ""), twin_said=()):
    """The late paper and its twin: `late` and `honest` are (what is in the place of the mark, the truth); `build` makes the file of it."""
    sample(f"{name}-late.{kind}", claimed, late[1], build(late[0], f"{name}-late"), verdict, said, (), why, late[2] if len(late) > 2 else late[0], part[0])
    sample(f"{name}-honest.{kind}", claimed, honest[1], build(honest[0], f"{name}-honest"), twin, twin_said, silent, twin_why, honest[2] if len(honest) > 2 else honest[0], part[1])


def characters():
    pair("rouble", "docx", "2011", ("120 ₽", "A price list in Russian with the rouble sign, which came up in December 2013.", "₽"),
         ("120 руб.", "The same price list with the word for roubles."),
         lambda mark, _: docx(["Прейскурант столовой", f"Обед комплексный: {mark}", "Чай с лимоном: 15 руб."], "2011-03-14", "ru-RU"),
         said=[speaks("T002", STRONG, "₽")])
    pair("lira", "xlsx", "2009", ("₺", "A table of prices with the sign of the Turkish lira, which was shown first in March 2012."), ("TL", "The same table with the letters TL."),
         lambda mark, _: xlsx([["Item", "Price"], ["Rope, 20 m", f"45 {mark}"], ["Canvas", f"310 {mark}"]], "2009-06-02"), said=[speaks("T002", STRONG, "₺")])
    pair("era", "pptx", "2015", ("㋿", "A slide in Japanese with the square sign of the era Reiwa, whose name was made public in April 2019."),
         ("㍻", "The same slide with the square sign of the era Heisei, which is older than Unicode 3.2."),
         lambda mark, _: pptx([["町民図書館の計画", f"{mark}二年度の図書費"], ["開館時間は変わりません"]], "2015-05-11", "ja-JP"), said=[speaks("T002", STRONG, "㋿")])
    pair("emoji", "txt", "2009", ("\U0001F600", "A note with a face that came into Unicode with version 6.1 of January 2012."), (":-)", "The same note with a face of three signs."),
         lambda mark, _: txt(["The van is back.", f"Lunch is at noon {mark}", "Bring the list of the spare keys."]), said=[speaks("T002", STRONG, "\U0001F600")],
         twin_why="A plain text states no date of its own.")


LAW = ("Федеральный закон от 05.04.2013 № 44-ФЗ", "Федеральный закон от 21.07.2005 № 94-ФЗ")
DECREE = ("Указ Президента Российской Федерации от 07.05.2012 № 599", "Указ Президента Российской Федерации от 15.02.2006 № 116")


def citations():
    pair("law", "pdf", "2010", (LAW[0], "A page in Russian that cites a federal law of 5 April 2013.", "05.04.2013"), (LAW[1], "The same page cites a federal law of 21 July 2005.", "21.07.2005"),
         lambda mark, name: pdf(name, ["Служебная записка", "Закупка бумаги проводится один раз в год.", "Основание:", mark, "Заведующий складом"], "2010-04-19"),
         twin="agrees", said=[speaks("T005", STRONG, "44"), speaks("T008", MEDIUM, "05.04.2013")],
         why="The date of the law is a date of a numbered act, too.")
    pair("regulation", "docx", "2012", ("(EU) No 833/2014", "A note that cites a regulation of the European Union of 2014."), ("(EU) No 1173/2011", "The same note cites a regulation of 2011."),
         lambda mark, _: docx(["Note for the harbour office", f"Deliveries are checked under Regulation {mark}.", "The list is kept at the desk."], "2012-10-08"),
         twin="agrees", said=[speaks("T005", STRONG, "833/2014")])
    pair("act", "docx", "2012", ("Immigration Act 2016", "A leaflet that cites a British act of 2016."), ("Equality Act 2010", "The same leaflet cites an act of 2010."),
         lambda mark, _: docx(["Leaflet for landlords", f"The duties follow from the {mark}.", "Ask at the town hall."], "2012-02-20"),
         said=[speaks("T005", MEDIUM, "Act 2016")], why="Bills have the year of their act in drafts, and other countries name acts in this way.",
         twin_why="A reference of this form is medium at most, so it does not speak for the claim either.")
    pair("congress", "doc", "2009", ("Pub. L. 114-23", "A memo that cites an American law of the 114th Congress, which met first in January 2015."),
         ("Pub. L. 110-343", "The same memo cites a law of the 110th Congress (2007)."),
         lambda mark, _: doc(["Memo to the clerks", f"The report is due under {mark}, section 3.", "Keep one copy."], "2009-05-05"),
         twin="agrees", said=[speaks("T005", STRONG, "114-23")])
    pair("rfc", "txt", "2010", ("RFC 7540", "Notes on a server that name an RFC of May 2015."), ("RFC 2616", "The same notes name an RFC of 1999."),
         lambda mark, _: txt(["Server notes", f"The proxy follows {mark}; see the section on headers.", "Restart it on Mondays."]), said=[speaks("T005", MEDIUM, "7540")],
         why="Firms number their own papers with the letters RFC, too.", twin_why="A plain text states no date of its own.")
    pair("cve", "docx", "2011", ("CVE-2014-0160", "A report that names a weakness of 2014 by its number."), ("CVE-2008-4250", "The same report names one of 2008."),
         lambda mark, _: docx(["Report on the file server", f"The weakness {mark} was closed.", "No data were lost."], "2011-09-21"), twin="agrees", said=[speaks("T005", STRONG, "CVE-2014-0160")])
    pair("standard", "doc", "2011", ("DIN EN ISO 9001:2015-11", "A page in German that cites a standard of November 2015."), ("DIN EN ISO 9001:2008-12", "The same page cites the edition of December 2008."),
         lambda mark, _: doc(["Handbuch der Druckerei", f"Die Prüfung richtet sich nach {mark}.", "Der Aushang hängt im Flur."], "2011-01-24", 1031),
         twin="agrees", said=[speaks("T005", STRONG, "2015-11")])
    pair("gost", "rtf", "2012", ("ГОСТ Р 7.0.97-2016", "A page in Russian that cites a state standard of 2016."), ("ГОСТ Р 53898-2010", "The same page cites one of 2010."),
         lambda mark, _: rtf(["Памятка делопроизводителю", f"Бланки оформляются по {mark}.", "Образец лежит в папке."], "2012-07-16", 1251, 1049),
         twin="agrees", said=[speaks("T005", STRONG, "7.0.97-2016")])


def names():
    pair("state", "docx", "2008", ("Республика Южный Судан", "A list in Russian with a state that was named in February 2011.", "Южный"), ("Республика Судан", "The same list with the state that there was."),
         lambda mark, _: docx(["Почтовые тарифы", f"Зона 3: {mark}, Республика Чад.", "Вес до 20 г."], "2008-11-10", "ru-RU"), said=[speaks("T006", STRONG, "Южный Судан")])
    pair("town", "pptx", "2012", ("Нур-Султане", "A slide in Russian with the name that a capital had from March 2019.", "Нур-Султан"), ("Астане", "The same slide with its name of that time."),
         lambda mark, _: pptx([["Выставка школьных работ", f"Следующая встреча в {mark}"]], "2012-04-03", "ru-RU"), said=[speaks("T006", STRONG, "Нур-Султан")])
    pair("agency-ko", "docx", "2012", ("국민안전처", "A notice in Korean with a ministry that was announced in May 2014."), ("소방방재청", "The same notice with the agency that there was before."),
         lambda mark, _: docx(["안내문", f"{mark}는 소화기 점검을 권고합니다.", "점검표는 사무실에 있습니다."], "2012-08-13", "ko-KR"), said=[speaks("T006", STRONG, "국민안전처")],
         twin_why="The agency was named more than ten years before the claimed time ends.")
    pair("agency-ja", "docx", "2015", ("デジタル庁", "A notice in Japanese with an agency that was announced in September 2020."), ("総務省", "The same notice with a ministry of 2001."),
         lambda mark, _: docx(["お知らせ", f"{mark}の手引きを受付に置きました。", "ご自由にお取りください。"], "2015-10-19", "ja-JP"), said=[speaks("T006", STRONG, "デジタル庁")],
         twin_why="The ministry was named more than ten years before the claimed time ends.")
    pair("ministry", "docx", "2011", ("Bundesministerium des Innern, für Bau und Heimat", "A letter in German to a ministry that had this name from March 2018.", "Heimat"),
         ("Bundesministerium des Innern", "The same letter with the name of that time."),
         lambda mark, _: docx(["An das", mark, "Wir bitten um drei Exemplare der Broschüre.", "Mit freundlichen Grüßen"], "2011-03-07", "de-DE"), said=[speaks("T006", STRONG, "Heimat")])
    pair("operation", "pdf", "2009", ("Operation Inherent Resolve", "A page that names an operation of October 2014."), ("Operation Enduring Freedom", "The same page names an operation of October 2001."),
         lambda mark, name: pdf(name, ["Reading list for the cadets", "Chapter 4 deals with " + mark + ".", "The book is in room 12."], "2009-02-16"),
         twin="agrees", said=[speaks("T006", STRONG, "Inherent Resolve")])
    pair("product", "rtf", "2010", ("Windows 10", "A list of computers that names a system shown first in September 2014."), ("Windows Vista", "The same list names a system of 2005."),
         lambda mark, _: rtf(["Computers of the reading room", f"Desk 1: {mark}, one printer.", "Desk 2: out of order."], "2010-05-25"), twin="agrees", said=[speaks("T006", STRONG, "Windows 10")])
    pair("disease", "xlsx", "2016", ("COVID-19", "A table of leave that names a disease of February 2020."), ("MERS-CoV", "The same table names a disease of 2012."),
         lambda mark, _: xlsx([["Leave", "Days"], [f"Test for {mark}", "2"], ["Training", "3"]], "2016-11-29"), twin="agrees", said=[speaks("T006", STRONG, "COVID-19")])


def several():
    two = lambda mark: ["Служебная записка", f"Закупка проводится по порядку, который устанавливает {LAW[mark]}.", f"Сроки устанавливает {DECREE[mark]}.", "Заведующий складом"]
    truth = ("A memo in Russian that cites a federal law of 5 April 2013 and a decree of 7 May 2012.", "The same memo cites a law of 2005 and a decree of 2006.")
    said = [speaks("T005", STRONG, "44"), speaks("T005", STRONG, "599"), speaks("T008", MEDIUM, "2013")]
    pair("two-ru", "docx", "2010", (0, truth[0], "44-ФЗ"), (1, truth[1], "94-ФЗ"), lambda mark, _: docx(two(mark), "2010-06-21", "ru-RU"), "contradicts", "agrees", said,
         why="Two unrelated references, typed, of the same save.")
    cited = (("(EU) No 1169/2011", "Pub. L. 112-29"), ("(EC) No 178/2002", "Pub. L. 108-282"))
    labels = ("with a regulation of the European Union of 2011 and an American law of the 112th Congress (2011)", "with a regulation of 2002 and a law of the 108th Congress (2003)")
    pair("two-drawn", "pdf", "2009", (0, f"A page {labels[0]}.", "1169/2011"), (1, f"The same page {labels[1]}.", "178/2002"),
         lambda mark, name: pdf(name, ["Notes for the shop", f"In Antwerp the labels follow {cited[mark][0]}.", f"In Boston they follow {cited[mark][1]}."], "2009-08-04"), "tension", "agrees",
         [speaks("T005", STRONG, "1169/2011"), speaks("T005", STRONG, "112-29")],
         why="Two unrelated references, but drawn on a page: which letters a page draws, a table in the file says.")
    pair("two-tables", "xlsx", "2009", (0, f"A table {labels[0]}, each in a cell of its own.", "1169/2011"), (1, f"The same table {labels[1]}.", "178/2002"),
         lambda mark, _: xlsx([["Place", "Label under"], ["Antwerp", cited[mark][0]], ["Boston", cited[mark][1]]], "2009-08-04"),
         "contradicts", "agrees", [speaks("T005", STRONG, "1169/2011"), speaks("T005", STRONG, "112-29")], why="Two unrelated references, typed, of the same save.")
    acts = (("Закон України від 23.05.2017 № 2059-VIII", "Указ Президента України від 14.04.2014 № 405/2014"), ("Закон України від 17.02.2011 № 3038-VI", "Указ Президента України від 09.12.2010 № 1085/2010"))
    pair("two-uk", "doc", "2013", (0, "A note in Ukrainian that cites a law of 2017 and a decree of 2014.", "2059-VIII"), (1, "The same note cites a law of 2011 and a decree of 2010.", "3038-VI"),
         lambda mark, _: doc(["Пояснювальна записка", f"Перелік складено за таким актом: {acts[mark][0]}.", f"Додаток складено за таким актом: {acts[mark][1]}.", "Завідувач бібліотеки"], "2013-03-18", 1058),
         "contradicts", "agrees", [speaks("T005", STRONG, "2059"), speaks("T005", STRONG, "405/2014"), speaks("T008", MEDIUM, "2017")], why="Two unrelated references, typed, of the same save.")
    pair("two-kinds", "xlsx", "2009", (("₺", "(EU) No 1169/2011"), "A table with the sign of the Turkish lira (March 2012) in one cell and a regulation of 2011 in another.", "1169/2011"),
         (("TL", "(EC) No 178/2002"), "The same table with the letters TL and a regulation of 2002.", "178/2002"),
         lambda mark, _: xlsx([["Item", "Price", "Label under"], ["Olives", f"45 {mark[0]}", mark[1]], ["Cheese", f"70 {mark[0]}", mark[1]]], "2009-08-04"),
         "tension", "agrees", [speaks("T002", STRONG, "₺"), speaks("T005", STRONG, "1169/2011")], why="A character is never more than strong, so it makes no second certain fact with the reference.")
    pair("one-form", "rtf", "2012", (("833/2014", "269/2014"), "A note that cites two regulations of the European Union of 2014.", "833/2014"), (("1173/2011", "1169/2011"), "The same note cites two of 2011.", "1173/2011"),
         lambda mark, _: rtf(["Note for the harbour office", f"Deliveries are checked under Regulations (EU) No {mark[0]} and (EU) No {mark[1]}.", "The list is kept at the desk."], "2012-10-08"),
         "tension", "agrees", [speaks("T005", STRONG, "833/2014")], why="Two references of one form are one kind of fact: who slipped once may slip twice.")
    pair("law-and-name", "rtf", "2010", ((LAW[0], "Росгвардии"), "A memo in Russian that cites a law of 2013 and names a force of April 2016.", "Росгвардии"),
         ((LAW[1], "ФСКН"), "The same memo cites a law of 2005 and names an agency of 2003.", "ФСКН"),
         lambda mark, _: rtf(["Служебная записка", f"Порядок закупки устанавливает {mark[0]}.", f"Письмо для {mark[1]} отправлено почтой."], "2010-01-25", 1251, 1049),
         "tension", "agrees", [speaks("T005", STRONG, "44"), speaks("T006", STRONG, "Росгвардии"), speaks("T008", MEDIUM, "05.04.2013")], why="A name is strong at most, so there is only one certain fact.")


def dates():
    pair("weekday", "docx", "2014", ("в четверг", "A memo in Russian: a meeting on Thursday, 12 March 2014, which was a Wednesday."), ("в среду", "The same memo with the right weekday."),
         lambda mark, _: docx(["Служебная записка", f"Совещание прошло {mark}, 12 марта 2014 года, в библиотеке.", "Секретарь"], "2014-03-14", "ru-RU"), "no-evidence",
         said=[speaks("T007", WEAK, "12 марта 2014")], why="One slip is weak.")
    wrong, right = ("Dienstag", "Donnerstag", "Samstag"), ("Montag", "Mittwoch", "Freitag")
    pair("weekdays", "doc", "2014", (wrong, "A page in German with three dates of March 2014, each with the weekday after the right one.", wrong[0]), (right, "The same page with the right weekdays.", right[0]),
         lambda mark, _: doc(["Probenplan des Chors", f"Die Männer probten am {mark[0]}, 3. März 2014.", f"Die Frauen probten am {mark[1]}, 5. März 2014.", f"Das Konzert war am {mark[2]}, 14. März 2014."], "2014-03-17", 1031),
         said=[speaks("T007", MEDIUM, "2014")], why="Three slips in one paper are more than one.")
    pair("order", "rtf", "2009", ("The keys were handed over by Order No. 35 of 12 March 2014.", "A note that refers to an order with its number, of 12 March 2014.", "Order No. 35"),
         ("The second part of the fence will be finished by 12 March 2014.", "The same note names the same day as a deadline.", "12 March 2014"),
         lambda mark, _: rtf(["Note for the caretaker", mark, "The gate stays closed at night."], "2009-09-14"), said=[speaks("T008", MEDIUM, "12 March 2014")],
         silent=[code for code in ALL if code != "T008"], twin_said=[speaks("T008", INFO, "12 March 2014")], twin_why="A plan may look ahead: for information at most.")
    pair("signed", "docx", "2010", ("Berlin, den 12. März 2014", "A letter in German with a typed date of 2014 above its signature."), (field('DATE \\@ "d. MMMM yyyy"', "12. März 2014"),
         "The same letter with a field for the day of today: it shows 12 March 2014, when it was updated last.", "12. März 2014"),
         lambda mark, _: docx(["Sehr geehrte Damen und Herren,", "wir bestätigen den Eingang der Bücher.", mark, "gez. Stadtbücherei Brennick"], "2010-11-15", "de-DE"),
         said=[speaks("T008", MEDIUM, "12. März 2014")], silent=[code for code in ALL if code != "T008"], twin_said=[speaks("T008", INFO, "12. März 2014")],
         twin_why="A program put the date in by itself: it dates no words.")


def residue():
    text = lambda mark: ["Report on the town archive", f"The archive holds 3 200 boxes.{mark}", "It is open on weekdays."]
    pair("residue", "docx", "2019", (":contentReference[oaicite:0]{index=0}", "A report with the mark that ChatGPT (November 2022) leaves in place of a source.", "oaicite"),
         ("", "The same report without the mark.", "3 200 boxes"), lambda mark, _: docx(text(mark), "2019-05-20"), said=[speaks("T009", STRONG, "oaicite")])
    sample("residue-about.docx", "2024", "An article of 2024 about chat programs, which quotes a phrase in which such a program speaks of itself.",
           docx(["How the library answers questions", "A chat program such as ChatGPT may say “As an AI language model” and go on.", "Readers should look at the source."], "2024-04-15"), "agrees",
           [speaks("T009", INFO, "language model")], ["T001", "T002", "T005", "T007", "T008", "T010"], "Nothing in it is younger than it is said to be.", "language model")
    pair("mixed", "docx", "2012", ("Пoстановление", "A page in Russian with a Latin letter o in one word."), ("Постановление", "The same page in Cyrillic letters."),
         lambda mark, _: docx([mark + " совета", "Библиотека открыта по будням.", "Секретарь"], "2012-03-26", "ru-RU"), "no-evidence", said=[speaks("T010", INFO, "U+006F")],
         why="Such letters date nothing.")
    pair("unseen", "txt", "2012", ("con\u200bvoy", "A note with a space of no width inside a word."), ("convoy", "The same note without it."),
         lambda mark, _: txt(["Route card", f"The {mark} of bicycles leaves at six.", "Bring lights."]), "no-evidence", said=[speaks("T010", INFO, "U+200B")], why="Such characters date nothing.",
         twin_why="A plain text states no date of its own.")


def places():
    rule = ("Compare Regulation (EU) No 833/2014.", "Compare Regulation (EU) No 1173/2011.")
    lines = ["Note for the harbour office", "Deliveries are checked at the gate.", "The list is kept at the desk."]
    pair("comment", "docx", "2012", (rule[0], "A note of 2012 with a comment that cites a regulation of 2014; the text itself names nothing that has a date."), (rule[1], "The same note; the comment cites a regulation of 2011."),
         lambda mark, _: docx([lines[0], commented(lines[1]), lines[2]], "2012-10-08", comment=mark), "no-evidence", said=[speaks("T005", MEDIUM, "833/2014", "bytes")],
         why="A comment is beside the words: it dates the save that brought it in. The file says that this was in 2012.", part=("word/comments.xml",) * 2)
    pair("footer", "docx", "2012", (rule[0], "A note of 2012 whose page footer cites a regulation of 2014."), (rule[1], "The same note; the footer cites a regulation of 2011."),
         lambda mark, _: docx(lines, "2012-10-08", footer=mark), said=[speaks("T005", MEDIUM, "page footer")], why="A document system may write the foot of a page.", part=("word/footer1.xml",) * 2,
         twin_why="What the foot of a page names is medium at most, so it does not speak for the claim either.")
    pair("hidden", "rtf", "2010", ("Desk 3: Windows 10.", "A list of computers; a hidden line names a system of September 2014."), ("Desk 3: Windows Vista.", "The same list; the hidden line names a system of 2005."),
         lambda mark, _: rtf(["Computers of the reading room", "Desk 1: one printer.", "Desk 2: out of order."], "2010-05-25", secret=mark), twin="agrees",
         said=[speaks("T006", STRONG, "hidden")], why="Nobody sees the line, but somebody wrote it.")
    pair("deleted", "docx", "2016", ("Tests for COVID-19 are free.", "A notice in which a sentence about a disease of February 2020 was deleted with changes tracked; the deletion is dated 2016."),
         ("Tests for MERS-CoV are free.", "The same notice; the deleted sentence is about a disease of 2012."),
         lambda mark, _: docx(["Notice for visitors", t("The desk is open. ") + deleted(mark, "2016-11-29"), "Please wait in the hall."], "2016-11-29"), twin="agrees",
         said=[speaks("T006", STRONG, "deleted")], why="The words are still in the file, and somebody wrote them.")
    page = lambda name: ["Reading list for the cadets", "Chapter 4 deals with " + name + ".", "The book is in room 12."]
    first = page("the service of supply")
    pair("later-save", "pdf", "2009", ("Operation Inherent Resolve", "A page saved on 16 February 2009 and again on 2 March 2009, as it says itself; the second save put in the name of an operation of October 2014."),
         ("Operation Enduring Freedom", "The same page; the second save put in the name of an operation of October 2001."),
         lambda mark, name: pdf(name, first, "2009-02-16", ("2009-03-02", page(mark))), twin="agrees", said=[speaks("T006", STRONG, "Inherent Resolve")],
         why="The first wording is clean; what the page shows now is not.")
    middle = ["The people of the harbour remember how the hall was built. " * 6, "The hall was painted twice, and nobody knows why it is green. " * 6]
    close = ["The stairs were mended in spring, and the roof in autumn. " * 6, "Readers may see the plans at the desk when it is open. " * 6, "For the harbour office"]
    sample("retired-late.docx", "2015", "A letter of 2015 with the name of an agency in its page header and above its signature that was closed in March 2013.",
           docx(["Dear reader,", *middle, *close[:2], "Yours faithfully", "for the UK Border Agency"], "2015-02-23", header="UK Border Agency, Harbour Office"), "tension",
           [speaks("T006", MEDIUM, "UK Border Agency")], (), "An issuer knows its own name. A name out of use is odd where it names itself and signs.", "UK Border Agency")
    sample("retired-honest.docx", "2015", "A letter of 2015 that quotes an old notice, with the name of an agency that was closed in March 2013.",
           docx(["Dear reader,", *middle, "An old notice reads: “Ask the UK Border Agency for the form.”", *close, "Yours faithfully"], "2015-02-23", header="Harbour Office"), "agrees",
           [speaks("T006", INFO, "UK Border Agency")], [code for code in ALL if code != "T006"], "Old names live on in quotations.", "UK Border Agency")


# The samples of the checks

def check(name, truth, data, show):
    """What is claimed of it, samples/checks/claims.toml says."""
    keep("checks/" + name, truth, data, name.rsplit(".", 1)[1], show)


def checks():
    lines = lambda mark: ["Note for the harbour office", f"Deliveries are checked under {mark}.", "The list is kept at the desk."]
    check("T005-fires-regulation-of-2014.docx", "Claimed to be of 2009; cites a regulation of 2014.", docx(lines("Regulation (EU) No 833/2014"), "2009-03-10"), "833/2014")
    check("T005-fires-weakness-of-2014.rtf", "Claimed to be of 2009; names a weakness of 2014 by its number.", rtf(lines("the advice on CVE-2014-0160"), "2009-03-10"), "CVE-2014-0160")
    check("T005-clear-regulation-of-2006.docx", "Claimed to be of 2009; cites a regulation of 2006.", docx(lines("Regulation (EC) No 1907/2006"), "2009-03-10"), "1907/2006")
    page = lambda name: ["Reading list for the cadets", f"Chapter 4 deals with {name}.", "The book is in room 12."]
    check("T006-fires-operation-of-2014.pdf", "Claimed to be of 2009; names an operation of 2014.", pdf("T006 fires", page("Operation Inherent Resolve"), "2009-02-16"), "Inherent Resolve")
    check("T006-fires-agency-closed-in-2013.docx", "Claimed to be of 2015; its page header and its last line name an agency that was closed in 2013.",
          docx(["Dear reader,", "The form is at the desk.", "for the UK Border Agency"], "2015-02-23", header="UK Border Agency"), "UK Border Agency")
    check("T006-clear-operation-of-2001.pdf", "Claimed to be of 2009; names an operation of 2001.", pdf("T006 clear", page("Operation Enduring Freedom"), "2009-02-16"), "Enduring Freedom")
    day = lambda weekday: ["Minutes", f"The board met on {weekday}, 12 March 2014, in the hall.", "The roof was mended."]
    check("T007-fires-thursday.rtf", "Thursday, 12 March 2014: that day was a Wednesday.", rtf(day("Thursday"), "2014-03-14"), "Thursday")
    check("T007-clear-wednesday.rtf", "Wednesday, 12 March 2014, which is right.", rtf(day("Wednesday"), "2014-03-14"), "Wednesday")
    order = lambda date: ["Note for the caretaker", f"The keys were handed over by Order No. 35 of {date}.", "The gate stays closed at night."]
    check("T008-fires-order-of-2014.docx", "Claimed to be of 2009; refers to an order with its number, of 12 March 2014.", docx(order("12 March 2014"), "2009-03-14"), "12 March 2014")
    check("T008-clear-order-of-2008.docx", "Claimed to be of 2009; refers to an order with its number, of 12 March 2008.", docx(order("12 March 2008"), "2009-03-14"), "12 March 2008")
    check("T009-fires-mark-of-a-source.docx", "Claimed to be of 2019; has the mark that ChatGPT leaves in place of a source.",
          docx(["Report on the town archive", "It has 3 200 boxes.:contentReference[oaicite:0]{index=0}"], "2019-05-20"), "oaicite")
    check("T009-clear-about-chat-programs.docx", "Claimed to be of 2024; a text about chat programs without a mark of them.",
          docx(["How the library answers questions", "A chat program gives its sources as links. The library checks each of them."], "2024-04-15"), "chat program")
    check("T010-fires-latin-letter.docx", "A Russian word in an English text has a Latin letter o among its Cyrillic ones.", docx(["Glossary", "Пoстановление: a decision of a council."], "2012-03-26"), "Пoстановление")
    check("T010-fires-space-of-no-width.txt", "A space of no width inside a word.", txt(["Route card", "The con\u200bvoy of bicycles leaves at six."]), "con\u200bvoy")
    check("T010-clear-two-scripts.docx", "Words of two scripts beside one another, each in its own letters.", docx(["Glossary", "Постановление: a decision of a council."], "2012-03-26"), "Постановление")
    letter = lambda mark: ["To the harbour office", f"Deliveries are checked under {mark}.", "Yours faithfully,", "Brennick, 12 March 2003"]
    check("T011-fires-letter-of-2003.docx", "A letter with the date of 12 March 2003 that cites a regulation of 2014.", docx(letter("Regulation (EU) No 833/2014"), "2003-03-12"), "833/2014")
    check("T011-clear-letter-of-2003.docx", "The same letter cites a regulation of 2001.", docx(letter("Regulation (EC) No 45/2001"), "2003-03-12"), "45/2001")
    lines = [f"Line {number} of the notice says what the harbour office wants of its tenants." for number in range(1, 31)]
    check("T012-fires-a-box-a-line.docx", "A notice of 30 lines, each in a text box of its own, as programs write it that turn a PDF into a document.",
          docx([box(line) for line in lines], "2012-03-26"), "txbxContent")
    check("T012-clear-one-box.docx", "The same notice in paragraphs, with one text box.", docx(lines + [box("Office hours: nine to five")], "2012-03-26"), "txbxContent")
    toc = lambda number, heading: ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF _Toc26400%d \\h </w:instrText></w:r>'
                                   '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' % number + t(heading) + '<w:r><w:tab/></w:r>' + t("1") + '<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    head = lambda number, heading: f'<w:bookmarkStart w:id="{number}" w:name="_Toc26400{number}"/>'.replace("<w:bookmark", "<w:r/><w:bookmark", 1) + t(heading) + f'<w:bookmarkEnd w:id="{number}"/>'
    check("T013-fires-earlier-heading.docx", "The table of contents still says Costs; the heading says Savings.",
          docx([toc(1, "1. Aims"), toc(2, "2. Costs"), head(1, "Aims"), "The ferry is to run all year.", head(2, "Savings"), "The ferry saves a bridge."], "2012-03-26"), "Savings")
    check("T013-clear-contents.docx", "The table of contents and the headings agree.",
          docx([toc(1, "1. Aims"), toc(2, "2. Costs"), head(1, "Aims"), "The ferry is to run all year.", head(2, "Costs"), "The ferry costs less than a bridge."], "2012-03-26"), "Costs")
    check("T014-fires-letter-of-1998.docx", "A letter with the date of 12 March 1998 in a file of 2003.",
          docx(["To the harbour office", "The keys are at the gate.", "Yours faithfully,", "Brennick, 12 March 1998"], "2003-03-12"), "12 March 1998")
    check("T014-clear-letter-of-2003.docx", "The same letter with the date of the file.",
          docx(["To the harbour office", "The keys are at the gate.", "Yours faithfully,", "Brennick, 12 March 2003"], "2003-03-12"), "12 March 2003")


KEY = '''# What is true of these documents, and so what may be said of them. Made by recipes/content.py, from how it makes each file; no program
# was asked.
#
# They are made up. They come in pairs: the late one has a mark in its words that is younger than the document is said to be, the honest
# one is the same document without it. The dates that a file states of itself lie within the claimed time, so that only the words speak.
#
# file, claimed: the document, and when its words are said to be from. is: how it was made. why: what makes the answer the right one.
# verdict: what may be said of the claim on the words (the layer content):
#   contradicts   two unrelated marks that are certain, in typed words of one save, are younger
#   tension       a mark is younger, and may be innocent
#   agrees        nothing is younger, and a mark that is strong and not ten years older fits
#   no-evidence   nothing is younger, and nothing in the words could have spoken
# document.speaks: what must be told: the check, how much it says, on which layer (words: content; save: bytes), and a word of its summary.
# Of T001, T002 and T005 to T010 no other may say anything of medium strength or more. silent: these must find nothing at all.
# A program that is to be tested must not read this file.
'''


def quoted(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def key():
    out = KEY
    for row in DOCUMENT:
        out += "\n[[document]]\n" + "".join(f"{name} = {quoted(value)}\n" for name, value in row.items() if name != "speaks")
        for one in row["speaks"]:
            out += "[[document.speaks]]\n" + "".join(f"{name} = {quoted(value)}\n" for name, value in one.items())
    return out


def rows(root):
    out = []
    for name in sorted(DATA):
        command = SHOWN[name].replace("{}", shlex.quote(name))
        done = subprocess.run(command, shell=True, cwd=root, capture_output=True, env=dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8"))
        told = re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip()[:500]
        assert told.isdigit() and int(told) > 0, (command, told)
        out.append("\n".join(["file = " + quoted(name), "sha256 = " + quoted(hashlib.sha256(DATA[name]).hexdigest()), "bytes = %d" % len(DATA[name]),
                              'made_by = "By hand (recipes/content.py, recipes/pdfhand.py, recipes/compound.py)"', 'recipe = "recipes/content.py"',
                              "truth = " + quoted("Fictional document. " + TRUTHS[name]), "confirmed = [", "    " + quoted(command + " => " + told) + ",", "]", 'licence = "CC0-1.0"', ""]))
    return out


def make(root):
    for part in (characters, citations, names, several, dates, residue, places, checks):
        part()
    for name, data in DATA.items():
        os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
        with open(os.path.join(root, name), "wb") as file:
            file.write(data)
    with open(os.path.join(root, "content/KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write(key())
    path = os.path.join(root, "MANIFEST.toml")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            blocks = file.read().rstrip().split("\n[[sample]]\n")
        kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/content.py"' not in block]
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows(root)))
    print("%d documents of content" % len(DATA))


if __name__ == "__main__":
    make(sys.argv[1])
