//! A worker gives up what it does not need, a file that ends its worker becomes its row, and a reading is the same with and
//! without containment.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use valla::containment::{Limits, Pool};
use valla::model::Status;
use valla::pipeline::{Options, examine};
use valla::readers::ReadOptions;

const VALLA: &str = env!("CARGO_BIN_EXE_valla");
const SAMPLE: &str = "samples/leak/01-prikaz.pdf";

fn rows(arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::new(VALLA);
    command.args(["samples", "--format", "jsonl"]).args(arguments).env("SOURCE_DATE_EPOCH", "1764000000");
    command.output().unwrap().stdout
}

/// Speaks to a worker: the opening, then what is given; the answers, without the greeting.
fn speak(arguments: &[&str], said: &[u8]) -> Vec<Value> {
    let mut child = Command::new(VALLA)
        .arg("worker")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut input = child.stdin.take().unwrap();
    input.write_all(b"{\"protocol\":2}\n").unwrap();
    input.write_all(said).unwrap();
    drop(input);
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let answers: Vec<Value> = lines.map(|line| serde_json::from_str(&line.unwrap()).unwrap()).collect();
    child.wait().unwrap();
    assert_eq!(answers[0]["protocol"], 2);
    answers[1..].to_vec()
}

fn request(request: &Value) -> Vec<u8> {
    let mut line = serde_json::to_vec(request).unwrap();
    line.push(b'\n');
    line
}

#[test]
fn a_reading_is_the_same_with_and_without_containment() {
    let contained = rows(&[]);
    assert!(contained.len() > 100_000);
    assert!(contained == rows(&["--no-containment"]), "the rows differ");
}

#[test]
fn a_confined_worker_can_do_nothing_but_read() {
    let [answer] = speak(&[], &request(&json!({"id": "p", "probe": true}))).try_into().unwrap();
    let deeds = answer["probe"].as_array().unwrap().clone();
    assert_eq!(deeds.len(), 7);
    let possible: Vec<&Value> = deeds.iter().filter(|deed| deed["possible"] == true).collect();
    let doctor = Command::new(VALLA).arg("doctor").output().unwrap();
    let doctor = String::from_utf8(doctor.stdout).unwrap();
    if doctor.contains("not enforced") || doctor.contains("none on this system") {
        println!("skipped: this kernel cannot confine a process wholly:\n{doctor}");
        return;
    }
    assert!(possible.is_empty(), "{possible:?}");
    assert!(doctor.contains("cannot reach files, the network or other processes"), "{doctor}");
}

