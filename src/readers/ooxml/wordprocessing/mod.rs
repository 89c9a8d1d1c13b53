//! Parts of WordprocessingML (ECMA-376, part 1, 17; MS-DOCX).

pub mod body;
pub mod contents;
pub mod people;
pub mod settings;
pub mod styles;

use super::package::Part;
use super::part_reader::PartReader;
use crate::formats::xml::{Closed, Element};
use crate::readers::Intake;

/// The reader of the main part: its body, and its table of contents.
#[derive(Debug, Default)]
pub struct Document {
    body: body::Body,
    contents: contents::Contents,
}

impl PartReader for Document {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        self.body.open(part, element, intake);
        self.contents.open(part, element, intake);
    }

    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        self.body.close(part, closed, intake);
        self.contents.close(part, closed, intake);
    }

    fn end(&mut self, part: &Part, intake: &mut Intake) {
        self.body.end(part, intake);
        self.contents.end(part, intake);
    }
}
