//! `valla worker`, `valla doctor`, and where a run reads its files.

use super::args::{LimitArguments, WorkerArguments};
use super::exit::Exit;
use super::print;
use crate::containment::{Confinement, Limits, Pool, serve};
use crate::model::Error;
use crate::pipeline::{InProcess, ReadingRoom};
use crate::readers::ReadOptions;
use crate::reports::escape::safe;
use std::io::BufReader;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

pub(super) fn worker(arguments: WorkerArguments) -> Result<Exit, Error> {
    let confinement = Confinement { memory: arguments.memory.saturating_mul(1 << 20), roots: arguments.root };
    let confinement = (!arguments.unconfined).then_some(&confinement);
    let failed =
        |error: std::io::Error| Error::Unreadable { path: PathBuf::from("standard input"), message: error.to_string() };
    // The pipes themselves: standard input and output have small buffers of their own.
    let input = BufReader::with_capacity(1 << 16, pipe(std::io::stdin()).map_err(failed)?);
    let output = pipe(std::io::stdout()).map_err(failed)?;
    match serve(input, output, confinement) {
        Ok(()) => Ok(Exit::Done),
        // Whoever drove the worker went away.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(Exit::Done),
        Err(error) => Err(failed(error)),
    }
}

#[cfg(unix)]
fn pipe(standard: impl std::os::fd::AsFd) -> std::io::Result<std::fs::File> {
    standard.as_fd().try_clone_to_owned().map(std::fs::File::from)
}

#[cfg(not(unix))]
fn pipe<T>(standard: T) -> std::io::Result<T> {
    Ok(standard)
}

pub(super) fn doctor() -> Result<Exit, Error> {
    let limits = Limits { memory: memory_for(0), ..Limits::default() };
    let pool = pool(limits, &ReadOptions::default(), &Arc::default())?;
    let mut text = String::from("How valla contains hostile files on this machine:\n");
    for fact in pool.containment() {
        text.push_str(&format!("  {}\n", safe(&fact)));
    }
    text.push_str("What a worker process can still do, tried just now:\n");
    let deeds = pool.probe().map_err(|error| Error::Usage(format!("the worker does not answer: {error}")))?;
    for deed in &deeds {
        let can = if deed.possible { "CAN" } else { "cannot" };
        text.push_str(&format!("  {can:<6} {} ({})\n", deed.deed, safe(&deed.said)));
    }
    text.push_str(if deeds.iter().any(|deed| deed.possible) {
        "Something above should not be possible: examine hostile files on another machine, or in a container.\n"
    } else {
        "A hostile file that takes over its reader cannot reach files, the network or other processes of this machine.\n"
    });
    text.push_str(
        "It could still read along: the same reader gets up to 500 files one after another, and a file that has taken it over sees \
         those that follow and can falsify what is said of them. valla replaces a reader after every file that ends oddly, and \
         gives passwords only to a reader of its own for each locked file.\n",
    );
    print(&text)
}

/// Where a run reads its files.
pub(super) fn reading_room(
    arguments: &LimitArguments,
    jobs: usize,
    read: &ReadOptions,
    interrupt: &Arc<AtomicBool>,
) -> Result<Arc<dyn ReadingRoom>, Error> {
    let limits = Limits {
        memory: arguments.memory_limit.map_or_else(|| memory_for(jobs), |mebibytes| mebibytes.saturating_mul(1 << 20)),
        cpu_seconds: arguments.time_limit,
        wall: Duration::from_secs(arguments.time_limit.saturating_mul(2)),
    };
    if arguments.no_containment {
        return Ok(Arc::new(InProcess { limits: Some(limits), interrupt: Arc::clone(interrupt) }));
    }
    let pool = pool(limits, read, interrupt)?;
    if !pool.is_complete() {
        eprintln!(
            "warning: this system cannot contain hostile files wholly; valla doctor shows what a reader can do here"
        );
    }
    Ok(Arc::new(pool))
}

/// What one worker may have where so many work at once: together three quarters of the machine's memory, but no more than 4 GiB
/// each, and no less than half of one.
fn memory_for(jobs: usize) -> u64 {
    const MOST: u64 = 4 << 30;
    const LEAST: u64 = 512 << 20;
    let jobs = if jobs == 0 { std::thread::available_parallelism().map_or(1, std::num::NonZero::get) } else { jobs };
    machine_memory().map_or(MOST, |bytes| (bytes / 4 * 3 / jobs as u64).clamp(LEAST, MOST))
}

/// The memory of the machine in bytes, or what a container's limit leaves of it.
#[cfg(target_os = "linux")]
fn machine_memory() -> Option<u64> {
    let of = |path: &str| std::fs::read_to_string(path).ok();
    let total = of("/proc/meminfo")?
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:")?.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok())?;
    let allowed = of("/sys/fs/cgroup/memory.max").and_then(|text| text.trim().parse::<u64>().ok());
    Some((total << 10).min(allowed.unwrap_or(u64::MAX)))
}

#[cfg(not(target_os = "linux"))]
fn machine_memory() -> Option<u64> {
    None
}

fn pool(limits: Limits, read: &ReadOptions, interrupt: &Arc<AtomicBool>) -> Result<Pool, Error> {
    let start = |program| Pool::start(program, limits, read.clone(), Arc::clone(interrupt));
    std::env::current_exe().and_then(start).map_err(|error| {
        Error::Usage(format!(
            "valla cannot start a worker process ({error}); with --no-containment it reads files in its own process"
        ))
    })
}

/// Set by the first interruption; the second ends the process at once.
pub(super) fn interrupt() -> Result<Arc<AtomicBool>, Error> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    let flag = Arc::new(AtomicBool::new(false));
    let failed = |error| Error::Usage(format!("cannot listen for interruptions: {error}"));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register_conditional_shutdown(signal, 130, Arc::clone(&flag)).map_err(failed)?;
        signal_hook::flag::register(signal, Arc::clone(&flag)).map_err(failed)?;
    }
    Ok(flag)
}
