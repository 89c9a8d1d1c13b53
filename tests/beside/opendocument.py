"""What Python reads in the properties of OpenDocument documents, beside what valla tells: every value must be among valla's.

    python3 tests/beside/opendocument.py target/release/valla FOLDER"""
import json
import subprocess
import sys
import xml.etree.ElementTree
import zipfile

SAID = {"generator", "creation-date", "date", "print-date", "initial-creator", "creator", "title", "subject", "description", "keyword", "language", "editing-cycles", "printed-by", "user-defined"}


def text(value):
    value = value.get("present", {}) if isinstance(value, dict) else {}
    return " ".join((value.get("text") or (value.get("moment") or {}).get("text") or str(value.get("number", ""))).split())


def main(valla, folder):
    rows = subprocess.run([valla, folder, "--format", "jsonl"], capture_output=True, check=False).stdout.splitlines()
    files = values = missing = 0
    for row in map(json.loads, rows):
        told = {text(one["value"]) for one in row.get("evidence", []) if one["property"].startswith("odf.")}
        if not told or row.get("parent"):
            continue
        try:
            meta = xml.etree.ElementTree.fromstring(zipfile.ZipFile(row["path"]).read("meta.xml"))
        except (OSError, KeyError, zipfile.BadZipFile, xml.etree.ElementTree.ParseError) as why:
            print("Python cannot read", row["path"], why)
            continue
        files += 1
        for element in meta.iter():
            said = " ".join((element.text or "").split())
            if element.tag.split("}")[-1] in SAID and said:
                values += 1
                if said not in told:
                    missing += 1
                    print("missing", row["path"], element.tag.split("}")[-1], said[:80])
    print(f"{files} files, {values} values, {missing} missing")


main(*sys.argv[1:])
