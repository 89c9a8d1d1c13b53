"""Makes the Office and RTF documents among the samples that hide something, each beside an honest twin that looks much the same, the
same bytes each time, and writes their rows of MANIFEST.toml.

    python3 hidden_office.py FOLDER_OF_SAMPLES

Needs Python and Pillow. All documents are set by script: none was saved by the program that it names."""
import hashlib
import os
import sys

from office import A, EXT, HEAD, OFFICE, R, W, common, package, relationships
from pictures import photo

WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
TOLD = {"created": "2024-03-05T09:00:00Z", "modified": "2024-03-05T09:30:00Z", "author": "A. Clerk", "last": "A. Clerk",
        "program": "Microsoft Office Word", "version": "16.0000"}
SECRET = "The informant is Ivan Petrov."
DATA = {}


def sample(name, truth, data, shown):
    DATA[name] = (truth, data, shown)


# ---- text documents

def run(words, look=""):
    return '<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % ("<w:rPr>%s</w:rPr>" % look if look else "", words)


def paragraph(runs, look=""):
    return "<w:p>%s%s</w:p>" % ("<w:pPr>%s</w:pPr>" % look if look else "", runs)


def colour(digits):
    return '<w:color w:val="%s"/>' % digits


def shade(digits):
    return '<w:shd w:val="clear" w:color="auto" w:fill="%s"/>' % digits


def table(cell, look="", style=""):
    of_table = "<w:tblPr>%s</w:tblPr>" % style if style else "<w:tblPr/>"
    return "<w:tbl>%s<w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:tcPr>%s</w:tcPr>%s</w:tc></w:tr></w:tbl>" % (of_table, look, cell)


STYLES = (HEAD + '<w:styles xmlns:w="%s">' % W +
          '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
          '<w:style w:type="paragraph" w:styleId="Secret"><w:name w:val="Secret"/><w:basedOn w:val="Normal"/><w:rPr><w:vanish/></w:rPr></w:style>'
          '<w:style w:type="paragraph" w:styleId="Inner"><w:name w:val="Inner"/><w:basedOn w:val="Secret"/></w:style>'
          '<w:style w:type="paragraph" w:styleId="Shown"><w:name w:val="Shown"/><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>'
          '<w:style w:type="paragraph" w:styleId="Banner"><w:name w:val="Banner"/><w:pPr>' + shade("1F3864") + '</w:pPr><w:rPr>' + colour("FFFFFF") + '</w:rPr></w:style>'
          '<w:style w:type="table" w:styleId="Dark"><w:name w:val="Dark"/><w:tblStylePr w:type="firstRow"><w:tcPr>' + shade("000000") + '</w:tcPr></w:tblStylePr></w:style></w:styles>')


def docx(body, rels=(), extra=None, settings=""):
    parts = common(TOLD, "word/document.xml", OFFICE + "wordprocessingml.document.main+xml",
                   [("word/styles.xml", OFFICE + "wordprocessingml.styles+xml"), ("word/settings.xml", OFFICE + "wordprocessingml.settings+xml")])
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("<Override", '<Default Extension="jpeg" ContentType="image/jpeg"/><Override', 1)
    parts["word/document.xml"] = (HEAD + '<w:document xmlns:w="%s" xmlns:r="%s" xmlns:a="%s" xmlns:wp="%s" xmlns:pic="%s"><w:body>%s</w:body></w:document>'
                                  % (W, R, A, WP, PIC, paragraph(run("Report of 5 March 2024.")) + body))
    parts["word/styles.xml"] = STYLES
    parts["word/settings.xml"] = HEAD + '<w:settings xmlns:w="%s" xmlns:r="%s">%s</w:settings>' % (W, R, settings)
    parts["word/_rels/document.xml.rels"] = relationships([(EXT + "relationships/styles", "styles.xml", ""), (EXT + "relationships/settings", "settings.xml", "")] + list(rels))
    parts.update(extra or {})
    return package(parts)


