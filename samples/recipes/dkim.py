"""Makes samples/dkim: mails with signatures of their domains (DKIM) and of persons (S/MIME), honest and changed behind the signing, the
keys of the domains in keys.csv, and KEY.toml, which says of each mail what may be said of it; and the samples of checks/M007. The same
bytes each time.

    python3 dkim.py FOLDER

Needs Python, cryptography and, for S/MIME, asn1crypto (signing.py says how those signatures are made). FOLDER is that of all samples. The signatures are
computed here after RFC 6376, 3.7; the key is written from how each file is made, and no program was asked. Two mails are the examples of
RFC 6376, appendix A (with erratum 3192: one blank in "game. Are"), and RFC 8463, appendix A.3."""
import base64
import hashlib
import os
import re
import sys

from asn1crypto import core
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

import signing

ROOT = sys.argv[1] if len(sys.argv) > 1 else ".."
OUT = os.path.join(ROOT, "dkim")
KEYS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "keys")
os.makedirs(OUT, exist_ok=True)


def key(name):
    with open(os.path.join(KEYS, "%s.pem" % name), "rb") as f:
        data = f.read()
    return serialization.load_pem_private_key(data[data.index(b"-----"):], None)


STRONG, SECOND, PUBLISHED, POINT = (key(name) for name in ("test-sample-signer-a-rsa", "test-sample-signer-h-rsa", "test-dkim-published",
                                                           "test-sample-signer-c-ed25519"))
# 512 bits of RSA, which the libraries refuse: modulus and private exponent.
SHORT = (0xc9279e73fbccd5ea9f18be76aaa999937133dd5e257c4a056884be29b9783972753426955184a09aa04322c5a13a0827fc045d3cac70adce2a134e61f529157b,
         0x69fd7a3c5add1f8a34b271094dfb77747d1d7af2f4857ceb449b4d27e716360ded64830e9d0973b6b5dac70ab32db1beb02461a7d09d7b4249fb1a8df6970021)
INFORMATION = {"sha256": bytes.fromhex("3031300d060960864801650304020105000420"), "sha1": bytes.fromhex("3021300906052b0e03021a05000414")}


def made(private, digest_name, data):
    digest = hashlib.new(digest_name, data).digest()
    if isinstance(private, tuple):
        modulus, exponent = private
        size = (modulus.bit_length() + 7) // 8
        inner = INFORMATION[digest_name] + digest
        block = b"\0\1" + b"\xff" * (size - 3 - len(inner)) + b"\0" + inner
        return pow(int.from_bytes(block, "big"), exponent, modulus).to_bytes(size, "big")
    if private is POINT:
        return private.sign(digest)
    return private.sign(data, padding.PKCS1v15(), {"sha256": hashes.SHA256(), "sha1": hashes.SHA1()}[digest_name])


