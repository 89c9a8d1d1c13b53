"""Sets of the collection whose times speak: clones, saves in one burst, sessions, a wrong clock, round hours."""
import datetime as dt

import compound
from collection import AGREES, DOCUMENTS, NO_EVIDENCE, TENSION, claim, group, put
from collection_forms import docx, mail, pdf, xlsx
from collection_words import NAMES, Draw, Words

PDF_2007 = dict(creator="Microsoft\xae Office Word 2007", producer="Microsoft\xae Office Word 2007", version="1.5")
LIBRE_41 = ("LibreOffice/4.1.3.2$Windows_x86 LibreOffice_project/70feb7d99726f064edab4605a8ab840c50ec57a", "")


def at(text):
    return dt.datetime.fromisoformat(text)


def iso(moment):
    return moment.isoformat(timespec="seconds")


# 1. Clones of times

def clones():
    words = Words("time-clones")
    one = "time-clones"
    put(one, "survey-of-the-spit.pdf", pdf(one + "1", words.letter("Survey of the spit"), "2008-03-12T11:14:37", author="Tessa Marl", **PDF_2007), "Stated as made on 12 March 2008 at 11:14:37.")
    put(one, "list-of-lessees.pdf", pdf(one + "2", words.letter("List of the lessees"), "2011-07-12T11:14:37", author="Odo Vance", creator="Writer", producer="LibreOffice 3.3"),
        "Stated as made on 12 July 2011 at 11:14:37.")
    put(one, "note-on-tolls.docx", docx(one + "3", words.letter("Note on the tolls"), "2013-10-12T11:14:37Z", "2013-10-12T12:02:10Z", "Pella Krone", program=LIBRE_41, template="", saves=()),
        "Stated as made on 12 October 2013 at 11:14:37.")
    group(one, "Three documents by three authors; their times of making were set by a person who changed the year and the month alone.", False, "time-clones-batch",
          [("timestamp-component-clone", ["survey-of-the-spit.pdf", "list-of-lessees.pdf", "note-on-tolls.docx"], "All three were made on the 12th at 11:14:37, of other months and years.")],
          claims=[claim("independent", TENSION)])
    two, words = "time-clones-batch", Words("time-clones-batch")
    for number, clock in enumerate(("09:03:11", "09:03:52", "09:04:30", "09:06:05", "09:06:47", "09:08:29"), 1):
        put(two, f"sheet-{number}.pdf", pdf(two + str(number), words.letter(f"Sheet {number}"), "2012-04-17T" + clock, author="Hanno Brisk", creator="Writer", producer="LibreOffice 3.5"),
            f"The {number}. of six sheets that were exported in one morning.")
    group(two, "Six sheets exported one after another in one morning: they share the day and the hour, and no second.", True, one, weak=["burst-resave"],
          claims=[claim("one author", AGREES, NO_EVIDENCE)])
    three, words = "time-clones-derived", Words("time-clones-derived")
    letter = words.letter("To the council of Little Brenn")
    put(three, "letter.docx", docx(three, letter, "2014-05-12T09:41:22Z", "2014-05-12T10:20:05Z", "Lina Torv", program=LIBRE_41, template="", saves=()), "A letter as it was written.")
    put(three, "letter-as-sent.pdf", pdf(three, letter, "2014-05-12T09:41:22", "2014-05-13T08:02:44", author="Lina Torv", creator="Writer", producer="LibreOffice 4.1"),
        "The same letter as PDF; the time of making is that of the original, in full.")
    put(three, "letter-second-copy.docx", docx(three, letter, "2014-05-12T09:41:22Z", "2014-09-01T14:33:18Z", "Lina Torv", program=LIBRE_41, template="", saves=(), revision=3),
        "The same letter, opened and saved again in September; the time of making stays.")
    group(three, "A letter, its PDF and a later save of it: they keep the time of making of the original, with its year and month.", True, one, weak=["near-duplicate-tamper", "same-session-chain"],
          claims=[claim("copies of one original", AGREES)])
    whole_minutes()


def whole_minutes():
    name, words, draw = "time-clones-minutes", Words("time-clones-minutes"), Draw("time-clones-minutes")
    days = ["2009-02-18T10:25", "2010-06-18T10:25", "2009-03-03T09:12", "2009-05-21T14:47", "2009-09-08T11:31", "2010-01-26T15:08", "2010-04-14T08:53", "2010-11-30T13:19"]
    for number, (day, author) in enumerate(zip(days, NAMES), 1):
        put(name, f"memo-{number}.docx", docx(name + str(number), words.letter(f"Memorandum {number}"), day + ":00Z", iso(at(day) + dt.timedelta(minutes=draw.between(31, 95))) + "Z", author),
            "A memorandum of Word, which writes whole minutes.")
    group(name, "Eight honest documents of Word, which writes no seconds; two were by chance made on the 18th at 10:25 of other months.", True, "time-clones",
          weak=["timestamp-component-clone", "time-of-day-pattern"], claims=[claim("independent", AGREES, NO_EVIDENCE)])


