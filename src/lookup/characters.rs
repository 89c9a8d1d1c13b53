//! Characters that are younger than Unicode 3.2.

use crate::knowledge::{Dated, Knowledge};
use crate::lookup::mark::{Found, Sighting};
use crate::model::{Words, Written};
use std::collections::HashMap;

/// How the facts on characters begin that have a date of their own: signs of currencies, emoji.
const NOTABLE: &str = "character:";

/// The first place of each character in each run.
#[must_use]
pub fn find(words: &[Words], knowledge: &Knowledge) -> Vec<Sighting> {
    let mut known = HashMap::new();
    let mut sightings = Vec::new();
    for (number, words) in words.iter().enumerate() {
        // What a program took from a picture may be any sign that looks alike.
        if words.text.is_ascii() || words.written == Written::Recognised {
            continue;
        }
        let mut here = Vec::new();
        let asked = words.text.char_indices().filter(|(_, sign)| is_asked(*sign) && knowledge.may_be_young(*sign));
        for (at, sign) in asked {
            if here.contains(&sign) {
                continue;
            }
            // A program that draws mathematics has its own signs, and names them; which young character such a name means was settled later.
            let counts = |dated: &&Dated| words.written != Written::Drawn || dated.fact.id.starts_with(NOTABLE);
            if let Some(dated) = known.entry(sign).or_insert_with(|| knowledge.character(sign)).as_ref().filter(counts)
            {
                here.push(sign);
                let range = at..at + sign.len_utf8();
                sightings.push(Sighting { words: number, range, found: Found::Character(dated.clone()) });
            }
        }
    }
    sightings
}

/// Whether a character may be young: neither of the first letters of all, nor one that fonts and programs take for themselves, nor the sign of
/// what could not be read.
fn is_asked(sign: char) -> bool {
    u32::from(sign) >= 0x0220 && !matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{fffd}' | '\u{f0000}'..)
}
