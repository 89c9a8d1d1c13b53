//! Where the rows of the two largest tables are, so that a run which asks about one version of one program reads that row
//! and not the eleven thousand others.
//!
//! Both tables are sorted by their first column, so a row is found by halving; `tests/house.rs` holds them to it.

use crate::knowledge::table::{Row, row_at, rows_with_offsets};
use crate::knowledge::text;
use crate::model::Error;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const VERSIONS: &str = "versions";
const DEVICES: &str = "devices";

/// Reads the row of a product's version; none where there is no such row.
pub fn version<T>(product: &str, number: &str, read: impl FnOnce(&Row<'_>) -> Result<T, Error>) -> Option<T> {
    let beginning = format!("{product},{number},");
    let (_, offset) = rows_of(VERSIONS, product).find(|(line, _)| line.starts_with(&beginning))?;
    row_at(VERSIONS, text(VERSIONS), offset, read).ok()
}

/// Whether a product has versions.
#[must_use]
pub fn has_versions(product: &str) -> bool {
    rows_of(VERSIONS, product).next().is_some()
}

/// Reads the row of a device by its id; none where there is no such row.
pub fn device<T>(id: &str, read: impl FnOnce(&Row<'_>) -> Result<T, Error>) -> Option<T> {
    let (_, offset) = rows_of(DEVICES, id).next()?;
    row_at(DEVICES, text(DEVICES), offset, read).ok()
}

/// Reads the rows of devices that have exactly this model name, in lower case.
pub fn devices_named<T>(model: &str, read: impl Fn(&Row<'_>) -> Result<T, Error>) -> Vec<T> {
    let offsets = models().get(model).into_iter().flatten();
    offsets.filter_map(|offset| row_at(DEVICES, text(DEVICES), *offset, &read).ok()).collect()
}

/// The offsets of devices by their model names, of which a row may list several.
fn models() -> &'static BTreeMap<String, Vec<u64>> {
    static MODELS: OnceLock<BTreeMap<String, Vec<u64>>> = OnceLock::new();
    MODELS.get_or_init(|| {
        let mut models = BTreeMap::<String, Vec<u64>>::new();
        // A broken row ends the table here; `Knowledge::verify` says which one it is.
        let _ = rows_with_offsets(DEVICES, text(DEVICES), |row, offset| {
            for name in row.get("keyword")?.split('|').filter(|name| !name.is_empty()) {
                models.entry(name.to_owned()).or_default().push(offset);
            }
            Ok(())
        });
        models
    })
}

/// The lines of a sorted table whose first column is this, each with its offset.
fn rows_of<'a>(table: &str, first: &'a str) -> impl Iterator<Item = (&'static str, u64)> + 'a {
    let text = text(table);
    let start = first_line(text, |line| first_column(line) >= first);
    let lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let placed = lines.scan(start, |next, line| {
        let offset = *next as u64;
        *next += line.len();
        Some((line, offset))
    });
    placed.take_while(move |(line, _)| first_column(line) == first)
}

fn first_column(line: &str) -> &str {
    line.split_once(',').map_or(line, |(first, _)| first)
}

/// The offset of the first line after the header that is `reached`; those before it are not, those after it are.
fn first_line(text: &str, reached: impl Fn(&str) -> bool) -> usize {
    let line_at = |start: usize| text.get(start..).unwrap_or_default().split_inclusive('\n').next().unwrap_or_default();
    let (mut low, mut high) = (line_at(0).len(), text.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = text.as_bytes().get(low..middle).unwrap_or_default();
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(low, |newline| low + newline + 1);
        let line = line_at(start);
        if reached(line) { high = start } else { low = start + line.len() }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_is_found_where_the_table_has_it_and_no_other() {
        rows_with_offsets(VERSIONS, text(VERSIONS), |row, _| {
            let (product, number) = (row.get("product")?, row.get("version")?);
            let found = version(&product, &number, |found| Ok((found.get("version")?, found.get("source")?)));
            assert_eq!(found, Some((number, row.get("source")?)), "{product}");
            assert!(has_versions(&product));
            Ok(())
        })
        .unwrap();
        rows_with_offsets(DEVICES, text(DEVICES), |row, _| {
            let id = row.get("id")?;
            assert_eq!(device(&id, |found| found.get("product")), Some(row.get("product")?), "{id}");
            for model in row.get("keyword")?.split('|').filter(|model| !model.is_empty()) {
                assert!(devices_named(model, |found| found.get("id")).contains(&id), "{model}");
            }
            Ok(())
        })
        .unwrap();
        for product in ["", "a", "itex", "itextt", "zzz", "product"] {
            assert!(!has_versions(product), "{product}");
        }
        assert_eq!(version("itext", "5.5.6,2015", |_| Ok(())), None);
        assert_eq!(device("zzz", |_| Ok(())), None);
    }
}