def picture(cut="", description="", floats=""):
    anchor = ('<wp:anchor behindDoc="1"><wp:extent cx="7000000" cy="2000000"/>', "</wp:anchor>") if floats else ('<wp:inline><wp:extent cx="3000000" cy="2000000"/>', "</wp:inline>")
    return ('<w:r><w:drawing>%s<wp:docPr id="1" name="Picture 1" descr="%s"/><a:graphic><a:graphicData uri="%s"><pic:pic><pic:nvPicPr>'
            '<pic:cNvPr id="0" name="photo.jpeg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId3"/>%s<a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
            "<pic:spPr/></pic:pic></a:graphicData></a:graphic>%s</w:drawing></w:r>" % (anchor[0], description, PIC, cut, anchor[1]))


def pictured(cut="", description=""):
    return docx(paragraph(picture(cut, description)), [(EXT + "relationships/image", "media/image1.jpeg", "")],
                {"word/media/image1.jpeg": photo(False, "2024:03:04 10:00:00")})


GREP = "unzip -p {} word/document.xml | grep -c 'Ivan Petrov'"


def documents():
    sample("hidden/white.docx", "The last line is white on white, twice: by itself, and on a paragraph that is shaded white.",
           docx(paragraph(run(SECRET, colour("FFFFFF"))) + paragraph(run("So is this.", colour("FEFEFE")), shade("FFFFFF"))), GREP)
    sample("hidden/white-honest.docx", "White words that everybody sees: on a dark paragraph, on a dark cell, in a table whose style is dark, in a style with its own ground, "
           "under a black marker.",
           docx(paragraph(run("Heading", colour("FFFFFF")), shade("1F3864")) + table(paragraph(run("Sum", colour("FFFFFF"))), shade("404040")) +
                table(paragraph(run("Head", colour("FFFFFF"))), style='<w:tblStyle w:val="Dark"/>') + paragraph(run("Banner"), '<w:pStyle w:val="Banner"/>') +
                paragraph(run(SECRET, colour("FFFFFF") + '<w:highlight w:val="black"/>'))), GREP)
    sample("hidden/white-over-picture.docx", "Honest: a cover page, whose title is white on a picture behind the text.",
           docx(paragraph(picture(floats="yes")) + paragraph(run("Annual report", colour("FFFFFF"))), [(EXT + "relationships/image", "media/image1.jpeg", "")],
                {"word/media/image1.jpeg": photo(False, "2024:03:04 10:00:00")}), "unzip -p {} word/document.xml | grep -c behindDoc=.1")
    sample("hidden/black.docx", "Three lines are black on black: under a black marker, on a black shading, in a black cell.",
           docx(paragraph(run(SECRET, '<w:highlight w:val="black"/>')) + paragraph(run("Second secret.", colour("000000") + shade("000000"))) +
                table(paragraph(run("Third secret.", colour("000000"))), shade("000000"))), GREP)
    sample("hidden/black-honest.docx", "Honest: words whose colour the program chooses, on a black shading, are white; a yellow marker hides nothing.",
           docx(paragraph(run(SECRET), shade("000000")) + paragraph(run("Marked.", '<w:highlight w:val="yellow"/>'))), GREP)
    sample("hidden/tiny.docx", "The last line is one point high.", docx(paragraph(run(SECRET, '<w:sz w:val="2"/>'))), GREP)
    sample("hidden/style.docx", "A style on which the style of the last line is based hides it; a style based on that shows the line before.",
           docx(paragraph(run("Shown again."), '<w:pStyle w:val="Shown"/>') + paragraph(run(SECRET), '<w:pStyle w:val="Inner"/>')), GREP)
    sample("hidden/cropped.docx", "The page shows the right half of a photograph; the file has all of it. Its description names the file that it came from.",
           pictured('<a:srcRect l="50000" t="10000"/>', "C:\\Users\\a.clerk\\Desktop\\yard.jpeg"), "unzip -p {} word/document.xml | grep -c srcRect")
    sample("hidden/cropped-honest.docx", "Honest: an edge of 1 percent is cut off a photograph, and a sentence describes it.",
           pictured('<a:srcRect l="1000" r="1000"/>', "A yard with nine cars."), "unzip -p {} word/document.xml | grep -c srcRect")
    sample("hidden/remote.docx", "A template on a server, a picture from the net, and a field that starts a program.",
           docx(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\calc.exe "x"</w:instrText></w:r>'
                          '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
                [(EXT + "relationships/image", "https://tracker.example.org/1.png", ' TargetMode="External"')],
                {"word/_rels/settings.xml.rels": relationships([(EXT + "relationships/attachedTemplate", "https://templates.example.org/letter.dotm", ' TargetMode="External"')])},
                '<w:attachedTemplate r:id="rId1"/><w:docVars><w:docVar w:name="case" w:val="Operation Nine Cars"/></w:docVars>'),
           "unzip -p {} word/_rels/settings.xml.rels | grep -c templates.example.org")
    sample("hidden/remote-honest.docx", "Honest: the ordinary template on the writer's disk, and a link.",
           docx("", [(EXT + "relationships/hyperlink", "https://example.org/", ' TargetMode="External"')],
                {"word/_rels/settings.xml.rels": relationships([(EXT + "relationships/attachedTemplate", "file:///C:\\Templates\\letter.dotx", ' TargetMode="External"')])},
                '<w:attachedTemplate r:id="rId1"/>'), "unzip -p {} word/_rels/settings.xml.rels | grep -c letter.dotx")
    sample("hidden/custom-part.docx", "A registry of documents put a part of its own in; the list of sources beside it is Word's.",
           docx("", extra={"customXml/item1.xml": HEAD + '<r:record xmlns:r="urn:registry.example.org"><r:case>17/2024</r:case><r:owner>A. Clerk</r:owner></r:record>',
                           "customXml/item2.xml": HEAD + '<b:Sources xmlns:b="http://schemas.openxmlformats.org/officeDocument/2006/bibliography"/>'}),
           "unzip -p {} customXml/item1.xml | grep -c 17/2024")


