//! A date in the text is later than the text is said to be.

use crate::checks::quotation::claimed;
use crate::checks::{Check, View, charter};
use crate::knowledge::written_dates::{DateForm, WrittenDate};
use crate::lookup::{Found, Mark};
use crate::model::{Charter, Examination, Finding, Instant, Layer, PremiseRef, Strength, Written};
use chrono::{Months, NaiveDate};

charter! {
    /// # What it looks for
    /// Dates in the text after the claimed time: of a numbered order or letter, beneath a signature, of an event told in the past; of
    /// plans and everything else for information. And dates that a field put in when it was last updated.
    ///
    /// # Why it matters
    /// What a text reports as done, or dates itself with, was not later than its words.
    ///
    /// # Innocent causes
    /// A plan, a deadline, a forecast. A slip in the year. A later edition or a copy with its own date. An automatic date field,
    /// which shows the day on which the file was last opened, printed or saved.
    ///
    /// # What it cannot tell
    /// Whether a future date was planned. A date in a text is a word of its writer, never more than medium.
    ///
    /// # Example
    /// A letter said to be from 2009 that refers to "order No. 35 of 12 March 2014".
    ///
    /// # Sources
    /// Catalogue of checks, 14; the table `weekdays_months`.
    pub struct TextDate { code: "T008", name: "text-date-after-claim", summary: "the text gives a date later than it is said to be", since: "0.1.0", group: Text }
}

/// Fields that show a time of the file itself.
const CLOCKS: &[&str] = &["DATE", "TIME", "SAVEDATE", "PRINTDATE"];

/// Begin of the time that a date means: its day, its month, its year; half a day before, somewhere on earth.
fn begins(date: &WrittenDate) -> Option<Instant> {
    let day = NaiveDate::from_ymd_opt(date.year, date.month.map_or(1, u32::from), date.day.map_or(1, u32::from))?;
    Some(Instant::from_date(day).plus(-14 * 3_600))
}

/// How much a date says that lies after the claimed time, as far as the words around it tell what it is of.
fn strength(mark: &Mark, date: &WrittenDate) -> Strength {
    let graded = match date.form {
        DateForm::NumberedAct => Strength::Medium,
        // What is set like a date under a letter is one at the beginning or the end of the text; elsewhere it heads a section or a table.
        DateForm::Signed if mark.at_the_edge && date.day.is_some() => Strength::Medium,
        DateForm::Signed => Strength::Informational,
        DateForm::Told => Strength::Weak,
        DateForm::Planned | DateForm::Plain => Strength::Informational,
    };
    graded.min(mark.ceiling())
}

impl Check for TextDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let claims: Vec<_> = view.claims_on(Layer::Content).filter(|claim| claim.moment.is_some()).collect();
        let Some(claim) = claims.first() else {
            return Examination::not_applicable("no date is claimed for the text");
        };
        let Some(until) = claim.moment.as_ref().map(|moment| moment.latest) else { return Examination::of(vec![]) };
        let mut seen = false;
        let mut late: Vec<(&Mark, &WrittenDate, Strength)> = Vec::new();
        for mark in view.marks {
            let Found::Date(date) = &mark.found else { continue };
            seen = true;
            if begins(date).is_some_and(|begins| begins > until) && mark.is_of_the_words() {
                let strength = match &mark.written {
                    Written::Field(kind) if CLOCKS.contains(&kind.as_str()) => Strength::Informational,
                    Written::Field(_) => continue,
                    _ => strength(mark, date),
                };
                late.push((mark, date, strength));
            }
        }
        if !seen {
            return Examination::not_applicable("no date in the text");
        }
        // Programmes and budgets look decades ahead; nobody means to date a letter so.
        let far = |date: &WrittenDate| {
            let limit = until.date().and_then(|day| day.checked_add_months(Months::new(12 * 40)));
            begins(date).zip(limit).is_some_and(|(begins, limit)| begins > Instant::from_date(limit))
        };
        late.retain(|(_, date, strength)| *strength > Strength::Informational || !far(date));
        let Some(most) = late.iter().map(|(_, _, strength)| *strength).max() else { return Examination::of(vec![]) };
        let of_most: Vec<&Mark> =
            late.iter().filter(|(_, _, strength)| *strength == most).map(|(mark, _, _)| *mark).take(5).collect();
        let Some(first) = of_most.first() else { return Examination::of(vec![]) };
        let kind = match &first.written {
            Written::Field(_) => "A date field shows",
            _ => "The text gives",
        };
        let more = match of_most.len() {
            1 => String::new(),
            2 => " One more date in it is as late.".to_owned(),
            count => format!(" {} more dates in it are as late.", count - 1),
        };
        let summary = format!(
            "{kind} a date after {}, {}: {:?}.{more}",
            claimed(&claim.text),
            first.place(),
            first.evidence.value_text()
        );
        let mut finding = Finding::of(&Self::CHARTER, most, Layer::Content, summary)
            .resting_on(of_most.iter().map(|mark| &mark.evidence))
            .innocently(&[
                "It is a plan, a deadline or a forecast.",
                "The writer slipped in the year.",
                "It is a later edition or a copy with a date of its own, or a program updated the date by itself.",
            ])
            .settled_by("Read the passage, and ask for an earlier copy of the text.");
        finding.premises.push(PremiseRef::claim(claim.id.clone()));
        finding.against = vec![claim.id.clone()];
        Examination::of(vec![finding])
    }
}