#[test]
fn one_request_gives_exactly_one_answer_whatever_it_is() {
    let bytes = fs::read(SAMPLE).unwrap();
    let path = fs::canonicalize(SAMPLE).unwrap();
    let folder = path.parent().unwrap().to_str().unwrap();
    let mut said = request(&json!({"id": "bytes", "name": "x.pdf", "length": bytes.len()}));
    said.extend_from_slice(&bytes);
    said.extend(request(&json!({"id": "path", "path": path})));
    said.extend(request(&json!({"id": "other", "path": path, "sha256": "00"})));
    said.extend(request(&json!({"id": "outside", "path": "/etc/passwd"})));
    said.extend(b"not json\n");
    said.extend(request(&json!({"id": "neither"})));
    let answers = speak(&["--root", folder], &said);
    let ids: Vec<&str> = answers.iter().map(|answer| answer["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["bytes", "path", "other", "outside", "", "neither"]);
    assert_eq!(answers[0]["extraction"]["status"], "ok");
    assert_eq!(answers[0]["extraction"], answers[1]["extraction"]);
    assert_eq!(answers[0]["sha256"], answers[1]["sha256"]);
    assert_eq!(answers[2]["error"]["code"], "changed-while-read");
    assert_eq!(answers[3]["error"]["code"], "unreadable", "{}", answers[3]);
    assert_eq!(answers[4]["error"]["code"], "bad-request");
    assert_eq!(answers[5]["error"]["code"], "bad-request");
    // Without a root the worker opens nothing.
    let [answer] = speak(&[], &request(&json!({"id": "x", "path": path}))).try_into().unwrap();
    assert_eq!(answer["error"]["code"], "unreadable", "{answer}");
}

/// A program that takes the place of a worker.
fn program(folder: &Path, text: &str) -> PathBuf {
    let path = folder.join("worker.sh");
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn read_by(program: PathBuf) -> (Status, String, String) {
    let limits = Limits { wall: Duration::from_secs(1), ..Limits::default() };
    let pool = Pool::start(program, limits, ReadOptions::default(), Arc::default()).unwrap();
    let options = Options { reading_room: Arc::new(pool), jobs: 1, ..Options::default() };
    let case = examine(&[PathBuf::from(SAMPLE)], &options).unwrap();
    let extraction = &case.exhibits[0].extraction;
    let warning = extraction.warnings.first();
    (
        extraction.status,
        warning.map(|warning| warning.code.clone()).unwrap_or_default(),
        warning.map(|warning| warning.message.clone()).unwrap_or_default(),
    )
}

const GREETING: &str = r#"{"protocol":2,"valla":"0","containment":[]}"#;

#[test]
fn a_worker_that_hangs_dies_or_talks_nonsense_costs_the_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let hangs = program(folder.path(), &format!("#!/bin/sh\nread line\necho '{GREETING}'\nexec /bin/sleep 100\n"));
    let (status, code, message) = read_by(hangs);
    assert_eq!((status, code.as_str()), (Status::Error, "time-limit"), "{message}");
    let dies = program(folder.path(), &format!("#!/bin/sh\nread line\necho '{GREETING}'\nread line\nkill -9 $$\n"));
    let (status, code, message) = read_by(dies);
    assert_eq!((status, code.as_str()), (Status::Error, "worker-died"));
    assert!(message.contains("tried twice") && message.contains("signal 9"), "{message}");
    let works = program(folder.path(), &format!("#!/bin/sh\nread line\necho '{GREETING}'\nread line\nkill -24 $$\n"));
    assert_eq!(read_by(works).1, "cpu-limit");
    let babbles = program(folder.path(), &format!("#!/bin/sh\nread line\necho '{GREETING}'\nread line\necho what\n"));
    assert_eq!(read_by(babbles).0, Status::Error);
}

#[test]
fn a_file_whose_worker_died_is_tried_again_by_another() {
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("died-once");
    let text = format!(
        "#!/bin/sh\nif [ -e {mark:?} ]; then exec {VALLA} \"$@\"; fi\nread line\necho '{GREETING}'\nread line\n: > {mark:?}\nkill -9 $$\n"
    );
    let (status, code, message) = read_by(program(folder.path(), &text));
    assert_eq!(status, Status::Ok, "{code}: {message}");
}

#[test]
fn a_reader_that_needs_too_much_memory_is_ended_and_the_rest_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut large = fs::read(SAMPLE).unwrap();
    large.resize(60 << 20, 0);
    fs::write(folder.path().join("large.pdf"), large).unwrap();
    fs::copy(SAMPLE, folder.path().join("small.pdf")).unwrap();
    let output =
        Command::new(VALLA).arg(folder.path()).args(["--format", "jsonl", "--memory-limit", "100"]).output().unwrap();
    let rows = String::from_utf8(output.stdout).unwrap();
    let rows: Vec<Value> = rows.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 2, "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(rows[0]["status"], "error");
    assert_eq!(rows[0]["warnings"][0]["code"], "memory-limit", "{}", rows[0]["warnings"]);
    assert_eq!(rows[1]["status"], "ok");
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn a_file_too_large_to_be_sent_is_opened_by_a_worker_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let mut large = fs::read(SAMPLE).unwrap();
    large.resize(70 << 20, b' ');
    fs::write(folder.path().join("large.pdf"), large).unwrap();
    let run = |arguments: &[&str]| {
        Command::new(VALLA).arg(folder.path()).args(["--format", "jsonl"]).args(arguments).output().unwrap().stdout
    };
    let contained = run(&[]);
    let row: Value = serde_json::from_slice(&contained).unwrap();
    assert_eq!(row["status"], "ok", "{}", row["warnings"]);
    assert!(contained == run(&["--no-containment"]));
}

/// A worker that answers with a reading of its own; `$line` is the request.
fn answering(folder: &Path, answers: &str) -> PathBuf {
    // It takes in all bytes before it answers: who stops listening early may be dead before the last were sent.
    let takes = r#"length=${line##*\"length\":}; bytes=$(head -c "${length%%[,\}]*}" | tr -d '\0')"#;
    program(folder, &format!("#!/bin/sh\nread opening\necho '{GREETING}'\nread line\n{takes}\n{answers}\n"))
}

/// An answer of a worker, with one date and these warnings.
fn reading(warnings: &str) -> String {
    let moment = r#"{"text":"2013","earliest":"2013-01-01T00:00:00Z","latest":"2013-12-31T23:59:59Z","zone":"unwritten","precision":"year"}"#;
    let evidence = format!(
        r#"{{"id":"e1","property":"pdf.info.CreationDate","role":"created","raw":"2013","value":{{"present":{{"moment":{moment}}}}},"locus":{{"path":"Info"}},"editability":"F2"}}"#
    );
    format!(
        r#"{{"id":"","extraction":{{"format":{{"name":"PDF","basis":""}},"status":"ok","limits":[],"warnings":[{warnings}],"revisions":[],"evidence":[{evidence}]}}}}"#
    )
}

fn read_with(program: PathBuf, passwords: &[&str]) -> valla::Exhibit {
    let read = ReadOptions { passwords: passwords.iter().map(ToString::to_string).collect(), ..ReadOptions::default() };
    let pool = Pool::start(program, Limits::default(), read.clone(), Arc::default()).unwrap();
    let options = Options { reading_room: Arc::new(pool), read, jobs: 1, ..Options::default() };
    examine(&[PathBuf::from(SAMPLE)], &options).unwrap().exhibits.remove(0)
}

#[test]
fn a_file_that_ends_its_reader_is_read_again_in_a_reduced_way_and_stays_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let cheap = format!("case \"$line\" in *'\"reduced\":true'*) echo '{}';; *) kill -24 $$;; esac", reading(""));
    let exhibit = read_with(answering(folder.path(), &cheap), &[]);
    let read = &exhibit.extraction;
    assert_eq!((read.status, read.reduced, read.evidence.len()), (Status::Error, true, 1), "{:?}", read.warnings);
    assert_eq!(read.warnings.last().unwrap().code, "cpu-limit");
    assert!(read.warnings.last().unwrap().message.contains("without the words"), "{:?}", read.warnings);
}

