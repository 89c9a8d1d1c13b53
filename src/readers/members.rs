//! Containers hand on their members one after another: an archive or a mailbox has more of them than memory.
//!
//! A reader of a container walks over it and hands each member to [`Members`], which reads it like a file of its own. Nothing is
//! unpacked to disk, and the name of a member is never a path. A member that cannot be read is a row all the same: nothing is lost.

use super::{ChildName, Content, Intake, ReadOptions, candidates, dates_of_picture, guarded, identify, read_at_cost};
use crate::formats::budget::{Budget, Purse};
use crate::model::evidence::hexadecimal;
use crate::model::{Child, Evidence, EvidenceId, Extraction, Format, Locus, Property, Reading, Status, Warning};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

/// How a container is walked over: what it needs of its bytes, and the walk.
#[derive(Clone, Copy)]
pub enum Walk {
    /// From the first byte to the last.
    Sequence(fn(&mut dyn Read, &mut Intake, &mut Members<'_>)),
    /// Back and forth.
    Seek(fn(&mut dyn ReadSeek, &mut Intake, &mut Members<'_>)),
    /// All of it in memory; back and forth where there is no room for it.
    Whole(fn(&Arc<Vec<u8>>, &mut Intake, &mut Members<'_>), fn(&mut dyn ReadSeek, &mut Intake, &mut Members<'_>)),
}

/// Bytes in which one can go back and forth.
pub trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// What comes of a walk, in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// The file itself is a container: its members come next.
    Begins,
    /// The member of this name is a container: its own members come next.
    Opens(ChildName),
    /// A member.
    Member(Box<Child>),
    /// The container that was opened last, after its members.
    Closes(Box<Child>),
}

/// What a container says of one member.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Member {
    /// Its name there.
    pub name: ChildName,
    /// What the container tells of it besides: times, owners. It is told with the member.
    pub told: Vec<Told>,
}

/// A value that a container tells of a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// What it is.
    pub property: Property,
    /// Its bytes in the container.
    pub raw: Vec<u8>,
    /// Its value.
    pub value: Reading,
    /// Where it is in the container.
    pub locus: Locus,
}

/// Takes the members of a container.
pub struct Members<'a> {
    /// What the reading depends on.
    pub options: &'a ReadOptions,
    /// What the container may cost.
    pub purse: &'a Purse,
    /// Whether each member has a purse of its own: rows are handed on, and hold no memory.
    streams: bool,
    hand: &'a mut dyn FnMut(Event) -> ControlFlow<()>,
    count: u64,
    /// How many members of the file were handed on so far, at any depth.
    of_all: &'a Cell<u64>,
    /// How many of them cannot be read, or not to their end.
    damaged: u64,
    /// What pictures among the members say of their making.
    pictures: Vec<Told>,
}

/// So many dates of pictures are told of a container.
const PICTURES: usize = 10_000;

/// Whether the walk goes on.
type Onwards = ControlFlow<()>;

impl<'a> Members<'a> {
    fn new(
        (options, purse, streams): (&'a ReadOptions, &'a Purse, bool),
        of_all: &'a Cell<u64>,
        hand: &'a mut dyn FnMut(Event) -> Onwards,
    ) -> Self {
        Self { options, purse, streams, hand, count: 0, of_all, damaged: 0, pictures: vec![] }
    }

    /// How many members were handed on.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Reads a member from its first byte to its last, and hands it on. `Break`: a limit is reached or nobody listens; the walk ends.
    pub fn hand(&mut self, member: Member, content: &mut dyn Read) -> Onwards {
        if self.purse.is_empty() {
            return ControlFlow::Break(());
        }
        if self.is_passed_over() {
            return self.pass_over(member);
        }
        let limit =
            self.purse.budget.stream_bytes.min(self.purse.budget.expanded_bytes.saturating_sub(self.purse.spent()));
        let mut bytes = Vec::new();
        let mut broken = content.take(limit).read_to_end(&mut bytes).err();
        let mut more = false;
        if broken.is_none() && bytes.len() as u64 == limit {
            let before = bytes.len();
            broken = content.take(1).read_to_end(&mut bytes).err();
            more = bytes.len() > before;
        }
        self.purse.expanded(bytes.len());
        self.read(member, bytes, broken, more.then_some(content))
    }

