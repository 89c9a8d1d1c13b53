"""samples/archives and samples/checks/O004: archives, compressed files and images of discs, by hand and with Python's tarfile. The same
bytes each time, but for letter.txt.zst, which zstd makes. KEY.toml, written first, says what is true of each."""
import bz2
import gzip
import hashlib
import io
import lzma
import os
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib

LETTER = b"The office sends the list back."
LIST = b"".join(b"%03d\n" % number for number in range(150))
MARCH_15 = 1331803800  # 2012-03-15 09:30:00 UTC
DAY = 86_400


# tar

def member(name, data=b"", when=MARCH_15, **more):
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = len(data), when, 0o644
    info.uid, info.gid, info.uname, info.gname = 1000, 100, "ivanova", "users"
    for key, value in more.items():
        setattr(info, key, value)
    return info, data


def tar(members, form, **options):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form, **options) as archive:
        for info, data in members:
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def header(name, size, when, kind=b"\0", magic=b"", more=()):
    """A header by hand."""
    block = bytearray(512)
    block[0:len(name)] = name
    for at, width, number in ((100, 7, 0o644), (108, 7, 1000), (116, 7, 100), (124, 11, size), (136, 11, when)):
        block[at:at + width] = b"%0*o" % (width, number)
    block[156:157], block[257:257 + len(magic)] = kind, magic
    for at, text in more:
        block[at:at + len(text)] = text
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def block(data):
    return data + bytes(-len(data) % 512)


END = bytes(1024)


def tars():
    folder = "a-folder-with-a-long-name/" * 4
    link = {"type": tarfile.SYMTYPE}
    yield "ustar.tar", "Python's tarfile, ustar: a folder, two files, a symbolic and a hard link.", tar([
        member("papers", type=tarfile.DIRTYPE), member("papers/letter.txt", LETTER), member("papers/list.txt", LIST, MARCH_15 + 2),
        member("papers/last.txt", linkname="list.txt", **link), member("papers/same.txt", linkname="papers/list.txt", type=tarfile.LNKTYPE),
    ], tarfile.USTAR_FORMAT)
    yield "gnu-long-names.tar", "Python's tarfile, GNU: a name and a link of more than 100 bytes, each in a header of its own.", tar(
        [member(folder + "letter.txt", LETTER), member("link", linkname=folder + "letter.txt", **link)], tarfile.GNU_FORMAT)
    pax = {"mtime": "1330000000.25", "atime": "1330086400.5", "ctime": "1330000001", "SCHILY.xattr.user.xdg.origin.url": "https://example.com/letter"}
    yield "pax.tar", "Python's tarfile, pax: a Cyrillic name and owner, times with fractions, an attribute, a comment for all.", tar(
        [member("письмо.txt", LETTER, 1330000000, uname="иванова", pax_headers=pax)], tarfile.PAX_FORMAT, pax_headers={"comment": "8a1c1e2f5d"})
    yield "seventh.tar", "A header of the seventh edition of Unix: no mark, no names of owners.", header(b"letter.txt", 31, MARCH_15) + block(LETTER) + END
    sparse = [(386, b"%011o\0%011o\0" % (1 << 19, 512)), (483, b"%011o\0" % (1 << 20))]
    yield "sparse.tar", "A sparse file of 1 MiB with 512 bytes in it, in GNU's old form, before an ordinary file.", (
        header(b"disk.img", 512, MARCH_15, b"S", b"ustar  \0", sparse) + block(LIST[:512])
        + header(b"letter.txt", 31, MARCH_15, b"0", b"ustar  \0") + block(LETTER) + END)
    def part(name, data):
        return header(name, len(data), MARCH_15, b"0", b"ustar\00000") + block(data)
    broken = bytearray(part(b"second.txt", LETTER))
    broken[0:6] = b"SECOND"
    yield "damaged-checksum.tar", "The name in the second of three headers was changed, and its sum was not.", (
        part(b"first.txt", LETTER) + bytes(broken) + part(b"third.txt", LETTER) + END)
    yield "cut-off.tar", "Cut off after 188 of the 600 bytes of the second member.", part(b"first.txt", LETTER) + part(b"second.txt", LIST)[:512 + 188]
    yield "behind-the-end.tar", "A second member behind the mark of the end.", part(b"first.txt", LETTER) + END + part(b"hidden.txt", LETTER) + END
    yield "names-that-lead-out.tar", "An absolute name, and one that climbs.", part(b"/etc/cron.d/job", LETTER) + part(b"../../home/user/.bashrc", LETTER) + END