# ---- workbooks

def xlsx(cells, formats="", fonts="", fills="", numbers="", below="", extra=None, sheets=("Sheet1",), rels=(), overrides=()):
    told = dict(TOLD, program="Microsoft Excel")
    parts = common(told, "xl/workbook.xml", OFFICE + "spreadsheetml.sheet.main+xml",
                   [("xl/worksheets/sheet1.xml", OFFICE + "spreadsheetml.worksheet+xml"), ("xl/styles.xml", OFFICE + "spreadsheetml.styles+xml")] + list(overrides))
    parts["xl/workbook.xml"] = (HEAD + '<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets></workbook>' % (X, R, "".join(
        '<sheet name="%s" sheetId="%d" r:id="rId%d"/>' % (name, number, number) for number, name in enumerate(sheets, 1))))
    parts["xl/_rels/workbook.xml.rels"] = relationships([(EXT + "relationships/worksheet", "worksheets/sheet1.xml", ""), (EXT + "relationships/styles", "styles.xml", "")] + list(rels))
    parts["xl/styles.xml"] = (HEAD + '<styleSheet xmlns="%s"><numFmts count="1"><numFmt numFmtId="170" formatCode="%s"/></numFmts><fonts><font><name val="Calibri"/></font>%s</fonts>'
                              '<fills><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>%s</fills>'
                              '<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/>%s</cellXfs></styleSheet>' % (X, numbers or "0.0", fonts, fills, formats))
    parts["xl/worksheets/sheet1.xml"] = HEAD + '<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (X, cells, below)
    parts.update(extra or {})
    return package(parts)


WHITE_FONT = '<font><color rgb="FFFFFFFF"/><name val="Calibri"/></font>'
SOLID = '<fill><patternFill patternType="solid"><fgColor rgb="FF%s"/></patternFill></fill>'


def text(place, words, style=0):
    return '<c r="%s" s="%d" t="inlineStr"><is><t>%s</t></is></c>' % (place, style, words)


