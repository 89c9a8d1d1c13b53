//! Files that are built to cost: each is a row, with the limit that it reached.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test stops at the first fault and says what it skips"
)]

mod support;

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use support::examined;
use valla::Exhibit;
use valla::model::Status;
use valla::pipeline::{Options, examine};

/// Every hostile sample that costs, how it must end, and the limit that it reaches.
const COSTLY: &[(&str, Status, Option<&str>)] = &[
    ("flate-bomb.pdf", Status::Partial, Some("ratio")),
    ("flate-bomb-many.pdf", Status::Partial, Some("ratio")),
    ("object-stream-bomb.pdf", Status::Partial, Some("operations")),
    ("xmp-entity-bomb.pdf", Status::Ok, None),
    ("xmp-deep.pdf", Status::Partial, Some("xmp-depth")),
    ("xmp-billion-attributes.pdf", Status::Partial, Some("xmp-values")),
    ("prev-loop-self.pdf", Status::Ok, None),
    ("prev-loop-pair.pdf", Status::Ok, None),
    ("xref-loop-hybrid.pdf", Status::Ok, None),
    ("page-tree-loop.pdf", Status::Ok, None),
    ("page-tree-deep.pdf", Status::Ok, None),
    ("length-loop.pdf", Status::Ok, None),
    ("objstm-extends-loop.pdf", Status::Ok, None),
    ("nested-arrays-10000.pdf", Status::Partial, Some("depth")),
    ("nested-dictionaries-10000.pdf", Status::Partial, Some("depth")),
    ("attached-100-deep.pdf", Status::Ok, None),
    ("many-revisions.pdf", Status::Partial, Some("revisions")),
    ("predictor-huge-columns.pdf", Status::Partial, None),
    ("xref-stream-huge-size.pdf", Status::Ok, None),
    ("xref-stream-huge-widths.pdf", Status::Ok, None),
];

#[test]
fn each_costly_file_ends_as_it_must() {
    let case = examined(&["samples/hostile"], |_| {});
    for (name, status, limit) in COSTLY {
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(&format!("/{name}"))).unwrap();
        let limits: Vec<&str> = exhibit.extraction.limits.iter().map(|limit| limit.name.as_str()).collect();
        let warnings: Vec<&str> = exhibit.extraction.warnings.iter().map(|warning| warning.code.as_str()).collect();
        assert_eq!(exhibit.extraction.status, *status, "{name}: {limits:?} {warnings:?}");
        if let Some(limit) = limit {
            assert!(limits.contains(limit), "{name}: {limits:?}");
        }
    }
}

fn only(path: &Path, change: impl FnOnce(&mut Options)) -> Exhibit {
    let mut options = Options { jobs: 1, ..Options::default() };
    change(&mut options);
    examine(&[path.to_path_buf()], &options).unwrap().exhibits.remove(0)
}

#[test]
fn each_limit_can_be_set_and_stops_an_honest_file() {
    let sample = Path::new("samples/leak/08-doklad.pdf");
    assert_eq!(only(sample, |_| {}).extraction.status, Status::Ok);
    for setting in ["expanded-bytes=10", "stream-bytes=10", "evidence=1", "depth=1", "objects=1", "file-bytes=100"] {
        let exhibit = only(sample, |options| options.read.budget.set(setting).unwrap());
        let (name, _) = setting.split_once('=').unwrap();
        let limits: Vec<&str> = exhibit.extraction.limits.iter().map(|limit| limit.name.as_str()).collect();
        assert_eq!(exhibit.extraction.status, Status::Partial, "{setting}: {limits:?}");
        assert!(limits.contains(&name), "{setting}: {limits:?}");
    }
}

