"""Sets of the collection in which something stands twice: words, bytes, pictures, a signature, a passage of a publication."""
import hashlib
import textwrap

from collection import AGREES, CONTRADICTS, DOCUMENTS, NO_EVIDENCE, TENSION, claim, group, put
from collection_forms import WORD_2010, Pdf, docx, emblem, png, scan, signature
from collection_words import NAMES, PLACES, Words, rsids


# 4. Near copies

def near_copies():
    name, words = "near-copy", Words("near-copy")
    said = words.sentences(8)
    letter = lambda line: words.letter("To the council of Little Brenn", 0, lead=said[:4] + [line] + said[4:])
    line = "The council owes this office 14 250 crowns, to be paid by 12 May 2011."
    put(name, "from-the-archive.docx", docx(name, letter(line), "2011-02-14T09:20:00Z", "2011-02-14T11:05:00Z", "Willa Dorn", program=WORD_2010), "The letter as it was written.")
    put(name, "as-received.docx", docx(name, letter(line.replace("14 250", "74 250").replace("12 May", "12 March")), "2011-02-14T09:20:00Z", "2011-08-30T18:42:00Z", "Willa Dorn", last="Gregor Pell",
                                       program=WORD_2010, revision=3, saves=rsids(name, 5) + rsids(name + " later", 1)), "The same letter with another sum and another date, saved half a year later by another person.")
    group(name, "A letter of more than 150 words, and a copy in which one figure and one date were changed.", False, "near-copy-honest",
          [("near-duplicate-tamper", ["from-the-archive.docx", "as-received.docx"], "The words are the same but for 14 250 and 74 250, 12 May and 12 March; as-received.docx was saved later.")],
          also=["rsid-overlap", "lineage"], weak=["same-session-chain"], claims=[claim("copies of one original", TENSION)])
    name, words = "near-copy-byte", Words("near-copy-byte")
    said = words.sentences(8)
    told = dict(created="2010-01-18T08:35:00Z", modified="2010-01-18T10:02:00Z", author="Bram Soldane", program=WORD_2010, saves=None)
    for file, figure, truth in (("copy-1.docx", "3 410", "The letter as it was written."), ("copy-2.docx", "8 410", "The same letter; one digit was exchanged for another, and nothing else.")):
        put(name, file, docx(name, words.letter("To the rope works at Ashmere", 0, lead=said[:4] + [f"We received {figure} fathoms of rope from you."] + said[4:]), **told), truth)
    group(name, "A letter and a copy in which one character was exchanged: the same length, the same properties, the same numbers of saves.", False, "near-copy-honest",
          [("near-duplicate-tamper", ["copy-1.docx", "copy-2.docx"], "One character differs, 3 410 and 8 410; all else is equal, the times and the length as well.")],
          also=["rsid-overlap", "shared-object-reuse", "lineage"], weak=["same-session-chain"], claims=[claim("copies of one original", TENSION)])
    name, words = "near-copy-honest", Words("near-copy-honest")
    for number, (who, place) in enumerate(zip(NAMES[:6], PLACES), 1):
        own = words.sentences(4)
        letter = ([f"To {who}, {place}", "The harbour office thanks you for your application for a mooring in the outer basin, which we received in good time."] + [" ".join(own[:2])]
                  + ["Please note that dues are to be paid at the cashier's window by the last day of the quarter, and that boats without a lamp cannot be admitted after dusk."] + [" ".join(own[2:])]
                  + [f"Your mooring is No. {number * 7 + 3}.", "We remain at your service for any question, and ask you to name the number of your mooring in all letters to this office."])
        put(name, f"answer-{number}.docx", docx(name + str(number), letter, f"2012-03-{number + 4:02}T09:{13 + number * 7}:00Z", f"2012-03-{number + 4:02}T09:{17 + number * 7}:00Z", "Nessa Pike", program=WORD_2010,
                                                template="answer.dotx", minutes=5), f"A form letter to {who}; four of ten words are those of the form.")
    group(name, "Six letters by one form: some 40 per cent of the words are the same in all, the others are of each.", True, "near-copy", weak=["near-duplicate-tamper"],
          claims=[claim("one series", AGREES)])


