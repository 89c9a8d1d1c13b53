"""Test keys, certificates, signatures (CMS) and the saves of a signed PDF, for the recipes that sign; the same bytes each time.

Needs cryptography (with OpenSSL 3.2 or later, for ECDSA without chance) and asn1crypto. Nothing here is left to chance: the signatures
by RSA (PKCS #1 v1.5) and Ed25519 have none, ECDSA takes its number from the message (RFC 6979), and RSA-PSS has a fixed salt. Only the
keys were drawn once; they are kept in keys/ and drawn anew where one is missing, and then all bytes change. They are test keys of
made-up people and protect nothing. To import this module makes the certificates and writes nothing, unless a key is missing."""
import hashlib
import os
from datetime import datetime, timedelta, timezone

from asn1crypto import cms, core, keys, tsp, x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from pdfhand import ident, stream

HERE = os.path.dirname(os.path.abspath(__file__))
KEYS = os.path.join(HERE, "keys")

SIGNED = datetime(2013, 5, 14, 9, 0, 0, tzinfo=timezone.utc)
STAMPED = SIGNED + timedelta(minutes=1)
DATA = "1.2.840.113549.1.7.1"


# Keys and certificates

NOTE = b"A test key of a made-up person, for the samples of valla. It protects nothing.\n"


