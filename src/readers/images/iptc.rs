//! IPTC-IIM 4.2, record 2, in the blocks of Photoshop: persons, places, programs and times.

use crate::model::{Moment, Property, Reading, Role, Value};
use crate::properties::keys;
use crate::readers::dates;
use crate::readers::fonts::text;
use crate::readers::part::PartFact;

/// Fields by number, name and what they mean.
const FIELDS: &[(u8, &str, Option<Role>)] = &[
    (5, "ObjectName", Some(Role::Title)),
    (40, "SpecialInstructions", None),
    (65, "OriginatingProgram", Some(Role::Creator)),
    (70, "ProgramVersion", None),
    (80, "By-line", Some(Role::Author)),
    (85, "By-lineTitle", None),
    (90, "City", Some(Role::Identifying)),
    (92, "Sub-location", Some(Role::Identifying)),
    (95, "Province-State", Some(Role::Identifying)),
    (101, "Country", Some(Role::Identifying)),
    (103, "OriginalTransmissionReference", Some(Role::Identifier)),
    (105, "Headline", None),
    (110, "Credit", None),
    (115, "Source", None),
    (116, "CopyrightNotice", None),
    (118, "Contact", Some(Role::Identifying)),
    (120, "Caption", None),
    (122, "Writer", Some(Role::Identifying)),
];

/// Pairs of a date and the field of its time: of the content, of its digital form.
const DATES: &[(u8, u8, &str)] = &[(55, 60, "DateCreated"), (62, 63, "DigitalCreationDate")];

/// The fields of a Photoshop block (resource 0x0404).
#[must_use]
pub fn facts(block: &[u8], start: usize) -> Vec<PartFact> {
    memchr::memmem::find(block, b"8BIM\x04\x04").map(|at| resource(block, at, start)).unwrap_or_default()
}

fn resource(block: &[u8], resource: usize, start: usize) -> Vec<PartFact> {
    // The name of the resource is counted and even; then four bytes of length.
    let name = block.get(resource + 6).map_or(0, |length| usize::from(*length));
    records(block, resource + 6 + (name + 1).next_multiple_of(2) + 4, start)
}

/// The records that follow one another from a place of the bytes.
pub(super) fn records(block: &[u8], from: usize, start: usize) -> Vec<PartFact> {
    let mut facts = Vec::new();
    let mut written: Vec<(u8, String, PartFact)> = Vec::new();
    let mut at = from;
    while let Some(&[0x1c, record, field, high, low]) =
        block.get(at..at + 5).and_then(|head| <&[u8; 5]>::try_from(head).ok())
    {
        let length = usize::from(high) << 8 | usize::from(low);
        let Some(raw) = block.get(at + 5..at + 5 + length) else { break };
        let range = start + at + 5..start + at + 5 + length;
        let shown = String::from_utf8_lossy(raw);
        if let Some((_, name, role)) = FIELDS.iter().find(|(known, _, _)| record == 2 && *known == field) {
            let property = Property { role: *role, ..Property::named(keys::IPTC, name) };
            facts.push(text(&property, raw, &shown, range, &format!("IPTC/{name}")));
        } else if let Some((_, _, name)) =
            DATES.iter().find(|(date, time, _)| record == 2 && (*date == field || *time == field))
        {
            let property = Property { role: Some(Role::PartTime), ..Property::named(keys::IPTC, name) };
            let fact = text(&property, raw, &shown, range, &format!("IPTC/{name}"));
            written.push((field, shown.into_owned(), fact));
        }
        at += 5 + length;
    }
    for (date, time, _) in DATES {
        let Some((_, day, fact)) = written.iter().find(|(field, _, _)| field == date) else { continue };
        let clock = written.iter().find(|(field, _, _)| field == time).map(|(_, clock, _)| clock.as_str());
        facts.push(PartFact { reading: moment(day, clock), ..fact.clone() });
    }
    facts
}

/// A date `CCYYMMDD` with a time `HHMMSS+HHMM` (IIM 4.2, 2:55 and 2:60); zeros stand for what is not known.
fn moment(day: &str, clock: Option<&str>) -> Reading {
    let day = day.trim();
    let known = day.strip_suffix("0000").or_else(|| day.strip_suffix("00")).unwrap_or(day);
    let clock = clock.map(str::trim).filter(|clock| clock.len() >= 6 && known.len() == 8).unwrap_or_default();
    match Moment::from_pdf(&format!("{known}{clock}")) {
        Ok(moment) => {
            Reading::Present(Value::Moment(Moment { text: format!("{day} {clock}").trim().to_owned(), ..moment }))
        }
        Err(_) => dates::free(day),
    }
}
