//! A case file survives whatever ends the process, and goes on where it was.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;
use support::corpus;
use support::older_case::older_form;
use valla::casefile::{CaseFile, status};
use valla::collation::Collator;

const VALLA: &str = env!("CARGO_BIN_EXE_valla");

fn valla() -> Command {
    let mut command = Command::new(VALLA);
    command.env("SOURCE_DATE_EPOCH", "1764000000");
    command
}

fn run(arguments: &[&str]) -> Output {
    valla().args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder that is a copy of samples, so that tests may change it.
fn copied(folder: &Path, from: &str) -> PathBuf {
    let to = folder.join("evidence");
    let status = Command::new("cp").args(["-r", from]).arg(&to).status().unwrap();
    assert!(status.success());
    to
}

fn log(case: &Path, column: &str) -> String {
    let database = rusqlite::Connection::open(case).unwrap();
    let select = format!("SELECT {column} FROM run ORDER BY number DESC LIMIT 1");
    database
        .query_row(&select, [], |row| row.get::<_, rusqlite::types::Value>(0))
        .map(|value| format!("{value:?}"))
        .unwrap()
}

#[test]
fn a_case_reports_what_a_plain_run_reports_and_reads_only_what_is_new() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let case_text = case.to_str().unwrap();
    let evidence = copied(folder.path(), "samples/leak");
    let evidence_text = evidence.to_str().unwrap();
    for format in ["jsonl", "json", "terminal"] {
        let plain = run(&[evidence_text, "--format", format, "--claimed-date", "2012"]);
        let of_case = run(&[evidence_text, "--format", format, "--claimed-date", "2012", "--case", case_text]);
        assert!(plain.stdout == of_case.stdout, "{format}");
        assert_eq!(plain.status.code(), of_case.status.code());
        let report = run(&["report", case_text, "--format", format]);
        assert!(plain.stdout == report.stdout, "{format} of the report");
    }
    assert_eq!(fs::metadata(&case).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(log(&case, "read"), "Integer(0)", "nothing was new the second and third time");
    // New claims read no file.
    let plain = run(&[evidence_text, "--format", "jsonl", "--claimed-date", "2009"]);
    let of_case = run(&[evidence_text, "--format", "jsonl", "--claimed-date", "2009", "--case", case_text]);
    assert!(plain.stdout == of_case.stdout);
    assert_eq!(log(&case, "read"), "Integer(0)");
    // Without paths the case is reasoned on anew.
    let again = run(&["examine", "--case", case_text, "--format", "jsonl", "--claimed-date", "2012"]);
    let plain = run(&[evidence_text, "--format", "jsonl", "--claimed-date", "2012"]);
    assert!(plain.stdout == again.stdout, "{}", text(&again.stderr));
    // One file changes, one goes, one is moved, one comes.
    fs::write(evidence.join("01-prikaz.pdf"), fs::read("samples/hostile/truncated.pdf").unwrap()).unwrap();
    fs::remove_file(evidence.join("02-plan-uchenij.pdf")).unwrap();
    fs::rename(evidence.join("03-spravka.pdf"), evidence.join("moved.pdf")).unwrap();
    fs::copy("samples/hostile/text-file.pdf", evidence.join("new.pdf")).unwrap();
    let plain = run(&[evidence_text, "--format", "jsonl"]);
    let of_case = run(&[evidence_text, "--format", "jsonl", "--case", case_text]);
    assert!(plain.stdout == of_case.stdout);
    assert_eq!(log(&case, "read"), "Integer(3)");
    let status = text(&run(&["status", case_text]).stdout);
    assert!(status.contains("gone since: 2") && status.contains(": done"), "{status}");
    // The two are missed until somebody says that they are gone.
    let verified = run(&["verify", case_text]);
    assert_eq!(verified.status.code(), Some(1));
    assert!(text(&verified.stdout).contains("same 22 + changed 0 + moved 0 + missing 2"), "{}", text(&verified.stdout));
    run(&[evidence_text, "--case", case_text, "--gone"]);
    let verified = run(&["verify", case_text]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stdout));
}

