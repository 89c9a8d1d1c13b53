//! One purse passed down: what a file may cost. Everything is counted, nothing is timed, so that the same bytes always
//! give the same reading.

use crate::model::trouble::{DRAWING, PAGES, WORDS};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// The limit of the memory that a member needs to be unpacked.
pub const DICTIONARY_BYTES: &str = "dictionary-bytes";

/// The limits of one reading. Reaching one gives `partial`, what was read so far, and which limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Bytes that a file may have to be read; a larger one is hashed only.
    pub file_bytes: u64,
    /// Bytes that decoding may produce in one file. The largest honest file of the development corpus needs 90 MB.
    pub expanded_bytes: u64,
    /// Bytes that one stream may decode to.
    pub stream_bytes: u64,
    /// How many times its encoded size a stream may decode to, beyond the first mebibyte. One Flate filter gives at most
    /// 1,032 times; more takes filters built to multiply.
    pub ratio: u64,
    /// Indirect objects that are looked at.
    pub objects: u64,
    /// Revisions that are told apart; of more the oldest are taken together.
    pub revisions: u64,
    /// Arrays, dictionaries or elements inside one another.
    pub depth: u64,
    /// Pieces of evidence, in a file and all that is inside it.
    pub evidence: u64,
    /// Bytes that evidence and all else that is told of a file may take. The largest honest file of the development corpus
    /// needs 0.8 MB.
    pub evidence_bytes: u64,
    /// Bytes of words, in a file and all that is inside it; 0 reads none. The longest honest file of the development corpus has 4 MB.
    pub words_bytes: u64,
    /// How many times its own size a file may be parsed over. Honest files of the development corpus need five.
    pub operations: u64,
    /// Documents inside one file, at any depth.
    pub children: u64,
    /// Members of one container file whose rows are handed on, at any depth.
    pub members: u64,
    /// Documents inside one another.
    pub nesting: u64,
    /// Pages whose words are read; 0 reads none.
    pub pages: u64,
    /// Steps of drawing that are followed through, over all pages and states: glyphs, pieces of paths, bytes of content, words held
    /// against words. No honest file of the development corpus needs 10 million.
    pub drawing: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            expanded_bytes: 512 << 20,
            stream_bytes: 64 << 20,
            ratio: 2_000,
            objects: 4_000_000,
            revisions: 256,
            depth: 100,
            evidence: 20_000,
            evidence_bytes: 8 << 20,
            words_bytes: 8 << 20,
            operations: 64,
            children: 10_000,
            members: 5_000_000,
            nesting: 16,
            pages: 2_000,
            drawing: 30_000_000,
        }
    }
}

impl Budget {
    /// The limits of a reduced reading: no words of pages, and an eighth of what a reading costs most.
    #[must_use]
    pub fn reduced(&self) -> Self {
        Self {
            pages: 0,
            words_bytes: 0,
            expanded_bytes: self.expanded_bytes / 8,
            objects: self.objects / 8,
            operations: (self.operations / 8).max(1),
            children: self.children / 8,
            ..*self
        }
    }