def der(tag, *inside):
    data = b"".join(inside)
    size = len(data).to_bytes((len(data).bit_length() + 7) // 8 or 1, "big")
    return bytes([tag]) + (size if len(data) < 128 else bytes([0x80 | len(size)]) + size) + data


def public(private):
    """The key as a record has it."""
    if isinstance(private, tuple):
        number = lambda n: der(2, b"\0" * (n.bit_length() % 8 == 0) + n.to_bytes((n.bit_length() + 7) // 8, "big"))
        inner = der(0x30, number(private[0]), number(65537))
        whole = der(0x30, bytes.fromhex("300d06092a864886f70d0101010500"), der(3, b"\0", inner))
    elif private is POINT:
        whole = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    else:
        whole = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(whole).decode()


def relaxed_header(name, value):
    return name.lower().encode() + b":" + re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip()


def body_form(form, body):
    if form == "relaxed":
        body = re.sub(rb"[ \t]+(?=\r\n)", b"", re.sub(rb"[ \t]+", b" ", body))
    body = re.sub(rb"(\r\n)*\Z", b"", body)
    return body + b"\r\n" if body or form == "simple" else b""


class Mail:
    """A mail in its making: fields from the top, each a name and the bytes of its value from the blank on, and a body."""

    def __init__(self, subject="The minutes of Tuesday", body=None, sender="Vera Sample <vera@example.org>", **more):
        self.fields = [("From", b" " + sender.encode()), ("To", b" Desk <desk@example.net>"), ("Subject", b" " + subject.encode()),
                       ("Date", b" Tue, 14 May 2013 10:22:31 +0400"), ("Message-ID", b" <20130514062231.4711@example.org>"),
                       ("MIME-Version", b" 1.0"), ("Content-Type", b" text/plain; charset=utf-8")]
        self.fields += [(name.replace("_", "-"), b" " + value.encode()) for name, value in more.items()]
        self.body = body or b"Dear desk,\r\n\r\nthe minutes are  below. This is a made-up mail, a sample for valla.\r\n\r\nVera\r\n"

    def sign(self, private, selector, domain="example.org", c="relaxed/relaxed", digest="sha256", names=None, length=None, place=None, **tags):
        forms = c.split("/")
        names = names or "from:to:subject:date:message-id:mime-version:content-type"
        body = body_form(forms[1], self.body)
        kind = "ed25519" if private is POINT else "rsa"
        version = {"i": str(place)} if place else {"v": "1"}
        told = {**version, "a": "%s-%s" % (kind, digest), "c": c, "d": domain, "s": selector, **{k: str(v) for k, v in tags.items()}}
        if length is not None:
            told["l"] = str(length)
        told["h"] = names
        told["bh"] = base64.b64encode(hashlib.new(digest, body if length is None else body[:length]).digest()).decode()
        value = " " + "".join("%s=%s;%s" % (k, v, "\r\n\t" if k in ("s", "h", "bh") else " ") for k, v in told.items()) + "b="
        left = list(self.fields)
        data = b""
        for name in names.split(":"):
            at = next((at for at in reversed(range(len(left))) if left[at] and left[at][0].lower() == name.lower()), None)
            if at is not None:
                field, left[at] = left[at], None
                data += (relaxed_header(*field) if forms[0] == "relaxed" else field[0].encode() + b":" + field[1]) + b"\r\n"
        own = ("ARC-Message-Signature" if place else "DKIM-Signature", value.encode())
        data += relaxed_header(*own) if forms[0] == "relaxed" else own[0].encode() + b":" + own[1]
        coded = base64.b64encode(made(private, digest, data)).decode()
        folded = "\r\n\t ".join(coded[at:at + 64] for at in range(0, len(coded), 64))
        self.fields.insert(0, (own[0], (value + folded).encode()))
        return self

    def pass_on(self, place, private, selector, domain, cv, when):
        """The three fields of one who passes the mail on (RFC 8617, 4.1 and 5.1)."""
        self.sign(private, selector, domain, place=place, t=when)
        self.fields.insert(1, ("ARC-Authentication-Results", (" i=%d; mx.%s; dkim=pass header.d=example.org" % (place, domain)).encode()))
        value = " i=%d; a=rsa-sha256; cv=%s; d=%s; s=%s; t=%d; b=" % (place, cv, domain, selector, when)
        data = b""
        for here in range(1, place + 1):
            for name in ("ARC-Authentication-Results", "ARC-Message-Signature", "ARC-Seal"):
                if (name, here) != ("ARC-Seal", place):
                    data += next(relaxed_header(n, v) + b"\r\n" for n, v in self.fields if n == name and b"i=%d;" % here in v)
        data += relaxed_header("ARC-Seal", value.encode())
        coded = base64.b64encode(made(private, "sha256", data)).decode()
        self.fields.insert(0, ("ARC-Seal", (value + "\r\n\t" + coded).encode()))
        return self

    def change(self, name, value):
        self.fields = [(n, b" " + value.encode() if n == name else v) for n, v in self.fields]
        return self

    def bytes(self):
        return b"".join(n.encode() + b":" + v + b"\r\n" for n, v in self.fields) + b"\r\n" + self.body


FOOTER = b"_______________________________________________\r\nSample mailing list\r\nhttps://lists.example.net/samples\r\n"
T = 1368512551  # 2013-05-14 06:22:31 UTC
documents, persons, rows = [], [], []


def put(name, mail, what, *signatures, folder="dkim"):
    data = mail if isinstance(mail, bytes) else mail.bytes()
    with open(os.path.join(ROOT, folder, name), "wb") as f:
        f.write(data)
    if folder == "dkim":
        documents.append((name, what, signatures))
    rows.append(("%s/%s" % (folder, name), what, data))
    return data


def says(outcome, domain="example.org", selector="s2013", beyond=0, unsigned="", bound=""):
    return {"outcome": outcome, "domain": domain, "selector": selector, "beyond": beyond, "unsigned": unsigned, "bound": bound}


UNTIL = "2014-06-30"
GOOD = says("verified", bound=UNTIL)


def mails():
    put("good.eml", Mail().sign(STRONG, "s2013", t=T), "Signed by its domain, unchanged.", GOOD)
    put("good-simple.eml", Mail().sign(STRONG, "s2013", c="simple/simple", t=T), "Signed in the strict forms, unchanged.", GOOD)
    put("good-line-feeds.eml", Mail().sign(STRONG, "s2013", t=T).bytes().replace(b"\r\n", b"\n"),
        "Signed, unchanged, and stored with line feeds alone, as most programs store mails.", GOOD)
    relaxed = Mail().sign(STRONG, "s2013", t=T)
    relaxed.fields = [(n.upper() if n == "Subject" else n, v.replace(b"minutes of", b"minutes \t of") if n == "Subject" else v)
                      for n, v in relaxed.fields]
    relaxed.body = relaxed.body.replace(b"  below", b" below") + b"\r\n\r\n"
    put("good-blanks-changed.eml", relaxed, "Only blanks, the case of a name and empty lines at the end changed, which the relaxed forms "
        "allow.", GOOD)
    changed = Mail().sign(STRONG, "s2013", t=T)
    changed.body = changed.body.replace(b"are  below", b"are lost")
    put("body-changed.eml", changed, "A word of the body was replaced behind the signing.", says("body changed"))
    put("header-changed.eml", Mail().sign(STRONG, "s2013", t=T).change("Subject", "[samples] The minutes of Tuesday"),
        "A list put its name before the subject.", says("header changed"))
    footer = Mail().sign(STRONG, "s2013", t=T)
    footer.body += FOOTER
    put("list-footer.eml", footer, "A list added a footer, and the whole body was signed.", says("body changed"))
    with_length = Mail()
    with_length.sign(STRONG, "s2013", t=T, length=len(body_form("relaxed", with_length.body)))
    with_length.body += FOOTER
    put("list-footer-length.eml", with_length, "A list added a footer, and l= limits what is signed of the body.",
        says("verified", beyond=len(body_form("relaxed", FOOTER))))
    exact = Mail()
    exact.sign(STRONG, "s2013", t=T, length=len(body_form("relaxed", exact.body)))
    put("length-whole.eml", exact, "l= is the length of the whole body.", GOOD)
    several = Mail().sign(STRONG, "s2013", t=T).sign(SECOND, "relay", domain="example.net", t=T + 5).sign(POINT, "ed2013", t=T + 6)
    put("several.eml", several, "Three signatures: of the domain by two keys, and of a service that relayed it.",
        says("verified", selector="ed2013", bound="2020-12-31"), says("verified", "example.net", "relay"), GOOD)
    several = Mail().sign(STRONG, "s2013", t=T).change("Subject", "Changed on the way").sign(SECOND, "relay", domain="example.net", t=T)
    put("several-relay-changed.eml", several, "A relay changed the subject and signed again.",
        says("verified", "example.net", "relay"), says("header changed"))
    put("sha1.eml", Mail().sign(STRONG, "s2013", digest="sha1", t=T), "Signed with SHA-1, as until 2018.", GOOD)
    put("short-key.eml", Mail().sign(SHORT, "short", t=T), "Signed with a key of 512 bits.", says("weak key", selector="short"))
    put("published-key.eml", Mail().sign(PUBLISHED, "old", t=T), "Signed with a key whose private half became public.",
        says("key public", selector="old"))
    put("expired.eml", Mail().sign(STRONG, "s2013", t=T, x=T + 3600), "Signed; x= ended an hour later, which is no failure.", GOOD)
    put("subject-unsigned.eml", Mail().sign(STRONG, "s2013", t=T, names="from:to:date:message-id:mime-version:content-type")
        .change("Subject", "Another subject"), "The subject was not signed, and was replaced.", says("verified", unsigned="Subject"))
    twice = Mail().sign(STRONG, "s2013", t=T)
    twice.fields.insert(1, ("Subject", b" A second subject above the signed one"))
    put("subject-twice.eml", twice, "A second subject was put above the signed one; programs show the upper one.",
        says("verified", unsigned="Subject"))
    oversigned = Mail().sign(STRONG, "s2013", t=T, names="from:from:to:subject:subject:date:date:message-id:mime-version:content-type")
    passed = Mail().sign(STRONG, "s2013", t=T).pass_on(1, SECOND, "relay", "example.net", "none", T + 60)
    chain = says("verified", "example.net", "relay")
    put("passed-on.eml", passed, "Passed on once, with the seals of the one who did.", chain, chain, GOOD)
    passed.change("Subject", "[samples] The minutes of Tuesday").pass_on(2, SECOND, "relay", "example.net", "pass", T + 120)
    broken = says("header changed", "example.net", "relay")
    put("passed-on-twice.eml", passed, "Passed on again by a list, which changed the subject and sealed the mail anew.", chain, chain, chain, broken,
        says("header changed"))
    gap = Mail().sign(STRONG, "s2013", t=T).pass_on(1, SECOND, "relay", "example.net", "none", T + 60)
    gap.fields = [field for field in gap.fields if field[0] != "ARC-Authentication-Results"]
    put("passed-on-gap.eml", gap, "A field of the chain was taken out.", says("unusable", "example.net", "relay"), chain, GOOD)
    put("stated-after-key.eml", Mail().sign(STRONG, "s2013", t=T + 2 * 365 * 86400), "The signature states a time when the key was out of use by the "
        "keys file.", says("verified"))
    put("oversigned.eml", Mail().sign(STRONG, "s2013", t=T, names="from:from:to:subject:subject:date:date:message-id:mime-version:"
                                      "content-type"), "Fields are named once more than they occur, so that none can be added.", GOOD)
    oversigned.fields.insert(1, ("Subject", b" A second subject"))
    put("oversigned-subject-added.eml", oversigned, "As before, and a second subject was added.", says("header changed"))
    put("ed25519.eml", Mail().sign(POINT, "ed2013", t=T), "Signed with Ed25519.", says("verified", selector="ed2013", bound="2020-12-31"))
    put("no-key.eml", Mail(sender="Vera Sample <vera@example.com>").sign(STRONG, "unknown", domain="example.com", t=T),
        "The keys file does not have the key.", says("no key", "example.com", "unknown"))
    put("wrong-key.eml", Mail().sign(SECOND, "s2013", t=T), "Another key made the signature than the one of this name.", says("header changed"))
    put("from-unsigned.eml", Mail().sign(STRONG, "s2013", t=T, names="to:subject:date"), "The signature leaves out From.", says("unusable"))
    broken = Mail().sign(STRONG, "s2013", t=T)
    broken.fields[0] = (broken.fields[0][0], broken.fields[0][1].replace(b"s=s2013", b"s=s2013; s=x"))
    put("tag-twice.eml", broken, "A tag is there twice, so that the list means nothing.", says("unusable", domain="", selector=""))
    put("unsigned.eml", Mail(), "No signature.")
    empty = Mail()
    empty.body = b""
    put("empty-body.eml", empty.sign(STRONG, "s2013", c="simple/simple", t=T), "An empty body.", GOOD)


EXAMPLE = b"""Received: from client1.football.example.com  [192.0.2.1]
      by submitserver.example.com with SUBMISSION;
      Fri, 11 Jul 2003 21:01:54 -0700 (PDT)
From: Joe SixPack <joe@football.example.com>
To: Suzie Q <suzie@shopping.example.net>
Subject: Is dinner ready?
Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
Message-ID: <20030712040037.46341.5F8J@football.example.com>

Hi.

We lost the game. Are you hungry yet?

Joe.
"""
RFC6376 = b"""DKIM-Signature: v=1; a=rsa-sha256; s=brisbane; d=example.com;
      c=simple/simple; q=dns/txt; i=joe@football.example.com;
      h=Received : From : To : Subject : Date : Message-ID;
      bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
      b=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB
      4nujc7YopdG5dWLSdNg6xNAZpOPr+kHxt1IrE+NahM6L/LbvaHut
      KVdkLLkpVaVVQPzeRDI009SO2Il5Lu7rDNH6mZckBdrIx0orEtZV
      4bmp/YzhwvcubU4=;
"""
RFC8463 = b"""DKIM-Signature: v=1; a=ed25519-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=brisbane; t=1528637909; h=from : to :
 subject : date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11Bus
 Fa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==
DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;
 d=football.example.com; i=@football.example.com;
 q=dns/txt; s=test; t=1528637909; h=from : to : subject :
 date : message-id : from : subject : date;
 bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
 b=F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3
 DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaSGsgeefOsk2Jz
 dA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=
"""


def standards():
    crlf = lambda text: text.replace(b"\n", b"\r\n")
    put("rfc6376-a.eml", crlf(RFC6376 + EXAMPLE), "The example of RFC 6376, appendix A.", says("verified", "example.com", "brisbane"))
    shorter = EXAMPLE[EXAMPLE.index(b"From:"):].replace(b"game. Are", b"game.  Are")
    football = "football.example.com"
    put("rfc8463-a.eml", crlf(RFC8463 + shorter), "The example of RFC 8463, appendix A.3.",
        says("verified", football, "brisbane"), says("verified", football, "test"))


def folded(data):
    coded = base64.b64encode(data).decode()
    return "\r\n".join(coded[at:at + 76] for at in range(0, len(coded), 76)).encode() + b"\r\n"


def smime():
    part = b"Content-Type: text/plain; charset=utf-8\r\n\r\nDear desk,\r\n\r\nthe minutes are below. A made-up mail.\r\n\r\nVera\r\n"
    kind = 'multipart/signed; protocol="application/pkcs7-signature"; micalg=sha-256; boundary="sample-signed"'

    def wrapped(content, value):
        return (b"A signed mail.\r\n\r\n--sample-signed\r\n" + content + b"\r\n--sample-signed\r\n"
                b"Content-Type: application/pkcs7-signature; name=smime.p7s\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + folded(value) + b"\r\n--sample-signed--\r\n")

    def one(name, what, mail, digest, value, signer="Sample Signer A"):
        put(name, mail, what)
        documents.pop()
        persons.append((name, what, digest, value, signer))

    def mail(body, kind=kind, **more):
        made = Mail(body=body, **more)
        return made.change("Content-Type", kind)

    value = signing.detached(signing.A)(part)
    one("smime-signed.eml", "A part signed by a person, unchanged.", mail(wrapped(part, value)), "agrees", "verified")
    one("smime-p256.eml", "The same by ECDSA.", mail(wrapped(part, signing.detached(signing.B)(part))), "agrees", "verified", "Sample Signer B")
    one("smime-line-feeds.eml", "The same, stored with line feeds alone.", mail(wrapped(part, value)).bytes().replace(b"\r\n", b"\n"), "agrees",
        "verified")
    one("smime-changed.eml", "A word of the signed part was replaced.", mail(wrapped(part.replace(b"below", b"lost"), value)), "differs",
        "verified")
    one("smime-list-footer.eml", "A list put the signed part into a mail of two parts, with its footer as the second; the signature holds.",
        mail(b"--list\r\nContent-Type: " + kind.encode() + b"\r\n\r\n" + wrapped(part, value) + b"\r\n--list\r\n"
             b"Content-Type: text/plain\r\n\r\n" + FOOTER + b"\r\n--list--\r\n", 'multipart/mixed; boundary="list"'), "agrees", "verified")
    inside = signing.signed_data(signing.A, "sha256", "data", hashlib.sha256(part).digest(), core.OctetString(part), when=signing.SIGNED).dump()
    one("smime-opaque.eml", "The signature holds what is signed.",
        mail(folded(inside), "application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", Content_Transfer_Encoding="base64"), "agrees",
        "verified")


def keys_file():
    year = "made for valla's samples"
    lines = ["# The keys of the mails in this folder. Columns: see the manual.", "selector,domain,p,valid_from,valid_until,published,source",
             "s2013,example.org,v=DKIM1; k=rsa; p=%s,2012-07-01,%s,,%s" % (public(STRONG), UNTIL, year),
             "ed2013,example.org,v=DKIM1; k=ed25519; p=%s,2013-01-01,2020-12-31,,%s" % (public(POINT), year),
             "# A key without an end gives no bound.", "relay,example.net,%s,,,,%s" % (public(SECOND), year),
             "short,example.org,%s,2009-01-01,2014-06-30,,%s" % (public(SHORT), year),
             "old,example.org,%s,2010-01-01,2013-12-31,2015-02-01,%s" % (public(PUBLISHED), year),
             "brisbane,example.com,MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDwIRP/UC3SBsEmGqZ9ZJW3/DkMoGeLnQg1fWn7/zYtIxN2SnFCjxOCKG9v3b4jYfcTN"
             "h5ijSsq631uBItLa7od+v/RtdC2UzJ1lWT947qR+Rcac2gbto/NMqJ0fzfVjH4OuKhitdY9tf6mcwGjaNBcWToIMmPSPDdQPNUYckcQ2QIDAQAB,,,,"
             "RFC 6376 C",
             "brisbane,football.example.com,v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=,,,,RFC 8463 A.2",
             "test,football.example.com,v=DKIM1; k=rsa; p=MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2j"
             "LQiY/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QI"
             "DAQAB,,,,RFC 8463 A.2", ""]
    data = "\n".join(lines).encode()
    with open(os.path.join(OUT, "keys.csv"), "wb") as f:
        f.write(data)
    rows.append(("dkim/keys.csv", "The keys of the domains of the mails in this folder, with the days on which they were in use.", data))


def key_first():
    quoted = lambda text: '"%s"' % text.replace("\\", "\\\\").replace('"', '\\"')
    with open(os.path.join(OUT, "KEY.toml"), "w", encoding="utf-8") as f:
        f.write("# What is true of the mails in this folder. Made by recipes/dkim.py, from how each was made; no program was asked.\n"
                "#\n# Of each signature from the top, tested with keys.csv: outcome; beyond, the bytes of the body's signed form behind l=;\n"
                "# unsigned, which of Subject, Date, From, Message-ID and the MIME fields are not signed, or not all of that name; bound, the day\n"
                "# by which the content existed, where the signature shows that. A program that is to be tested must not read this file.\n")
        for name, what, signatures in documents:
            f.write("\n[[mail]]\nfile = %s\nwhat = %s\n" % (quoted(name), quoted(what)))
            for signature in signatures:
                f.write("\n[[mail.signature]]\n")
                for field, value in signature.items():
                    f.write("%s = %s\n" % (field, value if isinstance(value, int) else quoted(value)))


        for name, what, digest, value, signer in persons:
            f.write("\n[[smime]]\nfile = %s\nwhat = %s\ndigest = %s\nvalue = %s\nsigner = %s\n" % tuple(map(quoted, (name, what, digest, value,
                                                                                                          signer))))


def checks():
    """M007: without a keys file, the body alone is compared."""
    def a(name, what, mail):
        put(name, mail, what, folder="checks")
    changed = Mail().sign(STRONG, "s2013", t=T)
    changed.body = changed.body.replace(b"are  below", b"are lost")
    a("M007-fires-body-changed.eml", "A made-up mail. A word of the body was replaced behind the signing.", changed)
    with_length = Mail()
    with_length.sign(STRONG, "s2013", t=T, length=len(body_form("relaxed", with_length.body)))
    with_length.body += FOOTER
    a("M007-fires-words-behind-length.eml", "A made-up mail. l= limits what is signed of the body, and words follow.", with_length)
    a("M007-clear-unchanged.eml", "A made-up mail. Its body is the one that was signed.", Mail().sign(STRONG, "s2013", t=T))
    a("M007-clear-line-feeds.eml", "A made-up mail, stored with line feeds alone; its body is the one that was signed.",
      Mail().sign(STRONG, "s2013", t=T).bytes().replace(b"\r\n", b"\n"))


def manifest():
    path = os.path.join(ROOT, "MANIFEST.toml")
    if not os.path.exists(path):
        return
    with open(path, encoding="utf-8") as f:
        blocks = f.read().split("\n[[sample]]\n")
    named = {name for name, _, _ in rows}
    kept = [block for block in blocks if not any('file = "%s"' % name in block for name in named)]
    for name, what, data in rows:
        kept.append('file = "%s"\nsha256 = "%s"\nbytes = %d\nmade_by = "by hand"\nrecipe = "recipes/dkim.py"\ntruth = "%s"\n'
                    'confirmed = [\n    "head -c 5 %s => %s",\n]\nlicence = "CC0-1.0"\n'
                    % (name, hashlib.sha256(data).hexdigest(), len(data), what.replace('"', '\\"'), name,
                       data[:5].decode("ascii").replace("\\", "\\\\")))
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n[[sample]]\n".join(block.rstrip("\n") + "\n" for block in kept))


mails()
standards()
smime()
keys_file()
key_first()
checks()
manifest()
