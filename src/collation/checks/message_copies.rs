//! Two copies of one message say different things.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::passages::{self, Beside, Place};
use crate::collation::sketch::{Sketch, Stated, TieKind};
use crate::collation::together::{Together, finding, instant, resting_on, span};
use crate::model::charter::charter;
use crate::model::{Charter, Error, EvidenceId, Finding, Strength};
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// Several copies of one message: they have the same identifier, which the sender's program draws for each message. The check compares
    /// date, sender, subject, words and attachments of each copy with the first, and reports what differs.
    ///
    /// # Why it matters
    /// A message lies in the mailboxes of the sender and of everybody who got it, in their backups and in archives of lists. Whoever changes one
    /// copy does not reach the others.
    ///
    /// # Innocent causes
    /// Lists and virus scanners add lines and mark subjects; archives hide addresses and drop attachments; programs write texts anew in
    /// another form. A few programs give two messages one identifier.
    ///
    /// # What it cannot tell
    /// Which copy is genuine: a valid DKIM signature on one of them, or a third copy, may.
    ///
    /// # Example
    /// The copy in one mailbox is dated 14 May and says 40 barrels, the copy in another is dated 2 June and says 400.
    ///
    /// # Sources
    /// RFC 5322, 3.6.4; catalogue of checks (attachment-vs-mail-time, two copies). Strength: medium where the dates differ by more than a
    /// wrong zone explains, or where a few words that were changed hold figures; weak where the sender or an attachment is another, or where
    /// two messages with other subjects and dates have one number; else informational. Measured: none above informational among 18,000
    /// messages of four public lists and mailboxes; in collections whose publishers had replaced names and dates, 70 weak or medium.
    pub struct MessageCopies { code: "C018", name: "message-copies", summary: "copies of one message say different things", since: "0.2.0", group: Collection }
}

/// Copies beyond these are not compared.
const COPIES: usize = 50;
/// Programs round to the minute, in seconds.
const MINUTE: i64 = 60;
/// What a zone that was left out or misread may make of a time, in seconds.
const ZONES: i64 = 26 * 3_600;
/// So many places with figures are a change; more are another text.
const FEW: usize = 3;
/// So much of the longer text must be in the other for that.
const LIKE: f64 = 0.8;
/// So many differences are said.
const SAID: usize = 4;

/// In what two copies differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Date,
    Sender,
    Subject,
    Words,
    Attachments,
}

/// A difference between two copies.
struct Difference {
    what: What,
    strength: Strength,
    said: String,
    evidence: Vec<(bool, EvidenceId)>,
}

impl CollectionCheck for MessageCopies {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::TiesAndHolders(&[TieKind::Message])
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        let mut findings = Strongest::default();
        let mut attached: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for row in together.rows {
            row.holder.into_iter().for_each(|holder| attached.entry(holder).or_default().push(row.number));
        }
        let inside = |number: u32| together.sketches(attached.get(&number).map_or(&[][..], Vec::as_slice));
        for shared in together.shared(TieKind::Message)? {
            let Some((first, others)) = shared.numbers.split_first() else { continue };
            let first = together.sketch(*first)?;
            for other in others.iter().take(COPIES) {
                let other = together.sketch(*other)?;
                if first.sha256 == other.sha256 || first.holds(&other) || other.holds(&first) {
                    continue;
                }
                let mut differences: Vec<Difference> = Vec::new();
                differences.extend(date(&first, &other));
                differences.extend(sender(&first, &other));
                differences.extend(subject(&first, &other));
                let (said, said_there) = (together.spoken(first.number)?, together.spoken(other.number)?);
                differences.extend(words(&passages::beside(&said, &said_there)));
                differences.extend(attachments(&inside(first.number)?, &inside(other.number)?));
                let are_copies = !differences.iter().any(|one| one.what == What::Subject)
                    || !differences.iter().any(|one| one.what == What::Date && one.strength == Strength::Medium);
                findings.extend(told(&first, &other, differences, are_copies));
            }
        }
        Ok(findings.into_list())
    }
}

fn date(first: &Sketch, other: &Sketch) -> Option<Difference> {
    let (one, two) = (first.made?, other.made?);
    let apart = (one.earliest - two.latest).max(two.earliest - one.latest);
    let said = format!("one is dated {}, the other {}, {} apart", instant(&one), instant(&two), span(apart));
    let strength = if apart > ZONES { Strength::Medium } else { Strength::Informational };
    (apart > MINUTE).then(|| Difference {
        what: What::Date,
        strength,
        said,
        evidence: vec![(true, one.evidence), (false, two.evidence)],
    })
}

/// The address in what names a sender.
fn address(stated: &Stated) -> Option<String> {
    let text = stated.text.to_lowercase();
    let address = text.rsplit_once('<').map_or(text.as_str(), |(_, rest)| rest.split('>').next().unwrap_or(rest));
    address.contains('@').then(|| address.trim().to_owned())
}

fn sender(first: &Sketch, other: &Sketch) -> Option<Difference> {
    let (one, two) = (first.author.as_ref()?, other.author.as_ref()?);
    let (from, from_there) = (address(one)?, address(two)?);
    (from != from_there).then(|| Difference {
        what: What::Sender,
        strength: Strength::Weak,
        said: format!("one is from {from}, the other from {from_there}"),
        evidence: vec![(true, one.evidence), (false, two.evidence)],
    })
}