    /// Limits that no option sets: values and depth of one XMP packet, the dictionary of a packed member.
    pub const FIXED: [&'static str; 3] = ["xmp-values", "xmp-depth", DICTIONARY_BYTES];
    /// The names of the limits, as options and records write them.
    pub const NAMES: [&'static str; 16] = [
        "file-bytes",
        "expanded-bytes",
        "stream-bytes",
        "ratio",
        "objects",
        "revisions",
        "depth",
        "evidence",
        "evidence-bytes",
        WORDS,
        "operations",
        "children",
        "members",
        "nesting",
        PAGES,
        DRAWING,
    ];

    fn field(&mut self, name: &str) -> Option<&mut u64> {
        Some(match name {
            "file-bytes" => &mut self.file_bytes,
            "expanded-bytes" => &mut self.expanded_bytes,
            "stream-bytes" => &mut self.stream_bytes,
            "ratio" => &mut self.ratio,
            "objects" => &mut self.objects,
            "revisions" => &mut self.revisions,
            "depth" => &mut self.depth,
            "evidence" => &mut self.evidence,
            "evidence-bytes" => &mut self.evidence_bytes,
            WORDS => &mut self.words_bytes,
            "operations" => &mut self.operations,
            "children" => &mut self.children,
            "members" => &mut self.members,
            "nesting" => &mut self.nesting,
            PAGES => &mut self.pages,
            DRAWING => &mut self.drawing,
            _ => return None,
        })
    }

    /// Sets one limit, written `NAME=VALUE`.
    ///
    /// # Errors
    /// What is wrong, and which names there are.
    pub fn set(&mut self, setting: &str) -> Result<(), String> {
        let names = || format!("the limits are {}", Self::NAMES.join(", "));
        let (name, value) =
            setting.split_once('=').ok_or_else(|| format!("{setting:?} is not NAME=VALUE; {}", names()))?;
        let value: u64 = value.trim().parse().map_err(|_| format!("{value:?} is not a whole number"))?;
        // Nothing nests deeper than the stack of a reader holds.
        if name == "depth" && value > 500 {
            return Err("the depth cannot be more than 500".to_owned());
        }
        if name == "nesting" && value > 64 {
            return Err("the nesting cannot be more than 64".to_owned());
        }
        *self.field(name.trim()).ok_or_else(|| format!("there is no limit named {name:?}; {}", names()))? =
            value.max(1);
        Ok(())
    }
}

/// What is left of a budget while one file is read. What is inside a file is read with a purse of its own that shares
/// what decoding may produce, and the counts of evidence and of documents, with that of the file.
#[derive(Debug)]
pub struct Purse {
    /// The limits.
    pub budget: Budget,
    file_bytes: u64,
    /// Those of the outermost file.
    whole_bytes: u64,
    shared: Rc<Shared>,
    nesting: u64,
    parsed: Cell<u64>,
    reached: RefCell<Vec<(&'static str, u64)>>,
}

/// All that is inside a file may be parsed over so many bytes together, or [`Budget::operations`] times the file.
const ALL_OPERATIONS: u64 = 512 << 20;

/// So many entries every file may have.
const FEWEST_ENTRIES: u64 = 200_000;

/// What a file and all that is inside it spend together.
#[derive(Debug, Default)]
struct Shared {
    expanded: Cell<u64>,
    evidence: Cell<u64>,
    evidence_bytes: Cell<u64>,
    words: Cell<u64>,
    children: Cell<u64>,
    members: Cell<u64>,
    parsed: Cell<u64>,
    entries: Cell<u64>,
    drawn: Cell<u64>,
    stop: RefCell<Arc<AtomicBool>>,
}

/// The room for what is told of a file and of all that is inside it. No single value can fill it: each takes a small part
/// of what is left at most, and what a document says of itself first of all (its dates, its programs, its people) has places
/// of its own.
#[derive(Debug)]
pub struct Room {
    shared: Rc<Shared>,
    /// Pieces, in all.
    pub pieces: u64,
    /// Bytes, in all.
    pub bytes: u64,
    /// Bytes of words, in all.
    pub words: u64,
}

/// So many places are kept for what a document says of itself.
const KEPT: u64 = 3_000;
/// A value takes one part in so many of what is left at most, but never less than [`LEAST`] bytes.
const SHARE: u64 = 64;
const LEAST: u64 = 256;

impl Room {
    /// Whether one more piece has a place; it is taken. `first` are statements of the document on itself.
    #[must_use]
    pub fn takes_piece(&self, first: bool) -> bool {
        let taken = self.shared.evidence.get();
        let places = if first { self.pieces.saturating_add(KEPT) } else { self.pieces };
        let free = taken < places;
        if free {
            self.shared.evidence.set(taken + 1);
        }
        free
    }

    /// Whether all places but the kept ones are taken, or all bytes.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.shared.evidence.get() >= self.pieces || self.shared.evidence_bytes.get() + LEAST > self.bytes
    }

