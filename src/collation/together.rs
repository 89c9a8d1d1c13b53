//! A collection as its checks see it.

use super::sketch::{Sketch, Stamp, Stated, TieKind};
use super::ties::{self, Shared, Ties};
use crate::model::{Anchor, Charter, ClaimedSet, Error, EvidenceId, Finding, Layer, SetClaim, Strength};
use globset::GlobMatcher;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::num::NonZeroU32;

/// Among more documents that share a value each is compared with the first alone.
const ALL_PAIRS: usize = 12;

/// A text, as a number: texts are counted as they are met, whatever their case.
pub type Named = NonZeroU32;

/// What is short enough to be held of every document.
#[derive(Debug, Clone)]
pub struct Row {
    /// The document.
    pub number: u32,
    /// Whether another document holds it.
    pub inside: bool,
    /// Who made it.
    pub author: Option<Named>,
    /// Who saved it.
    pub saver: Option<Named>,
    /// The program that wrote it.
    pub program: Option<Named>,
    /// The folder that holds it.
    pub folder: Option<Named>,
    /// Its name without its digits, and the folder; and the last number in the name, below a million.
    pub series: Option<(Named, u32)>,
    /// The document that holds it.
    pub holder: Option<u32>,
    /// Whether it is a mail that names files as attached.
    pub names_files: bool,
    /// Which page of how many it says that it is.
    pub page: Option<(u32, u32)>,
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

/// Where sketches and words of documents are.
pub trait Sketches: fmt::Debug {
    /// The sketch of a document, with its ties and its place among the others.
    ///
    /// # Errors
    /// When it cannot be read.
    fn sketch(&self, number: u32) -> Result<Sketch, Error>;

    /// The words that are seen of a document, at most a mebibyte of them.
    ///
    /// # Errors
    /// When they cannot be read.
    fn spoken(&self, number: u32) -> Result<String, Error>;

    /// The number of a document in the case.
    ///
    /// # Errors
    /// When it cannot be read.
    fn id(&self, number: u32) -> Result<String, Error> {
        Ok(self.sketch(number)?.id)
    }
}

/// The groups of documents that are looked at.
#[derive(Debug, Clone, Copy)]
enum Groups<'a> {
    All(&'a Ties),
    Of(&'a BTreeMap<TieKind, Vec<Shared>>),
}

/// A collection, or those documents of it that are linked.
#[derive(Debug, Clone, Copy)]
pub struct Together<'a> {
    groups: Groups<'a>,
    /// One row a document, in the order of the case.
    pub rows: &'a [Row],
    /// What is claimed of sets.
    pub sets: &'a [MeantSet],
    /// Bytes that somebody vouches for.
    pub anchors: &'a [Anchor],
    /// How many files of the whole collection state to the second when they were made, and how many to the minute.
    pub dated: (u32, u32),
    received: &'a Received,
    sketches: &'a dyn Sketches,
}

/// When files were received, by patterns of their paths: the end of that day.
#[derive(Debug, Default)]
pub struct Received(pub Vec<(GlobMatcher, i64)>);

impl Received {
    /// When a document was received, of which the path is this.
    #[must_use]
    pub fn of(&self, path: &str) -> Option<i64> {
        let tails: Vec<&str> = tails(path).collect();
        let meant = |pattern: &GlobMatcher| tails.iter().any(|tail| pattern.is_match(tail));
        self.0.iter().filter(|(pattern, _)| meant(pattern)).map(|(_, at)| *at).min()
    }
}

/// A path, and what is left of it behind each of its folders.
pub(super) fn tails(path: &str) -> impl Iterator<Item = &str> {
    std::iter::once(path).chain(path.match_indices(['/', '\\']).filter_map(|(at, _)| path.get(at + 1..)))
}

impl<'a> Together<'a> {
    /// Of ties that are sorted.
    #[must_use]
    pub fn new(
        ties: &'a Ties,
        rows: &'a [Row],
        sets: &'a [MeantSet],
        anchors: &'a [Anchor],
        received: &'a Received,
        sketches: &'a dyn Sketches,
    ) -> Self {
        let files = || rows.iter().filter(|row| !row.inside).filter_map(|row| row.made);
        let count =
            |exact: bool| u32::try_from(files().filter(|made| made.to_the_second == exact).count()).unwrap_or(u32::MAX);
        let dated = (count(true), count(false));
        Self { groups: Groups::All(ties), rows, sets, anchors, dated, received, sketches }
    }

