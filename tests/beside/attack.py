"""Attacks valla as the maker of a hostile file would, and whoever can move files while valla reads them. Linux, Python 3.11, nothing else.

    python3 attack.py VALLA SAMPLES [--kinds bombs,mutants,...] [--mutants 2000] [--seconds S] [--keep FOLDER]

SAMPLES is a folder of honest documents. The kinds:

    bombs       small files that ask for too much, each alone, with and without containment
    mutants     samples that were damaged at random, by the hundred
    poison      honest files among files that carry the same encoded bytes as something else: a row must not depend on its neighbours
    kills       a run with a case file is killed, or its workers are, and resumed: the report must be that of an undisturbed run
    flips       one bit of a case file is turned: valla must refuse it, or report what it reported before
    injections  names and values that are commands to a terminal, a browser, a table or a parser
    outputs     outputs that would destroy evidence, inputs or devices
    races       folders and files are exchanged for links while valla walks and reads
    stops       signals, a reader that goes away, what a killed run leaves behind
    crowd       a thousand small bombs among a thousand honest files

Everything is random under fixed seeds. Prints each fault as it is found and a table at the end: tries, faults, notes (what a reader should know
of, and what the limits are there for), and the longest time and the most memory, of valla and of a worker, that one run took. Exit status 1 when
any fault was found. With --keep the files that showed a fault are kept."""
import argparse
import contextlib
import csv
import ctypes
import hashlib
import html.parser
import io
import json
import os
import random
import re
import resource
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time

import bombs as makers

LIMIT = 60  # seconds of processor time a file may take unless --time-limit says otherwise; twice that on the clock, and two tries
PARENT = 300  # MiB that the main process may need for one file
SLACK = 10  # seconds that a noisy machine may add
GRIEF = ("worker-died", "worker-failed", "reader-failed")
LIMITS = ("time-limit", "cpu-limit", "memory-limit")
KINDS = {}


def kind(function):
    """Marks a kind of attack."""
    KINDS[function.__name__] = function
    return function


class Attack:
    """What the kinds share: the program, honest files, a folder to work in, and the count of what was found."""

    def __init__(self, options, folder):
        self.valla, self.options, self.folder = os.path.abspath(options.valla), options, folder
        self.tried = {name: 0 for name in KINDS}
        self.faults = {name: [] for name in KINDS}
        self.notes = {name: [] for name in KINDS}
        self.worst = {name: {"seconds": (0, ""), "parent": (0, ""), "worker": (0, "")} for name in KINDS}
        self.now, self.until = "", 0.0
        self.honest = sorted(os.path.join(where, name) for where, _, names in os.walk(options.samples) for name in names
                             if not name.endswith((".toml", ".py", ".sh")) and os.path.getsize(os.path.join(where, name)) < 2 << 20)

    def begin(self, name):
        self.now, self.until = name, time.monotonic() + (self.options.seconds or 1e9)

    def is_over(self):
        return time.monotonic() > self.until

    def place(self, *parts):
        """A path in the folder of this kind; its folder is made."""
        path = os.path.join(self.folder, self.now, *parts)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def fault(self, text, file=None):
        self.faults[self.now].append(text)
        print(f"  FAULT {self.now}: {text}", flush=True)
        if file and self.options.keep and os.path.isfile(file):
            os.makedirs(self.options.keep, exist_ok=True)
            shutil.copyfile(file, os.path.join(self.options.keep, f"{self.now}-{os.path.basename(file)}"[-200:]))

    def note(self, text):
        self.notes[self.now].append(text)
        print(f"  note {self.now}: {text}", flush=True)

    def most(self, what, value, name):
        self.worst[self.now][what] = max(self.worst[self.now][what], (value, name))

    def run(self, *arguments, name="", given=None, out=None, patience=None, memory=None, cwd=None):
        """Runs valla to its end and watches it."""
        self.tried[self.now] += 1
        done = Run([self.valla, *map(str, arguments)], given, out, patience or 4 * self.options.time_limit + 60, memory, cwd)
        name = name or " ".join(os.path.basename(str(argument)) for argument in arguments)[:60]
        self.most("seconds", done.seconds, name)
        self.most("worker", done.worker, name)
        # Without containment the main process is the reader.
        self.most("worker" if "--no-containment" in arguments else "parent", done.parent, name)
        return done

    def table(self):
        lines = [("kind", "tries", "faults", "notes", "longest s", "valla MiB", "worker MiB", "the longest, the largest")]
        for name in self.tried:
            if self.tried[name]:
                worst = self.worst[name]
                largest = max(worst["parent"], worst["worker"])[1]
                lines.append((name, *map(str, (self.tried[name], len(self.faults[name]), len(self.notes[name]))), f"{worst['seconds'][0]:.1f}",
                              str(worst["parent"][0]), str(worst["worker"][0]), f"{worst['seconds'][1]}, {largest}"))
        widths = [max(len(line[at]) for line in lines) for at in range(7)]
        for line in lines:
            cells = [cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(zip(line, widths))]
            print("  ".join([*cells, line[7]]))


def memory_of(pid):
    """The most memory a process had, in MiB."""
    with contextlib.suppress(OSError, ValueError), open(f"/proc/{pid}/status") as status:
        for line in status:
            if line.startswith("VmHWM"):
                return int(line.split()[1]) >> 10
    return 0


def children_of(pid):
    """The processes that a process started, as number and time of start, by which each is known again."""
    found = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError), open(f"/proc/{pid}/task/{task}/children") as children:
                found += [(child, started(child)) for child in children.read().split()]
    return found


