"""Makes samples/misread: tiny files with values that programs misread, the same bytes each time, with KEY.toml (what each truly says).

    python3 misread.py FOLDER

Needs Python, Pillow and, for two of the files, ExifTool; for the rows of MANIFEST.toml, where one is beside the folder, also file and
unzip. All files are set by script: none was saved by the program that it names. The key is written from how each file is made here, not
from what any program says of it."""
import hashlib
import io
import os
import re
import shlex
import struct
import subprocess
import sys
import tempfile
import zlib
from datetime import datetime, timedelta, timezone

from PIL import Image, __version__ as PILLOW

import compound
import office
import pdfhand as h

OUT = sys.argv[1]
ROWS, DATA = [], {}

LATER, FITS, NONE, OLDER = ["later-copy"], ["nothing-found-against"], ["no-evidence"], ["older-than-claimed"]
WRITER = "Sample Writer 1.0"
HONEST = b"D:20130513100000+04'00'"


def say(role, where, raw=None, nth=0, of=1, **more):
    """A value that a right reader reports: `raw` is how it stands in the file, the `nth` of `of` places."""
    return {"role": role, "where": where, "raw": raw, "nth": nth, "of": of, **more}


def date(role, where, raw, local, zone="unknown", nth=0, of=1, **more):
    return say(role, where, raw, nth, of, local=local, zone=zone, **more)


def nothing(role, where, raw, local, zone="unknown", nth=0, of=1, **more):
    """A null: digits that are no statement of a date."""
    return date(role, where, raw, local, zone, nth, of, null=True, **more)


def put(name, kind, truth, data, says, age, strongest="medium", notes=(), show=None):
    assert name not in DATA, name
    listed = []
    for one in says:
        one = dict(one)
        raw, nth, of = one.pop("raw"), one.pop("nth"), one.pop("of")
        if raw is not None:
            places = [m.start() for m in re.finditer(b"(?=" + re.escape(raw) + b")", data)]
            assert len(places) == of, (name, raw, places)
            one["bytes"] = [places[nth], places[nth] + len(raw)]
        listed.append(one)
    DATA[name] = data
    ROWS.append((name, kind, truth, listed, list(age), strongest, list(notes), show))


# PDF

def info_dict(values):
    """Values are literal contents of strings, or with < in front written as they are."""
    return b"<<" + b"".join(b"/" + k.encode() + (v if v[:1] == b"<" else b"(" + v + b")") for k, v in values.items()) + b">>"


def pdf(values, packet=None, annots=(), version="1.4", form=b"", more=()):
    """One page of one line; 1 catalogue, 2 pages, 3 page, 4 content, 5 font, 6 Info if any, then XMP, annotations and others."""
    p = h.Pdf(version)
    root, pages, page = p.reserve(), p.reserve(), p.reserve()
    content = p.add(h.stream(b"BT /F1 12 Tf 72 700 Td (Fictional document.) Tj ET", compress=False))
    font = p.add(h.HELV)
    told = p.add(info_dict(values)) if values is not None else None
    meta = p.add(h.metadata(packet)) if packet is not None else None
    notes = [p.add(a) for a in annots]
    for body in more:
        p.add(body)
    p.set(root, b"<</Type/Catalog/Pages 2 0 R" + (b"/Metadata %d 0 R" % meta if meta else b"") + form + b">>")
    p.set(pages, b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    p.set(page, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R%s>>"
          % (font, content, b"/Annots[" + b" ".join(b"%d 0 R" % n for n in notes) + b"]" if notes else b""))
    return p.save(root, told)


def info(**more):
    return {"Producer": WRITER.encode(), **more}


def packet(inside="", attributes="", declared=None, before="", encoding="utf-8", toolkit=""):
    declared = declared if declared is not None else 'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    text = ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"' + toolkit + '>'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" ' + declared + attributes
            + ">" + before + inside + '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')
    return text.encode(encoding)


# Office

def docx(created, modified, author="A. Reed", body="Fictional document.", deleted=()):
    told = {"program": "Microsoft Office Word", "version": "12.0000", "author": author, "last": author, "created": created, "modified": modified}
    parts = office.common(told, "word/document.xml", office.OFFICE + "wordprocessingml.document.main+xml", [])
    runs = f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p>"
    for who, when, words in deleted:
        runs += f'<w:p><w:del w:id="1" w:author="{who}" w:date="{when}"><w:r><w:delText>{words}</w:delText></w:r></w:del></w:p>'
    parts["word/document.xml"] = office.HEAD + f'<w:document xmlns:w="{office.W}"><w:body>{runs}<w:sectPr/></w:body></w:document>'
    return office.package(parts)


CREATED, MODIFIED = "docProps/core.xml dcterms:created", "docProps/core.xml dcterms:modified"
GOOD = "2013-05-13T09:00:00Z"


def honest_core(where=MODIFIED, role="saved"):
    return date(role, where, None, "2013-05-13T09:00:00", "Z")


def rtf(inside, text="Fictional document."):
    return b"{\\rtf1\\ansi{\\info" + inside + b"}\\pard " + text.encode() + b"\\par}"


# Pictures

def jpeg_parts(size=(8, 8), quality=40):
    """The start of image, the tables and the scan of a small grey picture, without JFIF."""
    out = io.BytesIO()
    Image.new("L", size, 128).save(out, "JPEG", quality=quality, optimize=True)
    data = out.getvalue()
    at = 4 + int.from_bytes(data[4:6], "big")
    return data[:2], data[at:]


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments, behind=b""):
    start, rest = jpeg_parts()
    return start + b"".join(segments) + rest + behind


class Tiff:
    """A TIFF structure. An entry is (tag, type, value): text and blobs as bytes, numbers as int, a directory as a list of entries."""
    SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 7: 1, 13: 4}

    def __init__(self, entries, order="<", second=None, pointer=4, terminate=True):
        self.order, self.pointer, self.terminate = order, pointer, terminate
        self.out = bytearray((b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8))
        link = self.directory(entries)
        if second is not None:
            struct.pack_into(order + "I", self.out, link, len(self.out))
            self.directory(second)

    def directory(self, entries):
        at, entries = len(self.out), sorted(entries, key=lambda e: e[0])
        self.out += struct.pack(self.order + "H", len(entries)) + b"\0" * (12 * len(entries) + 4)
        for n, (tag, kind, value) in enumerate(entries):
            place = at + 2 + 12 * n
            if isinstance(value, list):
                kind, count = self.pointer, 1
                self.even()
                raw = struct.pack(self.order + "I", len(self.out))
                struct.pack_into(self.order + "HHI", self.out, place, tag, kind, count)
                self.out[place + 8:place + 12] = raw
                self.directory(value)
                continue
            if isinstance(value, int):
                count, raw = 1, struct.pack(self.order + {3: "H", 4: "I", 13: "I"}[kind], value)
            elif kind == "blob":
                kind, count = 4, 1
                self.even()
                raw = struct.pack(self.order + "I", len(self.out))
                self.out += value
            else:
                raw = value + (b"\0" if kind == 2 and self.terminate else b"")
                count = len(raw) // self.SIZES[kind]
            if len(raw) > 4:
                self.even()
                self.out[place + 8:place + 12] = struct.pack(self.order + "I", len(self.out))
                self.out += raw
            else:
                self.out[place + 8:place + 8 + len(raw)] = raw
            struct.pack_into(self.order + "HHI", self.out, place, tag, kind, count)
        self.even()
        return at + 2 + 12 * len(entries)

    def even(self):
        if len(self.out) % 2:
            self.out += b"\0"


def exif(taken=None, changed=None, digitised=None, order="<", more=(), inner=(), **how):
    """The TIFF structure of an Exif block."""
    outer, within = list(more), list(inner)
    if changed is not None:
        outer.append((0x0132, 2, changed))
    if taken is not None:
        within.append((0x9003, 2, taken))
    if digitised is not None:
        within.append((0x9004, 2, digitised))
    if within:
        outer.append((0x8769, 4, within))
    return bytes(Tiff(outer, order, **how).out)


def photo(taken, **how):
    return jpeg(segment(0xE1, b"Exif\0\0" + exif(taken, **how)))


TAKEN, CHANGED, DIGITISED = "Exif DateTimeOriginal", "Exif DateTime", "Exif DateTimeDigitized"


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks, behind=b""):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + b"".join(chunks)
            + chunk(b"IDAT", zlib.compress(b"\0\x80", 9)) + chunk(b"IEND", b"") + behind)


def raw_profile(name, data):
    """As ImageMagick keeps a profile: name, length and hexadecimal digits in lines of 36 bytes."""
    lines = "\n".join(data[i:i + 36].hex() for i in range(0, len(data), 36))
    return chunk(b"zTXt", b"Raw profile type " + name.encode() + b"\0\0"
                 + zlib.compress(("\n%s\n%8d\n%s\n" % (name, len(data), lines)).encode(), 9))


# A: years at the ends of calendars

def ends():
    kind = "year at the end of a calendar"
    only = "Its one date is the largest or smallest value of a program's calendar: a null, no statement."
    for name, raw, local, zone in [
            ("year-9999", b"D:99991231235959Z", "9999-12-31T23:59:59", "Z"),
            ("year-9999-west", b"D:99991231235959-12'00'", "9999-12-31T23:59:59", "-12:00"),
            ("year-9999-bare", b"D:9999", "9999", "unknown"),
            ("year-0000", b"D:00000101000000Z", "0000-01-01T00:00:00", "Z"),
            ("year-0000-all-zeros", b"D:00000000000000", "0000-00-00T00:00:00", "unknown"),
            ("year-0001", b"D:00010101000000Z", "0001-01-01T00:00:00", "Z"),
            ("year-0001-east", b"D:00010101000000+14'00'", "0001-01-01T00:00:00", "+14:00")]:
        put(name + ".pdf", kind, only, pdf(info(CreationDate=raw)), [nothing("created", "Info /CreationDate", raw, local, zone)], NONE, "weak")
    put("year-9999-saved.pdf", kind, "Created on 13 May 2013; the time of the last save is a null.",
        pdf(info(CreationDate=HONEST, ModDate=b"D:99991231235959Z")),
        [date("created", "Info /CreationDate", HONEST, "2013-05-13T10:00:00", "+04:00"),
         nothing("saved", "Info /ModDate", b"D:99991231235959Z", "9999-12-31T23:59:59", "Z")], FITS + NONE, "weak")
    for name, text in [("year-0001", "0001-01-01T00:00:00Z"), ("year-9999", "9999-12-31T23:59:59.9999999Z")]:
        put(name + "-xmp.pdf", kind, only, pdf(info(), packet(f"<xmp:CreateDate>{text}</xmp:CreateDate>")),
            [nothing("created", "XMP xmp:CreateDate", text.encode(), text[:-1], "Z")], NONE, "weak")
    for name, text, zone in [("year-9999", "9999-12-31T23:59:59Z", "Z"), ("year-9999-ticks", "9999-12-31T23:59:59.9999999Z", "Z"),
                             ("year-0001", "0001-01-01T00:00:00Z", "Z"), ("year-0001-east", "0001-01-01T03:00:00+03:00", "+03:00"),
                             ("year-0000", "0000-00-00T00:00:00Z", "Z"), ("year-9999-local", "9999-12-31T20:59:59Z", "Z")]:
        local = text.removesuffix("Z").removesuffix("+03:00")
        put(name + ".docx", kind, "Both dates are a null of a program.", docx(text, text),
            [nothing("created", CREATED, None, local, zone), nothing("saved", MODIFIED, None, local, zone)], NONE, "weak")
    for name, raw, local in [("year-9999", b"{\\creatim\\yr9999\\mo12\\dy31\\hr23\\min59}", "9999-12-31T23:59"),
                             ("year-0000", b"{\\creatim\\yr0\\mo0\\dy0\\hr0\\min0}", "0000-00-00T00:00"),
                             ("year-0001", b"{\\creatim\\yr1\\mo1\\dy1\\hr0\\min0}", "0001-01-01T00:00")]:
        put(name + ".rtf", kind, only, rtf(raw), [nothing("created", "\\creatim", raw, local)], NONE, "weak")
    for name, ticks, local in [("filetime-largest", (1 << 63) - 1, "30828-09-14T02:48:05"), ("filetime-all-ones", (1 << 64) - 1, ""),
                               ("filetime-1", 1, "1601-01-01T00:00:00"), ("filetime-9999", 2650467743999999999, "9999-12-31T23:59:59")]:
        raw = struct.pack("<Q", ticks)
        data = old_word(ticks)
        at = data.index(struct.pack("<I", 0x40) + raw) + 4
        put(name + ".doc", kind, "Saved on 13 May 2013; the time of creation is a null of the clock (hexadecimal %016x)." % ticks, data,
            [{**nothing("created", "SummaryInformation property 12", None, local, "Z"), "bytes": [at, at + 8]} if local else
             {**say("created", "SummaryInformation property 12", null=True), "bytes": [at, at + 8]},
             date("saved", "SummaryInformation property 13", struct.pack("<Q", compound.filetime(GOOD[:-1])), GOOD[:-1], "Z")],
            FITS + NONE, "weak")
    for name, raw in [("year-9999", b"9999:12:31 23:59:59"), ("year-0000", b"0000:00:00 00:00:00"), ("year-0001", b"0001:01:01 00:00:00"),
                      ("year-blank", b"    :  :     :  :  ")]:
        text = raw.decode()
        local = text[:10].replace(":", "-") + "T" + text[11:]
        truth = "The time it was taken is unknown: blanks, as Exif prescribes." if name == "year-blank" else only
        put(name + ".jpg", kind, truth, photo(raw), [say("taken", TAKEN, raw, null=True) if name == "year-blank" else nothing("taken", TAKEN, raw, local)], NONE, "weak")