#[test]
fn errors_alone_are_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = copied(folder.path(), "samples/leak");
    let case = folder.path().join("c.valla");
    let case_text = case.to_str().unwrap();
    let mut large = fs::read("samples/leak/01-prikaz.pdf").unwrap();
    large.resize(60 << 20, 0);
    fs::write(evidence.join("large.pdf"), large).unwrap();
    let first = run(&[evidence.to_str().unwrap(), "--case", case_text, "--memory-limit", "100"]);
    assert_eq!(first.status.code(), Some(3));
    let status = text(&run(&["status", case_text]).stdout);
    assert!(status.contains("errors by kind: memory-limit 1"), "{status}");
    run(&["examine", "--case", case_text, "--again", "errors"]);
    assert_eq!(log(&case, "items"), "Integer(1)");
    let status = text(&run(&["status", case_text]).stdout);
    assert!(status.contains("errors by kind: none"), "{status}");
    // What another version read is read again.
    older_form(&case, 3);
    rusqlite::Connection::open(&case)
        .unwrap()
        .execute("UPDATE exhibit SET valla = '0.0.1', reading = '0.0.1' WHERE shown LIKE '%04-%'", [])
        .unwrap();
    run(&["examine", "--case", case_text, "--again", "older"]);
    assert_eq!((log(&case, "items"), log(&case, "read")), ("Integer(1)".to_owned(), "Integer(1)".to_owned()));
}

/// Children of a process.
fn children(parent: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().flatten() {
        let Ok(number) = entry.file_name().to_string_lossy().parse::<u32>() else { continue };
        let Ok(stat) = fs::read_to_string(entry.path().join("stat")) else { continue };
        // The name may hold anything, so count after its last bracket: state, then parent.
        let fields = stat.rsplit(')').next().unwrap_or_default();
        if fields.split_whitespace().nth(1) == Some(parent.to_string().as_str()) {
            found.push(number);
        }
    }
    found
}

/// Runs over the paths again and again, kills workers and the run itself at times that a seed gives, and compares the end
/// with an undisturbed run.
fn torture(paths: &[&str], kills: u32, seed: u64) {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("tortured.valla");
    let mut arguments = paths.to_vec();
    arguments.extend(["--format", "jsonl", "--claimed-date", "2012"]);
    let undisturbed = run(&arguments);
    let case_text = case.to_str().unwrap().to_owned();
    arguments.extend(["--case", &case_text]);
    let mut state = seed;
    let mut random = move |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut killed = (0, 0);
    for _ in 0..kills {
        let mut child = valla().args(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(5 + random(250)));
        if random(3) > 0 {
            let workers = children(child.id());
            if let Some(worker) = workers.get(usize::try_from(random(4)).unwrap() % workers.len().max(1)) {
                let _ = Command::new("kill").args(["-9", &worker.to_string()]).status();
                killed.0 += 1;
            }
            std::thread::sleep(Duration::from_millis(random(100)));
        }
        if child.try_wait().unwrap().is_none() {
            child.kill().unwrap();
            killed.1 += 1;
        }
        child.wait().unwrap();
        // Whatever happened, the file opens and is sound.
        if case.is_file() {
            let sound: String = rusqlite::Connection::open(&case)
                .unwrap()
                .query_row("PRAGMA integrity_check", [], |row| row.get(0))
                .unwrap();
            assert_eq!(sound, "ok");
        }
    }
    let resumed = run(&arguments);
    // What is inside a file has a row of its own and is counted apart.
    let rows = text(&undisturbed.stdout).lines().filter(|line| !line.contains("\"parent\":")).count();
    println!("{rows} rows; {} workers and {} runs were killed", killed.0, killed.1);
    assert!(undisturbed.stdout == resumed.stdout, "the resumed report differs: {}", text(&resumed.stderr));
    assert!(text(&resumed.stderr).contains(&format!("in {rows} = ")), "{}", text(&resumed.stderr));
    assert_eq!(undisturbed.status.code(), resumed.status.code());
}

/// How often; more for a campaign.
fn count(name: &str, ordinary: u32) -> u32 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(ordinary)
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_as_if_nothing_had_happened() {
    torture(&["samples"], count("VALLA_KILLS", 10), 1);
}

#[test]
fn so_does_a_run_over_the_corpus_with_hostile_files_among_it() {
    let Some(corpus) = corpus() else { return };
    torture(&[corpus.to_str().unwrap(), "samples/hostile"], count("VALLA_KILLS", 10), 2);
}

