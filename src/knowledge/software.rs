//! Software: products and their versions.

use crate::knowledge::answers::Answers;
use crate::knowledge::expression::Expression;
use crate::knowledge::index::{self, By};
use crate::knowledge::table::{Row, first_instant, floor, rows, when};
use crate::knowledge::{Dated, Field, text};
use crate::model::{Error, Fact, Instant, plain_date};
use std::collections::BTreeSet;

#[derive(Debug)]
struct Product {
    id: String,
    vendor: String,
    name: String,
    fields: Vec<String>,
    keyword: String,
    expression: Expression,
}

#[derive(Debug, Clone)]
struct Version {
    number: String,
    fact: Fact,
    earliest: Option<Instant>,
    released: Option<Instant>,
}

/// Products; their versions are looked up in the index.
#[derive(Debug, Default)]
pub struct Software {
    products: Vec<Product>,
    /// What was asked before.
    asked: Answers<Option<Dated>>,
}

/// Reads a row of `versions`.
fn version(row: &Row<'_>) -> Result<Version, Error> {
    let (product, number) = (row.get("product")?, row.get("version")?);
    let (earliest, released) = (row.get("earliest")?, row.get("released")?);
    Ok(Version {
        earliest: first_instant(&earliest).map_err(|why| row.error(why))?,
        released: first_instant(&released).map_err(|why| row.error(why))?,
        fact: Fact {
            id: format!("software:{product}/{number}"),
            statement: String::new(),
            basis: row.get("basis")?,
            confidence: row.get("confidence")?,
            earliest,
            released,
            source: row.get("source")?,
        },
        number,
    })
}

/// The product of a row: several spellings of one product are rows whose ids end in `-2`, `-3` ...
fn product_key(id: &str) -> &str {
    match id.rsplit_once('-') {
        Some((stem, "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9")) if !index::has_versions(id) => stem,
        _ => id,
    }
}

impl Software {
    /// Reads the table of products; versions are read when they are asked for.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let mut software = Self::default();
        rows("products", text("products"), |row| {
            software.products.push(Product {
                id: row.get("id")?,
                vendor: row.get("vendor")?,
                name: row.get("product")?,
                fields: row.get("fields")?.split('|').map(str::to_owned).collect(),
                keyword: row.get("keyword")?,
                expression: Expression::new(row.get("pattern")?),
            });
            Ok(())
        })?;
        Ok(software)
    }

    /// Reads every version, so that a broken row is an error at once.
    ///
    /// # Errors
    /// The first broken row, and a version without a product.
    pub fn verify(&self) -> Result<(), Error> {
        let known: BTreeSet<&str> = self.products.iter().map(|product| product_key(&product.id)).collect();
        rows("versions", text("versions"), |row| {
            if !known.contains(row.get("product")?.as_str()) {
                return Err(row.error("a version without a product"));
            }
            version(row).map(drop)
        })
    }

    /// The latest row that the string names.
    #[must_use]
    pub fn look_up(&self, field: Field, text: &str) -> Option<Dated> {
        self.asked.of(&format!("{}: {text}", field.word()), || self.search(field, text))
    }

    fn search(&self, field: Field, text: &str) -> Option<Dated> {
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

    fn match_product<'a>(&self, product: &'a Product, text: &str) -> Vec<(&'a Product, Version)> {
        let Some(expression) = product.expression.get() else { return Vec::new() };
        let key = product_key(&product.id);
        // "modified using iText 5.5" after "iText 2.1": each mention counts.
        expression
            .captures_iter(text.as_bytes())
            .filter_map(|captures| {
                let written =
                    captures.name("version").and_then(|version| text.get(version.range())).unwrap_or_default();
                prefixes(written).find_map(|number| row_of(key, number)).map(|version| (product, version))
            })
            .collect()
    }

    fn dated(&self, product: &Product, version: Version) -> Dated {
        let mut fact = version.fact;
        let (floor, floor_strength) = floor(version.earliest, &fact.basis, &fact.confidence, false);
        let what = format!("{} {}", product.name, version.number).trim().to_owned();
        fact.statement = statement(&what, &fact);
        let maker = if product.vendor.is_empty() { product.name.clone() } else { product.vendor.clone() };
        let release = if fact.confidence == "low" { None } else { version.released };
        Dated { fact, what, maker, floor, floor_strength, release }
    }

    /// A row by product and version.
    #[must_use]
    pub fn fact(&self, row: &str) -> Option<Fact> {
        let (product, number) = row.split_once('/')?;
        let mut fact = row_of(product, number)?.fact;
        let name = self
            .products
            .iter()
            .find(|candidate| product_key(&candidate.id) == product)
            .map_or(product, |found| &found.name);
        fact.statement = statement(format!("{name} {number}").trim(), &fact);
        Some(fact)
    }

    /// Every expression, for the test that compiles them all.
    pub fn expressions(&self) -> impl Iterator<Item = (&str, &Expression)> {
        self.products.iter().map(|product| (product.id.as_str(), &product.expression))
    }
}

/// The row of a product's version.
fn row_of(product: &str, number: &str) -> Option<Version> {
    index::look_up(By::Version, &format!("{product}/{number}"), version).into_iter().next()
}

fn statement(what: &str, fact: &Fact) -> String {
    match (fact.earliest.is_empty(), fact.released.is_empty()) {
        (_, true) => format!("{what}: the release date is not known"),
        (true, false) => format!("{what} was released {}", when(&fact.released)),
        (false, false) if fact.earliest == fact.released => format!("{what} was released {}", when(&fact.released)),
        (false, false) => {
            let (released, earliest) = (when(&fact.released), plain_date(&fact.earliest));
            format!("{what} was released {released}; no build of it is known from before {earliest}")
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
