//! What a worker gives up before it reads a byte. Best effort: where the system lacks a means, the rest still holds, and
//! what does not hold is said.

use std::path::PathBuf;

/// How a worker confines itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confinement {
    /// Bytes of address space.
    pub memory: u64,
    /// Folders and files that may be read, nothing else; empty for a worker that is sent bytes.
    pub roots: Vec<PathBuf>,
}

impl Confinement {
    /// Confines the process, all but its system calls, which [`Self::seal`] does last; says whether all of it holds.
    #[must_use]
    pub fn enter(&self) -> (Vec<String>, bool) {
        let mut facts = limits(self.memory);
        let (fact, complete) = landlock(&self.roots);
        facts.push(fact);
        (facts, complete)
    }

    /// Gives up every system call that a reader does not need, in all threads; says whether that holds.
    #[must_use]
    pub fn seal(&self) -> (String, bool) {
        seal(!self.roots.is_empty())
    }
}

/// Resource limits (POSIX `setrlimit`).
#[cfg(unix)]
fn limits(memory: u64) -> Vec<String> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let set = |resource, value: u64, held: String| match setrlimit(
        resource,
        Rlimit { current: Some(value), maximum: Some(value) },
    ) {
        Ok(()) => held,
        Err(error) => format!("could not be set ({error}): {held}"),
    };
    let mut facts = vec![
        set(Resource::As, memory, format!("address space: at most {} MiB", memory >> 20)),
        set(Resource::Core, 0, "core dumps: none".to_owned()),
    ];
    // Who drives a worker may have its answers go to a file; the limit would end it.
    let to_file = rustix::fs::fstat(rustix::stdio::stdout())
        .is_ok_and(|stat| rustix::fs::FileType::from_raw_mode(stat.st_mode) == rustix::fs::FileType::RegularFile);
    facts.push(if to_file {
        "file size: no limit, because the answers go to a file".to_owned()
    } else {
        set(Resource::Fsize, 0, "file size: 0, so the process can write no file".to_owned())
    });
    // A write beyond the limit is then refused with an error, and does not end the process.
    let _ = signal_hook::flag::register(libc::SIGXFSZ, std::sync::Arc::default());
    #[cfg(target_os = "linux")]
    let _ = rustix::process::set_parent_process_death_signal(Some(rustix::process::Signal::KILL));
    facts
}

#[cfg(not(unix))]
fn limits(_: u64) -> Vec<String> {
    vec!["limits of memory and files: none on this system".to_owned()]
}

/// From now on a request may take so many seconds of processor time.
#[cfg(unix)]
pub(super) fn limit_processor_time(seconds: u64) {
    use rustix::process::{Resource, Rlimit, setrlimit};
    use rustix::time::{ClockId, clock_gettime};
    let used = u64::try_from(clock_gettime(ClockId::ProcessCPUTime).tv_sec).unwrap_or(0);
    // The soft limit moves on with each request; the hard one stays open for it.
    let _ = setrlimit(Resource::Cpu, Rlimit { current: Some(used + seconds + 1), maximum: None });
}

#[cfg(not(unix))]
pub(super) fn limit_processor_time(_: u64) {}

/// Landlock (Linux 5.13): no file but those under the roots, and those for reading; no network.
#[cfg(target_os = "linux")]
fn landlock(roots: &[PathBuf]) -> (String, bool) {
    use landlock::{
        ABI, Access, AccessFs, AccessNet, CompatLevel, Compatible, Ruleset, RulesetAttr, RulesetCreatedAttr,
        RulesetStatus, path_beneath_rules,
    };
    let abi = ABI::V5;
    let restricted = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(abi))
        .and_then(|ruleset| ruleset.handle_access(AccessNet::from_all(abi)))
        .and_then(Ruleset::create)
        .and_then(|ruleset| ruleset.add_rules(path_beneath_rules(roots, AccessFs::from_read(abi))))
        .and_then(landlock::RulesetCreated::restrict_self);
    let scope =
        if roots.is_empty() { "the process can open no file" } else { "the process can read only the named roots" };
    match restricted.map(|status| status.ruleset) {
        Ok(RulesetStatus::FullyEnforced) => (format!("Landlock: {scope}, no network; fully enforced"), true),
        Ok(RulesetStatus::PartiallyEnforced) => {
            (format!("Landlock: {scope}; enforced as far as this kernel can"), true)
        }
        Ok(RulesetStatus::NotEnforced) => ("Landlock: not enforced, this kernel lacks it".to_owned(), false),
        Err(error) => (format!("Landlock: not enforced ({error})"), false),
    }
}