    /// The same of bytes that were decoded at the cost of the purse.
    pub fn hand_decoded(&mut self, member: Member, bytes: Vec<u8>) -> Onwards {
        if self.purse.is_empty() {
            return ControlFlow::Break(());
        }
        self.read(member, bytes, None, None)
    }

    /// Reads the bytes of a member; `rest` are those for which there was no room.
    fn read(
        &mut self,
        member: Member,
        bytes: Vec<u8>,
        broken: Option<io::Error>,
        rest: Option<&mut dyn Read>,
    ) -> Onwards {
        if let (Some(error), true) = (&broken, bytes.is_empty()) {
            let why = format!("none of its bytes can be read: {error}");
            return self.unread(member, 0, "member-not-readable", why);
        }
        let bytes = Arc::new(bytes);
        let path = Path::new(&member.name.text);
        let walk = if broken.is_none() { container_of(&bytes) } else { None };
        match (walk, rest) {
            (Some((walk, format)), rest) if self.streams && (rest.is_none() || matches!(walk, Walk::Sequence(_))) => {
                self.container(member, &bytes, rest, walk, format)
            }
            (_, Some(rest)) => {
                let mut digest = Sha256::new_with_prefix(bytes.as_slice());
                let rest = self.drain(rest, &mut digest);
                let size = bytes.len() as u64 + rest.as_ref().copied().unwrap_or(0);
                let format = identify::unread(&Content::new(&bytes), path).0;
                let mut intake = Intake::new(format, self.purse);
                intake.limit("stream-bytes", self.purse.budget.stream_bytes, "the member");
                self.give(member, size, hexadecimal(&digest.finalize()), intake.finish(), None)
            }
            _ => {
                let sha256 = hexadecimal(&Sha256::digest(bytes.as_slice()));
                let Some(purse) = self.purse_of(bytes.len()) else { return ControlFlow::Break(()) };
                let extraction = guarded(&purse, path, |purse| read_at_cost(&bytes, path, self.options, purse));
                self.give(member, bytes.len() as u64, sha256, extraction, broken)
            }
        }
    }

    /// Hands on a member of which the container has no bytes of its own, or of which it says itself what it is: `read` reads it.
    pub fn read_as(
        &mut self,
        member: Member,
        (size, sha256): (u64, String),
        read: impl FnOnce(&Purse) -> Extraction,
    ) -> Onwards {
        if self.purse.is_empty() {
            return ControlFlow::Break(());
        }
        if self.is_passed_over() {
            return self.pass_over(member);
        }
        self.purse.expanded(usize::try_from(size).unwrap_or(usize::MAX));
        let Some(purse) = self.purse_of(usize::try_from(size).unwrap_or(usize::MAX)) else {
            return ControlFlow::Break(());
        };
        let extraction = guarded(&purse, Path::new(&member.name.text), read);
        self.give(member, size, sha256, extraction, None)
    }

    /// A member whose bytes cannot be had, and why: it is a row all the same.
    pub fn unread(&mut self, member: Member, size: u64, code: &str, why: impl Into<String>) -> Onwards {
        let Some(purse) = self.purse_of(0) else { return ControlFlow::Break(()) };
        self.damaged += u64::from(code == "member-not-readable");
        let mut intake = Intake::new(identify::by_name(Path::new(&member.name.text)), &purse);
        intake.error(code, why);
        self.give(member, size, String::new(), intake.finish(), None)
    }

    /// Whether the member that is next ended an earlier reading.
    fn is_passed_over(&self) -> bool {
        self.options.passed_over.contains(&self.of_all.get())
    }

    fn pass_over(&mut self, member: Member) -> Onwards {
        let why = "this member ended the process that read it, so valla read the others without it";
        self.unread(member, 0, "worker-died", why)
    }

