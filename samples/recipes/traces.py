"""Makes samples/traces: papers of one made-up office that hold what a program left in them beside the text, and papers under a lock; the
same bytes each time, with KEY.toml (what stands in each).

    python3 traces.py FOLDER

Needs Python, cryptography, asn1crypto and Pillow; for the rows of MANIFEST.toml, where one is beside the folder, also unzip, ExifTool,
qpdf, poppler's tools, 7-Zip and msoffcrypto-tool. All documents are set by script: none was saved by the program that it names; how that
program lays out the part in question was taken from the specifications and from documents that it saved. The key is written from how
each file is made here, not from what any program says of it."""
import hashlib
import io
import os
import re
import shlex
import struct
import subprocess
import sys
import zipfile

from PIL import Image, ImageDraw

import compound
import locks
import office
import pdfhand as h
import pictures
from office import A, EXT, HEAD, MC, OFFICE, R, W, W14, W15, package, relationships
from signing import A as SIGNER

OUT = sys.argv[1] if len(sys.argv) > 1 else ""
ROWS, DATA, SHOWN = [], {}, {}
PASSWORD = "valla-test"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
X = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
MS = "http://schemas.microsoft.com/office/"
UNKNOWN = "unknown"


def sample(name, kind, data, truth, names=(), times=(), says=(), notes=(), must_not=(), shown=(), password=""):
    """`times` are (time, zone, where): the zone is Z, an offset or unknown; `says` are (where, text)."""
    row = dict(file=name, kind=kind, truth=truth, names=list(names), times=[dict(at=a, zone=z, where=w) for a, z, w in times],
               says=[dict(where=w, text=t) for w, t in says], notes=list(notes), must_not=list(must_not))
    if password:
        row["password"] = password
    ROWS.append(row)
    DATA[name], SHOWN[name] = data, shown


def parts_of(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name).decode() if name.endswith((".xml", ".rels", ".vml")) else archive.read(name) for name in archive.namelist()}


def with_parts(document, main, new):
    """The package with further parts: (name, content type or "", relationship or "", text); they hang on the main part, and one whose
    relationship is empty hangs nowhere."""
    parts = parts_of(document)
    folder, name = main.rsplit("/", 1)
    rels = f"{folder}/_rels/{name}.rels"
    for part, kind, relation, text in new:
        parts[part] = text
        if kind:
            parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace("</Types>", f'<Override PartName="/{part}" ContentType="{kind}"/></Types>')
        if relation:
            number = parts[rels].count("<Relationship ") + 1
            parts[rels] = parts[rels].replace("</Relationships>", f'<Relationship Id="rId{number}" Type="{relation}" Target="{part[len(folder) + 1:]}"/></Relationships>')
    return package(parts)


# 1. What Office keeps of who changed what

PC, AC = MS + "powerpoint/2013/main/command", MS + "drawing/2013/main/command"
ALDER = dict(name="Ruth Alder", user="S::ruth.alder@brennick.example::0b1c2d3e-4f50-4a61-8b72-93a4b5c6d7e8", client="{5A1E7C20-3B4D-4E5F-8A9B-0C1D2E3F4A5B}")
MOLL = dict(name="Ivo Moll", user="S::ivo.moll@brennick.example::1f2e3d4c-5b6a-4798-8796-a5b4c3d2e1f0", client="Web-{6B2F8D31-4C5E-4F60-9BAC-1D2E3F4A5B6C}")
GUEST = dict(name="Guest User", user="", client="Web-{7C309E42-5D6F-4071-ACBD-2E3F4A5B6C7D}", provider="Windows Live")


def changed(who, prefix="pc", when="", version="", action=""):
    out = f'<{prefix}:chgData name="{who["name"]}" userId="{who["user"]}" providerId="{who.get("provider", "AD")}" clId="{who["client"]}"'
    return out + "".join(f' {k}="{v}"' for k, v in (("dt", when), ("v", version), ("actId", action)) if v) + "/>"


def changes(*lists):
    """ppt/changesInfos/changesInfo1.xml; each list is (who, when, version, kinds, [(slide, what, when, version, action)])."""
    out = HEAD + f'<pc:chgInfo xmlns:a="{A}" xmlns:r="{R}" xmlns:ac="{AC}" xmlns:pc="{PC}">'
    for who, when, version, kinds, slides in lists:
        out += f'<pc:docChgLst>{changed(who)}<pc:docChg chg="{kinds}">{changed(who, "pc", when, version)}<pc:docMkLst><pc:docMk/></pc:docMkLst>'
        for slide, what, at, number, action in slides:
            mark = f'<pc:docMk/><pc:sldMk cId="2432985{slide}" sldId="{255 + slide}"/>'
            if what in ("add", "del", "new"):
                out += f'<pc:sldChg chg="{what}">{changed(who, "pc", at, number, action)}<pc:sldMkLst>{mark}</pc:sldMkLst></pc:sldChg>'
            else:
                out += (f'<pc:sldChg chg="modSp">{changed(who, "pc", at, number)}<pc:sldMkLst>{mark}</pc:sldMkLst><pc:spChg chg="mod">'
                        f'{changed(who, "ac", at, number, action)}<ac:spMkLst>{mark}<ac:spMk id="2" creationId="{{F6A801E3-6584-4E42-AA21-AF658E832C5{slide}}}"/>'
                        "</ac:spMkLst></pc:spChg></pc:sldChg>")
        out += "</pc:docChg></pc:docChgLst>"
    return out + "</pc:chgInfo>"


CHANGES = ("ppt/changesInfos/changesInfo1.xml", "application/vnd.ms-powerpoint.changesinfo+xml", MS + "2016/11/relationships/changesInfo")
REVISION = ("ppt/revisionInfo.xml", "application/vnd.ms-powerpoint.revisioninfo+xml", MS + "2015/10/relationships/revisionInfo")
SLIDES = dict(version="16.0000", created="2021-03-02T08:15:30Z", modified="2021-03-04T05:10:41Z", author="Ruth Alder", last="Ivo Moll")


def make_changes():
    c = CHANGES[0]
    sample("01-changes.pptx", "pptx", with_parts(office.pptx(["Ferry in winter", "Timetable"], **SLIDES), "ppt/presentation.xml", [
        (*CHANGES, changes(
            (ALDER, "2021-03-02T08:31:12.345", "57", "custSel addSld modSld", [(1, "mod", "2021-03-02T08:29:02.118", "41", "20577"), (2, "new", "2021-03-02T08:31:12.345", "57", "680")]),
            (MOLL, "2021-03-04T05:06:07.890", "108", "modSld", [(2, "mod", "2021-03-04T05:06:07.890", "108", "20577")]),
            (GUEST, "2021-03-03T19:40:55.002", "9", "delSld", [(3, "del", "2021-03-03T19:40:55.002", "9", "2696")])))]),
        "Slides by Ruth Alder, changed in the program by herself, in the browser by Ivo Moll, and in the browser by somebody not signed in, who deleted a slide.",
        names=["Ruth Alder", "Ivo Moll", "Guest User", "ruth.alder@brennick.example", "ivo.moll@brennick.example"],
        times=[("2021-03-02T08:15:30", "Z", "docProps/core.xml created"), ("2021-03-04T05:10:41", "Z", "docProps/core.xml modified"),
               ("2021-03-02T08:29:02.118", UNKNOWN, c + " chgData dt"), ("2021-03-02T08:31:12.345", UNKNOWN, c + " chgData dt"),
               ("2021-03-04T05:06:07.890", UNKNOWN, c + " chgData dt"), ("2021-03-03T19:40:55.002", UNKNOWN, c + " chgData dt")],
        says=[(c + " chgData userId", ALDER["user"]), (c + " chgData userId", MOLL["user"]), (c + " chgData clId", ALDER["client"]), (c + " chgData clId", MOLL["client"]),
              (c + " chgData clId", GUEST["client"]), (c + " chgData providerId", "AD"), (c + " chgData providerId", "Windows Live"), (c + " sldChg chg", "del")],
        notes=["Who changed the slides, under which account and when: Ruth Alder on 2 March 2021, an unnamed guest on 3 March, Ivo Moll on 4 March.",
               "One slide was deleted on 3 March 2021 by a user who was not signed in; what stood on it is not in the file."],
        must_not=["That Guest User is a person's name.", "That the deleted slide can be read.", "That the times of the changes are in any stated zone: none is stated."],
        shown=["unzip -p {} ppt/changesInfos/changesInfo1.xml | grep -oE '<(pc|ac):chgData [^>]*dt=[^>]*>' | sort -u"])

    r = REVISION[0]
    one, two = "{12D945C1-30DA-4EF0-8E93-3C25C1544601}", "{75DDB586-FC55-454F-AA51-AA45E6EC9C02}"
    sample("02-revision-info.pptx", "pptx", with_parts(office.pptx(["Budget"], version="16.0000", author="Paula Vane", last="Paula Vane",
        created="2021-03-26T21:02:11Z", modified="2021-03-26T22:51:40Z"), "ppt/presentation.xml", [
        (*REVISION, HEAD + f'<p1510:revInfo xmlns:a="{A}" xmlns:r="{R}" xmlns:p1510="{MS}powerpoint/2015/10/main"><p1510:revLst>'
         f'<p1510:client id="{one}" v="99" dt="2021-03-26T22:49:29.505"/><p1510:client id="{two}" v="258" dt="2021-03-26T22:48:16.135"/></p1510:revLst></p1510:revInfo>')]),
        "Slides by Paula Vane that two installations of PowerPoint had open at one time.", names=["Paula Vane"],
        times=[("2021-03-26T21:02:11", "Z", "docProps/core.xml created"), ("2021-03-26T22:51:40", "Z", "docProps/core.xml modified"),
               ("2021-03-26T22:49:29.505", UNKNOWN, r + " client dt"), ("2021-03-26T22:48:16.135", UNKNOWN, r + " client dt")],
        says=[(r + " client id", one), (r + " client id", two), (r + " client v", "99"), (r + " client v", "258")],
        notes=["Two clients wrote to the presentation, the last at 22:49:29 and at 22:48:16 on 26 March 2021."],
        must_not=["That two persons worked on it: a client is an installation, not a person."],
        shown=["unzip -p {} ppt/revisionInfo.xml | grep -oE '<p1510:client [^>]*>'"])

    later = HEAD + f'<p1510:revInfo xmlns:a="{A}" xmlns:r="{R}" xmlns:p1510="{MS}powerpoint/2015/10/main"/>'
    sample("03-revision-info-empty.pptx", "pptx", with_parts(office.pptx(["Budget"], version="16.0000", author="Paula Vane", last="Paula Vane",
        created="2021-03-26T21:02:11Z", modified="2021-03-26T22:51:40Z"), "ppt/presentation.xml", [(*REVISION, later)]),
        "Slides by Paula Vane whose record of clients is empty, as PowerPoint often writes it.", names=["Paula Vane"],
        times=[("2021-03-26T21:02:11", "Z", "docProps/core.xml created"), ("2021-03-26T22:51:40", "Z", "docProps/core.xml modified")],
        must_not=["That the record of changes was removed."], shown=["unzip -p {} ppt/revisionInfo.xml | tail -n 1"])


