//! The file was saved more than once, and the earlier states are still in it.

use crate::checks::{Check, View, charter};
use crate::model::{
    Axiom, Change, ChangeKind, Charter, Examination, Finding, Layer, ObjectKind, PremiseRef, Revision, Strength,
    WordsChanged,
};
use std::collections::{BTreeMap, BTreeSet};

charter! {
    /// # What it looks for
    /// Saves that were added to the end of the file (incremental updates), so that the versions before them can be
    /// taken out of it byte for byte (`valla revisions FILE --extract DIR`). For each the check lists which kinds
    /// of objects it added, changed, deleted or pointed to other bytes.
    ///
    /// # Why it matters
    /// It is the best record of what was changed, and in which order.
    ///
    /// # Innocent causes
    /// Someone filled in a form, signed, added a time-stamp or validation data, commented, or corrected metadata.
    /// Saving twice is nothing wrong.
    ///
    /// # What it cannot tell
    /// A file that was rewritten as a whole keeps no earlier versions. The check does not count sections that are
    /// no edits: linearization, hybrid-reference files and the empty updates that Word, Excel and Distiller write.
    ///
    /// # Example
    /// Revision 2 changes the content of page 1 of a signed order.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 7.5.6; catalogue of checks, 25: 14 % of 7,038 test files have true incremental updates. Strength:
    /// informational; weak where the content of a page was changed; medium where an object was pointed to bytes that the save did not
    /// write for it: in 368 real files only two crafted ones do so.
    pub struct PdfRevisions { code: "R001", name: "pdf-revisions", summary: "the file was saved more than once, and the earlier versions are still in it", since: "0.1.0", group: Revisions }
}

impl Check for PdfRevisions {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let revisions = &view.extraction.revisions;
        if revisions.is_empty() {
            return Examination::not_applicable("the format has no revisions");
        }
        Examination::of(finding(revisions).into_iter().collect())
    }
}

/// One finding a file: a scanner that appends every page saves a hundred times.
fn finding(revisions: &[Revision]) -> Option<Finding> {
    let later = revisions.get(1..).filter(|later| !later.is_empty())?;
    let changes = || later.iter().flat_map(|revision| &revision.changes);
    let content = changes().any(touches_content);
    let repointed = changes().any(|change| change.change == ChangeKind::Repointed);
    // Pages that are put after the others change none of them.
    let rewrites = changes().any(|change| touches_content(change) && change.change != ChangeKind::Added);
    let premises = later.iter().map(|revision| PremiseRef::axiom(Axiom::RevisionOrder(revision.number)));
    let summary = match later {
        [revision] => format!(
            "It was saved again later: {}.{} Revision {}, bytes {} to {}.",
            in_words(&revision.changes),
            words(revision),
            revision.number,
            revision.start,
            revision.end
        ),
        later => {
            let all: Vec<Change> = changes().cloned().collect();
            let told = later.iter().map(|revision| (revision, words(revision))).filter(|(_, words)| !words.is_empty());
            let told: String =
                told.take(3).map(|(revision, words)| format!(" Revision {}:{words}", revision.number)).collect();
            format!("It was saved {} more times: {}.{told}", later.len(), in_words(&all))
        }
    };
    Some(Finding {
        premises: premises.collect(),
        innocent: vec![
            "Someone filled in a form, signed, commented, added validation data or corrected metadata.".to_owned(),
            "A scanner added page after page.".to_owned(),
        ],
        settle: "Take the earlier version out of the file and compare the two: valla revisions FILE --extract DIR."
            .to_owned(),
        ..Finding::of(
            &PdfRevisions::CHARTER,
            match (repointed, rewrites) {
                (true, _) => Strength::Medium,
                (false, true) => Strength::Weak,
                (false, false) => Strength::Informational,
            },
            if content { Layer::Content } else { Layer::Bytes },
            summary,
        )
    })
}

/// What it did to the words of the pages, counted; which words, `valla revisions` tells.
fn words(revision: &Revision) -> String {
    let count = |change: WordsChanged| revision.words.iter().filter(|words| words.change == change).count();
    let pages: BTreeSet<u32> = revision.words.iter().map(|words| words.page).collect();
    let pages: Vec<String> = pages.iter().take(5).map(u32::to_string).collect();
    if pages.is_empty() {
        return String::new();
    }
    let counts: Vec<String> =
        [(WordsChanged::Added, "added"), (WordsChanged::Removed, "removed"), (WordsChanged::Covered, "covered over")]
            .into_iter()
            .map(|(change, verb)| (count(change), verb))
            .filter(|(places, _)| *places > 0)
            .map(|(places, verb)| format!("{verb} in {places} {}", if places == 1 { "place" } else { "places" }))
            .collect();
    format!(" On page {}, words were {}.", pages.join(", "), counts.join(", "))
}

/// Whether a change is one of what a page shows.
#[must_use]
pub fn touches_content(change: &Change) -> bool {
    match change.change {
        ChangeKind::Rewritten => false,
        ChangeKind::Repointed => true,
        // What a new annotation draws is added too, and is no change of the page.
        ChangeKind::Added => change.what == ObjectKind::PageContent,
        ChangeKind::Changed | ChangeKind::Deleted => {
            matches!(change.what, ObjectKind::PageContent | ObjectKind::Drawing | ObjectKind::Image)
                || change.what.serves_page()
        }
    }
}

/// The changes of a revision in words, counted by kind.
#[must_use]
pub fn in_words(changes: &[Change]) -> String {
    let mut counts: BTreeMap<(ChangeKind, String), usize> = BTreeMap::new();
    for change in changes {
        *counts.entry((change.change, change.what.to_string())).or_default() += 1;
    }
    let words: Vec<String> = counts
        .into_iter()
        .map(|((kind, what), count)| {
            let verb = match kind {
                ChangeKind::Added => "added",
                ChangeKind::Changed => "changed",
                ChangeKind::Rewritten => "rewritten with the same bytes",
                ChangeKind::Deleted => "deleted",
                ChangeKind::Repointed => "pointed to other bytes",
            };
            if count == 1 { format!("{what} {verb}") } else { format!("{count} × {what} {verb}") }
        })
        .collect();
    if words.is_empty() { "only its structure changed".to_owned() } else { words.join(", ") }
}