#[test]
fn an_interrupted_run_says_so_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let mut child = valla()
        .args(["samples", "--format", "jsonl", "--case", case.to_str().unwrap()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(Duration::from_millis(60));
    let _ = Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    let status = child.wait().unwrap();
    // It may have been done by then, or not have begun to listen.
    assert!(
        matches!(status.code(), Some(130 | 3)) || std::os::unix::process::ExitStatusExt::signal(&status) == Some(2),
        "{status:?}"
    );
    if status.code() == Some(130) {
        let status = text(&run(&["status", case.to_str().unwrap()]).stdout);
        assert!(status.contains("interrupted") && status.contains("continue where it stopped"), "{status}");
    }
}

#[test]
fn two_runs_do_not_write_one_case_and_other_databases_are_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let lock = fs::File::create(folder.path().join("c.valla.lock")).unwrap();
    lock.lock().unwrap();
    let refused = run(&["samples/leak", "--case", case.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("another run"), "{}", text(&refused.stderr));
    drop(lock);
    let other = folder.path().join("other.db");
    rusqlite::Connection::open(&other).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
    let before = fs::read(&other).unwrap();
    assert_eq!(run(&["samples/leak", "--case", other.to_str().unwrap()]).status.code(), Some(2));
    assert!(before == fs::read(&other).unwrap());
    let text_file = folder.path().join("notes.txt");
    fs::write(&text_file, "these are my notes, and no case").unwrap();
    assert_eq!(run(&["samples/leak", "--case", text_file.to_str().unwrap()]).status.code(), Some(2));
    assert_eq!(fs::read_to_string(&text_file).unwrap(), "these are my notes, and no case");
    let among = run(&["samples/leak", "--case", "samples/leak/c.valla"]);
    assert_eq!(among.status.code(), Some(2), "a case among the evidence");
    assert!(!Path::new("samples/leak/c.valla").exists());
}

/// A small file system of its own; none where the user may not mount.
struct Mounted(PathBuf);

impl Mounted {
    fn tmpfs(folder: &Path, size: &str) -> Option<Self> {
        Self::mount(folder, &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
    }

    fn mount(folder: &Path, arguments: &[&str]) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let mounted = Command::new("mount").args(arguments).arg(folder).stderr(Stdio::null()).status();
        if mounted.is_ok_and(|status| status.success()) {
            return Some(Self(folder.to_path_buf()));
        }
        println!("skipped: no right to mount");
        None
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_or_read_only_disk_is_an_error_and_the_case_still_opens() {
    let folder = tempfile::tempdir().unwrap();
    let Some(small) = Mounted::tmpfs(&folder.path().join("small"), "600k") else { return };
    let case = small.0.join("c.valla");
    let case_text = case.to_str().unwrap();
    let full = run(&["samples", "--case", case_text, "--format", "jsonl"]);
    assert_eq!(full.status.code(), Some(4));
    assert!(text(&full.stderr).contains("disk is full"), "{}", text(&full.stderr));
    let status = run(&["status", case_text]);
    assert_eq!(status.status.code(), Some(0), "{}", text(&status.stderr));
    // With room the same command goes on.
    let more = Command::new("mount").args(["-o", "remount,size=64m"]).arg(&small.0).status().unwrap();
    assert!(more.success());
    let resumed = run(&["samples", "--case", case_text, "--format", "jsonl"]);
    assert!(resumed.stdout == run(&["samples", "--format", "jsonl"]).stdout);
    // Read-only: reports and status read on, a run says that it cannot write.
    assert!(Command::new("mount").args(["-o", "remount,ro"]).arg(&small.0).status().unwrap().success());
    assert!(run(&["report", case_text, "--format", "jsonl"]).stdout == resumed.stdout);
    let refused = run(&["samples", "--case", case_text]);
    assert_eq!(refused.status.code(), Some(4), "{}", text(&refused.stderr));
    assert!(text(&refused.stderr).contains("cannot write"), "{}", text(&refused.stderr));
}

#[test]
fn evidence_is_never_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = copied(folder.path(), "samples/leak");
    let case = folder.path().join("c.valla");
    let state = || -> Vec<(PathBuf, Vec<u8>, [i64; 6])> {
        let mut found: Vec<_> = fs::read_dir(&evidence)
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let data = fs::metadata(&path).unwrap();
                let times =
                    [data.mtime(), data.mtime_nsec(), data.ctime(), data.ctime_nsec(), data.atime(), data.atime_nsec()];
                (path.clone(), fs::read(path).unwrap(), times)
            })
            .collect();
        found.sort();
        found
    };
    // Reading here sets the time of access once; from then on only a run could.
    state();
    let before = state();
    run(&[evidence.to_str().unwrap(), "--case", case.to_str().unwrap()]);
    run(&["verify", case.to_str().unwrap()]);
    assert!(before == state());
    let target = folder.path().join("read-only");
    let Some(_mounted) = Mounted::mount(&target, &["--bind", evidence.to_str().unwrap()]) else { return };
    assert!(Command::new("mount").args(["-o", "remount,bind,ro"]).arg(&target).status().unwrap().success());
    assert!(fs::write(target.join("x"), "x").is_err(), "the mount is read-only");
    let output = run(&[target.to_str().unwrap(), "--format", "jsonl"]);
    assert!(matches!(output.status.code(), Some(0)), "{}", text(&output.stderr));
}

