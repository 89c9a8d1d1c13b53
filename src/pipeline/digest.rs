//! Reads a file once and hashes it.

use crate::model::evidence::hexadecimal;
use crate::pipeline::walk::describe;
use crate::readers::members::is_read_as_it_comes;
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::collections::BTreeMap;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

/// A digest besides SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DigestAlgorithm {
    /// MD5, only to match old exhibits.
    Md5,
    /// SHA-1, only to match old exhibits.
    Sha1,
    /// SHA-512.
    Sha512,
    /// BLAKE3.
    Blake3,
}

impl DigestAlgorithm {
    /// The name in the record.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha512 => "sha512",
            Self::Blake3 => "blake3",
        }
    }
}

/// A digest that grows piece by piece.
enum Hasher {
    Md5(md5::Md5),
    Sha1(sha1::Sha1),
    Sha512(Box<sha2::Sha512>),
    Blake3(Box<blake3::Hasher>),
}

impl Hasher {
    fn new(algorithm: DigestAlgorithm) -> Self {
        match algorithm {
            DigestAlgorithm::Md5 => Self::Md5(md5::Md5::new()),
            DigestAlgorithm::Sha1 => Self::Sha1(sha1::Sha1::new()),
            DigestAlgorithm::Sha512 => Self::Sha512(Box::default()),
            DigestAlgorithm::Blake3 => Self::Blake3(Box::default()),
        }
    }

    fn update(&mut self, piece: &[u8]) {
        match self {
            Self::Md5(hasher) => hasher.update(piece),
            Self::Sha1(hasher) => hasher.update(piece),
            Self::Sha512(hasher) => hasher.update(piece),
            Self::Blake3(hasher) => {
                hasher.update(piece);
            }
        }
    }

    fn finish(self) -> String {
        match self {
            Self::Md5(hasher) => hexadecimal(&hasher.finalize()),
            Self::Sha1(hasher) => hexadecimal(&hasher.finalize()),
            Self::Sha512(hasher) => hexadecimal(&hasher.finalize()),
            Self::Blake3(hasher) => hasher.finalize().to_hex().to_string(),
        }
    }
}

/// How a file is taken in.
#[derive(Clone, Copy)]
pub struct Intake<'a> {
    /// Digests besides SHA-256.
    pub algorithms: &'a [DigestAlgorithm],
    /// Files larger than this are hashed and not held.
    pub holds: u64,
    /// The folder below which it was found, and from which it is opened.
    pub root: Option<&'a Path>,
    /// Whether the path may be a symbolic link.
    pub follow_links: bool,
    /// Told of each piece how many bytes were read; whether reading goes on.
    pub goes_on: &'a dyn Fn(u64) -> bool,
}

/// A file as read.
#[derive(Debug, Clone)]
pub struct Digested {
    /// Number of bytes that were read.
    pub size: u64,
    /// SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    /// Further digests by name.
    pub digests: BTreeMap<String, String>,
    /// The bytes; none of a file that is not held.
    pub bytes: Option<Arc<Vec<u8>>>,
    /// The beginning of a file that is not held.
    pub head: Vec<u8>,
}

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// The code of the warning.
    pub code: &'static str,
    /// What it is.
    pub message: String,
}

impl Trouble {
    fn unreadable(error: &io::Error) -> Self {
        Self { code: "unreadable", message: describe(error) }
    }
}

/// A buffer up to this size is kept for the next file: fresh memory is dear.
const SPARE: usize = 16 << 20;

