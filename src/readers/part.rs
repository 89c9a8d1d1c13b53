//! What readers of parts (fonts, colour profiles, images) give, and the memory that keeps it: the same part stands in many
//! documents of one office, and is read once.

use crate::model::{Property, Reading};
use crate::readers::Purse;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

/// One value of a part, with its place in the part's decoded bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartFact {
    /// The property.
    pub property: Property,
    /// The bytes as they stand.
    pub raw: Vec<u8>,
    /// The value as understood.
    pub reading: Reading,
    /// Where it stands in the decoded part.
    pub range: Range<usize>,
    /// The way to it in the terms of the part's format.
    pub path: String,
}

/// Facts of parts by the BLAKE3 of their encoded bytes. Bounded: beyond the bound parts are read anew each time.
#[derive(Debug, Default)]
pub struct Memory {
    known: Mutex<HashMap<[u8; 32], Known>>,
}

/// Facts, and the bytes that decoding them produced: who recalls a part pays for it like who reads it, so that what a file
/// may cost does not depend on the files before it.
#[derive(Debug, Clone)]
struct Known {
    facts: Arc<Vec<PartFact>>,
    spent: u64,
}

/// More parts than this are not remembered; a part's facts take about a kilobyte.
const BOUND: usize = 20_000;

impl Memory {
    /// The facts of a part, read now if they are not remembered.
    pub fn recall(&self, encoded: &[u8], purse: &Purse, read: impl FnOnce() -> Vec<PartFact>) -> Arc<Vec<PartFact>> {
        let key = *blake3::hash(encoded).as_bytes();
        let known = self.known.lock().ok().and_then(|known| known.get(&key).cloned());
        let left = purse.budget.expanded_bytes.saturating_sub(purse.spent());
        if let Some(known) = known.filter(|known| known.spent < left) {
            purse.expanded(usize::try_from(known.spent).unwrap_or(usize::MAX));
            return known.facts;
        }
        let (before, limits) = (purse.spent(), purse.reached().len());
        let facts = Arc::new(read());
        // What a limit cut short is not what the next file would read.
        if purse.reached().len() == limits
            && let Ok(mut known) = self.known.lock()
            && known.len() < BOUND
        {
            known.insert(key, Known { facts: Arc::clone(&facts), spent: purse.spent().saturating_sub(before) });
        }
        facts
    }
}
