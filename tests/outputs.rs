//! Nothing that a run examines or reads is ever written by it, whatever path is named for its output.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

use std::fs;
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const VALLA: &str = env!("CARGO_BIN_EXE_valla");
const SAMPLE: &str = "samples/leak/01-prikaz.pdf";

/// A folder of evidence, and next to it a place for outputs and what else a run reads.
struct Desk {
    folder: tempfile::TempDir,
    before: Vec<(PathBuf, Vec<u8>, u64)>,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for name in ["evidence", "out"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        fs::copy(SAMPLE, folder.path().join("evidence/order.pdf")).unwrap();
        fs::copy(SAMPLE, folder.path().join("evidence/second.pdf")).unwrap();
        fs::write(folder.path().join("claims.toml"), "[[claim]]\npath = \"*\"\nbytes = \"2013\"\n").unwrap();
        fs::write(folder.path().join("passwords"), "sesame\n").unwrap();
        let mut desk = Self { folder, before: vec![] };
        desk.before = ["evidence/order.pdf", "evidence/second.pdf", "claims.toml", "passwords"]
            .map(|name| desk.path(name))
            .map(|path| (path.clone(), fs::read(&path).unwrap(), fs::metadata(&path).unwrap().ino()))
            .to_vec();
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = Command::new(VALLA).args(arguments).current_dir(self.folder.path()).output().unwrap();
        // Whatever happened: what was there is as it was, and nothing else is in the folder of the evidence.
        for (path, bytes, number) in &self.before {
            assert!(fs::read(path).unwrap() == *bytes, "{arguments:?} changed {path:?}");
            assert_eq!(fs::metadata(path).unwrap().ino(), *number, "{arguments:?} replaced {path:?}");
        }
        let names = fs::read_dir(self.path("evidence")).unwrap().count();
        assert_eq!(names, 2, "{arguments:?} left something among the evidence");
        output
    }

    fn refuses(&self, arguments: &[&str]) {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains("another"), "{arguments:?}: {said}");
    }

    fn takes(&self, arguments: &[&str]) {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(matches!(output.status.code(), Some(0 | 3)), "{arguments:?}: {said}");
    }
}

#[test]
fn no_output_goes_among_the_evidence_or_upon_it() {
    let desk = Desk::new();
    symlink("evidence/order.pdf", desk.path("out/link.pdf")).unwrap();
    symlink("../evidence", desk.path("out/folder")).unwrap();
    fs::hard_link(desk.path("evidence/order.pdf"), desk.path("out/hard.pdf")).unwrap();
    for option in ["--output", "--html", "--case"] {
        for place in ["evidence/new", "evidence/order.pdf", "out/link.pdf", "out/folder/new", "out/hard.pdf"] {
            if place == "out/link.pdf" {
                // It leads to where the evidence is.
                fs::remove_file(desk.path(place)).unwrap();
                symlink("../evidence/order.pdf", desk.path(place)).unwrap();
            }
            desk.refuses(&["evidence", option, place]);
            // Of a file that was named, its folder is not written either.
            desk.refuses(&["evidence/order.pdf", option, place]);
        }
    }
    desk.refuses(&["evidence", "--baseline", "evidence/new", "--update-baseline"]);
    desk.refuses(&["evidence", "--baseline", "out/hard.pdf", "--update-baseline"]);
    desk.refuses(&["revisions", "evidence/order.pdf", "--extract", "evidence"]);
    desk.refuses(&["revisions", "evidence/order.pdf", "--extract", "out/folder"]);
    desk.refuses(&["revisions", "evidence/order.pdf", "--render", "evidence"]);
}

