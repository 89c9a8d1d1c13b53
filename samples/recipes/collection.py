"""Makes samples/collection: small sets of documents that say something of each other, each beside an honest twin; with KEY.toml (what is true of
each set, and what may be said) and claims.toml (what is claimed of the sets). The same bytes each time.

    python3 collection.py FOLDER_OF_SAMPLES

Needs Python and DejaVu Sans; for the rows of MANIFEST.toml, where one is in the folder, also unzip and grep. All documents are set by script: none
was saved by the program that it names, and all people, offices and places are made up. The key is written from how each set is made here, before
any program reads it; collection_proof.py then looks whether the sets share what they are to share, and nothing else."""
import hashlib
import os
import re
import shlex
import subprocess
import sys

SETS, DATA, TRUTHS, CLAIMED, DOCUMENTS = [], {}, {}, [], []

KEY = '''# What is true of these sets of documents, and so what may be said of each. Made by recipes/collection.py, from how it makes each file; no program
# was asked. The documents, the offices and their people are made up.
#
# Each folder is a collection of its own. A program may be given all of them at once: no two sets have a mark in common beside the words of the
# trade, the plain parts of Office that every file has, and names of people.
#
# folder, is: the set, and how it was made. honest: whether nothing was tampered with. twin: the set that is to be told from it.
# set.tells: what must be told: the check, the files it is about (all of them, no others), and what is found.
# also: checks that may speak of the set at any strength, and rightly; weak: checks that may speak of it, as informational or weak and no more.
# All other checks of the collection must say nothing of medium strength or more.
# set.claim: what is claimed (see claims.toml), and the verdict on the layer collection; verdict_also: another that is right too.
# A program that is to be tested must not read this file.
'''
CLAIMS = '''# What is claimed of these sets. They are fictional, made as samples for valla; so are the claims.
#
# members: patterns of paths, in the order that is claimed where one is. says: independent, one author, one machine, one series, drafts in this
# order, copies of one original. from: who handed them over; sets that are said to be independent and come from two sources are claimed to be
# independent of one another.
'''
AGREES, TENSION, CONTRADICTS, NO_EVIDENCE = "agrees", "tension", "contradicts", "no-evidence"


def group(folder, truth, honest, twin, tells=(), also=(), weak=(), claims=()):
    """Registers a set. `tells` are (check, files, what); `claims` are (says, members, source, verdict, another verdict)."""
    SETS.append({"folder": folder, "is": truth, "honest": honest, "twin": twin, "also": list(also), "weak": list(weak),
                 "tells": [dict(check=check, files=list(files), what=what) for check, files, what in tells], "claim": []})
    for says, members, source, verdict, other in claims:
        row = dict(says=says, verdict=verdict)
        row.update({"verdict_also": other} if other else {})
        if row not in SETS[-1]["claim"]:
            SETS[-1]["claim"].append(row)
        CLAIMED.append(dict(members=[f"{folder}/{one}" for one in members], says=says, **({"from": source} if source else {})))


def claim(says, verdict, other="", members=("*",), source=""):
    return (says, members, source, verdict, other)


def put(folder, name, data, truth):
    path = f"collection/{folder}/{name}"
    assert path not in DATA, path
    DATA[path], TRUTHS[path] = data, truth


def quoted(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def table(name, row):
    return f"\n[[{name}]]\n" + "".join(f"{key} = {quoted(value)}\n" for key, value in row.items())


def key():
    out = KEY
    for row in SETS:
        out += table("set", {name: value for name, value in row.items() if name not in ("tells", "claim") and value != []})
        out += "".join(table("set.tells", one) for one in row["tells"]) + "".join(table("set.claim", one) for one in row["claim"])
    return out


def claims():
    return CLAIMS + "".join(table("set", row) for row in CLAIMED) + "".join(table(kind, row) for kind, row in DOCUMENTS)


SHOW = {"docx": "unzip -p {} docProps/core.xml | grep -oE '(created|modified) [^<]*>[^<]*'", "xlsx": "unzip -p {} docProps/core.xml | grep -oE '(created|modified) [^<]*>[^<]*'",
        "pdf": "grep -aoE '/(CreationDate|ModDate) [(][^)]*[)]' {}", "eml": "grep -aE '^(Date|Subject):' {}", "txt": "wc -w {}", "png": "head -c 4 {} | tail -c 3",
        "doc": "head -c 8 {} | od -An -tx1"}


def rows(root):
    out = []
    for name in sorted(DATA):
        command = SHOW[name.rsplit(".", 1)[1]].replace("{}", shlex.quote(name))
        done = subprocess.run(command, shell=True, cwd=root, capture_output=True, env=dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8"))
        told = re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip()[:500]
        assert done.returncode == 0 and told, (command, told)
        out.append("\n".join(["file = " + quoted(name), "sha256 = " + quoted(hashlib.sha256(DATA[name]).hexdigest()), "bytes = %d" % len(DATA[name]),
                              'made_by = "By hand (recipes/collection.py and its parts, recipes/content.py, recipes/pdfhand.py, recipes/compound.py, recipes/truetype.py)"',
                              'recipe = "recipes/collection.py"', "truth = " + quoted("Fictional document. " + TRUTHS[name]), "confirmed = [",
                              "    " + quoted(command + " => " + told) + ",", "]", 'licence = "CC0-1.0"', ""]))
    return out


def make(root):
    # They register their sets here.
    for part in PARTS:
        __import__(part)
    import collection_proof
    folder = os.path.join(root, "collection")
    for name, data in DATA.items():
        os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
        with open(os.path.join(root, name), "wb") as file:
            file.write(data)
    for name, text in (("KEY.toml", key()), ("claims.toml", claims())):
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    there = {os.path.relpath(os.path.join(at, name), root) for at, _, names in os.walk(folder) for name in names}
    strangers = there - set(DATA) - {"collection/KEY.toml", "collection/claims.toml"}
    assert not strangers, strangers
    collection_proof.prove(SETS, DATA)
    path = os.path.join(root, "MANIFEST.toml")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            blocks = file.read().rstrip().split("\n[[sample]]\n")
        kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/collection.py"' not in block]
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows(root)))
    print("%d sets, %d documents, %d bytes" % (len(SETS), len(DATA), sum(map(len, DATA.values()))))


PARTS = ["collection_clocks", "collection_kin", "collection_copies", "collection_series", "collection_mails"]

if __name__ == "__main__":
    # The modules that register their sets here import this one by its name.
    sys.modules["collection"] = sys.modules["__main__"]
    make(sys.argv[1])
