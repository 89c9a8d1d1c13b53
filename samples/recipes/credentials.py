"""samples/credentials: pictures, a film and a PDF with content credentials (C2PA), with a key written first (KEY.toml). All of it is made up; bytes
are always the same. Needs Pillow, cryptography and asn1crypto.

    python3 credentials.py FOLDER_OF_SAMPLES"""
import hashlib
import io
import os
import struct
import sys
import zlib

from asn1crypto import algos
from PIL import Image, ImageDraw

import signing
from shelf import quoted

ROWS, KEY = [], []
GAP = (0, 0)


# CBOR (RFC 8949), as far as manifests use it

class Tag:
    def __init__(self, number, value):
        self.number, self.value = number, value


def head(kind, number):
    for size, limit in ((0, 24), (1, 1 << 8), (2, 1 << 16), (4, 1 << 32)):
        if number < limit:
            return bytes([kind << 5 | number]) if size == 0 else bytes([kind << 5 | {1: 24, 2: 25, 4: 26}[size]]) + number.to_bytes(size, "big")


def cbor(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    if isinstance(value, dict):
        return head(5, len(value)) + b"".join(cbor(key) + cbor(one) for key, one in value.items())
    return head(6, value.number) + cbor(value.value)


# Boxes (ISO/IEC 19566-5)

REST = bytes.fromhex("00110010800000aa00389b71")


def box(kind, *inside):
    body = b"".join(inside)
    return struct.pack(">I", 8 + len(body)) + kind + body


def described(kind, label, *inside):
    return box(b"jumb", box(b"jumd", kind + REST + b"\x03" + label.encode() + b"\0"), *inside)


def assertion(label, value):
    return label, described(b"cbor", label, box(b"cbor", cbor(value)))


ALGORITHMS = {signing.B.name: -7, signing.C.name: -8, signing.D.name: -35, signing.E.name: -37}
DIGESTS = {-35: "sha384"}


def signature(claim, who, private=None, stamp=None):
    """COSE_Sign1 (RFC 9052, 4.2) over a claim that lies beside it."""
    number = ALGORITHMS[who.name]
    protected = cbor({1: number, 33: [one.dump() for one in who.chain]})
    signed = cbor(["Signature1", protected, b"", claim])
    value = signing.sign(private or who.key, signed, DIGESTS.get(number, "sha256"), as_pss=who.as_pss)[1]
    if number in (-7, -35):
        size = 32 if number == -7 else 48
        two = algos.DSASignature.load(value).native
        value = two["r"].to_bytes(size, "big") + two["s"].to_bytes(size, "big")
    unprotected = {}
    if stamp == "claim":
        unprotected["sigTst"] = {"tstTokens": [{"val": signing.time_stamp(cbor(["CounterSignature", protected, b"", claim])).dump()}]}
    if stamp == "signature":
        unprotected["sigTst2"] = {"tstTokens": [{"val": signing.time_stamp(cbor(["CounterSignature", protected, b"", cbor(value)])).dump()}]}
    return cbor(Tag(18, [protected, unprotected, None, value]))


def manifest(label, title, assertions, who, generator="Harbour Camera/1.4", private=None, stamp=None, update=False, spoil=None):
    """`spoil` changes the assertions after they were listed."""
    listed = [{"url": "self#jumbf=c2pa.assertions/" + name, "hash": hashlib.sha256(one[8:]).digest()} for name, one in assertions]
    claim = cbor({"alg": "sha256", "claim_generator": generator, "dc:title": title, "dc:format": "image/jpeg", "instanceID": "xmp:iid:" + label,
                  "signature": "self#jumbf=c2pa.signature", "assertions": listed})
    inside = [spoil(one) if spoil else one for _, one in assertions]
    return described(b"c2um" if update else b"c2ma", "urn:uuid:" + label, described(b"c2as", "c2pa.assertions", *inside),
                     described(b"c2cl", "c2pa.claim", box(b"cbor", claim)), described(b"c2cs", "c2pa.signature", box(b"cbor", signature(claim, who, private, stamp))))


def store(*manifests):
    return described(b"c2pa", "c2pa", *manifests)


SOURCES = "http://cv.iptc.org/newscodes/digitalsourcetype/"


def created(source, when=None, agent=None):
    action = {"action": "c2pa.created", "digitalSourceType": SOURCES + source}
    if when:
        action["when"] = when
    if agent:
        action["softwareAgent"] = agent
    return assertion("c2pa.actions", {"actions": [action]})


def data_hash(file, *left_out):
    rest, at = b"", 0
    for start, length in left_out:
        rest, at = rest + file[at:start], start + length
    value = {"exclusions": [{"start": start, "length": length} for start, length in left_out], "alg": "sha256", "hash": hashlib.sha256(rest + file[at:]).digest(), "name": "jumbf manifest"}
    return assertion("c2pa.hash.data", value)


def settled(make, place):
    """A file whose manifest states where it is itself: made again until its size is the one that it states."""
    length = 0
    while True:
        file, found = place(make(length))
        if found == length:
            return file
        length = found


# Files

def drawn(seed):
    picture = Image.new("RGB", (64, 48), (200 - seed * 20, 210, 220))
    draw = ImageDraw.Draw(picture)
    for line in range(6):
        draw.line((4, 6 + 7 * line, 60, 9 + 6 * line + seed), fill=(30 * line, 60, 200 - 30 * line), width=2)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


def segments(bytes_of_store):
    """APP11 (ISO/IEC 19566-5, D.2): each further piece repeats the head of the box."""
    size, out = 40000, b""
    for number, at in enumerate(range(0, len(bytes_of_store), size), 1):
        piece = (bytes_of_store[:8] if number > 1 else b"") + bytes_of_store[at:at + size]
        body = b"JP" + struct.pack(">HI", 1, number) + piece
        out += b"\xff\xeb" + struct.pack(">H", len(body) + 2) + body
    return out


def jpeg(picture, make):
    """`make` gives the store from the picture as it will be but for it, and the length of what is put after the first two bytes."""
    def place(bytes_of_store):
        put_in = segments(bytes_of_store)
        return picture[:2] + put_in + picture[2:], len(put_in)
    return settled(lambda length: make(picture[:2] + b"\0" * length + picture[2:], length), place)


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(make):
    rows = b"".join(b"\0" + bytes((x * 5 + y * 9) % 256 for x in range(32)) for y in range(24))
    before = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 32, 24, 8, 0, 0, 0, 0))
    after = chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")

    def place(bytes_of_store):
        put_in = chunk(b"caBX", bytes_of_store)
        return before + put_in + after, len(put_in)
    return settled(lambda length: make(before + b"\0" * length + after, len(before), length), place)


