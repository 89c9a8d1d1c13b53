//! `cargo bench --bench many`: a run over very many small files. `VALLA_MANY` says how many (100,000 unless told). Prints the
//! rate, the peak of the memory of the parent process and of its largest worker, and how many bytes of the case file a file takes.
//! `VALLA_FOLDER=archive cargo bench --bench many` measures the same over a folder of real files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a bench stops at the first fault and prints"
)]

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const VALLA: &str = env!("CARGO_BIN_EXE_valla");

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let files = std::env::var_os("VALLA_FOLDER").map_or_else(|| make(&folder.path().join("files")), PathBuf::from);
    let count = walk(&files);
    println!("{count} files below {}", files.display());
    let case = folder.path().join("many.valla");
    let case_text = case.to_str().unwrap();
    let run = |what: &str, arguments: &[&str]| measure(what, &files, count, arguments);
    let size = || println!("{:<26} {:>8} bytes of the case for a file", "", fs::metadata(&case).unwrap().len() / count);
    run("jsonl", &["--format", "jsonl"]);
    run("jsonl, not contained", &["--format", "jsonl", "--no-containment"]);
    run("terminal report", &[]);
    run("with a new case", &["--format", "jsonl", "--case", case_text]);
    size();
    run("case again, nothing new", &["--format", "jsonl", "--case", case_text]);
    run("case with a new claim", &["--format", "jsonl", "--case", case_text, "--claimed-date", "2012"]);
    size();
}

/// Makes very many small files.
fn make(files: &Path) -> PathBuf {
    let count: usize = std::env::var("VALLA_MANY").ok().and_then(|text| text.parse().ok()).unwrap_or(100_000);
    let sample = fs::read("samples/checks/D001-clear-no-zone.pdf").unwrap();
    for number in 0..count {
        let below = files.join(format!("{:03}", number / 1_000));
        if number % 1_000 == 0 {
            fs::create_dir_all(&below).unwrap();
        }
        let mut file = File::create(below.join(format!("{number}.pdf"))).unwrap();
        file.write_all(&sample).unwrap();
        // Other bytes in each, and many of one size.
        writeln!(file, "% {number:08}").unwrap();
    }
    files.to_path_buf()
}

fn measure(what: &str, files: &Path, count: u64, arguments: &[&str]) {
    let start = Instant::now();
    let mut child =
        Command::new(VALLA).arg(files).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (mut parent, mut largest_worker) = (0, 0);
    while child.try_wait().unwrap().is_none() {
        parent = parent.max(peak(child.id()));
        for worker in children(child.id()) {
            largest_worker = largest_worker.max(peak(worker));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{what:<26} {:>8.0} files a second; parent at most {} MB, a worker {} MB",
        count as f64 / seconds,
        parent >> 10,
        largest_worker >> 10
    );
}

/// How many files are below a folder.
fn walk(files: &Path) -> u64 {
    let entries = fs::read_dir(files).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}

/// The most memory a process ever held, in KiB.
fn peak(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}

fn children(process: u32) -> Vec<u32> {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    tasks
        .filter_map(|task| fs::read_to_string(task.path().join("children")).ok())
        .flat_map(|list| list.split_whitespace().filter_map(|number| number.parse().ok()).collect::<Vec<u32>>())
        .collect()
}