# 5. The same bytes

def same_bytes():
    name, words = "same-bytes", Words("same-bytes")
    shared = docx(name, words.letter("Minute of the closed sitting"), "2013-01-29T10:05:00Z", "2013-01-29T12:40:00Z", "Tessa Marl", program=WORD_2010)
    for folder, names, days, own in (("source-a", ("ledger-page.docx", "scheme-of-the-locks.docx", "closed-sitting.docx", "letter-to-the-guild.docx"), "2012-09-1", NAMES[1:5]),
                                     ("source-b", ("invoice-31.docx", "minute-2013-01.docx", "dues.docx", "plan-of-the-mole.docx"), "2012-10-2", NAMES[5:9])):
        for number, (file, author) in enumerate(zip(names, own)):
            is_shared = file in ("closed-sitting.docx", "minute-2013-01.docx")
            data = shared if is_shared else docx(name + file, words.letter(file[:-5].replace("-", " ").capitalize()), f"{days}{number}T08:{16 + number * 9}:00Z", f"{days}{number}T11:{23 + number * 6}:00Z", author, program=WORD_2010)
            put(f"{name}/{folder}", file, data, "Byte for byte in both folders, under two names." if is_shared else "In this folder alone.")
    group(name, "Two sources gave four documents each; one of them is byte for byte in both, under two names.", False, "same-bytes-honest",
          [("hash-identity", ["source-a/closed-sitting.docx", "source-b/minute-2013-01.docx"], "The same bytes came from both sources.")],
          claims=[claim("independent", CONTRADICTS, TENSION, ["source-a/*"], "Source A"), claim("independent", CONTRADICTS, TENSION, ["source-b/*"], "Source B")])
    name, words = "same-bytes-honest", Words("same-bytes-honest")
    for folder, names, days, own in (("source-a", ("cargo-list.docx", "night-watch.docx", "repair-of-the-winch.docx"), "2012-11-0", NAMES[2:5]), ("source-b", ("fog-signals.docx", "timber-pond.docx", "pilots.docx"), "2012-12-1", NAMES[6:9])):
        for number, (file, author) in enumerate(zip(names, own)):
            put(f"{name}/{folder}", file, docx(name + file, words.letter(file[:-5].replace("-", " ").capitalize()), f"{days}{number + 3}T08:{21 + number * 8}:00Z", f"{days}{number + 3}T10:{33 + number * 5}:00Z", author, program=WORD_2010),
                "In this folder alone.")
    group(name, "Two sources gave three documents each; none is in both.", True, "same-bytes",
          claims=[claim("independent", AGREES, NO_EVIDENCE, ["source-a/*"], "Source C"), claim("independent", AGREES, NO_EVIDENCE, ["source-b/*"], "Source D")])


# 6. Shared objects

def shared_objects():
    name, words = "shared-object", Words("shared-object")
    stamp, files = emblem("customs", "PAID"), []
    for file, author, company, made in (("grain.docx", "Odo Vance", "Mill at Quernholm", "2009-10-05T09:14"), ("lime.docx", "Gerta Quill", "Kilns of Ashmere", "2010-07-22T13:41"), ("coal.docx", "Corin Hale", "", "2011-11-16T10:27")):
        files.append(file)
        put(name, file, docx(name + file, words.letter(f"Receipt for {file[:-5]}"), made + ":00Z", made[:11] + "15:02:00Z", author, company=company, picture=stamp, program=WORD_2010),
            f"A receipt by {author}; below it is the picture of a stamp that the others have too, byte for byte.")
    group(name, "Three receipts by three authors of three houses, with the same picture of a stamp.", False, "shared-object-honest",
          [("shared-object-reuse", files, "The picture of the stamp is the same, byte for byte, in all three.")], claims=[claim("independent", TENSION)])
    name, words, logo = "shared-object-honest", Words("shared-object-honest"), emblem("harbour", "PORT")
    for number in range(1, 13):
        put(name, f"notice-{number:02}.docx", docx(name + str(number), words.letter(f"Notice {number}", 4), f"2011-{number:02}-{number * 2 + 1:02}T0{8 + number % 2}:{10 + number * 3}:00Z",
                                                   f"2011-{number:02}-{number * 2 + 1:02}T11:{8 + number * 4}:00Z", NAMES[number % 3], company="Harbour Office", template="notice.dotx", letterhead=logo, program=WORD_2010),
            "A notice of the harbour office with the sign of the office in its header.")
    group(name, "Twelve notices of one office; the header of each has the sign of the office.", True, "shared-object", weak=["shared-object-reuse"], claims=[claim("one series", AGREES)])