C2PA_BOX = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")


def film(who, spoil=b""):
    ftyp = box(b"ftyp", b"isom\0\0\2\0isomiso2mp41")
    moov = box(b"moov", box(b"mvhd", struct.pack(">IIIII", 0, 3_800_000_000, 3_800_000_000, 600, 6000) + b"\0" * 80))
    mdat = box(b"mdat", bytes(range(200)))

    def place(bytes_of_store):
        put_in = box(b"uuid", C2PA_BOX, b"\0\0\0\0", b"manifest\0", b"\0" * 8, bytes_of_store)
        return ftyp + put_in + moov + mdat + spoil, len(put_in)

    def make(length):
        # The place of each box that is not left out is hashed before it (C2PA, c2pa.hash.bmff.v2).
        at = len(ftyp) + length
        hashed = struct.pack(">Q", at) + moov + struct.pack(">Q", at + len(moov)) + mdat
        exclusions = [{"xpath": "/uuid", "length": None, "data": [{"offset": 8, "value": C2PA_BOX}], "subset": None, "version": None, "flags": None, "exact": None}]
        exclusions += [{"xpath": way, "length": None, "data": None, "subset": None, "version": None, "flags": None, "exact": None} for way in ("/ftyp", "/mfra")]
        bound = assertion("c2pa.hash.bmff.v2", {"exclusions": exclusions, "alg": "sha256", "hash": hashlib.sha256(hashed).digest(), "name": "jumbf manifest"})
        return store(manifest("0000-film", "harbour.mp4", [created("digitalCapture", "2024-05-13T08:00:00Z"), bound], who))
    return settled(make, place)


