"""What exiftool reads in OpenDocument, films, other pictures, pages, books and shortcuts, beside what valla tells: dates, people, programs, titles,
machines and comments that exiftool has and valla has not are printed; then the CPU seconds of both, files at once, one run each.

    python3 tests/beside/shelf.py target/release/valla FOLDER"""
import json
import os
import re
import resource
import subprocess
import sys

VALLA, FOLDER = sys.argv[1], sys.argv[2]
SHELF = re.compile(r"\.(od[tspgf]|ot[tspg]|sx[wcid]|fod[tspg]|mp4|m4a|mov|3gp|heic|heif|avif|webp|gif|bmp|emf|wmf|html?|xhtml|epub|lnk|hwp)$", re.I)
TAGS = ("CreateDate ModifyDate Creation-date Date CreationDate MediaCreateDate TrackCreateDate DateTimeOriginal Author Creator Initial-creator InitialCreator Generator Encoder Software Application "
        "Title Subject Make Model Comment Description HandlerDescription LocalBasePath MachineID VolumeLabel WorkingDirectory TargetFileAccessDate ContentCreateDate GPSCoordinates Company LastAuthor "
        "EditingCycles Editing-cycles PrintDate Print-date Keyword Copyright").split()


def plain(text):
    """The digits of a date to the minute; of anything else the text without blanks."""
    found = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d)", text)
    return "".join(found.groups()) if found else re.sub(r"\s+", "", text)


def cpu(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, check=False).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return done, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def values(evidence):
    value = evidence["value"]
    inner = next(iter(value["present"].values())) if isinstance(value, dict) and "present" in value else ""
    if isinstance(inner, dict):
        yield from (inner["text"], inner["earliest"])
    else:
        yield str(inner)


files = sorted(os.path.join(at, name) for at, _, names in os.walk(FOLDER) for name in names if SHELF.search(name))
rows, own = cpu([VALLA, *files, "-j1", "--quick", "--no-containment", "--format", "jsonl"])
ours = {}
for row in map(json.loads, rows.splitlines()):
    texts = ours.setdefault(row["path"].split("#")[0], set())
    texts.update(plain(text) for one in row["evidence"] for text in values(one))
theirs, other = cpu(["exiftool", "-json", "-a", "-G1", "-charset", "utf8", "-api", "QuickTimeUTC", *files])
said = missing = 0
for row in json.loads(theirs or b"[]"):
    have = ours.get(row["SourceFile"], set())
    for tag, value in row.items():
        name = tag.split(":")[-1]
        if name not in TAGS or tag.startswith(("System:", "File:")):
            continue
        for text in value if isinstance(value, list) else [value]:
            text = plain(str(text))
            # Programs count from 1904 and write nothing as the first second.
            if not text or text.startswith(("0000", "1904")):
                continue
            said += 1
            if not any(text in known or known and known in text for known in have):
                missing += 1
                print("missing", row["SourceFile"][-70:], tag, repr(str(value)[:80]))
print(f"{len(files)} files: exiftool says {said} such values, {missing} are not among valla's")
print(f"CPU seconds: valla {own:.1f}, exiftool {other:.1f}")
