//! The index of words, and the search in it.

use super::case::CaseFile;
use super::packed::Packed;
use super::rows::Record;
use crate::model::{Error, Examined, Words};
use rusqlite::params;
use std::fmt::Write;

/// A place in which the words that were searched for are.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The path of the document; of a part, that of the file, `#`, and its name there.
    pub path: String,
    /// The words around.
    pub words: Words,
}

/// Signs that are written without blanks between words: each is indexed by itself, and a search for several is one for their sequence.
fn is_spaced(sign: char) -> bool {
    matches!(sign, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A text as the index has it.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for sign in text.chars() {
        if is_spaced(sign) {
            spaced.extend([' ', sign, ' ']);
        } else {
            spaced.push(sign);
        }
    }
    spaced
}

/// What is asked of the index: runs that hold each of these, a word or several in sequence; a star at the end stands for any end of the word.
///
/// # Errors
/// When nothing is asked for.
fn question(asked: &[String]) -> Result<String, Error> {
    let mut question = String::new();
    for one in asked {
        let (one, any_end) = one.strip_suffix('*').map_or((one.as_str(), false), |begin| (begin, true));
        let phrase = spaced(one).replace('"', " ");
        if !phrase.chars().any(char::is_alphanumeric) {
            continue;
        }
        let and = if question.is_empty() { "" } else { " AND " };
        // Writing to a text does not fail.
        let _ = write!(question, "{and}\"{}\"{}", phrase.trim(), if any_end { " *" } else { "" });
    }
    if question.is_empty() {
        return Err(Error::Usage("name the words to search for: valla search CASE WORDS...".to_owned()));
    }
    Ok(question)
}

impl CaseFile {
    /// Writes the words of an exhibit, and of everything inside it, into the index.
    pub(super) fn index_words(&self, number: i64, exhibit: &Examined) -> rusqlite::Result<()> {
        let database = self.database();
        let of_exhibit = "SELECT number FROM words_of WHERE exhibit = ?1";
        database.prepare_cached(&format!("DELETE FROM words WHERE rowid IN ({of_exhibit})"))?.execute([number])?;
        database.prepare_cached("DELETE FROM words_of WHERE exhibit = ?1")?.execute([number])?;
        self.index_words_within(number, "", exhibit)
    }

    pub(super) fn index_words_within(&self, number: i64, part: &str, exhibit: &Examined) -> rusqlite::Result<()> {
        let database = self.database();
        let mut place = database.prepare_cached("INSERT INTO words_of VALUES (NULL, ?1, ?2, ?3) RETURNING number")?;
        let mut insert = database.prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?;
        for (position, words) in (0_i64..).zip(&exhibit.extraction.words) {
            let row: i64 = place.query_row(params![number, part, position], |row| row.get(0))?;
            insert.execute(params![row, spaced(&words.text)])?;
        }
        for (position, child) in (1..).zip(&exhibit.parts) {
            self.index_words_within(number, &format!("{part}.{position}"), child)?;
        }
        Ok(())
    }

    /// Hands on every place that holds all these words, in the order of paths and places.
    ///
    /// # Errors
    /// When nothing is asked for, the case is of an older form, or the file cannot be read.
    pub fn search(&self, asked: &[String], mut each: impl FnMut(Hit) -> Result<(), Error>) -> Result<u64, Error> {
        let question = question(asked)?;
        if !self.has_words() {
            return Err(Error::Usage(
                "this case was made by an earlier version of valla, without words; examine the files once more with --case".to_owned(),
            ));
        }
        let _snapshot = self.snapshot()?;
        let select = "SELECT o.exhibit, o.part, o.position FROM words AS w JOIN words_of AS o ON o.number = w.rowid
                      JOIN exhibit AS e ON e.number = o.exhibit
                      WHERE words MATCH ?1 AND e.gone = 0 ORDER BY e.path, o.number";
        let mut statement = self.database().prepare(select).map_err(|error| self.on(&error))?;
        let mut rows = statement.query([question]).map_err(|error| self.on(&error))?;
        let (mut count, mut open) = (0, None);
        while let Some(row) = rows.next().map_err(|error| self.on(&error))? {
            let place = || -> rusqlite::Result<(i64, String, i64)> { Ok((row.get(0)?, row.get(1)?, row.get(2)?)) };
            let (number, part, position) = place().map_err(|error| self.on(&error))?;
            let is_open = |(opened, held_by, _): &(i64, String, Examined)| {
                *opened == number && (held_by.is_empty() || part.starts_with(held_by.as_str()))
            };
            if !open.as_ref().is_some_and(is_open) {
                open = match self.member_that_holds(number, &part)? {
                    Some((held_by, member)) => Some((number, held_by, member)),
                    None => self.opened(number)?.map(|exhibit| (number, String::new(), exhibit)),
                };
            }
            let Some((_, held_by, exhibit)) = &open else { continue };
            let inner = part.strip_prefix(held_by.as_str()).unwrap_or(&part);
            let found = within(exhibit, inner).and_then(|part| {
                let words = part.extraction.words.get(usize::try_from(position).ok()?)?;
                Some(Hit { path: part.path.clone(), words: words.clone() })
            });
            let Some(hit) = found else { return Err(self.damaged("its index of words does not fit what it holds")) };
            count += 1;
            each(hit)?;
        }
        Ok(count)
    }

    /// An exhibit without what was found of it.
    pub(super) fn opened(&self, number: i64) -> Result<Option<Examined>, Error> {
        let Some(row) = self.numbered(number)? else { return Ok(None) };
        let Record::Kept { read, .. } = row.record else { return Ok(None) };
        let text: Option<Packed> = self.text(read)?;
        let reading = text.and_then(|text| super::content::unpack_reading(&text));
        let reading = reading.ok_or_else(|| self.unsound(&row.shown))?;
        Ok(Some(super::content::exhibit(row.head(), reading)))
    }
}

/// The part of an exhibit that a name such as `.2.1` means.
pub(super) fn within<'a>(exhibit: &'a Examined, part: &str) -> Option<&'a Examined> {
    part.split('.')
        .skip(1)
        .try_fold(exhibit, |exhibit, number| exhibit.parts.get(number.parse::<usize>().ok()?.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_is_never_a_statement_of_the_index() {
        let asked = |words: &[&str]| question(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(asked(&["приказ", "о призыве"]).unwrap(), r#""приказ" AND "о призыве""#);
        assert_eq!(asked(&["мобилиз*"]).unwrap(), r#""мобилиз" *"#);
        assert_eq!(asked(&["外交"]).unwrap(), r#""外  交""#);
        assert_eq!(asked(&[r#"a" OR text : "b"#]).unwrap(), r#""a  OR text :  b""#);
        assert!(asked(&["*", "\""]).is_err());
    }
}