    /// Some of its documents, with the groups that they are in.
    #[must_use]
    pub fn of<'b>(&self, rows: &'b [Row], groups: &'b BTreeMap<TieKind, Vec<Shared>>) -> Together<'b>
    where
        'a: 'b,
    {
        Together { groups: Groups::Of(groups), rows, ..*self }
    }

    /// The sketch of a document.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn sketch(&self, number: u32) -> Result<Sketch, Error> {
        let mut sketch = self.sketches.sketch(number)?;
        sketch.not_after = [sketch.not_after, self.received.of(&sketch.path)].into_iter().flatten().min();
        Ok(sketch)
    }

    /// The sketches of documents.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn sketches(&self, numbers: &[u32]) -> Result<Vec<Sketch>, Error> {
        numbers.iter().map(|number| self.sketch(*number)).collect()
    }

    /// The words of a document.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn spoken(&self, number: u32) -> Result<String, Error> {
        self.sketches.spoken(number)
    }

    /// The number of a document in the case.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn id(&self, number: u32) -> Result<String, Error> {
        self.sketches.id(number)
    }

    fn each(&self, kind: TieKind, mut take: impl FnMut(Shared)) {
        match self.groups {
            Groups::All(ties) => {
                ties.each(kind, take);
            }
            Groups::Of(groups) => groups.get(&kind).into_iter().flatten().cloned().for_each(&mut take),
        }
    }

    /// What two documents or more share of a kind: the same value, not the same hash alone.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn shared(&self, kind: TieKind) -> Result<Vec<Shared>, Error> {
        let mut groups = Vec::new();
        self.each(kind, |shared| groups.push(shared));
        groups.sort_by(|one, other| one.numbers.cmp(&other.numbers));
        let mut verified = Vec::with_capacity(groups.len());
        for group in groups {
            verified.extend(self.verified(kind, &group)?);
        }
        Ok(verified)
    }

    /// Documents of a group that share a value, and not the hash of it alone.
    ///
    /// # Errors
    /// When a sketch cannot be read.
    pub fn verified(&self, kind: TieKind, group: &Shared) -> Result<Vec<Shared>, Error> {
        let mut by_value: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for number in &group.numbers {
            let sketch = self.sketches.sketch(*number)?;
            for value in sketch.values(kind).into_iter().filter(|value| ties::key(value) == group.key) {
                by_value.entry(value.to_owned()).or_default().push(*number);
            }
        }
        let same = by_value.into_values().filter(|numbers| numbers.len() > 1);
        Ok(same.map(|numbers| Shared { numbers, key: group.key }).collect())
    }

    /// Pairs of documents that share values of a kind, with how many: of large groups each with the first. Words are verified by who asks for
    /// them.
    ///
    /// # Errors
    /// When the temporary file cannot be read.
    pub fn pairs(&self, kind: TieKind) -> Result<BTreeMap<(u32, u32), usize>, Error> {
        let mut pairs: BTreeMap<(u32, u32), usize> = BTreeMap::new();
        let mut take = |shared: Shared| {
            let numbers = shared.numbers;
            let hubs = if numbers.len() <= ALL_PAIRS { numbers.len() } else { 1 };
            for (at, hub) in numbers.iter().enumerate().take(hubs) {
                for other in numbers.iter().skip(at + 1) {
                    *pairs.entry((*hub, *other)).or_default() += 1;
                }
            }
        };
        if kind == TieKind::Words {
            self.each(kind, take);
        } else {
            self.shared(kind)?.into_iter().for_each(&mut take);
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
