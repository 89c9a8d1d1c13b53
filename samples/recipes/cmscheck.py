"""Prints what OpenSSL says of each signature of a PDF, in the order of the file (needs asn1crypto and openssl): the parts of the range, what
is digested under the padding of an RSA value, and whether the signature verifies up to the samples' root, no matter when."""
import hashlib
import os
import re
import subprocess
import sys
import tempfile

from asn1crypto import algos, cms, pem

from signing import OLD_ROOT, ROOT

with open(sys.argv[1], "rb") as file:
    data = file.read()


def tool(*command):
    done = subprocess.run(["openssl", *command], capture_output=True, cwd=folder)
    said = [line for line in done.stderr.decode().split("\n") if line.startswith(("CMS", "Verif")) or ":error:" in line]
    return done.stdout, done.returncode, "; ".join(re.sub(r"^[0-9A-F]+:error:[0-9A-F]*:|:\.\./.*", "", line) for line in said)


with tempfile.TemporaryDirectory() as folder:
    def put(name, content):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)

    put("root", b"".join(pem.armor("CERTIFICATE", one.dump()) for one in (ROOT, OLD_ROOT)))
    for n, found in enumerate(re.finditer(rb"/SubFilter/([\w.]+).*?/ByteRange \[([\d ]+)\]/Contents <([0-9a-f]+)>", data, re.S), 1):
        kind, numbers, value = found[1].decode(), [int(one) for one in found[2].split()], bytes.fromhex(found[3].decode())
        pairs = list(zip(numbers[::2], numbers[1::2]))
        covered = b"".join(data[a:a + size] for a, size in pairs)
        put("covered", covered)
        put("value", value)
        print("signature %d: parts %s of %d bytes" % (n, ", ".join("%d-%d" % (a, a + size) for a, size in pairs), len(data)))
        signed = cms.ContentInfo.load(value, strict=False)["content"]
        signer = signed["signer_infos"][0]
        wanted = {one["type"].native: one["values"].native[0] for one in signer["signed_attrs"]}
        name = signer["digest_algorithm"]["algorithm"].native
        content = covered if kind != "ETSI.RFC3161" else signed["encap_content_info"]["content"].parsed.dump()
        print("attribute message-digest (%s) %s" % (name, "agrees" if wanted["message_digest"] == hashlib.new(name, content).digest() else "differs"))
        own = [one.chosen for one in signed["certificates"] if one.name == "certificate" and one.chosen.serial_number == signer["sid"].chosen["serial_number"].native][0]
        put("key", pem.armor("PUBLIC KEY", own.public_key.dump()))
        put("signature", signer["signature"].native)
        inside, code, _ = tool("pkeyutl", "-verifyrecover", "-pubin", "-inkey", "key", "-in", "signature", "-pkeyopt", "rsa_padding_mode:pkcs1")
        if code == 0:
            told = algos.DigestInfo.load(inside)
            under = told["digest_algorithm"]["algorithm"].native
            same = hashlib.new(under, b"\x31" + signer["signed_attrs"].dump()[1:]).digest() == told["digest"].native
            null = "with" if inside[2:4 + inside[3]].endswith(b"\5\0") else "without"
            print("DigestInfo %s, %s NULL, of the attributes: %s" % (under, null, "yes" if same else "no"))
        if kind == "ETSI.RFC3161":
            said = tool("ts", "-verify", "-in", "value", "-token_in", "-data", "covered", "-CAfile", "root", "-no_check_time")
        else:
            said = tool("cms", "-verify", "-binary", "-inform", "DER", "-in", "value", "-content", "covered", "-CAfile", "root", "-purpose", "any", "-no_check_time", "-out", "out")
        print("openssl %s: %s" % ("ts" if kind == "ETSI.RFC3161" else "cms", said[2] or (said[0] or b"exit %d" % said[1]).decode().strip()))
        for one in signer["unsigned_attrs"] or []:
            stamp = one["values"][0]
            put("value", stamp.dump())
            put("covered", signer["signature"].native)
            said = tool("ts", "-verify", "-in", "value", "-token_in", "-data", "covered", "-CAfile", "root", "-no_check_time")
            print("time-stamp token of %s, openssl ts: %s" % (stamp["content"]["encap_content_info"]["content"].parsed["gen_time"].native.isoformat(), said[2] or said[0].decode().strip()))