def workbooks():
    shown = "unzip -p {} xl/worksheets/sheet1.xml | grep -c 'Ivan Petrov'"
    sample("hidden/white.xlsx", "A cell is white on white, another white on a white filling, and the format of a third shows nothing.",
           xlsx('<row r="1">%s%s</row><row r="2">%s<c r="B2" s="3"><v>90000</v></c></row>' % (text("A1", "Sum"), text("B1", SECRET, 1), text("A2", "And this.", 2)),
                '<xf numFmtId="0" fontId="1" fillId="0"/><xf numFmtId="0" fontId="1" fillId="2"/><xf numFmtId="170" fontId="0" fillId="0"/>', WHITE_FONT, SOLID % "FFFFFF", ";;;"), shown)
    sample("hidden/white-honest.xlsx", "Honest: white heads on blue cells.",
           xlsx('<row r="1">%s</row>' % text("A1", SECRET, 1), '<xf numFmtId="0" fontId="1" fillId="2"/>', WHITE_FONT, SOLID % "4472C4"), shown)
    sample("hidden/white-by-rule.xlsx", "Honest: a rule paints the ground of the white cells.",
           xlsx('<row r="1">%s</row>' % text("A1", SECRET, 1), '<xf numFmtId="0" fontId="1" fillId="0"/>', WHITE_FONT,
                below='<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" priority="1"><formula>1</formula></cfRule></conditionalFormatting>'), shown)
    definition = (HEAD + '<pivotCacheDefinition xmlns="%s" recordCount="2"><cacheSource type="worksheet"><worksheetSource ref="A1:B3" sheet="%s"/></cacheSource><cacheFields>'
                  '<cacheField name="Name"><sharedItems><s v="Ivan Petrov"/><s v="Olga Orlova"/></sharedItems></cacheField>'
                  '<cacheField name="Pay"><sharedItems><n v="90000"/><n v="70000"/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>')
    override = [("xl/pivotCache/pivotCacheDefinition1.xml", OFFICE + "spreadsheetml.pivotCacheDefinition+xml")]
    for name, sheet, truth in [("pivot", "Pay", "The sheet with the names and the pay is gone; the pivot table keeps both."),
                               ("pivot-honest", "Sheet1", "Honest: the pivot table keeps what a sheet shows.")]:
        sample("hidden/%s.xlsx" % name, truth, xlsx("", extra={"xl/pivotCache/pivotCacheDefinition1.xml": definition % (X, sheet)}, overrides=override),
               "unzip -p {} xl/pivotCache/pivotCacheDefinition1.xml | grep -c 'Ivan Petrov'")
    sample("hidden/linked.xlsx", "A workbook that keeps figures of another one, and asks an address for data.",
           xlsx("", extra={"xl/externalLinks/externalLink1.xml": HEAD + '<externalLink xmlns="%s"><externalBook><sheetNames><sheetName val="Pay"/></sheetNames><sheetDataSet><sheetData sheetId="0">'
                           '<row r="1"><cell r="A1" t="str"><v>Ivan Petrov</v></cell><cell r="B1"><v>90000</v></cell></row></sheetData></sheetDataSet></externalBook></externalLink>' % X,
                           "xl/connections.xml": HEAD + '<connections xmlns="%s"><connection id="1" name="rates" type="4"><webPr url="https://rates.example.org/?id=17"/></connection></connections>' % X},
                overrides=[("xl/externalLinks/externalLink1.xml", OFFICE + "spreadsheetml.externalLink+xml"), ("xl/connections.xml", OFFICE + "spreadsheetml.connections+xml")]),
           "unzip -p {} xl/externalLinks/externalLink1.xml | grep -c 'Ivan Petrov'")


# ---- presentations

def shape(words, left, top, more="", fill="", ink=""):
    return ('<p:sp><p:nvSpPr><p:cNvPr id="2" name="Note"%s/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="%d" y="%d"/><a:ext cx="1000000" cy="500000"/></a:xfrm>%s</p:spPr>'
            "<p:txBody><a:bodyPr/><a:p><a:r>%s<a:t>%s</a:t></a:r></a:p></p:txBody></p:sp>" % (more, left, top, fill, "<a:rPr>%s</a:rPr>" % ink if ink else "", words))


