"""Makes samples/outlook: messages of Outlook as .msg, as winmail.dat and in mailboxes (.pst), and KEY.toml: what each truly says.

    python3 outlook.py SAMPLES

The files are written here byte by byte, after [MS-OXMSG], [MS-OXTNEF] and [MS-PST]; none was saved by Outlook. The key is written from
how each file is made here, not from what any program says of it. All people, addresses and offices are fictional."""
import datetime as dt
import hashlib
import os
import struct
import sys
import zlib

ROOT = sys.argv[1]
STRING8, UNICODE, TIME, LONG, BOOLEAN, BINARY, OBJECT = 0x1E, 0x1F, 0x40, 3, 0x0B, 0x102, 0x0D
EPOCH = dt.datetime(1601, 1, 1)
COMMON = bytes.fromhex("0820060000000000c000000000000046")
HEADERS = bytes.fromhex("8603020000000000c000000000000046")


def ticks(text):
    """FILETIME of a time in universal time, as 2013-05-14T10:22:31."""
    span = dt.datetime.fromisoformat(text) - EPOCH
    return (span.days * 86400 + span.seconds) * 10_000_000 + span.microseconds * 10


def raw(kind, value, page="cp1252"):
    if kind == UNICODE:
        return value.encode("utf-16-le")
    if kind == STRING8:
        return value.encode(page)
    if kind == TIME:
        return struct.pack("<Q", ticks(value))
    if kind == LONG:
        return struct.pack("<i", value)
    if kind == BOOLEAN:
        return struct.pack("<H", value)
    return value


def conversation(began, answers=(), guid=bytes(range(16))):
    """An index of a conversation; each answer so many seconds after the one before."""
    index = struct.pack(">Q", ticks(began))[:6] + guid
    for seconds in answers:
        index += struct.pack(">I", seconds * 10_000_000 >> 18) + b"\x10"
    return index


def rich(text):
    """Compressed RTF ([MS-OXRTFCP]), with literals only, and the end as a reference to the place that is written next."""
    data, at, body = text.encode("ascii"), 0, b""
    while at < len(data):
        body += b"\0" + data[at:at + 8]
        at += 8
    left = len(data) % 8
    if left:
        body = body[:-(left + 1)] + bytes([1 << left]) + data[-left:]
    else:
        body += b"\1"
    body += struct.pack(">H", (207 + len(data)) % 4096 << 4)
    return struct.pack("<II4sI", len(body) + 12, len(data), b"LZFu", 0xFFFFFFFF & ~zlib.crc32(body, 0xFFFFFFFF)) + body


# .msg --------------------------------------------------------------------------------------------------------------------------------

