//! The words of an OpenDocument document in their order: paragraphs, cells, slides, notes, heads and feet of pages; what is hidden of them, and
//! what fields computed.

use super::changes::Changes;
use super::styles::Styles;
use super::{F1, F2};
use crate::formats::xml::{Closed, Element};
use crate::model::{
    Concealment, EditKind, Locus, Moment, Passage, Property, Reading, Role, Seen, Value, Words, Written,
};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::hidden_words::HiddenWords;
use crate::readers::remote::is_remote;
use crate::readers::zip::part::Part;

/// Words that nobody sees, each by its reason.
const HIDDEN: &[Property] = &[
    Property::plain("odf.hidden.text", F1).hidden(Concealment::SetHidden),
    Property::plain("odf.hidden.sheet", F1).hidden(Concealment::HiddenSheet),
    Property::plain("odf.hidden.cells", F1).hidden(Concealment::HiddenCells),
    Property::plain("odf.hidden.slide", F1).hidden(Concealment::HiddenSlide),
    Property::plain("odf.notes", F1).hidden(Concealment::SpeakerNotes),
];
/// The address of a link.
const LINK: Property = Property::new("odf.link", Role::Link, F2);
/// A picture or an object that a program fetches from elsewhere.
const EXTERNAL: Property = Property::new("odf.external", Role::Identifying, F1).hidden(Concealment::Remote);
/// The numbers of saves that `LibreOffice` puts into styles.
const SAVES: Property = Property::plain(keys::ODF_SAVE_MARKS, F1);

/// More links say nothing new, nor do more numbers of saves.
const LINKS: usize = 2_000;
const NUMBERS: usize = 5_000;
/// A cell that is repeated more often is empty.
const COLUMNS: u32 = 16_384;

/// Fields by their elements (part 3, 7.3 to 7.7), with the names that Word has for them.
const FIELDS: &[(&str, &str)] = &[
    ("date", "DATE"),
    ("time", "TIME"),
    ("page-number", "PAGE"),
    ("page-count", "NUMPAGES"),
    ("author-name", "AUTHOR"),
    ("author-initials", "USERINITIALS"),
    ("initial-creator", "AUTHOR"),
    ("creator", "LASTSAVEDBY"),
    ("creation-date", "CREATEDATE"),
    ("creation-time", "CREATEDATE"),
    ("modification-date", "SAVEDATE"),
    ("modification-time", "SAVEDATE"),
    ("print-date", "PRINTDATE"),
    ("print-time", "PRINTDATE"),
    ("printed-by", "PRINTEDBY"),
    ("editing-cycles", "REVNUM"),
    ("editing-duration", "EDITTIME"),
    ("file-name", "FILENAME"),
    ("template-name", "TEMPLATE"),
    ("title", "TITLE"),
    ("subject", "SUBJECT"),
    ("chapter", "STYLEREF"),
    ("sequence", "SEQ"),
    ("word-count", "NUMWORDS"),
    ("character-count", "NUMCHARS"),
    ("expression", "="),
    ("variable-get", "DOCVARIABLE"),
    ("user-field-get", "DOCVARIABLE"),
    ("database-display", "MERGEFIELD"),
    ("sheet-name", "SHEETNAME"),
    ("bookmark-ref", "REF"),
    ("reference-ref", "REF"),
    ("sequence-ref", "REF"),
];

/// Where an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    passage: Passage,
    hidden: Option<Concealment>,
    field: Option<&'static str>,
    is_note: bool,
}

const OUTSIDE: State = State { passage: Passage::Body, hidden: None, field: None, is_note: false };

/// A paragraph that is open: pieces that are seen alike and came alike.
#[derive(Debug, Default)]
struct Paragraph {
    pieces: Vec<(String, Option<Concealment>, Option<&'static str>)>,
    /// Whether what was taken in last ended with a blank.
    after_blank: bool,
}

/// Reads the words of one part.
#[derive(Debug)]
pub(super) struct Story<'s> {
    styles: &'s Styles,
    changes: Changes,
    hidden: HiddenWords,
    /// Of each element that is open how much of its text was taken in, and where it is.
    open: Vec<(usize, State)>,
    paragraphs: Vec<Paragraph>,
    saves: Vec<String>,
    /// Where that is: page of a presentation, sheet, row, paragraph.
    slide: usize,
    sheet: String,
    row: u32,
    column: u32,
    hidden_columns: Vec<(u32, u32)>,
    paragraph: usize,
}

impl<'s> Story<'s> {
    pub(super) fn of(styles: &'s Styles) -> Self {
        Self {
            styles,
            changes: Changes::default(),
            hidden: HiddenWords::told_as(HIDDEN),
            open: vec![],
            paragraphs: vec![],
            saves: vec![],
            slide: 0,
            sheet: String::new(),
            row: 0,
            column: 0,
            hidden_columns: vec![],
            paragraph: 0,
        }
    }

