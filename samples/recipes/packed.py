"""Makes samples/archives-packed: 7z, RAR and ZIP archives of one made-up office, the same bytes each time, with KEY.toml (what each
says of its members).

    python3 packed.py FOLDER

Needs Python, cryptography and pyppmd; for the rows of MANIFEST.toml, where one is beside the folder, also 7-Zip. All archives are
written by this script from the specifications (7zFormat.txt of the LZMA SDK; the technotes of RAR 4.20 and RAR 5.0; APPNOTE 6.3.10):
no program that is named in them made them. The key is written from how each is made, before any program reads it."""
import bz2
import datetime
import hashlib
import io
import lzma
import os
import shlex
import struct
import subprocess
import sys
import zipfile
import zlib

import pyppmd
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

import office
from traces import toml

OUT = sys.argv[1] if len(sys.argv) > 1 else ""
PASSWORD = "valla-test"
ROWS, DATA = [], {}
UTC = datetime.timezone.utc


def crc(data):
    return zlib.crc32(data) & 0xFFFFFFFF


def at(text):
    """Seconds since 1970, and ticks of 100 ns beyond them, of a time in universal time."""
    whole, _, fraction = text.partition(".")
    seconds = int(datetime.datetime.fromisoformat(whole).replace(tzinfo=UTC).timestamp())
    return seconds, int((fraction + "0000000")[:7])


def filetime(text):
    seconds, ticks = at(text)
    return (seconds + 11644473600) * 10_000_000 + ticks


