//! The same event written twice, once by the clock on the wall and once in universal time: what lies between is the zone of
//! the machine.

use crate::checks::View;
use crate::model::{Evidence, Moment};
use crate::properties::keys;

/// Two values that speak of one event.
#[derive(Debug, Clone)]
pub struct ClockPair<'a> {
    /// Local time.
    pub local: &'a Evidence,
    /// Universal time.
    pub universal: &'a Evidence,
    /// What was written, in words: "last saved".
    pub event: &'static str,
    /// Seconds that the local clock is ahead, as they are.
    pub ahead: i64,
}

/// Offsets of zones are whole quarters of an hour.
const QUARTER: i64 = 900;
/// A time to the minute, and a save that takes some seconds: two minutes.
const TOLERANCE: i64 = 120;
/// No zone lies further from universal time, in seconds.
const FURTHEST: i64 = 14 * 3_600;
/// Attributes of one element are this close together, in bytes.
const ONE_ELEMENT: u64 = 600;

impl ClockPair<'_> {
    /// The offset in minutes east of Greenwich; none where no zone explains what lies between.
    #[must_use]
    pub fn offset(&self) -> Option<i32> {
        let quarters = (self.ahead + QUARTER / 2).div_euclid(QUARTER);
        let rest = (self.ahead - quarters * QUARTER).abs();
        let lawful = rest <= TOLERANCE && self.ahead.abs() <= FURTHEST + TOLERANCE;
        lawful.then(|| i32::try_from(quarters * 15).ok()).flatten()
    }
}

/// The pairs of a document: Word's own times (local, to the minute) next to the summary, and `w:date` beside `w16du:dateUtc`.
#[must_use]
pub fn pairs<'a>(view: &View<'a>) -> Vec<ClockPair<'a>> {
    const OF_WORD: [(&str, &str, &str); 2] = [
        (keys::WORD_RECORD_CREATED, keys::SUMMARY_CREATED, "made"),
        (keys::WORD_RECORD_REVISED, keys::SUMMARY_SAVED, "last saved"),
    ];
    let mut pairs: Vec<ClockPair<'a>> = Vec::new();
    for (local, universal, event) in OF_WORD {
        if let (Some(local), Some(universal)) = (first(view, local), first(view, universal))
            && shows_a_clock(view, local)
            && shows_a_clock(view, universal)
        {
            pairs.extend(pair(local, universal, event));
        }
    }
    let changes = view.evidence().filter(|evidence| evidence.property == keys::CHANGE_TIME_UTC);
    for universal in changes {
        let local = view
            .evidence()
            .find(|evidence| evidence.property == keys::CHANGE_TIME && same_element(evidence, universal));
        pairs.extend(local.and_then(|local| pair(local, universal, "changed")));
    }
    pairs
}

/// Word kept such documents from 1983 on.
const FIRST_YEAR: i32 = 1983;
/// What Kingsoft's programs write into Word's own record, whatever the clock shows.
const KINGSOFT: &str = "2006-04-26 07:14";

/// Whether a time was read on a clock: it is no zero of one (1899, 1601), lies not beyond the examination (the highest value of Word's
/// packed times is in 2411), and is no constant.
fn shows_a_clock(view: &View<'_>, evidence: &Evidence) -> bool {
    let Some(moment) = evidence.moment() else { return false };
    let year = moment.local_date().map(|date| chrono::Datelike::year(&date));
    let possible = year.is_some_and(|year| (FIRST_YEAR..=view.day.year() + 1).contains(&year));
    let constant = evidence.is_one_of(keys::WORD_RECORD_TIMES) && moment.readable().starts_with(KINGSOFT);
    possible && !constant && view.knowledge.null_date(evidence).is_none()
}

fn pair<'a>(local: &'a Evidence, universal: &'a Evidence, event: &'static str) -> Option<ClockPair<'a>> {
    let clock = |evidence: &Evidence| evidence.moment().map(Moment::clock);
    Some(ClockPair { local, universal, event, ahead: clock(local)? - clock(universal)? })
}

fn first<'a>(view: &View<'a>, property: &str) -> Option<&'a Evidence> {
    view.evidence().find(|evidence| evidence.property == property && evidence.moment().is_some())
}

fn same_element(first: &Evidence, second: &Evidence) -> bool {
    let start = |evidence: &Evidence| evidence.locus.decoded.map(|range| range.start);
    first.locus.stream == second.locus.stream
        && matches!((start(first), start(second)), (Some(first), Some(second)) if first.abs_diff(second) < ONE_ELEMENT)
}
