"""Makes the Office documents among the samples, the same bytes each time, and writes their rows of MANIFEST.toml.

    python3 office.py FOLDER_OF_SAMPLES

Needs Python and Pillow. All documents are set by script: none was saved by the program that it names; each says what that program
writes, as far as the check that it is for looks at it."""
import base64
import gzip
import hashlib
import io
import os
import sys
import zipfile

from compound import dttm, equation, filetime, word, word_streams
from pictures import photo
from words import broken_within_signature, dated_behind_signature, exchanged, exchanged_behind_signature, on_yellow, redrawn, under_a_bar, white_on_black, white_on_white

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "application/vnd.openxmlformats-officedocument."
EXT = "http://schemas.openxmlformats.org/officeDocument/2006/"


def package(parts, real=None):
    """A package; `real` gives some parts (or all, by '*') a time, as (2017, 3, 24, 16, 43, 32); the others have the constant."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            when = (real or {}).get(name, (real or {}).get("*", (1980, 1, 1, 0, 0, 0)))
            info = zipfile.ZipInfo(name, when)
            info.create_system, info.create_version, info.compress_type = 0, 45, zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def core(created, modified, author="", last="", revision="1", language="", **_):
    return (HEAD + '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:creator>{author}</dc:creator>" + (f"<dc:language>{language}</dc:language>" if language else "") +
            f"<cp:lastModifiedBy>{last}</cp:lastModifiedBy><cp:revision>{revision}</cp:revision>"
            f'<dcterms:created xsi:type="dcterms:W3CDTF">{created}</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{modified}</dcterms:modified></cp:coreProperties>')


def app(program, version, minutes=0, template="Normal.dotm", **_):
    return (HEAD + f'<Properties xmlns="{EXT}extended-properties"><Template>{template}</Template><TotalTime>{minutes}</TotalTime>'
            f"<Application>{program}</Application><AppVersion>{version}</AppVersion></Properties>")


def relationships(rows):
    return HEAD + f'<Relationships xmlns="{PR}">' + "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"{mode}/>' for i, (kind, target, mode) in enumerate(rows, 1)) + "</Relationships>"


def common(told, main, main_type, overrides):
    types = (HEAD + f'<Types xmlns="{CT}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
             '<Default Extension="xml" ContentType="application/xml"/>'
             + "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in [(main, main_type)] + overrides)
             + '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
             f'<Override PartName="/docProps/app.xml" ContentType="{OFFICE}extended-properties+xml"/></Types>')
    return {"[Content_Types].xml": types,
            "_rels/.rels": relationships([(EXT + "relationships/officeDocument", main, ""),
                                          ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", ""),
                                          (EXT + "relationships/extended-properties", "docProps/app.xml", "")]),
            "docProps/core.xml": core(**told), "docProps/app.xml": app(**told)}


def theme(fonts=("Cambria", "Calibri"), thm15=False):
    extension = ('<a:extLst><a:ext uri="{05A4C25C-085E-4340-85A3-A5531E510DB2}"><thm15:themeFamily '
                 'xmlns:thm15="http://schemas.microsoft.com/office/thememl/2012/main" name="Office Theme" '
                 'id="{62F939B6-93AF-4DB8-9C6B-D6C7DFDC589F}" vid="{4A3C46E8-61CC-4603-A589-7422A47A8E4A}"/></a:ext></a:extLst>') if thm15 else ""
    return (HEAD + f'<a:theme xmlns:a="{A}" name="Office Theme"><a:themeElements><a:clrScheme name="Office"/><a:fontScheme name="Office">'
            f'<a:majorFont><a:latin typeface="{fonts[0]}"/></a:majorFont><a:minorFont><a:latin typeface="{fonts[1]}"/></a:minorFont></a:fontScheme>'
            f"</a:themeElements>{extension}</a:theme>")


def theme_package(**how):
    """The package that Word 2007 and later put into old forms."""
    return package({"[Content_Types].xml": HEAD + f'<Types xmlns="{CT}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                    '<Override PartName="/theme/theme/theme1.xml" ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/></Types>',
                    "_rels/.rels": relationships([(EXT + "relationships/officeDocument", "theme/theme/themeManager.xml", "")]),
                    "theme/theme/theme1.xml": theme(**how)})


def with_picture(document, picture):
    """The package with a picture in word/media, as Word puts one in."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b'<Default Extension="xml"', b'<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="xml"')
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>", (f'<Relationship Id="rId90" Type="{EXT}relationships/image" Target="media/image1.jpeg"/></Relationships>').encode())
    parts["word/media/image1.jpeg"] = picture
    return package(parts)