def box_hash(picture, length):
    """Of a JPEG with one scan: the name of each segment, the manifest left out."""
    names = {0xE0: "APP0", 0xDB: "DQT", 0xC0: "SOF0", 0xC4: "DHT"}
    boxes = [{"names": ["SOI"], "alg": "sha256", "hash": hashlib.sha256(picture[:2]).digest(), "pad": b""}, {"names": ["C2PA"], "alg": "sha256", "hash": b"\0", "pad": b""}]
    at = 2 + length
    while picture[at + 1] != 0xDA:
        end = at + 2 + struct.unpack(">H", picture[at + 2:at + 4])[0]
        boxes.append({"names": [names[picture[at + 1]]], "alg": "sha256", "hash": hashlib.sha256(picture[at:end]).digest(), "pad": b""})
        at = end
    boxes.append({"names": ["SOS"], "alg": "sha256", "hash": hashlib.sha256(picture[at:-2]).digest(), "pad": b""})
    boxes.append({"names": ["EOI"], "alg": "sha256", "hash": hashlib.sha256(picture[-2:]).digest(), "pad": b""})
    return assertion("c2pa.hash.boxes", {"boxes": boxes})


def pdf(who):
    """One page, and the store as an embedded file that is related to the document as its manifest (C2PA, A.4)."""
    def build(bytes_of_store):
        out, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
        content = b"BT /F 12 Tf 72 700 Td (The tide of the thirteenth of May) Tj ET"
        objects = [b"<</Type/Catalog/Pages 2 0 R/AF[6 0 R]/Names<</EmbeddedFiles<</Names[(content_credential.c2pa)6 0 R]>>>>>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                   b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
                   b"<</Length %d>>stream\n%s\nendstream" % (len(content), content), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
                   b"<</Type/Filespec/F(content_credential.c2pa)/UF(content_credential.c2pa)/AFRelationship/C2PA_Manifest/EF<</F 7 0 R>>>>",
                   b"<</Type/EmbeddedFile/Subtype/application#2Fc2pa/Length %010d>>stream\n" % len(bytes_of_store) + bytes_of_store + b"\nendstream"]
        start = 0
        for number, body in enumerate(objects, 1):
            places.append(len(out))
            out += b"%d 0 obj\n" % number
            start = len(out) + body.index(b"stream\n") + 7 if number == 7 else start
            out += body + b"\nendobj\n"
        table = len(out)
        out += b"xref\n0 8\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
        return out + b"trailer\n<</Size 8/Root 1 0 R>>\nstartxref\n%010d\n%%%%EOF\n" % table, start
    length = 0
    while True:
        bare, start = build(b"\0" * length)
        made = store(manifest("0000-pdf", "tide.pdf", [created("digitalCreation", "2024-05-13T08:00:00Z", "Harbour Office 3"), data_hash(bare, (start, length))], who))
        if len(made) == length:
            return build(made)[0]
        length = len(made)


def put(root, name, data, truth, digest, value, says=(), warns=(), why=""):
    path = os.path.join(root, "credentials", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)
    ROWS.append(("credentials/" + name, data, truth))
    KEY.append(dict(file=name, truth=truth, digest=digest, value=value, says=[list(one) for one in says], warns=list(warns), why=why))


