//! RTF: Rich Text Format specification 1.5 to 1.9.1, and what programs write next to it.
//!
//! # Incomplete support
//! What a style alone hides counts as shown; on which ground words in shapes are is not known. Objects and pictures are opened as far as they are files of a known kind.

mod words;

use crate::formats::budget::Purse;
use crate::formats::code_page;
use crate::formats::little_endian::long;
use crate::formats::rtf::groups::{Closed, Destination, Walk};
use crate::formats::rtf::marks::Run;
use crate::model::{
    ByteRange, Concealment, Edit, EditKind, Editability, Extraction, Format, Locus, Moment, Property, Reading, Role,
    Value,
};
use crate::properties::keys;
use crate::readers::remote::is_remote;
use crate::readers::{
    ChildName, Content, Intake, ReadOptions, Reader, behind_end, dates, grammarly, read_child, variables,
};
use memchr::memmem;
use std::ops::Range;
use std::sync::Arc;

/// When the information group says that the document was made: local time.
pub const CREATED: Property = Property::new("rtf.info.creatim", Role::Created, Editability::F2);
/// When it was last changed.
pub const REVISED: Property = Property::new("rtf.info.revtim", Role::Modified, Editability::F2);
/// When it was last printed.
pub const PRINTED: Property = Property::new("rtf.info.printim", Role::Printed, Editability::F2);
/// When it was last backed up.
pub const BACKED_UP: Property = Property::new("rtf.info.buptim", Role::BackedUp, Editability::F2);
/// How long it was edited.
pub const EDIT_TIME: Property = Property::new("rtf.info.edmins", Role::EditTime, Editability::F2);
/// The program that wrote the file.
pub const GENERATOR: Property = Property::new(keys::RTF_GENERATOR, Role::Producer, Editability::F2);
/// The internal version of Word (`\vern`).
pub const WORD_VERSION: Property = Property::plain("rtf.info.vern", Editability::F2);
/// A group that readers who do not know it pass over: each came with a version of a program.
pub const DESTINATION: Property = Property::new("rtf.destination", Role::Feature, Editability::F1);
/// The saves of the document, as random numbers.
pub const RSIDS: Property = Property::plain(keys::RTF_SAVE_MARKS, Editability::F1);
/// A typeface of the table of fonts.
pub const FONT: Property = Property::new(keys::RTF_FONT_LISTED, Role::FontName, Editability::F1);
/// Code page and languages.
pub const LOCALE: Property = Property::new("rtf.locale", Role::Locale, Editability::F2);
/// The template.
pub const TEMPLATE: Property = Property::new("rtf.template", Role::Template, Editability::F2);
/// A variable of a program.
pub const VARIABLE: Property = Property::plain("rtf.docvar", Editability::F1);
/// A property that a user defined.
pub const USER_PROPERTY: Property = Property::plain("rtf.userprops", Editability::F3);
/// When a tracked change or a comment was made: local time.
pub const CHANGE_TIME: Property = Property::new(keys::RTF_CHANGE_TIME, Role::PartTime, Editability::F1);
/// Authors of changes and comments.
pub const CHANGE_AUTHOR: Property = Property::plain("rtf.change.author", Editability::F2);
/// The words of a comment.
pub const COMMENT: Property = Property::plain(keys::RTF_COMMENT, Editability::F2).hidden(Concealment::Comment);
/// Text that is hidden.
pub const HIDDEN: Property = Property::plain(keys::RTF_HIDDEN_TEXT, Editability::F3).hidden(Concealment::SetHidden);
/// Text that was deleted with changes tracked.
pub const DELETED: Property = Property::plain(keys::RTF_CHANGE_DELETED, Editability::F2);
/// The address of a link.
pub const LINK: Property = Property::new("rtf.link", Role::Link, Editability::F2);
/// The program of an embedded object.
pub const OBJECT_PROGRAM: Property = Property::new("rtf.object.program", Role::Feature, Editability::F1);

/// The instruction of a field that another program or another machine carries out.
pub const FIELD: Property = Property::plain("rtf.field", Editability::F2);
/// An object that Word renews by itself when it opens the document.
pub const OBJECT_RENEWED: Property = Property::plain("rtf.object.renewed", Editability::F2).hidden(Concealment::Launch);
/// A picture that is in the file as a whole, and of which the document shows a part.
pub const CROPPED: Property =
    Property::plain("rtf.picture.cropped", Editability::F2).hidden(Concealment::PictureCropped);

