//! The verdicts on custody: each signature, each stated digest and each anchor is a claim that these bytes are as somebody left them.

use crate::model::standing::LATER_SAVE;
use crate::model::{
    DigestTest, Fault, Layer, PremiseRef, Replacement, Role, Signature, SignatureKind, Term, ValueTest, Verdict,
};
use crate::properties::keys;
use crate::reasoning::Question;
use crate::reasoning::alteration::{ADDED_WORDS, Changes, Measure, changes_behind};

/// What became of a signature, and what that says of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vouched {
    /// The verdict, for the record.
    pub verdict: Verdict,
    /// What the document shows that was not signed.
    pub changed: Option<Changes>,
    /// Whether the signature itself does not hold.
    pub fails: bool,
}

/// The verdicts on the signatures of a document, in their order. A signature of a maker of programs, which allows functions, is nobody's
/// word on the document.
#[must_use]
pub fn signatures(question: Question<'_>) -> Vec<Vouched> {
    let signatures = question.extraction.signatures.iter();
    signatures
        .filter(|signature| signature.kind != SignatureKind::UsageRights)
        .map(|one| vouched(question, one))
        .collect()
}

/// The verdicts on stated digests and anchors.
#[must_use]
pub fn digests(question: Question<'_>) -> Vec<Verdict> {
    let claims = question.claims;
    let stated = claims.digest.iter().map(|stated| {
        let same = stated == question.sha256;
        let (term, sentence) = if same {
            (Term::Confirmed, "Its SHA-256 is the one that was stated: these are the same bytes.".to_owned())
        } else {
            (Term::Contradicts, "Its SHA-256 is not the one that was stated: these are other bytes.".to_owned())
        };
        verdict(&format!("sha256:{stated}"), term, sentence, vec![PremiseRef::claim(format!("sha256:{stated}"))])
    });
    let anchored = claims.anchors.iter().filter(|anchor| anchor.sha256 == question.sha256).map(|anchor| {
        let id = anchor.id();
        let sentence = format!(
            "{} holds the same bytes and vouches that they existed by {}. That says nothing of origin or truth.",
            anchor.held_by,
            anchor.existed_by.plain_date()
        );
        verdict(&id, Term::Confirmed, sentence, vec![PremiseRef::fact(id.clone())])
    });
    stated.chain(anchored).collect()
}

fn verdict(claim: &str, term: Term, sentence: String, because: Vec<PremiseRef>) -> Verdict {
    Verdict {
        claim: claim.to_owned(),
        layer: Layer::Custody,
        term,
        strength: None,
        because,
        findings: vec![],
        sentence,
        checks_that_could_speak: 0,
    }
}

