//! The words that all reports have for the standing of a document.

use crate::model::{
    Age, Case, Evidence, Exhibit, Fact, Finding, Hiding, Layer, Role, Standing, Standings, Term, plain_date,
};
use crate::reports::escape::safe;

/// Of one document: "changed after signing".
#[must_use]
pub fn label(standing: Standing) -> &'static str {
    match standing {
        Standing::ChangedAfterSigning => "changed after signing",
        Standing::SignatureFails => "its signature fails or leaves part of it out",
        Standing::WordsReplaced => "a later save replaced words",
        Standing::WordsRemoved => "a later save removed words",
        Standing::CannotBeThatOld => "this copy cannot be that old",
        Standing::LaterCopy => "later copy, and says so",
        Standing::NeedsExplaining => "needs explaining",
        Standing::DatesDisagree => "its own dates disagree",
        Standing::OlderThanClaimed => "says it is older",
        Standing::NothingFoundAgainst => "nothing found against it",
        Standing::DatesAgree => "its own dates agree",
        Standing::NoEvidence => "no evidence",
        Standing::NotExamined => "not read",
    }
}

/// Of several: "changed after signing", "cannot be that old: ...".
#[must_use]
pub fn labels(standing: Standing) -> &'static str {
    match standing {
        Standing::SignatureFails => "have a signature that fails or leaves part of the file out",
        Standing::CannotBeThatOld => "cannot be that old: they give an old date, or none, and carry younger traces",
        Standing::LaterCopy => "later copies, and say so: the text may be older",
        Standing::NeedsExplaining => "need explaining",
        Standing::DatesDisagree => "give dates that disagree",
        Standing::OlderThanClaimed => "say they are older: is the claim right?",
        Standing::NothingFoundAgainst => "nothing found against them (that is no proof)",
        Standing::DatesAgree => "give dates that agree",
        Standing::NoEvidence => "hold no evidence either way",
        Standing::NotExamined => "not read",
        other => label(other),
    }
}

/// The sentence under which a document is listed: that of the worse answer.
#[must_use]
pub fn sentence(exhibit: &Exhibit) -> &str {
    let reasoned = &exhibit.reasoned;
    if Standing::of(exhibit) < Standing::CannotBeThatOld { &reasoned.altered.sentence } else { &reasoned.age.sentence }
}

/// The same in a few words, for a list; else the sentence, cut to its beginning.
#[must_use]
pub fn brief(exhibit: &Exhibit) -> &str {
    let reasoned = &exhibit.reasoned;
    let altered_first = Standing::of(exhibit) < Standing::CannotBeThatOld;
    let brief = if altered_first { &reasoned.altered.brief } else { &reasoned.age.brief };
    if brief.is_empty() { first_sentence(sentence(exhibit)) } else { brief }
}

/// The other answer, printed next to the one under which it is listed: its label, and its sentence.
#[must_use]
pub fn other_answer(exhibit: &Exhibit) -> Option<(&'static str, &str)> {
    let age = &exhibit.reasoned.age;
    let altered_first = Standing::of(exhibit) < Standing::CannotBeThatOld;
    (altered_first && age.answer != Age::NotExamined)
        .then(|| (label(Standing::of_age(age.answer)), age.sentence.as_str()))
}

/// What may be innocent about a document, in one sentence.
#[must_use]
pub fn innocent(exhibit: &Exhibit) -> Option<&str> {
    match Standing::of(exhibit) {
        Standing::ChangedAfterSigning => Some(match &exhibit.reasoned.altered {
            altered if !altered.replaced.is_empty() => {
                "Somebody corrected it after it was signed; the signer may have agreed."
            }
            altered if altered.is_a_page_added() => "An annex was added later, with the signer's consent.",
            altered if altered.brief.is_empty() => {
                "A program repaired the file, or a transfer damaged it or changed its line ends."
            }
            _ => "A program that knows nothing of signatures saved the document again.",
        }),
        Standing::SignatureFails => Some("The signing program made a mistake, or a transfer damaged the file."),
        Standing::WordsReplaced => Some("Somebody corrected a mistake, or filled in a form again."),
        Standing::WordsRemoved => Some("Somebody took out what was not wanted: a page, a stamp, a mistake."),
        Standing::LaterCopy => Some("The document was saved again, converted or scanned later, as happens to most."),
        Standing::OlderThanClaimed => Some("The claim is about when it was sent or used, not when it was made."),
        _ => deciding(exhibit)?.innocent.first().map(String::as_str),
    }
}