#[test]
fn a_sparse_file_of_four_gibibytes_is_hashed_and_not_held() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sparse.pdf");
    let mut file = File::create(&path).unwrap();
    file.write_all(b"%PDF-1.4\n").unwrap();
    if file.set_len(4 << 30).is_err() {
        println!("skipped: no sparse files here");
        return;
    }
    let exhibit = only(&path, |_| {});
    assert_eq!(exhibit.size, 4 << 30);
    assert_eq!(exhibit.sha256.len(), 64);
    assert_eq!(exhibit.extraction.status, Status::Partial);
    assert_eq!(exhibit.extraction.format.name, "PDF");
    assert_eq!(exhibit.extraction.limits[0].name, "file-bytes");
}

/// Changes a file all the time while it is examined; ends with the test, however that ends.
struct Restless {
    stop: Arc<AtomicBool>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Restless {
    fn start(path: &Path, change: fn(&Path, u32)) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let (flag, path) = (Arc::clone(&stop), path.to_path_buf());
        let thread = std::thread::spawn(move || {
            let mut turn = 0;
            while !flag.load(Ordering::Relaxed) {
                change(&path, turn);
                turn += 1;
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Restless {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.thread.take().unwrap().join();
    }
}

fn set_length(path: &Path, length: u64) {
    let _ = OpenOptions::new().write(true).open(path).and_then(|file| file.set_len(length));
}

#[test]
fn a_file_that_grows_shrinks_or_vanishes_is_an_error_or_a_reading_never_a_mixture() {
    let sample = fs::read("samples/leak/01-prikaz.pdf").unwrap();
    let changes: [fn(&Path, u32); 3] = [
        // Grows by a page, up to four mebibytes and again from the start.
        |path, turn| set_length(path, 20_000 + u64::from(turn % 1_000) * 4_096),
        |path, turn| set_length(path, if turn % 2 == 0 { 9 } else { 1 << 20 }),
        |path, turn| {
            let _ = if turn % 2 == 0 { fs::remove_file(path) } else { fs::write(path, b"%PDF-1.4\n") };
        },
    ];
    for change in changes {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("restless.pdf");
        fs::write(&path, &sample).unwrap();
        let _restless = Restless::start(&path, change);
        for _ in 0..50 {
            let exhibit = only(&path, |_| {});
            // Without a digest it was not read; with one, what was read is one state of the file.
            let code = exhibit.extraction.warnings.first().map_or("", |warning| warning.code.as_str());
            let unread = ["changed-while-read", "unreadable"].contains(&code);
            assert_eq!(exhibit.sha256.len(), if unread { 0 } else { 64 }, "{code}");
            assert!(!unread || exhibit.extraction.status == Status::Error);
        }
    }
}

#[cfg(unix)]
#[test]
fn what_is_no_file_or_may_not_be_read_is_a_row() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    assert!(std::process::Command::new("mkfifo").arg(path("pipe.pdf")).status().unwrap().success());
    symlink("/dev/zero", path("device.pdf")).unwrap();
    symlink(folder.path(), path("loop")).unwrap();
    fs::copy("samples/leak/01-prikaz.pdf", path("locked.pdf")).unwrap();
    fs::set_permissions(path("locked.pdf"), fs::Permissions::from_mode(0o000)).unwrap();
    let options = Options { jobs: 1, follow_links: true, ..Options::default() };
    let case = examine(&[folder.path().to_path_buf(), "/dev/null".into()], &options).unwrap();
    let of = |name: &str| {
        let exhibit = case.exhibits.iter().find(|exhibit| exhibit.path.ends_with(name)).unwrap();
        (exhibit.extraction.status, exhibit.extraction.warnings[0].message.clone())
    };
    assert_eq!(of("pipe.pdf").0, Status::Skipped);
    assert_eq!(of("device.pdf").0, Status::Skipped);
    assert_eq!(of("/dev/null").0, Status::Skipped);
    let (status, message) = of("loop");
    assert_eq!(status, Status::Error);
    assert!(message.contains("leads back"), "{message}");
    if File::open(path("locked.pdf")).is_ok() {
        println!("skipped: this user may read every file");
    } else {
        assert_eq!(of("locked.pdf"), (Status::Error, "no permission to read it".to_owned()));
    }
    assert_eq!(case.summary.files, 5);
}
