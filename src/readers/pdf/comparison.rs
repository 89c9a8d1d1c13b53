//! Two states of one file compared with each other: words, objects, values, and the look of the pages.

use super::covers::Cover;
use super::second_opinion::State;
use super::story;
use crate::formats::budget::Purse;
use crate::formats::pdf::page::pictures::{Region, draw, regions};
use crate::formats::pdf::page::text::{self, PageText};
use crate::model::comparison::{ChangedPage, Comparison, ValueChange};
use crate::model::{Change, ChangeKind, Evidence, Revision, Role, Signature};
use crate::readers::asked::{Asked, States};
use base64ct::{Base64, Encoding};
use hayro_syntax::Pdf;
use std::collections::BTreeMap;
use std::sync::Arc;

/// More pages of one file are not drawn.
const DRAWN: usize = 100;
/// More states are not held against the ones before them.
const PAIRS: usize = 40;

/// What a document says of itself, as far as it is compared.
const VALUES: &[Role] = &[
    Role::Created,
    Role::Modified,
    Role::MetadataModified,
    Role::Producer,
    Role::Creator,
    Role::Author,
    Role::Title,
    Role::Subject,
    Role::Identifier,
];

/// What the comparison is made from.
pub struct Sources<'a> {
    /// The file.
    pub bytes: &'a Arc<Vec<u8>>,
    /// Its revisions.
    pub revisions: &'a [Revision],
    /// What each put over its pages.
    pub covers: &'a [Vec<Cover>],
    /// Its signatures.
    pub signatures: &'a [Signature],
    /// What was read of it.
    pub evidence: &'a [Evidence],
    /// What may still be spent.
    pub purse: &'a Purse,
    /// Opens a state.
    pub open: &'a dyn Fn(State) -> Option<Pdf>,
}

/// Compares the states that are asked for.
#[must_use]
pub fn compare(sources: &Sources<'_>, asked: &Asked) -> Vec<Comparison> {
    let last = u32::try_from(sources.revisions.len()).unwrap_or(u32::MAX);
    let pairs = match asked.states {
        States::Of(from, to) => vec![(from, to, String::new())],
        States::Each => (2..=last).map(|to| (to - 1, to, String::new())).collect(),
        States::Telling => telling(sources, last).into_iter().collect(),
    };
    let mut drawn = 0;
    pairs
        .into_iter()
        .filter(|(from, to, _)| *from >= 1 && from < to && *to <= last)
        .take(PAIRS)
        .map(|(from, to, chosen)| {
            let mut comparison = Comparison { from, to, chosen, ..Comparison::default() };
            sources.one(&mut comparison, asked, &mut drawn);
            comparison
        })
        .collect()
}

fn telling(sources: &Sources<'_>, last: u32) -> Option<(u32, u32, String)> {
    let signed = sources.signatures.iter().filter(|signature| (1..last).contains(&signature.covers));
    if let Some(first) = signed.min_by_key(|signature| signature.covers) {
        let why = format!("what signature {} covers, compared with the file as it is now", first.number);
        return Some((first.covers, last, why));
    }
    (last > 1).then(|| (last - 1, last, "the last two states".to_owned()))
}

