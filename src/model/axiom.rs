//! Axioms and orders: what follows from how things are made, and what mostly holds between statements.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// An axiom or an order, by which a premise is named in the record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Axiom {
    /// A save is appended to the one before it. The number is that of the later one; written `revision-1-before-2`.
    RevisionOrder(u32),
    /// Words are written before the file that holds them is saved.
    ContentBeforeSave,
    /// A file is saved before it is examined.
    SavedBeforeExamined,
    /// A clock was right, give or take a day; which one. Written `clock-right:` and its name.
    ClockRight(String),
    /// An order between statements, by its row in the table of orders.
    Order(String),
}

impl fmt::Display for Axiom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RevisionOrder(later) => write!(f, "revision-{}-before-{later}", later.saturating_sub(1)),
            Self::ContentBeforeSave => f.write_str("content-before-save"),
            Self::SavedBeforeExamined => f.write_str("saved-before-examined"),
            Self::ClockRight(clock) => write!(f, "clock-right:{clock}"),
            Self::Order(row) => f.write_str(row),
        }
    }
}

impl FromStr for Axiom {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        let later = text.strip_prefix("revision-").and_then(|rest| rest.split_once("-before-"));
        if let Some(order) = later.and_then(|(_, later)| Some(Self::RevisionOrder(later.parse().ok()?)))
            && order.to_string() == text
        {
            return Ok(order);
        }
        Ok(match (text, text.strip_prefix("clock-right:")) {
            ("content-before-save", _) => Self::ContentBeforeSave,
            ("saved-before-examined", _) => Self::SavedBeforeExamined,
            (_, Some(clock)) => Self::ClockRight(clock.to_owned()),
            _ => Self::Order(text.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        for text in
            ["revision-1-before-2", "content-before-save", "saved-before-examined", "clock-right:a: b", "said-twice"]
        {
            let Ok(axiom) = text.parse::<Axiom>();
            assert_eq!(axiom.to_string(), text);
        }
        assert_eq!("revision-2-before-9".parse(), Ok(Axiom::Order("revision-2-before-9".to_owned())));
    }
}
