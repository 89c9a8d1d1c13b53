"""Writes MANIFEST.toml for a folder of samples: what each file is, and the commands that show it."""
import hashlib
import importlib.metadata as md
import os
import re
import shlex
import subprocess
import sys

import office

ROOT = sys.argv[1] if len(sys.argv) > 1 else ".."
HERE = os.path.dirname(os.path.abspath(__file__))


def first(cmd, pattern):
    out = subprocess.run(cmd, shell=True, capture_output=True, text=True)
    return re.search(pattern, out.stdout + out.stderr).group(0)


GS = "GPL Ghostscript " + first("gs --version", r"\S+")
QPDF = first("qpdf --version", r"qpdf version \S+").replace(" version", "")
EXIF = "ExifTool " + first("exiftool -ver", r"\S+")
LO = first("soffice --version", r"LibreOffice \S+")
TEX = first("pdftex --version", r"pdfTeX \S+ \(.*?\)")
CHROME = first("chromium --version", r"Chromium \S+")
PIKE, MU, HANKO = ("%s %s" % (n, md.version(p)) for n, p in (("pikepdf", "pikepdf"), ("PyMuPDF", "pymupdf"), ("pyHanko", "pyHanko")))
PIL = "Pillow " + md.version("pillow")
RL, FT = "ReportLab " + md.version("reportlab"), "fontTools " + md.version("fonttools")
HAND, HANDF = "by hand (recipes/pdfhand.py)", "by hand (recipes/pdfhand.py, recipes/fontsub.py; %s)" % FT
OLDST = "Old Standard 2.2, SIL OFL 1.1"
FICTION = "Fictional document. "


def ex(tags, pattern=r"^\S.*$"):
    return "exiftool -s -G1 -a %s {}" % " ".join("-" + t for t in tags.split()), pattern


DATES = ex("PDF:CreateDate PDF:ModifyDate XMP:CreateDate XMP:ModifyDate")
WHO = ex("PDF:Producer")
EOFS = ("grep -ac '^%%EOF' {}", r"^\d+$")
HEAD = ("head -c 8 {}", r"^%PDF.*$")
FONT = ("python recipes/fontdates.py {}", r"^.*modified.*$")
NAMES = ("python recipes/fontnames.py {}", r"^.*version.*$")
FONTS = ("pdffonts {}", r"^\S+ +TrueType.*$")
ICC = ex("ICC-header:ProfileDateTime ICC_Profile:ProfileDescription ICC_Profile:ProfileCopyright")
PHOTO = ex("ee ExifIFD:DateTimeOriginal IFD0:Make IFD0:Model")
URI = ("grep -aoE '/URI[(][^)]*' {}", r"^.*$")
UUID = ('exiftool -s3 -XMP-xmpMM:DocumentID {} | python -c "import uuid, datetime as d; u = uuid.UUID(input()[5:]); '
        "print('version', u.version, u.version == 1 and (d.datetime(1582, 10, 15) + d.timedelta(microseconds=u.time // 10)).isoformat())\"",
        r"^version.*$")
STEPS = ex("XMP-xmpMM:HistoryAction XMP-xmpMM:HistoryWhen")
SIG = [("python recipes/sigdates.py {}", r"^/M.*$"), ("pdfsig -nocert {}", r"^.*Signature Validation.*$")]
NEWOBJ = ("grep -aE '^[0-9]+ 0 obj|^xref|^trailer|^startxref|^%%EOF' {}", None)

ATTACHED = ('python -c "import io, sys, pikepdf; deep = lambda d, n: (lambda p: deep(next(iter(p.attachments.values())).get_file().read_bytes(), n + 1) '
            "if len(p.attachments) else (n, str(p.docinfo.Title), p.pages[0].Contents.read_bytes().split()[-3]))(pikepdf.open(io.BytesIO(d))); "
            'print(deep(open(sys.argv[1], \'rb\').read(), 0))" {}', r"^.*innermost.*$")


def text(pattern, opt=""):
    return "pdftotext %s{} -" % opt, "^.*%s.*$" % pattern


def show(number, then):
    return "qpdf --filtered-stream-data --show-object=%d {} | %s" % (number, then), r"^\d+$"


