//! A user's own rows: dated marks that the shipped tables do not have. They are marked as the user's in every report.
//!
//! ```csv
//! field,keyword,pattern,what,earliest,released,source
//! producer,staffdoc,\bStaffDoc (?:4)\b,StaffDoc 4,2015-02,2015-06,letter of the maker of 2024-05-02
//! ```
//!
//! `field` is producer, creator, toolkit, banner, font, link or device; `keyword` a lower-case text that must occur; `pattern` an
//! expression, or empty for any text with the keyword; `earliest` the day before which nothing of the kind existed.

use crate::knowledge::Dated;
use crate::knowledge::table::{first_instant, when};
use crate::model::evidence::hexadecimal;
use crate::model::{Error, Fact, Instant, Strength, plain_date};
use regex::Regex;
use sha2::{Digest, Sha256};
use std::path::Path;

/// Fields that a row may be of.
const FIELDS: &[&str] = &["producer", "creator", "toolkit", "banner", "font", "link", "device"];

#[derive(Debug)]
struct Row {
    field: String,
    keyword: String,
    pattern: Option<Regex>,
    what: String,
    fact: Fact,
    earliest: Option<Instant>,
    released: Option<Instant>,
}

/// A user's table.
#[derive(Debug, Default)]
pub struct Own {
    rows: Vec<Row>,
    /// SHA-256 of the table, for the record.
    pub sha256: String,
}

fn statement(what: &str, earliest: &str, released: &str) -> String {
    let floor = (!earliest.is_empty()).then(|| format!("it did not exist before {}", plain_date(earliest)));
    let release = (!released.is_empty()).then(|| format!("it was released {}", when(released)));
    let dates: Vec<String> = floor.into_iter().chain(release).collect();
    let dates = if dates.is_empty() { "no date is known".to_owned() } else { dates.join(", ") };
    format!("{what} (a row of your own): {dates}")
}

impl Own {
    /// Reads a table.
    ///
    /// # Errors
    /// When the file cannot be read, or a row is not as described; the row is named.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let unreadable = |message: String| Error::Unreadable { path: path.to_path_buf(), message };
        let text = std::fs::read_to_string(path).map_err(|error| unreadable(error.to_string()))?;
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let header = reader.headers().map_err(|error| unreadable(error.to_string()))?.clone();
        let mut rows = Vec::new();
        for (number, record) in reader.records().enumerate() {
            let record = record.map_err(|error| unreadable(error.to_string()))?;
            let fault = |message: String| unreadable(format!("row {}: {message}", number + 1));
            let get = |name: &str| {
                let at = header.iter().position(|column| column == name);
                at.and_then(|at| record.get(at))
                    .map(|value| value.trim().to_owned())
                    .ok_or_else(|| fault(format!("no column {name:?}")))
            };
            let (field, pattern, source) = (get("field")?, get("pattern")?, get("source")?);
            if !FIELDS.contains(&field.as_str()) {
                return Err(fault(format!("field {field:?} is not one of {}", FIELDS.join(", "))));
            }
            if source.is_empty() {
                return Err(fault("a row needs a source that anyone can look up".to_owned()));
            }
            let pattern = if pattern.is_empty() {
                None
            } else {
                Some(Regex::new(&pattern).map_err(|error| fault(error.to_string()))?)
            };
            let (what, earliest, released) = (get("what")?, get("earliest")?, get("released")?);
            rows.push(Row {
                keyword: get("keyword")?.to_lowercase(),
                pattern,
                earliest: first_instant(&earliest).map_err(&fault)?,
                released: first_instant(&released).map_err(&fault)?,
                fact: Fact {
                    id: format!("own:{}", number + 1),
                    statement: statement(&what, &earliest, &released),
                    basis: "own".to_owned(),
                    confidence: "yours".to_owned(),
                    earliest,
                    released,
                    source,
                },
                what,
                field,
            });
        }
        Ok(Self { rows, sha256: hexadecimal(&Sha256::digest(text.as_bytes())) })
    }

    /// The user's row for a text in a field; the latest where several match.
    #[must_use]
    pub fn look_up(&self, field: &str, text: &str) -> Option<Dated> {
        let lower = text.to_lowercase();
        self.rows
            .iter()
            .filter(|row| row.field == field && lower.contains(&row.keyword))
            .filter(|row| row.pattern.as_ref().is_none_or(|pattern| pattern.is_match(text)))
            .max_by_key(|row| (row.earliest, row.released))
            .map(|row| Dated {
                fact: row.fact.clone(),
                what: format!("{} (a row of your own)", row.what),
                maker: row.what.clone(),
                floor: row.earliest,
                // Nobody but its writer has checked it.
                floor_strength: Strength::Strong,
                release: row.released,
            })
    }

    /// A row by id.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<Fact> {
        self.rows.iter().map(|row| &row.fact).find(|fact| fact.id == id).cloned()
    }
}
