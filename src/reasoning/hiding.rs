//! What a document hides from whoever looks at it, counted by kind. It is next to the answers and is no part of them.

use crate::model::{EditKind, Extraction, Hidden, Hiding, Reading, WordsChanged};
use crate::properties::keys;
use std::collections::BTreeMap;

/// Kinds by the properties of evidence. A comment counts once, by its words: its author and its time are no comments.
const PROPERTIES: &[(&str, Hiding)] = &[
    (keys::PAGE_TEXT_COVERED, Hiding::CoveredWords),
    (keys::PAGE_TEXT_SAME_COLOUR, Hiding::UnseenWords),
    (keys::PAGE_TEXT_BEYOND, Hiding::UnseenWords),
    (keys::PAGE_TEXT_INVISIBLE, Hiding::UnseenWords),
    (keys::HIDDEN_NAME, Hiding::HiddenParts),
    (keys::HIDDEN_TEXT, Hiding::HiddenParts),
    (keys::HIDDEN_SHEET, Hiding::HiddenParts),
    (keys::HIDDEN_CELLS, Hiding::HiddenParts),
    (keys::HIDDEN_SLIDE, Hiding::HiddenParts),
    (keys::HIDDEN_NOTES, Hiding::HiddenParts),
    (keys::RTF_HIDDEN_TEXT, Hiding::HiddenParts),
    (keys::OLD_HIDDEN_SHEET, Hiding::HiddenParts),
    (keys::OLD_HIDDEN_SLIDE, Hiding::HiddenParts),
    (keys::OLD_HIDDEN_NOTES, Hiding::HiddenParts),
    (keys::OLD_COMMENT, Hiding::Comments),
    (keys::OLD_NOTE, Hiding::Comments),
    (keys::COMMENT_TEXT, Hiding::Comments),
    (keys::RTF_COMMENT, Hiding::Comments),
    (keys::ATTACHMENT_NAME, Hiding::Attachments),
];

/// What is hidden, by kind.
#[must_use]
pub fn hidden(read: &Extraction) -> Vec<Hidden> {
    let mut counts: BTreeMap<Hiding, u64> = BTreeMap::new();
    for evidence in &read.evidence {
        let kind = PROPERTIES.iter().find(|(property, _)| evidence.property == *property);
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
