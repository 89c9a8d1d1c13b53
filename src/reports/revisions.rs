//! The revisions of one file, for `valla revisions`.

use crate::model::{
    Change, ChangeKind, DigestTest, Edit, EditKind, Event, Exhibit, Fault, Identity, Moment, RevisionKind, Role,
    Signature, SignatureKind, SignatureTest, ValueTest, WordChange, WordsChanged,
};
use crate::reports::escape::safe;
use std::io::{self, Write};

/// What a revision states of itself, in this list.
const SHOWN: &[Role] = &[Role::Created, Role::Modified, Role::MetadataModified, Role::SignatureTime, Role::Producer];

/// Lists the revisions of an exhibit.
///
/// # Errors
/// When the writer fails.
pub fn list(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    writeln!(writer, "{}: {} bytes, SHA-256 {}", safe(&exhibit.path), exhibit.size, exhibit.sha256)?;
    for revision in &exhibit.extraction.revisions {
        let kind = match revision.kind {
            RevisionKind::Original => "original",
            RevisionKind::Update => "incremental update",
            RevisionKind::Rebuilt => "found by scanning the file; only its end marker separates it from the next",
        };
        writeln!(writer, "\nRevision {}  bytes {} to {}  {kind}", revision.number, revision.start, revision.end)?;
        for note in &revision.notes {
            writeln!(writer, "  {}", safe(note))?;
        }
        for stated in exhibit.extraction.evidence.iter().filter(|evidence| {
            evidence.locus.revision == Some(revision.number) && evidence.role.is_some_and(|role| SHOWN.contains(&role))
        }) {
            writeln!(writer, "  states {}: {}", stated.label(), safe(&stated.value_text()))?;
        }
        if let Some(bounds) = bounded(exhibit, revision.number) {
            writeln!(writer, "  {bounds}")?;
        }
        for change in &revision.changes {
            object_change(change, writer)?;
        }
        for words in &revision.words {
            word_change(words, writer)?;
        }
        let unlisted = revision.objects.saturating_sub(revision.changes.len() as u64);
        if revision.number > 1 && unlisted > 0 {
            writeln!(writer, "  and {unlisted} more objects")?;
        }
    }
    signatures(exhibit, writer)?;
    kept_record(exhibit, writer)?;
    if exhibit.extraction.revisions.is_empty() && exhibit.extraction.edits.is_empty() {
        writeln!(writer, "  no revisions and no record of changes: {}", safe(&exhibit.extraction.format.name))?;
    }
    for warning in &exhibit.extraction.warnings {
        writeln!(writer, "\nwarning: {}", safe(&warning.message))?;
    }
    Ok(())
}

/// Changes that the document keeps record of: what one author did at one time is under one head.
fn kept_record(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    let edits = &exhibit.extraction.edits;
    if edits.is_empty() {
        return Ok(());
    }
    let mut order: Vec<&Edit> = edits.iter().collect();
    // Times as they are stated; what states none comes last, in the order of the document.
    order.sort_by_key(|edit| edit.time.as_ref().map_or((true, None), |time| (false, Some(time.earliest))));
    for together in order.chunk_by(|one, next| (&one.time, &one.author) == (&next.time, &next.author)) {
        let Some(first) = together.first() else { continue };
        let who = first.author.as_deref().map_or_else(|| "no name given".to_owned(), safe);
        let when = first.time.as_ref().map_or_else(|| "no time given".to_owned(), |time| safe(&time.readable()));
        if first.kind == EditKind::Remains {
            writeln!(writer, "\nLeft in the bytes, but no longer part of the document")?;
        } else {
            writeln!(writer, "\n{who}, {when} (as the document states)")?;
        }
        for edit in together {
            let verb = match edit.kind {
                EditKind::Inserted => "added",
                EditKind::Deleted => "deleted",
                EditKind::MovedAway => "moved from here",
                EditKind::MovedHere => "moved here",
                EditKind::Formatted => "reformatted",
                EditKind::Comment => "commented",
                EditKind::Remains => "still reads",
            };
            writeln!(writer, "  {verb} {:?}  ({})", safe(edit.text.trim()), safe(&edit.locus.to_string()))?;
        }
    }
    Ok(())
}