/// What would settle it, in one sentence.
#[must_use]
pub fn settle(exhibit: &Exhibit) -> Option<&str> {
    match Standing::of(exhibit) {
        Standing::ChangedAfterSigning | Standing::WordsReplaced | Standing::WordsRemoved => {
            Some("Ask for the file as it was first received, and who saved it again and why.")
        }
        Standing::SignatureFails => {
            Some("Check the signature with another program, and ask for the file as it was sent.")
        }
        Standing::LaterCopy => Some("Ask for an earlier copy, and what was done with the document at that date."),
        Standing::OlderThanClaimed => Some("Ask what the claimed date means."),
        _ => deciding(exhibit).map(|finding| finding.settle.as_str()),
    }
    .filter(|settle| !settle.is_empty())
}

/// The strongest finding that led to the answer on age.
fn deciding(exhibit: &Exhibit) -> Option<&Finding> {
    let first = exhibit.reasoned.age.findings.first()?;
    exhibit.reasoned.findings.iter().find(|finding| finding.id == *first)
}

/// What is hidden, of so many documents: "3 with words under a painted surface".
#[must_use]
pub fn hiding_words(kind: Hiding) -> &'static str {
    match kind {
        Hiding::CoveredWords => "words under a bar or box",
        Hiding::UnseenWords => "words that cannot be seen",
        Hiding::EarlierVersion => "an earlier version",
        Hiding::TrackedChanges => "tracked changes",
        Hiding::Comments => "comments",
        Hiding::HiddenParts => "hidden text, sheets or slides",
        Hiding::Leftovers => "leftovers of removed words",
        Hiding::WholePictures => "pictures that hold more than they show",
        Hiding::ReadsOtherwise => "words that copy otherwise than they read",
        Hiding::ActiveContent => "active content",
        Hiding::Attachments => "attachments",
    }
}

/// What files hide, in words: "words under a bar or box in 3, an earlier version in 4".
#[must_use]
pub fn hidden_in_words(standings: &Standings) -> String {
    let told: Vec<String> =
        standings.hiding.iter().map(|(kind, count)| format!("{} in {count}", hiding_words(*kind))).collect();
    told.join(", ")
}

/// The standings of the parts inside files, in words: "1 cannot be that old, 1 no evidence". It adds up to their number.
#[must_use]
pub fn parts_in_words(standings: &Standings) -> String {
    let told: Vec<String> = standings
        .parts
        .iter()
        .map(|(standing, count)| format!("{} {}", grouped(*count), short_label(*standing)))
        .collect();
    told.join(", ")
}

/// A standing in two or three words.
fn short_label(standing: Standing) -> &'static str {
    match standing {
        Standing::SignatureFails => "with a signature that fails",
        Standing::CannotBeThatOld => "cannot be that old",
        Standing::LaterCopy => "later copies",
        Standing::NeedsExplaining => "need explaining",
        Standing::WordsReplaced => "with words replaced",
        Standing::WordsRemoved => "with words removed",
        Standing::DatesDisagree => "with dates that disagree",
        Standing::OlderThanClaimed => "older",
        Standing::NothingFoundAgainst => "nothing found against",
        Standing::DatesAgree => "with dates that agree",
        Standing::ChangedAfterSigning | Standing::NoEvidence | Standing::NotExamined => label(standing),
    }
}

