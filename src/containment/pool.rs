//! The parent's side: workers that are started, watched, replaced.

use super::protocol::{ANSWER_LIMIT, Answer, BYTES_LIMIT, Deed, Greeting, Opening, PROTOCOL, Request};
use crate::model::{Extraction, Status};
use crate::pipeline::digest::Digested;
use crate::pipeline::parts::{NoParts, Parts};
use crate::pipeline::room::{Limits, Patience, PutOff, ReadingRoom, broken_off, in_spite_of, interrupted, unread};
use crate::pipeline::shown;
use crate::readers::ReadOptions;
use crate::readers::members::Event;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// A worker is replaced after so many files, and after any file of which the reading ended oddly: whatever a reader may have
/// leaked, or a file may have made of it, goes with it.
const RECYCLED_AFTER: u32 = 500;

/// A wide pipe takes most files at once; where the system grants less, more turns are taken.
#[cfg(target_os = "linux")]
const PIPE: usize = 1 << 20;

/// So many members of one container may end their reader.
const DEADLY: usize = 8;

/// A pool of workers, as many as there are askers.
#[derive(Debug)]
pub struct Pool {
    program: PathBuf,
    limits: Limits,
    options: ReadOptions,
    idle: Mutex<Vec<Worker>>,
    /// A file that ended its worker is tried once more while no other such file is.
    alone: Mutex<()>,
    watched: Arc<Mutex<Vec<Weak<Watched>>>>,
    interrupt: Arc<AtomicBool>,
    containment: Vec<String>,
    complete: bool,
    deaths: AtomicU64,
}

/// Why a worker gave no answer.
#[derive(Debug)]
struct Death {
    code: &'static str,
    message: String,
}

impl Death {
    /// Whether another try, while nothing else asks for memory, may end otherwise.
    fn may_be_of_the_machine(&self) -> bool {
        !matches!(self.code, "cpu-limit" | "time-limit")
    }
}

/// How a file is tried.
#[derive(Debug, Clone, Default)]
struct Try {
    /// By a worker of its own, which serves no other file.
    fresh: bool,
    /// With the passwords of the run, which no other file's reader has.
    unlocked: bool,
    reduced: bool,
    /// As what a program recognised in pictures.
    recognised: bool,
    /// Members of a container that ended an earlier try.
    passed_over: Vec<u64>,
    /// Seconds of processor time.
    cpu: u64,
    wall: Duration,
}

impl Pool {
    /// Starts the pool and its first worker. `program` is valla itself; the read options are those of the run. When `interrupt` is
    /// set, all its workers end.
    ///
    /// # Errors
    /// When no worker can be started, or it does not answer.
    pub fn start(
        program: PathBuf,
        limits: Limits,
        options: ReadOptions,
        interrupt: Arc<AtomicBool>,
    ) -> io::Result<Self> {
        let watched: Arc<Mutex<Vec<Weak<Watched>>>> = Arc::default();
        watch(Arc::downgrade(&watched), Arc::clone(&interrupt));
        let mut pool = Self {
            program,
            limits,
            options,
            idle: Mutex::default(),
            alone: Mutex::default(),
            watched,
            interrupt,
            containment: vec![],
            complete: false,
            deaths: AtomicU64::new(0),
        };
        let first = pool.employ(None, false)?;
        pool.complete = first.greeting.complete;
        pool.containment = vec![
            "worker processes read the files".to_owned(),
            format!(
                "a file may take {} s of processor time, a small one less, and at most {} s on the clock",
                limits.cpu_seconds,
                limits.wall.as_secs()
            ),
        ];
        pool.containment.extend(first.greeting.containment.iter().cloned());
        lock(&pool.idle).push(first);
        Ok(pool)
    }

    /// How many workers died so far.
    #[must_use]
    pub fn deaths(&self) -> u64 {
        self.deaths.load(Ordering::Relaxed)
    }

