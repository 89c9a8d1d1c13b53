//! What chat programs leave in text that is copied out of them: marks of citations, links with a tag, phrases.
//!
//! A mark dates the words: nobody could write `oaicite` before the program that leaves it. It does not say who wrote the
//! rest. Innocent causes:
//! - the text is about such programs, and quotes their marks (manuals, reports, lists like this table);
//! - only a link was taken from an answer (`utm_source=chatgpt.com`), or one sentence, or a translation;
//! - a program that a person may use openly checked the language, or drew up a draft;
//! - a name of a program or a variable is the same by chance: the table gives such tokens less confidence.

use crate::knowledge::dated::DatedRow;
use crate::knowledge::table::rows;
use crate::knowledge::{Dated, text};
use crate::model::Error;
use regex::Regex;
use std::ops::Range;

/// So many marks of one run are given back.
const LIMIT: usize = 1_000;

/// What kind of mark it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResidueKind {
    /// A mark in place of a citation: `:contentReference[oaicite:0]`.
    Citation,
    /// A link as a chat program gives it: the words need not be its own.
    Link,
    /// A phrase in which the program speaks of itself.
    Phrase,
    /// The label of a button, alone at the end of a line or a sentence.
    Label,
    /// A mark of a turn or a block of a chat.
    Markup,
}

/// A mark in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Residue {
    /// Where it is written, in bytes.
    pub range: Range<usize>,
    /// Its kind.
    pub kind: ResidueKind,
    /// The row and its dates.
    pub dated: Dated,
}

#[derive(Debug)]
struct Token {
    row: DatedRow,
    kind: ResidueKind,
    /// Matches from the beginning of a text.
    expression: Regex,
}

/// Finds the marks of the table `residue`.
#[derive(Debug, Default)]
pub struct Residues {
    tokens: Vec<Token>,
    /// Any of them; none where there are no tokens.
    any: Option<Regex>,
}

/// The expression of a token: `#` is a number; a phrase counts in any case, the rest as written.
fn pattern(token: &str, kind: ResidueKind) -> String {
    let literal = regex::escape(token).replace("\\#", "[0-9]{1,20}");
    // Copies break a line anywhere and have either apostrophe.
    let literal = literal.replace('\'', "['’]").replace(' ', r"[ \n\u{a0}]");
    if kind == ResidueKind::Phrase { format!("(?i:{literal})") } else { literal }
}

impl Residues {
    /// Reads the table.
    ///
    /// # Errors
    /// The first broken row.
    pub fn parse() -> Result<Self, Error> {
        let (mut tokens, mut patterns) = (Vec::new(), Vec::new());
        rows("residue", text("residue"), |row| {
            let kind = match row.get("kind")?.as_str() {
                "citation" => ResidueKind::Citation,
                "link" => ResidueKind::Link,
                "phrase" => ResidueKind::Phrase,
                "label" => ResidueKind::Label,
                "markup" => ResidueKind::Markup,
                kind => return Err(row.error(format!("{kind:?} is no kind of residue"))),
            };
            let token = pattern(&row.get("token")?, kind);
            let expression = Regex::new(&format!("^(?:{token})")).map_err(|error| row.error(error))?;
            let dated = DatedRow::read(row, "residue", ["what", "vendor", "token", ""])?;
            patterns.push(token);
            tokens.push(Token { row: dated, kind, expression });
            Ok(())
        })?;
        let broken = |error: regex::Error| Error::Knowledge { table: "residue", message: error.to_string() };
        Ok(Self { tokens, any: Some(Regex::new(&patterns.join("|")).map_err(broken)?) })
    }

    /// The marks of a text in their order, a thousand at most.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Residue> {
        let found = self.any.iter().flat_map(|any| any.find_iter(text));
        found.filter_map(|found| self.residue(text, found.start())).take(LIMIT).collect()
    }

    /// The longest token that begins at a place.
    fn residue(&self, text: &str, start: usize) -> Option<Residue> {
        let rest = text.get(start..)?;
        let matches = self.tokens.iter().filter_map(|token| Some((token.expression.find(rest)?.end(), token)));
        let (length, token) = matches.max_by_key(|(length, _)| *length)?;
        let (range, after) = (start..start + length, rest.get(length..)?);
        let before = text.get(..start)?;
        (is_whole(before, after, rest) && (token.kind != ResidueKind::Label || is_label(after))).then(|| Residue {
            range,
            kind: token.kind,
            dated: token.row.dated(),
        })
    }

    /// The rows of the table.
    pub fn rows(&self) -> impl Iterator<Item = &DatedRow> {
        self.tokens.iter().map(|token| &token.row)
    }
}

