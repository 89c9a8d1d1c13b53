"""samples/shelf: OpenDocument, films, pictures of other formats and web pages, with a key written first (KEY.toml). All of it is made up; bytes are
always the same.

    python3 shelf.py FOLDER_OF_SAMPLES"""
import hashlib
import io
import os
import struct
import sys
import zipfile

from compound import compound, filetime

NOTE = "Fictional document made as a sample for valla."
ROWS, KEY = [], []


def put(root, name, data, truth, says=(), children=(), warns=(), words=(), hidden=(), fires=()):
    path = os.path.join(root, "shelf", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    ROWS.append(("shelf/" + name, data, truth))
    KEY.append(dict(file=name, truth=truth, says=[list(one) for one in says], children=list(children), warns=list(warns), words=list(words), hidden=list(hidden), fires=list(fires)))


# OpenDocument

SPACES = " ".join('xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % pair for pair in (
    ("office", "office"), ("meta", "meta"), ("config", "config"), ("text", "text"), ("table", "table"), ("draw", "drawing"), ("style", "style"),
    ("presentation", "presentation"), ("svg", "svg-compatible"), ("fo", "xsl-fo-compatible"), ("manifest", "manifest"))) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:officeooo="http://openoffice.org/2009/office"')
LIBRE_41 = "LibreOffice/4.1.3.2$Windows_x86 LibreOffice_project/70feb7d99726f064edab4605a8ab840c50ec57a"
LIBRE_73 = "LibreOffice/7.3.7.2$Linux_X86_64 LibreOffice_project/e114eadc50a9ff8d8c8a0567d6da8f454beeb84f"


def element(name, version="1.2", inner=""):
    return '<?xml version="1.0" encoding="UTF-8"?>\n<office:%s %s office:version="%s">%s</office:%s>' % (name, SPACES, version, inner, name)


def meta(generator, made, saved, by="Nessa Pike", last="Corin Hale", cycles=4, duration="PT1H12M5S", more=""):
    return ("<office:meta><meta:generator>%s</meta:generator><meta:initial-creator>%s</meta:initial-creator><meta:creation-date>%s</meta:creation-date>"
            "<dc:creator>%s</dc:creator><dc:date>%s</dc:date><meta:editing-cycles>%d</meta:editing-cycles><meta:editing-duration>%s</meta:editing-duration>"
            '<dc:title>Notice</dc:title><meta:user-defined meta:name="Register" meta:value-type="string">B 17</meta:user-defined>'
            '<meta:document-statistic meta:page-count="1" meta:word-count="12"/>%s</office:meta>') % (generator, by, made, last, saved, cycles, duration, more)


SETTINGS = ('<office:settings><config:config-item-set config:name="ooo:configuration-settings"><config:config-item config:name="PrinterName" config:type="string">Harbour LaserJet 4</config:config-item>'
            '<config:config-item config:name="RsidRoot" config:type="int">1193046</config:config-item><config:config-item config:name="Rsid" config:type="int">7368816</config:config-item></config:config-item-set></office:settings>')
BODY = ('<office:automatic-styles><style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
        '<style:style style:name="T1" style:family="text"><style:text-properties officeooo:rsid="00123456"/></style:style></office:automatic-styles>'
        '<office:body><office:text><text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Corin Hale</dc:creator><dc:date>2013-11-05T10:02:00</dc:date></office:change-info>'
        '<text:p>by the second of June</text:p></text:deletion></text:changed-region><text:changed-region text:id="c2"><text:insertion><office:change-info><dc:creator>Nessa Pike</dc:creator><dc:date>2013-11-05T11:30:00</dc:date></office:change-info></text:insertion></text:changed-region></text:tracked-changes>'
        '<text:h>To the <text:span text:style-name="T1">harbour</text:span> office</text:h>'
        '<text:p>Forty barrels<text:s text:c="2"/>of tar lie in the store<text:change-start text:change-id="c2"/> at the mole<text:change-end text:change-id="c2"/>.<text:span text:style-name="H">The keeper was paid.</text:span>'
        '<office:annotation><dc:creator>Corin Hale</dc:creator><dc:date>2013-11-06T08:15:00</dc:date><text:p>Ask the keeper.</text:p></office:annotation></text:p>'
        '<text:p>Printed on <text:date>6 November 2013</text:date>.<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>By the old scale.</text:p></text:note-body></text:note></text:p>'
        '<text:p><text:a xlink:href="https://harbour.example/store">The store</text:a></text:p>'
        "<text:p>%s</text:p></office:text></office:body>" % NOTE)