def started(pid):
    """When a process started, none if it is gone or only waits to be buried."""
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as status:
        fields = status.read().rpartition(")")[2].split()
        return None if fields[0] in "ZX" else fields[19]
    return None


class Run:
    """A process, watched from its start: exit status, seconds, processor seconds, memory, and its output, in a file where one is named."""

    def __init__(self, command, given=None, out=None, patience=300, memory=None, cwd=None):
        self.begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        limit = (lambda: resource.setrlimit(resource.RLIMIT_AS, (memory, memory))) if memory else None
        self.parent = self.worker = 0
        self.workers, self.is_late = set(), False
        with open(out, "wb") if out else tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
            self.process = subprocess.Popen(command, stdin=subprocess.PIPE if given else subprocess.DEVNULL, stdout=output, stderr=errors,
                                            env=environment(), preexec_fn=limit, cwd=cwd)
            if given:
                threading.Thread(target=self.give, args=(given,), daemon=True).start()
            try:
                while not os.waitid(os.P_PID, self.process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                    self.look()
                    if time.monotonic() - self.begun > patience:
                        self.is_late = True
                        self.process.kill()
                    time.sleep(0.005)
            except KeyboardInterrupt:
                self.process.kill()
                raise
            self.exit = self.process.wait()
            self.seconds = time.monotonic() - self.begun
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            errors.seek(0)
            self.errors = errors.read().decode("utf-8", "replace")
            self.out = out
            if not out:
                output.seek(0)
                self.output = output.read()

    def give(self, given):
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(given)
            self.process.stdin.close()

    def look(self):
        self.parent = max(self.parent, memory_of(self.process.pid))
        for worker in children_of(self.process.pid):
            self.workers.add(worker)
            self.worker = max(self.worker, memory_of(worker[0]))

    def rows(self):
        """The rows, of files and of what stands in them; none where the output is none."""
        with open(self.out, "rb") if self.out else io.BytesIO(self.output) as lines:
            return [json.loads(line) for line in lines if line.endswith(b"\n")]

    def said(self):
        return (self.errors.strip().splitlines() or ["no words"])[-1][:200]


def environment():
    """The environment of every run: the same day, so that rows can be compared."""
    return {**os.environ, "SOURCE_DATE_EPOCH": "1767225600", "NO_COLOR": "1"}


def plain(row):
    """A row without what depends on the other rows of a run: its number, and who else has its bytes."""
    kept = json.dumps({key: value for key, value in row.items() if key not in ("id", "parent", "same_bytes_as")}, sort_keys=True)
    return re.sub(r'"x\d+(?=["./])', '"x', kept)


def by_file(rows):
    """The rows of each file: its own, and those of what stands in it."""
    files = {}
    for row in rows:
        files.setdefault(row["file"], []).append(plain(row))
    return files


def codes(row):
    """The codes of a row's warnings."""
    return {warning["code"] for warning in row.get("warnings") or []}


def digest(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(path, data):
    with open(path, "wb") as file:
        file.write(data)
    return path


# ---- files that harm their reader -------------------------------------------------------------------------------------------

def answer(path):
    """Status and warnings of the first row of an answer that can be too long to be held."""
    with open(path, "rb") as file:
        first = file.readline(32 << 20)
        if first.endswith(b"\n"):
            row = json.loads(first)
            return row["status"], codes(row)
        status = re.search(rb'"status":"([a-z]+)"', first)
        return (status.group(1).decode() if status else ""), set()


@kind
def bombs(attack):
    """Each bomb alone. It may end as partial, or as an error of a limit; it may not cost the main process or a worker more than is stated."""
    for name, data in makers.all_bombs():
        if attack.is_over():
            break
        path, out = write(attack.place("files", name), data), attack.place("contained.jsonl")
        limits = ("--time-limit", attack.options.time_limit)
        done = attack.run("examine", path, "--format", "jsonl", "--jobs", 1, *limits, name=name, out=out)
        status, warned = answer(out) if os.path.getsize(out) else ("", set())
        tries = 2 if status == "error" else 1
        if not status:
            attack.fault(f"{name}: no row, exit status {done.exit}, {done.said()}", path)
        for code in sorted(warned.intersection(GRIEF)):
            attack.fault(f"{name}: {code}", path)
        if status == "error" and warned.intersection(LIMITS):
            attack.note(f"{name}: {', '.join(sorted(warned.intersection(LIMITS)))} after {done.seconds:.0f} s, worker {done.worker} MiB")
        if done.parent > PARENT:
            attack.fault(f"{name}: the main process needed {done.parent} MiB, for an answer of {os.path.getsize(out):,} bytes", path)
        if done.cpu > tries * attack.options.time_limit + SLACK or done.seconds > 2 * tries * attack.options.time_limit + SLACK:
            attack.fault(f"{name}: {done.seconds:.0f} s, of the processor {done.cpu:.0f} s", path)
        if status in ("ok", "partial") and done.seconds < 20:
            bare = attack.place("bare.jsonl")
            beside = attack.run("examine", path, "--format", "jsonl", "--jobs", 1, "--no-containment", name=f"{name} (not contained)", out=bare,
                patience=120, memory=8 << 30)
            if beside.exit != done.exit or digest(bare) != digest(out):
                attack.fault(f"{name}: another row without containment, exit status {beside.exit} and {done.exit}, {beside.said()}", path)
        os.remove(path)


def examined(attack, paths, *arguments, name="", patience=None):
    """Runs valla over a list of files, and says which have no row, or a row that no file may cause."""
    done = attack.run("examine", "--files-from", "-", "--format", "jsonl", *arguments, name=name, given=b"\0".join(map(os.fsencode, paths)) + b"\0",
                      out=attack.place("rows.jsonl"), patience=patience or len(paths) * 20 + 4 * attack.options.time_limit)
    rows = done.rows()
    if done.is_late:
        attack.fault(f"{name}: not done after {done.seconds:.0f} s, {len(rows)} rows of {len(paths)} files")
        return rows
    if done.parent > PARENT:
        attack.note(f"{name}: the main process needed {done.parent} MiB")
    if done.exit not in (0, 1, 3):
        attack.fault(f"{name}: exit status {done.exit}, {done.said()}")
    own = {row["file"] for row in rows if not row.get("inside")}
    for path in paths:
        if path not in own:
            attack.fault(f"{name}: no row for {os.path.basename(path)}", path)
    for row in rows:
        for code in sorted(codes(row).intersection(GRIEF)):
            attack.fault(f"{name}: {code} at {os.path.basename(row['path'])}", row["file"])
        if row["status"] == "error" and codes(row).intersection(LIMITS):
            attack.note(f"{name}: {', '.join(codes(row).intersection(LIMITS))} at {os.path.basename(row['path'])}")
    return rows


@kind
def mutants(attack):
    """Damaged samples, hundreds in a run."""
    dice, texts, batch = random.Random(1), {}, 400
    for first in range(0, attack.options.mutants, batch):
        if attack.is_over():
            break
        paths = []
        for number in range(first, min(first + batch, attack.options.mutants)):
            path, other = dice.choice(attack.honest), dice.choice(attack.honest)
            for needed in (path, other):
                if needed not in texts:
                    with open(needed, "rb") as file:
                        texts[needed] = file.read()
            data, deeds = makers.mutant(dice, texts[path], texts[other])
            paths.append(write(attack.place("files", f"{number:07}-{deeds[:60]}{os.path.splitext(path)[1]}"), data))
        examined(attack, paths, name=f"mutants {first} to {first + len(paths) - 1}")
        attack.tried["mutants"] += len(paths) - 1
        shutil.rmtree(attack.place("files"))


# ---- rows that must not depend on others ------------------------------------------------------------------------------------

@kind
def poison(attack):
    """Honest files among poisoners, shuffled: the rows of each must be those it has alone."""
    dice = random.Random(2)
    victims, poisoners = (makers.write(attack.place("files", ""), files) for files in makers.poisoned())
    honest = victims + dice.sample(attack.honest, min(120, len(attack.honest)))
    alone = {}
    for path in honest:
        alone |= by_file(attack.run("examine", path, "--format", "jsonl", "--jobs", 1, name=os.path.basename(path)).rows())
    for path in victims:
        if not re.search(r'"property": "pdf\.(font|image|icc|profile|colour)', "".join(alone[path])):
            attack.note(f"{os.path.basename(path)}: valla reads nothing from the part, so it can be no victim")
    for turn in range(12):
        if attack.is_over():
            break
        files = honest + poisoners
        dice.shuffle(files)
        if turn < 2:
            files = poisoners + honest
        jobs = 1 + turn % 2
        rows = by_file(examined(attack, files, "--jobs", jobs, name=f"turn {turn}, jobs {jobs}"))
        for path in honest:
            if rows.get(path) != alone[path]:
                differs = ", ".join(sorted(key for one, other in zip(map(json.loads, rows.get(path, [])), map(json.loads, alone[path]))
                                           for key in one.keys() | other.keys() if one.get(key) != other.get(key)))
                attack.fault(f"turn {turn}, jobs {jobs}: {os.path.basename(path)} has other rows than alone ({differs or 'another number'})", path)


@kind
def crowd(attack):
    """A thousand small bombs among a thousand honest files, in one run."""
    dice, honest = random.Random(3), []
    small = [path for path in attack.honest if os.path.getsize(path) < 60_000]
    for number in range(1_000):
        with open(dice.choice(small), "rb") as file:
            data = file.read()
        honest.append(write(attack.place("honest", f"{number:04}{os.path.splitext(file.name)[1]}"), data))
    made = makers.write(attack.place("bombs", ""), makers.small_bombs(1_000))
    rows = by_file(examined(attack, honest, name="honest files alone"))
    begun, files = time.monotonic(), honest + made
    dice.shuffle(files)
    crowded = by_file(examined(attack, files, name="all of them", patience=attack.options.seconds))
    print(f"  crowd: {len(files)} files in {time.monotonic() - begun:.0f} s, of which rows came for {len(crowded)}")
    for path in honest:
        if path in crowded and crowded[path] != rows.get(path):
            attack.fault(f"{os.path.basename(path)} has another row among bombs than without them", path)


# ---- case files -------------------------------------------------------------------------------------------------------------

def evidence_folder(attack, count, seed=4):
    """A folder of so many samples, each a little other than the next."""
    dice = random.Random(seed)
    folder = attack.place("evidence", "")
    for number in range(count):
        with open(dice.choice(attack.honest), "rb") as file:
            data = file.read()
        write(os.path.join(folder, f"{number:04}{os.path.splitext(file.name)[1]}"), data + (b"%% %d\n" % number if number % 3 else b""))
    return folder


def reported(attack, case):
    done = attack.run("report", case, "--format", "jsonl")
    return done.exit, done.output


@kind
def kills(attack):
    """A run with a case file is killed at a random moment, and resumed."""
    dice, folder = random.Random(5), evidence_folder(attack, 500)
    whole = attack.run("examine", folder, "--case", attack.place("whole.valla"), "--format", "jsonl", out=attack.place("whole.jsonl"))
    right = reported(attack, attack.place("whole.valla"))
    for number in range(20):
        if attack.is_over():
            break
        case = attack.place(f"killed-{number}.valla")
        command = [attack.valla, "examine", folder, "--case", case, "--format", "jsonl"]
        for _ in range(dice.choice((1, 1, 2, 3))):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment())
            time.sleep(dice.random() * whole.seconds)
            workers = children_of(process.pid)
            process.send_signal(signal.SIGKILL)
            process.wait()
            gone(attack, workers, f"kill {number}")
        resumed = attack.run(*command[1:], name=f"resumed after kill {number}", out=attack.place("resumed.jsonl"))
        if resumed.exit != whole.exit:
            attack.fault(f"kill {number}: the resumed run ends with {resumed.exit}, not {whole.exit}: {resumed.said()}", case)
        if reported(attack, case) != right:
            attack.fault(f"kill {number}: another report than that of an undisturbed run", case)
        # A worker that is killed costs its file a second try and no more, as long as that is left alone.
        with open(attack.place("workers.jsonl"), "wb") as out:
            process = subprocess.Popen([*command[:3], "--format", "jsonl"], stdout=out, stderr=subprocess.DEVNULL, env=environment())
        for _ in range(3):
            time.sleep(0.3 + dice.random() * whole.seconds / 4)
            for pid, start in children_of(process.pid)[:1]:
                if start and started(pid) == start:
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(int(pid), signal.SIGKILL)
        if process.wait() not in (0, 1, 3):
            attack.fault(f"kill {number}: a run whose workers were killed ends with {process.returncode}")
        elif digest(attack.place("workers.jsonl")) != digest(attack.place("whole.jsonl")):
            with open(attack.place("workers.jsonl")) as one, open(attack.place("whole.jsonl")) as other:
                differing = [json.loads(row)["path"] for row, whole_row in zip(one, other) if row != whole_row]
            attack.fault(f"kill {number}: a run whose workers were killed has other rows: {', '.join(map(os.path.basename, differing[:3]))}")
        for name in os.listdir(attack.place("")):
            if name.startswith(f"killed-{number}."):
                os.remove(attack.place(name))


def gone(attack, workers, when, within=5):
    """Whether the workers end within so many seconds."""
    until = time.monotonic() + within
    while left := [pid for pid, start in workers if start and started(pid) == start]:
        if time.monotonic() > until:
            attack.fault(f"{when}: {len(left)} worker processes are left behind")
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(pid), signal.SIGKILL)
            break
        time.sleep(0.02)


