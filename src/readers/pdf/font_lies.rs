//! Words that copy otherwise than they read, as evidence: a value for each page.

use super::properties::PAGE_TEXT_LENGTH;
use crate::formats::pdf::page::shapes::{Judged, Lie, Witness};
use crate::model::{Concealment, Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;
use std::collections::BTreeMap;

/// Words of a page whose glyphs show other letters than a search finds.
pub const FONT_LIES: Property =
    Property::plain("pdf.page.text.font-lies", Editability::F1).hidden(Concealment::FontLies);
/// A font whose letters are encoded otherwise than its program names them, as a whole.
pub const FONT_ENCODED: Property = Property::plain("pdf.font.encoded-otherwise", Editability::F1);

/// More fonts that are encoded otherwise are not told.
const FONTS: usize = 20;

/// Hands over what the fonts say otherwise than their letters look.
pub fn hand_over(judged: &Judged, revision: Option<u32>, intake: &mut Intake) {
    let mut pages: BTreeMap<usize, Vec<&Lie>> = BTreeMap::new();
    for lie in &judged.lies {
        pages.entry(lie.page).or_default().push(lie);
    }
    for (page, lies) in pages {
        let Some(first) = lies.first() else { continue };
        // Boxes show nothing: what is copied is all there is to tell.
        let of_boxes = lies.iter().all(|lie| lie.witness == Witness::Alike);
        let mut text = if of_boxes {
            lies.iter().map(|lie| lie.copied.as_str()).collect::<Vec<_>>().join(" ")
        } else {
            let pair = |lie: &&Lie| format!("\u{201c}{}\u{201d} copies as \u{201c}{}\u{201d}", lie.shown, lie.copied);
            lies.iter().map(pair).collect::<Vec<_>>().join(", ")
        };
        text.truncate(text.floor_char_boundary(PAGE_TEXT_LENGTH));
        let counted = if lies.len() == 1 { "1 word".to_owned() } else { format!("{} words", lies.len()) };
        let known = match first.witness {
            Witness::Name => "the font itself names the letters otherwise",
            Witness::Twin => "the same shape is another letter elsewhere",
            Witness::Alike => "the font shows a box for every letter",
        };
        let path = format!("page {page}, from {:.0}, {:.0}: {counted}; {known}", first.x, first.y);
        let locus = Locus { revision, path, ..Locus::default() };
        intake.evidence(&FONT_LIES, b"", Reading::Present(Value::Text(text)), locus);
    }
    for font in judged.encoded.iter().take(FONTS) {
        let text = format!(
            "the whole font is encoded so: {} of {} letters copy otherwise than the font names them",
            font.otherwise, font.named
        );
        let locus = Locus { revision, path: format!("a font of page {}", font.page), ..Locus::default() };
        intake.evidence(&FONT_ENCODED, b"", Reading::Present(Value::Text(text)), locus);
    }
}
