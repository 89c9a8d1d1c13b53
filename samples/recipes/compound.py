"""Compound files (MS-CFB), property sets (MS-OLEPS) and documents of Word in the old form (MS-DOC), written byte by byte."""
import datetime as dt
import struct

SECTOR, FREE, END, FAT = 512, 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
EPOCH = dt.datetime(1601, 1, 1)


def filetime(text):
    """Ticks of 100 ns since 1601 of a time in universal time, as 2003-03-05T11:30:20."""
    if not text:
        return 0
    span = dt.datetime.fromisoformat(text) - EPOCH
    return (span.days * 86400 + span.seconds) * 10_000_000 + span.microseconds * 10


def dttm(text):
    """Local time to the minute in 32 bits."""
    if not text:
        return 0
    at = dt.datetime.fromisoformat(text)
    weekday = (at.weekday() + 1) % 7
    return at.minute | at.hour << 6 | at.day << 11 | at.month << 16 | (at.year - 1900) << 20 | weekday << 29


def compound(streams, modified="", class_id=b"\0" * 16):
    """A compound file of streams by path, `ObjectPool/_1/Equation Native`; each is filled up to 4096 bytes with zeros."""
    tree = {}
    for path, data in streams.items():
        *folders, name = path.split("/")
        at = tree
        for folder in folders:
            at = at.setdefault(folder, {})
        at[name] = data
    entries, sectors = [], []

    def add(name, kind, child=FREE, start=END, size=0, times=(0, 0)):
        entries.append([name, kind, child, start, size, FREE, FREE, times])
        return len(entries) - 1

    def place(folder):
        order = sorted(folder, key=lambda n: (len(n.encode("utf-16-le")), n.upper()))
        numbers = []
        for name in order:
            if isinstance(folder[name], dict):
                number = add(name, 1, times=(filetime(modified), filetime(modified)))
                entries[number][2] = place(folder[name])
            else:
                data = folder[name].ljust(4096, b"\0")
                start, size = len(sectors), len(data)
                blocks = [data[i:i + SECTOR].ljust(SECTOR, b"\0") for i in range(0, size, SECTOR)]
                sectors.extend((block, start + i + 1 if i + 1 < len(blocks) else END) for i, block in enumerate(blocks))
                number = add(name, 2, start=start, size=size)
            numbers.append(number)

        def balance(span):
            if not span:
                return FREE
            middle = len(span) // 2
            entries[span[middle]][5], entries[span[middle]][6] = balance(span[:middle]), balance(span[middle + 1:])
            return span[middle]
        return balance(numbers)

    add("Root Entry", 5, times=(0, filetime(modified)))
    entries[0][2] = place(tree)
    listed = b""
    for name, kind, child, start, size, left, right, times in entries:
        raw = name.encode("utf-16-le")
        listed += raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw) + 2, kind, 1, left, right, child)
        listed += (class_id if kind == 5 else b"\0" * 16) + struct.pack("<IQQIQ", 0, *times, start if kind == 2 else 0 if kind == 1 else END, size)
    first = len(sectors)
    blocks = [listed[i:i + SECTOR].ljust(SECTOR, b"\0") for i in range(0, len(listed), SECTOR)]
    sectors.extend((block, first + i + 1 if i + 1 < len(blocks) else END) for i, block in enumerate(blocks))
    tables = 1
    while tables * (SECTOR // 4) < len(sectors) + tables:
        tables += 1
    chain = [following for _, following in sectors] + [FAT] * tables
    at = len(sectors)
    table = b"".join(struct.pack("<I", entry) for entry in chain).ljust(tables * SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, tables, first, 0, 4096, END, 0, END, 0)
    header += b"".join(struct.pack("<I", at + i) for i in range(tables)).ljust(109 * 4, b"\xff")
    return header + b"".join(block for block, _ in sectors) + table


def property_set(format_id, values, page=1252, system=0x00020005):
    """A property set: values are (number, type, value); texts in the code page."""
    body, places = b"", []
    codec = {1251: "cp1251", 1252: "cp1252", 10000: "mac_roman", 10001: "shift_jis", 10007: "mac_cyrillic"}[page]
    for number, kind, value in [(1, 0x02, page)] + values:
        if kind == 0x1E:
            raw = value.encode(codec) + b"\0"
            raw = struct.pack("<I", len(raw)) + raw
        elif kind == 0x40:
            raw = struct.pack("<Q", value & (1 << 64) - 1)
        elif kind == 0x02:
            raw = struct.pack("<H", value)
        else:
            raw = struct.pack("<I", value & 0xFFFFFFFF)
        places.append((number, len(body)))
        body += (struct.pack("<I", kind) + raw).ljust(-(-(4 + len(raw)) // 4) * 4, b"\0")
    head = 8 + 8 * len(places)
    section = struct.pack("<II", head + len(body), len(places))
    section += b"".join(struct.pack("<II", number, head + at) for number, at in places) + body
    return struct.pack("<HHI", 0xFFFE, 0, system) + b"\0" * 16 + struct.pack("<I", 1) + format_id + struct.pack("<I", 48) + section


SUMMARY = bytes.fromhex("e0859ff2f94f6810ab9108002b27b3d9")
DOCUMENT = bytes.fromhex("02d5cdd59c2e1b10939708002b2cf9ae")


def summary(title="", author="", last="", revision="1", edit=0, created="", saved="", program="Microsoft Office Word",
            template="Normal.dot", page=1252, system=0x00020005, **_):
    values = [(2, 0x1E, title), (4, 0x1E, author), (7, 0x1E, template), (8, 0x1E, last), (9, 0x1E, revision), (18, 0x1E, program),
              (10, 0x40, edit), (12, 0x40, filetime(created)), (13, 0x40, filetime(saved))]
    return property_set(SUMMARY, values, page, system)


def document_summary(version=(11, 5604), company="", page=1252, system=0x00020005, **_):
    return property_set(DOCUMENT, [(15, 0x1E, company), (23, 0x03, version[0] << 16 | version[1])], page, system)


def strings(list_of, extra=0):
    raw = struct.pack("<HHH", 0xFFFF, len(list_of), extra)
    for text in list_of:
        raw += struct.pack("<H", len(text)) + text.encode("utf-16-le") + b"\0" * extra
    return raw


def font_table(names):
    raw = struct.pack("<HH", len(names), 0)
    for name in names:
        record = b"\0" * 39 + name.encode("utf-16-le") + b"\0\0"
        raw += bytes([len(record)]) + record
    return raw


def variables(pairs):
    raw = strings([name for name, _ in pairs], 4)
    for _, value in pairs:
        raw += struct.pack("<H", len(value)) + value.encode("utf-16-le") + b"\0\0"
    return raw


FORMS = {193: (93, 0), 217: (108, 2), 257: (136, 2), 268: (164, 2), 274: (183, 5)}


def word(*text, **told):
    """A document of Word."""
    return compound(word_streams(*text, **told), told.get("container", ""), bytes.fromhex("0609020000000000c000000000000046"))


def word_streams(text, form=268, builds=(0, 0), fonts=("Times New Roman",), dop_created="", dop_revised="", revisions=1, minutes=0,
         saved_by=(), docvars=(), theme=b"", equation=b"", container="", beyond=b"", lid=1033, gone="", instead="", embedded=None, **told):
    """The streams of a document of Word: `form` is nFib, `builds` what made it and what saved it, dop_* Word's own record in local
    time. `gone` is a part of the text that a fast save took out and replaced by `instead`; `embedded` are the streams of a document
    that was put in."""
    pairs, news = FORMS[form]
    at, table, places = 0, b"", {}
    dop = bytearray(500)
    struct.pack_into("<IIIHI", dop, 20, dttm(dop_created), dttm(dop_revised), 0, revisions, minutes & 0xFFFFFFFF)
    characters = text.replace("\n", "\r") + "\r"
    start = 0x800
    runs = [(0, len(characters))]
    if gone:
        # What is put in stands behind the old text; what was taken out stays where it was, and no piece names it.
        cut = characters.index(gone)
        runs = [(0, cut), (len(characters), len(instead)), (cut + len(gone), len(characters) - cut - len(gone))]
        characters += instead
    positions = [sum(length for _, length in runs[:number]) for number in range(len(runs) + 1)]
    plc = struct.pack("<%dI" % len(positions), *positions) + b"".join(struct.pack("<HIH", 0, start + 2 * place, 0) for place, _ in runs)
    pieces = b"\2" + struct.pack("<I", len(plc)) + plc
    parts = [(15, font_table(fonts)), (31, bytes(dop)), (33, pieces)]
    if saved_by:
        parts.append((71, strings(saved_by)))
    if docvars:
        parts.append((60, variables(docvars)))
    if theme:
        parts.append((181, theme))
    for number, data in parts:
        places[number] = (len(table), len(data))
        table += data.ljust(-(-len(data) // 4) * 4, b"\0")
    raw = characters.encode("utf-16-le")
    end = start + len(raw)
    fib = struct.pack("<HHHHHHHIBBHHII", 0xA5EC, 193, 0, lid, 0, 0x1214 if gone else 0x1200, 0xBF, 0, 0, 0x10, 0, 0, start, end)
    fib += struct.pack("<H", 14) + b"\0" * 28 + struct.pack("<H", 22)
    longs = [end, builds[0], builds[1], positions[-1]] + [0] * 18
    fib += struct.pack("<22I", *longs) + struct.pack("<H", pairs)
    for number in range(pairs):
        fib += struct.pack("<II", *places.get(number, (0, 0)))
    fib += struct.pack("<H", news) + (struct.pack("<H", form).ljust(news * 2, b"\0") if news else b"")
    streams = {"WordDocument": fib.ljust(start, b"\0") + raw + beyond, "1Table": table,
               "\5SummaryInformation": summary(**told), "\5DocumentSummaryInformation": document_summary(**told)}
    if equation:
        streams["ObjectPool/_1400000000/Equation Native"] = equation
    for name, data in (embedded or {}).items():
        streams["ObjectPool/_1500000000/" + name] = data
    return streams


def equation(major, minor, product=0):
    """An equation: the head of 28 bytes, then the head of MTEF 5."""
    return struct.pack("<HIHI", 28, 0x20000, 0xC1C7, 64) + b"\0" * 16 + bytes([5, 1, product, major, minor]) + b"DSMT6\0" + b"\0" * 40