    /// How many bytes one value may take.
    #[must_use]
    pub fn share(&self) -> usize {
        let left = self.bytes.saturating_sub(self.shared.evidence_bytes.get());
        usize::try_from((left / SHARE).max(LEAST)).unwrap_or(usize::MAX)
    }

    /// Whether so many bytes have room; they are taken.
    #[must_use]
    pub fn takes_bytes(&self, bytes: usize) -> bool {
        let taken = self.shared.evidence_bytes.get().saturating_add(bytes as u64);
        let free = taken <= self.bytes;
        if free {
            self.shared.evidence_bytes.set(taken);
        }
        free
    }

    /// Whether so many bytes of words have room; they are taken.
    #[must_use]
    pub fn takes_words(&self, bytes: usize) -> bool {
        let taken = self.shared.words.get().saturating_add(bytes as u64);
        let free = taken <= self.words;
        if free {
            self.shared.words.set(taken);
        }
        free
    }
}

impl Purse {
    /// A full purse for a file of so many bytes.
    #[must_use]
    pub fn new(budget: Budget, file_bytes: usize) -> Self {
        let file_bytes = file_bytes as u64;
        Self {
            budget,
            file_bytes,
            whole_bytes: file_bytes,
            shared: Rc::default(),
            nesting: 0,
            parsed: Cell::new(0),
            reached: RefCell::default(),
        }
    }

    /// A purse that is empty as soon as nobody waits for the reading any more.
    #[must_use]
    pub fn until(self, stop: &Arc<AtomicBool>) -> Self {
        self.shared.stop.replace(Arc::clone(stop));
        self
    }

    /// The purse of a document of so many bytes inside the file; none where there may be no more, and the limit is noted.
    #[must_use]
    pub fn of_child(&self, bytes: usize) -> Option<Self> {
        if self.nesting >= self.budget.nesting {
            self.reach("nesting", self.budget.nesting);
            return None;
        }
        if self.room_for_evidence().is_full() {
            // What it says would have no place.
            self.reach("evidence", self.budget.evidence);
            return None;
        }
        if self.shared.children.get() >= self.budget.children {
            self.reach("children", self.budget.children);
            return None;
        }
        self.shared.children.set(self.shared.children.get() + 1);
        let purse = Self::new(self.budget, bytes);
        Some(Self {
            shared: Rc::clone(&self.shared),
            nesting: self.nesting + 1,
            whole_bytes: self.whole_bytes,
            ..purse
        })
    }

    /// The purse of a member of a container, with a budget of its own, for so many bytes: its row is handed on. None
    /// where there may be no more members, and the limit is noted.
    #[must_use]
    pub fn of_member(&self, budget: Budget, bytes: usize) -> Option<Self> {
        if self.nesting >= self.budget.nesting {
            self.reach("nesting", self.budget.nesting);
            return None;
        }
        if self.shared.members.get() >= self.budget.members {
            self.reach("members", self.budget.members);
            return None;
        }
        self.shared.members.set(self.shared.members.get() + 1);
        let purse = Self::new(budget, bytes);
        purse.shared.stop.replace(Arc::clone(&self.shared.stop.borrow()));
        Some(Self { nesting: self.nesting + 1, ..purse })
    }

    /// The room for what is told of a file: readers put into it by their intake alone.
    #[must_use]
    pub fn room_for_evidence(&self) -> Room {
        Room {
            shared: Rc::clone(&self.shared),
            pieces: self.budget.evidence,
            bytes: self.budget.evidence_bytes,
            words: self.budget.words_bytes,
        }
    }

    /// A limit was reached.
    pub fn reach(&self, name: &'static str, value: u64) {
        let mut reached = self.reached.borrow_mut();
        if !reached.iter().any(|(known, _)| *known == name) {
            reached.push((name, value));
        }
    }

    /// The limits that were reached, with their values.
    #[must_use]
    pub fn reached(&self) -> Vec<(&'static str, u64)> {
        self.reached.borrow().clone()
    }

    /// Counts bytes that were parsed.
    pub fn parsed(&self, bytes: usize) {
        self.parsed.set(self.parsed.get().saturating_add(bytes as u64));
        self.shared.parsed.set(self.shared.parsed.get().saturating_add(bytes as u64));
    }

