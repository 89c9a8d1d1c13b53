"""Sets of the collection that are mails: two copies of one message, and conversations."""
import datetime as dt

from collection import group, put
from collection_forms import mail
from collection_words import Words


def posted(moment, zone="+0000"):
    return moment.strftime("%a, %d %b %Y %H:%M:%S ") + zone


def hop(source, host, number, moment):
    return ("Received", f"from {source}.example (192.0.2.{number})\n\tby {host}.example with ESMTP id K{number}; {posted(moment)}")


def copies():
    """One message in two mailboxes: changed in one of them, or marked by a list."""
    for name, sent, barrels in (("message-copies", "2012-05-14T08:31:20", True), ("message-copies-list", "2012-09-05T10:02:41", False)):
        words, sent = Words(name), dt.datetime.fromisoformat(sent)
        said = words.letter(count=6)
        said[1] += " The store holds 40 barrels of tar."
        head = [("From", "Gerta Quill <quill@brennick.example>"), ("To", "clerk@oxmouth.example"), ("Subject", "The store"), ("Date", posted(sent)),
                ("Message-ID", f"<{name}.7.{words.below(10 ** 9)}@brennick.example>")]
        put(name, "sent.eml", mail(head, said), "The message as the sender keeps it.")
        if barrels:
            changed = [("Date", posted(sent + dt.timedelta(days=19))) if key == "Date" else (key, value) for key, value in head]
            put(name, "received.eml", mail([hop("desk.brennick", "mx.oxmouth", 21, sent + dt.timedelta(days=19, seconds=4))] + changed, [part.replace("40 barrels", "400 barrels") for part in said]),
                "The message as it was handed over: nineteen days later, and with 400 barrels.")
            group(name, "One message in two mailboxes: date and a figure were changed in one copy.", False, name + "-list",
                  [("message-copies", ["sent.eml", "received.eml"], "The dates are 19 days apart, and 40 barrels became 400.")])
        else:
            listed = [("Subject", "[harbour] The store") if key == "Subject" else (key, value) for key, value in head]
            put(name, "received.eml", mail([hop("lists.brennick", "mx.oxmouth", 22, sent + dt.timedelta(seconds=9))] + listed, said + ["_" * 40, "harbour mailing list, 12 members"]),
                "The message as the list sent it: with a mark in the subject and two lines below.")
            group(name, "One message in two mailboxes: the list put a mark into the subject and two lines below the text.", True, "message-copies", weak=["message-copies"])


def answers():
    """A message and its answer: dated later than the answer, or by clocks that differ by a few minutes."""
    for name, asked, answered, honest in (("answer-early", "2013-06-02T09:12:00", "2013-05-15T16:40:11", False), ("answer-early-clocks", "2013-08-06T11:20:30", "2013-08-06T11:12:05", True)):
        words, asked, answered = Words(name), dt.datetime.fromisoformat(asked), dt.datetime.fromisoformat(answered)
        number = f"<{name}.1.{words.below(10 ** 9)}@brennick.example>"
        put(name, "question.eml", mail([hop("desk.brennick", "mx.oxmouth", 31, asked + dt.timedelta(seconds=3)), ("From", "Gerta Quill <quill@brennick.example>"), ("To", "Odo Vance <vance@oxmouth.example>"),
                                        ("Subject", "The ferry"), ("Date", posted(asked)), ("Message-ID", number)], words.letter(count=4)), "The question.")
        put(name, "answer.eml", mail([hop("desk.oxmouth", "mx.brennick", 32, (answered if not honest else asked + dt.timedelta(minutes=7)) + dt.timedelta(seconds=2)), ("From", "Odo Vance <vance@oxmouth.example>"),
                                      ("To", "Gerta Quill <quill@brennick.example>"), ("Subject", "Re: The ferry"), ("Date", posted(answered)), ("Message-ID", f"<{name}.2@oxmouth.example>"),
                                      ("In-Reply-To", number), ("References", number)], words.letter(count=3)), "The answer.")
        if honest:
            group(name, "A message and its answer, from a machine whose clock is a quarter of an hour slow.", True, "answer-early", weak=["answer-before-message"])
        else:
            group(name, "A message that was given a later date, with the hosts' lines; its answer was left as it was.", False, name + "-clocks",
                  [("answer-before-message", ["question.eml", "answer.eml"], "The answer is dated 18 days before the question, by the senders and by the hosts.")])


copies()
answers()