def make_workbook_of_several():
    h, l, u = "xl/revisions/revisionHeaders.xml", "xl/revisions/revisionLog%s.xml", "xl/revisions/userNames.xml"
    guids = ["{E85460B5-D9B4-4CC4-ABA2-72E3327A9501}", "{2B9AB0D1-9EBA-4AA3-A4D4-06F1AF919E02}", "{2952D7F7-B656-47DF-BF32-C81BD98AE103}"]
    ids = '<sheetIdMap count="1"><sheetId val="1"/></sheetIdMap></header>'
    headers = (HEAD + f'<headers xmlns="{X}" xmlns:r="{R}" guid="{guids[2]}" diskRevisions="1" revisionId="3" version="3">'
               f'<header guid="{guids[0]}" dateTime="2012-10-02T09:12:44" maxSheetId="2" userName="R. Alder" r:id="rId1">{ids}'
               f'<header guid="{guids[1]}" dateTime="2012-10-02T11:33:51" maxSheetId="2" userName="R. Alder" r:id="rId2" minRId="1" maxRId="2">{ids}'
               f'<header guid="{guids[2]}" dateTime="2012-10-03T16:04:40" maxSheetId="2" userName="I. Moll" r:id="rId3" minRId="3">{ids}</headers>')
    log = HEAD + f'<revisions xmlns="{X}" xmlns:r="{R}"%s'
    first = log % ('><rcc rId="1" sId="1"><nc r="A2" t="inlineStr"><is><t>Diesel</t></is></nc></rcc><rcc rId="2" sId="1"><nc r="B2"><v>12500</v></nc></rcc></revisions>')
    second = log % ('><rcc rId="3" sId="1"><oc r="B2"><v>12500</v></oc><nc r="B2"><v>72500</v></nc></rcc></revisions>')
    users = (HEAD + f'<users xmlns="{X}" xmlns:r="{R}" count="1"><userInfo guid="{guids[1]}" name="P. Vane" id="-304419924" dateTime="2012-10-03T15:58:14"/></users>')
    kinds = OFFICE + "spreadsheetml."
    parts = parts_of(with_parts(office.xlsx([["Item", "Litres"], ["Diesel", "72500"]], author="R. Alder", last="I. Moll", version="14.0300", edited="5", build="9303",
        calculation="145621", created="2012-10-02T07:10:00Z", modified="2012-10-03T14:04:40Z"), "xl/workbook.xml", [
        (h, kinds + "revisionHeaders+xml", EXT + "relationships/revisionHeaders", headers), (u, kinds + "userNames+xml", EXT + "relationships/usernames", users),
        *((l % n, kinds + "revisionLog+xml", "", t) for n, t in (("1", second), ("11", first), ("111", log % "/>")))]))
    parts["xl/revisions/_rels/revisionHeaders.xml.rels"] = relationships([(EXT + "relationships/revisionLog", f"revisionLog{n}.xml", "") for n in ("111", "11", "1")])
    view = '<customWorkbookViews><customWorkbookView name="R. Alder - Personal View" guid="{F87F9341-821E-4966-B64F-0FA530F26401}" mergeInterval="0" personalView="1" ' \
           'maximized="1" windowWidth="1280" windowHeight="609" activeSheetId="1"/></customWorkbookViews></workbook>'
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</workbook>", view)
    sample("04-workbook-of-several.xlsx", "xlsx", package(parts),
        "A workbook that several had open at one time: R. Alder wrote 12500, I. Moll put 72500 in its place on the next day, P. Vane had it open.",
        names=["R. Alder", "I. Moll", "P. Vane"],
        times=[("2012-10-02T07:10:00", "Z", "docProps/core.xml created"), ("2012-10-03T14:04:40", "Z", "docProps/core.xml modified"),
               ("2012-10-02T09:12:44", UNKNOWN, h + " header dateTime"), ("2012-10-02T11:33:51", UNKNOWN, h + " header dateTime"),
               ("2012-10-03T16:04:40", UNKNOWN, h + " header dateTime"), ("2012-10-03T15:58:14", UNKNOWN, u + " userInfo dateTime")],
        says=[(l % "1" + " rcc oc B2", "12500"), (l % "1" + " rcc nc B2", "72500"), (l % "11" + " rcc nc A2", "Diesel"), ("xl/workbook.xml customWorkbookView name", "R. Alder - Personal View")],
        notes=["Cell B2 said 12500 before; I. Moll changed it to 72500 on 3 October 2012.", "P. Vane had the workbook open from 3 October 2012, 15:58.",
               "The last entry of the log is two hours ahead of the modified time, which is in universal time: the clock stood at +02:00."],
        must_not=["That P. Vane changed anything.", "That the dates of the log and the modified time contradict each other."],
        shown=["unzip -p {} xl/revisions/revisionHeaders.xml | grep -oE '(dateTime|userName)=\"[^\"]*\"'", "unzip -p {} xl/revisions/revisionLog1.xml | grep -oE '<rcc.*</rcc>'",
               "unzip -p {} xl/revisions/userNames.xml | grep -oE '<userInfo[^>]*>'"])


def make_people():
    cid, cex = MS + "word/2016/wordml/cid", MS + "word/2018/wordml/cex"
    people = [("Ruth Alder", "AD", "S::ruth.alder@brennick.example::0b1c2d3e-4f50-4a61-8b72-93a4b5c6d7e8"), ("Ivo Moll", "Windows Live", "861ba05702402c01"),
              ("P. Vane", "None", "P. Vane")]
    # Word writes the time of the clock with a Z; the true one stands in commentsExtensible.
    said = [("Ruth Alder", "RA", "2021-05-20T10:57:00Z", "2021-05-20T08:57:00Z", "61B76416", "2450BF26", "", "0", "Is the sum right?"),
            ("Ivo Moll", "IM", "2021-05-20T11:20:00Z", "2021-05-20T09:20:00Z", "7AD47A87", "2450C48A", "61B76416", "0", "Yes, it was 12 500 before."),
            ("Ruth Alder", "RA", "2021-05-21T09:02:00Z", "2021-05-21T07:02:00Z", "0E5C11D2", "2451F5C1", "", "1", "Take this line out.")]
    comments = HEAD + f'<w:comments xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{MC}" mc:Ignorable="w14">' + "".join(
        f'<w:comment w:id="{n}" w:author="{who}" w:date="{local}" w:initials="{short}"><w:p w14:paraId="{par}" w14:textId="77777777"><w:r><w:annotationRef/></w:r><w:r><w:t>{words}</w:t></w:r></w:p></w:comment>'
        for n, (who, short, local, _, par, _, _, _, words) in enumerate(said)) + "</w:comments>"
    extended = HEAD + f'<w15:commentsEx xmlns:mc="{MC}" xmlns:w15="{W15}" mc:Ignorable="w15">' + "".join(
        f'<w15:commentEx w15:paraId="{par}"' + (f' w15:paraIdParent="{above}"' if above else "") + f' w15:done="{done}"/>' for _, _, _, _, par, _, above, done, _ in said) + "</w15:commentsEx>"
    ids = HEAD + f'<w16cid:commentsIds xmlns:mc="{MC}" xmlns:w16cid="{cid}" mc:Ignorable="w16cid">' + "".join(
        f'<w16cid:commentId w16cid:paraId="{par}" w16cid:durableId="{durable}"/>' for _, _, _, _, par, durable, _, _, _ in said) + "</w16cid:commentsIds>"
    extensible = HEAD + f'<w16cex:commentsExtensible xmlns:mc="{MC}" xmlns:w16cex="{cex}" mc:Ignorable="w16cex">' + "".join(
        f'<w16cex:commentExtensible w16cex:durableId="{durable}" w16cex:dateUtc="{utc}"/>' for _, _, _, utc, _, durable, _, _, _ in said) + "</w16cex:commentsExtensible>"
    listed = HEAD + f'<w15:people xmlns:mc="{MC}" xmlns:w15="{W15}" mc:Ignorable="w15">' + "".join(
        f'<w15:person w15:author="{who}"><w15:presenceInfo w15:providerId="{by}" w15:userId="{user}"/></w15:person>' for who, by, user in people) + "</w15:people>"
    kinds = OFFICE + "wordprocessingml."
    data = with_parts(office.docx("Order of fuel\nDiesel: 72 500 litres.", version="16.0000", mode=15, author="Ruth Alder", last="Ruth Alder",
        created="2021-05-20T08:40:00Z", modified="2021-05-21T07:05:00Z"), "word/document.xml", [
        ("word/comments.xml", kinds + "comments+xml", EXT + "relationships/comments", comments),
        ("word/commentsExtended.xml", kinds + "commentsExtended+xml", MS + "2011/relationships/commentsExtended", extended),
        ("word/commentsIds.xml", kinds + "commentsIds+xml", MS + "2016/09/relationships/commentsIds", ids),
        ("word/commentsExtensible.xml", kinds + "commentsExtensible+xml", MS + "2018/08/relationships/commentsExtensible", extensible),
        ("word/people.xml", kinds + "people+xml", MS + "2011/relationships/people", listed)])
    e = "word/commentsExtensible.xml commentExtensible dateUtc"
    sample("05-people.docx", "docx", data,
        "An order with three comments, one an answer and one settled; the list of people names a third, who has neither comment nor change in it.",
        names=["Ruth Alder", "Ivo Moll", "P. Vane", "ruth.alder@brennick.example"],
        times=[("2021-05-20T08:40:00", "Z", "docProps/core.xml created"), ("2021-05-21T07:05:00", "Z", "docProps/core.xml modified"),
               *((local[:-1], "+02:00", "word/comments.xml comment date (written with a Z, but the time of the clock)") for _, _, local, *_ in said),
               *((utc[:-1], "Z", e) for _, _, _, utc, *_ in said)],
        says=[("word/people.xml presenceInfo userId", people[0][2]), ("word/people.xml presenceInfo userId", people[1][2]), ("word/people.xml presenceInfo providerId", "Windows Live"),
              ("word/comments.xml", "Is the sum right?"), ("word/comments.xml", "Yes, it was 12 500 before."), ("word/comments.xml", "Take this line out.")],
        notes=["The second comment answers the first; the third is marked as done.", "P. Vane stands in the list of people alone: a comment or change of that author was there and is gone, or was never kept.",
               "The dates of the comments are two hours ahead of those in universal time beside them: the clock stood at +02:00."],
        must_not=["That the comment of 10:57 was written at 10:57 universal time.", "That the two dates of one comment contradict each other.", "That P. Vane wrote a comment that can be read here."],
        shown=["unzip -p {} word/comments.xml word/commentsExtensible.xml | grep -oE '(w:author|w:date|dateUtc)=\"[^\"]*\"'", "unzip -p {} word/people.xml | grep -oE 'w15:(author|userId)=\"[^\"]*\"'",
               "unzip -p {} word/commentsExtended.xml | grep -oE '<w15:commentEx [^>]*>'"])

    contact = HEAD + (f'<w15:people xmlns:mc="{MC}" xmlns:w15="{W15}" mc:Ignorable="w15"><w15:person w15:author="Ivo Moll" w15:contact="Ivo Moll &lt;ivo.moll@brennick.example&gt;"/></w15:people>')
    sample("06-people-contact.docx", "docx", with_parts(office.docx("Minutes\nThe fare stays.", version="15.0000", mode=15, author="Ivo Moll", last="Ivo Moll",
        created="2012-12-04T09:30:00Z", modified="2012-12-04T10:02:00Z"), "word/document.xml",
        [("word/people.xml", kinds + "people+xml", MS + "2011/relationships/people", contact)]),
        "Minutes of December 2012 whose list of people has the early form: the address stands in an attribute that later forms of Word no longer write.",
        names=["Ivo Moll", "ivo.moll@brennick.example"],
        times=[("2012-12-04T09:30:00", "Z", "docProps/core.xml created"), ("2012-12-04T10:02:00", "Z", "docProps/core.xml modified")],
        says=[("word/people.xml person contact", "Ivo Moll <ivo.moll@brennick.example>")], shown=["unzip -p {} word/people.xml | grep -oE '<w15:person [^>]*>'"])


# 2. What PDF keeps

def hexed(text):
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def page(p, root, pages, content, resources=b"", more=b"", catalog=b"", font=True):
    """One A4 page: sets the catalog and the tree; gives the page's number."""
    fonts = b"/Font<</F1 %d 0 R>>" % p.add(h.HELV) if font else b""
    number = p.add(b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<<%s%s>>/Contents %d 0 R%s>>"
                   % (pages, fonts, resources, p.add(h.stream(content, compress=False)), more))
    p.set(root, b"<</Type/Catalog/Pages %d 0 R%s>>" % (pages, catalog))
    p.set(pages, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % number)
    return number


def lines(*texts):
    return h.page_text([("F1", 12, text) for text in texts], h.latin)


def close(p, root, seed, **told):
    ids = (h.ident(seed),) * 2
    return p.save(root, p.add(h.info(**told)), ids)


BANNER = "This is pdfTeX, Version 3.14159265-2.6-1.40.21 (TeX Live 2020) kpathsea version 6.3.2"


def included(p, file, number, **told):
    """A page of another PDF as pdfTeX puts it in."""
    head = (b"/Type/XObject/Subtype/Form/FormType 1/PTEX.FileName(%s)/PTEX.PageNumber 1/PTEX.InfoDict %d 0 R/BBox[0 0 180 120]/Resources<</ProcSet[/PDF]>>"
            % (file.encode(), p.add(h.info(**told))))
    return p.add(h.stream(b"0.4 w %d 10 160 100 re S" % number, head))


def typeset(seed, when, figures, words):
    p = h.Pdf("1.5")
    root, pages = p.reserve(), p.reserve()
    forms = [included(p, file, 10, **told) for file, told in figures]
    show = b"".join(b"q 1 0 0 1 62 %d cm /Im%d Do Q\n" % (500 - 140 * n, n + 1) for n in range(len(forms)))
    page(p, root, pages, lines(*words) + b"\n" + show, b"/XObject<<%s>>" % b"".join(b"/Im%d %d 0 R" % (n + 1, form) for n, form in enumerate(forms)))
    told = dict(Producer="pdfTeX-1.40.21", Author="", Title="", Subject="", Creator="LaTeX with hyperref", Keywords="", CreationDate=when, ModDate=when)
    info = h.info(**told)[:-3] + b"/Trapped/False/PTEX.Fullbanner" + h.string(BANNER) + b" >>"
    return p.save(root, p.add(info), (h.ident(seed),) * 2)


