//! What the reading of a container hands on: its members, one after another. A few are held; of a container with many the rows are
//! reasoned on as they come and lie in a file without a name, so that a mailbox of a million mails takes no more memory than one of ten.

use super::Options;
use super::children::Owner;
use super::parts::Parts;
use super::reason::{Below, reason_part};
use crate::model::{Bound, Child, Error, Examined, Extraction, Status, Warning};
use crate::readers::members::{Event, Tree};
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// So many bytes of members are held with their file; beyond that they are filed.
const HELD: usize = 8 << 20;

/// Members in memory, as a tree.
#[derive(Debug, Default)]
pub(super) struct Received<'o> {
    owner: String,
    options: Option<&'o Options>,
    events: Vec<Event>,
    weight: usize,
    count: Option<u64>,
    filing: Option<Filing>,
    failed: Option<io::Error>,
}

/// Members that are being filed.
#[derive(Debug)]
struct Filing {
    file: BufWriter<File>,
    count: u64,
    end: u64,
    /// The containers that are open, the file itself first.
    open: Vec<Open>,
}

/// A container that is open.
#[derive(Debug)]
struct Open {
    owner: Owner,
    parts: Vec<Filed>,
    below: Below,
}

impl Open {
    fn of(owner: Owner) -> Self {
        Self { owner, parts: vec![], below: Below::default() }
    }
}

/// Where the row of a member lies, and those of its own members.
#[derive(Debug)]
pub(super) struct Filed {
    start: u64,
    length: usize,
    parts: Vec<Filed>,
}

/// The members of a container, filed.
#[derive(Debug)]
pub struct Shelved {
    file: BufWriter<File>,
    count: u64,
    parts: Vec<Filed>,
}

impl<'o> Received<'o> {
    /// Of the file at this path.
    pub(super) fn of(owner: &str, options: &'o Options) -> Self {
        Self { owner: owner.to_owned(), options: Some(options), ..Self::default() }
    }

    /// Makes the members that are held children of their reading; says whether all are there.
    pub(super) fn settle(&mut self, extraction: &mut Extraction) -> bool {
        let mut tree = Tree::default();
        std::mem::take(&mut self.events).into_iter().for_each(|event| tree.take(event));
        extraction.children.extend(tree.children());
        self.filing.is_none()
    }

    /// Ends the reading: members that are held become children of it, others lie on a shelf, and what they give to their container is
    /// with them.
    pub(super) fn finish(mut self, extraction: &mut Extraction) -> (Option<Box<Shelved>>, Below) {
        self.settle(extraction);
        let Some(filing) = self.filing.take() else { return (None, Below::default()) };
        let (shelved, below) = filing.finish();
        if let Some(error) = self.failed.take() {
            let message = format!("the members could not be kept in the folder for temporary files: {error}");
            extraction.status = Status::Error;
            extraction.warnings.push(Warning { code: "members-not-kept".to_owned(), message, locus: None });
        }
        (Some(Box::new(shelved)), below)
    }

    fn keep(&mut self, event: Event) -> io::Result<()> {
        let Some(options) = self.options else { return Ok(()) };
        if let Some(filing) = &mut self.filing {
            return filing.take(event, options);
        }
        if let Event::Member(child) | Event::Closes(child) = &event {
            self.weight += OF_A_MEMBER + child.extraction.weight();
        }
        self.events.push(event);
        if self.weight > HELD {
            let mut filing = Filing::of(&self.owner)?;
            for event in std::mem::take(&mut self.events) {
                filing.take(event, options)?;
            }
            self.filing = Some(filing);
        }
        Ok(())
    }
}

/// What a member takes besides its reading, about.
const OF_A_MEMBER: usize = 600;

impl Parts for Received<'_> {
    fn take(&mut self, event: Event) {
        let one = matches!(event, Event::Member(_) | Event::Closes(_));
        self.count = Some(self.count.unwrap_or(0) + u64::from(one));
        if self.failed.is_none() {
            self.failed = self.keep(event).err();
        }
    }

    fn restart(&mut self) {
        (self.events, self.weight, self.count, self.filing) = (vec![], 0, None, None);
    }

    fn count(&self) -> Option<u64> {
        self.count
    }
}