def docx(text, fonts=("Times New Roman",), docvars=(), namespaces=(), used=(), deleted=(), comments=(), hidden="", mode=0, language="en-US",
         template_at="", real=None, themed=("Cambria", "Calibri"), **told):
    told = {"program": "Microsoft Office Word", "version": "12.0000", "author": "Office", "last": "Office", **told}
    declared = "".join(f' xmlns:n{i}="{uri}"' for i, uri in enumerate(namespaces))
    marked = "".join(f' n{namespaces.index(uri)}:{attribute}="{value}"' for uri, attribute, value in used)
    runs = "".join(f"<w:p{marked}><w:r><w:t>{line}</w:t></w:r></w:p>" for line in text.split("\n"))
    for author, when, words in deleted:
        runs += f'<w:p><w:del w:id="1" w:author="{author}" w:date="{when}"><w:r><w:delText>{words}</w:delText></w:r></w:del></w:p>'
    if hidden:
        runs += f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{hidden}</w:t></w:r></w:p>"
    rows = [(EXT + "relationships/styles", "styles.xml", ""), (EXT + "relationships/settings", "settings.xml", ""),
            (EXT + "relationships/fontTable", "fontTable.xml", ""), (EXT + "relationships/theme", "theme/theme1.xml", "")]
    overrides = [("word/styles.xml", OFFICE + "wordprocessingml.styles+xml"), ("word/settings.xml", OFFICE + "wordprocessingml.settings+xml"),
                 ("word/fontTable.xml", OFFICE + "wordprocessingml.fontTable+xml"), ("word/theme/theme1.xml", OFFICE + "theme+xml")]
    parts = common(told, "word/document.xml", OFFICE + "wordprocessingml.document.main+xml", overrides)
    parts["word/document.xml"] = HEAD + f'<w:document xmlns:w="{W}" xmlns:r="{R}"{declared}><w:body>{runs}<w:sectPr/></w:body></w:document>'
    parts["word/_rels/document.xml.rels"] = relationships(rows)
    parts["word/styles.xml"] = (HEAD + f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{fonts[0]}" w:hAnsi="{fonts[0]}"/>'
                                f'<w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults>'
                                '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>')
    attached = '<w:attachedTemplate r:id="rId1"/>' if template_at else ""
    if template_at:
        parts["word/_rels/settings.xml.rels"] = relationships([(EXT + "relationships/attachedTemplate", template_at, ' TargetMode="External"')])
    variables = "<w:docVars>" + "".join(f'<w:docVar w:name="{name}" w:val="{value}"/>' for name, value in docvars) + "</w:docVars>" if docvars else ""
    compat = ('<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
              f'w:val="{mode}"/></w:compat>') if mode else ""
    parts["word/settings.xml"] = HEAD + f'<w:settings xmlns:w="{W}" xmlns:r="{R}">{attached}<w:rsids><w:rsidRoot w:val="00A3123C"/></w:rsids>{compat}{variables}</w:settings>'
    parts["word/fontTable.xml"] = HEAD + f'<w:fonts xmlns:w="{W}">' + "".join(f'<w:font w:name="{name}"/>' for name in fonts) + "</w:fonts>"
    parts["word/theme/theme1.xml"] = theme(themed)
    if comments:
        parts["word/comments.xml"] = HEAD + f'<w:comments xmlns:w="{W}">' + "".join(
            f'<w:comment w:id="{i}" w:author="{author}" w:date="{when}"><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
            for i, (author, when, words) in enumerate(comments)) + "</w:comments>"
        rows.append((EXT + "relationships/comments", "comments.xml", ""))
        parts["word/_rels/document.xml.rels"] = relationships(rows)
    return package(parts, real)


