"""samples/checks, second part: fonts, colour profiles, images, links, characters, XMP identifiers, signatures, file type."""
import datetime
import io
import logging
import os
import random
import struct
import subprocess
import sys
import uuid

import fontsub
import pdfhand as h

OUT = sys.argv[1] if len(sys.argv) > 1 else "."
TMP = os.path.join(os.environ.get("SAMPLES_TMP", "/tmp"), "depth-work")
PS = "PScript5.dll Version 5.2.2"
D4, D8, D9 = "Acrobat Distiller 4.05 for Windows", "Acrobat Distiller 8.1.0 (Windows)", "Acrobat Distiller 9.0.0 (Windows)"
CORE42 = "Adobe XMP Core 4.2.1-c041 52.342996, 2008/05/07-20:48:00"
PROGRAMS = {"1999": (None, D4), "2001": (None, D4), "2009": (PS, D8), "2010": (PS, D9), "2012": (PS, D9)}
DAYS = {"1999": b"D:19990518101500+04'00'", "2001": b"D:20010518101500+04'00'", "2009": b"D:20090518101500+04'00'",
        "2010": b"D:20100518101500+04'00'", "2012": b"D:20120518101500+04'00'"}

NOW = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0)
PROGRAMS["now"], DAYS["now"] = (None, None), NOW.strftime("D:%Y%m%d%H%M%SZ").encode()
logging.getLogger("fontTools").setLevel(logging.ERROR)


def put(name, data):
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data)


def work(name, data=None):
    path = os.path.join(TMP, name)
    if data is not None:
        with open(path, "wb") as f:
            f.write(data)
    return path


def iso(date):
    d = date.decode()
    return "%s-%s-%sT%s:%s:%s%s:%s" % (d[2:6], d[6:8], d[8:10], d[10:12], d[12:14], d[14:16], d[16:19], d[20:22])


def page(name, text, year, version="1.4", fill=None, packet=None, title=None):
    """One page dated in this year. fill(pdf, page number) -> (entries of the page, of its Resources, content, font of the text)."""
    p = h.Pdf(version)
    root, pages, leaf = p.reserve(), p.reserve(), p.reserve()
    entries, resources, drawn, font = fill(p, leaf) if fill else (b"", b"", b"", None)
    n, show = font or (None, None)
    lines = [("F1" if n else "F2", 14, text), None, ("F2", 10, h.FICTION_EN)]
    content = p.add(h.stream(h.page_text(lines, lambda f, t: show(t) if f == "F1" else h.latin(f, t)) + b"\n" + drawn))
    fonts = b"/F2 %d 0 R" % p.add(h.HELV) + (b"/F1 %d 0 R" % n if n else b"")
    meta = b"/Metadata %d 0 R" % p.add(h.metadata(packet)) if packet else b""
    p.set(root, b"<</Type/Catalog/Pages %d 0 R%s>>" % (pages, meta))
    p.set(pages, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % leaf)
    p.set(leaf, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<<%s>>%s>>%s/Contents %d 0 R>>"
          % (pages, fonts, resources, entries, content))
    creator, producer = PROGRAMS[year]
    keys = {"Title": title, "Creator": creator, "Producer": producer, "CreationDate": DAYS[year], "ModDate": DAYS[year]}
    i = p.add(h.info(**{k: v for k, v in keys.items() if v}))
    data = p.save(root, i, (h.ident(name),) * 2)
    if "." in name:
        put(name, data)
    return data


# F001, F002: fonts

def named(base, flags=32):
    """A fill that names a TrueType font and embeds nothing: the font object and its descriptor only."""
    def fill(p, _):
        fd = p.add(b"<</Type/FontDescriptor/FontName/%s/Flags %d/ItalicAngle 0/Ascent 750/Descent -250/CapHeight 644/StemV 70"
                   b"/FontBBox[-503 -250 1240 750]>>" % (base, flags))
        n = p.add(b"<</Type/Font/Subtype/TrueType/BaseFont/%s/FirstChar 32/LastChar 126/Widths[%s]/Encoding/WinAnsiEncoding"
                  b"/FontDescriptor %d 0 R>>" % (base, b" ".join([b"510"] * 95), fd))
        return b"", b"", b"", (n, lambda t: h.latin("F1", t))
    return fill


