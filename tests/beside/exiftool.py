"""Holds what valla reads of Office documents against what exiftool and olefile (olemeta, oletimes) read.

    python3 exiftool.py VALLA FOLDER

Needs exiftool, and olefile for the older formats. Prints how many of their dates, names, programs, titles, companies, templates
and versions are among ours, each that is not, and how many dates ours has that they have not."""
import json
import re
import subprocess
import sys

VALLA, FOLDER = sys.argv[1], sys.argv[2]
TAGS = ("CreateDate ModifyDate LastPrinted Author Creator LastModifiedBy Application Software AppVersion Title Company Template "
        "Manager Subject Category").split()
OFFICE = re.compile(r"\.(doc|dot|xls|xlt|ppt|pps|docx|docm|dotx|dotm|xlsx|xlsm|xltx|xlsb|pptx|pptm|potx|ppsx|rtf|pub|vsd)$", re.I)


def digits(text):
    """The digits of a date to the minute; of anything else the text without blanks."""
    found = re.match(r"(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d)", text)
    return "".join(found.groups()) if found else re.sub(r"\s+", "", text)


def values(evidence):
    value = evidence["value"]
    if not isinstance(value, dict) or "present" not in value:
        return
    inner = next(iter(value["present"].values()))
    yield inner["text"] if isinstance(inner, dict) else str(inner)


case = json.loads(subprocess.run([VALLA, "examine", "--format", "json", FOLDER], capture_output=True).stdout)
ours, dates = {}, {}
for exhibit in case["exhibits"]:
    path = exhibit["path"].split("#")[0]
    if OFFICE.search(path) and exhibit["status"] in ("ok", "partial"):
        texts = [text for evidence in exhibit["evidence"] for text in values(evidence)]
        ours.setdefault(path, set()).update(digits(text) for text in texts)
        dates.setdefault(path, set()).update(digits(text) for text in texts if re.match(r"\d{4}[:-]\d\d[:-]\d\d[ T]\d\d:\d\d", text))
theirs = json.loads(subprocess.run(["exiftool", "-json", "-a", "-charset", "utf8", *sorted(ours)], capture_output=True).stdout)
seen, there, their_dates = 0, 0, {}
for row in theirs:
    path = row["SourceFile"]
    for tag, value in row.items():
        for text in value if isinstance(value, list) else [value]:
            text = str(text)
            if re.match(r"\d{4}:\d\d:\d\d \d\d:\d\d", text) and not tag.startswith("File"):
                their_dates.setdefault(path, set()).add(digits(text))
            if tag not in TAGS or not text.strip():
                continue
            seen += 1
            wanted = digits(text)
            if any(wanted in own or own in wanted and len(own) > 3 for own in ours[path]):
                there += 1
            else:
                print("not among ours: %s %s %r" % (path.rsplit("/", 1)[-1], tag, text[:60]))
print("exiftool: %d of %d values are among ours, in %d files" % (there, seen, len(ours)))
extra = {path: dates[path] - their_dates.get(path, set()) for path in dates}
print("dates that exiftool does not give: %d in %d files (it gives %d)"
      % (sum(map(len, extra.values())), sum(1 for found in extra.values() if found), sum(map(len, their_dates.values()))))
try:
    import olefile
except ImportError:
    sys.exit("olefile is not installed: olemeta and oletimes were not compared")
seen = there = 0
for path in sorted(ours):
    if not olefile.isOleFile(path):
        continue
    with olefile.OleFileIO(path) as file:
        told = [("root", file.root.getmtime())]
        meta = file.get_metadata()
        told += [(name, getattr(meta, name)) for name in ("author", "last_saved_by", "title", "company", "template", "creating_application",
                                                           "create_time", "last_saved_time", "last_printed")]
        for name, value in told:
            if value is None or value == b"" or getattr(value, "year", 2000) < 1980:
                continue
            text = value.strftime("%Y-%m-%dT%H:%M") if hasattr(value, "strftime") else value if isinstance(value, bytes) else str(value)
            if isinstance(text, bytes):
                page = getattr(meta, "codepage", None) or 1252
                codec = {10000: "mac_roman", 65001: "utf-8", 1200: "utf-16-le", -535: "utf-8"}.get(page, "cp%d" % (page if page > 0 else page + 65536))
                try:
                    text = text.decode(codec)
                except (LookupError, UnicodeDecodeError):
                    continue
                text = text.split("\0")[0]
            if not text.strip():
                continue
            seen += 1
            if any(digits(text) in own for own in ours[path]):
                there += 1
            else:
                print("not among ours: %s %s %r" % (path.rsplit("/", 1)[-1], name, text[:60]))
print("olefile: %d of %d values are among ours" % (there, seen))