# 18. Shared pages

def shared_pages():
    name, words = "shared-page", Words("shared-page")
    terms = words.letter("Terms of carriage", 6)
    put(name, "contract-ashmere.pdf", Pdf(name + "1", [words.letter("Contract of carriage, Ashmere", 5), terms], "2011-03-11T10:21:07", author="Odo Vance", creator="Writer", producer="LibreOffice 3.3").bytes(), "A contract of two pages.")
    put(name, "contract-quernholm.pdf", Pdf(name + "2", [words.letter("Contract of carriage, Quernholm", 5), words.letter("Schedule", 4), terms], "2013-08-02T15:44:51", author="Pella Krone", creator="Word", producer="Quill PDF 2.1").bytes(),
        "Another contract by another author, made by another program; its third page is the second of the first.")
    group(name, "Two contracts by two authors; one page is in both, word for word at the same places.", False, "shared-page-extract",
          [("shared-pages", ["contract-ashmere.pdf", "contract-quernholm.pdf"], "Page 2 of the first is page 3 of the second.")], claims=[claim("independent", TENSION)])
    name, words = "shared-page-extract", Words("shared-page-extract")
    report = [words.letter(f"Report on the mole, part {number}", 5) for number in (1, 2, 3)]
    put(name, "report.pdf", Pdf(name + "1", report, "2011-05-04T09:26:58", author="Nessa Pike", creator="Writer", producer="LibreOffice 3.3").bytes(), "A report of three pages.")
    put(name, "extract.pdf", Pdf(name + "2", [report[1]], "2011-05-06T11:02:40", author="Nessa Pike", creator="Quill Split 1.0", producer="Quill Split 1.0").bytes(), "Its second page, taken out by a program that says so.")
    group(name, "A report, and one page of it as a file of its own, of the same author.", True, "shared-page", weak=["shared-pages"], claims=[claim("one author", AGREES)])


# 13. The same signature

def signatures():
    lines = lambda words, head: [head, ""] + [line for said in words.letter(count=4) for line in textwrap.wrap(said, 58) + [""]]
    name, words = "signature", Words("signature")
    sign = signature(name, 0)
    put(name, "receipt.png", png(scan(name + "1", lines(words, "Receipt No. 17"), sign, (288, 520))), "A made-up scan; the signature was laid over it.")
    put(name, "contract.png", png(scan(name + "2", lines(words, "Contract of lease"), sign, (251, 547))), "Another made-up scan with the same pixels of the signature at another place.")
    page = scan(name + "3", lines(words, "Power of attorney"), sign, (303, 501))
    put(name, "power.pdf", Pdf(name, [None], "2010-11-03T10:18:25", producer="Scan Desk 1.4", picture=page).bytes(), "A third, as the picture of a page of PDF.")
    group(name, "Three scans of different pages with one signature: the same pixels, the grain of the paper as well, at three places.", False, "signature-honest",
          [("copy-move-signature", ["receipt.png", "contract.png", "power.pdf"], "A field of 150 by 56 pixels with the signature is equal in all three, pixel for pixel.")],
          claims=[claim("independent", TENSION)])
    name, words = "signature-honest", Words("signature-honest")
    put(name, "receipt.png", png(scan(name + "1", lines(words, "Receipt No. 23"), signature(name + "1", 3), (290, 522))), "A made-up scan, signed by hand.")
    put(name, "contract.png", png(scan(name + "2", lines(words, "Contract of hire"), signature(name + "2", 3), (247, 551))), "Another, signed anew by the same hand.")
    page = scan(name + "3", lines(words, "Letter of attorney"), signature(name + "3", 3), (300, 498))
    put(name, "power.pdf", Pdf(name, [None], "2010-12-14T14:36:51", producer="Scan Desk 1.4", picture=page).bytes(), "A third, signed anew.")
    group(name, "Three scans of pages that one person signed three times: alike, and nowhere the same.", True, "signature", claims=[claim("independent", AGREES, NO_EVIDENCE)])