/// Texts of the information group, and what they mean.
const INFO: &[(&str, Property)] = &[
    ("title", Property::new("rtf.info.title", Role::Title, Editability::F3)),
    ("subject", Property::new("rtf.info.subject", Role::Subject, Editability::F3)),
    ("author", Property::new("rtf.info.author", Role::Author, Editability::F3)),
    ("operator", Property::new("rtf.info.operator", Role::LastAuthor, Editability::F3)),
    ("manager", Property::plain("rtf.info.manager", Editability::F3)),
    ("company", Property::plain("rtf.info.company", Editability::F3)),
    ("category", Property::plain("rtf.info.category", Editability::F3)),
    ("keywords", Property::plain("rtf.info.keywords", Editability::F3)),
    ("comment", Property::plain("rtf.info.comment", Editability::F3)),
    ("doccomm", Property::plain("rtf.info.doccomm", Editability::F3)),
    ("hlinkbase", Property::new("rtf.info.hlinkbase", Role::Identifying, Editability::F2)),
];

/// Marks of objects that Word renews when it opens the document.
const RENEWED: [&str; 2] = ["\\objupdate", "\\objautlink"];
/// The head of an object or a picture, before its data, is shorter.
const OBJECT_HEAD: usize = 512;
/// A side that lacks no more than so many percent shows an edge cut straight.
const EDGE: i64 = 5;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct Rtf;

impl Reader for Rtf {
    fn name(&self) -> &'static str {
        "RTF"
    }

    fn specification(&self) -> &'static str {
        "Rich Text Format specification 1.5 to 1.9.1"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["rtf"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        purse.parsed(bytes.len());
        let mut document =
            Document { bytes, options, purse, rsids: vec![], objects: 0, authors: vec![], comment: (None, None) };
        let mut walk = Walk::new(bytes, purse.budget.depth);
        while let Some(closed) = walk.next_closed() {
            if purse.is_empty() {
                break;
            }
            document.closed(&closed, &mut intake);
        }
        if walk.too_deep {
            purse.reach("depth", purse.budget.depth);
        }
        document.end(walk, &mut intake);
        words::read(bytes, &document.authors, purse.budget.depth, &mut intake);
        intake.limits_of(purse);
        intake.finish()
    }
}

/// Hands over the words of RTF that is the body of a message.
pub fn words_of(bytes: &[u8], purse: &Purse, intake: &mut Intake) {
    purse.parsed(bytes.len());
    words::read(bytes, &[], purse.budget.depth, intake);
}

struct Document<'a> {
    bytes: &'a [u8],
    options: &'a ReadOptions,
    purse: &'a Purse,
    rsids: Vec<String>,
    objects: usize,
    /// The authors of tracked changes, by their numbers.
    authors: Vec<String>,
    /// Author and time of the comment that is being read: they are before its words.
    comment: (Option<String>, Option<Moment>),
}