    /// Says of the container that members of it are not whole: it was cut off, or damaged.
    fn say_what_is_damaged(&self, intake: &mut Intake) {
        if self.damaged > 0 {
            let members = if self.damaged == 1 { "1 member" } else { "members" };
            let count = if self.damaged == 1 { String::new() } else { format!("{} ", self.damaged) };
            intake.partial();
            intake.warn("members-damaged", format!("{count}{members} in it cannot be read, or not to the end"), None);
        }
    }

    /// Hands over what pictures among the members say of their making: it dates parts of the container.
    pub fn hand_over_pictures(&mut self, intake: &mut Intake) {
        for told in std::mem::take(&mut self.pictures) {
            intake.evidence(&told.property, &told.raw, told.value, told.locus);
        }
    }

    /// A member that has no bytes of its own, as the container says: a link, a device. It is a row, and nothing is wrong with it.
    pub fn without_bytes(&mut self, member: Member, kind: &str, why: impl Into<String>) -> Onwards {
        let Some(purse) = self.purse_of(0) else { return ControlFlow::Break(()) };
        let basis = "what its container says".to_owned();
        let mut intake = Intake::new(Format { name: kind.to_owned(), basis, ..Format::default() }, &purse);
        intake.skipped(why);
        self.give(member, 0, String::new(), intake.finish(), None)
    }

    fn purse_of(&self, bytes: usize) -> Option<Purse> {
        if self.streams { self.purse.of_member(self.options.budget, bytes) } else { self.purse.of_child(bytes) }
    }

    /// A member that is a container itself: its members come before it.
    fn container(
        &mut self,
        member: Member,
        head: &Arc<Vec<u8>>,
        rest: Option<&mut dyn Read>,
        walk: Walk,
        format: Format,
    ) -> Onwards {
        let Some(purse) = self.purse.of_child(head.len()) else { return ControlFlow::Break(()) };
        (self.hand)(Event::Opens(member.name.clone()))?;
        let mut intake = Intake::new(format, &purse);
        let before = self.of_all.get();
        let mut over = ControlFlow::Continue(());
        let (mut size, mut digest) = (head.len() as u64, Sha256::new_with_prefix(head.as_slice()));
        {
            let hand = &mut *self.hand;
            let mut heard = |event| {
                over = hand(event);
                over
            };
            let mut members = Members::new((self.options, &purse, true), self.of_all, &mut heard);
            match (walk, rest) {
                (Walk::Sequence(walk), Some(rest)) => {
                    let mut rest = Counted { source: rest, purse: &purse, size: 0, digest };
                    walk(&mut Cursor::new(head.as_slice()).chain(&mut rest), &mut intake, &mut members);
                    // The digest is that of all bytes, whatever the walk left.
                    let _ = io::copy(&mut rest, &mut io::sink());
                    size += rest.size;
                    digest = rest.digest;
                }
                (walk, _) => walk_over(walk, head, &mut intake, &mut members),
            }
            members.say_what_is_damaged(&mut intake);
        }
        over?;
        intake.limits_of(&purse);
        let mut extraction = intake.finish();
        // A mark of a container in which nothing is: the bytes may be something else.
        if self.of_all.get() == before && size == head.len() as u64 && super::finds_nothing(&extraction) {
            let path = Path::new(&member.name.text);
            extraction = guarded(&purse, path, |purse| read_at_cost(head, path, self.options, purse));
        }
        let child = self.child(member, size, hexadecimal(&digest.finalize()), extraction);
        self.count += 1;
        self.of_all.set(self.of_all.get() + 1);
        (self.hand)(Event::Closes(Box::new(child)))
    }

    fn drain(&self, content: &mut dyn Read, digest: &mut Sha256) -> io::Result<u64> {
        let mut counted = Counted { source: content, purse: self.purse, size: 0, digest: digest.clone() };
        let size = io::copy(&mut counted, &mut io::sink());
        *digest = counted.digest;
        size
    }

