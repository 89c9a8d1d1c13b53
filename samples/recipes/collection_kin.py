"""Sets of the collection whose documents descend from one another, or do not: numbers of saves, revisions, drafts."""
import hashlib
import uuid

import pdfhand as h
from collection import AGREES, CONTRADICTS, NO_EVIDENCE, TENSION, claim, group, put
from collection_forms import WORD_2010, Pdf, docx, pdf
from collection_words import Words, rsids

DISTILLER = dict(creator="PScript5.dll Version 5.2.2", producer="Acrobat Distiller 8.1.0 (Windows)")


# 3. Numbers of saves

def saves():
    name, words = "rsids", Words("rsids")
    first = rsids(name, 5)
    more = rsids(name + " later", 4)
    letter, other = words.letter("To the owner of the grey barge"), words.letter("To the agent of the salt works")
    put(name, "barge.docx", docx(name + "a", letter, "2010-09-06T08:40:00Z", "2010-09-07T12:15:00Z", "Ruth Alder", saves=first, revision=5, minutes=70, program=WORD_2010),
        "A letter with five numbers of saves.")
    # The last paragraph of the first letter was left standing, with its number.
    put(name, "salt-works.docx", docx(name + "b", other + letter[-1:], "2010-10-11T09:05:00Z", "2010-10-11T16:50:00Z", "Ivo Moll", saves=first + more, revision=9, minutes=160, program=WORD_2010,
                                      of_paragraphs={len(other): first[(len(letter) - 1) % 5], **{i: more[i % 4] for i in range(len(other))}}),
        "Another letter, made by saving the first under a new name: all its five numbers of saves and four more, and its last paragraph.")
    group(name, "Two letters by two authors. The second was made from the first: it has all its numbers of saves, the root among them, and more.", False, "rsids-one",
          [("rsid-overlap", ["barge.docx", "salt-works.docx"], "They share five numbers of saves and the root; those of barge.docx are all in salt-works.docx, so that it is more likely the older.")],
          weak=["near-duplicate-tamper"], claims=[claim("independent", TENSION, CONTRADICTS)])
    name, words = "rsids-one", Words("rsids-one")
    one, two = rsids(name + "1", 8), rsids(name + "2", 8)
    two[5] = one[3]
    put(name, "lamps.docx", docx(name + "a", words.letter("Lamps on the mole"), "2010-02-09T10:10:00Z", "2010-02-09T11:32:00Z", "Gerta Quill", saves=one, program=WORD_2010), "A note with eight numbers of saves.")
    put(name, "rudders.docx", docx(name + "b", words.letter("Rudders in store"), "2011-06-23T13:20:00Z", "2011-06-23T14:41:00Z", "Corin Hale", saves=two, program=WORD_2010),
        "A note with eight numbers of saves, one of which is by chance in the other note too.")
    group(name, "Two unrelated notes: one number of saves of eight is the same by chance.", True, "rsids", weak=["rsid-overlap"], claims=[claim("independent", AGREES, NO_EVIDENCE)])
    name, words = "rsids-template", Words("rsids-template")
    root = rsids(name, 1)
    for number, (title, author, day) in enumerate((("Gate", "Pella Krone", "2010-03-15"), ("Winch", "Odo Vance", "2010-08-19"), ("Stairs", "Nessa Pike", "2011-01-27")), 1):
        put(name, title.lower() + ".docx", docx(name + title, words.letter(title), f"{day}T09:1{number}:00Z", f"{day}T10:4{number}:00Z", author, saves=root + rsids(name + title, 5), program=WORD_2010,
                                                template="harbour-letter.dotx", company="Harbour Office"), "A letter of its own, made from the template harbour-letter.dotx; the root of its numbers is that of the template.")
    group(name, "Three letters of one office, each made from the same template: they share the root of their numbers of saves, and no other number.", True, "rsids", weak=["rsid-overlap"],
          claims=[claim("one series", AGREES)])


# 8. Lineage of PDF