L, C, R, H = "leak/", "checks/", "revisions/", "hostile/"
S = [
    # leak
    (L + "01-prikaz.pdf", HANDF, "leak.py doc01: laid out as Word 2010 saves (second, empty table with /XRefStm)",
     FICTION + "Honest single save dated November 2012; nothing in it is later. The hybrid second table is part of the one save.",
     [WHO, DATES, HEAD, FONT, ("grep -ao 'XRefStm [0-9]*' {}", r"^.*$")], OLDST),
    (L + "02-plan-uchenij.pdf", HANDF, "leak.py doc02: base of 2011-06-20, then an incremental update of 2011-09-12 (note, dates, XMP)",
     FICTION + "Honest, two saves in 2011; XMP and Info agree in both.", [WHO, ex("XMP-x:XMPToolkit"), DATES, EOFS, FONT], OLDST),
    (L + "03-spravka.pdf", HAND + ", then " + GS, "leak.py doc03: gs -sDEVICE=pdfwrite -dEmbedAllFonts=false under faketime 2026-02-20 "
     "(ten days before the story's day of receipt)",
     FICTION + "An original of August 2010 re-saved whole by Ghostscript, which replaced the producer and both dates (it does not keep "
     "CreationDate). One cause explains every late mark.", [WHO, DATES, EOFS], None),
    (L + "04-схема-связи.pdf", HAND, "leak.py doc04: header 1.4, no Info, no XMP, no ID, no embedded font",
     FICTION + "Nothing in it speaks of a date.", [HEAD, ("grep -acE '/Info|/ID|/Metadata|/FontFile' {}", r"^\d+$"),
                                                   ("qpdf --show-object=trailer {}", r"^.*$")], None),
    (L + "05-raspisanie.pdf", LO + ", then " + PIKE, "leak.py doc05: soffice --convert-to pdf; CreationDate of Info set to 2012-06-05 with "
     "pikepdf; LibreOffice wrote no XMP and no ModDate",
     FICTION + "Made by LibreOffice 7.4 of 2022 and dated back to June 2012. The head table of its embedded DejaVu Sans says created 2023-03-10, modified zero.",
     [WHO, DATES, FONT, ("grep -ac xpacket {}", r"^\d+$")], "DejaVu Sans 2.37, Bitstream Vera licence; Noto Sans CJK JP, SIL OFL 1.1"),
    (L + "06-otchet.pdf", HANDF + ", then " + EXIF, "leak.py doc06: exiftool -PDF:Title -XMP-dc:title, both Info dates put back",
     FICTION + "A file as of May 2013 edited with ExifTool 12.57 of 2023; the dates are put back, the XMP toolkit names the program.",
     [ex("XMP-x:XMPToolkit"), DATES, EOFS, FONT], OLDST),
    (L + "07-tablica.pdf", TEX, "leak.py doc07: pdflatex with SOURCE_DATE_EPOCH=1331800200 and FORCE_SOURCE_DATE=1",
     FICTION + "Made by TeX Live 2022 with its clock set to 2012-03-15.", [ex("PDF:PTEX_Fullbanner"), WHO, DATES],
     "Computer Modern (AMS), SIL OFL 1.1"),
    (L + "08-doklad.pdf", HANDF, "leak.py doc08", FICTION + "Said to be of Moscow, January 2012, but the clock says +03:00; the law was +04:00.",
     [DATES, WHO, FONT], OLDST),
    (L + "09-zapiska.pdf", HANDF, "leak.py doc09", FICTION + "Said to be of North Korea, April 2013, with +08:30, an offset of 2015-08-15 to 2018-05-04.",
     [DATES, WHO, FONT], OLDST),
    (L + "10-журнал.pdf", HANDF, "leak.py doc10", FICTION + "ModDate a year before CreationDate, both within the claim 2012/2013.", [DATES, WHO, FONT], OLDST),
    (L + "11-演習計画.pdf", HAND, "leak.py doc11", FICTION + "Info says May 2010, XMP August 2013.", [DATES, ex("XMP-x:XMPToolkit")], None),
    (L + "12-perechen.pdf", HAND + ", then " + QPDF, 'leak.py doc12: qpdf --encrypt "" owner 256 --',
     FICTION + "Dated March 2009 and encrypted with AES-256 revision 6 (extension level 8, Acrobat X, November 2010). Opens with the empty password.",
     [("qpdf --show-encryption {}", r"^R = 6$"), ("qpdf --show-encryption {}", r"^Supplied password is user password$"), DATES, HEAD,
      ("grep -ao '/ExtensionLevel [0-9]*' {}", r"^.*$")], None),
    (L + "13-zayavka.pdf", HANDF + ", then " + MU, "leak.py doc13: PyMuPDF update_stream, ModDate of Info set, saveIncr; PyMuPDF leaves no name of its own, "
     "ModDate is the story's 2026-02-20",
     FICTION + "Base of October 2013; revision 2 replaces the page's 10 000 by 90 000 (content stream, object 4) and sets ModDate to 2026-02-20 (object 11).",
     [DATES, WHO, EOFS, text("90 000"), ("grep -ac '10 000' {}", r"^\d+$"), FONT], OLDST),
    (L + "14-pamyatka.pdf", HAND, "leak.py doc14", FICTION + "Both dates are 1980-01-01T00:00:00Z, as after a dead clock battery; no XMP.", [DATES, WHO], None),
    # checks
    (C + "D001-fires-modified-before-created.pdf", HAND, "checks.py date_checks", "ModDate six months before CreationDate, both with zone.", [DATES], None),
    (C + "D001-clear-no-zone.pdf", HAND, "checks.py date_checks", "ModDate earlier by the digits, but CreationDate has no zone: no conflict on whole intervals.", [DATES], None),
    (C + "D002-fires-year-and-producer.pdf", HAND, "checks.py date_checks", "XMP differs from Info by a year in the dates, and in the producer.",
     [DATES, ex("PDF:Producer XMP-pdf:Producer")], None),
    (C + "D002-clear-same-instant.pdf", HAND, "checks.py date_checks", "The same instants in two notations; xmp:MetadataDate is a day later.", [DATES, ex("XMP:MetadataDate")], None),
    (C + "D003-fires-moscow-2012.pdf", HAND, "checks.py date_checks", "Claimed place Moscow, 2012-01-20 with +03:00 where the law was +04:00.", [DATES], None),
    (C + "D003-clear-moscow-utc.pdf", HAND, "checks.py date_checks", "Claimed place Moscow, dates with Z and +00'00', as libraries write UTC.",
     [DATES, ("grep -aoE 'D:[0-9]{14}[^)]*' {}", r"^.*$")], None),
    (C + "D004-fires-python-docx-date.pdf", HAND, "checks.py date_checks", "Both dates are the template date of python-docx, 2013-12-23T23:15:00Z.", [DATES, ex("PDF:Author")], None),
    (C + "D004-fires-reportlab-anonymous.pdf", RL, "checks.py reportlab: canvas without title and author", "ReportLab's own anonymous, untitled, unspecified.",
     [ex("PDF:Author PDF:Title PDF:Subject PDF:Producer PDF:CreateDate")], None),
    (C + "D004-clear-ordinary.pdf", HAND, "checks.py date_checks", "An ordinary date and author.", [DATES, ex("PDF:Author")], None),
    (C + "D005-fires-2061.pdf", HAND, "checks.py date_checks", "Dated 2061.", [DATES], None),
    (C + "D005-clear-2013.pdf", HAND, "checks.py date_checks", "Dated March 2013.", [DATES], None),
    (C + "D006-fires-1970.pdf", HAND, "checks.py date_checks", "Dated 1970-01-01T00:00:00Z, the zero of Unix time.", [DATES], None),
    (C + "D006-clear-2013.pdf", HAND, "checks.py date_checks", "Dated June 2013.", [DATES], None),
    (C + "D007-fires-2021.pdf", HAND, "checks.py date_checks", "Made 2013-03, changed 2021-05 by its own word; claimed 2013.", [DATES], None),
    (C + "D007-clear-same-year.pdf", HAND, "checks.py date_checks", "Made and changed in 2013 by its own word; claimed 2013.", [DATES], None),
    (C + "P001-fires-libreoffice-2009.pdf", LO + ", then " + PIKE, "checks.py programs", "Made by LibreOffice 7.4, CreationDate set to 2009 with pikepdf.",
     [WHO, DATES], "DejaVu Sans 2.37, Bitstream Vera licence"),
    (C + "P001-fires-chromium-2009.pdf", CHROME + ", then " + PIKE, "checks.py programs", "Made by headless Chromium, both dates set to 2009 with pikepdf.",
     [ex("PDF:Producer PDF:Creator"), DATES], "DejaVu Sans 2.37, Bitstream Vera licence"),
    (C + "P001-clear-word-2010.pdf", HAND, "checks.py programs", "Named Word 2010, dated 2012.", [WHO, DATES], None),
    (C + "P002-fires-itext-2015.pdf", HAND, "checks.py programs", "The producer carries the copyright years 2000-2015; dated and claimed 2012.", [WHO, DATES], None),
    (C + "P002-clear-itext-2015.pdf", HAND, "checks.py programs", "The same producer, dated and claimed 2015.", [WHO, DATES], None),
    (C + "P002-clear-xmp-core-zero-date.pdf", HAND, "checks.py programs", "The toolkit's own date is 0000/00/00: it dates nothing (its version number, 7.0, is another check's business).",
     [ex("XMP-x:XMPToolkit"), DATES], None),
    (C + "S001-fires-pdf-2.0-in-2009.pdf", HAND, "checks.py structure", "Header PDF 2.0 (2017), dated and claimed 2009.", [HEAD, DATES], None),
    (C + "S001-fires-ed25519-in-2012.pdf", HAND + ", then " + HANKO, "depth.py signatures: as D010-clear-certificate-2011.pdf, with a key of Ed25519",
     "Signed, by its own word, on 2012-05-18, with a certificate that begins 2011-01-10, by Ed25519, which has an identifier since 2016. Two revisions.", [SIG[0], ("python recipes/sigdates.py {}", r"^algorithm.*$"), DATES], None),
    (C + "S001-clear-object-streams.pdf", HAND, "checks.py structure", "Header 1.4 with object streams of 1.5 (2003), dated and claimed 2012.",
     [HEAD, ("grep -ao '/Type/ObjStm' {}", r"^.*$"), DATES], None),
    (C + "R001-fires-page-text.pdf", HAND + ", then " + MU, "checks.py structure: update_stream, saveIncr", "Two revisions; the second changes 40 tons to 60 tons (object 4).",
     [EOFS, text("60 tons"), ("grep -ac '40 tons' {}", r"^\d+$")], None),
    (C + "R001-clear-linearized.pdf", HAND + ", then " + QPDF, "checks.py structure: qpdf --linearize --deterministic-id", "Saved once, linearized: two tables, one revision.",
     [("qpdf --check-linearization {}", r"^.*no linearization errors.*$"), EOFS], None),
    (C + "R001-clear-word-hybrid.pdf", HAND, "checks.py structure: as Word saves", "Saved once as Word 2007-2016 do: full table, then an empty one with /Prev and /XRefStm. One revision.",
     [EOFS, ("grep -aoE '/Prev [0-9]+/XRefStm [0-9]+' {}", r"^.*$")], None),
    # checks, second part
    (C + "F001-fires-calibri-light-2001.pdf", HAND, "depth.py fonts", "Names ABCDEF+Calibri-Light and embeds nothing; dated and claimed 2001. Calibri was first shown in 2004.", [FONTS, DATES], None),
    (C + "F001-fires-aptos-2012.pdf", HAND, "depth.py fonts", "Names Aptos (2023) and embeds nothing; dated and claimed 2012.", [FONTS, DATES], None),
    (C + "F001-clear-calibri-2009.pdf", HAND, "depth.py fonts", "Names Calibri; dated and claimed 2009.", [FONTS, DATES], None),
    (C + "F001-clear-times-1999.pdf", HAND, "depth.py fonts", "Names TimesNewRomanPSMT; dated and claimed 1999.", [FONTS, DATES], None),
    (C + "F002-fires-charis-2014-in-2009.pdf", HANDF, "depth.py fonts: head and the names 0, 5 and 6 as released",
     "Embeds a subset of Charis SIL Compact 5.000 whose head table says created and modified 2014, its copyright 1997-2014; dated and claimed 2009.",
     [FONT, NAMES, DATES], "Charis SIL Compact 5.000, SIL OFL 1.1"),
    (C + "F002-clear-old-standard-2011.pdf", HANDF, "depth.py fonts: head and the names 0, 5 and 6 as released",
     "Embeds a subset of Old Standard 2.2, modified 2011-04-30; dated and claimed 2012.", [FONT, NAMES, DATES], OLDST),
    (C + "F002-clear-epoch-mix.pdf", HANDF, "depth.py fonts: head.created 1172743200, head.modified 1181908800, named SampleSerif, version 1.000",
     "The head table counts from 1970: created 2007-03-01T10:00:00Z, modified 2007-06-15T12:00:00Z. Read from 1904, as the format says, it is 1941. Dated and claimed 2009.",
     [FONT, NAMES, DATES], OLDST + ", renamed"),
    (C + "F002-clear-created-1990.pdf", HANDF, "depth.py fonts: head.created 2732659200, head.modified 0, named SampleSerif, version 1.000",
     "The head table says created 1990-08-06, modified zero; dated and claimed 2009.", [FONT, NAMES, DATES], OLDST + ", renamed"),
    (C + "F003-fires-dejavu-2.37-in-2009.pdf", HANDF, "depth.py fonts: DejaVu Sans, head dates zero", "Embeds a subset of DejaVu Sans that states version 2.37 (2016); dated and claimed 2009.", [FONT, NAMES, DATES], "DejaVu Sans 2.37, Bitstream Vera licence"),
    (C + "F003-clear-dejavu-2.30.pdf", HANDF, "depth.py fonts: DejaVu Sans, head dates zero", "Embeds a subset of DejaVu Sans that states version 2.30 (2009); dated and claimed 2012.", [FONT, NAMES, DATES], "DejaVu Sans 2.37, Bitstream Vera licence"),
    (C + "I001-fires-profile-2019.pdf", HAND, "depth.py images, profile", "A colour space on a profile made in the recipe: header date 2019-05-01T10:00:00, copyright 2019; dated and claimed 2012.", [ICC, DATES], None),
    (C + "I001-clear-profile-1998.pdf", HAND, "depth.py images, profile", "A profile made in the recipe with the header date of the common sRGB profile, 1998-02-09T06:49:00; dated and claimed 2012.", [ICC, DATES], None),
    (C + "I001-clear-profile-zero-date.pdf", HAND, "depth.py images, profile", "The profile's header date is all zeros; dated and claimed 2012.", [ICC, DATES], None),
    (C + "I002-fires-photo-2019.pdf", HAND + "; %s, %s" % (PIL, EXIF), "depth.py images, jpeg", "A JPEG image whose Exif says 2019-05-01 and Canon EOS 80D (a camera of 2016); dated and claimed 2012.", [PHOTO, DATES], None),
    (C + "I002-clear-photo-2011.pdf", HAND + "; %s, %s" % (PIL, EXIF), "depth.py images, jpeg", "A JPEG image whose Exif says 2011-05-01 and Canon EOS 60D (2010); dated and claimed 2012.", [PHOTO, DATES], None),
    (C + "I002-clear-photo-zero-date.pdf", HAND + "; %s, %s" % (PIL, EXIF), "depth.py images, jpeg", "The Exif date is 0000:00:00 00:00:00: it dates nothing; dated and claimed 2012.", [PHOTO, DATES], None),
    (C + "I003-fires-iphone-6-in-2009.pdf", HAND + "; %s, %s" % (PIL, EXIF), "depth.py images, jpeg", "A JPEG image whose Exif names Apple iPhone 6 (2014) and no date; dated and claimed 2009.", [PHOTO, DATES], None),
    (C + "I003-clear-iphone-3g-in-2010.pdf", HAND + "; %s, %s" % (PIL, EXIF), "depth.py images, jpeg", "A JPEG image whose Exif names Apple iPhone 3G (2008) and no date; dated and claimed 2010.", [PHOTO, DATES], None),
    (C + "T001-fires-zip-and-telegram.pdf", HAND, "depth.py texts", "Links to a host under .zip (a top-level domain of 2014) and to telegram.org (a service of 2013); dated and claimed 2009.", [URI, DATES], None),
    (C + "T001-clear-example-com.pdf", HAND, "depth.py texts", "Links to www.example.com, one to a file named report.zip; dated and claimed 2009.", [URI, DATES], None),
    (C + "T002-fires-rouble-sign.pdf", HAND, "depth.py texts", "The title (UTF-16BE) has U+20BD, the rouble sign, in Unicode since 7.0 of June 2014; dated and claimed 2009.", [ex("PDF:Title"), DATES], None),
    (C + "T002-clear-euro-and-cyrillic.pdf", HAND, "depth.py texts", "The title (UTF-16BE) has Cyrillic and U+20AC, the euro sign (1998); dated and claimed 2009.", [ex("PDF:Title"), DATES], None),
    (C + "D008-fires-uuid-2020.pdf", HAND, "depth.py xmp_checks, uuid1", "DocumentID is a version 1 UUID of 2020-03-04T05:06:07Z, node 00:1e:c2:b3:c4:d5; dated and claimed 2012.", [ex("XMP-xmpMM:DocumentID"), UUID, DATES], None),
    (C + "D008-clear-uuid-2011.pdf", HAND, "depth.py xmp_checks, uuid1", "DocumentID is a version 1 UUID of 2011-03-04T05:06:07Z, same node; dated and claimed 2012.", [ex("XMP-xmpMM:DocumentID"), UUID, DATES], None),
    (C + "D008-clear-uuid-version-4.pdf", HAND, "depth.py xmp_checks", "DocumentID is a version 4 UUID: it has no time; dated and claimed 2012.", [ex("XMP-xmpMM:DocumentID"), UUID, DATES], None),
    (C + "D009-fires-steps-back.pdf", HAND, "depth.py xmp_checks, history", "The second step of the XMP history (2011-01) is sixteen months before the first (2012-05); dated and claimed 2012.", [STEPS, DATES], None),
    (C + "D009-clear-ordered.pdf", HAND, "depth.py xmp_checks, history", "The same three steps in order; dated and claimed 2012.", [STEPS, DATES], None),
    (C + "D009-clear-no-zone.pdf", HAND, "depth.py xmp_checks, history", "The second step is two and a half hours before the first by the digits, but neither has a zone: no conflict on whole intervals. Dated and claimed 2012.", [STEPS, DATES], None),
    (C + "D010-fires-certificate-2024.pdf", HAND + ", then " + HANKO, "depth.py signatures: the session's clock set to 2012-05-18, Info left as it was; self-signed certificate, its key not kept",
     "Signed, by its own word, on 2012-05-18 (/M and the signed attribute) with a certificate that begins 2024-01-10. The signature is right by its arithmetic. Two revisions.", SIG + [DATES], None),
    (C + "D010-clear-certificate-2011.pdf", HAND + ", then " + HANKO, "depth.py signatures: the same with a certificate that begins 2011-01-10",
     "Signed on 2012-05-18 with a certificate of 2011 to 2021; claimed 2012. Two revisions.", SIG + [DATES], None),
    (C + "D010-clear-honest.pdf", HAND + ", then " + HANKO, "depth.py signatures: signed with the true clock and a certificate made an hour earlier by its own word",
     "Made and signed on the day of making the sample, the certificate begins an hour earlier. No claim. Two revisions.", SIG + [WHO, DATES], None),
    (C + "S002-fires-pdf-named.docx", HAND, "depth.py file_type", "A PDF whose name ends in .docx; byte for byte S002-clear-pdf-named.pdf.", [("file -b {}", r"^PDF document.*$"), HEAD], None),
    (C + "S002-clear-pdf-named.pdf", HAND, "depth.py file_type", "The same bytes, named .pdf.", [("file -b {}", r"^PDF document.*$"), HEAD], None),
    # revisions
    (R + "1-pymupdf-text.pdf", HAND + ", then " + MU, "revisions.py three", "2 revisions. Revision 2: page content (object 4), 12 trucks became 21 trucks. Dates in Info unchanged.",
     [EOFS, text("21 trucks"), NEWOBJ], None),
    (R + "2-exiftool-title.pdf", HAND + ", then " + EXIF, "revisions.py three: exiftool -PDF:Title", "2 revisions. Revision 2: Info only (a title).", [EOFS, ex("PDF:Title"), NEWOBJ], None),
    (R + "3-pyhanko-note.pdf", HAND + ", then " + HANKO, "revisions.py three: IncrementalPdfFileWriter", "2 revisions. Revision 2: a text annotation on the page "
     "(objects 3, 8), Catalog /Version 1.7 (object 1), Info (object 6: ModDate of the day of making, pyHanko named in Producer).", [EOFS, WHO, DATES, NEWOBJ], None),
    (R + "4-three-programs.pdf", HAND + ", then %s, %s, %s" % (MU, HANKO, EXIF), "revisions.py three", "4 revisions. 2 (PyMuPDF): page content, 30 tents became 35 tents. "
     "3 (pyHanko): a text annotation, Catalog version, Info. 4 (ExifTool): Info, a title.", [EOFS, text("35 tents"), WHO, ex("PDF:Title"), NEWOBJ], None),
    (R + "5-signed-then-filled.pdf", HAND + ", then " + HANKO, "revisions.py signed: sign_pdf with a self-signed certificate made in the recipe, its key not kept; then the field filled",
     "3 revisions. 2: an invisible signature field and signature (valid, covers revisions 1 and 2), Catalog, page annotations, Info. "
     "3: the form field 'name' (object 6) filled with A. Severov, its appearance (13), Info (8, ModDate). The page content never changes.", [EOFS, ("pdfsig -nocert {}", r"^.*Signature is Valid.*$"), ("pdfsig -nocert {}", r"^.*Not total document signed.*$"),
                                         text("A. Severov", "-layout "), NEWOBJ], None),
    (R + "6-linearized-updated.pdf", HAND + ", then %s, then %s" % (QPDF, MU), "revisions.py linearized", "2 revisions: the linearized file is one (its two tables are one save), "
     "then an update of the page content, 500 crates became 600 crates.", [EOFS, text("600 crates"), ("grep -ao '/Linearized 1' {}", r"^.*$"), NEWOBJ], None),
    (R + "7-broken-startxref.pdf", HAND, "revisions.py by_hand", "2 revisions, the second changes 40 tons to 60 tons; the last startxref says 999999, beyond the end of the file.",
     [EOFS, ("qpdf --check {}", r"^.*xref not found.*$"), text("60 tons")], None),
    (R + "8-orphan-revision.pdf", HAND, "revisions.py by_hand", "The chain has 2 revisions: the base and the last (Info: a title). Between them stand the bytes of an orphan revision "
     "(page content, 40 tons to 60 tons) that the last /Prev skips. 200 bytes follow the last %%EOF and its line end. A reader shows 40 tons.",
     [EOFS, text("40 tons"), ("grep -ao '/Prev [0-9]*' {}", r"^.*$")], None),
    # hostile
    (H + "prev-loop-self.pdf", HAND, "hostile.py prev_loop", "The trailer's /Prev is its own table.", [("qpdf --check {}", r"^.*loop detected.*$")], None),
    (H + "prev-loop-pair.pdf", HAND, "hostile.py prev_loop", "Two tables whose /Prev point at each other.", [("qpdf --check {}", r"^.*loop detected.*$")], None),
    (H + "xref-stream-huge-size.pdf", HAND, "hostile.py huge_size", "A cross-reference stream with /Size 2147483647, /W[8 8 8] and seven entries of data.", [("qpdf --check {}", r"^.*wrong size.*$")], None),
    (H + "xref-stream-huge-widths.pdf", HAND, "hostile.py huge_size", "A cross-reference stream with field widths of 2147483647 bytes.", [("qpdf --check {}", r"^.*impossibly large.*$")], None),
    (H + "object-stream-bomb.pdf", HAND, "hostile.py bomb", "An object stream of 10 MiB of zeros in about 10 kB; after them the Info dictionary, title 'At the end of the zeros'. "
     "By the offset in the object stream, the object starts at the zeros (white space) and is valid.", [("grep -ao '/Type/ObjStm/N 1' {}", r"^.*$")], None),
    (H + "deep-arrays.pdf", HAND, "hostile.py nesting", "3,000 nested arrays in an object of the Catalog and once more in the Info dictionary (/Custom).", [("grep -aoE '/Deep [0-9]+ 0 R' {}", r"^.*$")], None),
    (H + "info-refers-to-itself.pdf", HAND, "hostile.py self_reference", "Title, Author and CreationDate of Info are references to the Info dictionary itself.", [("grep -ao '/Title [0-9]* 0 R' {}", r"^.*$")], None),
    (H + "info-is-its-own-reference.pdf", HAND, "hostile.py self_reference", "The Info object is a reference to itself.", [("grep -aE '^6 0 R' {}", r"^.*$")], None),
    (H + "xmp-entity-bomb.pdf", HAND, "hostile.py entities", "XMP with a document type of nine nested entities (billion laughs) used in xmp:CreatorTool; Info is ordinary.",
     [("grep -ao '&e9;' {}", r"^.*$")], None),
    (H + "metadata-escapes.pdf", HAND, "hostile.py strings", "Info and XMP values with terminal escapes (OSC and CSI), bidirectional overrides, NUL, line ends, HTML, a spreadsheet formula, "
     "lone surrogates and invalid UTF-8. Nothing in it acts.", [("grep -ac '\x1b]0;' {}", r"^\d+$")], None),
    (H + "zero-bytes.pdf", HAND, "hostile.py not_quite_pdf", "Zero bytes.", [("stat -c %s {}", r"^0$")], None),
    (H + "text-file.pdf", HAND, "hostile.py not_quite_pdf", "Plain UTF-8 text named .pdf.", [("file -b {}", r"^.*text.*$")], None),
    (H + "truncated.pdf", HAND, "hostile.py not_quite_pdf", "The first two thirds of an ordinary file: no table, no trailer.", [("qpdf --check {}", r"^.*can't find startxref.*$")], None),
    (H + "junk-before-header.pdf", HAND, "hostile.py not_quite_pdf", "900 bytes before the header, an HTTP answer and junk; offsets count from the header.", [("grep -abo '%PDF-' {}", r"^900:.*$")], None),
    (H + "password-sesame.pdf", HAND + ", then " + QPDF, "hostile.py not_quite_pdf: qpdf --encrypt sesame owner 256 --", "Encrypted with AES-256 (R6); the user password is sesame.",
     [("qpdf --check {}", r"^.*invalid password.*$"), ("qpdf --password=sesame --show-encryption {}", r"^Supplied password is user password$")], None),
    (H + "flate-bomb.pdf", HAND, "hostile.py flate_bombs", "The catalog's metadata stream and the font file of a font descriptor, each compressed by Flate twice, each 200 MiB when "
     "opened: the first nothing but zeros, the second a TrueType font (head: 2001-05-04) whose glyphs are zeros. Info is ordinary.",
     [show(6, "wc -c"), show(7, "wc -c"), FONT], None),
    (H + "flate-bomb-many.pdf", HAND, "hostile.py flate_bombs", "A hundred metadata streams, each of 20 MiB of zeros when opened, compressed by Flate twice: 2,000 MiB in all. "
     "The first is the catalog's.", [("grep -ac '/Type/Metadata/Subtype/XML' {}", r"^100$"), show(6, "wc -c"), show(105, "wc -c")], None),
    (H + "page-tree-loop.pdf", HAND, "hostile.py page_trees", "Nodes of the page tree have themselves and their parents among their kids. There is one page.",
     [("qpdf --check {}", r"^.*Loop detected in /Pages structure.*$"), ("grep -aoE '/Kids[[][^]]*[]]' {}", r"^.*$")], None),
    (H + "page-tree-deep.pdf", HAND, "hostile.py page_trees", "A chain of 2,000 nodes of the page tree, in an object stream, with one page at its end.",
     [("qpdf --show-npages {}", r"^1$"), ("qpdf --qdf --object-streams=disable {} - | grep -ac '/Type /Pages'", r"^2000$")], None),
    (H + "xref-loop-hybrid.pdf", HAND, "hostile.py hybrid_loop", "A cross-reference table and a cross-reference stream that name each other by both /Prev and /XRefStm. One revision.",
     [("qpdf --check {}", r"^.*loop detected.*$"), ("grep -aoE '/Prev [0-9]+/XRefStm [0-9]+' {}", r"^.*$"), ("grep -abE '^xref|^7 0 obj' {}", r"^.*$")], None),
    (H + "nested-arrays-10000.pdf", HAND, "hostile.py deeper", "10,000 nested arrays in an object that the Catalog names; Info is ordinary.",
     [("grep -ao '[[]*null' {} | tr -cd '[' | wc -c", r"^10000$"), ("grep -aoE '/Deep [0-9]+ 0 R' {}", r"^.*$")], None),
    (H + "nested-dictionaries-10000.pdf", HAND, "hostile.py deeper", "10,000 nested dictionaries in an object that the Catalog names and that lies in an object stream; Info is ordinary.",
     [show(8, "grep -ao '<</A' | wc -l")], None),
    (H + "attached-100-deep.pdf", HAND, "hostile.py attached", "A PDF with a PDF attached, with a PDF attached, and so on, 100 attachments deep; each is titled by its level. The page of the innermost says 'innermost'.",
     [ATTACHED], None),
    (H + "xmp-deep.pdf", HAND, "hostile.py packets", "An XMP packet of 10,000 nested elements behind its dates, compressed by Flate.",
     [show(6, "grep -o '<dc:relation>' | wc -l"), show(6, "grep -c '<xmp:CreateDate>2012-09-17T10:15:00+04:00<'")], None),
    (H + "xmp-billion-attributes.pdf", HAND, "hostile.py packets", "An XMP packet with 20,000 different attributes in one element behind its dates, compressed by Flate twice.",
     [show(6, "grep -oE ' xmp:a[0-9]{5}=' | sort -u | wc -l")], None),
    (H + "length-loop.pdf", HAND, "hostile.py streams", "The /Length of the metadata stream is the metadata stream, that of the page's content the page's content.",
     [("qpdf --check {}", r"^.*loop detected.*$")], None),
    (H + "objstm-extends-loop.pdf", HAND, "hostile.py streams", "An object stream that extends itself and lists its own number beside that of the Info dictionary, which is ordinary.",
     [("grep -aoE '^7 0 obj|/Extends [0-9]+ 0 R' {}", r"^.*$"), ("qpdf --filtered-stream-data --show-object=7 {}", r"^[0-9 ]+"), ex("PDF:Title")], None),
    (H + "predictor-huge-columns.pdf", HAND, "hostile.py streams", "A metadata stream of one row of 2,000,000,000 columns by its predictor; the row ends after some hundred bytes.",
     [("grep -aoE '/Predictor.*/Columns [0-9]+' {}", r"^.*$"),
      ('qpdf --raw-stream-data --show-object=6 {} | python -c "import sys, zlib; print(len(zlib.decompress(sys.stdin.buffer.read())))"', r"^\d+$")], None),
    (H + "many-revisions.pdf", HAND, "hostile.py many_revisions", "5,001 revisions: the first save and 5,000 updates, each of the one number that counts them. Dates in Info unchanged.",
     [EOFS, ("qpdf --show-object=7 {}", r"^5000$"), DATES], None),
    (H + "name-with-escapes.pdf", HAND, "hostile.py names", "Beside what metadata-escapes.pdf has: hyperlinks of terminals (OSC 8), lines that forge the count of a report, and C1 controls, in Info and XMP; the same "
     "in names (Info keys, a font, a version, an extension, private data of a program), in a link and in the date of a note. Nothing in it acts.",
     [("grep -ac '\x1b]8;;http' {}", r"^\d+$"), ("grep -aoE 'in 1 = ok 1[a-z0-9+ ]*' {}", r"^.*$"), ("grep -aoE '/BaseFont/Arial[^>/]*' {}", r"^.*$")], None),
]