    /// Whether a worker could give up all that it should on this system.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.complete
    }

    /// Asks a worker what it can still do.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn probe(&self) -> io::Result<Vec<Deed>> {
        let mut worker = self.worker()?;
        let request = Request { id: "probe".to_owned(), probe: true, ..Request::default() };
        let answer = worker.ask(&request, &[], self.limits.wall, &mut NoParts)?;
        lock(&self.idle).push(worker);
        answer.probe.ok_or_else(|| io::Error::other("the worker does not answer the question"))
    }

    fn worker(&self) -> io::Result<Worker> {
        let idle = lock(&self.idle).pop();
        idle.map_or_else(|| self.employ(None, false), Ok)
    }

    fn employ(&self, root: Option<&Path>, unlocked: bool) -> io::Result<Worker> {
        let mut command = Command::new(&self.program);
        command.arg("worker").arg("--memory").arg((self.limits.memory >> 20).to_string());
        if let Some(root) = root {
            command.arg("--root").arg(root);
        }
        // An interruption at the keyboard is for the run; its workers finish their file.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child =
            command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let missing = || io::Error::other("the worker has no pipes");
        let (stdin, stdout, stderr) = (
            child.stdin.take().ok_or_else(missing)?,
            child.stdout.take().ok_or_else(missing)?,
            child.stderr.take().ok_or_else(missing)?,
        );
        #[cfg(target_os = "linux")]
        {
            let _ = rustix::pipe::fcntl_setpipe_size(&stdin, PIPE);
            let _ = rustix::pipe::fcntl_setpipe_size(&stdout, PIPE);
        }
        let watched = Arc::new(Watched {
            child: Mutex::new(child),
            deadline: Mutex::new(Some(Instant::now() + self.limits.wall)),
            expired: AtomicBool::new(false),
        });
        lock(&self.watched).push(Arc::downgrade(&watched));
        let mut worker = Worker {
            watched,
            stdin,
            stdout: BufReader::with_capacity(1 << 18, stdout),
            stderr,
            line: Vec::new(),
            served: 0,
            greeting: Greeting { protocol: PROTOCOL, valla: String::new(), containment: vec![], complete: false },
        };
        let opening = Opening {
            protocol: PROTOCOL,
            passwords: if unlocked { self.options.passwords.clone() } else { vec![] },
            trust: self.options.trust.clone(),
            dkim_keys: self.options.dkim_keys.clone(),
            compare: self.options.compare.clone(),
            budget: self.options.budget,
            cpu_seconds: Some(self.limits.cpu_seconds),
        };
        worker.say(&opening, &[])?;
        worker.greeting = worker.hear()?;
        worker.rest();
        Ok(worker)
    }

    /// One try: by a worker of the pool, or by one of its own.
    fn attempt(&self, path: &Path, file: &Digested, how: Try, parts: &mut dyn Parts) -> Result<Extraction, Death> {
        parts.restart();
        let failed = |error: io::Error| Death {
            code: "worker-failed",
            message: format!("valla could not start a worker process: {error}"),
        };
        let asked = Request {
            sha256: Some(file.sha256.clone()),
            reduced: how.reduced,
            recognised: how.recognised,
            passed_over: how.passed_over.clone(),
            cpu_seconds: Some(how.cpu),
            ..Request::default()
        };
        let (mut worker, request, bytes) = match &file.bytes {
            Some(bytes) if file.size <= BYTES_LIMIT => {
                let fresh = how.fresh || how.unlocked;
                let worker = if fresh { self.employ(None, how.unlocked) } else { self.worker() }.map_err(failed)?;
                // The name matters only where content says nothing: the extension is enough, the rest stays here.
                let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
                let request = Request {
                    name: Some(extension.map_or_else(String::new, |extension| format!("x.{extension}"))),
                    length: Some(file.size),
                    ..asked
                };
                (worker, request, bytes.as_slice())
            }
            _ => {
                // This worker may read this one file, and serves no other.
                let absolute = path.canonicalize().map_err(failed)?;
                let worker = self.employ(Some(&absolute), how.unlocked).map_err(failed)?;
                let (text, path_bytes) = shown(&absolute);
                (worker, Request { path: Some(text), path_bytes, ..asked }, [].as_slice())
            }
        };
        let by_path = request.path.is_some();
        match worker.ask(&request, bytes, how.wall, parts) {
            Ok(Answer { extraction: Some(extraction), .. }) => {
                let serves_on = worker.served < RECYCLED_AFTER && !is_odd(&extraction);
                if serves_on && !how.fresh && !how.unlocked && !by_path {
                    lock(&self.idle).push(worker);
                }
                Ok(extraction)
            }
            Ok(Answer { error: Some(refusal), .. }) => Ok(unread(Status::Error, &refusal.code, &refusal.message)),
            Ok(_) => Err(Death { code: "worker-failed", message: "the worker gave an empty answer".to_owned() }),
            Err(error) => {
                self.deaths.fetch_add(1, Ordering::Relaxed);
                Err(worker.autopsy(&error, how, self.limits))
            }
        }
    }

    /// A try, and where something is locked and there are passwords, another one with these.
    fn attempt_unlocked(
        &self,
        path: &Path,
        file: &Digested,
        how: Try,
        parts: &mut dyn Parts,
    ) -> Result<Extraction, Death> {
        let mut watched = Locks { parts, locked: false };
        let extraction = self.attempt(path, file, how.clone(), &mut watched)?;
        let locked = watched.locked || extraction.holds_a_lock();
        if self.options.passwords.is_empty() || !locked {
            return Ok(extraction);
        }
        self.attempt(path, file, Try { unlocked: true, ..how }, parts)
    }

    /// Reads a container once more without the member at which its reader died, and so on: one bad member costs itself alone.
    fn without_deadly_members(
        &self,
        path: &Path,
        file: &Digested,
        mut how: Try,
        mut death: Death,
        parts: &mut dyn Parts,
    ) -> Extraction {
        how.fresh = true;
        while how.passed_over.len() < DEADLY && !self.is_interrupted() {
            how.passed_over.extend(parts.count());
            match self.attempt_unlocked(path, file, how.clone(), parts) {
                Ok(extraction) => return extraction,
                Err(next) => death = next,
            }
        }
        broken_off(death.code, &death.message, parts.count().unwrap_or(0))
    }

    fn is_interrupted(&self) -> bool {
        self.interrupt.load(Ordering::Relaxed)
    }
}

