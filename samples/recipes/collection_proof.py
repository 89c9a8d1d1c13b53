"""Looks whether the sets of the collection share what they are to share, and nothing else: reads the files that were made with nothing but the
standard library, and knows of the recipe only what the key says."""
import collections
import datetime
import email
import hashlib
import io
import re
import zipfile
import zlib


class Document:
    """What is read of one file: words, times, numbers of saves, pictures, identifiers."""

    def __init__(self, path, data):
        self.path, self.data = path, data
        self.folder, self.name = re.match(r"collection/([^/]+)/(.+)", path).groups()
        self.words, self.created, self.saved, self.saves, self.root, self.pictures, self.identifier = [], "", "", set(), "", set(), ()
        kind = path.rsplit(".", 1)[1]
        if kind in ("docx", "xlsx"):
            self.office(zipfile.ZipFile(io.BytesIO(data)))
        elif kind == "pdf":
            self.pdf()
        elif kind == "eml":
            self.words = " ".join(part.get_payload() for part in email.message_from_bytes(data).walk() if part.get_content_type() == "text/plain").split()
        elif kind == "txt":
            self.words = data.decode().split()
        elif kind == "doc":
            self.words = max(re.findall(rb"(?:[\x0d\x20-\x7e]\0){40,}", data), key=len).decode("utf-16-le").split()

    def office(self, archive):
        part = lambda name: archive.read(name).decode() if name in archive.namelist() else ""
        core = part("docProps/core.xml")
        self.created, self.saved = (re.search(f"<dcterms:{what}[^>]*>([^<]*)", core).group(1) for what in ("created", "modified"))
        self.words = re.sub("<[^>]+>", "", re.sub("</(w:p|c|t)>", " ", part("word/document.xml") or part("xl/worksheets/sheet1.xml"))).split()
        settings = part("word/settings.xml")
        self.saves = set(re.findall(r'<w:rsid w:val="(\w+)"', settings))
        self.root = "".join(re.findall(r'rsidRoot w:val="(\w+)"', settings))
        self.pictures = {hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist() if "media/" in name}

    def pdf(self):
        dates = [re.findall(rb"/%s [(]D:(\d{14})" % what, self.data)[-1].decode() for what in (b"CreationDate", b"ModDate")]
        self.created, self.saved = (datetime.datetime.strptime(date, "%Y%m%d%H%M%S").isoformat() + "Z" for date in dates)
        self.words = b" ".join(re.findall(rb"[(](.*)[)] Tj", self.data)).decode("cp1252").split()
        self.identifier = re.findall(rb"/ID\[<(\w+)><(\w+)>\]", self.data)[-1]

    def grams(self):
        words = [word.lower() for word in self.words]
        return {tuple(words[i:i + 5]) for i in range(len(words) - 4)}


def scanned(document):
    """The rows of a grey scan: of a PNG, or of the first picture in a PDF."""
    if document.name.endswith(".png"):
        wide = int.from_bytes(document.data[16:20], "big") + 1
        start = document.data.index(b"IDAT") + 4
        grey = zlib.decompress(document.data[start:start + int.from_bytes(document.data[start - 8:start - 4], "big")])
        return [grey[at + 1:at + wide] for at in range(0, len(grey), wide)]
    head = re.search(rb"/Subtype/Image/Width (\d+).*?/Length (\d+)>>\nstream\n", document.data, re.S)
    grey, wide = zlib.decompress(document.data[head.end():head.end() + int(head.group(2))]), int(head.group(1))
    return [grey[at:at + wide] for at in range(0, len(grey), wide)]


def signed_alike(one, other):
    """How many rows of the lower part have a stroke whose surroundings stand in the other scan too, pixel for pixel."""
    found, all_rows = 0, b"\0".join(scanned(other))
    for row in scanned(one)[490:]:
        dark = next((at for at, shade in enumerate(row) if shade < 120), None)
        found += dark is not None and row[dark - 4:dark + 24] in all_rows
    return found


def pairs(items):
    return [(a, b) for i, a in enumerate(items) for b in items[i + 1:]]


def alike(one, other):
    a, b = one.grams(), other.grams()
    return len(a & b) / len(a | b) if a and b else 0


def is_clone(one, other):
    """The same day, hour, minute and second of another month or year, be it of making or of saving."""
    times = [(a, b) for a in (one.created, one.saved) for b in (other.created, other.saved) if a and b]
    return any(a[8:] == b[8:] and a != b for a, b in times)


def told(rows, check):
    return {name for row in rows if row["check"] == check for name in row["files"]}