def seconds(*when, since=1904):
    return int((datetime.datetime(*when) - datetime.datetime(since, 1, 1)).total_seconds())


def embedded(name, path, text, names=(0, 5, 6), touch=None):
    def fill(p, _):
        return b"", b"", b"", fontsub.embed(p, text, name, path, names, touch)
    return fill


def renamed(created, modified):
    """Old Standard under another name, as its licence lets (no reserved font names), and with these head fields."""
    def touch(font):
        font["head"].created, font["head"].modified, font["head"].fontRevision = created, modified, 1.0
        for row in font["name"].names:
            row.string = {5: "Version 1.000", 6: "SampleSerif"}[row.nameID]
    return touch


DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def dejavu(version):
    """DejaVu Sans with the version said, and head dates of zero: Debian's own build dates say nothing of the version."""
    def touch(font):
        font["head"].created, font["head"].modified, font["head"].fontRevision = 0, 0, float(version)
        for row in font["name"].names:
            row.string = {1: "DejaVu Sans", 5: "Version " + version, 6: "DejaVuSans"}[row.nameID]
    return touch


def fonts():
    page("F001-fires-calibri-light-2001.pdf", "A page of 2001 that names Calibri Light", "2001", "1.3", named(b"ABCDEF+Calibri-Light"))
    page("F001-fires-aptos-2012.pdf", "A page of 2012 that names Aptos", "2012", fill=named(b"Aptos"))
    page("F001-clear-calibri-2009.pdf", "A page of 2009 that names Calibri", "2009", fill=named(b"Calibri"))
    page("F001-clear-times-1999.pdf", "A page of 1999 that names Times New Roman", "1999", "1.3", named(b"TimesNewRomanPSMT", 34))
    text = "The font of this page was changed in 2014"
    page("F002-fires-charis-2014-in-2009.pdf", text, "2009",
         fill=embedded("CharisSILCompact", "/usr/share/fonts/truetype/charis/CharisSILCompact-R.ttf", text))
    text = "The font of this page was changed in 2011"
    page("F002-clear-old-standard-2011.pdf", text, "2012", fill=embedded("OldStandard", fontsub.OLD_STANDARD, text))
    text = "The font of this page counts from 1970"
    epoch = renamed(seconds(2007, 3, 1, 10, since=1970), seconds(2007, 6, 15, 12, since=1970))
    page("F002-clear-epoch-mix.pdf", text, "2009", fill=embedded("SampleSerif", fontsub.OLD_STANDARD, text, (5, 6), epoch))
    text = "The font of this page was created in 1990"
    old = renamed(seconds(1990, 8, 6), 0)
    page("F002-clear-created-1990.pdf", text, "2009", fill=embedded("SampleSerif", fontsub.OLD_STANDARD, text, (5, 6), old))
    text = "The font of this page is DejaVu Sans 2.37"
    page("F003-fires-dejavu-2.37-in-2009.pdf", text, "2009", fill=embedded("DejaVuSans", DEJAVU, text, (1, 5, 6), dejavu("2.37")))
    text = "The font of this page is DejaVu Sans 2.30"
    page("F003-clear-dejavu-2.30.pdf", text, "2012", fill=embedded("DejaVuSans", DEJAVU, text, (1, 5, 6), dejavu("2.30")))


# I001, I002, I003: colour profiles and images