def old_word(created, saved=compound.filetime(GOOD[:-1]), **more):
    """A document of Word 2003 whose time of creation is given in ticks."""
    values = [(2, 0x1E, ""), (4, 0x1E, "A. Reed"), (18, 0x1E, "Microsoft Office Word"), (12, 0x40, created), (13, 0x40, saved)]
    streams = compound.word_streams("Fictional document.", **more)
    streams["\5SummaryInformation"] = compound.property_set(compound.SUMMARY, values)
    return compound.compound(streams, "", bytes.fromhex("0609020000000000c000000000000046"))


# A: zeros of clocks

def zeros():
    kind = "zero of a clock"
    for name, text, why in [
            ("zero-1601", "1601-01-01T00:00:00Z", "the zero of Windows file times"),
            ("zero-1601-moscow", "1601-01-01T03:00:00Z", "the zero of Windows file times, shown in a zone three hours east"),
            ("zero-1601-new-york", "1600-12-31T19:00:00Z", "the zero of Windows file times, shown in a zone five hours west"),
            ("zero-1601-minute", "1601-01-01T02:31:00Z", "the zero of Windows file times at the local mean time of Moscow (+02:30:17), rounded up to the minute"),
            ("zero-1899", "1899-12-30T00:00:00Z", "the zero of OLE Automation dates"),
            ("zero-1899-moscow", "1899-12-29T21:00:00Z", "the zero of OLE Automation dates, taken for a local time three hours east"),
            ("zero-1899-mean-time", "1899-12-29T21:29:43Z", "the zero of OLE Automation dates, taken for a local mean time of Moscow (+02:30:17)"),
            ("zero-1904", "1904-01-01T00:00:00Z", "the zero of the old Macintosh clock"),
            ("zero-1904-tokyo", "1904-01-01T09:00:00Z", "the zero of the old Macintosh clock, shown in a zone nine hours east"),
            ("zero-1970", "1970-01-01T00:00:00Z", "the zero of the Unix clock"),
            ("zero-1970-moscow", "1970-01-01T03:00:00Z", "the zero of the Unix clock, shown in a zone three hours east"),
            ("zero-1970-new-york", "1969-12-31T19:00:00Z", "the zero of the Unix clock, shown in a zone five hours west"),
            ("zero-1970-nepal", "1970-01-01T05:45:00Z", "the zero of the Unix clock, shown in a zone five hours and three quarters east"),
            ("zero-1970-minus-one", "1969-12-31T23:59:59Z", "the value -1 of the Unix clock: an error code"),
            ("zero-1980", "1980-01-01T00:00:00Z", "the zero of the clock of FAT and ZIP"),
            ("zero-1980-moscow", "1979-12-31T21:00:00Z", "the zero of the clock of FAT and ZIP, taken for a local time three hours east")]:
        put(name + ".docx", kind, f"Saved on 13 May 2013; the time of creation is {why}: no statement.", docx(text, GOOD),
            [nothing("created", CREATED, None, text[:-1], "Z"), honest_core()], FITS + NONE, "weak")
    put("zero-1970-both.docx", kind, "Both dates are the zero of the Unix clock, shown in a zone four hours east.",
        docx("1970-01-01T04:00:00Z", "1970-01-01T04:00:00Z"),
        [nothing("created", CREATED, None, "1970-01-01T04:00:00", "Z"), nothing("saved", MODIFIED, None, "1970-01-01T04:00:00", "Z")], NONE, "weak")
    for name, y, mo, d, hr, mi in [("zero-1601-moscow", 1601, 1, 1, 3, 0), ("zero-1899", 1899, 12, 30, 0, 0), ("zero-1904", 1904, 1, 1, 0, 0),
                                   ("zero-1970-moscow", 1970, 1, 1, 3, 0), ("zero-1970-chicago", 1969, 12, 31, 18, 0)]:
        raw = b"{\\creatim\\yr%d\\mo%d\\dy%d\\hr%d\\min%d}" % (y, mo, d, hr, mi)
        put(name + ".rtf", kind, "Its one date is the zero of a clock, to the minute: no statement.", rtf(raw),
            [nothing("created", "\\creatim", raw, "%04d-%02d-%02dT%02d:%02d" % (y, mo, d, hr, mi))], NONE, "weak")
    for name, raw, local, zone in [
            ("zero-1970", b"D:19700101000000Z", "1970-01-01T00:00:00", "Z"),
            ("zero-1970-moscow", b"D:19700101030000+03'00'", "1970-01-01T03:00:00", "+03:00"),
            ("zero-1970-new-york", b"D:19691231190000-05'00'", "1969-12-31T19:00:00", "-05:00"),
            ("zero-1970-local", b"D:19700101080000", "1970-01-01T08:00:00", "unknown"),
            ("zero-1904", b"D:19040101000000", "1904-01-01T00:00:00", "unknown"),
            ("zero-1601", b"D:16010101000000Z", "1601-01-01T00:00:00", "Z"),
            ("zero-1899", b"D:18991230000000Z", "1899-12-30T00:00:00", "Z")]:
        put(name + ".pdf", kind, "Its one date is the zero of a clock: no statement.", pdf(info(CreationDate=raw)),
            [nothing("created", "Info /CreationDate", raw, local, zone)], NONE, "weak")
    for name, raw in [("zero-1970-moscow", b"1970:01:01 03:00:00"), ("zero-1970-india", b"1970:01:01 05:30:00"),
                      ("zero-1970-new-york", b"1969:12:31 19:00:00"), ("zero-1980", b"1980:01:01 00:00:00")]:
        text = raw.decode()
        put(name + ".jpg", kind, "Its one date is the zero of a clock: no statement.", photo(raw),
            [nothing("taken", TAKEN, raw, text[:10].replace(":", "-") + "T" + text[11:])], NONE, "weak")
    for name, ticks, local in [("zero-1601-moscow", 3 * 36_000_000_000, "1601-01-01T03:00:00"),
                               ("zero-1899", compound.filetime("1899-12-30T00:00:00"), "1899-12-30T00:00:00"),
                               ("zero-1970-moscow", compound.filetime("1970-01-01T03:00:00"), "1970-01-01T03:00:00")]:
        put(name + ".doc", kind, "Saved on 13 May 2013; the time of creation is the zero of a clock: no statement.", old_word(ticks),
            [nothing("created", "SummaryInformation property 12", struct.pack("<IQ", 0x40, ticks)[4:], local, "Z"),
             date("saved", "SummaryInformation property 13", struct.pack("<Q", compound.filetime(GOOD[:-1])), GOOD[:-1], "Z")], FITS + NONE, "weak")
    for name, when in [("zero-1970-moscow", (1970, 1, 1, 3, 0, 0)), ("zero-1980", (1980, 1, 1, 0, 0, 0)), ("year-0000", (0, 0, 0, 0, 0, 0))]:
        raw = struct.pack(">HBBBBB", *when)
        put(name + ".png", kind, "Its one date is a null: no statement.", png(chunk(b"tIME", raw)),
            [nothing("saved", "PNG tIME", raw, "%04d-%02d-%02dT%02d:%02d:%02d" % when, "Z")], NONE, "weak")
    # What is no zero.
    kind = "no zero of a clock"
    text = b"1980-01-01T00:00:00Z"
    put("honest-1980-xmp.pdf", kind, "The packet says that it was created at the beginning of 1980. PDF and XMP do not count from there, so it is a statement, and a wrong one: there was no PDF.",
        pdf(info(CreationDate=HONEST), packet("<xmp:CreateDate>1980-01-01T00:00:00Z</xmp:CreateDate>")),
        [date("created", "Info /CreationDate", HONEST, "2013-05-13T10:00:00", "+04:00"), date("created", "XMP xmp:CreateDate", text, "1980-01-01T00:00:00", "Z")],
        ["needs-explaining", "nothing-found-against", "older-than-claimed"], "strong")
    put("honest-1970-scan.jpg", kind, "A paper photograph of 14 June 1970, digitised on 13 May 2013: both are statements.",
        photo(b"1970:06:14 12:00:00", digitised=b"2013:05:13 10:00:00"),
        [date("taken", TAKEN, b"1970:06:14 12:00:00", "1970-06-14T12:00:00"), date("digitised", DIGITISED, b"2013:05:13 10:00:00", "2013-05-13T10:00:00")],
        FITS + OLDER, "weak")
    put("honest-1970-january.jpg", kind, "A paper photograph of 18 January 1970 (a day typed by hand in the packet), digitised on 13 May 2013: both are statements.",
        jpeg(segment(0xE1, b"Exif\0\0" + exif(digitised=b"2013:05:13 10:00:00")),
             segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet("<photoshop:DateCreated>1970-01-18</photoshop:DateCreated>",
                                                                    declared='xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'))),
        [date("taken", "XMP photoshop:DateCreated", b"1970-01-18", "1970-01-18"), date("digitised", DIGITISED, b"2013:05:13 10:00:00", "2013-05-13T10:00:00")],
        FITS + OLDER, "weak")
    put("honest-1970-afternoon.pdf", kind, "The Info says 15:00 of 1 January 1970: no zone is that far east, so it is no shifted zero; a statement, and a wrong one.",
        pdf(info(CreationDate=b"D:19700101150000")), [date("created", "Info /CreationDate", b"D:19700101150000", "1970-01-01T15:00:00")],
        ["older-than-claimed", "needs-explaining", "nothing-found-against"], "strong")


# A: seconds taken for milliseconds

def thousandth(when, hours=0):
    seconds = int(datetime.fromisoformat(when).replace(tzinfo=timezone.utc).timestamp())
    return datetime(1970, 1, 1) + timedelta(milliseconds=seconds, hours=hours)


def seconds():
    kind = "seconds taken for milliseconds"
    for year, when in [("2021", "2021-03-04T05:06:07"), ("2013", "2013-05-13T10:00:00")]:
        at = thousandth(when)
        guess = dict(guess=when[:10] + " (within a quarter of an hour)")
        truth = f"A program took the seconds of {when}Z for milliseconds; the digits are no statement."
        raw = at.strftime("D:%Y%m%d%H%M%SZ").encode()
        iso = at.strftime("%Y-%m-%dT%H:%M:%S")
        put(f"thousandth-{year}.pdf", kind, truth, pdf(info(CreationDate=raw)), [nothing("created", "Info /CreationDate", raw, iso, "Z", **guess)], NONE, "weak")
        put(f"thousandth-{year}.docx", kind, truth, docx(iso + "Z", iso + "Z"),
            [nothing("created", CREATED, None, iso, "Z", **guess), nothing("saved", MODIFIED, None, iso, "Z", **guess)], NONE, "weak")
        raw = at.strftime("%Y:%m:%d %H:%M:%S").encode()
        put(f"thousandth-{year}.jpg", kind, truth, photo(raw), [nothing("taken", TAKEN, raw, iso, **guess)], NONE, "weak")
    at = thousandth("2021-03-04T05:06:07", 3)
    raw, iso = at.strftime("%Y-%m-%dT%H:%M:%S+03:00").encode(), at.strftime("%Y-%m-%dT%H:%M:%S")
    put("thousandth-xmp.pdf", kind, "A program took the seconds of 2021-03-04T05:06:07Z for milliseconds and wrote them three hours east; the digits are no statement.",
        pdf(info(), packet(f"<xmp:CreateDate>{raw.decode()}</xmp:CreateDate>")),
        [nothing("created", "XMP xmp:CreateDate", raw, iso, "+03:00", guess="2021-03-04 (within a quarter of an hour)")], NONE, "weak")


# A: broken forms

