//! Type 1 (Adobe Type 1 Font Format, 1990): the clear-text head.

use crate::formats::pdf::syntax::{Object, Parser};
use crate::model::{Moment, Reading, Value};
use crate::readers::fonts::{COPYRIGHT, CREATED, VERSION, text};
use crate::readers::part::PartFact;
use memchr::memmem;

/// The head is looked through this far; it ends where the encrypted part begins.
const HEAD: usize = 16 << 10;

/// Reads a font.
#[must_use]
pub fn read(data: &[u8]) -> Vec<PartFact> {
    let head = data.get(..HEAD.min(data.len())).unwrap_or_default();
    let head = head.get(..memmem::find(head, b"eexec").unwrap_or(head.len())).unwrap_or_default();
    let mut facts = Vec::new();
    for (key, property) in [(b"/Notice".as_slice(), COPYRIGHT), (b"/Copyright", COPYRIGHT), (b"/version", VERSION)] {
        let Some(at) = memmem::find(head, key) else { continue };
        let Some(value) = Parser::new(head, at + key.len(), 4).object() else { continue };
        if let Object::String(string) = &value.object {
            let shown: String = string.iter().map(|&byte| char::from(byte)).collect();
            let raw = head.get(value.start..value.end).unwrap_or_default();
            facts.push(text(&property, raw, &shown, value.start..value.end, &String::from_utf8_lossy(key)));
        }
    }
    for key in [b"%%CreationDate:".as_slice(), b"%%Copyright:"] {
        let Some(at) = memmem::find(head, key) else { continue };
        let start = at + key.len();
        let line = head.get(start..).unwrap_or_default();
        let end = start + line.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(line.len());
        let raw = head.get(start..end).unwrap_or_default();
        let shown: String = raw.iter().map(|&byte| char::from(byte)).collect();
        if key == b"%%Copyright:" {
            facts.push(text(&COPYRIGHT, raw, &shown, start..end, "%%Copyright"));
            continue;
        }
        let reading = match date(&shown) {
            Some(moment) => Reading::Present(Value::Moment(moment)),
            None => Reading::Unreadable(format!("not a date valla can read: {:?}", shown.trim())),
        };
        facts.push(PartFact {
            property: CREATED,
            raw: raw.to_vec(),
            reading,
            range: start..end,
            path: "%%CreationDate".to_owned(),
        });
    }
    facts
}

/// A date as font tools write it: `Thu Jan 21 16:46:38 1993`, `2009-06-18`. Others (`12/2/93`) are ambiguous.
fn date(text: &str) -> Option<Moment> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let text = text.trim();
    if let Ok(moment) = Moment::from_iso8601(text) {
        return Some(moment);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let at = words.iter().position(|word| MONTHS.iter().any(|month| word.starts_with(month)))?;
    let month = MONTHS.iter().position(|month| words.get(at).is_some_and(|word| word.starts_with(month)))?;
    let day = words.get(at + 1)?.trim_end_matches(',').parse().ok()?;
    let year = words.iter().filter(|word| word.len() == 4).find_map(|word| word.parse::<u32>().ok())?;
    let month = u32::try_from(month + 1).ok()?;
    (1985..2100).contains(&year).then(|| Moment::of_digits(text, (year, month, day), (0, 0, 0))).flatten()
}
