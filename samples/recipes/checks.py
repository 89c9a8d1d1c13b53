"""samples/checks: for each check one sample that fires and one that must not."""
import os
import subprocess
import sys

import leak
import pdfhand as h

OUT = sys.argv[1] if len(sys.argv) > 1 else "."
TMP = os.path.join(os.environ.get("SAMPLES_TMP", "/tmp"), "checks-work")
leak.TMP = TMP
PS, D8, D9, WORD = leak.PS, leak.D8, leak.D9, leak.WORD
CORE42 = "Adobe XMP Core 4.2.1-c041 52.342996, 2008/05/07-20:48:00"


def put(name, data):
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data)


def work(name, data=None):
    path = os.path.join(TMP, name)
    if data is not None:
        with open(path, "wb") as f:
            f.write(data)
    return path


def simple(name, text, version="1.4", packet=None, save=None, compress=True, **keys):
    """A page of Helvetica with this Info, written as it stands."""
    lines = [("F1", 14, text), None, ("F1", 10, h.FICTION_EN)]
    p, root, page, content = h.plain(lines, version, compress=compress)
    if packet:
        m = p.add(h.metadata(packet))
        p.set(root, p.objs[root][:-2] + b"/Metadata %d 0 R>>" % m)
    i = p.add(h.info(**keys))
    ids = (h.ident(name),) * 2
    data = save(p, root, i, ids) if save else p.save(root, i, ids)
    if name.endswith(".pdf"):
        put(name, data)
    return data, content


def date_checks():
    simple("D001-fires-modified-before-created.pdf", "Modified six months before it was created", Creator=PS, Producer=D9,
           CreationDate=b"D:20120910120000+04'00'", ModDate=b"D:20120310120000+04'00'")
    simple("D001-clear-no-zone.pdf", "Modified an hour earlier by the digits, but one date has no zone", Creator=PS, Producer=D9,
           CreationDate=b"D:20120910120000", ModDate=b"D:20120910110000+04'00'")

    def x(create, modify, meta, prod):
        return h.xmp(CORE42, h.tags(xmp_CreateDate=create, xmp_ModifyDate=modify, xmp_MetadataDate=meta, xmp_CreatorTool=PS,
                                    pdf_Producer=prod))
    d = b"D:20110405101500+04'00'"
    simple("D002-fires-year-and-producer.pdf", "Info and XMP differ by a year and name two producers", Creator=PS, Producer=D9,
           CreationDate=d, ModDate=d, packet=x("2012-04-05T10:15:00+04:00", "2012-04-05T10:15:00+04:00",
                                               "2012-04-05T10:15:00+04:00", "Adobe PDF Library 9.0"))
    simple("D002-clear-same-instant.pdf", "The same instants in two notations, metadata date later", Creator=PS, Producer=D9,
           CreationDate=d, ModDate=d, packet=x("2011-04-05T06:15:00Z", "2011-04-05T15:15:00+09:00",
                                               "2011-04-06T09:00:00+04:00", D9))
    m = b"D:20120120101500+03'00'"
    simple("D003-fires-moscow-2012.pdf", "Moscow, January 2012, with +03:00", Creator=PS, Producer=D9, CreationDate=m, ModDate=m)
    simple("D003-clear-moscow-utc.pdf", "Moscow, January 2012, written in UTC", Creator=PS, Producer=D9,
           CreationDate=b"D:20120120061500Z", ModDate=b"D:20120120061500+00'00'")
    simple("D004-fires-python-docx-date.pdf", "The date of the template of python-docx", Author="python-docx", Creator=WORD,
           Producer=WORD, CreationDate=b"D:20131223231500Z", ModDate=b"D:20131223231500Z")
    simple("D004-clear-ordinary.pdf", "An ordinary date and author", Title="Note", Author="A. Severov", Creator=WORD, Producer=WORD,
           CreationDate=b"D:20131224101742+04'00'", ModDate=b"D:20131224101742+04'00'")
    simple("D005-fires-2061.pdf", "Created in 2061", Creator=PS, Producer=D9, CreationDate=b"D:20610312093000+03'00'",
           ModDate=b"D:20610312093000+03'00'")
    simple("D005-clear-2013.pdf", "Created in 2013", Creator=PS, Producer=D9, CreationDate=b"D:20130312093000+04'00'",
           ModDate=b"D:20130312093000+04'00'")
    simple("D006-fires-1970.pdf", "Created at the first second of Unix time", Creator=PS, Producer=D9,
           CreationDate=b"D:19700101000000Z", ModDate=b"D:19700101000000Z")
    simple("D006-clear-2013.pdf", "Created in June 2013", Creator=PS, Producer=D9, CreationDate=b"D:20130603081500Z",
           ModDate=b"D:20130603081500Z")
    simple("D007-fires-2021.pdf", "Said to be of 2013, and dated 2021 by itself", Creator=PS, Producer=D9,
           CreationDate=b"D:20130312093000+04'00'", ModDate=b"D:20210506141500+03'00'")
    simple("D007-clear-same-year.pdf", "Said to be of 2013, and dated 2013 by itself", Creator=PS, Producer=D9,
           CreationDate=b"D:20130312093000+04'00'", ModDate=b"D:20131230235900+04'00'")


