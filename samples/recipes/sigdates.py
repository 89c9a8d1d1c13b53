"""Prints the times of the signatures in a PDF: what they say, when their certificates begin, their algorithm (needs pikepdf and asn1crypto)."""
import sys

import pikepdf
from asn1crypto import cms

with pikepdf.open(sys.argv[1]) as pdf:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and "/ByteRange" in obj:
            signed = cms.ContentInfo.load(bytes(obj.Contents), strict=False)["content"]
            said = [a["values"].native[0] for a in signed["signer_infos"][0]["signed_attrs"] if a["type"].native == "signing_time"]
            for cert in signed["certificates"]:
                print("/M %s; signing time %s; certificate not before %s, not after %s" % (
                    obj.M, *(t.isoformat() if t else "absent" for t in (said[0] if said else None, cert.chosen.not_valid_before,
                                                                        cert.chosen.not_valid_after))))
            print("algorithm %s" % signed["signer_infos"][0]["signature_algorithm"]["algorithm"].native)
