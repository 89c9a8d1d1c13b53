//! The expressions of the tables: compiled when they are first needed, and cheaply.

use regex::bytes::{Regex, RegexBuilder};
use std::sync::OnceLock;

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
        // Letters and digits of all scripts are dear to compile. Where a pattern is of ASCII and says what it takes, not
        // what it leaves out by class, it matches the same bytes without them.
        let unicode = !self.pattern.is_ascii() || self.pattern.contains(r"\W");
        RegexBuilder::new(&self.pattern).unicode(unicode).build()
    }

    /// The compiled expression, kept; none where the pattern is none, which a test rules out.
    #[must_use]
    pub fn get(&self) -> Option<&Regex> {
        self.compiled.get_or_init(|| self.compile().ok()).as_ref()
    }
}