    fn give(
        &mut self,
        member: Member,
        size: u64,
        sha256: String,
        mut extraction: Extraction,
        broken: Option<io::Error>,
    ) -> Onwards {
        if let Some(error) = broken {
            self.damaged += 1;
            if extraction.status == Status::Ok {
                extraction.status = Status::Partial;
            }
            let message = format!("its bytes break off after {size}: {error}");
            extraction.warnings.push(Warning { code: "member-damaged".to_owned(), message, locus: None });
        }
        let room = PICTURES.saturating_sub(self.pictures.len());
        self.pictures.extend(dates_of_picture(&member.name.text, &extraction).take(room));
        let child = self.child(member, size, sha256, extraction);
        self.count += 1;
        self.of_all.set(self.of_all.get() + 1);
        (self.hand)(Event::Member(Box::new(child)))
    }

    fn child(&self, member: Member, size: u64, sha256: String, mut extraction: Extraction) -> Child {
        for told in member.told {
            let Told { property, raw, value, locus } = told;
            let locus = in_its_container(locus);
            let id = EvidenceId::numbered(extraction.evidence.len() + 1);
            extraction.evidence.push(Evidence::of(id, &property, &raw, value, locus));
        }
        Child { name: member.name.text, name_bytes: member.name.bytes, size, sha256, extraction }
    }
}

/// A place in what holds a member: its ranges are none of the member's own bytes.
fn in_its_container(locus: Locus) -> Locus {
    let range = locus.bytes.map(|bytes| format!(", bytes {} to {}", bytes.start, bytes.end)).unwrap_or_default();
    Locus { path: format!("in what holds it{range}: {}", locus.path), bytes: None, ..locus }
}

/// Bytes that are counted against a purse and hashed as they are read.
struct Counted<'a> {
    source: &'a mut dyn Read,
    purse: &'a Purse,
    size: u64,
    digest: Sha256,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.purse.is_empty() {
            return Ok(0);
        }
        let read = self.source.read(buffer)?;
        self.digest.update(buffer.get(..read).unwrap_or_default());
        self.purse.expanded(read);
        self.size += read as u64;
        Ok(read)
    }
}

/// The walk over bytes that are a container, and what it is.
fn container_of(bytes: &[u8]) -> Option<(Walk, Format)> {
    let content = Content::new(bytes);
    let (reader, format) = candidates(&content).into_iter().next()?;
    Some((reader.walk()?, format))
}

/// Whether a file that begins so is read from its first byte to its last, and need not be held: a mailbox, a tar, a stream.
#[must_use]
pub fn is_read_as_it_comes(head: &[u8]) -> bool {
    matches!(container_of(head), Some((Walk::Sequence(_), _)))
}

/// Walks over bytes in memory.
fn walk_over(walk: Walk, bytes: &Arc<Vec<u8>>, intake: &mut Intake, members: &mut Members<'_>) {
    match walk {
        Walk::Sequence(walk) => walk(&mut bytes.as_slice(), intake, members),
        Walk::Seek(walk) => walk(&mut Cursor::new(bytes.as_slice()), intake, members),
        Walk::Whole(walk, _) => walk(bytes, intake, members),
    }
}

/// Reads a container with all of its members in memory: one that is inside a document.
#[must_use]
pub fn read_in_memory(
    walk: Walk,
    bytes: &Arc<Vec<u8>>,
    format: Format,
    options: &ReadOptions,
    purse: &Purse,
) -> Extraction {
    let mut intake = Intake::new(format, purse);
    let mut tree = Tree::default();
    let mut hand = |event| {
        tree.take(event);
        ControlFlow::Continue(())
    };
    walk_over(walk, bytes, &mut intake, &mut Members::new((options, purse, false), &Cell::new(0), &mut hand));
    intake.limits_of(purse);
    tree.children().into_iter().for_each(|child| intake.child(child));
    intake.finish()
}

/// The bytes of a file.
#[derive(Debug)]
pub enum Source {
    /// In memory.
    Bytes(Arc<Vec<u8>>),
    /// On disk, too large to be held: the file, and its length in bytes.
    File(File, u64),
}