#[test]
fn no_output_replaces_what_the_run_reads_or_another_output() {
    let desk = Desk::new();
    desk.refuses(&["evidence", "--claims", "claims.toml", "--output", "claims.toml"]);
    desk.refuses(&["evidence", "--claims", "claims.toml", "--html", "./claims.toml"]);
    desk.refuses(&["evidence", "--password-file", "passwords", "--output", "passwords"]);
    desk.refuses(&["evidence", "--claims", "claims.toml", "--case", "claims.toml"]);
    // What is no baseline is not written over.
    desk.refuses(&["evidence", "--baseline", "passwords", "--update-baseline"]);
    desk.refuses(&["evidence", "--output", "out/x", "--html", "out/x"]);
    desk.refuses(&["evidence", "--case", "out/run.valla", "--output", "out/run.valla"]);
    desk.takes(&["evidence", "--case", "out/run.valla", "--output", "out/report"]);
    let case = fs::read(desk.path("out/run.valla")).unwrap();
    desk.refuses(&["report", "out/run.valla", "--output", "out/run.valla"]);
    assert!(fs::read(desk.path("out/run.valla")).unwrap() == case);
    // An empty file may be what somebody has only begun to write.
    fs::write(desk.path("out/empty"), "").unwrap();
    desk.refuses(&["evidence", "--case", "out/empty"]);
    assert_eq!(fs::metadata(desk.path("out/empty")).unwrap().len(), 0);
}

#[test]
fn pipes_and_devices_are_written_into_and_links_are_followed() {
    let desk = Desk::new();
    let pipe = desk.path("out/pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || {
            let mut text = String::new();
            fs::File::open(pipe).unwrap().read_to_string(&mut text).unwrap();
            text
        }
    });
    desk.takes(&["evidence", "--format", "jsonl", "--output", "out/pipe"]);
    assert_eq!(reader.join().unwrap().lines().count(), 2);
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
    // As root a rename would put a file in the place of the device.
    symlink("/dev/null", desk.path("out/null")).unwrap();
    desk.takes(&["evidence", "--format", "jsonl", "--output", "out/null"]);
    assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    let _socket = std::os::unix::net::UnixListener::bind(desk.path("out/socket")).unwrap();
    desk.refuses(&["evidence", "--format", "jsonl", "--output", "out/socket"]);
    assert!(fs::metadata(desk.path("out/socket")).unwrap().file_type().is_socket());
    fs::create_dir(desk.path("out/below")).unwrap();
    symlink("below/rows", desk.path("out/rows")).unwrap();
    desk.takes(&["evidence", "--format", "jsonl", "--output", "out/rows"]);
    assert!(desk.path("out/rows").is_symlink());
    assert_eq!(fs::metadata(desk.path("out/below/rows")).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn states_are_written_into_a_folder_for_their_owner_only() {
    let desk = Desk::new();
    desk.takes(&["revisions", "evidence/order.pdf", "--extract", "out/states"]);
    assert_eq!(fs::metadata(desk.path("out/states")).unwrap().permissions().mode() & 0o777, 0o700);
    assert!(fs::read_dir(desk.path("out/states")).unwrap().count() > 0);
}

#[test]
fn what_a_killed_run_left_is_gone_after_the_next() {
    let desk = Desk::new();
    let left = desk.path("out/.valla-output-abcdef");
    fs::write(&left, "half").unwrap();
    let hour_ago = std::time::SystemTime::now() - std::time::Duration::from_secs(3_600);
    fs::File::options().write(true).open(&left).unwrap().set_modified(hour_ago).unwrap();
    desk.takes(&["evidence", "--output", "out/report"]);
    let names: Vec<_> = fs::read_dir(desk.path("out")).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["report"]);
}

#[test]
fn a_folder_that_becomes_a_link_is_not_followed() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("evidence-2/inner")).unwrap();
    fs::copy(SAMPLE, desk.path("evidence-2/inner/order.pdf")).unwrap();
    fs::create_dir(desk.path("outside")).unwrap();
    fs::write(desk.path("outside/order.pdf"), "%PDF-1.4 secret").unwrap();
    let items = valla::pipeline::walk::walk(&[desk.path("evidence-2")], false);
    fs::rename(desk.path("evidence-2/inner"), desk.path("moved")).unwrap();
    symlink(desk.path("outside"), desk.path("evidence-2/inner")).unwrap();
    let mut rows = Vec::new();
    let options = valla::pipeline::Options { jobs: 1, ..valla::pipeline::Options::default() };
    valla::pipeline::examine_each(&items, &options, &valla::pipeline::Silent, |row| {
        rows.push(row);
        Ok(())
    })
    .unwrap();
    assert_eq!(rows.len(), 1);
    assert!(rows[0].sha256.is_empty(), "bytes from outside were read");
    assert!(rows[0].extraction.warnings[0].message.contains("symbolic link"), "{:?}", rows[0].extraction.warnings);
    assert!(Path::new(&rows[0].path).ends_with("inner/order.pdf"));
}
