//! What of a document ties it to others.

use super::shingles;
use super::sketch::{Drawn, Sketch, Stamp, Tie, TieKind};
use crate::model::{Evidence, EvidenceId, FormatClass, LikenessKind, Reading, Role, Value};
use crate::properties::keys;
use serde::Deserialize;
use std::sync::OnceLock;

/// More ties of one kind of a document are not kept.
const MOST: usize = 300;
/// Longer values are told by their digest.
const LONG: usize = 120;

/// Texts of identifiers as they are compared.
fn of_identifier(evidence: &Evidence) -> Option<String> {
    match &evidence.value {
        Reading::Present(Value::Bytes(bytes)) => Some(bytes.clone()),
        _ => evidence.text().map(|text| text.trim().to_lowercase()),
    }
    .filter(|text| text.len() >= 6 && text.bytes().any(|byte| byte != b'0' && byte.is_ascii_alphanumeric()))
}

/// The ties of a document whose sketch is drawn so far.
#[must_use]
pub fn ties(exhibit: &Drawn<'_>, sketch: &Sketch, spoken: &str) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    let mut add = |kind: TieKind, value: String, evidence: Option<EvidenceId>| {
        if is_commonplace(kind, &value) {
            return;
        }
        let value = if value.len() > LONG { blake3::hash(value.as_bytes()).to_hex().to_string() } else { value };
        let tie = Tie { kind, value, evidence };
        if ties.iter().filter(|known| known.kind == kind).count() < MOST
            && !ties.iter().any(|known| known.kind == kind && known.value == tie.value)
        {
            ties.push(tie);
        }
    };
    for one in &exhibit.extraction.evidence {
        let id = Some(one.id);
        match one.property.as_str() {
            keys::SAVE_MARKS | keys::RTF_SAVE_MARKS | keys::ODF_SAVE_MARKS => {
                for mark in one.text().unwrap_or_default().split_whitespace() {
                    add(TieKind::SaveMark, mark.to_uppercase(), id);
                }
            }
            keys::SAVE_ROOT | keys::ODF_SAVE_ROOT => {
                if let Some(root) = one.text() {
                    add(TieKind::SaveRoot, root.to_uppercase(), id);
                }
            }
            keys::FILE_ID_PERMANENT => {
                if let Some(half) = of_identifier(one) {
                    add(TieKind::FileIdentifier, half, id);
                }
            }
            _ if field(one) == Some(MESSAGE_ID) || one.property == keys::MAPI_MESSAGE_ID => {
                if let Some(number) = of_identifier(one) {
                    add(TieKind::Message, number.clone(), id);
                    add(TieKind::Answer, number, id);
                }
            }
            _ if field(one) == Some(IN_REPLY_TO) => {
                if let Some(number) = of_identifier(one) {
                    add(TieKind::Answer, number, id);
                }
            }
            // They tie the conversation, below.
            keys::MAIL_CONVERSATION | keys::MAPI_CONVERSATION => {}
            _ if field(one) == Some(REFERENCES) => {}
            keys::FILE_ID_CHANGING => {}
            key if key.contains("DerivedFrom") => {
                if let Some(from) = of_identifier(one) {
                    add(TieKind::DerivedFrom, from, id);
                }
            }
            _ if one.role == Some(Role::Identifier) => {
                if let Some(value) = of_identifier(one) {
                    // Who states whence it was made names an identifier of that document.
                    add(TieKind::DerivedFrom, value.clone(), id);
                    add(TieKind::Identifier, value, id);
                }
            }
            _ if one.role == Some(Role::Identifying) => {
                if let Some(value) = one.text().map(str::trim).filter(|text| text.len() >= 6) {
                    add(TieKind::Machine, value.to_owned(), id);
                }
            }
            _ => {}
        }
    }
    if let Some((value, id)) = conversation(&exhibit.extraction.evidence) {
        add(TieKind::Conversation, value, Some(id));
    }
    // A file begins with all bytes of another where the digest of one of its earlier saves is the digest of that other.
    for digest in exhibit.extraction.revisions.iter().flat_map(|revision| &revision.sha256) {
        add(TieKind::Beginning, digest.clone(), None);
    }
    if exhibit.extraction.format.class() == FormatClass::Pdf && !exhibit.sha256.is_empty() {
        add(TieKind::Beginning, exhibit.sha256.to_owned(), None);
    }
    for likeness in &exhibit.extraction.likeness {
        match likeness.kind {
            LikenessKind::Layout => add(TieKind::Layout, format!("{}: {}", likeness.place, likeness.digest), None),
            LikenessKind::Field => add(TieKind::Field, likeness.digest.clone(), None),
            LikenessKind::Page => add(TieKind::Page, likeness.digest.clone(), None),
        }
    }
    if !exhibit.inside.is_empty() && exhibit.size >= 256 && !exhibit.sha256.is_empty() && !is_of_a_template(exhibit) {
        add(TieKind::Part, exhibit.sha256.to_owned(), None);
    }
    if let Some(made) = &sketch.made {
        add(TieKind::Clock, clock_of(made), Some(made.evidence));
    }
    for band in shingles::bands(spoken) {
        add(TieKind::Words, format!("{band:016x}"), None);
    }
    ties
}