/// When a revision can have been saved, by what is more than the document's word: dated marks, trusted time-stamps, anchors.
fn bounded(exhibit: &Exhibit, revision: u32) -> Option<String> {
    let window = exhibit.reasoned.windows.iter().find(|window| window.event == Event::Saved(revision))?;
    let from = window.not_before.as_ref().map(|edge| format!("no earlier than {}", edge.at.plain_first_day()));
    let until = window.not_after.as_ref().filter(|edge| !edge.is_of_the_examination());
    let until = until.map(|edge| format!("no later than {}", edge.at.plain_day()));
    let sides: Vec<String> = from.into_iter().chain(until).collect();
    (!sides.is_empty()).then(|| format!("saved {}, judging by the dated traces in it", sides.join(" and ")))
}

fn object_change(change: &Change, writer: &mut dyn Write) -> io::Result<()> {
    let verb = match change.change {
        ChangeKind::Added => "added",
        ChangeKind::Changed => "changed",
        ChangeKind::Rewritten => "rewritten with the same bytes",
        ChangeKind::Deleted => "deleted",
        ChangeKind::Repointed => "pointed at different bytes, which this save did not write for it",
    };
    writeln!(writer, "  object {:<8} {verb}: {}", change.object, safe(&change.what.to_string()))
}

fn word_change(words: &WordChange, writer: &mut dyn Write) -> io::Result<()> {
    let verb = match words.change {
        WordsChanged::Added => "added",
        WordsChanged::Removed => "removed",
        WordsChanged::Covered => "covered",
    };
    let by = words.by.as_deref().map_or_else(String::new, |by| format!(" by {}", safe(by)));
    let unseen = if words.invisible { ", drawn invisibly" } else { "" };
    let place = format!("page {} at {}, {}", words.page, words.x, words.y);
    writeln!(writer, "  {place}: {verb} {:?}{by}{unseen}", safe(&words.text))
}

/// Says how the compared states differ, for `valla revisions --diff`.
///
/// # Errors
/// When the writer fails.
pub fn differences(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    writeln!(writer, "{}: {} bytes, SHA-256 {}", safe(&exhibit.path), exhibit.size, exhibit.sha256)?;
    for comparison in &exhibit.extraction.comparisons {
        let chosen = if comparison.chosen.is_empty() { String::new() } else { format!(" ({})", comparison.chosen) };
        writeln!(writer, "\nFrom revision {} to revision {}{chosen}", comparison.from, comparison.to)?;
        let nothing = comparison.words.is_empty() && comparison.values.is_empty() && comparison.pages.is_empty();
        if nothing && comparison.untold.is_empty() {
            writeln!(writer, "  no words and no stated values changed")?;
        }
        for words in &comparison.words {
            word_change(words, writer)?;
        }
        for value in &comparison.values {
            let said = |value: &Option<String>| {
                value.as_deref().map_or_else(|| "nothing".to_owned(), |value| format!("{:?}", safe(value)))
            };
            writeln!(
                writer,
                "  {}: changed from {} to {}",
                safe(&value.property),
                said(&value.before),
                said(&value.after)
            )?;
        }
        for page in &comparison.pages {
            let count = page.regions.len().max(1);
            let places = if count == 1 { "place" } else { "places" };
            writeln!(writer, "  page {} looks different in {count} {places}", page.page)?;
        }
        for change in &comparison.changes {
            object_change(change, writer)?;
        }
        for untold in &comparison.untold {
            writeln!(writer, "  {}", safe(untold))?;
        }
    }
    signatures(exhibit, writer)
}