def group(shapes, outer, inner):
    corners = '<a:off x="%d" y="%d"/><a:ext cx="%d" cy="%d"/>' % outer + '<a:chOff x="%d" y="%d"/><a:chExt cx="%d" cy="%d"/>' % inner
    return '<p:grpSp><p:nvGrpSpPr><p:cNvPr id="3" name="Group"/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>%s</a:xfrm></p:grpSpPr>%s</p:grpSp>' % (corners, shapes)


def pptx(shapes, timing=""):
    told = dict(TOLD, program="Microsoft Office PowerPoint")
    parts = common(told, "ppt/presentation.xml", OFFICE + "presentationml.presentation.main+xml", [("ppt/slides/slide1.xml", OFFICE + "presentationml.slide+xml")])
    parts["ppt/presentation.xml"] = (HEAD + '<p:presentation xmlns:p="%s" xmlns:r="%s"><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/></p:presentation>' % (P, R))
    parts["ppt/_rels/presentation.xml.rels"] = relationships([(EXT + "relationships/slide", "slides/slide1.xml", "")])
    parts["ppt/slides/slide1.xml"] = (HEAD + '<p:sld xmlns:p="%s" xmlns:a="%s" xmlns:r="%s"><p:cSld><p:spTree>%s</p:spTree></p:cSld>%s</p:sld>' % (P, A, R, shape("Plan", 1000000, 1000000) + shapes, timing))
    return package(parts)


def presentations():
    shown = "unzip -p {} ppt/slides/slide1.xml | grep -c 'Ivan Petrov'"
    sample("hidden/off-slide.pptx", "A note lies beside the slide, another is in a shape that is set as hidden.",
           pptx(shape(SECRET, 9200000, 100000) + shape("Ask him first.", 1000000, 3000000, ' hidden="1"')), shown)
    sample("hidden/off-slide-honest.pptx", "Honest: a note that reaches over the edge, and one in a group whose own frame begins elsewhere.",
           pptx(shape("Edge", 9000000, 100000) + group(shape(SECRET, 20000000, 0), (0, 0, 1000000, 500000), (20000000, 0, 1000000, 500000))), shown)
    solid, theme = '<a:solidFill><a:srgbClr val="%s"/></a:solidFill>', '<a:solidFill><a:schemeClr val="bg1">%s</a:schemeClr></a:solidFill>'
    sample("hidden/white.pptx", "A box is filled white, and its words are white.", pptx(shape(SECRET, 1000000, 3000000, fill=solid % "FFFFFF" + "<a:ln/>", ink=solid % "FFFFFF")), shown)
    sample("hidden/white-honest.pptx", "Honest: white words on a blue box, and words of a darker shade of the box's colour.",
           pptx(shape(SECRET, 1000000, 3000000, fill=solid % "4472C4", ink=solid % "FFFFFF") + shape("Shade", 1000000, 5000000, fill=theme % "", ink=theme % '<a:lumMod val="50000"/>')), shown)
    over = shape("", 900000, 2900000, fill='<a:prstGeom prst="%s"/>' + solid % "1F1F1F").replace('cx="1000000" cy="500000"', 'cx="3000000" cy="900000"')
    sample("hidden/behind-shape.pptx", "A dark rectangle lies over a note.", pptx(shape(SECRET, 1000000, 3000000) + over % "rect"), shown)
    sample("hidden/behind-shape-honest.pptx", "Honest: the rectangle lies under the note; another has round corners.",
           pptx(over % "rect" + shape(SECRET, 1000000, 3000000) + over % "ellipse"), shown)
    sample("hidden/behind-shape-goes.pptx", "Honest: the rectangle goes away when the slide is shown.",
           pptx(shape(SECRET, 1000000, 3000000) + over % "rect", '<p:timing><p:tnLst><p:par><p:cTn/></p:par></p:tnLst></p:timing>'), shown)
    sample("hidden/flies-in.pptx", "Honest: a note that flies in from outside.",
           pptx(shape(SECRET, 9200000, 100000), '<p:timing><p:tnLst><p:par><p:cTn><p:childTnLst><p:animMotion path="M 0 0 L -0.5 0"/></p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>'), shown)


