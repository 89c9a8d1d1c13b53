//! What serves to compare a PDF with others: the file as it was at each earlier save, and where its objects are.

use crate::formats::pdf::history::Walk;
use crate::formats::pdf::page::text::PageText;
use crate::formats::pdf::xref::Entry;
use crate::model::evidence::hexadecimal;
use crate::model::{LikenessKind, Revision};
use crate::readers::Intake;
use sha2::{Digest, Sha256};

/// A page of fewer words is like many.
const WORDS_OF_A_PAGE: usize = 40;
/// So many pages of a document are compared.
const PAGES: usize = 100;
/// The layout of fewer objects is that of many files.
const OBJECTS: usize = 5;
/// Ends of a line that may belong to a save, or not.
const ENDS: [&[u8]; 4] = [b"", b"\n", b"\r", b"\r\n"];
/// Of a file that was saved more often the last so many saves are told.
const SAVES: usize = 64;

/// Gives each revision that a later one follows the digest of the file as it was saved then.
pub fn beginnings(bytes: &[u8], revisions: &mut [Revision]) {
    let Some((_, earlier)) = revisions.split_last_mut() else { return };
    let first = earlier.len().saturating_sub(SAVES);
    let (mut digest, mut at) = (Sha256::new(), 0);
    for revision in earlier.iter_mut().skip(first) {
        let Some(end) = usize::try_from(revision.end).ok().filter(|end| *end >= at && *end < bytes.len()) else {
            continue;
        };
        digest.update(bytes.get(at..end).unwrap_or_default());
        at = end;
        let after = bytes.get(end..).unwrap_or_default();
        let before = bytes.get(..end).unwrap_or_default();
        // What the walk takes for the end of the save may have the end of its line, or lack it.
        for line_end in ENDS.iter().filter(|line_end| after.starts_with(line_end)) {
            revision.sha256.push(hexadecimal(&digest.clone().chain_update(line_end).finalize()));
        }
        let shorter = before.strip_suffix(b"\r\n").or_else(|| before.strip_suffix(b"\n"));
        if let Some(shorter) = shorter.filter(|_| earlier_is_small(end)) {
            revision.sha256.push(hexadecimal(&Sha256::digest(shorter)));
        }
    }
}

/// Whether hashing a beginning once more costs little.
const fn earlier_is_small(end: usize) -> bool {
    end <= 16 << 20
}

/// Hands over where the objects of the last state are.
pub fn layout(walk: &Walk, intake: &mut Intake) {
    let mut digest = blake3::Hasher::new();
    let mut count = 0;
    for (number, states) in &walk.history {
        if let Some((_, Entry::InUse { offset })) = states.last() {
            digest.update(&number.to_le_bytes());
            digest.update(&(*offset as u64).to_le_bytes());
            count += 1;
        }
    }
    if count >= OBJECTS && !walk.rebuilt {
        intake.likeness(LikenessKind::Layout, digest.finalize(), format!("{count} objects"));
    }
}

/// Hands over which words a page shows, and where: whatever program saves the file anew, they stay.
pub fn page(number: usize, page: &PageText, intake: &mut Intake) {
    let shown = || page.words.iter().filter(|word| !word.invisible && !word.annotated);
    if number > PAGES || shown().count() < WORDS_OF_A_PAGE {
        return;
    }
    let mut digest = blake3::Hasher::new();
    for word in shown() {
        digest.update(word.text.as_bytes());
        // To the point: programs round otherwise.
        digest.update(format!(" {:.0} {:.0}\n", word.x, word.y).as_bytes());
    }
    intake.likeness(LikenessKind::Page, digest.finalize(), format!("page {number}"));
}
