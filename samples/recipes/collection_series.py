"""Sets of the collection that are series: one that does not belong, a register, what is named and missing."""
import datetime as dt

import pdfhand as h
from collection import AGREES, TENSION, claim, group, put
from collection_forms import A4, LETTER, WORD_2007, WORD_2010, docx, mail, pdf
from collection_words import Words

MONTHS = "January February March April May June July August September October November December".split()


def spoken(day):
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


# 7. The odd one out

def odd():
    name, words = "odd-one", Words("odd-one")
    usual = dict(program=WORD_2010, template="circular.dotx", language="en-GB", page=A4)
    strange = dict(program=WORD_2007, template="Normal.dotm", language="en-US", page=LETTER)
    for number in range(1, 13):
        day = f"2013-{number:02}-{3 + number * 2 % 19:02}"
        put(name, f"circular-{number:02}.docx", docx(name + str(number), words.letter(f"Circular {number} of the harbour office", 4), f"{day}T09:{10 + number * 3}:00Z", f"{day}T10:{5 + number * 4}:00Z", "Ruth Alder",
                                                     company="Harbour Office", **(strange if number == 8 else usual)),
            "A circular in Word 2007, from another template, in American English, on paper of the format Letter." if number == 8 else "A circular in Word 2010, from the template of circulars, in British English, on A4.")
    group(name, "Twelve circulars of 2013; the eighth differs from all others in program, template, language and size of the page.", False, "odd-one-honest",
          [("outlier-in-series", ["circular-08.docx"], "It differs from all eleven others in four marks: program, template, language, size of the page; the others differ in none.")],
          claims=[claim("one series", TENSION)])
    name, words = "odd-one-pdf", Words("odd-one-pdf")
    usual = dict(producer="Acrobat Distiller 9.0.0 (Windows)", font=h.TIMES, media=b"0 0 595 842", language="en-GB")
    strange = dict(producer="GPL Ghostscript 9.05", font=h.HELV, media=b"0 0 612 792", language="en-US")
    for number in range(1, 13):
        day = f"2012-{number:02}-{4 + number * 5 % 23:02}"
        put(name, f"bulletin-{number:02}.pdf", pdf(name + str(number), words.letter(f"Bulletin {number} of the pilots", 4), f"{day}T{9 + number % 5:02}:{7 + number * 4:02}:{5 + number * 3:02}", author="Board of Pilots",
                                                   creator="PScript5.dll Version 5.2.2", **(strange if number == 5 else usual)),
            "A bulletin by Ghostscript, set in Helvetica, in American English, on paper of the format Letter." if number == 5 else "A bulletin by Distiller, set in Times, in British English, on A4.")
    group(name, "Twelve bulletins of 2012; the fifth differs from all others in producer, font, language and size of the page.", False, "odd-one-honest",
          [("outlier-in-series", ["bulletin-05.pdf"], "It differs from all eleven others in four marks: producer, font, language, size of the page; the others differ in none.")],
          claims=[claim("one series", TENSION)])
    name, words = "odd-one-honest", Words("odd-one-honest")
    little = {3: dict(language="en-US"), 5: dict(fonts=("Arial",)), 9: dict(template="Normal.dotm"), 11: dict(page=LETTER)}
    said = {3: "; the language is American English", 5: "; set in Arial", 9: "; from the default template", 11: "; on paper of the format Letter"}
    for number in range(1, 13):
        day = f"2010-{number:02}-{5 + number * 7 % 21:02}"
        told = {**dict(program=WORD_2007 if number < 7 else WORD_2010, template="decree.dotx", language="en-GB", page=A4), **little.get(number, {})}
        put(name, f"decree-{number:02}.docx", docx(name + str(number), words.letter(f"Decree {number} of the harbour office", 4), f"{day}T08:{9 + number * 4}:00Z", f"{day}T11:{3 + number * 4}:00Z", "Willa Dorn",
                                                   company="Harbour Office", **told), f"A decree in Word {2007 if number < 7 else 2010}" + said.get(number, "") + ".")
    group(name, "Twelve decrees of 2010: the office went from Word 2007 to Word 2010 in July, and four decrees differ from the rest in one mark each.", True, "odd-one", weak=["outlier-in-series"],
          claims=[claim("one series", AGREES)])


# 11. A register

def outgoing(folder, words, number, day, author="Chancery"):
    put(folder, f"outgoing-{day.year}-{number:03}.pdf" if "new-year" in folder else f"outgoing-{number}.pdf",
        pdf(f"{folder}{day}{number}", [f"Outgoing No. {number}", f"Brennick, {spoken(day)}"] + words.letter(count=4), f"{day}T{9 + number % 7:02}:{number * 7 % 60:02}:{number * 13 % 60:02}", author=author,
            creator="Writer", producer="OpenOffice.org 3.2"), f"Outgoing letter No. {number}, dated {spoken(day)}.")