    /// Counts bytes that decoding produced.
    pub fn expanded(&self, bytes: usize) {
        self.shared.expanded.set(self.shared.expanded.get().saturating_add(bytes as u64));
    }

    /// Whether one more entry of a table of objects may be read. No honest file has as many as bytes.
    pub fn takes_entry(&self) -> bool {
        let taken = self.shared.entries.get() + 1;
        let most = self.budget.objects.min(self.whole_bytes.max(FEWEST_ENTRIES));
        let free = taken <= most;
        if free {
            self.shared.entries.set(taken);
        } else {
            self.reach("objects", self.budget.objects);
        }
        free
    }

    /// Whether so many steps of drawing may be taken; they are. Where they may not, the limit is noted.
    pub fn draws(&self, steps: u64) -> bool {
        let taken = self.shared.drawn.get().saturating_add(steps);
        let free = taken <= self.budget.drawing && !self.is_stopped();
        if free {
            self.shared.drawn.set(taken);
        } else {
            self.reach(DRAWING, self.budget.drawing);
        }
        free
    }

    /// Whether nobody waits for the reading any more.
    fn is_stopped(&self) -> bool {
        self.shared.stop.borrow().load(Ordering::Relaxed)
    }

    /// Bytes that decoding produced so far.
    #[must_use]
    pub fn spent(&self) -> u64 {
        self.shared.expanded.get()
    }

    /// Whether nothing more may be spent; the limit is noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let operations = self.file_bytes.saturating_mul(self.budget.operations).max(16 << 20);
        let of_all = self.whole_bytes.saturating_mul(self.budget.operations).max(ALL_OPERATIONS);
        if self.is_stopped() {
            // No limit: this reading is thrown away.
            true
        } else if self.spent() >= self.budget.expanded_bytes {
            self.reach("expanded-bytes", self.budget.expanded_bytes);
            true
        } else if self.parsed.get() >= operations || self.shared.parsed.get() >= of_all {
            self.reach("operations", self.budget.operations);
            true
        } else {
            false
        }
    }

    /// How many bytes a stream of so many encoded bytes may decode to, and which limit says so.
    #[must_use]
    pub fn room(&self, encoded: usize) -> (usize, &'static str, u64) {
        let by_ratio = (encoded as u64).saturating_mul(self.budget.ratio).max(1 << 20);
        let left = self.budget.expanded_bytes.saturating_sub(self.spent());
        let (room, name, value) = [
            (self.budget.stream_bytes, "stream-bytes", self.budget.stream_bytes),
            (by_ratio, "ratio", self.budget.ratio),
            (left, "expanded-bytes", self.budget.expanded_bytes),
        ]
        .into_iter()
        .min_by_key(|(room, _, _)| *room)
        .unwrap_or((0, "expanded-bytes", self.budget.expanded_bytes));
        (usize::try_from(room).unwrap_or(usize::MAX), name, value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_named_limit_can_be_set_and_others_are_refused() {
        let mut budget = Budget::default();
        for name in Budget::NAMES {
            budget.set(&format!("{name}=7")).unwrap();
            assert_eq!(budget.field(name).copied(), Some(7), "{name}");
        }
        assert!(budget.set("memory=1").unwrap_err().contains("expanded-bytes"));
        assert!(budget.set("depth=100000").is_err());
        assert!(budget.set("depth").is_err());
    }

    #[test]
    fn a_stream_has_room_by_the_smallest_limit() {
        let purse = Purse::new(Budget::default(), 1_000);
        assert_eq!(purse.room(10), (1 << 20, "ratio", 2_000));
        assert_eq!(purse.room(1 << 20).1, "stream-bytes");
        purse.expanded((512 << 20) - 5);
        assert_eq!(purse.room(1 << 20).0, 5);
        assert!(!purse.is_empty());
        purse.expanded(5);
        assert!(purse.is_empty());
        assert_eq!(purse.reached(), [("expanded-bytes", 512 << 20)]);
    }
}
