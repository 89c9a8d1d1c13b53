//! Dated names in a text: offices and their holders, agencies, operations, products, versions, diseases.
//!
//! A text that uses a name is not older than the name. The rows are `data/names.csv`, which `tests/beside/inflect.py` writes with every
//! spelling that is looked for; a newsroom may add rows of its own.
//!
//! What counts as a mention is said in [`mentions`](crate::knowledge::mentions). A row with a context is mentioned only where one of its
//! words is in the same text.
//!
//! A row that is `ambiguous` has an older sense as well: it never counts alone, so it has no floor.

use crate::knowledge::mentions::{another, begins_well, ends_well, written_as};
use crate::knowledge::name::Name;
use crate::knowledge::spellings::Spellings;
use crate::knowledge::table::{first_instant, row_at, rows_with_offsets};
use crate::knowledge::{Dated, text};
use crate::model::{Error, Fact, Instant};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

/// No more mentions than these are reported of one text.
const MOST: usize = 1_000;
/// A name found in a text.
#[derive(Debug, Clone)]
pub struct Named {
    /// Where it is, in bytes.
    pub range: Range<usize>,
    /// Its dates.
    pub dated: Dated,
    /// What it is a name of: state, toponym, agency, office-holder, software ...
    pub kind: String,
    /// After this the name was out of use; old names live on, so a later mention is odd at most.
    pub valid_until: Option<Instant>,
    /// Whether the name alone dates a text. One that does not has an older sense, too.
    pub counts_alone: bool,
}

/// All names.
#[derive(Debug, Default)]
pub struct Names {
    own: Vec<Name>,
    index: OnceLock<Index>,
}

/// The spellings, and where the rows of the table begin. The rows of the newsroom are numbered after them.
#[derive(Debug, Default)]
struct Index {
    spellings: Spellings,
    offsets: Vec<u64>,
}

/// What is said of one text: its rows are read once, however often they are named.
struct Run<'a> {
    names: &'a Names,
    index: &'a Index,
    text: &'a str,
    small: OnceLock<String>,
    rows: BTreeMap<u32, Option<(Name, bool)>>,
}

impl Names {
    /// The shipped names, and those of a newsroom: a CSV with the columns `name` and `earliest`, and where wanted `forms` (spellings with
    /// `|` between them), `lang`, `kind`, `context`, `ambiguous`, `released`, `valid_until`, `source`, `confidence`, `note`. What a
    /// newsroom spells as a shipped row does counts instead of that.
    ///
    /// # Errors
    /// The first row of the newsroom that cannot be used, with its line and column.
    pub fn parse(extra: Option<&str>) -> Result<Self, Error> {
        let mut own = Vec::new();
        if let Some(extra) = extra {
            let fault = |place: String, message: String| Error::Claim { place, message };
            let mut reader = csv::Reader::from_reader(extra.as_bytes());
            let header = reader.headers().map_err(|error| fault("line 1".to_owned(), error.to_string()))?.clone();
            for column in ["name", "earliest"] {
                if !header.iter().any(|name| name.trim().trim_start_matches('\u{feff}') == column) {
                    return Err(fault("line 1".to_owned(), format!("there is no column {column}")));
                }
            }
            for record in reader.records() {
                let record = record.map_err(|error| {
                    let line = error.position().map_or(0, csv::Position::line);
                    fault(format!("line {line}"), error.to_string())
                })?;
                let line = record.position().map_or(0, csv::Position::line);
                own.push(Name::own(&header, &record, line)?);
            }
        }
        Ok(Self { own, index: OnceLock::new() })
    }

    /// Reads every shipped row, so that a broken one is an error at once.
    ///
    /// # Errors
    /// The first broken row.
    pub fn verify(&self) -> Result<(), Error> {
        rows_with_offsets("names", text("names"), |row, _| {
            let name = Name::read(row)?;
            for date in [&name.earliest, &name.released, &name.valid_until] {
                first_instant(date).map_err(|why| row.error(why))?;
            }
            if name.forms.split('|').any(|form| form.trim() != form || form.is_empty()) {
                return Err(row.error("an empty spelling, or one with a blank at an end"));
            }
            Ok(())
        })
    }

