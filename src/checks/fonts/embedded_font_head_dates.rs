//! The data of an embedded font are younger than the file is said to be.

use crate::checks::late_mark::{LateMark, Target, weigh};
use crate::checks::{Check, View, charter};
use crate::knowledge::Knowledge;
use crate::model::time::EASTERNMOST;
use crate::model::{Charter, Evidence, Examination, Instant, Role, Strength};
use crate::properties::keys;
use std::collections::BTreeMap;

charter! {
    /// # What it looks for
    /// The dates inside embedded fonts: `head.created` and `head.modified` of TrueType and OpenType, the date of
    /// making of Type 1, and the last year in the copyright notice. The later of the two dates counts. The check
    /// reports one that is later than the claimed date, or later than the file says it was last saved.
    ///
    /// # Why it matters
    /// Programs that cut a font down to the letters in use keep these fields, and no program shows them. They need
    /// no table: a file cannot embed a font before the font was made.
    ///
    /// # Innocent causes
    /// Someone exported an old text again on a newer system with newer fonts.
    ///
    /// # What it cannot tell
    /// Font makers' clocks were wrong at times: of 391 fonts of one system 2 % had an impossible date. So one date
    /// is strong; it is hard only together with a copyright year that is late too. Dates of zero, of 1904 and of
    /// 1970 are no dates, nor are those before 1985, which may be counted from 1970 against the specification. A
    /// font's date never sets a latest date for the file.
    ///
    /// # Example
    /// Fonts with a copyright of 2017 in a paper that is said to be from 2008.
    ///
    /// # Sources
    /// Catalogue of checks, 10 (COPA v Wright (EWHC 1198 (Ch) of 2024)); OpenType specification 1.9, tables `head` and `name`.
    pub struct EmbeddedFontHeadDates { code: "F002", name: "embedded-font-head-dates", summary: "an embedded font was made later than the claimed or stated date", since: "0.1.0", group: Fonts }
}

const INNOCENT: &[&str] = &["Someone exported the document again on a newer system with newer fonts."];
/// Makers put the coming year into the notices of late autumn.
const COPYRIGHT_ALLOWANCE_MONTHS: u32 = 2;

/// What one font program states of its age.
#[derive(Default)]
struct Program<'a> {
    date: Option<(&'a Evidence, Instant)>,
    copyright: Option<(&'a Evidence, i32, Instant)>,
}

impl Check for EmbeddedFontHeadDates {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut programs: BTreeMap<(u32, Option<&str>), Program<'_>> = BTreeMap::new();
        let of_font =
            |evidence: &&Evidence| evidence.role == Some(Role::FontTime) || evidence.property == keys::FONT_COPYRIGHT;
        for evidence in view.evidence().filter(of_font) {
            let program = programs.entry((view.revision_of(evidence), evidence.locus.object.as_deref())).or_default();
            match (evidence.role, evidence.moment(), evidence.text()) {
                (Some(Role::FontTime), Some(moment), _)
                    if !view.is_no_statement(evidence) && program.date.is_none_or(|(_, at)| moment.earliest > at) =>
                {
                    program.date = Some((evidence, moment.earliest));
                }
                (Some(Role::Copyright), _, Some(text)) => {
                    if let Some((year, at)) = last_year(text, view.day.year())
                        && program.copyright.as_ref().is_none_or(|(_, known, _)| year > *known)
                    {
                        program.copyright = Some((evidence, year, at));
                    }
                }
                _ => {}
            }
        }
        let marks: Vec<LateMark<'_>> = programs
            .values()
            .flat_map(|program| [mark(view.knowledge, program), later_notice(view.knowledge, program)])
            .flatten()
            .collect();
        if marks.is_empty() {
            return Examination::not_applicable("no embedded font states a date");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}

/// One mark a font (all fonts of a system come together, so they have one maker and do not corroborate each other): at the date where only one speaks, hard at the earlier of the two where date and copyright agree.
fn mark<'a>(knowledge: &Knowledge, program: &Program<'a>) -> Option<LateMark<'a>> {
    let (evidence, floor, strength, also, says) = match (&program.date, &program.copyright) {
        (Some((dated, at)), Some((notice, year, from))) => {
            let floor = (*at).min(*from);
            let says = format!("An embedded font is dated {}, and its copyright notice names {year}", day(*at));
            (*dated, floor, Strength::Hard, vec![*notice], says)
        }
        (Some((dated, at)), None) => {
            (*dated, *at, Strength::Strong, vec![], format!("An embedded font is dated {}", day(*at)))
        }
        (None, Some((notice, year, from))) => {
            (*notice, *from, Strength::Strong, vec![], format!("The copyright notice of an embedded font names {year}"))
        }
        (None, None) => return None,
    };
    let font = evidence.locus.first_step().to_owned();
    Some(LateMark {
        target: Target::Bytes,
        evidence,
        also,
        dated: knowledge.own_date(
            "font:own-data",
            format!("{font} of {}", day(floor)),
            "embedded fonts",
            floor,
            strength,
        )?,
        says,
    })
}

/// A notice that names a later year than the font's own head is a mark by itself: whoever changed the one may have left the other.
fn later_notice<'a>(knowledge: &Knowledge, program: &Program<'a>) -> Option<LateMark<'a>> {
    let (Some((dated, at)), Some((notice, year, from))) = (&program.date, &program.copyright) else { return None };
    if *from <= at.plus(366 * 86_400) {
        return None;
    }
    let font = notice.locus.first_step().to_owned();
    Some(LateMark {
        target: Target::Bytes,
        evidence: notice,
        also: vec![*dated],
        says: format!(
            "The copyright notice of an embedded font names {year}, later than the font's own date ({})",
            day(*at)
        ),
        dated: knowledge.own_date(
            "font:own-notice",
            format!("{font} with a notice of {year}"),
            "embedded fonts",
            *from,
            Strength::Medium,
        )?,
    })
}

/// The civil day of an instant that was widened to the east.
fn day(at: Instant) -> String {
    at.plain_first_day()
}

/// The last year of a notice that is not in the future, and from when on it can have been written.
fn last_year(text: &str, this_year: i32) -> Option<(i32, Instant)> {
    let lower = text.to_lowercase();
    if !lower.contains("copyright") && !lower.contains('©') && !lower.contains("(c)") {
        return None;
    }
    let digits = |character: char| !character.is_ascii_digit();
    let year = text
        .split(digits)
        .filter(|word| word.len() == 4)
        .filter_map(|word| word.parse::<i32>().ok())
        .filter(|year| (1985..=this_year + 1).contains(year))
        .max()?;
    let first = chrono::NaiveDate::from_ymd_opt(year, 1, 1)?;
    Some((year, Instant::from_date(first).plus(-EASTERNMOST).months_before(COPYRIGHT_ALLOWANCE_MONTHS)))
}
