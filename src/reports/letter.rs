//! A mail as one reads it: from whom, to whom, on what, when by whose clock, and its way from host to host.

use crate::model::{Exhibit, Moment};
use crate::properties::keys;

/// The head of a mail.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter<'a> {
    /// Who sent it.
    pub from: Vec<&'a str>,
    /// To whom; copies and blind copies too.
    pub to: Vec<&'a str>,
    /// On what.
    pub subject: Option<&'a str>,
    /// Its times in the order in which they should have come, each with the clock that wrote it.
    pub times: Vec<Time<'a>>,
}

/// A time of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time<'a> {
    /// What happened, and by whose clock.
    pub what: String,
    /// When.
    pub at: &'a Moment,
}

/// The times that are told, with what they say.
const TIMES: &[(&str, &str)] = &[
    (keys::MAIL_DATE, "written, by the sender's clock"),
    (keys::MAPI_SUBMITTED, "sent, by the sender's clock"),
    (keys::MAIL_RECEIVED, "taken by"),
    (keys::MAPI_DELIVERED, "delivered, by the server's clock"),
];
const FROM: &[&str] = &["From", "Sender"];
const TO: &[&str] = &["To", "Cc", "Bcc"];
/// So many people and hosts are named.
const NAMED: usize = 20;

/// The head of a mail; none of what is no mail.
#[must_use]
pub fn letter(exhibit: &Exhibit) -> Option<Letter<'_>> {
    let mut letter = Letter::default();
    for evidence in &exhibit.extraction.evidence {
        let property = evidence.property.as_str();
        let field = keys::MAIL_FIELD.name_of(property).map(|name| name.split('.').next().unwrap_or(name));
        if let Some(field) = field
            && let Some(text) = evidence.text()
        {
            let is = |names: &[&str]| names.iter().any(|name| field.eq_ignore_ascii_case(name));
            if is(FROM) {
                add(&mut letter.from, text);
            } else if is(TO) {
                add(&mut letter.to, text);
            } else if is(&["Subject"]) {
                letter.subject = letter.subject.or(Some(text));
            }
        }
        match (property, evidence.text()) {
            (keys::MAPI_SENDER_NAME | keys::MAPI_SENDER_ADDRESS, Some(text)) => add(&mut letter.from, text),
            (keys::MAPI_RECIPIENT_NAME | keys::MAPI_RECIPIENT_ADDRESS, Some(text)) => add(&mut letter.to, text),
            (keys::MAPI_SUBJECT, Some(text)) => letter.subject = letter.subject.or(Some(text)),
            _ => {}
        }
    }
    for (key, what) in TIMES {
        let of_key = exhibit.extraction.evidence.iter().filter(|evidence| evidence.property == *key);
        for evidence in of_key.take(NAMED) {
            let Some(at) = evidence.moment() else { continue };
            letter.times.push(Time { what: what_happened(what, &evidence.locus.path), at });
        }
    }
    let is_mail = !letter.times.is_empty() || !letter.from.is_empty() || letter.subject.is_some();
    is_mail.then_some(letter)
}

/// "taken by mx.example.org", of a host that is named in the place: `Received 2 (by mx.example.org)/date`.
fn what_happened(what: &str, place: &str) -> String {
    if what != "taken by" {
        return what.to_owned();
    }
    let host = place.split_once("(by ").and_then(|(_, rest)| rest.split_once(')')).map(|(host, _)| host);
    format!("taken by {}", host.unwrap_or("a host that does not say its name"))
}

fn add<'a>(list: &mut Vec<&'a str>, text: &'a str) {
    if list.len() < NAMED && !text.trim().is_empty() && !list.contains(&text) {
        list.push(text);
    }
}
