//! The way of a mail: what each host says of taking it, and the times in the signatures of mail servers.

use super::F2;
use super::header::{date, locus};
use crate::formats::mail::charset;
use crate::formats::mail::fields::{Field, Header, unfolded};
use crate::formats::mail::received::{self, Clause};
use crate::model::{Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::Intake;

/// When a host took the mail, by its clock.
const DATE: Property = Property::new(keys::MAIL_RECEIVED, Role::HistoryTime, F2);
/// What a host says of whom it took it from.
const FROM: Property = Property::new("mail.received.from", Role::Identifying, F2);
/// Which host it was.
const BY: Property = Property::new("mail.received.by", Role::Identifying, F2);
/// Over which link.
const VIA: Property = Property::plain("mail.received.via", F2);
/// By which protocol.
const WITH: Property = Property::plain("mail.received.with", F2);
/// Under which number.
const ID: Property = Property::new("mail.received.id", Role::Identifying, F2);
/// For whom.
const FOR: Property = Property::new("mail.received.for", Role::Identifying, F2);
/// When one of Google's hosts took it, beside the way that others see.
const X_DATE: Property = Property::plain("mail.x-received.date", F2);
/// Hands over the way from the first host to the last: each puts its field before those that are there.
pub fn hand_over(bytes: &[u8], header: &Header, intake: &mut Intake) {
    let named = |name: &'static str| header.fields.iter().rev().filter(move |field| field.is(bytes, name));
    for (at, field) in named("received").enumerate() {
        step(bytes, field, &format!("Received {}", at + 1), &DATE, intake);
    }
    for (at, field) in named("x-received").enumerate() {
        step(bytes, field, &format!("X-Received {}", at + 1), &X_DATE, intake);
    }
}

fn step(bytes: &[u8], field: &Field, name: &str, dated: &Property, intake: &mut Intake) {
    let received = received::read(bytes, field.body.clone());
    let said = |range: std::ops::Range<usize>| {
        let text = charset::guess(&unfolded(bytes.get(range).unwrap_or_default())).0;
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let host = received.get(Clause::By).map(said).and_then(|by| by.split(' ').next().map(str::to_owned));
    let name = host.map_or_else(|| name.to_owned(), |host| format!("{name} (by {host})"));
    for (clause, range) in &received.clauses {
        let (property, word) = match clause {
            Clause::From => (&FROM, "from"),
            Clause::By => (&BY, "by"),
            Clause::Via => (&VIA, "via"),
            Clause::With => (&WITH, "with"),
            Clause::Id => (&ID, "id"),
            Clause::For => (&FOR, "for"),
        };
        let raw = bytes.get(range.clone()).unwrap_or_default();
        let value = Reading::Present(Value::Text(said(range.clone())));
        intake.evidence(property, raw, value, locus(range, &format!("{name}/{word}")));
    }
    match received.date {
        Some(range) => {
            let raw = bytes.get(range.clone()).unwrap_or_default();
            intake.evidence(dated, raw, date(raw), locus(&range, &format!("{name}/date")));
        }
        None => {
            let why = "no time behind a semicolon".to_owned();
            intake.evidence(
                dated,
                field.body(bytes),
                Reading::Unreadable(why),
                locus(&field.body, &format!("{name}/date")),
            );
        }
    }
}
