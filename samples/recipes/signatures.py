"""Makes the signed PDF documents among the samples, the same bytes each time, and KEY.toml with what is true of each.

    python3 signatures.py FOLDER

Needs Python, cryptography (with OpenSSL 3.2 or later, for ECDSA without chance) and asn1crypto. The documents are written by hand:
a program that signs would put chance and the time of day into them. Nothing here is left to chance: signing.py says how the
signatures are made, and the encryption has fixed initial vectors.

The attacks follow Mladenov and others, "1 Trillion Dollar Refund: How To Spoof PDF Signatures" (2019); Mainka and others, "Shadow
Attacks: Hiding and Replacing Content in Signed PDFs" (2021); Rohlmann and others, "Breaking the Specification: PDF Certification"
(2021). The GOST signature is filler: only its structure and its identifiers are right."""
import hashlib
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone

from asn1crypto import pem
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from pdfhand import HELV, ident
from signing import (A, B, C, D, E, ROOT, SIGNED, STAMPED, STRANGER, TSA, Pdf, bare_rsa, cades, clock, detached, document_stamp, gost, plain,
                     sha1_inside, sign, signature, signature_field, time_stamp)

OUT = sys.argv[1]

NEXT_DAY = datetime(2013, 5, 15, 10, 0, 0, tzinfo=timezone.utc)
# PDF 2.0 and Ed25519 in CMS (RFC 8419) are younger than 2013; an honest document with them must be so too.
YOUNG = datetime(2023, 5, 14, 9, 0, 0, tzinfo=timezone.utc)
TRUTHS = {}


# PDF

def words(total="10,000", more=b""):
    """The page: one line with a sum that is worth changing."""
    return (b"BT\n/F1 12 Tf 1 0 0 1 72 760 Tm (Order No. 17 of 14 May 2013.) Tj\n"
            b"1 0 0 1 72 735 Tm (The sum of %s is granted to Sample Signer A.) Tj\n"
            b"1 0 0 1 72 60 Tm (Fictional document made as a sample for valla.) Tj\nET\n" % total.encode()) + more


def box(x0, y0, x1, y1, text, size=12, white=True, dx=2, dy=4):
    """An appearance: a white box, or none, with words on it."""
    paint = b"q 1 g 0 0 %g %g re f Q\n" % (x1 - x0, y1 - y0) if white else b""
    return plain(paint + b"BT 0 g /Helv %g Tf %g %g Td (%s) Tj ET\n" % (size, dx, dy, text.encode()),
                 b"/Type/XObject/Subtype/Form/BBox[0 0 %g %g]/Resources<</Font<</Helv 5 0 R>>>>" % (x1 - x0, y1 - y0))


# Where the sum stands on the page, by the widths of Helvetica.
SUM = (133, 731, 174, 747)
PLACE = (180, 686, 330, 704)
RECT = lambda r: b"[%d %d %d %d]" % r


def catalog(fields=(), extra=b""):
    return b"<</Type/Catalog/Pages 2 0 R" + (b"/AcroForm 11 0 R" if fields else b"") + extra + b">>"


def form(fields):
    return (b"<</Fields[" + b" ".join(b"%d 0 R" % n for n in fields) + b"]/SigFlags 3/DR<</Font<</Helv 5 0 R>>>>/DA(/Helv 12 Tf 0 g)>>")


def page(annots=(), resources=b"", content=4):
    inside = b"/Annots[" + b" ".join(b"%d 0 R" % n for n in annots) + b"]" if annots else b""
    return (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>%s>>/Contents %d 0 R%s>>"
            % (resources, content, inside))


def info(modified=None, created=SIGNED - timedelta(minutes=30)):
    return b"<</Producer(by hand)/CreationDate" + clock(created) + b"/ModDate" + clock(modified or created) + b">>"


def text_field(name, rect, value=None, appearance=None):
    inside = (b"/V(%s)" % value.encode() if value is not None else b"") + (b"/AP<</N %d 0 R>>" % appearance if appearance else b"")
    return (b"<</Type/Annot/Subtype/Widget/FT/Tx/T(%s)/DA(/Helv 12 Tf 0 g)/P 3 0 R/F 4/Rect%s%s>>" % (name.encode(), RECT(rect), inside))


