//! Dates and names that programs write into every file: no statements of anybody.

use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::{Error, Fact, Moment, Zone};

/// A default.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Default_ {
    /// The row.
    pub fact: Fact,
    /// `date`, `clock` where a clock that lost its time counts on from it, or the property it is in.
    pub field: String,
    /// The value.
    pub value: String,
    /// What it is, in words.
    pub what: String,
    /// The formats in which a program can have left it, as the names of their properties begin; empty where any can.
    pub formats: Vec<String>,
    /// Whether it is the zero of a clock rather than a program's own default.
    pub epoch: bool,
    moment: Option<Moment>,
}

impl Default_ {
    /// Whether a value of this property can be this default: the date of ReportLab is none in a camera's picture.
    #[must_use]
    pub fn can_stand_in(&self, property: &str) -> bool {
        let format = property.split('.').next().unwrap_or_default();
        self.formats.is_empty() || self.formats.iter().any(|of| of == format)
    }
}

/// The table.
#[derive(Debug, Default)]
pub struct Defaults {
    rows: Vec<Default_>,
}

/// A default date with a zone is met exactly; one of day precision on any time of that day, as its digits say.
fn meets(default: &Moment, stated: &Moment) -> bool {
    // No zone moves a date further than this: nearly every row is ruled out by it.
    if default.earliest.0.abs_diff(stated.earliest.0) > 2 * 86_400 && !digits(&default.text).eq(digits(&stated.text)) {
        return false;
    }
    if default.text.contains('T') {
        return default.earliest == stated.earliest && stated.zone != Zone::Unwritten
            || digits(&default.text).eq(digits(&stated.text));
    }
    stated.local_date().zip(default.local_date()).is_some_and(|(stated, default)| stated == default)
        && stated_midnight(stated)
}

/// A clock that lost its time is set right, or loses it again, within so many seconds: a month.
const COUNTED_ON: i64 = 31 * 86_400;

fn digits(text: &str) -> impl Iterator<Item = u8> {
    text.bytes().filter(u8::is_ascii_digit).take(14)
}

/// The zero of a clock shows as midnight somewhere: in UTC, or in the digits as written.
fn stated_midnight(stated: &Moment) -> bool {
    stated.earliest.0.rem_euclid(86_400) == 0 || digits(&stated.text).skip(8).all(|digit| digit == b'0')
}

impl Defaults {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut defaults = Vec::new();
        rows("defaults", text("defaults"), |row| {
            let (id, field, value, what) = (row.get("id")?, row.get("field")?, row.get("value")?, row.get("what")?);
            let formats = row.get("formats")?;
            let moment = if matches!(field.as_str(), "date" | "clock") {
                Some(Moment::from_iso8601(&value).map_err(|why| row.error(why))?)
            } else {
                None
            };
            defaults.push(Default_ {
                epoch: ["zero", "null", "none"].iter().any(|word| id.contains(word)),
                fact: row.fact("default", &what)?,
                field,
                value,
                what,
                formats: formats.split('|').filter(|format| !format.is_empty()).map(str::to_owned).collect(),
                moment,
            });
            Ok(())
        })?;
        Ok(Self { rows: defaults })
    }

    /// The default that a stated date of a property is.
    #[must_use]
    pub fn date(&self, property: &str, stated: &Moment) -> Option<&Default_> {
        let is_default =
            |row: &&Default_| row.field == "date" && row.moment.as_ref().is_some_and(|default| meets(default, stated));
        self.rows.iter().filter(is_default).find(|row| row.can_stand_in(property))
    }

    /// The start of a clock that had lost its time, where a stated date of a property follows one so closely that the
    /// clock may have counted on from there.
    #[must_use]
    pub fn restarted_clock(&self, property: &str, stated: &Moment) -> Option<&Default_> {
        let counts_on = |row: &&Default_| {
            row.field == "clock"
                && row.moment.as_ref().is_some_and(|start| (0..COUNTED_ON).contains(&(stated.clock() - start.clock())))
        };
        self.rows.iter().filter(counts_on).find(|row| row.can_stand_in(property))
    }

    /// The default that a name is.
    #[must_use]
    pub fn name(&self, field: &str, text: &str) -> Option<&Default_> {
        self.rows.iter().find(|row| row.field == field && row.value.eq_ignore_ascii_case(text.trim()))
    }

    /// A row by id.
    #[must_use]
    pub fn fact(&self, row: &str) -> Option<Fact> {
        self.rows
            .iter()
            .map(|default| &default.fact)
            .find(|fact| fact.id.strip_prefix("default:") == Some(row))
            .cloned()
    }
}