impl Sources<'_> {
    fn one(&self, comparison: &mut Comparison, asked: &Asked, drawn: &mut usize) {
        let between = |revision: &&Revision| revision.number > comparison.from && revision.number <= comparison.to;
        let mut changes: BTreeMap<&str, &Change> = BTreeMap::new();
        for change in self.revisions.iter().filter(between).flat_map(|revision| &revision.changes) {
            // What came and was changed since has come.
            let came = changes.get(change.object.as_str()).is_some_and(|known| known.change == ChangeKind::Added);
            if change.change != ChangeKind::Rewritten && !(came && change.change == ChangeKind::Changed) {
                changes.insert(&change.object, change);
            }
        }
        let mut listed: Vec<Change> = changes.into_values().cloned().collect();
        listed.sort_by_key(|change| change.object.split(' ').next().and_then(|number| number.parse::<u32>().ok()));
        comparison.values = self.values(comparison.from, comparison.to);
        let state = |number: u32| {
            let revision = self.revisions.iter().find(|revision| revision.number == number)?;
            (self.open)(State::until(self.bytes, usize::try_from(revision.end).ok()?))
        };
        let (Some(earlier), Some(later)) = (state(comparison.from), state(comparison.to)) else {
            comparison
                .untold
                .push("valla did not compare words and pages: one of the two states cannot be opened".to_owned());
            comparison.changes = listed;
            return;
        };
        let (before, after) = (words(&earlier, self.purse), words(&later, self.purse));
        comparison.words = match story::differences(&before, &after, self.purse) {
            Some(words) => words,
            None => {
                let why = "valla did not compare all words: the two states differ in too many";
                comparison.untold.push(why.to_owned());
                vec![]
            }
        };
        let covers = self.revisions.iter().zip(self.covers).filter(|(revision, _)| between(revision));
        let covers: Vec<&Cover> = covers.flat_map(|(_, covers)| covers).collect();
        comparison.words.extend(covers.iter().flat_map(|cover| story::hidden(cover, &before, &after)));
        comparison.changes = listed;
        if asked.pictures {
            let can_be_drawn = |number: usize| {
                [&before, &after].iter().all(|pages| pages.get(number - 1).is_none_or(|page| page.hidden.is_drawable()))
            };
            let pages = earlier.pages().len().max(later.pages().len());
            let mut numbers: Vec<usize> = (1..=pages).filter(|number| can_be_drawn(*number)).collect();
            if numbers.len() < pages {
                comparison.untold.push("valla did not draw pages with very large pictures".to_owned());
            }
            if let Some(most) = asked.pages {
                let worded = |number: &usize| comparison.words.iter().any(|words| words.page as usize == *number);
                numbers.sort_by_key(|number| (!worded(number), *number));
                numbers.truncate(most);
                numbers.sort_unstable();
            }
            draw_changed(comparison, &numbers, [&earlier, &later], drawn);
        }
    }

    /// Values as the newest revision up to one and up to the other states them.
    fn values(&self, from: u32, to: u32) -> Vec<ValueChange> {
        let newest = |until: u32| -> BTreeMap<(&str, &str), String> {
            let stated = self.evidence.iter().filter(|evidence| {
                evidence.role.is_some_and(|role| VALUES.contains(&role))
                    && evidence.locus.revision.is_some_and(|revision| revision <= until)
            });
            // Later revisions are after earlier ones.
            stated.map(|one| ((one.property.as_str(), one.locus.path.as_str()), one.value_text())).collect()
        };
        let (before, after) = (newest(from), newest(to));
        let keys: std::collections::BTreeSet<_> = before.keys().chain(after.keys()).copied().collect();
        keys.into_iter()
            .filter(|key| before.get(key) != after.get(key))
            .map(|key| ValueChange {
                property: key.0.to_owned(),
                before: before.get(&key).cloned(),
                after: after.get(&key).cloned(),
            })
            .collect()
    }
}

fn words(pdf: &Pdf, purse: &Purse) -> Vec<PageText> {
    let mut pages = Vec::new();
    text::pages(pdf, purse, |_, page| {
        pages.push(page);
        true
    });
    pages
}

/// Draws pages as they were and as they are, and keeps those that look otherwise.
fn draw_changed(comparison: &mut Comparison, numbers: &[usize], [earlier, later]: [&Pdf; 2], drawn: &mut usize) {
    for &number in numbers {
        if *drawn >= DRAWN {
            let untold = format!("valla did not draw pages from {number} on: it draws at most {DRAWN}");
            comparison.untold.push(untold);
            return;
        }
        *drawn += 1;
        let (before, after) = (draw(earlier, number), draw(later, number));
        let changed: Vec<Region> = match (&before, &after) {
            (Some(before), Some(after)) => regions(before, after),
            _ => vec![],
        };
        if changed.is_empty() && before.is_some() == after.is_some() {
            continue;
        }
        let detail = |picture: &Option<crate::formats::pdf::page::pictures::Picture>| {
            let region = *changed.first()?;
            let cut = picture.as_ref()?.cut(region);
            cut.png(&[]).ok().map(|png| Base64::encode_string(&png))
        };
        let details = (detail(&before), detail(&after));
        let png = |picture: Option<crate::formats::pdf::page::pictures::Picture>| {
            picture.and_then(|picture| picture.png(&changed).ok()).map(|png| Base64::encode_string(&png))
        };
        comparison.pages.push(ChangedPage {
            page: u32::try_from(number).unwrap_or(u32::MAX),
            before: png(before),
            after: png(after),
            detail_before: details.0,
            detail_after: details.1,
            regions: changed.clone(),
        });
    }
}
