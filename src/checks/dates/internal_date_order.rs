//! Dates of one file that stand in an order in which they cannot have come about.

use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, PremiseRef, Role, Strength};

charter! {
    /// # What it looks for
    /// A document that states that it was made after it was last changed, a step of its history after its last change, or an
    /// earlier revision changed after a later one. Times are compared as whole intervals: a date without zone can be any
    /// instant of a day and two hours, so a missing zone alone never makes a finding.
    ///
    /// # Why it matters
    /// Two fields of one file that cannot both be right show that a clock was wrong or that a field was edited.
    ///
    /// # Innocent causes
    /// A clock that was corrected between two saves, or a machine in another zone that wrote no zone; a program that copies
    /// the creation date from a print job or a scanner; a template whose dates were kept.
    ///
    /// # What it cannot tell
    /// Which of the two dates is wrong, and whether by accident.
    ///
    /// # Example
    /// `CreationDate` of 2013-05 and `ModDate` of 2012-05.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 14.3.3; catalogue of checks, 16; the table `orders` with measured rates: ModDate lies before
    /// CreationDate in 14 of 2,674 honest PDF files (0.52 %). Strength: weak within 26 hours, which a wrong zone explains, else
    /// what the table allows: medium.
    pub struct InternalDateOrder { code: "D001", name: "internal-date-order", summary: "the document's own dates stand in an order in which they cannot have come about", since: "0.1.0", group: Dates }
}

/// The widest error that a wrong zone makes, in seconds: from -12:00 to +14:00.
const WRONG_ZONE: i64 = 26 * 3600;

impl Check for InternalDateOrder {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let created: Vec<_> = view.times(&[Role::Created]).collect();
        let modified: Vec<_> = view.times(&[Role::Modified]).collect();
        let steps: Vec<_> = view.times(&[Role::HistoryTime]).collect();
        if modified.is_empty() || created.is_empty() && steps.is_empty() && modified.len() < 2 {
            return Examination::not_applicable("needs two dates of one document that have an order");
        }
        let mut findings: Vec<Finding> = Vec::new();
        // Each later date is held against the latest of the earlier kind in the same or an earlier revision.
        for (kind, earlier) in [(Role::Created, &created), (Role::HistoryTime, &steps)] {
            for later in &modified {
                let of_then = earlier.iter().filter(|(evidence, _)| {
                    view.revision_of(evidence) <= view.revision_of(later.0) && same_place(evidence, later.0)
                });
                let Some(first) = of_then.max_by_key(|(_, moment)| moment.earliest) else { continue };
                findings.extend(finding(view, kind, *first, *later));
            }
        }
        for (number, first) in modified.iter().enumerate() {
            for later in modified.iter().skip(number + 1) {
                if view.revision_of(first.0) < view.revision_of(later.0) && first.0.property == later.0.property {
                    findings.extend(finding(view, Role::Modified, *first, *later));
                }
            }
        }
        findings.dedup_by(|second, first| second.premises == first.premises);
        Examination::of(findings)
    }
}

/// Info against Info and XMP against XMP: that the two differ is another check's business.
fn same_place(first: &Evidence, second: &Evidence) -> bool {
    let place = |evidence: &Evidence| evidence.property.starts_with("pdf.info.");
    place(first) == place(second)
}

fn finding(view: &View<'_>, kind: Role, first: (&Evidence, &Moment), later: (&Evidence, &Moment)) -> Option<Finding> {
    if !first.1.certainly_after(later.1) {
        return None;
    }
    let order = view.knowledge.order(kind, Role::Modified);
    let gap = first.1.earliest.0 - later.1.latest.0;
    let (strength, first_word) = match kind {
        Role::Modified => (Strength::Medium, "an earlier revision was changed"),
        Role::HistoryTime => (order.strength, "a step of its history was taken"),
        _ => (order.strength, "it was made"),
    };
    let strength = if gap <= WRONG_ZONE { Strength::Weak } else { strength.min(Strength::Medium) };
    let rate = if kind == Role::Modified { "not measured".to_owned() } else { order.rate };
    Some(Finding {
premises: vec![PremiseRef::evidence(&first.0.id), PremiseRef::evidence(&later.0.id), PremiseRef::axiom(order.id)],
innocent: vec![
            "A clock was wrong at one of the two times, or was corrected in between.".to_owned(),
            "A program took the creation date from a print job, a scanner or a template.".to_owned(),
        ],
settle: "Look for a second clock: dates of the message that carried the file, of the file system, of other files of the same day."
            .to_owned(),
..Finding::of(&InternalDateOrder::CHARTER, strength, Layer::Bytes, format!(
            "The document states that {first_word} on {} ({}), and that it was last changed on {} ({}), which is earlier by {}. \
             Rate: {rate}.",
            first.0.value_text(),
            first.0.label(),
            later.0.value_text(),
            later.0.label(),
            duration(gap),
        ))
})
}

/// Seconds in words: days above two days, else hours and minutes.
pub(super) fn duration(seconds: i64) -> String {
    if seconds >= 2 * 86_400 {
        format!("{} days", seconds / 86_400)
    } else if seconds >= 3_600 {
        format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60)
    } else {
        format!("{} min {} s", seconds / 60, seconds % 60)
    }
}
