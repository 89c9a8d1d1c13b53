//! Takes in the exhibits of a case, one after the other, and says at the end what they say about each other.

use super::checks::CHECKS;
use super::families::Families;
use super::laid_aside::LaidAside;
use super::linked;
use super::memory::{Digest, Memory};
use super::sets;
use super::sketch::{Sketch, Stated, TieKind};
use super::ties::{self, Ties};
use super::together::{MeantSet, Named, Received, Row, Sketches, Together, tails};
use crate::model::case::CaseClaims;
use crate::model::{Anchor, ClaimedSet, Collection, Error, Exhibit, Family, Hand, HandSave, Instant, Layer};
use foldhash::fast::FixedState;
use globset::{GlobBuilder, GlobMatcher};
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;
use std::num::NonZeroU32;

/// A sender's clock that is off by less is no news.
const OFF: i64 = 26 * 3_600;
/// So many hands are listed, with so many saves each.
const HANDS: usize = 20;
const SAVES: usize = 200;
/// More families are not listed.
const FAMILIES: usize = 2_000;

/// A set with the patterns of its members.
#[derive(Debug)]
struct Wanted {
    claim: ClaimedSet,
    patterns: Vec<GlobMatcher>,
    /// The documents that each pattern means.
    numbers: Vec<Vec<u32>>,
}

/// What is taken in of a case to be compared.
#[derive(Debug)]
pub struct Collator {
    ties: Ties,
    rows: Vec<Row>,
    names: Names,
    families: Families,
    wanted: Vec<Wanted>,
    /// When files were received, by patterns of their paths: the end of that day.
    received: Received,
    anchors: Vec<Anchor>,
    /// The numbers of the last file and of what is inside it.
    within: HashMap<String, u32>,
    aside: LaidAside,
    /// The digest of what is claimed.
    digest: Digest,
}

impl Collator {
    /// Of a case of which this is claimed.
    #[must_use]
    pub fn of(claims: &CaseClaims) -> Self {
        let wanted = claims.sets.iter().map(|claim| {
            // What cannot be a pattern was said when the claims were read.
            let patterns = claim.members.iter().filter_map(|member| GlobBuilder::new(member).build().ok());
            let patterns: Vec<GlobMatcher> = patterns.map(|glob| glob.compile_matcher()).collect();
            Wanted { claim: claim.clone(), numbers: vec![vec![]; patterns.len()], patterns }
        });
        let received = claims.claims.iter().filter(|claim| claim.layer == Layer::Custody).filter_map(|claim| {
            let pattern = GlobBuilder::new(&claim.path).build().ok()?.compile_matcher();
            Some((pattern, claim.moment.as_ref()?.latest.0))
        });
        Self {
            ties: Ties::default(),
            rows: vec![],
            names: Names::default(),
            families: Families::default(),
            wanted: wanted.collect(),
            received: Received(received.collect()),
            anchors: claims.anchors.clone(),
            within: HashMap::new(),
            aside: LaidAside::default(),
            digest: digest_of(claims),
        }
    }