# 2. Saves in one burst

def sheet(words, draw, title):
    return [[title, "Sacks", "Barrels", "Crowns"]] + [[words.piece("subject", SUBJECT_ROWS), draw.between(3, 90), draw.between(1, 40), draw.between(100, 9900)] for _ in range(11)]


SUBJECT_ROWS = ["Lower lock", "Upper lock", "North quay", "East mole", "Rope works", "Granary", "Tar store", "Salt works", "Fish market", "Repair shed", "Coal yard", "Customs boat", "Bell foundry",
                "Engine house", "Ferry stairs", "Pilot house", "Lightship", "Timber pond", "Guard room", "Old pontoon", "Toll bridge", "Mill basin"]
TABLES = ["tolls-north", "dues-of-the-market", "crane-hours", "store-of-rope", "wages-of-the-ice-guard", "grain-received", "repairs-of-the-locks", "ferry-takings", "lamps-and-oil"]


def tables(folder, made, saved, authors, last):
    words, draw = Words(folder), Draw(folder)
    for name, created, modified, author in zip(TABLES, made, saved, authors):
        put(folder, name + ".xlsx", xlsx(sheet(words, draw, name.replace("-", " ").capitalize()), created + "Z", iso(modified) + "Z", author, last or author, company=""),
            f"A table by {author}, last saved by {last or author}.")
    return [name + ".xlsx" for name in TABLES]


def bursts():
    made = ["2009-03-02T08:15:40", "2010-11-19T14:02:13", "2011-01-24T10:47:55", "2012-06-07T16:20:09", "2013-02-28T09:33:31", "2013-09-16T11:58:02", "2014-04-10T13:05:47", "2015-08-21T15:41:26",
            "2016-10-03T08:52:18"]
    start = at("2017-03-27T21:13:04")
    uneven = [0, 19, 58, 74, 111, 139, 166, 203, 221]
    files = tables("burst", made, [start + dt.timedelta(seconds=s) for s in uneven], NAMES, "Gregor Pell")
    group("burst", "Nine tables by nine authors, made from 2009 to 2016; one person saved them all within four minutes of one night, by hand, in one program.", False, "burst-honest",
          [("burst-resave", files, "All nine were saved by Gregor Pell in Excel 2013 within 221 seconds on 27 March 2017; they were made over seven years.")],
          claims=[claim("independent", TENSION)])
    made = ["2008-02-11T09:22:05", "2009-07-30T11:11:48", "2010-03-15T15:37:20", "2011-10-26T08:44:53", "2012-01-09T13:29:36", "2013-05-22T10:03:07", "2014-12-04T16:55:14", "2015-02-17T14:18:41",
            "2016-06-28T09:06:59"]
    start = at("2017-05-09T02:40:10")
    even = [0, 7, 15, 22, 29, 36, 44, 51, 58]
    files = tables("burst-script", made, [start + dt.timedelta(seconds=s) for s in even], NAMES, "Gregor Pell")
    group("burst-script", "Nine tables by nine authors over eight years; a script saved one after another, every seven or eight seconds.", False, "burst-honest",
          [("burst-resave", files, "All nine were saved within 58 seconds on 9 May 2017, at gaps that are equal within a second: a script.")], claims=[claim("independent", TENSION)])
    start, made, saved = at("2016-11-14T22:05:12"), [], []
    for begun, took in ((0, 95), (131, 88), (260, 171), (466, 64), (561, 102), (702, 140), (871, 77), (988, 118), (1140, 96)):
        made.append(iso(start + dt.timedelta(seconds=begun)))
        saved.append(start + dt.timedelta(seconds=begun + took))
    tables("burst-honest", made, saved, ["Bram Soldane"] * 9, "")
    group("burst-honest", "Nine tables that one author made and saved in one night, one after another.", True, "burst", weak=["burst-resave", "same-session-chain"],
          claims=[claim("one author", AGREES)])


# 10. Sessions

def doc(seed, paragraphs, created, saved, author, minutes):
    """A document of Word 2003."""
    return compound.word("\n".join(paragraphs), form=268, builds=(80403, 80403), version=(11, 5604), created=created + ":00", saved=saved + ":00", dop_created=created, dop_revised=saved,
                         container=saved + ":19", title=seed, author=author, last=author, edit=minutes * 600_000_000, minutes=minutes, template="Normal.dot", company="Harbour Office")