def make_included():
    plot = dict(Creator="Matplotlib v3.3.4, https://matplotlib.org", Producer="Matplotlib pdf backend v3.3.4", CreationDate="D:20210304101112+01'00'")
    logo = dict(Title="logo.indd", Author="Paula Vane", Creator="Adobe InDesign CS3 (5.0.4)", Producer="Adobe PDF Library 8.0", CreationDate="D:20090611153010+02'00'",
                ModDate="D:20090611153244+02'00'")
    sample("07-included-figures.pdf", "pdf", typeset("traces included", "D:20210310084500+01'00'",
        [("./figures/plot.pdf", plot), ("/home/ralder/reports/logo.pdf", logo)], ["Traffic of the ferry", "Figures and mark of the office."]),
        "A report that pdfTeX set on 10 March 2021, with a plot of 4 March 2021 and a mark of 11 June 2009 put in from other PDFs.",
        names=["Paula Vane", "ralder"],
        times=[("2021-03-10T08:45:00", "+01:00", "Info CreationDate"), ("2021-03-10T08:45:00", "+01:00", "Info ModDate"),
               ("2021-03-04T10:11:12", "+01:00", "PTEX.InfoDict CreationDate of ./figures/plot.pdf"), ("2009-06-11T15:30:10", "+02:00", "PTEX.InfoDict CreationDate of /home/ralder/reports/logo.pdf"),
               ("2009-06-11T15:32:44", "+02:00", "PTEX.InfoDict ModDate of /home/ralder/reports/logo.pdf")],
        says=[("PTEX.FileName", "./figures/plot.pdf"), ("PTEX.FileName", "/home/ralder/reports/logo.pdf"), ("Info PTEX.Fullbanner", BANNER),
              ("PTEX.InfoDict Producer", plot["Producer"]), ("PTEX.InfoDict Creator", plot["Creator"]), ("PTEX.InfoDict Producer", logo["Producer"]),
              ("PTEX.InfoDict Creator", logo["Creator"]), ("PTEX.InfoDict Title", "logo.indd"), ("PTEX.InfoDict Author", "Paula Vane")],
        notes=["Two pages of other PDFs were put in; both are older than the document.", "The path of the mark names the account ralder."],
        must_not=["That Matplotlib or InDesign made the document.", "That the document was made in 2009."],
        shown=["grep -aoE '/PTEX.FileName.[^)]*.' {}", "grep -aE 'Matplotlib|InDesign' {}", "exiftool -s -G1 -a -PDF:Producer -PDF:CreateDate {}"])

    late = dict(Creator="R", Producer="R 4.1.0", Title="R Graphics Output", CreationDate="D:20210604101112", ModDate="D:20210604101112")
    sample("08-included-later.pdf", "pdf", typeset("traces included later", "D:20210310084500+01'00'", [("./plot.pdf", late)], ["Traffic of the ferry"]),
        "A report said to be of 10 March 2021; a plot put into it says that it was made on 4 June 2021.",
        times=[("2021-03-10T08:45:00", "+01:00", "Info CreationDate"), ("2021-03-10T08:45:00", "+01:00", "Info ModDate"), ("2021-06-04T10:11:12", UNKNOWN, "PTEX.InfoDict CreationDate"),
               ("2021-06-04T10:11:12", UNKNOWN, "PTEX.InfoDict ModDate")],
        says=[("PTEX.FileName", "./plot.pdf"), ("PTEX.InfoDict Producer", "R 4.1.0"), ("PTEX.InfoDict Title", "R Graphics Output")],
        notes=["The plot is three months younger than the document says it is itself: one of the two dates does not say when it was made."],
        must_not=["Which of the two dates is wrong."],
        shown=["grep -a 'R Graphics Output' {}", "exiftool -s -G1 -a -PDF:CreateDate {}"])


def make_piece_info():
    p = h.Pdf("1.5")
    root, pages = p.reserve(), p.reserve()
    meta = (b"%!PS-Adobe-3.0 \r%%Creator: Adobe Illustrator(R) 14.0\r%%AI8_CreatorVersion: 14.0.0\r%%For: (Paula Vane) (Brennick Works)\r"
            b"%%Title: (map of the quay.ai)\r%%CreationDate: 6/3/11 4:15 PM\r%%BoundingBox: 0 0 595 842\r")
    private = p.add(b"<</AIMetaData %d 0 R/AIPDFPrivateData1 %d 0 R/ContainerVersion 11/CreatorVersion 14/NumBlock 1/RoundtripVersion 14>>"
                    % (p.add(h.stream(meta, compress=False)), p.add(h.stream(b"%AI5_FileFormat 10.0\r%%Private\r"))))
    settings = p.add(h.stream('<?xml version="1.0" encoding="UTF-8"?>\r\n<WatermarkSettings version="8.0"><SourceFile name="C:\\Users\\pvane\\stamps\\draft.pdf"/>'
                              '<Text>DRAFT</Text></WatermarkSettings>'.encode(), compress=False))
    mark = p.add(h.stream(b"BT /F1 60 Tf 0.8 g (DRAFT) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 240 60]/LastModified(D:20110604090012+02'00')"
                          b"/PieceInfo<</ADBE_CompoundType<</DocSettings %d 0 R/LastModified(D:20110604090012+02'00')/Private/Watermark>>>>"
                          b"/Resources<</Font<</F1 %d 0 R>>>>" % (settings, p.add(h.HELV)), compress=False))
    indesign = (b"/InDesign<</DocumentID" + hexed("uuid:4E0DF35CEC8DE011A3D4B3F0C1E5A601") + b"/LastModified" + hexed("D:20110603142010Z") + b"/NumberofPages 1"
                b"/OriginalDocumentID" + hexed("adobe:docid:indd:7c21e0f4-9f2b-11dd-8a53-a84a84b6f701") + b"/PageUIDList<</0 245>>/PageWidthList<</0 595.0>>>>")
    page(p, root, pages, lines("Map of the quay") + b"\nq 1 0 0 1 150 400 cm /Fm0 Do Q", b"/XObject<</Fm0 %d 0 R>>" % mark,
         b"/LastModified(D:20110603161523+02'00')/PieceInfo<</Illustrator<</LastModified(D:20110603161523+02'00')/Private %d 0 R>>%s>>" % (private, indesign),
         b"/PieceInfo<</MarkedPDF<</LastModified(D:20110604085500)>>>>/MarkInfo<</LetterspaceFlags 0/Marked true>>/LastModified(D:20110604085500)")
    data = close(p, root, "traces piece", Title="Map of the quay", Producer="Adobe PDF library 9.00", Creator="Adobe Illustrator CS4", CreationDate="D:20110603161523+02'00'",
                 ModDate="D:20110604090012+02'00'")
    sample("09-piece-info.pdf", "pdf", data,
        "A map that Illustrator made on 3 June 2011 from a page of InDesign; on the next day Acrobat marked it up and put a watermark on it. The page, the catalog and the watermark keep each "
        "program's private data.",
        names=["Paula Vane", "pvane"],
        times=[("2011-06-03T16:15:23", "+02:00", "Info CreationDate"), ("2011-06-04T09:00:12", "+02:00", "Info ModDate"),
               ("2011-06-03T16:15:23", "+02:00", "page LastModified"), ("2011-06-03T16:15:23", "+02:00", "page PieceInfo Illustrator LastModified"),
               ("2011-06-03T14:20:10", "Z", "page PieceInfo InDesign LastModified"), ("2011-06-04T08:55:00", UNKNOWN, "catalog PieceInfo MarkedPDF LastModified"),
               ("2011-06-04T09:00:12", "+02:00", "form XObject PieceInfo ADBE_CompoundType LastModified"), ("2011-06-04T09:00:12", "+02:00", "form XObject LastModified"),
               ("2011-06-03T16:15", UNKNOWN, "page PieceInfo Illustrator Private AIMetaData %%CreationDate: 6/3/11 4:15 PM, month and day in the American order")],
        says=[("page PieceInfo Illustrator Private AIMetaData %%For", "Paula Vane, Brennick Works"), ("page PieceInfo Illustrator Private AIMetaData %%Title", "map of the quay.ai"),
              ("page PieceInfo Illustrator Private AIMetaData %%Creator", "Adobe Illustrator(R) 14.0"), ("page PieceInfo InDesign DocumentID", "uuid:4E0DF35CEC8DE011A3D4B3F0C1E5A601"),
              ("page PieceInfo InDesign OriginalDocumentID", "adobe:docid:indd:7c21e0f4-9f2b-11dd-8a53-a84a84b6f701"),
              ("form XObject PieceInfo ADBE_CompoundType DocSettings", "C:\\Users\\pvane\\stamps\\draft.pdf"), ("form XObject PieceInfo ADBE_CompoundType Private", "Watermark")],
        notes=["Programs that had the document: InDesign, Illustrator, Acrobat (watermark, marks).", "The watermark came from a file of the account pvane.",
               "Two identifiers hold a time of their own: OriginalDocumentID 2008-10-21T04:48:20Z, DocumentID (its bytes in the order of the machine) 2011-06-03T14:18:33Z."],
        must_not=["That the sixth of March is the day of the map: 6/3/11 is 3 June.", "That the private data are hidden on purpose."],
        shown=["grep -aoE '/LastModified[(<][^)>]*.' {}", "tr '\\r' '\\n' < {} | grep -aE '^%%(For|Title|Creat)'", "grep -aoE 'SourceFile[^>]*' {}"])


def make_annotations():
    p = h.Pdf("1.6")
    root, pages = p.reserve(), p.reserve()
    body = '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml" xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/" xfa:APIVersion="Acrobat:9.0.0" xfa:spec="2.0.2">%s</body>'
    popup = p.add(b"<</Type/Annot/Subtype/Popup/Rect[400 600 560 700]/Open false>>")
    first = p.add(b"<</Type/Annot/Subtype/Text/Rect[62 740 80 758]/T(Ruth Alder)/Subj(Note)/Contents(Is the sum right?)/RC%s/NM(3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e01)"
                  b"/CreationDate(D:20130416091500+02'00')/M(D:20130416091742+02'00')/Name/Comment/Popup %d 0 R/F 28>>"
                  % (h.string(body % "<p>Is the <b>sum</b> right?</p>"), popup))
    answer = p.add(b"<</Type/Annot/Subtype/Text/Rect[62 740 80 758]/T(i.moll@brennick.example)/Subj(Note)/Contents(No.)/RC%s/NM(3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e02)"
                   b"/CreationDate(D:20130416134010Z)/M(D:20130416134010Z)/IRT %d 0 R/F 30>>"
                   % (h.string(body % "<p>No. <span style=\"text-decoration:line-through\">It was 12 500.</span></p>"), first))
    # The third and fourth stand in the page itself, as dictionaries of the array.
    direct = (b"<</Type/Annot/Subtype/Highlight/Rect[62 716 200 730]/QuadPoints[62 730 200 730 62 716 200 716]/T(pvane)/Contents()/NM(7d8e)/M(D:20130418080000+02'00')/C[1 1 0]>>"
              b"<</Type/Annot/Subtype/Stamp/Rect[400 80 540 120]/Name/Approved/T" + hexed("Рут Ольха") + b"/Subj(Stamp)/NM(9f0a)/CreationDate(D:20130418)/M(18 Apr 2013)>>")
    page(p, root, pages, lines("Order of fuel", "Diesel: 72 500 litres"), more=b"/Annots[%d 0 R %d 0 R %d 0 R %s]" % (first, popup, answer, direct))
    data = close(p, root, "traces annotations", Title="Order of fuel", Author="Ruth Alder", Producer="Acrobat Distiller 9.0.0 (Windows)", CreationDate="D:20130416085900+02'00'", ModDate="D:20130418080102+02'00'")
    sample("10-annotations.pdf", "pdf", data,
        "An order with a note by Ruth Alder, an answer from an address, a mark by an account and a stamp under a name in Cyrillic letters; the two last stand directly in the page.",
        names=["Ruth Alder", "i.moll@brennick.example", "pvane", "Рут Ольха"],
        times=[("2013-04-16T08:59:00", "+02:00", "Info CreationDate"), ("2013-04-18T08:01:02", "+02:00", "Info ModDate"),
               ("2013-04-16T09:15:00", "+02:00", "Text CreationDate"), ("2013-04-16T09:17:42", "+02:00", "Text M"), ("2013-04-16T13:40:10", "Z", "Text CreationDate"),
               ("2013-04-16T13:40:10", "Z", "Text M"), ("2013-04-18T08:00:00", "+02:00", "Highlight M"), ("2013-04-18", UNKNOWN, "Stamp CreationDate")],
        says=[("Text Contents", "Is the sum right?"), ("Text Contents", "No."), ("Text RC", "It was 12 500."), ("Stamp M", "18 Apr 2013"),
              ("Text NM", "3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e01"), ("Text NM", "3f1c2d4e-5a6b-4c7d-8e9f-0a1b2c3d4e02")],
        notes=["The rich text of the answer holds words that its plain text lacks: 'It was 12 500.'", "M of the stamp is text and no date of PDF, which is allowed."],
        must_not=["That the page was changed: notes, marks and stamps lie on it.", "That 18 Apr 2013 is a broken date."],
        shown=["grep -aoE '/T[(<][^)>]*.' {}", "grep -aoE '/(CreationDate|M)[(][^)]*.' {}", "grep -aoE 'line-through[^<]*' {}"])