    /// Takes in an exhibit; the words that it was to be compared by are taken out of it.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn take(&mut self, exhibit: &mut Exhibit) -> Result<(), Error> {
        self.take_bytes(exhibit);
        let spoken = std::mem::take(&mut exhibit.spoken);
        let sketch = Sketch::of(&*exhibit, &spoken);
        let sketch = Sketch { id: exhibit.id.clone(), parent: exhibit.parent.clone(), ..sketch };
        self.take_sketch(sketch, &spoken)
    }

    /// Takes in which bytes an exhibit has, where its sketch is kept elsewhere.
    pub fn take_bytes(&mut self, exhibit: &Exhibit) {
        self.families.take(exhibit);
    }

    /// Takes in a sketch and the words of its document, and lays them aside.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn take_sketch(&mut self, mut sketch: Sketch, spoken: &str) -> Result<(), Error> {
        let keys = ties::keys(&sketch);
        (sketch.number, sketch.holder) = self.take_kept(&sketch, keys);
        self.aside.take(&sketch, spoken)
    }

    /// Takes in a sketch that is kept elsewhere, with the numbers of its ties. Gives the place of the document, and of that which holds it.
    pub fn take_kept(&mut self, sketch: &Sketch, keys: impl IntoIterator<Item = (TieKind, u64)>) -> (u32, Option<u32>) {
        if sketch.parent.is_none() {
            self.within.clear();
        }
        let number = u32::try_from(self.ties.len()).unwrap_or(u32::MAX);
        let holder = sketch.parent.as_ref().and_then(|parent| self.within.get(parent)).copied();
        self.within.insert(sketch.id.clone(), number);
        self.rows.push(row(sketch, number, holder, &mut self.names));
        let tails: Vec<&str> = tails(&sketch.path).collect();
        for set in &mut self.wanted {
            for (pattern, numbers) in set.patterns.iter().zip(&mut set.numbers) {
                let own = sketch.parent.is_none() || pattern.glob().glob().contains('#');
                if own && tails.iter().any(|tail| pattern.is_match(tail)) {
                    numbers.push(number);
                }
            }
        }
        self.ties.take(keys);
        (number, holder)
    }

    /// What the documents say about each other.
    ///
    /// # Errors
    /// When what was laid aside cannot be read.
    pub fn finish(mut self) -> Result<Collection, Error> {
        let aside = std::mem::take(&mut self.aside);
        self.finish_with(&aside, None)
    }

    /// The same, of documents whose sketches are kept elsewhere, and whose findings are remembered.
    ///
    /// # Errors
    /// When a sketch or the memory cannot be read, or the memory cannot be written.
    pub fn finish_with(mut self, sketches: &dyn Sketches, memory: Option<&dyn Memory>) -> Result<Collection, Error> {
        self.ties.sort();
        let meant = self.wanted.iter().map(|set| {
            let mut numbers: Vec<u32> = Vec::new();
            for number in set.numbers.iter().flatten() {
                if !numbers.contains(number) {
                    numbers.push(*number);
                }
            }
            MeantSet { claim: set.claim.clone(), numbers }
        });
        let sets: Vec<MeantSet> = meant.collect();
        let together = Together::new(&self.ties, &self.rows, &sets, &self.anchors, &self.received, sketches);
        let mut findings = Vec::new();
        for check in CHECKS {
            findings.extend(linked::find(*check, &together, &self.ties, &self.digest, memory)?);
        }
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.strength));
        for (number, finding) in (1_usize..).zip(&mut findings) {
            finding.id = format!("c{number}");
        }
        let verdicts = sets::verdicts(&together, &findings)?;
        let mut families = self.families.finish();
        let (shared, commonplaces) = by_ties(&together, &self.ties)?;
        families.extend(shared);
        let cut = if commonplaces > 0 { self.ties.cut() as u64 } else { 0 };
        let hands = hands(&together)?;
        Ok(Collection { findings, families, hands, verdicts, commonplaces, cut })
    }
}

/// Texts as numbers: hashes of them, which no two texts of a collection share in practice.
#[derive(Debug, Default)]
struct Names(HashMap<u64, Named>);

impl Names {
    fn number(&mut self, text: &str) -> Option<Named> {
        let hash = FixedState::with_seed(0x72_6f_77).hash_one(text.trim().to_lowercase());
        let next = u32::try_from(self.0.len() + 1).ok().and_then(NonZeroU32::new)?;
        Some(*self.0.entry(hash).or_insert(next))
    }
}

fn digest_of(claims: &CaseClaims) -> Digest {
    let text = serde_json::to_vec(claims).unwrap_or_default();
    let mut digest = Digest::default();
    digest.copy_from_slice(blake3::hash(&text).as_bytes().split_at(16).0);
    digest
}

fn row(sketch: &Sketch, number: u32, holder: Option<u32>, names: &mut Names) -> Row {
    let mut of = |stated: &Option<Stated>| stated.as_ref().and_then(|stated| names.number(&stated.text));
    let (author, saver, program) = (of(&sketch.author), of(&sketch.saver), of(&sketch.program));
    let (name, folder) = sketch.name();
    let behind =
        sketch.made.zip(sketch.received).is_some_and(|(made, taken)| (taken.earliest - made.latest).abs() > OFF);
    let stated = sketch.saved.or(sketch.made);
    let too_early = stated.zip(sketch.not_before.as_ref()).is_some_and(|(stated, (at, _))| *at > stated.latest);
    Row {
        number,
        inside: sketch.parent.is_some(),
        author,
        saver,
        program,
        folder: names.number(folder),
        series: series(name)
            .and_then(|(pattern, number)| Some((names.number(&format!("{folder}\n{pattern}"))?, number))),
        holder,
        names_files: !sketch.attached.is_empty(),
        page: sketch.page,
        asks: behind || too_early,
        made: sketch.made,
        saved: sketch.saved,
    }
}

