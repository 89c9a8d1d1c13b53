//! What a document hides from whoever looks at it, counted by kind. It is next to the answers and is no part of them.

use crate::model::{EditKind, Extraction, Hidden, Hiding, Reading, WordsChanged};
use crate::properties::concealments;
use std::collections::BTreeMap;

/// What is hidden, by kind.
#[must_use]
pub fn hidden(read: &Extraction) -> Vec<Hidden> {
    let mut counts: BTreeMap<Hiding, u64> = BTreeMap::new();
    for evidence in &read.evidence {
        let row = evidence.hidden.filter(|_| evidence.value != Reading::Absent).and_then(concealments::told);
        if let Some(row) = row {
            *counts.entry(row.kind).or_default() += 1;
        }
    }
    let mut comments = 0;
    for edit in &read.edits {
        let kind = match edit.kind {
            EditKind::Inserted | EditKind::Deleted | EditKind::MovedAway | EditKind::MovedHere | EditKind::Remains => {
                Hiding::TrackedChanges
            }
            EditKind::Comment => {
                comments += 1;
                continue;
            }
            EditKind::Formatted => continue,
        };
        *counts.entry(kind).or_default() += 1;
    }
    // A comment is evidence and a step of the story: it counts once.
    if comments > counts.get(&Hiding::Comments).copied().unwrap_or(0) {
        counts.insert(Hiding::Comments, comments);
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
