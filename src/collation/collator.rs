//! Takes in the exhibits of a case, one after the other, and says at the end what they say about each other.

use super::checks::CHECKS;
use super::families::Families;
use super::sets;
use super::sketch::{Sketch, Stated, TieKind};
use super::ties::Ties;
use super::together::{MeantSet, Row, Together};
use crate::model::case::CaseClaims;
use crate::model::{Anchor, ClaimedSet, Collection, Error, Exhibit, Family, Hand, HandSave, Instant, Layer};
use crate::properties::keys;
use foldhash::fast::FixedState;
use globset::{GlobBuilder, GlobMatcher};
use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

/// What a mail has.
const MAILS: [&str; 3] = [keys::MAIL_DATE, keys::MAPI_SUBMITTED, keys::MAPI_SUBJECT];
/// A document of fewer words may be one page.
const A_PAGE: usize = 1_500;
/// A sender's clock that is off by less is no news.
const OFF: i64 = 26 * 3_600;
/// More findings of one check are counted and not listed.
const LISTED: usize = 500;
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
    families: Families,
    wanted: Vec<Wanted>,
    /// When files were received, by patterns of their paths: the end of that day.
    received: Vec<(GlobMatcher, i64)>,
    anchors: Vec<Anchor>,
    /// The numbers of the last file and of what is inside it.
    within: HashMap<String, u32>,
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
            families: Families::default(),
            wanted: wanted.collect(),
            received: received.collect(),
            anchors: claims.anchors.clone(),
            within: HashMap::new(),
        }
    }

    /// Takes in an exhibit; the words that it was to be compared by are taken out of it.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub fn take(&mut self, exhibit: &mut Exhibit) -> Result<(), Error> {
        self.families.take(exhibit);
        let spoken = std::mem::take(&mut exhibit.spoken);
        if exhibit.parent.is_none() {
            self.within.clear();
        }
        let number = u32::try_from(self.ties.len()).unwrap_or(u32::MAX);
        let holder = exhibit.parent.as_ref().and_then(|parent| self.within.get(parent)).copied();
        self.within.insert(exhibit.id.clone(), number);
        let mut sketch = Sketch { number, holder, ..Sketch::of(exhibit, &spoken) };
        let tails = sketch.path.match_indices(['/', '\\']).filter_map(|(at, _)| sketch.path.get(at + 1..));
        let tails: Vec<&str> = std::iter::once(sketch.path.as_str()).chain(tails).collect();
        let meant = |pattern: &GlobMatcher| tails.iter().any(|tail| pattern.is_match(tail));
        let received = self.received.iter().filter(|(pattern, _)| meant(pattern)).map(|(_, at)| *at).min();
        self.rows.push(row(&sketch, exhibit));
        for set in &mut self.wanted {
            for (pattern, numbers) in set.patterns.iter().zip(&mut set.numbers) {
                let own = sketch.parent.is_none() || pattern.glob().glob().contains('#');
                if own && meant(pattern) {
                    numbers.push(number);
                }
            }
        }
        sketch.not_after = [sketch.not_after, received].into_iter().flatten().min();
        self.ties.take(&sketch, &spoken)
    }

    /// What the documents say about each other.
    ///
    /// # Errors
    /// When what was laid aside cannot be read.
    pub fn finish(mut self) -> Result<Collection, Error> {
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
        let together = Together::new(&self.ties, &self.rows, &sets, &self.anchors);
        let mut findings = Vec::new();
        for check in CHECKS {
            let mut found = check.find(&together)?;
            found.sort_by_key(|finding| std::cmp::Reverse(finding.strength));
            found.truncate(LISTED);
            findings.extend(found);
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

fn key(text: &str) -> u64 {
    FixedState::with_seed(0x72_6f_77).hash_one(text.trim().to_lowercase())
}

fn row(sketch: &Sketch, exhibit: &Exhibit) -> Row {
    let of = |stated: &Option<Stated>| stated.as_ref().map(|stated| key(&stated.text));
    let (name, folder) = sketch.name();
    let behind =
        sketch.made.zip(sketch.received).is_some_and(|(made, taken)| (taken.earliest - made.latest).abs() > OFF);
    let stated = sketch.saved.or(sketch.made);
    let too_early = stated.zip(sketch.not_before.as_ref()).is_some_and(|(stated, (at, _))| *at > stated.latest);
    Row {
        number: sketch.number,
        inside: sketch.parent.is_some(),
        author: of(&sketch.author),
        saver: of(&sketch.saver),
        program: of(&sketch.program),
        folder: key(folder),
        series: series(name).map(|(pattern, number)| (key(&format!("{folder}\n{pattern}")), number)),
        holder: sketch.holder,
        is_mail: exhibit.extraction.evidence.iter().any(|one| MAILS.contains(&one.property.as_str())),
        is_short: sketch.words > 0 && sketch.words < A_PAGE,
        asks: behind || too_early,
        made: sketch.made,
        saved: sketch.saved,
    }
}

/// A name without its last number, and that number: `letter-012.pdf` is number 12 of `letter-#.pdf`.
fn series(name: &str) -> Option<(String, u64)> {
    let stem = name.rfind('.').unwrap_or(name.len());
    let end = name.get(..stem)?.rfind(|sign: char| sign.is_ascii_digit())? + 1;
    let start = name
        .get(..end)?
        .rfind(|sign: char| !sign.is_ascii_digit())
        .map_or(0, |at| at + name.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8));
    let number: u64 = name.get(start..end)?.parse().ok().filter(|number| *number < 1_000_000)?;
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
        commonplaces += ties.shared(kind).1;
        let groups = together.shared(kind)?;
        let mut known: HashMap<Vec<u32>, usize> = HashMap::new();
        for group in groups {
            if families.len() >= FAMILIES {
                break;
            }
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
    let mut saved: BTreeMap<u64, Vec<(i64, u32)>> = BTreeMap::new();
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
