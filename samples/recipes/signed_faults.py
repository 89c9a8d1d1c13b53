"""Makes samples/signed: signed PDF documents that are honest and look odd, or are changed in a way that has no name among the attacks;
the same bytes each time, with KEY.toml, which says of each what may be said of it.

    python3 signed_faults.py FOLDER

Needs Python, cryptography (with OpenSSL 3.2 or later) and asn1crypto; for the rows of MANIFEST.toml, where one is beside the folder, also
qpdf, poppler's tools and OpenSSL. The documents are written by hand, and signing.py says how the signatures are made. The key is written
from how each file is made here; no program was asked."""
import hashlib
import os
import re
import subprocess
import sys
from datetime import datetime, timedelta, timezone

from asn1crypto import cms, core
from cryptography import x509 as library
from cryptography.hazmat.primitives import hashes, serialization

from pdfhand import HELV, esc
from signing import (A, OLD_ROOT, ROOT, ROOT_KEY, Pdf, Person, certificate, clock, detached, document_stamp, key, plain, sign, signature,
                     signature_field, spki, time_stamp)

OUT = sys.argv[1]
HERE = os.path.dirname(os.path.abspath(__file__))
H = Person(24, "Sample Signer H", "test-sample-signer-h-rsa", "rsa")
USAGE = {"digital_signature", "non_repudiation"}
NOTE = "Fictional document made as a sample for valla."


def at(year, month, day, hour=9, minute=0, second=0):
    return datetime(year, month, day, hour, minute, second, tzinfo=timezone.utc)


class Other:
    """A signer with a certificate that is not like those of signing.py; `chain` is what goes into the signature."""
    as_pss = False

    def __init__(self, serial, name, private, since=2012, root=ROOT):
        self.name, self.key = name, private
        self.certificate = certificate(serial, name, spki(private), "Sample Root", ROOT_KEY, USAGE, since=since)
        self.chain = [self.certificate, root]


EARLY = Other(31, "Sample Signer A", A.key, since=2009, root=OLD_ROOT)
SERVICE = Other(32, "Sample Reader Enabling Production V7.0 P0 0001", key("test-sample-reader-enabling", "rsa"))