impl Filing {
    fn of(owner: &str) -> io::Result<Self> {
        let top = Open::of(Owner::file(owner.to_owned()));
        Ok(Self { file: BufWriter::with_capacity(1 << 18, tempfile::tempfile()?), count: 0, end: 0, open: vec![top] })
    }

    fn finish(mut self) -> (Shelved, Below) {
        // What is still open, because the reading broke off, is given up to its container.
        let mut below = Below::default();
        let mut parts = Vec::new();
        for open in self.open.drain(..) {
            if parts.is_empty() {
                below = open.below;
            }
            parts.extend(open.parts);
        }
        (Shelved { file: self.file, count: self.count, parts }, below)
    }

    fn take(&mut self, event: Event, options: &Options) -> io::Result<()> {
        match event {
            Event::Begins => Ok(()),
            Event::Opens(name) => {
                let Some(open) = self.open.last_mut() else { return Ok(()) };
                let opened = Open::of(open.owner.below(&name.text));
                self.open.push(opened);
                Ok(())
            }
            Event::Member(child) => {
                let Some(open) = self.open.last_mut() else { return Ok(()) };
                let member = Open::of(open.owner.below(&child.name));
                self.file(*child, member, options)
            }
            Event::Closes(child) => {
                let Some(closed) = self.open.pop().filter(|_| !self.open.is_empty()) else { return Ok(()) };
                self.file(*child, closed, options)
            }
        }
    }

    fn file(&mut self, child: Child, member: Open, options: &Options) -> io::Result<()> {
        let mut owners: Vec<String> = self.open.iter().map(|open| open.owner.path.clone()).collect();
        let Some(open) = self.open.last_mut() else { return Ok(()) };
        let mut part = member.owner.itself(child);
        let bounds: Vec<Bound> = reason_part(&mut part, &mut owners, member.below, options);
        let number = u32::try_from(open.parts.len() + 1).unwrap_or(u32::MAX);
        open.below.inherit(number, &part, bounds);
        self.count += 1 + in_all(&part);
        let row = serde_json::to_vec(&part)?;
        self.file.write_all(&row)?;
        open.parts.push(Filed { start: self.end, length: row.len(), parts: member.parts });
        self.end += row.len() as u64;
        Ok(())
    }
}

impl Shelved {
    /// How many documents these are, with all that is inside them.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Gives each member, with the path of its numbers from the outermost container inwards; a container goes before its members.
    ///
    /// # Errors
    /// When a row cannot be read, or the first error of `each`.
    pub fn each(mut self, mut each: impl FnMut(&[usize], Examined) -> Result<(), Error>) -> Result<(), Error> {
        let parts = std::mem::take(&mut self.parts);
        self.below(&parts, &mut vec![], &mut each)
    }

    fn row(&mut self, part: &Filed, row: &mut [u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::Start(part.start))?;
        self.file.get_mut().read_exact(row)
    }

    fn below(
        &mut self,
        parts: &[Filed],
        numbers: &mut Vec<usize>,
        each: &mut impl FnMut(&[usize], Examined) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (number, part) in (1..).zip(parts) {
            let mut row = vec![0; part.length];
            self.row(part, &mut row).map_err(failed)?;
            numbers.push(number);
            each(numbers, serde_json::from_slice(&row).map_err(|error| failed(error.into()))?)?;
            self.below(&part.parts, numbers, each)?;
            numbers.pop();
        }
        Ok(())
    }
}

/// How many documents are inside one.
fn in_all(part: &Examined) -> u64 {
    part.parts.iter().map(|part| 1 + in_all(part)).sum()
}

fn failed(source: io::Error) -> Error {
    Error::Output { path: PathBuf::from("the rows of members, in the folder for temporary files"), source }
}
