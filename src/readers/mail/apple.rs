//! What Apple's Mail puts around a message in a file of its own (`.emlx`): the length of the message before it, a property list behind it.

use super::F2;
use crate::formats::mail::fields;
use crate::model::{ByteRange, Locus, Moment, Property, Reading, Role, Value};
use crate::readers::Intake;
use std::ops::Range;

/// When Mail received the message, in seconds since 1970.
const RECEIVED: Property = Property::plain("mail.apple.date-received", F2);
/// When Mail last looked at it.
const VIEWED: Property = Property::plain("mail.apple.date-last-viewed", F2);
/// Its number on the server.
const REMOTE: Property = Property::new("mail.apple.remote-id", Role::Identifying, F2);
/// Its state: read, answered, forwarded.
const FLAGS: Property = Property::plain("mail.apple.flags", F2);

/// The keys of the list that are told.
const KEYS: &[(&str, &Property, bool)] = &[
    ("date-received", &RECEIVED, true),
    ("date-last-viewed", &VIEWED, true),
    ("remote-id", &REMOTE, false),
    ("flags", &FLAGS, false),
];

/// Where the message is, in a file whose first line is its length.
#[must_use]
pub fn message(bytes: &[u8]) -> Option<Range<usize>> {
    let (line, next) = fields::line(bytes, 0, bytes.len().min(32));
    let digits = std::str::from_utf8(bytes.get(line)?).ok()?.trim();
    let length: usize = digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some(next..next.checked_add(length)?.min(bytes.len()))
}

/// Hands over what the property list behind the message says.
pub fn properties(bytes: &[u8], end: usize, intake: &mut Intake) {
    let Some(list) = bytes.get(end..).filter(|list| list.trim_ascii_start().starts_with(b"<?xml")) else { return };
    let Ok(text) = std::str::from_utf8(list) else {
        intake.warn("property-list", "the property list behind the message is no text in UTF-8", None);
        return;
    };
    for (key, property, is_time) in KEYS {
        let named = format!("<key>{key}</key>");
        let Some(at) = text.find(&named).map(|at| at + named.len()) else { continue };
        let rest = text.get(at..).unwrap_or_default();
        let open = rest.len() - rest.trim_start().len();
        let Some(start) = rest.get(open..).and_then(|rest| rest.find('>')).map(|start| open + start + 1) else {
            continue;
        };
        let value = rest.get(start..).and_then(|rest| rest.split('<').next()).unwrap_or_default();
        let seconds =
            || value.split('.').next().and_then(|seconds| seconds.parse().ok()).and_then(Moment::of_unix_time);
        let reading = match is_time.then(seconds) {
            Some(Some(moment)) => Reading::Present(Value::Moment(moment)),
            Some(None) => Reading::Unreadable(format!("no count of seconds: {value:?}")),
            None => Reading::Present(Value::Text(value.to_owned())),
        };
        let from = end + at + start;
        let locus = Locus {
            bytes: Some(ByteRange::new(from, from + value.len())),
            path: format!("property list/{key}"),
            ..Locus::default()
        };
        intake.evidence(property, value.as_bytes(), reading, locus);
    }
}
