"""samples/mail: mails and mailboxes with a key, and samples/checks/M001 to M005 and two of H003 from them. All of it is made up; bytes are always the same."""
import base64
import datetime
import hashlib
import os
import shutil
import struct
import sys

NOTE = "Fictional mail made as a sample for valla."
ROWS, KEY = [], []


def filetime(text):
    at = datetime.datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=datetime.timezone.utc)
    return int((at.timestamp() + 11644473600) * 10_000_000)


def thread_index(started, replies=(), guid=bytes(range(16))):
    """Outlook's form: the highest 48 bits of the FILETIME, a GUID, five bytes an answer with the time since what is before it."""
    # Half a second more: the form rounds down.
    half = 5_000_000
    at = filetime(started) + half >> 16 << 16
    blocks = b""
    for reply in replies:
        delta = filetime(reply) + half - at
        assert 0 <= delta < 1 << 49
        blocks += struct.pack(">IB", delta >> 18, 0x50)
        at += delta >> 18 << 18
    return base64.b64encode(struct.pack(">Q", filetime(started) + half)[:6] + guid + blocks).decode()


def outlook_boundary(local):
    ticks = filetime(local)
    return "----=_NextPart_000_0011_%08X.%08X" % (ticks >> 32, ticks & 0xFFFFFFFF)


def crlf(text):
    return text.replace("\n", "\r\n").encode("utf-8") if isinstance(text, str) else text


