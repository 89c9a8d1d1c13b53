//! What readers of parts (fonts, colour profiles, images) give, and the memory that keeps it: the same part stands in many
//! documents of one office, and is read once.

use crate::model::{Property, Reading};
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
    facts: Mutex<HashMap<[u8; 32], Arc<Vec<PartFact>>>>,
}

/// More parts than this are not remembered; a part's facts take about a kilobyte.
const BOUND: usize = 20_000;

impl Memory {
    /// The facts of a part, read now if they are not remembered.
    pub fn recall(&self, encoded: &[u8], read: impl FnOnce() -> Vec<PartFact>) -> Arc<Vec<PartFact>> {
        let key = *blake3::hash(encoded).as_bytes();
        if let Ok(facts) = self.facts.lock()
            && let Some(known) = facts.get(&key)
        {
            return Arc::clone(known);
        }
        let read = Arc::new(read());
        if let Ok(mut facts) = self.facts.lock()
            && facts.len() < BOUND
        {
            facts.insert(key, Arc::clone(&read));
        }
        read
    }
}
