//! The fields of a mail as evidence: dates, addresses, identifiers, programs; every other field as it is.

use super::F2;
use crate::formats::mail::fields::{Field, Header, unfolded};
use crate::formats::mail::hidden_times::{self, Place};
use crate::formats::mail::transfer::base64;
use crate::formats::mail::{addresses, dates, encoded_words, thread_index, tokens};
use crate::model::{ByteRange, Editability, Locus, Moment, Passage, Property, Reading, Role, Value, Words};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::dates as written_dates;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

/// When the mail says that it was written.
const DATE: Property = Property::new(keys::MAIL_DATE, Role::Created, F2);
/// When the conversation began.
const STARTED: Property = Property::plain(keys::MAIL_THREAD_STARTED, Editability::F1);
/// When an answer in it was begun.
const REPLY: Property = Property::plain(keys::MAIL_THREAD_REPLY, Editability::F1);
/// Its identifier.
const CONVERSATION: Property = Property::new(keys::MAIL_CONVERSATION, Role::Identifier, Editability::F1);
/// The time that the identifier of the message holds.
const IDENTIFIER_TIME: Property = Property::plain("mail.message-id.time", Editability::F1);
/// Whether it was sent, as far as its header says.
const DRAFT: Property = Property::plain("mail.draft", F2);

/// Addresses of one field that are looked at.
const ADDRESSES: usize = 2_000;
/// Identifiers of one field that are looked at.
const IDENTIFIERS: usize = 500;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Kind {
    Date,
    Addresses,
    Identifiers,
    Text,
    Arrival,
}

#[derive(Debug, Deserialize)]
struct Row {
    name: String,
    kind: Kind,
    role: Option<Role>,
}

/// Fields that are told apart, by their names in lower case.
static FIELDS: LazyLock<BTreeMap<String, Row>> = LazyLock::new(|| {
    csv::Reader::from_reader(include_str!("data/fields.csv").as_bytes())
        .deserialize::<Row>()
        .flatten()
        .map(|row| (row.name.to_ascii_lowercase(), row))
        .collect()
});

/// Fields of which other files tell what is in them.
const TOLD_ELSEWHERE: &[&str] = &["received", "x-received", "thread-index"];

/// Hands over what the fields of a header say.
pub fn hand_over(bytes: &[u8], header: &Header, intake: &mut Intake) {
    let mut guesses: BTreeMap<&'static str, u32> = BTreeMap::new();
    for field in &header.fields {
        let name = String::from_utf8_lossy(field.name(bytes)).into_owned();
        let lower = name.to_ascii_lowercase();
        let mut guessed =
            |guess: Option<&'static str>| guess.into_iter().for_each(|name| *guesses.entry(name).or_default() += 1);
        match FIELDS.get(&lower) {
            Some(row) => {
                let property = match lower.as_str() {
                    "date" => DATE,
                    _ => Property { role: row.role, ..Property::named(keys::MAIL_FIELD, &row.name) },
                };
                known(bytes, field, (&property, row), &mut guessed, intake);
            }
            None if lower == "thread-index" => conversation(bytes, field, intake),
            None if TOLD_ELSEWHERE.contains(&lower.as_str()) => {}
            None => {
                let decoded = encoded_words::decode(&unfolded(field.body(bytes)));
                guessed(decoded.guessed);
                let property = Property::named(keys::MAIL_FIELD, &name);
                intake.evidence(&property, field.body(bytes), text(decoded.text), locus(&field.body, &name));
            }
        }
    }
    for (name, count) in guesses.iter().filter(|(name, _)| **name != "UTF-8") {
        let message = format!("{count} fields hold bytes that no encoding explains; valla guessed {name}");
        intake.warn("header-charset", message, None);
    }
    sent(bytes, header, intake);
}

fn text(text: String) -> Reading {
    if text.trim().is_empty() { Reading::Absent } else { Reading::Present(Value::Text(text)) }
}

pub(super) fn locus(range: &Range<usize>, path: &str) -> Locus {
    Locus { bytes: Some(ByteRange::new(range.start, range.end)), path: path.to_owned(), ..Locus::default() }
}

/// A date as mails write it, or in any other form.
pub(super) fn date(body: &[u8]) -> Reading {
    match dates::read(body) {
        Some(moment) => Reading::Present(Value::Moment(moment)),
        None => written_dates::free(&String::from_utf8_lossy(&tokens::without_comments(body))),
    }
}

