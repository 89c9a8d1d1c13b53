//! OpenType and TrueType (ISO/IEC 14496-22): the tables `head`, `OS/2` and `name`.

use crate::model::{Instant, Moment, Property, Reading, Value};
use crate::readers::fonts::{
    COPYRIGHT, CREATED, FAMILY, MANUFACTURER, METRICS, MODIFIED, REVISION, UNIQUE_ID, VENDOR, VERSION, cff, text,
};
use crate::readers::part::PartFact;
use read_fonts::types::Tag;
use read_fonts::{FontRef, TableProvider};

/// Seconds from 1904-01-01 to 1970-01-01.
const EPOCH_1904: i64 = 2_082_844_800;
/// 1985-01-01: there was no such font before.
const FIRST: i64 = 473_385_600;
/// 2100-01-01.
const LAST: i64 = 4_102_444_800;

/// Reads a font.
#[must_use]
pub fn read(data: &[u8]) -> Vec<PartFact> {
    let Ok(font) = FontRef::new(data) else { return Vec::new() };
    let mut facts = Vec::new();
    let offset = |tag: &[u8; 4]| {
        let records = font.table_directory().table_records();
        records
            .iter()
            .find(|record| record.tag() == Tag::new(tag))
            .and_then(|record| usize::try_from(record.offset()).ok())
    };
    if let (Ok(head), Some(at)) = (font.head(), offset(b"head")) {
        // Without its magic number a table is no head, and its dates are numbers of something else.
        if data.get(at + 12..at + 16) == Some(&[0x5f, 0x0f, 0x3c, 0xf5]) {
            facts.push(date(&CREATED, data, at + 20, head.created().as_secs(), "head/created"));
            facts.push(date(&MODIFIED, data, at + 28, head.modified().as_secs(), "head/modified"));
        }
        let revision = head.font_revision().to_f64();
        let raw = data.get(at + 4..at + 8).unwrap_or_default();
        facts.push(text(&REVISION, raw, &format!("{revision:.3}"), at + 4..at + 8, "head/fontRevision"));
    }
    if let (Ok(metrics), Some(at)) = (font.os2(), offset(b"OS/2")) {
        let version = format!("font:OS/2-{}", metrics.version());
        facts.push(text(&METRICS, data.get(at..at + 2).unwrap_or_default(), &version, at..at + 2, "OS/2/version"));
        let vendor = String::from_utf8_lossy(&metrics.ach_vend_id().to_be_bytes()).replace('\0', " ");
        let range = at + 58..at + 62;
        facts.push(text(&VENDOR, data.get(range.clone()).unwrap_or_default(), &vendor, range, "OS/2/achVendID"));
    }
    if let (Ok(names), Some(at)) = (font.name(), offset(b"name")) {
        for (id, property) in [(0, COPYRIGHT), (1, FAMILY), (3, UNIQUE_ID), (5, VERSION), (8, MANUFACTURER)] {
            let records = names.name_record().iter().filter(|record| record.name_id().to_u16() == id);
            // English where there is one, else whatever is first.
            let record = records.min_by_key(|record| (record.language_id() != 0x409, record.platform_id()));
            let Some(record) = record else { continue };
            let Ok(string) = record.string(names.string_data()) else { continue };
            let start = at + usize::from(names.storage_offset()) + record.string_offset().to_u32() as usize;
            let end = start + usize::from(record.length());
            let raw = data.get(start..end).unwrap_or_default();
            facts.push(text(&property, raw, &string.to_string(), start..end, &format!("name/{id}")));
        }
    }
    if facts.iter().all(|fact| fact.property != COPYRIGHT)
        && let Some(start) = offset(b"CFF ")
    {
        facts.extend(cff::read(data.get(start..).unwrap_or_default()).into_iter().map(|mut fact| {
            fact.range = fact.range.start + start..fact.range.end + start;
            fact
        }));
    }
    facts
}

/// A date of the table `head`: seconds since 1904. Zero is no date. Some tools write seconds since 1970 into the field, which
/// then reads as a year before 1985. Which of the two a font means cannot be told: of the fonts of real files, Monaco of
/// Mac OS X 10.7 (2011) would be of 2020 when read so. Both readings are said, and neither is used.
fn date(property: &Property, data: &[u8], at: usize, seconds: i64, path: &str) -> PartFact {
    let unix = seconds.saturating_sub(EPOCH_1904);
    let reading = if seconds == 0 {
        Reading::Absent
    } else if (FIRST..LAST).contains(&unix) {
        present(&format!("{seconds} s since 1904"), unix)
    } else if (FIRST..LAST).contains(&seconds) {
        let (first, second) = (Instant(unix).day_text(), Instant(seconds).day_text());
        Reading::Unreadable(format!(
            "{seconds} s means {first} if counted from 1904 and {second} if counted from 1970; valla does not use it"
        ))
    } else {
        Reading::Unreadable(format!("{seconds} s since 1904 falls outside the years 1985 to 2100"))
    };
    let range = at..at + 8;
    PartFact {
        property: property.clone(),
        raw: data.get(range.clone()).unwrap_or_default().to_vec(),
        reading,
        range,
        path: path.to_owned(),
    }
}

fn present(text: &str, unix: i64) -> Reading {
    Moment::of_count(text, Instant(unix)).map_or_else(
        || Reading::Unreadable("a date beyond the calendar".to_owned()),
        |moment| Reading::Present(Value::Moment(moment)),
    )
}
