//! `valla verify` says yes only where everything that is expected was read, and is what it was.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use rusqlite::Connection;
use std::fs;
use std::io::Read;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use support::older_case::teach_checksums;
use valla::casefile::{CaseFile, Unfound, update};
use valla::pipeline::{Options, Silent};

fn valla(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_valla"));
    command.env("SOURCE_DATE_EPOCH", "1764000000").current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    valla(folder).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// A folder with twelve files in `disk/`, two of them in `disk/inner/`, and a case of them.
fn archive() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("disk/inner")).unwrap();
    for number in 0..10 {
        fs::write(folder.path().join(format!("disk/{number}.txt")), format!("number {number}")).unwrap();
    }
    for name in ["one.txt", "two.txt"] {
        fs::write(folder.path().join("disk/inner").join(name), name).unwrap();
    }
    assert_eq!(run(folder.path(), &["examine", "disk", "--case", "a.valla"]).status.code(), Some(0));
    folder
}

fn rows(folder: &Path) -> String {
    text(&run(folder, &["report", "a.valla", "--format", "jsonl"]).stdout)
}

fn verified(folder: &Path) -> (Option<i32>, String) {
    let output = run(folder, &["verify", "a.valla"]);
    (output.status.code(), text(&output.stdout))
}

#[test]
fn a_disk_that_is_not_mounted_is_not_taken_for_a_deletion() {
    let archive = archive();
    let folder = archive.path();
    let before = rows(folder);
    // What a mount point looks like without its disk.
    fs::rename(folder.join("disk"), folder.join("unplugged")).unwrap();
    fs::create_dir(folder.join("disk")).unwrap();
    let empty = run(folder, &["examine", "disk", "--case", "a.valla", "--format", "jsonl"]);
    assert_eq!(empty.status.code(), Some(3));
    let told = text(&empty.stderr);
    assert!(told.contains("12 of the 12 files") && told.contains("disk/0.txt") && told.contains("--gone"), "{told}");
    assert_eq!(text(&empty.stdout), before, "nothing left the report");
    let (status, told) = verified(folder);
    assert!(status == Some(1) && told.contains("expected 12 = same 0 + changed 0 + moved 0 + missing 12"), "{told}");
    // And without its mount point.
    fs::remove_dir(folder.join("disk")).unwrap();
    let nothing = run(folder, &["examine", "disk", "--case", "a.valla", "--format", "jsonl"]);
    assert_eq!(nothing.status.code(), Some(3));
    assert!(text(&nothing.stdout).lines().count() == 13 && text(&nothing.stdout).contains("no such file or folder"));
    assert_eq!(verified(folder).0, Some(1));
    // The disk is back, and all is well.
    fs::rename(folder.join("unplugged"), folder.join("disk")).unwrap();
    assert_eq!(run(folder, &["examine", "disk", "--case", "a.valla"]).status.code(), Some(0));
    assert_eq!(rows(folder), before);
    assert_eq!(verified(folder).0, Some(0), "{}", verified(folder).1);
}

#[test]
fn what_is_deleted_is_missed_until_somebody_says_that_it_is_gone() {
    let archive = archive();
    let folder = archive.path();
    fs::remove_file(folder.join("disk/3.txt")).unwrap();
    assert_eq!(
        run(folder, &["examine", "disk", "--case", "a.valla"]).status.code(),
        Some(0),
        "one of twelve may be deleted"
    );
    assert!(!rows(folder).contains("disk/3.txt"));
    let (status, told) = verified(folder);
    assert!(status == Some(1) && told.contains("missing    disk/3.txt"), "{told}");
    run(folder, &["examine", "disk", "--case", "a.valla", "--gone"]);
    assert_eq!(verified(folder).0, Some(0), "{}", verified(folder).1);
    let status = text(&run(folder, &["status", "a.valla"]).stdout);
    assert!(status.contains("gone since: 0; accepted as gone: 1"), "{status}");
    // It comes back: it is expected again.
    fs::write(folder.join("disk/3.txt"), "number 3").unwrap();
    assert!(verified(folder).1.contains("new        disk/3.txt"));
    run(folder, &["examine", "disk", "--case", "a.valla"]);
    assert_eq!(verified(folder).0, Some(0));
    // A whole folder that was named is gone on purpose.
    fs::remove_dir_all(folder.join("disk")).unwrap();
    run(folder, &["examine", "disk", "--case", "a.valla", "--gone"]);
    assert_eq!(verified(folder).0, Some(0), "{}", verified(folder).1);
    let left_out = run(folder, &["examine", "disk", "--case", "a.valla", "--gone", "--exclude", "*.tmp"]);
    assert_eq!(left_out.status.code(), Some(2), "what is left out is not gone");
}