def sessions():
    name, words = "session", Words("session")
    office = dict(company="Harbour Office", author="Willa Dorn")
    put(name, "report-a.docx", docx(name + "a", words.letter("Report on the locks"), "2010-05-18T09:00:00Z", "2010-05-18T11:00:00Z", minutes=120, **office), "Written from 9:00 to 11:00, 120 minutes.")
    put(name, "report-b.docx", docx(name + "b", words.letter("Report on the quays"), "2010-05-18T09:05:00Z", "2010-05-18T11:00:00Z", minutes=110, **office), "Written from 9:05 to 11:00, 110 minutes.")
    put(name, "report-c.doc", doc("Report on the ferries", words.letter("Report on the ferries"), "2010-05-18T09:01", "2010-05-18T10:58", "Willa Dorn", 115), "Written from 9:01 to 10:58, 115 minutes.")
    group(name, "Three reports under one author's name, begun within five minutes; 345 minutes of editing are stated within two hours.", False, "session-honest",
          [("same-session-chain", ["report-a.docx", "report-b.docx", "report-c.doc"], "The times of editing overlap: 120, 110 and 115 minutes within the same 120 minutes, under one name.")],
          weak=["burst-resave"], claims=[claim("one author", TENSION, NO_EVIDENCE)])
    name, words = "session-honest", Words("session-honest")
    office["author"] = "Corin Hale"
    put(name, "minutes-a.docx", docx(name + "a", words.letter("Minutes of the board"), "2010-06-15T09:00:00Z", "2010-06-15T10:10:00Z", minutes=65, **office), "Written from 9:00 to 10:10, 65 minutes.")
    put(name, "minutes-b.docx", docx(name + "b", words.letter("Minutes of the pilots"), "2010-06-15T10:15:00Z", "2010-06-15T11:20:00Z", minutes=60, **office), "Written from 10:15 to 11:20, 60 minutes.")
    put(name, "minutes-c.doc", doc("Minutes of the guild", words.letter("Minutes of the guild"), "2010-06-15T11:25", "2010-06-15T12:05", "Corin Hale", 38), "Written from 11:25 to 12:05, 38 minutes.")
    group(name, "Three minutes of meetings that one clerk wrote one after another in one morning.", True, "session", weak=["same-session-chain"], claims=[claim("one author", AGREES)])


# 12. A wrong clock

def libre(seed, words, head, when, number, author="Desk 4"):
    return pdf(seed, words.letter(head), when, author=author, creator="Writer", producer="LibreOffice " + number)


def clocks():
    name, words = "clock-offset", Words("clock-offset")
    true = ["2014-02-03T09:12:41", "2014-02-24T14:36:05", "2014-03-13T10:50:28", "2014-04-02T16:07:53", "2014-04-25T08:41:16"]
    files = []
    for number, moment in enumerate(true, 1):
        stated = iso(at(moment) - dt.timedelta(days=400))
        files.append(f"inventory-{number}.pdf")
        put(name, files[-1], libre(name + str(number), words, f"Inventory {number}", stated, "4.2"), f"Made on {moment[:10]}; the clock stood 400 days behind, so that it states {stated[:10]}.")
    group(name, "Five lists of one machine whose clock stood 400 days behind (after its battery was changed): each states a day before its program existed.", True, "clock-offset-none",
          [("fixed-offset-clock-hypothesis", files, "One constant, such as 400 days, takes away the contradiction of all five, and the last is still before the day on which they were received.")],
          claims=[claim("one machine", AGREES, NO_EVIDENCE)])
    name, words = "clock-offset-none", Words("clock-offset-none")
    for number, (stated, release, truth) in enumerate((("2011-02-10T09:31:18", "4.2", "Set back by three years or more: its program is of 2013 and 2014."), ("2012-12-11T15:20:44", "4.2", "Set back by a year or more."),
                                                       ("2014-04-14T10:08:32", "4.2", "Its date is right."), ("2014-04-29T13:45:07", "4.2", "Its date is right."),
                                                       ("2011-08-23T11:54:50", "4.2", "Set back by two years or more.")), 1):
        put(name, f"inventory-{number}.pdf", libre(name + str(number), words, f"Stock list {number}", stated, release, "Desk 6"), truth)
    group(name, "Five lists under one name: three are dated before their program existed, by different spans, and two are dated some weeks before they were received.", False, "clock-offset",
          [("fixed-offset-clock-hypothesis", ["inventory-1.pdf", "inventory-2.pdf", "inventory-5.pdf"],
            "No constant helps: what the first needs (two years and more) would put inventory-3.pdf and inventory-4.pdf behind the day on which they were received.")],
          claims=[claim("one machine", TENSION, NO_EVIDENCE)])
    mails()
    for folder in ("clock-offset", "clock-offset-none"):
        DOCUMENTS.append(("claim", dict(path=folder + "/*", received="2014-05-30")))