def package(kind, parts, manifest="", at=(2013, 11, 6, 9, 0, 0)):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in [("mimetype", kind)] + parts + [("META-INF/manifest.xml", manifest or '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')]:
            info = zipfile.ZipInfo(name, at)
            info.create_system = 0
            info.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def document(generator, made, saved, body=BODY, kind="text", version="1.2", parts=(), **told):
    return package("application/vnd.oasis.opendocument." + kind, [
        ("meta.xml", element("document-meta", version, meta(generator, made, saved, **told))), ("settings.xml", element("document-settings", version, SETTINGS)),
        ("content.xml", element("document-content", version, body))] + list(parts))


def open_documents(root):
    said = [("odf.meta.generator", LIBRE_41), ("odf.meta.creation-date", "2013-11-05 09:10:11"), ("odf.meta.date", "2013-11-06 09:00:00"), ("odf.meta.initial-creator", "Nessa Pike"), ("odf.meta.creator", "Corin Hale"),
            ("odf.meta.editing-duration", "4325"), ("odf.custom.Register", "B 17"), ("printer.name", "Harbour LaserJet 4"), ("odf.settings.rsidRoot", "00123456"), ("odf.settings.rsid", "00707070"), ("odf.rsids", "00123456"),
            ("odf.version", "1.2"), ("odf.change.date", "2013-11-05 10:02:00"), ("odf.comment.date", "2013-11-06 08:15:00"), ("odf.comment.text", "Ask the keeper."), ("odf.hidden.text", "The keeper was paid."),
            ("odf.link", "https://harbour.example/store")]
    words = ["To the harbour office", "Forty barrels  of tar lie in the store at the mole.", "by the second of June", "Ask the keeper.", "6 November 2013", "By the old scale."]
    honest = document(LIBRE_41, "2013-11-05T09:10:11.123000000", "2013-11-06T09:00:00.456000000")
    put(root, "notice.odt", honest, "An honest text with a tracked change, a note, hidden words, a field and a footnote.", said, words=words, hidden=["The keeper was paid."])
    put(root, "backdated.odt", document(LIBRE_73, "2012-03-05T09:10:11", "2012-03-06T09:00:00"), "The program of 2022 says that it saved the text in 2012.", [("odf.meta.generator", LIBRE_73)], words=words[:1], hidden=["The keeper was paid."], fires=["P001"])
    put(root, "edited-too-long.odt", document(LIBRE_41, "2013-11-05T09:10:11", "2013-11-06T09:00:00", duration="P9DT4H"), "It was edited for nine days, and is a day old by its dates.", [("odf.meta.editing-duration", "792000")], words=words[:1], hidden=["The keeper was paid."], fires=["D012"])
    sheets = ('<office:automatic-styles><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>'
              '<table:table table:name="Open"><table:table-column/><table:table-column table:visibility="collapse"/><table:table-row><table:table-cell><text:p>Barrels</text:p></table:table-cell><table:table-cell><text:p>Paid twice</text:p></table:table-cell></table:table-row>'
              '<table:table-row table:visibility="collapse"><table:table-cell><text:p>Written off</text:p></table:table-cell></table:table-row></table:table>'
              '<table:table table:name="Kept" table:style-name="ta2"><table:table-row><table:table-cell><text:p>Names of the keepers</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>')
    put(root, "store.ods", document(LIBRE_41, "2013-11-05T09:10:11", "2013-11-06T09:00:00", sheets, "spreadsheet"), "A spreadsheet with a hidden sheet, a hidden row and a hidden column.",
        [("odf.hidden.sheet", "Names of the keepers")], words=["Barrels"], hidden=["Paid twice", "Written off", "Names of the keepers"])
    slides = ('<office:automatic-styles><style:style style:name="dp2" style:family="drawing-page"><style:drawing-page-properties presentation:visibility="hidden"/></style:style></office:automatic-styles><office:body><office:presentation>'
              '<draw:page draw:name="p1"><draw:frame><draw:text-box><text:p>The harbour in figures</text:p></draw:text-box></draw:frame><presentation:notes><draw:frame><draw:text-box><text:p>Do not name the keeper.</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>'
              '<draw:page draw:name="p2" draw:style-name="dp2"><draw:frame><draw:text-box><text:p>Losses of the store</text:p></draw:text-box></draw:frame></draw:page></office:presentation></office:body>')
    put(root, "talk.odp", document(LIBRE_41, "2013-11-05T09:10:11", "2013-11-06T09:00:00", slides, "presentation"), "Two slides, one of them hidden, and a speaker's note.",
        [("odf.hidden.slide", "Losses of the store"), ("odf.notes", "Do not name the keeper.")], words=["The harbour in figures"], hidden=["Losses of the store", "Do not name the keeper."])
    versions = '<?xml version="1.0" encoding="UTF-8"?><VL:version-list xmlns:VL="http://openoffice.org/2001/versions-list" xmlns:dc="http://purl.org/dc/elements/1.1/"><VL:version-entry VL:title="Version1" VL:comment="before the meeting" VL:creator="Nessa Pike" dc:date-time="2013-11-05T18:00:00"/></VL:version-list>'
    put(root, "with-version.odt", document(LIBRE_41, "2013-11-05T09:10:11", "2013-11-06T09:00:00", parts=[("VersionList.xml", versions), ("Versions/Version1", honest)]), "A text that keeps an earlier version inside.",
        [("odf.save.date", "2013-11-05 18:00:00"), ("odf.save.author", "Nessa Pike")], children=["Versions/Version1"], words=words[:1], hidden=["The keeper was paid."])
    locked = ('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data>'
              '<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc"/><manifest:key-derivation manifest:key-derivation-name="PBKDF2"/></manifest:encryption-data></manifest:file-entry></manifest:manifest>')
    put(root, "locked.odt", package("application/vnd.oasis.opendocument.text", [("meta.xml", element("document-meta", "1.2", meta(LIBRE_41, "2013-11-05T09:10:11", "2013-11-06T09:00:00"))), ("content.xml", bytes(range(256)))], locked),
        "Its text is locked by a password.", [("odf.encryption", "http://www.w3.org/2001/04/xmlenc#aes256-cbc"), ("odf.meta.creator", "Corin Hale")], warns=["encrypted"])
    flat = ('<?xml version="1.0" encoding="UTF-8"?>\n<office:document %s office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">' % SPACES + meta(LIBRE_41, "2013-11-05T09:10:11", "2013-11-06T09:00:00") + SETTINGS + BODY + "</office:document>")
    put(root, "notice.fodt", flat.encode(), "The same text as one file of XML.", said[1:4] + said[7:8], words=words, hidden=["The keeper was paid."])
    put(root, "broken.odt", document(LIBRE_41, "2013-11-05T09:10:11", "2013-11-06T09:00:00", BODY[:700]), "Its text breaks off within an element.", said[:1], warns=["part-not-well-formed"])