# compressed files

def gz(data, when=0, system=3, level=0, extra=None, name=None, comment=None):
    flags = (4 if extra else 0) | (8 if name else 0) | (16 if comment else 0)
    out = b"\x1f\x8b\x08" + struct.pack("<BIBB", flags, when, level, system)
    if extra:
        out += struct.pack("<H", len(extra)) + extra
    out += b"".join(text + b"\0" for text in (name, comment) if text)
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return out + deflate.compress(data) + deflate.flush() + struct.pack("<II", zlib.crc32(data), len(data) & 0xffffffff)


def compressed():
    yield "letter.gz", "A head with time, name, comment, extra field, system and level.", gz(
        LETTER, MARCH_15, 11, 2, b"XX\x03\0abc", "письмо.txt".encode(), b"sent on")
    yield "two-members.gz", "Two members of gzip, a day apart.", gz(LETTER, MARCH_15) + gz(LETTER, MARCH_15 + DAY)
    yield "wrong-checksum.gz", "The checksum at the end is that of other bytes.", gz(LETTER)[:-8] + struct.pack("<II", 1, len(LETTER))
    yield "letter.txt.bz2", "Python's bz2.", bz2.compress(LETTER)
    yield "letter.txt.xz", "Python's lzma.", lzma.compress(LETTER)
    frame = subprocess.run(["zstd", "-q", "--stream-size=31", "-c"], input=LETTER, capture_output=True, check=True).stdout
    yield "letter.txt.zst", "Two frames of zstd, and one between them that is skipped.", frame + b"\x50\x2a\x4d\x18\x04\0\0\0note" + frame
    zeros = tar([member("zeros.bin", bytes(40 << 20))], tarfile.USTAR_FORMAT)
    yield "bomb.tar.gz", "40 MiB of zeros in a tar in 40 kB of gzip.", gz(zeros)


# cabinets

def dos(year, month, day, hour, minute, second):
    return struct.pack("<HH", (year - 1980) << 9 | month << 5 | day, hour << 11 | minute << 5 | second // 2)


def sum_of(data, seed):
    whole = len(data) & ~3
    for (word,) in struct.iter_unpack("<I", data[:whole]):
        seed ^= word
    last = 0
    for byte in data[whole:]:
        last = last << 8 | byte
    return seed ^ last


def blocks(data, method):
    out, before = [], b""
    for at in range(0, len(data), 32_768):
        plain = data[at:at + 32_768]
        packed = plain
        if method == 1:
            deflate = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=before) if before else zlib.compressobj(9, zlib.DEFLATED, -15)
            packed, before = b"CK" + deflate.compress(plain) + deflate.flush(), plain
        elif method & 15 == 3:
            # No translation of calls, a block that is not compressed, its size in 24 bits; three repeated offsets; the bytes.
            bits = 3 << 28 | len(plain) << 4
            packed = struct.pack("<HHIII", bits >> 16, bits & 0xffff, 1, 1, 1) + plain + bytes(len(plain) % 2)
        sizes = struct.pack("<HH", len(packed), len(plain))
        out.append(struct.pack("<I", sum_of(sizes, sum_of(packed, 0))) + sizes + packed)
    return out


def cabinet(files, method=0, set_number=7, following=None):
    """Files: name, data or the size alone of one that goes on elsewhere, time, attributes."""
    data = b"".join(data for _, data, _, _ in files if isinstance(data, bytes))
    packed = blocks(data, method)
    neighbour = b"".join(text + b"\0" for text in following or ())
    entries, at = b"", 0
    for name, body, when, attributes in files:
        size, folder = (len(body), 0) if isinstance(body, bytes) else (body, 0xfffe)
        entries += struct.pack("<IIH", size, at, folder) + when + struct.pack("<H", attributes) + name + b"\0"
        at += size
    start_of_files = 36 + len(neighbour) + 8
    start = start_of_files + len(entries)
    body = b"".join(packed)
    head = b"MSCF" + struct.pack("<IIIIIBBHHHHH", 0, start + len(body), 0, start_of_files, 0, 3, 1, 1, len(files), 2 if following else 0, set_number, 0)
    return head + neighbour + struct.pack("<IHH", start, len(packed), method) + entries + body