class Aes128:
    """The standard security handler, revision 4 with AESV2 (ISO 32000-1, 7.6); the user's password is "valla"."""
    PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

    def __init__(self, seed):
        md5, rights = (lambda b: hashlib.md5(b).digest()), (-1084).to_bytes(4, "little", signed=True)
        pad = lambda word: (word + self.PAD)[:32]
        owner = md5(pad(b"owner"))
        for _ in range(50):
            owner = md5(owner)
        o = pad(b"valla")
        for i in range(20):
            o = self.rc4(bytes(b ^ i for b in owner), o)
        first = bytes.fromhex(ident(seed).decode())
        self.key = md5(pad(b"valla") + o + rights + first)
        for _ in range(50):
            self.key = md5(self.key)
        u = md5(self.PAD + first)
        for i in range(20):
            u = self.rc4(bytes(b ^ i for b in self.key), u)
        self.dictionary = (b"<</Filter/Standard/V 4/R 4/Length 128/P -1084/O<" + o.hex().encode() + b">/U<" + (u + bytes(16)).hex().encode()
                           + b">/CF<</StdCF<</CFM/AESV2/AuthEvent/DocOpen/Length 16>>>>/StmF/StdCF/StrF/StdCF>>")

    @staticmethod
    def rc4(secret, data):
        state, j, out = list(range(256)), 0, []
        for i in range(256):
            j = (j + state[i] + secret[i % len(secret)]) & 255
            state[i], state[j] = state[j], state[i]
        i = j = 0
        for byte in data:
            i = (i + 1) & 255
            j = (j + state[i]) & 255
            state[i], state[j] = state[j], state[i]
            out.append(byte ^ state[(state[i] + state[j]) & 255])
        return bytes(out)

    def cipher(self, n, data, salt=b""):
        secret = hashlib.md5(self.key + n.to_bytes(3, "little") + b"\0\0sAlT").digest()
        vector = hashlib.md5(b"vector %d " % n + salt).digest()
        fill = 16 - len(data) % 16
        run = Cipher(algorithms.AES(secret), modes.CBC(vector)).encryptor()
        return vector + run.update(data + bytes([fill]) * fill) + run.finalize()

    def object(self, n, body):
        """All strings in brackets and the stream; the dictionary of the encryption and the value of a signature stay as they are."""
        if n == 20:
            return body
        head, mark, rest = body.partition(b"\nstream\n")
        head = re.sub(rb"\(([^()\\]*)\)", lambda m: b"<" + self.cipher(n, m[1], m[1]).hex().encode() + b">", head)
        if mark:
            data = self.cipher(n, rest[:-len(b"\nendstream")])
            head, rest = re.sub(rb"/Length \d+", b"/Length %d" % len(data), head), data + b"\nendstream"
        return head + mark + rest


def body(fields=(7,), annots=(), content=None, extra=b"", resources=b"", created=None):
    """The objects of a document of one page; 7 and 8 are the field and the dictionary of the signature."""
    objects = {1: catalog(fields, extra), 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page(annots or fields, resources),
               4: plain(content or words()), 5: HELV, 6: info(created=created) if created else info()}
    if fields:
        objects[11] = form(fields)
    return objects


def signed(seed, sub="adbe.pkcs7.detached", make=None, who=A, when=SIGNED, mdp=None, version="1.7", more=None, behind=b"", extra=b"",
           told=b"", hidden=b"", **rest):
    """Revision 1 with its signature: what nearly all of the documents begin with."""
    perms = b"/Perms<</DocMDP 8 0 R>>" if mdp else b""
    objects = body(extra=extra + perms, **rest)
    objects[7] = signature_field(8, "Signature1")
    objects[8] = signature(sub, who.name if who else None, when, mdp, extra=told)
    objects.update(more or {})
    return Pdf(seed, version).save(objects, behind=behind, hidden=hidden).seal(make or detached(who, when=when))


# The answers

ROWS = []


