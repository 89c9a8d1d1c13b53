"""samples/hostile: small inert files that a careless reader stumbles over."""
import os
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


if __name__ == "__main__":
    os.makedirs(TMP, exist_ok=True)
    os.makedirs(OUT, exist_ok=True)
    for fn in (prev_loop, huge_size, bomb, nesting, self_reference, entities, strings, not_quite_pdf):
        fn()
