//! The parent's side: workers that are started, watched, replaced.

use super::protocol::{Answer, BYTES_LIMIT, Deed, Greeting, Opening, PROTOCOL, Request};
use crate::model::{Extraction, Status};
use crate::pipeline::digest::Digested;
use crate::pipeline::exhibit::{ReadingRoom, unread};
use crate::pipeline::shown;
use crate::readers::ReadOptions;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::{Duration, Instant};

/// What one file may cost a worker. Reaching one of these gives an error, never a partial reading: they depend on the
/// machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of address space.
    pub memory: u64,
    /// Seconds of processor time.
    pub cpu_seconds: u64,
    /// Wall clock; for large files a second per 10 MiB is added.
    pub wall: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { memory: 4 << 30, cpu_seconds: 60, wall: Duration::from_secs(120) }
    }
}

/// A worker is replaced after so many files: whatever a reader may have leaked goes with it.
const RECYCLED_AFTER: u32 = 2_000;

/// A wide pipe takes most files at once; where the system grants less, more turns are taken.
#[cfg(target_os = "linux")]
const PIPE: usize = 1 << 20;

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
    containment: Vec<String>,
    deaths: AtomicU64,
}

/// Why a worker gave no answer.
#[derive(Debug)]
struct Death {
    code: &'static str,
    message: String,
}

impl Pool {
    /// Starts the pool and its first worker. `program` is valla itself; the read options are those of the run.
    ///
    /// # Errors
    /// When no worker can be started, or it does not answer.
    pub fn start(program: PathBuf, limits: Limits, options: ReadOptions) -> io::Result<Self> {
        let watched: Arc<Mutex<Vec<Weak<Watched>>>> = Arc::default();
        watch(Arc::downgrade(&watched));
        let mut pool = Self {
            program,
            limits,
            options,
            idle: Mutex::default(),
            alone: Mutex::default(),
            watched,
            containment: vec![],
            deaths: AtomicU64::new(0),
        };
        let first = pool.employ(None)?;
        pool.containment = vec![
            "worker processes read the files".to_owned(),
            format!(
                "a file may take {} s of processor time and {} s on the clock",
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

    /// Asks a worker what it can still do.
    ///
    /// # Errors
    /// When it does not answer.
    pub fn probe(&self) -> io::Result<Vec<Deed>> {
        let mut worker = self.worker()?;
        let request = Request { id: "probe".to_owned(), probe: true, ..Request::default() };
        let answer = worker.ask(&request, &[], self.limits.wall)?;
        lock(&self.idle).push(worker);
        answer.probe.ok_or_else(|| io::Error::other("the worker does not answer the question"))
    }

    fn worker(&self) -> io::Result<Worker> {
        let idle = lock(&self.idle).pop();
        idle.map_or_else(|| self.employ(None), Ok)
    }

    fn employ(&self, root: Option<&Path>) -> io::Result<Worker> {
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
            greeting: Greeting { protocol: PROTOCOL, valla: String::new(), containment: vec![] },
        };
        let opening = Opening {
            protocol: PROTOCOL,
            passwords: self.options.passwords.clone(),
            trust: self.options.trust.clone(),
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
    fn attempt(&self, path: &Path, file: &Digested, fresh: bool) -> Result<Extraction, Death> {
        let failed = |error: io::Error| Death {
            code: "worker-failed",
            message: format!("valla could not start a worker process: {error}"),
        };
        let (mut worker, request, bytes) = match &file.bytes {
            Some(bytes) if file.size <= BYTES_LIMIT => {
                let worker = if fresh { self.employ(None) } else { self.worker() }.map_err(failed)?;
                // The name matters only where content says nothing: the extension is enough, the rest stays here.
                let extension = path.extension().map(|extension| extension.to_string_lossy().into_owned());
                let request = Request {
                    name: Some(extension.map_or_else(String::new, |extension| format!("x.{extension}"))),
                    length: Some(file.size),
                    sha256: Some(file.sha256.clone()),
                    ..Request::default()
                };
                (worker, request, bytes.as_slice())
            }
            _ => {
                // This worker may read this one file, and serves no other.
                let absolute = path.canonicalize().map_err(failed)?;
                let worker = self.employ(Some(&absolute)).map_err(failed)?;
                let (text, path_bytes) = shown(&absolute);
                let request =
                    Request { path: Some(text), path_bytes, sha256: Some(file.sha256.clone()), ..Request::default() };
                (worker, request, [].as_slice())
            }
        };
        let by_path = request.path.is_some();
        let wall = self.limits.wall + Duration::from_secs(file.size / (10 << 20));
        match worker.ask(&request, bytes, wall) {
            Ok(Answer { extraction: Some(extraction), .. }) => {
                if worker.served < RECYCLED_AFTER && !fresh && !by_path {
                    lock(&self.idle).push(worker);
                }
                Ok(extraction)
            }
            Ok(Answer { error: Some(refusal), .. }) => Ok(unread(Status::Error, &refusal.code, &refusal.message)),
            Ok(_) => Err(Death { code: "worker-failed", message: "the worker gave an empty answer".to_owned() }),
            Err(error) => {
                self.deaths.fetch_add(1, Ordering::Relaxed);
                Err(worker.autopsy(&error, wall, self.limits))
            }
        }
    }
}

impl ReadingRoom for Pool {
    fn holds(&self) -> u64 {
        BYTES_LIMIT
    }

    fn read(&self, path: &Path, file: &Digested, _: &ReadOptions) -> Extraction {
        self.attempt(path, file, false)
            .or_else(|_| {
                let _alone = lock(&self.alone);
                self.attempt(path, file, true)
            })
            .unwrap_or_else(|death| unread(Status::Error, death.code, &format!("tried twice: {}", death.message)))
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

/// Ends workers that are over their time.
fn watch(watched: Weak<Mutex<Vec<Weak<Watched>>>>) {
    std::thread::spawn(move || {
        while let Some(list) = watched.upgrade() {
            lock(&list).retain(|worker| {
                let Some(worker) = worker.upgrade() else { return false };
                if lock(&worker.deadline).is_some_and(|deadline| deadline < Instant::now()) {
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

    /// Hears one line; the buffer is kept for the next.
    fn hear<T: serde::de::DeserializeOwned>(&mut self) -> io::Result<T> {
        self.line.clear();
        self.stdout.read_until(b'\n', &mut self.line)?;
        match self.line.split_last() {
            Some((b'\n', line)) => Ok(serde_json::from_slice(line)?),
            _ => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }

    fn rest(&self) {
        *lock(&self.watched.deadline) = None;
    }

    fn ask(&mut self, request: &Request, bytes: &[u8], wall: Duration) -> io::Result<Answer> {
        *lock(&self.watched.deadline) = Some(Instant::now() + wall);
        self.served += 1;
        self.say(request, bytes)?;
        let answer = self.hear()?;
        self.rest();
        Ok(answer)
    }

    /// What a dead worker died of.
    fn autopsy(mut self, error: &io::Error, wall: Duration, limits: Limits) -> Death {
        let expired = self.watched.expired.load(Ordering::Relaxed);
        let status = self.watched.end();
        if expired {
            let message = format!("valla stopped the reader after {} s on the clock", wall.as_secs());
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
                message: format!("the system stopped the reader after {} s of processor time", limits.cpu_seconds),
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
