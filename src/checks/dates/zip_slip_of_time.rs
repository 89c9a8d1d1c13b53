//! An archive says that a member is older than the last save that the member itself states.

use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Role, Strength, Zone};
use chrono::Datelike;

charter! {
    /// # What it looks for
    /// A document in an archive (ZIP, RAR, 7z and others) says in itself that it was last saved later than the archive says that the file
    /// was last changed on the disk. The check compares whole intervals: a time of MS-DOS has no zone and steps of two seconds, so
    /// 26 hours and two seconds are left for it, and an hour more for clocks that change to summer time.
    ///
    /// # Why it matters
    /// A save changes the time of the file. Where the file is older than its own last save, something set one of the two times.
    ///
    /// # Innocent causes
    /// Somebody unpacked the file and packed it again with a program that sets its own time. A copying program or `git checkout` set the time
    /// of the file. A build packs every file with one fixed time. The clock of one of two machines was wrong. A program that edits metadata
    /// keeps the time of the file.
    ///
    /// # What it cannot tell
    /// Which of the two times was set, and whether by a person. A file that is younger than its last save is ordinary: copying makes it so.
    ///
    /// # Example
    /// The archive says 5 March 2013 of a document that says it was saved on 2 April 2013.
    ///
    /// # Sources
    /// Catalogue of checks, 78; APPNOTE 6.3.10, 4.4.6 and 4.5.5; technote of RAR 5.0; 7zFormat.txt. Strength: informational, for its rate among
    /// honest archives is not measured.
    pub struct ZipSlipOfTime { code: "D018", name: "zip-slip-of-time", summary: "the archive says that the file is older than its own last save", since: "0.1.0", group: Dates }
}

/// Steps of MS-DOS, and an hour for the summer time that file systems of MS-DOS add or leave out.
const SLACK: i64 = 3_600 + 2;
/// In these years the clocks of MS-DOS and of Unix begin: programs write them for want of a time.
const BEGINNINGS: [i32; 4] = [1969, 1970, 1979, 1980];

impl Check for ZipSlipOfTime {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let is_time = |moment: &Moment| moment.local_date().is_some_and(|date| !BEGINNINGS.contains(&date.year()));
        // One time of the container may be local and another universal: the later one speaks for the file.
        let stored: Option<(&Evidence, &Moment)> = view
            .times(&[Role::StoredTime])
            .filter(|(_, moment)| is_time(moment))
            .max_by_key(|(_, moment)| moment.latest);
        let Some((file, stored)) = stored else {
            return Examination::not_applicable("no archive says when this file was last changed");
        };
        let saved = view.times(&[Role::Modified]).max_by_key(|(_, moment)| moment.earliest);
        let Some((document, saved)) = saved else {
            return Examination::not_applicable("the document does not say when it was last saved");
        };
        let gap = saved.earliest.0 - stored.latest.0;
        if gap <= SLACK {
            return Examination::of(vec![]);
        }
        let clock = if stored.zone == Zone::Unwritten { " by a clock of unknown zone" } else { "" };
        let summary = format!(
            "The archive says that this file was last changed {}{clock}. The document says that it was last saved {}, at least {} later.",
            on(stored),
            on(saved),
            length(gap),
        );
        let finding = Finding::of(&Self::CHARTER, Strength::Informational, Layer::Bytes, summary)
            .resting_on([file, document])
            .innocently(&[
                "Somebody unpacked the file and packed it again, and the program set a time of its own.",
                "A copying program, git checkout or a build set the time of the file.",
                "The clock of one of the two machines was wrong.",
            ])
            .settled_by(
                "Compare the other members of the archive, and ask for the file from the disk that it was packed from.",
            );
        Examination::of(vec![finding])
    }
}

fn on(moment: &Moment) -> String {
    format!("on {}", time(moment))
}

fn length(seconds: i64) -> String {
    let (days, hours) = (seconds / 86_400, seconds / 3_600);
    if days >= 2 { format!("{days} days") } else { format!("{hours} hours") }
}
