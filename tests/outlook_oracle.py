"""What other programs say of messages of Outlook, one JSON object a line: extract-msg, tnefparse, libpff.

    python3 outlook_oracle.py FILE...
"""
import datetime as dt
import json
import sys


def iso(time):
    if time is None:
        return None
    if time.tzinfo is not None:
        time = time.astimezone(dt.timezone.utc).replace(tzinfo=None)
    return time.replace(microsecond=0).isoformat(" ")


def clean(text):
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return (text or "").split("\0")[0]


def of_msg(path):
    import extract_msg
    message = extract_msg.openMsg(path)
    times = [message.getPropertyVal(tag) for tag in ("00390040", "0E060040", "30070040", "30080040")]
    attachments = [clean(one.longFilename or one.shortFilename) for one in message.attachments]
    return {"messages": [{"subject": clean(message.subject), "sender": clean(message.getStringStream("__substg1.0_0C1A")),
                          "times": sorted(iso(time) for time in times if isinstance(time, dt.datetime)),
                          "recipients": sorted(clean(one.name) for one in message.recipients),
                          "attachments": sorted(name for name in attachments if name)}]}


def of_tnef(path):
    from tnefparse import TNEF
    with open(path, "rb") as file:
        message = TNEF(file.read(), do_checksum=False)
    names = [clean(one.long_filename() or one.name) for one in message.attachments]
    return {"messages": [{"attachments": sorted(name for name in names if name)}]}


def of_pst(path):
    import pypff
    mailbox = pypff.file()
    mailbox.open(path)
    messages, failed = [], 0

    def walk(folder):
        nonlocal failed
        for number in range(folder.number_of_sub_messages):
            try:
                message = folder.get_sub_message(number)
                times = (message.client_submit_time, message.delivery_time, message.creation_time, message.modification_time)
                messages.append({"subject": clean(message.subject), "sender": clean(message.sender_name), "times": sorted(iso(time) for time in times if time)})
            except OSError:
                failed += 1
        for number in range(folder.number_of_sub_folders):
            walk(folder.get_sub_folder(number))

    walk(mailbox.get_root_folder())
    return {"messages": messages, "failed": failed}


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        head = file.read(4)
    of = of_pst if head == b"!BDN" else of_tnef if head == b"\x78\x9f\x3e\x22" else of_msg
    try:
        told = of(path)
    except ImportError:
        told = {"absent": True}
    except Exception as error:
        told = {"refused": f"{type(error).__name__}: {error}"}
    print(json.dumps({"file": path, **told}))
