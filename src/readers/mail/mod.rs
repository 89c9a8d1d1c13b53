//! Internet mail, as files of one message (`.eml`, `.emlx`) and as mailboxes (`.mbox`): RFC 5322, RFC 2045 to 2047, RFC 4155.
//!
//! The mail's own date is when it says that it was made; the time of each host on its way is a step of its history, told from the first host to
//! the last. Its texts are words, its attachments and the mails in it are documents of their own.
//!
//! # Incomplete support
//! Bodies that S/MIME or PGP encrypts stay attachments; a message in several files (`message/partial`) is not put together.

pub mod apple;
pub mod attachments;
pub mod dkim;
pub mod header;
pub mod mailbox;
pub mod smime;
pub mod texts;
pub mod way;

use crate::formats::budget::Purse;
use crate::formats::mail::fields;
use crate::formats::mail::hidden_times::{self, Place};
use crate::formats::mail::line_ends;
use crate::formats::mail::parts::{self, Most, Part};
use crate::model::{ByteRange, Editability, Extraction, Format, Locus, Property, Reading, Value};
use crate::properties::keys;
use crate::readers::{Content, Intake, ReadOptions, Reader};
use std::ops::Range;
use std::sync::Arc;

const F2: Editability = Editability::F2;

/// The time in the boundary of a part.
const BOUNDARY_TIME: Property = Property::plain(keys::MAIL_BOUNDARY_TIME, Editability::F1);

/// Formats of one mail.
const MAILS: &[&str] = &["mail", "mime-mail", "emlx"];
/// Fields of a mail that are looked at.
pub const FIELDS: usize = 2_000;
/// Its parts, and how deep they may be in one another.
const PARTS: Most = Most { parts: 5_000, depth: 50 };

/// The reader of files of one mail.
#[derive(Debug, Clone, Copy)]
pub struct Eml;

impl Reader for Eml {
    fn name(&self) -> &'static str {
        "Mail"
    }

    fn specification(&self) -> &'static str {
        "RFC 5322, RFC 2045 to 2047, RFC 2231"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(MAILS)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        read(bytes, format, options, purse)
    }
}

/// Reads bytes as a mail, whatever they are: those of a container that says so.
#[must_use]
pub fn read(bytes: &[u8], format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
    let mut intake = Intake::new(format, purse);
    purse.parsed(bytes.len());
    let written = bytes;
    let bytes = &*line_ends::with_line_feeds(written);
    if line_ends::are_carriage_returns(written) {
        intake.warn("carriage-returns", "its lines end as those of the classic Mac OS do", None);
    }
    if bytes.is_empty() {
        intake.warn("empty-message", "the message has no bytes", None);
    }
    let range = apple::message(bytes).unwrap_or(0..bytes.len());
    message(bytes, range.clone(), (options, purse), &mut intake);
    apple::properties(bytes, range.end, &mut intake);
    intake.limits_of(purse);
    intake.finish()
}

/// The format of a mail in a container.
#[must_use]
pub fn format_of(bytes: &[u8]) -> Format {
    Content::new(bytes).format_of(MAILS).unwrap_or_else(|| Format {
        name: "Mail message".to_owned(),
        puid: "fmt/278".to_owned(),
        mime: "message/rfc822".to_owned(),
        basis: "the container says that it is a message".to_owned(),
        ..Format::default()
    })
}

fn message(bytes: &[u8], range: Range<usize>, (options, purse): (&ReadOptions, &Purse), intake: &mut Intake) {
    let header = fields::header(bytes, range.clone(), FIELDS);
    if header.more {
        intake.limit("objects", FIELDS as u64, "the header");
    }
    if let Some(at) = header.broken {
        let locus = Locus { bytes: Some(ByteRange::new(at, at)), path: "header".to_owned(), ..Locus::default() };
        intake.warn("header-broken", "the header ends at a line that is no field", Some(locus));
    }
    header::hand_over(bytes, &header, intake);
    way::hand_over(bytes, &header, intake);
    let mut cover = None;
    if let Some(message) = bytes.get(range.clone()) {
        cover = dkim::hand_over(message, options, intake);
        smime::smime(message, options, intake);
    }
    let (found, faults) = parts::parts(bytes, &header, range.end, PARTS);
    for (is_so, code, message) in [
        (faults.no_boundary, "no-boundary", "a part with parts does not say what is between them"),
        (faults.no_end, "no-end-of-parts", "nothing marks the end of the last part"),
        (faults.no_parts, "no-parts", "a part that should have parts has none"),
    ] {
        if is_so {
            intake.warn(code, message, None);
        }
    }
    if faults.more_parts {
        intake.limit("objects", PARTS.parts as u64, "the parts of the mail");
    }
    if faults.deeper {
        intake.limit("depth", PARTS.depth as u64, "the parts of the mail");
    }
    let mut texts = texts::Texts::default();
    for part in &found {
        if purse.is_empty() {
            break;
        }
        boundary(bytes, part, intake);
        if part.is_multipart {
            continue;
        }
        if part.is_text() && texts::is_read(&part.kind.value) {
            texts.take(bytes, part, purse, intake);
        } else {
            attachments::hand_over(bytes, part, cover.as_ref(), (options, purse), intake);
        }
    }
    texts.end(intake);
}

/// The way to a part.
fn path_of(part: &Part) -> String {
    if part.number.is_empty() { "body".to_owned() } else { format!("part {}", part.number) }
}

/// A time in the boundary between the parts of a part.
fn boundary(bytes: &[u8], part: &Part, intake: &mut Intake) {
    let Some(text) = part.kind.get("boundary").filter(|_| part.is_multipart) else { return };
    let Some((moment, program)) = hidden_times::read(Place::Boundary, text) else { return };
    let header = bytes.get(part.header.clone()).unwrap_or_default();
    let at = memchr::memmem::find(header, text.as_bytes()).map(|at| part.header.start + at);
    let locus = Locus {
        bytes: at.map(|at| ByteRange::new(at, at + text.len())),
        path: format!("{}: boundary as {program} writes it", path_of(part)),
        ..Locus::default()
    };
    intake.evidence(&BOUNDARY_TIME, text.as_bytes(), Reading::Present(Value::Moment(moment)), locus);
}