def posted(moment):
    return moment.strftime("%a, %d %b %Y %H:%M:%S +0000")


def mails():
    slow = dt.timedelta(days=365, hours=2, minutes=7)
    sent = ["2010-10-05T08:31:20", "2010-10-19T13:02:47", "2010-11-08T09:48:11", "2010-11-23T15:26:39", "2010-12-09T10:14:02"]
    uneven = [dt.timedelta(days=365, hours=2, minutes=7), dt.timedelta(days=41, hours=5), dt.timedelta(), dt.timedelta(days=1130, minutes=13), dt.timedelta(days=204, hours=9)]
    for name, behind, desk in (("clock-offset-mail", [slow] * 5, "desk4"), ("clock-offset-mail-none", uneven, "desk6")):
        words, files = Words(name), []
        for number, (moment, off) in enumerate(zip(sent, behind), 1):
            taken = at(moment) + dt.timedelta(days=0 if name == "clock-offset-mail" else 90, seconds=3)
            files.append(f"mail-{number}.eml")
            stated = at(moment) + dt.timedelta(days=0 if name == "clock-offset-mail" else 90) - off
            put(name, files[-1], mail([("Received", f"from {desk}.brennick.example (192.0.2.{number + 20})\n\tby mx.oxmouth.example with ESMTP id Q{number}7; {posted(taken)}"),
                                       ("From", f"Gerta Quill <{desk}@brennick.example>"), ("To", "clerk@oxmouth.example"), ("Subject", f"Tolls, part {number}"), ("Date", posted(stated)),
                                       ("Message-ID", f"<{desk}.{number}.{words.below(10 ** 9)}@brennick.example>"), ("X-Mailer", "Opera Mail/10.60 (Win32)")], words.letter(count=4)),
                f"The sender's clock said {iso(stated)}, the host that took it {iso(taken)}.")
        if name == "clock-offset-mail":
            group(name, "Five mails of one machine whose clock stood 365 days, 2 hours and 7 minutes behind that of the host that took them.", True, name + "-none",
                  [("fixed-offset-clock-hypothesis", files, "The sender's clock is behind by the same 365 days, 2 hours and 7 minutes (and three seconds of way) in all five.")],
                  claims=[claim("one machine", AGREES, NO_EVIDENCE)])
        else:
            group(name, "Five mails under one sender's name, each with another span between its date and that of the host that took it: no constant.", False, "clock-offset-mail",
                  [("fixed-offset-clock-hypothesis", [f for i, f in enumerate(files) if i != 2],
                    "The spans are 365, 41, 1130 and 204 days, and none in mail-3.eml: no constant takes them away.")], claims=[claim("one machine", TENSION, NO_EVIDENCE)])


# 15. Hours

def hours():
    draw, words, name = Draw("hours"), Words("hours"), "hours"
    files = []
    months = [(year, month) for year in (2009, 2010, 2011) for month in range(1, 11)]
    for number, (year, month) in enumerate(months):
        hour = 0 if number % 3 == 0 else draw.between(8, 18)
        # No two have the day and the hour in common.
        day = number + 1 if number < 28 else number - 20
        hour = 19 if number >= 28 else hour
        when = f"{year}-{month:02}-{day:02}T{hour:02}:00:00"
        files.append(f"entry-{number + 1:02}.pdf")
        put(name, files[-1], pdf(name + str(number), words.letter(f"Entry {number + 1}", 3), when, author=NAMES[number % 12], creator="Writer", producer="OpenOffice.org 3.0"), f"Dated {when}, which was typed.")
    group(name, "Thirty entries of a journal whose dates were typed: all at a full hour or at midnight.", False, "hours-honest",
          [("time-of-day-pattern", files, "All thirty times are at the full hour, ten of them at midnight.")])
    draw, words, name = Draw("hours-honest"), Words("hours-honest"), "hours-honest"
    for number, (year, month) in enumerate(months):
        when = f"{year}-{month:02}-{draw.between(1, 28):02}T{draw.between(8, 17):02}:{draw.between(0, 59):02}:{draw.between(1, 59):02}"
        put(name, f"entry-{number + 1:02}.pdf", pdf(name + str(number), words.letter(f"Page {number + 1}", 3), when, author=NAMES[number % 12], creator="Writer", producer="OpenOffice.org 3.0"),
            "Dated by a clock, within the hours of work.")
    group(name, "Thirty entries of a journal, dated by a clock in the hours of work.", True, "hours")


for part in (clones, bursts, sessions, clocks, hours):
    part()