def lineage():
    name, words = "lineage-update", Words("lineage-update")
    first = Pdf(name, [words.letter("Agreement on the upper lock")], "2009-04-06T10:22:31", author="Tessa Marl", **DISTILLER)
    put(name, "agreement.pdf", first.bytes(), "An agreement in one save.")
    page, text = len(first.pdf.objs) + 1, len(first.pdf.objs) + 2
    font = 5
    objects = {page: b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 %d 0 R>>>>/Contents %d 0 R>>" % (first.tree, font, text),
               text: Pdf.content(words.letter("Addition to the agreement", 4)), first.tree: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (first.pages[0], page)}
    put(name, "from-the-other-side.pdf", first.later("2009-04-20T15:07:12", objects, name + " later"), "All bytes of agreement.pdf, and behind them a second save that adds a page.")
    group(name, "Two PDF files; the second begins with all bytes of the first and goes on with another save.", False, "lineage-honest",
          [("lineage", ["agreement.pdf", "from-the-other-side.pdf"], "from-the-other-side.pdf begins with all bytes of agreement.pdf: it was made from it.")],
          also=["pdf-id-pair"], weak=["near-duplicate-tamper"], claims=[claim("independent", CONTRADICTS, TENSION)])
    name, words = "lineage-derived", Words("lineage-derived")
    made, derived, one, two = (str(uuid.UUID(hashlib.md5((name + part).encode()).hexdigest())) for part in ("made", "derived", "one", "two"))
    toolkit = "Adobe XMP Core 4.2.1-c041 52.342996, 2008/05/07-20:48:00"
    told = dict(creator="Adobe InDesign CS4 (6.0)", producer="Adobe PDF Library 9.0", version="1.6")
    packet = h.xmp(toolkit, h.tags(xmp_CreateDate="2010-05-04T09:12:33Z", xmp_ModifyDate="2010-05-04T09:12:33Z", xmp_CreatorTool=told["creator"], xmpMM_DocumentID="xmp.did:" + made,
                                   xmpMM_InstanceID="uuid:" + one))
    put(name, "tariff.pdf", pdf(name + "a", words.letter("Tariff of the harbour"), "2010-05-04T09:12:33", packet=packet, **told), "A tariff with its identifiers in XMP.")
    source = ('   <xmpMM:DerivedFrom xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#" rdf:parseType="Resource">\n'
              f"    <stRef:instanceID>uuid:{one}</stRef:instanceID>\n    <stRef:documentID>xmp.did:{made}</stRef:documentID>\n   </xmpMM:DerivedFrom>\n")
    packet = h.xmp(toolkit, h.tags(xmp_CreateDate="2010-07-19T14:55:08Z", xmp_ModifyDate="2010-07-19T14:55:08Z", xmp_CreatorTool=told["creator"], xmpMM_DocumentID="xmp.did:" + derived,
                                   xmpMM_InstanceID="uuid:" + two) + source)
    put(name, "notice.pdf", pdf(name + "b", words.letter("Notice to masters of vessels"), "2010-07-19T14:55:08", packet=packet, **told), "A notice whose XMP says that it is derived from the document of tariff.pdf.")
    group(name, "Two PDF files of one layout program; the second says in XMP that it is derived from the first, by both identifiers. Its words are others.", False, "lineage-honest",
          [("lineage", ["tariff.pdf", "notice.pdf"], "notice.pdf states by DerivedFrom that it was made from tariff.pdf.")], claims=[claim("independent", TENSION, CONTRADICTS)])
    name, words = "pdf-id-pair", Words("pdf-id-pair")
    half = h.ident(name)
    acrobat = dict(creator="PScript5.dll Version 5.2.2", producer="Acrobat Distiller 9.0.0 (Windows)")
    put(name, "order.pdf", pdf(name + "a", words.letter("Order for timber"), "2009-11-02T08:33:54", ids=(half, half), **acrobat), "Both halves of its identifier are equal: never saved again.")
    put(name, "receipt.pdf", pdf(name + "b", words.letter("Receipt for tar"), "2009-11-02T08:33:54", "2009-12-10T11:20:46", ids=(half, h.ident(name + " later")), **acrobat),
        "The first half of its identifier is that of order.pdf, the second is its own: the document was saved whole with other words.")
    group(name, "Two PDF files with other words; the second was made from the first and saved whole: the first half of the identifier stayed.", False, "lineage-honest",
          [("pdf-id-pair", ["order.pdf", "receipt.pdf"], "The first halves of /ID are equal, the second differ: one document before, without a direction.")],
          weak=["same-session-chain"], claims=[claim("independent", TENSION, CONTRADICTS)])
    name, words = "lineage-honest", Words("lineage-honest")
    put(name, "gauge-readings.pdf", pdf(name + "a", words.letter("Readings of the gauge"), "2009-05-11T09:44:02", author="Nessa Pike", **DISTILLER), "Made by itself.")
    put(name, "bell-of-the-point.pdf", pdf(name + "b", words.letter("The bell on the point"), "2009-08-27T13:18:39", author="Bram Soldane", **DISTILLER), "Made by itself, in the same program.")
    group(name, "Two unrelated PDF files of one program.", True, "lineage-update", claims=[claim("independent", AGREES, NO_EVIDENCE)])