# Films, and pictures in the same boxes

def box(kind, *parts):
    body = b"".join(parts)
    return struct.pack(">I", 8 + len(body)) + kind + body


def film(made, changed, camera=True):
    count = lambda unix: unix + 2082844800
    header = box(b"mvhd", struct.pack(">IIIII", 0, count(made), count(changed), 1000, 65_000), bytes(80))
    track = box(b"trak", box(b"mdia", box(b"mdhd", struct.pack(">IIIIIHH", 0, count(made), count(changed), 1000, 65_000, 0x55C4, 0)),
                             box(b"hdlr", bytes(8) + b"vide" + bytes(12) + b"Harbour video handler\0")))
    texts = [(b"com.apple.quicktime.make", b"Brennick"), (b"com.apple.quicktime.model", b"Brennick 4"), (b"com.apple.quicktime.software", b"7.0.4"), (b"com.apple.quicktime.creationdate", b"2013-11-06T10:00:00+0100"),
             (b"com.apple.quicktime.location.ISO6709", b"+54.1000+007.9000/")]
    keys = box(b"keys", struct.pack(">II", 0, len(texts)), *(box(b"mdta", name) for name, _ in texts))
    values = box(b"ilst", *(box(struct.pack(">I", at), box(b"data", struct.pack(">II", 1, 0), value)) for at, (_, value) in enumerate(texts, 1)))
    user = box(b"udta", box(b"\xa9too", struct.pack(">HH", 11, 0x55C4), b"Lavf53.32.1"))
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"moov", header, track, *([box(b"meta", keys, values)] if camera else []), user) + box(b"mdat", NOTE.encode())