#[test]
fn a_file_that_was_named_keeps_its_row_and_its_digest() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("docs")).unwrap();
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/leak/07-tablica.pdf"), folder.join("docs/a.pdf"))
        .unwrap();
    run(folder, &["docs/a.pdf", "--case", "a.valla"]);
    let before = rows(folder);
    fs::remove_file(folder.join("docs/a.pdf")).unwrap();
    let again = run(folder, &["docs/a.pdf", "--case", "a.valla"]);
    assert_eq!(again.status.code(), Some(3));
    assert!(text(&again.stderr).contains("1 of the 1 files"), "{}", text(&again.stderr));
    assert_eq!((rows(folder), verified(folder).0), (before, Some(1)));
    // Something else is there now, which nobody can read: it is still expected to be what it was.
    fs::create_dir(folder.join("docs/a.pdf")).unwrap();
    run(folder, &["docs/a.pdf", "--case", "a.valla"]);
    assert_eq!(verified(folder).0, Some(1), "{}", verified(folder).1);
    fs::remove_dir(folder.join("docs/a.pdf")).unwrap();
    run(folder, &["docs/a.pdf", "--case", "a.valla", "--gone"]);
    assert_eq!((rows(folder), verified(folder).0), (String::new(), Some(0)));
}

#[test]
fn rows_of_a_folder_without_permission_stay() {
    let archive = archive();
    let folder = archive.path();
    // Root may look into everything, so somebody else runs it.
    let owner = Command::new("chown").args(["-R", "65534:65534"]).arg(folder).output().unwrap().status.success();
    let by_another = |arguments: &[&str]| {
        let mut command = valla(folder);
        if owner {
            command.uid(65534).gid(65534);
        }
        command.args(arguments).output().unwrap()
    };
    let closed = folder.join("disk/inner");
    let before = rows(folder);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o000)).unwrap();
    let report = by_another(&["examine", "disk", "--case", "a.valla", "--format", "jsonl"]);
    let verified = by_another(&["verify", "a.valla"]);
    fs::write(closed.join("three.txt"), "nobody expects it").ok();
    let new = by_another(&["verify", "a.valla"]);
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o700)).unwrap();
    assert_eq!(report.status.code(), Some(3), "{}", text(&report.stderr));
    let told = text(&report.stdout);
    assert!(before.lines().all(|row| told.contains(row.split("\"path\":").nth(1).unwrap())), "{told}");
    assert!(told.contains("no permission to read it"), "{told}");
    for verified in [verified, new] {
        let told = text(&verified.stdout);
        assert!(verified.status.code() == Some(1) && told.contains("disk/inner/one.txt"), "{told}");
    }
    assert_eq!(by_another(&["examine", "disk", "--case", "a.valla"]).status.code(), Some(0));
}

#[test]
fn a_full_disk_is_a_failure_of_every_command_that_prints() {
    let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") else {
        println!("skipped: no /dev/full here");
        return;
    };
    let archive = archive();
    for arguments in [
        &["verify", "a.valla"][..],
        &["verify", "a.valla", "--all", "--jsonl"],
        &["status", "a.valla"],
        &["survey", "a.valla"],
        &["report", "a.valla"],
        &["report", "a.valla", "--format", "json"],
        &["disk", "--format", "csv"],
        &["precheck", "disk/1.txt"],
        &["revisions", "disk/1.txt"],
        &["list", "checks"],
        &["list", "formats"],
        &["list", "knowledge"],
        &["explain", "P001"],
        &["schema"],
        &["doctor"],
        &["completions", "bash"],
        &["--help"],
        &["--version"],
        &[],
    ] {
        let output = valla(archive.path()).args(arguments).stdout(full.try_clone().unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{arguments:?}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains("cannot write"), "{arguments:?}: {}", text(&output.stderr));
    }
}

#[test]
fn a_reader_that_goes_away_changes_no_status() {
    let archive = archive();
    let folder = archive.path();
    let status = |arguments: &[&str]| {
        let mut child = valla(folder).args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut told = String::new();
        child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        (child.wait().unwrap().code(), told)
    };
    assert_eq!(status(&["verify", "a.valla", "--all"]), (Some(0), String::new()));
    assert_eq!(status(&["list", "checks"]), (Some(0), String::new()));
    fs::write(folder.join("disk/9.txt"), "another").unwrap();
    assert_eq!(status(&["verify", "a.valla", "--all"]), (Some(1), String::new()));
}