def cabinets():
    first, second = dos(2012, 3, 15, 13, 30, 0), dos(2012, 3, 15, 13, 30, 2)
    yield "stored.cab", "Two files, stored.", cabinet([(b"papers\\letter.txt", LETTER, first, 0x20), (b"list.txt", LIST, second, 0x20)])
    words = b"".join(b"line %05d of a long text\n" % number for number in range(3000))[:70_000]
    yield "mszip.cab", "Three blocks of MSZIP, the later with the one before as a dictionary; the second name is UTF-8.", cabinet(
        [(b"long.txt", words, first, 0x20), ("письмо.txt".encode(), LETTER, second, 0xa0)], 1)
    yield "lzx.cab", "A block of LZX that is not compressed.", cabinet([(b"letter.txt", LETTER, first, 0x20)], 3 | 15 << 8)
    yield "several.cab", "The first of a set: its second file goes on in the next cabinet.", cabinet(
        [(b"letter.txt", LETTER, first, 0x20), (b"continued.txt", 5000, second, 0x20)], 0, 7, (b"SECOND.CAB", b"Disk 2"))


# discs

SECTOR = 2_048


def both(number):
    return struct.pack("<I", number) + struct.pack(">I", number)


def short(number):
    return struct.pack("<H", number) + struct.pack(">H", number)


def recorded(when):
    year, month, day, hour, minute, second, zone = when
    return struct.pack("<BBBBBBb", year - 1900, month, day, hour, minute, second, zone)


def written(when):
    return b"%04d%02d%02d%02d%02d%02d00" % when[:6] + struct.pack("b", when[6]) if when else b"0" * 16 + b"\0"


def record(name, sector, size, when, folder=False, fields=b""):
    pad = b"\0" if len(name) % 2 == 0 else b""
    body = both(sector) + both(size) + recorded(when) + bytes([2 if folder else 0, 0, 0]) + short(1) + bytes([len(name)]) + name + pad + fields
    body += bytes(len(body) % 2)
    return bytes([len(body) + 2, 0]) + body


def rock_ridge(name, when, mode):
    times = b"TF\x1a\x01\x0e" + recorded(when) * 3
    owner = b"PX\x24\x01" + both(mode) + both(1) + both(1000) + both(100)
    return owner + times + (b"NM" + bytes([5 + len(name), 1, 0]) + name if name else b"")


def padded(data):
    return data + bytes(-len(data) % SECTOR)


