"""Holds the words that valla reads on the pages of PDF files against those of pdftotext (poppler).

    python3 pdftotext.py VALLA FOLDER

Prints the mean and the median of the F1 of their bags of words over the files in which pdftotext finds ten words or more, and each
file under 0.7."""
import collections
import json
import re
import subprocess
import sys
import unicodedata


def bag(text):
    return collections.Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


found = []
case = subprocess.run([sys.argv[1], "examine", "--format", "jsonl", sys.argv[2]], capture_output=True).stdout.decode()
for line in case.splitlines():
    exhibit = json.loads(line)
    if exhibit.get("format", {}).get("name") != "PDF" or "#" in exhibit["path"]:
        continue
    pages = [evidence["value"]["present"]["text"] for evidence in exhibit["evidence"]
             if evidence["property"] in ("pdf.page.text", "pdf.page.text.recognised")]
    theirs = bag(subprocess.run(["pdftotext", "-q", exhibit["path"], "-"], capture_output=True).stdout.decode("utf-8", "replace"))
    ours = bag("\n".join(pages))
    if sum(theirs.values()) >= 10:
        found.append((2 * sum((theirs & ours).values()) / (sum(theirs.values()) + sum(ours.values())), exhibit["path"]))
found.sort()
print("%d files: mean %.3f, median %.3f" % (len(found), sum(f for f, _ in found) / len(found), found[len(found) // 2][0]))
for value, path in found:
    if value < 0.7:
        print("%.2f %s" % (value, path))
