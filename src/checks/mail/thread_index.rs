//! The index of a conversation holds a time after the date of the mail.

use super::{after, date, duration, stated, strength};
use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Examination, Finding, Layer};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Outlook and Exchange keep an index of each conversation: when it began, and when each answer was begun. The check reports one of
    /// these times that is after the date of the mail.
    ///
    /// # Why it matters
    /// The index is a second clock that no program shows, and whoever moves a date seldom knows of it.
    ///
    /// # Innocent causes
    /// The clocks of the sender's machine and of its server differed, or a zone was wrong. A program wrote a new index when it imported the
    /// mail.
    ///
    /// # What it cannot tell
    /// An index that is older than the mail says nothing: answers and drafts keep it. Other programs drop it or copy it.
    ///
    /// # Example
    /// A mail dated 2 March whose conversation began on 9 June.
    ///
    /// # Sources
    /// MS-OXOMSG 2.2.1.3 and its notes 2 and 3; catalogue of checks (thread-index). Strength: informational within 26 hours, which a wrong
    /// zone explains, else weak. Measured on honest mails with an index: 0 of 108 of one set of lists and mailboxes, 3 of 188 of another list, all
    /// informational.
    pub struct ThreadIndex { code: "M002", name: "thread-index", summary: "the index of the conversation holds a time after the date of the mail", since: "0.1.0", group: Mail }
}

impl Check for ThreadIndex {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let started =
            stated(view, keys::MAIL_THREAD_STARTED).into_iter().map(|stated| (stated, "its conversation began"));
        let replies = stated(view, keys::MAIL_THREAD_REPLY)
            .into_iter()
            .map(|stated| (stated, "an answer in its conversation was begun"));
        let (Some(date), mut times) = (date(view), started.chain(replies).peekable()) else {
            return Examination::not_applicable("no date of a mail");
        };
        if times.peek().is_none() {
            return Examination::not_applicable("no index of a conversation");
        }
        let latest = times.max_by_key(|((_, moment), _)| moment.earliest);
        let finding = latest.and_then(|(index, what)| {
            let gap = after(index.1, date.1)?;
            let said = format!(
                "The mail is dated {}, but by the index that Outlook keeps {what} {} later, {}.",
                time(date.1),
                duration(gap),
                time(index.1)
            );
            Some(
                Finding::of(&Self::CHARTER, strength(gap), Layer::Bytes, said)
                    .resting_on([date.0, index.0])
                    .innocently(&[
                        "The clocks of the sender's machine and of its server differed, or a zone was wrong.",
                        "A program wrote a new index when it imported the mail.",
                    ])
                    .settled_by("Compare other mails of the same conversation, from other mailboxes."),
            )
        });
        Examination::of(finding.into_iter().collect())
    }
}
