//! The text gives itself a date and names something younger, or somebody who was not in office then.

use crate::checks::own_date::own_date;
use crate::checks::{Check, View, charter};
use crate::knowledge::Dated;
use crate::knowledge::names::Named;
use crate::lookup::Found;
use crate::model::{Charter, Examination, Finding, Instant, Layer, PremiseRef, Strength};

charter! {
    /// # What it looks for
    /// The day that a text gives itself, in the line of date at its beginning or its end, compared with what it names: references and
    /// names that came up later, and holders of an office who had left it by then.
    ///
    /// # Why it matters
    /// It needs no claim: the text contradicts itself.
    ///
    /// # Innocent causes
    /// A later edition that kept the first date. A copy or a translation with notes of its own. A former holder is named with the old
    /// title. A date of another paper that is quoted.
    ///
    /// # What it cannot tell
    /// Which of the two was typed wrongly. Never more than medium.
    ///
    /// # Example
    /// A letter that ends "Moscow, 12 March 2003" and cites a law of 2014.
    ///
    /// # Sources
    /// Catalogue of checks, 14, and signatory-in-office; the tables `citations`, `names`, `weekdays_months`.
    pub struct TypedDate { code: "T011", name: "typed-date-and-names", summary: "the text names something younger than the date it gives itself", since: "0.1.0", group: Text }
}

/// The day after a date, at the end of the day furthest west, in seconds.
const END_OF_DAY: i64 = 36 * 3_600;

impl Check for TypedDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let Some((own, day)) = own_date(view) else {
            return Examination::not_applicable("the text gives itself no single date");
        };
        let until = Instant::from_date(day).plus(END_OF_DAY);
        let revision = view.revision_of(&own.evidence);
        let beside = view.marks.iter().filter(|mark| {
            mark.is_of_the_words() && mark.ceiling() > Strength::Medium && view.revision_of(&mark.evidence) == revision
        });
        let (mut late, mut gone) = (Vec::new(), Vec::new());
        for mark in beside {
            match &mark.found {
                Found::Citation { dated, .. } if is_after(dated, until) => late.push((mark, dated)),
                Found::Name(Named { dated, counts_alone: true, .. }) if is_after(dated, until) => {
                    late.push((mark, dated))
                }
                Found::Name(Named { dated, kind, valid_until: Some(left), .. })
                    if kind == "office-holder" && mark.at_the_edge && *left < Instant::from_date(day) =>
                {
                    gone.push((mark, dated));
                }
                _ => {}
            }
        }
        let mut findings = Vec::new();
        for (marks, strength, what) in [
            (late, Strength::Medium, "names something younger"),
            (gone, Strength::Weak, "names somebody who had left the office by then"),
        ] {
            let Some((first, dated)) = marks.first() else { continue };
            let more = if marks.len() > 1 { format!(" ({} in all)", marks.len()) } else { String::new() };
            let summary = format!(
                "The text gives itself the date {} and {what}{more}: {} {}: {:?}.",
                crate::model::plain_day(day),
                dated.what,
                first.place(),
                first.evidence.value_text()
            );
            let mut finding = Finding::of(&Self::CHARTER, strength, Layer::Content, summary)
                .resting_on([&own.evidence].into_iter().chain(marks.iter().take(5).map(|(mark, _)| &mark.evidence)))
                .innocently(&[
                    "It is a later edition, a copy or a translation that kept the first date.",
                    "The date is that of another paper, or mistyped.",
                ])
                .settled_by("Ask for an earlier copy of the text, and which date is its own.");
            finding.premises.extend(marks.iter().take(5).map(|(_, dated)| PremiseRef::fact(dated.fact.id.clone())));
            findings.push(finding);
        }
        Examination::of(findings)
    }
}

/// Whether nothing of it is known from before an instant.
fn is_after(dated: &Dated, until: Instant) -> bool {
    dated.floor.is_some_and(|floor| floor > until)
}
