//! The mark of Windows on what came from the net (`name:Zone.Identifier`, MS-FSCC 2.6.1 names such streams): from where a file was downloaded. Archives,
//! copies to other disks and examiners' tools carry it as a file of its own.

use crate::formats::budget::Purse;
use crate::model::{ByteRange, Editability, Extraction, Format, Locus, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::{Content, Intake, ReadOptions, Reader};
use std::sync::Arc;

const F1: Editability = Editability::F1;

/// The lines that are told: their names, and what they are.
const LINES: &[(&str, Property)] = &[
    ("ZoneId", Property::plain("download.zone", F1)),
    ("HostUrl", Property::new(keys::DOWNLOADED_FROM, Role::Identifying, F1)),
    ("ReferrerUrl", Property::new("download.referrer", Role::Identifying, F1)),
    ("LastWriterPackageFamilyName", Property::plain(keys::DOWNLOADED_BY, F1)),
    ("AppZoneId", Property::plain("download.app-zone", F1)),
    ("HostIpAddress", Property::new("download.host-address", Role::Identifying, F1)),
];

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct ZoneIdentifier;

impl Reader for ZoneIdentifier {
    fn name(&self) -> &'static str {
        "Zone.Identifier"
    }

    fn specification(&self) -> &'static str {
        "Zone.Identifier (Attachment Manager of Windows)"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["zone-identifier"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, _: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        purse.parsed(bytes.len());
        let text = String::from_utf8_lossy(bytes);
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let (start, end) = (at, at + line.trim_end().len());
            at += line.len();
            let Some((name, value)) = line.trim_end().split_once('=') else { continue };
            let known = LINES.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.trim()));
            // Browsers write this where they keep the address to themselves.
            if let Some((_, property)) = known
                && !value.is_empty()
                && value != "about:internet"
            {
                // Places are those of the bytes only where every letter was one that could be read.
                let bytes = (text.len() == bytes.len()).then(|| ByteRange::new(start, end));
                let locus = Locus { bytes, path: name.trim().to_owned(), ..Locus::default() };
                intake.evidence(property, value.as_bytes(), Reading::Present(Value::Text(value.to_owned())), locus);
            }
        }
        intake.limits_of(purse);
        intake.finish()
    }
}
