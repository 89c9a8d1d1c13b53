"""Small PDF files by hand whose later save changes the words of the page, or not. Python alone."""
import pathlib


def objects(numbered, start=0):
    """Objects one after another, and where each begins."""
    data, places = b"", {}
    for number, body in numbered.items():
        places[number] = start + len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    return data, places


def content(body):
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body)


def stream(text):
    return content(b"BT /F1 12 Tf 72 700 Td (%s) Tj ET" % text)


def original(text):
    return page(stream(text))


def page(drawn):
    """A document of one page."""
    data, places = objects({
        1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        4: drawn, 5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: b"<< /CreationDate (D:20130520101500Z) /ModDate (D:20130520101500Z) >>"}, 9)
    data = b"%PDF-1.4\n" + data
    table = b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % places[number] for number in range(1, 7))
    return data + table + b"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(data)


def updated(before, changed, size=7):
    data, places = objects(changed, len(before))
    previous = int(before.split(b"startxref\n")[-1].split(b"\n")[0])
    table = b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (number, at) for number, at in sorted(places.items()))
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info 6 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (size, previous, len(before) + len(data))
    return before + data + table + trailer


def exchanged():
    return updated(original(b"Fuel: 10 000 litres"), {4: stream(b"Fuel: 90 000 litres")})


def redrawn():
    """The same words, drawn by another stream; and new dates."""
    body = b"BT /F1 12 Tf 72 700 Td (Fuel: ) Tj (10 000 litres) Tj ET"
    return updated(original(b"Fuel: 10 000 litres"), {4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(body), body),
                                                     6: b"<< /CreationDate (D:20130520101500Z) /ModDate (D:20130521101500Z) >>"})


def signed():
    """The honest signed sample, made by pyHanko (see its recipe)."""
    return (pathlib.Path(__file__).parent.parent / "checks/D010-clear-honest.pdf").read_bytes()


def exchanged_behind_signature():
    """A save behind the signature draws other words on the page."""
    return updated(signed(), {4: stream(b"Fuel: 90 000 litres").replace(b"/F1", b"/F2")}, 11)


def broken_within_signature():
    """One digit of the signed bytes differs: the width of the page."""
    before = signed()
    assert before.count(b"MediaBox[0 0 595 842]") == 1
    return before.replace(b"MediaBox[0 0 595 842]", b"MediaBox[0 0 596 842]")


def dated_behind_signature():
    """A save behind the signature changes a date alone."""
    return updated(signed(), {6: b"<< /CreationDate (D:20261124233235Z) /ModDate (D:20261125101500Z) >>"}, 11)


WORDS = b"BT /F1 12 Tf 72 700 Td (Fuel for the column: ) Tj (10 000 litres) Tj ET\n"
BAR = b"q 0 g 180 694 110 18 re f Q\n"


def under_a_bar():
    """A redaction that is none: a black bar is painted over words, and the words stay."""
    return page(content(WORDS + BAR))


def white_on_white():
    """White words on the bare page."""
    return page(content(WORDS + b"1 g BT /F1 12 Tf 72 660 Td (Not for the second company) Tj ET"))


def white_on_black():
    """White words on a black bar: everyone sees them."""
    return page(content(BAR + b"1 g BT /F1 12 Tf 184 700 Td (10 000 litres) Tj ET"))


def on_yellow():
    """Words on a yellow surface that was painted before them."""
    return page(content(b"q 1 1 0 rg 60 690 300 30 re f Q\n" + WORDS))