FORMS = [   # name, raw, local, zone, more
    ("slashes", "2021/03/04 05:06:07", "2021-03-04T05:06:07", "unknown", {}),
    ("iso", "2021-03-04T05:06:07+03:00", "2021-03-04T05:06:07", "+03:00", {}),
    ("iso-blank", "2021-03-04 05:06:07", "2021-03-04T05:06:07", "unknown", {}),
    ("asctime", "Thu Mar 04 05:06:07 2021", "2021-03-04T05:06:07", "unknown", {}),
    ("asctime-blank", "Thu Mar  4 05:06:07 2021", "2021-03-04T05:06:07", "unknown", {}),
    ("asctime-weekday", "Tue Mar 04 05:06:07 2021", "2021-03-04T05:06:07", "unknown", {}),
    ("asctime-zone", "Thu Mar 04 05:06:07 MSK 2021", "2021-03-04T05:06:07", "unknown", {"guess": "2021-03-04T05:06:07+03:00"}),
    ("rfc1123", "Thu, 04 Mar 2021 05:06:07 +0300", "2021-03-04T05:06:07", "+03:00", {}),
    ("rfc1123-gmt", "Thu, 04 Mar 2021 05:06:07 GMT", "2021-03-04T05:06:07", "Z", {}),
    ("day-month", "4 March 2021", "2021-03-04", "unknown", {}),
    ("month-day", "Mar 4, 2021", "2021-03-04", "unknown", {}),
    ("month-day-afternoon", "March 4, 2021 5:06:07 PM", "2021-03-04T17:06:07", "unknown", {}),
    ("american", "3/14/2021 5:06:07 PM", "2021-03-14T17:06:07", "unknown", {}),
    ("dots", "14.03.2021 05:06:07", "2021-03-14T05:06:07", "unknown", {}),
    ("ambiguous", "03/04/2021 05:06:07", "2021-03-04T05:06:07", "unknown", {"or_local": "2021-04-03T05:06:07"}),
    ("one-digit", "2021-3-4 5:6:7", "2021-03-04T05:06:07", "unknown", {}),
    ("zeros-blank", "2021- 3- 4T 5:06: 7", "2021-03-04T05:06:07", "unknown", {}),
]
OF_PDF = [
    ("no-colon", "D:20210304050607+0300", "2021-03-04T05:06:07", "+03:00", {}),
    ("colon", "D:20210304050607+03:00", "2021-03-04T05:06:07", "+03:00", {}),
    ("zone-short", "D:20210304050607-03", "2021-03-04T05:06:07", "-03:00", {}),
    ("zone-one-digit", "D:20210304050607+3'0'", "2021-03-04T05:06:07", "+03:00", {}),
    ("zone-est", "D:20210304050607 EST", "2021-03-04T05:06:07", "unknown", {"guess": "2021-03-04T05:06:07-05:00"}),
    ("zone-gmt", "D:20210304050607GMT+3", "2021-03-04T05:06:07", "+03:00", {}),
    ("zone-z-and-more", "D:20210304050607Z+03", "2021-03-04T05:06:07", "unknown", {}),
    ("zone-z-zeros", "D:20210304050607Z00'00'", "2021-03-04T05:06:07", "Z", {}),
    ("zone-too-far", "D:20210304050607+27'00'", "2021-03-04T05:06:07", "unknown", {}),
    ("blanks", "D:2021 3 4 5 6 7", "2021-03-04T05:06:07", "unknown", {}),
    ("no-mark", "20210304050607", "2021-03-04T05:06:07", "unknown", {}),
    ("iso-marked", "D:2021-03-04T05:06:07Z", "2021-03-04T05:06:07", "Z", {}),
    ("hour-25", "D:20210304250607Z", "2021-03-04", "unknown", {}),
    ("february-30", "D:20210230050607Z", "2021-02", "unknown", {}),
    ("month-13", "D:20211304050607Z", "2021", "unknown", {}),
]


def forms_pdf():
    kind = "broken date form"
    good = date("created", "Info /CreationDate", HONEST, "2013-05-13T10:00:00", "+04:00")
    for name, raw, local, zone, more in FORMS + OF_PDF:
        put(f"info-{name}.pdf", kind, f"Created on 13 May 2013, saved later: the time of the save is legible ({local}), in a form that PDF does not know.",
            pdf(info(CreationDate=HONEST, ModDate=raw.encode())), [good, date("saved", "Info /ModDate", raw.encode(), local, zone, **more)], LATER)
    # Forms that are right.
    kind = "right date form"
    put("info-pdf20.pdf", kind, "Without the last apostrophe: the form of PDF 2.0.", pdf(info(CreationDate=HONEST, ModDate=b"D:20210304050607+03'00")),
        [good, date("saved", "Info /ModDate", b"D:20210304050607+03'00", "2021-03-04T05:06:07", "+03:00")], LATER)
    wide = b"\xfe\xff" + "D:20210304050607Z".encode("utf-16-be")
    put("info-wide.pdf", kind, "The date stands in UTF-16 with its mark.", pdf(info(CreationDate=HONEST, ModDate=wide)),
        [good, date("saved", "Info /ModDate", wide, "2021-03-04T05:06:07", "Z")], LATER)
    digits = b"D:20210304050607Z".hex().upper().encode()
    put("info-hexadecimal.pdf", kind, "The date stands as a hexadecimal string.", pdf(info(CreationDate=HONEST, ModDate=b"<" + digits + b">")),
        [good, date("saved", "Info /ModDate", digits, "2021-03-04T05:06:07", "Z")], LATER)
    octal = b"D:2021\\060304050607Z"
    put("info-octal.pdf", kind, "One digit of the date stands as an octal escape.", pdf(info(CreationDate=HONEST, ModDate=octal)),
        [good, date("saved", "Info /ModDate", octal, "2021-03-04T05:06:07", "Z")], LATER)
    # Years of two and of five digits.
    kind = "year of two digits"
    put("info-two-digits-2013.pdf", kind, "13 May 2013 with a year of two digits; read with four, the month would be 13.", pdf(info(CreationDate=b"D:130513100000")),
        [date("created", "Info /CreationDate", b"D:130513100000", "2013-05-13T10:00:00")], FITS)
    put("info-two-digits-2021.pdf", kind, "4 March 2021 with a year of two digits; by the letter it is 5 April 2103.", pdf(info(CreationDate=HONEST, ModDate=b"D:210304050607")),
        [good, date("saved", "Info /ModDate", b"D:210304050607", "2103-04-05T06:07", guess="2021-03-04T05:06:07")], LATER + ["needs-explaining", "no-evidence"])
    put("info-two-digits-slashes.pdf", kind, "31 December 2021 with a year of two digits.", pdf(info(CreationDate=HONEST, ModDate=b"12/31/21 05:06:07")),
        [good, date("saved", "Info /ModDate", b"12/31/21 05:06:07", "2021-12-31T05:06:07")], LATER)
    kind = "year 19100 and more of Distiller 3"
    for name, raw, local, program in [("19101", b"D:191010112100000", "2001-01-12T10:00:00", b"Acrobat Distiller 3.01 for Power Macintosh"),
                                      ("19100", b"D:191000229083000", "2000-02-29T08:30:00", b"Acrobat Distiller 3.02"),
                                      ("19103", b"D:191031105171545", "2003-11-05T17:15:45", b"Acrobat Distiller 3.0 for Windows")]:
        put(f"distiller-{name}.pdf", kind, f"Distiller 3 wrote 19 and the years since 1900: {local}.", pdf({"Producer": program, "CreationDate": raw}, version="1.2"),
            [date("created", "Info /CreationDate", raw, local)], OLDER + FITS)
    put("distiller-not-19101.pdf", "right date form", "Fourteen digits, so the year is 1910 by the letter, and a wrong statement; nothing says Distiller 3.",
        pdf(info(CreationDate=b"D:19101231120000")), [date("created", "Info /CreationDate", b"D:19101231120000", "1910-12-31T12:00:00")],
        ["older-than-claimed", "needs-explaining"], "strong")
    kind = "unreadable date"
    for name, raw in [("yesterday", b"yesterday"), ("empty", b""), ("mark-alone", b"D:"), ("unknown", b"Unknown"), ("letters", b"D:YYYYMMDDHHmmSS")]:
        data = pdf(info(CreationDate=HONEST, ModDate=raw))
        at = data.index(b"/ModDate(") + 9
        empty = name in ("empty", "mark-alone", "unknown")
        put(f"info-{name}.pdf", kind, "Created on 13 May 2013; the time of the last save is " + ("left empty." if empty else "a text that cannot be read as a date."), data,
            [good, {**say("saved", "Info /ModDate", text=raw.decode(), unreadable=True), "bytes": [at, at + len(raw)]}], FITS + NONE if empty else NONE, "weak")


def forms_elsewhere():
    kind = "broken date form"
    good = date("created", "Info /CreationDate", HONEST, "2013-05-13T10:00:00", "+04:00")
    every = {name: (raw, local, zone, more) for name, raw, local, zone, more in FORMS + OF_PDF}
    for name in ["slashes", "asctime-blank", "day-month", "iso", "ambiguous", "american", "no-colon", "blanks"]:
        raw, local, zone, more = every[name]
        note = b"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(Fictional note)/M(" + raw.encode() + b")>>"
        put(f"annotation-{name}.pdf", kind, f"Created on 13 May 2013; an annotation was changed later: {local}.", pdf(info(CreationDate=HONEST), annots=[note]),
            [good, date("changed", "annotation /M", raw.encode(), local, zone, **more)], LATER + ["needs-explaining"])
    note = b"<</Type/Annot/Subtype/Text/Rect[10 10 30 30]/Contents(Fictional note)/T(A. Reed)/CreationDate(2021/03/04 05:06:07)>>"
    put("annotation-created-slashes.pdf", kind, "Created on 13 May 2013; an annotation was made later: 2021-03-04T05:06:07.", pdf(info(CreationDate=HONEST), annots=[note]),
        [good, date("created", "annotation /CreationDate", b"2021/03/04 05:06:07", "2021-03-04T05:06:07")], LATER + ["needs-explaining"])
    for name in ["asctime", "slashes", "no-colon"]:
        raw, local, zone, more = every[name]
        sig = (b"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/adbe.pkcs7.detached/ByteRange[0 0 0 0]/Contents<00>/M(" + raw.encode() + b")>>")
        field = b"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature1)/Rect[0 0 0 0]/P 3 0 R/V 8 0 R>>"
        put(f"signature-{name}.pdf", kind, f"Created on 13 May 2013; the signature, whose value is empty, says {local}.",
            pdf(info(CreationDate=HONEST), annots=[field], more=[sig], form=b"/AcroForm<</Fields[7 0 R]/SigFlags 3>>"),
            [good, date("signed", "signature /M", raw.encode(), local, zone, **more)], LATER + ["needs-explaining", "no-evidence"], "strong",
            ["a signature that covers nothing and cannot be computed"])
    for name, raw, local, zone in [
            ("colons", "2021:03:04T05:06:07+03:00", "2021-03-04T05:06:07", "+03:00"),
            ("exif", "2021:03:04 05:06:07", "2021-03-04T05:06:07", "unknown"),
            ("slashes", "2021/03/04", "2021-03-04", "unknown"),
            ("pdf", "D:20210304050607+03'00'", "2021-03-04T05:06:07", "+03:00"),
            ("asctime", "Thu Mar  4 05:06:07 2021", "2021-03-04T05:06:07", "unknown"),
            ("zone-apart", "2021-03-04T05:06:07 +0300", "2021-03-04T05:06:07", "+03:00"),
            ("blank", "2021-03-04 05:06:07Z", "2021-03-04T05:06:07", "Z"),
            ("one-digit", "2021-3-4T5:6:7Z", "2021-03-04T05:06:07", "Z"),
            ("basic", "20210304T050607Z", "2021-03-04T05:06:07", "Z"),
            ("hour-24", "2021-03-04T24:00:00Z", "2021-03-05T00:00:00", "Z"),
            ("second-60", "2021-03-04T05:06:60Z", "2021-03-04T05:07:00", "Z"),
            ("week", "2021-W09-4", "2021-03-04", "unknown"),
            ("day-of-year", "2021-063", "2021-03-04", "unknown"),
            ("comma", "2021-03-04T05:06:07,5Z", "2021-03-04T05:06:07.5", "Z"),
            ("lower-case", "2021-03-04t05:06:07z", "2021-03-04T05:06:07", "Z"),
            ("month-name", "4 March 2021", "2021-03-04", "unknown")]:
        put(f"xmp-date-{name}.pdf", kind, f"Created on 13 May 2013, saved later by the packet: {local}, in a form that XMP does not know.",
            pdf(info(CreationDate=HONEST), packet(attributes=f' xmp:ModifyDate="{raw}"')),
            [good, date("saved", "XMP xmp:ModifyDate", raw.encode(), local, zone)], LATER + ["needs-explaining"])
    for name, raw, local, zone in [("minutes", "2021-03-04T05:06+03:00", "2021-03-04T05:06", "+03:00"), ("month", "2021-03", "2021-03", "unknown"),
                                   ("nanoseconds", "2021-03-04T05:06:07.123456789+03:00", "2021-03-04T05:06:07.123456789", "+03:00")]:
        put(f"xmp-date-{name}.pdf", "right date form", f"Created on 13 May 2013, saved later by the packet: {local}, in a form that XMP knows.",
            pdf(info(CreationDate=HONEST), packet(f"<xmp:ModifyDate>{raw}</xmp:ModifyDate>")),
            [good, date("saved", "XMP xmp:ModifyDate", raw.encode(), local, zone)], LATER + ["needs-explaining"])
    for name, raw, local, zone, more in [
            ("blank-padded", "2021- 8- 2T 9:05: 1Z", "2021-08-02T09:05:01", "Z", {}),
            ("slashes", "2021/08/02 09:05:01", "2021-08-02T09:05:01", "unknown", {}),
            ("american", "8/14/2021 9:05:01 PM", "2021-08-14T21:05:01", "unknown", {}),
            ("ambiguous", "03/04/2021", "2021-03-04", "unknown", {"or_local": "2021-04-03"}),
            ("blank", "2021-08-02 09:05:01", "2021-08-02T09:05:01", "unknown", {}),
            ("no-colon", "2021-08-02T09:05:01+0300", "2021-08-02T09:05:01", "+03:00", {}),
            ("month-name", "2 August 2021", "2021-08-02", "unknown", {}),
            ("dots", "14.08.2021 09:05", "2021-08-14T09:05", "unknown", {}),
            ("asctime", "Mon Aug  2 09:05:01 2021", "2021-08-02T09:05:01", "unknown", {}),
            ("pdf", "D:20210802090501Z", "2021-08-02T09:05:01", "Z", {}),
            ("newlines", "\n    2021-08-02T09:05:01Z\n  ", "2021-08-02T09:05:01", "Z", {}),
            ("arabic-digits", "٢٠٢١-٠٨-٠٢T٠٩:٠٥:٠١Z", "2021-08-02T09:05:01", "Z", {})]:
        put(f"core-{name}.docx", kind, f"Created on 13 May 2013, saved later: {local}.", docx(GOOD, raw),
            [honest_core(CREATED, "created"), date("saved", MODIFIED, None, local, zone, **more)], LATER)
    put("core-yesterday.docx", "unreadable date", "Created on 13 May 2013; the time of the last save is a text that cannot be read as a date.", docx(GOOD, "yesterday"),
        [honest_core(CREATED, "created"), say("saved", MODIFIED, text="yesterday", unreadable=True)], NONE, "weak")
    put("core-day.docx", "right date form", "Created on 13 May 2013, saved on 2 August 2021, to the day.", docx(GOOD, "2021-08-02"),
        [honest_core(CREATED, "created"), date("saved", MODIFIED, None, "2021-08-02")], LATER)
    put("tracked-slashes.docx", kind, "Saved on 13 May 2013 by its properties; a tracked deletion says 2021-08-02T09:05:01.",
        docx(GOOD, GOOD, deleted=[("A. Reed", "2021/08/02 09:05:01", "gone")]),
        [honest_core(CREATED, "created"), honest_core(), date("deleted", "word/document.xml w:del w:date", None, "2021-08-02T09:05:01")],
        LATER + ["needs-explaining", "cannot-be-that-old"], "strong")


