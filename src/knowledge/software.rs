//! Software: products and their versions.

use crate::knowledge::table::{first_instant, floor, rows};
use crate::knowledge::{Dated, Field, TABLES};
use crate::model::{Error, Fact, Instant};
use regex::Regex;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Debug)]
struct Product {
    id: String,
    vendor: String,
    name: String,
    fields: Vec<String>,
    keyword: String,
    pattern: String,
    expression: OnceLock<Option<Regex>>,
}

#[derive(Debug, Clone)]
struct Version {
    fact: Fact,
    earliest: Option<Instant>,
    released: Option<Instant>,
}

/// The two tables.
#[derive(Debug, Default)]
pub struct Software {
    products: Vec<Product>,
    /// By product and version.
    versions: BTreeMap<String, BTreeMap<String, Version>>,
}

impl Software {
    /// The product of a row: several spellings of one product are rows whose ids end in `-2`, `-3` ...
    fn product_key<'a>(&self, id: &'a str) -> &'a str {
        match id.rsplit_once('-') {
            Some((stem, "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9")) if !self.versions.contains_key(id) => stem,
            _ => id,
        }
    }

    /// Reads both tables.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut software = Self::default();
        let text = |name: &str| TABLES.iter().find(|(table, _)| *table == name).map_or("", |(_, text)| text);
        rows("products", text("products"), |row| {
            software.products.push(Product {
                id: row.get("id")?,
                vendor: row.get("vendor")?,
                name: row.get("product")?,
                fields: row.get("fields")?.split('|').map(str::to_owned).collect(),
                keyword: row.get("keyword")?,
                pattern: row.get("pattern")?,
                expression: OnceLock::new(),
            });
            Ok(())
        })?;
        rows("versions", text("versions"), |row| {
            let (product, version) = (row.get("product")?, row.get("version")?);
            let (earliest, released) = (row.get("earliest")?, row.get("released")?);
            let entry = Version {
                earliest: first_instant(&earliest).map_err(|why| row.error(why))?,
                released: first_instant(&released).map_err(|why| row.error(why))?,
                fact: Fact {
                    id: format!("software:{product}/{version}"),
                    statement: String::new(),
                    basis: row.get("basis")?,
                    confidence: row.get("confidence")?,
                    earliest,
                    released,
                    source: row.get("source")?,
                },
            };
            software.versions.entry(product).or_default().insert(version, entry);
            Ok(())
        })?;
        Ok(software)
    }

    /// How many products and versions there are.
    #[must_use]
    pub fn count(&self) -> (usize, usize) {
        (self.products.len(), self.versions.values().map(BTreeMap::len).sum())
    }

    /// The latest row that the string names.
    #[must_use]
    pub fn look_up(&self, field: Field, text: &str) -> Option<Dated> {
        let lower = text.to_lowercase();
        self.products
            .iter()
            .filter(|product| {
                product.fields.iter().any(|word| word == field.word()) && lower.contains(&product.keyword)
            })
            .flat_map(|product| self.match_product(product, text))
            .max_by_key(|(_, version)| (version.released, version.earliest))
            .map(|(product, version)| self.dated(product, version))
    }

    fn match_product<'a>(&'a self, product: &'a Product, text: &str) -> Vec<(&'a Product, &'a Version)> {
        let expression = product.expression.get_or_init(|| Regex::new(&product.pattern).ok()).as_ref();
        let (Some(expression), Some(versions)) = (expression, self.versions.get(self.product_key(&product.id))) else {
            return Vec::new();
        };
        // "modified using iText 5.5" after "iText 2.1": each mention counts.
        expression
            .captures_iter(text)
            .filter_map(|captures| {
                let written = captures.name("version").map_or("", |version| version.as_str());
                prefixes(written).find_map(|version| versions.get(version)).map(|version| (product, version))
            })
            .collect()
    }

    fn dated(&self, product: &Product, version: &Version) -> Dated {
        let (floor, floor_strength) = floor(version.earliest, &version.fact.basis, &version.fact.confidence, false);
        let number = version.fact.id.rsplit_once('/').map_or("", |(_, number)| number);
        let what = format!("{} {number}", product.name).trim().to_owned();
        let mut fact = version.fact.clone();
        fact.statement = statement(&what, &fact);
        let maker = if product.vendor.is_empty() { product.name.clone() } else { product.vendor.clone() };
        let release = if version.fact.confidence == "low" { None } else { version.released };
        Dated { fact, what, maker, floor, floor_strength, release }
    }

    /// A row by product and version.
    #[must_use]
    pub fn fact(&self, row: &str) -> Option<Fact> {
        let (product, version) = row.split_once('/')?;
        let entry = self.versions.get(product)?.get(version)?;
        let name = self
            .products
            .iter()
            .find(|candidate| self.product_key(&candidate.id) == product)
            .map_or(product, |found| &found.name);
        let mut fact = entry.fact.clone();
        fact.statement = statement(format!("{name} {version}").trim(), &fact);
        Some(fact)
    }

    /// Every pattern, for the test that compiles them all.
    pub fn patterns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.products.iter().map(|product| (product.id.as_str(), product.pattern.as_str()))
    }

    /// Every version's product, for the test that looks for orphans.
    pub fn orphans(&self) -> impl Iterator<Item = &str> {
        self.versions
            .keys()
            .map(String::as_str)
            .filter(|key| !self.products.iter().any(|product| self.product_key(&product.id) == *key))
    }
}

fn statement(what: &str, fact: &Fact) -> String {
    match (fact.earliest.is_empty(), fact.released.is_empty()) {
        (_, true) => format!("{what}: date of release not known"),
        (true, false) => format!("{what} was released on {}", fact.released),
        (false, false) if fact.earliest == fact.released => format!("{what} was released on {}", fact.released),
        (false, false) => {
            format!("{what} was released on {}; no earlier build is known before {}", fact.released, fact.earliest)
        }
    }
}

/// A version, then with its last dotted part taken away until nothing is left: `9.05.1`, `9.05`, `9`, the empty one.
fn prefixes(version: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(version), |version| match version.rfind('.') {
        Some(dot) => version.get(..dot),
        None if version.is_empty() => None,
        None => Some(""),
    })
}