/// Fields of a mail that name messages (RFC 5322, 3.6.4).
const MESSAGE_ID: &str = "Message-ID";
const IN_REPLY_TO: &str = "In-Reply-To";
const REFERENCES: &str = "References";

/// The field of a mail that a piece of evidence is.
#[must_use]
pub fn field(evidence: &Evidence) -> Option<&str> {
    keys::MAIL_FIELD.name_of(&evidence.property)
}

/// The conversation of a mail: the first message that it names, or its own number where it begins one; else what Outlook calls it.
fn conversation(evidence: &[Evidence]) -> Option<(String, EvidenceId)> {
    let first = |is: &dyn Fn(&Evidence) -> bool| {
        evidence.iter().filter(|one| is(one)).find_map(|one| Some((of_identifier(one)?, one.id)))
    };
    let of_outlook = [keys::MAIL_CONVERSATION, keys::MAPI_CONVERSATION];
    first(&|one| field(one) == Some(REFERENCES))
        .or_else(|| first(&|one| field(one) == Some(IN_REPLY_TO)))
        .or_else(|| first(&|one| of_outlook.contains(&one.property.as_str())))
        .or_else(|| first(&|one| field(one) == Some(MESSAGE_ID) || one.property == keys::MAPI_MESSAGE_ID))
}

/// A row of the table of what ties nobody.
#[derive(Debug, Deserialize)]
struct Commonplace {
    kind: String,
    value: String,
}

/// Whether everybody's documents have a value: what programs and templates bring, by a table with the source of each row.
fn is_commonplace(kind: TieKind, value: &str) -> bool {
    static TABLE: OnceLock<Vec<Commonplace>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        csv::Reader::from_reader(include_str!("data/commonplaces.csv").as_bytes()).deserialize().flatten().collect()
    });
    let name = match kind {
        TieKind::SaveMark => "save-mark",
        TieKind::SaveRoot => "save-root",
        TieKind::Identifier | TieKind::DerivedFrom => "identifier",
        TieKind::Machine => "machine",
        _ => return false,
    };
    table.iter().any(|row| row.kind == name && row.value.eq_ignore_ascii_case(value))
}

/// Whether a part comes with a template: themes, and the thumbnail that a template was saved with.
fn is_of_a_template(exhibit: &Drawn<'_>) -> bool {
    let name = exhibit.inside.last().map_or("", String::as_str);
    name == "theme package"
        || name.starts_with("Thumbnails/")
        || name.starts_with("docProps/thumbnail")
        || name.contains("theme/")
}

/// Day of the month and time of the day, as digits.
fn clock_of(stamp: &Stamp) -> String {
    chrono::DateTime::from_timestamp(stamp.clock, 0).map_or_else(String::new, |at| at.format("%d %H:%M:%S").to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_templates_bring_ties_nobody() {
        assert!(is_commonplace(TieKind::SaveRoot, "00B47730"));
        assert!(is_commonplace(TieKind::Machine, "microsoft print to pdf"));
        assert!(!is_commonplace(TieKind::Machine, "00B47730"));
        let table = include_str!("data/commonplaces.csv");
        let kinds = ["kind", "save-mark", "save-root", "identifier", "machine"];
        assert!(table.lines().all(|line| kinds.iter().any(|kind| line.starts_with(&format!("{kind},")))));
    }
}