    /// A shipped row or one of the newsroom by the id of its fact.
    #[must_use]
    pub fn fact(&self, id: &str) -> Option<Fact> {
        let id = id.strip_prefix("name:")?;
        if let Some(own) = self.own.iter().find(|name| name.id == id) {
            return Some(own.dated().fact);
        }
        let mut found = None;
        rows_with_offsets("names", text("names"), |row, _| {
            if found.is_none() && row.get("id")? == id {
                found = Some(Name::read(row)?.dated().fact);
            }
            Ok(())
        })
        .ok()?;
        found
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            // A broken table is an error of `verify`.
            let _ = rows_with_offsets("names", text("names"), |row, offset| {
                let number = u32::try_from(index.offsets.len()).unwrap_or(u32::MAX);
                row.get("forms")?.split('|').for_each(|form| index.spellings.add(form, number));
                index.offsets.push(offset);
                Ok(())
            });
            for (number, name) in (index.offsets.len()..).zip(&self.own) {
                let number = u32::try_from(number).unwrap_or(u32::MAX);
                name.forms.split('|').for_each(|form| index.spellings.add(form, number));
            }
            index
        })
    }

    fn row(&self, index: &Index, number: u32) -> Option<Name> {
        let number = usize::try_from(number).ok()?;
        match index.offsets.get(number) {
            Some(offset) => row_at("names", text("names"), *offset, Name::read).ok(),
            None => self.own.get(number - index.offsets.len()).cloned(),
        }
    }

    /// The names in a text, in their order; of several that begin at a place the longest.
    #[must_use]
    pub fn find(&self, text: &str) -> Vec<Named> {
        let index = self.index();
        let mut run = Run { names: self, index, text, small: OnceLock::new(), rows: BTreeMap::new() };
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some((start, first)) = index.spellings.next(text, at) {
            let longest = index.spellings.longest(text, start, first, |row, range| run.accepts(row, &range));
            at = first.end;
            let Some((number, range)) = longest else { continue };
            at = at.max(range.end);
            if let Some(Some((name, _))) = run.rows.get(&number) {
                found.push(Named {
                    range,
                    dated: name.dated(),
                    kind: name.kind.clone(),
                    valid_until: name.out_of_use(),
                    counts_alone: !name.ambiguous,
                });
                if found.len() == MOST {
                    break;
                }
            }
        }
        found
    }
}