/// Notes whether a lock keeps one of the members from being read.
struct Locks<'a> {
    parts: &'a mut dyn Parts,
    locked: bool,
}

impl Parts for Locks<'_> {
    fn take(&mut self, event: Event) {
        if let Event::Member(child) | Event::Closes(child) = &event {
            self.locked |= child.extraction.holds_a_lock();
        }
        self.parts.take(event);
    }

    fn restart(&mut self) {
        self.parts.restart();
    }

    fn count(&self) -> Option<u64> {
        self.parts.count()
    }
}

/// Whether a reading ended in a way that honest files seldom give: nobody knows what became of its reader.
fn is_odd(extraction: &Extraction) -> bool {
    extraction.status == Status::Error
        || !extraction.limits.is_empty()
        || extraction.warnings.iter().any(|warning| warning.code == "reader-failed")
        || extraction.children.iter().any(|child| is_odd(&child.extraction))
}

impl ReadingRoom for Pool {
    fn holds(&self) -> u64 {
        BYTES_LIMIT
    }

    fn read(
        &self,
        path: &Path,
        file: &Digested,
        options: &ReadOptions,
        patience: Patience,
        parts: &mut dyn Parts,
    ) -> Result<Extraction, PutOff> {
        let how = |patience| Try {
            recognised: options.recognised,
            cpu: self.limits.cpu(patience, file.size),
            wall: self.limits.wall(patience, file.size),
            ..Try::default()
        };
        let death = match self.attempt_unlocked(path, file, how(patience), parts) {
            Ok(extraction) => return Ok(extraction),
            Err(_) if self.is_interrupted() => return Ok(interrupted()),
            Err(_) if patience == Patience::First => return Err(PutOff),
            Err(death) if death.may_be_of_the_machine() => {
                let _alone = lock(&self.alone);
                match self.attempt_unlocked(path, file, Try { fresh: true, ..how(patience) }, parts) {
                    Ok(extraction) => return Ok(extraction),
                    Err(death) => Death { message: format!("tried twice: {}", death.message), ..death },
                }
            }
            Err(death) => death,
        };
        if self.is_interrupted() {
            return Ok(interrupted());
        }
        if parts.count().is_some() {
            return Ok(self.without_deadly_members(path, file, how(patience), death, parts));
        }
        let cheap = Try { fresh: true, reduced: true, ..how(Patience::First) };
        let reduced = self.attempt_unlocked(path, file, cheap, parts).ok();
        Ok(in_spite_of(death.code, &death.message, reduced))
    }

    fn containment(&self) -> Vec<String> {
        self.containment.clone()
    }
}

/// What the watch needs of a worker.
#[derive(Debug)]
struct Watched {
    child: Mutex<Child>,
    deadline: Mutex<Option<Instant>>,
    expired: AtomicBool,
}

impl Watched {
    fn end(&self) -> Option<ExitStatus> {
        let mut child = lock(&self.child);
        let _ = child.kill();
        child.wait().ok()
    }
}