thread_local! {
    static SPARE_BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// An empty buffer with room for so many bytes: that of this thread's last file, where it was given back.
#[must_use]
pub fn buffer(room: usize) -> Vec<u8> {
    let mut bytes = SPARE_BUFFER.take();
    bytes.clear();
    bytes.reserve(room);
    bytes
}

/// Gives back a file that nobody looks at any more: the next one of this thread is read into its buffer.
pub fn give_back(file: Digested) {
    if let Some(bytes) = file.bytes.and_then(Arc::into_inner).filter(|bytes| bytes.capacity() <= SPARE) {
        SPARE_BUFFER.set(bytes);
    }
}

/// Larger files that are read from their first byte to their last are not held.
const AS_IT_COMES: u64 = 64 << 20;

/// Reads and hashes a file.
///
/// # Errors
/// Why it cannot be read, or that it changed meanwhile.
pub fn read(path: &Path, intake: &Intake<'_>) -> Result<Digested, Trouble> {
    const PIECE: usize = 1 << 20;
    const HEAD: usize = 1 << 10;
    let unreadable = |error: io::Error| Trouble::unreadable(&error);
    let mut file = open(path, intake.root, intake.follow_links).map_err(unreadable)?;
    let before = file.metadata().map_err(unreadable)?;
    if !before.is_file() {
        return Err(Trouble { code: "unreadable", message: "it is no longer an ordinary file".to_owned() });
    }
    let mut held = before.len() <= intake.holds;
    let large = before.len() > AS_IT_COMES;
    let mut sha256 = Sha256::new();
    let mut hashers: Vec<(&str, Hasher)> =
        intake.algorithms.iter().map(|algorithm| (algorithm.name(), Hasher::new(*algorithm))).collect();
    let room = if large {
        PIECE
    } else if held {
        usize::try_from(before.len()).unwrap_or(0).saturating_add(1)
    } else {
        PIECE
    };
    let (mut bytes, mut head) = (buffer(room), Vec::new());
    let mut size = 0_u64;
    loop {
        let start = bytes.len();
        let count = (&mut file).take(PIECE as u64).read_to_end(&mut bytes).map_err(unreadable)?;
        let piece = bytes.get(start..).unwrap_or_default();
        sha256.update(piece);
        for (_, hasher) in &mut hashers {
            hasher.update(piece);
        }
        size += count as u64;
        if !(intake.goes_on)(count as u64) {
            return Err(Trouble {
                code: "interrupted",
                message: "the run was ended before valla had read it".to_owned(),
            });
        }
        // A large mailbox or archive is read again as it comes, and need not lie in memory.
        let first = large && size == count as u64;
        held = held && !(first && is_read_as_it_comes(piece));
        if !held {
            if head.len() < HEAD {
                head.extend_from_slice(piece.get(..HEAD.min(piece.len())).unwrap_or_default());
            }
            bytes.clear();
        } else if first {
            bytes.reserve(usize::try_from(before.len()).unwrap_or(0).saturating_sub(count));
        }
        // A file that grows while it is read has no end.
        if count == 0 || size > before.len() {
            break;
        }
    }
    let after = file.metadata().map_err(unreadable)?;
    if size != before.len() || changed(&before, &after) {
        return Err(Trouble {
            code: "changed-while-read",
            message: format!(
                "the file changed while valla read it: it had {} bytes at the start, valla read {size}, and it has {} now",
                before.len(),
                after.len()
            ),
        });
    }
    Ok(Digested {
        size,
        sha256: hexadecimal(&sha256.finalize()),
        digests: hashers.into_iter().map(|(name, hasher)| (name.to_owned(), hasher.finish())).collect(),
        head,
        bytes: held.then(|| Arc::new(bytes)),
    })
}

fn changed(before: &Metadata, after: &Metadata) -> bool {
    before.len() != after.len() || before.modified().ok() != after.modified().ok()
}

/// Opens for reading only: no symbolic link is followed, a pipe does not block, and where the system lets us the time of
/// last access stays as it is.
///
/// # Errors
/// Why the system does not open it.
#[cfg(target_os = "linux")]
pub fn open(path: &Path, root: Option<&Path>, follow_links: bool) -> io::Result<File> {
    use rustix::fs::{CWD, Mode, OFlags, openat};
    let mut flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK;
    if !follow_links {
        flags |= OFlags::NOFOLLOW;
    }
    let within = root.filter(|_| !follow_links).and_then(|root| Some((root, path.strip_prefix(root).ok()?)));
    let try_with = |flags: OFlags| match within {
        Some((root, rest)) if !rest.as_os_str().is_empty() => beneath(root, rest, flags),
        _ => Ok(openat(CWD, path, flags, Mode::empty())?),
    };
    // Only the owner of a file may leave its time of access alone.
    try_with(flags | OFlags::NOATIME)
        .or_else(|error| if error.kind() == io::ErrorKind::PermissionDenied { try_with(flags) } else { Err(error) })
        .map(File::from)
}

/// Opens what is below a folder, whatever becomes of the folders on the way: none of them may be a link (`openat2`, Linux 5.6;
/// else folder by folder).
#[cfg(target_os = "linux")]
fn beneath(root: &Path, rest: &Path, flags: rustix::fs::OFlags) -> io::Result<std::os::fd::OwnedFd> {
    use rustix::fs::{CWD, Mode, OFlags, ResolveFlags, openat, openat2};
    let folder = OFlags::PATH | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let top = openat(CWD, root, folder, Mode::empty())?;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    match openat2(&top, rest, flags, Mode::empty(), resolve) {
        Err(rustix::io::Errno::NOSYS | rustix::io::Errno::PERM | rustix::io::Errno::INVAL) => {}
        answer => return Ok(answer?),
    }
    let mut at = top;
    let mut names = rest.components().peekable();
    while let Some(name) = names.next() {
        let std::path::Component::Normal(name) = name else { return Err(rustix::io::Errno::LOOP.into()) };
        let last = names.peek().is_none();
        at = openat(&at, name, if last { flags } else { folder }, Mode::empty())?;
    }
    Ok(at)
}

/// Opens for reading only.
///
/// # Errors
/// Why the system does not open it.
#[cfg(not(target_os = "linux"))]
pub fn open(path: &Path, _: Option<&Path>, _: bool) -> io::Result<File> {
    std::fs::OpenOptions::new().read(true).open(path)
}
