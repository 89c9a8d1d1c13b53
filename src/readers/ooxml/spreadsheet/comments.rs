//! Comments of workbooks (18.7; MS-XLSX 2.4.83): authors, texts, and in the newer form times in universal time.

use crate::formats::xml::{Closed, Element};
use crate::model::{Edit, EditKind, Moment, Property, Role};
use crate::readers::Intake;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::{PartReader, moment};
use crate::readers::ooxml::wordprocessing::body::{COMMENT_AUTHOR, COMMENT_TEXT};
use crate::readers::ooxml::wordprocessing::people::{COMMENT_UTC, PERSON};

/// So many comments are kept.
pub(super) const LIMIT: usize = 200;

/// Comments of the older form.
#[derive(Debug, Default)]
pub struct Comments {
    text: String,
    authors: Vec<String>,
    author: Option<usize>,
    count: usize,
}

impl PartReader for Comments {
    fn open(&mut self, _: &Part, element: &Element<'_, '_>, _: &mut Intake) {
        if element.is("x", "comment") {
            self.author = element.value("authorId").and_then(|number| number.parse().ok());
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        match (closed.space, closed.name) {
            ("x", "author") => {
                part.text(&COMMENT_AUTHOR, closed.range.clone(), "author", &closed.text, intake);
                self.authors.push(closed.text.to_string());
            }
            ("x", "t") if closed.is_within("x", "comment") => self.text.push_str(&closed.text),
            ("x", "comment") => {
                let text: String = std::mem::take(&mut self.text).chars().take(500).collect();
                self.count += 1;
                if self.count <= LIMIT {
                    part.text(&COMMENT_TEXT, closed.range.clone(), "comment", &text, intake);
                    let author = self.author.and_then(|number| self.authors.get(number)).cloned();
                    let locus = part.locus(closed.range.clone(), "comment");
                    intake.edit(Edit { kind: EditKind::Comment, author, time: None, text, locus });
                }
            }
            _ => {}
        }
    }
}

/// Comments of the newer form.
#[derive(Debug, Default)]
pub struct ThreadedComments {
    count: usize,
    time: Option<Moment>,
}

impl PartReader for ThreadedComments {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if let Some(time) = element.attribute("dT").filter(|_| element.is("tc", "threadedComment")) {
            self.count += 1;
            self.time = moment(&time.value()).moment().cloned();
            if self.count <= LIMIT {
                part.hand_over(&COMMENT_UTC, time.range.clone(), "threadedComment/dT", moment(&time.value()), intake);
            }
        }
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        if closed.is("tc", "text") && self.count <= LIMIT {
            part.text(&COMMENT_TEXT, closed.range.clone(), "threadedComment/text", &closed.text, intake);
            let locus = part.locus(closed.range.clone(), "threadedComment/text");
            let time = self.time.clone();
            intake.edit(Edit { kind: EditKind::Comment, author: None, time, text: closed.text.to_string(), locus });
        }
    }
}

/// The people of threaded comments.
#[derive(Debug, Default)]
pub struct Persons;

impl PartReader for Persons {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        for attribute in element.attributes.iter().filter(|_| element.is("tc", "person")) {
            if matches!(attribute.name, "displayName" | "userId" | "providerId") {
                let property = Property { role: Some(Role::Identifying), ..PERSON };
                part.text(
                    &property,
                    attribute.range.clone(),
                    &format!("person/{}", attribute.name),
                    &attribute.value(),
                    intake,
                );
            }
        }
    }
}
