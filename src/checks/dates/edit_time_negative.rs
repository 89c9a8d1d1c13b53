//! The time of editing is negative: a clock went back while the document was open.

use crate::checks::dates::internal_date_order::duration;
use crate::checks::quotation::day;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Reading, Role, Strength, Value};

charter! {
    /// # What it looks for
    /// A negative editing time. Programs add up how long a document was open. They write the sum without a sign, so
    /// that a negative one looks like thousands of years (4,287,839,314 minutes are -7,127,982).
    ///
    /// # Why it matters
    /// The sum can only become negative where the clock went back while the document was open. Its size is the size
    /// of the jump: added to the stated date of the last save, it gives what the clock showed before.
    ///
    /// # Innocent causes
    /// A machine with an empty battery started in 1980 or 2000 and was corrected, or was corrected the other way. A
    /// program other than Office wrote a number of its own there.
    ///
    /// # What it cannot tell
    /// Who set the clock back, and why.
    ///
    /// # Example
    /// `TotalTime` of 4287839314 in a document that says it was last saved in 2008: the clock had shown 2016 or
    /// later.
    ///
    /// # Sources
    /// Catalogue of checks, 17 (COPA v Wright (EWHC 1198 (Ch) of 2024), `ID_004516`, para 388 and 389). Strength: strong where the
    /// jump is longer than a day, else weak.
    pub struct EditTimeNegative { code: "D011", name: "edit-time-negative", summary: "the editing time is negative: a clock went back while the document was open", since: "0.1.0", group: Dates }
}

/// No clock of a personal computer jumps further: what lies beyond are numbers of programs that count something else.
const LONGEST: i64 = 60 * 366 * DAY;
/// A day, in seconds: shorter jumps are corrections of a clock.
const DAY: i64 = 86_400;

impl Check for EditTimeNegative {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let times: Vec<(&Evidence, i64)> = edit_times(view).collect();
        if times.is_empty() {
            return Examination::not_applicable("no editing time");
        }
        let negative = times.iter().filter(|(_, seconds)| (-LONGEST..0).contains(seconds));
        Examination::of(negative.map(|(evidence, seconds)| finding(view, evidence, seconds.saturating_abs())).collect())
    }
}

/// The stated times of editing, in seconds.
pub(super) fn edit_times<'a>(view: &View<'a>) -> impl Iterator<Item = (&'a Evidence, i64)> + use<'a> {
    view.evidence().filter(|evidence| evidence.role == Some(Role::EditTime)).filter_map(|evidence| {
        match evidence.value {
            Reading::Present(Value::Number(seconds)) => Some((evidence, seconds)),
            _ => None,
        }
    })
}

fn finding(view: &View<'_>, evidence: &Evidence, jump: i64) -> Finding {
    let modified = view.times(&[Role::Modified]).max_by_key(|(_, moment)| moment.latest);
    let mut summary = format!(
        "Its editing time is negative, by {}. A clock went back by about that much while the document was open.",
        duration(jump)
    );
    if let Some((_, moment)) = modified {
        let before = moment.earliest.plus(jump);
        if before.date().is_some() {
            summary.push_str(&format!(
                " It says it was last saved {}. Before the clock went back, it showed about {}.",
                day(moment),
                before.plain_day()
            ));
        }
    }
    let strength = if jump > DAY { Strength::Strong } else { Strength::Weak };
    Finding::of(&EditTimeNegative::CHARTER, strength, Layer::Bytes, summary)
        .resting_on([evidence].into_iter().chain(modified.map(|(stated, _)| stated)))
        .innocently(&[
            "The clock of a machine with an empty battery was wrong and was corrected.",
            "A program other than Office wrote a number of its own there.",
        ])
        .settled_by(
            "Ask whether the machine's clock was wrong or corrected then. Compare its other documents of those days.",
        )
}
