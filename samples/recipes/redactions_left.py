"""What is left of removed words elsewhere in a document: beside the page, in the file, in the fonts, and what a document does when it is
opened; each beside its proper twin. See redactions.py."""
import pdfhand as h
from papers import LATIN, RUSSIAN, DATE, DejaVu, Helvetica, Letter, Paper, appearance, bar, rect, say, visible
from redactions import hides, pair

ANNA, TOBIN, MIRA = "Anna Velkova", "Tobin Harrow", "Mira Oskeld"
OPENED = "Opened by Anna Velkova"


def removed(seed, catalog=lambda paper: b"", entries=lambda paper: b"", about=None, tag=(b"", b""), version="1.7"):
    """The letter with its bar and without the name; what else the document has is up to the caller. The number of its page is paper.waiting."""
    paper, letter = Paper(version=version), Letter()
    paper.coming()
    paper.page = paper.waiting
    more, root = entries(paper), catalog(paper)
    paper.sheet(letter.lines + tag[0] + bar(letter.box) + tag[1], entries=more)
    return paper.save(seed, root, about)


def left(name, truth, reason, make, **told):
    """A pair of the letter with its bar, where `make` returns what is left and what is not left, as arguments of `removed`."""
    settings = {key: told.pop(key) for key in ("look", "twin", "show", "none", "removed") if key in told}
    pair(name, truth, hides(reason, **told), **settings)(lambda fails: removed(name, **make(fails)))


