"""Makes samples/redactions: small papers in pairs, of which one hides what was to be removed from it, and its proper twin looks the same and
has nothing left; papers that look as if they hid something, and do not; and KEY.toml (what each hides). The same bytes each time.

    python3 redactions.py FOLDER_OF_SAMPLES

Needs Python and DejaVu Sans 2.37; for the rows of MANIFEST.toml and to compare how the twins look also qpdf, poppler's tools and grep. All
papers are set by script and made up. The key is written from how each file is made here, before any program reads the files."""
import hashlib
import os
import re
import shlex
import subprocess
import sys
import tempfile

ROWS, DATA, SHOWN = [], {}, {}
PAIRS = []
# Of pixels that are darker or lighter by more than 64 of 255 at 100 dots per inch: how many in a million may differ between twins.
LOOKS = {"same": 20, "near": 400}


def hides(reason, page=None, words=None, part=None, pixels=None, alias=()):
    """`words` are all that is told, `part` is some of it, `pixels` says what the picture shows. `alias` are other names that fit as well."""
    row = dict(reason=reason, page=page, words=words, part=part, pixels=pixels, alias=list(alias))
    return {name: value for name, value in row.items() if value}


def record(name, truth, data, hidden, show, look="", twin=""):
    assert name not in DATA, name
    row = dict(file=name)
    row["is"] = truth
    row.update({"twin": twin, "look": look} if twin else {})
    row["hides"] = hidden
    ROWS.append(row)
    DATA[name], SHOWN[name] = data, show


def pair(name, truth, *hidden, look="same", twin="", show=None, none=None, removed=True):
    """Registers two files: what `make` makes with True fails to hide, with False it is proper. `show` and `none` are commands that count what
    is left in the one and what is left in the other; without them, the words are looked for."""
    def made(make):
        failed, proper = name + "-failed.pdf", name + "-proper.pdf"
        words = next((one.get("words") or one.get("part") for one in hidden if one.get("words") or one.get("part")), None)
        command = show or (COPIED if hidden[0]["reason"] in OF_PAGE else BYTES) % shlex.quote(words)
        record(failed, truth, make(True), list(hidden), command, look, proper)
        record(proper, "The proper twin of %s: %s" % (failed, twin or "it looks the same, and the words are removed."), make(False), [],
               (none or command) if removed else None, look, failed)
        PAIRS.append((failed, proper, look))
    return made


# Who copies the page gets the words that are hidden in these ways; those that are hidden otherwise are looked for among the bytes.
OF_PAGE = {"covered", "covered-by-picture", "covered-by-pattern", "covered-by-annotation", "blackened", "redact-not-applied", "same-colour", "invisible",
           "font-lies", "layer-screen-only"}
COPIED, BYTES = "pdftotext {} - | grep -c %s", "grep -ac %s {}"


def innocent(name, truth):
    """Registers a file that hides nothing."""
    def made(make):
        record("innocent-%s.pdf" % name, truth, make(), [], None)
    return made


KEY = '''# What these papers hide, and so what may be said of them. Made by recipes/redactions.py, from how it makes each file; no program was asked.
#
# They are made up. They come in pairs: the failed one hides what was to be removed, the proper one looks the same and has nothing left of
# it. The innocent ones look as if they hid something: nothing may be told of them, as of the proper ones.
#
# file, is: the paper, and how it was made. twin: the other one of the pair. look: how the twins compare as they are drawn on a screen:
#   same    alike in every pixel that one would notice
#   near    alike but for a few pixels at edges
#   other   not alike, as "is" says
# document.hides: what must be told, and no more than that:
#   reason    how it is hidden; alias: other reasons that are as right
#   page      on which page; without it, it is of no page, and any page or none may be told
#   words     all the words that are hidden, and no others; of unused-glyphs: the characters, in any order
#   part      words that are in what is told, beside others
#   pixels    what a picture shows; such rows and those without words and part ask for no words
# A program that is to be tested must not read this file.
'''