/// A member that ends its reader costs itself alone; members that a worker loses are no reading.
#[test]
fn a_deadly_member_of_a_container_is_a_row_and_the_others_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let extraction =
        r#"{"format":{"name":"PDF","basis":""},"status":"ok","limits":[],"warnings":[],"revisions":[],"evidence":[]}"#;
    let member = |name: &str| {
        format!(r#"{{"id":"","part":{{"member":{{"name":"{name}","size":1,"sha256":"","extraction":{extraction}}}}}}}"#)
    };
    let all = |count: u32| format!(r#"{{"id":"","parts":{count},"extraction":{extraction}}}"#);
    let (one, two, three) = (member("one"), member("two"), member("three"));
    let deadly = format!(
        "echo '{{\"id\":\"\",\"part\":\"begins\"}}'\necho '{one}'\n\
         case \"$line\" in *'\"passed_over\":[1]'*) echo '{two}'; echo '{three}'; echo '{}';; *) kill -9 $$;; esac",
        all(3)
    );
    let pool =
        Pool::start(answering(folder.path(), &deadly), Limits::default(), ReadOptions::default(), Arc::default());
    let options = Options { reading_room: Arc::new(pool.unwrap()), jobs: 1, ..Options::default() };
    let rows = examine(&[PathBuf::from(SAMPLE)], &options).unwrap().exhibits;
    let inside: Vec<String> = rows.iter().map(|row| row.inside.join("/")).collect();
    assert_eq!(inside, ["", "one", "two", "three"]);
    assert!(rows.iter().all(|row| row.extraction.status == Status::Ok));
    // A worker that counts more members than came lost one.
    let loses = format!("echo '{{\"id\":\"\",\"part\":\"begins\"}}'\necho '{one}'\necho '{}'", all(2));
    let pool = Pool::start(answering(folder.path(), &loses), Limits::default(), ReadOptions::default(), Arc::default());
    let options = Options { reading_room: Arc::new(pool.unwrap()), jobs: 1, ..Options::default() };
    let rows = examine(&[PathBuf::from(SAMPLE)], &options).unwrap().exhibits;
    assert_eq!(rows[0].extraction.status, Status::Error);
    assert!(rows[0].extraction.warnings[0].message.contains("members"), "{:?}", rows[0].extraction.warnings);
}

#[test]
fn a_slow_file_waits_for_the_end_of_the_run_and_the_rows_keep_their_order() {
    let folder = tempfile::tempdir().unwrap();
    let files = folder.path().join("files");
    fs::create_dir(&files).unwrap();
    fs::write(files.join("000-slow.pdf"), "slow").unwrap();
    for number in 1..=300 {
        fs::write(files.join(format!("{number:03}.pdf")), format!("{number:03}\n")).unwrap();
    }
    // The first budget of a small file is two seconds of processor time.
    let log = folder.path().join("log");
    let slow = format!(
        "case \"$bytes$line\" in slow*'\"cpu_seconds\":2'*) kill -24 $$;; esac\n\
         echo \"$bytes\" >> {log:?}\necho '{}'",
        reading("")
    );
    let pool = Pool::start(answering(folder.path(), &slow), Limits::default(), ReadOptions::default(), Arc::default());
    let options = Options { reading_room: Arc::new(pool.unwrap()), jobs: 1, ..Options::default() };
    let rows = examine(&[files], &options).unwrap().exhibits;
    let names: Vec<&str> = rows.iter().map(|row| row.path.rsplit('/').next().unwrap()).collect();
    assert_eq!(names.len(), 301);
    assert!(names.is_sorted());
    assert!(rows.iter().all(|row| row.extraction.status == Status::Ok && !row.extraction.reduced));
    // All others had begun before its turn came again.
    let log = fs::read_to_string(log).unwrap();
    let turn = log.lines().position(|line| line == "slow").unwrap();
    assert!(turn > 40, "it was the {turn}th to be read");
}

#[test]
fn only_the_reader_of_a_locked_file_is_told_passwords() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("openings");
    let locked = reading(r#"{"code":"encrypted","message":"locked"}"#);
    let answers = format!(
        "echo \"$opening\" >> {log:?}\ncase \"$opening\" in *sesame*) echo '{}';; *) echo '{locked}';; esac",
        reading("")
    );
    let exhibit = read_with(answering(folder.path(), &answers), &["sesame"]);
    assert!(exhibit.extraction.warnings.is_empty(), "{:?}", exhibit.extraction.warnings);
    let openings = fs::read_to_string(&log).unwrap();
    let told: Vec<bool> = openings.lines().map(|line| line.contains("sesame")).collect();
    assert_eq!(told, [false, true]);
    // A file without a lock gets no password.
    fs::remove_file(&log).unwrap();
    let open = format!("echo \"$opening\" >> {log:?}\necho '{}'", reading(""));
    read_with(answering(folder.path(), &open), &["sesame"]);
    assert!(!fs::read_to_string(&log).unwrap().contains("sesame"));
}

#[test]
fn an_interruption_ends_a_run_whatever_it_reads() {
    let folder = tempfile::tempdir().unwrap();
    let sparse = folder.path().join("sparse");
    // Hours of zeros.
    if fs::File::create(&sparse).and_then(|file| file.set_len(8 << 40)).is_err() {
        println!("skipped: this file system holds no sparse file of 8 TiB");
        return;
    }
    for arguments in [&["--format", "jsonl"][..], &["--no-containment"], &["--case", "../run.valla"]] {
        let place = tempfile::tempdir().unwrap();
        let mut child = Command::new(VALLA)
            .arg(folder.path())
            .args(arguments.iter().map(|one| one.replace("..", place.path().to_str().unwrap())))
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(500));
        Command::new("kill").arg("-TERM").arg(child.id().to_string()).status().unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(130), "{arguments:?}");
    }
}

#[test]
fn without_containment_a_file_has_a_deadline_too() {
    let output = Command::new(VALLA)
        .args(["samples/hostile", "--format", "jsonl", "--no-containment", "--time-limit", "60"])
        .output()
        .unwrap();
    let contained = Command::new(VALLA).args(["samples/hostile", "--format", "jsonl"]).output().unwrap();
    assert!(output.stdout == contained.stdout, "the rows differ");
}

#[test]
fn a_reader_of_the_output_that_goes_away_ends_the_run() {
    let mut child = Command::new(VALLA)
        .args(["samples", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.starts_with('{'));
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
}