impl Document<'_> {
    fn tell(&self, property: &Property, range: Range<usize>, path: &str, reading: Reading, intake: &mut Intake) {
        let raw = self.bytes.get(range.clone()).unwrap_or_default();
        let locus =
            Locus { bytes: Some(ByteRange::new(range.start, range.end)), path: path.to_owned(), ..Locus::default() };
        intake.evidence(property, raw, reading, locus);
    }

    fn text(&self, property: &Property, closed: &Closed<'_>, path: &str, intake: &mut Intake) {
        let text = closed.text.trim().trim_end_matches(';').trim();
        let reading = if text.is_empty() { Reading::Absent } else { Reading::Present(Value::Text(text.to_owned())) };
        self.tell(property, closed.range.clone(), path, reading, intake);
    }

    fn closed(&mut self, closed: &Closed<'_>, intake: &mut Intake) {
        let name = closed.name;
        if closed.ignorable && intake.first("destination", name) && !name.is_empty() {
            let value = Reading::Present(Value::Text(format!("rtf:{name}")));
            let head = closed.range.start..(closed.range.start + 24).min(closed.range.end);
            self.tell(&DESTINATION, head, &format!("\\*\\{name}"), value, intake);
        }
        // Word 2003 wrote the destination; what it says of priorities came with Word 2007.
        if name == "latentstyles" || name == "lsdlockedexcept" {
            let newer = closed.controls.iter().find(|(word, number, _)| {
                matches!(*word, "lsdpriority" | "lsdqformat" | "lsdprioritydef" | "lsdqformatdef")
                    || *word == "lsdstimax" && *number > 156
            });
            if let Some((word, _, range)) = newer.filter(|_| intake.first("destination", "lsdpriority")) {
                let value = Reading::Present(Value::Text("rtf:lsdpriority".to_owned()));
                self.tell(&DESTINATION, range.clone(), &format!("\\latentstyles\\{word}"), value, intake);
            }
        }
        if closed.is_within("info") {
            if let Some((_, property)) = INFO.iter().find(|(known, _)| *known == name) {
                self.text(property, closed, &format!("\\info\\{name}"), intake);
            }
            let time = match name {
                "creatim" => Some(&CREATED),
                "revtim" => Some(&REVISED),
                "printim" => Some(&PRINTED),
                "buptim" => Some(&BACKED_UP),
                _ => None,
            };
            if let Some(property) = time {
                self.tell(property, closed.range.clone(), &format!("\\info\\{name}"), time_of(closed), intake);
            }
        }
        match name {
            "info" => self.numbers(closed, intake),
            "generator" => self.text(&GENERATOR, closed, "\\*\\generator", intake),
            "template" => {
                let hidden = is_remote(&closed.text).then_some(Concealment::Remote);
                self.text(&Property { hidden, ..TEMPLATE }, closed, "\\*\\template", intake);
            }
            "object" => self.renewed(closed, intake),
            "rsidtbl" => {
                self.rsids = closed.numbers("rsid").map(|number| format!("{number:08X}")).collect();
                let count = self.rsids.len();
                self.rsids.truncate(200);
                let value = Reading::Present(Value::Text(self.rsids.join(" ")));
                self.tell(&RSIDS, closed.range.clone(), &format!("\\*\\rsidtbl ({count} saves)"), value, intake);
            }
            "docvar" => {
                let variable = Property { hidden: variables::hidden(&closed.text), ..VARIABLE };
                self.text(&variable, closed, "\\*\\docvar", intake);
                if let Some(moment) = grammarly::first_session(&closed.text) {
                    let reading = Reading::Present(Value::Moment(moment));
                    self.tell(&grammarly::FIRST_SESSION, closed.range.clone(), "\\*\\docvar", reading, intake);
                }
            }
            "propname" => self.text(&USER_PROPERTY, closed, "\\*\\userprops\\propname", intake),
            "staticval" => self.text(&USER_PROPERTY, closed, "\\*\\userprops\\staticval", intake),
            "atnauthor" | "atnid" => {
                if name == "atnauthor" {
                    self.comment = (Some(closed.text.trim().to_owned()).filter(|author| !author.is_empty()), None);
                }
                self.text(&CHANGE_AUTHOR, closed, &format!("\\*\\{name}"), intake);
            }
            "annotation" => {
                let (author, time) = std::mem::take(&mut self.comment);
                self.text(&COMMENT, closed, "\\*\\annotation", intake);
                self.edit(EditKind::Comment, author, time, &closed.text, closed.range.clone(), intake);
            }
            "revtbl" => {
                self.authors = closed.text.split(';').map(|author| author.trim().to_owned()).collect();
                for author in self.authors.iter().filter(|author| !matches!(author.as_str(), "" | "Unknown")) {
                    let value = Reading::Present(Value::Text(author.clone()));
                    self.tell(&CHANGE_AUTHOR, closed.range.clone(), "\\*\\revtbl", value, intake);
                }
            }
            "atndate" => {
                let number = closed.text.trim().parse::<i64>().ok();
                let reading = number.map_or(Reading::Absent, packed);
                self.comment.1 = number.and_then(moment_of);
                self.tell(&CHANGE_TIME, closed.range.clone(), "\\*\\atndate", reading, intake);
            }
            "fldinst" => {
                self.field(closed, intake);
                let mut words = closed.text.split_whitespace();
                if words.next().is_some_and(|word| word.eq_ignore_ascii_case("HYPERLINK"))
                    && let Some(address) = closed.text.split('"').nth(1)
                    && intake.first("link", address)
                {
                    let value = Reading::Present(Value::Text(address.to_owned()));
                    self.tell(&LINK, closed.range.clone(), "\\*\\fldinst HYPERLINK", value, intake);
                }
            }
            "objclass" => self.text(&OBJECT_PROGRAM, closed, "\\*\\objclass", intake),
            "objdata" => self.object(closed, intake),
            "themedata" | "datastore" => {
                self.purse.expanded(closed.data.len());
                read_child(ChildName::from(name.to_owned()), closed.data.clone(), self.options, self.purse, intake);
            }
            "pict" => self.picture(closed, intake),
            _ if closed.is_within("fonttbl") && closed.destination == Destination::FontTable => {
                let font = closed.text.trim().trim_end_matches(';').to_owned();
                if !font.is_empty() && intake.first("typeface", &font) {
                    self.text(&FONT, closed, "\\fonttbl", intake);
                }
            }
            _ => {}
        }
    }

    fn numbers(&self, closed: &Closed<'_>, intake: &mut Intake) {
        for (name, number, range) in &closed.controls {
            match *name {
                "edmins" => {
                    let value = Reading::Present(Value::Number(number.saturating_mul(60)));
                    self.tell(&EDIT_TIME, range.clone(), "\\info\\edmins", value, intake);
                }
                "vern" => {
                    let value = Reading::Present(Value::Number(*number));
                    self.tell(&WORD_VERSION, range.clone(), "\\info\\vern", value, intake);
                }
                "version" | "nofpages" | "nofwords" | "nofchars" | "nofcharsws" | "id" => {
                    let property = Property::named(keys::RTF_NUMBER, name);
                    let value = Reading::Present(Value::Number(*number));
                    self.tell(&property, range.clone(), &format!("\\info\\{name}"), value, intake);
                }
                _ => {}
            }
        }
    }

    /// A field that starts a program or fetches something.
    fn field(&self, closed: &Closed<'_>, intake: &mut Intake) {
        let word = closed.text.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        let hidden = match word.as_str() {
            "DDE" | "DDEAUTO" => Concealment::Launch,
            "INCLUDEPICTURE" | "INCLUDETEXT" | "LINK" | "IMPORT" | "RD"
                if closed.text.split(['"', ' ']).any(is_remote) =>
            {
                Concealment::Remote
            }
            _ => return,
        };
        self.text(&FIELD.hidden(hidden), closed, "\\*\\fldinst", intake);
    }

    /// An object that Word renews when it opens the document: `\objupdate`, `\objautlink`.
    fn renewed(&self, closed: &Closed<'_>, intake: &mut Intake) {
        let head = closed.range.start..closed.range.end.min(closed.range.start + OBJECT_HEAD);
        let raw = self.bytes.get(head.clone()).unwrap_or_default();
        let found = RENEWED.iter().find_map(|mark| {
            memmem::find(raw, mark.as_bytes()).map(|at| (*mark, head.start + at..head.start + at + mark.len()))
        });
        if let Some((mark, range)) = found {
            let value = Value::Text("an object that the program renews when it opens the document".to_owned());
            self.tell(&OBJECT_RENEWED, range, mark, Reading::Present(value), intake);
        }
    }

    /// What is cut off of a picture (`\piccropl` and its like, in twips of its size as a whole).
    fn crop(&self, closed: &Closed<'_>, name: &str, intake: &mut Intake) {
        let number = |name: &str| closed.numbers(name).next().unwrap_or(0);
        let (width, height) = (number("picwgoal"), number("pichgoal"));
        let sides = [("left", "piccropl", width), ("top", "piccropt", height), ("right", "piccropr", width)];
        let sides = sides.into_iter().chain([("bottom", "piccropb", height)]);
        let cut: Vec<(&str, i64)> = sides
            .filter(|(.., whole)| *whole > 0)
            .map(|(side, word, whole)| (side, number(word).saturating_mul(100) / whole))
            .filter(|(_, cut)| (1..=100).contains(cut))
            .collect();
        if cut.iter().any(|(_, cut)| *cut > EDGE) {
            let cut: Vec<String> = cut.iter().map(|(side, cut)| format!("{side} {cut} %")).collect();
            let value = Value::Text(format!("{name}: cut off: {}", cut.join(", ")));
            let head = closed.range.start..closed.range.end.min(closed.range.start + OBJECT_HEAD);
            self.tell(&CROPPED, head, "\\pict", Reading::Present(value), intake);
        }
    }

    /// An object (MS-OLEDS 2.2.5): a header, the name of its class, and its bytes, often a compound file.
    fn object(&mut self, closed: &Closed<'_>, intake: &mut Intake) {
        let data = closed.data.as_slice();
        let mut at = 8;
        for _ in 0..3 {
            let Some(length) = long(data, at).and_then(|length| usize::try_from(length).ok()) else { return };
            at = at.saturating_add(4).saturating_add(length);
        }
        let Some(length) = long(data, at).and_then(|length| usize::try_from(length).ok()) else { return };
        let start = at.saturating_add(4);
        let Some(bytes) = data.get(start..start.saturating_add(length).min(data.len())) else { return };
        self.objects += 1;
        self.purse.expanded(bytes.len());
        let name = format!("object {}", self.objects);
        read_child(ChildName::from(name), bytes.to_vec(), self.options, self.purse, intake);
    }

    fn picture(&mut self, closed: &Closed<'_>, intake: &mut Intake) {
        let ending = match closed.controls.iter().map(|(name, _, _)| *name).find(|name| name.ends_with("blip")) {
            Some("jpegblip") => "jpeg",
            Some("pngblip") => "png",
            _ => return,
        };
        self.objects += 1;
        self.purse.expanded(closed.data.len());
        let name = format!("picture {}.{ending}", self.objects);
        self.crop(closed, &name, intake);
        read_child(ChildName::from(name), closed.data.clone(), self.options, self.purse, intake);
    }

    /// Text that is hidden, and text that was put in or taken out with changes tracked.
    fn run(&self, run: &Run, intake: &mut Intake) {
        let Run { marks, text, range } = run;
        let stamp = |(author, time): (Option<i64>, Option<i64>)| {
            let author = author.and_then(|number| self.authors.get(usize::try_from(number).ok()?));
            (author.filter(|author| !matches!(author.as_str(), "" | "Unknown")).cloned(), time.and_then(moment_of))
        };
        let value = || Reading::Present(Value::Text(text.clone()));
        if marks.hidden {
            self.tell(&HIDDEN, range.clone(), "\\v", value(), intake);
        }
        if marks.inserted {
            let (author, time) = stamp(marks.insertion);
            self.edit(EditKind::Inserted, author, time, text, range.clone(), intake);
        }
        if marks.deleted {
            self.tell(&DELETED, range.clone(), "\\deleted", value(), intake);
            let (author, time) = stamp(marks.deletion);
            self.edit(EditKind::Deleted, author, time, text, range.clone(), intake);
        }
    }

    fn edit(
        &self,
        kind: EditKind,
        author: Option<String>,
        time: Option<Moment>,
        text: &str,
        range: Range<usize>,
        intake: &mut Intake,
    ) {
        let path = match kind {
            EditKind::Comment => "\\*\\annotation",
            EditKind::Inserted => "\\revised",
            _ => "\\deleted",
        };
        let bytes = Some(ByteRange::new(range.start, range.end));
        let locus = Locus { bytes, path: path.to_owned(), ..Locus::default() };
        intake.edit(Edit { kind, author, time, text: text.trim().to_owned(), locus });
    }

    /// What was gathered over the whole text.
    fn end(&self, walk: Walk<'_>, intake: &mut Intake) {
        if let Some((page, range)) = &walk.code_page {
            let text = format!("{page} ({})", code_page::language(*page));
            let value = Reading::Present(Value::Text(text));
            self.tell(&LOCALE, range.clone(), "\\ansicpg", value, intake);
        }
        for (name, number, range) in &walk.languages {
            let value = Reading::Present(Value::Text(format!("{name} {number}")));
            self.tell(&LOCALE, range.clone(), &format!("\\{name}"), value, intake);
        }
        for (packed_time, range) in &walk.change_times {
            self.tell(&CHANGE_TIME, range.clone(), "\\revdttm", packed(*packed_time), intake);
        }
        if let Some(end) = walk.end {
            behind_end::tell(self.bytes, end, None, intake);
        }
        let open_groups = walk.open_groups();
        for run in walk.runs.finish() {
            self.run(&run, intake);
        }
        if open_groups > 0 {
            intake.warn("rtf-cut", format!("{open_groups} groups are not closed: the file is cut off"), None);
            intake.partial();
        }
    }
}