def descriptor(kind, says, root, path_tables, blocks, wide=False):
    def text(text, size):
        return text.ljust(size // 2)[:size // 2].encode("utf-16-be").ljust(size, b"\0") if wide else text.encode().ljust(size)[:size]

    out = bytes([kind]) + b"CD001\x01\0" + text(says.get("system", ""), 32) + text(says["volume"], 32) + bytes(8) + both(blocks)
    out += (b"%/E" if wide else b"").ljust(32, b"\0") + short(1) + short(1) + short(SECTOR) + both(path_tables[2])
    out += struct.pack("<II", path_tables[0], 0) + struct.pack(">II", path_tables[1], 0) + root
    for field in ("set", "publisher", "preparer", "application"):
        out += text(says.get(field, ""), 128)
    out += text("", 37) * 3
    for field in ("created", "modified", "expires", "effective"):
        out += written(says.get(field))
    return (out + b"\x01\0").ljust(SECTOR, b"\0")


def disc(files, says, names="plain", base=0, before=b"", boot=None, command=None, loop=False, cut=None):
    """An image, or a session behind `before`. Files: the name on ISO 9660, the name of Joliet or Rock Ridge, data or a place that is
    known, time; a name with a slash is in a folder."""
    sector = base + 16 + 2 + (1 if boot else 0) + (1 if names == "joliet" else 0) + (1 if command else 0)
    trees = ["plain", "joliet"] if names in ("joliet", "both") else ["plain"]
    sector += 1 if names == "both" else 0
    folders = sorted({name.split("/")[0] for name, _, _, _ in files if "/" in name})
    wide_of = {name.split("/")[0]: shown.split("/")[0] for name, shown, _, _ in files if "/" in name}
    where = {}
    for tree in trees:
        where[tree, "paths"], sector = sector, sector + 2
        for folder in [""] + folders:
            where[tree, folder], sector = sector, sector + 1
    catalogue = sector
    sector += 1 if boot else 0
    data, places = b"", []
    for _, _, body, _ in files:
        if isinstance(body, tuple):
            places.append(body)
        else:
            places.append((sector, len(body)))
            data += padded(body)
            sector += len(padded(body)) // SECTOR
    total, when = sector, says["recorded"]

    def entries(tree, folder):
        is_rock = names in ("rock", "both") and tree == "plain"
        own = where[tree, folder]
        fields = rock_ridge(b"", when, 0o40755) if is_rock else b""
        first = b"SP\x07\x01\xbe\xef\0" + fields + b"ER\x16\x01\x0a\x04\0\x01RRIP_1991ARRIP" if is_rock and not folder else fields
        rows = [record(b"\0", own, SECTOR, when, True, first), record(b"\1", where[tree, ""], SECTOR, when, True, fields)]
        found = []
        for (name, shown, _, at), (start, size) in zip(files, places):
            inside, _, last = name.rpartition("/")
            if inside != folder or (tree == "joliet" and shown is None):
                continue
            shown_last = (shown or "").rpartition("/")[2]
            own_name = shown_last.encode("utf-16-be") if tree == "joliet" else last.encode() + b";1"
            more = rock_ridge(shown_last.encode(), at, 0o100644) if is_rock else b""
            found.append(record(own_name, start, size, at, False, more))
        if not folder:
            for other in folders:
                shown = wide_of[other]
                own_name = shown.encode("utf-16-be") if tree == "joliet" else other.encode()
                found.append(record(own_name, where[tree, other], SECTOR, when, True, rock_ridge(shown.encode(), when, 0o40755) if is_rock else b""))
            if loop:
                found.append(record(b"LOOP", where[tree, ""], SECTOR, when, True))
        return padded(b"".join(rows + found))

    def paths(tree, order):
        rows = [(b"\0", where[tree, ""])] + [
            (wide_of[folder].encode("utf-16-be") if tree == "joliet" else folder.encode(), where[tree, folder]) for folder in folders]
        return b"".join(bytes([len(name), 0]) + struct.pack(order + "IH", at, 1) + name + bytes(len(name) % 2) for name, at in rows)

    out = bytes(16 * SECTOR)
    for tree in trees:
        root = record(b"\0", where[tree, ""], SECTOR, when, True)
        tables = (where[tree, "paths"], where[tree, "paths"] + 1, len(paths(tree, "<")))
        if tree == "plain":
            out += descriptor(1, says, root, tables, total)
            if boot:
                out += (b"\0CD001\x01EL TORITO SPECIFICATION".ljust(71, b"\0") + struct.pack("<I", catalogue)).ljust(SECTOR, b"\0")
        else:
            out += descriptor(2, says, root, tables, total, True)
    out += b"\xffCD001\x01".ljust(SECTOR, b"\0")
    if command:
        out += command.ljust(SECTOR, b"\0")
    for tree in trees:
        out += padded(paths(tree, "<")) + padded(paths(tree, ">"))
        for folder in [""] + folders:
            out += entries(tree, folder)
    if boot:
        entry = bytearray(b"\x01\0\0\0" + boot.ljust(24, b"\0") + b"\0\0\x55\xaa")
        total_of = sum(struct.unpack("<16H", entry)) & 0xffff
        entry[28:30] = struct.pack("<H", -total_of & 0xffff)
        out += padded(bytes(entry) + b"\x88\0\0\0\0\0\x01\0" + struct.pack("<I", 16))
    image = before + out + data
    return image[:cut] if cut else image


def docx():
    kinds = "http://schemas.openxmlformats.org/package/2006/"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}content-types"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kinds}relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="r2" Type="{kinds}relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{kinds}metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2012-03-11T08:00:00Z</dcterms:created></cp:coreProperties>',
        "word/document.xml": '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>The office sends the list back.</w:t></w:r></w:p></w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>' + text)
    return out.getvalue()


BURNER = {"application": "EXAMPLE BURNER 4.2", "volume": "PAPERS_2012"}


def says(made, recorded_at=None, **more):
    return {**BURNER, "created": made, "modified": made, "recorded": recorded_at or made, **more}