def outline(fails):
    def catalog(paper):
        top, item = paper.pdf.reserve(), paper.pdf.reserve()
        title = OPENED if fails else "Statement to the harbour office"
        paper.pdf.set(top, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count 1>>" % (item, item))
        paper.pdf.set(item, b"<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]>>" % (h.string(title), top, paper.page))
        return b"/Outlines %d 0 R" % top
    return dict(catalog=catalog)


left("outline", "A bookmark repeats the name that is removed from the page.", "outline", outline, part=ANNA,
     twin="The bookmark says what the heading says.")


def tagged(entry, words, kind=b"Span"):
    def make(fails):
        def catalog(paper):
            root, element = paper.pdf.reserve(), paper.pdf.reserve()
            paper.pdf.set(root, b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[0[%d 0 R]]>>/ParentTreeNextKey 1>>" % (element, element))
            text = b"/%s%s" % (entry, h.string(words)) if fails else b""
            paper.pdf.set(element, b"<</Type/StructElem/S/%s/P %d 0 R/Pg %d 0 R/K 0%s>>" % (kind, root, paper.page, text))
            return b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>" % root
        return dict(catalog=catalog, entries=lambda paper: b"/StructParents 0", tag=(b"/%s <</MCID 0>> BDC\n" % kind, b"EMC\n"))
    return make


left("structure-actual-text", "The tag of the bar states the removed name as its actual text.", "structure", tagged(b"ActualText", ANNA), words=ANNA, show="grep -ac 'Anna Velkova' {}")
left("structure-alternative", "The tag of the bar states the removed name as its alternative description.", "structure",
     tagged(b"Alt", TOBIN, b"Figure"), words=TOBIN, show="grep -ac 'Tobin Harrow' {}")
left("structure-expansion", "The tag of the bar states the removed name as what an abbreviation means.", "structure", tagged(b"E", MIRA), words=MIRA, show="grep -ac 'Mira Oskeld' {}")
left("tag-text", "A mark in the content of the page states the removed name as the actual text of the bar.", "tag-text",
     lambda fails: dict(tag=(b"/Span <</ActualText(%s)>> BDC\n" % ANNA.encode() if fails else b"/Span BMC\n", b"EMC\n")), page=1, words=ANNA, show="grep -ac 'Anna Velkova' {}")


def unused(name, truth, spare, field, show):
    """`spare` are the letters that are left; the page has none of them."""
    def make(fails):
        face = DejaVu(visible(RUSSIAN), **({field: spare} if fails else {}))
        paper, letter = Paper(face), Letter(face, RUSSIAN)
        paper.sheet(letter.lines + bar(letter.box))
        return paper.save(name)
    letters = "".join(sorted(set(spare)))
    assert not set(spare) & set(visible(RUSSIAN))
    pair(name, truth, hides("unused-glyphs", words=letters), show=show, none=show,
         twin="It looks the same, and the font has no letter that the page does not use.")(make)


unused("unused-glyphs-told", "The table ToUnicode of a font has letters of a removed name that no page uses: Эраст Фощин.", "ФЩЭ",
       "told", "grep -ac '<0424>' {}")
unused("unused-glyphs-font", "The subset of a font has letters of a removed name that no page uses: Юлий Цорщ. Its table cmap names them, ToUnicode does not.", "ЮЦщ", "spare",
       "grep -ac ']%d\\[' {}" % (len(set(visible(RUSSIAN))) + 3))

left("destination-name", "The name of a destination repeats the removed name.", "destination-name",
     lambda fails: dict(catalog=lambda paper: b"/Names<</Dests<</Names[(%s)[%d 0 R/Fit]]>>>>" % (b"opened-by-anna-velkova" if fails else b"section-2", paper.page)),
     words="opened-by-anna-velkova")


def described(fails):
    inside = h.title_tag("Statement to the harbour office")
    if fails:
        inside += "   <dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">Who opened the gate: Tobin Harrow</rdf:li></rdf:Alt></dc:description>\n"
    return dict(catalog=lambda paper: b"/Metadata %d 0 R" % paper.add(h.metadata(h.xmp(None, inside))))


left("metadata-xmp", "The description in the metadata repeats the removed name.", "metadata", described, part=TOBIN, twin="The metadata have the title alone.")
left("metadata-info", "The subject in the Info dictionary repeats the removed name.", "metadata",
     lambda fails: dict(about=h.info(Title="Statement to the harbour office", Producer="Sample Writer 1.0", CreationDate=DATE, ModDate=DATE,
                                     **({"Subject": "The gate was opened by Mira Oskeld"} if fails else {}))), part=MIRA,
     twin="The Info dictionary has the title alone.")


def field(fails):
    paper, letter = Paper(), Letter()
    look = appearance(paper, letter.box, bar(letter.box))
    note = paper.add(b"<</Type/Annot/Subtype/Widget/FT/Tx/T(Name)/F 4/DA(/F1 12 Tf 0 g)/V(%s)%s%s>>" % (ANNA.encode() if fails else b"", rect(letter.box), look))
    paper.sheet(letter.lines, entries=b"/Annots[%d 0 R]" % note)
    return paper.save("form-value", b"/AcroForm<</Fields[%d 0 R]/DR<</Font<</F1 %d 0 R>>>>>>" % (note, paper.font))


pair("form-value", "A field of a form shows a bar, and its value is the name.", hides("form-value", words=ANNA), twin="The field has no value.", show="grep -ac 'Anna Velkova' {}")(field)


def noted(fails):
    paper, letter = Paper(), Letter()
    look = appearance(paper, letter.box, bar(letter.box))
    said = b"/Contents(Removed here: Tobin Harrow)" if fails else b""
    paper.annotated(letter.lines, b"<</Type/Annot/Subtype/Square/F 4/IC[0 0 0]/BS<</W 0>>%s%s%s>>" % (said, rect(letter.box), look))
    return paper.save("annotation-contents")


pair("annotation-contents", "The bar is an annotation with nothing below it, and its note says what was removed.",
     hides("annotation-contents", 1, part="Tobin Harrow"), twin="The annotation has no note.")(noted)


def attached(fails):
    def catalog(paper):
        if not fails:
            return b""
        file = paper.stream(b"Guards of the quay gate, March 2019\nMira Oskeld\nTobin Harrow\n", b"/Type/EmbeddedFile/Subtype/text#2Fplain")
        about = paper.add(b"<</Type/Filespec/F(guards.txt)/UF(guards.txt)/EF<</F %d 0 R>>>>" % file)
        return b"/Names<</EmbeddedFiles<</Names[(guards.txt) %d 0 R]>>>>" % about
    return dict(catalog=catalog)


left("attachment", "A list of names is attached to the letter: guards.txt.", "attachment", attached, part="guards.txt", show="pdfdetach -list {} | grep -c guards.txt",
     none="pdfdetach -list {} | grep -c guards.txt", twin="Nothing is attached.")


def thumbnail(fails):
    face = DejaVu(visible(RUSSIAN))
    paper, letter = Paper(face), Letter(face, RUSSIAN)
    small = letter.picture("Тимур Вересов", 0.6, barred=not fails)
    thumb = paper.add(h.stream(small.data(), b"/Width %d/Height %d/ColorSpace/DeviceGray/BitsPerComponent 8" % (small.width, small.height)))
    paper.sheet(letter.lines + bar(letter.box), entries=b"/Thumb %d 0 R" % thumb)
    return paper.save("page-thumbnail")


pair("page-thumbnail", "The small picture of the page was made before the name was removed from the page.",
     hides("page-thumbnail", 1, pixels="The small picture of the page shows the name Тимур Вересов in place of the bar."), show="grep -ac /Thumb {}",
     removed=False, twin="The small picture shows the bar, as the page does.")(thumbnail)


def earlier(fails):
    letter = Letter()
    barred = letter.lines + bar(letter.box)
    paper = Paper()
    paper.sheet(letter.lines + letter.name(ANNA) if fails else barred)
    data = paper.save("earlier-revision")
    if fails:
        changed = {paper.drawn[0]: h.stream(barred, compress=False)}
        data = h.update(data, changed, len(paper.pdf.objs) + 1, paper.root, paper.about, (paper.ids[0], h.ident("earlier-revision later")))
    return data


pair("earlier-revision", "A second save draws the bar in place of the name; the first save is still in the file.", hides("earlier-revision", 1, part=ANNA),
     show="grep -ac 'Anna Velkova' {}", twin="The file has one save, with the bar.")(earlier)


def orphan(fails):
    def entries(paper):
        letter = Letter()
        if fails:
            paper.stream(letter.lines + letter.name(TOBIN))
        return b""
    return dict(entries=entries)


left("unreferenced", "The content of the page before the removal is in the file, and nothing refers to it.", "unreferenced", orphan, part=TOBIN)


def private(fails):
    def entries(paper):
        letter = Letter()
        lines = b"Layout 1\n" + (b"text: The gate was opened for it by Mira Oskeld\n" if fails else b"text: The gate was opened for it by\n")
        kept = paper.stream(lines)
        return b"/LastModified(%s)/PieceInfo<</SampleEditor<</LastModified(%s)/Private %d 0 R>>>>" % (DATE, DATE, kept)
    return dict(entries=entries)


left("piece-info", "The private data of the editing program keep the line with the name.", "piece-info", private, part=MIRA,
     twin="The private data keep the line without the name, as the page shows it.")


def doubled(fails):
    letter = Letter()
    paper = Paper()
    barred = letter.lines + bar(letter.box)
    if fails:
        shown, hidden = paper.stream(barred), paper.stream(letter.lines + letter.name(ANNA))
        paper.sheet(b"", contents=b"/Contents %d 0 R/Contents %d 0 R" % (hidden, shown))
    else:
        paper.sheet(barred)
    return paper.save("duplicate-key-contents")


pair("duplicate-key-contents", "The page states its content twice: with the bar, and with the name. Programs differ in which of the two they show.",
     hides("duplicate-key", alias=["unreferenced"]), show="grep -ac 'Anna Velkova' {}")(doubled)


def titled(fails):
    first = b"/Title(Statement of Tobin Harrow)" if fails else b""
    return dict(about=b"<<" + first + b"/Title(Statement to the harbour office)/Producer(Sample Writer 1.0)/CreationDate(%s)/ModDate(%s)>>" % (DATE, DATE))


left("duplicate-key-title", "The Info dictionary states the title twice, and the one that programs differ in has the removed name.", "duplicate-key", titled,
     part=TOBIN, alias=["metadata"])


def boxes(fails):
    """A face whose letters are black boxes; properly, it says nothing but boxes."""
    name = ANNA.replace(" ", "\u00a0")
    face = Helvetica()
    lying = DejaVu(name, looks={c: None for c in name}) if fails else DejaVu("\u25a0", looks={"\u25a0": None})
    paper, letter = Paper(face), Letter(face)
    number = lying.add(paper.pdf)
    if fails:
        row = say(lying, name, letter.x, letter.y, font=b"F2")
    else:
        # The same boxes, one behind the other, as far as the boxes of the letters go: no width of a letter is left.
        row = say(lying, "\u25a0" * 9, letter.x, letter.y, font=b"F2")
    paper.sheet(letter.lines + row, fonts=b"/F2 %d 0 R" % number)
    return paper.save("font-lies-boxes")


pair("font-lies-boxes", "The name is set in a font whose letters are all black boxes. Its table ToUnicode says which letters they are.",
     hides("font-lies", 1, ANNA), show="pdftotext {} - | grep -c 'Anna.Velkova'", look="other",
     twin="The boxes are characters of their own, nine of one width, and say nothing.")(boxes)


def swapped(fails):
    """The page shows Monday; who copies it gets what the table ToUnicode says."""
    honest = DejaVu("A note: the convoy leaves on Monday, not on Friday. Fictional document.")
    looks = dict(zip("Friday", "Monday"))
    lying = DejaVu("Friday", looks=looks, tag="SECOND") if fails else DejaVu("Monday", tag="SECOND")
    paper = Paper(honest)
    number = lying.add(paper.pdf)
    start = 62 + honest.width("The convoy leaves on ".replace("T", "t"))
    paper.sheet(say(honest, "A note: the convoy leaves on Monday, not on Friday.", 62, 700) + say(honest, "the convoy leaves on ", 62, 660)
                + say(lying, "Friday" if fails else "Monday", start, 660, font=b"F2") + say(honest, "Fictional document.", 62, 600, 9), fonts=b"/F2 %d 0 R" % number)
    return paper.save("font-lies-letters")


pair("font-lies-letters", "The page shows the word Monday, in a font whose table ToUnicode says Friday.", hides("font-lies", 1, part="Friday"),
     show="pdftotext {} - | grep -c 'leaves on Friday'", twin="The font says what it shows.")(swapped)


def acting(name, truth, reason, entry, target, proper="The document does nothing when it is opened.", alias=()):
    """An action when the document or the page is opened."""
    def make(fails):
        if not fails:
            return {}
        return dict(catalog=lambda paper: b"/OpenAction" + entry) if not entry.startswith(b"/AA") else dict(entries=lambda paper: entry)
    left(name, truth, reason, make, part=target, twin=proper, alias=list(alias), show="grep -ac %s {}" % ("'" + target + "'"))


acting("active-script", "The document runs a script when it is opened.", "script", b"<</S/JavaScript/JS(app.alert\\(\"The harbour office knows that you read this\"\\);)>>", "app.alert")
acting("active-launch", "The document wants to start a program when it is opened.", "launch", b"<</S/Launch/F(harbour-viewer.exe)>>", "harbour-viewer.exe")
acting("active-address", "The document calls an address when it is opened.", "remote", b"<</S/URI/URI(https://example.org/opened?paper=7)>>", "https://example.org/opened?paper=7")
acting("active-remote", "The page sends its form to an address when it is shown.", "remote",
       b"/AA<</O<</S/SubmitForm/F<</FS/URL/F(https://example.org/shown)>>>>>>", "https://example.org/shown", alias=["script"])