# 9. Layout

def layout():
    name, words = "layout", Words("layout")
    letter = words.letter("Settlement of accounts", 4)
    before, after = "Paid to Tessa Marl: 1 480 crowns on 4 June 2010.", "Paid to Hanno Brisk: 9 730 crowns on 7 May 2010."
    assert len(before) == len(after)
    told = dict(created="2010-06-04T15:40:12", author="Lina Torv", **DISTILLER)
    one = pdf(name, letter + [before], **told)
    two = one.replace(before.encode(), after.encode())
    assert one != two and len(one) == len(two)
    put(name, "settlement.pdf", one, "As it was made.")
    put(name, "settlement-from-the-file.pdf", two, "One line of its page was overwritten in place by another of the same length.")
    group(name, "Two PDF files with the same objects at the same places; one line of the page was exchanged in place for one as long.", False, "layout-honest",
          [("object-number-layout-match", ["settlement.pdf", "settlement-from-the-file.pdf"], "All numbers and places of objects are equal; the content of the page differs at equal length.")],
          also=["near-duplicate-tamper", "pdf-id-pair"], claims=[claim("independent", TENSION, CONTRADICTS), claim("copies of one original", TENSION)])
    name, words = "layout-honest", Words("layout-honest")
    for number, (who, day, count) in enumerate((("Odo Vance", "2010-02-15T10:11:23", 4), ("Willa Dorn", "2010-03-22T11:36:48", 5)), 1):
        put(name, f"form-{number}.pdf", pdf(name + str(number), words.letter(f"Form 12, No. {number}", count) + [f"Applicant: {who}."], day, creator="Form Maker 2.1", producer="Form Maker 2.1"),
            "A form, filled in by a program; the same objects, each as long as its words.")
    group(name, "Two forms of one generator: the same numbers of objects, but other lengths and places.", True, "layout", weak=["object-number-layout-match"], claims=[claim("one series", AGREES)])


# 16. Drafts

def drafts():
    days = {"drafts": ["2011-05-21T10:40:00Z", "2011-05-29T16:05:00Z", "2011-06-04T09:50:00Z", "2011-06-11T14:30:00Z"],
            "drafts-wrong": ["2012-09-17T11:25:00Z", "2012-09-24T15:10:00Z", "2012-10-02T10:35:00Z", "2012-10-10T16:20:00Z"]}
    for name, author, tampered in (("drafts", "Pella Krone", False), ("drafts-wrong", "Ivo Moll", True)):
        words = Words(name)
        said = words.sentences(9)
        figures = ["The board grants 3 000 crowns for the pier.", "The board grants 3 000 crowns for the pier.", "The board grants 3 400 crowns for the pier.", "The board grants 3 400 crowns for the pier."]
        kept = [said[:4], said[:3] + said[4:6], said[:3] + said[4:7], said[:3] + said[4:6] + said[7:9]]
        saves = rsids(name, 11)
        for number in range(4):
            late = tampered and number == 1
            noted = [("Hanno Brisk", "2012-10-19T11:15:00Z", "I would leave the figure as it is.")] if late else []
            put(name, f"draft-{number + 1}.docx", docx(f"{name}{number}", words.letter("To the board, on the pier", 0, lead=kept[number] + [figures[number]]), days[name][0][:11] + ("09:00:00Z" if name == "drafts" else "10:05:00Z"), days[name][number], author,
                                                       saves=saves[:5 + 2 * number], revision=(2, 5, 7, 10)[number], minutes=(60, 140, 175, 260)[number], program=WORD_2010, comments=noted),
                f"Draft {number + 1} of 4, saved on {days[name][number][:10]}" + ("; a comment in it is of 19 October 2012, nine days after the last draft." if late else "."))
        files = [f"draft-{number}.docx" for number in range(1, 5)]
        if not tampered:
            group(name, "Four drafts of one letter, saved in this order; each has the numbers of saves of those before it.", True, "drafts-wrong", also=["rsid-overlap", "lineage"], weak=["near-duplicate-tamper"],
                  claims=[claim("drafts in this order", AGREES, members=files)])
        else:
            group(name, "Four drafts of one letter that are said to be in this order; the second was changed after the fourth: a comment in it is of nine days later.", False, "drafts",
                  also=["rsid-overlap", "lineage"], weak=["near-duplicate-tamper"], claims=[claim("drafts in this order", TENSION, CONTRADICTS, members=files)])


for part in (saves, lineage, layout, drafts):
    part()
