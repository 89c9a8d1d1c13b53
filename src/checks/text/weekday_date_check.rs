//! The weekday that the text gives with a date is not that of the calendar.

use crate::checks::{Check, View, charter};
use crate::knowledge::written_dates::WrittenDate;
use crate::lookup::{Found, Mark};
use crate::model::{Charter, Examination, Finding, Layer, Strength};

charter! {
    /// # What it looks for
    /// Dates in the text with a weekday, compared with the calendar.
    ///
    /// # Why it matters
    /// Whoever writes on the day knows the weekday. Whoever makes a date up later must look it up.
    ///
    /// # Innocent causes
    /// Slips of the pen, most of all in January. A date that was moved, or a notice of the year before that was used again. The
    /// weekday belongs to another date beside it. A misread figure. The old calendar.
    ///
    /// # What it cannot tell
    /// Whether the date or the weekday is wrong. One slip is weak; three in one document are medium.
    ///
    /// # Example
    /// "Monday, 12 March 2014" in a letter: that day was a Wednesday.
    ///
    /// # Sources
    /// Catalogue of checks (weekday-date-check); the table `weekdays_months`.
    pub struct WeekdayDate { code: "T007", name: "weekday-date-check", summary: "the text gives a date with a weekday that it did not have", since: "0.1.0", group: Text }
}

/// So many slips in one document are more than one hand's bad day.
const SEVERAL: usize = 3;

impl Check for WeekdayDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let with_weekday = |mark: &&Mark| matches!(&mark.found, Found::Date(date) if date.weekday.is_some());
        let dates: Vec<&Mark> = view.marks.iter().filter(with_weekday).collect();
        if dates.is_empty() {
            return Examination::not_applicable("no date with its weekday in the text");
        }
        let is_wrong = |mark: &&&Mark| match &mark.found {
            Found::Date(date) => date.is_weekday_wrong() && !fits_with_day_first(date, &mark.evidence.value_text()),
            _ => false,
        };
        let wrong: Vec<&Mark> = dates.iter().filter(is_wrong).copied().collect();
        let Some((first, date)) = wrong.first().and_then(|mark| match &mark.found {
            Found::Date(date) => Some((mark, date)),
            _ => None,
        }) else {
            return Examination::of(vec![]);
        };
        let strength = if wrong.len() >= SEVERAL { Strength::Medium } else { Strength::Weak };
        let right = date.date().map(|day| day.format("%A").to_string()).unwrap_or_default();
        let others = match wrong.len() {
            1 => String::new(),
            2 => " One more date in it has a wrong weekday.".to_owned(),
            count => format!(" {} more dates in it have a wrong weekday.", count - 1),
        };
        let summary = format!(
            "The text gives a date with a wrong weekday {}, {}: {:?}. That day was a {right}.{others}",
            date.weekday.map_or("", full),
            first.place(),
            first.evidence.value_text()
        );
        let finding = Finding::of(&Self::CHARTER, strength, Layer::Content, summary)
            .resting_on(wrong.iter().map(|mark| &mark.evidence))
            .innocently(&[
                "The writer slipped, or counted from the year before.",
                "The date was moved, or an older notice was used again.",
                "The weekday belongs to another date beside it.",
            ])
            .settled_by("Ask what happened on that day, and look at other dates by the same hand.");
        Examination::of(vec![finding])
    }
}

/// Whether figures that begin with the year have the day before the month: then the weekday fits.
fn fits_with_day_first(date: &WrittenDate, text: &str) -> bool {
    let (Some(month), Some(day)) = (date.month, date.day) else { return false };
    let written = ["-", "/", "."].map(|sign| format!("{}{sign}{month:02}{sign}{day:02}", date.year));
    let exchanged = chrono::NaiveDate::from_ymd_opt(date.year, day.into(), month.into());
    written.iter().any(|written| text.contains(written.as_str()))
        && exchanged.is_some_and(|date_of| Some(chrono::Datelike::weekday(&date_of)) == date.weekday)
}

/// A weekday in full.
fn full(day: chrono::Weekday) -> &'static str {
    use chrono::Weekday::{Fri, Mon, Sat, Sun, Thu, Tue, Wed};
    match day {
        Mon => "Monday",
        Tue => "Tuesday",
        Wed => "Wednesday",
        Thu => "Thursday",
        Fri => "Friday",
        Sat => "Saturday",
        Sun => "Sunday",
    }
}
