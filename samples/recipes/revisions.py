"""samples/revisions: files with several revisions, and what looks like one."""
import datetime
import io
import os
import shutil
import subprocess
import sys

import pdfhand as h

OUT = sys.argv[1] if len(sys.argv) > 1 else "."
TMP = os.path.join(os.environ.get("SAMPLES_TMP", "/tmp"), "revisions-work")
D = b"D:20130917101500+04'00'"
PS, D9 = "PScript5.dll Version 5.2.2", "Acrobat Distiller 9.0.0 (Windows)"


def path(name):
    return os.path.join(OUT, name)


def put(name, data):
    with open(path(name), "wb") as f:
        f.write(data)


def base(text, seed, **kw):
    """(bytes, number of the content, of Info, of the page, size)"""
    p, root, page, content = h.plain([("F1", 14, text), None, ("F1", 10, h.FICTION_EN)], compress=False, **kw)
    i = p.add(h.info(Creator=PS, Producer=D9, CreationDate=D, ModDate=D))
    return p.save(root, i, (h.ident(seed),) * 2), content, i, page, len(p.objs) + 1


def mupdf_replace(name, content, old, new):
    import pymupdf
    doc = pymupdf.open(path(name))
    data = doc.xref_stream(content)
    assert data.count(old) == 1
    doc.update_stream(content, data.replace(old, new))
    doc.saveIncr()
    doc.close()


def pyhanko_note(name, page_ref, text):
    from pyhanko.pdf_utils import generic as g
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    with open(path(name), "rb") as f:
        w = IncrementalPdfFileWriter(io.BytesIO(f.read()))
    page = w.root["/Pages"]["/Kids"][0]
    note = w.add_object(g.DictionaryObject({
        g.pdf_name("/Type"): g.pdf_name("/Annot"), g.pdf_name("/Subtype"): g.pdf_name("/Text"),
        g.pdf_name("/Rect"): g.ArrayObject([g.NumberObject(n) for n in (500, 740, 520, 760)]),
        g.pdf_name("/Contents"): g.TextStringObject(text)}))
    page[g.pdf_name("/Annots")] = g.ArrayObject([note])
    w.update_container(page)
    out = io.BytesIO()
    w.write(out)
    put(name, out.getvalue())


def three():
    put("1-pymupdf-text.pdf", (b := base("The column has 12 trucks", "rev1"))[0])
    mupdf_replace("1-pymupdf-text.pdf", b[1], b"12 trucks", b"21 trucks")
    put("2-exiftool-title.pdf", base("Only the title changes here", "rev2")[0])
    subprocess.run(["exiftool", "-q", "-overwrite_original", "-PDF:Title=Another title", path("2-exiftool-title.pdf")], check=True)
    put("3-pyhanko-note.pdf", (b := base("Only a note is added here", "rev3"))[0])
    pyhanko_note("3-pyhanko-note.pdf", b[3], "Seen.")
    put("4-three-programs.pdf", (b := base("The camp has 30 tents", "rev4"))[0])
    mupdf_replace("4-three-programs.pdf", b[1], b"30 tents", b"35 tents")
    pyhanko_note("4-three-programs.pdf", b[3], "Corrected.")
    subprocess.run(["exiftool", "-q", "-overwrite_original", "-PDF:Title=Camp", path("4-three-programs.pdf")], check=True)