# ---- RTF

def rtf(body):
    return ("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Times New Roman;}}{\\colortbl;\\red0\\green0\\blue0;\\red255\\green255\\blue255;\\red31\\green56\\blue100;}"
            "\\pard\\plain\\fs24 Report of 5 March 2024.\\par\r\n" + body + "\\par}").encode("ascii")


def rich_texts():
    shown = "grep -c 'Ivan Petrov' {}"
    sample("hidden/white.rtf", "White on white, black under a black marker, and one point high.",
           rtf("\\cf2 " + SECRET + "\\cf0\\par\\highlight1 Second secret.\\highlight0\\par\\fs2 Third secret.\\fs24"), shown)
    sample("hidden/white-honest.rtf", "Honest: white words on a dark paragraph, under a black marker and in a dark cell.",
           rtf("\\cbpat3\\cf2 " + SECRET + "\\par\\pard\\highlight1 Marked.\\highlight0\\par\\trowd\\clcbpat3\\cellx3000\\pard\\intbl Head\\cell\\row\\pard\\cf0"), shown)
    sample("hidden/remote.rtf", "A template on the net, a field that starts a program, an object that is renewed when the document is opened, a variable.",
           rtf("{\\*\\template https://templates.example.org/letter.dotm}{\\*\\docvar {case}{Operation Nine Cars}}{\\field{\\*\\fldinst DDEAUTO cmd \"/c calc\"}{\\fldrslt x}}"
               "{\\object\\objautlink\\objupdate{\\*\\objclass Word.Document.8}{\\*\\objdata 0105000002000000}{\\result y}}"), "grep -c templates.example.org {}")
    jpeg = photo(False, "2024:03:04 10:00:00").hex()
    for name, cut, truth in [("cropped", 1500, "The document shows the lower half of a photograph."), ("cropped-honest", 30, "Honest: 1 percent is cut off.")]:
        sample("hidden/%s.rtf" % name, truth, rtf("{\\pict\\jpegblip\\picw5000\\pich3000\\picwgoal5000\\pichgoal3000\\piccropt%d %s}" % (cut, jpeg)), "grep -c piccropt {}")


def rows(root):
    import re
    import subprocess

    def quoted(value):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    out = []
    for name, (truth, data, shown) in sorted(DATA.items()):
        command = shown.replace("{}", name)
        done = subprocess.run(command, shell=True, cwd=root, capture_output=True)
        told = re.sub(r"\s+", " ", done.stdout.decode("utf-8", "replace")).strip()
        assert told.isdigit() and int(told) > 0, (command, told)
        out.append("\n".join(["file = " + quoted(name), "sha256 = " + quoted(hashlib.sha256(data).hexdigest()), "bytes = %d" % len(data),
                              'made_by = "By hand (recipes/hidden_office.py, recipes/office.py, recipes/pictures.py)"', 'recipe = "recipes/hidden_office.py"',
                              "truth = " + quoted("Fictional document. " + truth), "confirmed = [", "    " + quoted(command + " => " + told) + ",", "]", 'licence = "CC0-1.0"', ""]))
    return out


def make(root):
    for part in (documents, workbooks, presentations, rich_texts):
        part()
    os.makedirs(os.path.join(root, "hidden"), exist_ok=True)
    for name, (_, data, _) in DATA.items():
        with open(os.path.join(root, name), "wb") as file:
            file.write(data)
    path = os.path.join(root, "MANIFEST.toml")
    with open(path, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/hidden_office.py"' not in block]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows(root)))
    print("%d documents of Office that hide something" % len(DATA))


if __name__ == "__main__":
    make(sys.argv[1])