/// Ends workers that are over their time, and all when the run is to end.
fn watch(watched: Weak<Mutex<Vec<Weak<Watched>>>>, interrupt: Arc<AtomicBool>) {
    std::thread::spawn(move || {
        while let Some(list) = watched.upgrade() {
            let over = interrupt.load(Ordering::Relaxed);
            lock(&list).retain(|worker| {
                let Some(worker) = worker.upgrade() else { return false };
                if over || lock(&worker.deadline).is_some_and(|deadline| deadline < Instant::now()) {
                    worker.expired.store(true, Ordering::Relaxed);
                    worker.end();
                    return false;
                }
                true
            });
            drop(list);
            std::thread::sleep(Duration::from_millis(100));
        }
    });
}

/// A worker process and the pipes to it.
#[derive(Debug)]
struct Worker {
    watched: Arc<Watched>,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    stderr: ChildStderr,
    line: Vec<u8>,
    served: u32,
    greeting: Greeting,
}

impl Worker {
    fn say(&mut self, what: &impl serde::Serialize, bytes: &[u8]) -> io::Result<()> {
        let mut line = serde_json::to_vec(what)?;
        line.push(b'\n');
        self.stdin.write_all(&line)?;
        self.stdin.write_all(bytes)?;
        self.stdin.flush()
    }

    /// Hears one line; the buffer is kept for the next, unless it has become large.
    fn hear<T: serde::de::DeserializeOwned>(&mut self) -> io::Result<T> {
        const KEPT: usize = 1 << 20;
        self.line.clear();
        (&mut self.stdout).take(ANSWER_LIMIT).read_until(b'\n', &mut self.line)?;
        let heard = match self.line.split_last() {
            Some((b'\n', line)) => Ok(serde_json::from_slice(line)?),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        };
        if self.line.capacity() > KEPT {
            self.line = Vec::new();
        }
        heard
    }

    fn rest(&self) {
        *lock(&self.watched.deadline) = None;
    }

    /// Asks, and hears all lines of the answer; each member of a container has the time anew.
    fn ask(&mut self, request: &Request, bytes: &[u8], wall: Duration, parts: &mut dyn Parts) -> io::Result<Answer> {
        let mut count = 0;
        *lock(&self.watched.deadline) = Some(Instant::now() + wall);
        self.served += 1;
        self.say(request, bytes)?;
        loop {
            let mut answer: Answer = self.hear()?;
            let Some(event) = answer.part.take() else {
                self.rest();
                if answer.parts.unwrap_or(0) != count {
                    return Err(io::Error::other("members were lost on their way"));
                }
                return Ok(answer);
            };
            count += u64::from(matches!(event, Event::Member(_) | Event::Closes(_)));
            // Whoever takes a member may take its time over it.
            *lock(&self.watched.deadline) = None;
            parts.take(event);
            *lock(&self.watched.deadline) = Some(Instant::now() + wall);
        }
    }

    /// What a dead worker died of.
    fn autopsy(mut self, error: &io::Error, how: Try, limits: Limits) -> Death {
        let expired = self.watched.expired.load(Ordering::Relaxed);
        let status = self.watched.end();
        if expired {
            let message = format!("valla stopped the reader after {} s on the clock", how.wall.as_secs());
            return Death { code: "time-limit", message };
        }
        let mut last_words = String::new();
        let _ = (&mut self.stderr).take(4 << 10).read_to_string(&mut last_words);
        let memory = last_words.contains("memory allocation of");
        let stack = last_words.contains("overflowed its stack");
        match status.as_ref().and_then(signal) {
            _ if memory => Death {
                code: "memory-limit",
                message: format!("the reader needed more than {} MiB of address space", limits.memory >> 20),
            },
            _ if stack => {
                Death { code: "worker-died", message: "the reader ran out of stack; please report it".to_owned() }
            }
            // SIGXCPU is 24 on Linux and the BSDs alike.
            Some(24) => Death {
                code: "cpu-limit",
                message: format!("the system stopped the reader after {} s of processor time", how.cpu),
            },
            Some(signal) => {
                Death { code: "worker-died", message: format!("signal {signal} ended the reader's process") }
            }
            None => Death { code: "worker-died", message: format!("the reader's process gave no answer: {error}") },
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.watched.end();
    }
}

#[cfg(unix)]
fn signal(status: &ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(status)
}

#[cfg(not(unix))]
fn signal(_: &ExitStatus) -> Option<i32> {
    None
}

/// A lock that a panic elsewhere does not take away.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
