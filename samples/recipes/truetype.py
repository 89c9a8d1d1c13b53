"""Reads the outlines of a TrueType font, writes a small TrueType font of some of them, and draws them into grey pictures.
Standard library only, so that the same font file gives the same bytes everywhere.

The font is DejaVu Sans 2.37 (free to embed: the licence of Bitstream Vera and Arev)."""
import glob
import struct

DEJAVU = "DejaVuSans.ttf"
# When version 2.37 was made public (30 July 2016), in seconds since 1904: what the head of a written font states, as distributions build the
# font anew and give it dates of their own.
RELEASED = 3552681600


def find(name=DEJAVU):
    return sorted(glob.glob("/usr/share/fonts/**/" + name, recursive=True))[0]


class Outlines:
    """What a font draws for a character: contours of (x, y, on the curve), in units of the font."""

    def __init__(self, path=None):
        with open(path or find(), "rb") as file:
            self.data = file.read()
        count = struct.unpack(">H", self.data[4:6])[0]
        rows = (struct.unpack(">4s4xLL", self.data[12 + 16 * i:28 + 16 * i]) for i in range(count))
        self.tables = {tag: self.data[start:start + length] for tag, start, length in rows}
        head = self.tables[b"head"]
        self.units = struct.unpack(">H", head[18:20])[0]
        self.ascent, self.descent = struct.unpack(">hh", self.tables[b"hhea"][4:8])
        wide = struct.unpack(">h", head[50:52])[0]
        assert wide == 1
        loca = self.tables[b"loca"]
        self.places = struct.unpack(">%dL" % (len(loca) // 4), loca)
        self.measured = struct.unpack(">H", self.tables[b"hhea"][34:36])[0]
        self.glyphs = self.mapped()

    def mapped(self):
        """From characters to glyphs: the table of format 4."""
        cmap = self.tables[b"cmap"]
        for i in range(struct.unpack(">H", cmap[2:4])[0]):
            start = struct.unpack(">HHL", cmap[4 + 8 * i:12 + 8 * i])[2]
            if struct.unpack(">H", cmap[start:start + 2])[0] == 4:
                break
        doubled = struct.unpack(">H", cmap[start + 6:start + 8])[0]
        part = lambda at: struct.unpack(">%dH" % (doubled // 2), cmap[start + at:start + at + doubled])
        found = {}
        ranges = start + 16 + 3 * doubled
        for i, (end, begin, delta, offset) in enumerate(zip(part(14), part(16 + doubled), part(16 + 2 * doubled), part(16 + 3 * doubled))):
            for code in range(begin, min(end, 0xFFFE) + 1):
                if offset:
                    at = ranges + 2 * i + offset + 2 * (code - begin)
                    glyph = struct.unpack(">H", cmap[at:at + 2])[0]
                    glyph = (glyph + delta) % 65536 if glyph else 0
                else:
                    glyph = (code + delta) % 65536
                if glyph:
                    found[chr(code)] = glyph
        return found

    def advance(self, character):
        at = 4 * min(self.glyphs[character], self.measured - 1)
        return struct.unpack(">H", self.tables[b"hmtx"][at:at + 2])[0]

    def contours(self, character):
        return self.glyph(self.glyphs[character])

    def glyph(self, number):
        data = self.tables[b"glyf"][self.places[number]:self.places[number + 1]]
        if not data:
            return []
        count = struct.unpack(">h", data[:2])[0]
        return self.composite(data) if count < 0 else self.simple(data, count)

    def composite(self, data):
        at, found = 10, []
        while True:
            flags, part = struct.unpack(">HH", data[at:at + 4])
            at += 4
            assert flags & 2
            dx, dy = struct.unpack(">hh" if flags & 1 else ">bb", data[at:at + (4 if flags & 1 else 2)])
            at += 4 if flags & 1 else 2
            a, b, c, d = 1.0, 0.0, 0.0, 1.0
            size = 2 if flags & 8 else 4 if flags & 64 else 8 if flags & 128 else 0
            scale = [v / 16384 for v in struct.unpack(">%dh" % (size // 2), data[at:at + size])]
            if size == 2:
                a = d = scale[0]
            elif size == 4:
                a, d = scale
            elif size == 8:
                a, b, c, d = scale
            at += size
            found += [[(round(a * x + c * y) + dx, round(b * x + d * y) + dy, on) for x, y, on in contour] for contour in self.glyph(part)]
            if not flags & 32:
                return found

    @staticmethod
    def simple(data, count):
        ends = struct.unpack(">%dH" % count, data[10:10 + 2 * count])
        at = 10 + 2 * count
        at += 2 + struct.unpack(">H", data[at:at + 2])[0]
        flags = []
        while len(flags) <= ends[-1]:
            flag = data[at]
            at += 1
            times = 1
            if flag & 8:
                times += data[at]
                at += 1
            flags += [flag] * times
        axes = []
        for short, same in ((2, 16), (4, 32)):
            value, values = 0, []
            for flag in flags:
                if flag & short:
                    value += data[at] if flag & same else -data[at]
                    at += 1
                elif not flag & same:
                    value += struct.unpack(">h", data[at:at + 2])[0]
                    at += 2
                values.append(value)
            axes.append(values)
        points = [(x, y, flag & 1) for x, y, flag in zip(*axes, flags)]
        return [points[start:end + 1] for start, end in zip([0] + [e + 1 for e in ends[:-1]], ends)]


def block(advance, units):
    """A black box as wide as the letter that it takes the place of."""
    bottom, top = -units // 5, units * 4 // 5
    return [[(0, bottom, 1), (0, top, 1), (advance, top, 1), (advance, bottom, 1)]]


def drawn(contours):
    """A glyph of the table glyf, without instructions."""
    if not contours:
        return b""
    points = [point for contour in contours for point in contour]
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    out = struct.pack(">hhhhh", len(contours), min(xs), min(ys), max(xs), max(ys))
    end = -1
    for contour in contours:
        end += len(contour)
        out += struct.pack(">H", end)
    out += struct.pack(">H", 0) + bytes(on for _, _, on in points)
    for values in (xs, ys):
        out += b"".join(struct.pack(">h", value - before) for before, value in zip([0] + values, values))
    return out + bytes(-len(out) % 4)


def font(source, glyphs, characters):
    """A font of `glyphs`, (advance, contours) each, the first for what is missing; `characters` are (character, glyph) of its table cmap."""
    glyf, loca = b"", [0]
    for _, contours in glyphs:
        glyf += drawn(contours)
        loca.append(len(glyf))
    points = [p for _, contours in glyphs for contour in contours for p in contour]
    box = (min(p[0] for p in points), min(p[1] for p in points), max(p[0] for p in points), max(p[1] for p in points))
    widest = max(advance for advance, _ in glyphs)
    most = max((sum(map(len, contours)) for _, contours in glyphs), default=0)
    segments = sorted((ord(c), g) for c, g in characters) + [(0xFFFF, 0)]
    n = len(segments)
    power = 1 << (n.bit_length() - 1)
    row = lambda values: struct.pack(">%dH" % n, *values)
    table = (struct.pack(">HHHH", 2 * n, 2 * power, power.bit_length() - 1, 2 * n - 2 * power) + row(c for c, _ in segments) + b"\0\0"
             + row(c for c, _ in segments) + row((g - c) % 65536 if c < 0xFFFF else 1 for c, g in segments) + bytes(2 * n))
    tables = {
        b"cmap": struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, 6 + len(table), 0) + table,
        b"glyf": glyf,
        b"head": struct.pack(">LLLLHHQQ", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, source.units, RELEASED, RELEASED) + struct.pack(">hhhhHHhhh", *box, 0, 8, 2, 1, 0),
        b"hhea": struct.pack(">LhhhHhhhhhhhhhhhH", 0x10000, source.ascent, source.descent, 0, widest, 0, 0, box[2], 1, 0, 0, 0, 0, 0, 0, 0, len(glyphs)),
        b"hmtx": b"".join(struct.pack(">Hh", advance, min((p[0] for c in contours for p in c), default=0)) for advance, contours in glyphs),
        b"loca": b"".join(struct.pack(">L", at) for at in loca),
        b"maxp": struct.pack(">LHHHHHHHHHHHHHH", 0x10000, len(glyphs), most, max((len(c) for _, c in glyphs), default=0), 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0)}
    power = 1 << (len(tables).bit_length() - 1)
    out = struct.pack(">LHHHH", 0x10000, len(tables), 16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    at, body = 12 + 16 * len(tables), b""
    for tag, data in sorted(tables.items()):
        padded = data + bytes(-len(data) % 4)
        check = sum(struct.unpack(">%dL" % (len(padded) // 4), padded)) % (1 << 32)
        out += struct.pack(">4sLLL", tag, check, at + len(body), len(data))
        body += padded
    return out + body


class Picture:
    """A grey picture; white at first. Places are in pixels from the top left corner."""

    def __init__(self, width, height, shade=255):
        self.width, self.height = width, height
        self.rows = [bytearray([shade]) * width for _ in range(height)]

    def fill(self, x0, y0, x1, y1, shade):
        x0, y0, x1, y1 = (max(0, round(v)) for v in (x0, y0, x1, y1))
        for row in self.rows[y0:y1]:
            row[x0:x1] = bytes([shade]) * (min(x1, self.width) - x0)

    def words(self, outlines, x, y, size, words, shade=0):
        scale = size / outlines.units
        for character in words:
            edges = [((a[0] * scale + x, y - a[1] * scale), (b[0] * scale + x, y - b[1] * scale))
                     for contour in outlines.contours(character) for a, b in flat(contour)]
            self.shape(edges, shade)
            x += outlines.advance(character) * scale

    def shape(self, edges, shade, fine=4):
        """Fills what the edges go around, by four samples a pixel each way."""
        if not edges:
            return
        top, bottom = min(min(a[1], b[1]) for a, b in edges), max(max(a[1], b[1]) for a, b in edges)
        for y in range(max(0, int(top)), min(self.height, int(bottom) + 1)):
            covered = [0] * self.width
            for part in range(fine):
                at = y + (part + 0.5) / fine
                crossings = sorted((a[0] + (at - a[1]) * (b[0] - a[0]) / (b[1] - a[1]), 1 if b[1] > a[1] else -1)
                                   for a, b in edges if (a[1] <= at) != (b[1] <= at))
                winding = 0
                for (start, turn), (end, _) in zip(crossings, crossings[1:]):
                    winding += turn
                    if winding:
                        for sample in range(max(0, round(start * fine)), min(self.width * fine, round(end * fine))):
                            covered[sample // fine] += 1
            row = self.rows[y]
            for x, count in enumerate(covered):
                if count:
                    row[x] = row[x] + (shade - row[x]) * min(count, fine * fine) // (fine * fine)

    def part(self, x0, y0, x1, y1):
        cut = Picture(x1 - x0, y1 - y0)
        cut.rows = [row[x0:x1] for row in self.rows[y0:y1]]
        return cut

    def data(self):
        return b"".join(map(bytes, self.rows))


def flat(contour, steps=4):
    """The straight pieces of a contour of quadratic curves."""
    full = []
    for before, point in zip(contour[-1:] + contour, contour):
        if not before[2] and not point[2]:
            full.append(((before[0] + point[0]) / 2, (before[1] + point[1]) / 2, 1))
        full.append(point)
    first = next(i for i, point in enumerate(full) if point[2])
    full = full[first:] + full[:first + 1]
    out, at, i = [], full[0], 1
    while i < len(full):
        if full[i][2]:
            out.append((at, full[i]))
            at = full[i]
            i += 1
        else:
            start, control, end = at, full[i], full[i + 1]
            for step in range(1, steps + 1):
                t = step / steps
                point = tuple((1 - t) ** 2 * start[k] + 2 * t * (1 - t) * control[k] + t * t * end[k] for k in (0, 1))
                out.append((at, point))
                at = point
            i += 2
    return out
