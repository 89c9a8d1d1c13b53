//! The line that parts the pieces of a mail holds a time after its date.

use super::{after, date, duration, stated, strength};
use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Outlook, Gmail, `JavaMail` and Swift Mailer write the time into the line that parts the pieces of a mail. The check reports such a time
    /// that is after the date of the mail. Outlook writes the time of the clock on the wall, without a zone: valla takes it for any time
    /// that it can mean.
    ///
    /// # Why it matters
    /// The program puts the mail together when it is sent. Whoever moves the date seldom moves this time.
    ///
    /// # Innocent causes
    /// A gateway, a list or an archive put the pieces together anew and left the date. The clocks of two machines differed.
    ///
    /// # What it cannot tell
    /// A time before the date says nothing: a draft keeps its pieces.
    ///
    /// # Example
    /// A mail dated 2011 whose boundary Outlook wrote in 2014.
    ///
    /// # Sources
    /// The table `hidden_times` with a source for each form; catalogue of checks (mime-boundary-time). Strength: informational within 26
    /// hours, else weak. Measured: none in about 1,000 mails of lists, mailboxes and unsolicited mail with such a boundary.
    pub struct MimeBoundaryTime { code: "M003", name: "mime-boundary-time", summary: "the line between the parts of the mail holds a time after its date", since: "0.1.0", group: Mail }
}

impl Check for MimeBoundaryTime {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let boundaries = stated(view, keys::MAIL_BOUNDARY_TIME);
        let (Some(date), Some(latest)) = (date(view), boundaries.into_iter().max_by_key(|(_, moment)| moment.earliest))
        else {
            return Examination::not_applicable("no boundary with a time, or no date of a mail");
        };
        let finding = after(latest.1, date.1).map(|gap| {
            let said = format!(
                "The mail is dated {}, but the line between its parts was written {} later at least, {} ({}).",
                time(date.1),
                duration(gap),
                time(latest.1),
                latest.0.locus.path
            );
            Finding::of(&Self::CHARTER, strength(gap), Layer::Bytes, said)
                .resting_on([date.0, latest.0])
                .innocently(&[
                    "A gateway, a list or an archive put the parts together anew and left the date.",
                    "The clocks of two machines differed.",
                ])
                .settled_by("Look for another copy of the mail, in the mailbox of another recipient.")
        });
        Examination::of(finding.into_iter().collect())
    }
}