#[test]
fn a_manifest_of_nothing_and_a_folder_that_is_not_there_do_not_hold() {
    let archive = archive();
    let folder = archive.path();
    fs::write(folder.join("sums"), "").unwrap();
    let empty = run(folder, &["verify", "sums"]);
    assert!(empty.status.code() == Some(4) && text(&empty.stderr).contains("names no file"), "{}", text(&empty.stderr));
    fs::write(folder.join("sums"), run(folder, &["disk", "--format", "sha256sum"]).stdout).unwrap();
    assert_eq!(run(folder, &["verify", "sums", "disk"]).status.code(), Some(0));
    let missing = run(folder, &["verify", "sums", "disk", "dusk"]);
    assert!(missing.status.code() == Some(1) && text(&missing.stdout).contains("unreadable dusk"), "{missing:?}");
}

#[test]
fn a_bag_never_leads_outside() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::write(folder.join("secret"), "hello").unwrap();
    let digest = text(&Command::new("sha256sum").arg(folder.join("secret")).output().unwrap().stdout)[..64].to_owned();
    fs::create_dir_all(folder.join("bag/data")).unwrap();
    fs::write(folder.join("bag/bagit.txt"), "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n").unwrap();
    fs::write(folder.join("bag/data/in"), "hello").unwrap();
    fs::create_dir(folder.join("bag/data/..\n")).unwrap();
    fs::write(folder.join("bag/data/..\n/in"), "hello").unwrap();
    let verify = |path: &str| {
        let lines = format!("{digest}  data/in\n{digest}  data/..%0A/in\n{digest}  {path}\n");
        fs::write(folder.join("bag/manifest-sha256.txt"), lines).unwrap();
        let output = run(folder, &["verify", "bag"]);
        (output.status.code(), text(&output.stdout) + &text(&output.stderr))
    };
    assert_eq!(verify("data/in").0, Some(0), "a name may look odd: {}", verify("data/in").1);
    let absolute = folder.join("secret").display().to_string();
    for path in ["../secret", "data/../../secret", absolute.as_str(), "./../secret", "data/..%0A/../../../secret"] {
        let (status, told) = verify(path);
        assert!(status == Some(4) && told.contains("leads out of the bag"), "{path}: {told}");
    }
    // The words of the file outside would agree, so only the way tells.
    symlink(folder.join("secret"), folder.join("bag/data/link")).unwrap();
    symlink("..", folder.join("bag/up")).unwrap();
    for path in ["data/link", "up/secret"] {
        let (status, told) = verify(path);
        assert!(status == Some(1) && told.contains("out of the bag") && told.contains("unreadable"), "{path}: {told}");
    }
    symlink("in", folder.join("bag/data/inside")).unwrap();
    assert_eq!(verify("data/inside").0, Some(0), "a link within the bag");
    fs::rename(folder.join("bag/manifest-sha256.txt"), folder.join("outside.txt")).unwrap();
    symlink("../outside.txt", folder.join("bag/manifest-sha256.txt")).unwrap();
    assert_eq!(run(folder, &["verify", "bag"]).status.code(), Some(4), "a manifest outside");
}

/// As many paths as rows: a query for each pair would take hours.
#[test]
fn twenty_thousand_named_files_are_marked_in_one_pass() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.valla");
    let case = CaseFile::open(&path).unwrap();
    let options = Options { jobs: 1, ..Options::default() };
    update(&case, &[], &[], Unfound::Left, &options, &Silent).unwrap();
    drop(case);
    let database = Connection::open(&path).unwrap();
    teach_checksums(&database);
    database
        .execute_batch(
            "PRAGMA foreign_keys = off;
             WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 19999)
               INSERT INTO exhibit SELECT i + 1, CAST(printf('folder/%05d', i) AS BLOB), '', 0, 'x', 'x', 'ok', '', '', '', '', '', '', 1, 1, 0,
                 1, '{}', 0, 0, '', zeroblob(32), zeroblob(32) FROM n;
             INSERT INTO exhibit_checksum SELECT e.number, row_checksum(e.number, e.path, e.shown, e.size, e.state, e.sha256, e.status,
               e.format, e.version, e.puid, e.valla, e.reading, e.reasoning, e.seen, e.examined, e.gone, e.hashed, e.digests, e.parts,
               e.locked, e.trouble, e.read, e.found) FROM exhibit AS e;
             UPDATE total SET exhibits = 20000, columns = row_checksum(20000, runs, pseudonym_key)",
        )
        .unwrap();
    drop(database);
    let case = CaseFile::open(&path).unwrap();
    let scope: Vec<PathBuf> = (0..20_000).map(|number| format!("folder/{number:05}").into()).collect();
    update(&case, &[], &scope, Unfound::Accepted, &options, &Silent).unwrap();
    let count = "SELECT count(*) FROM exhibit WHERE gone = 2";
    let gone: i64 = Connection::open(&path).unwrap().query_row(count, [], |row| row.get(0)).unwrap();
    assert_eq!(gone, 20_000);
}