def forms_pictures():
    kind = "broken date form"
    for name, raw, local, zone, more in [
            ("slashes", "2021/03/04 05:06:07", "2021-03-04T05:06:07", "unknown", {}),
            ("dashes", "2021-03-04 05:06:07", "2021-03-04T05:06:07", "unknown", {}),
            ("iso", "2021-03-04T05:06:07", "2021-03-04T05:06:07", "unknown", {}),
            ("iso-zone", "2021-03-04T05:06:07+03:00", "2021-03-04T05:06:07", "+03:00", {}),
            ("zone", "2021:03:04 05:06:07+03:00", "2021-03-04T05:06:07", "+03:00", {}),
            ("zone-west", "2021:03:04 05:06:07-05:00", "2021-03-04T05:06:07", "-05:00", {}),
            ("z", "2021:03:04 05:06:07Z", "2021-03-04T05:06:07", "Z", {}),
            ("afternoon", "2021:03:04 05:06:07 PM", "2021-03-04T17:06:07", "unknown", {}),
            ("midnight", "2021:03:04 12:06:07 AM", "2021-03-04T00:06:07", "unknown", {}),
            ("minutes", "2021:03:04 05:06", "2021-03-04T05:06", "unknown", {}),
            ("day", "2021:03:04", "2021-03-04", "unknown", {}),
            ("fraction", "2021:03:04 05:06:07.25", "2021-03-04T05:06:07.25", "unknown", {}),
            ("asctime", "Thu Mar 04 05:06:07 2021", "2021-03-04T05:06:07", "unknown", {}),
            ("dots", "2021.03.04 05.06.07", "2021-03-04T05:06:07", "unknown", {}),
            ("month-name", "04 Mar 2021 05:06:07", "2021-03-04T05:06:07", "unknown", {}),
            ("blanks", "2021: 3: 4  5: 6: 7", "2021-03-04T05:06:07", "unknown", {}),
            ("hour-24", "2021:03:04 24:06:07", "2021-03-04", "unknown", {"guess": "2021-03-04T00:06:07"}),
            ("day-first", "14/03/2021 05:06:07", "2021-03-14T05:06:07", "unknown", {}),
            ("ambiguous", "03/04/2021 05:06:07", "2021-03-04T05:06:07", "unknown", {"or_local": "2021-04-03T05:06:07"}),
            ("digits", "20210304050607", "2021-03-04T05:06:07", "unknown", {})]:
        put(f"exif-{name}.jpg", kind, f"Taken at {local}, in a form that Exif does not know.", photo(raw.encode()),
            [date("taken", TAKEN, raw.encode(), local, zone, **more)], LATER)
    raw = b"2007/06/30 18:45:17"
    put("exif-slashes-2007.jpg", kind, "Taken at 2007-06-30T18:45:17, in a form that Exif does not know.", photo(raw, order=">"),
        [date("taken", TAKEN, raw, "2007-06-30T18:45:17")], OLDER)
    put("exif-no-zero-byte.jpg", "right date form", "Nineteen characters without the zero byte behind: legible.", photo(b"2021:03:04 05:06:07", terminate=False),
        [date("taken", TAKEN, b"2021:03:04 05:06:07", "2021-03-04T05:06:07")], LATER)
    put("exif-offset.jpg", "right date form", "The zone stands in its own entry, as Exif 2.31 has it.", photo(b"2021:03:04 05:06:07", inner=[(0x9011, 2, b"+03:00")]),
        [date("taken", TAKEN, b"2021:03:04 05:06:07", "2021-03-04T05:06:07", "+03:00")], LATER)
    put("exif-yesterday.jpg", "unreadable date", "The time it was taken is a text that cannot be read as a date.", photo(b"yesterday evening!!"),
        [say("taken", TAKEN, b"yesterday evening!!", text="yesterday evening!!", unreadable=True)], NONE, "weak")
    # RTF
    made = b"{\\creatim\\yr2013\\mo5\\dy13\\hr10\\min0}"
    good = date("created", "\\creatim", made, "2013-05-13T10:00")
    for name, word_, role in [("backup", b"buptim", "backed up"), ("revised", b"revtim", "saved"), ("printed", b"printim", "printed")]:
        raw = b"{\\" + word_ + b"\\yr2021\\mo3\\dy4\\hr5\\min6}"
        put(f"{name}-later.rtf", "date that is often passed over" if name != "revised" else "right date form", f"Created on 13 May 2013; {role} at 2021-03-04T05:06.", rtf(made + raw),
            [good, date(role, "\\" + word_.decode(), raw, "2021-03-04T05:06")], LATER)
    for name, raw, local, more, age in [
            ("month", b"{\\revtim\\yr2021\\mo3}", "2021-03", {}, LATER), ("year", b"{\\revtim\\yr2021}", "2021", {}, LATER),
            ("day", b"{\\revtim\\yr2021\\mo3\\dy4}", "2021-03-04", {}, LATER), ("second", b"{\\revtim\\yr2021\\mo3\\dy4\\hr5\\min6\\sec7}", "2021-03-04T05:06:07", {}, LATER),
            ("order", b"{\\revtim\\min6\\hr5\\dy4\\mo3\\yr2021}", "2021-03-04T05:06", {}, LATER), ("zero-day", b"{\\revtim\\yr2021\\mo3\\dy0}", "2021-03", {}, LATER),
            ("blanks", b"{\\revtim \\yr2021 \\mo3 \\dy4 \\hr5 \\min6 }", "2021-03-04T05:06", {}, LATER),
            ("since-1900", b"{\\revtim\\yr121\\mo3\\dy4}", "0121-03-04", {"guess": "2021-03-04"}, LATER + ["needs-explaining", "no-evidence", "nothing-found-against"]),
            ("two-digits", b"{\\revtim\\yr21\\mo3\\dy4}", "0021-03-04", {"guess": "2021-03-04"}, LATER + ["needs-explaining", "no-evidence", "nothing-found-against"])]:
        put(f"partial-{name}.rtf", "date of few fields", f"Created on 13 May 2013; saved: {local}.", rtf(made + raw), [good, date("saved", "\\revtim", raw, local, **more)], age)
    # PNG
    kind = "date in a text of PNG"
    for name, raw, local, zone in [
            ("rfc1123", "Thu, 04 Mar 2021 05:06:07 +0300", "2021-03-04T05:06:07", "+03:00"), ("gmt", "Thu, 4 Mar 2021 05:06:07 GMT", "2021-03-04T05:06:07", "Z"),
            ("iso", "2021-03-04T05:06:07Z", "2021-03-04T05:06:07", "Z"), ("exif", "2021:03:04 05:06:07", "2021-03-04T05:06:07", "unknown"),
            ("asctime", "Thu Mar  4 05:06:07 2021", "2021-03-04T05:06:07", "unknown"), ("day", "4 March 2021", "2021-03-04", "unknown"),
            ("kde", "Thu 04 Mar 2021 05:06:07 AM MSK", "2021-03-04T05:06:07", "unknown")]:
        put(f"creation-time-{name}.png", kind, f"Created at {local}.", png(chunk(b"tEXt", b"Creation Time\0" + raw.encode())),
            [date("created", "PNG tEXt Creation Time", raw.encode(), local, zone)], LATER)
    put("creation-time-free.png", kind, "The time of creation is a free text; its month can be told.", png(chunk(b"tEXt", b"Creation Time\0some day in early March 2021")),
        [say("created", "PNG tEXt Creation Time", b"some day in early March 2021", text="some day in early March 2021", guess="2021-03")], LATER + NONE)
    put("creation-time-yesterday.png", "unreadable date", "The time of creation is a text that cannot be read as a date.", png(chunk(b"tEXt", b"Creation Time\0last summer")),
        [say("created", "PNG tEXt Creation Time", b"last summer", text="last summer", unreadable=True)], NONE, "weak")
    raw = b"Thu, 04 Mar 2021 05:06:07 +0300"
    put("creation-time-packed.png", kind, "Created at 2021-03-04T05:06:07, in a compressed text.", png(chunk(b"zTXt", b"Creation Time\0\0" + zlib.compress(raw, 9))),
        [date("created", "PNG zTXt Creation Time", None, "2021-03-04T05:06:07", "+03:00")], LATER)
    put("creation-time-international.png", kind, "Created at 2021-03-04T05:06:07, in an international text.", png(chunk(b"iTXt", b"Creation Time\0\0\0en\0Creation Time\0" + raw)),
        [date("created", "PNG iTXt Creation Time", raw, "2021-03-04T05:06:07", "+03:00")], LATER)
    put("date-modify.png", kind, "ImageMagick kept the times of the file that it read.",
        png(chunk(b"tEXt", b"date:create\0" b"2013-05-13T10:00:00+04:00"), chunk(b"tEXt", b"date:modify\0" b"2021-03-04T05:06:07+03:00")),
        [date("file created", "PNG tEXt date:create", b"2013-05-13T10:00:00+04:00", "2013-05-13T10:00:00", "+04:00"),
         date("file changed", "PNG tEXt date:modify", b"2021-03-04T05:06:07+03:00", "2021-03-04T05:06:07", "+03:00")], LATER + ["needs-explaining"])
    raw = struct.pack(">HBBBBB", 2021, 3, 4, 5, 6, 7)
    put("time-chunk.png", kind, "Last changed at 2021-03-04T05:06:07 in universal time.", png(chunk(b"tIME", raw)),
        [date("saved", "PNG tIME", raw, "2021-03-04T05:06:07", "Z")], LATER)
    kind = "metadata in a profile of PNG"
    taken = b"2021:03:04 05:06:07"
    block = exif(taken)
    xmp = packet('<xmp:CreateDate>2021-03-04T05:06:07+03:00</xmp:CreateDate>')
    iptc = b"\x1c\x02\x37\0\x08" b"20210304" b"\x1c\x02\x3c\0\x0b" b"050607+0300"
    bim = b"Photoshop 3.0\0" b"8BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + b"\0" * (len(iptc) % 2)
    one = date("taken", TAKEN, None, "2021-03-04T05:06:07")
    of_xmp = date("created", "XMP xmp:CreateDate", None, "2021-03-04T05:06:07", "+03:00")
    of_iptc = date("created", "IPTC DateCreated and TimeCreated", None, "2021-03-04T05:06:07", "+03:00")
    for name, profile, data, said in [("exif", "exif", b"Exif\0\0" + block, one), ("exif-bare", "exif", block, one), ("app1", "APP1", b"Exif\0\0" + block, one),
                                      ("app1-xmp", "APP1", b"http://ns.adobe.com/xap/1.0/\0" + xmp, of_xmp), ("xmp", "xmp", xmp, of_xmp),
                                      ("iptc", "iptc", bim[14:], of_iptc), ("8bim", "8bim", bim[14:], of_iptc), ("iptc-bare", "iptc", iptc, of_iptc)]:
        put(f"raw-profile-{name}.png", kind, "The profile, kept in hexadecimal digits, says 2021-03-04T05:06:07.", png(raw_profile(profile, data)), [said], LATER)
    put("exif-chunk.png", kind, "The chunk eXIf says that it was taken at 2021-03-04T05:06:07.", png(chunk(b"eXIf", block)),
        [date("taken", TAKEN, taken, "2021-03-04T05:06:07")], LATER)
    put("xmp-chunk.png", kind, "The packet says that it was created at 2021-03-04T05:06:07.", png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)),
        [date("created", "XMP xmp:CreateDate", b"2021-03-04T05:06:07+03:00", "2021-03-04T05:06:07", "+03:00")], LATER)


# A: other calendars