#[test]
fn hostile_names_survive_and_forge_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = folder.path().join("evidence");
    fs::create_dir(&evidence).unwrap();
    let names: [&[u8]; 6] = [
        b"caf\xe9.pdf",
        b"line\nin 1 = ok 1 + partial 0 + error 0 + skipped 0\n.pdf",
        b"\x1b[2J\x1b]8;;mailto:x\x07link.pdf",
        "left\u{202e}fdp.pdf".as_bytes(),
        b"back\\slash.pdf",
        b"tab\tand,comma\"quote.pdf",
    ];
    for name in names {
        fs::copy("samples/leak/01-prikaz.pdf", evidence.join(std::ffi::OsStr::from_bytes(name))).unwrap();
    }
    fs::copy("samples/hostile/name-with-escapes.pdf", evidence.join("inside.pdf")).unwrap();
    let case = folder.path().join("c.valla");
    let case_text = case.to_str().unwrap();
    let acts = |text: &str| text.chars().any(|character| character != '\n' && valla::reports::escape::acts(character));
    for format in ["terminal", "jsonl", "json"] {
        let plain = run(&[evidence.to_str().unwrap(), "--format", format]);
        let of_case = run(&[evidence.to_str().unwrap(), "--format", format, "--case", case_text]);
        assert!(plain.stdout == of_case.stdout, "{format}");
        let page = String::from_utf8(plain.stdout).unwrap();
        assert!(!acts(&page), "{format}: a character that acts reached the page");
        assert_eq!(page.lines().filter(|line| line.starts_with("in 1 = ok 1")).count(), 0, "{format}: a forged line");
        if format == "jsonl" {
            assert_eq!(page.lines().count(), 7);
            let bytes = valla::model::evidence::hexadecimal(b"caf\xe9.pdf");
            assert!(page.contains(&bytes), "the bytes of a name that is no UTF-8");
        }
    }
    let status = run(&["status", case_text]);
    let verified = run(&["verify", case_text, "--all"]);
    assert_eq!(verified.status.code(), Some(0), "{}", text(&verified.stdout));
    for page in [status, verified] {
        assert!(!acts(&String::from_utf8(page.stdout).unwrap()));
    }
    // The manifest goes to a program, so it holds the names as they are; sha256sum reads every one.
    let manifest = run(&[evidence.to_str().unwrap(), "--format", "sha256sum"]).stdout;
    let file = folder.path().join("manifest");
    fs::write(&file, &manifest).unwrap();
    let checked = Command::new("sha256sum").args(["--check", "--quiet", "--strict"]).arg(&file).output();
    match checked {
        Ok(checked) => assert!(checked.status.success(), "{}", text(&checked.stdout)),
        Err(_) => println!("skipped: no sha256sum here"),
    }
}

