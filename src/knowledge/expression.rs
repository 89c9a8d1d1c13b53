//! The expressions of the tables: compiled when they are first needed, and cheaply.

use regex::bytes::{Regex, RegexBuilder};
use regex_syntax::ParserBuilder;
use regex_syntax::hir::Look;
use regex_syntax::hir::literal::Extractor;
use std::sync::OnceLock;

/// Longer beginnings tell few more expressions apart, and cost more to find.
const BEGINNING: usize = 6;

/// An expression of a table.
#[derive(Debug)]
pub struct Expression {
    pattern: String,
    compiled: OnceLock<Option<Regex>>,
}

impl Expression {
    /// Of a pattern; nothing is compiled yet.
    #[must_use]
    pub fn new(pattern: String) -> Self {
        Self { pattern, compiled: OnceLock::new() }
    }

    /// The pattern.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// The compiled expression.
    ///
    /// # Errors
    /// When the pattern is none.
    pub fn compile(&self) -> Result<Regex, regex::Error> {
        RegexBuilder::new(&self.pattern).unicode(self.is_unicode()).build()
    }

    /// Letters and digits of all scripts are dear to compile. Where a pattern is of ASCII and says what it takes, not what
    /// it leaves out by class, it matches the same bytes without them.
    fn is_unicode(&self) -> bool {
        !self.pattern.is_ascii() || self.pattern.contains(r"\W")
    }

    /// The bytes with which a text must begin, one of them, that the expression matches; none where it does not say.
    #[must_use]
    pub fn beginnings(&self) -> Vec<Vec<u8>> {
        let mut parser = ParserBuilder::new().unicode(self.is_unicode()).utf8(false).build();
        let Ok(parsed) = parser.parse(&self.pattern) else { return vec![] };
        if !parsed.properties().look_set_prefix().contains(Look::Start) {
            return vec![];
        }
        let mut beginnings = Extractor::new().limit_literal_len(BEGINNING).extract(&parsed);
        beginnings.dedup();
        let beginnings = beginnings.literals().unwrap_or_default();
        if beginnings.iter().any(|beginning| beginning.is_empty()) {
            return vec![];
        }
        beginnings.iter().map(|beginning| beginning.as_bytes().to_vec()).collect()
    }

    /// The compiled expression, kept; none where the pattern is none, which a test rules out.
    #[must_use]
    pub fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| self.compile().ok()).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_beginnings_of_an_expression_are_those_of_every_text_that_it_matches() {
        let beginnings = |pattern: &str| {
            let beginnings = Expression::new(pattern.to_owned()).beginnings();
            beginnings.into_iter().map(|text| String::from_utf8(text).unwrap()).collect::<Vec<_>>().join("|")
        };
        assert_eq!(beginnings("^Calibri(?:Bold)?$"), "Calibr");
        assert_eq!(beginnings("^Arial ?Unicode ?MS"), "Arial |ArialU");
        assert_eq!(beginnings("^(?:KaiTi|楷体)(?:,Bold)?$"), "KaiTi,|KaiTi|楷体");
        assert_eq!(beginnings(r"^(?:Chalkboard|Chalk SE \(10\.6\))(?:SE)?.*"), "Chalkb|Chalk ");
        assert_eq!(beginnings(r"^\.?SF"), ".SF|SF");
        assert_eq!(beginnings("^Aa|^Bb"), "Aa|Bb");
        // One that may begin otherwise has none.
        for pattern in ["", "Calibri", "^Aa|Bb", "^(?:|.*B)", "^.B", "(?m)^A", "("] {
            assert_eq!(beginnings(pattern), "", "{pattern}");
        }
    }
}