def calendars():
    kind = "year of another calendar"
    quiet = ["needs-explaining", "no-evidence", "nothing-found-against"]
    for name, text, guess, what, age in [
            ("buddhist", "2556-05-13T09:00:00Z", "2013-05-13T09:00:00Z", "13 May 2013 with the year of the Buddhist calendar", quiet),
            ("buddhist-2564", "2564-03-04T05:06:07Z", "2021-03-04T05:06:07Z", "4 March 2021 with the year of the Buddhist calendar", quiet + LATER),
            ("minguo", "0102-05-13T09:00:00Z", "2013-05-13T09:00:00Z", "13 May 2013 with the year of the Republic of China", quiet + OLDER),
            ("islamic", "1434-07-03T09:00:00Z", "2013-05-13", "3 Rajab 1434, which is 13 May 2013", quiet + OLDER),
            ("persian", "1392-02-23T09:00:00Z", "2013-05-13", "23 Ordibehesht 1392, which is 13 May 2013", quiet + OLDER),
            ("hebrew", "5773-09-04T09:00:00Z", "2013-05-13", "4 Sivan 5773, which is 13 May 2013", quiet),
            ("heisei-bare", "0025-05-13T09:00:00Z", "2013-05-13T09:00:00Z", "13 May of Heisei 25, which is 2013", quiet + OLDER)]:
        put(f"year-{name}.docx", kind, f"Both dates: {what}.", docx(text, text),
            [date("created", CREATED, None, text[:-1], "Z", guess=guess), date("saved", MODIFIED, None, text[:-1], "Z", guess=guess)], age)
    for name, text, local, age in [("heisei", "平成25年5月13日", "2013-05-13", FITS), ("heisei-short", "H25.5.13", "2013-05-13", FITS),
                                   ("reiwa", "令和3年3月4日", "2021-03-04", LATER), ("minguo-text", "民國102年5月13日", "2013-05-13", FITS),
                                   ("chinese", "2021年3月4日 5時6分", "2021-03-04T05:06", LATER), ("thai-text", "13 พฤษภาคม 2556", "2013-05-13", FITS)]:
        allowed = age + NONE if age is FITS else age
        put(f"year-{name}.docx", kind, f"Both dates stand as {text}: {local}.", docx(text, text),
            [date("created", CREATED, None, local), date("saved", MODIFIED, None, local)], allowed)
        raw = b"\xfe\xff" + text.encode("utf-16-be") if any(ord(c) > 127 for c in text) else text.encode()
        put(f"year-{name}.pdf", kind, f"Its one date stands as {text}: {local}.", pdf(info(CreationDate=h.esc(raw))),
            [date("created", "Info /CreationDate", h.esc(raw), local)], allowed)
    for name, raw, local, zone, guess, age in [
            ("buddhist", b"D:25560513100000+07'00'", "2556-05-13T10:00:00", "+07:00", "2013-05-13T10:00:00+07:00", quiet),
            ("minguo", b"D:01020513100000+08'00'", "0102-05-13T10:00:00", "+08:00", "2013-05-13T10:00:00+08:00", quiet + OLDER),
            ("islamic", b"D:14340703100000+03'00'", "1434-07-03T10:00:00", "+03:00", "2013-05-13", quiet + OLDER),
            ("heisei-bare", b"D:00250513100000+09'00'", "0025-05-13T10:00:00", "+09:00", "2013-05-13T10:00:00+09:00", quiet + OLDER)]:
        put(f"year-{name}.pdf", kind, "Its one date has the year of another calendar; it is 13 May 2013.", pdf(info(CreationDate=raw)),
            [date("created", "Info /CreationDate", raw, local, zone, guess=guess)], age)
    raw = b"2556:05:13 10:00:00"
    put("year-buddhist.jpg", kind, "Taken on 13 May 2013, with the year of the Buddhist calendar.", photo(raw),
        [date("taken", TAKEN, raw, "2556-05-13T10:00:00", guess="2013-05-13T10:00:00")], quiet)
    raw = b"{\\creatim\\yr2556\\mo5\\dy13\\hr10\\min0}"
    put("year-buddhist.rtf", kind, "Created on 13 May 2013, with the year of the Buddhist calendar.", rtf(raw),
        [date("created", "\\creatim", raw, "2556-05-13T10:00", guess="2013-05-13T10:00")], quiet)


# B: texts in other encodings