# 17. A publication

def publication():
    name, words = "anchor", Words("anchor")
    article = words.sentences(13)
    text = "\n\n".join(["The Brennick Gazette", "What became of the outer basin"] + [textwrap.fill(" ".join(article[i:i + 3]), 80) for i in range(0, 13, 3)]) + "\n"
    put(name, "published.txt", text.encode(), "An article as the Brennick Gazette printed it on 1 June 2015.")
    passage = " ".join(article[4:10])
    assert len(passage.split()) >= 120, len(passage.split())
    own = words.sentences(3)
    put(name, "note-2012.docx", docx(name, ["Confidential note", own[0], passage, " ".join(own[1:])], "2012-04-19T09:26:00Z", "2012-04-19T11:48:00Z", "Gregor Pell", program=WORD_2010),
        "A note dated 2012; its middle was copied from the article of 2015, word by word.")
    group(name, "A note that says it is of April 2012 has more than 120 words in a row of an article that was first printed on 1 June 2015.", False, "anchor-honest",
          [("plagiarised-source", ["note-2012.docx", "published.txt"], "Six sentences of the note stand word by word in published.txt, which is of 1 June 2015; or the article quotes the note.")],
          also=["near-duplicate-tamper"], claims=[claim("independent", TENSION)])
    anchored = [(text.encode(), "2015-06-01")]
    name, words = "anchor-honest", Words("anchor-honest")
    article = words.sentences(13)
    text = "\n\n".join(["The Brennick Gazette", "The long quarrel over the tolls"] + [textwrap.fill(" ".join(article[i:i + 3]), 80) for i in range(0, 13, 3)]) + "\n"
    put(name, "published.txt", text.encode(), "An article as the Brennick Gazette printed it on 3 June 2015.")
    put(name, "note-2012.docx", docx(name + "1", words.letter("Note on the tolls of the bridge"), "2012-06-07T10:11:00Z", "2012-06-07T11:37:00Z", "Hanno Brisk", program=WORD_2010),
        "A note of 2012 on the same matter, in words of its own.")
    put(name, "review-2016.docx", docx(name + "2", ["Review of the press", words.sentence(), "The Gazette wrote: \u201c" + " ".join(article[3:9]) + "\u201d", words.sentence()], "2016-02-11T13:05:00Z", "2016-02-11T14:52:00Z",
                                       "Lina Torv", program=WORD_2010), "A review of 2016 that quotes the article of 2015 and says so.")
    group(name, "An article of 2015, a note of 2012 that has none of its words, and a review of 2016 that quotes it.", True, "anchor", weak=["near-duplicate-tamper"])
    DOCUMENTS.extend([("claim", dict(path="anchor/note-2012.docx", content="2012", bytes="2012")), ("claim", dict(path="anchor-honest/note-2012.docx", content="2012", bytes="2012")),
                      ("claim", dict(path="anchor-honest/review-2016.docx", content="2016", bytes="2016"))])
    anchored.append((text.encode(), "2015-06-03"))
    DOCUMENTS.extend(("anchor", dict(sha256=hashlib.sha256(data).hexdigest(), existed_by=day, held_by="Brennick Gazette")) for data, day in anchored)


for part in (near_copies, same_bytes, shared_objects, shared_pages, signatures, publication):
    part()