def put(root, name, data, truth, says=(), children=(), warns=(), words=(), fires=()):
    path = os.path.join(root, "mail", name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    data = crlf(data)
    with open(path, "wb") as file:
        file.write(data)
    ROWS.append(("mail/" + name, data, truth))
    KEY.append((name, truth, says, children, warns, words, fires))


def hops(*rows):
    """Fields of the way, the last host first, as hosts write them."""
    return "".join("Received: from %s\n\tby %s with ESMTP id %s\n\tfor <%s>; %s\n" % row for row in reversed(rows))


def plain(root):
    way = hops(("desk.brennick.example ([192.0.2.10])", "mx1.brennick.example", "A1B2C3", "water@mill.example", "Tue, 14 May 2013 09:30:12 +0400"),
               ("mx1.brennick.example ([192.0.2.25])", "mx.mill.example", "Z9Y8X7", "water@mill.example", "Tue, 14 May 2013 07:30:15 +0200 (CEST)"))
    head = ("Return-Path: <supply@brennick.example>\n" + way +
            "From: \"Alder, R.\" <supply@brennick.example>\nTo: J. Thorne <water@mill.example>,\n\tWorks: a@mill.example, b@mill.example (B. Crane);\n"
            "Cc: store@brennick.example\nSubject: Pumps\nDate: Tue, 14 May 2013 09:30:00 +0400 (MSK)\nMessage-ID: <5191CB58.5060708@brennick.example>\n"
            "X-Mailer: The Bat! (v3.99.3) Professional\nX-Originating-IP: [192.0.2.10]\nMIME-Version: 1.0\nContent-Type: text/plain; charset=us-ascii\n\n")
    says = [("mail.header.Date", "2013-05-14 09:30:00 +04:00"), ("mail.header.From", "Alder, R. <supply@brennick.example>"),
            ("mail.header.To", "J. Thorne <water@mill.example>"), ("mail.header.To", "a@mill.example"), ("mail.header.To", "B. Crane <b@mill.example>"),
            ("mail.header.Cc", "store@brennick.example"), ("mail.header.Subject", "Pumps"), ("mail.header.Return-Path", "supply@brennick.example"),
            ("mail.header.Message-ID", "<5191CB58.5060708@brennick.example>"), ("mail.message-id.time", "2013-05-14 05:27:52 UTC"),
            ("mail.header.X-Mailer", "The Bat! (v3.99.3) Professional"), ("mail.header.X-Originating-IP", "[192.0.2.10]"),
            ("mail.received.date", "2013-05-14 09:30:12 +04:00"), ("mail.received.date", "2013-05-14 07:30:15 +02:00"),
            ("mail.received.by", "mx1.brennick.example"), ("mail.received.from", "desk.brennick.example ([192.0.2.10])"), ("mail.received.for", "<water@mill.example>"),
            ("mail.received.id", "A1B2C3")]
    put(root, "plain.eml", head + "The pump at the Mill well needs a new ring.\n\n" + NOTE + "\n", "An honest mail of 14 May 2013 over two hosts in two zones.", says,
        words=["The pump at the Mill well needs a new ring."])
    list_head = head.replace("Return-Path: <supply@brennick.example>", "Return-Path: <works-bounces@lists.mill.example>\n" + hops(
        ("mx.mill.example ([198.51.100.7])", "lists.mill.example", "L1", "works@lists.mill.example", "Tue, 14 May 2013 05:30:20 +0000")).rstrip("\n"))
    put(root, "list-footer.eml", list_head.replace("Subject: Pumps", "Subject: [works] Pumps\nList-Id: <works.lists.mill.example>\nPrecedence: list") +
        "The pump needs a new ring.\n\n_______________________________________________\nworks mailing list\n" + NOTE + "\n",
        "The same mail over a list that adds a prefix and a footer; its moderator let it pass at once.",
        [("mail.header.List-Id", "<works.lists.mill.example>"), ("mail.header.Subject", "[works] Pumps"), ("mail.received.date", "2013-05-14 05:30:20 +00:00")])
    late = head.replace("07:30:15 +0200 (CEST)", "11:02:41 +0200 (CEST)").replace("Tue, 14 May 2013 11", "Thu, 16 May 2013 11")
    put(root, "delayed.eml", late + "It came two days late.\n\n" + NOTE + "\n", "An honest mail that was delivered two days late.",
        [("mail.received.date", "2013-05-16 11:02:41 +02:00"), ("mail.header.Date", "2013-05-14 09:30:00 +04:00")])
    third = hops(("mx.mill.example ([198.51.100.7])", "store.mill.example", "S3", "water@mill.example", "Tue, 14 May 2013 05:30:30 +0000"))
    wrong = head.replace("Tue, 14 May 2013 07:30:15 +0200 (CEST)", "Tue, 14 May 2013 04:11:02 +0200 (CEST)").replace("Return-Path: <supply@brennick.example>\n", "Return-Path: <supply@brennick.example>\n" + third)
    put(root, "one-wrong-clock.eml", wrong + "The clock of one host was wrong.\n\n" + NOTE + "\n", "An honest mail over three hosts; the clock of the second is three hours slow.",
        [("mail.received.date", "2013-05-14 04:11:02 +02:00"), ("mail.received.date", "2013-05-14 05:30:30 +00:00")], fires=["M001"])
    forged = head.replace("Date: Tue, 14 May 2013 09:30:00 +0400 (MSK)", "Date: Mon, 3 Jun 2013 09:30:00 +0400")
    put(root, "forged-date.eml", forged + "Its date was moved.\n\n" + NOTE + "\n", "A mail whose date was moved to three weeks after its hosts took it.",
        [("mail.header.Date", "2013-06-03 09:30:00 +04:00")], fires=["M001"])
    return head


def with_parts(root, head):
    def attached(docx, name, boundary):
        with open(os.path.join(root, docx), "rb") as file:
            body = base64.encodebytes(file.read()).decode()
        return ("--%s\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\nThe order is attached. =C3=9Cber 40 S=C3=A4cke.\n\n%s\n"
                "--%s\nContent-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document;\n name=\"order.docx\"\n"
                "Content-Disposition: attachment; filename*0*=utf-8''%%D0%%9F%%D1%%80%%D0%%B8%%D0%%BA; filename*1*=%%D0%%B0%%D0%%B7.docx;\n modification-date=\"Mon, 26 Mar 2012 11:30:00 +0200\"\n"
                "Content-Transfer-Encoding: base64\n\n%s--%s--\n") % (boundary, NOTE, boundary, body, boundary)
    base = head.replace("14 May 2013 09:30", "27 Mar 2012 09:30").replace("14 May 2013 07:30", "27 Mar 2012 07:30").split("MIME-Version")[0].replace("<5191CB58.5060708@brennick.example>", "<m1@brennick.example>")
    base += "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"%s\"\n\nThis is a message in several parts.\n"
    says = [("mail.attachment.name", "Приказ.docx"), ("mail.attachment.modification-date", "2012-03-26 11:30:00 +02:00"), ("mail.header.Date", "2012-03-27 09:30:00 +04:00")]
    put(root, "with-document.eml", base % "parts-1" + attached("checks/T010-clear-two-scripts.docx", "x", "parts-1"), "An honest mail with a Word document that was saved the day before.",
        says + [("mail.attachment.modified", "2012-03-26 09:30:00 UTC"), ("mail.attachment.created", "2012-03-26 08:15:00 UTC")], ["Приказ.docx"], words=["The order is attached. Über 40 Säcke."])
    put(root, "younger-document.eml", base % "parts-1" + attached("checks/T009-fires-mark-of-a-source.docx", "x", "parts-1"),
        "A mail of 2012 with a document that was last saved in 2019.", says + [("mail.attachment.modified", "2019-05-20 09:30:00 UTC")], ["Приказ.docx"], fires=["M004"])
    inner = head + "The inner mail.\n\n" + NOTE + "\n"
    forwarded = ("From: J. Thorne <water@mill.example>\nTo: c@mill.example\nSubject: Fwd: Pumps\nDate: Wed, 15 May 2013 10:00:00 +0200\nMessage-ID: <f1@mill.example>\nUser-Agent: KMail/1.9.10\n"
                 "Resent-Date: Thu, 16 May 2013 08:00:00 +0200\nResent-From: c@mill.example\nDelivery-date: Thu, 16 May 2013 08:00:10 +0200\n"
                 "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=Boundary-00\n\n--Boundary-00\nContent-Type: text/plain\n\nSee below.\n" + NOTE +
                 "\n--Boundary-00\nContent-Type: message/rfc822\nContent-Disposition: inline\n\n" + inner + "\n--Boundary-00--\n")
    put(root, "forwarded.eml", forwarded, "A mail that forwards plain.eml whole and was sent again by a third person.",
        [("mail.header.Resent-Date", "2013-05-16 08:00:00 +02:00"), ("mail.header.Delivery-Date", "2013-05-16 08:00:10 +02:00"), ("mail.header.Resent-From", "c@mill.example"),
         ("mail.header.User-Agent", "KMail/1.9.10"), ("mail.header.Subject", "Fwd: Pumps")], ["message in part 2"])


def of_programs(root, head):
    def outlook(date, local, started, replies):
        boundary = outlook_boundary(local)
        return ("From: \"R. Alder\" <supply@brennick.example>\nTo: <water@mill.example>\nBcc: <quiet@mill.example>\nSubject: RE: Pumps\nDate: %s\nMessage-ID: <000f%s$%s$6031a8c0@desk>\n"
                "MIME-Version: 1.0\nContent-Type: multipart/alternative;\n\tboundary=\"%s\"\nX-Mailer: Microsoft Office Outlook 12.0\nThread-Index: %s\nThread-Topic: Pumps\nContent-Language: de\n\n"
                "This is a multipart message in MIME format.\n\n--%s\nContent-Type: text/plain; charset=\"koi8-r\"\nContent-Transfer-Encoding: 8bit\n\n" %
                (date, "%08x" % (filetime("2013-05-14 07:31:02") >> 32), "%08x" % (filetime("2013-05-14 07:31:02") & 0xFFFFFFFF), boundary, thread_index(started, replies), boundary)
                ).encode() + "Насосы пришли.".encode("koi8-r") + (
                "\n\n--%s\nContent-Type: text/html; charset=utf-8\n\n<html><head><style>p {color: red}</style></head><body><p>Pumps &amp; rings.</p><div style=\"display:none\">only for the store</div><p>%s</p></body></html>\n--%s--\n"
                % (boundary, NOTE, boundary)).encode()
    honest = outlook("Tue, 14 May 2013 09:31:05 +0200", "2013-05-14 09:31:02", "2013-05-13 15:00:00", ["2013-05-14 07:29:00"])
    says = [("mail.thread-index.started", "2013-05-13 15:00:00 UTC"), ("mail.thread-index.reply", "2013-05-14 07:29:00 UTC"), ("mail.thread-index.guid", "00010203-0405-0607-0809-0a0b0c0d0e0f"),
            ("mail.boundary.time", "2013-05-14 09:31:02"), ("mail.message-id.time", "2013-05-14 07:31:02 UTC"), ("mail.header.Bcc", "quiet@mill.example"),
            ("mail.header.X-Mailer", "Microsoft Office Outlook 12.0"), ("mail.header.Thread-Topic", "Pumps")]
    put(root, "outlook.eml", honest.replace(b"\n", b"\r\n"), "An honest answer as Outlook 2007 writes it: index of the conversation, boundary with the local time, hidden words in HTML.", says,
        words=["Насосы пришли.", "Pumps & rings.", "only for the store"])
    put(root, "outlook-later-index.eml", outlook("Sat, 2 Mar 2013 09:31:05 +0200", "2013-03-02 09:31:02", "2013-06-09 15:00:00", []).replace(b"\n", b"\r\n"),
        "A mail whose date was moved to three months before its conversation began.", [("mail.thread-index.started", "2013-06-09 15:00:00 UTC")], fires=["M002"])
    put(root, "outlook-later-boundary.eml", outlook("Fri, 11 Mar 2011 09:31:05 +0200", "2014-05-14 09:31:02", "2011-03-11 07:00:00", []).replace(b"\n", b"\r\n"),
        "A mail dated 2011 whose boundary Outlook wrote in 2014.", [("mail.boundary.time", "2014-05-14 09:31:02")], fires=["M003"])
    put(root, "gmail.eml", "Delivered-To: water@mill.example\nReceived: by 10.52.1.2 with SMTP id q7csp12345;\n        Thu, 12 Mar 2020 13:49:16 -0700 (PDT)\n"
        "X-Received: by 2002:a05:6830:1 with SMTP id x1mr1;\n        Thu, 12 Mar 2020 13:49:15 -0700 (PDT)\n"
        "ARC-Seal: i=1; a=rsa-sha256; t=1584046155; cv=none; d=google.com; s=arc-20160816; b=AAAA\n"
        "DKIM-Signature: v=1; a=rsa-sha256; d=gmail.example; s=20161025; t=1584046144; x=1584650944;\n h=from:to; bh=AAAA; b=AAAA\n"
        "MIME-Version: 1.0\nDate: Thu, 12 Mar 2020 13:49:03 -0700\nMessage-ID: <CAA+wZVWXROPiNEuaBdpE77P3@mail.gmail.example>\nSubject: =?UTF-8?B?0J3QsNGB0L7RgQ==?=\n"
        "From: John Doe <jdoe@gmail.example>\nTo: Jane Doe <water@mill.example>\nContent-Type: multipart/alternative; boundary=\"000000000000b6809105a0ae7b18\"\n\n"
        "--000000000000b6809105a0ae7b18\nContent-Type: text/plain; charset=\"UTF-8\"\n\nTest. " + NOTE + "\n\n--000000000000b6809105a0ae7b18\nContent-Type: text/html; charset=\"UTF-8\"\n\n<div dir=\"ltr\">Test</div>\n\n--000000000000b6809105a0ae7b18--\n",
        "A mail as Gmail writes it.", [("mail.boundary.time", "2020-03-12 20:49:03 UTC"), ("mail.x-received.date", "2020-03-12 13:49:15 -07:00"), ("mail.dkim.time", "2020-03-12 20:49:04 UTC"),
        ("mail.dkim.expires", "2020-03-19 20:49:04 UTC"), ("mail.dkim.time", "2020-03-12 20:49:15 UTC"), ("mail.header.Subject", "Насос"), ("mail.header.Delivered-To", "water@mill.example")], fires=["M007"])
    put(root, "draft.eml", "X-Unsent: 1\nFrom: supply@brennick.example\nTo: water@mill.example\nSubject: Never sent\nMIME-Version: 1.0\nContent-Type: text/plain\n\n" + NOTE + "\n",
        "A draft that was never sent.", [("mail.draft", "a draft: it was never sent")])
    message = head + "Kept by Apple's Mail.\n\n" + NOTE + "\n"
    data = crlf(message)
    plist = ('<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<dict>\n'
             "\t<key>date-received</key>\n\t<integer>1368509420</integer>\n\t<key>flags</key>\n\t<integer>8590195713</integer>\n\t<key>remote-id</key>\n\t<string>4711</string>\n</dict>\n</plist>\n")
    put(root, "apple.emlx", b"%d      \n" % len(data) + data + plist.encode(), "A mail as Apple's Mail keeps it.",
        [("mail.apple.date-received", "2013-05-14 05:30:20 UTC"), ("mail.apple.remote-id", "4711"), ("mail.header.Subject", "Pumps")])


def of_charsets(root):
    base = b"From: %s\r\nTo: b@mill.example\r\nSubject: %s\r\nDate: %s\r\nMessage-ID: <%s@mill.example>\r\n\r\n" + NOTE.encode() + b"\r\n"
    subject = "Приказ о передаче склада номер четыре"
    put(root, "header-cp1251.eml", base % ("Орлов Пётр <a@mill.example>".encode("cp1251"), subject.encode("cp1251"), b"14 May 13 09:30 EDT", b"c1"),
        "Its header has bytes of windows-1251 that nobody encoded, a year of two digits and an American zone.",
        [("mail.header.Subject", subject), ("mail.header.Date", "2013-05-14 09:30 -04:00"), ("mail.header.From", "Орлов Пётр <a@mill.example>")], warns=["header-charset"])
    encoded = base64.b64encode(subject.encode("koi8-r")).decode()
    put(root, "header-koi8-r.eml", base % (b"a@mill.example (=?koi8-r?Q?=EF=D2=CC=CF=D7?=)", ("=?koi8-r?B?%s?=\r\n =?koi8-r?B?%s?=" % (encoded[:24], encoded[24:])).encode(), b"Tue, 14 May 2013 09:30:00 Z", b"c2"),
        "Its header has words in KOI8-R, the subject in two of them.", [("mail.header.Subject", subject), ("mail.header.From", "Орлов <a@mill.example>"), ("mail.header.Date", "2013-05-14 09:30:00 UTC")])
    japanese = "倉庫の一覧表"
    put(root, "header-iso-2022-jp.eml", base % (b"a@mill.example", b"=?ISO-2022-JP?B?" + base64.b64encode(japanese.encode("iso-2022-jp")) + b"?=", b"Tue May 14 09:30:00 2013", b"c3"),
        "Its subject is in ISO-2022-JP, its date in the form of the language C.", [("mail.header.Subject", japanese), ("mail.header.Date", "2013-05-14 09:30:00")])


def broken(root):
    put(root, "broken-parts.eml", "From: a@mill.example\nDate: Tue, 14 May 2013 09:30:00 +0200\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=open\n\n--open\n\nThe end is missing.\n" + NOTE,
        "A mail whose last part nothing ends.", warns=["no-end-of-parts"], words=["The end is missing."])
    put(root, "hostile-nested-mails.eml", b"From: a@b.example\nDate: Mon, 1 Jan 2001 00:00:00 +0000\n" + b"Content-Type: message/rfc822\n\n" * 20_000 + b"Subject: innermost\n\nx\n",
        "20,000 mails in one another.", [("mail.header.Date", "2001-01-01 00:00:00 +00:00")])
    put(root, "hostile-nested-parts.eml", b"From: a@b.example\nDate: Mon, 1 Jan 2001 00:00:00 +0000\nMIME-Version: 1.0\n" + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(5_000)) + b"\nx\n",
        "5,000 parts in one another.", [("mail.header.Date", "2001-01-01 00:00:00 +00:00")], warns=["no-end-of-parts"])


