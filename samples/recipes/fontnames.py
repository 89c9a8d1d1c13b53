"""Prints version, revision and copyright of the TrueType fonts embedded in a PDF (needs pikepdf and fonttools)."""
import io
import logging
import sys

import pikepdf
from fontTools.ttLib import TTFont

logging.getLogger("fontTools").setLevel(logging.ERROR)
with pikepdf.open(sys.argv[1]) as pdf:
    for obj in pdf.objects:
        if isinstance(obj, pikepdf.Dictionary) and "/FontFile2" in obj:
            font = TTFont(io.BytesIO(obj.FontFile2.read_bytes()))
            name = font["name"].getDebugName
            print("%s version %r revision %.3f copyright %r" % (str(obj.FontName)[1:], name(5), font["head"].fontRevision, name(0)))