@kind
def flips(attack):
    """One bit of a case file is turned, in any page, in records, in digits, in the head."""
    dice, case = random.Random(6), attack.place("whole.valla")
    # Only documents that are read to their end, so that an undisturbed report ends with 0, and one that tells of damage with something else.
    folder = evidence_folder(attack, 90)
    for row in attack.run("examine", folder, "--format", "jsonl").rows():
        if row["status"] != "ok" and os.path.exists(row["file"]):
            os.remove(row["file"])
    # Under a name that is the same in every run, so that the same bits are turned.
    attack.run("examine", "evidence", "--case", case, "--format", "jsonl", out=attack.place("whole.jsonl"), cwd=attack.place(""))
    right = reported(attack, case)
    with open(case, "rb") as file:
        data = file.read()
    records = [found.start() for found in re.finditer(rb'"(value|text|status|sha256|path|message)":"', data)]
    digits = [found.start() for found in re.finditer(rb"\d", data)]
    for number in range(60):
        if attack.is_over():
            break
        at = (dice.randrange(len(data)), dice.choice(records) + dice.randrange(8, 40), dice.choice(digits), 100 + dice.randrange(4_000))[number % 4]
        bit = 1 << dice.randrange(8)
        flipped = write(attack.place("flipped.valla"), data[:at] + bytes([data[at] ^ bit]) + data[at + 1:])
        done = attack.run("report", flipped, "--format", "jsonl", name=f"flip at {at}")
        if done.exit == right[0] and done.output != right[1]:
            attack.fault(f"bit {bit} of byte {at:,} ({data[max(0, at - 12):at + 12]!r}): another report, exit status {done.exit}", flipped)
        elif done.exit not in (0, 1, 2, 3, 4):
            attack.fault(f"bit {bit} of byte {at:,}: exit status {done.exit}, {done.said()}", flipped)
        for name in os.listdir(attack.place("")):
            if name.startswith("flipped.valla"):
                os.remove(attack.place(name))


