"""samples/hostile: small inert files that a careless reader stumbles over."""
import os
import struct
import subprocess
import sys
import zlib

import pdfhand as h

OUT = sys.argv[1] if len(sys.argv) > 1 else "."
TMP = os.path.join(os.environ.get("SAMPLES_TMP", "/tmp"), "hostile-work")
D = b"D:20120917101500+04'00'"


def put(name, data):
    with open(os.path.join(OUT, name), "wb") as f:
        f.write(data)


def page(text, version="1.4"):
    return h.plain([("F1", 14, text), None, ("F1", 10, h.FICTION_EN)], version, compress=False)


def ordinary(name, text):
    p, root, _, _ = page(text)
    i = p.add(h.info(Title="Sample", CreationDate=D, ModDate=D))
    return p.save(root, i, (h.ident(name),) * 2)


def prev_loop():
    data = ordinary("prev-loop", "The table before this table is this table")
    at = int(data[data.rindex(b"startxref") + 9:].split()[0])
    loop = data.replace(b"trailer\n<<", b"trailer\n<</Prev %d" % at)
    put("prev-loop-self.pdf", loop)
    two = h.update(data, {6: h.info(Title="Second", CreationDate=D, ModDate=D)}, 7, 1, 6, (h.ident("a"), h.ident("b")))
    last = int(two[two.rindex(b"startxref") + 9:].split()[0])
    first = two.index(b"trailer\n<<")
    # The first table points forward to the last, the last back to the first; the last moves by what is put in.
    add = len(b"/Prev %d" % last)
    target = last + add
    assert len(b"/Prev %d" % target) == add
    two = two[:first + 10] + b"/Prev %d" % target + two[first + 10:]
    body, tail = two[:two.rindex(b"xref\n6 1")], two[two.rindex(b"xref\n6 1"):]
    obj = body.rindex(b"6 0 obj")
    tail = tail.replace(b"%010d" % (obj - add), b"%010d" % obj)
    tail = tail[:tail.rindex(b"startxref")] + b"startxref\n%d\n%%%%EOF\n" % len(body)
    put("prev-loop-pair.pdf", body + tail)


def huge_size():
    p, root, _, _ = page("A cross-reference stream that promises two thousand million entries", "1.5")
    i = p.add(h.info(Title="Sample", CreationDate=D, ModDate=D))
    out, offs = p.body()
    n = len(p.objs) + 1
    rows = b"\0" * 24
    for k in range(1, n):
        rows += (1).to_bytes(8, "big") + offs[k].to_bytes(8, "big") + b"\0" * 8
    at = len(out)
    head = b"/Type/XRef/Size 2147483647/Index[0 2147483647]/W[8 8 8]/Root %d 0 R/Info %d 0 R" % (root, i)
    out += b"%d 0 obj\n" % n + h.stream(rows, head) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    put("xref-stream-huge-size.pdf", out)
    head = head.replace(b"/W[8 8 8]", b"/W[1 2147483647 2147483647]")
    out = out[:at] + b"%d 0 obj\n" % n + h.stream(rows, head) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at
    put("xref-stream-huge-widths.pdf", out)


def bomb():
    """An object stream of 10 MB of zeros in 10 kB; the object it is said to hold is the Info dictionary."""
    p, root, _, _ = page("An object stream that is nearly all zeros", "1.5")
    out, offs = p.body()
    info_n, os_n, xs_n = len(p.objs) + 1, len(p.objs) + 2, len(p.objs) + 3
    inner = b"%d 0 " % info_n
    inner = inner + b"\0" * (10 * 1024 * 1024 - 200) + h.info(Title="At the end of the zeros", CreationDate=D)
    offs[os_n] = len(out)
    out += (b"%d 0 obj\n" % os_n + b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n"
            % len(z := zlib.compress(inner, 9)) + z + b"\nendstream\nendobj\n")
    at = offs[xs_n] = len(out)
    rows = b"\0\0\0\0\xff"
    for k in range(1, xs_n + 1):
        rows += (b"\x02" + os_n.to_bytes(3, "big") + b"\0") if k == info_n else (b"\x01" + offs[k].to_bytes(3, "big") + b"\0")
    head = b"/Type/XRef/Size %d/W[1 3 1]/Root %d 0 R/Info %d 0 R" % (xs_n + 1, root, info_n)
    put("object-stream-bomb.pdf", out + b"%d 0 obj\n" % xs_n + h.stream(rows, head) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)


