"""The words that valla reads of Office documents next to those that other programs read: how many of each are also the other's.

    python3 words.py VALLA FOLDER [--low 0.9] [--show NAME]

Python 3.11 with python-docx, python-pptx, openpyxl and pyxlsb. VALLA is the program: its worker is asked, which answers with all that it
reads. Of every file of a format the bags of words are compared, in small letters, letters and digits alone: F1, per file and by format.
Words that a tracked change took out and names of sheets are left out, as the other programs leave them out. Files that the other program
cannot open are named and not counted. With --show the words of one file that only one of both has are printed."""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import zipfile


def bag(text):
    return collections.Counter(re.findall(r"[^\W_]+", text.lower()))


def of_docx(path):
    """All text elements of the parts that are shown, by the elements that python-docx gives: body, heads, feet, notes, comments."""
    import docx
    from docx.oxml.ns import qn
    from docx.oxml.parser import parse_xml
    document = docx.Document(path)
    found = []
    w = lambda name: qn("w:" + name)
    fallback = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

    def walk(element, lines):
        if element.tag == fallback or element.tag in (w("del"), w("moveFrom")):
            return
        if element.tag in (w("t"), qn("m:t")):
            lines.append(element.text or "")
        elif element.tag in (w("tab"), w("br"), w("cr")):
            lines.append(" ")
        elif element.tag == w("noBreakHyphen"):
            lines.append("-")
        for child in element:
            walk(child, lines)
        if element.tag == w("p"):
            lines.append("\n")

    for part in document.part.package.iter_parts():
        name = str(part.partname)
        kind = part.content_type
        if "glossary" in name or not kind.startswith("application/vnd"):
            continue
        if any(kind.endswith(end) for end in ("main+xml", "header+xml", "footer+xml", "footnotes+xml", "endnotes+xml", ".comments+xml")):
            walk(parse_xml(part.blob), found)
        elif "drawingml.chart+xml" in kind:
            found.append(chart(part.blob))
        elif "diagramData+xml" in kind:
            found.append(drawing(part.blob))
    return "".join(found)


def chart(blob):
    import lxml.etree
    tree = lxml.etree.fromstring(blob)
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    texts, known = [], set()
    for cache in tree.iter(c + "strCache", c + "strLit", c + "multiLvlStrCache"):
        text = "\n".join(v.text or "" for v in cache.iter(c + "v"))
        if text not in known:
            known.add(text)
            texts.append(text)
    for title in tree.iter(c + "rich"):
        texts.append(drawing(title))
    return "\n" + "\n".join(texts) + "\n"


def drawing(blob):
    import lxml.etree
    tree = lxml.etree.fromstring(blob) if isinstance(blob, bytes) else blob
    a = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    return "\n" + "\n".join("".join(t.text or "" for t in p.iter(a + "t")) for p in tree.iter(a + "p")) + "\n"


def of_pptx(path):
    import pptx
    presentation = pptx.Presentation(path)
    found = []

    def shapes(of):
        for shape in of:
            if shape.shape_type == 6:
                shapes(shape.shapes)
            elif shape.has_text_frame:
                found.append(shape.text_frame.text.replace("\x0b", "\n"))
            elif getattr(shape, "has_table", False) and shape.has_table:
                found.extend(cell.text.replace("\x0b", "\n") for row in shape.table.rows for cell in row.cells)

    for slide in presentation.slides:
        shapes(slide.shapes)
        if slide.has_notes_slide:
            shapes(slide.notes_slide.shapes)
        for relationship in slide.part.rels.values():
            if relationship.is_external:
                continue
            blob = relationship.target_part.blob
            if relationship.reltype.endswith("/chart"):
                found.append(chart(blob))
            elif relationship.reltype.endswith("/diagramData"):
                found.append(drawing(blob))
            elif relationship.reltype.endswith("/comments"):
                found.extend(re.findall(r"<(?:p:text|a:t)>([^<]*)<", blob.decode()))
    return "\n".join(found)


