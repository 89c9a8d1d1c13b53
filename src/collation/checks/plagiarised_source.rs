//! A document has passages of a text that somebody dates, and says that it is older.

use crate::collation::check::{CollectionCheck, Links, Strongest};
use crate::collation::passages::{longest_common, words_in_common_runs};
use crate::collation::sketch::Sketch;
use crate::collation::together::{Together, day, finding, resting_on};
use crate::model::charter::charter;
use crate::model::{Anchor, Charter, Error, Finding, Strength};

charter! {
    /// # What it looks for
    /// A document that shares long passages with a text for which somebody vouches (an anchor of the claims file), and that states an earlier
    /// date than the anchor.
    ///
    /// # Why it matters
    /// Who writes an old document today takes words from what was published since.
    ///
    /// # Innocent causes
    /// The published text quotes the document, or both quote a third. The anchor says only by when the text existed.
    ///
    /// # What it cannot tell
    /// Who had the words first: that takes an older copy of either.
    ///
    /// # Example
    /// A note of 2012 has six sentences of an article that was first printed in 2015.
    ///
    /// # Sources
    /// COPA v Wright (2024), document `ID_000258` beside an article of 2019; catalogue of checks (plagiarised-source). Passages of forty
    /// words and more. Strength: weak.
    pub struct PlagiarisedSource { code: "C015", name: "plagiarised-source", summary: "a document shares passages with a later text that somebody dates", since: "0.1.0", group: Collection }
}

/// A passage has so many words at least.
const PASSAGE: usize = 40;
/// More texts are not compared with an anchor.
const TEXTS: usize = 50_000;

impl CollectionCheck for PlagiarisedSource {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn links(&self) -> Links {
        Links::Whole
    }

    fn find(&self, together: &Together<'_>) -> Result<Vec<Finding>, Error> {
        if together.anchors.is_empty() {
            return Ok(vec![]);
        }
        let mut anchored: Vec<(Sketch, &Anchor, String)> = Vec::new();
        for row in together.rows {
            let sketch = together.sketch(row.number)?;
            if let Some(anchor) = together.anchors.iter().find(|anchor| anchor.sha256 == sketch.sha256) {
                let words = together.spoken(row.number)?;
                anchored.push((sketch, anchor, words));
            }
        }
        let mut findings = Strongest::default();
        for row in together.rows.iter().take(TEXTS).filter(|_| !anchored.is_empty()) {
            let Some(made) = row.made.or(row.saved) else { continue };
            let earlier = |anchor: &Anchor| made.latest < anchor.existed_by.earliest.0;
            for (source, anchor, words) in
                anchored.iter().filter(|(source, anchor, _)| source.number != row.number && earlier(anchor))
            {
                let spoken = together.spoken(row.number)?;
                let Some((longest, passage)) =
                    longest_common(&spoken, words).filter(|(longest, _)| *longest >= PASSAGE)
                else {
                    continue;
                };
                let sketch = together.sketch(row.number)?;
                let said = format!(
                    "“{}” says that it is of {}. {} of its words are in passages that are also in “{}”, which existed by {} ({}); the longest has {longest} words: “{passage}”.",
                    sketch.shown(),
                    day(&made),
                    words_in_common_runs(&spoken, words),
                    source.shown(),
                    anchor.existed_by.text,
                    anchor.held_by
                );
                let found = finding(&Self::CHARTER, Strength::Weak, said, &[sketch.clone(), source.clone()]);
                findings.push(
                    resting_on(found, [(&sketch, made.evidence)])
                        .innocently(&[
                            "The published text quotes the document, or both quote a third.",
                            "The text was known before it was published.",
                        ])
                        .settled_by("Look for an older copy of either text."),
                );
            }
        }
        Ok(findings.into_list())
    }
}