def exif(when, make):
    """A block of Exif, the lowest byte first: make, and when the picture was taken."""
    make, when = make + b"\0", when + b"\0"
    start = 8 + 2 + 2 * 12 + 4
    first = struct.pack("<H", 2) + struct.pack("<HHII", 0x010F, 2, len(make), start) + struct.pack("<HHII", 0x8769, 4, 1, start + len(make)) + struct.pack("<I", 0)
    inner = start + len(make) + 2 + 12 + 4
    second = struct.pack("<H", 1) + struct.pack("<HHII", 0x9003, 2, len(when), inner) + struct.pack("<I", 0)
    return b"II*\0" + struct.pack("<I", 8) + first + make + second + when


def heif(block):
    data = struct.pack(">I", 0) + block
    infe = box(b"infe", struct.pack(">IHH", 0x02000000, 1, 0), b"Exif\0")
    iinf = box(b"iinf", struct.pack(">IH", 0, 1), infe)
    ispe = box(b"iprp", box(b"ipco", box(b"ispe", struct.pack(">III", 0, 640, 480))))
    start = box(b"ftyp", b"heic\0\0\0\0mif1heic")
    iloc = lambda at: box(b"iloc", struct.pack(">IHH", 0, 0x4400, 1), struct.pack(">HHHII", 1, 0, 1, at, len(data)))
    whole = lambda at: start + box(b"meta", struct.pack(">I", 0), iinf, iloc(at), ispe)
    at = len(whole(0)) + 8
    return whole(at) + box(b"mdat", data)


