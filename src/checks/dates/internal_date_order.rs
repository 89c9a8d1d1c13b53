//! Dates of one file that are in an order in which they cannot have come about.

use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, PremiseRef, Role, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// A document that says it was made after it was last saved, that a step in its history came after its last
    /// save, or that an earlier revision was saved after a later one. valla compares times as whole intervals: a
    /// date without a time zone can be any instant of a day and two hours, so a missing zone alone is never
    /// reported.
    ///
    /// # Why it matters
    /// Two dates of one file that cannot both be right show that a clock was wrong or that someone edited a date.
    ///
    /// # Innocent causes
    /// A clock was corrected between two saves, or a machine in another zone wrote no zone. A program copied the
    /// date of making from a print job or a scanner. A template kept its dates.
    ///
    /// # What it cannot tell
    /// Which of the two dates is wrong, and whether by accident.
    ///
    /// # Example
    /// `CreationDate` of 2013-05 and `ModDate` of 2012-05.
    ///
    /// # Sources
    /// ISO 32000-2:2020, 14.3.3; catalogue of checks, 16; the table `orders` with measured rates: ModDate is before
    /// CreationDate in 14 of 2,674 genuine files (PDF, 0.52 %). Strength: weak within 26 hours, which a wrong zone
    /// explains, else what the table allows: medium.
    pub struct InternalDateOrder { code: "D001", name: "internal-date-order", summary: "the file's own dates are in an impossible order", since: "0.1.0", group: Dates }
}

/// The widest error that a wrong zone makes, in seconds: from -12:00 to +14:00.
const WRONG_ZONE: i64 = 26 * 3600;
/// Programs that read their clock twice for one save differ by so many seconds.
const SAME_CLOCK: i64 = 2;

impl Check for InternalDateOrder {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let created: Vec<_> = view.times(&[Role::Created]).collect();
        let modified: Vec<_> = view.times(&[Role::Modified]).collect();
        let steps: Vec<_> = view.times(&[Role::HistoryTime]).collect();
        if modified.is_empty() || created.is_empty() && steps.is_empty() && modified.len() < 2 {
            return Examination::not_applicable("no two dates with a known order");
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
    let place = |evidence: &Evidence| keys::INFORMATION.holds(&evidence.property);
    place(first) == place(second)
}

fn finding(view: &View<'_>, kind: Role, first: (&Evidence, &Moment), later: (&Evidence, &Moment)) -> Option<Finding> {
    if !first.1.certainly_after(later.1) {
        return None;
    }
    // One clock, written once as universal time and once with its zone.
    if kind == Role::Created && first.1.zone != later.1.zone && (first.1.clock() - later.1.clock()).abs() <= SAME_CLOCK
    {
        return None;
    }
    let order = view.knowledge.order(kind, Role::Modified);
    let gap = first.1.earliest.0 - later.1.latest.0;
    let (strength, order_words, first_word) = match kind {
        Role::Modified => (Strength::Medium, "an earlier version in it was saved after a later one", "earlier version"),
        Role::HistoryTime => (order.strength, "a step in its history came after its last save", "step"),
        _ => (order.strength, "it was made after it was last saved", "made"),
    };
    let strength = if gap <= WRONG_ZONE { Strength::Weak } else { strength.min(Strength::Medium) };
    let rate = Some(order.rate.as_str()).filter(|_| kind != Role::Modified).and_then(rate_words);
    let rate = rate.unwrap_or_else(|| "Nobody has measured how often this happens.".to_owned());
    let last_word = if kind == Role::Modified { "later version" } else { "last saved" };
    Some(Finding {
premises: vec![PremiseRef::evidence(first.0.id), PremiseRef::evidence(later.0.id), PremiseRef::order(order.id)],
innocent: vec![
            "A clock was wrong at one of the two times, or was corrected in between.".to_owned(),
            "A program took the date of making from a print job, a scanner or a template.".to_owned(),
        ],
settle: "Look for a second clock: the dates of the message that brought the file, of the disk, of other files of the same day."
            .to_owned(),
..Finding::of(&InternalDateOrder::CHARTER, strength, Layer::Bytes, format!(
            "It says {order_words}, by at least {} ({first_word}: {}; {last_word}: {}). {rate}",
            duration(gap),
            time(first.1),
            time(later.1),
        ))
})
}

/// A measured rate as a sentence; none where nothing was measured.
fn rate_words(rate: &str) -> Option<String> {
    let mut words = rate.split_whitespace();
    let (violations, documents) = (words.next()?, words.nth(1)?.replace(',', ""));
    let (violations, documents): (u32, u32) = (violations.replace(',', "").parse().ok()?, documents.parse().ok()?);
    Some(format!("{} of {} genuine files show this too.", grouped(violations.into()), grouped(documents.into())))
}

/// A number with commas between its thousands.
fn grouped(number: i64) -> String {
    match number {
        1_000.. => format!("{},{:03}", grouped(number / 1_000), number % 1_000),
        _ => number.to_string(),
    }
}

/// Seconds in words: days above two days, else hours and minutes.
pub(super) fn duration(seconds: i64) -> String {
    let count = |number: i64, unit: &str| {
        let plural = if number == 1 { "" } else { "s" };
        format!("{} {unit}{plural}", grouped(number))
    };
    let (large, small) = match seconds {
        172_800.. => (count(seconds / 86_400, "day"), None),
        3_600.. => (count(seconds / 3_600, "hour"), Some((seconds % 3_600 / 60, "minute"))),
        60.. => (count(seconds / 60, "minute"), Some((seconds % 60, "second"))),
        _ => (count(seconds, "second"), None),
    };
    match small {
        Some((number, unit)) if number > 0 => format!("{large} {}", count(number, unit)),
        _ => large,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_write_them() {
        let rate = rate_words("14 of 2674 files").expect("a rate");
        assert_eq!(rate, "14 of 2,674 genuine files show this too.");
        assert_eq!(rate_words("not measured"), None);
        let durations = [1_000 * 86_400, 3_660, 7_200, 61, 5].map(duration);
        assert_eq!(durations, ["1,000 days", "1 hour 1 minute", "2 hours", "1 minute 1 second", "5 seconds"]);
    }
}