/// What the files are that were not read: "11 E-mail, 3 OpenDocument".
#[must_use]
pub fn not_read_in_words(standings: &Standings) -> String {
    let mut kinds: Vec<(&String, &u64)> = standings.not_read.iter().collect();
    kinds.sort_by_key(|(name, count)| (std::cmp::Reverse(**count), (*name).clone()));
    let told: Vec<String> = kinds.iter().take(4).map(|(name, count)| format!("{count} {name}")).collect();
    let more = kinds.len().saturating_sub(4);
    let more = if more > 0 { format!(" and {more} other kinds") } else { String::new() };
    told.join(", ") + &more
}

/// How many files, and what is said of them: "103 files, said to be from 2008 to 2014".
#[must_use]
pub fn title(case: &Case) -> String {
    let files = counted(case.summary.files, "file", "files");
    match claimed(case) {
        Some(claimed) => format!("{files}, said to be {claimed}"),
        None => files,
    }
}

/// What is claimed of the files that were examined: "from 2008 to 2014, from Moscow".
#[must_use]
pub fn claimed(case: &Case) -> Option<String> {
    let said = |layers: &[&str]| {
        let texts: std::collections::BTreeSet<&str> = case
            .standings
            .claimed
            .keys()
            .filter_map(|id| id.split_once(':'))
            .filter(|(layer, _)| layers.contains(layer))
            .map(|(_, text)| text)
            .collect();
        texts
    };
    let (dates, places) = (said(&["content", "bytes"]), said(&["origin"]));
    let mut told = Vec::new();
    match dates.len() {
        0 => {}
        1..=3 => told.push(dates.iter().map(|date| span_in_words(date)).collect::<Vec<_>>().join(" or ")),
        count => told.push(format!("from {count} different dates")),
    }
    match places.len() {
        0 => {}
        1..=3 => told.push(format!("from {}", places.into_iter().collect::<Vec<_>>().join(" or "))),
        count => told.push(format!("from {count} places")),
    }
    (!told.is_empty()).then(|| told.join(", "))
}

/// A claimed time in words: "from 2008 to 2014", "from May 2013".
#[must_use]
pub fn span_in_words(text: &str) -> String {
    match text.split_once('/') {
        Some((from, to)) => format!("from {} to {}", plain_date(from), plain_date(to)),
        None => format!("from {}", plain_date(text)),
    }
}

/// A number with its noun.
#[must_use]
pub fn counted(count: u64, one: &str, many: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{} {many}", grouped(count)) }
}

/// A number in groups of three digits: 1,234,567.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The first sentence of a text, and the next where the first is short: a list needs no more.
#[must_use]
pub fn first_sentence(text: &str) -> &str {
    let ends = text.match_indices(". ").map(|(at, _)| at + 1).filter(|&at| {
        // "No. 7" and "v. 2" go on.
        text.get(at + 1..).and_then(|rest| rest.chars().next()).is_some_and(char::is_uppercase)
    });
    ends.clone().find(|&end| end >= SHORT).and_then(|end| text.get(..end)).unwrap_or_else(|| {
        ends.clone().next().filter(|_| text.len() > 3 * SHORT).and_then(|end| text.get(..end)).unwrap_or(text)
    })
}

/// A sentence of fewer bytes leaves room for the next.
const SHORT: usize = 64;

/// The folder that all of some paths begin with, with its last separator; empty where there is none.
#[must_use]
pub fn common_folder<'p>(mut paths: impl Iterator<Item = &'p str>) -> &'p str {
    let Some(first) = paths.next() else { return "" };
    let folder = first.rfind('/').map_or("", |at| first.get(..=at).unwrap_or_default());
    paths.fold(folder, |mut common, path| {
        while !path.starts_with(common) {
            let shorter = common.trim_end_matches('/').rfind('/').map_or(0, |at| at + 1);
            common = common.get(..shorter).unwrap_or_default();
        }
        common
    })
}

/// The name of an exhibit for a reader: a part after the file that holds it.
#[must_use]
pub fn name(exhibit: &Exhibit) -> String {
    let mut name = exhibit.file.clone();
    for inside in &exhibit.inside {
        name.push_str(" > ");
        name.push_str(inside);
    }
    name
}

