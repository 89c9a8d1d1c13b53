#!/usr/bin/env python3
"""Holds the words that valla reads against those that another program reads, file by file.

words.py READER FOLDER: READER is the test binary words_old that cargo names; FOLDER holds .doc, .xls, .ppt and .rtf. Asked beside it:
LibreOffice (soffice, headless) for .doc and .ppt, xlrd for .xls, striprtf for .rtf. F1 is of bags of words, in lower case, letters and
digits only.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def bag(text):
    return collections.Counter(re.findall(r"[^\W_]+", text.lower()))


def f1(ours, theirs):
    common = sum((ours & theirs).values())
    if not ours and not theirs:
        return 1.0
    return 2 * common / (sum(ours.values()) + sum(theirs.values()))


def converted(path, to, ending):
    with tempfile.TemporaryDirectory() as folder:
        try:
            subprocess.run(["soffice", f"-env:UserInstallation=file:///tmp/words-profile-{os.getpid()}", "--headless", "--convert-to", to,
                            "--outdir", folder, str(path)], capture_output=True, timeout=90)
        except subprocess.TimeoutExpired:
            return None
        made = list(pathlib.Path(folder).glob("*" + ending))
        return made[0].read_bytes() if made else None


def of_doc(path):
    """The words that the document shows: body, notes, headers, boxes; of OpenDocument, without comments and tracked deletions."""
    made = converted(path, "fodt", ".fodt")
    return None if made is None else of_opendocument(made)


def of_ppt(path):
    made = converted(path, "fodp", ".fodp")
    return None if made is None else of_opendocument(made)


def of_opendocument(made):
    import xml.etree.ElementTree as tree
    root = tree.fromstring(made)
    space = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
    text, office, style = space % "text", space % "office", space % "style"
    out = []

    def walk(node):
        # What is computed on each page, notes on changes, and lists of names are no words of the file.
        if node.tag in (text + "tracked-changes", office + "annotation", office + "meta", office + "settings", office + "binary-data",
                        text + "page-number", text + "sequence-decls", text + "note-citation", office + "font-face-decls"):
            if node.tail:
                out.append(node.tail)
            return
        if node.tag in (text + "s", text + "tab", text + "line-break"):
            out.append(" ")
        if node.text:
            out.append(node.text)
        for child in node:
            walk(child)
        if node.tag in (text + "p", text + "h"):
            out.append("\n")
        if node.tail:
            out.append(node.tail)

    for part in root:
        if part.tag in (office + "body", office + "master-styles"):
            walk(part)
    return "".join(out)


def of_xls(path):
    import xlrd
    try:
        book = xlrd.open_workbook(path, logfile=open(os.devnull, "w"))
    except Exception as why:
        return None
    return "\n".join(str(cell.value) for sheet in book.sheets() for row in sheet.get_rows() for cell in row if cell.ctype == xlrd.XL_CELL_TEXT)


def of_rtf(path):
    from striprtf.striprtf import rtf_to_text
    try:
        return rtf_to_text(path.read_bytes().decode("latin-1"), errors="ignore")
    except Exception:
        return None


READERS = {".doc": of_doc, ".ppt": of_ppt, ".xls": of_xls, ".rtf": of_rtf}
# What the other program does not give is left out of ours too.
LEFT_OUT = {".xls": {"comment", "text-box", "chart", "header", "footer", "name"}, ".rtf": {"comment"}, ".doc": {"comment"}, ".ppt": {"comment"}}


def main(reader, folder):
    paths = sorted(path for path in pathlib.Path(folder).rglob("*") if path.suffix.lower() in READERS)
    environment = dict(os.environ, VALLA_WORDS_OF="\n".join(map(str, paths)))
    out = subprocess.run([reader, "--exact", "words_of_files", "--nocapture"], env=environment, capture_output=True, text=True).stdout
    ours = {}
    for line in out.splitlines():
        if (at := line.find('{"format"')) >= 0:
            said = json.loads(line[at:])
            ours[said["path"]] = said
    scores = collections.defaultdict(list)
    for path in paths:
        ending = path.suffix.lower()
        theirs = READERS[ending](path)
        if theirs is None or str(path) not in ours:
            print(f"-\t{path}\tnot read by the other program")
            continue
        runs = [run for run in ours[str(path)]["words"] if run["passage"] not in LEFT_OUT[ending]]
        shown = [run for run in runs if not (isinstance(run.get("seen"), dict) and ("deleted" in run["seen"] or ending == ".ppt"))]
        one, other = bag("\n".join(run["text"] for run in shown)), bag(theirs)
        score = f1(one, other)
        scores[ending].append(score)
        missing, beyond = other - one, one - other
        print(f"{score:.3f}\t{path}\t{sum(one.values())} words, {sum(other.values())} by the other; missing {missing.most_common(5)}, beyond {beyond.most_common(5)}")
    for ending, found in sorted(scores.items()):
        found.sort()
        print(f"{ending}: {len(found)} files, mean F1 {sum(found) / len(found):.3f}, median {found[len(found) // 2]:.3f}, "
              f"{sum(score < 0.9 for score in found)} below 0.9")


if __name__ == "__main__":
    main(*sys.argv[1:])
