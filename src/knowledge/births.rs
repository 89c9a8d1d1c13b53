//! From when on a format can have stated a date: a program that writes it did not exist before.

use crate::knowledge::clocks::is_of;
use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::{Error, Fact, Instant, Moment};

/// The first time at which a format can have been written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Birth {
    /// The row.
    pub fact: Fact,
    /// What happened then, as a sentence without its point.
    pub what: String,
    /// No date of the format lies before.
    pub first: Instant,
    formats: Vec<String>,
}

/// Reads the table.
///
/// # Errors
/// The first broken row.
pub(super) fn parse() -> Result<Vec<Birth>, Error> {
    let mut births = Vec::new();
    rows("births", text("births"), |row| {
        let (what, first) = (row.get("what")?, row.get("first")?);
        births.push(Birth {
            first: Moment::from_iso8601(&first).map_err(|why| row.error(why))?.earliest,
            formats: row.get("formats")?.split_whitespace().map(str::to_owned).collect(),
            fact: Fact { earliest: first, ..row.fact("birth", &what)? },
            what,
        });
        Ok(())
    })?;
    Ok(births)
}

/// The birth of the format that a property is of.
pub(super) fn of<'b>(births: &'b [Birth], property: &str) -> Option<&'b Birth> {
    births.iter().find(|birth| is_of(&birth.formats, property))
}
