"""Says of each DKIM signature of mails what dkimpy says of it, with the keys of a file.

    python3 dkimpy.py KEYS.csv MAIL...

Needs dkimpy (1.1.8), PyNaCl and authres. dkimpy refuses signatures by the day and by the length of keys: it is asked as if on the day of signing,
and of keys of any length. One line a mail: its name, a tab, and for each signature from the top `verified`, `fails` or why it is refused; a tab, and
the same of the seals of those who passed it on (ARC), where their chain is whole.
"""
import csv
import re
import sys
import time

import dkim

with open(sys.argv[1], encoding="utf-8") as f:
    rows = list(csv.DictReader(line for line in f if not line.startswith("#")))
keys = {"%s._domainkey.%s." % (row["selector"], row["domain"]): row["p"] if "p=" in row["p"] else "v=DKIM1; p=" + row["p"] for row in rows}


def record(name, timeout=5):
    return keys.get(name.decode() if isinstance(name, bytes) else name, "").encode()


for path in sys.argv[2:]:
    with open(path, "rb") as f:
        data = f.read()
    said = []
    signatures = [value for name, value in dkim.rfc822_parse(data)[0] if name.lower() == b"dkim-signature"]
    for number, signature in enumerate(signatures):
        stated = re.search(rb"[;\s]t=(\d+)", signature)
        time.time = lambda: int(stated.group(1)) if stated else 1300000000
        try:
            said.append("verified" if dkim.DKIM(data, minkey=0).verify(number, dnsfunc=record) else "fails")
        # PyNaCl refuses values of another length by an error of its own.
        except (dkim.DKIMException, ValueError) as why:
            said.append("refused: %s" % why)
    # dkimpy takes seals by RSA of any length, and no others.
    has_chain = any(name.lower() == b"arc-seal" for name, _ in dkim.rfc822_parse(data)[0])
    sets = dkim.ARC(data, minkey=0).verify(dnsfunc=record)[1] if has_chain else []
    word = {True: "verified", False: "fails"}
    chain = ["%s %d %s" % (what, one["instance"], word[one[key]]) for one in sets for what, key in (("message", "ams-valid"), ("seal", "as-valid"))]
    print(path.rsplit("/", 1)[-1], "|".join(said), "|".join(chain), sep="\t")
