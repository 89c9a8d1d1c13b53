//! A colour profile in the file is younger than the file is said to be.

use crate::checks::late_mark::{LateMark, weigh};
use crate::checks::{Check, View, charter};
use crate::model::time::EASTERNMOST;
use crate::model::{Charter, Examination, Role, Strength};

charter! {
    /// # What it looks for
    /// The date in the header of embedded colour profiles. A finding arises where it is later than the claimed date, or than
    /// the date of saving that the document itself states.
    ///
    /// # Why it matters
    /// Few know of the field, and no editor changes it; a file cannot embed a profile that was not made yet.
    ///
    /// # Innocent causes
    /// The document was converted again, by a program that puts its own profile in.
    ///
    /// # What it cannot tell
    /// Most profiles are old and common (sRGB of 1998-02-09 stands in millions of files) and say nothing. A profile of a display
    /// carries the day on which that display was measured, by its machine's clock. So it is medium.
    ///
    /// # Example
    /// A profile of 2019 in a document said to be of 2012.
    ///
    /// # Sources
    /// ICC.1:2022, 7.2.8; catalogue of checks, 56.
    pub struct IccProfileDate { code: "I001", name: "icc-profile-date", summary: "a colour profile in the file is younger than the file is said to be", since: "0.1.0", group: Images }
}

const INNOCENT: &[&str] = &["The document was converted again, by a program that puts its own profile in."];

impl Check for IccProfileDate {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let mut marks = Vec::new();
        for (evidence, moment) in view.times(&[Role::ProfileTime]) {
            let day = moment.earliest.plus(EASTERNMOST).day_text();
            let what = format!("a colour profile of {day}");
            let own =
                view.knowledge.own_date("profile:own-date", what, "colour profiles", moment.earliest, Strength::Medium);
            let Some(dated) = own else { continue };
            marks.push(LateMark { evidence, also: vec![], says: format!("the profile was made on {day}"), dated });
        }
        if marks.is_empty() {
            return Examination::not_applicable("no colour profile with a date is embedded");
        }
        weigh(view, &Self::CHARTER, INNOCENT, marks)
    }
}