# ---- what is written --------------------------------------------------------------------------------------------------------

class Tags(html.parser.HTMLParser):
    """Looks for tags and attributes that a payload brought in."""

    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        def acts(name, value):
            return name.startswith("on") and makers.MARK in value or value.strip().lower().startswith("javascript:")

        if tag == makers.MARK or any(acts(name, value or "") for name, value in attributes):
            self.found.append(self.get_starttag_text()[:80])


def breaks(form, output):
    """What is wrong with an output that names and values of hostile files went into."""
    try:
        text = output.decode("utf-8")
    except UnicodeDecodeError as error:
        return "" if form in ("sha256sum", "hashdeep", "bagit") else f"it is no UTF-8: {error}"
    raw = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]" if form == "html" or "csv" in form else r"[\x00-\x08\x0b-\x1f]", text)
    if raw and form not in ("sha256sum", "hashdeep", "bagit"):
        return f"it has {raw.group()!r} as it is: {text[max(0, raw.start() - 30):raw.end() + 30]!r}"
    if form in ("terminal", "html") and (raw := re.search("[\x7f-\x9f\u202a-\u202e\u2066-\u2069\u2028]", text)):
        return f"it has {raw.group()!r} as it is: {text[max(0, raw.start() - 30):raw.end() + 30]!r}"
    try:
        if form == "jsonl":
            for line in text.split("\n"):
                json.loads(line or "{}")
        elif form == "json":
            json.loads(text)
        elif form == "sarif":
            if json.loads(text)["version"] != "2.1.0":
                return "it is no SARIF 2.1.0"
        elif "csv" in form:
            table = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            if len({len(line) for line in table}) > 1:
                return "its rows have unlike numbers of cells"
            for line in table:
                for cell in line:
                    if cell.startswith(("=", "+", "@", "\t", "\r")) or re.match(r"-(?!\d+(\.\d+)?$)", cell):
                        return f"a cell is a formula: {cell[:60]!r}"
        elif form == "html":
            tags = Tags()
            tags.feed(text)
            if tags.found:
                return f"a payload became a tag: {tags.found[0]!r}"
        elif form in ("sha256sum", "bagit"):
            for line in text.splitlines():
                if not re.match(r"\\?[0-9a-f]{64} [ *]", line):
                    return f"it has a line that is none: {line[:60]!r}"
    except (ValueError, csv.Error) as error:
        return f"it cannot be parsed: {error}"
    return ""