/// A verdict's term in words.
#[must_use]
pub fn term_words(layer: Layer, term: Term) -> &'static str {
    match (layer, term) {
        (Layer::Custody, Term::Contradicts) => "does not hold",
        (Layer::Custody, Term::Tension) => "does not cover what is shown",
        (Layer::Custody, Term::Confirmed) => "holds",
        (_, Term::Contradicts) => "contradicts the claim",
        (_, Term::Tension) => "unusual if the claim is right",
        (_, Term::Agrees) => "nothing found against it",
        (_, Term::NoEvidence) => "no evidence either way",
        (_, Term::Confirmed) => "confirmed",
        (_, Term::NotTested) => "not tested",
    }
}

/// What a claim is about, in words: "These words", "Signature 1".
#[must_use]
pub fn claim_words(layer: Layer, claim: &str) -> String {
    let (kind, text) = claim.split_once(':').unwrap_or(("", claim));
    match (layer, kind) {
        (Layer::Content, _) => format!("The words, said to be {}", span_in_words(text)),
        (Layer::Bytes, _) => format!("This copy, said to be {}", span_in_words(text)),
        (Layer::Origin, _) => format!("The place, said to be {text}"),
        (_, "signature") => format!("Signature {text}"),
        (_, "sha256") => "The digest that was stated".to_owned(),
        (_, "anchor") => format!("The copy held by {text}"),
        _ => text.to_owned(),
    }
}

/// What a document says of itself, for a report.
pub const SHOWN: &[Role] = &[
    Role::Created,
    Role::Modified,
    Role::Producer,
    Role::Creator,
    Role::Toolkit,
    Role::Banner,
    Role::Author,
    Role::Title,
];

/// Whether an exhibit has a place of its own in a report: a file has, and inside a file what says something of itself or asks for a
/// look.
#[must_use]
pub fn stands_alone(exhibit: &Exhibit) -> bool {
    let says = |evidence: &Evidence| evidence.role.is_some_and(|role| SHOWN.contains(&role));
    exhibit.parent.is_none() || Standing::of(exhibit).asks() || exhibit.extraction.evidence.iter().any(says)
}

/// A sentence with a capital.
#[must_use]
pub fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// Where a piece of evidence is in the file, and the bytes as they are written there.
#[must_use]
pub fn place(evidence: &Evidence) -> String {
    let raw: String = evidence.raw.chars().take(120).collect();
    let raw = if raw.is_empty() { String::new() } else { format!("; as written: {raw}") };
    format!("{}{raw}", safe(&evidence.locus.to_string()))
}

/// How a fact is known: read at its source or recalled, how surely, and where; the year that was taken off a recalled date is said.
#[must_use]
pub fn fact_basis(fact: &Fact) -> String {
    let basis = match fact.basis.as_str() {
        "read" => "read at its source",
        "recall" => "from memory, so a year was taken off",
        "own" => "from your own table",
        other => other,
    };
    format!("{basis}, {} confidence; {}", fact.confidence, fact.source)
}

/// What every report says under its lists.
pub const NO_PROOF: &str = "Absence of contradiction is not authenticity. What was not tested is not seen here, and a careful hand can make everything fit.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_spans_are_written_as_people_write_them() {
        assert_eq!([7, 1_234, 1_234_567].map(grouped), ["7", "1,234", "1,234,567"]);
        assert_eq!(span_in_words("2008/2014"), "from 2008 to 2014");
        assert_eq!(span_in_words("2013-05"), "from May 2013");
        assert_eq!(common_folder(["a/b/c.pdf", "a/b/d/e.pdf", "a/bc.pdf"].into_iter()), "a/");
        let long = "A later save replaced “Order No. 7” with “Order No. 8” on page 1. Both versions are in the file.";
        assert_eq!(first_sentence(long), "A later save replaced “Order No. 7” with “Order No. 8” on page 1.");
        assert_eq!(
            first_sentence("It says 10:15, UTC+3. Legal time was UTC+4."),
            "It says 10:15, UTC+3. Legal time was UTC+4."
        );
    }
}
