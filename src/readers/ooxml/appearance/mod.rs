//! How words look, as parts say it that are apart from them: read before the parts with the words, whatever their order in the package.

mod cell_formats;
mod word_styles;

use super::package::{Package, Part};
use crate::formats::xml::{Element, Markup};
use crate::readers::Intake;
pub use cell_formats::CellFormats;
pub use word_styles::{Ink, RunLook, Shade, StyleLook, WordStyles, shade};

/// How words look.
#[derive(Debug, Default)]
pub struct Appearance {
    /// The styles of a document.
    pub styles: WordStyles,
    /// The formats of cells.
    pub cells: CellFormats,
    /// Width and height of the slides, in English Metric Units (ECMA-376, part 1, 19.2.1.39).
    pub slide: Option<(i64, i64)>,
}

impl Appearance {
    /// Of the parts where programs put it.
    #[must_use]
    pub fn of(package: &Package<'_>, intake: &mut Intake) -> Self {
        // What is wrong with a part is told when it is read in its turn.
        let mut aside = Intake::new(intake.format().clone(), package.purse);
        let mut known =
            |name: &str| package.archive.member(name).and_then(|member| package.part_of(member, &mut aside));
        let (styles, cells) = (known("word/styles.xml"), known("xl/styles.xml"));
        let presentation = known("ppt/presentation.xml");
        let mut appearance = Self::default();
        elements(styles.as_ref(), package, &mut aside, |element| appearance.styles.take(element));
        appearance.styles.resolve();
        elements(cells.as_ref(), package, &mut aside, |element| appearance.cells.take(element));
        elements(presentation.as_ref(), package, &mut aside, |element| {
            if element.is("p", "sldSz") {
                let side = |name: &str| element.value(name).and_then(|side| side.parse::<i64>().ok());
                appearance.slide = side("cx").zip(side("cy"));
            }
        });
        appearance
    }
}

fn elements(part: Option<&Part>, package: &Package<'_>, aside: &mut Intake, mut each: impl FnMut(&Element<'_, '_>)) {
    if let Some(part) = part {
        part.walk(package.purse, aside, |markup, _| {
            if let Markup::Open(element) = markup {
                each(element);
            }
        });
    }
}
