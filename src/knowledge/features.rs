//! Features of PDF and of the formats of Office, and algorithms of signatures, with the dates from which files can have them.

use crate::knowledge::table::{first_instant, floor, rows, when};
use crate::knowledge::{Dated, TABLES};
use crate::model::{Error, Fact, Instant, plain_date};
use std::collections::BTreeMap;

#[derive(Debug)]
struct Feature {
    fact: Fact,
    what: String,
    earliest: Option<Instant>,
    released: Option<Instant>,
    ceiling: bool,
}

/// The tables that are read here.
const FEATURES: [&str; 4] = ["pdf_features", "office_features", "odf_features", "cryptography"];

/// Features, by token.
#[derive(Debug, Default)]
pub struct Features {
    by_token: BTreeMap<String, Feature>,
}

fn statement(what: &str, earliest: &str, released: &str) -> String {
    let (before, published) = (plain_date(earliest), when(released));
    match (earliest.is_empty(), released.is_empty()) {
        (true, true) => format!("{what}: no date is known"),
        (true, false) => format!("{what}: published {published}"),
        (false, true) => format!("{what}: no file from before {before} is known to have it"),
        (false, false) => {
            format!("{what}: published {published}; no file from before {before} is known to have it")
        }
    }
}

impl Features {
    /// Reads the tables.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut by_token = BTreeMap::new();
        for (table, text) in TABLES.iter().filter(|(table, _)| FEATURES.contains(table)) {
            rows(table, text, |row| {
                let (id, what) = (row.get("id")?, row.get("feature")?);
                let (earliest, released) = (row.get("earliest")?, row.get("released")?);
                let feature = Feature {
                    earliest: first_instant(&earliest).map_err(|why| row.error(why))?,
                    released: first_instant(&released).map_err(|why| row.error(why))?,
                    ceiling: row.get("date_kind")? == "ceiling",
                    fact: Fact {
                        id: format!("feature:{id}"),
                        statement: statement(&what, &earliest, &released),
                        basis: row.get("basis")?,
                        confidence: row.get("confidence")?,
                        earliest,
                        released,
                        source: row.get("source")?,
                    },
                    what,
                };
                by_token.insert(row.get("detect")?, feature);
                Ok(())
            })?;
        }
        Ok(Self { by_token })
    }

    /// A feature by its token.
    #[must_use]
    pub fn look_up(&self, token: &str) -> Option<Dated> {
        let feature = self.by_token.get(token)?;
        let fact = &feature.fact;
        let (floor, floor_strength) = floor(feature.earliest, &fact.basis, &fact.confidence, feature.ceiling);
        Some(Dated {
            fact: fact.clone(),
            what: feature.what.clone(),
            maker: "the format".to_owned(),
            floor,
            floor_strength,
            release: if fact.confidence == "low" || feature.ceiling { None } else { feature.released },
        })
    }

    /// A row by id.
    #[must_use]
    pub fn fact(&self, row: &str) -> Option<Fact> {
        self.by_token
            .values()
            .map(|feature| &feature.fact)
            .find(|fact| fact.id.strip_prefix("feature:") == Some(row))
            .cloned()
    }
}