def riff(*chunks):
    body = b"WEBP" + b"".join(kind + struct.pack("<I", len(data)) + data + b"\0" * (len(data) & 1) for kind, data in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif(comment):
    blocks = b"".join(bytes([len(comment[at:at + 255])]) + comment[at:at + 255] for at in range(0, len(comment), 255))
    return (b"GIF89a" + struct.pack("<HHBBB", 8, 6, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff" + b"\x21\xfe" + blocks + b"\0"
            + b"\x2c" + struct.pack("<HHHHB", 0, 0, 8, 6, 0) + b"\x02\x02\x4c\x01\0" + b"\x3b")


def emf(program, title):
    text = (program + "\0" + title + "\0\0").encode("utf-16-le")
    head = struct.pack("<II", 1, 108 + len(text)) + struct.pack("<8i", 0, 0, 100, 80, 0, 0, 2100, 2970) + b" EMF" + struct.pack("<IIIHHIIIIIII", 0x10000, 108 + len(text) + 20, 2, 1, 0, len(text) // 2, 108, 0, 1024, 768, 270, 200)
    head = head.ljust(108, b"\0")
    return head + text + struct.pack("<IIIII", 14, 20, 0, 16, 20)


def pictures(root):
    put(root, "quay.mov", film(1383728400, 1383728465), "A film that a telephone took on 6 November 2013.",
        [("media.created", "2013-11-06 09:00:00"), ("media.modified", "2013-11-06 09:01:05"), ("media.duration", "65"), ("media.handler", "Harbour video handler"), ("media.apple.model", "Brennick 4"), ("media.apple.software", "7.0.4"),
         ("media.apple.creationdate", "2013-11-06 10:00:00 +01:00"), ("media.apple.location", "+54.1000+007.9000/"), ("media.encoder", "Lavf53.32.1"), ("media.brand", "qt")])
    put(root, "cut-off.mov", film(1383728400, 1383728465)[:20], "The first bytes of a film.", [("media.brand", "qt")], warns=["picture-damaged"])
    put(root, "quay.heic", heif(exif(b"2013:11:06 09:00:00", b"Brennick")), "A picture in the form of telephones of 2017, said to be taken in 2013.", [("image.exif.DateTimeOriginal", "2013-11-06 09:00:00"), ("image.exif.Make", "Brennick"), ("image.size", "640x480")])
    put(root, "quay.webp", riff((b"VP8X", struct.pack("<I", 8) + b"\x7f\x02\0\xdf\x01\0"), (b"VP8L", b"\x2f\x7f\xc2\x77\0"), (b"EXIF", exif(b"2013:11:06 09:00:00", b"Brennick"))), "A picture with Exif.",
        [("image.exif.DateTimeOriginal", "2013-11-06 09:00:00"), ("image.size", "640x480")])
    put(root, "mark.gif", gif(b"Made with the Quill painter. " + NOTE.encode()), "A small picture with a comment.", [("image.comment", "Made with the Quill painter. " + NOTE), ("image.size", "8x6")])
    put(root, "plan.emf", emf("Quill Draw 2.1", "Plan of the mole"), "A drawing that names its program.", [("image.metafile.application", "Quill Draw 2.1"), ("image.metafile.title", "Plan of the mole"), ("image.size", "21x29")])
    pixels = bytes(8 * 6 * 3)
    put(root, "chart.bmp", b"BM" + struct.pack("<IHHI", 54 + len(pixels), 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 8, 6, 1, 24, 0, len(pixels), 2835, 2835, 0, 0) + pixels, "A bitmap.", [("image.size", "8x6"), ("image.bitmap.header", "of Windows 3")])


# Pages of the web

def pages(root):
    page = ('<!DOCTYPE html>\n<!-- saved from url=(0035)https://harbour.example/notice.html -->\n<html lang="en"><head><meta charset="utf-8"><meta name="generator" content="Quill Site 3.1"><meta name="author" content="Nessa Pike">'
            '<meta name="dcterms.created" content="2013-11-06T09:00:00+01:00"><meta property="article:modified_time" content="2013-11-07T10:00:00Z"><title>Notice of the harbour</title></head><body><h1>To the harbour office</h1>'
            '<p>Forty barrels of tar &amp; pitch.</p><div style="display:none">The keeper was paid.</div><img src="https://pictures.example/mole.png"><p>%s</p></body></html>\n' % NOTE)
    put(root, "notice.html", page.encode(), "A page that a browser saved, with hidden words.", [("html.meta.generator", "Quill Site 3.1"), ("html.meta.author", "Nessa Pike"), ("html.meta.dcterms.created", "2013-11-06 09:00:00 +01:00"),
        ("html.meta.modified", "2013-11-07 10:00:00 UTC"), ("html.title", "Notice of the harbour"), ("html.saved-from", "https://harbour.example/notice.html"), ("html.fetched", "pictures.example"), ("html.hidden.text", "The keeper was paid.")],
        words=["To the harbour office", "Forty barrels of tar & pitch."], hidden=["The keeper was paid."])
    office = ('<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta http-equiv=Content-Type content="text/html; charset=windows-1251"><meta name=Generator content="Microsoft Word 11"><title>\xcf\xf0\xe8\xea\xe0\xe7</title>'
              '<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>Odo Vance</o:Author><o:LastAuthor>Pella Krone</o:LastAuthor><o:Created>2009-02-11T09:00:00Z</o:Created><o:LastSaved>2009-02-12T10:30:00Z</o:LastSaved><o:Company>Harbour Office</o:Company><o:Version>11.5606</o:Version>'
              '</o:DocumentProperties></xml><![endif]--></head><body><p>\xcf\xf0\xe8\xea\xe0\xe7 \xe8\xe7\xe4\xe0\xed.</p></body></html>').encode("latin-1")
    put(root, "order.htm", office, "A page that Word 2003 saved, in the Cyrillic code page.", [("html.meta.generator", "Microsoft Word 11"), ("html.office.author", "Odo Vance"), ("html.office.last-author", "Pella Krone"),
        ("html.office.last-saved", "2009-02-12 10:30:00 UTC"), ("html.office.company", "Harbour Office"), ("html.office.version", "11.5606")], words=["Приказ издан."])
    put(root, "table.xls", b"<html><body><table><tr><td>Barrels</td><td>40</td></tr></table></body></html>\n", "A table in HTML that a program of the web calls a workbook.", words=["Barrels"], fires=["S002"])


# What Windows and Office leave beside documents

def shortcut():
    path, label, machine = b"C:\\Harbour\\store.doc\0", b"DATA\0", b"desk-4".ljust(16, b"\0")
    volume = struct.pack("<IIII", 16 + len(label), 3, 0x1A2B3C4D, 16) + label
    info = struct.pack("<IIIIIII", 28 + len(volume) + len(path) + 1, 28, 1, 28, 28 + len(volume), 0, 28 + len(volume) + len(path)) + volume + path + b"\0"
    folder = "C:\\Harbour"
    text = struct.pack("<H", len(folder)) + folder.encode("utf-16-le")
    head = struct.pack("<I", 76) + bytes.fromhex("0114020000000000c000000000000046") + struct.pack("<II", 0x2 | 0x10 | 0x80, 0x20)
    head += struct.pack("<QQQ", filetime("2011-03-04T08:10:00"), filetime("2011-05-06T09:00:00"), filetime("2011-03-05T16:20:30")) + struct.pack("<IiIHHII", 26112, 0, 1, 0, 0, 0, 0)
    droid = bytes(16) + bytes(range(16))
    tracker = struct.pack("<IIII", 0x60, 0xA0000003, 0x58, 0) + machine + droid + droid
    return head + info + text + tracker + bytes(4)


def owner(name):
    return (bytes([len(name)]) + name.encode("ascii")).ljust(54, b" ") + struct.pack("<H", len(name)) + name.encode("utf-16-le").ljust(106, b"\0")


def book():
    package_of = ('<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/" version="3.0"><metadata><dc:title>The harbour</dc:title><dc:creator>Nessa Pike</dc:creator><dc:date>2013-11-06</dc:date>'
                  '<dc:identifier>urn:uuid:7b0a5f2e-5c0f-4f5b-9a53-0c7a3a9f0b11</dc:identifier><meta property="dcterms:modified">2014-02-03T10:00:00Z</meta><meta name="generator" content="Quill Book 2.0"/></metadata></package>')
    page = "<html><head><title>One</title></head><body><h1>The harbour</h1><p>Forty barrels of tar.</p><p>%s</p></body></html>" % NOTE
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (("mimetype", "application/epub+zip"), ("META-INF/container.xml", '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"/>'), ("book.opf", package_of), ("one.xhtml", page)):
            info = zipfile.ZipInfo(name, (2014, 2, 3, 10, 0, 0))
            info.create_system = 3
            archive.writestr(info, data)
    return out.getvalue()


def thumbnails():
    """The list of a folder of Windows XP, with one small picture."""
    entries = b""
    for number, (name, changed) in enumerate((("mole.jpg", "2008-05-06T07:08:09"), ("keeper.jpg", "2008-05-07T10:00:00")), 1):
        text = (name + "\0").encode("utf-16-le")
        entries += struct.pack("<IIQ", 16 + len(text), number, filetime(changed)) + text
    catalog = struct.pack("<HHIII", 16, 7, 2, 96, 96) + entries
    return compound({"Catalog": catalog})


def signed_text(changed=False):
    """Two people sign a text (OpenDocument part 2, 5): the second a minute after the first. Needs lxml for the canonical form, and signing.py."""
    import base64
    from lxml import etree
    import signing
    texts = {"content.xml": element("document-content", inner='<office:body><office:text><text:p>The keeper signs for forty barrels of tar.</text:p></office:text></office:body>'),
             "meta.xml": element("document-meta", inner='<office:meta><meta:generator>%s</meta:generator><meta:creation-date>2013-05-14T08:00:00</meta:creation-date></office:meta>' % LIBRE_41)}
    fixed = {"mimetype": "application/vnd.oasis.opendocument.text", "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>'}
    canonical = lambda text: etree.tostring(etree.fromstring(text.encode()), method="c14n")
    digest = lambda data: base64.b64encode(hashlib.sha256(data).digest()).decode()
    one = lambda uri, value, transform: '<Reference URI="%s">%s<DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></DigestMethod><DigestValue>%s</DigestValue></Reference>' % (
        uri, '<Transforms><Transform Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></Transform></Transforms>' if transform else "", value)
    signatures = ""
    for number, (who, when) in enumerate(((signing.A, "2013-05-14T09:00:00"), (signing.A, "2013-05-14T09:01:00")), 1):
        stated = '<SignatureProperty Id="ID_%d" Target="#S%d"><dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">%s</dc:date></SignatureProperty>' % (number, number, when)
        of_property = stated.replace("<SignatureProperty ", '<SignatureProperty xmlns="http://www.w3.org/2000/09/xmldsig#" ', 1)
        references = "".join(one(name, digest(canonical(text)), True) for name, text in {**texts, "META-INF/manifest.xml": fixed["META-INF/manifest.xml"]}.items())
        references += one("mimetype", digest(fixed["mimetype"].encode()), False) + one("#ID_%d" % number, digest(canonical(of_property)), False)
        listed = '<CanonicalizationMethod Algorithm="http://www.w3.org/TR/2001/REC-xml-c14n-20010315"></CanonicalizationMethod><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>' + references
        value = signing.sign(who.key, ('<SignedInfo xmlns="http://www.w3.org/2000/09/xmldsig#">%s</SignedInfo>' % listed).encode())[1]
        signatures += '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#" Id="S%d"><SignedInfo>%s</SignedInfo><SignatureValue>%s</SignatureValue><KeyInfo><X509Data><X509Certificate>%s</X509Certificate></X509Data></KeyInfo><Object><SignatureProperties>%s</SignatureProperties></Object></Signature>' % (
            number, listed, base64.b64encode(value).decode(), base64.b64encode(who.certificate.dump()).decode(), stated)
    parts = {**fixed, **texts, "META-INF/documentsignatures.xml": '<document-signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0">%s</document-signatures>' % signatures}
    if changed:
        parts["content.xml"] = parts["content.xml"].replace("forty", "fourteen")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2013, 5, 14, 9, 1, 0)), data)
    return out.getvalue()


def apple_double():
    """RFC 1740: dates from 2000 and Finder information, behind which macOS keeps extended attributes."""
    import plistlib
    values = [(b"com.apple.metadata:kMDItemWhereFroms", plistlib.dumps(["https://harbour.example/files/tide.pdf", "https://harbour.example/"], fmt=plistlib.FMT_BINARY)),
              (b"com.apple.quarantine", b"0083;5281d3f0;Safari;6A1C1B0E-0000-4000-8000-000000000001"), (b"com.apple.lastuseddate#PS", bytes(16))]
    finder = b"PDF CARO" + bytes(24) + b"\0\0"
    start = 26 + 2 * 12
    dates = struct.pack(">iiii", 437043600, 437047200, -2147483648, 437047200)
    at = start + len(dates)
    head = at + 34
    entries, data = b"", b""
    size = 36 + sum(-(-(11 + len(name) + 1) // 4) * 4 for name, _ in values)
    for name, value in values:
        entry = struct.pack(">IIHB", head + size + len(data), len(value), 0, len(name) + 1) + name + b"\0"
        entries, data = entries + entry + b"\0" * (-len(entry) % 4), data + value
    attributes = b"ATTR" + struct.pack(">IIII", 0, head + size + len(data), head + size, len(data)) + bytes(12) + struct.pack(">HH", 0, len(values)) + entries + data
    body = finder + attributes
    return bytes.fromhex("0005160700020000") + b"Mac OS X        " + struct.pack(">H", 2) + struct.pack(">III", 8, start, 16) + struct.pack(">III", 9, at, len(body)) + dates + body


def pages_document():
    import plistlib
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (("Index/Document.iwa", b"\0objects of the document"), ("Metadata/BuildVersionHistory.plist", plistlib.dumps(["Template: Blank (13.0-7035.0.159)", "M13.0-7035.0.159-2", "M14.1-7040.0.73-4"])),
                           ("Metadata/Properties.plist", plistlib.dumps({"documentUUID": "0B0E6A1C-0000-4000-8000-000000000002", "fileFormatVersion": "14.1.1", "revision": "0::4"}, fmt=plistlib.FMT_BINARY)),
                           ("Metadata/DocumentIdentifier", b"0B0E6A1C-0000-4000-8000-000000000002")):
            archive.writestr(zipfile.ZipInfo(name, (2024, 5, 13, 8, 0, 0)), data)
    return out.getvalue()


def xps():
    out = io.BytesIO()
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="fdseq" ContentType="application/vnd.ms-package.xps-fixeddocumentsequence+xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    core = '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:creator>Nessa Pike</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">2013-11-06T08:00:00Z</dcterms:created></cp:coreProperties>'
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.microsoft.com/xps/2005/06/fixedrepresentation" Target="/FixedDocumentSequence.fdseq"/><Relationship Id="r2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="/docProps/core.xml"/></Relationships>'
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in (("[Content_Types].xml", types), ("_rels/.rels", rels), ("docProps/core.xml", core), ("FixedDocumentSequence.fdseq", '<FixedDocumentSequence xmlns="http://schemas.microsoft.com/xps/2005/06"/>')):
            archive.writestr(zipfile.ZipInfo(name, (2013, 11, 6, 8, 0, 0)), data)
    return out.getvalue()


def beside(root):
    put(root, "._tide.pdf", apple_double(), "What macOS keeps of a download beside the file.", [("macintosh.created", "2013-11-06 09:00:00 UTC"), ("macintosh.type", "PDF CARO"), ("download.from", "https://harbour.example/files/tide.pdf"),
        ("download.from", "https://harbour.example/"), ("download.time", "2013-11-12 07:08:32 UTC"), ("download.program", "Safari"), ("macintosh.attribute", "com.apple.lastuseddate#PS")])
    put(root, "tide.pdf.Zone.Identifier", b"[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=https://harbour.example/\r\nHostUrl=https://harbour.example/files/tide.pdf\r\n", "The mark of Windows on a download, as a file of its own.",
        [("download.zone", "3"), ("download.from", "https://harbour.example/files/tide.pdf"), ("download.referrer", "https://harbour.example/")])
    put(root, "signed.odt", signed_text(), "A text that one person signed twice.", [("odf.signature.digest", "agrees"), ("odf.signature.time", "2013-05-14 09:00:00"), ("odf.signature.time", "2013-05-14 09:01:00")],
        words=["The keeper signs for forty barrels of tar."])
    put(root, "signed-changed.odt", signed_text(True), "A word was changed after both signatures.", [("odf.signature.digest", "differs")], words=["fourteen barrels"], fires=["R004"])
    put(root, "tides.pages", pages_document(), "A document of Pages, saved by two versions.", [("iwork.build", "Template: Blank (13.0-7035.0.159)"), ("iwork.build", "M14.1-7040.0.73-4"), ("iwork.format-version", "14.1.1"), ("iwork.identifier", "0B0E6A1C-0000-4000-8000-000000000002")])
    put(root, "tides.xps", xps(), "An XPS document with its properties.", [("ooxml.core.creator", "Nessa Pike"), ("ooxml.core.created", "2013-11-06 08:00:00 UTC")])


def leftovers(root):
    put(root, "store.lnk", shortcut(), "A shortcut to a document on a disk of another machine.", [("shortcut.target.created", "2011-03-04 08:10:00 UTC"), ("shortcut.target.modified", "2011-03-05 16:20:30 UTC"), ("shortcut.target.path", "C:\\Harbour\\store.doc"),
        ("shortcut.target.size", "26112"), ("shortcut.volume.serial", "1A2B-3C4D"), ("shortcut.volume.name", "DATA"), ("shortcut.working-folder", "C:\\Harbour"), ("shortcut.machine", "desk-4")])
    put(root, "~$store.doc", owner("Pella Krone"), "The file by which Word says who has a document open.", [("owner-file.user", "Pella Krone")])
    put(root, "Thumbs.db", thumbnails(), "The list of small pictures of a folder, which names two files.", [("ole.thumbs.name", "mole.jpg"), ("ole.thumbs.name", "keeper.jpg"), ("ole.thumbs.modified", "2008-05-06 07:08:09 UTC")])
    put(root, "harbour.epub", book(), "A book of one page.", [("epub.title", "The harbour"), ("epub.creator", "Nessa Pike"), ("epub.modified", "2014-02-03 10:00:00 UTC"), ("epub.generator", "Quill Book 2.0"), ("epub.date", "2013-11-06")], words=["Forty barrels of tar."])


def quoted(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


CHECKS = [("S002-fires-page-named.xls", "table.xls"), ("S002-clear-page.html", "notice.html")]


def make(root):
    open_documents(root)
    pictures(root)
    pages(root)
    leftovers(root)
    beside(root)
    truths = {name: truth for name, _, truth in ROWS}
    for name, source in CHECKS:
        with open(os.path.join(root, "shelf", source), "rb") as file:
            data = file.read()
        with open(os.path.join(root, "checks", name), "wb") as file:
            file.write(data)
        ROWS.append(("checks/" + name, data, truths["shelf/" + source]))
    key = ["# What the readers of OpenDocument, films, other pictures and web pages must say of each sample: properties and values, what is inside, warnings, words, words",
           "# that are hidden, and checks that fire beside informational ones. Written before the readers (recipes/shelf.py).", ""]
    for row in KEY:
        key += ["[[sample]]"] + ["%s = %s" % (name, quoted(value)) for name, value in row.items()] + [""]
    with open(os.path.join(root, "shelf", "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(key))
    rows = []
    for name, data, truth in ROWS:
        head = data[:8].hex()
        rows.append("\n".join(["file = " + quoted(name), 'sha256 = "%s"' % hashlib.sha256(data).hexdigest(), "bytes = %d" % len(data), 'made_by = "By hand (recipes/shelf.py)"', 'recipe = "recipes/shelf.py"',
                               "truth = " + quoted("Fictional file. " + truth), "confirmed = [", "    " + quoted("head -c 8 %s | od -An -tx1 => %s" % (name, " ".join(head[at:at + 2] for at in range(0, len(head), 2)))) + ",", "]", 'licence = "CC0-1.0"', ""]))
    path = os.path.join(root, "MANIFEST.toml")
    with open(path, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/shelf.py"' not in block]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows))
    print("%d samples of the shelf" % len(ROWS))


if __name__ == "__main__":
    make(sys.argv[1])