def key(name, kind):
    path = os.path.join(KEYS, name + ".pem")
    if not os.path.exists(path):
        os.makedirs(KEYS, exist_ok=True)
        drawn = {"rsa": lambda: rsa.generate_private_key(65537, 2048), "p256": lambda: ec.generate_private_key(ec.SECP256R1()),
                 "p384": lambda: ec.generate_private_key(ec.SECP384R1()), "ed25519": ed25519.Ed25519PrivateKey.generate}[kind]()
        with open(path, "wb") as file:
            file.write(NOTE + drawn.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
    with open(path, "rb") as file:
        return serialization.load_pem_private_key(file.read(), None)


def pss(private, name, data):
    """EMSA-PSS (RFC 8017, 9.1.1) with a salt that is not drawn: the library draws one each time."""
    h, numbers = (lambda b: hashlib.new(name, b).digest()), private.private_numbers()
    size = (private.key_size + 7) // 8
    salt = h(b"the salt of the samples")
    digest = h(b"\0" * 8 + h(data) + salt)
    block = b"\0" * (size - 2 * len(salt) - 2) + b"\1" + salt
    mask = b"".join(h(digest + i.to_bytes(4, "big")) for i in range(size // len(salt) + 1))[:len(block)]
    masked = bytes(a ^ b for a, b in zip(block, mask))
    whole = bytes([masked[0] & 0x7F]) + masked[1:] + digest + b"\xbc"
    return pow(int.from_bytes(whole, "big"), numbers.d, numbers.public_numbers.n).to_bytes(size, "big")


def sign(private, data, hash_name="sha256", as_pss=False, in_certificate=False):
    """The algorithm as CMS or X.509 names it, and the signature."""
    hash_of = {"sha1": hashes.SHA1, "sha256": hashes.SHA256, "sha384": hashes.SHA384, "sha512": hashes.SHA512}[hash_name]()
    if isinstance(private, ed25519.Ed25519PrivateKey):
        return {"algorithm": "ed25519"}, private.sign(data)
    if isinstance(private, ec.EllipticCurvePrivateKey):
        return {"algorithm": hash_name + "_ecdsa"}, private.sign(data, ec.ECDSA(hash_of, deterministic_signing=True))
    if as_pss:
        one = {"algorithm": hash_name, "parameters": core.Null()}
        parameters = {"hash_algorithm": one, "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": one},
                      "salt_length": hash_of.digest_size, "trailer_field": 1}
        return {"algorithm": "rsassa_pss", "parameters": parameters}, pss(private, hash_name, data)
    name = hash_name + "_rsa" if in_certificate else "rsassa_pkcs1v15"
    return {"algorithm": name, "parameters": core.Null()}, private.sign(data, padding.PKCS1v15(), hash_of)


def spki(private):
    return keys.PublicKeyInfo.load(
        private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo))


def tlv(tag, *inside):
    """DER by hand, for what the library does not know."""
    data = b"".join(inside)
    head = bytes([len(data)]) if len(data) < 128 else b"\x82" + len(data).to_bytes(2, "big")
    return bytes([tag]) + head + data


def certificate(serial, subject, public, issuer, by, usage, ca=False, purpose=None, as_pss=False, since=2012):
    """A certificate of 2012, or `since`, to 2030 for `subject`, issued by the name `issuer` with the key `by`."""
    name = lambda text: x509.Name.build({"country_name": "XX", "organization_name": "valla samples (not real)", "common_name": text})
    # The bits of the key are not parsed: the library does not know those of GOST.
    raw = core.Sequence.load(public.dump())
    mark = hashlib.sha1(raw[1].contents[1:]).digest()
    extensions = [{"extn_id": "basic_constraints", "critical": True, "extn_value": x509.BasicConstraints({"ca": ca})},
                  {"extn_id": "key_usage", "critical": True, "extn_value": x509.KeyUsage(usage)},
                  {"extn_id": "key_identifier", "critical": False, "extn_value": core.OctetString(mark)}]
    if subject != issuer:
        above = hashlib.sha1(core.Sequence.load(spki(by).dump())[1].contents[1:]).digest()
        extensions.append({"extn_id": "authority_key_identifier", "critical": False,
                           "extn_value": x509.AuthorityKeyIdentifier({"key_identifier": above})})
    if purpose:
        extensions.append({"extn_id": "extended_key_usage", "critical": True, "extn_value": x509.ExtKeyUsageSyntax([purpose])})
    algorithm = sign(by, b"", as_pss=as_pss, in_certificate=True)[0]
    day = lambda year: x509.Time({"utc_time": datetime(year, 1, 1, tzinfo=timezone.utc)})
    tbs = x509.TbsCertificate({"version": "v3", "serial_number": serial, "signature": algorithm, "issuer": name(issuer),
                               "validity": {"not_before": day(since), "not_after": day(2030)}, "subject": name(subject),
                               "subject_public_key_info": public, "extensions": extensions})
    return x509.Certificate({"tbs_certificate": tbs, "signature_algorithm": algorithm,
                             "signature_value": sign(by, tbs.dump(), as_pss=as_pss, in_certificate=True)[1]})


class Person:
    def __init__(self, serial, name, file, kind, purpose=None, as_pss=False, alone=False):
        self.name, self.as_pss, self.key = name, as_pss, key(file, kind)
        usage = {"digital_signature", "non_repudiation"}
        issuer, by = (name, self.key) if alone else ("Sample Root", ROOT_KEY)
        self.certificate = certificate(serial, name, spki(self.key), issuer, by, usage, purpose=purpose, as_pss=as_pss)
        self.chain = [self.certificate] if alone else [self.certificate, ROOT]


ROOT_KEY = key("test-sample-root", "rsa")
ROOT = certificate(1, "Sample Root", spki(ROOT_KEY), "Sample Root", ROOT_KEY, {"key_cert_sign", "crl_sign"}, ca=True)
# The same root with an older certificate, for what was signed before 2012.
OLD_ROOT = certificate(2, "Sample Root", spki(ROOT_KEY), "Sample Root", ROOT_KEY, {"key_cert_sign", "crl_sign"}, ca=True, since=2009)
A = Person(17, "Sample Signer A", "test-sample-signer-a-rsa", "rsa")
B = Person(18, "Sample Signer B", "test-sample-signer-b-p256", "p256")
C = Person(19, "Sample Signer C", "test-sample-signer-c-ed25519", "ed25519")
D = Person(20, "Sample Signer D", "test-sample-signer-d-p384", "p384")
E = Person(21, "Sample Signer E", "test-sample-signer-e-rsa-pss", "rsa", as_pss=True)
TSA = Person(22, "Sample Time-Stamp Authority", "test-sample-time-stamp-authority", "rsa", purpose="time_stamping")
STRANGER = Person(7, "Stranger", "test-stranger", "rsa", alone=True)


# Signed data (RFC 5652)

def attribute(kind, value):
    return cms.CMSAttribute({"type": kind, "values": [value]})


def signed_data(who, hash_name, content_type, digest, content=None, when=None, cades=False, token=None, private=None, spoil=False):
    """`digest` is that of the content; `token` makes a time-stamp of the value; `private` signs in place of the signer's key."""
    attributes = [attribute("content_type", content_type), attribute("message_digest", digest)]
    if when:
        attributes.append(attribute("signing_time", cms.Time({"utc_time": when})))
    if cades:
        of = {} if hash_name == "sha256" else {"hash_algorithm": {"algorithm": hash_name}}
        attributes.append(attribute("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [{
            **of, "cert_hash": hashlib.new(hash_name, who.certificate.dump()).digest()}]})))
    attributes = cms.CMSAttributes(attributes)
    # Under the signature the attributes are a SET OF of DER, whatever tag they have within the signer's information.
    attributes = cms.CMSAttributes.load(cms.CMSAttributes(attributes).dump(force=True))
    algorithm, value = sign(private or who.key, attributes.dump(), hash_name, as_pss=who.as_pss)
    if spoil:
        value = value[:100] + bytes([value[100] ^ 1]) + value[101:]
    digest_algorithm = {"algorithm": hash_name} if hash_name == "sha512" else {"algorithm": hash_name, "parameters": core.Null()}
    signer = {"version": "v1", "sid": {"issuer_and_serial_number": {"issuer": who.certificate.issuer,
                                                                     "serial_number": who.certificate.serial_number}},
              "digest_algorithm": digest_algorithm, "signed_attrs": attributes, "signature_algorithm": algorithm, "signature": value}
    if token:
        signer["unsigned_attrs"] = [attribute("signature_time_stamp_token", token(value))]
    inside = {"content_type": content_type}
    if content is not None:
        inside["content"] = content
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData({
        "version": "v1" if content_type == "data" else "v3", "digest_algorithms": [digest_algorithm], "encap_content_info": inside,
        "certificates": who.chain, "signer_infos": [signer]})})