/// All that a report and verify say of a case file, or that it cannot be used.
fn told(case: &Path) -> Result<String, valla::Error> {
    let mut told = String::new();
    let opened = CaseFile::read(case)?;
    told.push_str(&format!("{:?}", opened.head()?));
    opened.each(|exhibit| {
        told.push_str(&serde_json::to_string(&exhibit).unwrap());
        Ok(())
    })?;
    let collator = Collator::of(&opened.head()?.claims);
    told.push_str(&format!("{:?}", opened.collate(collator, false)?));
    told.push_str(&format!("{:?} {:?} {:?}", opened.expected()?, opened.scope()?, opened.examined_at()?));
    told.push_str(&format!("{:?} {:?}", opened.pseudonym_key()?, status(case)?));
    Ok(told)
}

/// The rows of the damaged file, or an error: never another report.
#[test]
fn a_flipped_bit_is_an_error_or_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let evidence = folder.path().join("evidence");
    fs::create_dir(&evidence).unwrap();
    for name in ["01-prikaz.pdf", "03-spravka.pdf", "07-tablica.pdf"] {
        fs::copy(Path::new("samples/leak").join(name), evidence.join(name)).unwrap();
    }
    fs::write(evidence.join("note.txt"), "a file that no reader reads").unwrap();
    let case = folder.path().join("c.valla");
    let arguments = [evidence.to_str().unwrap(), "--claimed-date", "2012", "--case", case.to_str().unwrap()];
    // A case with some history: three runs, a file that is gone, one that is gone on purpose, an error.
    assert_eq!(run(&arguments).status.code(), Some(0));
    fs::remove_file(evidence.join("03-spravka.pdf")).unwrap();
    assert_eq!(run(&[&arguments[..], &["--gone"]].concat()).status.code(), Some(0));
    fs::write(evidence.join("01-prikaz.pdf"), fs::read("samples/hostile/truncated.pdf").unwrap()).unwrap();
    assert_eq!(run(&[&arguments[..], &["nowhere/at.all"]].concat()).status.code(), Some(3));
    let sound = fs::read(&case).unwrap();
    let expected = told(&case).unwrap();
    let page = usize::from(u16::from_be_bytes([sound[16], sound[17]]));
    // The head of the file, the head of every page, and places within it that a seed gives.
    let mut flips: Vec<usize> = (0..100 * 8).collect();
    let mut state = 7_u64;
    let mut random = move |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for start in (0..sound.len()).step_by(page) {
        flips.extend((0..2).map(|_| start * 8 + random(12 * 8)));
        flips.extend((0..count("VALLA_FLIPS", 3)).map(|_| (start + random(page)) * 8 + random(8)));
    }
    let (mut same, mut refused) = (0, 0);
    for flip in flips {
        let mut damaged = sound.clone();
        damaged[flip / 8] ^= 1 << (flip % 8);
        let file = folder.path().join(format!("flipped-{flip}.valla"));
        fs::write(&file, damaged).unwrap();
        match told(&file) {
            Ok(told) => {
                assert!(told == expected, "bit {flip} (byte {}) changes the report in silence", flip / 8);
                same += 1;
            }
            Err(_) => refused += 1,
        }
        for rest in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(format!("{}{rest}", file.display()));
        }
    }
    println!("{} bytes: {same} flips change nothing, {refused} are refused", sound.len());
    assert!(same > 50 && refused > 50);
}