def profile(when, name, right):
    """A display profile of version 2.1 in the colours of sRGB with a plain gamma; `when` goes into its header."""
    fixed = lambda v: struct.pack(">i", round(v * 65536))
    xyz = lambda *v: b"XYZ \0\0\0\0" + b"".join(map(fixed, v))
    name, right = name.encode() + b"\0", right.encode() + b"\0"
    gamma = b"curv\0\0\0\0" + struct.pack(">IH", 1, round(2.2 * 256)) + b"\0\0"
    tags = [(b"desc", b"desc\0\0\0\0" + struct.pack(">I", len(name)) + name + b"\0" * 78), (b"cprt", b"text\0\0\0\0" + right),
            (b"wtpt", xyz(0.9505, 1, 1.0891)), (b"rXYZ", xyz(0.4361, 0.2225, 0.0139)), (b"gXYZ", xyz(0.3851, 0.7169, 0.0971)),
            (b"bXYZ", xyz(0.1431, 0.0606, 0.7141)), (b"rTRC", gamma), (b"gTRC", gamma), (b"bTRC", gamma)]
    table, body, at, seen = struct.pack(">I", len(tags)), b"", 132 + 12 * len(tags), {}
    for sig, data in tags:
        if data not in seen:
            seen[data] = at + len(body)
            body += data + b"\0" * (-len(data) % 4)
        table += sig + struct.pack(">II", seen[data], len(data))
    head = (struct.pack(">I", at + len(body)) + b"\0\0\0\0" + b"\x02\x10\0\0" + b"mntrRGB XYZ " + struct.pack(">6H", *when) + b"acsp"
            + b"\0" * 28 + fixed(0.9642) + fixed(1) + fixed(0.8249) + b"\0" * 48)
    assert len(head) == 128
    return head + table + body


def coloured(icc):
    def fill(p, _):
        n = p.add(h.stream(icc, b"/N 3/Alternate/DeviceRGB"))
        return b"", b"/ColorSpace<</CS0[/ICCBased %d 0 R]>>" % n, b"/CS0 cs 0.2 0.4 0.7 sc 62 600 200 100 re f", None
    return fill


def jpeg(name, *tags):
    from PIL import Image
    path = work(name + ".jpg")
    rng = random.Random(name)
    image = Image.new("RGB", (6, 4))
    image.putdata([tuple(rng.randrange(60, 220) for _ in range(3)) for _ in range(24)])
    image.resize((96, 64), Image.BICUBIC).save(path, quality=70)
    subprocess.run(["exiftool", "-q", "-n", "-overwrite_original", *("-EXIF:" + t for t in tags), path], check=True)
    with open(path, "rb") as f:
        return f.read()


def pictured(data):
    def fill(p, _):
        n = p.add(h.stream(data, b"/Type/XObject/Subtype/Image/Width 96/Height 64/ColorSpace/DeviceRGB/BitsPerComponent 8"
                           b"/Filter/DCTDecode", compress=False))
        return b"", b"/XObject<</Im0 %d 0 R>>" % n, b"q 288 0 0 192 62 500 cm /Im0 Do Q", None
    return fill


def images():
    page("I001-fires-profile-2019.pdf", "A page of 2012 with a colour profile of 2019", "2012", fill=coloured(profile(
        (2019, 5, 1, 10, 0, 0), "Sample Display", "Copyright 2019 Sample Colour Works (fictional)")))
    page("I001-clear-profile-1998.pdf", "A page of 2012 with a colour profile of 1998", "2012", fill=coloured(profile(
        (1998, 2, 9, 6, 49, 0), "sRGB IEC61966-2.1", "Made as a sample, CC0; not the profile of that name")))
    page("I001-clear-profile-zero-date.pdf", "A page of 2012 with a colour profile without a date", "2012", fill=coloured(profile(
        (0, 0, 0, 0, 0, 0), "Sample Display", "No copyright, use freely")))
    page("I002-fires-photo-2019.pdf", "A page of 2012 with a picture of 2019", "2012", fill=pictured(jpeg(
        "I002a", "Make=Canon", "Model=Canon EOS 80D", "DateTimeOriginal=2019:05:01 10:00:00")))
    page("I002-clear-photo-2011.pdf", "A page of 2012 with a picture of 2011", "2012", fill=pictured(jpeg(
        "I002b", "Make=Canon", "Model=Canon EOS 60D", "DateTimeOriginal=2011:05:01 10:00:00")))
    page("I002-clear-photo-zero-date.pdf", "A page of 2012 with a picture whose clock was not set", "2012", fill=pictured(jpeg(
        "I002c", "Make=Canon", "Model=Canon EOS 60D", "DateTimeOriginal=0000:00:00 00:00:00")))
    page("I003-fires-iphone-6-in-2009.pdf", "A page of 2009 with a picture by a telephone of 2014", "2009",
         fill=pictured(jpeg("I003a", "Make=Apple", "Model=iPhone 6")))
    page("I003-clear-iphone-3g-in-2010.pdf", "A page of 2010 with a picture by a telephone of 2008", "2010",
         fill=pictured(jpeg("I003b", "Make=Apple", "Model=iPhone 3G")))


