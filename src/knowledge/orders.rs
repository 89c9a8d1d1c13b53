//! Orders between statements, with their measured exception rates on honest files.

use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::{Error, Role, Strength};

/// An order that honest files break more often than this is soft.
const HARD_BELOW: f64 = 0.001;

/// An order: the earlier role is not after the later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The row.
    pub id: String,
    /// In words.
    pub sentence: String,
    /// Strong where honest files hardly ever break it, medium where they do or nobody measured.
    pub strength: Strength,
    /// The measured rate in words: "14 of 2,674".
    pub rate: String,
}

#[derive(Debug)]
struct Row {
    earlier: String,
    later: String,
    order: Order,
}

/// The table.
#[derive(Debug, Default)]
pub struct Orders {
    rows: Vec<Row>,
}

impl Orders {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut orders = Vec::new();
        rows("orders", text("orders"), |row| {
            let count = |column: &str| -> Result<Option<f64>, Error> {
                let text = row.get(column)?;
                if text.is_empty() {
                    Ok(None)
                } else {
                    text.parse().map(Some).map_err(|_| row.error(format!("{column} is no number")))
                }
            };
            let measured = count("violations")?.zip(count("documents")?);
            let (strength, rate) = match measured {
                Some((violations, documents)) => {
                    let strength =
                        if violations / documents < HARD_BELOW { Strength::Strong } else { Strength::Medium };
                    (strength, format!("{violations} of {documents} honest files break it"))
                }
                None => (Strength::Medium, "not measured".to_owned()),
            };
            orders.push(Row {
                earlier: row.get("earlier")?,
                later: row.get("later")?,
                order: Order { id: row.get("id")?, sentence: row.get("sentence")?, strength, rate },
            });
            Ok(())
        })?;
        Ok(Self { rows: orders })
    }

    /// The order between two roles; an order that the table does not have is soft.
    #[must_use]
    pub fn between(&self, earlier: Role, later: Role) -> Order {
        self.rows.iter().find(|row| row.earlier == word(earlier) && row.later == word(later)).map_or_else(
            || Order {
                id: format!("{}-not-after-{}", word(earlier), word(later)),
                sentence: format!("{} is not after {}", word(earlier), word(later)),
                strength: Strength::Medium,
                rate: "not measured".to_owned(),
            },
            |row| row.order.clone(),
        )
    }
}

impl Orders {
    /// The row for two places that state the same thing.
    #[must_use]
    pub fn said_twice(&self) -> Order {
        self.rows.iter().find(|row| row.earlier == "said" && row.later == "said-again").map_or_else(
            || Order {
                id: "said-twice".to_owned(),
                sentence: "two places that state the same thing agree".to_owned(),
                strength: Strength::Medium,
                rate: "not measured".to_owned(),
            },
            |row| row.order.clone(),
        )
    }
}

fn word(role: Role) -> &'static str {
    match role {
        Role::Created => "created",
        Role::Modified => "modified",
        Role::MetadataModified => "metadata-modified",
        Role::HistoryTime => "history-time",
        Role::PartTime => "part-time",
        _ => "other",
    }
}