/// What signatures say, and what was tested of them.
fn signatures(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    for signature in &exhibit.extraction.signatures {
        let field = signature.field.as_deref().map_or_else(String::new, |field| format!(", field {:?}", safe(field)));
        let brought = signature.revision.map_or_else(String::new, |revision| format!(", in revision {revision}"));
        writeln!(writer, "\nSignature {}: {}{field}{brought}", signature.number, signature.kind)?;
        for sentence in sentences(signature) {
            writeln!(writer, "  {}", safe(&sentence))?;
        }
    }
    Ok(())
}

/// A signature in sentences: what it covers, what was tested, who signed and when.
#[must_use]
pub fn sentences(signature: &Signature) -> Vec<String> {
    let mut told = Vec::new();
    match (signature.kind, signature.covers) {
        (SignatureKind::Package, parts) => told.push(format!("covers {parts} parts of the package")),
        (SignatureKind::Mail, _) => told.push("covers a part of the mail, not its header fields".to_owned()),
        (SignatureKind::Credentials, parts) => {
            told.push(format!("covers the file and {parts} statements on its making"));
        }
        (_, 0) => told.push("covers no revision in full".to_owned()),
        (_, revision) => told.push(format!("covers revision {revision} in full, except its own value")),
    }
    told.extend(signature.faults.iter().map(Fault::to_string));
    told.push(tested(&signature.test).to_owned());
    told.extend(signature.test.why.iter().cloned());
    if let Some(signer) = &signature.signer {
        told.push(format!(
            "names the certificate of {signer}{}",
            match signature.test.identity {
                Identity::NotAsked =>
                    "; whose key that is was not tested: supply the certificates you trust with --trust",
                Identity::Trusted | Identity::NotTrusted => "",
            }
        ));
    }
    if let (Some(from), Some(until)) = (&signature.valid_from, &signature.valid_until) {
        told.push(format!("the certificate is valid from {} to {}", from.readable(), until.readable()));
    }
    if !signature.algorithm.is_empty() {
        told.push(format!("algorithm: {}", signature.algorithm));
    }
    if let Some(stated) = &signature.stated {
        told.push(format!("states that it was made on {}", stated.readable()));
    }
    if let Some(stamp) = signature.time_stamp.as_ref().filter(|_| signature.kind != SignatureKind::DocumentTimeStamp) {
        let time = stamp.time.as_ref().map_or_else(|| "no readable time".to_owned(), Moment::readable);
        let authority = stamp.authority.as_deref().unwrap_or("an authority without a certificate");
        told.push(format!("carries a time-stamp of {time} from {authority}: {}", tested(&stamp.test)));
        told.extend(stamp.test.why.iter().map(|why| format!("about the time-stamp: {why}")));
    }
    match signature.allows {
        Some(1) => told.push("allows no change afterwards".to_owned()),
        Some(2) => told.push("allows filling in forms and signing afterwards".to_owned()),
        Some(_) => told.push("allows filling in forms, signing and commenting afterwards".to_owned()),
        None => {}
    }
    told
}

/// What the tests of digest and value say together.
#[must_use]
pub fn tested(test: &SignatureTest) -> &'static str {
    match (test.digest, test.value) {
        (DigestTest::Agrees, ValueTest::Verified) => {
            "holds: the signed bytes are unchanged, and the certificate's key made the signature"
        }
        (DigestTest::Agrees, ValueTest::NotVerified) => {
            "the signed bytes are unchanged; whether the certificate's key made the signature was not tested"
        }
        (_, ValueTest::OtherDigest) => "was made by the certificate's key, but over another digest than it names",
        (DigestTest::Agrees, ValueTest::Fails) => "does not hold: the certificate's key did not make this signature",
        (DigestTest::Differs, _) => "does not hold: the bytes it covers are not the bytes that were signed",
        (DigestTest::NotComputed, ValueTest::Verified) => {
            "the certificate's key made the signature; whether the signed bytes are unchanged was not tested"
        }
        (DigestTest::NotComputed, ValueTest::Fails) => {
            "does not hold: the certificate's key did not make this signature"
        }
        (DigestTest::NotComputed, ValueTest::NotVerified) => "was not tested",
    }
}