def time_stamp(data, when=STAMPED):
    """A token of RFC 3161 for the bytes."""
    info = tsp.TSTInfo({"version": "v1", "policy": "1.3.6.1.4.1.32473.1", "serial_number": 1405,
                        "message_imprint": {"hash_algorithm": {"algorithm": "sha256", "parameters": core.Null()},
                                            "hashed_message": hashlib.sha256(data).digest()},
                        "gen_time": when, "ordering": False})
    return signed_data(TSA, "sha256", "tst_info", hashlib.sha256(info.dump()).digest(),
                       core.ParsableOctetString(info.dump()), when=when, cades=True)


def detached(who, hash_name="sha256", when=SIGNED, **more):
    """adbe.pkcs7.detached"""
    return lambda data: signed_data(who, hash_name, "data", hashlib.new(hash_name, data).digest(), when=when, **more).dump()


def cades(who, hash_name="sha256", **more):
    """ETSI.CAdES.detached; the time stands in /M alone."""
    return lambda data: signed_data(who, hash_name, "data", hashlib.new(hash_name, data).digest(), cades=True, **more).dump()


def sha1_inside(data):
    """adbe.pkcs7.sha1: the digest of the range is the content, and the attribute has the digest of that."""
    inside = hashlib.sha1(data).digest()
    return signed_data(A, "sha1", "data", hashlib.sha1(inside).digest(), core.OctetString(inside), when=SIGNED).dump()


def bare_rsa(data):
    """adbe.x509.rsa_sha1: the PKCS #1 value alone, in an OCTET STRING."""
    return core.OctetString(sign(A.key, data, "sha1")[1]).dump()


def document_stamp(when=STAMPED):
    return lambda data: time_stamp(data, when).dump()


def gost(data):
    """The structure of a signature by GOST R 34.10-2012 with digest by GOST R 34.11-2012 of 256 bits; the values are filler."""
    oid = lambda dotted: core.ObjectIdentifier(dotted).dump()
    digest, signature = tlv(0x30, oid("1.2.643.7.1.1.2.2")), tlv(0x30, oid("1.2.643.7.1.1.3.2"))
    # CryptoPro's parameter set A and the digest (RFC 9215).
    kind = tlv(0x30, oid("1.2.643.7.1.1.1.1"), tlv(0x30, oid("1.2.643.2.2.35.1"), oid("1.2.643.7.1.1.2.2")))
    point = b"".join(hashlib.sha256(b"filler in place of a key, %d" % i).digest() for i in range(2))
    public = keys.PublicKeyInfo.load(tlv(0x30, kind, tlv(0x03, b"\0", tlv(0x04, point))))
    leaf = certificate(23, "Sample Signer G", public, "Sample Root", ROOT_KEY, {"digital_signature", "non_repudiation"})
    attrs = [attribute("content_type", "data"), attribute("signing_time", cms.Time({"utc_time": SIGNED})),
             attribute("message_digest", hashlib.sha256(b"filler in place of a digest").digest())]
    inside = b"".join(sorted(one.dump() for one in attrs))
    value = b"".join(hashlib.sha256(b"filler in place of a signature, %d" % i).digest() for i in range(2))
    who = tlv(0x30, leaf.issuer.dump(), core.Integer(23).dump())
    signer = tlv(0x30, core.Integer(1).dump(), who, digest, tlv(0xA0, inside), signature, tlv(0x04, value))
    signed = tlv(0x30, core.Integer(1).dump(), tlv(0x31, digest), tlv(0x30, oid(DATA)), tlv(0xA0, leaf.dump(), ROOT.dump()),
                 tlv(0x31, signer))
    return tlv(0x30, oid("1.2.840.113549.1.7.2"), tlv(0xA0, signed))