fn vouched(question: Question<'_>, signature: &Signature) -> Vouched {
    let claim = signature.claim();
    let because: Vec<PremiseRef> = question
        .extraction
        .evidence
        .iter()
        .filter(|evidence| {
            evidence.locus.object == signature.locus.object
                && evidence.locus.revision == signature.locus.revision
                && evidence.is_one_of(keys::SIGNED)
        })
        .take(4)
        .map(|evidence| PremiseRef::evidence(evidence.id))
        .collect();
    let say = |term: Term, sentence: String, changed: Option<Changes>, fails: bool| Vouched {
        verdict: verdict(&claim, term, sentence, because.clone()),
        changed,
        fails,
    };
    let first = signature.faults.first();
    let fault = first.map(Fault::to_string).unwrap_or_default();
    let test = &signature.test;
    if first == Some(&Fault::NoValue) {
        return say(Term::NotTested, "A place for a signature was prepared and never signed.".to_owned(), None, false);
    }
    if test.digest == DigestTest::Differs {
        let sentence = if signature.kind == SignatureKind::Package {
            match first {
                Some(Fault::ChangedParts(parts)) => format!("Parts of it were changed after it was signed: {parts}."),
                _ => format!("Parts of it were changed after it was signed: {fault}."),
            }
        } else if signature.kind == SignatureKind::Credentials {
            let sentence = match first {
                Some(Fault::ChangedParts(parts)) if parts != Fault::FILE => {
                    format!("Its content credentials were changed after somebody signed them: {parts}.")
                }
                _ => "It is no longer the file for which its content credentials were signed: somebody changed it, or a program that knows no credentials saved it anew.".to_owned(),
            };
            return say(Term::Tension, sentence, Some(Changes::default()), false);
        } else if signature.kind == SignatureKind::Mail {
            // Exports and gateways write mails anew, and mean no harm.
            let sentence = "The signed part of the mail is no longer what was signed: somebody changed it, or a program wrote it anew.";
            return say(Term::Tension, sentence.to_owned(), Some(Changes::default()), false);
        } else {
            "Its bytes are no longer those that were signed.".to_owned()
        };
        return say(Term::Contradicts, sentence, Some(Changes::default()), false);
    }
    if test.value == ValueTest::Fails {
        let sentence = "Its signature was not made with the key of the certificate that it names.";
        return say(Term::Contradicts, sentence.to_owned(), None, true);
    }
    if test.value == ValueTest::OtherDigest {
        let why = test.why.first().cloned().unwrap_or_default();
        let sentence =
            format!("Its signature does not verify as it is written: {why}. Its bytes are those that were signed.");
        return say(Term::NotTested, sentence, None, false);
    }
    if matches!(first, Some(Fault::Cut(_))) {
        let sentence = format!("Its signature could not be checked: {fault}.");
        return say(Term::NotTested, sentence, None, false);
    }
    let names_nothing = matches!(first, Some(Fault::NoRange | Fault::EmptyRange));
    if test.digest == DigestTest::NotComputed && names_nothing && signature.signer.is_some() {
        let sentence = "It carries what looks like a signature, with a certificate, but it signs no bytes of the file.";
        return say(Term::Tension, sentence.to_owned(), None, true);
    }
    let covered = usize::try_from(signature.covers).unwrap_or(usize::MAX);
    let mut changes = Changes::default();
    if signature.kind.covers_revisions() && covered > 0 {
        changes = changes_behind(&question.extraction.revisions, covered, Measure::Signed);
        if question.extraction.evidence.iter().any(|evidence| evidence.property == keys::TRAILING_OBJECTS) {
            changes.redrawn.push("added objects behind the end of the file, which some programs show".to_owned());
        }
        let undone = signature.undone(&question.extraction.revisions);
        changes.redrawn.extend(undone.into_iter().filter(|undone| undone.alters).map(|undone| undone.what));
    }
    // What was signed is known by its range, whether or not the value can be computed.
    if changes != Changes::default() {
        let sentence = after_it_was_signed(&changes, &saved_on(question, &changes));
        return say(Term::Tension, sentence, Some(changes), false);
    }
    if !test.holds() {
        let why = match test.why.first().map(String::as_str).filter(|why| !why.is_empty()).or(Some(&fault)) {
            Some(why) if !why.is_empty() => format!(": {why}"),
            _ => String::new(),
        };
        let sentence = if signature.kind == SignatureKind::Credentials && test.value == ValueTest::Verified {
            format!("Its content credentials do not vouch for all of it{why}.")
        } else {
            format!("Its signature could not be checked{why}.")
        };
        return say(Term::NotTested, sentence, None, false);
    }
    if signature.kind == SignatureKind::Package {
        let parts = signature.covers;
        let sentence = format!("Nothing in the {parts} signed parts was changed since it was signed. {WHOSE_KEY}");
        return say(Term::Confirmed, sentence, None, false);
    }
    if signature.kind == SignatureKind::Mail {
        let sentence = format!(
            "Nothing in the signed part of the mail was changed since it was signed. From, date and subject are not signed. {WHOSE_KEY}"
        );
        return say(Term::Confirmed, sentence, None, false);
    }
    if signature.kind == SignatureKind::Credentials {
        let sentence = format!(
            "The file and what its content credentials say of it are as they were signed. {WHOSE_KEY} What the credentials say of its making is the signer's word."
        );
        return say(Term::Confirmed, sentence, None, false);
    }
    // A hole next to that of the value is one that anybody can write into, unless no program shows what is in it.
    let leaves_out = |fault: &Fault| fault.leaves_out() && !fault.leaves_out_a_comment();
    if signature.covers > 0 && signature.faults.iter().any(leaves_out) {
        let sentence = "Its signature does not cover the whole file: parts of the document were left out that anybody could have changed since.";
        return say(Term::Tension, sentence.to_owned(), None, true);
    }
    if signature.covers == 0 {
        if first == Some(&Fault::Wrapped) {
            let sentence = "Its signature does not cover the whole file: bytes were left out that anybody could have changed since.";
            return say(Term::Tension, sentence.to_owned(), None, true);
        }
        return say(
            Term::NotTested,
            format!("Which state of the file was signed could not be told: {fault}."),
            None,
            false,
        );
    }
    let stamp = signature.time_stamp.as_ref();
    if stamp.is_some_and(|stamp| stamp.test.digest == DigestTest::Differs || stamp.test.value == ValueTest::Fails) {
        let sentence =
            "The signature holds, but the time-stamp in it is of other bytes or was not made with its authority's key.";
        return say(Term::Tension, sentence.to_owned(), None, true);
    }
    if !question.extraction.compared_behind(covered) {
        let sentence =
            "Its signature holds for what was signed, but valla could not compare all that later saves changed.";
        return say(Term::NotTested, sentence.to_owned(), None, false);
    }
    let later = question.extraction.revisions.len() > covered;
    let since = if later { "Later saves changed nothing that was signed" } else { "Nothing was changed" };
    let sentence = format!("{since}. {WHOSE_KEY}");
    say(Term::Confirmed, sentence, None, false)
}

