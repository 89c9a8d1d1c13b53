//! The times that Outlook keeps of a message are in an order in which nothing happens to a mail.

use crate::checks::quotation::time;
use crate::checks::{Check, View, charter};
use crate::model::{Charter, Evidence, Examination, Finding, Layer, Moment, Strength};
use crate::properties::keys;

charter! {
    /// # What it looks for
    /// Outlook keeps several times of one message: when the sender gave it up (the sender's clock), when the server delivered it (the
    /// server's clock), when the item was made and last changed in its store, and when its conversation began. The check reports a message
    /// that was changed before it was made, delivered more than a day before it was sent, or that belongs to a conversation that began
    /// more than a day after it was both sent and delivered.
    ///
    /// # Why it matters
    /// Different machines write these times. Whoever changes the date that a program shows seldom changes all of them alike.
    ///
    /// # Innocent causes
    /// The sender's clock was wrong. An import or a migration between servers wrote some of the times anew. A program other than Outlook
    /// made the file and filled the fields its own way.
    ///
    /// # What it cannot tell
    /// Which of the times is wrong. An export sets the time of making to its own day, and filing a message or marking it as read sets the
    /// time of the last change: times that lie late say nothing and are not reported. Drafts were never sent, and are left out.
    ///
    /// # Example
    /// A mail "sent on 14 May 2013" whose conversation began on 2 June 2016.
    ///
    /// # Sources
    /// Catalogue of checks, msg-mapi-times; MS-OXOMSG 2.2.1.3 and 2.2.3; MS-OXCMSG 2.2.2. Strength: weak, where one clock wrote both times;
    /// informational, where two did, or where the mail came without an index and its store gave it one. An index that was made with the item
    /// is the store's own. Measured: weak in none of some 314 messages of public test sets, informational in 2, both of a migration.
    pub struct MsgMapiTimes { code: "M006", name: "msg-mapi-times", summary: "the times that Outlook keeps of the message contradict each other", since: "0.2.0", group: Mail }
}

/// Sent items are delivered to the minute, and stores round: in seconds.
const MINUTE: i64 = 60;
/// Zones and clocks that are hours wrong are daily bread: in seconds.
const DAY: i64 = 86_400;
/// `MSGFLAG_UNSENT` ([MS-OXCMSG], 2.2.1.6).
const UNSENT: i64 = 0x8;

impl Check for MsgMapiTimes {
    fn charter(&self) -> &'static Charter {
        &Self::CHARTER
    }

    fn examine(&self, view: &View<'_>) -> Examination {
        let flags = view.evidence().find(|evidence| evidence.property == keys::MAPI_FLAGS).and_then(Evidence::number);
        if flags.is_some_and(|flags| flags & UNSENT != 0) {
            return Examination::not_applicable("a draft: it was not sent");
        }
        let times = [keys::MAPI_SUBMITTED, keys::MAPI_DELIVERED, keys::MAPI_CREATED, keys::MAPI_CHANGED];
        let [sent, delivered, made, changed] = times.map(|key| stated(view, key));
        let began = stated(view, keys::MAPI_CONVERSATION_BEGAN);
        let mut findings = Vec::new();
        let mut compared = false;
        if let (Some(made), Some(changed)) = (made, changed) {
            compared = true;
            if is_later(made, changed, MINUTE) {
                let summary = format!(
                    "Its store says that it was last changed {} and made later, {}.",
                    time(changed.1),
                    time(made.1)
                );
                findings.push(finding(Strength::Weak, summary, [changed.0, made.0]));
            }
        }
        if let (Some(sent), Some(delivered)) = (sent, delivered) {
            compared = true;
            if is_later(sent, delivered, DAY) {
                let summary = format!("It was delivered {} and sent later, {}.", time(delivered.1), time(sent.1));
                findings.push(finding(Strength::Informational, summary, [delivered.0, sent.0]));
            }
        }
        // A server that gets a mail without an index gives it one: then the conversation begins with the delivery.
        let last = [sent, delivered].into_iter().flatten().max_by_key(|(_, moment)| moment.latest);
        if let (Some(last), Some(began)) = (last, began) {
            compared = true;
            // A store that takes a mail in without an index makes one then.
            let by_the_store = made.is_some_and(|made| made.1.may_equal(began.1, MINUTE));
            if is_later(began, last, DAY) && !by_the_store {
                let summary =
                    format!("It was sent {}, and its conversation began later, {}.", time(last.1), time(began.1));
                let strength = if came_without_an_index(view) { Strength::Informational } else { Strength::Weak };
                findings.push(finding(strength, summary, [last.0, began.0]));
            }
        }
        if !compared {
            return Examination::not_applicable("no two times that Outlook keeps of a message");
        }
        Examination::of(findings)
    }
}

type Stated<'a> = (&'a Evidence, &'a Moment);

fn stated<'a>(view: &View<'a>, key: &str) -> Option<Stated<'a>> {
    let found = view.evidence().find(|evidence| evidence.property == key && evidence.moment().is_some())?;
    if view.is_no_statement(found) { None } else { Some((found, found.moment()?)) }
}

/// Whether the header with which the mail came has a date and no index of a conversation, and nobody answered since: then a migration
/// between stores can have made the index.
fn came_without_an_index(view: &View<'_>) -> bool {
    let has = |key: &str| view.evidence().any(|evidence| evidence.property == key);
    has(keys::MAIL_DATE) && !has(keys::MAIL_THREAD_STARTED) && !has(keys::MAPI_CONVERSATION_REPLY)
}

/// Whether one moment is certainly so many seconds later than another.
fn is_later(late: Stated<'_>, early: Stated<'_>, slack: i64) -> bool {
    late.1.earliest.0 - early.1.latest.0 > slack
}

fn finding(strength: Strength, summary: String, evidence: [&Evidence; 2]) -> Finding {
    Finding::of(&MsgMapiTimes::CHARTER, strength, Layer::Origin, summary)
        .resting_on(evidence)
        .innocently(&[
            "The sender's clock was wrong.",
            "An import or a migration wrote some of the times anew.",
            "A program other than Outlook made the file.",
        ])
        .settled_by("Ask for the same message from the other side, or for the journal of the server.")
}
