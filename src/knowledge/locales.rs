//! Languages of the codes that documents hold: numbers of Windows, tags, code pages.

use crate::knowledge::table::rows;
use crate::knowledge::text;
use crate::model::Error;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A language, or a script that several share.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its name.
    pub name: String,
    /// The countries where it is at home (ISO 3166-1), in small letters.
    pub countries: BTreeSet<String>,
}

/// The table `locales`, by code.
#[derive(Debug, Default)]
pub struct Locales {
    by_code: BTreeMap<String, Arc<Language>>,
}

impl Locales {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut by_code = BTreeMap::new();
        rows("locales", text("locales"), |row| {
            let countries = row.get("countries")?.split(' ').map(str::to_lowercase).collect();
            let language = Arc::new(Language { name: row.get("language")?, countries });
            for column in ["number", "tag", "codepage"] {
                let code = row.get(column)?.to_lowercase();
                if !code.is_empty() {
                    by_code.insert(code, Arc::clone(&language));
                }
            }
            Ok(())
        })?;
        Ok(Self { by_code })
    }

    /// The language of a mark: `1049`, `ru-RU`, `1251 (Cyrillic)`, `deflang 1049`. English and what is there for all
    /// languages are none.
    #[must_use]
    pub fn language(&self, mark: &str) -> Option<&Language> {
        let mark = mark.to_lowercase();
        mark.split([' ', '(', ')', ','])
            .flat_map(|word| [word, word.split('-').next().unwrap_or(word)])
            .find_map(|word| self.by_code.get(word))
            .map(Arc::as_ref)
    }

    /// A language or a script by its name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Language> {
        self.by_code.values().find(|language| language.name == name).map(Arc::as_ref)
    }
}
