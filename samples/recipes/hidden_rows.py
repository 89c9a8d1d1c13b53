"""Writes samples into samples/hidden and their rows into MANIFEST.toml, each recipe its own."""
import hashlib
import os
import re
import shlex
import subprocess


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def run(command, root):
    done = subprocess.run(command, shell=True, cwd=root, capture_output=True, env=dict(os.environ, TZ="UTC", LC_ALL="C.UTF-8"))
    return re.sub(r"[\0-\x1f\x7f]", "?", re.sub(r"\s+", " ", (done.stdout + done.stderr).decode("utf-8", "replace")).strip())[:300]


def write(root, recipe, made_by, samples, more=()):
    """`samples`: name, bytes, what is true, the command that shows it (with {})."""
    os.makedirs(os.path.join(root, "hidden"), exist_ok=True)
    for name, data, _, _ in samples:
        with open(os.path.join(root, "hidden", name), "wb") as file:
            file.write(data)
    path = os.path.join(root, "MANIFEST.toml")
    if not os.path.exists(path):
        return
    rows = []
    for name, data, truth, command in samples:
        command = command.replace("{}", shlex.quote("hidden/" + name))
        told = run(command, root)
        assert told, (name, command)
        rows.append("\n".join(["file = " + quoted("hidden/" + name), "sha256 = " + quoted(hashlib.sha256(data).hexdigest()), "bytes = %d" % len(data),
                               "made_by = " + quoted(made_by), "recipe = " + quoted("recipes/" + recipe), "truth = " + quoted("Fictional document. " + truth),
                               "confirmed = [", "    " + quoted(command + " => " + told) + ",", "]", *more, 'licence = "CC0-1.0"', ""]))
    with open(path, encoding="utf-8") as file:
        blocks = file.read().rstrip().split("\n[[sample]]\n")
    kept = [block.rstrip() + "\n" for block in blocks[1:] if 'recipe = "recipes/%s"' % recipe not in block]
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n[[sample]]\n".join([blocks[0].rstrip() + "\n"] + kept + rows))
    print("%d documents of %s" % (len(samples), recipe))