def make_links():
    p = h.Pdf("1.6")
    root, pages = p.reserve(), p.reserve()
    uri, other = p.add(b"(https://intranet.brennick.example/supply/orders?user=ralder)"), p.add(hexed("https://пристань.example/план"))
    outlines, one, two = p.reserve(), p.reserve(), p.reserve()
    p.set(outlines, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count 2>>" % (one, two))
    p.set(one, b"<</Title(Draft of Ivo Moll, do not send)/Parent %d 0 R/Next %d 0 R/A<</S/URI/URI(file:///C:/Users/imoll/Documents/orders/draft-3.docx)>>>>" % (outlines, two))
    p.set(two, b"<</Title" + hexed("План пристани") + b"/Parent %d 0 R/Prev %d 0 R/A<</S/URI/URI %d 0 R>>>>" % (outlines, one, other))
    action = p.add(b"<</S/URI/URI %d 0 R/Next<</S/Launch/F(\\\\\\\\srv-files\\\\orders\\\\list.xls)>>>>" % uri)
    link = p.add(b"<</Type/Annot/Subtype/Link/Rect[62 760 200 775]/Border[0 0 0]/A %d 0 R/PA<</S/URI/URI(http://old.brennick.example/orders.html)>>>>" % action)
    listed = p.add(b"[%d 0 R<</Type/Annot/Subtype/Link/Rect[62 740 200 755]/A<</S/URI/URI(mailto:ivo.moll@brennick.example?subject=order)>>>>"
                   b"<</Type/Annot/Subtype/Link/Rect[62 720 200 735]/A<</S/GoToR/F<</Type/Filespec/F(../annexes/annex.pdf)/UF(../annexes/annex.pdf)>>/D[0/Fit]>>>>"
                   b"<</Type/Annot/Subtype/Link/Rect[62 700 200 715]/A<</S/URI/URI(prices.html)>>>>]" % link)
    page(p, root, pages, lines("Orders", "Write to us", "Annex", "Prices"), more=b"/Annots %d 0 R" % listed,
         catalog=b"/Outlines %d 0 R/URI<</Base(https://www.brennick.example/supply/)>>/PageMode/UseOutlines" % outlines)
    data = close(p, root, "traces links", Title="Orders", Producer="Acrobat Distiller 9.0.0 (Windows)", CreationDate="D:20130416085900+02'00'", ModDate="D:20130416085900+02'00'")
    sample("11-links.pdf", "pdf", data,
        "A page of links: an address that is an object of its own, one that the program kept as the earlier one, a mail address, an annex, one relative to the base of the catalog; two outlines, "
        "of which one leads to a file in the folder of an account.",
        names=["ivo.moll@brennick.example", "Ivo Moll", "ralder", "imoll"],
        times=[("2013-04-16T08:59:00", "+02:00", "Info CreationDate"), ("2013-04-16T08:59:00", "+02:00", "Info ModDate")],
        says=[("Link A URI (an object of its own)", "https://intranet.brennick.example/supply/orders?user=ralder"), ("Link A Next Launch F", "\\\\srv-files\\orders\\list.xls"),
              ("Link PA URI", "http://old.brennick.example/orders.html"), ("Link A URI", "mailto:ivo.moll@brennick.example?subject=order"), ("Link A GoToR F", "../annexes/annex.pdf"),
              ("Link A URI", "prices.html"), ("catalog URI Base", "https://www.brennick.example/supply/"), ("outline A URI", "file:///C:/Users/imoll/Documents/orders/draft-3.docx"),
              ("outline Title", "Draft of Ivo Moll, do not send"), ("outline Title", "План пристани"), ("outline A URI (an object of its own)", "https://пристань.example/план")],
        notes=["An outline names a file of the account imoll; a link starts a file on the server srv-files.", "prices.html is relative to the base in the catalog."],
        must_not=["That any of these addresses was opened."],
        shown=["grep -aoE '/(URI|F|Base)[(][^)]*.' {}", "grep -aoE '^.https:[^)]*.' {}", "grep -aoE '/Title[(<][^)>]*.' {}"])


def make_tagged():
    p = h.Pdf("1.7")
    root, pages = p.reserve(), p.reserve()
    tree, document, para, figure, russian, short = (p.reserve() for _ in range(6))
    content = (b"/P<</MCID 0>>BDC BT /F1 12 Tf 1 0 0 1 62 760 Tm (Diesel: 12 500 litres) Tj ET EMC\n"
               b"/Figure<</MCID 1>>BDC q 62 600 200 120 re S Q EMC\n"
               b"/Span<</MCID 2/Lang(ru-RU)/ActualText" + hexed("Пристань") + b">>BDC BT /F1 12 Tf 1 0 0 1 62 560 Tm (Pristan) Tj ET EMC\n"
               b"/Span/MC0 BDC BT /F1 12 Tf 1 0 0 1 62 540 Tm (ffi) Tj ET EMC\n"
               b"/Span<</MCID 3>>BDC BT /F1 12 Tf 1 0 0 1 62 520 Tm (S.O.) Tj ET EMC")
    number = page(p, root, pages, content, b"/Properties<</MC0<</Lang(fr-FR)/ActualText" + hexed("affiche du quai") + b"/Alt(A poster, photographed by Paula Vane)>>>>", b"/StructParents 0/Tabs/S",
                  b"/Lang(en-GB)/MarkInfo<</Marked true>>/StructTreeRoot %d 0 R" % tree)
    element = b"<</Type/StructElem/S/%s/P %d 0 R/Pg %d 0 R/K %s%s>>"
    p.set(para, element % (b"P", document, number, b"0", b"/ActualText(Diesel: 72 500 litres)"))
    p.set(figure, element % (b"Figure", document, number, b"1", b"/Alt(Ruth Alder hands the key to Ivo Moll, 3 May 2013)/T(IMG_0412.JPG)/ID(fig-1)"))
    p.set(russian, element % (b"Span", document, number, b"2", b"/Lang(ru-RU)"))
    p.set(short, element % (b"Span", document, number, b"3", b"/E(Supply Office)"))
    p.set(document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%d 0 R %d 0 R %d 0 R %d 0 R]/Lang(en-GB)>>" % (tree, para, figure, russian, short))
    p.set(tree, b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Nums[0[%d 0 R %d 0 R %d 0 R %d 0 R]]>>/ParentTreeNextKey 1>>" % (document, para, figure, russian, short))
    words = b"\xfe\xff" + "".join(["\x1ben-GB\x1b", "Order of fuel"]).encode("utf-16-be")
    info = h.info(Producer="Acrobat Distiller 9.0.0 (Windows)", CreationDate="D:20130506101500+02'00'", ModDate="D:20130506101500+02'00'")
    data = p.save(root, p.add(info[:-3] + b"/Title(" + h.esc(words) + b") >>"), (h.ident("traces tagged"),) * 2)
    sample("12-tagged.pdf", "pdf", data,
        "A tagged order: its structure and its marked content state languages, other words for a reader or a copy than those drawn, and what a picture shows.",
        names=["Ruth Alder", "Ivo Moll", "Paula Vane"],
        times=[("2013-05-06T10:15:00", "+02:00", "Info CreationDate"), ("2013-05-06T10:15:00", "+02:00", "Info ModDate")],
        says=[("catalog Lang", "en-GB"), ("structure Document Lang", "en-GB"), ("structure Span Lang", "ru-RU"), ("marked content Lang", "ru-RU"), ("marked content Lang", "fr-FR"),
              ("structure P ActualText", "Diesel: 72 500 litres"), ("structure Figure Alt", "Ruth Alder hands the key to Ivo Moll, 3 May 2013"), ("structure Figure T", "IMG_0412.JPG"),
              ("structure Span E", "Supply Office"), ("marked content ActualText", "Пристань"), ("marked content ActualText", "affiche du quai"),
              ("marked content Alt", "A poster, photographed by Paula Vane"), ("page", "Diesel: 12 500 litres"), ("Info Title", "Order of fuel")],
        notes=["What is drawn says 12 500 litres, what is copied or read aloud says 72 500 litres.", "Languages: English as the main one, Russian, French.",
               "The title begins with a mark of language (en-GB), which is no part of it."],
        must_not=["That the title holds control characters that hide something.", "That the document is in Russian."],
        shown=["grep -aoE '/(Lang|Alt|ActualText|E)[(<][^)>]*.' {}", "pdftotext {} -"])


# 3. Property sets of the old forms

USER_DEFINED = bytes.fromhex("05d5cdd59c2e1b10939708002b2cf9ae")


def padded(raw):
    return raw.ljust(-(-len(raw) // 4) * 4, b"\0")


def hyperlinks(links):
    """_PID_HLINKS (MS-OSHARED 2.3.3.1.21): six variants for each link, (hash, place in the document, shape, kind, target, location)."""
    out = struct.pack("<I", 6 * len(links))
    for number, place, shape, kind, target, location in links:
        out += b"".join(struct.pack("<II", 3, n & 0xFFFFFFFF) for n in (number, place, shape, kind))
        for text in (target, location):
            out += struct.pack("<II", 0x1F, len(text) + 1) + padded(text.encode("utf-16-le") + b"\0\0")
    return struct.pack("<II", 0x41, len(out)) + out


def user_defined(values, page=1252):
    """The second section of \\5DocumentSummaryInformation: values are (name, typed value in bytes, or text)."""
    codec = {1252: "cp1252", 1251: "cp1251"}[page]
    names = struct.pack("<I", len(values))
    for number, (name, _) in enumerate(values, 2):
        raw = name.encode(codec) + b"\0"
        names += struct.pack("<II", number, len(raw)) + raw
    body, places = b"", []
    for number, value in [(0, names), (1, struct.pack("<IH", 2, page))] + list(enumerate((v for _, v in values), 2)):
        if isinstance(value, str):
            raw = value.encode(codec) + b"\0"
            value = struct.pack("<II", 0x1E, len(raw)) + raw
        places.append((number, len(body)))
        body += padded(value)
    head = 8 + 8 * len(places)
    return struct.pack("<II", head + len(body), len(places)) + b"".join(struct.pack("<II", n, head + at) for n, at in places) + body


def with_user_defined(first, section):
    """The property set of one section with a second one behind it."""
    head, body = first[:28], first[48:]
    at = 28 + 2 * 20
    return head[:24] + struct.pack("<I", 2) + first[28:44] + struct.pack("<I", at) + USER_DEFINED + struct.pack("<I", at + len(body)) + body + section


def biff_text(text):
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def workbook(user, sheet, cells, locked=False):
    """A workbook in BIFF8: the user that saved it, one sheet, its cells."""
    name = biff_text(user).ljust(112, b" ")
    bof = lambda kind: locks.biff(0x0809, struct.pack("<HHHHII", 0x0600, kind, 0x20AF, 0x07CD, 0x000100C1, 0x0406))
    head = bof(5) + (locks.biff(0x002F, bytes(6)) if locked else b"") + locks.biff(0x00E1, struct.pack("<H", 1200)) + locks.biff(0x00C1, b"\0\0") + locks.biff(0x00E2)
    head += locks.biff(0x005C, name) + locks.biff(0x0042, struct.pack("<H", 1200)) + locks.biff(0x003D, struct.pack("<HHHHHHHHH", 0, 0, 12000, 9000, 0x38, 0, 0, 1, 600))
    head += locks.biff(0x0031, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 2, 0, 0, 5, 0) + b"Arial") * 4
    style = struct.pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0)
    head += b"".join(locks.biff(0x00E0, style if n < 15 else struct.pack("<HHHBBBBIIH", 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0)) for n in range(16))
    head += locks.biff(0x0293, struct.pack("<HBB", 0x8000, 0, 0xFF))
    bound = struct.pack("<IBBBB", 0, 0, 0, len(sheet), 1) + sheet.encode("utf-16-le")
    at = len(head) + 4 + len(bound) + 4
    head += locks.biff(0x0085, struct.pack("<I", at) + bound[4:]) + locks.biff(0x000A)
    rows = max(row for row, _, _ in cells) + 1
    body = bof(16) + locks.biff(0x0200, struct.pack("<IIHHH", 0, rows, 0, 2, 0))
    for row, column, value in cells:
        if isinstance(value, str):
            body += locks.biff(0x0204, struct.pack("<HHH", row, column, 15) + biff_text(value))
        else:
            body += locks.biff(0x0203, struct.pack("<HHHd", row, column, 15, value))
    # A header that makes the stream end at a multiple of four: some readers read on behind the last record.
    rest = len(head) + len(body) + 4 + 3 + 6 + 4 + 18 + 4
    title = "Orders".ljust(6 + -rest % 4, ".")
    body += locks.biff(0x0014, struct.pack("<HB", len(title), 0) + title.encode())
    body += locks.biff(0x023E, struct.pack("<HHHIHHI", 0x06B6, 0, 0, 64, 0, 0, 0)) + locks.biff(0x000A)
    return head + body


XLS = bytes.fromhex("2008020000000000c000000000000046")
DOC = bytes.fromhex("0609020000000000c000000000000046")
OLD = dict(form=268, builds=(80403, 80403), version=(11, 5604), created="2008-03-05T08:15:00", saved="2008-03-05T09:30:00", dop_created="2008-03-05T09:15",
           dop_revised="2008-03-05T10:30", container="2008-03-05T09:30:25", author="Ruth Alder", last="Ivo Moll")
OLD_TIMES = [("2008-03-05T08:15:00", "Z", "SummaryInformation created"), ("2008-03-05T09:30:00", "Z", "SummaryInformation saved"),
             ("2008-03-05T09:15", UNKNOWN, "WordDocument Dop created"), ("2008-03-05T10:30", UNKNOWN, "WordDocument Dop revised"), ("2008-03-05T09:30:25", "Z", "container root modified")]
DSI = "\5DocumentSummaryInformation"
U = "DocumentSummaryInformation, second section, "


def make_hyperlinks():
    links = [(0x00540007, 0, 0, 5, "http://www.brennick.example/supply/", ""), (0x003F0051, 3, 0, 5, "file:///C:/Documents and Settings/ralder/Desktop/orders/draft.doc", "_Toc1"),
             (0x0027000E, 6, 0, 5, "mailto:ivo.moll@brennick.example?subject=Приказ", "")]
    field = "\x13 HYPERLINK \"%s\" \x14%s\x15"
    streams = compound.word_streams("Order of fuel\nSee %s and %s." % (field % (links[0][4], "our page"), field % (links[1][4].replace("/", "\\\\"), "the draft")), title="Order of fuel", **OLD)
    streams[DSI] = with_user_defined(streams[DSI], user_defined([
        ("_PID_HLINKS", hyperlinks(links)), ("_AdHocReviewCycleID", struct.pack("<Ii", 3, -1147323902)), ("_EmailSubject", "Order of fuel, please look"),
        ("_AuthorEmail", "ruth.alder@brennick.example"), ("_AuthorEmailDisplayName", "Alder, Ruth (Supply)"), ("Checked by", "P. Vane")]))
    sample("13-hyperlinks.doc", "doc", compound.compound(streams, OLD["container"], DOC),
        "A document of Word 2003 whose properties list its links, one to a file in the folder of an account and one to an address that no longer stands in the text, and what Outlook "
        "noted when it was sent for review.",
        names=["Ruth Alder", "Ivo Moll", "ralder", "ivo.moll@brennick.example", "ruth.alder@brennick.example", "Alder, Ruth (Supply)", "P. Vane"], times=OLD_TIMES,
        says=[(U + "_PID_HLINKS target", links[0][4]), (U + "_PID_HLINKS target", links[1][4]), (U + "_PID_HLINKS location", "_Toc1"), (U + "_PID_HLINKS target", links[2][4]),
              (U + "_EmailSubject", "Order of fuel, please look"), (U + "_AuthorEmail", "ruth.alder@brennick.example"), (U + "_AuthorEmailDisplayName", "Alder, Ruth (Supply)"),
              (U + "_AdHocReviewCycleID", "-1147323902"), (U + "Checked by", "P. Vane")],
        notes=["A link names a file on the desktop of the account ralder.", "The third link, a mail address with a subject in Russian, stands in the properties and not in the text.",
               "The document was sent for review by mail from ruth.alder@brennick.example."],
        must_not=["That the links are a list of what was opened."],
        shown=["exiftool -s -G1 -a -Hyperlinks -Author -LastModifiedBy -CreateDate -ModifyDate -CheckedBy {}", "strings -el {} | grep -E 'file:|mailto:' | sort -u"])

    cells = [(0, 0, "Item"), (0, 1, "Litres"), (1, 0, "Diesel"), (1, 1, 72500.0)]
    books = [(0x00540007, 0x00000000, 0, 5, "\\\\srv-files\\orders\\2008\\list.xls", "Sheet1!A1"), (0x00540008, 0x00000001, 0, 5, "../../Users/pvane/prices.xls", "")]
    told = dict(author="Paula Vane", last="Paula Vane", created="2008-03-05T08:15:00", saved="2008-03-05T09:30:12", program="Microsoft Excel", template="", revision="")
    first = compound.document_summary(version=(11, 5604))
    sample("14-hyperlinks.xls", "xls", compound.compound({"Workbook": workbook("Paula Vane", "Orders", cells), "\5SummaryInformation": compound.summary(**told),
        DSI: with_user_defined(first, user_defined([("_PID_HLINKS", hyperlinks(books))]))}, "2008-03-05T09:30:12", XLS),
        "A workbook of Excel 2003 whose properties list two links, one to a server and one into the folder of an account.", names=["Paula Vane", "pvane"],
        times=[("2008-03-05T08:15:00", "Z", "SummaryInformation created"), ("2008-03-05T09:30:12", "Z", "SummaryInformation saved"), ("2008-03-05T09:30:12", "Z", "container root modified")],
        says=[(U + "_PID_HLINKS target", books[0][4]), (U + "_PID_HLINKS location", "Sheet1!A1"), (U + "_PID_HLINKS target", books[1][4]), ("Workbook WriteAccess", "Paula Vane")],
        notes=["A link names the server srv-files; another the folder of the account pvane."],
        shown=["exiftool -s -G1 -a -Hyperlinks -Author -CreateDate -ModifyDate {}", "strings -el {} | grep -E 'srv-files|pvane' | sort -u"])


def mac(page, text, lid, **told):
    """As Word of the Macintosh saves it: its mark in the header, its system in the property sets."""
    streams = compound.word_streams(text, page=page, system=0x00010A03, lid=lid, **told)
    main = bytearray(streams["WordDocument"])
    main[0x12], main[0x13] = 1, main[0x13] | 0x11
    return compound.compound({**streams, "WordDocument": bytes(main)}, told["container"], DOC)


def make_code_pages():
    base = dict(form=217, builds=(0, 0), version=(10, 2418), created="2003-11-04T08:15:00", saved="2003-11-04T09:30:00", dop_created="2003-11-04T09:15", dop_revised="2003-11-04T10:30",
                container="2003-11-04T09:30:25", program="Microsoft Word 10.1", template="Normal")
    times = [("2003-11-04T08:15:00", "Z", "SummaryInformation created"), ("2003-11-04T09:30:00", "Z", "SummaryInformation saved"), ("2003-11-04T09:15", UNKNOWN, "WordDocument Dop created"),
             ("2003-11-04T10:30", UNKNOWN, "WordDocument Dop revised"), ("2003-11-04T09:30:25", "Z", "container root modified")]
    for number, page, what, lid, text, title, author, last, company in [
            (15, 10007, "cyrillic", 1049, "Приказ о топливе", "Приказ № 57 «О топливе»", "Ёлкин П. Р.", "Ольха Рута", "Пристань города Бренник"),
            (16, 10001, "japanese", 1041, "訓練計画", "十一月の予定表", "山田太郎", "能登ソノ", "港湾局"),
            (17, 10000, "roman", 1036, "Note sur le quai", "Œuvres du quai – été 2003", "Élise Duvall", "François Légaré", "Société «Îlot»")]:
        sample(f"{number}-mac-{what}.doc", "doc", mac(page, text, lid, title=title, author=author, last=last, company=company, **base),
            f"A document of Word X of the Macintosh, of November 2003; the property sets state code page {page}.",
            names=[author, last], times=times,
            says=[("SummaryInformation title", title), ("DocumentSummaryInformation company", company), ("SummaryInformation code page", str(page)), ("SummaryInformation program", "Microsoft Word 10.1"),
                  ("property sets system", "Macintosh 10.3 (0x00010A03)")],
            notes=[f"The names and the title read as given here, by code page {page}."],
            must_not=["Another spelling of these names, as they come out by a code page of Windows.", "That the document was saved by Word for Windows."],
            shown=["exiftool -s -G1 -a -CodePage -Software {}", "exiftool -s3 -b -FlashPix:Title -FlashPix:Author -FlashPix:LastModifiedBy {} | iconv -f SHIFT-JIS"]
            if page == 10001 else ["exiftool -s -G1 -a -CodePage -Title -Author -LastModifiedBy -Company -Software {}"])


# 4. Under a lock

BEHIND = "behind the password: "
INNER = dict(author="Ruth Alder", last="Ivo Moll", created="2014-05-14T06:00:00Z", modified="2014-05-14T06:31:00Z")
LOCKED_TIMES = [("2014-05-14T06:00:00", "Z", BEHIND + "docProps/core.xml created"), ("2014-05-14T06:31:00", "Z", BEHIND + "docProps/core.xml modified"),
                ("2014-05-14T06:31:20", "Z", "container root and storages modified")]
WHOLE = "2014-05-14T06:31:20"
NOT_OPEN = "Anything of what stands behind the password, where the password was not given."


def opened(password):
    return "msoffcrypto-tool -t -v {} 2>&1 | tail -n 1", f"msoffcrypto-tool -p {password} {{}} opened.zip && unzip -p opened.zip docProps/core.xml | grep -oE '<(dc:creator|cp:lastModifiedBy)>[^<]*'; rm -f opened.zip"


def make_packages():
    order = office.docx("Order of fuel\nDiesel: 72 500 litres.", version="14.0000", mode=14, **INNER)
    table = office.xlsx([["Item", "Litres"], ["Diesel", "72500"]], version="15.0300", edited="6", build="14420", calculation="152511",
                        path="C:\\Users\\ralder\\Documents\\", **INNER)
    words, cell = (BEHIND + "word/document.xml", "Diesel: 72 500 litres."), (BEHIND + "xl/worksheets/sheet1.xml", "72500")
    path = (BEHIND + "xl/workbook.xml absPath", "C:\\Users\\ralder\\Documents\\")
    for name, data, truth, kind, says, password, names in [
            ("18-agile-2010.docx", locks.agile(order, PASSWORD, "traces agile 2010", 128, "SHA1", WHOLE), "A document of Word 2010 under a password: agile encryption, AES-128, SHA-1.",
             "agile encryption: AES, 128 bits, SHA1", [words], PASSWORD, []),
            ("19-agile-2013.xlsx", locks.agile(table, PASSWORD, "traces agile 2013", 256, "SHA512", WHOLE), "A workbook of Excel 2013 under a password: agile encryption, AES-256, SHA-512.",
             "agile encryption: AES, 256 bits, SHA512", [cell, path], PASSWORD, ["ralder"]),
            ("20-standard-2007.docx", locks.standard(order, PASSWORD, "traces standard", WHOLE), "A document of Word 2007 under a password: standard encryption, AES-128, SHA-1.",
             "standard encryption: AES, 128 bits, SHA1", [words], PASSWORD, []),
            ("21-default-agile.xlsx", locks.agile(table, "VelvetSweatshop", "traces velvet agile", 256, "SHA512", WHOLE),
             "A workbook of Excel 2013 under the password that Excel itself tries first, VelvetSweatshop (it is used where only the structure was protected): Excel opens it without asking.",
             "agile encryption: AES, 256 bits, SHA512", [cell, path], "VelvetSweatshop", ["ralder"]),
            ("22-default-standard.xlsx", locks.standard(table, "VelvetSweatshop", "traces velvet standard", WHOLE),
             "A workbook under the password that Excel itself tries first, VelvetSweatshop, by the encryption of Excel 2007: Excel opens it without asking.",
             "standard encryption: AES, 128 bits, SHA1", [cell, path], "VelvetSweatshop", ["ralder"])]:
        default = password != PASSWORD
        sample(name, name[-4:], data, truth, names=["Ruth Alder", "Ivo Moll", *names], times=LOCKED_TIMES, says=[("EncryptionInfo", kind), *says],
               notes=["It is encrypted, by " + kind + ".", "It opens without asking, with the password that Excel tries first." if default else "All names, and the times but that of the container, stand behind the password."],
               must_not=["That it cannot be read: every Excel opens it."] if default else [NOT_OPEN, "That it is damaged or of an unknown form."],
               shown=opened(password), password=password)


def make_old_locks():
    told = dict(OLD, title="Order of fuel")
    streams = locks.doc_rc4(compound.word_streams("Order of fuel\nDiesel: 72 500 litres.", **told), PASSWORD, "traces rc4")
    decrypt = f"msoffcrypto-tool -p {PASSWORD} {{}} opened.bin && strings -el opened.bin | grep -E 'Diesel|Paula'; rm -f opened.bin"
    sample("23-rc4.doc", "doc", compound.compound(streams, OLD["container"], DOC),
           "A document of Word 2003 under a password, by RC4 CryptoAPI with 128 bits; its properties were left open.", names=["Ruth Alder", "Ivo Moll"],
           times=[t for t in OLD_TIMES if "Dop" not in t[2]] + [(a, z, BEHIND + w) for a, z, w in OLD_TIMES if "Dop" in w],
           says=[("WordDocument FibBase fEncrypted", "encrypted"), ("1Table EncryptionHeader", "RC4 CryptoAPI, 128 bits, SHA1"), ("SummaryInformation title", "Order of fuel"),
                 (BEHIND + "WordDocument", "Diesel: 72 500 litres.")],
           notes=["The text is encrypted; the properties are not, and name Ruth Alder and Ivo Moll."],
           must_not=[NOT_OPEN, "That the document has no text.", "That Word's own record of times is missing or strange: it is encrypted."],
           shown=["exiftool -s -G1 -a -FlashPix:Title -FlashPix:Author -FlashPix:LastModifiedBy {}", decrypt], password=PASSWORD)

    cells = [(0, 0, "Item"), (0, 1, "Litres"), (1, 0, "Diesel"), (1, 1, 72500.0)]
    book = dict(author="Ruth Alder", last="Paula Vane", created="2008-03-05T08:15:00", saved="2008-03-05T09:30:12", program="Microsoft Excel", template="", revision="")
    for name, password, truth in [("24-xor.xls", PASSWORD, "A workbook of Excel 2003 under a password, by XOR obfuscation; its properties stay open."),
                                  ("25-default-xor.xls", "VelvetSweatshop", "A workbook of Excel 2003 by XOR obfuscation under the password that Excel itself tries first, VelvetSweatshop: Excel opens it without asking.")]:
        default = password != PASSWORD
        sample(name, "xls", compound.compound({"Workbook": locks.xls_xor(workbook("Paula Vane", "Orders", cells, locked=True), password), "\5SummaryInformation": compound.summary(**book),
                                               DSI: compound.document_summary(version=(11, 5604))}, "2008-03-05T09:30:12", XLS), truth,
               names=["Ruth Alder", "Paula Vane"],
               times=[("2008-03-05T08:15:00", "Z", "SummaryInformation created"), ("2008-03-05T09:30:12", "Z", "SummaryInformation saved"), ("2008-03-05T09:30:12", "Z", "container root modified")],
               says=[("Workbook FilePass", "XOR obfuscation"), (BEHIND + "Workbook WriteAccess", "Paula Vane"), (BEHIND + "Workbook sheet", "Orders"), (BEHIND + "Workbook cell A2", "Diesel")],
               notes=["The cells are obfuscated by XOR, a lock that is no encryption and can be undone without the password.", "The properties are open and name Ruth Alder and Paula Vane."]
               + (["It opens without asking, with the password that Excel tries first."] if default else []),
               must_not=["That the workbook is empty or damaged."] + ([] if default else [NOT_OPEN]),
               shown=["exiftool -s -G1 -a -Author -LastModifiedBy -CreateDate -ModifyDate {}", decrypt.replace(PASSWORD, password)], password=password)


def make_archives():
    small, *_ = h.plain([("F1", 12, "Diesel: 72 500 litres")])
    info = small.add(h.info(Title="Order of fuel", Author="Ruth Alder", Producer="Acrobat Distiller 9.0.0 (Windows)", CreationDate="D:20130416085900+02'00'", ModDate="D:20130416085900+02'00'"))
    pdf = small.save(1, info, (h.ident("traces archive"),) * 2)
    files = [("orders/order.pdf", pdf, (2013, 4, 16, 9, 2, 14)), ("orders/from Ivo Moll.txt", b"Keep this to yourself.\r\n", (2013, 4, 17, 18, 40, 0))]
    for name, aes, kind in [("26-zipcrypto.zip", False, "the traditional cipher of PKZIP"), ("27-aes-256.zip", True, "AES-256 of WinZip (AE-2)")]:
        sample(name, "zip", locks.zipped(files, PASSWORD, "traces " + name, aes), f"An archive with a small PDF and a note, under a password, by {kind}; the names, lengths and times of the entries stand open.",
               names=["Ivo Moll", "Ruth Alder"],
               times=[("2013-04-16T09:02:14", UNKNOWN, "entry orders/order.pdf"), ("2013-04-17T18:40:00", UNKNOWN, "entry orders/from Ivo Moll.txt"),
                      ("2013-04-16T08:59:00", "+02:00", BEHIND + "orders/order.pdf Info CreationDate"), ("2013-04-16T08:59:00", "+02:00", BEHIND + "orders/order.pdf Info ModDate")],
               says=[("entry name", "orders/order.pdf"), ("entry name", "orders/from Ivo Moll.txt"), ("entries", "encrypted by " + kind), (BEHIND + "orders/order.pdf", "Diesel: 72 500 litres"),
                     (BEHIND + "orders/order.pdf Info Author", "Ruth Alder"), (BEHIND + "orders/from Ivo Moll.txt", "Keep this to yourself.")],
               notes=["Both entries are encrypted, by " + kind + ".", "Ivo Moll stands in a name of an entry, in the open; Ruth Alder behind the password."],
               must_not=[NOT_OPEN, "That the archive is damaged, or that its entries are not there."],
               shown=["7z l -slt {} | grep -E '^(Path|Modified|Encrypted|Method) ='", f"7z t -p{PASSWORD} {{}} | grep -E '^(Everything|Files:|Size:)'", "7z t -pwrong {} 2>&1 | grep -E 'Wrong password' | sort -u"],
               password=PASSWORD)


def locked_pdf(lock, seed, version="1.7"):
    p = h.Pdf(version)
    root, pages, number, content, font, info = (p.reserve() for _ in range(6))
    words = lock(content, h.page_text([("F1", 12, "Order of fuel"), ("F1", 12, "Diesel: 72 500 litres")], h.latin))
    p.set(content, b"<</Length %d>>\nstream\n" % len(words) + words + b"\nendstream")
    p.set(font, h.HELV)
    p.set(root, b"<</Type/Catalog/Pages %d 0 R/Extensions<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>>>>>" % pages)
    p.set(pages, b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % number)
    p.set(number, b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>" % (pages, font, content))
    told = dict(Title="Order of fuel", Author="Ruth Alder", Producer="Acrobat Distiller 9.0.0 (Windows)", CreationDate="D:20130416085900+02'00'", ModDate="D:20130416091012+02'00'")
    p.set(info, b"<<" + b"".join(b"/%s<%s>" % (k.encode(), lock(info, v.encode()).hex().encode()) for k, v in told.items()) + b">>")
    return p.save(root, info, (h.ident(seed),) * 2, b"/Encrypt %d 0 R" % p.add(lock.dictionary))


def make_pdf_locks():
    times = [("2013-04-16T08:59:00", "+02:00", "Info CreationDate"), ("2013-04-16T09:10:12", "+02:00", "Info ModDate")]
    inside = [("Info Author", "Ruth Alder"), ("Info Title", "Order of fuel"), ("page", "Diesel: 72 500 litres")]
    behind = [(BEHIND + where, text) for where, text in inside]
    sample("28-certificate.pdf", "pdf", locked_pdf(locks.PdfCertificate(SIGNER.certificate, "traces certificate"), "traces certificate", "1.6"),
           "A PDF encrypted for the holder of one certificate (Adobe.PubSec, AES-128); the key of the recipient is among the keys of the recipes.",
           names=[], times=[], says=[("Encrypt Filter", "Adobe.PubSec"), ("Encrypt Recipients issuer", "Sample Root"), ("Encrypt Recipients serial number", "17")],
           notes=["It is encrypted for the holder of a certificate, not under a password; the certificate has number 17 of the issuer Sample Root.",
                  "Author, title, dates and text are encrypted and cannot be read without the key of the recipient."],
           must_not=["That a password would open it.", "That the document has no author and no dates.", "The name of the recipient: only issuer and number stand in the file.",
                     "That it is damaged."],
           shown=["grep -aoE '/Filter/Adobe.PubSec/SubFilter/[a-z0-9.]*' {}", "grep -aoE '/Recipients.<[0-9a-f]*' {} | sed 's/.*<//' | xxd -r -p | openssl cms -cmsout -print -noout -inform DER | grep -E 'issuer|serialNumber|algorithm:'"])
    sample("29-password.pdf", "pdf", locked_pdf(locks.PdfPassword(PASSWORD, "owner of the traces", "traces password"), "traces password"),
           "A PDF under a password, by AES-256 (revision 6).", names=["Ruth Alder"], times=[(a, z, BEHIND + w) for a, z, w in times],
           says=[("Encrypt", "AES, 256 bits, revision 6"), *behind], notes=["It is encrypted; all but the layout of the file stands behind the password."],
           must_not=[NOT_OPEN, "That the document has no author and no dates."],
           shown=["qpdf --check {} 2>&1 | tail -n 1", f"qpdf --password={PASSWORD} --show-encryption {{}} | head -n 4", f"pdftotext -upw {PASSWORD} {{}} -"], password=PASSWORD)
    sample("30-owner-password.pdf", "pdf", locked_pdf(locks.PdfPassword("", "owner of the traces", "traces owner"), "traces owner"),
           "A PDF by AES-256 (revision 6) whose user password is empty: it opens without asking, and says that it is not to be changed.", names=["Ruth Alder"], times=times,
           says=[("Encrypt", "AES, 256 bits, revision 6"), *inside], notes=["It is encrypted with an empty password, so that it opens without asking; it states what readers are to forbid."],
           must_not=["That it cannot be read.", "That what it forbids protects it from being changed."],
           shown=["qpdf --show-encryption {} | head -n 5", "pdftotext {} -", "pdfinfo {} | grep -E 'Author|Encrypted|CreationDate'"])


# 5. What other editors write

BOM = "\ufeff"
WEB_HEAD = BOM + '<?xml version="1.0" encoding="utf-8"?>'
ALONE = BOM + '<?xml version="1.0" encoding="utf-8" standalone="yes"?>'


def entries(parts):
    """A package whose entries each have their own time and flags: name to (text, time, flags)."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, (text, when, flags) in parts.items():
            entry = zipfile.ZipInfo(name, when)
            entry.create_system, entry.create_version = 0, 45
            entry.compress_type = zipfile.ZIP_STORED if name.endswith("jpeg") else zipfile.ZIP_DEFLATED
            archive.writestr(entry, text)
    data = bytearray(out.getvalue())
    # The flags that say how hard the packer tried: the library writes none.
    for name, (_, _, flags) in parts.items():
        raw, at = name.encode(), -1
        while (at := data.find(raw, at + 1)) >= 0:
            if data[at - 30:at - 26] == b"PK\3\4":
                data[at - 24] |= flags
            elif data[at - 46:at - 42] == b"PK\1\2":
                data[at - 38] |= flags
    return bytes(data)


def web(number, words, app, core, when, theme_at, app_at, docid, people=""):
    """As Word in the browser writes: its own order of the parts, targets from the root, times of its server, `document2.xml`."""
    main = f"word/document{number}.xml"
    types = [(main, "document.main"), ("word/styles.xml", "styles"), ("word/settings.xml", "settings"), ("word/webSettings.xml", "webSettings"), ("word/fontTable.xml", "fontTable")]
    wml = OFFICE + "wordprocessingml.%s+xml"
    override = '<Override PartName="/%s" ContentType="%s" />'
    content = (WEB_HEAD + '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
               'ContentType="application/vnd.openxmlformats-package.relationships+xml" /><Default Extension="xml" ContentType="application/xml" />'
               + "".join(override % (part, wml % kind) for part, kind in types) + override % ("word/theme/theme1.xml", OFFICE + "theme+xml")
               + override % ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") + override % ("docProps/app.xml", OFFICE + "extended-properties+xml")
               + (override % ("word/people.xml", wml % "people") if people else "") + "</Types>")
    link = '<Relationship Type="%s" Target="%s" Id="%s" />'
    rels = f'<Relationships xmlns="{office.PR}">%s</Relationships>'
    top = WEB_HEAD + rels % (link % (EXT + "relationships/extended-properties", "docProps/app.xml", "rId3")
                             + link % ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml", "rId2")
                             + link % (EXT + "relationships/officeDocument", "/" + main, "rId1"))
    inner = WEB_HEAD + rels % ("".join(link % (EXT + "relationships/" + kind, f"/word/{part}.xml", mark) for kind, part, mark in (
        ("webSettings", "webSettings", "rId3"), ("settings", "settings", "rId2"), ("styles", "styles", "rId1"), ("theme", "theme/theme1", "rId5"), ("fontTable", "fontTable", "rId4")))
        + (link % (MS + "2011/relationships/people", "/word/people.xml", "R5eec8acdbe71472d") if people else ""))
    body = "".join(f'<w:p w:rsidR="7359AD1B" w:rsidP="275C866A" w:rsidRDefault="7359AD1B" w14:paraId="2E0B4A{n:02X}" w14:textId="29945055"><w:pPr><w:pStyle w:val="Normal" /></w:pPr>'
                   f'<w:r w:rsidR="7359AD1B"><w:rPr /><w:t>{line}</w:t></w:r></w:p>' for n, line in enumerate(words, 1))
    document = (ALONE + f'<w:document xmlns:mc="{MC}" xmlns:r="{R}" xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}" mc:Ignorable="w14 w15"><w:body>{body}'
                '<w:sectPr><w:pgSz w:w="12240" w:h="15840" /><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="720" w:footer="720" w:gutter="0" /></w:sectPr></w:body></w:document>')
    compat = "".join(f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}" />' for name, value in (
        ("compatibilityMode", 15), ("overrideTableStyleFontSizeAndJustification", 1), ("enableOpenTypeFeatures", 1), ("doNotFlipMirrorIndents", 1), ("differentiateMultirowTableHeaders", 1)))
    settings = (ALONE + f'<w:settings xmlns:mc="{MC}" xmlns:w="{W}" xmlns:w14="{W14}" xmlns:w15="{W15}" mc:Ignorable="w14 w15"><w:zoom w:percent="100" /><w:defaultTabStop w:val="720" />'
                f'<w:compat>{compat}</w:compat><w:rsids><w:rsidRoot w:val="137602F8" /><w:rsid w:val="137602F8" /><w:rsid w:val="275C866A" /><w:rsid w:val="7359AD1B" /></w:rsids>'
                f'<w:themeFontLang w:val="en-GB" /><w14:docId w14:val="137602F8" /><w15:chartTrackingRefBased /><w15:docId w15:val="{docid}" /></w:settings>')
    fonts = ALONE + f'<w:fonts xmlns:w="{W}"><w:font w:name="Calibri" /><w:font w:name="Times New Roman" /><w:font w:name="Calibri Light" /></w:fonts>'
    styles = (ALONE + f'<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" /><w:sz w:val="22" /><w:lang w:val="en-GB" /></w:rPr></w:rPrDefault></w:docDefaults>'
              '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal" /></w:style></w:styles>')
    look = HEAD + f'<w:webSettings xmlns:w="{W}"><w:optimizeForBrowser/><w:allowPNG/></w:webSettings>'
    # The first save of the service, and the last; parts that it did not touch keep the time they had in its blank document.
    first, last = when
    parts = {"[Content_Types].xml": (content, first, 6), "_rels/.rels": (top, first, 6), "word/theme/theme1.xml": (office.theme(("Calibri Light", "Calibri"), True), theme_at, 6),
             "word/settings.xml": (settings, last, 6), "word/fontTable.xml": (fonts, first, 6), "word/webSettings.xml": (look, (1980, 1, 1, 0, 0, 0), 6),
             "docProps/app.xml": (app, app_at or last, 6), "docProps/core.xml": (core, last, 6), "word/styles.xml": (styles, last, 6), main: (document, last, 0),
             f"word/_rels/document{number}.xml.rels": (inner, last, 0)}
    if people:
        parts["word/people.xml"] = (people, last, 0)
    return entries(parts)


def web_app(program, version, counts):
    return (ALONE + f'<ap:Properties xmlns="{EXT}extended-properties" xmlns:vt="{EXT}docPropsVTypes" xmlns:ap="{EXT}extended-properties">{counts}<ap:Application>{program}</ap:Application>'
            f'<ap:DocSecurity>0</ap:DocSecurity><ap:ScaleCrop>false</ap:ScaleCrop><ap:Company /><ap:SharedDoc>false</ap:SharedDoc><ap:HyperlinksChanged>false</ap:HyperlinksChanged><ap:AppVersion>{version}</ap:AppVersion>'
            "<ap:Template>Normal.dotm</ap:Template><ap:LinksUpToDate>false</ap:LinksUpToDate></ap:Properties>")


def web_core(created, modified, people):
    time = '<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>'
    return (WEB_HEAD + '<coreProperties xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
            'xmlns="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"><dc:title /><dc:subject /><keywords /><dc:description />'
            + time % ("created", created, "created") + time % ("modified", modified, "modified") + people + "</coreProperties>")


ZIPS = "ZIP entry "


def make_web():
    template = (2018, 4, 2, 17, 49, 42)
    counts = "<ap:TotalTime>0</ap:TotalTime><ap:Pages>1</ap:Pages><ap:Words>0</ap:Words><ap:Characters>0</ap:Characters>"
    first = (2020, 3, 5, 16, 12, 46)
    data = web(2, [""], web_app("Microsoft Office Word", "15.0000", counts), web_core("2020-03-06T00:12:47.3940144Z", "2012-08-07T16:44:00.0000000Z", "<dc:creator>Ruth Alder</dc:creator>"),
               (first, first), template, (2017, 2, 9, 19, 5, 30), "{40ae1cf1-bd21-41d3-9f57-3eb128b72f01}")
    show = ["7z l {} | grep -E '(xml|rels)$'", "unzip -p {} docProps/core.xml | grep -oE '(W3CDTF\"|dc:creator|lastModifiedBy)>[^<]+'", "unzip -p {} docProps/app.xml | grep -oE '<ap:(Application|AppVersion)>[^<]*'"]
    sample("31-web-blank-2020.docx", "docx", data,
           "Honest: an empty document as Word in the browser made it on 5 March 2020 of the server's clock; the modified time of 2012 is that of the service's blank document.",
           names=["Ruth Alder"],
           times=[("2020-03-06T00:12:47.3940144", "Z", "docProps/core.xml created"), ("2012-08-07T16:44:00.0000000", "Z", "docProps/core.xml modified"),
                  ("2020-03-05T16:12:46", UNKNOWN, ZIPS + "word/document2.xml"), ("2018-04-02T17:49:42", UNKNOWN, ZIPS + "word/theme/theme1.xml"), ("2017-02-09T19:05:30", UNKNOWN, ZIPS + "docProps/app.xml")],
           says=[("docProps/app.xml Application", "Microsoft Office Word"), ("docProps/app.xml AppVersion", "15.0000"), ("_rels/.rels officeDocument", "/word/document2.xml")],
           notes=["Modified before created: Word in the browser leaves the modified time of its own blank document, 7 August 2012, in a new one."],
           must_not=["That the clock was set back or a date was forged: this is what Word in the browser writes.", "That a part was put in later: each part has the time at which the service wrote it.",
                     "That the document was made in 2012, or in 2017 or 2018 by the times of single parts.", "That it has no main part: it is called document2.xml."], shown=show)

    start, end = (2021, 4, 25, 7, 2, 0), (2021, 4, 25, 7, 3, 48)
    people = (f'<?xml version="1.0"?>\n<w15:people xmlns:mc="{MC}" xmlns:w15="{W15}" mc:Ignorable="w15"><w15:person w15:author="Ivo Moll"><w15:presenceInfo w15:providerId="Windows Live" '
              'w15:userId="861ba05702402c01"/></w15:person></w15:people>')
    data = web(22, ["Notice on the ferry", "The fare stays at 2 crowns."], web_app("Microsoft Word for the web", "16.0000", ""),
               web_core("2021-04-25T14:02:01.5441070Z", "2021-04-25T14:03:49.5335463Z", "<dc:creator>Ivo Moll</dc:creator><lastModifiedBy>Ivo Moll</lastModifiedBy><revision>2</revision>"),
               (start, end), template, None, "{678017af-973e-48ab-bb47-ea4e09e02a01}", people)
    sample("32-web-2021.docx", "docx", data, "Honest: a notice written by Ivo Moll in Word in the browser on 25 April 2021; the times of the parts are those of a server seven hours behind universal time.",
           names=["Ivo Moll"],
           times=[("2021-04-25T14:02:01.5441070", "Z", "docProps/core.xml created"), ("2021-04-25T14:03:49.5335463", "Z", "docProps/core.xml modified"),
                  ("2021-04-25T07:02:00", UNKNOWN, ZIPS + "[Content_Types].xml"), ("2021-04-25T07:03:48", UNKNOWN, ZIPS + "word/document22.xml"), ("2018-04-02T17:49:42", UNKNOWN, ZIPS + "word/theme/theme1.xml")],
           says=[("docProps/app.xml Application", "Microsoft Word for the web"), ("docProps/app.xml AppVersion", "16.0000"), ("_rels/.rels officeDocument", "/word/document22.xml"),
                 ("word/people.xml presenceInfo userId", "861ba05702402c01"), ("word/people.xml presenceInfo providerId", "Windows Live")],
           notes=["The program is Word in the browser. It writes seconds and fractions into the dates, and times of its server into the package."],
           must_not=["That the dates were put in by hand, because Word writes whole minutes: Word in the browser writes fractions.", "That the text was exchanged, because its part has another time than others.",
                     "That the author was seven hours behind universal time: that is the server."], shown=show)

    mac_parts = parts_of(office.docx("Minutes\nThe quay is swept on Fridays.", program="Microsoft Macintosh Word", version="14.0000", mode=14, author="Paula Vane", last="Paula Vane", revision="3",
                                     created="2013-04-02T15:53:00Z", modified="2013-04-02T17:01:00Z", minutes=7))
    mac_parts["word/document.xml"] = mac_parts["word/document.xml"].replace("<w:document ", f'<w:document xmlns:mc="{MC}" xmlns:mo="{MS}mac/office/2008/main" xmlns:mv="urn:schemas-microsoft-com:mac:vml" '
                                                                            f'xmlns:w14="{W14}" mc:Ignorable="w14" ')
    mac_parts["word/settings.xml"] = mac_parts["word/settings.xml"].replace("<w:rsids>", "<w:savePreviewPicture/><w:rsids>")
    small = io.BytesIO()
    pictures.scene((120, 160), False).save(small, "JPEG", quality=60)
    mac_parts["docProps/thumbnail.jpeg"] = small.getvalue()
    mac_parts["[Content_Types].xml"] = mac_parts["[Content_Types].xml"].replace("<Default Extension=\"xml\"", '<Default Extension="jpeg" ContentType="image/jpeg"/><Default Extension="xml"')
    mac_parts["_rels/.rels"] = mac_parts["_rels/.rels"].replace(
        "</Relationships>", '<Relationship Id="rId4" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail" Target="docProps/thumbnail.jpeg"/></Relationships>')
    constant = (1980, 1, 1, 0, 0, 0)
    sample("33-mac-2011.docx", "docx", entries({name: (text, constant, 0 if name.endswith("jpeg") else 6) for name, text in mac_parts.items()}),
           "Honest: minutes of April 2013 as Word 2011 for the Macintosh saves them, with its namespaces and a thumbnail of the first page; the parts have the constant time, as those of Word for Windows do.",
           names=["Paula Vane"], times=[("2013-04-02T15:53:00", "Z", "docProps/core.xml created"), ("2013-04-02T17:01:00", "Z", "docProps/core.xml modified")],
           says=[("docProps/app.xml Application", "Microsoft Macintosh Word"), ("docProps/app.xml AppVersion", "14.0000"), ("docProps/app.xml TotalTime", "7")],
           notes=["There is a thumbnail of the first page (docProps/thumbnail.jpeg)."],
           must_not=["That the constant times of the parts are strange for a Macintosh.", "That the namespaces of the Macintosh (2008) are younger than the document."],
           shown=["unzip -p {} docProps/app.xml | grep -oE '<(Application|AppVersion|TotalTime)>[^<]*'", "unzip -p {} word/document.xml | grep -oE 'xmlns:m[ov]=\"[^\"]*\"'",
                  "zipinfo -v {} | grep -E 'sub-type|file last modified' | sort | uniq -c"])


VML = ' xmlns:v="urn:schemas-microsoft-com:vml"\n xmlns:o="urn:schemas-microsoft-com:office:office"\n xmlns:%s="urn:schemas-microsoft-com:office:%s"'
SHAPE_TYPE = ('<v:shapetype id="_x0000_t201" coordsize="21600,21600" o:spt="201"\n  path="m,l,21600r21600,l21600,xe">\n  <v:stroke joinstyle="miter"/>\n'
              '  <v:path shadowok="f" o:extrusionok="f" strokeok="f" fillok="f" o:connecttype="rect"/>\n  <o:lock v:ext="edit" shapetype="t"/>\n </v:shapetype>')


def make_vml():
    vml = ("<xml" + VML % ("p", "powerpoint") + '>\n <o:shapelayout v:ext="edit">\n  <o:idmap v:ext="edit" data="2"/>\n </o:shapelayout>' + SHAPE_TYPE
           + '<v:shape id="ShockwaveFlash1" o:spid="_x0000_s2053" type="#_x0000_t201"\n  style=\'position:absolute;left:309pt;top:156.625pt;width:289.125pt;height:266.5pt\'\n  stroked="f">\n'
           '  <![if gte mso 9]><v:imagedata o:relid="rId1" o:title="map by Ivo Moll"/>\n  <![endif]><o:lock v:ext="edit" aspectratio="t"/>\n'
           '  <p:tag name="SOURCE_FILE" type="string" value="D:\\slides\\imoll\\map.swf"/>\n </v:shape></xml>')
    picture = io.BytesIO()
    pictures.scene((160, 120), False).save(picture, "PNG")
    parts = parts_of(office.pptx(["Map of the quay"], version="12.0000", author="Ivo Moll", last="Ivo Moll", created="2009-06-02T08:10:11Z", modified="2009-06-02T09:00:40Z"))
    parts["ppt/slides/slide1.xml"] = parts["ppt/slides/slide1.xml"].replace(
        "</p:spTree>", '</p:spTree><p:controls><p:control spid="2053" name="ShockwaveFlash1" r:id="rId2" imgW="1828571" imgH="1828571"/></p:controls>')
    parts["ppt/slides/_rels/slide1.xml.rels"] = relationships([(EXT + "relationships/vmlDrawing", "../drawings/vmlDrawing1.vml", ""), (EXT + "relationships/control", "../activeX/activeX1.xml", "")])
    parts["ppt/activeX/activeX1.xml"] = HEAD + ('<ax:ocx ax:classid="{D27CDB6E-AE6D-11CF-96B8-444553540000}" ax:persistence="persistPropertyBag" xmlns:ax="http://schemas.microsoft.com/office/2006/activeX" '
                                                f'xmlns:r="{R}"><ax:ocxPr ax:name="Movie" ax:value="D:\\slides\\imoll\\map.swf"/></ax:ocx>')
    parts["ppt/drawings/vmlDrawing1.vml"] = vml
    parts["ppt/drawings/_rels/vmlDrawing1.vml.rels"] = relationships([(EXT + "relationships/image", "../media/image1.png", "")])
    parts["ppt/media/image1.png"] = picture.getvalue()
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        '<Default Extension="xml"', '<Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="xml"'
    ).replace("</Types>", '<Override PartName="/ppt/activeX/activeX1.xml" ContentType="application/vnd.ms-office.activeX+xml"/></Types>')
    sample("34-conditional-comments.pptx", "pptx", package(parts),
           "Honest: a slide of June 2009 with a film as PowerPoint 2007 saves it; the drawing of the old form holds the marks <![if gte mso 9]>, which are no XML.",
           names=["Ivo Moll", "imoll"], times=[("2009-06-02T08:10:11", "Z", "docProps/core.xml created"), ("2009-06-02T09:00:40", "Z", "docProps/core.xml modified")],
           says=[("ppt/drawings/vmlDrawing1.vml imagedata title", "map by Ivo Moll"), ("ppt/drawings/vmlDrawing1.vml tag", "D:\\slides\\imoll\\map.swf"), ("ppt/activeX/activeX1.xml Movie", "D:\\slides\\imoll\\map.swf")],
           notes=["The film came from a file of the account imoll."],
           must_not=["That the presentation is damaged or was tampered with, because a part is not well formed: PowerPoint writes it so."],
           shown=["unzip -p {} ppt/drawings/vmlDrawing1.vml | grep -E 'mso 9|endif|SOURCE'"])

    button = ("<xml" + VML % ("x", "excel") + '>\n <o:shapelayout v:ext="edit">\n  <o:idmap v:ext="edit" data="1"/>\n </o:shapelayout>' + SHAPE_TYPE
              + '<v:shape id="_x0000_s1025" type="#_x0000_t201" style=\'position:absolute;\n  margin-left:106.5pt;margin-top:49.5pt;width:87.75pt;height:70.5pt;z-index:1;\n  mso-wrap-style:tight\' o:button="t" '
              'fillcolor="buttonFace [67]" strokecolor="windowText [64]"\n  o:insetmode="auto">\n  <v:fill color2="buttonFace [67]" o:detectmouseclick="t"/>\n  <o:lock v:ext="edit" rotation="t"/>\n'
              '  <v:textbox style=\'mso-direction-alt:auto\' o:singleclick="f">\n   <div style=\'text-align:center\'><font face="Calibri" size="220"\n   color="#000000"><b>Count<br>\n      again,<br>\n      Paula</b></font></div>\n'
              "  </v:textbox>\n  <x:ClientData ObjectType=\"Button\">\n   <x:Anchor>\n    2, 14, 3, 6, 4, 3, 8, 0</x:Anchor>\n   <x:PrintObject>False</x:PrintObject>\n   <x:FmlaMacro>[0]!CountAgain</x:FmlaMacro>\n"
              "  </x:ClientData>\n </v:shape></xml>")
    book = parts_of(office.xlsx([["Item", "Litres"], ["Diesel", "72500"]], author="Paula Vane", last="Paula Vane", created="2009-06-02T08:10:11Z", modified="2009-06-02T09:00:40Z"))
    book["xl/worksheets/sheet1.xml"] = book["xl/worksheets/sheet1.xml"].replace("<worksheet ", f'<worksheet xmlns:r="{R}" ').replace("</worksheet>", '<legacyDrawing r:id="rId1"/></worksheet>')
    book["xl/worksheets/_rels/sheet1.xml.rels"] = relationships([(EXT + "relationships/vmlDrawing", "../drawings/vmlDrawing1.vml", "")])
    book["xl/drawings/vmlDrawing1.vml"] = button
    book["[Content_Types].xml"] = book["[Content_Types].xml"].replace(
        '<Default Extension="xml"', '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="xml"')
    sample("35-line-breaks.xlsx", "xlsx", package(book),
           "Honest: a workbook of June 2009 with a button of three lines as Excel 2007 saves it; its drawing of the old form has line breaks (<br>) that are never closed.",
           names=["Paula Vane"], times=[("2009-06-02T08:10:11", "Z", "docProps/core.xml created"), ("2009-06-02T09:00:40", "Z", "docProps/core.xml modified")],
           says=[("xl/drawings/vmlDrawing1.vml", "Count again, Paula"), ("xl/drawings/vmlDrawing1.vml FmlaMacro", "[0]!CountAgain")],
           must_not=["That the workbook is damaged or was tampered with, because a part is not well formed: Excel writes it so.", "That it holds a macro: only the name of one stands there."],
           shown=["unzip -p {} xl/drawings/vmlDrawing1.vml | grep -E 'br>|Macro'"])


# 6. Thumbnails

def exif(picture, small, taken):
    """The picture with a thumbnail and the time it was taken; as in pictures.py."""
    big, little = pictures.jpeg(picture), pictures.jpeg(small, 70)
    time = taken.encode() + b"\0"
    at = 8 + 18 + 18
    directory = at + len(time) + len(time) % 2
    thumbnail = directory + 2 + 36 + 4
    tiff = b"II*\0" + struct.pack("<I", 8) + struct.pack("<HHHIII", 1, 0x8769, 4, 1, 26, directory) + struct.pack("<HHHIII", 1, 0x9003, 2, len(time), at, 0)
    tiff += time.ljust(directory - at, b"\0") + struct.pack("<H", 3) + struct.pack("<HHII", 0x0103, 3, 1, 6)
    tiff += struct.pack("<HHII", 0x0201, 4, 1, thumbnail) + struct.pack("<HHII", 0x0202, 4, 1, len(little)) + struct.pack("<I", 0)
    segment = b"Exif\0\0" + tiff + little
    return big[:2] + b"\xff\xe1" + struct.pack(">H", len(segment) + 2) + segment + big[2:]


def barred(picture, colour):
    """The picture made to fit into 160 by 120, with bars beside it or above and below."""
    factor = min(160 / picture.width, 120 / picture.height)
    size = round(picture.width * factor), round(picture.height * factor)
    out = Image.new("RGB", (160, 120), colour)
    out.paste(picture.resize(size, Image.LANCZOS), ((160 - size[0]) // 2, (120 - size[1]) // 2))
    return out


def quay(size):
    """Another scene: a wall, a lamp, water at night."""
    picture = Image.new("RGB", size, (18, 22, 40))
    draw = ImageDraw.Draw(picture)
    width, height = size
    draw.rectangle((0, height * 75 // 100, width, height), fill=(12, 40, 60))
    draw.rectangle((width * 55 // 100, height * 15 // 100, width, height * 75 // 100), fill=(150, 90, 60))
    draw.ellipse((width * 15 // 100, height * 10 // 100, width * 27 // 100, height * 26 // 100), fill=(250, 240, 190))
    return picture


def make_thumbnails():
    taken = "2011:05:01 10:15:00"
    times = [("2011-05-01T10:15:00", UNKNOWN, "Exif DateTimeOriginal")]
    show = ["exiftool -s -G1 -a -DateTimeOriginal -ImageSize -ThumbnailLength {}", "exiftool -b -ThumbnailImage {} | exiftool -s -ImageSize -"]

    def put(name, data, truth, notes=(), must_not=()):
        sample(name, "jpg", data, truth, times=times, notes=notes, must_not=must_not, shown=show)
    for number, (colour, rgb) in enumerate((("black", (0, 0, 0)), ("white", (255, 255, 255)), ("grey", (128, 128, 128)))):
        for offset, (share, size, where) in enumerate((("12", (640, 364), "above and below the picture"), ("30", (342, 640), "left and right of the picture"))):
            scene = pictures.scene(size, False)
            put(f"{36 + 2 * number + offset}-bars-{colour}-{share}.jpg", exif(scene, barred(scene, rgb), taken),
                f"Honest: the thumbnail of 160 by 120 shows the same picture, with an even bar, {colour}, of {share}% on both sides, {where}: the picture has another shape than the thumbnail.",
                notes=["The thumbnail shows the picture; the bars fill what its shape leaves over."],
                must_not=["That the thumbnail shows another picture.", "That the picture was cut or changed after the thumbnail was made."])
    even = Image.new("RGB", (640, 480), (120, 130, 140))
    put("42-flat.jpg", exif(even, even.resize((160, 120)), taken), "An even picture of one colour with an even thumbnail: the two cannot be told from any other even pair.",
        notes=["Whether thumbnail and picture belong together cannot be said: neither shows anything."], must_not=["That the thumbnail confirms the picture.", "That the thumbnail shows another picture."])
    scene = pictures.scene((640, 480), False)
    put("43-other-scene.jpg", exif(scene, quay((160, 120)), taken), "The picture shows a square by day, the thumbnail a quay by night: the picture is not the one for which the thumbnail was made.",
        notes=["The thumbnail shows another scene than the picture."], must_not=["Which of the two was there first, or who exchanged it."])
    wide = pictures.scene((640, 364), False)
    put("44-other-scene-in-bars.jpg", exif(wide, barred(quay((640, 364)), (0, 0, 0)), taken), "The picture shows a square by day, the thumbnail a quay by night between black bars of 12% above and below.",
        notes=["The thumbnail shows another scene than the picture; the bars do not explain it."], must_not=["That the bars alone are the difference."])
    still = Image.new("RGB", (640, 480))
    still.paste(wide, (0, 58))
    put("45-bars-within-both.jpg", exif(still, still.resize((160, 120), Image.LANCZOS), taken),
        "Honest: the picture itself has black bars above and below, as a still of a film does, and its thumbnail shows it with them.",
        notes=["The thumbnail shows the picture."], must_not=["That the thumbnail shows another picture."])


GROUPS = [make_changes, make_workbook_of_several, make_people, make_included, make_piece_info, make_annotations, make_links, make_tagged,
          make_hyperlinks, make_code_pages, make_packages, make_old_locks, make_archives, make_pdf_locks,
          make_web, make_vml, make_thumbnails]

KEY = '''# What stands in these documents beside their text, and what may be said of it. Made by recipes/traces.py, from how it makes each file;
# no program was asked. The documents, the office and its people are fictional.
#
# names: persons, accounts and addresses. times: at, zone (Z, an offset, or unknown where neither it nor
# another time of the same thing beside it gives one), where.
# says: other values, and where they stand. notes: what must be told. must_not: what must not be said.
# password: what opens the file. A program that is to be tested must not read this file.
'''


def toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + "".join("\n    " + toml(one) + "," for one in value) + ("\n]" if value else "]")
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'


def manifest_row(row):
    name = row["file"]
    path, confirmed = "traces/" + name, []
    env = dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8", PATH=os.path.dirname(sys.executable) + ":" + os.environ["PATH"])
    for command in SHOWN[name]:
        shown = command.replace("{}", shlex.quote(path))
        done = subprocess.run(shown, shell=True, cwd=os.path.join(OUT, ".."), capture_output=True, env=env)
        told = re.sub(r"\s+", " ", re.sub(r"[\0-\x08\x0b-\x1f\x7f]", " ", (done.stdout + done.stderr).decode("utf-8", "replace"))).strip()[:700]
        assert told, shown
        confirmed.append(shown + " => " + told)
    return "\n".join(["file = " + toml(path), 'sha256 = "%s"' % hashlib.sha256(DATA[name]).hexdigest(), "bytes = %d" % len(DATA[name]),
                      'made_by = "By hand (recipes/traces.py, recipes/locks.py, recipes/office.py, recipes/compound.py, recipes/pdfhand.py, recipes/pictures.py)"',
                      'recipe = "recipes/traces.py"', "truth = " + toml("Fictional document. " + row["truth"]), "confirmed = ["]
                     + ["    " + toml(one) + "," for one in confirmed] + ["]", 'licence = "CC0-1.0"', ""])


def make():
    for group in GROUPS:
        group()
    os.makedirs(OUT, exist_ok=True)
    for name, data in DATA.items():
        with open(os.path.join(OUT, name), "wb") as file:
            file.write(data)
    with open(os.path.join(OUT, "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write(KEY + "".join("\n[[document]]\n" + "".join("%s = %s\n" % (k, toml(v)) for k, v in row.items()) for row in ROWS))
    manifest = os.path.join(OUT, "..", "MANIFEST.toml")
    if os.path.exists(manifest):
        with open(manifest, encoding="utf-8") as file:
            blocks = file.read().rstrip().split("\n[[sample]]\n")
        kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/traces.py"' not in block]
        with open(manifest, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + [manifest_row(row) for row in ROWS]))
    print("%d documents with traces, %d bytes" % (len(DATA), sum(map(len, DATA.values()))))


if __name__ == "__main__":
    make()