@kind
def injections(attack):
    """Hostile names and values, in every form of output."""
    folder = attack.place("evidence", "")
    for name, data in makers.injected():
        # Some systems refuse some names.
        with contextlib.suppress(OSError):
            write(os.path.join(os.fsencode(folder), name), data)
    case = attack.place("case.valla")
    attack.run("examine", folder, "--case", case, "--claimed-date", "2012", "--format", "jsonl")
    plans = [("examine", folder, "--claimed-date", "2012", "--format")]
    plans += [("examine", folder, "--for", "public", "--format"), ("report", case, "--format")]
    for form in ("terminal", "html", "json", "jsonl", "sarif", "csv", "evidence-csv", "premis-csv", "sha256sum", "hashdeep", "bagit"):
        for plan in plans:
            if "public" in plan and form in ("sha256sum", "hashdeep", "bagit"):
                continue
            done = attack.run(*plan, form)
            if form == "hashdeep" and done.exit == 4:
                attack.note(f"{plan[0]} --format {form}: {done.said()}")
            elif done.exit not in (0, 1, 3):
                attack.fault(f"{plan[0]} --format {form}: exit status {done.exit}, {done.said()}")
            if wrong := breaks(form, done.output):
                attack.fault(f"{plan[0]} {' '.join(plan[2:4]) if len(plan) > 3 else ''} --format {form}: {wrong}")
            if wrong := breaks("terminal", done.errors.encode().replace(b"\r", b"")):
                attack.fault(f"{plan[0]} --format {form}, what it says beside: {wrong}")
    for plan in (("examine", folder, "--full", "--claimed-date", "2012"), ("precheck", folder), ("survey", case), ("status", case),
        ("verify", case, "--all")):
        done = attack.run(*plan)
        if wrong := breaks("terminal", done.output) or breaks("terminal", done.errors.encode().replace(b"\r", b"")):
            attack.fault(f"{plan[0]} at the terminal: {wrong}")
    for name in sorted(os.listdir(folder)):
        if name.endswith(".pdf") and not attack.is_over():
            done = attack.run("revisions", os.path.join(folder, name), "--diff", name="revisions")
            if wrong := breaks("terminal", done.output) or breaks("terminal", done.errors.encode()):
                attack.fault(f"revisions of {name[:20]!r}: {wrong}")


def state(path):
    """What may not change of a file: its kind, its place on the disk, its bytes."""
    status = os.lstat(path)
    what = os.readlink(path) if stat.S_ISLNK(status.st_mode) else digest(path) if stat.S_ISREG(status.st_mode) else ""
    return stat.S_IFMT(status.st_mode), status.st_ino, what