def quoted(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def zulu(when):
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")


RSA = "RSA PKCS #1 v1.5 with SHA-256"


def by(algorithm=RSA, signer="Sample Signer A", digest="agrees", value="verified", covers=1, under_root=True, **more):
    row = {"algorithm": algorithm, "signer": signer, "digest": digest, "value": value, "covers": covers}
    if more.get("certifies"):
        row["certifies"] = more["certifies"]
    for name in ("token", "token_time"):
        if name in more:
            row[name] = more[name]
    return {**row, "under_root": under_root}


def write(name, data, being, signatures, what="nothing", attack=None, revisions=1, hard=None, password=None):
    if isinstance(data, Pdf):
        assert data.saves == revisions, (name, data.saves)
        data = data.data
    assert len(data) < 60000, (name, len(data))
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(data)
    lines = ["[[document]]", "file = " + quoted(name), "is = " + quoted(being)]
    if password:
        lines.append("password = " + quoted(password))
    lines += ["revisions = %d" % revisions, "signatures = %d" % len(signatures), "what = " + quoted(what),
              "expected = " + quoted("finding" if attack else "silent")]
    if attack:
        lines.append("attack = " + quoted(attack))
    if hard:
        lines.append("hard = " + quoted(hard))
    for row in signatures:
        lines += ["", "[[document.signature]]"] + ["%s = %s" % (k, quoted(v)) for k, v in row.items()]
    ROWS.append("\n".join(lines) + "\n")
    TRUTHS[name] = (being, what, attack, password)


# Honest documents

def honest():
    write("honest-rsa.pdf", signed("honest-rsa"), "one approval signature, adbe.pkcs7.detached", [by()])

    two = Pdf("honest-pades-ecdsa").save(body(fields=()))
    objects = {1: catalog((7,)), 3: page((7,)), 7: signature_field(8, "Signature1"), 8: signature("ETSI.CAdES.detached", B.name), 11: form((7,))}
    write("honest-pades-ecdsa.pdf", two.save(objects).seal(cades(B)),
          "a document as saved, then the signature as a save of its own, ETSI.CAdES.detached",
          [by("ECDSA on P-256 with SHA-256", B.name, covers=2)], revisions=2)

    write("honest-p384.pdf", signed("honest-p384", make=detached(D, "sha384"), who=D), "one approval signature, adbe.pkcs7.detached",
          [by("ECDSA on P-384 with SHA-384", D.name)])

    edge = (b"/Extensions<</ISO_[<</Type/DeveloperExtensions/BaseVersion/2.0/ExtensionLevel 32002/ExtensionRevision(:2022)"
            b"/URL(https://www.iso.org/standard/45875.html)>>]>>")
    write("honest-ed25519.pdf", signed("honest-ed25519", "ETSI.CAdES.detached", cades(C, "sha512"), C, YOUNG, version="2.0", extra=edge,
                                       created=YOUNG - timedelta(minutes=30)),
          "one approval signature, ETSI.CAdES.detached; PDF 2.0 and dated 2023, as the algorithm is younger than 2013",
          [by("Ed25519 (digest SHA-512)", C.name)])

    write("honest-rsa-pss.pdf", signed("honest-rsa-pss", make=detached(E), who=E),
          "one approval signature, adbe.pkcs7.detached; the certificate too is signed by RSA-PSS", [by("RSA-PSS with SHA-256", E.name)])

    write("honest-sha1.pdf", signed("honest-sha1", make=detached(A, "sha1")), "one approval signature, adbe.pkcs7.detached with SHA-1",
          [by("RSA PKCS #1 v1.5 with SHA-1")])

    write("honest-pkcs7-sha1.pdf", signed("honest-pkcs7-sha1", "adbe.pkcs7.sha1", sha1_inside),
          "one approval signature, adbe.pkcs7.sha1: the content of the CMS is the SHA-1 digest of the range", [by("RSA PKCS #1 v1.5 with SHA-1")])

    chain = b"/Cert[" + b"".join(b"<" + one.dump().hex().encode() + b">" for one in A.chain) + b"]"
    write("honest-x509-rsa-sha1.pdf", signed("honest-x509-rsa-sha1", "adbe.x509.rsa_sha1", bare_rsa, told=chain),
          "one approval signature, adbe.x509.rsa_sha1: the PKCS #1 value in an OCTET STRING, the certificates in /Cert; no CMS",
          [by("RSA PKCS #1 v1.5 with SHA-1")])

    write("honest-timestamp.pdf", signed("honest-timestamp", make=detached(A, token=time_stamp), more={8: signature(
        "adbe.pkcs7.detached", A.name, room=12000)}), "one approval signature with a time-stamp token as unsigned attribute",
        [by(token="verified", token_time=zulu(STAMPED))])

    stamp = signature("ETSI.RFC3161", when=None, kind=b"DocTimeStamp")
    told = by(signer=TSA.name, token="verified", token_time=zulu(STAMPED))
    write("honest-document-timestamp.pdf", signed("honest-document-timestamp", make=document_stamp(), more={8: stamp}),
          "a time-stamp of the document, ETSI.RFC3161, and no other signature", [told])

    two = signed("honest-twice")
    two.save({3: page((7, 12)), 11: form((7, 12)), 12: signature_field(13, "Signature2"),
              13: signature("adbe.pkcs7.detached", B.name, NEXT_DAY)}).seal(detached(B, when=NEXT_DAY))
    write("honest-twice.pdf", two, "two approval signatures, each with its save",
          [by(), by("ECDSA on P-256 with SHA-256", B.name, covers=2)], "the second signature", revisions=2)

    late = signed("honest-dss", "ETSI.CAdES.detached", cades(A))
    certs = {14 + i: plain(one.dump()) for i, one in enumerate((A.certificate, ROOT, TSA.certificate))}
    late.save({1: catalog((7,), b"/DSS 12 0 R"), 12: b"<</Type/DSS/Certs[14 0 R 15 0 R 16 0 R]>>", **certs})
    stamped = SIGNED + timedelta(minutes=2)
    late.save({3: page((7, 17)), 11: form((7, 17)), 17: signature_field(18, "Signature2"), 18: stamp}).seal(document_stamp(stamped))
    write("honest-dss.pdf", late, "signed, then the store of certificates, then a time-stamp of the document (PAdES, long term)",
          [by(), by(signer=TSA.name, covers=3, token="verified", token_time=zulu(stamped))],
          "revision 2 adds the DSS dictionary with three certificates, revision 3 the time-stamp", revisions=3)

    filled = certified_form("honest-form-filled", 2)
    filled.save({9: text_field("place", PLACE, "Sampletown", 10), 10: box(*PLACE, "Sampletown", white=False)})
    write("honest-form-filled.pdf", filled, "certified, filling in is allowed (P=2); then a text field is filled in",
          [by(certifies=2)], "revision 2 gives the field place the value Sampletown and an appearance that says the same", revisions=2)

    note = signed("honest-commented", mdp=3)
    note.save({3: page((7, 12)), 12: b"<</Type/Annot/Subtype/Text/Rect[500 780 520 800]/P 3 0 R/T(Sample Reader)/Contents(Seen.)/M"
               + clock(NEXT_DAY) + b"/Name/Note/F 28>>"})
    write("honest-commented.pdf", note, "certified, comments are allowed (P=3); then a note is added", [by(certifies=3)],
          "revision 2 adds a Text annotation in the margin", revisions=2)

    dated = signed("honest-metadata-after").save({6: info(NEXT_DAY)})
    write("honest-metadata-after.pdf", dated, "signed; then a save that changes only /ModDate of the Info dictionary", [by()],
          "revision 2 sets /ModDate to the next day", revisions=2)

    place = (350, 100, 540, 130)
    field = signature_field(0, "Signature2", RECT(place))
    countersigned = signed("honest-certified-countersigned", mdp=2, fields=(7, 12), more={12: field.replace(b"/V 0 0 R", b"")})
    countersigned.save({12: field.replace(b"/V 0 0 R", b"/V 13 0 R/AP<</N 14 0 R>>"),
                        13: signature("adbe.pkcs7.detached", B.name, NEXT_DAY),
                        14: box(*place, "Signed by Sample Signer B", 10)}).seal(detached(B, when=NEXT_DAY))
    write("honest-certified-countersigned.pdf", countersigned,
          "certified (P=2) with an empty field for another's signature, then signed there, with a visible appearance in an empty place: "
          "the twin of attack-certified-signature.pdf",
          [by(certifies=2), by("ECDSA on P-256 with SHA-256", B.name, covers=2)],
          "revision 2 fills the prepared field with a visible signature, where the page is empty", revisions=2)

    crypt = Aes128("honest-encrypted")
    locked = Pdf("honest-encrypted", crypt=crypt).save({**body(fields=()), 20: crypt.dictionary})
    locked.save({1: catalog((7,)), 3: page((7,)), 7: signature_field(8, "Signature1"),
                 8: signature("adbe.pkcs7.detached", A.name), 11: form((7,))}).seal(detached(A))
    write("honest-encrypted.pdf", locked, "encrypted with AES-128 (V 4, R 4) for the password valla, then signed by a save of its own",
          [by(covers=2)], revisions=2, password="valla")

    write("honest-trailing.pdf", signed("honest-trailing", behind=b"% archived\n"),
          "one approval signature; a comment line stands behind %%EOF and is within the range, which ends with the file", [by()])

    write("honest-stranger.pdf", signed("honest-stranger", who=STRANGER), "one approval signature by a self-signed certificate",
          [by(signer="Stranger", under_root=False)])

    write("honest-gost.pdf", signed("honest-gost", make=gost, more={8: signature("adbe.pkcs7.detached", "Sample Signer G")}),
          "a CMS by GOST R 34.10-2012 and GOST R 34.11-2012 (256 bits) in structure and identifiers; digest, key and value are filler "
          "and cannot be verified: a program that does not compute GOST is to say so, and one that does is to find that they fail",
          [by("GOST R 34.10-2012 with GOST R 34.11-2012, 256 bits", "Sample Signer G", "not-computed", "not-verified")])


def certified_form(seed, level, value=None):
    """A certified document with a text field."""
    label = b"BT /F1 12 Tf 1 0 0 1 72 690 Tm (Place of payment:) Tj ET\n"
    return signed(seed, mdp=level, fields=(7, 9), content=words(more=label), more={9: text_field("place", PLACE)})


# Damaged documents

def broken():
    data = signed("broken-byte").data
    write("broken-byte.pdf", data.replace(b"The sum of 10,000", b"The sum of 90,000"),
          "one byte of the signed page content was changed in place", [by(digest="differs")],
          "no save; the 1 of 10,000 is a 9. The value over the signed attributes still verifies", "changed bytes")
    write("broken-value.pdf", signed("broken-value", make=detached(A, spoil=True)), "one bit of the signature's value was changed",
          [by(value="fails")], "no save; one bit within /Contents", "value fails")
    write("broken-other-key.pdf", signed("broken-other-key", make=detached(A, private=STRANGER.key)),
          "the value was made with another key than that of the certificate: somebody put a foreign certificate in", [by(value="fails")],
          attack="value fails")
    other = lambda value: time_stamp(b"other bytes than the value")
    write("broken-timestamp.pdf", signed("broken-timestamp", make=detached(A, token=other), more={8: signature(
        "adbe.pkcs7.detached", A.name, room=12000)}), "the time-stamp token is sound in itself, and of other bytes than the signature's value",
        [by(token="fails", token_time=zulu(STAMPED))], attack="time-stamp fails")


# Attacks

def saving():
    raised = plain(words("90,000"))
    write("attack-incremental-saving.pdf", signed("attack-incremental-saving").save({4: raised}),
          "signed; then a save with other page content", [by()], "revision 2 replaces the page content: 10,000 becomes 90,000",
          "incremental saving", 2)
    bare = signed("attack-incremental-saving-no-xref")
    write("attack-incremental-saving-no-xref.pdf", bare.data + b"4 0 obj\n" + raised + b"\nendobj\n",
          "signed; then page content appended without table and trailer (a variant of Mladenov and others, 2019)", [by()],
          "an object 4 with 90,000 stands behind %%EOF; it is in no table. A reader that follows the table shows 10,000, one that "
          "rebuilds it shows 90,000", "incremental saving", 1,
          hard="The chain of tables has one member; what was appended is seen only by looking behind the last %%EOF.")


def wrapping():
    """The second signed part is moved to the end; its startxref stays, so another table is put where it points."""
    good = signed("attack-signature-wrapping", more={8: signature("adbe.pkcs7.detached", A.name, room=12000)})
    start, stop = good.hole
    second, old_table = good.data[stop:], good.prev
    value = good.data[start:stop].rstrip(b">").rstrip(b"0")
    value += b"0" * (len(value) + 1 & 1) + b">"
    tail = re.search(rb"trailer\n(<<.*?>>)\nstartxref", good.data, re.S)[1]
    # In the hole, from where the value ends: the old dictionary is closed, then the objects of the attacker.
    text = good.data[:start] + value + b">>\nendobj\n"
    offsets = dict(good.offsets)
    offsets[4] = len(text)
    text += b"4 0 obj\n" + plain(words("90,000")) + b"\nendobj\n"
    offsets[8] = len(text)
    text += b"8 0 obj\n" + signature("adbe.pkcs7.detached", A.name).split(b"/ByteRange")[0] + b"/ByteRange [0 %-10d ********** %-10d]/Contents " % (
        start, len(second)) + value + b">>\nendobj\n"
    # 11 and what followed the hole would be read in the second part; here again, where the new table looks.
    eleven = good.data[good.offsets[11]:good.data.index(b"endobj\n", good.offsets[11]) + 7]
    offsets[11] = len(text)
    text += eleven
    assert len(text) < old_table, (len(text), old_table)
    # Padding keeps the table at the place that the signed startxref names.
    text += b"%" + b"0" * (old_table - len(text) - 2) + b"\n"
    rows = b"".join(b"%010d 00000 n \n" % offsets[n] if n in offsets else b"0000000000 00000 f \n" for n in range(1, good.size))
    text += b"xref\n0 %d\n0000000000 65535 f \n" % good.size + rows + b"trailer\n" + tail + b"\nstartxref\n%d\n" % old_table
    # The second part begins in the middle of an object; as a stream of its own it does no harm.
    text += b"99 0 obj\n<</Length %d>>\nstream\n" % len(second)
    text = text.replace(b"**********", b"%-10d" % len(text)) + second
    write("attack-signature-wrapping.pdf", text,
          "the second part of the signed range was moved to the end, and objects of the attacker with a table of their own stand in the gap",
          [by(covers=0)], "no save; in the gap stand page content with 90,000 and a signature dictionary with another /ByteRange, whose two "
          "parts are, byte for byte, what was signed. The gap holds much more than the value", "signature wrapping",
          hard="The digest agrees and the value verifies; only that the gap is not the value of the signature alone tells.")


def forgery():
    def forged(name, change, being):
        data = signed(name).data.replace(b"The sum of 10,000", b"The sum of 90,000")
        write(name + ".pdf", change(data), being, [by("none" if "contents" in name else RSA, "none" if "contents" in name else A.name,
              "not-computed", "not-verified", 0, "contents" not in name)],
              "no save; 10,000 was changed to 90,000 and the signature dictionary was robbed of what a check needs", "universal signature forgery")

    def blank(data, pattern, instead=b""):
        return re.sub(pattern, lambda m: instead.ljust(len(m[0])), data, count=1)

    name = "attack-universal-forgery-"
    value, spans = rb"/Contents <[0-9a-f]{100,}>", rb"/ByteRange \[0 [^\]]*\]"
    forged(name + "contents-empty", lambda d: blank(d, value, b"/Contents <>"), "/Contents is an empty string")
    forged(name + "contents-missing", lambda d: blank(d, value), "/Contents is missing")
    forged(name + "contents-zero", lambda d: blank(d, value, b"/Contents <00>"), "/Contents is the one byte 0x00")
    forged(name + "byterange-missing", lambda d: blank(d, spans), "/ByteRange is missing; the CMS is a genuine one, of another state of the page")
    forged(name + "byterange-zero", lambda d: blank(d, spans, b"/ByteRange [0 0 0 0]"),
           "/ByteRange is [0 0 0 0]; the CMS is a genuine one, of another state of the page")
    forged(name + "byterange-negative", lambda d: blank(d, spans, b"/ByteRange [0 -1 -2 -3]"),
           "/ByteRange has negative numbers; the CMS is a genuine one, of another state of the page")


def bars(digit):
    """A digit of seven bars, as a glyph of a Type 3 font."""
    on = {"0": "abcdef", "1": "bc", "2": "abged", "3": "abgcd", "4": "fgbc", "5": "afgcd", "6": "afgedc", "7": "abc", "8": "abcdefg", "9": "abcdfg",
          ",": "h"}[digit]
    at = {"a": (60, 640, 380, 70), "b": (380, 350, 70, 350), "c": (380, 0, 70, 350), "d": (60, 0, 380, 70), "e": (60, 0, 70, 350),
          "f": (60, 350, 70, 350), "g": (60, 320, 380, 70), "h": (200, -120, 70, 190)}
    return plain(b"500 0 0 -150 500 720 d1\n" + b"".join(b"%d %d %d %d re\n" % at[one] for one in on) + b"f\n")


def shadow():
    # Hide: what is signed stands under a cover, and the later save takes the cover away.
    cover = box(*SUM, "10,000", dx=2.4)
    hide = signed("attack-shadow-hide", content=words("90,000", b"q 1 0 0 1 %d %d cm /Cover Do Q\n" % SUM[:2]),
                  resources=b"/XObject<</Cover 9 0 R>>", more={9: cover})
    write("attack-shadow-hide.pdf", hide.save(free=(9,)), "signed with a cover over 90,000 that says 10,000; then the cover is freed", [by()],
          "revision 2 holds no object; it marks the form XObject 9, the cover, as free, and 90,000 is seen. A reader that rebuilds the "
          "table when it misses an object shows the cover still", "shadow attack (hide)", 2)
    hide = signed("attack-shadow-hide-redefined", content=words("90,000", b"q 1 0 0 1 %d %d cm /Cover Do Q\n" % SUM[:2]),
                  resources=b"/XObject<</Cover 9 0 R>>", more={9: cover})
    empty = plain(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 0 0]/Resources<<>>")
    write("attack-shadow-hide-redefined.pdf", hide.save({9: empty}),
          "signed with a cover over 90,000 that says 10,000; then the cover is redefined as empty", [by()],
          "revision 2 redefines the form XObject 9, the cover, as one that draws nothing: 90,000 is seen", "shadow attack (hide)", 2)

    # Replace: the words of the page stay, and the glyph of 1 is exchanged.
    names = {"0": b"zero", "1": b"one", "9": b"nine", ",": b"comma"}
    number = {"0": 12, "1": 13, "9": 14, ",": 15}
    font = (b"<</Type/Font/Subtype/Type3/Name/Digits/FontBBox[0 -150 500 720]/FontMatrix[0.001 0 0 0.001 0 0]/FirstChar 44/LastChar 57"
            b"/Widths[500 500 500 500 500 500 500 500 500 500 500 500 500 500]/Resources<<>>/Encoding<</Type/Encoding/Differences"
            b"[44/comma 48/zero/one 57/nine]>>/CharProcs<<" + b"".join(b"/%s %d 0 R" % (names[c], number[c]) for c in names) + b">>>>")
    text = (b"BT\n/F1 12 Tf 1 0 0 1 72 760 Tm (Order No. 17 of 14 May 2013.) Tj\n1 0 0 1 72 735 Tm (The sum of ) Tj /F2 12 Tf (10,000) Tj /F1 12 Tf "
            b"( is granted to Sample Signer A.) Tj\n1 0 0 1 72 60 Tm (Fictional document made as a sample for valla.) Tj\nET\n")
    fonts = page((7,)).replace(b"/F1 5 0 R", b"/F1 5 0 R/F2 9 0 R")
    exchanged = signed("attack-shadow-replace", content=text,
                       more={3: fonts, 9: font, **{number[c]: bars(c) for c in names}})
    write("attack-shadow-replace.pdf", exchanged.save({13: bars("9")}),
          "signed; the sum is set in an embedded Type 3 font, and a later save exchanges the drawing of one glyph", [by()],
          "revision 2 redefines object 13, the drawing of the glyph one, as that of a nine: 90,000 is seen while the text, taken out, "
          "is still 10,000", "shadow attack (replace)", 2)

    label = b"BT /F1 12 Tf 1 0 0 1 72 690 Tm (Sum to be paid:) Tj ET\n"
    before, after = box(*PLACE, "10,000", white=False), box(*PLACE, "90,000", white=False)
    field = signed("attack-shadow-replace-field", fields=(7, 9), content=words("......", label),
                   more={9: text_field("sum", PLACE, "10,000", 10), 10: before})
    write("attack-shadow-replace-field.pdf", field.save({9: text_field("sum", PLACE, "90,000", 10), 10: after}),
          "signed (an approval signature, no certification) with a filled-in field; then the field is filled in anew", [by()],
          "revision 2 changes the value and the appearance of the field sum from 10,000 to 90,000", "shadow attack (replace)", 2,
          hard="No certification forbids it, so the file alone does not tell it from an honest correction of a form; that a value that was "
          "signed is another afterwards is the finding.")

    # Hide and replace: the signed bytes hold both, and the later save only points elsewhere.
    twin = b"4 0 obj\n" + plain(words("90,000")) + b"\nendobj\n"
    both = signed("attack-shadow-hide-and-replace", hidden=twin)
    write("attack-shadow-hide-and-replace.pdf", both.save(point={4: both.hidden}),
          "signed with a second object 4 in the body that no table names; then a table points to it", [by()],
          "revision 2 holds no object, only a table that points object 4, the page content, to bytes within the signed range: 90,000",
          "shadow attack (hide-and-replace)", 2)
    second = {21: b"<</Type/Catalog/Pages 22 0 R/AcroForm 11 0 R>>", 22: b"<</Type/Pages/Kids[23 0 R]/Count 1>>",
              23: page((7,), content=24).replace(b"/Parent 2 0 R", b"/Parent 22 0 R"), 24: plain(words("90,000"))}
    whole = signed("attack-shadow-hide-and-replace-root", more=second)
    write("attack-shadow-hide-and-replace-root.pdf", whole.save(root=21),
          "signed with a second catalogue and page that nothing refers to; then a trailer names the second catalogue", [by()],
          "revision 2 holds no object, only a trailer whose /Root is the hidden catalogue 21: 90,000", "shadow attack (hide-and-replace)", 2)


def certified():
    evil = signed("attack-certified-annotation", mdp=3)
    rect = RECT(SUM)
    evil.save({3: page((7, 12)), 12: b"<</Type/Annot/Subtype/FreeText/Rect" + rect + b"/P 3 0 R/DA(/Helv 12 Tf 0 g)/Contents(90,000)/M"
               + clock(NEXT_DAY) + b"/F 4/AP<</N 13 0 R>>>>", 13: box(*SUM, "90,000", dx=2.4)})
    write("attack-certified-annotation.pdf", evil, "certified, comments are allowed (P=3); then an annotation covers the sum", [by(certifies=3)],
          "revision 2 adds a FreeText annotation: a white box over 10,000 with 90,000 on it", "evil annotation", 2,
          hard="P=3 allows annotations; only that this one covers signed words and looks like them tells it from a comment.")

    sneaky = signed("attack-certified-signature", mdp=2)
    sneaky.save({3: page((7, 12)), 11: form((7, 12)), 12: signature_field(13, "Signature2", rect, b"/AP<</N 14 0 R>>"),
                 13: signature("adbe.pkcs7.detached", B.name, NEXT_DAY), 14: box(*SUM, "90,000", dx=2.4)}).seal(detached(B, when=NEXT_DAY))
    write("attack-certified-signature.pdf", sneaky, "certified, signing is allowed (P=2); then a signature whose appearance covers the sum",
          [by(certifies=2), by("ECDSA on P-256 with SHA-256", B.name, covers=2)],
          "revision 2 adds a second signature, good in itself, whose appearance is a white box over 10,000 with 90,000 on it", "sneaky signature", 2,
          hard="P=2 allows signatures with an appearance, and readers let fields for them be added; only that this one covers signed words "
          "tells it from an honest one.")

    barred = certified_form("attack-certified-violated", 1)
    barred.save({9: text_field("place", PLACE, "Sampletown", 10), 10: box(*PLACE, "Sampletown", white=False)})
    write("attack-certified-violated.pdf", barred, "certified, no change is allowed (P=1); then a text field is filled in", [by(certifies=1)],
          "revision 2 gives the field place a value and an appearance", "certification violated", 2)

    label = b"BT /F1 12 Tf 1 0 0 1 72 690 Tm (Sum to be paid:) Tj ET\n"
    field = signed("attack-field-appearance", mdp=2, fields=(7, 9), content=words("......", label),
                   more={9: text_field("sum", PLACE, "10,000", 10), 10: box(*PLACE, "10,000", white=False)})
    write("attack-field-appearance.pdf", field.save({10: box(*PLACE, "90,000", white=False)}),
          "certified form (P=2) with a filled-in field; then only the appearance of the field is changed", [by(certifies=2)],
          "revision 2 replaces the appearance of the field sum, which says 90,000; its value /V is still 10,000", "appearance differs from value", 2)


HEAD = '''# What is true of the signed documents, and what is to be found in them. Made by recipes/signatures.py.
#
# is: what the document is; what: what was changed behind the (first) signature. revisions: the members of the chain of
# cross-reference tables. Of each signature, in the order of the file: digest says whether the bytes of the range have the
# digest that was signed (agrees, differs, not-computed), value whether the signature over it is that of the certificate's key
# (verified, fails, not-verified), covers which revision its range covers whole, all but the value (0 for none), certifies the
# number P of a certification, token and token_time its time-stamp of RFC 3161, under_root whether the certificate was issued
# under root.pem. expected: finding, with the attack's name, or silent, which means nothing that speaks against the document.
# hard: why the file alone hardly tells it from honest use. A program that is to be tested must not read this file.
'''

os.makedirs(OUT, exist_ok=True)
for part in (honest, broken, saving, wrapping, forgery, shadow, certified):
    part()
with open(os.path.join(OUT, "root.pem"), "wb") as file:
    file.write(pem.armor("CERTIFICATE", ROOT.dump()))
with open(os.path.join(OUT, "KEY.toml"), "w", newline="\n") as file:
    file.write(HEAD + "\n" + "\n".join(ROWS))

# The checks have samples of their own, which are some of these under other names, and a document that only waits for its second save.
CHECKS = {
    "R004-fires-byte-changed.pdf": "broken-byte.pdf", "R004-fires-other-key.pdf": "broken-other-key.pdf", "R004-clear-time-stamp.pdf": "honest-timestamp.pdf",
    "R004-clear-gost.pdf": "honest-gost.pdf", "R005-fires-filled-in.pdf": "attack-certified-violated.pdf", "R005-clear-filled-in.pdf": "honest-form-filled.pdf",
    "R005-clear-commented.pdf": "honest-commented.pdf", "R006-fires-object-behind-the-end.pdf": "attack-incremental-saving-no-xref.pdf",
    "R006-clear-comment-behind-the-end.pdf": "honest-trailing.pdf", "R007-clear-twice-signed.pdf": "honest-twice.pdf",
    "R008-fires-other-sum.pdf": "attack-field-appearance.pdf", "R008-clear-filled-in.pdf": "honest-form-filled.pdf",
    "D017-clear-dated-behind.pdf": "honest-metadata-after.pdf", "D017-clear-twice-signed.pdf": "honest-twice.pdf",
    "R003-fires-annotation-over-the-sum.pdf": "attack-certified-annotation.pdf", "R003-clear-countersigned.pdf": "honest-certified-countersigned.pdf",
}


def signed_docx(changed):
    """A document of Office Open XML with a signature over its text and its relationships (XML Signature; ECMA-376, part 2, 13). Every
    signed element is written in its canonical form, so that its bytes are what is digested. `changed` puts other words in afterwards."""
    import base64
    from office import OFFICE, W, HEAD, docx, package
    import io
    import zipfile
    dsig, opc = "http://www.w3.org/2000/09/xmldsig#", "http://schemas.openxmlformats.org/package/2006/"
    sha256, c14n = "http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
    made = zipfile.ZipFile(io.BytesIO(docx("The sum of 10,000 is granted.", created="2013-05-14T08:00:00Z", modified="2013-05-14T08:30:00Z")))
    parts = {name: made.read(name).decode() for name in made.namelist()}
    hashed = lambda text: base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    method = f'<DigestMethod Algorithm="{sha256}"></DigestMethod>'

    def reference(uri, digest, transforms="", kind=""):
        kind = f' Type="{kind}"' if kind else ""
        return f'<Reference{kind} URI="{uri}">{transforms}{method}<DigestValue>{digest}</DigestValue></Reference>'

    text = "word/document.xml"
    rels = re.findall(r'<Relationship Id="(rId\d+)" Type="([^"]*)" Target="([^"]*)"/>', parts["word/_rels/document.xml.rels"])
    covered = "".join(f'<Relationship Id="{i}" Target="{target}" TargetMode="Internal" Type="{kind}"></Relationship>' for i, kind, target in sorted(rels))
    covered = f'<Relationships xmlns="{opc}relationships">{covered}</Relationships>'
    chosen = "".join(f'<mdssi:RelationshipReference xmlns:mdssi="{opc}digital-signature" SourceId="{i}"></mdssi:RelationshipReference>' for i, _, _ in rels)
    transforms = f'<Transforms><Transform Algorithm="{opc}RelationshipTransform">{chosen}</Transform><Transform Algorithm="{c14n}"></Transform></Transforms>'
    manifest = "<Manifest>" + reference(f"/{text}?ContentType={OFFICE}wordprocessingml.document.main+xml", hashed(parts[text])) \
        + reference("/word/_rels/document.xml.rels?ContentType=application/vnd.openxmlformats-package.relationships+xml", hashed(covered), transforms) + "</Manifest>"
    time = f'<SignatureProperties><SignatureProperty Id="idSignatureTime" Target="#idPackageSignature"><mdssi:SignatureTime xmlns:mdssi="{opc}digital-signature">' \
        "<mdssi:Format>YYYY-MM-DDThh:mm:ssTZD</mdssi:Format><mdssi:Value>2013-05-14T09:00:00Z</mdssi:Value></mdssi:SignatureTime></SignatureProperty></SignatureProperties>"
    inherits = f' xmlns="{dsig}"'
    whole = f'<Object{inherits} Id="idPackageObject">{manifest}{time}</Object>'
    info = f'<SignedInfo{inherits}><CanonicalizationMethod Algorithm="{c14n}"></CanonicalizationMethod>' \
        '<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>' \
        + reference("#idPackageObject", hashed(whole), kind=f"{dsig}Object") + "</SignedInfo>"
    value = base64.b64encode(sign(A.key, info.encode(), "sha256")[1]).decode()
    certificate = base64.b64encode(A.certificate.dump()).decode()
    parts["_xmlsignatures/sig1.xml"] = HEAD + f'<Signature{inherits} Id="idPackageSignature">' + info.replace(inherits, "", 1) \
        + f"<SignatureValue>{value}</SignatureValue><KeyInfo><X509Data><X509Certificate>{certificate}</X509Certificate></X509Data></KeyInfo>" \
        + whole.replace(inherits, "", 1) + "</Signature>"
    if changed:
        parts[text] = parts[text].replace("10,000", "90,000")
    return package(parts)


waiting = signed("attack-shadow-hide-and-replace-root", more={
    21: b"<</Type/Catalog/Pages 22 0 R/AcroForm 11 0 R>>", 22: b"<</Type/Pages/Kids[23 0 R]/Count 1>>",
    23: page((7,), content=24).replace(b"/Parent 2 0 R", b"/Parent 22 0 R"), 24: plain(words("90,000"))}).data
MADE = {"signatures/" + name: name for name in TRUTHS}
if os.path.isdir(os.path.join(OUT, "..", "checks")):
    for name, of in CHECKS.items():
        with open(os.path.join(OUT, of), "rb") as file:
            data = file.read()
        with open(os.path.join(OUT, "..", "checks", name), "wb") as file:
            file.write(data)
        MADE["checks/" + name] = of
    with open(os.path.join(OUT, "..", "checks", "R007-fires-second-page-waits.pdf"), "wb") as file:
        file.write(waiting)
    MADE["checks/R007-fires-second-page-waits.pdf"] = "second-page-waits"
    with open(os.path.join(OUT, "..", "checks", "D017-fires-older-than-its-signature.pdf"), "wb") as file:
        file.write(signed("honest-metadata-after").save({6: info(SIGNED - timedelta(days=4))}).data)
    MADE["checks/D017-fires-older-than-its-signature.pdf"] = "older"
    TRUTHS["older"] = ("signed on 14 May 2013; then a save that says that the document was changed on 10 May 2013", "/ModDate", None, None)
    for name, changed, being in (("R004-clear-package.docx", False, "a document of Office Open XML with a signature over its text"),
                                 ("R004-fires-text-changed.docx", True, "the same with a sum changed in the signed text, 10,000 to 90,000")):
        with open(os.path.join(OUT, "..", "checks", name), "wb") as file:
            file.write(signed_docx(changed))
        MADE["checks/" + name] = name
        TRUTHS[name] = (being, "nothing", None, None)
    TRUTHS["second-page-waits"] = ("signed with a second catalogue and page that nothing refers to", "nothing", None, None)

# The manifest of all samples is beside the folder; what another program says of each document stands in it.
manifest = os.path.join(OUT, "..", "MANIFEST.toml")
if os.path.exists(manifest):
    with open(manifest, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/signatures.py"' not in block]
    for name, of in sorted(MADE.items()):
        being, what, attack, password = TRUTHS[of]
        with open(os.path.join(OUT, "..", name), "rb") as file:
            data = file.read()
        shown = ["unzip", "-p", name, "word/document.xml"] if name.endswith(".docx") else \
            ["pdfsig", "-nocert"] + (["-upw", password] if password else []) + [name]
        done = subprocess.run(shown, cwd=os.path.join(OUT, ".."), capture_output=True, env=dict(os.environ, TZ="UTC", LC_ALL="C"))
        said = re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip()[:500]
        truth = "Fictional document. %s; changed after the first signature: %s%s." % (being[0].upper() + being[1:], what, "" if attack is None else "; " + attack)
        kept.append("\n".join(["file = " + quoted(name), "sha256 = " + quoted(hashlib.sha256(data).hexdigest()), "bytes = %d" % len(data),
                               'made_by = "By hand (recipes/signatures.py, recipes/pdfhand.py)"', 'recipe = "recipes/signatures.py"',
                               "truth = " + quoted(truth), "confirmed = [", "    " + quoted(" ".join(shown) + " => " + said) + ",", "]",
                               'licence = "CC0-1.0"', ""]))
    with open(manifest, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept))
