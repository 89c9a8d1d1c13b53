//! The build of the Word that saved a document is younger than the document is said to be.

use crate::checks::late_mark::{LateMark, first_known, weigh};
use crate::checks::{Check, View, charter};
use crate::knowledge::{Dated, Field, Knowledge};
use crate::model::{Charter, Examination, Instant, Strength, plain_date};
use crate::properties::keys;
use chrono::NaiveDate;

charter! {
    /// # What it looks for
    /// Two numbers in the header of a Word document in the old format (`.doc`): which Word made it, and which Word
    /// saved it last. Up to Word 2010 each is the day on which that Word was built, as month, day and year
    /// (`102606` is 26 October 2006). Since Word 2013 it is version and build (`1684312079` is 16.0.8431.2079). The
    /// check reports a build that is later than the claimed date, or later than the file says it was last saved.
    ///
    /// # Why it matters
    /// No program shows these numbers and no metadata tool changes them. They do not depend on the machine's clock:
    /// anyone who sets the clock back still saves with today's Word, patches of the month included.
    ///
    /// # Innocent causes
    /// Someone opened the document in a newer Word and saved it again.
    ///
    /// # What it cannot tell
    /// Other programs leave the numbers at zero. Microsoft has called the fields reserved since 2008, so their
    /// meaning after 2010 is measured, not published. An old build says nothing: old programs go on running.
    ///
    /// # Example
    /// A plan "last saved in 2003" whose header names a Word built on 26 October 2006.
    ///
    /// # Sources
    /// Catalogue of checks, 1; the form of Word 97 files as Microsoft published it (`lProductCreated`, `lProductRevised`); the
    /// update history of Office 2013 and Microsoft 365, in the table `versions` (product `word-build`). Strength: hard for a
    /// day that the two numbers agree on, strong else.
    pub struct DocWordBuild { code: "P003", name: "doc-word-build", summary: "the copy of Word that saved the file was built after the claimed or stated date", since: "0.1.0", group: Programs }
}

const INNOCENT: &[&str] = &["Someone opened the document in a newer Word and saved it again."];
/// The years of the Words that write the day of their build.
const YEARS: std::ops::RangeInclusive<i32> = 1995..=2012;
/// A day begins so much earlier in the furthest east, in seconds.
const EASTERNMOST: i64 = -14 * 3600;

impl Check for DocWordBuild {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let builds: Vec<_> = view
            .evidence()
            .filter(|evidence| evidence.property == keys::WORD_BUILD)
            .filter_map(|evidence| Some((evidence, evidence.text()?.parse::<u32>().ok()?)))
            .collect();
        if builds.is_empty() {
            return Examination::not_applicable("no old Word document (.doc) that names its builds");
        }
        let agreed =
            builds.len() > 1 && builds.iter().all(|(_, number)| Some(number) == builds.first().map(|(_, first)| first));
        let marks = builds.iter().filter_map(|(evidence, number)| {
            let (dated, says) = dated(view.knowledge, *number, agreed)?;
            Some(LateMark::of_bytes(evidence, dated, says))
        });
        let marks: Vec<LateMark<'_>> = marks.collect();
        if marks.is_empty() {
            return Examination::not_applicable("no date is known for the builds it names");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}

fn dated(knowledge: &Knowledge, number: u32, agreed: bool) -> Option<(Dated, String)> {
    if let Some(day) = build_day(number) {
        let built = plain_date(&day.to_string());
        let what = format!("a Word built on {built}");
        let floor = Instant::from_date(day).plus(EASTERNMOST);
        let strength = if agreed { Strength::Hard } else { Strength::Strong };
        let says = format!("Saved by a Word built on {built} ({number})");
        return Some((knowledge.own_date("word:build-date", what, "Microsoft Word", floor, strength)?, says));
    }
    let (major, build, revision) = build_number(number)?;
    let mut dated = knowledge.software(Field::Build, &format!("{major}.{build}"))?;
    dated.what = format!("Word {major}.0.{build}");
    let says = format!("Saved by a Word build {} ({major}.0.{build}.{revision})", first_known(&dated));
    Some((dated, says))
}

/// The day in a number such as `102606`: month, day and two digits of the year.
fn build_day(number: u32) -> Option<NaiveDate> {
    let year = i32::try_from(number % 100).ok()?;
    let year = if year >= 90 { 1900 + year } else { 2000 + year };
    NaiveDate::from_ymd_opt(year, number / 10_000, number / 100 % 100).filter(|_| YEARS.contains(&year))
}

/// Version, build and revision in a number such as `1684312079`: 16, 8431, 2079.
fn build_number(number: u32) -> Option<(u32, u32, u32)> {
    let major = if number >= 1_600_000_000 { 16 } else { 15 };
    let rest = number.checked_sub(major * 100_000_000)?;
    let build = rest / 10_000;
    (1_000..40_000).contains(&build).then_some((major, build, rest % 10_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_are_told_apart() {
        assert_eq!(build_day(102_606), NaiveDate::from_ymd_opt(2006, 10, 26));
        assert_eq!(build_day(111_596), NaiveDate::from_ymd_opt(1996, 11, 15));
        assert_eq!(build_day(10_695), NaiveDate::from_ymd_opt(1995, 1, 6));
        assert_eq!(build_day(133_105), None);
        assert_eq!(build_day(1_684_312_079), None);
        assert_eq!(build_number(1_684_312_079), Some((16, 8_431, 2_079)));
        assert_eq!(build_number(1_765_030_198), Some((16, 16_503, 198)));
        assert_eq!(build_number(1_547_791_001), Some((15, 4_779, 1_001)));
        assert_eq!(build_number(326_620_532), None);
        assert_eq!(build_number(3_749_333_763), None);
    }
}