/// A subject without what lists and programs put before it.
fn bare(subject: &str) -> String {
    let mut rest = subject.trim().to_lowercase();
    loop {
        let before = rest.len();
        if let Some(end) = rest.strip_prefix('[').and_then(|inner| inner.find(']')) {
            rest = rest.get(end + 2..).unwrap_or_default().trim_start().to_owned();
        }
        for mark in ["re:", "fw:", "fwd:", "aw:", "wg:"] {
            if let Some(bare) = rest.strip_prefix(mark) {
                rest = bare.trim_start().to_owned();
            }
        }
        if rest.len() == before {
            return rest.split_whitespace().collect::<Vec<_>>().join(" ");
        }
    }
}

fn subject(first: &Sketch, other: &Sketch) -> Option<Difference> {
    let (one, two) = (first.subject.as_ref()?, other.subject.as_ref()?);
    (bare(&one.text) != bare(&two.text)).then(|| Difference {
        what: What::Subject,
        strength: Strength::Informational,
        said: format!("the subject of one is “{}”, of the other “{}”", one.text, two.text),
        evidence: vec![(true, one.evidence), (false, two.evidence)],
    })
}

fn words(beside: &Beside) -> Option<Difference> {
    if beside.differing == 0 || beside.words.0 == 0 || beside.words.1 == 0 {
        return None;
    }
    let replaced: Vec<&Place> =
        beside.places.iter().filter(|place| !place.first.is_empty() && !place.other.is_empty()).collect();
    let is_change = beside.likeness() >= LIKE
        && beside.differing <= FEW
        && replaced.iter().any(|place| is_of_the_text(place) && place.has_figures());
    let strength = if is_change { Strength::Medium } else { Strength::Informational };
    let places: Vec<&Place> = if is_change { replaced } else { beside.places.iter().collect() };
    let first: Vec<String> = places.iter().take(FEW).map(|place| place.in_words()).collect();
    let said = match beside.differing {
        1 => format!("their words differ in one place: {}", first.join("; ")),
        count => format!("their words differ in {count} places: {}", first.join("; ")),
    };
    Some(Difference { what: What::Words, strength, said, evidence: vec![] })
}

/// Archives and filters write addresses anew.
fn is_of_the_text(place: &Place) -> bool {
    ![&place.first, &place.other].iter().any(|words| words.contains("://") || words.contains('@'))
}

/// The name that the mail gives to an attachment; none where valla names it by its place.
fn name_of(attachment: &Sketch) -> Option<&str> {
    let name = attachment.path.rsplit('#').next()?;
    (!name.starts_with("message in ") && !name.starts_with("part ") && !name.starts_with("body (")).then_some(name)
}

fn attachments(inside: &[Sketch], there: &[Sketch]) -> Option<Difference> {
    let named: BTreeMap<&str, &Sketch> = inside.iter().filter_map(|one| Some((name_of(one)?, one))).collect();
    let same_name = there.iter().filter_map(|two| Some((*named.get(name_of(two)?)?, two)));
    let changed: Vec<&str> = same_name
        .filter(|(one, two)| one.sha256 != two.sha256 && !one.sha256.is_empty() && !two.sha256.is_empty())
        .filter_map(|(one, _)| name_of(one))
        .collect();
    if let Some(name) = changed.first() {
        let said = format!("the attachment “{name}” is not the same file in both");
        return Some(Difference { what: What::Attachments, strength: Strength::Weak, said, evidence: vec![] });
    }
    let gone = inside.len().abs_diff(there.len());
    let said = format!("one has {}, the other {}", count(inside.len()), count(there.len()));
    (gone > 0).then(|| Difference {
        what: What::Attachments,
        strength: Strength::Informational,
        said,
        evidence: vec![],
    })
}

fn count(attachments: usize) -> String {
    match attachments {
        0 => "no attachment".to_owned(),
        1 => "one attachment".to_owned(),
        many => format!("{many} attachments"),
    }
}

fn told(first: &Sketch, other: &Sketch, mut differences: Vec<Difference>, are_copies: bool) -> Option<Finding> {
    differences.sort_by_key(|difference| std::cmp::Reverse(difference.strength));
    let strongest = differences.first()?.strength;
    // What has another subject and another date is another message, whatever its number.
    let strength = if are_copies { strongest } else { strongest.min(Strength::Weak) };
    let what = if are_copies {
        "are copies of one message, and they differ"
    } else {
        "have the number of one message and are two"
    };
    let said: Vec<&str> = differences.iter().take(SAID).map(|difference| difference.said.as_str()).collect();
    let summary = format!("“{}” and “{}” {what}: {}.", first.shown(), other.shown(), said.join("; "));
    let evidence = differences.iter().flat_map(|difference| &difference.evidence);
    let evidence = evidence.map(|(of_first, id)| (if *of_first { first } else { other }, *id));
    let own = |sketch: &Sketch| {
        sketch.values(TieKind::Message).first().and_then(|id| sketch.evidence_of(TieKind::Message, id))
    };
    let identifiers = [first, other].into_iter().filter_map(|sketch| Some((sketch, own(sketch)?)));
    let found = finding(&MessageCopies::CHARTER, strength, summary, &[first.clone(), other.clone()]);
    Some(
        resting_on(found, evidence.chain(identifiers))
            .innocently(&[
                "A list, an archive or a virus scanner rewrote one of them.",
                "A program gave two messages the same identifier.",
            ])
            .settled_by("Look for a third copy, and test the DKIM signatures of all (valla manual dkim_keys)."),
    )
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn marks_of_lists_and_answers_are_no_part_of_a_subject() {
        assert_eq!(bare("[list] Re: [x]  Pumps  for May"), "pumps for may");
        assert_eq!(bare("[unclosed"), "[unclosed");
    }
}
