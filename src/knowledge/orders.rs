//! Orders between statements, with their measured exception rates on genuine files.

use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::{Error, Role, Strength};

/// An order that genuine files break more often than this is soft.
const HARD_BELOW: f64 = 0.001;
/// One that they break more often than this says little.
const OFTEN_FROM: f64 = 1.0 / 100.0;

/// An order: the earlier role is not after the later one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The row.
    pub id: String,
    /// In words, with the measured rate.
    pub sentence: String,
    /// Strong where genuine files hardly ever break it, medium where they do or nobody measured.
    pub strength: Strength,
    /// The measured rate in words: "14 of 2,674 genuine files show this too".
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
                    text.parse().map(Some).map_err(|_| row.error(format!("{column} is not a number")))
                }
            };
            let measured = count("violations")?.zip(count("documents")?);
            let (strength, broken) = match measured {
                Some((violations, documents)) => {
                    let strength = match violations / documents {
                        rate if rate < HARD_BELOW => Strength::Strong,
                        rate if rate < OFTEN_FROM => Strength::Medium,
                        _ => Strength::Weak,
                    };
                    (strength, Some(format!("{} of {} genuine files", grouped(violations), grouped(documents))))
                }
                None => (Strength::Medium, None),
            };
            let (earlier, sentence) = (row.get("earlier")?, row.get("sentence")?);
            let kind = if earlier == "said" { "rule" } else { "order" };
            let order = match broken {
                Some(broken) => Order {
                    id: row.get("id")?,
                    sentence: format!("{sentence}; {broken} break this {kind}"),
                    strength,
                    rate: format!("{broken} show this too"),
                },
                None => not_measured(row.get("id")?, &sentence, kind),
            };
            orders.push(Row { earlier, later: row.get("later")?, order });
            Ok(())
        })?;
        Ok(Self { rows: orders })
    }

    /// The order between two roles; an order that the table does not have is soft.
    #[must_use]
    pub fn between(&self, earlier: Role, later: Role) -> Order {
        self.rows.iter().find(|row| row.earlier == word(earlier) && row.later == word(later)).map_or_else(
            || {
                let (earlier, later) = (word(earlier), word(later));
                let sentence = format!("the time of kind {earlier} does not come after the time of kind {later}");
                not_measured(format!("{earlier}-not-after-{later}"), &sentence, "order")
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
            || not_measured("said-twice".to_owned(), "two places in one file that date the same event agree", "rule"),
            |row| row.order.clone(),
        )
    }
}

/// An order that nobody measured.
fn not_measured(id: String, sentence: &str, kind: &str) -> Order {
    Order {
        id,
        sentence: format!("{sentence}; nobody has measured how often genuine files break this {kind}"),
        strength: Strength::Medium,
        rate: "not measured".to_owned(),
    }
}

/// A count with a comma between its thousands: "2,674".
fn grouped(count: f64) -> String {
    let digits = format!("{count:.0}");
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
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