/// A time of the information group.
fn time_of(closed: &Closed<'_>) -> Reading {
    let written = |name: &str| closed.numbers(name).next().and_then(|number| u32::try_from(number).ok());
    let number = |name: &str| written(name).unwrap_or(0);
    let year = number("yr");
    if year == 0 {
        return Reading::Absent;
    }
    // Only what is written is known: without a day it is the month.
    let mut text = format!("{year:04}");
    for (word, before) in [("mo", '-'), ("dy", '-'), ("hr", 'T'), ("min", ':'), ("sec", ':')] {
        // A clock of an hour alone has no form of its own; its minute is 0 as Word reads it.
        let is_written = written(word).is_some_and(|number| number > 0 || matches!(word, "hr" | "min" | "sec"));
        if !(is_written || word == "min" && written("hr").is_some()) {
            break;
        }
        text.push_str(&format!("{before}{:02}", number(word)));
    }
    dates::iso(&text)
}

/// A DTTM, written as a signed number.
fn moment_of(number: i64) -> Option<Moment> {
    Moment::of_dttm(u32::try_from(number & 0xffff_ffff).ok()?)
}

fn packed(number: i64) -> Reading {
    match moment_of(number) {
        Some(moment) => Reading::Present(Value::Moment(moment)),
        None if number == 0 => Reading::Absent,
        None => Reading::Unreadable("not a date in the calendar".to_owned()),
    }
}