@kind
def outputs(attack):
    """Outputs that fall upon evidence, upon what valla was given to read, or upon what is no file."""
    def scene():
        """Evidence, inputs and places for outputs, all new."""
        shutil.rmtree(attack.place(""), ignore_errors=True)
        for folder in ("evidence/inner", "out"):
            attack.place(folder, "")
        for name in ("evidence/a.pdf", "evidence/inner/b.pdf"):
            shutil.copyfile(document, attack.place(name))
        write(attack.place("out", "claims.toml"), b'[[claim]]\npath = "*.pdf"\ncontent = "2012"\n')
        shutil.copyfile(certificates, attack.place("out", "trust.pem"))
        write(attack.place("out", "passwords.txt"), b"sesame\n")
        write(attack.place("out", "own.csv"), knowledge)
        write(attack.place("out", "list.txt"), os.fsencode(attack.place("evidence/a.pdf")) + b"\n")
        write(attack.place("out", "old.json"), b"old\n")
        write(attack.place("out", "empty.valla"), b"")
        write(attack.place("out", "text.valla"), b"notes of mine\n")
        os.link(attack.place("evidence/a.pdf"), attack.place("out/hard.pdf"))
        os.symlink(attack.place("evidence/a.pdf"), attack.place("out/soft.pdf"))
        os.symlink(attack.place("evidence"), attack.place("out/way"))
        os.symlink(attack.place("out/old.json"), attack.place("out/link.json"))
        os.symlink(attack.place("out/new.json"), attack.place("out/dangling.json"))
        os.symlink(attack.place("evidence/new.json"), attack.place("out/into-evidence.json"))
        os.symlink(attack.place("evidence/a.pdf"), attack.place("out/a.revision-1.pdf"))
        os.mkfifo(attack.place("out/fifo"))
        with socket.socket(socket.AF_UNIX) as listener:
            here = os.getcwd()
            os.chdir(attack.place("out", ""))
            listener.bind("socket")
            os.chdir(here)

    document = next(path for path in attack.honest if path.endswith(".pdf"))
    knowledge = b"field,keyword,pattern,what,earliest,released,source\nproducer,quill,,Quill,2011-01-01,2011-05-01,nowhere\n"
    certificates = next((path for path in attack.honest if path.endswith(".pem")), os.devnull)
    out, evidence = lambda name: attack.place("out", name), lambda name="": attack.place("evidence", name)
    shown = lambda path: path if path.startswith("/dev/") else os.path.relpath(path, attack.place(""))

    def whole():
        """The state of everything there."""
        found = [os.path.join(where, name) for where, folders, names in os.walk(attack.place("")) for name in folders + names]
        return {path: state(path) for path in found}

    inputs = {"claims.toml": "--claims", "trust.pem": "--trust", "passwords.txt": "--password-file", "own.csv": "--knowledge",
        "list.txt": "--files-from"}
    # Each: what is tried, the call, what may be written, and whether valla must refuse (None: whether it does is only noted).
    plans = []
    for option in (("--format", "json", "-o"), ("--html",)):
        for target in (*map(evidence, ("a.pdf", "inner/b.pdf", "new.json", "inner/new.html", "")),
                       *map(out, ("hard.pdf", "soft.pdf", "way/a.pdf", "way/inner/b.pdf", "way/new.json", "way", "into-evidence.json",
                       "../evidence/a.pdf", "socket"))):
            # A second name of the same file can be given to another file, and leaves the first as it was.
            second = target == out("hard.pdf")
            plans.append((f"{option[-1]} onto {shown(target)}", ("examine", evidence(), *option, target), {target} if second else set(),
                None if second else True))
            # Where files are examined and not their folder, a new file beside them is as good as any other.
            real = os.path.realpath(target)
            new = os.path.basename(real).startswith("new.")
            plans.append((f"{option[-1]} onto {shown(target)}, files examined",
                ("examine", evidence("a.pdf"), evidence("inner/b.pdf"), *option, target),
                          {real} if new else {target} if second else set(), None if new or second else True))
        for name, given in inputs.items():
            plans.append((f"{option[-1]} onto the file of {given}", ("examine", evidence(), given, out(name), *option, out(name)), set(), True))
    for target in (*map(evidence, ("a.pdf", "new.valla", "inner/new.valla")), "/dev/null",
                   *map(out, ("hard.pdf", "soft.pdf", "way/new.valla", "way/a.pdf", "empty.valla", "text.valla", "claims.toml", "fifo", "socket"))):
        lock = {target + ".lock"} if target.startswith(out("")) and "way" not in target else set()
        plans.append((f"--case {shown(target)}", ("examine", evidence(), "--case", target), lock, True))
    for target in (*map(evidence, ("a.pdf", "new.json")), *map(out, ("hard.pdf", "soft.pdf", "way/a.pdf", "old.json", "socket"))):
        may = {target} if target in (out("hard.pdf"), out("old.json")) else set()
        plans.append((f"--update-baseline on {shown(target)}", ("examine", evidence(), "--baseline", target, "--update-baseline", "--format", "json"),
                      may, None if may else True))
    both, case = out("both"), {out(f"both{end}") for end in ("", ".lock", "-shm", "-wal")}
    plans.append(("--html and -o on one file", ("examine", evidence(), "--format", "json", "--html", both, "-o", both), {both}, None))
    plans.append(("--case and -o on one file", ("examine", evidence(), "--case", both, "--format", "json", "-o", both), case, True))
    plans.append(("--case and --html on one file", ("examine", evidence(), "--case", both, "--html", both), case, True))
    plans.append(("--baseline and -o on one file", ("examine", evidence(), "--baseline", both, "--update-baseline", "--format", "json", "-o", both),
        {both}, None))
    plans.append(("-o onto a link to a file outside", ("examine", evidence(), "--format", "json", "-o", out("link.json")), {out("old.json")}, False))
    plans.append(("-o onto a link to a file that is not there", ("examine", evidence(), "--format", "json", "-o", out("dangling.json")),
        {out("new.json")}, False))
    plans.append(("revisions --extract where a link leads to evidence", ("revisions", evidence("a.pdf"), "--extract", out("")),
        {out("a.revision-1.pdf")}, None))
    for name, arguments, may, must in plans:
        if attack.is_over():
            break
        scene()
        before = whole()
        # A reader stands ready, or whoever opened the FIFO to write would wait for ever.
        reader = os.open(out("fifo"), os.O_RDONLY | os.O_NONBLOCK)
        done = attack.run(*arguments, name=name, patience=30)
        os.close(reader)
        after = whole()
        changed = [path for path in sorted(before.keys() | after.keys()) if before.get(path) != after.get(path)]
        for path in changed:
            old, new = before.get(path), after.get(path)
            how = ("was made" if not old else "is gone" if not new else "became another kind of file" if old[0] != new[0] else
                   "was written" if old[2] != new[2] else "was replaced")
            if path not in may:
                attack.fault(f"{name}: {shown(path)} {how} (exit status {done.exit})")
            elif must is not False:
                attack.note(f"{name}: {shown(path)} {how} (exit status {done.exit})")
        if done.is_late:
            attack.fault(f"{name}: it does not end")
        if must and done.exit in (0, 1, 3) and may.issuperset(changed):
            attack.fault(f"{name}: not refused, exit status {done.exit}")
    # A report written over the case file that it is made from.
    scene()
    attack.run("examine", evidence(), "--case", out("case.valla"), "--format", "json")
    for option in (("--format", "json", "-o"), ("--html",)):
        before = state(out("case.valla"))
        done = attack.run("report", out("case.valla"), *option, out("case.valla"), name="a report onto its case file")
        if state(out("case.valla")) != before:
            attack.fault(f"report {option[-1]} onto its own case file: the case is gone (exit status {done.exit})")
            scene()
            attack.run("examine", evidence(), "--case", out("case.valla"), "--format", "json")
    # Devices, FIFOs and links must be written into, and stay what they are.
    scene()
    taken = []
    reader = threading.Thread(target=lambda: taken.append(open(out("fifo"), "rb").read()), daemon=True)
    reader.start()
    attack.run("examine", evidence(), "--format", "json", "-o", out("fifo"), name="-o onto a FIFO", patience=30)
    if not stat.S_ISFIFO(os.lstat(out("fifo")).st_mode):
        attack.fault("-o onto a FIFO: it became another kind of file")
    else:
        reader.join(5)
        if not taken or not taken[0].startswith(b"{"):
            attack.fault("-o onto a FIFO: nothing was written into it")
    scene()
    done = attack.run("examine", evidence(), "--format", "json", "-o", out("link.json"), name="-o onto a link")
    if not os.path.islink(out("link.json")):
        attack.fault("-o onto a link to a file outside: the link was replaced")
    elif open(out("old.json"), "rb").read(1) != b"{" and done.exit in (0, 1, 3):
        attack.fault("-o onto a link to a file outside: its file was not written")