def dos(text):
    when = datetime.datetime.fromisoformat(text)
    return (when.hour << 11 | when.minute << 5 | when.second // 2) | ((when.year - 1980) << 9 | when.month << 5 | when.day) << 16


def rich(author, made, changed, words):
    """A document of Rich Text that says when it was made and last changed."""
    def stamp(name, text):
        when = datetime.datetime.fromisoformat(text)
        return "{\\%s\\yr%d\\mo%d\\dy%d\\hr%d\\min%d}" % (name, when.year, when.month, when.day, when.hour, when.minute)
    return ("{\\rtf1\\ansi{\\info{\\author %s}%s%s}%s\\par}" % (author, stamp("creatim", made), stamp("revtim", changed), words)).encode()


NOTE = rich("Edna Marsh", "2013-03-04T09:15", "2013-03-05T10:20", "The quay at Brennick is to be dredged in spring.")
PLAN = rich("Edna Marsh", "2013-04-01T08:00", "2013-04-02T17:45", "Plan of the dredging, with the depths of the basin.")
LIST = b"Depths of the basin at low water, in metres:\nnorth quay 4.2\nsouth quay 3.9\n" * 4


def member(name, data=b"", status="read", **says):
    """A row of the key: what is said of a member, and what becomes of it."""
    row = dict(name=name, size=len(data), status=status)
    if status == "read":
        row["sha256"] = hashlib.sha256(data).hexdigest()
    row.update({key: value for key, value in says.items() if value})
    return row


def put(name, data, truth, members, says=(), warns=(), limits=(), password="", opened=()):
    row = dict(file=name, truth=truth, says=[dict(what=what, text=text) for what, text in says], warns=list(warns), limits=list(limits))
    if password:
        row.update(password=password, opened=list(opened))
    ROWS.append((row, members))
    DATA[name] = data


# 7z

def number(value):
    """A number of 7zFormat.txt: the leading ones of the first byte say how many bytes follow."""
    first, mask, rest = 0, 0x80, b""
    for count in range(8):
        if value < 1 << (7 * (count + 1)):
            return bytes([first | value >> 8 * count]) + (value & (1 << 8 * count) - 1).to_bytes(count, "little")
        first |= mask
        mask >>= 1
    return b"\xff" + value.to_bytes(8, "little")


def bits(flags):
    out = bytearray((len(flags) + 7) // 8)
    for place, flag in enumerate(flags):
        if flag:
            out[place // 8] |= 0x80 >> place % 8
    return bytes(out)


def coder(identifier, properties=b""):
    return bytes([len(identifier) | (0x20 if properties else 0)]) + identifier + (number(len(properties)) + properties if properties else b"")


def lzma2(data, bits_of_dictionary=16):
    size = (2 | bits_of_dictionary & 1) << (bits_of_dictionary // 2 + 11)
    packed = lzma.compress(data, format=lzma.FORMAT_RAW, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": min(size, 1 << 20)}])
    return coder(b"\x21", bytes([bits_of_dictionary])), packed


def ppmd(data):
    encoder = pyppmd.Ppmd7Encoder(6, 1 << 20)
    return coder(b"\x03\x04\x01", bytes([6]) + struct.pack("<I", 1 << 20)), encoder.encode(data) + encoder.flush()


def deflate(data):
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return coder(b"\x04\x01\x08"), packer.compress(data) + packer.flush()


def copy(data):
    return coder(b"\0"), data


def bzip2(data):
    return coder(b"\x04\x02\x02"), bz2.compress(data)


def foreign(data):
    return coder(b"\x04\xf7\x11\x01", b"\x01\x05\x03\0\0"), b"\x28\xb5\x2f\xfd" + data


def locked(packed, cycles=12):
    """AES of 7-Zip: the key is a chain of SHA-256 over the password; the vector is fixed, so that the bytes are the same each time."""
    vector = hashlib.sha256(packed).digest()[:16]
    digest = hashlib.sha256()
    for step in range(1 << cycles):
        digest.update(PASSWORD.encode("utf-16-le") + struct.pack("<Q", step))
    cipher = Cipher(algorithms.AES(digest.digest()), modes.CBC(vector)).encryptor()
    padded = packed + bytes(-len(packed) % 16)
    return coder(b"\x06\xf1\x07\x01", bytes([0x40 | cycles, 15]) + vector), cipher.update(padded) + cipher.finalize()


def folder(data, pack, lock=False):
    """A folder of the header, the sizes of what its coders give, and the packed bytes."""
    head, packed = pack(data)
    if not lock:
        return number(1) + head, [len(data)], packed
    second, sealed = locked(packed)
    return number(2) + head + second + number(0) + number(1), [len(data), len(packed)], sealed


def streams(folders, position=0, sub=None, sums=None):
    """PackInfo, UnpackInfo and, where there are members, SubStreamsInfo."""
    out = b"\x06" + number(position) + number(len(folders)) + b"\x09" + b"".join(number(len(packed)) for _, _, packed in folders) + b"\0"
    out += b"\x07\x0b" + number(len(folders)) + b"\0" + b"".join(head for head, _, _ in folders)
    out += b"\x0c" + b"".join(number(size) for _, sizes, _ in folders for size in sizes)
    if sums is not None and sub is None:
        out += b"\x0a\x01" + b"".join(struct.pack("<I", one) for one in sums)
    out += b"\0"
    if sub is not None:
        out += b"\x08\x0d" + b"".join(number(len(sizes)) for sizes in sub) + b"\x09"
        out += b"".join(number(size) for sizes in sub for size in sizes[:-1])
        out += b"\x0a\x01" + b"".join(struct.pack("<I", one) for one in sums) + b"\0"
    return out + b"\0"


def seven(blocks, empty=(), packed_header=True, locked_header=False, wrong=()):
    """`blocks` are (files, pack, lock) and a file is (name, data, times, attributes); `empty` are (name, kind, times, attributes), and the
    kind is file, folder or anti. Of `wrong` members the sums are false."""
    folders, sub, sums, files = [], [], [], []
    for members, pack, lock in blocks:
        folders.append(folder(b"".join(data for _, data, _, _ in members), pack, lock))
        sub.append([len(data) for _, data, _, _ in members])
        sums += [crc(data) ^ (name in wrong) for name, data, _, _ in members]
        files += [(name, "data", times, attributes) for name, _, times, attributes in members]
    files += list(empty)
    header = b"\x01\x04" + streams(folders, 0, sub, sums) + b"\x05" + number(len(files))

    def record(kind, body):
        return bytes([kind]) + number(len(body)) + body

    if empty:
        header += record(0x0E, bits([kind != "data" for _, kind, _, _ in files]))
        header += record(0x0F, bits([kind != "folder" for _, kind, _, _ in empty]))
        header += record(0x10, bits([kind == "anti" for _, kind, _, _ in empty]))
    header += record(0x11, b"\0" + b"".join(name.encode("utf-16-le") + b"\0\0" for name, _, _, _ in files))
    for kind, key in ((0x14, "modified"), (0x12, "created"), (0x13, "accessed")):
        has = [key in times for _, _, times, _ in files]
        if any(has):
            all_of_them = b"\x01" if all(has) else b"\0" + bits(has)
            header += record(kind, all_of_them + b"\0" + b"".join(struct.pack("<Q", filetime(t[key])) for _, _, t, _ in files if key in t))
    header += record(0x15, b"\x01\0" + b"".join(struct.pack("<I", attributes) for _, _, _, attributes in files)) + b"\0\0"
    body = b"".join(packed for _, _, packed in folders)
    if packed_header:
        packed = folder(header, lzma2, locked_header)
        header, body = b"\x17" + streams([packed], len(body), sums=[crc(header)]), body + packed[2]
    start = struct.pack("<QQI", len(body), len(header), crc(header))
    return b"7z\xbc\xaf\x27\x1c\0\x04" + struct.pack("<I", crc(start)) + start + body + header


def mode(text):
    return 0x8000 | int(text, 8) << 16


WINDOWS, UNIX = 0x20, mode("100644")
SHOWN = {WINDOWS: "Windows, archive", UNIX: "Unix, mode 100644"}


def told(times, attributes, method):
    """How the key writes the times of a member of a 7z archive: universal time, as finely as they are written."""
    def shown(text):
        whole, _, fraction = text.partition(".")
        digits = fraction.rstrip("0")
        return whole + ("." + digits.ljust(-(-len(digits) // 3) * 3, "0") if digits else "") + "Z"
    return dict({key: shown(value) for key, value in times.items()}, attributes=SHOWN[attributes], method=method)


def make_7z():
    first = dict(modified="2013-03-05T10:20:33.1234567", created="2013-03-04T09:15:02", accessed="2013-03-06T07:00:01")
    second, third = dict(modified="2013-04-02T17:45:59.5000000"), dict(modified="2013-02-11T11:11:11")
    solid = [("office/note.rtf", NOTE, first, WINDOWS), ("office/plan.rtf", PLAN, second, WINDOWS), ("depths.txt", LIST, third, UNIX)]
    how = "LZMA2 (dictionary of 1 MiB)"
    empty = [("office", "folder", dict(modified="2013-04-02T17:46:00"), 0x10), ("empty.txt", "file", third, WINDOWS), ("old/draft.rtf", "anti", {}, 0)]
    put("01-solid.7z", seven([(solid, lzma2, False)], empty),
        "Three members in one solid block, two packed on Windows and one on Unix, an empty one, a folder and an item that deletes.",
        [member(n, d, **told(t, a, how)) for n, d, t, a in solid] + [member("empty.txt", **told(third, WINDOWS, ""))],
        says=[("seven-zip.method", how), ("seven-zip.system", "Windows"), ("seven-zip.system", "Unix"), ("seven-zip.anti-item", "old/draft.rtf"),
              ("seven-zip.order", "office/note.rtf, office/plan.rtf, depths.txt, office, empty.txt, old/draft.rtf"), ("seven-zip.solid-blocks", "1"),
              ("seven-zip.newest", "2013-04-02T17:45:59.500Z"), ("seven-zip.folder.modified", "2013-04-02T17:46:00Z")])
    one = [("note.rtf", NOTE, first, WINDOWS)]
    sealed = [(one, lzma2, True), ([("depths.txt", LIST, third, UNIX)], copy, False)]
    both = how + ", AES, 256 bits"
    put("02-locked-member.7z", seven(sealed, packed_header=False), "One member is behind a password, the other is not.",
        [member("note.rtf", NOTE, "locked", **told(first, WINDOWS, both)), member("depths.txt", LIST, **told(third, UNIX, "COPY"))],
        warns=["encrypted"], password=PASSWORD, opened=["note.rtf"])
    put("03-locked-names.7z", seven([(one, lzma2, True)], locked_header=True), "The names of the members are behind the password too.",
        [], warns=["encrypted"], password=PASSWORD, opened=["note.rtf"])
    huge = [([("note.rtf", NOTE, first, WINDOWS)], lambda data: lzma2(data, 36), False), ([("depths.txt", LIST, third, UNIX)], copy, False)]
    put("04-dictionary.7z", seven(huge), "The first member asks for a dictionary of 1 GiB to be unpacked.",
        [member("note.rtf", NOTE, "not-readable", **told(first, WINDOWS, "LZMA2 (dictionary of 1024 MiB)")),
         member("depths.txt", LIST, **told(third, UNIX, "COPY"))], warns=["member-not-readable"], limits=["dictionary-bytes"])
    ways = [("copy", copy, "COPY"), ("bzip2", bzip2, "BZIP2"), ("deflate", deflate, "DEFLATE"), ("ppmd", ppmd, "PPMD (dictionary of 1 MiB)"), ("lzma2", lzma2, how)]
    blocks = [([(f"{name}.txt", LIST, third, UNIX)], pack, False) for name, pack, _ in ways]
    strange = [([("foreign.txt", LIST, third, UNIX)], foreign, False)]
    put("05-methods.7z", seven(blocks + strange), "One member by each of five methods, and one by a method of another maker (Zstandard), which is not unpacked.",
        [member(f"{name}.txt", LIST, **told(third, UNIX, shown)) for name, _, shown in ways]
        + [member("foreign.txt", LIST, "not-readable", **told(third, UNIX, "ZSTD"))], warns=["member-not-readable"])
    put("06-damaged.7z", seven([(solid, lzma2, False)], wrong=["office/plan.rtf"]),
        "Of three members in one block the second does not match its checksum; the third does.",
        [member(n, d, "damaged" if n == "office/plan.rtf" else "read", **told(t, a, how)) for n, d, t, a in solid])


# RAR 5

def variable(value):
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out) + bytes([value])


def block_5(kind, fields, extra=(), data=None, flags=0):
    tail = b"".join(variable(len(one)) + one for one in extra)
    flags |= (1 if tail else 0) | (2 if data is not None else 0)
    head = variable(kind) + variable(flags) + (variable(len(tail)) if tail else b"") + (variable(len(data)) if data is not None else b"") + fields + tail
    head = variable(len(head)) + head
    return struct.pack("<I", crc(head)) + head + (data or b"")


def file_5(name, data, system=0, modified=None, method=0, packed=None, extra=(), flags=0, kind=2, folder=False, size=None, attributes=0x20):
    has = (1 if folder else 0) | (2 if modified else 0) | (0 if folder else 4)
    fields = variable(has) + variable(len(data) if size is None else size) + variable(attributes) + (struct.pack("<I", at(modified)[0]) if modified else b"")
    fields += (b"" if folder else struct.pack("<I", crc(data))) + variable(method << 7) + variable(system)
    fields += variable(len(name.encode())) + name.encode()
    return block_5(kind, fields, extra, b"" if folder else data if packed is None else packed, flags)


def times_5(unix, modified=None, created=None, accessed=None, fine=False):
    given = [(bit, text) for bit, text in ((2, modified), (4, created), (8, accessed)) if text]
    flags = sum(bit for bit, _ in given) | (1 if unix else 0) | (16 if fine else 0)
    out = b"\x03" + variable(flags)
    for _, text in given:
        out += struct.pack("<I", at(text)[0]) if unix else struct.pack("<Q", filetime(text))
    return out + (b"".join(struct.pack("<I", at(text)[1] * 100) for _, text in given) if fine else b"")


MARK_5, MARK_4 = b"Rar!\x1a\x07\x01\0", b"Rar!\x1a\x07\0"


def make_rar_5():
    main = block_5(1, variable(8 | 16), [b"\x02" + variable(1 | 2 | 4) + variable(11) + b"quay-13.rar" + struct.pack("<I", at("2013-04-03T06:00:00")[0])])
    comment = file_5("CMT", b"For the office of the harbour.\0", kind=3)
    first = file_5("office/note.rtf", NOTE, 0, extra=[times_5(False, "2013-03-05T10:20:33.1234567", "2013-03-04T09:15:02", "2013-03-06T07:00:01")])
    stream = file_5("STM", b"[ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://quay.example/note.rtf\r\n", kind=3, extra=[b"\x07:Zone.Identifier"])
    second = file_5("depths.txt", LIST, 1, "2013-02-11T11:11:11", attributes=0o100644,
                    extra=[b"\x06" + variable(1 | 2 | 4 | 8) + variable(5) + b"marsh" + variable(5) + b"users" + variable(1000) + variable(100)])
    third = file_5("office/plan.rtf", PLAN, 1, extra=[times_5(True, "2013-04-02T17:45:59.5", fine=True)])
    packed = file_5("packed.rtf", PLAN, 0, "2013-04-02T17:45:59", method=3, packed=b"\xc0\xde" * 40)
    sealed = file_5("sealed.rtf", NOTE, 0, "2013-03-05T10:20:33", packed=bytes(len(NOTE)), extra=[b"\x01\0\0\x0f" + bytes(32)])
    link = file_5("latest", b"", 1, "2013-04-02T17:46:10", extra=[b"\x05" + variable(1) + b"\0" + variable(15) + b"office/plan.rtf"])
    place = file_5("office", b"", 0, "2013-04-02T17:46:00", folder=True, attributes=0x10)
    recovery = file_5("RR", bytes(64), kind=3)
    end = block_5(5, variable(0))
    says = [("rar.created", "2013-04-03T06:00:00Z"), ("rar.first-name", "quay-13.rar"), ("rar.comment", "For the office of the harbour."),
            ("rar.stream", ":Zone.Identifier: [ZoneTransfer]\r\nZoneId=3\r\nHostUrl=https://quay.example/note.rtf\r\n"), ("rar.system", "Windows"),
            ("rar.system", "Unix"), ("rar.method", "stored"), ("rar.method", "normal"), ("rar.needs", "5.0"), ("rar.feature", "a record to repair it by"),
            ("rar.feature", "closed to changes"), ("rar.newest", "2013-04-02T17:46:10Z"), ("rar.folder.modified", "2013-04-02T17:46:00Z")]
    stored, unix = dict(system="Windows", method="stored, needs RAR 5.0"), dict(system="Unix", method="stored, needs RAR 5.0")
    put("07-rar5.rar", MARK_5 + main + comment + first + stream + second + third + packed + sealed + link + place + recovery + end,
        "Members of every kind: stored on Windows and on Unix with times of both kinds, packed, behind a password, a link, a folder; a comment, the mark of a download, a record to repair it by.",
        [member("office/note.rtf", NOTE, modified="2013-03-05T10:20:33.123456700Z", created="2013-03-04T09:15:02Z", accessed="2013-03-06T07:00:01Z", **stored),
         member("depths.txt", LIST, modified="2013-02-11T11:11:11Z", owner="user marsh, group users, user 1000, group 100", **unix),
         member("office/plan.rtf", PLAN, modified="2013-04-02T17:45:59.500Z", **unix),
         member("packed.rtf", PLAN, "packed", modified="2013-04-02T17:45:59Z", system="Windows", method="normal, needs RAR 5.0"),
         member("sealed.rtf", NOTE, "locked", modified="2013-03-05T10:20:33Z", **stored),
         member("latest", b"", "link", modified="2013-04-02T17:46:10Z", target='symbolic link of "office/plan.rtf"', **unix)],
        says, warns=["encrypted", "rar-packed"])
    lock = block_5(4, variable(0) + variable(0) + b"\x0f" + bytes(16))
    put("08-rar5-locked-names.rar", MARK_5 + lock + bytes(160), "The names of the members are behind a password.", [], warns=["encrypted"])
    volume = block_5(1, variable(1 | 2) + variable(1))
    tail = file_5("office/plan.rtf", PLAN[40:], 0, "2013-04-02T17:45:59", flags=8, size=len(PLAN))
    put("09-rar5.part2.rar", MARK_5 + volume + tail + first + block_5(5, variable(1)), "The second volume of a set: a member begins in the first one, and another volume follows.",
        [member("office/plan.rtf", PLAN, "volumes", modified="2013-04-02T17:45:59Z", **stored),
         member("office/note.rtf", NOTE, modified="2013-03-05T10:20:33.123456700Z", created="2013-03-04T09:15:02Z", accessed="2013-03-06T07:00:01Z", **stored)],
        [("rar.volume", "volume 2 of a set")], warns=["rar-volumes"])


# RAR 4

def block_4(kind, flags, body, data=b"", whole=True):
    head = bytes([kind]) + struct.pack("<HH", flags, 7 + len(body)) + body
    summed = head if whole else head[:11]
    return struct.pack("<H", crc(summed) & 0xFFFF) + head + data


def file_4(name, data, system, modified, method=0x30, packed=None, flags=0, extended=b"", kind=0x74, raw_name=None, attributes=0x20, needs=29):
    raw = name.encode("cp437") if raw_name is None else raw_name
    body = data if packed is None else packed
    fields = struct.pack("<IIBIIBBHI", len(body), len(data), system, crc(data), dos(modified), needs, method, len(raw), attributes) + raw
    return block_4(kind, 0x8000 | flags | (0x1000 if extended else 0), fields + extended, body)


def times_4(modified=None, created=None, accessed=None):
    """Of three bytes of a fraction in ticks of 100 ns the highest are written; an odd second is a bit."""
    flags, out = 0, b""
    for shift, text, is_first in ((12, modified, True), (8, created, False), (4, accessed, False)):
        if not text:
            continue
        whole, _, fraction = text.partition(".")
        ticks = struct.pack("<I", int((fraction + "0000000")[:7]))[:3]
        count = 3 if ticks.strip(b"\0") else 0
        flags |= (8 | (4 if int(whole[-2:]) % 2 else 0) | count) << shift
        out += (b"" if is_first else struct.pack("<I", dos(whole))) + (ticks if count else b"")
    return struct.pack("<H", flags) + out


def unicode_4(plain, text):
    """The name in the code page, a zero, and its UTF-16: the common upper byte, then four letters after each byte of flags."""
    units = text.encode("utf-16-le")
    out, letters = bytes([units[1] or units[3]]), [units[i:i + 2] for i in range(0, len(units), 2)]
    high = out[0]
    for start in range(0, len(letters), 4):
        flags, body = 0, b""
        for place, (low, upper) in enumerate(letters[start:start + 4]):
            flags |= (0 if upper == 0 else 1) << (6 - 2 * place)
            assert upper in (0, high)
            body += bytes([low])
        out += bytes([flags]) + body
    return plain + b"\0" + out


def make_rar_4():
    main = block_4(0x73, 0x0040 | 0x0020, bytes(6))
    comment = file_4("CMT", b"For the office of the harbour.", 2, "2013-04-03T06:00:00", kind=0x7A)
    first = file_4("office\\note.rtf", NOTE, 2, "2013-03-05T10:20:33",
                   extended=times_4("2013-03-05T10:20:33.1234567", "2013-03-04T09:15:02", "2013-03-06T07:00:01"))
    second = file_4("depths.txt", LIST, 3, "2013-02-11T11:11:10", attributes=0o100644)
    russian = file_4("", PLAN, 2, "2013-04-02T17:45:58", flags=0x200, raw_name=unicode_4("план.rtf".encode("cp866"), "план.rtf"))
    guessed = file_4("", LIST, 2, "2013-04-02T17:45:58", raw_name="глубины.txt".encode("cp866"))
    packed = file_4("packed.rtf", PLAN, 2, "2013-04-02T17:45:58", method=0x33, packed=b"\xc0\xde" * 40)
    sealed = file_4("sealed.rtf", NOTE, 2, "2013-03-05T10:20:32", flags=4 | 0x400, packed=bytes(len(NOTE) + -len(NOTE) % 16), extended=bytes(8))
    folder_ = file_4("office", b"", 2, "2013-04-02T17:46:00", flags=0xE0, attributes=0x10)
    recovery = block_4(0x78, 0x8000, struct.pack("<I", 64) + bytes(8), bytes(64))
    end = block_4(0x7B, 0x4000, b"")
    system, unix = dict(system="Windows", method="stored, needs RAR 2.9"), dict(system="Unix", method="stored, needs RAR 2.9")
    # The salt of a locked member is where the extended times of another would be: the flag of times is not set.
    sealed = sealed.replace(struct.pack("<H", 0x8000 | 4 | 0x400 | 0x1000), struct.pack("<H", 0x8000 | 4 | 0x400), 1)
    sealed = struct.pack("<H", crc(sealed[2:struct.unpack("<H", sealed[5:7])[0]]) & 0xFFFF) + sealed[2:]
    put("10-rar4.rar", MARK_4 + main + comment + first + second + russian + guessed + packed + sealed + folder_ + recovery + end,
        "Members of an older RAR: stored on Windows and on Unix, names in Unicode and in a code page, packed, behind a password, a folder; a comment, a record to repair it by.",
        [member("office/note.rtf", NOTE, modified="2013-03-05T10:20:33.1234567", created="2013-03-04T09:15:02", accessed="2013-03-06T07:00:01", **system),
         member("depths.txt", LIST, modified="2013-02-11T11:11:10", **unix), member("план.rtf", PLAN, modified="2013-04-02T17:45:58", **system),
         member("глубины.txt", LIST, modified="2013-04-02T17:45:58", **system),
         member("packed.rtf", PLAN, "packed", modified="2013-04-02T17:45:58", system="Windows", method="normal, needs RAR 2.9"),
         member("sealed.rtf", NOTE, "locked", modified="2013-03-05T10:20:32", **system)],
        [("rar.comment", "For the office of the harbour."), ("rar.system", "Windows"), ("rar.system", "Unix"), ("rar.needs", "2.9"),
         ("rar.feature", "a record to repair it by"), ("rar.feature", "authenticity information: who packed it, by the registration of the program"),
         ("rar.newest", "2013-04-02T17:45:58"), ("rar.folder.modified", "2013-04-02T17:46:00")], warns=["encrypted", "rar-packed"])
    put("11-rar4-locked-names.rar", MARK_4 + block_4(0x73, 0x80, bytes(6)) + bytes(160), "The names of the members are behind a password.", [], warns=["encrypted"])
    put("12-rar4-cut-off.rar", MARK_4 + main + second + first[:-20], "The file ends within its last member.",
        [member("depths.txt", LIST, modified="2013-02-11T11:11:10", **unix),
         member("office/note.rtf", NOTE, "damaged", modified="2013-03-05T10:20:33.1234567", created="2013-03-04T09:15:02", accessed="2013-03-06T07:00:01", **system)],
        warns=["rar-damaged"])


# ZIP

def make_zip():
    name = os.path.join(os.environ.get("SAMPLES_TMP", "/tmp"), "packed.zip")
    with zipfile.ZipFile(name, "w") as archive:
        def add(where, data, when, extra=b"", method=zipfile.ZIP_DEFLATED):
            info = zipfile.ZipInfo(where, datetime.datetime.fromisoformat(when).timetuple()[:6])
            info.create_system, info.extra, info.compress_type = 0, extra, method
            archive.writestr(info, data)
        ntfs = struct.pack("<HHIHHQQQ", 0x000A, 32, 0, 1, 24, filetime("2013-03-05T10:20:33.1234567"), filetime("2013-03-06T07:00:01"), filetime("2013-03-04T09:15:02"))
        add("office/note.rtf", NOTE, "2013-03-05T11:20:32", ntfs)
        add("depths.txt", LIST, "2013-02-11T12:11:10", struct.pack("<HHBI", 0x5455, 5, 1, at("2013-02-11T11:11:11")[0]))
        add("strange.rtf", PLAN, "2013-04-02T17:45:58", method=zipfile.ZIP_STORED)
        add("sealed.rtf", PLAN, "2013-04-02T17:45:58", method=zipfile.ZIP_STORED)
    with open(name, "rb") as file:
        data = file.read()
    os.remove(name)
    for where, place, old, new in ((b"strange.rtf", 8, 0, 97), (b"sealed.rtf", 6, 0, 1)):
        local, central = data.index(b"PK\x03\x04", data.index(where) - 30), data.index(b"PK\x01\x02", data.rindex(where) - 46)
        for start in (local + place, central + place + 2):
            assert struct.unpack("<H", data[start:start + 2])[0] == old
            data = data[:start] + struct.pack("<H", new) + data[start + 2:]
    put("13-members.zip", data, "Members with times of several kinds, one by a method that valla does not know, one behind a password.",
        [member("office/note.rtf", NOTE, modified="2013-03-05T11:20:32", universal="2013-03-05T10:20:33.123456700Z"),
         member("depths.txt", LIST, modified="2013-02-11T12:11:10", universal="2013-02-11T11:11:11Z"),
         member("strange.rtf", PLAN, "not-readable", modified="2013-04-02T17:45:58"), member("sealed.rtf", PLAN, "locked", modified="2013-04-02T17:45:58")],
        warns=["encrypted", "member-not-readable"])


# Samples of checks

def make_checks():
    """Pairs for the checks on what an archive says of its members, and on who packed a document."""
    def zipped(when):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            info = zipfile.ZipInfo("note.rtf", datetime.datetime.fromisoformat(when).timetuple()[:6])
            info.create_system, info.compress_type = 0, zipfile.ZIP_DEFLATED
            archive.writestr(info, NOTE)
        return out.getvalue()

    def seven_of(when):
        return seven([([("note.rtf", NOTE, dict(modified=when), WINDOWS)], lzma2, False)])

    def rar_of(when):
        return MARK_5 + block_5(1, variable(0)) + file_5("note.rtf", NOTE, 0, when) + block_5(5, variable(0))

    def word(system, version, only=None):
        parts = {
            "[Content_Types].xml": office.HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
            '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>',
            "_rels/.rels": office.relationships([(office.OFFICE + "officeDocument", "word/document.xml", ""), (office.OFFICE + "extended-properties", "docProps/app.xml", "")]),
            "word/document.xml": office.HEAD + f'<w:document xmlns:w="{office.W}"><w:body><w:p><w:r><w:t>The quay at Brennick is to be dredged in spring.</w:t></w:r></w:p></w:body></w:document>',
            "docProps/app.xml": office.app("Microsoft Office Word", "14.0000"),
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                info = zipfile.ZipInfo(name)
                changed = only is None or name == only
                info.create_system, info.create_version, info.compress_type = system if changed else 0, version if changed else 45, zipfile.ZIP_DEFLATED
                archive.writestr(info, data)
        return out.getvalue()

    return [
        ("D018-fires-older-than-its-save.zip", zipped("2013-02-20T10:00:00"), "The document was saved on 5 March 2013, and the archive says 20 February of it."),
        ("D018-fires-older-than-its-save.7z", seven_of("2013-02-28T10:00:00"), "The document was saved on 5 March 2013, and the archive says 28 February of it."),
        ("D018-fires-older-than-its-save.rar", rar_of("2013-02-28T10:00:00"), "The document was saved on 5 March 2013, and the archive says 28 February of it."),
        ("D018-clear-another-zone.zip", zipped("2013-03-04T20:00:00"), "The archive says a time 14 hours before the save; neither has a zone."),
        ("D018-clear-younger.7z", seven_of("2014-01-07T12:00:00"), "The file was copied after its last save."),
        ("S007-fires-packed-on-unix.docx", word(3, 30), "All parts of a document that names Word were packed on Unix."),
        ("S007-fires-one-part-of-unix.docx", word(3, 30, "word/document.xml"), "One part of a document that names Word was packed on Unix."),
        ("S007-clear-as-word-packs.docx", word(0, 45), "All parts were packed as Word packs."),
    ]


KEY = '''# What these archives say of their members. Made by recipes/packed.py, from how it makes each; no program was asked. The documents, the
# office and its people are fictional.
#
# says: what is said of the archive as a whole. warns: codes of warnings. limits: names of limits. password: what opens it, and which
# members it opens. members: name, size and digest of the bytes, status, and what the archive says of each; times in universal
# time have a Z, and those of a clock without a zone have none. A program that is to be tested must not read this file.
'''


def manifest_row(name, data, truth):
    command = "7z l -p%s %s" % (PASSWORD, shlex.quote(name))
    done = subprocess.run(command, shell=True, cwd=os.path.join(OUT, ".."), capture_output=True, text=True, errors="replace", env=dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8"))
    lines = done.stdout.split("------------------- ----- ------------ ------------  ------------------------")
    shown = lines[-1].strip() if len(lines) > 1 else (done.stdout + done.stderr).strip().splitlines()[-1]
    return "\n".join(["file = " + toml(name), 'sha256 = "%s"' % hashlib.sha256(data).hexdigest(), "bytes = %d" % len(data),
                      'made_by = "By hand (recipes/packed.py)"', 'recipe = "recipes/packed.py"', "truth = " + toml("Fictional documents. " + truth),
                      "confirmed = [", "    " + toml(command + " => " + " ".join(shown.split())) + ",", "]", 'licence = "CC0-1.0"', ""])


def make():
    for group in (make_7z, make_rar_5, make_rar_4, make_zip):
        group()
    os.makedirs(OUT, exist_ok=True)
    for name, data in DATA.items():
        with open(os.path.join(OUT, name), "wb") as file:
            file.write(data)
    with open(os.path.join(OUT, "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write(KEY)
        for row, members in ROWS:
            file.write("\n[[archive]]\n" + "".join("%s = %s\n" % (k, toml(v)) for k, v in row.items()))
            for one in members:
                file.write("\n[[archive.members]]\n" + "".join("%s = %s\n" % (k, v if isinstance(v, int) else toml(v)) for k, v in one.items()))
    rows = [("archives-packed/" + row["file"], DATA[row["file"]], row["truth"]) for row, _ in ROWS]
    for name, data, truth in make_checks():
        os.makedirs(os.path.join(OUT, "..", "checks"), exist_ok=True)
        with open(os.path.join(OUT, "..", "checks", name), "wb") as file:
            file.write(data)
        rows.append(("checks/" + name, data, truth))
    manifest = os.path.join(OUT, "..", "MANIFEST.toml")
    if os.path.exists(manifest):
        with open(manifest, encoding="utf-8") as file:
            blocks = file.read().rstrip().split("\n[[sample]]\n")
        kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/packed.py"' not in block]
        made = [manifest_row(*row) for row in rows]
        with open(manifest, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + made))
    print("%d packed archives, %d bytes" % (len(DATA), sum(map(len, DATA.values()))))


if __name__ == "__main__":
    make()
