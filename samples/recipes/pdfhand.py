"""A small PDF writer for the samples: standard library only.

It writes what it is told to write and nothing more: no producer of its own, no
date of its own, no identifier of its own. Every byte of a hand-made sample is
therefore decided by its recipe.
"""
import hashlib
import zlib

RU = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
              "a b v g d e e zh z i j k l m n o p r s t u f kh c ch sh shch _ y _ e yu ya".split()))
RU["ъ"] = RU["ь"] = ""
FICTION_RU = "Вымышленный документ: учебный пример для проверки программ."
FICTION_EN = "Fictional document made as a sample for valla."


def translit(text):
    """Russian in Latin letters, for the base fonts that have no Cyrillic."""
    out = []
    for c in text:
        low = c.lower()
        if low in RU:
            r = RU[low]
            out.append(r.capitalize() if c != low else r)
        elif c in "«»":
            out.append('"')
        elif c in "—–":
            out.append("-")
        elif c == "№":
            out.append("No.")
        else:
            out.append(c)
    return "".join(out)


def esc(data):
    return (data.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
            .replace(b"\r", b"\\r").replace(b"\n", b"\\n"))


def string(text):
    """A text string: plain where it is ASCII, else UTF-16BE with its mark."""
    if isinstance(text, bytes):
        return b"(" + text + b")"
    if all(ord(c) < 128 for c in text):
        return b"(" + esc(text.encode()) + b")"
    return b"(" + esc(b"\xfe\xff" + text.encode("utf-16-be")) + b")"


def info(**keys):
    """An Info dictionary; bytes values are literal string contents."""
    return b"<<" + b" ".join(b"/" + k.encode() + b" " + string(v) for k, v in keys.items()) + b" >>"


def ident(seed):
    return hashlib.md5(seed.encode()).hexdigest().upper().encode()


def stream(data, head=b"", compress=True):
    if compress:
        data = zlib.compress(data, 9)
        head += b"/Filter/FlateDecode"
    return b"<<" + head + b"/Length %d>>\nstream\n" % len(data) + data + b"\nendstream"


def trailer_dict(size, root, info_ref, ids, extra=b""):
    t = b"<</Size %d/Root %d 0 R" % (size, root)
    if info_ref:
        t += b"/Info %d 0 R" % info_ref
    if ids:
        t += b"/ID[<" + ids[0] + b"><" + ids[1] + b">]"
    return t + extra + b" >>"


class Pdf:
    def __init__(self, version="1.4", eol=b"\n", mark=b"\xe2\xe3\xcf\xd3"):
        self.version, self.eol, self.mark = version, eol, mark
        self.objs = {}

    def reserve(self):
        n = len(self.objs) + 1
        self.objs[n] = None
        return n

    def add(self, body):
        n = self.reserve()
        self.objs[n] = body
        return n

    def set(self, n, body):
        self.objs[n] = body

    def body(self):
        e = self.eol
        out = b"%PDF-" + self.version.encode() + e + b"%" + self.mark + e
        offs = {}
        for n, b in sorted(self.objs.items()):
            offs[n] = len(out)
            out += b"%d 0 obj" % n + e + b + e + b"endobj" + e
        return out, offs

    def table(self, offs, size):
        rows = [b"0000000000 65535 f" + (b" \n" if self.eol == b"\n" else b"\r\n")]
        for n in range(1, size):
            rows.append(b"%010d 00000 n" % offs[n] + (b" \n" if self.eol == b"\n" else b"\r\n"))
        return b"xref" + self.eol + b"0 %d" % size + self.eol + b"".join(rows)

    def save(self, root, info_ref=None, ids=None, extra=b""):
        out, offs = self.body()
        size, e, at = len(self.objs) + 1, self.eol, len(out)
        return (out + self.table(offs, size) + b"trailer" + e + trailer_dict(size, root, info_ref, ids, extra)
                + e + b"startxref" + e + b"%d" % at + e + b"%%EOF" + e)

    def save_word(self, root, info_ref, ids):
        """As Word 2007-2016 saves: a full table, then an empty one with /Prev and /XRefStm, in one save."""
        out, offs = self.body()
        e = self.eol
        xs = len(self.objs) + 1
        stm_at = len(out)
        rows = b"\x00" + b"\x00\x00\x00\x00" + b"\xff\xff"
        for n in range(1, xs):
            rows += b"\x01" + offs[n].to_bytes(4, "big") + b"\0\0"
        rows += b"\x01" + stm_at.to_bytes(4, "big") + b"\0\0"
        offs[xs] = stm_at
        head = (b"/Type/XRef/Size %d/W[ 1 4 2] /Root %d 0 R/Info %d 0 R/ID[<" % (xs + 1, root, info_ref)
                + ids[0] + b"><" + ids[1] + b">] ")
        out += b"%d 0 obj" % xs + e + stream(rows, head) + e + b"endobj" + e + e
        size, at = xs + 1, len(out)
        out += (self.table(offs, size) + b"trailer" + e + trailer_dict(size, root, info_ref, ids)
                + e + b"startxref" + e + b"%d" % at + e + b"%%EOF" + e)
        at2 = len(out)
        out += (b"xref" + e + b"0 0" + e + b"trailer" + e
                + trailer_dict(size, root, info_ref, ids, b" /Prev %d/XRefStm %d" % (at, stm_at))
                + e + b"startxref" + e + b"%d" % at2 + e + b"%%EOF")
        return out

    def save_objstm(self, root, info_ref, ids, packed):
        """Cross-reference stream, the objects numbered in `packed` inside one object stream."""
        e, out = self.eol, b""
        plain = {n: b for n, b in self.objs.items() if n not in packed}
        os_n, xs_n = len(self.objs) + 1, len(self.objs) + 2
        heads, bodies = b"", b""
        for n in packed:
            heads += b"%d %d " % (n, len(bodies))
            bodies += self.objs[n] + b" "
        plain[os_n] = stream(heads + bodies, b"/Type/ObjStm/N %d/First %d" % (len(packed), len(heads)))
        out = b"%PDF-" + self.version.encode() + e + b"%" + self.mark + e
        offs = {}
        for n, b in sorted(plain.items()):
            offs[n] = len(out)
            out += b"%d 0 obj" % n + e + b + e + b"endobj" + e
        at = offs[xs_n] = len(out)
        rows = b"\0\0\0\0\xff"
        for n in range(1, xs_n + 1):
            if n in packed:
                rows += b"\x02" + os_n.to_bytes(3, "big") + bytes([packed.index(n)])
            else:
                rows += b"\x01" + offs[n].to_bytes(3, "big") + b"\0"
        head = (b"/Type/XRef/Size %d/W[1 3 1]/Root %d 0 R/Info %d 0 R/ID[<" % (xs_n + 1, root, info_ref)
                + ids[0] + b"><" + ids[1] + b">]")
        out += b"%d 0 obj" % xs_n + e + stream(rows, head) + e + b"endobj" + e
        return out + b"startxref" + e + b"%d" % at + e + b"%%EOF" + e