#[cfg(not(target_os = "linux"))]
fn landlock(_: &[PathBuf]) -> (String, bool) {
    ("Landlock: none on this system".to_owned(), false)
}

/// The system calls that reading needs: memory, clocks, locks, the pipes that are open already.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
const CALLS: &[i64] = &[
    libc::SYS_read,
    libc::SYS_readv,
    libc::SYS_write,
    libc::SYS_writev,
    libc::SYS_close,
    libc::SYS_lseek,
    libc::SYS_fstat,
    libc::SYS_munmap,
    libc::SYS_mremap,
    libc::SYS_madvise,
    libc::SYS_brk,
    libc::SYS_futex,
    libc::SYS_sched_yield,
    libc::SYS_clock_gettime,
    libc::SYS_clock_nanosleep,
    libc::SYS_nanosleep,
    libc::SYS_getrandom,
    libc::SYS_getrusage,
    libc::SYS_rt_sigaction,
    libc::SYS_rt_sigprocmask,
    libc::SYS_rt_sigreturn,
    libc::SYS_sigaltstack,
    libc::SYS_restart_syscall,
    libc::SYS_getpid,
    libc::SYS_getppid,
    libc::SYS_gettid,
    libc::SYS_rseq,
    libc::SYS_set_robust_list,
    libc::SYS_exit,
    libc::SYS_exit_group,
];

/// Calls that are allowed with some arguments only: which argument, the bits that count, and what they must be. Signals and limits
/// are for the process itself, and no memory becomes code.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn with_arguments() -> [(i64, u8, u64, u64); 5] {
    let this = u64::from(std::process::id());
    let (whole, executable) = (u64::from(u32::MAX), u64::from(libc::PROT_EXEC.cast_unsigned()));
    [
        (libc::SYS_tgkill, 0, whole, this),
        (libc::SYS_prlimit64, 0, whole, 0),
        (libc::SYS_sched_getaffinity, 0, whole, 0),
        (libc::SYS_mmap, 2, executable, 0),
        (libc::SYS_mprotect, 2, executable, 0),
    ]
}

/// What opening a file under a root needs as well.
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
const OPENING: &[i64] = &[libc::SYS_openat, libc::SYS_statx, libc::SYS_newfstatat, libc::SYS_fcntl];

/// A filter of system calls (seccomp): what is not needed is refused with "not permitted".
#[cfg(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64")))]
fn seal(opens: bool) -> (String, bool) {
    use seccompiler::{
        BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
        apply_filter_all_threads,
    };
    let opening = if opens { OPENING } else { &[] };
    let only = |(call, argument, bits, value): (i64, u8, u64, u64)| {
        let condition = SeccompCondition::new(argument, SeccompCmpArgLen::Dword, SeccompCmpOp::MaskedEq(bits), value)?;
        Ok((call, vec![SeccompRule::new(vec![condition])?]))
    };
    let refused = SeccompAction::Errno(libc::EPERM.cast_unsigned());
    let sealed = with_arguments()
        .into_iter()
        .map(only)
        .chain(CALLS.iter().chain(opening).map(|call| Ok((*call, vec![]))))
        .collect::<Result<_, seccompiler::BackendError>>()
        .and_then(|rules| SeccompFilter::new(rules, refused, SeccompAction::Allow, std::env::consts::ARCH.try_into()?))
        .and_then(BpfProgram::try_from)
        .map_err(seccompiler::Error::Backend)
        .and_then(|filter| apply_filter_all_threads(&filter));
    match sealed {
        Ok(()) => {
            let count = CALLS.len() + with_arguments().len() + opening.len();
            let fact = format!(
                "seccomp: {count} system calls allowed, none for networks, other processes, new code or writing to files"
            );
            (fact, true)
        }
        Err(error) => (format!("seccomp: not enforced ({error})"), false),
    }
}

#[cfg(not(all(target_os = "linux", any(target_arch = "x86_64", target_arch = "aarch64"))))]
fn seal(_: bool) -> (String, bool) {
    ("seccomp: none on this system".to_owned(), false)
}