def tlv(tag, *inside):
    """DER by hand, with lengths as short as they can be."""
    data = b"".join(inside)
    size = len(data).to_bytes((len(data).bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (size if len(data) < 128 else bytes([0x80 | len(size)]) + size) + data


# PDF

def words(title, *lines, more=b""):
    """The page: a title, some lines from y = 742 downwards, 20 apart, and the note at its foot."""
    out = [b"BT", b"/F1 14 Tf 1 0 0 1 72 780 Tm (%s) Tj" % esc(title.encode())]
    for n, line in enumerate(lines):
        out.append(b"/F1 11 Tf 1 0 0 1 72 %d Tm (%s) Tj" % (742 - 20 * n, esc(line.encode())))
    return b"\n".join(out + [b"/F1 8 Tf 1 0 0 1 72 40 Tm (%s) Tj" % NOTE.encode(), b"ET", b""]) + more


def refs(numbers):
    return b"[" + b" ".join(b"%d 0 R" % n for n in numbers) + b"]"


def catalog(extra=b"", form=b"/AcroForm 11 0 R"):
    return b"<</Type/Catalog/Pages 2 0 R" + form + extra + b">>"


def form(fields, extra=b""):
    return b"<</Fields" + refs(fields) + b"/SigFlags 3/DR<</Font<</Helv 5 0 R>>>>/DA(/Helv 11 Tf 0 g)" + extra + b">>"


def page(annots, content=4):
    return (b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>>>/Contents %d 0 R" % content
            + (b"/Annots" + refs(annots) if annots else b"") + b">>")


def info(created, modified=None, title=b"", producer=b"by hand"):
    return (b"<</Producer(" + producer + b")" + (b"/Title(" + title + b")" if title else b"") + b"/CreationDate" + clock(created) + b"/ModDate"
            + clock(modified or created) + b">>")


def body(content, when, fields=(7,), annots=None, extra=b"", kept=None):
    """The objects of one page; 7 and 8 are for the field and the dictionary of the signature, 11 is the form."""
    objects = {1: catalog(extra, **({} if fields else {"form": b""})), 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page(fields if annots is None else annots),
               4: plain(content), 5: HELV, 6: kept or info(when - timedelta(minutes=20))}
    return {**objects, 11: form(fields)} if fields else objects


def signed(seed, content, when, who=A, make=None, mdp=None, told=b"", room=6000, more=None, behind=b"", trailer=b"", hidden=b"", lock=b"", **rest):
    """Revision 1 with its signature."""
    objects = body(content, when, extra=b"/Perms<</DocMDP 8 0 R>>" if mdp else b"", **rest)
    objects[7] = signature_field(8, "Signature1", extra=lock)
    objects[8] = signature("adbe.pkcs7.detached", who.name, when, mdp, extra=told, room=room)
    objects.update(more or {})
    return Pdf(seed).save(objects, extra=trailer, hidden=hidden, behind=behind).seal(make or detached(who, when=when))


def rect(box):
    return b"[%d %d %d %d]" % box


def text_field(name, box, value=None, look=None, parent=None):
    return (b"<</Type/Annot/Subtype/Widget/FT/Tx/T(%s)/DA(/Helv 11 Tf 0 g)/P 3 0 R/F 4/MK<<>>/Rect%s" % (name.encode(), rect(box))
            + (b"/Parent %d 0 R" % parent if parent else b"") + (b"/V(%s)" % esc(value.encode()) if value is not None else b"")
            + (b"/AP<</N %d 0 R>>" % look if look else b"") + b">>")


def form_x(box, content, resources=b""):
    return plain(content, b"/Type/XObject/Subtype/Form/FormType 1/Matrix[1 0 0 1 0 0]/BBox[0 0 %d %d]/Resources<<%s/ProcSet[/PDF/Text]>>"
                 % (box[2] - box[0], box[3] - box[1], resources))


def filled(box, value=None):
    """The appearance of a text field as Acrobat writes it; without a value, that of an empty one."""
    if value is None:
        return form_x(box, b"/Tx BMC \nEMC\n")
    return form_x(box, b"/Tx BMC \nq\n1 1 %d %d re\nW\nn\nBT\n/Helv 11 Tf\n0 g\n2 %g Td\n(%s) Tj\nET\nQ\nEMC\n"
                  % (box[2] - box[0] - 2, box[3] - box[1] - 2, (box[3] - box[1]) / 2 - 4, esc(value.encode())), b"/Font<</Helv 5 0 R>>")


def visible(first, box, *lines):
    """The appearance of a signature with the layers that Acrobat writes: N draws FRM, that draws n0 (empty) and n2 (the words)."""
    high = box[3] - box[1]
    text = b"".join(b"1 0 0 1 4 %d Tm (%s) Tj\n" % (high - 12 - 11 * n, esc(line.encode())) for n, line in enumerate(lines))
    xobject = lambda **names: b"/XObject<<" + b"".join(b"/%s %d 0 R" % (k.encode(), n) for k, n in names.items()) + b">>"
    return {first: form_x(box, b"q 1 0 0 1 0 0 cm /FRM Do Q\n", xobject(FRM=first + 1)),
            first + 1: form_x(box, b"q 1 0 0 1 0 0 cm /n0 Do Q\nq 1 0 0 1 0 0 cm /n2 Do Q\n", xobject(n0=first + 2, n2=first + 3)),
            first + 2: form_x((0, 0, 100, 100), b"% DSBlank\n"),
            first + 3: form_x(box, b"q\nBT\n0 g\n/T1_0 9 Tf\n" + text + b"ET\nQ\n", b"/Font<</T1_0 5 0 R>>")}


# What is said of them

ROWS = []
CHECK = ("pdfsig -nocert {}", "python recipes/cmscheck.py {}")
FIELDS = "grep -aoE '/T[(](applicant|goods|purpose|urgent|number|sum|payee|remarks|advance|deduction)[)]|/V[(][a-zA-Z0-9,. ]*' {}"
DATES = "grep -aoE '/(ModDate|M)[(][^)]*[)]' {}"


def write(name, data, being, truth, integrity="holds", altered="no-change-seen", must=(), must_not=(), show=CHECK,
          **also):
    """`also`: integrity_also and altered_also, an answer that is right too, and why."""
    data = data.data if isinstance(data, Pdf) else data
    assert len(data) < 30000, (name, len(data))
    row = {"file": name, "is": being, "truth": truth, "integrity": integrity, "altered": altered, "must": list(must), "must_not": list(must_not), **also}
    ROWS.append((row, data, show))


ATTACKED = ("attack", "forged")


# 1, 2 and more: the value

def value_by_hand(der, make):
    """The CMS with another value, made by `make` of what is signed, the attributes."""
    signer = cms.ContentInfo.load(der)["content"]["signer_infos"][0]
    old, new = signer["signature"].native, make(b"\x31" + signer["signed_attrs"].dump()[1:])
    assert der.count(old) == 1 and len(old) == len(new)
    return der.replace(old, new)


def raw_rsa(private, inside):
    """RSASP1 over a padded DigestInfo (RFC 8017, 9.2, step 5)."""
    numbers, size = private.private_numbers(), (private.key_size + 7) // 8
    block = b"\0\1" + b"\xff" * (size - 3 - len(inside)) + b"\0" + inside
    return pow(int.from_bytes(block, "big"), numbers.d, numbers.public_numbers.n).to_bytes(size, "big")


def values():
    def without_null(data):
        inside = lambda said: tlv(0x30, tlv(0x30, core.ObjectIdentifier("2.16.840.1.101.3.4.2.1").dump()), tlv(0x04, hashlib.sha256(said).digest()))
        return value_by_hand(detached(A, when=when)(data), lambda said: raw_rsa(A.key, inside(said)))

    when = at(2013, 3, 12, 10, 15)
    write("rsa-digestinfo-without-null.pdf", signed("without-null", words("Order No. 31 of 12 March 2013", "Two boats are to be tarred before the ice goes.",
          "The sum of 640 crowns is granted."), when, make=without_null),
          "One approval signature, RSA PKCS #1 v1.5 with SHA-256. The DigestInfo under the padding names SHA-256 without the parameters NULL.",
          "The value was made by the key of the certificate over these bytes, by SHA-256 as it names. One revision, nothing was changed. The DigestInfo is not written as RFC 8017 has it "
          "(A.2.4: NULL when a DigestInfo is formatted), so strict programs call the signature invalid; the same appendix has implementations accept both forms of the identifier.",
          integrity_also="fails", why="A program that only compares with the one right form does not verify it and may say so; that another key made it would be false.",
          must=["made by the key", "Sample Signer A"], must_not=["not made by the key", "another key", "bytes were changed", *ATTACKED])

    when = at(2013, 4, 9, 8, 40)
    other = lambda data: value_by_hand(detached(A, when=when)(data), lambda said: sign(A.key, said, "sha1")[1])
    write("rsa-other-digest.pdf", signed("other-digest", words("Order No. 35 of 9 April 2013", "The well in Mill Lane is closed until the pump is mended.",
          "Water is carried from the market."), when, make=other),
          "One approval signature. The signer's information names SHA-256, and the attribute message-digest is the SHA-256 digest of the range, which agrees; "
          "but the value is PKCS #1 v1.5 over the SHA-1 digest of the attributes, and its DigestInfo says SHA-1.",
          "The value was made by the key of the certificate over these very attributes, with another digest (SHA-1) than is named (SHA-256). As named, it does not "
          "verify. The bytes are those that were signed; nothing was changed.",
          integrity="fails", integrity_also="holds", altered_also="signature-fails",
          why="By the rule of CMS (RFC 5652, 5.6) the digest that is named must be used, so a verifier may not call it valid; that it was not made by this key would be false.",
          must=["made by the key", "SHA-1", "SHA-256", "another digest than it names"], must_not=["not made by the key", "another key", "bytes were changed", *ATTACKED])


# 3: a second signature

def second():
    first, later = at(2013, 5, 14, 9), at(2013, 5, 15, 10, 30)
    box, other = (150, 600, 330, 640), (150, 530, 330, 570)
    content = words("Contract No. 4 of 14 May 2013", "The Supply Office buys 300 sacks of lime from the works at Hollin.", "Price: 900 crowns, to be paid on delivery.", "", "",
                    "", "", "For the buyer:", "", "", "For the seller:")
    two = signed("second-ordinary", content, first, more={
        7: signature_field(8, "Signature1", rect(box), b"/AP<</N 20 0 R>>"), **visible(20, box, "Digitally signed by Sample Signer A", "Date: 2013.05.14 09:00:00 Z")})
    two.save({3: page((7, 12)), 6: info(first - timedelta(minutes=20), later), 11: form((7, 12)), 12: signature_field(13, "Signature2", rect(other), b"/AP<</N 24 0 R>>"),
              13: signature("adbe.pkcs7.detached", H.name, later), **visible(24, other, "Digitally signed by Sample Signer H", "Date: 2013.05.15 10:30:00 Z")}
             ).seal(detached(H, when=later))
    write("second-signature-ordinary.pdf", two, "Two approval signatures, each with its save. Both are visible, with the nested forms FRM, n0 and n2 that Acrobat writes, each drawn "
          "with Do; both stand beside the words of the page, in an empty place.",
          "Both signatures are valid. The second save adds the second signature, its field, its appearance and the date of change; nothing that was signed is changed or covered.",
          must=["two signatures", "second signature", "Sample Signer H"], must_not=["covers words of the page", "drawn over the words", "sneaky", *ATTACKED])


# 4, 5, 13: forms

def forms():
    boxes = [(200, 738 - 20 * n, 420, 754 - 20 * n) for n in range(5)]
    when, later = at(2013, 6, 3, 9), at(2013, 6, 5, 14, 10)
    names = ("applicant", "goods", "purpose")
    tick = (200, 679, 214, 693)
    off, on = form_x(tick, b""), form_x(tick, b"q 0 g BT /ZaDb 10 Tf 3 3 Td (4) Tj ET Q\n", b"/Font<</ZaDb 16 0 R>>")
    button = lambda state: (b"<</Type/Annot/Subtype/Widget/FT/Btn/T(urgent)/P 3 0 R/F 4/MK<</CA(4)>>/Rect" + rect(tick) + b"/V/" + state + b"/AS/" + state
                            + b"/AP<</N<</Yes 17 0 R/Off 18 0 R>>>>>>")
    blank = {9 + n if n == 0 else 11 + n: text_field(name, boxes[n], look=20 + n) for n, name in enumerate(names)}
    fields = (7, *blank, 15)
    looks = {20 + n: filled(boxes[n]) for n in range(3)}
    content = words("Request for goods (form 7)", "Applicant:", "Goods:", "Purpose:", "Urgent:", "This blank form was released by the Supply Office on 3 June 2013.")
    plain_form = signed("filled-plain", content, when, fields=fields, more={
        **blank, **looks, 15: button(b"Off"), 16: b"<</Type/Font/Subtype/Type1/BaseFont/ZapfDingbats>>", 17: on, 18: off})
    said = ("T. Mossop, ferry", "2 drums of tar (re f Do)", "q 0 0 10 10 re f Q: sign BT 12")
    plain_form.save({**{n: text_field(name, boxes[i], said[i], 20 + i) for i, (n, name) in enumerate(zip(blank, names))},
                     **{20 + i: filled(boxes[i], said[i]) for i in range(3)}, 15: button(b"Yes"), 6: info(when - timedelta(minutes=20), later)})
    write("form-filled-plain.pdf", plain_form, "A blank form with three text fields and a tick box, signed by the office (an approval signature). A later save fills all in, for the "
          "first time, with appearances that say the same. Two of the values hold words that look like operators of PDF, within strings: \"(re f Do)\" and \"q 0 0 10 10 re f Q\".",
          "The signature is valid. The later save fills in four fields that were empty; nothing that was signed was replaced, and the appearances paint no area.",
          must=["filled in", "applicant", "goods", "purpose", "urgent"], must_not=["signed words were replaced", "covers words of the page", "paints over", "shadow", *ATTACKED], show=[*CHECK, FIELDS])

    when, later = at(2013, 6, 18, 11), at(2013, 6, 24, 16, 5)
    again = signed("refilled", words("Delivery note 88", "Goods:", "Number:", "Handed over at the quay on 18 June 2013."), when, fields=(7, 9, 12),
                   more={9: text_field("goods", boxes[0], "Oil lamps", 20), 12: text_field("number", boxes[1], "12 crates", 21),
                         20: filled(boxes[0], "Oil lamps"), 21: filled(boxes[1], "12 crates")})
    again.save({12: text_field("number", boxes[1], "20 crates", 21), 21: filled(boxes[1], "20 crates"), 6: info(when - timedelta(minutes=20), later)})
    write("form-refilled-after.pdf", again, "A form that was filled in when it was signed (an approval signature). A later save gives the field number another value, 20 crates in place of "
          "12 crates, and an appearance that says the same.",
          "The signature is valid for its revision. Behind it the value of a field was changed from 12 crates to 20 crates. The signature forbids no filling in; whether the change is a "
          "correction or a fraud the file does not tell.",
          altered="changed-after-signing", must=["number", "12 crates", "20 crates", "changed after signing"], must_not=["filled in for the first time", "nothing was changed", *ATTACKED], show=[*CHECK, FIELDS])

    when, later = at(2012, 11, 5, 9, 30), at(2012, 11, 9, 13)
    lock = b"<</Type/SigFieldLock/Action/Include/Fields[(sum)(payee)]>>"
    told = b"/Reference[<</Type/SigRef/Data 1 0 R/TransformMethod/FieldMDP/TransformParams<</Type/TransformParams/Action/Include/Fields[(sum)(payee)]/V/1.2>>>>]"

    def locked(seed):
        return signed(seed, words("Voucher 212", "Sum:", "Payee:", "Remarks:", "Granted on 5 November 2012. Sum and payee may not be changed behind the signature."), when,
                      fields=(7, 9, 12, 13), told=told, lock=b"/Lock 14 0 R", more={
                          9: text_field("sum", boxes[0], look=20), 12: text_field("payee", boxes[1], "J. Thorne, ferry", 21), 13: text_field("remarks", boxes[2], look=22),
                          14: lock, 20: filled(boxes[0]), 21: filled(boxes[1], "J. Thorne, ferry"), 22: filled(boxes[2])})

    being = "An approval signature with the transform FieldMDP, Include, for the fields sum and payee; the field of the signature has the same /Lock. At signing payee had a value, sum and remarks were empty. "
    kept = locked("fieldmdp-kept").save({13: text_field("remarks", boxes[2], "paid 9 November", 22), 22: filled(boxes[2], "paid 9 November"), 6: info(when - timedelta(minutes=20), later)})
    write("fieldmdp-kept.pdf", kept, being + "A later save fills in remarks, which is not locked.",
          "The signature is valid. A field that it does not lock was filled in behind it, which it allows.",
          must=["filled in", "remarks", "FieldMDP"], must_not=["locked field was changed", "not allowed", *ATTACKED], show=[*CHECK, FIELDS])
    broken = locked("fieldmdp-broken").save({9: text_field("sum", boxes[0], "1,400 crowns", 20), 20: filled(boxes[0], "1,400 crowns"), 6: info(when - timedelta(minutes=20), later)})
    write("fieldmdp-broken.pdf", broken, being + "A later save fills in sum, which is locked and was empty.",
          "The signature is valid for its revision. Behind it a field was filled in that the signature locks (FieldMDP, Include).",
          altered="changed-after-signing", must=["sum", "locked", "FieldMDP", "1,400 crowns"], must_not=["allowed by the signature", "nothing was changed", *ATTACKED], show=[*CHECK, FIELDS])


# 6: XFA

def xfa():
    when, later = at(2013, 9, 2, 9, 20), at(2013, 9, 4, 15, 45)
    boxes = [(200, 698, 420, 714), (200, 678, 420, 694)]
    template = ('<template xmlns="http://www.xfa.org/schema/xfa-template/2.8/"><subform name="form1" layout="tb" locale="en_GB"><pageSet><pageArea name="Page1" id="Page1">'
                '<contentArea x="20mm" y="20mm" w="170mm" h="250mm"/><medium stock="a4"/></pageArea></pageSet><subform name="Page1" layout="position" w="170mm" h="250mm">'
                '<field name="Post" x="45mm" y="20mm" w="78mm" h="6mm"><ui><textEdit/></ui></field><field name="Hours" x="45mm" y="27mm" w="78mm" h="6mm"><ui><textEdit/></ui></field>'
                "</subform></subform></template>").encode()
    datasets = lambda post, hours: ('<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form1><Page1><Post>%s</Post><Hours>%s</Hours></Page1></form1></xfa:data>'
                                    "</xfa:datasets>" % (post, hours)).encode()
    state = lambda sum_of: ('<form checksum="%s" xmlns="http://www.xfa.org/schema/xfa-form/2.8/"><subform name="form1"><instanceManager name="_Page1"/><subform name="Page1"/></subform></form>'
                            % sum_of).encode()
    packets = {20: b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/" timeStamp="2013-09-02T09:00:00Z" uuid="5b2f7c1e-8d0a-4a53-9b1c-3f60c1a7d411">', 21: template,
               22: datasets("", ""), 23: state("h3kOZ0xP1mVQ8f0l5vK7bQ5x0aE="), 24: b"</xdp:xdp>"}
    array = b"/XFA[(preamble)20 0 R(template)21 0 R(datasets)22 0 R(form)23 0 R(postamble)24 0 R]"
    lines = ("Watch list of the harbour, September 2013", "The posts are set for one month; hours are whole hours.", "Post:", "Hours:", "To be filled in by the post itself and sent back by 6 September.")
    signed_form = signed("xfa-redraw", words(*lines), when, fields=(7, 12), annots=(7, 14, 15), more={
        11: form((7, 12), array), 12: b"<</T(form1[0])/Kids[13 0 R]>>", 13: b"<</T(Page1[0])/Parent 12 0 R/Kids[14 0 R 15 0 R]>>",
        14: text_field("Post[0]", boxes[0], look=16, parent=13), 15: text_field("Hours[0]", boxes[1], look=17, parent=13), 16: filled(boxes[0]), 17: filled(boxes[1]),
        **{n: plain(one) for n, one in packets.items()}})
    # As the redrawing does it: the same words, each line a marked piece of its own, moved by cm and shown by TJ.
    again, y = [b"/Artifact BMC\nEMC"], [780] + [742 - 20 * n for n in range(4)]
    for n, line in enumerate(lines):
        head, tail = line[:len(line) // 2], line[len(line) // 2:]
        again.append(b"/Draw <</MCID %d>>BDC\nq\n1 0 0 1 72 %d cm\nBT\n0 0 0 rg\n/F1 %d Tf\n0 0 Td\n[(%s)(%s)]TJ\nET\nQ\nEMC" % (n, y[n], 14 if n == 0 else 11, esc(head.encode()), esc(tail.encode())))
    again.append(b"/Draw <</MCID 5>>BDC\nq\n1 0 0 1 72 40 cm\nBT\n0 0 0 rg\n/F1 8 Tf\n0 0 Td\n[(%s)]TJ\nET\nQ\nEMC\n" % NOTE.encode())
    signed_form.save({3: page((7, 14, 15)), 4: plain(b"\n".join(again)), 22: plain(datasets("Outer mole", "22 to 6")), 23: plain(state("Ub1kT9vYd2oJ4mS7wX0qC6aN8pE=")), 6: info(when - timedelta(minutes=20), later),
                      14: text_field("Post[0]", boxes[0], "Outer mole", 16, 13), 15: text_field("Hours[0]", boxes[1], "22 to 6", 17, 13),
                      16: filled(boxes[0], "Outer mole"), 17: filled(boxes[1], "22 to 6")})
    write("xfa-redraw.pdf", signed_form, "A form of XFA (packets preamble, template, datasets, form, postamble), signed blank (an approval signature). A later save fills in two fields for the first time, "
          "replaces the packets datasets and form, and draws the page anew, as Acrobat does with forms of LiveCycle: the same words at the same places with other operators.",
          "The signature is valid. Two fields that were empty were filled in; the page was drawn anew with the same words, and the data of the form say what the fields say.",
          must=["XFA", "filled in", "Post", "Hours"], must_not=["shadow", "words were replaced", *ATTACKED], show=[*CHECK, "pdftotext -layout {} -"])


# 7, 12: validation data and what is taken away

ESIC = b"/Extensions<</ESIC<</BaseVersion/1.7/ExtensionLevel 2>>>>"


def revocation(when):
    """A list of revoked certificates of the root, empty, of `when`."""
    root = library.load_der_x509_certificate(ROOT.dump())
    made = library.CertificateRevocationListBuilder().issuer_name(root.subject).last_update(when).next_update(when + timedelta(days=30))
    made = made.add_extension(library.CRLNumber(41), critical=False)
    return made.sign(serialization.load_der_private_key(ROOT_KEY.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()), None),
                     hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def store(pdf, when, first=30):
    """The objects of a store of validation data for the one signature of `pdf`: 30 is the store."""
    start, stop = pdf.hole
    mark = hashlib.sha1(bytes.fromhex(pdf.data[start + 1:stop - 1].decode())).hexdigest().upper().encode()
    return {first: b"<</Type/DSS/Certs[%d 0 R %d 0 R]/CRLs[%d 0 R]/VRI<</%s<</Type/VRI/Cert[%d 0 R]/CRL[%d 0 R]/TU%s>>>>>>"
            % (first + 1, first + 2, first + 3, mark, first + 1, first + 3, clock(when)),
            first + 1: plain(A.certificate.dump()), first + 2: plain(ROOT.dump()), first + 3: plain(revocation(when - timedelta(hours=6)))}


def stamped(pdf, when, fields=(7, 17), name="Timestamp1", extra=None):
    """A save with a document time-stamp."""
    return pdf.save({**(extra or {}), 3: page(fields), 11: form(fields), 17: signature_field(18, name),
                     18: signature("ETSI.RFC3161", when=None, kind=b"DocTimeStamp")}).seal(document_stamp(when))


def long_term(seed, content, when):
    pdf = signed(seed, content, when)
    pdf.save({1: catalog(b"/DSS 30 0 R" + ESIC), **store(pdf, when + timedelta(days=1))})
    return stamped(pdf, when + timedelta(days=1, minutes=1))


def validation():
    when = at(2013, 7, 8, 9)
    write("validation-data.pdf", long_term("validation-data", words("Resolution No. 12 of 8 July 2013", "The bridge at Fenn is closed to carts from 15 July 2013.", "Walkers may pass."), when),
          "An approval signature of 8 July 2013; a save with the store of validation data (DSS with certificates, a list of revoked ones, VRI); a save with a document time-stamp of 9 July 2013, 9:01 UTC.",
          "Signature and time-stamp are valid. Both later saves serve the long keeping of the signature; nothing that was signed is changed. The time-stamp dates its own revision: all before it was there by 9 July 2013, 9:01 UTC.",
          must=["validation data", "document time-stamp", "2013-07-09"], must_not=["changed after signing", *ATTACKED])

    when, later = at(2010, 5, 14, 9), at(2012, 6, 20, 8, 30)
    pdf = signed("stamp-later", words("Statement of 14 May 2010", "I have handed over the keys of sheds 1 to 4 today."), when, who=EARLY)
    stamped(pdf, later, extra={1: catalog(ESIC)})
    write("doc-timestamp-later.pdf", pdf, "An approval signature of 14 May 2010 by its own word, with a certificate that begins in 2009 and without time-stamp; a save with a document time-stamp of 20 June 2012.",
          "Signature and time-stamp are valid. The time-stamp shows that its revision was made on 20 June 2012 and that what was signed was there by then; that it was signed in 2010 is the signer's word alone. The two do not contradict each other.",
          must=["2012-06-20", "document time-stamp", "2010-05-14"], must_not=["contradict each other", "signed in 2012", "backdated", "changed after signing", *ATTACKED])

    when = at(2013, 8, 19, 10)
    pdf = long_term("dss-removed", words("Resolution No. 15 of 19 August 2013", "The old quay is let to the fishers for three years."), when)
    pdf.save({1: catalog(ESIC)})
    write("dss-removed.pdf", pdf, "An approval signature, a save with the store of validation data (DSS), a save with a document time-stamp over it; then a save whose catalogue no longer names the DSS.",
          "Signature and time-stamp are valid for their revisions; the words are unchanged. The last save took away the store of validation data, which the time-stamp covers.",
          altered="changed-after-signing", altered_also="no-change-seen", why="No word was changed; what a time-stamp covers was taken out of the document.",
          must=["DSS", "removed"], must_not=["words were changed", *ATTACKED], show=[*CHECK, "qpdf --show-object=1 {}"])


def certified(seed, content, when, mdp=2, **rest):
    return signed(seed, content, when, mdp=mdp, **rest)


def taken_away():
    when = at(2013, 10, 1, 9)
    pdf = certified("perms-removed", words("Rules of the reading room", "The room is open from 9 to 17.", "Smoking is forbidden."), when, mdp=1)
    pdf.save({1: catalog()})
    write("perms-removed.pdf", pdf, "Certified, no change is allowed (DocMDP, P=1); then a save whose catalogue has no /Perms. The dictionary of the signature still has its /Reference.",
          "The signature is valid for its revision and certifies it. A later save took /Perms out of the catalogue, so that a reader no longer sees the document as certified; the words are unchanged.",
          altered="changed-after-signing", must=["/Perms", "removed", "certified"], must_not=["was never certified", "words were changed", *ATTACKED], show=[*CHECK, "qpdf --show-object=1 {}"])

    when = at(2013, 10, 7, 9)
    pdf = certified("acroform-removed", words("Notice of 7 October 2013", "The market is held on Thursdays from 10 October 2013."), when)
    pdf.save({1: catalog(b"/Perms<</DocMDP 8 0 R>>", form=b"")})
    write("acroform-removed.pdf", pdf, "Certified (DocMDP, P=2); then a save whose catalogue has no /AcroForm. The field of the signature still stands among the page's annotations, and /Perms names its dictionary.",
          "The file holds a valid certification of its first revision. A later save took the form away, through which readers find the signature; the words are unchanged.",
          altered="changed-after-signing", must=["/AcroForm", "removed", "Sample Signer A"], must_not=["has no signature", "is not signed", "words were changed", *ATTACKED], show=[*CHECK, "qpdf --show-object=1 {}"])

    when, later = at(2013, 11, 4, 9), at(2013, 11, 6, 12)
    box, place = (200, 738, 420, 754), (200, 655, 420, 671)
    content = words("Account of the ferry, October 2013", "Sum paid out:", "The account was closed on 4 November 2013.")
    with_sum = lambda seed: certified(seed, content, when, fields=(7, 9), more={9: text_field("sum", box, "310 crowns", 20), 20: filled(box, "310 crowns")})
    pdf = with_sum("fields-renamed").save({9: text_field("advance", box, "310 crowns", 20), 6: info(when - timedelta(minutes=20), later)})
    write("fields-renamed.pdf", pdf, "A certified form (DocMDP, P=2: filling in is allowed) with the field sum, filled in; then a save that gives the field the name advance and keeps value and appearance.",
          "The signature is valid for its revision. A later save gave a signed field another name, which P=2 does not allow; what is shown is unchanged.",
          altered="changed-after-signing", must=["renamed", "sum", "advance"], must_not=["filled in", "nothing was changed", *ATTACKED], show=[*CHECK, FIELDS])
    pdf = with_sum("fields-added").save({3: page((7, 9, 12)), 11: form((7, 9, 12)), 12: text_field("deduction", place, "less 45 crowns", 21), 21: filled(place, "less 45 crowns"),
                                         6: info(when - timedelta(minutes=20), later)})
    write("fields-added.pdf", pdf, "A certified form (DocMDP, P=2: filling in is allowed) with the field sum; then a save that adds the text field deduction, with a value, in an empty place of the page.",
          "The signature is valid for its revision. A later save added a field that was not there at signing, which P=2 does not allow: what is filled in is not a field of the signed form.",
          altered="changed-after-signing", must=["added", "deduction"], must_not=["allowed by the certification", "covers words of the page", *ATTACKED], show=[*CHECK, FIELDS])


# 8, 9: ranges

def ranges():
    when = at(2012, 9, 17, 9)
    pdf = Pdf("cut").save(body(words("List of moorings", "Berths 1 to 6: fishers. Berths 7 and 8: the ferry.", "Berth 9 is kept free."), when, fields=()))
    pdf.save({1: catalog(), 3: page((7,)), 7: signature_field(8, "Signature1"), 8: signature("adbe.pkcs7.detached", A.name, when), 11: form((7,))}).seal(detached(A, when=when))
    short = len(pdf.data) - 200
    assert pdf.prev < short and pdf.hole[1] < short
    write("cut.pdf", pdf.data[:short], "A document and its approval signature, as a save of its own; then the last 200 bytes of the file were cut off, within the cross-reference table of the second save. "
          "The /ByteRange ends 200 bytes behind the end of the file.",
          "The file is cut: its last 200 bytes are missing, and with them a part of what was signed, so that the digest cannot be computed. All that is there is as it was.",
          integrity="cannot-be-computed", integrity_also="fails", altered="no-change-seen", altered_also="signature-fails",
          why="What is missing is table and trailer; a cut file is no sign of intent.",
          must=["cut", "200 bytes", "behind the end of the file"], must_not=["covers no bytes", "covers nothing", *ATTACKED], show=[*CHECK, "qpdf --check {}", "pdftotext -layout {} -"])

    def three(seed, content, when, note=None, change=None):
        six = b" ".join([b"*" * 10] * 5)
        told = signature("adbe.pkcs7.detached", A.name, when).replace(b"********** ********** **********", six)
        objects = body(content, when) | {7: signature_field(8, "Signature1"), 8: told}
        if note is None:
            objects[9] = objects.pop(4)
            objects[3] = page((7,), content=9)
        pdf = Pdf(seed).save(objects, hidden=note or b"")
        if note is None:
            gap = pdf.data.index(b"9 0 obj\n"), pdf.data.index(b"endobj\n", pdf.data.index(b"9 0 obj\n")) + 7
        else:
            gap = pdf.hidden, pdf.hidden + len(note)
        start = pdf.data.index(b"/Contents <0000") + 10
        stop = pdf.data.index(b">", start) + 1
        assert stop < gap[0]
        mark = pdf.data.index(six)
        spans = b"%-10d %-10d %-10d %-10d %-10d" % (start, stop, gap[0] - stop, gap[1], len(pdf.data) - gap[1])
        data = pdf.data[:mark] + spans + pdf.data[mark + len(spans):]
        value = detached(A, when=when)(data[:start] + data[stop:gap[0]] + data[gap[1]:]).hex().encode()
        data = data[:start + 1] + value + data[start + 1 + len(value):]
        if change:
            assert data.count(change[0]) == 1 and len(change[0]) == len(change[1])
            data = data.replace(*change)
        return data, gap

    when = at(2012, 10, 8, 9)
    note = b"% Entered in the register of letters under No. 214.\n"
    data, gap = three("ranges-three", words("Letter of 8 October 2012", "We have received your 40 chairs and thank you for them."), when, note)
    write("ranges-three.pdf", data, "One approval signature whose /ByteRange has three pairs, so two holes: the first holds the value, the second (bytes %d to %d) a comment line between the last object and the table: "
          "\"%s\". The digest is that of all three parts." % (*gap, note.decode().strip()),
          "The signature is valid for the three parts that it covers. Its second hole is not covered; it holds nothing but a comment of %d bytes, which no reader shows." % len(note),
          must=["three parts", "two holes", "second hole", "comment"], must_not=["fails", "covers no bytes", *ATTACKED], show=["python recipes/cmscheck.py {}", "pdfsig -nocert {}", "qpdf --check {}"])
    data, gap = three("ranges-three-content", words("Letter of 15 October 2012", "We owe you 10,000 crowns for the timber."), at(2012, 10, 15, 9), change=(b"owe you 10,000", b"owe you 90,000"))
    write("ranges-three-content.pdf", data, "The counterpart of ranges-three.pdf: the second hole (bytes %d to %d) is object 9, the content of the page. It was changed in place after signing, 10,000 to 90,000." % gap,
          "The value is valid for the three parts that it covers, and they do not hold the words: the second hole is the content of the page, object 9, which nobody signed and which can be changed at will. "
          "That it was changed the file alone does not tell.",
          altered_also="changed-after-signing", why="No change is to be seen in the file, as there is no other state to compare; that the words of the page are not signed is to be seen.",
          must=["two holes", "second hole", "content of the page", "not covered"], must_not=["covers the whole file", "only a comment"], show=["python recipes/cmscheck.py {}", "pdfsig -nocert {}", "qpdf --check {}"])


# 10, 11: the dictionary of the signature written anew

def rewritten():
    def again(pdf, value, change):
        """The dictionary of the signature once more, with another value and other words."""
        start, stop = pdf.hole
        old = pdf.data[pdf.offsets[8]:pdf.data.index(b"\nendobj", stop)].split(b"obj\n", 1)[1]
        new = old.replace(pdf.data[start:stop], value)
        for one in change:
            assert new.count(one[0]) == 1
            new = new.replace(*one)
        return pdf.save({8: new})

    when, said = at(2013, 2, 11, 9), at(2012, 12, 20, 9)
    pdf = signed("dictionary-rewritten", words("Minutes of 11 February 2013", "Present: R. Alder, P. Vane, J. Thorne.", "The budget was passed."), when, told=b"/Reason(I have read the minutes)")
    again(pdf, pdf.data[pdf.hole[0]:pdf.hole[1]], [(b"I have read the minutes", b"I approve the budget"), (clock(when), clock(said))])
    write("dictionary-rewritten.pdf", pdf, "An approval signature of 11 February 2013. A later save writes the dictionary of the signature anew, over the same /Contents and /ByteRange, with /Reason (I approve the budget) in place of "
          "(I have read the minutes) and /M 20 December 2012 in place of 11 February 2013. The signed attribute signing-time is still of 11 February 2013.",
          "The value is valid for the signed bytes, and those say another reason and another time than the dictionary that a reader takes now: the dictionary was written anew after signing. The page is unchanged.",
          altered="changed-after-signing", must=["dictionary", "rewritten", "/Reason", "/M", "I have read the minutes", "I approve the budget"], must_not=["nothing was changed", *ATTACKED], show=[*CHECK, "grep -aoE '/(Reason|M)[(][^)]*[)]' {}"])

    when = at(2013, 3, 4, 9)
    token = lambda value: time_stamp(value, when + timedelta(minutes=1))
    pdf = signed("timestamp-dropped", words("Receipt of 4 March 2013", "Received from the Supply Office: 6 stoves, 2 of them used."), when, make=detached(A, when=when, token=token), room=11600)
    start, stop = pdf.hole
    info_ = cms.ContentInfo.load(bytes.fromhex(pdf.data[start + 1:stop - 1].decode()), strict=False)
    whole = info_.dump()
    signer = info_["content"]["signer_infos"][0]
    unsigned = signer["unsigned_attrs"].dump()
    bare = detached(A, when=when)(pdf.data[:start] + pdf.data[stop:])
    assert signer["signature"].native in bare and unsigned in whole and unsigned not in bare and len(bare) + len(unsigned) < len(whole) + 8
    value = b"<" + bare.hex().encode() + b"0" * (6000 - 2 * len(bare)) + b">"
    again(pdf, value, [])
    write("timestamp-dropped.pdf", pdf, "An approval signature with a time-stamp token of 4 March 2013, 9:01 UTC, as unsigned attribute. A later save writes the dictionary of the signature anew, with the same CMS but for the unsigned attribute, which is gone.",
          "The value is valid for the signed bytes. The hole of the signed range holds the first CMS, with a valid time-stamp of 4 March 2013; the dictionary that a reader takes now has it no longer: the time-stamp was dropped after signing.",
          altered="changed-after-signing", must=["time-stamp", "dropped", "2013-03-04"], must_not=["never had a time-stamp", "nothing was changed", *ATTACKED])


# 14 to 17: what is in the signature and the file

def attribute_certificate(when):
    """An attribute certificate of version 2 for A, a role, issued by the root (RFC 5755)."""
    oid = lambda dotted: core.ObjectIdentifier(dotted).dump()
    algorithm = tlv(0x30, oid("1.2.840.113549.1.1.11"), core.Null().dump())
    issuer = tlv(0xA4, ROOT.subject.dump())
    holder = tlv(0x30, tlv(0xA0, tlv(0x30, issuer), core.Integer(A.certificate.serial_number).dump()))
    times = b"".join(tlv(0x18, one.strftime("%Y%m%d%H%M%SZ").encode()) for one in (when - timedelta(days=30), when + timedelta(days=335)))
    role = tlv(0x30, oid("2.5.4.72"), tlv(0x31, tlv(0x30, tlv(0xA1, tlv(0x86, b"urn:brennick:role:head-of-supply")))))
    inside = tlv(0x30, core.Integer(1).dump(), holder, tlv(0xA0, tlv(0x30, issuer)), algorithm, core.Integer(507).dump(), tlv(0x30, times), tlv(0x30, role))
    return tlv(0x30, inside, algorithm, tlv(0x03, b"\0" + sign(ROOT_KEY, inside, "sha256")[1]))


def parts(der):
    """The members of a SignedData, as DER."""
    one = cms.ContentInfo.load(der)["content"]
    return [one[name].dump() for name in ("version", "digest_algorithms", "encap_content_info", "certificates", "signer_infos")]


SIGNED_DATA = core.ObjectIdentifier("1.2.840.113549.1.7.2").dump()


def contents():
    when = at(2013, 1, 21, 9)

    def with_role(data):
        _version, algorithms, inside, certificates, signers = parts(detached(A, when=when)(data))
        role = b"\xa2" + attribute_certificate(when)[1:]
        chain = b"".join(sorted([one.dump() for one in A.chain])) + role
        assert certificates[0] == 0xA0 and len(certificates) == 4 + sum(len(one.dump()) for one in A.chain)
        return tlv(0x30, SIGNED_DATA, tlv(0xA0, tlv(0x30, core.Integer(4).dump(), algorithms, inside, tlv(0xA0, chain), signers)))

    write("attribute-certificate.pdf", signed("attribute-certificate", words("Order No. 2 of 21 January 2013", "The keys of the store are with the head of supply."), when, make=with_role, room=8000),
          "One approval signature. The set of certificates in the CMS (version 4) holds, beside the signer's and the root, an attribute certificate of version 2 (tag A2) that gives the signer a role.",
          "The signature is valid. The attribute certificate belongs to the signer and hinders nothing.",
          must=["valid", "Sample Signer A"], must_not=["cannot be read", "no certificate", "fails", *ATTACKED])

    when, later = at(2013, 2, 18, 9), at(2013, 2, 25, 17, 20)
    box = (200, 738, 420, 754)
    rights = (b"/Reference[<</Type/SigRef/Data 1 0 R/TransformMethod/UR3/TransformParams<</Type/TransformParams/V/2.2/Document[/FullSave]/Annots[/Create/Delete/Modify/Copy/Import/Export]"
              b"/Form[/FillIn/Import/Export/SubmitStandalone/SpawnTemplate]/Signature[/Modify]>>>>]")

    def usage(seed):
        objects = body(words("Return of the stores, February 2013", "Store:", "To be filled in with a reader and sent back by 28 February 2013."), when, fields=(9,), extra=b"/Perms<</UR3 8 0 R>>")
        objects |= {8: signature("adbe.pkcs7.detached", SERVICE.name, when, extra=rights), 9: text_field("store", box, look=20), 11: form((9,)).replace(b"/SigFlags 3", b""), 20: filled(box)}
        return Pdf(seed).save(objects).seal(detached(SERVICE, when=when))

    being = "A form with usage rights: /Perms /UR3 names a signature of the program's maker (certificate \"%s\"), by which a reader may save the form filled in. No field has a signature. " % SERVICE.name
    show = ["python recipes/cmscheck.py {}", "pdfsig -nocert {}"]
    write("usage-rights.pdf", usage("usage-rights"), being + "One revision.",
          "The signature of the usage rights is valid by its arithmetic. It is nobody's signature of the content: it opens functions of a reader. The document is not signed by a person.",
          must=["usage rights"], must_not=["signed by a person", "approval signature", "author's signature", *ATTACKED], show=show)
    pdf = usage("usage-rights-filled").save({9: text_field("store", box, "Store 3, Quay Street", 20), 20: filled(box, "Store 3, Quay Street"), 6: info(when - timedelta(minutes=20), later)})
    write("usage-rights-filled.pdf", pdf, being + "A later save fills in the field, for the first time, which is what the rights are for.",
          "Nobody signed the content. The usage rights allow the filling in, which the second save does.",
          must=["usage rights", "filled in"], must_not=["changed after signing", "signed by a person", *ATTACKED], show=show)

    when = at(2012, 5, 22, 9)
    write("encrypt-null.pdf", signed("encrypt-null", words("Letter of 22 May 2012", "The boat Heron is back from the yard."), when, trailer=b"/Encrypt null"),
          "One approval signature; the trailer has /Encrypt null, which means the same as no such key (ISO 32000-1, 7.3.7).",
          "Not encrypted. The signature is valid, nothing was changed.", must=["valid", "Sample Signer A"], must_not=["is encrypted", "needs a password", *ATTACKED], show=[*CHECK, "qpdf --show-encryption {}", "grep -ao '/Encrypt [a-z]*' {}"])

    when = at(2013, 9, 17, 13, 5, 12)
    told = (b"/Reason(I am the author of this document)/Location(Brennick, Quay Street)/ContactInfo(supply@brennick.example)/Prop_Build<</Filter<</Name/Adobe.PPKLite/Date(Apr 24 2013 21:08:33)/R 131104/V 2>>"
            b"/PubSec<</Date(Apr 24 2013 21:08:33)/NonEFontNoWarn true/R 131105>>/App<</Name/Adobe#20Acrobat/REx(11.0.3)/R 720896/OS[/Win]/TrustedMode true>>>>")
    write("reason-location-prop-build.pdf", signed("prop-build", words("Report of 17 September 2013", "The buoys 1 to 14 were looked over; 3 and 9 need new chains."), when, told=told),
          "One approval signature whose dictionary has /Name, /Reason, /Location, /ContactInfo and /Prop_Build: the program that signed says that it is Acrobat 11.0.3 on Windows, its modules of 24 April 2013.",
          "The signature is valid, and all these words are within what was signed. They date the signing program: modules of 24 April 2013, so the signing was not before that day, as far as the program tells the truth; /M (17 September 2013) agrees.",
          must=["I am the author of this document", "Brennick, Quay Street", "supply@brennick.example", "Adobe Acrobat", "11.0.3", "Win", "2013-04-24"], must_not=["contradict each other", *ATTACKED],
          show=[*CHECK, "grep -aoE '/(Reason|Location|ContactInfo|REx)[(][^)]*[)]' {}"])


# 18, 19: times and bytes

def times():
    when, old = at(2013, 4, 22, 11, 30), at(2010, 3, 1, 8)
    pdf = Pdf("signing-later").save(body(words("Plan of the yard of 1 March 2010", "Sheds 1 to 4 stand along the wall, the scales at the gate."), when, fields=(), kept=info(old)))
    pdf.save({1: catalog(), 3: page((7,)), 7: signature_field(8, "Signature1"), 8: signature("adbe.pkcs7.detached", A.name, when), 11: form((7,))}).seal(detached(A, when=when))
    write("signing-time-later-m-agrees.pdf", pdf, "A document of 1 March 2010 (/CreationDate, /ModDate), signed by a later save on 22 April 2013 (/M and signing-time agree) with a certificate that begins in 2012. The signing left /ModDate as it was.",
          "The signature is valid. The times do not contradict each other: the document says 2010, it was signed in 2013 with a certificate that was valid then. /ModDate is merely old, as a program that signs need not set it.",
          must=["2013-04-22", "2010-03-01"], must_not=["contradict each other", "backdated", "certificate not yet valid", "certificate is younger than the signature", *ATTACKED], show=[*CHECK, DATES])

    def zone(name, seed, apart, being, truth, **more):
        when = at(2013, 5, 21, 9, 14, 30)
        kept = info(when - timedelta(minutes=20), when + apart)
        write(name, signed(seed, words("Note of 21 May 2013", "The ferry is laid up on 3 and 4 June 2013."), when, kept=kept), being, truth, show=[*CHECK, DATES], **more)

    zone("zone-quarter.pdf", "zone-quarter", timedelta(hours=3),
         "One approval signature in the one save: /M and signing-time 21 May 2013, 9:14:30 UTC; /ModDate says 12:14:30 with Z, exactly three hours later. It is local time (UTC+3) with the mark of UTC.",
         "The signature is valid. /ModDate is three hours behind the signing that covers it; a wrong zone explains the difference whole, so it says little.",
         must=["3 hours", "zone"], must_not=["backdated", "changed after signing", *ATTACKED])
    zone("zone-odd.pdf", "zone-odd", timedelta(hours=3, minutes=7),
         "One approval signature in the one save: /M and signing-time 21 May 2013, 9:14:30 UTC; /ModDate says 12:21:30 with Z, 3 hours 7 minutes later, though the signature covers it.",
         "The signature is valid. /ModDate, which was signed, is 3 hours 7 minutes later than the time of signing; no zone explains that. One of the two clocks was wrong or set.",
         must=["3 hours 7 minutes", "ModDate", "signing time"], must_not=["changed after signing", "explained by the zone", *ATTACKED])
    zone("moddate-after-signing-same-revision.pdf", "seconds", timedelta(seconds=41),
         "One approval signature in the one save: /M and signing-time 21 May 2013, 9:14:30 UTC; /ModDate is 41 seconds later, as a program does that takes the time of signing first (the key asks for a password meanwhile) and that of the save last.",
         "The signature is valid, and the times agree: the seconds between are those of the signing itself.",
         must=["valid"], must_not=["contradict each other", "modified after signing", "changed after signing", "backdated", *ATTACKED])

    when = at(2012, 7, 2, 9)

    def ber(data):
        end = b"\0\0"
        return b"\x30\x80" + SIGNED_DATA + b"\xa0\x80\x30\x80" + b"".join(parts(detached(A, when=when)(data))) + end * 3

    write("ber-indefinite.pdf", signed("ber", words("Order No. 20 of 2 July 2012", "The boats are to be painted grey."), when, make=ber),
          "One approval signature whose CMS is BER with indefinite lengths (30 80), as some programs write; it ends in six zero bytes that belong to it, and zeros that fill the hole follow.",
          "The signature is valid, nothing was changed.", must=["valid", "Sample Signer A"], must_not=["cannot be read", "fails", "malformed", *ATTACKED], show=[*CHECK, "grep -aoE 'Contents <.{44}' {}"])

    when = at(2012, 8, 13, 9)
    pdf = signed("newline-behind", words("Order No. 24 of 13 August 2012", "The yard is closed on 15 August 2012."), when)
    write("newline-behind.pdf", pdf.data + b"\r\n", "One approval signature; two bytes, CR and LF, stand behind the end of the signed range, as some transfers add them.",
          "The signature is valid. Two bytes of white space behind the end are not covered; they change nothing.", must=["valid", "2 bytes"], must_not=["changed after signing", "later save", "hidden", *ATTACKED], show=[*CHECK, "tail -c 8 {} | od -An -c"])


HEAD = '''# What may be said of these signed documents. Made by recipes/signed_faults.py, from how it makes each file; no program was asked.
#
# They are fictional. Many are honest and look odd; the others are changed in a way that has no name among the attacks.
#
# file; is: how it was made. truth: what may be said of it.
# integrity: of the (first) signature, whether the bytes of its range are those that were signed and the value is that of the key:
#   holds, fails, cannot-be-computed.
# altered: what became of the document behind the signature:
#   no-change-seen         nothing; further signatures, validation data, fields filled in for the first time and pages drawn anew with
#                          the same words are no change
#   changed-after-signing  something that was signed, words or not, was changed or taken away, or what the signature forbids was done
#   signature-fails        the signature does not stand for what is shown, but no change is seen
# integrity_also, altered_also: another answer that is right too; why: the reason.
# must: what a right program says, in these words or others. must_not: what would be false to say; to deny it is not.
# None of these documents is one of the attacks that have names.
# A program that is to be tested must not read this file.
'''


def quoted(value):
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


os.makedirs(OUT, exist_ok=True)
for part in (values, second, forms, xfa, validation, taken_away, ranges, rewritten, contents, times):
    part()
for row, data, _ in ROWS:
    with open(os.path.join(OUT, row["file"]), "wb") as file:
        file.write(data)
with open(os.path.join(OUT, "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
    file.write(HEAD + "".join("\n[[document]]\n" + "".join("%s = %s\n" % (k, quoted(v)) for k, v in row.items()) for row, _, _ in ROWS))


# The manifest of all samples is beside the folder; what other programs say of each document stands in it.
def manifest_row(row, data, show):
    path, confirmed = "signed/" + row["file"], []
    env = dict(os.environ, TZ="UTC", LC_ALL="C", PATH=os.path.dirname(sys.executable) + ":" + os.environ["PATH"])
    for command in show:
        shown = command.replace("{}", path)
        done = subprocess.run(shown.replace("recipes/", HERE + "/"), shell=True, cwd=os.path.join(OUT, ".."), capture_output=True, env=env)
        told = re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip()[:1000]
        assert told and HERE not in told, (shown, told)
        confirmed.append(shown + " => " + told)
    truth = "Fictional document. " + row["is"] + " " + row["truth"]
    return "\n".join(["file = " + quoted(path), "sha256 = " + quoted(hashlib.sha256(data).hexdigest()), "bytes = %d" % len(data),
                      'made_by = "By hand (recipes/signed_faults.py, recipes/signing.py, recipes/pdfhand.py)"', 'recipe = "recipes/signed_faults.py"',
                      "truth = " + quoted(truth), "confirmed = ["] + ["    " + quoted(one) + "," for one in confirmed] + ["]", 'licence = "CC0-1.0"', ""])


manifest = os.path.join(OUT, "..", "MANIFEST.toml")
if os.path.exists(manifest):
    with open(manifest, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/signed_faults.py"' not in block]
    kept += [manifest_row(*one) for one in ROWS]
    with open(manifest, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept))