def prove(sets, data):
    documents = [Document(path, content) for path, content in sorted(data.items())]
    faults = []

    def expect(is_right, *what):
        if not is_right:
            faults.append(" ".join(map(str, what)))

    folders = {row["folder"]: row for row in sets}
    expect({d.folder for d in documents} == set(folders), "folders of the key and of the files")
    by_name = {(d.folder, d.name): d for d in documents}
    for row in sets:
        expect(row["twin"] in folders and folders[row["twin"]]["honest"] != row["honest"], row["folder"], "twin")
        for tell in row["tells"]:
            for name in tell["files"]:
                expect((row["folder"], name) in by_name, row["folder"], name, "is named and not there")
    # Words: enough of them, and alike only where they are to be.
    kin = {"time-clones-derived", "near-copy", "near-copy-byte", "near-copy-honest", "layout", "drafts", "drafts-wrong", "same-bytes", "lineage-update", "rsids", "anchor", "anchor-honest", "message-copies", "message-copies-list",
           "shared-page", "shared-page-extract"}
    for d in documents:
        expect(len(d.words) >= 60 or d.name.endswith((".xlsx", ".png")) or d.folder.startswith("signature"), d.path, len(d.words), "words")
    for one, other in pairs(documents):
        share = alike(one, other)
        is_kin = one.folder == other.folder and one.folder in kin
        expect(share < 0.16 or is_kin, one.path, other.path, "words alike", round(share, 2))
        # Times.
        if is_clone(one, other):
            rows = folders[one.folder]
            is_meant = one.folder == other.folder and ({one.name, other.name} <= told(rows["tells"], "timestamp-component-clone") or "timestamp-component-clone" in rows["weak"])
            expect(is_meant, one.path, other.path, "clone of times", one.created, other.created)
        # Numbers of saves.
        common = one.saves & other.saves
        rows = folders[one.folder]
        may = "rsid-overlap" in rows["also"] + rows["weak"] or {one.name, other.name} <= told(rows["tells"], "rsid-overlap") or one.data == other.data
        expect(not common or one.folder == other.folder and may, one.path, other.path, "numbers of saves", common)
        expect(not one.pictures & other.pictures or one.folder == other.folder and one.folder.startswith("shared-object"), one.path, other.path, "pictures")
        expect(one.data != other.data or one.folder == other.folder == "same-bytes", one.path, other.path, "same bytes")
        if one.identifier and other.identifier and one.identifier[0] == other.identifier[0]:
            may = one.folder == other.folder and ("pdf-id-pair" in rows["also"] or {one.name, other.name} <= told(rows["tells"], "pdf-id-pair"))
            expect(may, one.path, other.path, "identifiers")
    of = lambda folder: [d for d in documents if d.folder == folder]
    for d in documents:
        expect(not d.created or d.created <= d.saved, d.path, "saved before it was made")
    # What each set is to show.
    expect(all(is_clone(a, b) for a, b in pairs(of("time-clones"))), "time-clones")
    expect(sum(is_clone(a, b) for a, b in pairs(of("time-clones-minutes"))) == 1, "time-clones-minutes")
    expect(len({d.created for d in of("time-clones-derived")}) == 1, "time-clones-derived")
    a, b = by_name["rsids", "barge.docx"], by_name["rsids", "salt-works.docx"]
    expect(a.saves < b.saves and len(a.saves) == 5 and a.root == b.root and a.root in a.saves, "rsids")
    a, b = of("rsids-one")
    expect(len(a.saves & b.saves) == 1 and a.root != b.root and not {a.root, b.root} & a.saves & b.saves, "rsids-one")
    expect(all(a.saves & b.saves == {a.root} == {b.root} for a, b in pairs(of("rsids-template"))), "rsids-template")
    expect(all(alike(a, b) > 0.75 and len(a.words) > 150 for a, b in pairs(of("near-copy")) + pairs(of("near-copy-byte"))), "near-copy")
    a, b = of("near-copy-byte")
    expect(sum(x != y for x, y in zip(" ".join(a.words), " ".join(b.words))) == 1 and len(a.data) == len(b.data), "near-copy-byte")
    shares = [len(a.grams() & b.grams()) / len(a.grams()) for a, b in pairs(of("near-copy-honest"))]
    expect(0.25 < min(shares) <= max(shares) < 0.5, "near-copy-honest", shares)
    expect(by_name["lineage-update", "from-the-other-side.pdf"].data.startswith(by_name["lineage-update", "agreement.pdf"].data), "lineage-update")
    places = lambda data: [m.start() for m in re.finditer(rb"\d+ 0 obj", data)]
    a, b = of("layout")
    expect(places(a.data) == places(b.data) and a.words != b.words, "layout")
    a, b = of("layout-honest")
    expect(len(places(a.data)) == len(places(b.data)) and places(a.data) != places(b.data), "layout-honest")
    saves = [d.saves for d in of("drafts")]
    expect(all(a < b for a, b in zip(saves, saves[1:])) and [d.saved for d in of("drafts")] == sorted(d.saved for d in of("drafts")), "drafts")
    for name in ("burst", "burst-script", "burst-honest"):
        seconds = sorted(datetime.datetime.fromisoformat(d.saved[:-1]) for d in of(name))
        span = (seconds[-1] - seconds[0]).total_seconds()
        gaps = [(b - a).total_seconds() for a, b in zip(seconds, seconds[1:])]
        expect(span < 240 if name != "burst-honest" else span > 600, name, span)
        expect((max(gaps) - min(gaps) <= 1) == (name == "burst-script"), name, gaps)
    at_hour = lambda name: [d for d in of(name) if d.created[14:19] == "00:00"]
    expect(len(at_hour("hours")) == 30 and len([d for d in of("hours") if d.created[11:13] == "00"]) == 10 and not at_hour("hours-honest"), "hours")
    gram = [" ".join(d.words) for d in of("anchor")]
    longest = max(n for n in range(60, 200) if any(" ".join(gram[0].split()[i:i + n]) in gram[1] for i in range(len(gram[0].split()) - n)))
    expect(longest >= 120, "anchor", longest)
    attached = {f: [p.get_filename() for p in email.message_from_bytes(by_name[f, "letter.eml"].data).walk() if p.get_filename()] for f in ("selection", "selection-honest")}
    expect(attached["selection"] == ["Annex 1.pdf", "Annex 2.pdf"] and len(attached["selection-honest"]) == 3, "selection", attached)
    for name, least, most in (("signature", 20, 150), ("signature-honest", 0, 1)):
        counts = [signed_alike(a, b) for a, b in pairs(of(name))]
        expect(all(least <= count <= most for count in counts), name, counts)
    counted = collections.Counter(tuple(d.pictures) for d in of("shared-object") + of("shared-object-honest"))
    expect(sorted(counted.values()) == [3, 12], "shared-object")
    assert not faults, "\n".join(faults)