# ---- what happens meanwhile -------------------------------------------------------------------------------------------------

def exchange(one, other):
    """Makes two names change places at once (renameat2 with RENAME_EXCHANGE)."""
    return ctypes.CDLL(None, use_errno=True).renameat2(-100, os.fsencode(one), -100, os.fsencode(other), 2)


@kind
def races(attack):
    """Folders and files change places with links to files outside while valla walks and reads."""
    with open(next(path for path in attack.honest if path.endswith(".pdf")), "rb") as file:
        text = file.read()
    inside = attack.place("root", "")
    secrets = set()
    for folder in range(6):
        for number in range(40):
            name = f"{number:03}.pdf"
            write(attack.place("root", f"sub{folder}", "deep", name), text + b"%% inside %d %d\n" % (folder, number))
            secret = write(attack.place("outside", f"sub{folder}", "deep", name), text + b"%% outside %d %d\n" % (folder, number))
            secrets.add(digest(secret))
        os.symlink(attack.place("outside", f"sub{folder}"), attack.place("links", f"sub{folder}"))
        os.symlink(attack.place("outside", f"sub{folder}", "deep", "000.pdf"), attack.place("links", f"file{folder}"))
    # Files too large to be sent to a worker are opened by it.
    for where in ("root", "outside"):
        path = attack.place(where, "large", "large.pdf")
        write(path, text)
        with open(path, "r+b") as file:
            file.truncate((65 << 20) + (where == "outside"))
    secrets.add(digest(attack.place("outside", "large", "large.pdf")))
    os.symlink(attack.place("outside", "large"), attack.place("links", "large"))
    files = [(attack.place("root", f"sub{folder}", "deep", "000.pdf"), attack.place("links", f"file{folder}")) for folder in range(6)]
    folders = [(attack.place("root", name), attack.place("links", name)) for name in ("large", *(f"sub{folder}" for folder in range(6)))]
    pairs = files + folders
    stop, only_files = threading.Event(), threading.Event()

    def swap():
        dice = random.Random(7)
        while not stop.is_set():
            one, other = dice.choice(files if only_files.is_set() else pairs)
            if exchange(one, other) == 0:
                time.sleep(dice.choice((0, 0, 0.0002, 0.002)))
                exchange(one, other)
            time.sleep(dice.choice((0, 0.0005)))

    if exchange(*pairs[0]) or exchange(*pairs[0]):
        attack.note("this file system does not exchange names; nothing was tried")
        return
    swapper = threading.Thread(target=swap)
    swapper.start()
    listed = [os.path.join(inside, f"sub{folder}", "deep", f"{number:03}.pdf") for folder in range(6) for number in range(40)]
    listed = os.fsencode("\n".join(listed) + "\n")
    seen = 0
    try:
        for turn in range(40):
            if attack.is_over():
                break
            (only_files.set if turn % 4 == 2 else only_files.clear)()
            if turn % 4 == 3:
                case = attack.place(f"race-{turn}.valla")
                done = attack.run("examine", inside, "--case", case, "--format", "jsonl", name=f"race {turn}")
            elif turn % 4 == 2:
                # Whoever names a file asks for it, and follows what is on the way to it; its own name may still not become a link.
                done = attack.run("examine", "--files-from", "-", "--format", "jsonl", given=listed, name=f"race {turn}")
            else:
                done = attack.run("examine", inside, "--format", "jsonl", name=f"race {turn}")
            if done.exit not in (0, 1, 3):
                attack.fault(f"turn {turn}: exit status {done.exit}, {done.said()}")
                continue
            rows = done.rows()
            seen += len(rows)
            if strange := [os.path.relpath(row["path"], inside) for row in rows if row.get("sha256") in secrets]:
                attack.fault(f"turn {turn}: {len(strange)} of {len(rows)} rows are those of files outside, such as {strange[0]}")
            for row in rows:
                for code in sorted(codes(row).intersection(GRIEF)):
                    attack.fault(f"turn {turn}: {code}")
    finally:
        stop.set()
        swapper.join()
    print(f"  races: {seen} rows")