def compound(tree, clock=0):
    """A compound file of streams by path; small streams are in the stream of small sectors (MS-CFB 2.4)."""
    entries, sectors, chain, small, small_chain = [], [], [], b"", []

    def put(data):
        start = len(sectors)
        blocks = [data[i:i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        for i, block in enumerate(blocks):
            sectors.append(block)
            chain.append(start + i + 1 if i + 1 < len(blocks) else 0xFFFFFFFE)
        return start if blocks else 0xFFFFFFFE

    def add(name, kind, start=0, size=0):
        entries.append([name, kind, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, start, size])
        return len(entries) - 1

    def place(folder):
        nonlocal small
        numbers = []
        for name in sorted(folder, key=lambda n: (len(n.encode("utf-16-le")), n.upper())):
            inside = folder[name]
            if isinstance(inside, dict):
                number = add(name, 1)
                entries[number][4] = place(inside)
            elif len(inside) >= 4096:
                number = add(name, 2, put(inside), len(inside))
            else:
                start = len(small) // 64 if inside else 0xFFFFFFFE
                count = -(-len(inside) // 64)
                small_chain.extend(start + i + 1 if i + 1 < count else 0xFFFFFFFE for i in range(count))
                small += inside.ljust(count * 64, b"\0")
                number = add(name, 2, start, len(inside))
            numbers.append(number)

        def balance(span):
            if not span:
                return 0xFFFFFFFF
            middle = len(span) // 2
            entries[span[middle]][2], entries[span[middle]][3] = balance(span[:middle]), balance(span[middle + 1:])
            return span[middle]
        return balance(numbers)

    add("Root Entry", 5)
    entries[0][4] = place(tree)
    entries[0][5], entries[0][6] = put(small), len(small)
    mini_table = put(b"".join(struct.pack("<I", n) for n in small_chain).ljust(-(-len(small_chain) * 4 // 512) * 512, b"\xff"))
    listed = b""
    for name, kind, left, right, child, start, size in entries:
        name = name.encode("utf-16-le")
        listed += name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, kind, 1, left, right, child)
        listed += (bytes.fromhex("0b0d020000000000c000000000000046") if kind == 5 else bytes(16)) + bytes(4)
        listed += struct.pack("<QQIQ", 0, clock if kind == 5 else 0, start if kind != 1 else 0, size)
    directory = put(listed)
    tables = 1
    while tables * 128 < len(sectors) + tables:
        tables += 1
    at = len(sectors)
    table = b"".join(struct.pack("<I", n) for n in chain + [0xFFFFFFFD] * tables).ljust(tables * 512, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    header += struct.pack("<IIIIIIIII", 0, tables, directory, 0, 4096, mini_table, -(-len(small_chain) * 4 // 512), 0xFFFFFFFE, 0)
    header += b"".join(struct.pack("<I", at + i) for i in range(tables)).ljust(436, b"\xff")
    return header + b"".join(sectors) + table


def storage(values, head, page="cp1252"):
    """The streams of a list of properties (id, type, value)."""
    streams, listed = {}, head
    for number, kind, value in values:
        data = raw(kind, value, page)
        entry = struct.pack("<HHI", kind, number, 6)
        if kind in (TIME, LONG, BOOLEAN):
            listed += entry + data.ljust(8, b"\0")
        else:
            streams["__substg1.0_%04X%04X" % (number, kind)] = data
            size = len(data) + (2 if kind == UNICODE else 1 if kind == STRING8 else 0)
            listed += entry + struct.pack("<II", size, 0)
    streams["__properties_version1.0"] = listed
    return streams


def names(named):
    """The storage of names: (set, label), each gets the next identifier from 0x8000 on."""
    sets, entries, texts = [], b"", b""
    for index, (group, label) in enumerate(named):
        if group not in sets:
            sets.append(group)
        sort = (sets.index(group) + 3) << 1
        if isinstance(label, int):
            entries += struct.pack("<IHH", label, sort, index)
        else:
            entries += struct.pack("<IHH", len(texts), sort | 1, index)
            text = label.encode("utf-16-le")
            texts += struct.pack("<I", len(text)) + text.ljust(-(-len(text) // 4) * 4, b"\0")
    return {"__substg1.0_00020102": b"".join(sets), "__substg1.0_00030102": entries, "__substg1.0_00040102": texts}


def message_tree(values, recipients=(), attachments=(), named=(), page="cp1252", inside=False):
    counts = struct.pack("<II", len(recipients), len(attachments))
    head = bytes(8) + counts * 2 + (b"" if inside else bytes(8))
    tree = storage(values, head, page)
    if not inside:
        tree["__nameid_version1.0"] = names(named)
    for i, one in enumerate(recipients):
        tree["__recip_version1.0_#%08X" % i] = storage(one, bytes(8), page)
    for i, (values, within) in enumerate(attachments):
        tree["__attach_version1.0_#%08X" % i] = at = storage(values, bytes(8), page)
        if within is not None:
            at["__substg1.0_3701000D"] = message_tree(*within, inside=True)
    return tree


# winmail.dat -------------------------------------------------------------------------------------------------------------------------

def tnef_list(values, page="cp1252", named=()):
    data = struct.pack("<I", len(values))
    for number, kind, value in values:
        one = raw(kind, value, page)
        data += struct.pack("<HH", kind, number)
        if number >= 0x8000:
            group, label = named[number - 0x8000]
            data += group
            if isinstance(label, int):
                data += struct.pack("<II", 0, label)
            else:
                text = label.encode("utf-16-le") + b"\0\0"
                data += struct.pack("<II", 1, len(text)) + text.ljust(-(-len(text) // 4) * 4, b"\0")
        if kind in (TIME, LONG, BOOLEAN):
            data += one.ljust(-(-len(one) // 4) * 4, b"\0")
        else:
            one += b"\0\0" if kind == UNICODE else b"\0" if kind == STRING8 else b""
            data += struct.pack("<II", 1, len(one)) + one.ljust(-(-len(one) // 4) * 4, b"\0")
    return data


def civil(text):
    at = dt.datetime.fromisoformat(text)
    return struct.pack("<7H", at.year, at.month, at.day, at.hour, at.minute, at.second, at.isoweekday() % 7)


def tnef(attributes):
    data = struct.pack("<IH", 0x223E9F78, 1)
    for level, number, value in attributes:
        data += struct.pack("<BII", level, number, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return data


# Mailboxes ---------------------------------------------------------------------------------------------------------------------------

def crc(data):
    """The sum of [MS-PST], 5.3: CRC-32 that begins with zero and is not turned at the end."""
    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "src", "formats", "outlook", "data", "cipher.txt")) as file:
    CIPHER = bytes.fromhex([line for line in file if not line.startswith("#")][0])


class Mailbox:
    """A mailbox, of Outlook 2003 and later (version 23) or before (version 14), small and without maps of free space: nobody needs them to
    read it."""

    def __init__(self, cipher=1, wide=True):
        self.wide, self.q, self.text = wide, "Q" if wide else "I", UNICODE if wide else STRING8
        self.blocks, self.nodes, self.body, self.next, self.cipher = {}, {}, b"", 4, cipher
        self.start = 0x4600

    def block(self, data, internal=False):
        number = self.next | (2 if internal else 0)
        self.next += 4
        if not internal and self.cipher == 1:
            data = data.translate(CIPHER)
        at = self.start + len(self.body)
        foot = 16 if self.wide else 12
        size = -(-(len(data) + foot) // 64) * 64
        signature = ((at & 0xFFFFFFFF) ^ (number & 0xFFFFFFFF))
        signature = (signature >> 16) ^ (signature & 0xFFFF)
        end = struct.pack("<IQ", crc(data), number) if self.wide else struct.pack("<II", number, crc(data))
        self.body += data.ljust(size - foot, b"\0") + struct.pack("<HH", len(data), signature) + end
        self.blocks[number] = (at, len(data))
        return number

    def data(self, data):
        if len(data) <= 8176:
            return self.block(data)
        parts = [self.block(data[i:i + 8176]) for i in range(0, len(data), 8176)]
        return self.block(struct.pack("<BBHI", 1, 1, len(parts), len(data)) + b"".join(struct.pack("<" + self.q, p) for p in parts), True)

    def below(self, nodes):
        if not nodes:
            return 0
        entries = b"".join(struct.pack("<" + 3 * self.q, number, data, below) for number, (data, below) in sorted(nodes.items()))
        return self.block(struct.pack("<BBH", 2, 0, len(nodes)) + bytes(4 if self.wide else 0) + entries, True)

    def heap(self, sort, rows, root=1):
        """A heap of one block; the first row is the header of what it is used for."""
        body, places = b"", [12]
        for row in rows:
            body += row
            places.append(12 + len(body))
        body += b"\0" * (len(body) % 2)
        table = struct.pack("<HH", len(rows), 0) + b"".join(struct.pack("<H", p) for p in places)
        return struct.pack("<HBBII", 12 + len(body), 0xEC, sort, root << 5, 0) + body + table

    def properties(self, values):
        """A list of properties and what is below it."""
        rows, records, below, number = [b"", b""], b"", {}, 0x3F
        for prop, kind, value in sorted(values):
            kind = self.text if kind == UNICODE else kind
            data = value if kind == OBJECT else raw(kind, value)
            if kind in (LONG, BOOLEAN):
                records += struct.pack("<HHI", prop, kind, int.from_bytes(data, "little"))
                continue
            if len(data) > 3000:
                number += 0x20
                below[number] = (self.data(data), 0)
                reference = number
            elif data:
                rows.append(data)
                reference = len(rows) << 5
            else:
                reference = 0
            records += struct.pack("<HHI", prop, kind, reference)
        rows[0] = struct.pack("<BBBBI", 0xB5, 2, 6, 0, 2 << 5 if records else 0)
        rows[1] = records
        return self.heap(0xBC, rows), below

    def table(self, columns, table_rows):
        """A table: columns (id, type), rows (number, values)."""
        columns = [(0x67F2, LONG), (0x67F3, LONG)] + [(prop, self.text if kind == UNICODE else kind) for prop, kind in columns]
        ends, at, described = [], 0, []
        widths = {LONG: 4, UNICODE: 4, STRING8: 4, BINARY: 4, TIME: 8}
        order = sorted(range(len(columns)), key=lambda i: (i > 1, columns[i][1] != TIME, i))
        places = {}
        for i in order:
            places[i] = at
            at += widths[columns[i][1]]
        bits = -(-len(columns) // 8)
        ends = [at, at, at, at + bits]
        for i in sorted(range(len(columns)), key=lambda i: (columns[i][0] << 16 | columns[i][1])):
            prop, kind = columns[i]
            described.append(struct.pack("<HHHBB", kind, prop, places[i], widths[kind], i))
        rows = [b"", b"", b"", b""]
        matrix, index = b"", b""
        for number, (row, values) in enumerate(table_rows):
            cells, exists = bytearray(at), bytearray(bits)
            values = dict(values, **{})
            values[0x67F2], values[0x67F3] = row, 1
            for i, (prop, kind) in enumerate(columns):
                if prop not in values:
                    continue
                exists[i // 8] |= 0x80 >> i % 8
                data = raw(kind, values[prop])
                if kind in (UNICODE, STRING8, BINARY):
                    rows.append(data)
                    data = struct.pack("<I", len(rows) << 5)
                cells[places[i]:places[i] + len(data)] = data
            matrix += bytes(cells) + bytes(exists)
            index += struct.pack("<II" if self.wide else "<IH", row, number)
        rows[1] = struct.pack("<BBBBI", 0xB5, 4, 4 if self.wide else 2, 0, 3 << 5 if index else 0)
        rows[2], rows[3] = index, matrix
        rows[0] = struct.pack("<BB4HIII", 0x7C, len(columns), *ends, 2 << 5, 4 << 5 if matrix else 0, 0) + b"".join(described)
        return self.heap(0x7C, rows)

    def node(self, number, parent, data, below=None):
        self.nodes[number] = (self.data(data), self.below(below or {}), parent)

    def message_parts(self, values, recipients=(), attachments=()):
        data, below = self.properties(values)
        people = [(i + 1, {0x3001: name, 0x39FE: address, 0x0C15: sort}) for i, (sort, name, address) in enumerate(recipients)]
        below[0x692] = (self.data(self.table([(0x3001, UNICODE), (0x39FE, UNICODE), (0x0C15, LONG)], people)), 0)
        listed = []
        for i, (values, within) in enumerate(attachments):
            number = 0x8025 + 0x20 * i
            if within is not None:
                inner, inner_below = self.message_parts(*within)
                object_number = 0x9004 + 0x20 * i
                values = list(values) + [(0x3701, OBJECT, struct.pack("<II", object_number, len(inner)))]
            data_of, below_of = self.properties(values)
            if within is not None:
                below_of[object_number] = (self.data(inner), self.below(inner_below))
            below[number] = (self.data(data_of), self.below(below_of))
            listed.append((number, {0x3705: dict((p, v) for p, _, v in values)[0x3705]}))
        if listed:
            below[0x671] = (self.data(self.table([(0x3705, LONG)], listed)), 0)
        return data, below

    def message(self, number, parent, *parts):
        data, below = self.message_parts(*parts)
        self.node(number, parent, data, below)

    def folder(self, number, parent, name, messages=(), folders=()):
        data, below = self.properties([(0x3001, UNICODE, name), (0x3602, LONG, len(messages)), (0x3603, LONG, 0),
                                       (0x360A, BOOLEAN, 1 if folders else 0), (0x3007, TIME, "2012-03-01T08:00:00"),
                                       (0x3008, TIME, "2013-06-01T08:00:00")])
        self.node(number, parent, data, below)
        table = number & ~0x1F
        self.node(table | 0x0D, parent, self.table([(0x3001, UNICODE)], [(n, {0x3001: said}) for n, said in folders]))
        self.node(table | 0x0E, parent, self.table([(0x0037, UNICODE)], [(n, {0x0037: said}) for n, said in messages]))
        self.node(table | 0x0F, parent, self.table([(0x0037, UNICODE)], []))

    def page(self, sort, entries, step, level):
        room = 488 if self.wide else 496
        number = self.next
        self.next += 4
        at = self.start + len(self.body)
        data = b"".join(entries).ljust(room, b"\0") + struct.pack("<BBBB", len(entries), room // step, step, level) + bytes(4 if self.wide else 0)
        signature = (at & 0xFFFFFFFF) ^ (number & 0xFFFFFFFF)
        signature = (signature >> 16) ^ (signature & 0xFFFF)
        end = struct.pack("<IQ", crc(data), number) if self.wide else struct.pack("<II", number, crc(data))
        self.body += data + struct.pack("<BBH", sort, sort, signature) + end
        return number, at

    def tree(self, sort, entries, step):
        """A tree of pages over entries (key, bytes); where it begins."""
        self.body += bytes(-len(self.body) % 512)
        room, level = 488 if self.wide else 496, 0
        most = room // step
        while True:
            pages = []
            for i in range(0, len(entries), most):
                some = entries[i:i + most]
                number, at = self.page(sort, [data for _, data in some], step, level)
                pages.append((some[0][0], struct.pack("<" + 3 * self.q, some[0][0], number, at)))
            if len(pages) == 1:
                return number, at
            step = 24 if self.wide else 12
            entries, most, level = pages, room // step, level + 1

    def file(self):
        pad = bytes(4 if self.wide else 0)
        nodes = [(n, struct.pack("<" + 3 * self.q + "I", n, *self.nodes[n]) + pad) for n in sorted(self.nodes)]
        node_root = self.tree(0x81, nodes, 32 if self.wide else 16)
        blocks = [(n, struct.pack("<" + 2 * self.q + "HH", n, at, size, 2) + pad) for n, (at, size) in sorted(self.blocks.items())]
        block_root = self.tree(0x80, blocks, 24 if self.wide else 12)
        self.body += bytes(-(self.start + len(self.body)) % 512)
        size = self.start + len(self.body)
        root = struct.pack("<I" + 8 * self.q, 0, size, 0x4400, 0, 0, *node_root, *block_root) + struct.pack("<BBH", 0, 0, 0)
        if not self.wide:
            # [MS-PST], 2.2.2.6, the older form: numbers of four bytes, and no second sum.
            part = struct.pack("<HHHBBII", 0x4D53, 14, 19, 1, 1, 0, 0) + struct.pack("<III", self.next, self.next, 1)
            part += b"".join(struct.pack("<I", n) for n in [0x400] * 32) + root
            part += b"\xff" * 256 + struct.pack("<BBH", 0x80, self.cipher, 0)
            part = part.ljust(504, b"\0")
            header = b"!BDN" + struct.pack("<I", crc(part[:471])) + part
            assert header.index(root) == 164 and header[461] == self.cipher
            return header.ljust(self.start, b"\0") + self.body
        part = struct.pack("<HHHBBII", 0x4D53, 23, 19, 1, 1, 0, 0) + struct.pack("<QQI", 0, self.next, 1)
        part += b"".join(struct.pack("<I", n) for n in [0x400] * 32) + bytes(8) + root + bytes(4)
        part += b"\xff" * 256 + struct.pack("<BBH", 0x80, self.cipher, 0) + struct.pack("<Q", self.next)
        header = b"!BDN" + struct.pack("<I", crc(part[:471])) + part
        header += struct.pack("<I", crc(part[:516])) + bytes(36)
        return header.ljust(self.start, b"\0") + self.body


# What the samples say ----------------------------------------------------------------------------------------------------------------

WRITER = "Ilse Brandt"
HEAD = ("Received: from mail.hafenamt.example (mail.hafenamt.example [192.0.2.7])\r\n"
        "\tby mx.werft.example with ESMTP id 4f8a; Tue, 14 May 2013 12:22:40 +0200\r\n"
        "Date: Tue, 14 May 2013 12:22:31 +0200\r\n"
        "From: Ilse Brandt <ilse.brandt@hafenamt.example>\r\n"
        "Message-ID: <51920e77.4080@hafenamt.example>\r\n"
        "Subject: Tiefgang Becken 4\r\n\r\n")
HTML = ('<html><head><meta name=Generator content="Microsoft Word 14 (filtered medium)"><style>p {color:red}</style></head>'
        '<body><p>Der Tiefgang betr&auml;gt 9 m.</p><p>Gr&uuml;&szlig;e</p></body></html>')
PEOPLE = [(1, "Jonas Thede", "jonas.thede@werft.example"), (2, "Archiv", "archiv@werft.example")]
# Its numbers have their highest byte first ([MS-OXOMSG], 2.2.1.3).
GUID = "{00010203-0405-0607-0809-0A0B0C0D0E0F}"


def times(sent=None, delivered=None, made=None, changed=None):
    listed = [(0x0039, sent), (0x0E06, delivered), (0x3007, made), (0x3008, changed)]
    return [(number, TIME, text) for number, text in listed if text]


def sender(text=UNICODE):
    return [(0x0C1A, text, WRITER), (0x0C1F, text, "ilse.brandt@hafenamt.example"), (0x5D01, text, "ilse.brandt@hafenamt.example")]


def people(text=UNICODE):
    return [[(0x0C15, LONG, sort), (0x3001, text, name), (0x39FE, text, address)] for sort, name, address in PEOPLE]


HONEST = times("2013-05-14T10:22:31", "2013-05-14T10:22:40", "2013-05-14T10:22:41", "2013-05-14T10:22:41")
INDEX = conversation("2013-05-14T09:40:00.500000", [900, 1600])
NAMED = [(COMMON, 0x8554), (HEADERS, "x-mailer")]


def body(text="Der Tiefgang beträgt 9 m.\r\nGrüße"):
    return [(0x1000, UNICODE, text)]


def full(moments, index=INDEX, flags=1, subject="Tiefgang Becken 4", more=()):
    return ([(0x001A, UNICODE, "IPM.Note"), (0x0037, UNICODE, subject), (0x0E07, LONG, flags), (0x0071, BINARY, index),
             (0x1035, UNICODE, "<51920e77.4080@hafenamt.example>"), (0x300B, BINARY, bytes.fromhex("00112233445566778899aabbccddeeff"))]
            + moments + sender() + list(more))


def received():
    return full(HONEST, more=body() + [(0x007D, UNICODE, HEAD), (0x1013, BINARY, HTML.encode("cp1252")), (0x3FDE, LONG, 1252),
                                       (0x3FFA, UNICODE, "Jonas Thede"), (0x8000, UNICODE, "14.0"), (0x8001, UNICODE, "Microsoft Outlook 14.0")])


def text_attachment(made="2013-05-14T10:20:00"):
    return ([(0x3705, LONG, 1), (0x3707, UNICODE, "peilung.txt"), (0x3704, UNICODE, "PEILUNG.TXT"), (0x370E, UNICODE, "text/plain"),
             (0x3701, BINARY, "Peilung vom 13.05.2013: 9,1 m\r\n".encode())] + times(None, None, made, made), None)


def picture():
    """A picture in the body; its name holds the local time 12:21:00 of Hamburg."""
    local = "%016X" % ticks("2013-05-14T12:21:00")
    pixel = bytes.fromhex("47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b")
    return ([(0x3705, LONG, 1), (0x3707, UNICODE, "image001.gif"), (0x3712, UNICODE, "image001.gif@%s.%s" % (local[:8], local[8:])),
             (0x3701, BINARY, pixel)], None)


INNER = (full(times("2013-05-13T15:00:00", "2013-05-13T15:00:09", "2013-05-14T10:22:31", "2013-05-14T10:22:31"), conversation("2013-05-13T15:00:00"),
              1, "Peilplan", body("Der Plan liegt bei.")), people())
INNER_ATTACHMENT = ([(0x3705, LONG, 5), (0x3001, UNICODE, "Peilplan")], INNER)
INNER_ATTACHMENT_PST = ([(0x3705, LONG, 5), (0x3001, UNICODE, "Peilplan")],
                        (INNER[0], PEOPLE))

RTF = "{\\rtf1\\ansi\\ansicpg1251{\\*\\generator Riched20 5.40.11.2210;}\\pard \\'cf\\'f0\\'e8\\'ea\\'e0\\'e7 7\\par}"


def says(moments, subject="Tiefgang Becken 4", index=True):
    keys = {0x0039: "mapi.client-submit-time", 0x0E06: "mapi.delivery-time", 0x3007: "mapi.creation-time", 0x3008: "mapi.last-modification-time"}
    listed = [(keys[number], text) for number, _, text in moments]
    listed += [("mapi.subject", subject), ("mapi.sender.name", WRITER), ("mapi.sender.address", "ilse.brandt@hafenamt.example"),
               ("mapi.message-id", "<51920e77.4080@hafenamt.example>"), ("mapi.search-key", "00112233445566778899aabbccddeeff")]
    if index:
        listed += [("mapi.conversation-index", "2013-05-14T09:40:00"), ("mapi.conversation-index.answer", "2013-05-14T09:55:00"),
                   ("mapi.conversation-index.answer", "2013-05-14T10:21:40"), ("mapi.conversation-index.guid", GUID)]
    return listed


OF_PEOPLE = [("mapi.recipient.name", "Jonas Thede"), ("mapi.recipient.smtp-address", "jonas.thede@werft.example"), ("mapi.recipient.name", "Archiv"),
             ("mapi.recipient.smtp-address", "archiv@werft.example")]
OF_HEAD = [("mail.header.Date", "2013-05-14T12:22:31+02:00"), ("mail.received.date", "2013-05-14T12:22:40+02:00"),
           ("mail.header.Message-ID", "<51920e77.4080@hafenamt.example>")]
OF_PROGRAM = [("mapi.outlook-version", "14.0"), ("mapi.mailer", "Microsoft Outlook 14.0"), ("mapi.body.generator", "Microsoft Word 14 (filtered medium)")]
SAMPLES, KEY = [], []


def put(name, truth, data, tells=(), words=(), children=()):
    SAMPLES.append((name, truth, data))
    KEY.append((name, truth, list(tells), list(words), list(children)))


def mailbox(**form):
    """A mailbox of two folders: four mails, of which no folder lists one, and one that is listed and not there."""
    moments = times("2013-05-14T10:22:31", "2013-05-14T10:22:40", "2013-05-14T10:22:41", "2016-01-11T16:00:00")
    box = Mailbox(**form)
    box.node(0x21, 0, *box.properties([(0x3001, UNICODE, "Jonas Thede"), (0x0FF9, BINARY, bytes(range(16))), (0x35E0, BINARY, bytes(4) + bytes(range(16)) + struct.pack("<I", 0x8022)),
                                       (0x35E3, BINARY, bytes(4) + bytes(range(16)) + struct.pack("<I", 0x8042)), (0x67FF, LONG, 0)]))
    names_of = names(NAMED)
    box.node(0x61, 0, *box.properties([(0x0001, LONG, 251), (0x0002, BINARY, names_of["__substg1.0_00020102"]), (0x0003, BINARY, names_of["__substg1.0_00030102"]),
                                       (0x0004, BINARY, names_of["__substg1.0_00040102"])]))
    box.folder(0x122, 0x122, "", folders=[(0x8022, "Anfang")])
    box.folder(0x8022, 0x122, "Anfang", folders=[(0x8042, "Posteingang"), (0x8062, "Gesendet")])
    box.folder(0x8042, 0x8022, "Posteingang", [(0x200024, "Tiefgang Becken 4"), (0x200064, "Peilplan"), (0x2000A4, "fehlt")])
    box.folder(0x8062, 0x8022, "Gesendet", [(0x200084, "Tiefgang Becken 4")])
    attached = [text_attachment(), picture(), INNER_ATTACHMENT_PST]
    box.message(0x200024, 0x8042, received(), PEOPLE, attached)
    box.message(0x200044, 0x8042, full(moments, more=body("Gelöscht.")), PEOPLE)
    long = "Neun Meter. " * 1500
    box.message(0x200064, 0x8042, full(HONEST, subject="\x01\x05Re: Peilplan", more=body(long)), PEOPLE)
    box.message(0x200084, 0x8062, full(HONEST, flags=0x21, more=body()), PEOPLE)
    return box


def make():
    put("outlook/received.msg", "A mail as it came, with its head, an attached text, a picture and an attached mail.",
        compound(message_tree(received(), people(), [text_attachment(), picture(), INNER_ATTACHMENT], NAMED), ticks("2013-05-14T10:30:00")),
        says(HONEST) + OF_PEOPLE + OF_HEAD + OF_PROGRAM + [
            ("mapi.last-modifier-name", "Jonas Thede"), ("mapi.attachment.long-name", "peilung.txt"), ("mapi.attachment.creation-time", "2013-05-14T10:20:00"),
            ("mapi.attachment.long-name", "image001.gif"), ("mapi.attachment.content-id.time", "2013-05-14T12:21:00"), ("ole.directory.root-modified", "2013-05-14T10:30:00")],
        ["beträgt 9 m."], ["peilung.txt", "image001.gif", "Peilplan.msg"])
    later = times("2013-05-14T10:22:31", "2013-05-14T10:22:40", "2019-11-04T07:00:00", "2019-11-04T07:00:00")
    old = [(0x001A, STRING8, "IPM.Note"), (0x0037, STRING8, "Приказ 7"), (0x0E07, LONG, 1), (0x3FFD, LONG, 1251), (0x0071, BINARY, INDEX),
           (0x1009, BINARY, rich(RTF))] + later + sender(STRING8)
    put("outlook/exported-1251.msg", "The same mail, exported six years later by a program that writes texts in code page 1251; its body is RTF.",
        compound(message_tree(old, people(STRING8)[:1], [], [], "cp1251")),
        [("mapi.subject", "Приказ 7"), ("mapi.creation-time", "2019-11-04T07:00:00"), ("mapi.client-submit-time", "2013-05-14T10:22:31"),
         ("mapi.body.generator", "Riched20 5.40.11.2210"), ("mapi.recipient.name", "Jonas Thede")], ["Приказ 7"], [])
    filed = times("2013-05-14T10:22:31", "2013-05-14T10:22:40", "2013-05-14T10:22:41", "2016-01-11T16:00:00")
    put("outlook/filed-later.msg", "The same mail, filed in 2016: only the time of the last change is later.",
        compound(message_tree(full(filed, more=body()), people())), says(filed) + OF_PEOPLE, ["beträgt 9 m."])
    draft = times(None, None, "2013-05-14T10:00:00", "2013-05-14T10:05:00")
    put("outlook/draft.msg", "A draft: it was never sent.", compound(message_tree(full(draft, flags=9, more=body()), people())),
        says(draft) + OF_PEOPLE + [("mapi.message-flags", "9")], ["beträgt 9 m."])
    backdated = times("2012-02-06T08:00:00", "2012-02-06T08:00:10", "2013-05-14T10:22:41", "2013-05-14T10:22:41")
    put("outlook/backdated.msg", "The dates that Outlook shows were set to 2012; the conversation began in 2013.",
        compound(message_tree(full(backdated, more=body()), people())), says(backdated) + OF_PEOPLE, ["beträgt 9 m."])
    reversed_ = times("2013-05-14T10:22:31", "2013-05-14T10:22:40", "2013-05-14T10:22:41", "2013-02-01T09:00:00")
    put("outlook/changed-before-made.msg", "The store says that it changed the item three months before it made it.",
        compound(message_tree(full(reversed_, more=body()), people())), says(reversed_) + OF_PEOPLE, ["beträgt 9 m."])
    attributes = [
        (1, 0x00089006, struct.pack("<I", 0x10000)), (1, 0x00069007, struct.pack("<II", 1252, 0)), (1, 0x00078008, b"IPM.Microsoft Mail.Note\0"),
        (1, 0x00018004, "Tiefgang Becken 4\0".encode()), (1, 0x00038005, civil("2013-05-14T12:22:31")),
        (1, 0x00069003, tnef_list(full(HONEST[:1] + HONEST[2:], more=body())[1:] + [(0x8000, UNICODE, "14.0")], named=NAMED)),
        (1, 0x00069004, struct.pack("<I", 2) + b"".join(tnef_list(one) for one in people())),
        (2, 0x00069002, struct.pack("<HIIHI", 1, 0xFFFFFFFF, 0, 0, 0)[:14]), (2, 0x00018010, b"peilung.txt\0"),
        (2, 0x00038012, civil("2013-05-14T12:20:00")), (2, 0x0006800F, "Peilung vom 13.05.2013: 9,1 m\r\n".encode()),
        (2, 0x00069005, tnef_list([(0x3707, UNICODE, "peilung.txt"), (0x3705, LONG, 1)])),
        (2, 0x00069002, struct.pack("<HIIHI", 1, 0xFFFFFFFF, 0, 0, 0)[:14]), (2, 0x00018010, b"Peilplan\0"),
        (2, 0x00069005, tnef_list([(0x3001, UNICODE, "Peilplan"), (0x3705, LONG, 5), (0x3701, OBJECT, bytes.fromhex("0703020000000000c000000000000046") + tnef([
            (1, 0x00089006, struct.pack("<I", 0x10000)), (1, 0x00069003, tnef_list(INNER[0]))]))])),
    ]
    put("outlook/winmail.dat", "The same mail packed as TNEF, with a text and a mail attached.", tnef(attributes),
        says(HONEST[:1] + HONEST[2:]) + OF_PEOPLE + [("mapi.client-submit-time", "2013-05-14T12:22:31"), ("mapi.outlook-version", "14.0"),
                                                    ("mapi.attachment.creation-time", "2013-05-14T12:20:00"), ("mapi.attachment.name", "peilung.txt")],
        ["beträgt 9 m."], ["peilung.txt", "Peilplan.msg"])
    box = mailbox()
    data = box.file()
    put("outlook/mailbox.pst", "A mailbox: two mails in the inbox, one that no folder lists any more, one sent, and one that the inbox lists and that is not there.",
        data, [("pst.store.name", "Jonas Thede"), ("pst.messages", "4"), ("pst.messages.unlisted", "1"), ("pst.folder.creation-time", "2012-03-01T08:00:00")], [],
        ["Posteingang/message 1", "Posteingang/message 2", "Posteingang/message 3", "Gesendet/message 1", "Posteingang/message 0x2000a4"])
    put("outlook/mailbox-2002.pst", "The same mailbox in the form of Outlook 97 to 2002, with texts in a code page, not enciphered.", mailbox(cipher=0, wide=False).file(),
        [("pst.store.name", "Jonas Thede"), ("pst.messages", "4"), ("pst.messages.unlisted", "1"), ("pst.cipher", "none")], [],
        ["Posteingang/message 1", "Posteingang/message 2", "Posteingang/message 3", "Gesendet/message 1", "Posteingang/message 0x2000a4"])
    # One message's list of properties is overwritten.
    at, _ = box.blocks[box.nodes[0x200044][0]]
    torn = data[:at] + b"\xaa" * 64 + data[at + 64:]
    put("outlook/damaged.pst", "The same mailbox, with 64 bytes of one message overwritten.", torn, [("pst.messages", "4")], [],
        ["Posteingang/message 1", "Posteingang/message 2", "Posteingang/message 3", "Gesendet/message 1", "Posteingang/message 0x2000a4"])
    checks = [
        ("M006-fires-conversation-later.msg", "outlook/backdated.msg"), ("M006-fires-changed-before-made.msg", "outlook/changed-before-made.msg"),
        ("M006-clear-received.msg", "outlook/received.msg"), ("M006-clear-exported.msg", "outlook/exported-1251.msg"),
        ("M006-clear-filed-later.msg", "outlook/filed-later.msg"), ("M006-clear-draft.msg", "outlook/draft.msg"),
    ]
    by_name = {name: (truth, data) for name, truth, data in SAMPLES}
    SAMPLES.extend(("checks/" + name, *by_name[source]) for name, source in checks)


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def write():
    os.makedirs(os.path.join(ROOT, "outlook"), exist_ok=True)
    rows = []
    for name, truth, data in SAMPLES:
        with open(os.path.join(ROOT, name), "wb") as file:
            file.write(data)
        rows.append("\n".join([
            f'file = "{name}"', f'sha256 = "{hashlib.sha256(data).hexdigest()}"', "bytes = %d" % len(data),
            'made_by = "By hand (recipes/outlook.py)"', 'recipe = "recipes/outlook.py"', f'truth = "Fictional document. {truth}"',
            "confirmed = [", f'    "sha256sum {name} => {hashlib.sha256(data).hexdigest()}",', "]", 'licence = "CC0-1.0"', ""]))
    with open(os.path.join(ROOT, "outlook", "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write("# What these messages and mailboxes say. Made by recipes/outlook.py, from how it makes each file; no program was asked.\n"
                   "# All people, addresses and offices are fictional.\n#\n"
                   "# says: values by key; of a time its beginning. words: what the body says. children: what is inside, by name.\n")
        for name, truth, tells, words, children in KEY:
            file.write(f'\n[[document]]\nfile = "{name.split("/")[1]}"\ntruth = {quoted(truth)}\nsays = [\n')
            file.write("".join(f"    [{quoted(key)}, {quoted(value)}],\n" for key, value in tells))
            file.write("]\nwords = [%s]\nchildren = [%s]\n" % (", ".join(map(quoted, words)), ", ".join(map(quoted, children))))
    path = os.path.join(ROOT, "MANIFEST.toml")
    with open(path, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/outlook.py"' not in block]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows))
    print("%d samples of Outlook" % len(SAMPLES))


make()
write()