def q(s):
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"').replace("\x1b", "\\u001B").replace("\t", "\\t") + '"'


def confirm(name, cmd, pattern):
    env = {**os.environ, "PATH": os.path.dirname(sys.executable) + ":" + os.environ["PATH"]}
    shown = cmd.replace("{}", shlex.quote(name) if re.search(r"[^\w./-]", name, re.A) else name)
    run = shown.replace("recipes/", HERE + "/")
    out = subprocess.run(run, shell=True, cwd=ROOT, env=env, capture_output=True)
    out = (out.stdout + out.stderr).decode("utf-8", "replace")
    if pattern is None:
        return shown + " => " + ", ".join(out.split("\n")).rstrip(", ")
    hits = [m.group(0).strip() for m in re.finditer(pattern, out, re.M) if m.group(0).strip()]
    if not hits:
        raise SystemExit("not confirmed: %s\n%s" % (shown, out))
    hits = [re.sub(r" {2,}", " ", x) for x in dict.fromkeys(hits)]
    return shown + " => " + "; ".join(hits)


names = [s[0] for s in S]
there = sorted(os.path.join(d, f) for d in ("leak", "checks", "revisions", "hostile") for f in os.listdir(os.path.join(ROOT, d))
               if not f.endswith(".toml") and "%s/%s" % (d, f) not in office.NAMES)
