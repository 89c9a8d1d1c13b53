//! Documents that were put in as storages (MS-DOC 2.1.3 `ObjectPool`, MS-XLS 2.1.7.12 embedding storages): exhibits of their own.
//!
//! Such a document has no bytes in a row that could be hashed: its streams lie about in the sectors of the whole file. Its digest is
//! that of its streams in the order of the directory, each after its path in UTF-8, a zero, and its size in eight bytes, the lowest
//! first; its size is the sum of theirs. What is read has its place in a stream.

use super::{KEYS, read_compound};
use crate::formats::budget::Purse;
use crate::formats::compound::directory::{Compound, Entry, Kind};
use crate::readers::{ChildName, Digested, Intake, ReadOptions, adopt, identify};
use sha2::{Digest, Sha256};

/// The outermost storages that hold a document.
#[must_use]
pub fn documents<'c>(compound: &'c Compound<'_>) -> Vec<&'c Entry> {
    let mut found: Vec<&Entry> = Vec::new();
    for entry in compound.entries.iter().filter(|entry| entry.listed && entry.kind == Kind::Stream) {
        // Only these streams make a document; looked for here so that a file of many storages costs one pass.
        let Some((folder, name)) = entry.path.rsplit_once('/') else { continue };
        if !matches!(name, "WordDocument" | "Workbook" | "Book" | "PowerPoint Document" | "VisioDocument") {
            continue;
        }
        if let Some(storage) = compound.entry(folder).filter(|storage| storage.kind == Kind::Storage) {
            found.push(storage);
        }
    }
    let outer: Vec<String> = found.iter().map(|storage| format!("{}/", storage.path)).collect();
    found.retain(|storage| !outer.iter().any(|folder| storage.path.starts_with(folder)));
    found.sort_by_key(|storage| storage.at);
    found.dedup_by_key(|storage| storage.at);
    found
}

/// Reads these documents.
pub fn read(
    compound: &Compound<'_>,
    documents: &[&Entry],
    bytes: &[u8],
    options: &ReadOptions,
    purse: &Purse,
    intake: &mut Intake,
) {
    for &storage in documents {
        let inside = compound.below(storage);
        let Some(mut format) = identify::storage(&inside, KEYS) else { continue };
        format.basis = format!("{} in a storage of the compound file", format.basis);
        let name = ChildName::from(storage.path.escape_default().to_string());
        adopt(name, digested(&inside, purse), purse, intake, |purse| {
            let mut intake = Intake::new(format, purse);
            read_compound(&inside, bytes, options, purse, &mut intake);
            intake.limits_of(purse);
            intake.finish()
        });
    }
}

fn digested(inside: &Compound<'_>, purse: &Purse) -> Digested {
    let (mut digest, mut size) = (Sha256::new(), 0);
    for entry in inside.entries.iter().filter(|entry| entry.kind == Kind::Stream) {
        let stream = inside.stream_of(entry, purse);
        digest.update(entry.path.as_bytes());
        digest.update([0]);
        digest.update((stream.bytes.len() as u64).to_le_bytes());
        digest.update(&stream.bytes);
        size += stream.bytes.len();
    }
    Digested { size, sha256: crate::model::evidence::hexadecimal(&digest.finalize()) }
}
