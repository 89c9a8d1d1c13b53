//! A document says that it was saved after the mail that brought it.

use super::{after, date, duration, stated, strength};
use crate::checks::quotation::{short, time};
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer, Moment};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// An attached document that says it was last saved after the date of the mail and after the last host took it; or a file that the mail
    /// itself says was changed after that.
    ///
    /// # Why it matters
    /// What was sent cannot be saved later. Either the mail or the document does not have its own date, or somebody put another document into
    /// the mail.
    ///
    /// # Innocent causes
    /// Programs of mail let people open an attachment, change it and save it in the mail. A gateway cleaned or converted it. The clock of a
    /// machine was wrong, or the document states local time as universal time.
    ///
    /// # What it cannot tell
    /// An attachment that is older than the mail says nothing.
    ///
    /// # Example
    /// A mail of 14 May 2013 with a document that was last saved on 2 April 2016.
    ///
    /// # Sources
    /// RFC 2183, 2.5; catalogue of checks (attachment-vs-mail-time). Strength: informational within 26 hours, which a wrong zone explains, else
    /// weak. Where the mail says that the part was made on the day of the mail, that is the clock of a store of mails (Exchange), and when
    /// it touched the part says nothing.
    pub struct AttachmentVsMailTime { code: "M004", name: "attachment-vs-mail-time", summary: "an attached document says that it was saved after the mail was sent", since: "0.1.0", group: Mail }
}

/// A store takes an attachment in within so many seconds of the mail.
const A_DAY: i64 = 26 * 3_600;
/// So many attachments are named.
const NAMED: usize = 20;

impl Check for AttachmentVsMailTime {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let saved = stated(view, keys::MAIL_ATTACHMENT_SAVED);
        // A store that states when it took a part in states when it last touched it as well: neither is of the file.
        let made = stated(view, keys::MAIL_ATTACHMENT_MADE);
        let by_the_store = |near: &Moment| made.iter().any(|(_, moment)| moment.may_equal(near, A_DAY));
        let mut changed = stated(view, keys::MAIL_ATTACHMENT_CHANGED);
        changed.retain(|_| !date(view).is_some_and(|(_, sent)| by_the_store(sent)));
        let Some(date) = date(view).filter(|_| !saved.is_empty() || !changed.is_empty()) else {
            return Examination::not_applicable("no attached document with a date, or no date of a mail");
        };
        // A mail that is sent late is sent by its last clock.
        let sent = stated(view, keys::MAIL_RECEIVED).into_iter().chain([date]).max_by_key(|(_, moment)| moment.latest);
        let sent = sent.unwrap_or(date);
        let finding = |attached: super::Stated<'_>| {
            let gap = after(attached.1, sent.1)?;
            let said = format!(
                "An attachment says that it was last saved {} ({}); that is {} after the last time that the mail states, {}.",
                time(attached.1),
                short(&attached.0.locus.path),
                duration(gap),
                time(sent.1)
            );
            let finding = Finding::of(&Self::CHARTER, strength(gap), Layer::Bytes, said)
                .resting_on([attached.0, date.0])
                .innocently(&[
                    "Somebody opened the attachment in the mail program, changed it and saved it in the mail.",
                    "A gateway cleaned or converted it, or a clock was wrong.",
                ])
                .settled_by("Look for another copy of the mail, in the mailbox of another recipient, and compare the attachment.");
            Some(finding)
        };
        Examination::of(saved.into_iter().chain(changed).filter_map(finding).take(NAMED).collect())
    }
}