assert sorted(names) == there, set(names) ^ set(there)
out = ["# The sample documents: what each is, how it was made, what is true of it, and the command that shows it.",
       "# recipes/make.sh makes them all again; some programs write times and identifiers, so the bytes may differ.",
       "# Embedded subsets of fonts (embedded_fonts) stay under the licences of their fonts.", ""]
for name, made, recipe, truth, conf, fonts in S:
    with open(os.path.join(ROOT, name), "rb") as f:
        data = f.read()
    out += ["[[sample]]", "file = " + q(name), 'sha256 = "%s"' % hashlib.sha256(data).hexdigest(), "bytes = %d" % len(data),
            "made_by = " + q(re.sub("^by", "By", made)), "recipe = " + q("recipes/" + recipe), "truth = " + q(truth), "confirmed = ["]
    out += ["    " + q(confirm(name, *c)) + "," for c in conf] + ["]"]
    if fonts:
        out.append("embedded_fonts = " + q(fonts))
    out += ['licence = "CC0-1.0"', ""]
with open(os.path.join(ROOT, "MANIFEST.toml"), "w", encoding="utf-8") as f:
    f.write("\n".join(out).rstrip() + "\n")
print("%d samples, %d bytes" % (len(S), sum(os.path.getsize(os.path.join(ROOT, n)) for n in names)))
office.make(ROOT)