/// When the save that made the first change took place by its own date: " (dated 31 May 2020)"; empty where it gives none.
#[must_use]
pub fn saved_on(question: Question<'_>, changes: &Changes) -> String {
    let Some(revision) = changes.replaced.iter().chain(&changes.lost).map(|one| one.revision).min() else {
        return String::new();
    };
    let stated = question
        .extraction
        .evidence
        .iter()
        .filter(|evidence| evidence.role == Some(Role::Modified) && evidence.locus.revision == Some(revision));
    let latest = stated.filter_map(|evidence| evidence.moment()).max_by_key(|moment| moment.earliest);
    latest.map(|moment| format!(" (dated {})", moment.plain_date())).unwrap_or_default()
}

/// What a sound signature does not say.
const WHOSE_KEY: &str = "Whose key it is can be told only against certificates you trust, and anyone can sign anew.";

/// What later saves did to what was signed, in one sentence.
#[must_use]
pub fn after_it_was_signed(changes: &Changes, when: &str) -> String {
    let mut did = Vec::new();
    if let Some(words) = in_words(&changes.replaced, "replaced", "with") {
        did.push(words);
    } else if let Some(words) = in_words(&changes.lost, "removed", "") {
        did.push(words);
    }
    did.extend(
        changes
            .redrawn
            .iter()
            .filter(|what| did.is_empty() || what.as_str() != ADDED_WORDS)
            .cloned()
            .collect::<Vec<_>>(),
    );
    let both =
        if changes.replaced.is_empty() && changes.lost.is_empty() { "" } else { " Both versions are in the file." };
    format!("After it was signed, a later save{when} {}.{both}", did.join(", and "))
}

/// Words replaced or lost, as the end of "a later save ...": the first place, and how many more there are.
#[must_use]
pub fn in_words(places: &[Replacement], verb: &str, with: &str) -> Option<String> {
    let (first, more) = telling(places)?;
    if first.whole_page {
        return Some(format!("{verb} page {}{}", first.page, more_pages(places)));
    }
    let instead = if with.is_empty() { String::new() } else { format!(" {with} “{}”", shortened(&first.after)) };
    let place = if first.in_field { "in a form field on page" } else { "on page" };
    Some(format!("{verb} “{}”{instead} {place} {}{more}", shortened(&first.before), first.page))
}

/// How many pages went besides the first.
fn more_pages(places: &[Replacement]) -> String {
    let pages: std::collections::BTreeSet<u32> =
        places.iter().filter(|one| one.whole_page).map(|one| one.page).collect();
    match pages.len().saturating_sub(1) {
        0 => String::new(),
        1 => " and 1 more page".to_owned(),
        count => format!(" and {count} more pages"),
    }
}

/// What later saves did, in a few words.
#[must_use]
pub fn brief(changes: &Changes) -> Option<String> {
    if let Some((first, more)) = telling(&changes.replaced) {
        let (before, after) = (shortened(&first.before), shortened(&first.after));
        return Some(format!("“{before}” became “{after}” on page {}{more}", first.page));
    }
    if let Some((first, more)) = telling(&changes.lost) {
        if first.whole_page {
            return Some(format!("page {}{} was removed", first.page, more_pages(&changes.lost)));
        }
        return Some(format!("“{}” was removed from page {}{more}", shortened(&first.before), first.page));
    }
    changes.redrawn.first().map(|what| format!("{LATER_SAVE}{what}"))
}

/// The place that says most, and how many more there are in words.
fn telling(places: &[Replacement]) -> Option<(&Replacement, String)> {
    let first = places.iter().min_by_key(|place| {
        let figure = |text: &str| text.chars().any(|character| character.is_ascii_digit());
        // A figure or a short word says most.
        (!place.whole_page, !(figure(&place.before) && figure(&place.after)), place.before.chars().count(), place.page)
    })?;
    let more = match places.len() - 1 {
        0 => String::new(),
        1 => " and in 1 more place".to_owned(),
        count => format!(" and in {count} more places"),
    };
    Some((first, more))
}

/// Quotations are cut here.
const QUOTED: usize = 60;

fn shortened(text: &str) -> String {
    match text.char_indices().nth(QUOTED) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text.to_owned(),
    }
}
