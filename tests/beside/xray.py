"""Holds the words under painted bars that valla finds in PDF files against those of x-ray (Free Law Project).

    python3 xray.py VALLA FOLDER

Prints the files in which either finds some, and what. x-ray is asked by its command `xray`, file by file."""
import json
import os
import subprocess
import sys

FOLDER = sys.argv[2]
case = subprocess.run([sys.argv[1], "examine", "--format", "jsonl", FOLDER], capture_output=True).stdout.decode()
for line in case.splitlines():
    exhibit = json.loads(line)
    if exhibit.get("format", {}).get("name") != "PDF" or "#" in exhibit["path"]:
        continue
    ours = [(evidence["locus"]["path"], evidence["value"]["present"]["text"]) for evidence in exhibit["evidence"]
            if evidence["property"].startswith("pdf.page.text.unseen.")]
    done = subprocess.run(["xray", exhibit["path"]], capture_output=True).stdout.decode("utf-8", "replace")
    try:
        pages = json.loads(done[done.index("{"):])
    except ValueError:
        pages = {}
    theirs = [box["text"] for boxes in pages.values() for box in boxes] if isinstance(pages, dict) else []
    if ours or theirs:
        print(os.path.relpath(exhibit["path"], FOLDER))
        for place, text in ours[:3]:
            print("   valla: %s: %s" % (place, text[:80]))
        print("   x-ray: %d %s" % (len(theirs), theirs[:3]))