def make(root):
    camera = created("digitalCapture", "2024-05-13T08:00:00Z")
    one = lambda who, **more: lambda file, length: store(manifest("0000-one", "harbour.jpg", [camera, data_hash(file, (2, length))], who, **more))
    first = jpeg(drawn(0), one(signing.B))
    taken = [("credentials.generator", "Harbour Camera/1.4"), ("credentials.title", "harbour.jpg"), ("credentials.action", "c2pa.created"), ("credentials.created", "2024-05-13 08:00:00 UTC"),
             ("credentials.source-type", "digitalCapture")]
    put(root, "as-made.jpg", first, "A picture with its content credentials, as they were made.", "agrees", "verified", taken)
    at = first.index(b"\xff\xda") + 40
    put(root, "changed-after.jpg", first[:at] + bytes([first[at] ^ 1]) + first[at + 1:], "One bit of the picture was changed after the credentials were made.", "differs", "verified", taken)
    other = lambda bytes_of: bytes_of.replace(b"digitalCapture", b"compositeCapt.")
    put(root, "statement-changed.jpg", jpeg(drawn(1), one(signing.B, spoil=other)), "Where the picture comes from was changed in the manifest after it was signed.", "differs", "verified", [("credentials.source-type", "compositeCapt.")])
    put(root, "other-key.jpg", jpeg(drawn(2), one(signing.E, private=signing.STRANGER.key)), "Somebody else signed than the certificate names.", "agrees", "fails")
    put(root, "stamped.jpg", jpeg(drawn(3), one(signing.C, stamp="signature")), "The signature has a time-stamp of an authority.", "agrees", "verified", [("credentials.time-stamp", "2013-05-14 09:01:00 UTC")])
    put(root, "stamped-claim.jpg", jpeg(drawn(4), one(signing.B, stamp="claim")), "The claim has a time-stamp, as the first version has it.", "agrees", "verified", [("credentials.time-stamp", "2013-05-14 09:01:00 UTC")])
    boxes = lambda file, length: store(manifest("0000-boxes", "harbour.jpg", [camera, box_hash(file, length)], signing.B))
    by_boxes = jpeg(drawn(5), boxes)
    put(root, "by-boxes.jpg", by_boxes, "The digest is of the segments of the picture, one by one.", "agrees", "verified")
    at = by_boxes.index(b"\xff\xda") + 40
    put(root, "by-boxes-changed.jpg", by_boxes[:at] + bytes([by_boxes[at] ^ 1]) + by_boxes[at + 1:], "The same, with one bit of the picture changed.", "differs", "verified")
    model = lambda file, start, length: store(manifest("0000-model", "harbour.png", [created("trainedAlgorithmicMedia", "2024-05-13T08:00:00Z", "Harbour Painter 2"), data_hash(file, (start, length))], signing.E, generator="Harbour Painter/2.0"))
    put(root, "by-a-model.png", png(model), "The credentials say that a trained model made the picture.", "agrees", "verified", [("credentials.source-type", "trainedAlgorithmicMedia"), ("credentials.action.program", "Harbour Painter 2")])
    put(root, "film.mp4", film(signing.B), "A film whose digest is of its boxes and their places.", "agrees", "verified")
    put(root, "film-longer.mp4", film(signing.B, spoil=box(b"free", b"more")), "The same film with a box more at its end.", "differs", "verified")
    put(root, "tide.pdf", pdf(signing.D), "A PDF with content credentials as an embedded file.", "agrees", "verified", [("credentials.action.program", "Harbour Office 3")])
    def gap(file, length):
        global GAP
        GAP = (len(file) - 400, len(file) - 2)
        return store(manifest("0000-gap", "harbour.jpg", [camera, data_hash(file, (2, length), (len(file) - 400, 398))], signing.B))
    left = jpeg(drawn(6), gap)
    put(root, "leaves-out.jpg", left, "The digest leaves out the end of the picture, too.", "", "verified", why="the digest agrees, but it leaves out bytes %d to %d beside the credentials" % GAP)
    slipped = lambda bytes_of: bytes_of + (created("compositeCapture")[1].replace(b"c2pa.actions", b"c2pa.actionz") if b"c2pa.hash.data" in bytes_of else b"")
    put(root, "slipped-in.jpg", jpeg(drawn(6), one(signing.B, spoil=slipped)), "A statement was put in that the claim does not list.", "differs", "verified")
    # A later manifest adds a statement and leaves the digest of the file to the first, which knows the size of its own store alone.
    picture = drawn(6)
    whole = jpeg(picture, one(signing.B))
    length = len(whole) - len(picture)
    inner = manifest("0000-one", "harbour.jpg", [camera, data_hash(picture[:2] + b"\0" * length + picture[2:], (2, length))], signing.B)
    parent = assertion("c2pa.ingredient", {"dc:title": "harbour.jpg", "dc:format": "image/jpeg", "relationship": "parentOf"})
    added = manifest("0000-two", "harbour.jpg", [parent], signing.C, generator="Harbour Archive/1.0", update=True)
    put(root, "added-later.jpg", picture[:2] + segments(store(inner, added)) + picture[2:], "An archive added a manifest of its own to that of the camera.", "agrees", "verified", [("credentials.ingredient", "harbour.jpg: this was made from it")])
    broken = manifest("0000-one", "harbour.jpg", [camera], signing.B, spoil=other)
    later = lambda file, length: store(broken, manifest("0000-three", "harbour-cut.jpg", [parent, data_hash(file, (2, length))], signing.C))
    put(root, "of-a-changed-one.jpg", jpeg(drawn(7), later), "It was made from a picture whose own credentials were changed before.", "agrees", "verified", why="of the credentials of “harbour.jpg”, which went into it, c2pa.actions was changed")
    put(root, "no-store.jpg", drawn(0)[:2] + segments(described(b"c2pa", "c2pa")) + drawn(0)[2:], "A store without a manifest.", "", "", warns=["credentials-unreadable"])
    marked = lambda source: (b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description rdf:about='' "
                             b"xmlns:e='http://iptc.org/std/Iptc4xmpExt/2008-02-29/' e:DigitalSourceType='" + (SOURCES + source).encode() + b"'/></rdf:RDF></x:xmpmeta>")
    with_xmp = lambda source: drawn(0)[:2] + b"\xff\xe1" + struct.pack(">H", 31 + len(marked(source))) + b"http://ns.adobe.com/xap/1.0/\0" + marked(source) + drawn(0)[2:]
    for name, data, truth in (("O005-fires-credentials.png", png(model), "The credentials say that a trained model made the picture."), ("O005-fires-xmp.jpg", with_xmp("trainedAlgorithmicMedia"), "The XMP says that a trained model made the picture."),
                              ("O005-clear-camera.jpg", first, "The credentials say that a camera took the picture."), ("O005-clear-scan.jpg", with_xmp("negativeFilm"), "The XMP says that the picture is a scan of a negative.")):
        with open(os.path.join(root, "checks", name), "wb") as file:
            file.write(data)
        ROWS.append(("checks/" + name, data, truth))
    def camera_picture(optimised, software=b""):
        picture = Image.open(io.BytesIO(drawn(8)))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=88, optimize=optimised)
        texts = [(0x0110, b"Brennick 4\0")] + ([(0x0131, software + b"\0")] if software else []) + [(0x0132, b"2013:05:14 09:00:00\0")]
        start, entries, values = 8 + 2 + 12 * len(texts) + 4, b"", b""
        for tag, value in texts:
            entries, values = entries + struct.pack("<HHII", tag, 2, len(value), start + len(values)), values + value
        block = b"Exif\0\0II*\0" + struct.pack("<IH", 8, len(texts)) + entries + bytes(4) + values
        data = out.getvalue()
        return data[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + data[2:]
    for name, data, truth in (("I005-fires-packed-anew.jpg", camera_picture(True), "It names a camera, and a program that made tables of its own saved it."), ("I005-clear-as-a-camera.jpg", camera_picture(False), "It names a camera, and has the tables that cameras write."),
                              ("I005-clear-names-its-program.jpg", camera_picture(True, b"Harbour Paint 3"), "It names a program, and has the tables of one.")):
        with open(os.path.join(root, "checks", name), "wb") as file:
            file.write(data)
        ROWS.append(("checks/" + name, data, truth))
    key = ["# What must be told of each picture with content credentials: whether the file is what was signed, whether the key signed, values, warnings, and why.",
           "# Written before the reader (recipes/credentials.py).", ""]
    for row in KEY:
        key += ["[[sample]]"] + ["%s = %s" % (name, quoted(value)) for name, value in row.items()] + [""]
    with open(os.path.join(root, "credentials", "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(key))
    rows = []
    for name, data, truth in ROWS:
        first = data[:8].hex()
        rows.append("\n".join(["file = " + quoted(name), 'sha256 = "%s"' % hashlib.sha256(data).hexdigest(), "bytes = %d" % len(data), 'made_by = "By hand (recipes/credentials.py, recipes/signing.py; Pillow, cryptography)"',
                               'recipe = "recipes/credentials.py"', "truth = " + quoted("Fictional file. " + truth), "confirmed = [",
                               "    " + quoted("head -c 8 %s | od -An -tx1 => %s" % (name, " ".join(first[at:at + 2] for at in range(0, len(first), 2)))) + ",", "]", 'licence = "CC0-1.0"', ""]))
    path = os.path.join(root, "MANIFEST.toml")
    with open(path, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/credentials.py"' not in block]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows))
    print("%d samples of credentials" % len(ROWS))


if __name__ == "__main__":
    make(sys.argv[1])
