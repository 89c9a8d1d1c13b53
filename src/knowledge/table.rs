//! Reading the embedded tables, and the rule of floors.

use crate::model::{Error, Fact, Instant, Strength, plain_date};
use chrono::NaiveDate;

/// The furthest zone east is fourteen hours ahead: a day begins there first.
const DAY_BEGINS_EARLIER: i64 = -14 * 3600;

/// One row, fields by the table's header.
#[derive(Debug)]
pub struct Row<'a> {
    table: &'static str,
    header: &'a csv::StringRecord,
    record: csv::StringRecord,
}

impl Row<'_> {
    /// A field by name; empty where the row leaves it out.
    ///
    /// # Errors
    /// When the table has no such column.
    pub fn get(&self, column: &str) -> Result<String, Error> {
        let position = self
            .header
            .iter()
            .position(|name| name == column)
            .ok_or_else(|| Error::Knowledge { table: self.table, message: format!("no column {column:?}") })?;
        Ok(self.record.get(position).unwrap_or_default().to_owned())
    }

    /// The row as a fact of a kind (`clock:unix-zero`), for tables that say no more of it than a statement and its source.
    ///
    /// # Errors
    /// When the table lacks a column.
    pub fn fact(&self, kind: &str, statement: &str) -> Result<Fact, Error> {
        Ok(Fact {
            id: format!("{kind}:{}", self.get("id")?),
            statement: statement.to_owned(),
            basis: self.get("basis")?,
            confidence: "high".to_owned(),
            earliest: String::new(),
            released: String::new(),
            source: self.get("source")?,
        })
    }

    /// An error that names this row.
    #[must_use]
    pub fn error(&self, message: impl std::fmt::Display) -> Error {
        let row = self.record.get(0).unwrap_or_default();
        Error::Knowledge { table: self.table, message: format!("row {row:?}: {message}") }
    }
}

/// Reads a table row by row.
///
/// # Errors
/// When the text is no CSV with a header, or `each` refuses a row.
pub fn rows(table: &'static str, text: &str, mut each: impl FnMut(&Row<'_>) -> Result<(), Error>) -> Result<(), Error> {
    rows_with_offsets(table, text, |row, _| each(row))
}

/// Reads a table row by row, each with the offset of its first byte.
///
/// # Errors
/// When the text is no CSV with a header, or `each` refuses a row.
pub fn rows_with_offsets(
    table: &'static str,
    text: &str,
    mut each: impl FnMut(&Row<'_>, u64) -> Result<(), Error>,
) -> Result<(), Error> {
    let broken = |error: csv::Error| Error::Knowledge { table, message: error.to_string() };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(broken)?.clone();
    for record in reader.records() {
        let record = record.map_err(broken)?;
        let offset = record.position().map_or(0, csv::Position::byte);
        each(&Row { table, header: &header, record }, offset)?;
    }
    Ok(())
}

/// Reads the one row that begins at an offset.
///
/// # Errors
/// When no row begins there, or `read` refuses it.
pub fn row_at<T>(
    table: &'static str,
    text: &str,
    offset: u64,
    read: impl FnOnce(&Row<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let header = first_record(table, text)?;
    let rest = usize::try_from(offset).ok().and_then(|offset| text.get(offset..)).unwrap_or_default();
    read(&Row { table, header: &header, record: first_record(table, rest)? })
}

fn first_record(table: &'static str, text: &str) -> Result<csv::StringRecord, Error> {
    // A reader costs more to make than a row does to read. Quotes come in pairs in a field, and no row has a second line.
    let line = text.lines().next().unwrap_or_default();
    if line.is_empty() {
        return Err(Error::Knowledge { table, message: "no row begins there".to_owned() });
    }
    let mut record = csv::StringRecord::new();
    let (mut start, mut quotes) = (0, 0_usize);
    for (at, byte) in line.bytes().chain([b',']).enumerate() {
        quotes += usize::from(byte == b'"');
        if byte == b',' && quotes.is_multiple_of(2) {
            let field = line.get(start..at).unwrap_or_default();
            match field.strip_prefix('"').and_then(|field| field.strip_suffix('"')) {
                Some(quoted) => record.push_field(&quoted.replace("\"\"", "\"")),
                None => record.push_field(field),
            }
            start = at + 1;
        }
    }
    Ok(record)
}

/// The first instant of a date as tables write it: a year, a month or a day; the day begins in the furthest east.
///
/// # Errors
/// When the text is no such date.
pub fn first_instant(text: &str) -> Result<Option<Instant>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let mut parts = text.splitn(3, '-');
    let mut number = || parts.next().map(|part| part.parse::<u32>().map_err(|_| format!("{text:?} is not a date")));
    let year = number().transpose()?.ok_or_else(|| format!("{text:?} is not a date"))?;
    let (month, day) = (number().transpose()?.unwrap_or(1), number().transpose()?.unwrap_or(1));
    let date = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    date.map(|date| Some(Instant::from_date(date).plus(DAY_BEGINS_EARLIER)))
        .ok_or_else(|| format!("{text:?} is not a date in the calendar"))
}

/// A date of a table as the rest of a sentence: "on 9 May 2022", "in May 2017", "in 2013".
#[must_use]
pub fn when(iso: &str) -> String {
    let preposition = if iso.matches('-').count() == 2 { "on" } else { "in" };
    format!("{preposition} {}", plain_date(iso))
}

/// The floor of a dated fact, and what it carries.
#[must_use]
pub fn floor(earliest: Option<Instant>, basis: &str, confidence: &str, ceiling: bool) -> (Option<Instant>, Strength) {
    match (earliest, basis, confidence) {
        (None, _, _) | (_, _, "low") => (None, Strength::Informational),
        _ if ceiling => (None, Strength::Informational),
        (Some(at), "read", "high") => (Some(at), Strength::Hard),
        // Counted in the furthest east, where the day of the table begins.
        (Some(at), _, _) => {
            (Some(at.plus(-DAY_BEGINS_EARLIER).months_before(12).plus(DAY_BEGINS_EARLIER)), Strength::Strong)
        }
    }
}
