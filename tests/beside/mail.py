"""What Python's email and mailbox say of mails, one JSON object a line: the oracle of tests/mail.rs. Arguments: files."""
import email
import email.header
import email.policy
import email.utils
import json
import mailbox
import sys

ADDRESSES = ["from", "to", "cc", "bcc", "reply-to", "sender", "return-path", "resent-from", "resent-to"]


def decoded(value):
    try:
        return str(email.header.make_header(email.header.decode_header(value)))
    except Exception:
        return None


def of(message):
    said = {"dates": [], "addresses": [], "subject": None, "programs": [], "names": [], "received": 0}
    for name, value in message.items():
        name, value = name.lower(), str(value)
        if name in ("date", "resent-date", "delivery-date"):
            parsed = email.utils.parsedate_tz(value)
            if parsed:
                said["dates"].append([list(parsed[:6]), parsed[9]])
        elif name in ADDRESSES:
            said["addresses"] += [address for _, address in email.utils.getaddresses([value]) if "@" in address]
        elif name == "subject" and said["subject"] is None:
            said["subject"] = decoded(value)
        elif name in ("x-mailer", "user-agent"):
            said["programs"].append(decoded(value))
        elif name == "received":
            said["received"] += 1
    for part in walk(message):
        name = part.get_filename()
        if name:
            said["names"].append(decoded(name))
    return said


def walk(message):
    """The parts of a mail, without those of the mails in it."""
    if message.is_multipart() and message.get_content_type() != "message/rfc822":
        for part in message.get_payload():
            yield part
            yield from walk(part)
    elif not message.is_multipart():
        yield message


for path in sys.argv[1:]:
    try:
        with open(path, "rb") as file:
            head = file.read(5)
        if head == b"From ":
            box = mailbox.mbox(path, create=False)
            messages = [of(message) for message in box]
        else:
            with open(path, "rb") as file:
                if path.endswith(".emlx"):
                    data = file.read(int(file.readline()))
                    messages = [of(email.message_from_bytes(data))]
                else:
                    messages = [of(email.message_from_binary_file(file))]
        print(json.dumps({"path": path, "messages": messages}))
    except RecursionError:
        print(json.dumps({"path": path, "messages": None}))