# T001, T002: links and characters

def linked(*urls):
    def fill(p, _):
        refs = b" ".join(b"%d 0 R" % p.add(b"<</Type/Annot/Subtype/Link/Rect[60 %d 400 %d]/Border[0 0 1]/A<</S/URI/URI(%s)>>>>"
                                          % (700 - 30 * k, 720 - 30 * k, h.esc(u.encode()))) for k, u in enumerate(urls))
        return b"/Annots[" + refs + b"]", b"", b"", None
    return fill


def texts():
    page("T001-fires-zip-and-telegram.pdf", "A page of 2009 with two links of later years", "2009",
         fill=linked("https://example.zip/", "https://telegram.org/fictional-sample"))
    page("T001-clear-example-com.pdf", "A page of 2009 with two links that name nothing new", "2009",
         fill=linked("https://www.example.com/", "http://www.example.com/report.zip"))
    page("T002-fires-rouble-sign.pdf", "A page of 2009 whose title has the rouble sign", "2009", title="Вымышленная смета, 100 \u20bd")
    page("T002-clear-euro-and-cyrillic.pdf", "A page of 2009 whose title has the euro sign", "2009", title="Вымышленная смета, 100 \u20ac")


# D008, D009: XMP

def uuid1(when, node, clock=0x1A3B):
    ticks = int((when - datetime.datetime(1582, 10, 15)).total_seconds()) * 10_000_000
    return uuid.UUID(fields=(ticks & 0xFFFFFFFF, ticks >> 32 & 0xFFFF, ticks >> 48 & 0x0FFF | 0x1000, clock >> 8 | 0x80, clock & 0xFF, node))


def described(extra, created=DAYS["2012"]):
    d = iso(created)
    return h.xmp(CORE42, h.tags(xmp_CreateDate=d, xmp_ModifyDate=d, xmp_MetadataDate=d, xmp_CreatorTool=PS, pdf_Producer=D9) + extra)


def history(*steps):
    rows = "".join('     <rdf:li rdf:parseType="Resource">\n      <stEvt:action>%s</stEvt:action>\n      <stEvt:when>%s</stEvt:when>\n'
                   "     </rdf:li>\n" % step for step in steps)
    return ('   <xmpMM:History xmlns:stEvt="http://ns.adobe.com/xap/1.0/sType/ResourceEvent#">\n    <rdf:Seq>\n' + rows
            + "    </rdf:Seq>\n   </xmpMM:History>\n")