#[test]
fn what_is_changed_or_lost_in_a_case_file_is_named_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let case_text = case.to_str().unwrap();
    run(&["samples/leak", "--case", case_text]);
    let sound = fs::read(&case).unwrap();
    for (change, named) in [
        (
            "UPDATE exhibit SET read = (SELECT read FROM exhibit WHERE shown LIKE '%07-tablica.pdf') WHERE shown LIKE '%01-prikaz.pdf'",
            "01-prikaz.pdf",
        ),
        ("UPDATE exhibit SET gone = 1 WHERE shown LIKE '%07-tablica.pdf'", "07-tablica.pdf"),
        ("UPDATE exhibit SET sha256 = (SELECT sha256 FROM exhibit WHERE number = 1) WHERE number = 2", "row of"),
        ("DELETE FROM exhibit WHERE number = 3", "it should have 22 exhibits and shows 21"),
        ("UPDATE run SET claims = '[]'", "row of run 1"),
        ("DELETE FROM run", "a run is missing"),
        ("UPDATE total SET exhibits = 21", "the row that counts its rows"),
        ("DELETE FROM exhibit_checksum WHERE exhibit = 4", "row of"),
    ] {
        fs::write(&case, &sound).unwrap();
        rusqlite::Connection::open(&case)
            .unwrap()
            .execute_batch(&format!("PRAGMA foreign_keys = off; {change}"))
            .unwrap();
        for arguments in [&["report", case_text, "--format", "jsonl"][..], &["verify", case_text]] {
            let output = run(arguments);
            assert_eq!(output.status.code(), Some(4), "{change}: {arguments:?}");
            let told = text(&output.stderr);
            assert!(told.contains(named) && told.contains("Restore it from a copy"), "{change}: {told}");
        }
        // Nor does a run go on from it; it never looks at the claims of an earlier one.
        if !change.contains("claims") {
            assert_eq!(run(&["samples/leak", "--case", case_text]).status.code(), Some(4), "{change}");
        }
    }
    // The texts of an exhibit are looked at when it is reported.
    for (which, named) in [("read", "07-tablica.pdf"), ("found", "01-prikaz.pdf")] {
        let of = format!("digest = (SELECT {which} FROM exhibit WHERE shown LIKE '%{named}')");
        for change in [
            format!("DELETE FROM text WHERE {of}"),
            format!("UPDATE text SET packed = (SELECT packed FROM text WHERE NOT {of} LIMIT 1) WHERE {of}"),
            format!("UPDATE text SET packed = substr(packed, 1, length(packed) - 9) WHERE {of}"),
        ] {
            fs::write(&case, &sound).unwrap();
            let off = "PRAGMA foreign_keys = off";
            rusqlite::Connection::open(&case).unwrap().execute_batch(&format!("{off}; {change}")).unwrap();
            let mut runs = vec![vec!["report", case_text], vec!["samples/leak", "--case", case_text]];
            if which == "read" {
                runs.push(vec!["samples/leak", "--case", case_text, "--claimed-date", "2009"]);
            }
            for arguments in runs {
                let output = run(&arguments);
                let told = text(&output.stderr);
                assert!(output.status.code() == Some(4) && told.contains(named), "{change}: {told}");
            }
        }
    }
    fs::write(&case, &sound).unwrap();
    rusqlite::Connection::open(&case).unwrap().execute_batch("UPDATE pseudonym_key SET key = randomblob(32)").unwrap();
    let public = run(&["report", case_text, "--for", "public"]);
    assert!(public.status.code() == Some(4) && text(&public.stderr).contains("the key for pseudonyms"));
}

#[test]
fn a_case_file_from_elsewhere_runs_nothing_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("c.valla");
    let case_text = case.to_str().unwrap();
    run(&["samples/leak/01-prikaz.pdf", "--case", case_text]);
    let sound = fs::read(&case).unwrap();
    let hide = "CREATE TRIGGER hide AFTER INSERT ON run BEGIN DELETE FROM exhibit; END";
    for (form, change, named) in [
        (8, hide, "the trigger \"hide\""),
        (7, hide, "the trigger \"hide\""),
        (6, hide, "the trigger \"hide\""),
        (5, hide, "the trigger \"hide\""),
        (4, hide, "the trigger \"hide\""),
        (3, hide, "the trigger \"hide\""),
        (2, hide, "the trigger \"hide\""),
        (8, "CREATE VIEW other AS SELECT load_extension('x')", "the view \"other\""),
        (8, "CREATE TABLE more (a)", "the table \"more\""),
        (8, "ALTER TABLE exhibit ADD COLUMN more TEXT AS (upper(shown))", "the table \"exhibit\""),
        (8, "CREATE INDEX odd ON exhibit (upper(shown))", "the index \"odd\""),
        (8, "DROP INDEX exhibit_sha256", "the index \"exhibit_sha256\" is missing"),
    ] {
        fs::write(&case, &sound).unwrap();
        if form < 8 {
            older_form(&case, form);
        }
        rusqlite::Connection::open(&case).unwrap().execute_batch(change).unwrap();
        let before = fs::read(&case).unwrap();
        for arguments in [&["report", case_text][..], &["status", case_text], &["samples/leak", "--case", case_text]] {
            let output = run(arguments);
            assert_eq!(output.status.code(), Some(4), "{change}: {arguments:?}");
            assert!(text(&output.stderr).contains(named), "{change}: {}", text(&output.stderr));
        }
        assert!(before == fs::read(&case).unwrap(), "{change}: the file was written to");
    }
}