def certificate():
    """A self-signed certificate for this one signature. The key is made here and kept nowhere."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import rsa
    from cryptography.x509.oid import NameOID
    key = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Sample signer, for tests only")])
    now = datetime.datetime.now(datetime.timezone.utc)
    cert = (x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(now).not_valid_after(now + datetime.timedelta(days=365))
            .add_extension(x509.KeyUsage(True, True, False, False, False, False, False, False, False), True)
            .sign(key, hashes.SHA256()))
    p12 = serialization.pkcs12.serialize_key_and_certificates(b"s", key, cert, None, serialization.BestAvailableEncryption(b"s"))
    from pyhanko.sign import signers
    return signers.SimpleSigner.load_pkcs12_data(p12, other_certs=[], passphrase=b"s")


def signed():
    from pyhanko.pdf_utils import generic as g
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    p, root, page, content = h.plain([("F1", 14, "Received by:"), None, ("F1", 10, h.FICTION_EN)], "1.7", compress=False)
    field = p.add(b"<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/F 4/Rect[160 770 420 795]/P %d 0 R/DA(/Helv 12 Tf 0 g)>>" % page)
    helv = p.add(h.HELV)
    p.set(page, p.objs[page][:-2] + b"/Annots[%d 0 R]>>" % field)
    p.set(root, p.objs[root][:-2] + b"/AcroForm<</Fields[%d 0 R]/DA(/Helv 12 Tf 0 g)/DR<</Font<</Helv %d 0 R>>>>>>>>" % (field, helv))
    i = p.add(h.info(Creator=PS, Producer=D9, CreationDate=D, ModDate=D))
    w = IncrementalPdfFileWriter(io.BytesIO(p.save(root, i, (h.ident("rev5"),) * 2)))
    out = signers.sign_pdf(w, signers.PdfSignatureMetadata(field_name="Signature1", md_algorithm="sha256", location="Sample"),
                           signer=certificate(), bytes_reserved=4096)
    w = IncrementalPdfFileWriter(io.BytesIO(out.getvalue()))
    f = w.root["/AcroForm"]["/Fields"][0]
    form = g.StreamObject({g.pdf_name("/Type"): g.pdf_name("/XObject"), g.pdf_name("/Subtype"): g.pdf_name("/Form"),
                           g.pdf_name("/BBox"): g.ArrayObject([g.NumberObject(n) for n in (0, 0, 260, 25)]),
                           g.pdf_name("/Resources"): w.root["/AcroForm"]["/DR"]},
                          stream_data=b"/Tx BMC q BT /Helv 12 Tf 0 g 2 8 Td (A. Severov) Tj ET Q EMC")
    f[g.pdf_name("/V")] = g.TextStringObject("A. Severov")
    f[g.pdf_name("/AP")] = g.DictionaryObject({g.pdf_name("/N"): w.add_object(form)})
    w.update_container(f)
    buf = io.BytesIO()
    w.write(buf)
    put("5-signed-then-filled.pdf", buf.getvalue())


def linearized():
    data, content, *_ = base("The depot holds 500 crates", "rev6")
    src = os.path.join(TMP, "6.pdf")
    with open(src, "wb") as f:
        f.write(data)
    subprocess.run(["qpdf", "--linearize", "--deterministic-id", "--stream-data=preserve", src, path("6-linearized-updated.pdf")],
                   check=True)
    import pymupdf
    doc = pymupdf.open(path("6-linearized-updated.pdf"))
    n = doc[0].get_contents()[0]
    doc.close()
    mupdf_replace("6-linearized-updated.pdf", n, b"500 crates", b"600 crates")


def by_hand():
    data, content, i, page, size = base("The bridge holds 40 tons", "rev7")
    ids = (h.ident("rev7"), h.ident("rev7b"))
    stream = data[data.index(b"%d 0 obj\n" % content) + len(b"%d 0 obj\n" % content):]
    stream = stream[:stream.index(b"\nendobj")]
    second = h.update(data, {content: stream.replace(b"40 tons", b"60 tons")}, size, 1, i, ids)
    at = second.rindex(b"startxref\n") + 10
    right = second[at:second.index(b"\n", at)]
    put("7-broken-startxref.pdf", second[:at] + b"999999" + second[at + len(right):])
    # The second revision is skipped: the third points back past it, to the first.
    first_xref = int(data[data.rindex(b"startxref") + 9:].split()[0])
    third = h.update(second, {i: h.info(Title="Bridge", Creator=PS, Producer=D9, CreationDate=D, ModDate=D)}, size, 1, i,
                     (h.ident("rev7"), h.ident("rev8")), prev=first_xref)
    put("8-orphan-revision.pdf", third + b"\0" * 72 + b"trailing bytes that no table speaks of. " * 3 + b"\r\n" * 4)


if __name__ == "__main__":
    shutil.rmtree(TMP, ignore_errors=True)
    os.makedirs(TMP)
    os.makedirs(OUT, exist_ok=True)
    three()
    signed()
    linearized()
    by_hand()
