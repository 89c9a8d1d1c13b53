//! The generated index of the large tables: where a row begins, by what it is looked up by.
//!
//! The tables stay the only truth. The index holds offsets into them, so that a run which asks about one version of one
//! program reads that row and not the seven thousand others. `tests/house.rs` generates it anew and compares; with
//! `VALLA_WRITE=1` it writes it.

use crate::knowledge::table::{Row, row_at, rows_with_offsets};
use crate::knowledge::text;
use crate::model::Error;
use fst::{IntoStreamer, Map, Streamer};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The index as shipped.
pub const EMBEDDED: &[u8] = include_bytes!("data/index.fst");

/// What a table is looked up by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// `versions`: product and version, with `/` between them.
    Version,
    /// `devices`: a model's exact name, in lower case; a row may list several.
    Model,
    /// `devices`: the row's id.
    Device,
}

impl By {
    const ALL: [Self; 3] = [Self::Version, Self::Model, Self::Device];

    /// The table.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::Version => "versions",
            Self::Model | Self::Device => "devices",
        }
    }

    fn prefix(self) -> &'static str {
        match self {
            Self::Version => "version",
            Self::Model => "model",
            Self::Device => "device",
        }
    }

    fn keys(self, row: &Row<'_>) -> Result<Vec<String>, Error> {
        Ok(match self {
            Self::Version => vec![format!("{}/{}", row.get("product")?, row.get("version")?)],
            Self::Model => row.get("keyword")?.split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            Self::Device => vec![row.get("id")?],
        })
    }
}

fn key(by: By, text: &str) -> Vec<u8> {
    [by.prefix().as_bytes(), &[0], text.as_bytes()].concat()
}

/// Generates the index from the tables.
///
/// # Errors
/// A broken row.
pub fn generate() -> Result<Vec<u8>, Error> {
    let mut entries: BTreeMap<Vec<u8>, Vec<u64>> = BTreeMap::new();
    for by in By::ALL {
        rows_with_offsets(by.table(), text(by.table()), |row, offset| {
            for name in by.keys(row)? {
                entries.entry(key(by, &name)).or_default().push(offset);
            }
            Ok(())
        })?;
    }
    // Rows that share a key are told apart by a number, which keeps their order.
    let numbered = entries.into_iter().flat_map(|(key, offsets)| {
        (0..=u8::MAX).zip(offsets).map(move |(number, offset)| ([key.as_slice(), &[0, number]].concat(), offset))
    });
    let broken = |error: fst::Error| Error::Knowledge { table: "index", message: error.to_string() };
    Map::from_iter(numbered).map(|map| map.into_fst().into_inner()).map_err(broken)
}

fn map() -> Option<&'static Map<&'static [u8]>> {
    static MAP: OnceLock<Option<Map<&'static [u8]>>> = OnceLock::new();
    MAP.get_or_init(|| Map::new(EMBEDDED).ok()).as_ref()
}

fn offsets(from: &[u8], beyond: &[u8]) -> Vec<u64> {
    let mut offsets = Vec::new();
    if let Some(map) = map() {
        let mut stream = map.range().ge(from).lt(beyond).into_stream();
        while let Some((_, offset)) = stream.next() {
            offsets.push(offset);
        }
    }
    offsets
}

/// Reads the rows that stand under a key, in the order of the table.
pub fn look_up<T>(by: By, name: &str, mut read: impl FnMut(&Row<'_>) -> Result<T, Error>) -> Vec<T> {
    let from = [key(by, name), vec![0]].concat();
    let beyond = [key(by, name), vec![1]].concat();
    let text = text(by.table());
    offsets(&from, &beyond).into_iter().filter_map(|offset| row_at(by.table(), text, offset, &mut read).ok()).collect()
}

/// Whether a product has versions.
#[must_use]
pub fn has_versions(product: &str) -> bool {
    let from = key(By::Version, &format!("{product}/"));
    // `0` follows `/`.
    let beyond = key(By::Version, &format!("{product}0"));
    map().is_some_and(|map| map.range().ge(from).lt(beyond).into_stream().next().is_some())
}