def update(data, objs, size, root, info_ref=None, ids=None, prev=None):
    """An incremental update: the old bytes untouched, then the new objects, a table and a trailer."""
    if prev is None:
        prev = int(data[data.rindex(b"startxref") + 9:].split()[0])
    out = data if data.endswith(b"\n") else data + b"\n"
    offs = {}
    for n, b in sorted(objs.items()):
        offs[n] = len(out)
        out += b"%d 0 obj\n" % n + b + b"\nendobj\n"
    size = max(size, max(objs, default=0) + 1)
    at, rows = len(out), b""
    for n in sorted(objs):
        rows += b"%d 1\n%010d 00000 n \n" % (n, offs[n])
    return (out + b"xref\n" + rows + b"trailer\n" + trailer_dict(size, root, info_ref, ids, b"/Prev %d" % prev)
            + b"\nstartxref\n%d\n%%%%EOF\n" % at)


def xmp(toolkit, desc, pad=400):
    """An XMP packet. `desc` is the inside of one rdf:Description; toolkit None leaves x:xmptk out."""
    tk = ' x:xmptk="%s"' % toolkit if toolkit is not None else ""
    text = ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/"%s>\n'
            ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
            '  <rdf:Description rdf:about=""\n    xmlns:xmp="http://ns.adobe.com/xap/1.0/"\n'
            '    xmlns:pdf="http://ns.adobe.com/pdf/1.3/"\n    xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
            '    xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/">\n%s  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n'
            % (tk, desc))
    text += (" " * 99 + "\n") * (pad // 100) + '<?xpacket end="w"?>'
    return text.encode()


def tags(**kv):
    """xmp_CreateDate="..." -> <xmp:CreateDate>...</xmp:CreateDate>, in the order given."""
    return "".join("   <%s>%s</%s>\n" % (k.replace("_", ":", 1), v, k.replace("_", ":", 1)) for k, v in kv.items())


def title_tag(text):
    return ('   <dc:title>\n    <rdf:Alt>\n     <rdf:li xml:lang="x-default">%s</rdf:li>\n    </rdf:Alt>\n   </dc:title>\n'
            % text)


def metadata(packet):
    return stream(packet, b"/Type/Metadata/Subtype/XML", compress=False)


def page_text(lines, show):
    """Content of one A4 page. lines: (font name, size, text) or None for a gap; show(font, text) -> operand."""
    out, y = [b"BT"], 780.0
    for line in lines:
        if line is None:
            y -= 10
            continue
        f, size, text = line
        out.append(b"/%s %g Tf 1 0 0 1 62 %g Tm %s Tj" % (f.encode(), size, y, show(f, text)))
        y -= size * 1.45
    return b"\n".join(out + [b"ET"])


def latin(_font, text):
    return b"(" + esc(text.encode("cp1252")) + b")"


HELV = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
TIMES = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/Encoding/WinAnsiEncoding>>"


def plain(lines, version="1.4", eol=b"\n", compress=True, catalog=b""):
    """One page in Helvetica. Returns the Pdf and the numbers of catalog, page and content."""
    p = Pdf(version, eol)
    root, pages, page = p.reserve(), p.reserve(), p.reserve()
    content = p.add(stream(page_text(lines, latin), compress=compress))
    font = p.add(HELV)
    p.set(root, b"<</Type/Catalog/Pages %d 0 R%s>>" % (pages, catalog))
    p.set(pages, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % page)
    p.set(page, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>"
          % (pages, font, content))
    return p, root, page, content
