//! Words of charts (21.2; MS-ODRAWXML 2.24): titles, labels, and the lists of names that a chart keeps of its cells. Numbers are no words.

use super::TextReader;
use super::part_words::PartWords;
use super::text_body::TextBody;
use crate::formats::xml::{Closed, Element};
use crate::model::{Locus, Passage, Words};
use crate::readers::ooxml::package::Part;
use std::collections::HashSet;

/// The reader.
#[derive(Debug, Default)]
pub(super) struct Chart {
    text: TextBody,
    list: String,
    /// Lists that every series has alike are one.
    known: HashSet<String>,
    series: usize,
}

impl Chart {
    /// The way to a text of the chart.
    fn path(&self, closed: &Closed<'_, '_>) -> String {
        let within = |names: &[&str]| closed.within.iter().any(|frame| names.contains(&frame.name));
        let what = match () {
            () if within(&["dLbls", "dLbl", "dataLabels"]) => "label",
            () if within(&["ser", "series"]) && within(&["tx"]) => "name of a series",
            () if within(&["ser", "data"]) => "categories",
            () if within(&["valAx", "catAx", "dateAx", "serAx", "axis"]) => "title of an axis",
            () if within(&["title"]) => "title",
            () => "text",
        };
        let series = if within(&["ser", "series"]) { format!(" in series {}", self.series) } else { String::new() };
        format!("{what}{series}")
    }

    fn like(&self, part: &Part, closed: &Closed<'_, '_>) -> Words {
        let locus = Locus { path: self.path(closed), ..part.place(closed.range.clone()) };
        Words::new("", Passage::Chart, locus)
    }

    /// A list ends: it is handed over, unless the chart had it before.
    fn end_list(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        let text = std::mem::take(&mut self.list);
        if words.takes(text.len()) && self.known.insert(text.clone()) {
            words.push(Words { text, ..self.like(part, closed) });
        }
    }
}

impl TextReader for Chart {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, words: &mut PartWords) {
        if element.name == "chartSpace" {
            words.name_the_part(&part.name);
        }
        self.text.open(element);
        self.series += usize::from(matches!((element.space, element.name), ("c", "ser") | ("cx", "series")));
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, words: &mut PartWords) {
        self.text.close(closed);
        let is_within = |names: &[&str]| closed.within.iter().any(|frame| names.contains(&frame.name));
        let is_in = |name: &str| closed.within.last().is_some_and(|frame| frame.name == name);
        let is_entry = match (closed.space, closed.name) {
            ("c", "v") => is_within(&["strCache", "strLit", "multiLvlStrCache"]) || is_in("tx"),
            ("cx", "pt") => is_within(&["strDim"]),
            ("cx", "v") => is_within(&["txData"]),
            _ => false,
        };
        if is_entry {
            if !self.list.is_empty() {
                self.list.push('\n');
            }
            self.list.push_str(&closed.text);
        }
        match (closed.space, closed.name) {
            ("c" | "cx", "rich") => {
                let like = self.like(part, closed);
                self.text.hand_over(&like, words);
            }
            ("c", "strCache" | "strLit" | "multiLvlStrCache" | "tx") | ("cx", "strDim" | "txData")
                if !self.list.is_empty() =>
            {
                self.end_list(part, closed, words);
            }
            _ => {}
        }
    }
}