/// A name without its last number, and that number: `letter-012.pdf` is number 12 of `letter-#.pdf`.
fn series(name: &str) -> Option<(String, u32)> {
    let stem = name.rfind('.').unwrap_or(name.len());
    let end = name.get(..stem)?.rfind(|sign: char| sign.is_ascii_digit())? + 1;
    let start = name
        .get(..end)?
        .rfind(|sign: char| !sign.is_ascii_digit())
        .map_or(0, |at| at + name.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let number: u32 = name.get(start..end)?.parse().ok().filter(|number| *number < 1_000_000)?;
    Some((format!("{}#{}", name.get(..start)?, name.get(end..)?), number))
}

/// Documents that share something rare, as groups, by kind.
fn by_ties(together: &Together<'_>, ties: &Ties) -> Result<(Vec<Family>, u64), Error> {
    let kinds = [
        (TieKind::Identifier, "an identifier"),
        (TieKind::FileIdentifier, "the first half of the identifier of a PDF"),
        (TieKind::SaveRoot, "the number that Word drew when it made the first of them"),
        (TieKind::Machine, "a mark of a machine or an account"),
        (TieKind::Conversation, "a conversation"),
    ];
    let (mut families, mut commonplaces) = (Vec::new(), 0);
    for (kind, shares) in kinds {
        commonplaces += ties.each(kind, |_| ());
        let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut groups = ties.shared(kind).into_iter();
        // What are documents of one hash alone is known when they are looked at: no more than are listed.
        let mut verified = Vec::new().into_iter();
        while families.len() < FAMILIES {
            let Some(group) = verified.next() else {
                let Some(group) = groups.next() else { break };
                verified = together.verified(kind, &group)?.into_iter();
                continue;
            };
            // What is inside one file shares much with the file.
            let mut files: Vec<u32> = group.numbers.iter().map(|number| top(together, *number)).collect();
            files.sort_unstable();
            files.dedup();
            if files.len() < 2 || known.contains_key(&files) {
                continue;
            }
            known.insert(files, families.len());
            let sketches = together.sketches(&group.numbers)?;
            let value = sketches.first().and_then(|first| {
                let all = |value: &&str| sketches.iter().all(|sketch| sketch.values(kind).contains(*value));
                first.values(kind).into_iter().find(all).map(str::to_owned)
            });
            let exhibits = sketches.iter().map(|sketch| sketch.id.clone()).collect();
            families.push(Family { shares: shares.to_owned(), value: value.unwrap_or_default(), exhibits });
        }
    }
    Ok((families, commonplaces))
}

/// Who saved several documents: those with most of them.
fn hands(together: &Together<'_>) -> Result<Vec<Hand>, Error> {
    let mut saved: BTreeMap<Named, Vec<(i64, u32)>> = BTreeMap::new();
    for row in together.rows.iter().filter(|row| !row.inside) {
        if let (Some(who), Some(at)) = (row.saver.or(row.author), row.saved.or(row.made)) {
            saved.entry(who).or_default().push((at.earliest, row.number));
        }
    }
    let mut saved: Vec<Vec<(i64, u32)>> = saved.into_values().filter(|saves| saves.len() > 1).collect();
    saved.iter_mut().for_each(|saves| saves.sort_unstable());
    saved.sort_by_key(|saves| (std::cmp::Reverse(saves.len()), saves.first().map(|save| save.1)));
    saved.truncate(HANDS);
    let mut hands = Vec::with_capacity(saved.len());
    for saves in saved {
        let mut hand = Hand { who: String::new(), saves: vec![] };
        for (at, number) in saves.into_iter().take(SAVES) {
            let sketch = together.sketch(number)?;
            if hand.who.is_empty() {
                let who = sketch.saver.as_ref().or(sketch.author.as_ref());
                hand.who = who.map(|who| who.text.clone()).unwrap_or_default();
            }
            hand.saves.push(HandSave { exhibit: sketch.id, at: Instant(at) });
        }
        hands.push(hand);
    }
    Ok(hands)
}

/// The file that a document is in.
fn top(together: &Together<'_>, number: u32) -> u32 {
    let mut at = number;
    // A holder comes before what it holds.
    while let Some(holder) = together.rows.get(at as usize).and_then(|row| row.holder).filter(|holder| *holder < at) {
        at = holder;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::series;

    #[test]
    fn names_of_a_series_differ_by_their_last_number() {
        assert_eq!(series("letter-012.pdf"), Some(("letter-#.pdf".to_owned(), 12)));
        assert_eq!(series("Приказ №7 а.docx"), Some(("Приказ №# а.docx".to_owned(), 7)));
        assert_eq!(series("2013-outgoing-108.mp3"), Some(("2013-outgoing-#.mp3".to_owned(), 108)));
        assert_eq!(series("letter.mp3"), None);
        assert_eq!(series("IMG_20130512101010.jpg"), None);
    }
}
