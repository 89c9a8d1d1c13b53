//! A collection as its checks see it.

use super::sketch::{Sketch, Stamp, Stated, TieKind};
use super::ties::{self, Shared, Ties};
use crate::model::{Anchor, Charter, ClaimedSet, Error, EvidenceId, Finding, Layer, SetClaim, Strength};
use std::collections::{BTreeMap, BTreeSet};

/// Among more documents that share a value each is compared with the first alone.
const ALL_PAIRS: usize = 12;

/// What is short enough to be held of every document.
#[derive(Debug, Clone)]
pub struct Row {
    /// The document.
    pub number: u32,
    /// Whether another document holds it.
    pub inside: bool,
    /// Numbers for its author, who saved it, its program, its folder, its series.
    pub author: Option<u64>,
    /// Who saved it.
    pub saver: Option<u64>,
    /// The program that wrote it.
    pub program: Option<u64>,
    /// The folder that holds it.
    pub folder: u64,
    /// Its name without its digits, and the folder; and the last number in the name.
    pub series: Option<(u64, u64)>,
    /// The document that holds it.
    pub holder: Option<u32>,
    /// Whether it is a mail.
    pub is_mail: bool,
    /// Whether it has so few words that it may be one page.
    pub is_short: bool,
    /// Whether its own marks say that its date is too early, or a host took it long after.
    pub asks: bool,
    /// When it says that it was made.
    pub made: Option<Stamp>,
    /// When it says that it was last saved.
    pub saved: Option<Stamp>,
}

/// A set that is claimed, with the documents that it means.
#[derive(Debug, Clone)]
pub struct MeantSet {
    /// The claim.
    pub claim: ClaimedSet,
    /// The documents, in the order of the patterns.
    pub numbers: Vec<u32>,
}

/// A collection.
#[derive(Debug)]
pub struct Together<'a> {
    ties: &'a Ties,
    /// One row a document, in the order of the case.
    pub rows: &'a [Row],
    /// What is claimed of sets.
    pub sets: &'a [MeantSet],
    /// Bytes that somebody vouches for.
    pub anchors: &'a [Anchor],
}

impl<'a> Together<'a> {
    /// Of ties that are sorted.
    #[must_use]
    pub fn new(ties: &'a Ties, rows: &'a [Row], sets: &'a [MeantSet], anchors: &'a [Anchor]) -> Self {
        Self { ties, rows, sets, anchors }
    }

    /// The sketch of a document.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn sketch(&self, number: u32) -> Result<Sketch, Error> {
        self.ties.sketch(number)
    }

    /// The sketches of documents.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn sketches(&self, numbers: &[u32]) -> Result<Vec<Sketch>, Error> {
        numbers.iter().map(|number| self.sketch(*number)).collect()
    }

    /// The words of a document.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn spoken(&self, number: u32) -> Result<String, Error> {
        self.ties.spoken(number)
    }

    /// What two documents or more share of a kind: the same value, not the same hash alone. Words are verified by who asks for them.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn shared(&self, kind: TieKind) -> Result<Vec<Shared>, Error> {
        let groups = self.ties.shared(kind).0;
        if kind == TieKind::Words {
            return Ok(groups);
        }
        let mut verified = Vec::with_capacity(groups.len());
        for group in groups {
            let mut by_value: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for sketch in self.sketches(&group.numbers)? {
                for value in sketch.values(kind).into_iter().filter(|value| ties::key(value) == group.key) {
                    by_value.entry(value.to_owned()).or_default().push(sketch.number);
                }
            }
            let same = by_value.into_values().filter(|numbers| numbers.len() > 1);
            verified.extend(same.map(|numbers| Shared { numbers, key: group.key }));
        }
        Ok(verified)
    }

    /// Pairs of documents that share values of a kind, with how many: of large groups each with the first.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn pairs(&self, kind: TieKind) -> Result<BTreeMap<(u32, u32), usize>, Error> {
        let mut pairs: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        for Shared { numbers, .. } in self.shared(kind)? {
            let hubs = if numbers.len() <= ALL_PAIRS { numbers.len() } else { 1 };
            for (at, hub) in numbers.iter().enumerate().take(hubs) {
                for other in numbers.iter().skip(at + 1) {
                    *pairs.entry((*hub, *other)).or_default() += 1;
                }
            }
        }
        Ok(pairs)
    }

    /// Whether two documents are claimed to be independent of each other: both in one set of which that is said, or in sets of two
    /// sources of which it is.
    #[must_use]
    pub fn independent(&self, one: u32, other: u32) -> bool {
        let sets: Vec<&MeantSet> = self.sets.iter().filter(|set| set.claim.says == SetClaim::Independent).collect();
        let within = |set: &&&MeantSet, number: u32| set.numbers.contains(&number);
        sets.iter().any(|set| within(&set, one) && within(&set, other))
            || self.sources(one).iter().any(|source| {
                let others = self.sources(other);
                !others.is_empty() && !others.contains(source)
            })
    }

    /// From which sources a document is said to come.
    #[must_use]
    pub fn sources(&self, number: u32) -> BTreeSet<&str> {
        let from = self.sets.iter().filter(|set| set.numbers.contains(&number));
        from.filter_map(|set| set.claim.from.as_deref()).collect()
    }
}