def of_xlsx(path):
    import openpyxl
    book = openpyxl.load_workbook(path, data_only=True, rich_text=False)
    found = []
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type in "sf":
                    found.append(cell.value)
                if cell.comment and not (cell.comment.author or "").startswith("tc={"):
                    found.append(cell.comment.text)
        for part in ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter"):
            item = getattr(sheet, part)
            for place in (item.left, item.center, item.right):
                if place is not None and place.text:
                    found.append(re.sub(r"&\[?(?:Page|Pages|Date|Time|Tab|File|Path|[A-Z])\]?", " ", place.text))
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
                found.append(chart(package.read(name)))
            elif re.fullmatch(r"xl/drawings/drawing\d+\.xml|xl/diagrams/data\d+\.xml", name):
                found.append(drawing(package.read(name)))
            elif re.fullmatch(r"xl/threadedComments/.*\.xml", name):
                found.extend(re.findall(r"<text>([^<]*)<", package.read(name).decode()))
    return "\n".join(found)


def of_xlsb(path):
    import pyxlsb
    found = []
    with pyxlsb.open_workbook(path) as book:
        for name in book.sheets:
            with book.get_sheet(name) as sheet:
                found.extend(cell.v for row in sheet.rows() for cell in row if isinstance(cell.v, str))
    return "\n".join(found)


OTHERS = {
    "docx": of_docx, "docm": of_docx, "dotx": of_docx, "dotm": of_docx, "pptx": of_pptx, "pptm": of_pptx, "ppsx": of_pptx,
    "xlsx": of_xlsx, "xlsm": of_xlsx, "xltx": of_xlsx, "xlsb": of_xlsb,
}


class Worker:
    """A worker of valla, which reads what it is asked to."""

    def __init__(self, program, folder):
        self.process = subprocess.Popen([program, "worker", "--root", folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.exchange({"protocol": 2})

    def exchange(self, line):
        self.process.stdin.write(json.dumps(line).encode() + b"\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def words(self, path):
        answer = self.exchange({"id": "1", "path": str(path)})
        return answer["extraction"].get("words", [])


def of_valla(words):
    """The text that the other programs give too: nothing that a change took out, and no names."""
    is_other = lambda run: run["passage"] == "name" or "deleted" in run.get("seen", {})
    return "\n".join(run["text"] for run in words if not is_other(run))


def f1(ours, theirs):
    common = sum((ours & theirs).values())
    total = sum(ours.values()) + sum(theirs.values())
    return 1.0 if total == 0 else 2 * common / total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("valla")
    parser.add_argument("folder", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("--low", type=float, default=0.9)
    parser.add_argument("--show")
    options = parser.parse_args()
    worker = Worker(options.valla, options.folder)
    scores, totals = collections.defaultdict(list), collections.defaultdict(lambda: [0, 0, 0])
    for path in sorted(pathlib.Path(options.folder).rglob("*")):
        kind = path.suffix.lower().lstrip(".")
        if kind not in OTHERS or not path.is_file():
            continue
        if options.show and options.show not in str(path):
            continue
        ours = bag(of_valla(worker.words(path)))
        try:
            theirs = bag(OTHERS[kind](str(path)))
        except Exception as error:
            print(f"not opened by the other program: {path}: {type(error).__name__} {str(error)[:80]}; valla has {sum(ours.values())} words")
            continue
        score = f1(ours, theirs)
        scores[kind].append(score)
        for at, count in enumerate([sum((ours & theirs).values()), sum(ours.values()), sum(theirs.values())]):
            totals[kind][at] += count
        if score < options.low or options.show:
            print(f"{score:.3f} {path}: valla {sum(ours.values())}, the other {sum(theirs.values())}")
            print("    only valla:", (ours - theirs).most_common(12))
            print("    only the other:", (theirs - ours).most_common(12))
    for kind, found in sorted(scores.items()):
        common, ours, theirs = totals[kind]
        print(f"{kind}: {len(found)} files, F1 mean {sum(found) / len(found):.4f}, least {min(found):.4f}, over all words "
              f"{2 * common / max(ours + theirs, 1):.4f} (valla {ours}, the other {theirs})")


if __name__ == "__main__":
    sys.exit(main())