@kind
def stops(attack):
    """Signals, a reader that goes away, and what a killed run leaves behind."""
    slow = [bomb for bomb in makers.small_bombs(240) if any(what in bomb[0] for what in ("pages", "words", "forms", "drawing", "dashes"))]
    slow = makers.write(attack.place("bombs", ""), slow)
    endless = attack.place("sparse", "endless.bin")
    for terabytes in (8, 1, 0.1):
        with contextlib.suppress(OSError), open(endless, "wb") as file:
            file.truncate(int(terabytes * 2 ** 40))
            break
    honest = evidence_folder(attack, 400)

    def begin(*arguments, **kept):
        attack.tried["stops"] += 1
        return subprocess.Popen([attack.valla, "examine", *arguments, "--format", "jsonl"], env=environment(),
                                **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} | kept)

    def ended(process, begun, within, when):
        try:
            process.wait(within)
        except subprocess.TimeoutExpired:
            attack.fault(f"{when}: still running after {within} s")
            process.kill()
            process.wait()
        attack.most("seconds", time.monotonic() - begun, when)
        if time.monotonic() - begun > 2 and process.returncode != -signal.SIGKILL:
            attack.note(f"{when}: {time.monotonic() - begun:.1f} s until it ended")

    runs = {"bombs": slow, "an endless file": [endless], "honest files": [honest], "a case": [honest, *slow, "--case", attack.place("stopped.valla")]}
    for name, arguments in runs.items():
        for number in (signal.SIGINT, signal.SIGTERM):
            for again in (False, True):
                when = f"{number.name} in {name}{', twice' if again else ''}"
                for wait in (0.05, 1.5):
                    process = begin(*arguments)
                    time.sleep(wait)
                    workers = children_of(process.pid)
                    begun = time.monotonic()
                    process.send_signal(number)
                    if again:
                        time.sleep(0.1)
                        process.send_signal(number)
                    ended(process, begun, 1.5 if again else 4, when)
                    gone(attack, workers, when)
                    if process.returncode not in (130, 0, 1, 3, -signal.SIGKILL, -number):
                        attack.fault(f"{when}: exit status {process.returncode}")
    for name, arguments in (("honest files", [honest]), ("honest files, then bombs", [honest, *slow])):
        process = begin(*arguments, stdout=subprocess.PIPE)
        process.stdout.readline()
        workers = children_of(process.pid)
        process.stdout.close()
        begun = time.monotonic()
        ended(process, begun, 10, f"a reader went away from {name}")
        gone(attack, workers, f"a reader went away from {name}")
    folder = attack.place("results", "")
    for _ in range(4):
        before = os.listdir(folder)
        process = begin(honest, "-o", os.path.join(folder, "result.jsonl"))
        while os.listdir(folder) == before and process.poll() is None:
            time.sleep(0.002)
        process.kill()
        process.wait()
    left = os.listdir(folder)
    attack.run("examine", honest, "--format", "jsonl", "-o", os.path.join(folder, "result.jsonl"))
    if extra := sorted(set(os.listdir(folder)) - {"result.jsonl"}):
        attack.fault(f"killed runs left {len(left)} files in the folder of the result, the next run leaves {len(extra)}: {', '.join(extra[:3])}")


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("valla")
    options.add_argument("samples")
    options.add_argument("--kinds", default=",".join(KINDS), help="only these, with commas between them")
    options.add_argument("--mutants", type=int, default=2_000, help="how many (2,000)")
    options.add_argument("--seconds", type=float, help="no kind begins another try after so many seconds")
    options.add_argument("--time-limit", type=int, default=LIMIT, help=f"the limit that bombs are tried under ({LIMIT} s)")
    options.add_argument("--keep", metavar="FOLDER", help="keep the files that showed a fault here")
    options = options.parse_args()
    unknown = set(options.kinds.split(",")) - set(KINDS)
    if unknown:
        sys.exit(f"there is no kind {', '.join(sorted(unknown))}; the kinds are {', '.join(KINDS)}")
    with tempfile.TemporaryDirectory(prefix="attack-") as folder:
        attack = Attack(options, folder)
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            for name in options.kinds.split(","):
                print(f"{name}: {KINDS[name].__doc__.splitlines()[0]}", flush=True)
                attack.begin(name)
                KINDS[name](attack)
                shutil.rmtree(attack.place(""), ignore_errors=True)
        except KeyboardInterrupt:
            print(f"  interrupted during {attack.now}: what follows was not tried", flush=True)
        print()
        attack.table()
    sys.exit(1 if any(attack.faults.values()) else 0)


if __name__ == "__main__":
    main()
