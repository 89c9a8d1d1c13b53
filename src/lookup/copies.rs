//! Marks by which one copy of a text can be told from another: words of letters of several scripts, and characters that nobody sees.

use crate::knowledge::Knowledge;
use crate::knowledge::script::{InvisibleKind, invisible_characters, mixed_script_words};
use crate::lookup::mark::{Found, Sighting};
use crate::model::{Words, Written};
use std::collections::BTreeMap;

/// Finds words of several scripts. Those that a program recognised in a picture are left out: it takes one letter for another.
#[must_use]
pub fn mixed_scripts(words: &[Words], _: &Knowledge) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for (number, words) in words.iter().enumerate().filter(|(_, words)| words.written != Written::Recognised) {
        for word in mixed_script_words(&words.text) {
            let strange: Vec<String> =
                word.strangers.iter().map(|(_, letter)| format!("{letter} (U+{:04X})", u32::from(*letter))).collect();
            let whole = words.text.get(word.range.clone()).unwrap_or_default();
            let what = format!("{whole}: {}", strange.join(", "));
            sightings.push(Sighting { words: number, range: word.range, found: Found::MixedScript(what) });
        }
    }
    sightings
}

/// Finds characters that nobody sees, of each kind in each run the first, with their number.
#[must_use]
pub fn invisible(words: &[Words], _: &Knowledge) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    // What a page draws has no such characters but those of a table.
    for (number, words) in words.iter().enumerate().filter(|(_, words)| words.written == Written::Typed) {
        let mut kinds: BTreeMap<(InvisibleKind, char), (usize, usize)> = BTreeMap::new();
        for found in invisible_characters(&words.text) {
            kinds.entry((found.kind, found.character)).or_insert((found.at, 0)).1 += 1;
        }
        // The mark of byte order of a file that was pasted in.
        if kinds.len() == 1 && kinds.iter().all(|((_, sign), (_, count))| *sign == '\u{feff}' && *count <= 2) {
            continue;
        }
        for ((_, sign), (at, count)) in kinds {
            let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
            let what = format!("U+{:04X}, {times}", u32::from(sign));
            let range = at..at + sign.len_utf8();
            sightings.push(Sighting { words: number, range, found: Found::Invisible(what) });
        }
    }
    sightings
}
