//! Documents that were made over a long time were all saved within minutes.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::sketch::Sketch;
use crate::collation::together::{Named, Row, Together, clock, finding, names, resting_on, span};
use crate::model::charter::charter;
use crate::model::{Charter, Error, Finding, Strength};
use std::collections::{BTreeMap, BTreeSet};

charter! {
    /// # What it looks for
    /// Five documents or more that were saved within ten minutes by one person or one program, and made over months or years.
    ///
    /// # Why it matters
    /// Somebody handled the lot: for an archive, for a leak, or to change it. What each file says of its last save is about that evening,
    /// not about its author.
    ///
    /// # Innocent causes
    /// An export, a conversion to another format, a virus scanner, the cleaning of names before documents are handed on.
    ///
    /// # What it cannot tell
    /// Why it was done, and whether any word was changed.
    ///
    /// # Example
    /// Nine tables of nine authors, made from 2009 to 2016, were saved by one person within 221 seconds.
    ///
    /// # Sources
    /// The Macron leaks of 2017, whose tables were saved within four minutes; catalogue of checks (burst-resave). Strength: medium where
    /// several authors made them and another person or nobody is named as having saved them; weak otherwise.
    pub struct BurstResave { code: "C005", name: "burst-resave", summary: "documents that were made over a long time were all saved within minutes", since: "0.1.0", group: Collection }
}

/// Saves within so many seconds of each other are one burst.
const BURST: i64 = 600;
/// So many documents are one.
const LEAST: usize = 5;
/// They were made over so many seconds at least.
const SPAN: i64 = 30 * 86_400;

/// Who saved, and with what.
type Hand = (Option<Named>, Option<Named>);
/// When a document was saved, and when it was made.
type Save<'r> = (i64, i64, &'r Row);

impl CollectionCheck for BurstResave {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Whole
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut hands: BTreeMap<Hand, Vec<Save<'_>>> = BTreeMap::new();
        for row in together.rows.iter().filter(|row| !row.inside) {
            if let (Some(saved), Some(made)) = (row.saved, row.made)
                && (row.saver.is_some() || row.program.is_some())
            {
                hands.entry((row.saver, row.program)).or_default().push((saved.clock, made.clock, row));
            }
        }
        let mut findings = Strongest::default();
        for mut saves in hands.into_values() {
            saves.sort_by_key(|(saved, _, row)| (*saved, row.number));
            let mut from = 0;
            while from < saves.len() {
                let start = saves.get(from).map_or(0, |save| save.0);
                let burst: Vec<&Save<'_>> =
                    saves.iter().skip(from).take_while(|(saved, ..)| saved - start <= BURST).collect();
                from += burst.len().max(1);
                // What was made in that hour was no old document.
                let old: Vec<&&Save<'_>> = burst.iter().filter(|(saved, made, _)| saved - made > 86_400).collect();
                let makings = || old.iter().map(|(_, made, _)| *made);
                let days: BTreeSet<i64> = makings().map(|made| made.div_euclid(86_400)).collect();
                let over = makings().max().unwrap_or(0) - makings().min().unwrap_or(0);
                if old.len() >= LEAST && days.len() * 2 > old.len() && over >= SPAN {
                    let numbers: Vec<u32> = old.iter().map(|(_, _, row)| row.number).collect();
                    findings.push(told(&together.sketches(&numbers)?, over));
                }
            }
        }
        Ok(findings.into_list())
    }
}

fn told(sketches: &[Sketch], over: i64) -> Finding {
    let saves: Vec<_> = sketches.iter().filter_map(|sketch| sketch.saved).collect();
    let authors: BTreeSet<String> =
        sketches.iter().filter_map(|sketch| sketch.author.as_ref()).map(|author| author.text.to_lowercase()).collect();
    let saver = sketches.first().and_then(|sketch| sketch.saver.as_ref());
    let own = saver.is_some_and(|saver| authors.len() == 1 && authors.contains(&saver.text.to_lowercase()));
    let strength = if authors.len() > 1 && !own { Strength::Medium } else { Strength::Weak };
    let length =
        saves.iter().map(|save| save.clock).max().unwrap_or(0) - saves.iter().map(|save| save.clock).min().unwrap_or(0);
    let gaps: Vec<i64> = saves.windows(2).filter_map(|pair| Some(pair.get(1)?.clock - pair.first()?.clock)).collect();
    let even = gaps.len() >= LEAST - 1
        && gaps.iter().max().zip(gaps.iter().min()).is_some_and(|(most, least)| *most > 0 && most - least <= 1);
    let by = saver.map_or_else(String::new, |saver| format!(" by {}", saver.text));
    let script = if even { " The saves follow each other at equal gaps: a program did it." } else { "" };
    let said = format!(
        "{} were made over {} and were all saved{by} within {}, from {}.{script}",
        names(sketches),
        span(over),
        span(length),
        saves.first().map(clock).unwrap_or_default()
    );
    let found = finding(&BurstResave::CHARTER, strength, said, sketches);
    resting_on(found, sketches.iter().filter_map(|sketch| Some((sketch, sketch.saved?.evidence))))
        .innocently(&[
            "Somebody exported, converted or cleaned them in one go.",
            "A program of the office saves everything anew.",
        ])
        .settled_by("Ask who handled the files then, and for copies from before.")
}