def mailboxes(root, head):
    def message(number, sender="supply@brennick.example", text="A text.", extra=""):
        return "From %s Tue May 14 09:3%d:12 2013\n" % (sender, number) + head.replace("Subject: Pumps", "Subject: Pumps %d" % number + extra) + text + "\n\n"
    told = [("mail.mailbox.from", "supply@brennick.example"), ("mail.mailbox.from.date", "2013-05-14 09:31:12")]
    three = "".join(message(n) for n in (1, 2, 3))
    put(root, "three.mbox", three.encode(), "An honest mailbox of three messages.", [("mail.mailbox.messages", "3"), ("mail.mailbox.with.Received", "3"), ("mail.mailbox.with.X-Gmail-Labels", "0"),
        ("mail.mailbox.kind", "no line of a text begins with From: nothing decides the kind")], ["message 1", "message 2", "message 3"])
    KEY[-1] = KEY[-1] + (told,)
    rd = message(1, text=">From here, one sign.\n>>From there, two.") + message(2)
    put(root, "mboxrd.mbox", rd.encode(), "A mailbox that puts a sign before each such line.", [("mail.mailbox.messages", "2"), ("mail.mailbox.kind", "mboxrd: lines have a sign more than they had")], ["message 1", "message 2"])
    body = "A text.\n\nFrom here Tue May 14 09:30:00 2013\nSubject: no message\n\nend\n"
    def stated(number, body):
        return "From supply@brennick.example Tue May 14 09:3%d:12 2013\n" % number + head.replace("MIME-Version", "Content-Length: %d\nMIME-Version" % len(body)) + body + "\n"
    put(root, "mboxcl2.mbox", (stated(1, body) + stated(2, "Another.\n")).encode(), "A mailbox that states lengths; a text in it looks like a message.",
        [("mail.mailbox.messages", "2"), ("mail.mailbox.kind", "mboxcl2: each message states its length, and no line has a sign before it")], ["message 1", "message 2"])
    takeout = "".join(message(n, sender="15784935550123456%02d@xxx" % n, extra="\nX-GM-THRID: 157849355501234567%d\nX-Gmail-Labels: Sent" % n) for n in (1, 2, 3))
    put(root, "takeout.mbox", takeout.encode(), "An honest mailbox as Google hands it out.", [("mail.mailbox.messages", "3"), ("mail.mailbox.with.X-Gmail-Labels", "3"),
        ("mail.mailbox.writer", "Google Takeout: 3 of 3 messages")], ["message 1", "message 2", "message 3"])
    way = head[head.index("Received:"):head.index("From:")]
    put(root, "no-hosts.mbox", three.replace(way, "").encode(), "A mailbox from which the hosts were taken.", [("mail.mailbox.with.Received", "0")], ["message 1", "message 2", "message 3"], fires=["M005"])
    put(root, "two-writers.mbox", (takeout + message(4, sender="-") + message(5, sender="-")).encode(), "A mailbox that was put together from two programs'.",
        [("mail.mailbox.messages", "5"), ("mail.mailbox.with.X-Gmail-Labels", "3"), ("mail.mailbox.writer", "Mozilla, Thunderbird or Netscape: 2 of 5 messages")],
        ["message 1", "message 2", "message 3", "message 4", "message 5"], fires=["M005"])
    # Mailman 2 hides addresses and keeps no host.
    listed = three.replace(way, "").replace("From supply@brennick.example", "From supply at brennick.example ").replace("\"Alder, R.\" <supply@brennick.example>", "supply at brennick.example (R. Alder)")
    put(root, "pipermail.mbox", listed.encode(), "The public archive of a list, as Mailman writes it.", [("mail.mailbox.with.Received", "0"),
        ("mail.mailbox.writer", "pipermail (the archive of a Mailman list): 3 of 3 messages")], ["message 1", "message 2", "message 3"])
    put(root, "carriage-returns.mbox", three.replace("\n", "\r").encode(), "An honest mailbox of three messages whose lines end as on the classic Mac OS.", [("mail.mailbox.messages", "3"),
        ("mail.mailbox.with.Received", "3")], ["message 1", "message 2", "message 3"], warns=["carriage-returns"])
    put(root, "utf-7.eml", head.replace("Subject: Pumps", "Subject: =?utf-7?Q?+BB8EQAQ4BDoEMAQ3-?=").replace('charset=us-ascii', 'charset=utf-7') + "+BB8EQAQ4BDoEMAQ3- 7\n",
        "A mail in UTF-7, as Outlook Express could write it.", [("mail.header.Subject", "Приказ")])
    page = head.replace("text/plain", "text/html")
    put(root, "pixel.eml", page + '<p>The pumps are here.</p><img src="https://count.brennick.example/o?u=7&amp;m=12" width="1" height="1">\n', "A mail with a picture of one point on the sender's server.",
        [("mail.body.unseen-picture", "https://count.brennick.example/o?u=7&m=12")])
    put(root, "logo.eml", page + '<p>The pumps are here.</p><img src="https://www.brennick.example/logo.png" width="120" height="40">\n', "A mail with a logo on the sender's server.",
        [("mail.body.fetched", "www.brennick.example")])