def nesting():
    p, root, _, _ = page("Three thousand arrays inside each other")
    deep = p.add(b"[" * 3000 + b"null" + b"]" * 3000)
    p.set(root, p.objs[root][:-2] + b"/Deep %d 0 R>>" % deep)
    i = p.add(b"<</Title(Deep)/CreationDate" + D.join((b"(", b")")) + b"/Custom " + b"[" * 3000 + b"]" * 3000 + b">>")
    put("deep-arrays.pdf", p.save(root, i, (h.ident("deep"),) * 2))


def self_reference():
    p, root, _, _ = page("An Info dictionary that points to itself")
    i = p.reserve()
    p.set(i, b"<</Title %d 0 R/Author %d 0 R/CreationDate %d 0 R>>" % (i, i, i))
    put("info-refers-to-itself.pdf", p.save(root, i, (h.ident("self"),) * 2))
    p, root, _, _ = page("The Info reference is an object that is a reference to itself")
    i = p.reserve()
    p.set(i, b"%d 0 R" % i)
    put("info-is-its-own-reference.pdf", p.save(root, i, (h.ident("self2"),) * 2))


def entities():
    p, root, _, _ = page("An XMP packet that grows when its entities are opened")
    dtd = "<!DOCTYPE x [<!ENTITY e0 \"lol\">" + "".join(
        '<!ENTITY e%d "%s">' % (k, ("&e%d;" % (k - 1)) * 10) for k in range(1, 10)) + "]>"
    packet = h.xmp("sample", h.tags(xmp_CreateDate="2012-09-17T10:15:00+04:00", xmp_CreatorTool="&e9;")).decode()
    packet = packet.replace("<x:xmpmeta", dtd + "\n<x:xmpmeta", 1)
    m = p.add(h.metadata(packet.encode()))
    p.set(root, p.objs[root][:-2] + b"/Metadata %d 0 R>>" % m)
    i = p.add(h.info(Title="Sample", CreationDate=D, ModDate=D))
    put("xmp-entity-bomb.pdf", p.save(root, i, (h.ident("lol"),) * 2))


def strings():
    p, root, _, _ = page("Its metadata talks to terminals, browsers and spreadsheets")
    u16 = lambda s: b"(" + h.esc(b"\xfe\xff" + s.encode("utf-16-be")) + b")"
    keys = [(b"Title", b"(\x1b]0;owned\x07\x1b[31mred\x1b[2J\x1b[H\x9b5n)"),
            (b"Author", u16("\u202egpj.fdp\u202c \u2066x\u2069 \u200fy\u200b")),
            (b"Subject", b"(before\0after\\000end)"),
            (b"Keywords", b"(one\\ntwo\\r\\nthree\\rD:20290101\\ttab)"),
            (b"Creator", h.string("<script>alert(1)</script><img src=x onerror=alert(2)> & \"'`")),
            (b"Producer", b"(\xef\xbb\xbfbad \xff\xfe\xc3\x28 \xed\xa0\x80 utf-8)"),
            (b"Lone", b"(" + h.esc(b"\xfe\xff\xd8\x00\x00A\xdc") + b")"),
            (b"Sheet", b"(=cmd|' /C calc'!A0)"), (b"Pipe", u16("a | b `c` [d]\\(e\\) \u2028line \u2029para \x85nel")),
            (b"CreationDate", b"(D:20120917101500+04'00'\x1b[1m)")]
    i = p.add(b"<<" + b"".join(b"/" + k + b" " + v for k, v in keys) + b">>")
    m = p.add(h.metadata(h.xmp("tool \u202eloot", h.tags(xmp_CreatorTool="&#x1b;]0;owned&#7; \u202etxet &lt;b&gt;bold&lt;/b&gt;"),
                               0).replace(b"bold", b"bo\xff\xfeld")))
    p.set(root, p.objs[root][:-2] + b"/Metadata %d 0 R>>" % m)
    put("metadata-escapes.pdf", p.save(root, i, (h.ident("esc"),) * 2))


