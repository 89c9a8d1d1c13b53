//! How much CPU an examination costs, as multiples of reading and hashing the same files in the same run.
//!
//! ```text
//! cargo bench                          # the samples
//! VALLA_CORPUS=folder cargo bench      # the PDF files of a folder
//! ```
//!
//! Where `exiftool` is installed it is run on the same files. CPU time (user and system, children included) is compared,
//! not wall time, since machines are shared; ratios, not seconds, are worth quoting.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a benchmark prints and may stop")]

use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// User and system time of this process's ended children.
fn children() -> Duration {
    // /proc/self/stat, fields 16 and 17, in ticks of a hundredth of a second (proc(5)).
    let stat = std::fs::read_to_string("/proc/self/stat").expect("CPU times are read from /proc: Linux only");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
    let ticks: u64 = fields[13].parse::<u64>().unwrap() + fields[14].parse::<u64>().unwrap();
    Duration::from_millis(ticks * 10)
}

fn cpu(command: &mut Command) -> Duration {
    let before = children();
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.code().is_some());
    children() - before
}

fn main() {
    // The bench binary runs itself for the floor, so that it is measured like the rest: as a child.
    if let Some(list) = std::env::var_os("VALLA_BENCH_FLOOR") {
        for path in std::fs::read_to_string(list).unwrap().lines() {
            std::hint::black_box(Sha256::digest(std::fs::read(path).unwrap()));
        }
        return;
    }
    let folder = std::env::var_os("VALLA_CORPUS").map_or_else(|| PathBuf::from("samples"), PathBuf::from);
    let files: Vec<PathBuf> = walkdir::WalkDir::new(&folder)
        .sort_by_file_name()
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| {
            entry.file_type().is_file() && entry.path().extension().is_some_and(|extension| extension == "pdf")
        })
        .map(walkdir::DirEntry::into_path)
        .collect();
    let bytes: u64 = files.iter().map(|path| path.metadata().unwrap().len()).sum();
    println!("{} PDF files, {} bytes in {}", files.len(), bytes, folder.display());
    let list = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(list.path(), files.iter().map(|path| format!("{}\n", path.display())).collect::<String>()).unwrap();

    // The system counts in hundredths of a second, so each is run ten times and the mean is shown.
    let own = std::env::current_exe().unwrap();
    let valla = Path::new(env!("CARGO_BIN_EXE_valla"));
    let mean = |mut run: Box<dyn FnMut() -> Command>| (0..10).map(|_| cpu(&mut run())).sum::<Duration>() / 10;
    let list_path = list.path().to_path_buf();
    let list_of = list_path.clone();
    let floor = mean(Box::new(move || {
        let mut command = Command::new(&own);
        command.env("VALLA_BENCH_FLOOR", &list_of);
        command
    }));
    let list_of = list_path.clone();
    let examine = mean(Box::new(move || {
        let mut command = Command::new(valla);
        command.arg("--files-from").arg(&list_of).args(["--format", "jsonl"]);
        command
    }));
    let start = mean(Box::new(move || {
        let mut command = Command::new(valla);
        command.args(["list", "knowledge"]);
        command
    }));
    println!("read and SHA-256        {floor:?}");
    println!(
        "valla examine           {examine:?}  {:.1} times reading and SHA-256",
        examine.as_secs_f64() / floor.as_secs_f64().max(0.001)
    );
    println!("valla, all tables read  {start:?}");
    compare(&files, &list_path, examine);
}

/// The tools that each tell a part of what one run of valla tells, on the same files, where they are installed.
fn compare(files: &[PathBuf], list: &Path, examine: Duration) {
    let installed = |tool: &str, flag: &str| {
        Command::new(tool).arg(flag).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    };
    let show = |name: &str, cost: Duration| {
        println!(
            "{name:<23} {cost:?}  valla takes 1/{:.1} of it",
            cost.as_secs_f64() / examine.as_secs_f64().max(0.001)
        );
    };
    let mut all = Duration::ZERO;
    if installed("exiftool", "-ver") {
        let cost = cpu(Command::new("exiftool").arg("-json").arg("-@").arg(list));
        show("exiftool -json", cost);
        all += cost;
    }
    for (tool, flag) in [("pdfresurrect", "-q"), ("pdffonts", "--"), ("pdfsig", "-nocert")] {
        if installed(tool, "-v") {
            let cost =
                files.iter().map(|file| cpu(Command::new("timeout").arg("20").arg(tool).arg(flag).arg(file))).sum();
            show(tool, cost);
            all += cost;
        }
    }
    if all.is_zero() {
        println!("no tool to compare with is installed");
    } else {
        show("all of them", all);
    }
}