def xmp_checks():
    node = 0x001EC2B3C4D5
    for name, text, u in (
            ("D008-fires-uuid-2020.pdf", "A page of 2012 with an identifier of 2020",
             uuid1(datetime.datetime(2020, 3, 4, 5, 6, 7), node)),
            ("D008-clear-uuid-2011.pdf", "A page of 2012 with an identifier of 2011",
             uuid1(datetime.datetime(2011, 3, 4, 5, 6, 7), node)),
            ("D008-clear-uuid-version-4.pdf", "A page of 2012 with an identifier of chance",
             uuid.UUID(int=random.Random("D008").getrandbits(128), version=4))):
        page(name, text, "2012", packet=described(h.tags(xmpMM_DocumentID="uuid:%s" % u)))
    for name, text, steps in (
            ("D009-fires-steps-back.pdf", "A page of 2012 whose history goes back in time",
             (("created", "2012-05-10T10:00:00+04:00"), ("saved", "2011-01-15T09:30:00+03:00"), ("saved", "2012-05-18T10:15:00+04:00"))),
            ("D009-clear-ordered.pdf", "A page of 2012 whose history goes forward",
             (("created", "2011-01-15T09:30:00+03:00"), ("saved", "2012-05-10T10:00:00+04:00"), ("saved", "2012-05-18T10:15:00+04:00"))),
            ("D009-clear-no-zone.pdf", "A page of 2012 whose history names no zone",
             (("created", "2012-05-10T18:00:00"), ("saved", "2012-05-10T15:30:00"), ("saved", "2012-05-18T10:15:00+04:00")))):
        page(name, text, "2012", packet=described(history(*steps)))


# D010: signatures

def signer(begins, years, edwards=False):
    """A self-signed certificate for one signature. The key is made here and kept nowhere."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ed25519, rsa
    from cryptography.x509.oid import NameOID
    from pyhanko.sign import signers
    key = ed25519.Ed25519PrivateKey.generate() if edwards else rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sample signer, for tests only")])
    cert = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(begins + datetime.timedelta(365 * years))
            .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), True)
            .sign(key, None if edwards else hashes.SHA256()))
    p12 = serialization.pkcs12.serialize_key_and_certificates(b"s", key, cert, None, serialization.BestAvailableEncryption(b"s"))
    return signers.SimpleSigner.load_pkcs12_data(p12, other_certs=[], passphrase=b"s")


def sign(name, text, begins, at=None, edwards=False):
    """Signed by pyHanko: now, or with its clock set to `at` and the Info dictionary left alone."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import signers

    class Clocked(signers.PdfSigner):
        def init_signing_session(self, *args, **kw):
            session = super().init_signing_session(*args, **kw)
            session.system_time = at or session.system_time
            return session

    w = IncrementalPdfFileWriter(io.BytesIO(page(name[:-4], text, "2012" if at else "now", "1.7")))
    if at:
        w._update_meta = lambda: None
    meta = signers.PdfSignatureMetadata(field_name="Signature1", md_algorithm="sha512" if edwards else "sha256", location="Sample")
    put(name, Clocked(meta, signer(begins, 10, edwards)).sign_pdf(w, bytes_reserved=4096).getvalue())


def signatures():
    utc, moscow = datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=4))
    may = datetime.datetime(2012, 5, 18, 11, 0, tzinfo=moscow)
    sign("D010-fires-certificate-2024.pdf", "Signed in 2012 with a certificate of 2024", datetime.datetime(2024, 1, 10, tzinfo=utc), may)
    sign("D010-clear-certificate-2011.pdf", "Signed in 2012 with a certificate of 2011", datetime.datetime(2011, 1, 10, tzinfo=utc), may)
    sign("S001-fires-ed25519-in-2012.pdf", "Signed in 2012 by an algorithm of later years", datetime.datetime(2011, 1, 10, tzinfo=utc), may, edwards=True)
    sign("D010-clear-honest.pdf", "Made and signed on the day of making the sample", NOW - datetime.timedelta(hours=1))


def file_type():
    data = page("S002", "A PDF whatever its name says", "2012")
    put("S002-fires-pdf-named.docx", data)
    put("S002-clear-pdf-named.pdf", data)


if __name__ == "__main__":
    os.makedirs(TMP, exist_ok=True)
    os.makedirs(OUT, exist_ok=True)
    fonts()
    images()
    texts()
    xmp_checks()
    signatures()
    file_type()