/// Reads a file; the members of a container are handed on one after another, and are no children of what is returned.
///
/// # Errors
/// When the beginning of a file on disk cannot be read.
pub fn read_streamed(
    source: Source,
    path: &Path,
    options: &ReadOptions,
    hand: &mut dyn FnMut(Event) -> ControlFlow<()>,
) -> io::Result<Extraction> {
    let (bytes, mut file) = match source {
        Source::Bytes(bytes) => (bytes, None),
        Source::File(mut file, size) => {
            let mut head = Vec::new();
            (&mut file).take(HEAD).read_to_end(&mut head)?;
            file.rewind()?;
            (Arc::new(head), Some((file, size)))
        }
    };
    let found = if options.recognised { None } else { container_of(&bytes) };
    let size = file.as_ref().map_or(bytes.len() as u64, |(_, size)| *size);
    match found {
        None if file.is_none() => Ok(super::read(&bytes, path, options)),
        Some((walk, format)) => {
            let expanded_bytes = options.budget.expanded_bytes.saturating_add(size.saturating_mul(EXPANDS));
            let budget = Budget { expanded_bytes, ..options.budget };
            let purse = Purse::new(budget, usize::try_from(size).unwrap_or(usize::MAX)).until(&options.stop);
            let mut intake = Intake::new(format, &purse);
            let of_all = Cell::new(0);
            if hand(Event::Begins).is_break() {
                return Ok(intake.finish());
            }
            let mut members = Members::new((options, &purse, true), &of_all, hand);
            match (walk, &mut file) {
                (Walk::Sequence(walk), Some((file, _))) => walk(&mut BufReader::new(file), &mut intake, &mut members),
                (Walk::Seek(walk) | Walk::Whole(_, walk), Some((file, _))) => {
                    walk(&mut BufReader::new(file), &mut intake, &mut members);
                }
                (walk, _) => walk_over(walk, &bytes, &mut intake, &mut members),
            }
            members.say_what_is_damaged(&mut intake);
            intake.limits_of(&purse);
            let extraction = intake.finish();
            // A mark of a container in which nothing is: the bytes may be something else.
            if of_all.get() == 0 && file.is_none() && super::finds_nothing(&extraction) {
                return Ok(super::read(&bytes, path, options));
            }
            Ok(extraction)
        }
        None => Ok(too_large(&bytes, path, options)),
    }
}

/// A file that is hashed and not held: what it is, as far as its beginning says, and which limit it is beyond.
fn too_large(head: &[u8], path: &Path, options: &ReadOptions) -> Extraction {
    let limit = options.budget.file_bytes;
    let purse = Purse::new(options.budget, 0);
    match super::recognise(head) {
        Some(format) => {
            let mut intake = Intake::new(format, &purse);
            intake.limit("file-bytes", limit, "the file");
            intake.finish()
        }
        None => {
            let mut intake = Intake::new(identify::unread(&Content::new(head), path).0, &purse);
            intake.skipped(format!("larger than the limit file-bytes ({limit}), and not in a format that valla reads"));
            intake.finish()
        }
    }
}

/// The beginning of a file that says what it is.
const HEAD: u64 = 1 << 20;
/// The members of an honest archive are at most so many times as large as the archive, beyond what every file may expand to.
const EXPANDS: u64 = 200;

/// A tree of what a walk gave.
#[derive(Debug, Default)]
pub struct Tree {
    /// The members of the containers that are open, the outermost first.
    open: Vec<Vec<Child>>,
    top: Vec<Child>,
}

impl Tree {
    /// Takes what comes next.
    pub fn take(&mut self, event: Event) {
        match event {
            Event::Begins => {}
            Event::Opens(_) => self.open.push(vec![]),
            Event::Member(child) => self.open.last_mut().unwrap_or(&mut self.top).push(*child),
            Event::Closes(mut child) => {
                child.extraction.children.extend(self.open.pop().unwrap_or_default());
                self.open.last_mut().unwrap_or(&mut self.top).push(*child);
            }
        }
    }

    /// The outermost members. What is still open, because the reading broke off, is given up to its container.
    #[must_use]
    pub fn children(mut self) -> Vec<Child> {
        let left = std::mem::take(&mut self.open).into_iter().flatten();
        self.top.extend(left);
        self.top
    }
}