def quoted(value):
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(quoted, value)) + "]"
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def key():
    out = KEY
    for row in ROWS:
        out += "\n[[document]]\n" + "".join(f"{name} = {quoted(value)}\n" for name, value in row.items() if name != "hides")
        for one in row["hides"]:
            out += "[[document.hides]]\n" + "".join(f"{name} = {quoted(value)}\n" for name, value in one.items())
    return out


def run(command, root):
    done = subprocess.run(command, shell=True, cwd=root, capture_output=True, env=dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8"))
    return done.returncode, re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip()[:500]


def confirmed(name, root):
    """What another program finds: the words where they are left, none where they are removed."""
    path = "redactions/" + name
    command = SHOWN[name]
    if command is None:
        command = "pdfinfo {} | grep -c ^Pages"
    command = command.replace("{}", shlex.quote(path))
    _, told = run(command, root)
    is_left = not name.endswith("-proper.pdf") or SHOWN[name] is None
    assert told.isdigit() and (int(told) > 0) == is_left, (command, told)
    return command + " => " + told


def rows(root):
    out = []
    for name in sorted(DATA):
        truth = next(row["is"] for row in ROWS if row["file"] == name)
        status, told = run("qpdf --check redactions/" + name, root)
        assert status == 0 or ("duplicate" in name and status == 3), (name, told)
        out.append("\n".join(["file = " + quoted("redactions/" + name), "sha256 = " + quoted(hashlib.sha256(DATA[name]).hexdigest()),
                              "bytes = %d" % len(DATA[name]), 'made_by = "By hand (recipes/redactions.py, recipes/papers.py, recipes/truetype.py, recipes/pdfhand.py)"',
                              'recipe = "recipes/redactions.py"', "truth = " + quoted("Fictional document. " + truth), "confirmed = [",
                              "    " + quoted(confirmed(name, root)) + ",", "]"]
                             + (['embedded_fonts = "DejaVu Sans 2.37, licence of Bitstream Vera"'] if b"+DejaVuSans" in DATA[name] else [])
                             + ['licence = "CC0-1.0"', ""]))
    return out


def drawn(folder, name):
    """The pages as poppler draws them, grey."""
    with tempfile.TemporaryDirectory() as pages:
        subprocess.run(["pdftoppm", "-cropbox", "-r", "100", "-gray", os.path.join(folder, name), os.path.join(pages, "p")], check=True, stderr=subprocess.DEVNULL)
        found = []
        for page in sorted(os.listdir(pages)):
            with open(os.path.join(pages, page), "rb") as file:
                found.append(file.read())
    return found


def differing(one, other):
    """How many pixels in a million differ by more than 64."""
    if len(one) != len(other) or any(len(a) != len(b) for a, b in zip(one, other)):
        return 1_000_000
    count = sum(1 for a, b in zip(one, other) if a != b for x, y in zip(a, b) if abs(x - y) > 64)
    return round(count * 1_000_000 / sum(map(len, one)))


def compared(folder):
    faults = []
    for failed, proper, look in PAIRS:
        found = differing(drawn(folder, failed), drawn(folder, proper))
        is_right = found > LOOKS["near"] if look == "other" else found <= LOOKS[look]
        if not is_right:
            faults.append((failed, look, found))
    assert not faults, faults


def make(root):
    import redactions_covered  # noqa: F401  (they register their pairs here)
    import redactions_left  # noqa: F401
    import redactions_innocent  # noqa: F401
    folder = os.path.join(root, "redactions")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "KEY.toml"), "w", encoding="utf-8", newline="\n") as file:
        file.write(key())
    for name, data in DATA.items():
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    strangers = set(os.listdir(folder)) - set(DATA) - {"KEY.toml"}
    assert not strangers, strangers
    path = os.path.join(root, "MANIFEST.toml")
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            blocks = file.read().rstrip().split("\n[[sample]]\n")
        kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/redactions.py"' not in block]
        text = "\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows(root))
        compared(folder)
        with open(path, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
    print("%d papers, %d pairs" % (len(DATA), len(PAIRS)))


if __name__ == "__main__":
    # The modules that register their pairs here import this one by its name.
    sys.modules["redactions"] = sys.modules["__main__"]
    make(sys.argv[1])
