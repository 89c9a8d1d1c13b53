"""Holds the words that valla reads on the pages of PDF files against those of pdftotext (poppler).

    python3 pdftotext.py VALLA FOLDER [--write]

The files are those of pdftotext.csv, by their paths in the folder: all in which pdftotext finds ten words or more. Prints the mean and
the median of the F1 of their bags of words, each file under 0.7, and each that lost or won a hundredth against the list. With
--write the list is made anew."""
import collections
import csv
import json
import os
import re
import subprocess
import sys
import unicodedata

FOLDER, LIST = sys.argv[2], os.path.join(os.path.dirname(os.path.abspath(__file__)), "pdftotext.csv")
WRITE = "--write" in sys.argv


def bag(text):
    return collections.Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text)))


listed = {}
if not WRITE:
    with open(LIST, encoding="utf-8", newline="") as file:
        listed = {row["path"]: float(row["f1"]) for row in csv.DictReader(file)}
found = {}
case = subprocess.run([sys.argv[1], "examine", "--format", "jsonl", FOLDER], capture_output=True).stdout.decode()
for line in case.splitlines():
    exhibit = json.loads(line)
    path = os.path.relpath(exhibit["path"], FOLDER)
    if exhibit.get("format", {}).get("name") != "PDF" or "#" in path or not (WRITE or path in listed):
        continue
    pages = [evidence["value"]["present"]["text"] for evidence in exhibit["evidence"]
             if evidence["property"] in ("pdf.page.text", "pdf.page.text.recognised")]
    theirs = bag(subprocess.run(["pdftotext", "-q", exhibit["path"], "-"], capture_output=True).stdout.decode("utf-8", "replace"))
    ours = bag("\n".join(pages))
    if sum(theirs.values()) >= 10:
        found[path] = 2 * sum((theirs & ours).values()) / (sum(theirs.values()) + sum(ours.values()))
values = sorted(found.values())
print("%d files: mean %.3f, median %.3f" % (len(values), sum(values) / len(values), values[len(values) // 2]))
for path, value in sorted(found.items(), key=lambda one: one[1]):
    if value < 0.7:
        print("%.2f %s" % (value, path))
for path, value in listed.items():
    if abs(found.get(path, 0) - value) >= 0.01:
        print("was %.3f, is %.3f: %s" % (value, found.get(path, 0), path))
if WRITE:
    with open(LIST, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["path", "f1"])
        writer.writerows([path, "%.3f" % value] for path, value in sorted(found.items()))