/// Whether two texts name one person: the same letters, whatever their case.
fn is_one(one: &Stated, other: &Stated) -> bool {
    one.text.to_lowercase() == other.text.to_lowercase()
}

/// Whether documents openly say that one hand or one office made them: then that they share something is no surprise.
#[must_use]
pub fn openly_of_one_hand(sketches: &[Sketch]) -> bool {
    let Some((first, others)) = sketches.split_first() else { return true };
    let agree = |of: &dyn Fn(&Sketch) -> Option<Stated>| {
        of(first).is_some_and(|first| others.iter().all(|other| of(other).is_some_and(|other| is_one(&first, &other))))
    };
    agree(&|sketch| sketch.author.clone()) || agree(&|sketch| sketch.company.clone())
}

/// How much a tie between documents carries: little where they openly come from one hand or say nothing of whose they are.
#[must_use]
pub fn surprise(sketches: &[Sketch]) -> Strength {
    let authors: BTreeSet<String> =
        sketches.iter().filter_map(|sketch| sketch.author.as_ref()).map(|author| author.text.to_lowercase()).collect();
    if authors.len() > 1 && !openly_of_one_hand(sketches) { Strength::Medium } else { Strength::Informational }
}

/// A finding among documents, whose premises are in them.
#[must_use]
pub fn finding(charter: &Charter, strength: Strength, summary: String, among: &[Sketch]) -> Finding {
    let mut finding = Finding::of(charter, strength, Layer::Collection, summary);
    finding.among = among.iter().map(|sketch| sketch.id.clone()).collect();
    finding
}

/// Evidence of documents as premises of a finding.
#[must_use]
pub fn resting_on<'s>(mut finding: Finding, evidence: impl IntoIterator<Item = (&'s Sketch, EvidenceId)>) -> Finding {
    finding.premises.extend(evidence.into_iter().map(|(sketch, id)| sketch.premise(id)));
    finding
}

/// Names of documents in a sentence: the first few, and how many more.
#[must_use]
pub fn names(sketches: &[Sketch]) -> String {
    const NAMED: usize = 4;
    let name = |sketch: &Sketch| format!("“{}”", sketch.shown());
    match sketches {
        [] => String::new(),
        [one] => name(one),
        [before @ .., last] if sketches.len() <= NAMED => {
            format!("{} and {}", before.iter().map(name).collect::<Vec<_>>().join(", "), name(last))
        }
        _ => {
            let first: Vec<String> = sketches.iter().take(NAMED - 1).map(name).collect();
            format!("{} and {} more", first.join(", "), sketches.len() - (NAMED - 1))
        }
    }
}

/// A span of time in words.
#[must_use]
pub fn span(seconds: i64) -> String {
    let plural = |count: i64, one: &str| if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") };
    match seconds.abs() {
        seconds @ 0..60 => plural(seconds, "second"),
        seconds @ 60..5_400 => plural((seconds + 30) / 60, "minute"),
        seconds @ 5_400..129_600 => plural((seconds + 1_800) / 3_600, "hour"),
        seconds => plural((seconds + 43_200) / 86_400, "day"),
    }
}

/// A time as its digits are, to the second.
#[must_use]
pub fn clock(stamp: &Stamp) -> String {
    chrono::DateTime::from_timestamp(stamp.clock, 0)
        .map_or_else(|| stamp.clock.to_string(), |at| at.format("%-d %B %Y, %H:%M:%S").to_string())
}

/// A time in universal time where its zone is known, else as its digits are.
#[must_use]
pub fn instant(stamp: &Stamp) -> String {
    // A time to the second means the second that it begins.
    if stamp.latest - stamp.earliest > 1 {
        return clock(stamp);
    }
    format!("{} UTC", clock(&Stamp { clock: stamp.earliest, ..*stamp }))
}

/// A day as its digits are.
#[must_use]
pub fn day(stamp: &Stamp) -> String {
    chrono::DateTime::from_timestamp(stamp.clock, 0)
        .map_or_else(|| stamp.clock.to_string(), |at| at.format("%-d %B %Y").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_said_as_people_say_them() {
        for (seconds, words) in [(1, "1 second"), (221, "4 minutes"), (7_620, "2 hours"), (34_560_000, "400 days")] {
            assert_eq!(span(seconds), words);
        }
    }
}
