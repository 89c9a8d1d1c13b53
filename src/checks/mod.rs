//! Checks: one file each. A check sees evidence, claims and knowledge, never files.
//!
//! Generic checks ask by role (`Created`, `Producer`), so a new format is covered the day its reader lands. Every check
//! answers *found*, *clear*, *not applicable* or *could not run*.

pub mod dates;
pub mod fonts;
pub mod form;
pub mod hiding;
pub mod images;
pub mod impossible;
pub mod late_mark;
pub mod mail;
pub mod origin;
pub mod own_date;
pub mod programs;
pub mod protection;
pub mod quotation;
pub mod rates;
pub mod revisions;
pub mod text;
pub mod view;
pub mod wrong_zone;

use crate::model::{Answer, Charter, Examination, Extraction, Outcome, Status};
pub use view::View;

/// A check.
pub trait Check: Sync {
    /// Its name, code and documentation.
    fn charter(&self) -> &'static Charter;
    /// Looks at one exhibit.
    fn examine(&self, view: &View<'_>) -> Examination;
}

pub(crate) use crate::model::charter::charter;

/// All checks, by code.
#[must_use]
pub fn checks() -> Vec<&'static dyn Check> {
    [
        dates::CHECKS,
        fonts::CHECKS,
        images::CHECKS,
        programs::CHECKS,
        revisions::CHECKS,
        form::CHECKS,
        text::CHECKS,
        origin::CHECKS,
        protection::CHECKS,
        hiding::CHECKS,
        mail::CHECKS,
    ]
    .concat()
}

/// The check with this code or name.
#[must_use]
pub fn find(wanted: &str) -> Option<&'static dyn Check> {
    checks().into_iter().find(|check| {
        let charter = check.charter();
        charter.code.eq_ignore_ascii_case(wanted) || charter.name.eq_ignore_ascii_case(wanted)
    })
}

/// Runs all checks on one exhibit. A check that panics costs its own answer only.
#[must_use]
pub fn run(view: &View<'_>) -> Vec<Answer> {
    checks()
        .into_iter()
        .map(|check| {
            let charter = check.charter();
            let examination = match unread(view.extraction) {
                Some(why) => could_not_run(why),
                None => std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| check.examine(view)))
                    .unwrap_or_else(|_| could_not_run("the check failed; this is a bug in valla, please report it")),
            };
            Answer { code: charter.code, name: charter.name, examination }
        })
        .collect()
}

fn could_not_run(why: &str) -> Examination {
    let mut examination = Examination::not_applicable(why);
    examination.outcome = Outcome::CouldNotRun;
    examination
}

fn unread(extraction: &Extraction) -> Option<&'static str> {
    match extraction.status {
        _ if extraction.was_read() => None,
        Status::Skipped => Some("the file was not examined"),
        _ => Some("the file could not be read"),
    }
}