    pub(super) fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        let depth = element.within.len();
        self.open.truncate(depth);
        if let Some(around) = element.within.last() {
            self.take_in(around.space, around.text());
        }
        let around = self.open.last().map_or(OUTSIDE, |(_, state)| *state);
        let state = self.state(element, around);
        self.open.push((0, state));
        match (element.space, element.name) {
            ("text", "p" | "h") => self.paragraphs.push(Paragraph { after_blank: true, ..Paragraph::default() }),
            ("text", "s") => {
                let count = element.value("c").and_then(|count| count.parse::<usize>().ok()).unwrap_or(1);
                self.write(&" ".repeat(count.min(100)), state);
            }
            ("text", "tab") => self.write("\t", state),
            ("text", "line-break") => self.write("\n", state),
            ("text", "a") => link(&LINK, part, element, intake),
            ("draw", "image" | "object" | "object-ole" | "plugin" | "fill-image") | ("table", "table-source")
                if element.value("href").is_some_and(|href| is_remote(&href)) =>
            {
                link(&EXTERNAL, part, element, intake);
            }
            ("text", "changed-region") | ("table", "cell-content-change" | "insertion" | "deletion" | "movement") => {
                self.changes.begin_change(&element.value("id").unwrap_or_default());
                match (element.space, element.name) {
                    ("table", "insertion") => self.changes.kind(EditKind::Inserted),
                    ("table", "deletion" | "cell-content-change") => self.changes.kind(EditKind::Deleted),
                    ("table", _) => self.changes.kind(EditKind::MovedHere),
                    _ => {}
                }
            }
            ("text", "insertion") => self.changes.kind(EditKind::Inserted),
            ("text", "deletion") => self.changes.kind(EditKind::Deleted),
            ("text", "format-change") => self.changes.kind(EditKind::Formatted),
            ("text", "change-start") => self.changes.starts(&element.value("change-id").unwrap_or_default()),
            ("text", "change-end") => self.changes.ends(&element.value("change-id").unwrap_or_default()),
            ("office", "annotation") => self.changes.begin_note(),
            ("style", "text-properties") => self.numbers(element),
            _ => {}
        }
    }

    /// Where an element is that begins, and how it is seen.
    fn state(&mut self, element: &Element<'_, '_>, around: State) -> State {
        let mut state = around;
        let mut hide = |reason: Concealment| state.hidden = state.hidden.or(Some(reason));
        let style = element.value("style-name").unwrap_or_default();
        let is_set = |name: &str, value: &str| element.value(name).is_some_and(|said| said == value);
        match (element.space, element.name) {
            ("text", "p" | "h" | "span") if !style.is_empty() && self.styles.hide(&style) => {
                hide(Concealment::SetHidden)
            }
            ("text", "section") if is_set("display", "none") || is_set("is-hidden", "true") => {
                hide(Concealment::SetHidden)
            }
            ("text", "hidden-paragraph") if is_set("is-hidden", "true") => {
                if let Some((_, state)) = self.open.last_mut() {
                    state.hidden = state.hidden.or(Some(Concealment::SetHidden));
                }
            }
            ("table", "table") => {
                self.sheet = element.value("name").unwrap_or_default().into_owned();
                (self.row, self.column) = (0, 0);
                self.hidden_columns.clear();
                if self.styles.hide(&style) {
                    hide(Concealment::HiddenSheet);
                }
            }
            ("table", "table-column") => {
                let count = repeated(element, "number-columns-repeated");
                if is_set("visibility", "collapse") || is_set("visibility", "filter") {
                    self.hidden_columns.push((self.column, self.column.saturating_add(count)));
                }
                self.column = self.column.saturating_add(count);
            }
            ("table", "table-row") => {
                self.row = self.row.saturating_add(repeated(element, "number-rows-repeated"));
                self.column = 0;
                if is_set("visibility", "collapse") || is_set("visibility", "filter") {
                    hide(Concealment::HiddenCells);
                }
            }
            ("table", "table-cell" | "covered-table-cell") => {
                let column = self.column;
                self.column = column.saturating_add(repeated(element, "number-columns-repeated"));
                if column < COLUMNS && self.hidden_columns.iter().any(|(from, to)| (*from..*to).contains(&column)) {
                    hide(Concealment::HiddenCells);
                }
            }
            ("draw", "page") => {
                self.slide += 1;
                if self.styles.hide(&style) {
                    hide(Concealment::HiddenSlide);
                }
            }
            ("presentation", "notes") => {
                hide(Concealment::SpeakerNotes);
                state.passage = Passage::SpeakerNotes;
            }
            ("style", name) if name.starts_with("header") => state.passage = Passage::Header,
            ("style", name) if name.starts_with("footer") => state.passage = Passage::Footer,
            ("text", "note-body") => state.passage = Passage::Footnote,
            ("office", "annotation") => (state.passage, state.is_note) = (Passage::Comment, true),
            ("draw", "text-box") if state.passage == Passage::Body => state.passage = Passage::TextBox,
            ("text", name) if !is_set("fixed", "true") => {
                let field = FIELDS.iter().find(|(known, _)| *known == name).map(|(_, field)| *field);
                state.field = field.or(state.field);
            }
            _ => {}
        }
        state
    }

    /// Takes in what came to the text of the innermost element since the last time.
    fn take_in(&mut self, space: &str, text: &str) {
        let Some((taken, state)) = self.open.last_mut() else { return };
        let fresh = text.get(*taken..).unwrap_or_default();
        *taken = text.len();
        let state = *state;
        if !matches!(space, "text" | "presentation") || fresh.is_empty() {
            return;
        }
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        // Blanks and ends of lines are one blank (part 3, 6.1.2).
        let mut words = String::with_capacity(fresh.len());
        for letter in fresh.chars() {
            if matches!(letter, ' ' | '\t' | '\n' | '\r') {
                if !std::mem::replace(&mut paragraph.after_blank, true) {
                    words.push(' ');
                }
            } else {
                paragraph.after_blank = false;
                words.push(letter);
            }
        }
        self.write(&words, state);
    }

    fn write(&mut self, words: &str, state: State) {
        let Some(paragraph) = self.paragraphs.last_mut().filter(|_| !words.is_empty()) else { return };
        match paragraph.pieces.last_mut() {
            Some((text, hidden, field)) if (*hidden, *field) == (state.hidden, state.field) => text.push_str(words),
            _ => paragraph.pieces.push((words.to_owned(), state.hidden, state.field)),
        }
        if !state.is_note {
            self.changes.put_in(words);
        }
    }

    pub(super) fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        self.open.truncate(closed.within.len() + 1);
        self.take_in(closed.space, &closed.text);
        let state = self.open.pop().map_or(OUTSIDE, |(_, state)| state);
        if closed.space == "text" && matches!(closed.name, "p" | "h") {
            self.end_paragraph(part, closed, state, intake);
        }
        self.changes.close(part, closed, intake);
    }

    fn end_paragraph(&mut self, part: &Part, closed: &Closed<'_, '_>, state: State, intake: &mut Intake) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        self.paragraph += 1;
        let deleted = self.changes.deleted_by();
        let whole: String = paragraph.pieces.iter().map(|(text, ..)| text.as_str()).collect();
        self.changes.words(&whole, state.is_note);
        let path = self.place(closed);
        for (text, hidden, field) in paragraph.pieces {
            if text.trim().is_empty() {
                continue;
            }
            let words = Words {
                seen: seen(hidden.or(state.hidden), deleted.as_ref()),
                written: field.map_or(Written::Typed, |field| Written::Field(field.to_owned())),
                ..Words::new(text, state.passage, part.locus(closed.range.clone(), path.clone()))
            };
            // What a field computes nobody hid.
            if words.is_written() && !matches!(words.written, Written::Field(_)) {
                self.hidden.take(&words, intake);
            }
            intake.words(words);
        }
    }

    fn place(&self, closed: &Closed<'_, '_>) -> String {
        match closed.within.iter().find(|frame| matches!(frame.name, "spreadsheet" | "presentation" | "drawing")) {
            Some(frame) if frame.name == "spreadsheet" => format!("sheet {}, row {}", self.sheet, self.row),
            Some(_) if self.slide > 0 => format!("page {}", self.slide),
            _ => format!("paragraph {}", self.paragraph),
        }
    }

    /// The numbers of saves that a style has.
    fn numbers(&mut self, element: &Element<'_, '_>) {
        let numbers = element.attributes.iter().filter(|attribute| matches!(attribute.name, "rsid" | "paragraph-rsid"));
        for attribute in numbers.filter(|attribute| element.space_of(attribute) == "officeooo") {
            let number = format!("{:0>8}", attribute.value().to_uppercase());
            if self.saves.len() < NUMBERS && !self.saves.contains(&number) {
                self.saves.push(number);
            }
        }
    }

    /// The part ends.
    pub(super) fn end(mut self, intake: &mut Intake) {
        self.hidden.end(intake);
        if !self.saves.is_empty() {
            self.saves.sort();
            let said = self.saves.join(" ");
            if intake.first(keys::ODF_SAVE_MARKS, &said) {
                let value = Reading::Present(Value::Text(said));
                let locus = Locus { path: "officeooo:rsid".to_owned(), ..Locus::default() };
                intake.evidence(&SAVES, b"", value, locus);
            }
        }
    }
}

fn seen(hidden: Option<Concealment>, deleted: Option<&(Option<String>, Option<Moment>)>) -> Seen {
    match (deleted, hidden) {
        (Some((by, at)), _) => Seen::Deleted { by: by.clone(), at: at.clone() },
        (None, Some(reason)) => Seen::Hidden(reason),
        (None, None) => Seen::Shown,
    }
}

fn repeated(element: &Element<'_, '_>, name: &str) -> u32 {
    element.value(name).and_then(|count| count.parse().ok()).unwrap_or(1).clamp(1, COLUMNS * 64)
}

fn link(property: &Property, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
    let Some(href) = element.attribute("href").filter(|_| intake.count(property) < LINKS) else { return };
    let said = href.value();
    if !said.starts_with('#') && intake.first(&property.key, &said) {
        part.text(property, href.range.clone(), "xlink:href", &said, intake);
    }
}
