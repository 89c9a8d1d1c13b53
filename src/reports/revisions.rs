//! The revisions of one file, for `valla revisions`.

use crate::model::{ChangeKind, Edit, EditKind, Exhibit, RevisionKind, Role, WordsChanged};
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
            RevisionKind::Rebuilt => "found by a scan; told from the next by its end marker alone",
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
        for change in &revision.changes {
            let verb = match change.change {
                ChangeKind::Added => "added",
                ChangeKind::Changed => "changed",
                ChangeKind::Rewritten => "rewritten, same bytes",
                ChangeKind::Deleted => "deleted",
                ChangeKind::Repointed => "pointed to other bytes that this save did not write for it",
            };
            writeln!(writer, "  object {:<8} {verb}: {}", change.object, safe(&change.what))?;
        }
        for words in &revision.words {
            let verb = match words.change {
                WordsChanged::Added => "added",
                WordsChanged::Removed => "removed",
            };
            let unseen = if words.invisible { ", drawn so that nobody sees it" } else { "" };
            writeln!(
                writer,
                "  page {} at {}, {}: {verb} {:?}{unseen}",
                words.page,
                words.x,
                words.y,
                safe(&words.text)
            )?;
        }
        let unlisted = revision.objects.saturating_sub(revision.changes.len() as u64);
        if revision.number > 1 && unlisted > 0 {
            writeln!(writer, "  and {unlisted} objects more")?;
        }
    }
    kept_record(exhibit, writer)?;
    if exhibit.extraction.revisions.is_empty() && exhibit.extraction.edits.is_empty() {
        writeln!(writer, "  no revisions, and no record of changes: {}", safe(&exhibit.extraction.format.name))?;
    }
    for warning in &exhibit.extraction.warnings {
        writeln!(writer, "\nwarning: {}", safe(&warning.message))?;
    }
    Ok(())
}

/// Changes that the document keeps record of: what one author did at one time stands under one head.
fn kept_record(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    let edits = &exhibit.extraction.edits;
    if edits.is_empty() {
        return Ok(());
    }
    let mut order: Vec<&Edit> = edits.iter().collect();
    // Times as they are stated; what states none comes last, in the order in which it stands.
    order.sort_by_key(|edit| edit.time.as_ref().map_or((true, None), |time| (false, Some(time.earliest))));
    for together in order.chunk_by(|one, next| (&one.time, &one.author) == (&next.time, &next.author)) {
        let Some(first) = together.first() else { continue };
        let who = first.author.as_deref().map_or_else(|| "nobody named".to_owned(), safe);
        let when = first.time.as_ref().map_or_else(|| "at no stated time".to_owned(), |time| safe(&time.readable()));
        if first.kind == EditKind::Remains {
            writeln!(writer, "\nLeft in the bytes, and no part of the document any more")?;
        } else {
            writeln!(writer, "\n{who}, {when} (the document's own word)")?;
        }
        for edit in together {
            let verb = match edit.kind {
                EditKind::Inserted => "put in",
                EditKind::Deleted => "took out",
                EditKind::MovedAway => "moved from here",
                EditKind::MovedHere => "moved here",
                EditKind::Comment => "comments",
                EditKind::Remains => "still reads",
            };
            writeln!(writer, "  {verb} {:?}  ({})", safe(edit.text.trim()), safe(&edit.locus.to_string()))?;
        }
    }
    Ok(())
}
