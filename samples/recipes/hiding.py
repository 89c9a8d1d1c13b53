"""samples/checks/H002 to H004: what hides something, and its twin that does not, taken from the papers that the other recipes make."""
import hashlib
import os
import shutil
import sys

PAIRS = [
    ("checks/H002-fires-two-contents.pdf", "redactions/duplicate-key-contents-failed.pdf", "A page that names its contents twice, with different words."),
    ("checks/H002-clear-one-content.pdf", "redactions/duplicate-key-contents-proper.pdf", "A page that names its contents once."),
    ("checks/H003-fires-address.pdf", "redactions/active-address-failed.pdf", "The document calls an address when it is opened."),
    ("checks/H003-clear-script.pdf", "redactions/active-script-failed.pdf", "A script runs when the document is opened, and calls nobody."),
    ("checks/H004-fires-yellow-dots.png", "hidden/scan-with-printer-dots.png", "A made-up scan with a raster of yellow dots that repeats."),
    ("checks/H004-clear-dirt.png", "hidden/scan-with-dirt.png", "A made-up scan with yellow specks that repeat nowhere."),
]


def row(root, name, source, truth):
    with open(os.path.join(root, name), "rb") as file:
        data = file.read()
    return "\n".join([
        f'file = "{name}"', f'sha256 = "{hashlib.sha256(data).hexdigest()}"', "bytes = %d" % len(data),
        'made_by = "By hand (recipes/redactions.py, recipes/hidden_pictures.py)"', 'recipe = "recipes/hiding.py"', f'truth = "Fictional document. {truth}"',
        "confirmed = [", f'    "cmp {name} {source} => ",', "]", 'licence = "CC0-1.0"', ""])


def make(root):
    pairs = [pair for pair in PAIRS if os.path.exists(os.path.join(root, pair[1]))]
    for name, source, _ in pairs:
        shutil.copyfile(os.path.join(root, source), os.path.join(root, name))
    path = os.path.join(root, "MANIFEST.toml")
    with open(path, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/hiding.py"' not in block]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + [row(root, *pair) for pair in pairs]))
    print("%d samples of hiding" % len(pairs))


if __name__ == "__main__":
    make(sys.argv[1])
