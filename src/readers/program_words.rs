//! Words that programs put into documents by themselves: nobody wrote them, so nobody hid them. They are a table with its sources
//! (`data/program_words.csv`).

use serde::Deserialize;
use std::sync::OnceLock;

/// Where a program puts its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the outline of a PDF.
    Outline,
    /// In the texts of the structure of a PDF.
    Structure,
    /// In what a compound file keeps between its streams.
    Compound,
    /// In the names of a workbook.
    Name,
    /// In a macro: a line.
    Macro,
}

/// How much of a text is a program's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Extent {
    /// All of it.
    Whole,
    /// What it begins with; the rest is somebody's.
    Prefix,
    /// All of it, where it has these words.
    Within,
}

#[derive(Debug, Deserialize)]
struct Row {
    place: Place,
    extent: Extent,
    /// The words; `#` is any number.
    words: String,
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        csv::Reader::from_reader(include_str!("data/program_words.csv").as_bytes()).deserialize().flatten().collect()
    })
}

/// What of a text is left without the words of programs.
#[must_use]
pub fn without(place: Place, text: &str) -> &str {
    let text = text.trim();
    for row in rows().iter().filter(|row| row.place == place) {
        match (row.extent, end_of(&row.words, text)) {
            (Extent::Whole, Some(end)) if end == text.len() => return "",
            (Extent::Prefix, Some(end)) => return text.get(end..).unwrap_or_default().trim_start(),
            (Extent::Within, _) if text.contains(row.words.as_str()) => return "",
            _ => {}
        }
    }
    text
}

/// Where words that a text begins with end in it.
fn end_of(words: &str, text: &str) -> Option<usize> {
    let mut rest = text;
    for piece in words.split_inclusive('#') {
        rest = rest.strip_prefix(piece.trim_end_matches('#'))?;
        if piece.ends_with('#') {
            let without = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
            if without.len() == rest.len() {
                return None;
            }
            rest = without;
        }
    }
    Some(text.len() - rest.len())
}

/// A text with its numbers as one sign, by which numbered labels are alike; none where it has no number.
#[must_use]
pub fn label(text: &str) -> Option<String> {
    let mut label = String::new();
    for letter in text.chars() {
        match letter {
            letter if !letter.is_numeric() => label.push(letter),
            _ if label.ends_with('#') => {}
            _ => label.push('#'),
        }
    }
    label.contains('#').then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_says_is_taken_away_and_the_rest_is_left() {
        assert_eq!(without(Place::Outline, "Default Section"), "");
        assert_eq!(without(Place::Outline, "Default Sections of Roe"), "Default Sections of Roe");
        assert_eq!(without(Place::Outline, "Slide 12: Jane Roe"), "Jane Roe");
        assert_eq!(without(Place::Outline, "スライド 1: 開源"), "開源");
        assert_eq!(without(Place::Structure, "Empty cell"), "");
        assert_eq!(without(Place::Name, "_xlnm._FilterDatabase"), "");
        assert_eq!(without(Place::Compound, "Microsoft Office Word Document"), "");
        let reference = "\u{11a}*\\G{91493440-5A91-11CF-8700-00AA0060263B}#2.8#0#C:\\MSPPT.OLB#Library";
        assert_eq!(without(Place::Compound, reference), "");
        assert_eq!(without(Place::Compound, "Microsoft paid Roe"), "Microsoft paid Roe");
    }

    #[test]
    fn labels_that_differ_by_their_number_are_alike() {
        assert_eq!(label("Chart 12"), label("Chart 3"));
        assert_eq!(label("Chart"), None);
    }
}
