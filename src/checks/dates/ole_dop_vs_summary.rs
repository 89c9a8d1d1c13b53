//! Word's own record and the summary of a document disagree.

use crate::checks::dates::clock_pairs::pairs;
use crate::checks::dates::internal_date_order::duration;
use crate::checks::quotation::value;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Reading, Role, Strength, Value};
use crate::properties::Family;
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// A Word document in the old format states its dates, the number of its saves and its editing time twice: in
    /// Word's own record (`Dop`), and in the summary that every program shows. The check reports two dates that no
    /// time zone reconciles, and numbers that differ.
    ///
    /// # Why it matters
    /// Anyone who changes the dates with a metadata tool changes only the summary.
    ///
    /// # Innocent causes
    /// Programs other than Word fill in one of the two, or neither, or leave what they found.
    ///
    /// # What it cannot tell
    /// Which of the two is right. The check compares numbers only where Word says that it saved the document.
    ///
    /// # Example
    /// A summary that says "last saved on 5 March 2003" beside a record of 14 June 2009.
    ///
    /// # Sources
    /// Catalogue of checks, 22; MS-DOC 2.7.2 (Dop); measured: in 207 of 208 documents the dates differ by a whole offset of a
    /// zone. Strength: strong for dates, weak for numbers.
    pub struct OleDopVsSummary { code: "D015", name: "ole-dop-vs-summary", summary: "Word's own record and the summary of the document disagree", since: "0.1.0", group: Dates }
}

const INNOCENT: &[&str] = &["A program other than Word saved the document and filled in one of the two."];
const SETTLE: &str = "Ask which programs changed the document, and ask for a copy kept elsewhere.";

impl Check for OleDopVsSummary {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let pairs: Vec<_> =
            pairs(view).into_iter().filter(|pair| pair.local.family() == Some(Family::Compound)).collect();
        let numbers = numbers(view);
        if pairs.is_empty() && numbers.is_empty() {
            return Examination::not_applicable("no old Word document (.doc) with both records");
        }
        let dates = pairs.iter().filter(|pair| pair.offset().is_none()).map(|pair| {
            let summary = format!(
                "Word's own record and the summary disagree on when the document was {}: {} and {}. No time zone explains the {} \
                 between them.",
                pair.event,
                value(pair.local),
                value(pair.universal),
                duration(pair.ahead.abs())
            );
            finding(Strength::Strong, summary, [pair.local, pair.universal])
        });
        let numbers = numbers
            .iter()
            .filter(|(_, record, of_record, summary, of_summary)| of_record != of_summary && record.id != summary.id);
        let numbers = numbers.map(|(what, record, of_record, summary, of_summary)| {
            let text = format!("Word's own record counts {of_record} {what}; the summary says {of_summary}.");
            finding(Strength::Weak, text, [*record, *summary])
        });
        Examination::of(dates.chain(numbers).collect())
    }
}

fn finding(strength: Strength, summary: String, evidence: [&Evidence; 2]) -> Finding {
    Finding::of(&OleDopVsSummary::CHARTER, strength, Layer::Bytes, summary)
        .resting_on(evidence)
        .innocently(INNOCENT)
        .settled_by(SETTLE)
}

/// What both records count, where Word says that it saved: in words, and the two numbers.
fn numbers<'a>(view: &View<'a>) -> Vec<(&'static str, &'a Evidence, i64, &'a Evidence, i64)> {
    let word = view.texts(&[Role::Producer]).any(|(_, name)| name.starts_with("Microsoft") && name.contains("Word"));
    if !word {
        return vec![];
    }
    let number = |property: &str| {
        let evidence = view.evidence().find(|evidence| evidence.property == property)?;
        match &evidence.value {
            Reading::Present(Value::Number(number)) => Some((evidence, *number)),
            Reading::Present(Value::Text(text)) => Some((evidence, text.trim().parse().ok()?)),
            _ => None,
        }
    };
    let both = [
        ("saves", keys::WORD_RECORD_REVISION, keys::SUMMARY_REVISION, 1),
        ("minutes of editing", keys::WORD_RECORD_EDIT_TIME, keys::SUMMARY_EDIT_TIME, 60),
    ];
    both.into_iter()
        .filter_map(|(what, record, summary, unit)| {
            let ((record, of_record), (summary, of_summary)) = (number(record)?, number(summary)?);
            Some((what, record, of_record, summary, of_summary / unit))
        })
        .collect()
}