# PDF

def clock(when):
    return b"(D:" + when.strftime("%Y%m%d%H%M%S").encode() + b"Z)"


def plain(data, head=b""):
    return stream(data, head, compress=False)


def signature_field(value, name, rect=b"[0 0 0 0]", extra=b""):
    return (b"<</Type/Annot/Subtype/Widget/FT/Sig/T(%s)/V %d 0 R/P 3 0 R/F 132/Rect%s%s>>" % (name.encode(), value, rect, extra))


ROOM = 6000


def signature(sub, who=None, when=SIGNED, mdp=None, extra=b"", room=ROOM, kind=b"Sig"):
    told = (b"/Name(%s)" % who.encode() if who else b"") + (b"/M" + clock(when) if when else b"")
    if mdp:
        told += (b"/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams<</Type/TransformParams/P %d/V/1.2>>>>]" % mdp)
    return (b"<</Type/%s/Filter/Adobe.PPKLite/SubFilter/%s%s%s/ByteRange [0 ********** ********** **********]/Contents <" % (
        kind, sub.encode(), told, extra) + b"0" * room + b">>>")


class Pdf:
    """A file that grows by saves; each has a table and a trailer, and leaves the bytes before it alone."""

    def __init__(self, seed, version="1.7", crypt=None):
        self.data, self.seed, self.crypt = b"%PDF-" + version.encode() + b"\n%\xe2\xe3\xcf\xd3\n", seed, crypt
        self.size, self.prev, self.saves, self.offsets = 1, None, 0, {}

    def save(self, objects=None, free=(), root=1, point=None, behind=b"", extra=b"", hidden=b""):
        """`point` gives numbers other offsets, without bytes of their own; `hidden` stands in the body and in no table; `behind`
        follows the end of the file."""
        objects, first = dict(objects or {}), self.prev is None
        self.saves += 1
        rows = {n: b"%010d 00000 n \n" % at for n, at in (point or {}).items()}
        self.size = max([self.size, *(n + 1 for n in objects)])
        for n, body in sorted(objects.items()):
            self.offsets[n] = len(self.data)
            rows[n] = b"%010d 00000 n \n" % len(self.data)
            self.data += b"%d 0 obj\n" % n + (self.crypt.object(n, body) if self.crypt else body) + b"\nendobj\n"
        if hidden:
            self.hidden = len(self.data)
            self.data += hidden
        if first:
            free = [n for n in range(1, self.size) if n not in rows]
        chain = [0, *free]
        if first or free:
            for n, after in zip(chain, chain[1:] + [0]):
                rows[n] = b"%010d %05d f \n" % (after, 65535 if n == 0 else (0 if first else 1))
        at, text, run = len(self.data), b"xref\n", []
        for n in sorted(rows):
            if run and run[-1] + 1 != n:
                text += b"%d %d\n" % (run[0], len(run)) + b"".join(rows[m] for m in run)
                run = []
            run.append(n)
        text += b"%d %d\n" % (run[0], len(run)) + b"".join(rows[m] for m in run) if run else b"0 0\n"
        ids = ident(self.seed), ident(self.seed + str(self.saves))
        text += (b"trailer\n<</Size %d/Root %d 0 R/Info 6 0 R/ID[<%s><%s>]" % (self.size, root, *ids)
                 + (b"" if first else b"/Prev %d" % self.prev) + extra + (b"/Encrypt 20 0 R" if self.crypt else b"") + b">>\n")
        self.data += text + b"startxref\n%d\n%%%%EOF\n" % at + behind
        self.prev = at
        return self

    def seal(self, make):
        """Puts the value into the last hole."""
        start = self.data.rindex(b"/Contents <0000") + 10
        stop = self.data.index(b">", start) + 1
        spans = b"%-10d %-10d %-10d" % (start, stop, len(self.data) - stop)
        mark = self.data.rindex(b"********** ********** **********", 0, start)
        self.data = self.data[:mark] + spans + self.data[mark + len(spans):]
        value = make(self.data[:start] + self.data[stop:]).hex().encode()
        room = stop - start - 2
        assert len(value) <= room, (len(value), room)
        self.data = self.data[:start + 1] + value + b"0" * (room - len(value)) + self.data[stop - 1:]
        self.hole = start, stop
        return self