def xlsx(rows, path="", formula="", real=None, edited="4", build="4505", calculation="124519", **told):
    told = {"program": "Microsoft Excel", "version": "12.0000", "author": "Office", "last": "Office", "template": "", **told}
    x = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join("<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in row) + "</row>" for row in rows)
    if formula:
        cells += f"<row><c><f>{formula}</f><v>1</v></c></row>"
    absolute = (f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x15"><x15ac:absPath url="{path}" '
                'xmlns:x15ac="http://schemas.microsoft.com/office/spreadsheetml/2010/11/ac"/></mc:Choice></mc:AlternateContent>') if path else ""
    parts = common(told, "xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml", [("xl/worksheets/sheet1.xml", OFFICE + "spreadsheetml.worksheet+xml")])
    parts["xl/workbook.xml"] = (HEAD + f'<workbook xmlns="{x}" xmlns:r="{R}"><fileVersion appName="xl" lastEdited="{edited}" lowestEdited="{edited}" '
                                f'rupBuild="{build}"/>{absolute}<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="{calculation}"/></workbook>')
    parts["xl/_rels/workbook.xml.rels"] = relationships([(EXT + "relationships/worksheet", "worksheets/sheet1.xml", "")])
    parts["xl/worksheets/sheet1.xml"] = HEAD + f'<worksheet xmlns="{x}"><sheetData>{cells}</sheetData></worksheet>'
    return package(parts, real)


def xlsb(path="", hidden="", function="", comment=("", ""), edited="4", build="4505", calculation=124519, **told):
    """A binary workbook (MS-XLSB): two sheets, of which one may be hidden, and a row that is hidden."""
    told = {"program": "Microsoft Excel", "version": "12.0000", "author": "Office", "last": "Office", "template": "", **told}
    kinds = "application/vnd.ms-excel."

    def long(number):
        return number.to_bytes(4, "little")

    def string(text):
        return long(len(text)) + text.encode("utf-16-le")

    def record(kind, body=b""):
        def seven(number, room):
            while number > 0x7f:
                room += bytes([number & 0x7f | 0x80])
                number >>= 7
            return room + bytes([number])
        return seven(kind, b"") + seven(len(body), b"") + body

    def sheet(number, name, state):
        return record(156, long(state) + long(number) + string(f"rId{number}") + string(name))

    def row(number, flags):
        return record(0, long(number) + long(0) + (300).to_bytes(2, "little") + bytes([0, flags, 0]) + long(0)) + record(6, long(0) + long(0) + string("Unit"))
    main, sheets = "xl/workbook.bin", ["xl/worksheets/sheet1.bin", "xl/worksheets/sheet2.bin"]
    others = [("xl/styles.bin", kinds + "styles"), ("xl/comments1.bin", kinds + "comments")]
    parts = common(told, main, kinds + "sheet.binary.macroEnabled.main", [(name, kinds + "worksheet") for name in sheets] + others)
    parts[main] = (record(131) + record(128, bytes(16) + string("xl") + string(edited) + string(edited) + string(build)) + record(153, bytes(8) + string(""))
                   + (record(37, bytes.fromhex("0100030f0080")) + record(2071, string(path)) + record(38) if path else b"")
                   + record(143) + sheet(1, "1", 0) + sheet(2, hidden or "2", 2 if hidden else 0) + record(144)
                   + (record(39, long(3) + bytes(1) + long(0xffffffff) + string(function) + long(0)) if function else b"")
                   + record(157, long(calculation) + bytes(22)) + record(132))
    parts["xl/_rels/workbook.bin.rels"] = relationships([(EXT + "relationships/worksheet", name[3:], "") for name in sheets]
                                                        + [(EXT + "relationships/styles", "styles.bin", "")])
    for name in sheets:
        parts[name] = record(129) + record(145) + row(0, 0) + row(1, 0x10 if hidden else 0) + record(146) + record(130)
    parts["xl/worksheets/_rels/sheet1.bin.rels"] = relationships([(EXT + "relationships/comments", "../comments1.bin", "")])
    font = bytes.fromhex("dc0000009001000000020000") + bytes(8) + bytes([2]) + string("Calibri")
    parts["xl/styles.bin"] = record(278) + record(611, long(1)) + record(43, font) + record(612) + record(279)
    author, words = comment
    parts["xl/comments1.bin"] = (record(628) + record(630) + (record(632, string(author)) if author else b"") + record(631) + record(633)
                                 + (record(635, long(0) + bytes(32)) + record(637, bytes(1) + string(words)) + record(636) if words else b"")
                                 + record(634) + record(629))
    return package(parts)


def rtf(text, generator="", created="", revised="", author="", operator="", fonts=("Times New Roman",), page=1252, language=1033,
        hidden=(), docvars=(), behind=""):
    codec = "cp%d" % page

    def letters(words):
        return "".join(letter if letter.isascii() and letter not in "\\{}" else "".join("\\'%02x" % byte for byte in letter.encode(codec)) for letter in words)

    def when(word, text):
        if not text:
            return ""
        day, clock = text.split("T")
        year, month, date = day.split("-")
        hour, minute = clock.split(":")[:2]
        return "{\\%s\\yr%d\\mo%d\\dy%d\\hr%d\\min%d}" % (word, int(year), int(month), int(date), int(hour), int(minute))
    body = "{\\rtf1\\ansi\\ansicpg%d\\deff0\\deflang%d" % (page, language)
    body += "{\\fonttbl" + "".join("{\\f%d\\fnil %s;}" % pair for pair in enumerate(fonts)) + "}"
    body += "".join("{\\*\\%s}" % group for group in hidden)
    body += "".join("{\\*\\docvar {%s}{%s}}" % pair for pair in docvars)
    if generator:
        body += "{\\*\\generator %s;}" % generator
    body += "{\\info{\\author %s}{\\operator %s}%s%s}" % (letters(author), letters(operator), when("creatim", created), when("revtim", revised))
    return (body + "\\pard %s%s\\par}" % (letters(text), behind)).encode("ascii")


def grammarly(when):
    """The variable that the add-in leaves: its identifier is a time."""
    told = '{"DocId":"%d","SessionId":1}' % filetime(when)
    out = io.BytesIO()
    with gzip.GzipFile(fileobj=out, mode="wb", mtime=0) as packer:
        packer.write(told.encode())
    return ("__Grammarly_42___1", base64.b64encode(out.getvalue()).decode())


FICTION = "Fictional document. "
WHO = "exiftool -s -G1 -a -Application -AppVersion -Software -CreateDate -ModifyDate -TotalEditTime"
NAMES = {}


def sample(name, truth, data, *shown):
    NAMES[name] = (FICTION + truth, data, shown)


# ---- checks: one that must fire and one that must keep still for each

OLD = dict(form=268, builds=(80403, 80403), version=(11, 5604), created="2008-03-05T08:15:00", saved="2008-03-05T09:30:00",
           dop_created="2008-03-05T11:15", dop_revised="2008-03-05T12:30", container="2008-03-05T09:30:25", title="Plan", author="Office", last="Office")
NEW = dict(created="2008-03-05T08:15:00Z", modified="2008-03-05T09:30:00Z")
TEXT = "Plan of the exercise\nThe convoy leaves at 06:00."


def make_checks():
    sample("checks/D011-fires-clock-set-back.docx", "The time of editing is -7,127,982 minutes, written as 4287839314: the clock went back 13 years.",
           docx(TEXT, minutes=4287839314, **NEW), "unzip -p {} docProps/app.xml")
    sample("checks/D011-clear-an-hour.docx", "An hour of editing.", docx(TEXT, minutes=60, **NEW))
    sample("checks/D011-clear-none-stated.docx", "4294967295, which stands for no value.", docx(TEXT, minutes=4294967295, **NEW))
    sample("checks/D012-fires-57-days-in-43-hours.docx", "83,165 minutes of editing between two dates 2,594 minutes apart.",
           docx(TEXT, minutes=83165, created="2008-03-05T08:15:00Z", modified="2008-03-07T03:29:00Z"), "unzip -p {} docProps/app.xml")
    sample("checks/D012-clear-two-hours.docx", "75 minutes of editing within 75 minutes.", docx(TEXT, minutes=75, **NEW))
    sample("checks/D013-fires-moscow.doc", "Word's own record is three hours ahead of the summary: the clock stood at +03:00.", word(TEXT, **OLD))
    sample("checks/D013-clear-one-record.doc", "Word's own record holds no times.", word(TEXT, **{**OLD, "dop_created": "", "dop_revised": ""}))
    sample("checks/D014-fires-container-2011.doc", "The container was last written on 2011-06-12, three years after the stated save.",
           word(TEXT, **{**OLD, "container": "2011-06-12T10:00:00"}))
    sample("checks/D014-fires-container-before.doc", "The container was last written in 2007, before the stated save of 2008.",
           word(TEXT, **{**OLD, "container": "2007-01-12T10:00:00"}))
    sample("checks/D014-clear-half-a-minute.doc", "The container was written 25 seconds after the stated save.", word(TEXT, **OLD))
    sample("checks/D015-fires-summary-changed.doc", "Word's own record says 2011; the summary was set to 2008.",
           word(TEXT, **{**OLD, "dop_created": "2011-06-14T10:02", "dop_revised": "2011-06-14T15:47", "program": "Microsoft Office Word"}))
    sample("checks/D015-clear-constant-of-kingsoft.doc", "Word's own record holds the constant that Kingsoft's programs write; no clock was read.",
           word(TEXT, **{**OLD, "dop_created": "2006-04-26T07:14", "dop_revised": "2006-04-26T07:14"}))
    sample("checks/D015-clear-whole-offset.doc", "The two records differ by three hours, a zone.", word(TEXT, **OLD))
    sample("checks/D016-fires-seconds.docx", "The dates have seconds, which Word does not write.",
           docx(TEXT, created="2008-03-05T08:15:17Z", modified="2008-03-05T09:30:42Z"), "unzip -p {} docProps/core.xml")
    sample("checks/D016-clear-whole-minutes.docx", "The dates are whole minutes.", docx(TEXT, **NEW))
    sample("checks/D016-clear-excel.xlsx", "Excel writes seconds.", xlsx([["Unit", "Count"]], created="2008-03-05T08:15:17Z", modified="2008-03-05T09:30:42Z"))
    sample("checks/P003-fires-word-2007-in-2003.doc", "Claimed to be of 2003; the header names a Word that was built on 26 October 2006.",
           word(TEXT, **{**OLD, "builds": (102606, 102606), "form": 274}))
    sample("checks/P003-fires-build-16-in-2012.doc", "Claimed to be of 2012; the header names Word 16.0.8431 of 2017.",
           word(TEXT, **{**OLD, "builds": (1684312079, 1684312079), "form": 274}))
    sample("checks/P003-clear-word-2003-in-2008.doc", "Claimed to be of 2008; Word 2003, built on 4 August 2003.".replace("4 August", "4 August"), word(TEXT, **OLD))
    sample("checks/P003-clear-no-build.doc", "The header names no build, as other programs leave it.", word(TEXT, **{**OLD, "builds": (0, 0)}))
    sample("checks/P004-fires-windows-10-in-2007.rtf", "Claimed to be of 2007; the generator is that of Windows 10 of May 2020.",
           rtf(TEXT, generator="Riched20 10.0.19041"), "head -c 200 {}")
    sample("checks/P004-clear-windows-xp-in-2007.rtf", "Claimed to be of 2007; the generator is that of Windows XP.", rtf(TEXT, generator="Msftedit 5.41.15.1507"))
    sample("checks/P005-fires-session-of-2017.docx", "Claimed to be of 2008; Grammarly first worked on it on 15 April 2017.",
           docx(TEXT, docvars=[grammarly("2017-04-15T10:21:33.125000")], **NEW), "unzip -p {} word/settings.xml")
    sample("checks/P005-fires-session-of-2017.rtf", "The same as RTF.", rtf(TEXT, docvars=[grammarly("2017-04-15T10:21:33.125000")]))
    sample("checks/P005-fires-session-of-2017.doc", "The same in the old form.", word(TEXT, docvars=[grammarly("2017-04-15T10:21:33.125000")], **OLD))
    sample("checks/P005-clear-other-variable.docx", "A variable of another program.", docx(TEXT, docvars=[("ZOTERO_PREF_1", "H4sIAAAA")], **NEW))
    sample("checks/P006-fires-mathtype-6.9.doc", "Claimed to be of 2008; an equation of MathType 6.9.", word(TEXT, equation=equation(6, 9), **OLD))
    sample("checks/P006-clear-mathtype-5.2.doc", "Claimed to be of 2008; an equation of MathType 5.2.", word(TEXT, equation=equation(5, 2), **OLD))
    sample("checks/P006-clear-equation-editor.doc", "An equation of Word's own Equation Editor.", word(TEXT, equation=equation(3, 0, 1), **OLD))
    when = (2017, 3, 24, 16, 43, 32)
    sample("checks/S003-fires-text-exchanged.docx", "The text and the core properties were put in on 2017-03-24; the other parts carry the constant of Word.",
           docx(TEXT, real={"word/document.xml": when, "docProps/core.xml": when}, **NEW), "unzip -l {}")
    sample("checks/S003-clear-all-constant.docx", "All parts carry the constant of Word.", docx(TEXT, **NEW))
    sample("checks/S003-clear-word-for-mac.docx", "Word for Mac writes real times.", docx(TEXT, real={"*": when}, program="Microsoft Macintosh Word", **NEW))
    sample("checks/S004-fires-word-2012-in-2008.docx", "Claimed to be of 2008; uses the namespace of Word 2013.",
           docx(TEXT, namespaces=[W15], used=[(W15, "collapsed", "0")], **NEW), "unzip -p {} word/document.xml")
    sample("checks/S004-fires-unknown-year.docx", "Claimed to be of 2008; declares a namespace of 2031.",
           docx(TEXT, namespaces=["http://schemas.microsoft.com/office/word/2031/example"], **NEW))
    sample("checks/S004-clear-2006-in-2008.docx", "Claimed to be of 2008; the namespaces of 2006 alone.", docx(TEXT, **NEW))
    sample("checks/S005-fires-theme-in-2003.doc", "Claimed to be of 2003; carries the theme package of Word 2007.",
           word(TEXT, theme=theme_package(), **{**OLD, "form": 274, "version": (12, 4518)}))
    sample("checks/S005-fires-version-11.doc", "States that Word 2003 saved it, and carries the theme package of Word 2007.",
           word(TEXT, theme=theme_package(), **{**OLD, "form": 274}))
    sample("checks/S005-fires-theme-in-2003.rtf", "Claimed to be of 2003; carries theme data.", rtf(TEXT, hidden=["themedata 504b0304"]))
    sample("checks/S005-clear-word-2003.doc", "Word 2003 writes no theme package.", word(TEXT, **OLD))
    sample("checks/S006-fires-xlookup-in-2014.xlsx", "Claimed to be of 2014; a formula with XLOOKUP.",
           xlsx([["Unit"]], formula="_xlfn.XLOOKUP(1,A1:A3,B1:B3)", **NEW), "unzip -p {} xl/worksheets/sheet1.xml")
    sample("checks/S006-fires-compatibility-15-in-2008.docx", "Claimed to be of 2008; the setting of Word 2013.", docx(TEXT, mode=15, **NEW))
    sample("checks/S006-fires-rsids-in-1999.rtf", "Claimed to be of 1999; the table of saves that Word 2002 brought.", rtf(TEXT, hidden=["rsidtbl \\rsid1234"]))
    sample("checks/S006-clear-latent-styles-of-word-2003.rtf", "Claimed to be of 2004; the latent styles that Word 2003 wrote, 156 of them.",
           rtf(TEXT, hidden=["latentstyles\\lsdstimax156\\lsdlockeddef0"]))
    sample("checks/S006-clear-excel-2007.xlsx", "Claimed to be of 2014; Excel 2007.", xlsx([["Unit"]], **NEW))
    sample("checks/T003-fires-deleted-and-hidden.docx", "A deletion with changes tracked, a comment and hidden text.",
           docx(TEXT, deleted=[("I. Petrov", "2008-03-05T12:00:00Z", "To the commander of the 5th battery")],
                comments=[("I. Petrov", "2008-03-05T12:01:00Z", "Who is this for?")], hidden="not for distribution", **NEW))
    sample("checks/T003-clear-plain.docx", "Nothing is hidden.", docx(TEXT, **NEW))
    sample("checks/O001-fires-four-savers.doc", "The list of savers that Word 97 keeps.",
           word(TEXT, saved_by=["petrov", "C:\\TEMP\\AutoRecovery save of plan.asd", "sidorova", "A:\\plan.doc"], **{**OLD, "form": 193, "builds": (111596, 111596)}))
    sample("checks/O001-clear-word-2003.doc", "Word 2003 keeps no list.", word(TEXT, **OLD))
    sample("checks/O002-fires-template-on-a-server.docx", "A template on a network.",
           docx(TEXT, template="order.dotm", template_at="file://server/templates/order.dotm", **NEW), "unzip -p {} word/_rels/settings.xml.rels")
    sample("checks/O002-clear-normal.docx", "The template that every Word has.", docx(TEXT, **NEW))
    sample("checks/O003-fires-cyrillic-last-author.docx", "The last author stands in Cyrillic letters.", docx(TEXT, last="Рошка Георгий Петрович", **NEW))
    sample("checks/O003-fires-code-page-1251.doc", "The code page is Cyrillic, the language Russian.", word(TEXT, page=1251, lid=1049, **OLD))
    sample("checks/O003-clear-english.docx", "English throughout.", docx(TEXT, **NEW))
    sample("checks/O003-clear-at-home.docx", "Claimed to come from France; the language is French.", docx(TEXT, language="fr-FR", **NEW))
    sample("checks/K001-fires-path.xlsx", "A path with the name of an account.", xlsx([["Unit"]], path="C:\\Users\\i.petrov\\Desktop\\", **NEW))
    sample("checks/K001-fires-path.xlsb", "A binary workbook: a path with the name of an account, a sheet that is not even listed, a comment, a function of 2013.",
           xlsb(path="C:\\Users\\i.petrov\\Desktop\\", hidden="Потери", function="_xlfn.IFNA", comment=("A. Orlova", "Who counted?"), edited="5", build="9303",
                calculation=145621, version="14.0300", **NEW))
    sample("checks/K001-clear-no-path.xlsb", "A binary workbook with no path.", xlsb(**NEW))
    sample("checks/K001-clear-no-path.xlsx", "No path, no printer.", xlsx([["Unit"]], **NEW))
    sample("checks/P001-fires-word-16-in-2012.docx", "Claimed to be of 2012; Word says that its version is 16.", docx(TEXT, version="16.0000", **NEW))
    sample("checks/P001-clear-word-12-in-2012.docx", "Claimed to be of 2012; Word 2007.", docx(TEXT, **NEW))
    sample("checks/I002-fires-photo-of-2019.docx", "Claimed to be of 2012; a picture in it says that it was taken on 2019-05-01.",
           with_picture(docx(TEXT, **NEW), photo(False, "2019:05:01 10:15:00")))
    sample("checks/I002-clear-photo-of-2007.docx", "Claimed to be of 2012; a picture of 2007.", with_picture(docx(TEXT, **NEW), photo(False, "2007:05:01 10:15:00")))
    sample("checks/I004-fires-thumbnail-of-before.jpg", "The thumbnail shows the square with vehicles, the picture shows it empty.", photo(True),
           "exiftool -s -G1 -a -DateTimeOriginal -ThumbnailLength {}")
    sample("checks/I004-clear-thumbnail-of-itself.jpg", "The thumbnail shows the picture.", photo(False), "exiftool -s -G1 -a -DateTimeOriginal -ThumbnailLength {}")
    sample("checks/R002-fires-number-exchanged.pdf", "A second save put 90 000 where 10 000 stood; the first state is in the file.", exchanged(), "grep -a Tj {}")
    sample("checks/R002-clear-drawn-anew.pdf", "A second save draws the same words by another stream.", redrawn(), "grep -a Tj {}")
    words = "pdftotext {} -"
    sample("checks/H001-fires-under-a-black-bar.pdf", "A number under a black bar: the bar is painted, the number stays.", under_a_bar(), words)
    sample("checks/T004-fires-white-on-white.pdf", "A line in white on the bare page.", white_on_white(), words)
    sample("checks/H001-clear-white-on-black.pdf", "White words on a black bar that was painted before them.", white_on_black(), words)
    sample("checks/T004-clear-on-yellow.pdf", "Black words on a yellow surface that was painted before them.", on_yellow(), words)
    seen = "pdfsig -nocert {} | grep -E 'Validation|document'"
    sample("checks/R003-fires-exchanged-behind-signature.pdf", "Signed; a save behind the signature put other words on the page.", exchanged_behind_signature(), seen)
    sample("checks/R004-fires-broken-within-signature.pdf", "Signed; the width of the page was changed within the signed bytes.", broken_within_signature(), seen)
    sample("checks/R003-clear-dated-behind-signature.pdf", "Signed; a save behind the signature changed a date alone.", dated_behind_signature(), seen)
    sample("checks/F001-fires-calibri-in-2001.docx", "Claimed to be of 2001; set in Calibri.", docx(TEXT, fonts=("Calibri",), **NEW))


# ---- cases: what exposed documents in court and in the press, each beside an honest twin

def make_cases():
    plan = "Operation plan\nUnits are listed in annex A."
    sample("cases/balyoz.doc", "After the Balyoz documents (CDs 11 and 17): summary, container and Word's own record set to March 2003; the rest as Word 2007 "
           "saves it: form, build, theme package, Calibri and Cambria.",
           word(plan, form=274, builds=(102606, 102606), fonts=("Times New Roman", "Calibri", "Cambria"), theme=theme_package(), version=(11, 5604),
                created="2003-03-04T18:00:00", saved="2003-03-05T21:50:00", dop_created="2003-03-04T20:00", dop_revised="2003-03-05T23:50",
                container="2003-03-05T21:50:31", author="S. Yilmaz", last="S. Yilmaz"))
    sample("cases/balyoz-honest.doc", "An honest document of March 2003, as Word 2002 saves it.",
           word(plan, form=257, builds=(22701, 22701), fonts=("Times New Roman", "Arial"), version=(10, 2627), program="Microsoft Word 10.0",
                created="2003-03-04T18:00:00", saved="2003-03-05T21:50:00", dop_created="2003-03-04T20:00", dop_revised="2003-03-05T23:50",
                container="2003-03-05T21:50:31", author="S. Yilmaz", last="S. Yilmaz"))
    paper = "A peer-to-peer system\nAbstract. A purely electronic system would allow payments."
    p2008 = dict(created="2008-05-21T09:12:00Z", modified="2008-05-21T14:40:00Z", author="C. S.", last="C. S.")
    sample("cases/copa-grammarly.docx", "After ID_000550 in COPA v Wright: dated May 2008, with a session of Grammarly of 15 April 2017, the namespaces of Word 2010 and "
           "2013, and Calibri Light.",
           docx(paper, docvars=[grammarly("2017-04-15T10:21:33.125000")], namespaces=[W14, W15], used=[(W14, "paraId", "5A1B2C3D"), (W15, "collapsed", "0")],
                fonts=("Calibri Light", "Times New Roman"), **p2008))
    sample("cases/copa-edit-time.docx", "After ID_004516: dated 2008, time of editing 4287839314.", docx(paper, minutes=4287839314, **p2008))
    sample("cases/copa-edit-window.docx", "After ID_000258: 83,165 minutes of editing in a window of 2,594.",
           docx(paper, minutes=83165, created="2008-05-21T09:12:00Z", modified="2008-05-23T04:26:00Z", author="C. S.", last="C. S."))
    o2008 = dict(form=268, builds=(80403, 80403), version=(11, 5604), created="2008-05-21T09:12:00", saved="2008-05-21T14:40:00", dop_created="2008-05-21T19:12",
                 dop_revised="2008-05-22T00:40", container="2008-05-21T14:40:22", author="C. S.", last="C. S.")
    sample("cases/copa-mathtype.doc", "After ID_000227: dated 2008, an equation of MathType 6.9 and the theme package of a Word of 2013, with its namespace of 2012.",
           word(paper, equation=equation(6, 9), theme=theme_package(fonts=("Calibri Light", "Calibri"), thm15=True), **{**o2008, "form": 274}))
    sample("cases/copa-properties-edited.doc", "The dates of the summary were set to 2008 with a tool for properties; Word's own record and the container say 2014.",
           word(paper, **{**o2008, "dop_created": "2014-02-11T10:03", "dop_revised": "2014-02-11T16:44", "container": "2014-02-11T05:44:19"}))
    sample("cases/copa-generator.rtf", "After ID_004734: dated 2007, with the generator of Windows 10 of May 2020.",
           rtf(paper, generator="Riched20 10.0.19041", created="2007-10-22T12:24", revised="2007-10-22T12:24", author="C. S.", operator="C. S."))
    sample("cases/copa-honest.docx", "An honest document of May 2008, as Word 2007 saves it.", docx(paper, minutes=300, fonts=("Times New Roman", "Calibri"), **p2008))
    sample("cases/copa-honest.doc", "An honest document of May 2008, as Word 2003 saves it, with an equation of MathType 5.2.", word(paper, equation=equation(5, 2), **o2008))
    sample("cases/copa-honest.rtf", "An honest document of October 2007, as WordPad of Windows XP saves it.",
           rtf(paper, generator="Msftedit 5.41.15.1507", created="2007-10-22T12:24", revised="2007-10-22T12:24", author="C. S.", operator="C. S."))
    table = [["Date", "Amount"], ["12.01", "4300"]]
    sample("cases/macron.xlsx", "After the nine tables of the Macron leaks: said to come from France, last changed on 27 March 2017 by a name in Cyrillic letters, with a Russian path.",
           xlsx(table, edited="6", build="14420", calculation="152511", version="15.0300", created="2014-11-03T10:20:11Z", modified="2017-03-27T13:57:21Z", author="E. Dupont",
                last="Рошка Георгий Петрович", path="C:\\Users\\user\\Документы\\"))
    sample("cases/macron-honest.xlsx", "The honest table, as its French maker saved it.",
           xlsx(table, edited="6", build="14420", calculation="152511", version="15.0300", created="2014-11-03T10:20:11Z", modified="2014-11-05T16:02:44Z", author="E. Dupont", last="E. Dupont",
                language="fr-FR"))
    sample("cases/guccifer.rtf", "After the first papers of Guccifer 2.0: an American author, a last editor in Cyrillic letters, Russian as the language.",
           rtf(plan, author="W. Flood", operator="Феликс Эдмундович", page=1251, language=1049, created="2016-06-15T13:38", revised="2016-06-15T13:38"))
    sample("cases/guccifer-honest.rtf", "The same text as its American author saved it.",
           rtf(plan, author="W. Flood", operator="W. Flood", created="2016-06-15T13:38", revised="2016-06-15T13:38"))


# ---- the leak: orders, lists and slides of the same fictional office

def pptx(slides, picture=None, **told):
    """Slides with one line of text each, and a picture on the last."""
    told = {"program": "Microsoft Office PowerPoint", "version": "14.0000", "author": "Office", "last": "Office", "template": "", **told}
    p = "http://schemas.openxmlformats.org/presentationml/2006/main"
    parts = common(told, "ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml",
                   [("ppt/slides/slide%d.xml" % i, OFFICE + "presentationml.slide+xml") for i in range(1, len(slides) + 1)])
    if picture:
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace('<Default Extension="xml"', '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="xml"')
        parts["ppt/media/image1.jpeg"] = picture
        parts["ppt/slides/_rels/slide%d.xml.rels" % len(slides)] = relationships([(EXT + "relationships/image", "../media/image1.jpeg", "")])
    parts["ppt/presentation.xml"] = (HEAD + f'<p:presentation xmlns:p="{p}" xmlns:r="{R}"><p:sldIdLst>'
                                     + "".join('<p:sldId id="%d" r:id="rId%d"/>' % (255 + i, i) for i in range(1, len(slides) + 1)) + "</p:sldIdLst></p:presentation>")
    parts["ppt/_rels/presentation.xml.rels"] = relationships([(EXT + "relationships/slide", "slides/slide%d.xml" % i, "") for i in range(1, len(slides) + 1)])
    for number, words in enumerate(slides, 1):
        parts["ppt/slides/slide%d.xml" % number] = (
            HEAD + f'<p:sld xmlns:p="{p}" xmlns:a="{A}" xmlns:r="{R}"><p:cSld><p:spTree><p:sp><p:txBody><a:p><a:r><a:rPr lang="ru-RU"/><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>'
            "</p:spTree></p:cSld></p:sld>")
    return package(parts)


def make_leak():
    order = "Приказ № 57\nО проведении учений. Начало в 06:00."
    sample("leak/15-prikaz-57.doc", "Honest: an order of March 2009, as Word 2003 of an office in Moscow saves it.",
           word(order, builds=(80403, 80403), version=(11, 8227), page=1251, lid=1049, created="2009-03-11T06:20:00", saved="2009-03-11T07:05:00",
                dop_created="2009-03-11T09:20", dop_revised="2009-03-11T10:05", minutes=45, edit=45 * 60 * 10_000_000, container="2009-03-11T07:05:19",
                title="Приказ", author="Канцелярия", last="Канцелярия", template="Normal.dot"))
    sample("leak/16-spisok.doc", "A list said to be of June 2010 that Word 2013 of December 2015 saved: its header names the build, it holds the theme package with the "
           "namespace of 2012; summary, Word's own record and container were all set to June 2010.",
           word("Список личного состава", form=274, builds=(1547791001, 1547791001), version=(11, 8227), page=1251, lid=1049, fonts=("Times New Roman", "Calibri Light"),
                theme=theme_package(fonts=("Calibri Light", "Calibri"), thm15=True), created="2010-06-02T05:10:00", saved="2010-06-02T05:52:00",
                dop_created="2010-06-02T09:10", dop_revised="2010-06-02T09:52", container="2010-06-02T05:52:14", author="Канцелярия", last="Канцелярия"))
    sample("leak/17-tablica.xlsx", "Honest: a table of 2011, as Excel 2007 saves it.",
           xlsx([["Подразделение", "Число"], ["1", "120"]], created="2011-02-14T08:12:31Z", modified="2011-02-14T09:40:02Z", author="Канцелярия", last="Канцелярия", language="ru-RU"))
    sample("leak/18-raport.docx", "A report said to be of May 2012; text, comments and core properties were put in on 3 March 2026 (the times of the parts say so), the rest is as "
           "Word 2010 left it.",
           docx("Рапорт\nДокладываю о наличии топлива: 90 000 литров.", version="14.0000", mode=14, author="Канцелярия", last="Канцелярия", language="ru-RU",
                created="2012-05-14T06:00:00Z", modified="2012-05-14T06:31:00Z", real={"word/document.xml": (2026, 3, 3, 14, 5, 22), "docProps/core.xml": (2026, 3, 3, 14, 5, 22)}))
    sample("leak/19-shema.rtf", "A note said to be of September 2008 whose generator is that of Windows 8.1.",
           rtf("Схема связи", generator="Riched20 6.3.9600", page=1251, language=1049, created="2008-09-09T11:00", revised="2008-09-09T11:20", author="Канцелярия", operator="Канцелярия"))
    sample("leak/20-slajdy.pptx", "Honest: slides for officers of April 2013, as PowerPoint 2010 saves them, with a photograph of 2012.",
           pptx(["Занятие 1", "Местность"], photo(False, "2012:08:19 12:40:00"), created="2013-04-02T05:30:12Z", modified="2013-04-03T08:15:40Z", author="Канцелярия", last="Канцелярия"))


def make_revisions():
    sample("revisions/9-fast-saved.doc", "Saved fast in March 2008: the sum was 90,000, the document says 10,000; the old words still stand between the pieces.",
           word("The sum of 90,000 is granted to the second company.", gone="90,000 is granted to the second", instead="10,000 is granted to the first", **OLD),
           "strings -el {}")
    sample("revisions/10-embedded-document.doc", "A document of March 2008 in which another one, of 2006 and by another author, was put as a storage.",
           word(TEXT, embedded=word_streams("The convoy of 2006 had nine cars.", **dict(OLD, created="2006-02-01T08:15:00", saved="2006-02-01T09:00:00",
                dop_created="2006-02-01T11:15", dop_revised="2006-02-01T12:00", title="Convoy", author="Depot", last="Depot")), **OLD))


    at, by = dttm("2008-03-05T12:00"), dttm("2008-03-05T12:07")
    sample("revisions/12-tracked-changes.rtf", "Words that I. Petrov took out at 12:00 and others that A. Orlova put in at 12:07 on 5 March 2008, in RTF, with a comment.",
           rtf("The sum of ", hidden=["revtbl {Unknown;}{I. Petrov;}{A. Orlova;}"], behind=
               "{\\deleted\\revauthdel1\\revdttmdel%d 90,000}{\\revised\\revauth2\\revdttm%d 10,000 \\u8381? } is granted."
               "{\\*\\atnid AO}{\\*\\atnauthor A. Orlova}{\\*\\annotation{\\*\\atndate %d}\\pard Who says so?}" % (at, by, by)), "head -c 500 {}")


def rows(root):
    import re
    import subprocess
    out = []
    for name, (truth, data, shown) in sorted(NAMES.items()):
        quoted = [value.replace("\\", "\\\\").replace('"', '\\"') for value in (name, truth)]
        confirmed = []
        for command in shown or (WHO + " {}",):
            done = subprocess.run(command.replace("{}", "'%s'" % name), shell=True, cwd=root, capture_output=True)
            text = re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip()[:600]
            confirmed.append((command.replace("{}", name) + " => " + (text or "(nothing)")).replace("\\", "\\\\").replace('"', '\\"'))
        out.append('[[sample]]\nfile = "%s"\nsha256 = "%s"\nbytes = %d\nmade_by = "By hand (recipes/office.py, recipes/compound.py, recipes/pictures.py, recipes/words.py)"\n'
                   'recipe = "recipes/office.py"\ntruth = "%s"\nconfirmed = [\n%s]\nlicence = "CC0-1.0"\n'
                   % (quoted[0], hashlib.sha256(data).hexdigest(), len(data), quoted[1], "".join('    "%s",\n' % row for row in confirmed)))
    return out


make_checks()
make_cases()
make_leak()
make_revisions()


def make(root):
    for name, (_, data, _) in NAMES.items():
        os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
        with open(os.path.join(root, name), "wb") as file:
            file.write(data)
    path = os.path.join(root, "MANIFEST.toml")
    with open(path, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block for block in blocks[1:] if 'recipe = "recipes/office.py"' not in block]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + [block.rstrip() + "\n" for block in kept]).rstrip() + "\n\n" + "\n".join(rows(root)))
    print("%d documents of Office" % len(NAMES))


if __name__ == "__main__":
    make(sys.argv[1])
