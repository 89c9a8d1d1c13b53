"""Prints the dates in the head tables of the TrueType fonts embedded in a PDF (needs pikepdf)."""
import datetime
import struct
import sys

import pikepdf


def day(seconds):
    return (datetime.datetime(1904, 1, 1) + datetime.timedelta(seconds=seconds)).isoformat() if seconds else "0"


with pikepdf.open(sys.argv[1]) as pdf:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj:
            font = obj.FontFile2.read_bytes()
            for i in range(struct.unpack(">H", font[4:6])[0]):
                tag, _, at, _ = struct.unpack(">4sIII", font[12 + 16 * i:28 + 16 * i])
                if tag == b"head":
                    created, modified = struct.unpack(">QQ", font[at + 20:at + 36])
                    print("%s created %s modified %s" % (str(obj.FontName)[1:], day(created), day(modified)))
