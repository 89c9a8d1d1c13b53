//! Values of properties as evidence.

use super::properties::{OTHER_TIME, Row};
use crate::formats::outlook::properties::{Place, Properties, Value as Kept, kind};
use crate::formats::{code_page, little_endian};
use crate::model::evidence::hexadecimal;
use crate::model::{Locus, Moment, Property, Reading, Value};
use crate::readers::Intake;

/// Outlook's word for no date: the first of January 4501.
const NO_DATE: u64 = 0x0cb3_4557_a3dd_4000;

/// Tells the values that have a row, and every other time. `of` says of what: `recipient 2: `.
pub(super) fn tell(properties: &Properties, rows: &[Row], of: &str, intake: &mut Intake) {
    for kept in &properties.values {
        let row = rows.iter().find(|(id, ..)| *id == kept.id);
        let Some(reading) = reading(kept, properties.code_page) else { continue };
        match row {
            // An empty text says nothing.
            Some(_) if reading == Reading::Present(Value::Text(String::new())) => {}
            Some((_, name, property)) => {
                intake.evidence(property, &kept.raw, reading, locus(&kept.place, &format!("{of}{name}")));
            }
            None if matches!(reading, Reading::Present(Value::Moment(_))) => {
                let name = name_of(kept);
                intake.evidence(&OTHER_TIME, &kept.raw, reading, locus(&kept.place, &format!("{of}{name}")));
            }
            None => {}
        }
    }
}

/// What a property is called that has no row.
pub(super) fn name_of(kept: &Kept) -> String {
    match &kept.name {
        None => format!("property 0x{:04x}", kept.id),
        Some(name) => format!("property {} of {}", name.label, guid(&name.set)),
    }
}

pub(super) fn locus(place: &Place, path: &str) -> Locus {
    Locus {
        stream: Some(place.holder.clone()),
        bytes: place.bytes,
        decoded: place.decoded,
        path: path.to_owned(),
        ..Locus::default()
    }
}

/// Tells one value.
pub(super) fn tell_one(property: &Property, kept: &Kept, path: &str, value: Value, intake: &mut Intake) {
    intake.evidence(property, &kept.raw, Reading::Present(value), locus(&kept.place, path));
}

/// A value as understood; none of kinds that say nothing.
pub(super) fn reading(kept: &Kept, page: u16) -> Option<Reading> {
    let value = match kept.kind {
        kind::TIME => {
            return Some(match kept.filetime() {
                None => Reading::Unreadable("a time of fewer than eight bytes".to_owned()),
                Some(0 | NO_DATE) => Reading::Absent,
                Some(ticks) => Moment::of_filetime(ticks).map_or_else(
                    || Reading::Unreadable("no time of the calendar".to_owned()),
                    |at| Reading::Present(Value::Moment(at)),
                ),
            });
        }
        kind::CIVIL => {
            return Some(civil(&kept.raw).map_or_else(
                || Reading::Unreadable("no time of the calendar".to_owned()),
                |moment| Reading::Present(Value::Moment(moment)),
            ));
        }
        kind::UNICODE | kind::STRING_8 => Value::Text(without_prefix(&kept.text(page)?).to_owned()),
        kind::BINARY | kind::GUID => Value::Bytes(hexadecimal(&kept.raw)),
        _ => Value::Number(kept.number()?),
    };
    Some(Reading::Present(value))
}

/// A mailbox marks in a subject how long its `Re: ` is: by the sign 1 and the length as a sign ([MS-PST], 2.5.3.1.1.1).
fn without_prefix(text: &str) -> &str {
    let mut signs = text.chars();
    if signs.next() == Some('\u{1}') && signs.next().is_some() { signs.as_str() } else { text }
}

/// The date of an attribute of TNEF. Nothing says its zone.
fn civil(raw: &[u8]) -> Option<Moment> {
    let number = |index: usize| little_endian::short(raw, 2 * index).map(u32::from);
    let (date, clock) = ((number(0)?, number(1)?, number(2)?), (number(3)?, number(4)?, number(5)?));
    let text = format!("{:04}-{:02}-{:02} {:02}:{:02}:{:02}", date.0, date.1, date.2, clock.0, clock.1, clock.2);
    Moment::of_digits(&text, date, clock)
}

/// A GUID as people write it.
pub(super) fn guid(bytes: &[u8; 16]) -> String {
    crate::formats::compound::directory::guid(bytes).unwrap_or_else(|| hexadecimal(bytes))
}

/// Text of a body in a code page.
pub(super) fn decoded(raw: &[u8], page: u16) -> String {
    code_page::decode(page, raw)
}