/// Whether letters do not go on before a token or after it. A token of Chinese, Japanese or Korean has no such bounds.
fn is_whole(before: &str, after: &str, token: &str) -> bool {
    let letter = |character: char| character.is_alphabetic() && u32::from(character) < 0x2E80;
    let begins = !token.starts_with(letter) || !before.ends_with(|last: char| letter(last) || last.is_ascii_digit());
    let last = before.len() + token.len() - after.len();
    let ends_in_letter = token.get(..last - before.len()).is_some_and(|token| token.ends_with(letter));
    begins && !(ends_in_letter && after.starts_with(|next: char| letter(next) || next == '-' || next.is_ascii_digit()))
}

/// The label of a button comes with the text above it: the line or the sentence ends with it.
fn is_label(after: &str) -> bool {
    let after = after.trim_start_matches(' ');
    after.is_empty() || after.starts_with(['\n', '.', ',', ';', ')', '\r'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Strength;

    fn found(text: &str) -> Vec<String> {
        let residues = Residues::parse().expect("the table");
        residues.find(text).into_iter().map(|residue| text[residue.range].to_owned()).collect()
    }

    #[test]
    fn marks_of_chat_programs_are_found() {
        for (text, expected) in [
            ("on the list :contentReference[oaicite:0]{index=0}.", "oaicite"),
            ("in 2013 [oai_citation:1‡en.wikipedia.org]", "oai_citation"),
            ("accredited. citeturn0search1turn0news2 For more", "citeturn0"),
            ("accredited. \u{e200}cite\u{e202}turn0search1\u{e201} For more", "turn0search1"),
            ("siehe 【4†source】 dort", "【4†source】"),
            ("siehe 【85†L261-269】 dort", "【85†L261"),
            ("siehe 【4:0†source】 dort", "【4:0†"),
            ("https://example.org/a?utm_source=chatgpt.com", "utm_source=chatgpt.com"),
            ("https://example.org/a?b=c&utm_source=openai, 2025", "utm_source=openai"),
            ("<grok-card data-id=\"e8ff4f\" data-type=\"citation_card\">", "<grok-card"),
            ("[cite_start]The project", "[cite_start]"),
            ("met.[span_12](start_span)", "[span_12](start_span)"),
            ("debates.[attached_file:1]", "[attached_file:1]"),
            ("[report](sandbox:/mnt/data/report.docx)", "sandbox:/mnt/data/"),
            ("as an AI language\nmodel, I cannot", "as an AI language\nmodel"),
            ("Как языковая модель, я не могу", "Как языковая модель, я"),
            ("作为一个AI语言模型，我无法", "作为一个AI语言模型"),
            ("En tant que modèle d’IA, je ne peux", "En tant que modèle d’IA"),
            ("the results of the study. Regenerate response", "Regenerate response"),
        ] {
            assert_eq!(found(text), [expected], "{text}");
        }
    }

    #[test]
    fn words_of_people_are_none() {
        for text in [
            "turn 0 search 0",
            "We will return0search results",
            "https://example.org/?utm_source=openai-labs",
            "https://example.org/?utm_source=newsletter",
            "【4】出典",
            "contentReference of the element",
            "the language model of an AI",
            "Regenerate response curves from the data",
            "модель, я",
            "[web: the site]",
            "a citation (Cite 1999)",
        ] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_row_bounds_by_its_product_and_a_doubtful_one_does_not() {
        let residues = Residues::parse().expect("the table");
        let dated = |text: &str| residues.find(text).remove(0).dated;
        let mark = dated("oaicite:0");
        assert_eq!((mark.floor_strength, mark.maker.as_str()), (Strength::Hard, "OpenAI"));
        assert_eq!(dated("As an AI language model").floor_strength, Strength::Strong);
        assert_eq!(dated("Regenerate response").floor, None);
        assert_eq!(dated("[cite: 1]").floor, None);
        for row in residues.rows() {
            let fact = row.fact();
            let reversed = !fact.released.is_empty() && fact.earliest > fact.released;
            assert!(!fact.source.is_empty() && !reversed, "{}", fact.id);
        }
    }

    #[test]
    fn hostile_text_is_read_in_time() {
        let residues = Residues::parse().expect("the table");
        let started = std::time::Instant::now();
        for piece in ["turn0search0 ", "【1", "[span_", "9", "As an AI ", "utm_source=", "turn", "[cite: 1"] {
            assert!(residues.find(&piece.repeat(2_000_000 / piece.len())).len() <= LIMIT, "{piece}");
        }
        assert!(started.elapsed().as_secs() < 20, "{:?}", started.elapsed());
    }
}