def discs():
    east, inner = (2012, 3, 14, 13, 30, 0, 16), tar([member("письмо.docx", docx(), MARCH_15 - 3 * DAY)], tarfile.PAX_FORMAT)
    packed = gz(inner, MARCH_15 - 2 * DAY, name=b"papers.tar")
    yield "disc.iso", "Rock Ridge and Joliet, zone +04:00; a docx in a tar in a gzip, and a letter in a folder.", disc(
        [("PAPERS.TAR", "papers.tar.gz", packed, east), ("PAPERS/LETTER.TXT", "Papers/Letter of the Office.txt", LETTER, east)],
        says((2012, 3, 15, 13, 30, 0, 16), preparer="IVANOVA", publisher="EXAMPLE OFFICE"), "both")
    made = (2012, 3, 14, 9, 30, 0, 0)
    first = disc([("DELETED.TXT", None, LETTER, made), ("LETTER.TXT", None, LETTER + b"", made)], says((2012, 3, 15, 9, 30, 0, 0)))
    letter = (len(first) // SECTOR - 1, len(LETTER))
    yield "two-sessions.iso", "A disc that was burnt twice: the second session lists the letter again, adds a list and drops a file.", disc(
        [("LETTER.TXT", None, letter, made), ("SECOND.TXT", None, LIST, (2012, 3, 16, 9, 30, 0, 0))],
        says((2012, 3, 17, 9, 30, 0, 0)), base=len(first) // SECTOR, before=first)
    yield "joliet-alone.iso", "Joliet without Rock Ridge; one file has no name of Joliet; a start for machines, and the command of mkisofs.", disc(
        [("LETTER.TXT", "письмо.txt", LETTER, made), ("HIDDEN.TXT", None, LIST, made)], says((2012, 3, 15, 9, 30, 0, 0)), "joliet", boot=b"EXAMPLE",
        command=b"MKI Thu Mar 15 13:30:00 2012\nmkisofs 2.01 -J -o disc.iso /home/ivanova/papers")
    two = [("LETTER.TXT", None, LETTER, made), ("SECOND.TXT", None, LIST, made)]
    whole = disc(two, says((2012, 3, 15, 9, 30, 0, 0)))
    yield "cut-off.iso", "Cut off after 30 of the 600 bytes of its second file.", whole[:len(whole) - SECTOR + 30]
    yield "folder-in-itself.iso", "A folder that is the first folder again.", disc(two[:1], says((2012, 3, 15, 9, 30, 0, 0)), loop=True)


def checks():
    letter = [("LETTER.TXT", None, LETTER, (2003, 3, 5, 23, 50, 0, 8))]
    yield "O004-clear-one-session.iso", "One session of 6 March 2003, with a file of the day before.", disc(letter, says((2003, 3, 6, 10, 0, 0, 8)))
    late = letter + [("LATER.TXT", None, LIST, (2003, 6, 1, 12, 0, 0, 8))]
    yield "O004-fires-file-after-the-volume.iso", "A volume of 6 March 2003 with a file of 1 June 2003.", disc(late, says((2003, 3, 6, 10, 0, 0, 8)))
    first = disc(letter, says((2003, 3, 6, 10, 0, 0, 8)))
    yield "O004-fires-two-sessions.iso", "Two sessions, of 6 March and of 7 June 2003; a file of the second was changed on 1 June.", disc(
        late, says((2003, 6, 7, 10, 0, 0, 8)), base=len(first) // SECTOR, before=first)


SETS = [("archives", (tars, compressed, cabinets, discs)), ("checks", (checks,))]


def make(root):
    rows = []
    for folder, makers in SETS:
        os.makedirs(os.path.join(root, folder), exist_ok=True)
        for maker in makers:
            for name, truth, data in maker():
                with open(os.path.join(root, folder, name), "wb") as file:
                    file.write(data)
                with_zstd = " and zstd" if name.endswith(".zst") else ""
                rows.append("\n".join([
                    f'file = "{folder}/{name}"', f'sha256 = "{hashlib.sha256(data).hexdigest()}"', "bytes = %d" % len(data),
                    f'made_by = "By hand and with Python {"and its tarfile" if maker is tars else ""}{with_zstd}"'.replace(' "', '"'),
                    f'recipe = "recipes/archives.py {maker.__name__}"', f'truth = "Fictional files. {truth}"', 'licence = "CC0-1.0"', ""]))
    path = os.path.join(root, "MANIFEST.toml")
    with open(path, encoding="utf-8") as file:
        old = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in old[1:] if 'recipe = "recipes/archives.py' not in block]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([old[0].rstrip() + "\n"] + kept + rows))
    print("%d samples of archives" % len(rows))


if __name__ == "__main__":
    make(sys.argv[1])