PDFDOC = {**{i: chr(i) for i in range(256)}, **dict(zip(range(0x18, 0x20), "˘ˇˆ˙˝˛˚˜")), 0xA0: "€",
          **dict(zip(range(0x80, 0x9F), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"))}
MADE = "Info /CreationDate"


def made():
    return date("created", MADE, HONEST, "2013-05-13T10:00:00", "+04:00")


def literal(raw):
    """What the bytes are by the letter, or nothing where they have no meaning there."""
    return {} if set(raw) & {0x7F, 0x9F, 0xAD} else {"text": "".join(PDFDOC[b] for b in raw)}


def texts():
    kind = "text in another encoding"
    for name, codec, author, title in [
            ("cp1251", "cp1251", "Орлов Пётр", "Опись склада"), ("koi8", "koi8-r", "Орлов Пётр", "Опись склада"), ("maccyrillic", "mac_cyrillic", "Орлов Пётр", "Опись склада"),
            ("gbk", "gbk", "赵小明", "仓库清单"), ("big5", "big5", "林小明", "倉庫清單"), ("shift-jis", "shift_jis", "山田太郎", "倉庫の一覧"),
            ("euc-kr", "euc-kr", "김철수", "창고 목록"), ("utf8", "utf-8", "Орлов Пётр", "Büro — „Plan“"), ("cp1253", "cp1253", "Νίκος Παππάς", "Κατάλογος αποθήκης"),
            ("wide-no-mark", "utf-16-be", "Орлов Пётр", "Опись склада")]:
        raws = author.encode(codec), title.encode(codec)
        shown = [h.esc(raw) for raw in raws]
        put(f"text-{name}.pdf", kind, f"Author and title stand in {codec} without a mark: {author}, {title}.",
            pdf({**info(CreationDate=HONEST), "Author": shown[0], "Title": shown[1]}),
            [made(), say("author", "Info /Author", shown[0], **literal(raws[0]), guess=author),
             say("title", "Info /Title", shown[1], **literal(raws[1]), guess=title)], FITS, "weak", show=AUTHOR)
    octal = "".join("\\%03o" % b for b in "Орлов".encode("cp1251")).encode()
    put("text-cp1251-octal.pdf", kind, "The author stands in cp1251 without a mark, as octal escapes: Орлов.", pdf({**info(CreationDate=HONEST), "Author": octal}),
        [made(), say("author", "Info /Author", octal, **literal("Орлов".encode("cp1251")), guess="Орлов")], FITS, "weak", show=AUTHOR)
    little = b"\xff\xfe" + "Орлов Пётр".encode("utf-16-le")
    put("text-little-endian.pdf", kind, "The author stands in UTF-16 with the mark of the little end, which PDF does not know: Орлов Пётр.",
        pdf({**info(CreationDate=HONEST), "Author": h.esc(little)}), [made(), say("author", "Info /Author", h.esc(little), text="Орлов Пётр")], FITS, "weak", show=AUTHOR)
    wide = b"\xfe\xff" + "Writer".encode("utf-16-be")
    for name, tail, when, age, strongest in [("then-ascii", b"; modified using iText\xae 5.3.2 \xa92000-2012 1T3XT BVBA", None, FITS, "weak"),
                                             ("then-ascii-later", b"; modified using iText\xae 5.5.13 \xa92000-2018 iText Group NV \\(AGPL-version\\)", b"D:20190304050607Z", LATER, "strong")]:
        text = "Writer" + tail.replace(b"\\", b"").decode("latin-1")
        more = {"ModDate": when} if when else {}
        put(f"text-wide-{name}.pdf", kind, f"The producer is in UTF-16 with its mark and goes on in single bytes, which iText put behind: {text}.",
            pdf({"Producer": wide + tail, "CreationDate": HONEST, **more}),
            [made(), say("producer", "Info /Producer", wide + tail, text=text)] + ([date("saved", "Info /ModDate", when, "2019-03-04T05:06:07", "Z")] if when else []),
            age, strongest, show="exiftool -s -G1 -a -PDF:Producer {}")
    kind = "text in a right encoding"
    for name, raw, text, what in [
            ("accents", "Müller-Lüdenscheidt".encode("latin-1"), "Müller-Lüdenscheidt", "PDFDocEncoding"),
            ("capitals", "ÉÈÀ ÅÄÖ".encode("latin-1"), "ÉÈÀ ÅÄÖ", "PDFDocEncoding, although the bytes would be Cyrillic letters in cp1251"),
            ("signs", b"Jos\xe9 N\xfa\xf1ez \x85 \x8dR\xe9sum\xe9\x8e \x95\xf3d\x9e", "José Núñez – “Résumé” Łódž", "PDFDocEncoding with signs of its own"),
            ("octal-mark", b"\\376\\377\\000A\\000.\\000 \\004\\036", "A. О", "UTF-16 with its mark, as octal escapes"),
            ("octal-half", b"\\376\\377\\004\x1e\\004@", "Ор", "UTF-16 with its mark, part in octal escapes and part as bytes"),
            ("utf8-mark", b"\xef\xbb\xbf" + "Орлов".encode(), "Орлов", "UTF-8 with its mark, as PDF 2.0 has it"),
            ("language", b"\xfe\xff\0\x1bruRU\0\x1b" + "Орлов".encode("utf-16-be"), "Орлов", "UTF-16 with its mark and an escape that names the language (two single bytes each for language and country, as PDF has it)")]:
        put(f"text-{name}.pdf", kind, f"The author stands in {what}: {text}.", pdf({**info(CreationDate=HONEST), "Author": raw}),
            [made(), say("author", "Info /Author", raw, text=text)], FITS, "weak", show=AUTHOR)


AUTHOR = "exiftool -s -G1 -a -PDF:Author -PDF:Title {}"


# B: what a file is

def later_pdf(**how):
    return pdf(info(CreationDate=HONEST, ModDate=LATE), **how)


LATE = b"D:20210304050607+03'00'"


def of_later():
    return [made(), date("saved", "Info /ModDate", LATE, "2021-03-04T05:06:07", "+03:00")]


def marks():
    kind = "mark of another format"
    put("zip-mark-before.pdf", kind, "A document that stands behind twelve bytes that begin like a ZIP archive.", b"PK\3\4vallatst" + later_pdf(), of_later(), LATER,
        notes=["data before the head"])
    put("jpeg-mark-before.pdf", kind, "A document behind four bytes that begin like a JPEG picture.", b"\xff\xd8\xff\xe0" + later_pdf(), of_later(), LATER, notes=["data before the head"])
    put("compound-mark-before.pdf", kind, "A document behind the eight bytes of a compound file.", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + later_pdf(), of_later(), LATER, notes=["data before the head"])
    put("rtf-mark-before.pdf", kind, "A document behind the beginning of an RTF document.", b"{\\rtf1}\n" + later_pdf(), of_later(), LATER, notes=["data before the head"])
    taken = b"2021:03:04 05:06:07"
    block = segment(0xE1, b"Exif\0\0" + exif(taken))
    one = date("taken", TAKEN, taken, "2021-03-04T05:06:07")
    put("comment-says-pdf.jpg", kind, "A picture whose comment names a PDF.", jpeg(segment(0xFE, b"made from %PDF-1.4 by hand"), block), [one], LATER)
    put("comment-says-zip.jpg", kind, "A picture whose comment begins like a ZIP archive.", jpeg(segment(0xFE, b"PK\3\4 by hand"), block), [one], LATER)
    put("text-says-pdf.png", kind, "A picture whose comment names a PDF.", png(chunk(b"tEXt", b"Comment\0made from %PDF-1.4 by hand"), chunk(b"eXIf", exif(taken))), [one], LATER)
    raw = b"{\\creatim\\yr2021\\mo3\\dy4\\hr5\\min6}"
    put("text-says-pdf.rtf", kind, "An RTF document whose remark names a PDF.", rtf(b"{\\doccomm %PDF-1.4}" + raw), [date("created", "\\creatim", raw, "2021-03-04T05:06")], LATER)
    data = exif(changed=taken, more=picture_entries() + [(0x010E, 2, b"%PDF-1.4")])
    put("description-says-pdf.tif", kind, "A picture whose description names a PDF.", data, [date("saved", CHANGED, taken, "2021-03-04T05:06:07")], LATER, show=TIFS)
    put("mail-says-pdf.eml", kind, "A mail of 4 March 2021 whose text begins like a PDF.",
        b"Date: Thu, 04 Mar 2021 05:06:07 +0300\r\nFrom: a@example.com\r\nTo: b@example.com\r\nSubject: %PDF-1.4\r\n\r\n%PDF-1.4 is what it says.\r\n",
        [date("sent", "header Date", b"Thu, 04 Mar 2021 05:06:07 +0300", "2021-03-04T05:06:07", "+03:00")], LATER, show="grep -aE '^(Date|Subject)' {}")
    both = jpeg(block) + later_pdf()
    put("picture-then-document.pdf", kind, "A whole picture, and behind it, within the first kilobyte, a whole document: a file of two kinds.", both,
        [one] + of_later(), LATER, notes=["it is a picture and a document, or: data before the head or behind the end"])
    inner = pdf(info(CreationDate=HONEST))
    streams = compound.word_streams("Fictional document.", embedded={"CONTENTS": inner})
    streams["\5SummaryInformation"] = compound.summary(author="A. Reed", created=GOOD[:-1], saved=GOOD[:-1])
    data = compound.compound(streams, "", bytes.fromhex("0609020000000000c000000000000046"))
    stamp = struct.pack("<Q", compound.filetime(GOOD[:-1]))
    put("document-inside.doc", "document inside", "A document of Word of 13 May 2013 that holds a PDF of the same day.", data,
        [date("created", "SummaryInformation property 12", stamp, GOOD[:-1], "Z", 0, 2), date("saved", "SummaryInformation property 13", stamp, GOOD[:-1], "Z", 1, 2),
         date("created", "inside ObjectPool/_1500000000/CONTENTS: Info /CreationDate", HONEST, "2013-05-13T10:00:00", "+04:00")], FITS)
    put("document-inside.docx", "document inside", "A document of Word of 13 May 2013 that holds a compound file with a PDF of the same day.",
        with_object(docx(GOOD, GOOD), compound.compound({"CONTENTS": inner})),
        [honest_core(CREATED, "created"), honest_core(), date("created", "inside word/embeddings/oleObject1.bin, CONTENTS: Info /CreationDate", None, "2013-05-13T10:00:00", "+04:00")], FITS)


def with_object(document, data):
    with office.zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b'<Default Extension="xml"', b'<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.oleObject"/><Default Extension="xml"')
    parts["word/_rels/document.xml.rels"] = office.relationships([(office.EXT + "relationships/oleObject", "embeddings/oleObject1.bin", "")])
    parts["word/embeddings/oleObject1.bin"] = data
    return office.package(parts)


# B: pictures

TIFS = "exiftool -s -G1 -a -Exif:time:all {}"


def picture_entries():
    """A valid picture of one grey dot."""
    return [(256, 3, 1), (257, 3, 1), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, "blob", b"\x80\0"), (277, 3, 1), (278, 3, 1), (279, 4, 1)]


def pictures():
    taken, changed = b"2021:03:04 05:06:07", b"2013:05:13 10:00:00"
    local = "2021-03-04T05:06:07"
    block = segment(0xE1, b"Exif\0\0" + exif(taken))
    one = date("taken", TAKEN, taken, local)
    start, rest = jpeg_parts()
    kind = "JPEG that is laid out oddly"
    put("fill-bytes.jpg", "JPEG that is laid out as it may be", "Bytes FF fill the room before two segments, as JPEG allows.", start + b"\xff\xff\xff" + block + b"\xff\xff" + rest, [one], LATER)
    put("junk-after-start.jpg", kind, "Nineteen zeros stand between the start of the picture and its first segment.", start + b"\0" * 19 + block + rest, [one], LATER, notes=["bytes between the segments"])
    put("junk-between.jpg", kind, "A text stands between a comment and the Exif block, outside of any segment.", start + segment(0xFE, b"Fictional") + b"stray words" + block + rest, [one], LATER, notes=["bytes between the segments"])
    put("exif-late.jpg", "JPEG that is laid out as it may be", "The Exif block stands behind the tables.", start + rest[:rest.index(b"\xff\xda")] + block + rest[rest.index(b"\xff\xda"):], [one], LATER)
    put("two-blocks.jpg", kind, "Two Exif blocks, of 13 May 2013 and of 4 March 2021.", jpeg(segment(0xE1, b"Exif\0\0" + exif(changed)), block),
        [date("taken", TAKEN + " of the first block", changed, "2013-05-13T10:00:00"), date("taken", TAKEN + " of the second block", taken, local)], LATER + ["needs-explaining"], "strong", ["a second Exif block"])
    put("cut-off.jpg", kind, "The picture breaks off within its tables; the Exif block is whole.", jpeg(block)[:-90], [one], LATER, notes=["the file breaks off"])
    put("length-too-long.jpg", kind, "The Exif block says that it is longer than the file; its directories are whole.", start + block[:2] + b"\xff\xff" + block[4:] + rest, [one], LATER, notes=["a segment that ends behind the file"])
    kind = "TIFF structure"
    put("pointer-13.jpg", kind, "The pointer to the Exif directory has the type IFD (13), as TIFF allows.", photo(taken, pointer=13), [one], LATER)
    for end, order in [("little", "<"), ("big", ">")]:
        put(f"identical-{end}-endian.jpg", kind, "Three dates of the same digits, each at its own place.", photo(taken, order=order, changed=taken, digitised=taken),
            [date("saved", CHANGED, taken, local, "unknown", 0, 3), date("taken", TAKEN, taken, local, "unknown", 1, 3), date("digitised", DIGITISED, taken, local, "unknown", 2, 3)], LATER)
    # The values of DateTimeOriginal and DateTimeDigitized change places, so that the second entry points to the first value.
    data = bytearray(photo(taken, digitised=taken, inner=[(0x9000, 7, b"0230")]))
    entries = [data.index(struct.pack("<HHI", tag, 2, 20)) + 8 for tag in (0x9003, 0x9004)]
    data[entries[0]:entries[0] + 4], data[entries[1]:entries[1] + 4] = data[entries[1]:entries[1] + 4], data[entries[0]:entries[0] + 4]
    put("identical-crossed.jpg", kind, "Two dates of the same digits; that of the first entry stands behind that of the second.", bytes(data),
        [date("taken", TAKEN, taken, local, "unknown", 1, 2), date("digitised", DIGITISED, taken, local, "unknown", 0, 2)], LATER)
    data = bytearray(photo(taken, digitised=b"2021:03:04 05:06:08"))
    entries = [data.index(struct.pack("<HHI", tag, 2, 20)) + 8 for tag in (0x9003, 0x9004)]
    data[entries[1]:entries[1] + 4] = data[entries[0]:entries[0] + 4]
    put("identical-one-place.jpg", kind, "Two entries point to one and the same value; one second later stands beside it, and nothing points there.", bytes(data),
        [date("taken", TAKEN, taken, local), date("digitised", DIGITISED, taken, local)], LATER)
    small = jpeg_parts(quality=20)
    small = small[0] + small[1]
    for end, order in [("little", "<"), ("big", ">")]:
        note = b"SAMPLE\0\0" + taken + b"\0"
        second = [(0x0103, 3, 6), (0x0132, 2, changed), (0x0201, "blob", small), (0x0202, 4, len(small))]
        put(f"maker-note-{end}-endian.jpg", kind, "A note of the maker has the same digits as the date, and the directory of the thumbnail another date.",
            photo(taken, order=order, inner=[(0x927C, 7, note)], second=second),
            [date("taken", TAKEN, taken, local, "unknown", 0, 2), date("saved", "Exif DateTime of the thumbnail", changed, "2013-05-13T10:00:00")], LATER)
    within = exif(taken, changed=taken, order=">", more=picture_entries())
    put("picture-big-endian.tif", kind, "A picture with two dates of the same digits.", within,
        [date("saved", CHANGED, taken, local, "unknown", 0, 2), date("taken", TAKEN, taken, local, "unknown", 1, 2)], LATER, show=TIFS)
    put("pointer-13.tif", kind, "The pointers to the Exif directory and to a directory below have the type IFD (13).",
        exif(taken, more=picture_entries() + [(0x014A, 4, picture_entries() + [(0x0132, 2, changed)])], pointer=13),
        [date("saved", "TIFF DateTime of the directory below", changed, "2013-05-13T10:00:00"), one], LATER, show=TIFS)
    put("second-page.tif", kind, "The second page of the picture has a later date than the first.",
        exif(changed=changed, more=picture_entries(), second=picture_entries() + [(0x0132, 2, taken)]),
        [date("saved", "TIFF DateTime of page 1", changed, "2013-05-13T10:00:00"), date("saved", "TIFF DateTime of page 2", taken, local)], LATER, show=TIFS)
    put("big.tif", kind, "A picture in BigTIFF.", big_tiff(taken), [date("saved", "TIFF DateTime", taken, local)], LATER + ["not-examined"], show=TIFS)
    put("loop.tif", kind, "The directory names itself as the next one.", looped(exif(changed=taken, more=picture_entries())), [date("saved", CHANGED, taken, local)], LATER, notes=["a directory that names itself"], show="exiftool -s -G1 -IFD0:ModifyDate {}")


def big_tiff(when):
    entries = [(256, 3, 1), (257, 3, 1), (258, 3, 8), (259, 3, 1), (262, 3, 1), (273, 4, 16), (277, 3, 1), (278, 3, 1), (279, 4, 1), (306, 2, when + b"\0")]
    out = b"II+\0" + struct.pack("<HHQ", 8, 0, 24) + b"\x80" + b"\0" * 7
    behind = 24 + 8 + 20 * len(entries) + 8
    listed = b""
    for tag, kind, value in entries:
        raw = struct.pack("<Q", behind) if isinstance(value, bytes) else struct.pack("<Q", value)
        listed += struct.pack("<HHQ", tag, kind, len(value) if isinstance(value, bytes) else 1) + raw
    return out + struct.pack("<Q", len(entries)) + listed + struct.pack("<Q", 0) + when + b"\0"


def looped(data):
    count = struct.unpack_from("<H", data, 8)[0]
    at = 8 + 2 + 12 * count
    return data[:at] + struct.pack("<I", 8) + data[at + 4:]


# B: XMP

XAP = b"http://ns.adobe.com/xap/1.0/\0"
ZONED = "2021-03-04T05:06:07+03:00"


def of_packet(where="XMP xmp:ModifyDate", raw=ZONED.encode(), **more):
    return date("saved", where, raw, "2021-03-04T05:06:07", "+03:00", **more)


def packets():
    kind = "XMP that breaks a rule"
    xmp = f"<xmp:ModifyDate>{ZONED}</xmp:ModifyDate>"
    with_packet = lambda data: pdf(info(CreationDate=HONEST), data)
    quiet = LATER + ["needs-explaining"]
    xap = 'xmlns:xap="http://ns.adobe.com/xap/1.0/"'
    put("prefix-undeclared-element.pdf", kind, "The prefix xmp is not declared; the value is an element.", with_packet(packet(xmp, declared=xap)), [made(), of_packet()], quiet, notes=["a prefix that is not declared"])
    put("prefix-undeclared-attribute.pdf", kind, "The prefix xmp is not declared; the value is an attribute.", with_packet(packet(attributes=f' xmp:ModifyDate="{ZONED}"', declared=xap)), [made(), of_packet()], quiet, notes=["a prefix that is not declared"])
    put("prefix-undeclared-rdf.pdf", kind, "The prefix rdf is not declared.", with_packet(packet(xmp).replace(b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"', b"")), [made(), of_packet()], quiet, notes=["a prefix that is not declared"])
    put("bare-ampersand.pdf", kind, "The title has a bare & in it.", with_packet(packet("<dc:title><rdf:Alt><rdf:li>Reed & Alder</rdf:li></rdf:Alt></dc:title>" + xmp)),
        [made(), say("title", "XMP dc:title", b"Reed & Alder", text="Reed & Alder"), of_packet()], quiet, notes=["XML that is not well formed"])
    put("bare-ampersand-attribute.pdf", kind, "An attribute has a bare & in it.", with_packet(packet(attributes=f' xmp:CreatorTool="Reed&Alder 1" xmp:ModifyDate="{ZONED}"')),
        [made(), say("creator", "XMP xmp:CreatorTool", b"Reed&Alder 1", text="Reed&Alder 1"), of_packet()], quiet, notes=["XML that is not well formed"])
    put("bare-less-than.pdf", kind, "The title has a bare < in it.", with_packet(packet(xmp + "<dc:title><rdf:Alt><rdf:li>Sum < 100</rdf:li></rdf:Alt></dc:title>")),
        [made(), of_packet()], quiet, notes=["XML that is not well formed"])
    put("packet-cut-off.pdf", kind, "The packet breaks off behind its date.", with_packet(packet(xmp)[:-70]), [made(), of_packet()], quiet, notes=["XML that breaks off"])
    put("control-character.pdf", kind, "The title has a control character in it, which XML forbids.", with_packet(packet("<dc:title><rdf:Alt><rdf:li>Re\x02ed</rdf:li></rdf:Alt></dc:title>" + xmp)), [made(), of_packet()], quiet, notes=["XML that is not well formed"])
    for name, bad in [("one-byte", b"M\xe9moire"), ("cut-sequence", b"M\xe2\x82moire"), ("surrogate", b"M\xed\xa0\x80moire"), ("many", b"\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8"), ("overlong", b"M\xc0\xafmoire")]:
        data = with_packet(packet("<dc:title><rdf:Alt><rdf:li>@@</rdf:li></rdf:Alt></dc:title>" + xmp).replace(b"@@", bad))
        put(f"invalid-utf8-{name}.pdf", kind, "The title has bytes that are no UTF-8; the date behind it stands at its own place.", data, [made(), of_packet()], quiet, notes=["bytes that are no UTF-8"])
    put("invalid-utf8.jpg", kind, "The title has bytes that are no UTF-8; the date behind it stands at its own place.",
        jpeg(segment(0xE1, XAP + packet("<dc:title><rdf:Alt><rdf:li>@@</rdf:li></rdf:Alt></dc:title>" + xmp).replace(b"@@", b"M\xe9moire"))), [of_packet()], LATER, notes=["bytes that are no UTF-8"])
    kind = "XMP in a right form"
    for name, codec in [("utf32-big", "utf-32-be"), ("utf32-little", "utf-32-le"), ("utf16-big", "utf-16-be"), ("utf16-little", "utf-16-le")]:
        data = packet(xmp, encoding=codec)
        put(f"{name}.pdf", kind, f"The packet is in {codec}.", with_packet(data), [made(), of_packet(raw=ZONED.encode(codec))], quiet)
        marked = "\ufeff".encode(codec) + data
        put(f"{name}-mark.pdf", kind, f"The packet is in {codec}, with its mark in front.", with_packet(marked), [made(), of_packet(raw=ZONED.encode(codec))], quiet)
    put("form-attribute.pdf", kind, "The date is an attribute.", with_packet(packet(attributes=f' xmp:ModifyDate="{ZONED}"')), [made(), of_packet()], quiet)
    put("form-attribute-single.pdf", kind, "The date is an attribute in single quotes, with blanks around the sign.", with_packet(packet(attributes=f" xmp:ModifyDate = '{ZONED}'")), [made(), of_packet()], quiet)
    put("form-element.pdf", kind, "The date is an element.", with_packet(packet(xmp)), [made(), of_packet()], quiet)
    put("form-value.pdf", kind, "The date is a rdf:value within its element.", with_packet(packet(f'<xmp:ModifyDate rdf:parseType="Resource"><rdf:value>{ZONED}</rdf:value></xmp:ModifyDate>')), [made(), of_packet()], quiet)
    put("form-cdata.pdf", kind, "The date stands in a CDATA section.", with_packet(packet(f"<xmp:ModifyDate><![CDATA[{ZONED}]]></xmp:ModifyDate>")), [made(), of_packet()], quiet)
    put("form-reference.pdf", kind, "One digit of the date is a character reference.", with_packet(packet("<xmp:ModifyDate>2&#48;21-03-04T05:06:07+03:00</xmp:ModifyDate>")), [made(), of_packet(raw=b"2&#48;21-03-04T05:06:07+03:00")], quiet)
    put("form-other-prefix.pdf", kind, "The namespace of XMP has another prefix.", with_packet(packet(f"<q:ModifyDate>{ZONED}</q:ModifyDate>", declared='xmlns:q="http://ns.adobe.com/xap/1.0/"')), [made(), of_packet()], quiet)
    put("form-comment.pdf", kind, "A date stands in a comment and says nothing.", with_packet(packet(f"<!-- {xmp} -->")), [made()], FITS, "weak")
    # The extended packet of JPEG.
    kind = "extended XMP in JPEG"
    whole = packet(xmp)
    note = lambda guid: segment(0xE1, XAP + packet(attributes=f' xmlns:xmpNote="http://ns.adobe.com/xmp/note/" xmpNote:HasExtendedXMP="{guid}"'))
    guid = hashlib.md5(whole).hexdigest().upper()

    def piece(start, end, of=guid):
        return segment(0xE1, b"http://ns.adobe.com/xmp/extension/\0" + of.encode() + struct.pack(">II", len(whole), start) + whole[start:end])

    at = whole.index(ZONED.encode())
    put("extended.jpg", kind, "The date stands in an extended packet of one piece.", jpeg(note(guid), piece(0, None)), [of_packet("extended XMP xmp:ModifyDate")], LATER)
    put("extended-out-of-order.jpg", kind, "The date stands in the second of three pieces, which come in the order 3, 1, 2.",
        jpeg(note(guid), piece(at + 40, None), piece(0, at - 20), piece(at - 20, at + 40)), [of_packet("extended XMP xmp:ModifyDate")], LATER)
    put("extended-across.jpg", kind, "The date stands on the border of two pieces, which come in the order 2, 1.",
        jpeg(note(guid), piece(at + 10, None), piece(0, at + 10)), [of_packet("extended XMP xmp:ModifyDate", None)], LATER)
    put("extended-foreign.jpg", kind, "The pieces bear another number than the packet names: they are another picture's and say nothing of this one.",
        jpeg(note(guid), piece(0, None, "0" * 32)), [], NONE, "weak", ["an extended packet that does not belong to this one, or is missing"])
    put("extended-missing-piece.jpg", kind, "One piece of the extended packet is missing; the date stands in another.",
        jpeg(note(guid), piece(0, at + 60)), [of_packet("extended XMP xmp:ModifyDate")], LATER + NONE, notes=["a piece of the extended packet that is missing"])


# B: profiles, IPTC

def profile(when):
    """A colour profile with its copyright alone."""
    licence = b"text\0\0\0\0CC0\0"
    head = bytearray(128)
    struct.pack_into(">I4sI4s4s4s", head, 0, 144 + len(licence), b"none", 0x02100000, b"mntr", b"GRAY", b"XYZ ")
    struct.pack_into(">6H", head, 24, *when)
    head[36:40] = b"acsp"
    return bytes(head) + struct.pack(">I4sII", 1, b"cprt", 144, len(licence)) + licence


def profiles():
    kind = "date of a colour profile"
    for name, when, age, strongest in [("2021", (2021, 3, 4, 5, 6, 7), ["cannot-be-that-old", "needs-explaining"], "hard"), ("1998", (1998, 2, 9, 6, 49, 0), FITS, "weak")]:
        data = profile(when)
        raw, local = data[24:36], "%04d-%02d-%02dT%02d:%02d:%02d" % when
        inside = jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + data))
        image = b"<</Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode/Length %d>>\nstream\n" % len(inside) + inside + b"\nendstream"
        stated = date("profile created", "ICC profile of the picture in the page", raw, local)
        put(f"profile-{name}.pdf", kind, f"Created on 13 May 2013 by its Info; a picture in it has a colour profile of {local}.", with_image(image), [made(), stated], age, strongest)
        put(f"profile-{name}.jpg", kind, f"Its colour profile was made at {local}.", inside, [date("profile created", "ICC profile", raw, local)],
            (["cannot-be-that-old", "needs-explaining", "later-copy"] if name == "2021" else FITS + NONE + OLDER), strongest, show="exiftool -s -G1 -ICC_Profile:ProfileDateTime {}")
    raw = profile((0, 0, 0, 0, 0, 0))
    put("profile-null.jpg", kind, "The time of its colour profile is left empty.", jpeg(segment(0xE2, b"ICC_PROFILE\0\1\1" + raw)),
        [say("profile created", "ICC profile", null=True)], NONE, "weak", show="exiftool -s -G1 -ICC_Profile:ProfileDateTime {}")
    cut = profile((2021, 3, 4, 5, 6, 7))
    put("profile-in-two.jpg", kind, "Its colour profile, in two segments that come in the order 2, 1, was made at 2021-03-04T05:06:07.",
        jpeg(segment(0xE2, b"ICC_PROFILE\0\2\2" + cut[60:]), segment(0xE2, b"ICC_PROFILE\0\1\2" + cut[:60])),
        [date("profile created", "ICC profile", cut[24:36], "2021-03-04T05:06:07")], ["cannot-be-that-old", "needs-explaining", "later-copy"], "hard", show="exiftool -s -G1 -ICC_Profile:ProfileDateTime {}")
    kind = "IPTC in JPEG"

    def iptc(*fields, resource=0x0404):
        data = b"".join(struct.pack(">BBBH", 0x1C, 2 if n > 0 else 1, abs(n), len(v)) + v for n, v in fields)
        return segment(0xED, b"Photoshop 3.0\0" b"8BIM" + struct.pack(">HHI", resource, 0, len(data)) + data + b"\0" * (len(data) % 2))

    day, time = b"20210304", b"050607+0300"
    when = date("created", "IPTC DateCreated (2:55), TimeCreated (2:60)", day, "2021-03-04T05:06:07", "+03:00")
    put("iptc.jpg", kind, "Created at 2021-03-04T05:06:07+03:00 by A. Reed.", jpeg(iptc((55, day), (60, time), (80, b"A. Reed"))),
        [when, say("author", "IPTC By-line (2:80)", b"A. Reed", text="A. Reed")], LATER, show=IPTC)
    put("iptc-utf8.jpg", kind, "By Орлов Пётр, in UTF-8, as the record says.", jpeg(iptc((-90, b"\x1b%G"), (55, day), (60, time), (80, "Орлов Пётр".encode()))),
        [when, say("author", "IPTC By-line (2:80)", "Орлов Пётр".encode(), text="Орлов Пётр")], LATER, show=IPTC)
    put("iptc-cp1251.jpg", kind, "By Орлов Пётр, in cp1251; the record names no encoding.", jpeg(iptc((55, day), (80, "Орлов Пётр".encode("cp1251")))),
        [date("created", "IPTC DateCreated (2:55)", day, "2021-03-04"), say("author", "IPTC By-line (2:80)", "Орлов Пётр".encode("cp1251"), guess="Орлов Пётр")], LATER, show=IPTC)
    put("iptc-day.jpg", kind, "Created on 4 March 2021, without a time.", jpeg(iptc((55, day))), [date("created", "IPTC DateCreated (2:55)", day, "2021-03-04")], LATER, show=IPTC)
    put("iptc-digital.jpg", kind, "Taken on 14 June 1970, digitised on 4 March 2021.", jpeg(iptc((55, b"19700614"), (62, day), (63, time))),
        [date("created", "IPTC DateCreated (2:55)", b"19700614", "1970-06-14"), date("digitised", "IPTC DigitalCreationDate (2:62), Time (2:63)", day, "2021-03-04T05:06:07", "+03:00")], LATER, show=IPTC)
    put("iptc-month.jpg", kind, "Created in March 2021: the day is 00, as IPTC prescribes where it is unknown.", jpeg(iptc((55, b"20210300"))), [date("created", "IPTC DateCreated (2:55)", b"20210300", "2021-03")], LATER, show=IPTC)
    put("iptc-zeros.jpg", kind, "The day of creation is unknown: zeros.", jpeg(iptc((55, b"00000000"))), [nothing("created", "IPTC DateCreated (2:55)", b"00000000", "0000-00-00")], NONE, "weak", show=IPTC)
    for name, raw in [("colons", b"2021:03:04"), ("dashes", b"2021-03-04")]:
        put(f"iptc-{name}.jpg", "broken date form", "Created on 4 March 2021, in a form that IPTC does not know.", jpeg(iptc((55, raw))), [date("created", "IPTC DateCreated (2:55)", raw, "2021-03-04")], LATER, show=IPTC)


IPTC = "exiftool -s -G1 -a -IPTC:all {}"


def with_image(image):
    """A page that shows the picture, which is object 6."""
    p = h.Pdf("1.4")
    for n, body in enumerate([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                              b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 6 0 R>>>>/Contents 4 0 R>>",
                              h.stream(b"100 0 0 100 72 600 cm /I Do", compress=False), info_dict(info(CreationDate=HONEST)), image], 1):
        assert p.add(body) == n
    return p.save(1, 5)


# B: what stands before and behind

def around():
    kind = "data around the document"
    raw = b"{\\revtim\\yr2021\\mo3\\dy4\\hr5\\min6}"
    document = rtf(raw)
    saved = date("saved", "\\revtim", raw, "2021-03-04T05:06")
    for name, before in [("mark", b"\xef\xbb\xbf"), ("blank", b" "), ("newline", b"\r\n"), ("blanks", b" \t \n\n  ")]:
        put(f"before-{name}.rtf", kind, {"mark": "The mark of UTF-8", "blank": "A blank", "newline": "An empty line", "blanks": "Blanks and empty lines"}[name] + " stands before the document.", before + document, [saved], LATER)
    put("behind-words.rtf", kind, "Words stand behind the last bracket of the document.", document + b"\nwords that no program shows " * 12, [saved], LATER, notes=["data behind the end"])
    put("behind-program.rtf", kind, "Bytes that begin like a program stand behind the last bracket.", document + b"\r\nMZ\x90\0\3\0\0\0" + b"made up " * 40, [saved], LATER, notes=["data behind the end"])
    put("behind-newline.rtf", kind, "A line end and a zero byte stand behind the document, as programs write them: nothing to tell.", document + b"\r\n\0", [saved], LATER)
    taken = b"2021:03:04 05:06:07"
    block = segment(0xE1, b"Exif\0\0" + exif(taken))
    one = date("taken", TAKEN, taken, "2021-03-04T05:06:07")
    put("behind-words.jpg", kind, "Words stand behind the end of the picture.", jpeg(block, behind=b"words that no program shows " * 20), [one], LATER, notes=["data behind the end"])
    put("behind-archive.jpg", kind, "A ZIP archive with one text stands behind the end of the picture.", jpeg(block, behind=office.package({"note.txt": "Fictional note."})), [one], LATER, notes=["data behind the end, an archive"])
    put("behind-picture.jpg", kind, "A second picture stands behind the end of the first, and nothing names it.", jpeg(block, behind=jpeg()), [one], LATER, notes=["data behind the end, a picture"])
    put("behind-named-picture.jpg", "second picture in its place", "A second picture stands behind the first; the first names it in its Multi-Picture index: nothing to tell as hidden.", multi(block), [one], LATER)
    put("behind-words.png", kind, "Words stand behind the end of the picture.", png(chunk(b"eXIf", exif(taken)), behind=b"words that no program shows " * 20), [one], LATER, notes=["data behind the end"])
    put("behind-words.tif", kind, "Words stand behind all that the directories of the picture name.", exif(changed=taken, more=picture_entries()) + b"words that no program shows " * 20,
        [date("saved", CHANGED, taken, "2021-03-04T05:06:07")], LATER, show=TIFS)
    put("behind-words.pdf", kind, "Words stand behind the end of the document.", later_pdf() + b"words that no program shows " * 20, of_later(), LATER, notes=["data behind the end"])
    put("before-blanks.pdf", kind, "Empty lines stand before the document.", b"\r\n\r\n" + later_pdf(), of_later(), LATER, notes=["data before the head"])


def multi(block):
    """Two pictures and the index of CIPA DC-007."""
    second = jpeg()

    def first(size, offset):
        entries = struct.pack("<IIIHH", 0x20030000, size, 0, 0, 0) + struct.pack("<IIIHH", 0, len(second), offset, 0, 0)
        index = b"II*\0" + struct.pack("<IH", 8, 3) + struct.pack("<HHI4s", 0xB000, 7, 4, b"0100") + struct.pack("<HHII", 0xB001, 4, 1, 2)
        index += struct.pack("<HHII", 0xB002, 7, 32, 50) + struct.pack("<I", 0) + entries
        return jpeg(block, segment(0xE2, b"MPF\0" + index))

    size = len(first(0, 0))
    base = first(0, 0).index(b"MPF\0") + 4
    return first(size, size - base) + second


# B: old formats

def formats():
    kind = "format that is often not known"
    created, saved = compound.filetime(GOOD[:-1]), compound.filetime("2021-03-04T05:06:07")
    inner = old_word(created, saved)
    head = bytearray(128)
    head[1:10] = bytes([8]) + b"plan.doc"
    head[65:73] = b"W8BNMSWD"
    mac = lambda text: int((datetime.fromisoformat(text) - datetime(1904, 1, 1)).total_seconds())
    stamps = struct.pack(">II", mac("2013-05-13T13:00:00"), mac("2021-03-04T08:06:07"))
    struct.pack_into(">II", head, 83, len(inner), 0)
    head[91:99] = stamps
    head[122:124] = b"\x81\x81"
    crc = 0
    for byte in head[:124]:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021) & 0xFFFF if crc & 0x8000 else crc << 1
    struct.pack_into(">H", head, 124, crc)
    said = [date("created", "SummaryInformation property 12", struct.pack("<Q", created), GOOD[:-1], "Z"),
            date("saved", "SummaryInformation property 13", struct.pack("<Q", saved), "2021-03-04T05:06:07", "Z")]
    put("macbinary-2.doc", kind, "A document of Word in MacBinary II; the wrapping has the times of the file on the Macintosh.", bytes(head) + inner + b"\0" * (-len(inner) % 128),
        said + [date("file created", "MacBinary head", stamps[:4], "2013-05-13T13:00:00"), date("file changed", "MacBinary head", stamps[4:], "2021-03-04T08:06:07")], LATER)
    head[122:126] = b"\0\0\0\0"
    plain = bytes(head) + rtf(b"{\\revtim\\yr2021\\mo3\\dy4\\hr5\\min6}")
    plain = plain[:83] + struct.pack(">I", len(plain) - 128) + plain[87:]
    plain = plain[:65] + b"RTF MSWD" + plain[73:]
    put("macbinary-1.rtf", kind, "An RTF document in MacBinary I; the wrapping has the times of the file on the Macintosh.", plain + b"\0" * (-len(plain) % 128),
        [date("saved", "\\revtim", b"{\\revtim\\yr2021\\mo3\\dy4\\hr5\\min6}", "2021-03-04T05:06"),
         date("file created", "MacBinary head", stamps[:4], "2013-05-13T13:00:00"), date("file changed", "MacBinary head", stamps[4:], "2021-03-04T08:06:07")], LATER + ["not-examined"])
    for name, major, minor, what in [("5-0", 0, 0, "WordPerfect 5.0"), ("5-1", 0, 1, "WordPerfect 5.1"), ("6", 2, 1, "WordPerfect 6")]:
        # The blank is 80 and the line end CC since version 6.
        text = b"Fictional document.\n" if major == 0 else b"Fictional\x80document.\xcc"
        start = 16 if major == 0 else 512
        data = b"\xffWPC" + struct.pack("<IBBBBHH", start, 1, 10, major, minor, 0, 0 if major == 0 else 14)
        if major:
            data += b"\0" * 4 + struct.pack("<I", start + len(text))
        put(f"wordperfect-{name}.wpd", kind, f"A document of {what}. Nothing in it speaks of a date.", data.ljust(start, b"\0") + text, [], ["not-examined", "no-evidence"], "none", [f"the format: {what}"])
    label = b"Fictional sheet."
    for name, bof, cell in [("biff2", b"\x09\0\4\0\2\0\x10\0", struct.pack("<HHHH3sB", 4, 8 + len(label), 0, 0, b"\0\0\0", len(label))),
                            ("biff3", b"\x09\2\6\0\0\0\x10\0\0\0", struct.pack("<HHHHHH", 0x204, 8 + len(label), 0, 0, 0, len(label))),
                            ("biff4", b"\x09\4\6\0\0\0\x10\0\0\0", struct.pack("<HHHHHH", 0x204, 8 + len(label), 0, 0, 0, len(label))),
                            ("biff4-workbook", b"\x09\4\6\0\0\0\0\1\0\0", b"")]:
        person = struct.pack("<HH", 0x5C, 32) + (b"\7A. Reed".ljust(32)) if name in ("biff3", "biff4") else b""
        data = bof + person + (cell + label if cell else b"") + b"\x0a\0\0\0"
        put(f"{name}.xls", kind, f"{'A sheet' if cell else 'An empty workbook'} of Excel in {name[:5].upper()}, without a compound file around it. Nothing in it speaks of a date.", data,
            [], ["not-examined", "no-evidence"], "none", [f"the format: Excel {name[4]}"])
    put("plain-text-1251.txt", kind, "A plain text in windows-1251 with the line ends of Windows. Nothing in it speaks of a date.",
        "Приказ № 14\r\n\r\nО передаче склада\r\n\r\nСклад в Северном посёлке передать комендатуре до 1 мая.\r\nИсполнение возложить на интенданта Орлова.\r\n\r\n"
        "Документ вымышлен.\r\n".encode("cp1251"), [], ["no-evidence"], "none")
    put("plain-text-utf-16.txt", kind, "A plain text in UTF-16 with its mark. Nothing in it speaks of a date.",
        b"\xff\xfe" + "Notes on the store\r\n\r\nThis document is fictional. The store was counted on Monday.\r\n".encode("utf-16-le"), [], ["no-evidence"], "none")


# B: changed by ExifTool

def exiftool():
    kind = "changed by ExifTool"

    def changed(data, *arguments):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x.pdf")
            with open(path, "wb") as file:
                file.write(data)
            subprocess.run(["exiftool", "-q", "-q", "-overwrite_original", *arguments, path], check=True, env=dict(os.environ, TZ="UTC"))
            with open(path, "rb") as file:
                return file.read()

    told = {**info(CreationDate=HONEST, ModDate=HONEST), "Title": b"Stock list"}
    base = pdf(told)
    show = "grep -aoE '%(Begin|End)ExifToolUpdate|/(Title|CreationDate|ModDate) ?[(][^)]*[)]' {}"
    twice = [date("created", "Info /CreationDate of the first state", HONEST, "2013-05-13T10:00:00", "+04:00", 0, 2),
             date("saved", "Info /ModDate of the first state", HONEST, "2013-05-13T10:00:00", "+04:00", 1, 2)]
    put("exiftool-all-removed.pdf", kind, "ExifTool deleted the Info; its dates of 13 May 2013 stand in the first state and are no longer stated.", changed(base, "-all="),
        twice, NONE + ["needs-explaining"], "strong", ["ExifTool deleted the information dictionary; the dates are those of an earlier state"], show)
    data = changed(base, "-PDF:Title=Other list")
    of = data.count(HONEST)
    put("exiftool-title.pdf", kind, "ExifTool changed the title alone, from Stock list to Other list; the dates are as they were.", data,
        [date("created", "Info /CreationDate of the first state", HONEST, "2013-05-13T10:00:00", "+04:00", 0, of), date("saved", "Info /ModDate of the first state", HONEST, "2013-05-13T10:00:00", "+04:00", 1, of),
         say("title", "Info /Title of the first state", b"Stock list", text="Stock list"), say("title", "Info /Title", b"Other list", text="Other list")],
        FITS + ["needs-explaining"], "strong", ["ExifTool changed the file"], show)
    late = pdf(info(CreationDate=LATE))
    data = changed(late, "-PDF:CreateDate=2013:05:13 10:00:00+04:00")
    put("exiftool-redated.pdf", kind, "ExifTool set the time of creation from 4 March 2021 to 13 May 2013.", data,
        [date("created", "Info /CreationDate of the first state", LATE, "2021-03-04T05:06:07", "+03:00"), date("created", "Info /CreationDate", HONEST, "2013-05-13T10:00:00", "+04:00")],
        ["needs-explaining", "cannot-be-that-old"], "hard", ["ExifTool changed the file"], show)
    data = changed(pdf(info(CreationDate=HONEST), packet(f"<xmp:ModifyDate>{ZONED}</xmp:ModifyDate>")), "-XMP:all=")
    put("exiftool-packet-removed.pdf", kind, "ExifTool deleted the packet, which had a date of 4 March 2021; the Info is as it was.", data,
        [made(), date("saved", "XMP xmp:ModifyDate of the first state", ZONED.encode(), "2021-03-04T05:06:07", "+03:00")],
        ["needs-explaining", "later-copy", "cannot-be-that-old"], "hard", ["ExifTool changed the file"], show)


ends()
zeros()
seconds()
forms_pdf()
forms_elsewhere()
forms_pictures()
calendars()
texts()
marks()
pictures()
packets()
profiles()
around()
formats()
exiftool()

HEAD = '''# What these files truly say. Made by recipes/misread.py, from how it makes each file; no program was asked.
#
# They are fictional; each has one value, or one form, that programs misread, or is a counter-sample that must not be taken for one.
#
# file, kind, truth: the file, the kind of fault, and what it truly says.
# file.says: values that a right reader reports:
#   role, where   what the value speaks of, and where it stands, in words
#   bytes         where the raw value stands in the file, without the brackets around it; left out where it is packed
#   text          the right reading of a text
#   local, zone   of a date: its own digits as they are to be read, and the zone that it says (Z is universal time)
#   or_local      a second reading that is as likely: together they are an interval
#   null          a null of a program or the zero of a clock: no statement of a date; local has the literal digits
#   unreadable    it cannot be read as a date
#   guess         a likely reading to be shown beside the literal one, as a guess
# file.claimed_2013: what may be said where someone claims that the file is of 2013:
#   age           the answers that are right (see samples/standing/KEY.toml)
#   strongest     the strongest finding that may stand: hard, strong, medium, weak, informational, none
#   notes         what must be told
# A program that is to be tested must not read this file.
'''


def quoted(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(str(v) if isinstance(v, int) else quoted(v) for v in value) + "]"
    text = value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    return '"' + re.sub(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]", lambda m: "\\u%04x" % ord(m.group()), text) + '"'


def table(head, values):
    return head + "\n" + "".join("%s = %s\n" % (k, quoted(v)) for k, v in values.items())


def key(name, kind, truth, says, age, strongest, notes, _):
    said = [table("[[file.says]]", one) for one in says]
    claimed = {"age": age, "strongest": strongest, **({"notes": notes} if notes else {})}
    return "\n" + table("[[file]]", {"file": name, "kind": kind, "truth": truth}) + "".join(said) + table("[file.claimed_2013]", claimed)


os.makedirs(OUT, exist_ok=True)
for name, data in DATA.items():
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(data)
with open(os.path.join(OUT, "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
    file.write(HEAD + "".join(key(*row) for row in ROWS))


# The manifest of all samples is beside the folder.
SHOWN = {
    "pdf": r"grep -aoE '/(CreationDate|ModDate|M)(\([^)]*\)|<[^>]*>)|(Create|Modify)Date(=.|>)[^<\"]*' {}",
    "docx": "unzip -p {} docProps/core.xml | tr -s ' \\n' ' ' | grep -oE 'W3CDTF\">[^<]*'",
    "rtf": r"grep -aoE '\\[a-z]+tim[^}]*' {}",
    "jpg": "exiftool -s -G1 -a -Exif:time:all -XMP:time:all -IPTC:time:all {}",
    "png": "exiftool -s -G1 -a -all:all --File:all --System:all --Composite:all {} | grep -vE 'Image(Width|Height)|BitDepth|ColorType|Compression|Filter|Interlace|ExifTool'",
    "doc": "exiftool -s -G1 -a -FlashPix:CreateDate -FlashPix:ModifyDate {}",
}
KIND = "file -b {}"


def run(command, path):
    done = subprocess.run(command.replace("{}", path), shell=True, cwd=os.path.join(OUT, ".."), capture_output=True, env=dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8"))
    return re.sub(r"[\0-\x1f\x7f]", "?", re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip())[:300]


def made_by(name):
    if name.startswith("exiftool"):
        return "By hand (recipes/misread.py), then ExifTool " + EXIF
    return "By hand (recipes/misread.py; Pillow %s)" % PILLOW if b"\xff\xdb" in DATA[name] else "By hand (recipes/misread.py)"


def row(name, kind, truth, show):
    path = shlex.quote("misread/" + name)
    command = show or SHOWN.get(name.rsplit(".", 1)[1], KIND)
    told = run(command, path)
    if not told:
        command = KIND
        told = run(command, path)
    assert told, name
    return "\n".join(["file = " + quoted("misread/" + name), "sha256 = " + quoted(hashlib.sha256(DATA[name]).hexdigest()), "bytes = %d" % len(DATA[name]),
                      "made_by = " + quoted(made_by(name)), 'recipe = "recipes/misread.py"', "truth = " + quoted("Fictional document. " + truth),
                      "confirmed = [", "    " + quoted(command.replace("{}", path) + " => " + told) + ",", "]", 'licence = "CC0-1.0"', ""])


EXIF = run("exiftool -ver", "")
manifest = os.path.join(OUT, "..", "MANIFEST.toml")
if os.path.exists(manifest):
    with open(manifest, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/misread.py"' not in block]
    kept += [row(name, kind, truth, show) for name, kind, truth, _, _, _, _, show in ROWS]
    with open(manifest, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept))
