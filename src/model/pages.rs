//! Pages of a document by their numbers, in words that are read back.

use crate::model::Locus;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Pages, counted from 1. Written `page 3`, or `pages 1 to 4, 7`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PageNumbers(pub BTreeSet<u32>);

impl fmt::Display for PageNumbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut spans: Vec<(u32, u32)> = Vec::new();
        for &number in &self.0 {
            match spans.last_mut() {
                Some((_, last)) if *last + 1 == number => *last = number,
                _ => spans.push((number, number)),
            }
        }
        f.write_str(if self.0.len() == 1 { "page " } else { "pages " })?;
        for (at, (first, last)) in spans.into_iter().enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            if first == last { write!(f, "{comma}{first}")? } else { write!(f, "{comma}{first} to {last}")? }
        }
        Ok(())
    }
}

impl FromStr for PageNumbers {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        /// More pages than this in one span are none of a document.
        const MOST: u32 = 1_000_000;
        let unclear = || format!("no numbers of pages: {text:?}");
        let spans = text.strip_prefix("pages ").or_else(|| text.strip_prefix("page ")).ok_or_else(unclear)?;
        let mut numbers = BTreeSet::new();
        for span in spans.split(", ") {
            let (first, last) = span.split_once(" to ").unwrap_or((span, span));
            let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number <= MOST).ok_or_else(unclear);
            let span = number(first)?..=number(last)?;
            // They go up, so each is read once.
            if span.is_empty() || numbers.last().is_some_and(|last| last >= span.start()) {
                return Err(unclear());
            }
            numbers.extend(span);
        }
        Ok(Self(numbers))
    }
}

impl Locus {
    /// The page that the place is, where it is one.
    #[must_use]
    pub fn page(&self) -> Option<u32> {
        self.path.strip_prefix("page ")?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_as_they_are_written() {
        for (numbers, text) in
            [(vec![3], "page 3"), (vec![1, 2, 3, 7], "pages 1 to 3, 7"), (vec![1, 3, 9, 10], "pages 1, 3, 9 to 10")]
        {
            let pages = PageNumbers(numbers.into_iter().collect());
            assert_eq!(pages.to_string(), text);
            assert_eq!(text.parse(), Ok(pages));
        }
        for text in ["", "pages", "pages 1 to", "pages 1 to 4000000000", "pages 1 to 3, 2", "page x"] {
            assert!(text.parse::<PageNumbers>().is_err(), "{text}");
        }
    }
}
