//! What services that hand documents on put onto them: cover pages, stamps in the margin, lines at the foot of a page. It dates the copy, not
//! the words of the document.

use crate::knowledge::expression::Expression;
use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::Error;
use std::ops::Range;

/// What a row covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// The whole page, or whatever run of words it is in.
    Page,
    /// Its line alone.
    Line,
}

/// The rows of the table `delivery`.
#[derive(Debug, Default)]
pub struct Deliveries {
    rows: Vec<(Scope, Expression)>,
}

impl Deliveries {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut found = Self::default();
        rows("delivery", text("delivery"), |row| {
            let scope = match row.get("scope")?.as_str() {
                "page" => Scope::Page,
                "line" => Scope::Line,
                scope => return Err(row.error(format!("{scope:?} is no scope"))),
            };
            let expression = Expression::new(row.get("pattern")?);
            expression.compile().map_err(|error| row.error(error))?;
            found.rows.push((scope, expression));
            Ok(())
        })?;
        Ok(found)
    }

    /// Whether what is at a place of a run of words was put there by whoever handed the document on.
    #[must_use]
    pub fn holds(&self, text: &str, place: &Range<usize>) -> bool {
        let begin = text.get(..place.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let end = text.get(place.end..).and_then(|after| after.find('\n')).map_or(text.len(), |at| place.end + at);
        let line = text.get(begin..end).unwrap_or_default().trim();
        self.rows.iter().any(|(scope, expression)| {
            let within = if *scope == Scope::Page { text } else { line };
            expression.get().is_some_and(|expression| expression.is_match(within.as_bytes()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_is_the_services_and_a_text_about_it_the_authors() {
        let deliveries = Deliveries::parse().expect("a table without fault");
        let holds = |text: &str, mark: &str| {
            let at = text.find(mark).expect(mark);
            deliveries.holds(text, &(at..at + mark.len()))
        };
        assert!(holds(
            "See discussions, stats, and author profiles for this publication\nA title\n10.1000/182",
            "10.1000"
        ));
        assert!(holds("Words\narXiv:1510.00123v1  [cs.DS]  1 Oct 2015\nmore", "1510.00123"));
        assert!(holds("Authorized licensed use limited to: A Library. Downloaded on May 3, 2016", "2016"));
        assert!(holds("Text\nhttps://web.archive.org/web/20160318/http://example.org/a 1/5", "20160318"));
        assert!(!holds("We cite arXiv:1510.00123 in the text.\nAnd more.", "1510.00123"));
        assert!(!holds("The treaty of 2016\nhttps://example.org/law", "example.org"));
    }
}