def not_quite_pdf():
    put("zero-bytes.pdf", b"")
    put("text-file.pdf", "Это не PDF, а простой текст.\nThis is no PDF but plain text.\n".encode())
    data = ordinary("truncated", "Only the first two thirds of this file arrived")
    put("truncated.pdf", data[:len(data) * 2 // 3])
    data = ordinary("junk", "Nine hundred bytes stand before the header")
    put("junk-before-header.pdf", (b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + b"junk " * 200)[:900] + data)
    src = os.path.join(TMP, "password.pdf")
    with open(src, "wb") as f:
        f.write(ordinary("password", "The user password is sesame"))
    subprocess.run(["qpdf", "--encrypt", "sesame", "owner", "256", "--", src, os.path.join(OUT, "password-sesame.pdf")], check=True)


def twice(data):
    return zlib.compress(zlib.compress(data, 9), 9)


def packet(desc="", **kv):
    return h.xmp("sample", h.tags(xmp_CreateDate="2012-09-17T10:15:00+04:00", xmp_ModifyDate="2012-09-17T10:15:00+04:00", **kv) + desc, 0)


def with_catalog(p, root, more):
    p.set(root, p.objs[root][:-2] + more + b">>")


def finish(name, p, root, **keys):
    i = p.add(h.info(Title="Sample", CreationDate=D, ModDate=D, **keys))
    put(name + ".pdf", p.save(root, i, (h.ident(name),) * 2))


def packed(p, root, info_ref, name, numbers):
    """As h.save_objstm, for more objects in one stream than a byte can count."""
    heads, bodies = b"", b""
    for n in numbers:
        heads += b"%d %d " % (n, len(bodies))
        bodies += p.objs[n] + b" "
    os_n = p.add(h.stream(heads + bodies, b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(heads))))
    place = {n: at for at, n in enumerate(numbers)}
    plain = {n: b for n, b in p.objs.items() if n not in place}
    p.objs, objs = plain, p.objs
    out, offs = p.body()
    p.objs = objs
    xs_n, at = len(objs) + 1, len(out)
    offs[xs_n] = at
    rows = b"\0\0\0\0\xff\xff"
    for n in range(1, xs_n + 1):
        kind, where, index = (2, os_n, place[n]) if n in place else (1, offs[n], 0)
        rows += bytes([kind]) + where.to_bytes(3, "big") + index.to_bytes(2, "big")
    head = (b"/Type/XRef/Size %d/W[1 3 2]/Root %d 0 R/Info %d 0 R/ID[<" % (xs_n + 1, root, info_ref)
            + b"><".join((h.ident(name),) * 2) + b">]")
    return out + b"%d 0 obj\n" % xs_n + h.stream(rows, head) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at


def flate_bombs():
    """Flate twice over: 200 MiB of zeros in a few hundred bytes."""
    flate = b"/Filter[/FlateDecode/FlateDecode]"
    p, root, page_n, _ = page("Its metadata and its font are 200 MiB each")
    m = p.add(h.stream(twice(bytes(200 << 20)), b"/Type/Metadata/Subtype/XML" + flate, compress=False))
    with_catalog(p, root, b"/Metadata %d 0 R" % m)
    size = 200 << 20
    # 2001-05-04, as counted from 1904; the glyphs are what is left.
    head = struct.pack(">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, 1000, 3071822400, 3071822400, 0, 0, 0, 0, 0, 8, 2, 0, 0)
    font = struct.pack(">IHHHH", 0x10000, 2, 32, 1, 0)
    font += struct.pack(">4sIII", b"glyf", 0, 44 + len(head) + 2, size - 44 - len(head) - 2)
    font += struct.pack(">4sIII", b"head", 0, 44, len(head)) + head
    program = p.add(h.stream(twice(font.ljust(size, b"\0")), b"/Length1 %d" % size + flate, compress=False))
    fd = p.add(b"<</Type/FontDescriptor/FontName/AAAAAA+Zeros/Flags 32/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 800/Descent -200"
               b"/CapHeight 700/StemV 80/FontFile2 %d 0 R>>" % program)
    f = p.add(b"<</Type/Font/Subtype/TrueType/BaseFont/AAAAAA+Zeros/FirstChar 32/LastChar 32/Widths[500]/FontDescriptor %d 0 R"
              b"/Encoding/WinAnsiEncoding>>" % fd)
    p.set(page_n, p.objs[page_n].replace(b"/Font<<", b"/Font<</F2 %d 0 R" % f))
    finish("flate-bomb", p, root)
    p, root, _, _ = page("A hundred metadata streams of 20 MiB each")
    zeros = h.stream(twice(bytes(20 << 20)), b"/Type/Metadata/Subtype/XML" + flate, compress=False)
    many = [p.add(zeros) for _ in range(100)]
    with_catalog(p, root, b"/Metadata %d 0 R/Others[" % many[0] + b" ".join(b"%d 0 R" % n for n in many[1:]) + b"]")
    finish("flate-bomb-many", p, root)


def page_trees():
    p, root, page_n, _ = page("The tree of its pages comes back to itself")
    below = p.add(b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R 7 0 R %d 0 R]/Count 1>>" % page_n)
    assert below == 6
    p.add(b"<</Type/Pages/Parent 6 0 R/Kids[7 0 R 6 0 R]/Count 1>>")
    p.set(2, b"<</Type/Pages/Kids[6 0 R 2 0 R]/Count 1>>")
    p.set(page_n, p.objs[page_n].replace(b"/Parent 2 0 R", b"/Parent 6 0 R"))
    finish("page-tree-loop", p, root)
    p, root, page_n, _ = page("Two thousand nodes stand over this page", "1.5")
    nodes = [2] + [p.reserve() for _ in range(1999)]
    for at, n in enumerate(nodes):
        parent = b"/Parent %d 0 R" % nodes[at - 1] if at else b""
        p.set(n, b"<</Type/Pages%s/Kids[%d 0 R]/Count 1>>" % (parent, (nodes + [page_n])[at + 1]))
    p.set(page_n, p.objs[page_n].replace(b"/Parent 2 0 R", b"/Parent %d 0 R" % nodes[-1]))
    i = p.add(h.info(Title="Sample", CreationDate=D, ModDate=D))
    put("page-tree-deep.pdf", packed(p, root, i, "page-tree-deep", nodes))


def hybrid_loop():
    """The table names the hidden stream by /XRefStm and by /Prev; the stream names the table by both."""
    p, root, _, _ = page("A table and a hidden stream that point at each other", "1.5")
    i = p.add(h.info(Title="Sample", CreationDate=D, ModDate=D))
    out, offs = p.body()
    n = len(p.objs) + 1
    stm = offs[n] = len(out)
    rows = b"\0\0\0\0\xff\xff" + b"".join(b"\x01" + offs[k].to_bytes(3, "big") + b"\0\0" for k in range(1, n + 1))
    # The offset of the table stands in the stream before it: written with all its digits, it does not move what follows.
    head = b"/Type/XRef/Size %d/W[1 3 2]/Root %d 0 R/Info %d 0 R/Prev %s/XRefStm %s"
    made = lambda at: b"%d 0 obj\n" % n + h.stream(rows, head % (n + 1, root, i, at, at)) + b"\nendobj\n"
    at = len(out) + len(made(b"0000"))
    out += made(b"%04d" % at)
    assert len(out) == at
    ids = (h.ident("xref-loop-hybrid"),) * 2
    out += (p.table(offs, n) + b"trailer\n" + h.trailer_dict(n + 1, root, i, ids, b"/Prev %d/XRefStm %d" % (stm, stm))
            + b"\nstartxref\n%d\n%%%%EOF\n" % at)
    put("xref-loop-hybrid.pdf", out)


def deeper():
    n = 10000
    p, root, _, _ = page("Ten thousand arrays inside each other")
    with_catalog(p, root, b"/Deep %d 0 R" % p.add(b"[" * n + b"null" + b"]" * n))
    finish("nested-arrays-10000", p, root)
    p, root, _, _ = page("Ten thousand dictionaries inside each other, packed", "1.5")
    deep = p.add(b"<</A" * n + b" null" + b">>" * n)
    with_catalog(p, root, b"/Deep %d 0 R" % deep)
    i = p.add(h.info(Title="Sample", CreationDate=D, ModDate=D))
    put("nested-dictionaries-10000.pdf", packed(p, root, i, "nested-dictionaries", [deep]))


def attached():
    """A hundred documents, each attached to the next; the innermost has a page with text."""
    p, root, _, _ = h.plain([("F1", 14, "innermost")])
    i = p.add(h.info(Title="level 100", CreationDate=D))
    data = p.save(root, i)
    for level in range(99, -1, -1):
        p = h.Pdf("1.4")
        p.add(b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a.pdf)4 0 R]>>>>>>")
        p.add(b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
        p.add(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>")
        p.add(b"<</Type/Filespec/F(a.pdf)/EF<</F 5 0 R>>>>")
        p.add(h.stream(data, b"/Type/EmbeddedFile/Subtype/application#2Fpdf/Params<</Size %d/ModDate(" % len(data) + D + b")>>"))
        data = p.save(1, p.add(h.info(Title="level %d" % level, CreationDate=D)))
    put("attached-100-deep.pdf", data)


def packets():
    xml = b"/Type/Metadata/Subtype/XML"
    n = 10000
    p, root, _, _ = page("Ten thousand elements inside each other in its XMP packet")
    deep = "<dc:relation>" * n + "at the bottom" + "</dc:relation>" * n
    with_catalog(p, root, b"/Metadata %d 0 R" % p.add(h.stream(packet(deep), xml)))
    finish("xmp-deep", p, root)
    p, root, _, _ = page("One element of its XMP packet has twenty thousand attributes")
    many = "</rdf:Description>\n  <rdf:Description rdf:about=''%s>" % "".join(" xmp:a%05d=''" % k for k in range(20000))
    many = many.replace("rdf:about=''", "rdf:about='' xmlns:xmp='http://ns.adobe.com/xap/1.0/'", 1)
    m = p.add(h.stream(twice(packet(many)), xml + b"/Filter[/FlateDecode/FlateDecode]", compress=False))
    with_catalog(p, root, b"/Metadata %d 0 R" % m)
    finish("xmp-billion-attributes", p, root)


def streams():
    """Streams whose dictionaries mislead: a length that is the stream itself, containers in a circle, a row of 2 GB."""
    xml = b"/Type/Metadata/Subtype/XML"
    p, root, _, content = page("The length of this stream is this stream")
    m = p.reserve()
    for n, data in ((m, packet()), (content, p.objs[content].split(b"stream\n")[1][:-10])):
        p.set(n, b"<<%s/Length %d 0 R>>\nstream\n" % (xml if n == m else b"", n) + data + b"\nendstream")
    with_catalog(p, root, b"/Metadata %d 0 R" % m)
    finish("length-loop", p, root)
    p, root, _, _ = page("An object stream that extends itself and holds itself", "1.5")
    out, offs = p.body()
    info_n, os_n, xs_n = (len(p.objs) + k for k in (1, 2, 3))
    own = h.info(Title="Sample", CreationDate=D, ModDate=D)
    heads = b"%d 0 %d %d " % (info_n, os_n, len(own) + 1)
    offs[os_n] = len(out)
    out += (b"%d 0 obj\n" % os_n + h.stream(heads + own + b" <</Type/ObjStm/N 1/First 4/Extends %d 0 R>>" % os_n,
            b"/Type/ObjStm/N 2/First %d/Extends %d 0 R" % (len(heads), os_n)) + b"\nendobj\n")
    at = offs[xs_n] = len(out)
    rows = b"\0\0\0\0\xff"
    for n in range(1, xs_n + 1):
        rows += (b"\x02" + os_n.to_bytes(3, "big") + b"\0") if n == info_n else (b"\x01" + offs[n].to_bytes(3, "big") + b"\0")
    head = b"/Type/XRef/Size %d/W[1 3 1]/Root %d 0 R/Info %d 0 R" % (xs_n + 1, root, info_n)
    put("objstm-extends-loop.pdf", out + b"%d 0 obj\n" % xs_n + h.stream(rows, head) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % at)
    p, root, _, _ = page("The rows of its metadata are said to be 2,000,000,000 bytes long")
    m = p.add(h.stream(b"\2" + packet(), xml + b"/DecodeParms<</Predictor 12/Columns 2000000000>>"))
    with_catalog(p, root, b"/Metadata %d 0 R" % m)
    finish("predictor-huge-columns", p, root)


def many_revisions():
    p, root, _, _ = page("Saved five thousand times more")
    i = p.add(h.info(Title="Sample", CreationDate=D, ModDate=D))
    n = p.add(b"0")
    with_catalog(p, root, b"/Saves %d 0 R" % n)
    data = p.save(root, i)
    for k in range(1, 5001):
        data = h.update(data, {n: b"%d" % k}, n + 1, root, i)
    put("many-revisions.pdf", data)


def names():
    """What metadata-escapes.pdf has not: hyperlinks of terminals, forged lines, controls in UTF-16, and names that act."""
    link = b"\x1b]8;;http://example.com/\x1b\\here\x1b]8;;\x07"
    line = b"\nin 1 = ok 1 + partial 0 + error 0 + skipped 0\n"
    u16 = lambda s: b"(" + h.esc(b"\xfe\xff" + s.encode("utf-16-be")) + b")"
    name = lambda data: b"/" + b"".join(b"#%02X" % c if c < 33 or c > 126 or c in b"#/()<>[]{}%" else bytes([c]) for c in data)
    p, root, page_n, _ = page("Its names and its metadata talk to terminals and forge lines")
    keys = [(b"/Title", b"(" + h.esc(link) + b")"), (b"/Author", b"(forged" + h.esc(line) + b")"), (b"/Subject", b"(raw" + line + b")"),
            (b"/Keywords", u16("\x1b[2J\x9b2J\x9d8;;http://example.com/\x9chere\x9d8;;\x9c\x85in 1 = ok 1\u2028in 1 = ok 1\u2029")),
            (b"/Creator", b"(contradicts\\ragrees     )"), (b"/Producer", u16("\u202efdp\u202c\u202b\U000e0041\U000e007f\u0000\u00ad\ufeff")),
            (b"/Jsonl", b"(\"}\\n{\"path\":\"forged\",\"status\":\"ok\"}\\n)"), (b"/Page", h.string("</script><script>alert(1)</script><!--")),
            (b"/CreationDate", b"(" + D + h.esc(line) + b")"), (b"/ModDate", b"(" + D + b")"),
            (name(link), b"(a key that links)"), (name(line), b"(a key that forges)"), (name("\u202eyek".encode()), b"(a key that turns)")]
    i = p.add(b"<<" + b"".join(k + b" " + v for k, v in keys) + b">>")
    f = p.add(b"<</Type/Font/Subtype/Type1/BaseFont" + name(b"Arial" + link + line) + b">>")
    a = p.add(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/Border[0 0 0]/M(yesterday" + h.esc(line) + b")/A<</S/URI/URI(http://example.com/"
              + h.esc(link + line) + b")>>>>")
    p.set(page_n, p.objs[page_n].replace(b"/Font<<", b"/Font<</F2 %d 0 R" % f)[:-2] + b"/Annots[%d 0 R]/PieceInfo<<" % a
          + name(link + line) + b"<</LastModified(" + D + b")/Private null>>>>/LastModified(" + D + b")>>")
    tool = "tool&#10;in 1 = ok 1 + partial 0 + error 0 + skipped 0&#10;&#x202e;loot&#x9b;2J"
    m = p.add(h.metadata(packet(xmp_CreatorTool=tool, xmp_Nickname="<![CDATA[</script><b>\u202b\u0085]]>")))
    with_catalog(p, root, b"/Metadata %d 0 R/Version" % m + name(b"1.7" + line) + b"/Extensions<<" + name(link)
                 + b"<</BaseVersion/1.7/ExtensionLevel 3>>>>")
    put("name-with-escapes.pdf", p.save(root, i, (h.ident("name-with-escapes"),) * 2))


if __name__ == "__main__":
    os.makedirs(TMP, exist_ok=True)
    os.makedirs(OUT, exist_ok=True)
    for fn in (prev_loop, huge_size, bomb, nesting, self_reference, entities, strings, not_quite_pdf, flate_bombs, page_trees,
               hybrid_loop, deeper, attached, packets, streams, many_revisions, names):
        fn()