CHECKS = [("M001-fires-date-after-hosts.eml", "forged-date.eml"), ("M001-clear-two-days-late.eml", "delayed.eml"), ("M001-clear-list.eml", "list-footer.eml"),
          ("M002-fires-later-conversation.eml", "outlook-later-index.eml"), ("M002-clear-answer.eml", "outlook.eml"),
          ("M003-fires-boundary-of-2014.eml", "outlook-later-boundary.eml"), ("M003-clear-local-time.eml", "outlook.eml"),
          ("M004-fires-document-of-2019.eml", "younger-document.eml"), ("M004-clear-saved-before.eml", "with-document.eml"),
          ("M005-fires-no-hosts.mbox", "no-hosts.mbox"), ("M005-clear-takeout.mbox", "takeout.mbox"),
          ("M005-clear-pipermail.mbox", "pipermail.mbox"), ("H003-fires-pixel.eml", "pixel.eml"), ("H003-clear-logo.eml", "logo.eml")]


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def make(root):
    head = plain(root)
    with_parts(root, head)
    of_programs(root, head)
    of_charsets(root)
    broken(root)
    mailboxes(root, head)
    truths = {name: truth for name, _, truth in ROWS}
    for name, source in CHECKS:
        shutil.copyfile(os.path.join(root, "mail", source), os.path.join(root, "checks", name))
        with open(os.path.join(root, "checks", name), "rb") as file:
            ROWS.append(("checks/" + name, file.read(), truths["mail/" + source]))
    key = ["# What a reader of mail must say of each sample: properties and their values, names of what is inside, codes of warnings, words, and the checks",
           "# of group M that fire; of mailboxes, what each first message is told beside its own. Written before the reader (recipes/mail.py).", ""]
    for name, truth, says, children, warns, words, fires, *told in KEY:
        key += ["[[mail]]", "file = " + quoted(name), "truth = " + quoted(truth), "says = ["]
        key += ["    [%s, %s]," % (quoted(a), quoted(b)) for a, b in says] + ["]"]
        for field, values in (("children", children), ("warns", warns), ("words", words), ("fires", fires)):
            key.append("%s = [%s]" % (field, ", ".join(map(quoted, values))))
        key.append("told = [%s]" % ", ".join("[%s, %s]" % (quoted(a), quoted(b)) for a, b in (told[0] if told else [])))
        key.append("")
    with open(os.path.join(root, "mail", "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(key))
    rows = []
    for name, data, truth in ROWS:
        rows.append("\n".join([
            "file = " + quoted(name), 'sha256 = "%s"' % hashlib.sha256(data).hexdigest(), "bytes = %d" % len(data), 'made_by = "By hand (recipes/mail.py)"',
            'recipe = "recipes/mail.py"', "truth = " + quoted("Fictional mail. " + truth), "confirmed = [",
            "    " + quoted("grep -acE '^(From|Subject|Date)[: ]' %s => %d" % (name, sum(line.startswith((b"From:", b"From ", b"Subject:", b"Date:")) for line in data.split(b"\n")))) + ",", "]", 'licence = "CC0-1.0"', ""]))
    path = os.path.join(root, "MANIFEST.toml")
    with open(path, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/mail.py"' not in block]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows))
    print("%d samples of mail" % len(ROWS))


if __name__ == "__main__":
    make(sys.argv[1])
