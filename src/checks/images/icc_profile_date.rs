//! A colour profile in the file is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, Target, weigh};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Role, Strength};

charter! {
    /// # What it looks for
    /// The date in the header of embedded colour profiles. The check reports one that is later than the claimed
    /// date, or later than the file says it was last saved.
    ///
    /// # Why it matters
    /// Few people know of the field, and no editor changes it. A file cannot embed a profile before the profile was
    /// made.
    ///
    /// # Innocent causes
    /// Someone converted the document again, with a program that adds its own profile.
    ///
    /// # What it cannot tell
    /// Most profiles are old and common (millions of files have sRGB of 1998-02-09) and say nothing. The profile of
    /// a display has the day on which that display was measured, by its machine's clock. So it is medium.
    ///
    /// # Example
    /// A profile of 2019 in a document that is said to be from 2012.
    ///
    /// # Sources
    /// ICC.1:2022, 7.2.8; catalogue of checks, 56.
    pub struct IccProfileDate { code: "I001", name: "icc-profile-date", summary: "a colour profile in the file was made later than the claimed or stated date", since: "0.1.0", group: Images }
}

const INNOCENT: &[&str] = &["Someone converted the file again with a program that adds its own profile."];

impl Check for IccProfileDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut marks = Vec::new();
        for (evidence, moment) in view.times(&[Role::ProfileTime]) {
            let day = moment.earliest.plain_first_day();
            let what = format!("a colour profile of {day}");
            let own =
                view.knowledge.own_date("profile:own-date", what, "colour profiles", moment.earliest, Strength::Medium);
            let Some(dated) = own else { continue };
            marks.push(LateMark {
                target: Target::Bytes,
                evidence,
                also: vec![],
                says: format!("A colour profile in it was made on {day}"),
                dated,
            });
        }
        if marks.is_empty() {
            return Examination::not_applicable("no colour profile with a date");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
