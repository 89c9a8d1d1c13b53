//! What a document hides from whoever looks at it, counted by kind. It stands beside the answers and is no part of them.

use crate::model::{EditKind, Extraction, Hidden, Hiding, Reading, WordsChanged};
use std::collections::BTreeMap;

/// Kinds by the properties of evidence, or the beginning of their names.
const PROPERTIES: &[(&str, Hiding)] = &[
    ("pdf.page.text.unseen.covered", Hiding::CoveredWords),
    ("pdf.page.text.unseen.", Hiding::UnseenWords),
    ("ooxml.hidden.name", Hiding::HiddenParts),
    ("ooxml.hidden.", Hiding::HiddenParts),
    ("rtf.hidden.", Hiding::HiddenParts),
    ("ole.excel.hidden-sheet", Hiding::HiddenParts),
    ("ole.powerpoint.hidden-slide", Hiding::HiddenParts),
    ("ole.powerpoint.notes", Hiding::HiddenParts),
    ("ole.powerpoint.comment", Hiding::Comments),
    ("ole.excel.note", Hiding::Comments),
    ("ooxml.comment.text", Hiding::Comments),
    ("rtf.comment.text", Hiding::Comments),
    ("pdf.attachment.name", Hiding::Attachments),
];

/// What is hidden, by kind.
#[must_use]
pub fn hidden(read: &Extraction) -> Vec<Hidden> {
    let mut counts: BTreeMap<Hiding, u64> = BTreeMap::new();
    for evidence in &read.evidence {
        let kind = PROPERTIES.iter().find(|(property, _)| evidence.property.starts_with(property));
        if let Some((_, kind)) = kind.filter(|_| evidence.value != Reading::Absent) {
            *counts.entry(*kind).or_default() += 1;
        }
    }
    for edit in &read.edits {
        let kind = match edit.kind {
            EditKind::Inserted | EditKind::Deleted | EditKind::MovedAway | EditKind::MovedHere | EditKind::Remains => {
                Hiding::TrackedChanges
            }
            EditKind::Comment => Hiding::Comments,
            EditKind::Formatted => continue,
        };
        *counts.entry(kind).or_default() += 1;
    }
    // A state is a version of its own where words of it went, not where one signed or filled in.
    let lost = |change: WordsChanged| matches!(change, WordsChanged::Removed | WordsChanged::Covered);
    let versions = read
        .revisions
        .iter()
        .filter(|revision| revision.words.iter().any(|words| lost(words.change) && !words.invisible))
        .count();
    if versions > 0 {
        counts.insert(Hiding::EarlierVersion, versions as u64);
    }
    counts.into_iter().map(|(kind, count)| Hidden { kind, count }).collect()
}