impl Run<'_> {
    /// Whether the text at a place names a row whose tokens it has.
    fn accepts(&mut self, number: u32, range: &Range<usize>) -> bool {
        if !self.rows.contains_key(&number) {
            let row = self.names.row(self.index, number).map(|name| {
                let beside = name.context.is_empty() || self.has_one_of(&name.context);
                (name, beside)
            });
            self.rows.insert(number, row);
        }
        let Some(Some((name, true))) = self.rows.get(&number) else { return false };
        let (before, written, after) =
            (self.text.get(..range.start), self.text.get(range.clone()), self.text.get(range.end..));
        let (Some(before), Some(written), Some(after)) = (before, written, after) else { return false };
        name.forms.split('|').any(|form| written_as(written, form))
            && begins_well(before, written)
            && ends_well(before, written, after)
            && (name.kind != "office-holder" || !another(before))
    }

    /// Whether one of the words of a context is in the text, at the beginning of a word.
    fn has_one_of(&self, context: &str) -> bool {
        let small = self.small.get_or_init(|| self.text.to_lowercase());
        context.split('|').filter(|word| !word.is_empty()).any(|word| {
            small.match_indices(word).any(|(at, _)| {
                small
                    .get(..at)
                    .and_then(|before| before.chars().next_back())
                    .is_none_or(|before| !before.is_alphanumeric())
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Strength;

    fn ids(text: &str) -> Vec<String> {
        let names = Names::parse(None).expect("no rows of a newsroom");
        names.find(text).into_iter().map(|named| named.dated.fact.id).collect()
    }

    fn shipped() -> Vec<Name> {
        let mut rows = Vec::new();
        rows_with_offsets("names", text("names"), |row, _| {
            rows.push(Name::read(row)?);
            Ok(())
        })
        .expect("a table");
        rows
    }

    #[test]
    fn every_spelling_finds_its_row() {
        let names = Names::parse(None).expect("no rows of a newsroom");
        names.verify().expect("a table without fault");
        for row in shipped() {
            for form in row.forms.split('|') {
                let context = row.context.split('|').next().unwrap_or_default();
                let found = names.find(&format!("{form} ; {context}"));
                let [named] = found.as_slice() else { panic!("{form:?} gives {found:?}") };
                assert_eq!(
                    (named.dated.fact.id.as_str(), named.range.end),
                    (format!("name:{}", row.id).as_str(), form.len()),
                    "{form:?}"
                );
                assert_eq!(named.counts_alone, !row.ambiguous);
            }
        }
    }

    #[test]
    fn only_rows_without_an_older_sense_have_a_floor() {
        for row in shipped() {
            let dated = row.dated();
            assert_eq!(dated.floor.is_some(), !row.ambiguous, "{}", row.id);
            assert!(!row.ambiguous || dated.release.is_none(), "{}", row.id);
            assert!(dated.floor_strength <= Strength::Strong, "{}", row.id);
            assert_ne!(row.confidence, "low", "{}", row.id);
        }
    }

    #[test]
    fn traps() {
        for text in [
            "Python 3.1.4 and Python 3.141",
            "the deputy Prime Minister Boris Johnson, then former President Barack Obama",
            "Secretary to the Prime Minister Boris Johnson",
            "they reform uk law",
            "fedora 20, windows 10",
            "3 Results on FreeBSD\n12 pages",
            "заместитель министра обороны, бывший министр обороны Анатолий Сердюков",
            "Sputnik V was the ninth Soviet satellite",
            "the Iron Dome of the Capitol",
        ] {
            assert_eq!(ids(text), Vec::<String>::new(), "{text:?}");
        }
    }

    #[test]
    fn names_in_running_text() {
        for (text, id) in [
            ("in der Zeit des Brexit", "name:en.brexit"),
            ("BREXIT MEANS BREXIT", "name:en.brexit"),
            ("said Prime\nMinister Boris Johnson.", "name:en.prime-minister-boris-johnson"),
            ("на базе Python 3.12, установленного", "name:en.python-3-12"),
            ("письмо Роскомнадзора от", "name:ru.роскомнадзор"),
            ("в ФЕДЕРАЛЬНОЙ СЛУЖБЕ ИСПОЛНЕНИЯ НАКАЗАНИЙ", "name:ru.федеральная-служба-исполнения-наказаний"),
            ("приказ министра обороны Российской Федерации С. К. Шойгу", "name:en.minister-of-defence-sergei-shoigu"),
            ("наказ Президента України Володимира Зеленського", "name:en.president-volodymyr-zelensky"),
            ("Концерн ВКО «Алмаз – Антей»", "name:ru.концерн-вко-алмаз-антей"),
            ("昨日、国土交通省の発表", "name:ja.国土交通省"),
            ("과학기술정보통신부는 밝혔다", "name:ko.과학기술정보통신부"),
            ("vaccine Sputnik V", "name:en.sputnik-v"),
        ] {
            assert_eq!(ids(text).first().map(String::as_str), Some(id), "{text:?}");
        }
    }

    #[test]
    fn a_newsroom_adds_names() {
        let table = "name,earliest,forms,released,valid_until,confidence\nProject Lantern,2021-03,Project Lantern|Lantern team,2021-05-01,2022,\nBrexit,2010,,,,high\n";
        let names = Names::parse(Some(table)).expect("a table");
        let found = names.find("the Lantern team on Brexit");
        let ids: Vec<_> = found.iter().map(|named| named.dated.fact.id.as_str()).collect();
        assert_eq!(ids, ["name:own:2", "name:own:3"]);
        assert_eq!(found[0].dated.fact.confidence, "medium");
        assert_eq!(found[0].dated.floor_strength, Strength::Strong);
        assert_eq!(found[0].dated.floor, first_instant("2020-03").expect("a month"));
        assert_eq!(found[0].valid_until, Some(Instant(1_672_574_400)));
        assert!(names.fact("name:own:3").is_some() && names.fact("name:en.brexit").is_some());
    }

    #[test]
    fn hostile_text_is_read_once() {
        let names = Names::parse(None).expect("no rows of a newsroom");
        assert_eq!(names.find(&"Windows 10 ".repeat(50_000)).len(), MOST);
        for piece in [
            "windows 10 ",
            "Prime Minister ",
            "HIMARS ",
            "행정안전부",
            "a",
            "\"",
            "- ",
            " ",
            "経",
            "Министерство ",
            "é\u{301}",
            "A-\n",
        ] {
            let start = std::time::Instant::now();
            let found = names.find(&piece.repeat(1_000_000 / piece.len()));
            assert!(found.len() <= 1, "{piece:?}");
            assert!(start.elapsed().as_secs() < 20, "{piece:?} took {:?}", start.elapsed());
        }
    }
}