def register():
    name, words, start = "register", Words("register"), dt.date(2011, 3, 2)
    for number in range(101, 113):
        day = start + dt.timedelta(days=(number - 101) * 3 + number % 2)
        if number == 108:
            day = dt.date(2011, 3, 4)
        if number not in (105, 110):
            outgoing(name, words, number, day)
    files = ["outgoing-108.pdf"]
    group(name, "Outgoing letters No. 101 to 112; No. 105 and 110 are not there, and No. 108 has a date that lies between those of No. 101 and 102.", False, "register-honest",
          [("sequence-gaps", files, "Without No. 108 alone, the numbers and the dates go the same way. No. 105 and 110 are missing, which a part of a register would have as well.")],
          also=["selection-warning"], claims=[claim("one series", TENSION)])
    name, words, start = "register-honest", Words("register-honest"), dt.date(2010, 9, 6)
    for number in range(101, 113):
        outgoing(name, words, number, start + dt.timedelta(days=(number - 101) * 3 + number % 2))
    group(name, "Outgoing letters No. 101 to 112, complete, in the order of their dates.", True, "register", claims=[claim("one series", AGREES)])
    name, words = "register-new-year", Words("register-new-year")
    for number, day in ((117, dt.date(2009, 12, 14)), (118, dt.date(2009, 12, 17)), (119, dt.date(2009, 12, 22)), (120, dt.date(2009, 12, 29)), (1, dt.date(2010, 1, 5)), (2, dt.date(2010, 1, 7)), (3, dt.date(2010, 1, 12)),
                        (4, dt.date(2010, 1, 15))):
        outgoing(name, words, number, day)
    group(name, "Outgoing letters No. 117 to 120 of 2009 and No. 1 to 4 of 2010: the register begins anew each year.", True, "register", weak=["sequence-gaps"], claims=[claim("one series", AGREES)])


# 14. What is named and missing

def annex(folder, number):
    words = Words(f"{folder} annex {number}")
    return (f"Annex {number}.pdf", "application/pdf", pdf(f"{folder}annex{number}", words.letter(f"Annex {number}", 4), f"2012-0{number + 1}-11T0{8 + number}:2{number}:3{number + 3}", author="Nessa Pike", creator="Writer",
                                                          producer="LibreOffice 3.4"))


def selections():
    for name, day, missing, person in (("selection", "2012-05-15", True, "Nessa Pike"), ("selection-honest", "2012-06-21", False, "Corin Hale")):
        words = Words(name)
        written = dt.date.fromisoformat(day)
        posted = written.strftime("%a, %d %b %Y ")
        base = name.replace("-", "")
        head = [("From", f"{person} <store@brennick.example>"), ("To", "Odo Vance <clerk@oxmouth.example>"), ("Subject", "Works at the mole" if missing else "Works at the sluice")]
        text = ["Dear Mr Vance,", words.sentence(), "For the reckoning of the stone see the attached Annex 3.pdf. The plans are in Annex 1.pdf and Annex 2.pdf.", words.sentence(), words.sentence(), person]
        put(name, "letter.eml", mail([("Received", f"from store.brennick.example (192.0.2.9)\n\tby mx.oxmouth.example with ESMTP id {'S7' if missing else 'S8'}; {posted}09:14:32 +0000")] + head
                                     + [("Date", posted + "09:14:28 +0000"), ("Message-ID", f"<{base}.1@brennick.example>")], text, [annex(name, n) for n in ((1, 2) if missing else (1, 2, 3))]),
            "A mail that names three annexes" + ("; the third is not in it." if missing else " and has all three."))
        pages = [1, 2, 4] if missing else [1, 2, 3, 4]
        for number in pages:
            put(name, f"minutes-p{number}.pdf", pdf(f"{name}{number}", words.letter("Minutes of the works" if number == 1 else "", 4, foot=f"Page {number} of 4"), f"{day}T1{number}:0{number}:1{number + 2}", author=person,
                                                    creator="Writer", producer="LibreOffice 3.4"), f"Page {number} of 4 of some minutes, as a file of its own.")
        if missing:
            group(name, "A mail that names three annexes and has two, and minutes of four pages of which the third is not there.", False, "selection-honest",
                  [("selection-warning", ["letter.eml"], "It names Annex 3.pdf as attached, which is not in it."),
                   ("selection-warning", [f"minutes-p{number}.pdf" for number in pages], "They say that there are four pages; page 3 is missing.")], also=["sequence-gaps"])
        else:
            answered = written + dt.timedelta(days=1)
            put(name, "answer.eml", mail([("Received", f"from clerk.oxmouth.example (192.0.2.77)\n\tby mx.brennick.example with ESMTP id T3; {answered.strftime('%a, %d %b %Y ')}08:30:11 +0000"),
                                          ("From", "Odo Vance <clerk@oxmouth.example>"), ("To", f"{person} <store@brennick.example>"), ("Subject", "Re: Works at the sluice"),
                                          ("Date", answered.strftime("%a, %d %b %Y ") + "08:30:04 +0000"), ("Message-ID", "<reply.1@oxmouth.example>"), ("In-Reply-To", f"<{base}.1@brennick.example>")],
                                         ["We have read it with thanks.", words.sentence(), words.sentence(), "> For the reckoning of the stone see the attached Annex 3.pdf. The plans are in\n> Annex 1.pdf and Annex 2.pdf."]),
                "The answer quotes the mail, with its words on the annexes; answers carry no attachments.")
            group(name, "A mail with all three annexes that it names, an answer that quotes it and carries none, and minutes of four pages, all there.", True, "selection", weak=["selection-warning"])


for part in (odd, register, selections):
    part()