def reportlab():
    from reportlab.pdfgen import canvas
    c = canvas.Canvas(os.path.join(OUT, "D004-fires-reportlab-anonymous.pdf"))
    c.drawString(72, 770, "The title and the author that ReportLab puts in by itself")
    c.drawString(72, 740, h.FICTION_EN)
    c.save()


def programs():
    src = leak.libreoffice(["A page by LibreOffice, dated back to 2009.", h.FICTION_EN], "p001")
    leak.set_back(src, os.path.join(OUT, "P001-fires-libreoffice-2009.pdf"), "D:20090512101500+04'00'")
    page = work("p001.html", ("<!doctype html><title>Page</title><body style='font-family:DejaVu Sans'><p>A page by Chromium, dated back "
                              "to 2009.<p>" + h.FICTION_EN).encode())
    pdf = work("p001-chromium.pdf")
    subprocess.run(["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
                    "--user-data-dir=" + os.path.join(TMP, "chromium"), "--print-to-pdf=" + pdf, "file://" + page],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    leak.set_back(pdf, os.path.join(OUT, "P001-fires-chromium-2009.pdf"), "D:20090512101500+04'00'")
    d = b"D:20120417093000+04'00'"
    simple("P001-clear-word-2010.pdf", "A page as of Word 2010, dated 2012", "1.5", Author="A. Severov", Creator=WORD, Producer=WORD,
           CreationDate=d, ModDate=d)
    itext = "iText® 5.5.6 ©2000-2015 iText Group NV (AGPL-version)".encode("latin-1").replace(b"(", b"\\(").replace(b")", b"\\)")
    for name, text, d in (("P002-fires-itext-2015.pdf", "iText of 2015, dated 2012", b"D:20120417093000+04'00'"),
                          ("P002-clear-itext-2015.pdf", "iText of 2015, dated 2015", b"D:20151220093000+03'00'")):
        simple(name, text, Producer=itext, CreationDate=d, ModDate=d)
    d, iso = b"D:20130611140000+04'00'", "2013-06-11T14:00:00+04:00"
    simple("P002-clear-xmp-core-zero-date.pdf", "An XMP toolkit whose date is all zeros", CreationDate=d, ModDate=d,
           packet=h.xmp("Adobe XMP Core 7.0-c000 1.000000, 0000/00/00-00:00:00",
                        h.tags(xmp_CreateDate=iso, xmp_ModifyDate=iso, xmp_MetadataDate=iso)))


def structure():
    d = b"D:20090518101500+04'00'"
    simple("S001-fires-pdf-2.0-in-2009.pdf", "PDF 2.0, dated 2009", "2.0", Creator=PS, Producer=D8, CreationDate=d, ModDate=d)
    d = b"D:20120518101500+04'00'"
    simple("S001-clear-object-streams.pdf", "Header 1.4 with object streams, dated 2012", "1.4", Creator=PS, Producer=D9,
           CreationDate=d, ModDate=d, save=lambda p, r, i, ids: p.save_objstm(r, i, ids, [1, 2, 3, 5, i]))
    data, content = simple("R001-base", "The bridge holds 40 tons", compress=False, Creator=PS, Producer=D9, CreationDate=d,
                           ModDate=d)
    import pymupdf
    path = os.path.join(OUT, "R001-fires-page-text.pdf")
    put("R001-fires-page-text.pdf", data)
    doc = pymupdf.open(path)
    doc.update_stream(content, doc.xref_stream(content).replace(b"40 tons", b"60 tons"))
    doc.saveIncr()
    doc.close()
    data, _ = simple("R001-linearized", "Saved once, for fast reading in a browser", Creator=PS, Producer=D9, CreationDate=d, ModDate=d)
    subprocess.run(["qpdf", "--linearize", "--deterministic-id", work("lin.pdf", data),
                    os.path.join(OUT, "R001-clear-linearized.pdf")], check=True)
    lines = [("F1", 14, "Saved once, as Word saves: two tables"), None, ("F1", 10, h.FICTION_EN)]
    p, root, _, _ = h.plain(lines, "1.5", b"\r\n", catalog=b"/Lang(en-US) ")
    p.mark = b"\xb5\xb5\xb5\xb5"
    i = p.add(h.info(Author="A. Severov", Creator=WORD, CreationDate=d, ModDate=d, Producer=WORD))
    put("R001-clear-word-hybrid.pdf", p.save_word(root, i, (h.ident("hybrid"),) * 2))


if __name__ == "__main__":
    os.makedirs(TMP, exist_ok=True)
    os.makedirs(OUT, exist_ok=True)
    date_checks()
    reportlab()
    programs()
    structure()
