//! What a signature in the file covers, whether these bytes are still those that were signed, and what was changed behind it.

use crate::checks::quotation::short;
use crate::checks::{Check, View, charter};
use crate::model::{
    Change, ChangeKind, Charter, Evidence, Examination, Finding, Layer, Reading, Revision, Strength, Value, WordChange,
    WordsChanged,
};

charter! {
    /// # What it looks for
    /// For each signature: the revision that its byte range covers whole, whether the bytes in the range have the digest that was
    /// signed, and what the revisions behind it did to what the document shows.
    ///
    /// # Why it matters
    /// A signature speaks for the bytes it covers and for nothing that was appended later, though a reader sees the last state.
    ///
    /// # Innocent causes
    /// Forms are filled in, commented and signed again after a signature, as the standard allows; that is not told here, or is told
    /// as information. A program that repairs or rewrites a file breaks the digest without changing a word.
    ///
    /// # What it cannot tell
    /// Who signed: neither the signature over the digest nor the certificate is verified. Words in pictures and appearances that
    /// differ from the value of their field are not read. What was prepared before the signature, to be shown by a change after
    /// it, is seen only when the change is there.
    ///
    /// # Example
    /// The signature covers revision 2 whole; revision 3, after it, took `10 000` from page 1 and put `90 000` in its place.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 12.8.1 and 12.8.2.2; RFC 5652, 11.2; Mladenov and others, "1 Trillion Dollar Refund", 2019, and "Shadow
    /// Attacks", 2021; catalogue of checks, 30. Strength: medium where signed bytes differ, where page content was changed behind the
    /// signature and words that were signed are gone, or where an object was pointed to other bytes; weak where words went
    /// without it, or the range is not that of a save; informational where words came.
    pub struct SignatureCoverage { code: "R003", name: "signature-coverage", summary: "what a signature covers, and what was changed behind it", since: "0.1.0", group: Revisions }
}

/// The revision that a signature covers whole; 0 for none.
const COVERS: &str = "pdf.signature.covers";
/// "agrees" or "differs".
const DIGEST: &str = "pdf.signature.digest";
/// So many places are quoted.
const QUOTED: usize = 3;

impl Check for SignatureCoverage {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let named = |property: &'static str| view.evidence().filter(move |evidence| evidence.property == property);
        if named(COVERS).next().is_none() {
            return Examination::not_applicable("no signature with a byte range");
        }
        let mut findings: Vec<Finding> =
            named(DIGEST).filter(|digest| digest.text() == Some("differs")).map(broken).collect();
        for signature in named(COVERS) {
            let covered = match signature.value {
                Reading::Present(Value::Number(number)) => usize::try_from(number).unwrap_or(0),
                _ => continue,
            };
            if covered == 0 {
                findings.push(partial(signature));
            } else {
                let behind = view.extraction.revisions.get(covered..).unwrap_or_default();
                findings.extend(behind.iter().enumerate().filter_map(|(at, revision)| {
                    let since: Vec<&WordChange> = behind[..at].iter().flat_map(|revision| &revision.words).collect();
                    changed(signature, covered, revision, &since)
                }));
            }
        }
        Examination::of(findings)
    }
}

fn broken(digest: &Evidence) -> Finding {
    let summary =
        "The bytes that a signature covers do not have the digest that was signed: they were changed since, or the \
                   digest was of other bytes from the start."
            .to_owned();
    Finding::of(&SignatureCoverage::CHARTER, Strength::Medium, Layer::Bytes, summary)
        .resting_on([digest])
        .innocently(&[
            "A program repaired or rewrote the file, or a transfer changed its line ends.",
            "The signing program computed the digest wrongly.",
        ])
        .settled_by("Verify the signature with the signer's certificate; ask for the file as it was sent.")
}

fn partial(signature: &Evidence) -> Finding {
    let summary =
        "The byte range of a signature is not that of the file as any save left it: bytes within or around it are \
                   outside the signature."
            .to_owned();
    Finding::of(&SignatureCoverage::CHARTER, Strength::Weak, Layer::Bytes, summary)
        .resting_on([signature])
        .innocently(&["The signing program wrote its range wrongly, or the file was damaged or cut."])
        .settled_by("Look at the bytes outside the range: valla revisions FILE.")
}

/// What a revision behind the signature did to the document; `since` are the changes of words between the two.
fn changed(signature: &Evidence, covered: usize, revision: &Revision, since: &[&WordChange]) -> Option<Finding> {
    let signed = |gone: &WordChange| {
        !since.iter().any(|came| came.change == WordsChanged::Added && came.page == gone.page && came.text == gone.text)
    };
    let seen = |change: WordsChanged| {
        revision.words.iter().filter(move |words| words.change == change && !words.invisible).collect::<Vec<_>>()
    };
    let (mut gone, came) = (seen(WordsChanged::Removed), seen(WordsChanged::Added));
    gone.retain(|words| signed(words));
    let repointed = revision.changes.iter().any(|change| change.change == ChangeKind::Repointed);
    let drawn = revision.changes.iter().any(draws_page);
    let signs = revision.changes.iter().any(|change| change.what == "signature" && change.change == ChangeKind::Added);
    let (strength, what) = match (repointed, drawn, gone.is_empty(), came.is_empty()) {
        (true, ..) => (Strength::Medium, "pointed an object to bytes that it did not write for it".to_owned()),
        (_, drawn, false, _) => {
            let instead = if came.is_empty() { String::new() } else { format!(" and put {} there", quoted(&came)) };
            let strength = if drawn { Strength::Medium } else { Strength::Weak };
            (strength, format!("took {} from what was signed{instead}", quoted(&gone)))
        }
        (_, true, true, _) => (Strength::Weak, "changed what the pages draw".to_owned()),
        // The appearance of a further signature is what one expects behind the first.
        (_, false, true, false) if !signs => (Strength::Informational, format!("added {}", quoted(&came))),
        _ => return None,
    };
    let summary =
        format!("The signature covers revision {covered} whole; revision {}, after it, {what}.", revision.number);
    let layer = if gone.is_empty() && !drawn && !repointed { Layer::Bytes } else { Layer::Content };
    Some(
        Finding::of(&SignatureCoverage::CHARTER, strength, layer, summary)
            .resting_on([signature])
            .innocently(&[
                "A form was filled in anew, or the document was commented, as the standard allows after a signature.",
            ])
            .settled_by("Compare the signed state with the last one: valla revisions FILE --extract DIR."),
    )
}

/// Whether a change is one of what a page draws by itself; forms are left out, for the appearance of a field is one.
fn draws_page(change: &Change) -> bool {
    match change.change {
        ChangeKind::Rewritten | ChangeKind::Repointed => false,
        ChangeKind::Added => change.what == "page content",
        ChangeKind::Changed | ChangeKind::Deleted => matches!(change.what.as_str(), "page content" | "image"),
    }
}

fn quoted(words: &[&WordChange]) -> String {
    let mut places: Vec<String> =
        words.iter().take(QUOTED).map(|words| format!("{:?} (page {})", short(&words.text), words.page)).collect();
    if words.len() > QUOTED {
        places.push(format!("words in {} more places", words.len() - QUOTED));
    }
    places.join(", ")
}