fn known(
    bytes: &[u8],
    field: &Field,
    (property, row): (&Property, &Row),
    guessed: &mut impl FnMut(Option<&'static str>),
    intake: &mut Intake,
) {
    let body = field.body(bytes);
    let name = row.name.as_str();
    match row.kind {
        Kind::Date => intake.evidence(property, body, date(body), locus(&field.body, name)),
        Kind::Arrival => {
            // The time in words is behind a FILETIME in some versions; the one in words is to the millisecond too.
            let written = body.split(|byte| *byte == b'[').next().unwrap_or_default();
            let plain = String::from_utf8_lossy(written).replace("(UTC)", "");
            let moment = plain.trim().rsplit_once('.').map_or(plain.trim(), |(time, _)| time);
            let moment = dates::read(format!("{moment} +0000").as_bytes());
            let reading = moment.map_or_else(|| text(plain.clone()), |moment| Reading::Present(Value::Moment(moment)));
            intake.evidence(property, body, reading, locus(&field.body, name));
        }
        Kind::Text => {
            let decoded = encoded_words::decode(&unfolded(body));
            guessed(decoded.guessed);
            if let Some(charset) = &decoded.unknown {
                intake.warn("charset", format!("{name} names a character set that nobody knows: {charset}"), None);
            }
            if row.role == Some(Role::Title) {
                let place = locus(&field.body, name);
                intake.words(Words::new(decoded.text.clone(), Passage::Metadata, place));
            }
            intake.evidence(property, body, text(decoded.text), locus(&field.body, name));
        }
        Kind::Addresses => {
            guessed(encoded_words::decode(&unfolded(body)).guessed);
            let found = addresses::addresses(bytes, field.body.clone(), ADDRESSES);
            if found.len() >= ADDRESSES {
                intake.limit("objects", ADDRESSES as u64, name);
            }
            if found.is_empty() {
                intake.evidence(property, body, Reading::Absent, locus(&field.body, name));
            }
            for (at, address) in found.iter().enumerate() {
                // One mail has one author; whoever else is named is named.
                let role = if at > 0 && row.role == Some(Role::Author) { Some(Role::Identifying) } else { row.role };
                let property = Property { role, ..property.clone() };
                let raw = bytes.get(address.range.clone()).unwrap_or_default();
                let path =
                    address.group.as_ref().map_or_else(|| name.to_owned(), |group| format!("{name}, group {group}"));
                intake.evidence(&property, raw, text(address.in_words()), locus(&address.range, &path));
            }
        }
        Kind::Identifiers => identifiers(bytes, field, (property, name), intake),
    }
}

/// Identifiers in angle brackets, and the time in the one of the message itself.
fn identifiers(bytes: &[u8], field: &Field, (property, name): (&Property, &str), intake: &mut Intake) {
    let body = field.body(bytes);
    let mut count = 0;
    let mut at = 0;
    while let Some(open) = memchr::memchr(b'<', body.get(at..).unwrap_or_default()).map(|open| at + open) {
        let Some(close) = memchr::memchr(b'>', body.get(open..).unwrap_or_default()).map(|close| open + close) else {
            break;
        };
        at = close + 1;
        count += 1;
        if count > IDENTIFIERS {
            intake.limit("objects", IDENTIFIERS as u64, name);
            break;
        }
        identifier(body, open..close + 1, field.body.start, (property, name), intake);
    }
    if count == 0 {
        let trimmed = body.trim_ascii();
        let start = body.len() - body.trim_ascii_start().len();
        identifier(body, start..start + trimmed.len(), field.body.start, (property, name), intake);
    }
}

fn identifier(body: &[u8], range: Range<usize>, base: usize, (property, name): (&Property, &str), intake: &mut Intake) {
    let raw = body.get(range.clone()).unwrap_or_default();
    let said: String = String::from_utf8_lossy(raw).split_whitespace().collect();
    let place = base + range.start..base + range.end;
    intake.evidence(property, raw, text(said.clone()), locus(&place, name));
    if name != "Message-ID" {
        return;
    }
    let inner = said.trim_start_matches('<').trim_end_matches('>');
    if let Some((moment, program)) = hidden_times::read(Place::MessageId, inner) {
        let path = format!("{name} as {program} writes it");
        intake.evidence(&IDENTIFIER_TIME, raw, Reading::Present(Value::Moment(moment)), locus(&place, &path));
    }
}

/// The index of the conversation that Outlook and Exchange keep.
fn conversation(bytes: &[u8], field: &Field, intake: &mut Intake) {
    let body = field.body(bytes);
    let Some(index) = thread_index::read(&base64(body)) else {
        let why = "no index of a conversation".to_owned();
        intake.evidence(&STARTED, body, Reading::Unreadable(why), locus(&field.body, "Thread-Index"));
        return;
    };
    let moment = |ticks: u64| {
        Moment::of_filetime(ticks).map_or(Reading::Absent, |moment| Reading::Present(Value::Moment(moment)))
    };
    intake.evidence(&STARTED, body, moment(index.started), locus(&field.body, "Thread-Index"));
    intake.evidence(&CONVERSATION, body, text(index.guid), locus(&field.body, "Thread-Index"));
    for (at, reply) in index.replies.iter().enumerate() {
        let path = format!("Thread-Index, answer {}", at + 1);
        intake.evidence(&REPLY, body, moment(*reply), locus(&field.body, &path));
    }
}

/// Whether the header says that the mail was never sent, or nothing of its way.
fn sent(bytes: &[u8], header: &Header, intake: &mut Intake) {
    let unsent = header.first(bytes, "x-unsent").filter(|field| unfolded(field.body(bytes)) == b"1");
    let reading = |said: &str| Reading::Present(Value::Text(said.to_owned()));
    if let Some(field) = unsent {
        intake.evidence(
            &DRAFT,
            field.body(bytes),
            reading("a draft: it was never sent"),
            locus(&field.body, "X-Unsent"),
        );
    } else if header.first(bytes, "received").is_none() && !header.fields.is_empty() {
        let said = "no host says that it took it: a draft, the sender's own copy, or an export without these fields";
        let place = Locus { path: "header".to_owned(), ..Locus::default() };
        intake.evidence(&DRAFT, b"", reading(said), place);
    }
}
