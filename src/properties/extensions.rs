//! Which ends of names the files of a format have, by habit and by PRONOM.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

#[derive(Debug, Deserialize)]
struct Row {
    format: String,
    extensions: String,
}

fn rows() -> &'static BTreeMap<String, Vec<String>> {
    static ROWS: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    ROWS.get_or_init(|| {
        csv::Reader::from_reader(include_str!("data/extensions.csv").as_bytes())
            .deserialize::<Row>()
            .flatten()
            .map(|row| (row.format, row.extensions.split(' ').map(str::to_owned).collect()))
            .collect()
    })
}

/// The ends of names that files of a format have, by its name; none where the table does not say.
#[must_use]
pub fn of(format: &str) -> Option<&'static [String]> {
    rows().get(format).map(Vec::as_slice)
}

/// Whether any format of the table has this end.
#[must_use]
pub fn is_known(extension: &str) -> bool {
    rows().values().flatten().any(|known| known == extension)
}

/// The end of a name, in small letters; empty where it has none.
#[must_use]
pub fn end_of(path: &str) -> String {
    let name = path.rsplit(['/', '\\', '#']).next().unwrap_or_default();
    name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default()
}

/// The names of the formats of the table.
pub fn formats() -> impl Iterator<Item = &'static str> {
    rows().keys().map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_with_extensions_is_one_that_is_named() {
        let known = include_str!("../readers/identify/data/formats.csv");
        assert!(formats().count() > 30);
        for format in formats() {
            assert!(format == "PDF" || known.contains(format), "{format}");
        }
        assert_eq!(end_of("a/b.c#word/Media/Image1.PNG"), "png");
        assert!(is_known("docx") && !is_known("data"));
    }
}
