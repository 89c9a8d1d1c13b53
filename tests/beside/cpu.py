"""Processor time of valla beside the tools that each answer a part of its question, on the same files in one run.

    python3 cpu.py VALLA FOLDER [ROUNDS] [Office|PDF]

Takes the Office files and the PDF files of the folder apart, or one kind only. exiftool gets all files at once, the others a process a file, as
they are made for it. A tool that is not installed is named and left out. Prints the median of the rounds (3) in seconds, and
valla's share of the sum."""
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys

VALLA, FOLDER = sys.argv[1], sys.argv[2]
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 3
KINDS = sys.argv[4:] or ["Office", "PDF"]
OFFICE = re.compile(r"\.(doc|dot|xls|xlt|ppt|pps|docx|docm|dotx|dotm|xlsx|xlsm|xltx|xlsb|pptx|pptm|potx|ppsx|rtf|pub|vsd)$", re.I)
PDF = re.compile(r"\.pdf$", re.I)
# None stands for the file.
EACH = {"pdfresurrect": ["pdfresurrect", "-q", None], "pdfsig": ["pdfsig", "-nocert", None], "pdffonts": ["pdffonts", None],
        "pdftotext": ["pdftotext", None, "-"], "xray": ["xray", None]}


def spent(commands):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in commands:
        try:
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=120)
        except subprocess.TimeoutExpired:
            pass
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def measure(name, files, each):
    ours = {"valla": [[VALLA, "examine", "--format", "json", *files]],
            "valla, no containment": [[VALLA, "examine", "--format", "json", "--no-containment", *files]],
            "valla --quick": [[VALLA, "examine", "--format", "json", "--quick", *files]]}
    theirs = {"exiftool": [["exiftool", "-json", *files]]}
    for tool in each:
        if shutil.which(EACH[tool][0]):
            theirs[tool] = [[part or path for part in EACH[tool]] for path in files]
        else:
            print(f"  {tool} is not installed")
    rounds = [{what: spent(commands) for what, commands in (ours | theirs).items()} for _ in range(ROUNDS)]
    median = {what: statistics.median(one[what] for one in rounds) for what in ours | theirs}
    total = sum(median[what] for what in theirs)
    print(f"{name}: {len(files)} files")
    for what, seconds in median.items():
        share = f"  1/{total / seconds:.1f} of the other tools together" if what in ours else ""
        print(f"  {what:<24}{seconds:8.2f} s{share}")


paths = sorted(os.path.join(folder, file) for folder, _, files in os.walk(FOLDER) for file in files)
if "Office" in KINDS:
    measure("Office", [path for path in paths if OFFICE.search(path)], [])
if "PDF" in KINDS:
    measure("PDF", [path for path in paths if PDF.search(path)], list(EACH))
