//! Pictures (ECMA-376, part 1, 20.1.8, 20.2): those of which the document shows a part, and descriptions that name files.

use super::package::Part;
use super::relations::Relations;
use crate::formats::xml::Element;
use crate::model::{Concealment, Editability, Locus, Property, Reading, Role, Value};
use crate::readers::Intake;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// A picture that is in the file as a whole, and of which the document shows a part.
pub const CROPPED: Property =
    Property::plain("ooxml.picture.cropped", Editability::F2).hidden(Concealment::PictureCropped);
/// The description of a picture, where it is the name of a file or its address.
pub const SOURCE: Property =
    Property::new("ooxml.picture.description", Role::Identifying, Editability::F3).hidden(Concealment::AltText);

/// A side that lacks no more than this shows an edge cut straight; in thousandths of a percent (20.1.8.55).
const EDGE: i64 = 5_000;
const WHOLE: i64 = 100_000;
/// So many uses of pictures are followed.
const USES: usize = 5_000;
/// So many are told.
const TOLD: usize = 200;
/// Of a name so many characters are kept.
const NAME: usize = 500;

/// The sides, in the order in which they are told.
const SIDES: [&str; 4] = ["left", "top", "right", "bottom"];

/// A picture where it is used.
#[derive(Debug)]
struct Use {
    part: String,
    relationship: String,
    /// What is cut off of each side, in thousandths of a percent.
    cut: [i64; 4],
    locus: Locus,
    raw: Vec<u8>,
}

/// The pictures of a package.
#[derive(Debug, Default)]
pub struct Pictures {
    uses: Vec<Use>,
    /// The name of the shape that came last.
    name: String,
}

/// A fraction as VML writes it: `0.1`, or `6554f` in parts of 65,536.
fn fraction(text: &str) -> Option<i64> {
    let share = match text.strip_suffix('f') {
        Some(parts) => parts.parse::<f64>().ok()? / 65_536.0,
        None => text.parse::<f64>().ok()?,
    };
    #[expect(clippy::cast_possible_truncation, reason = "a cast to a whole number ends at its bounds")]
    Some((share * 100_000.0) as i64)
}

/// Whether a description is the name of a file, with or without its path, or an address.
fn names_a_file(text: &str) -> bool {
    let text = text.trim();
    if text.contains("://") {
        return !text.contains(char::is_whitespace);
    }
    let name = text.rsplit(['\\', '/']).next().unwrap_or_default();
    let ending = name.rsplit_once('.').map_or("", |(before, ending)| if before.is_empty() { "" } else { ending });
    let is_ending = (2..=4).contains(&ending.len()) && ending.bytes().all(|sign| sign.is_ascii_alphanumeric());
    is_ending && ending.bytes().any(|sign| sign.is_ascii_alphabetic()) && !text.contains('\n')
}

impl Pictures {
    /// Takes an element of a part.
    pub fn element(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        match element.name {
            "docPr" | "cNvPr" => self.shape(part, element, intake),
            "blip" if element.space == "a" => {
                self.begin(part, element, &["embed", "link"]);
            }
            "srcRect"
                if element.space == "a" && element.within.last().is_some_and(|frame| frame.name == "blipFill") =>
            {
                let side = |name: &str| element.value(name).and_then(|side| side.parse::<i64>().ok()).unwrap_or(0);
                self.crop(part, element, ["l", "t", "r", "b"].map(side));
            }
            "imagedata" if element.space == "v" => {
                self.begin(part, element, &["id"]);
                let side = |name: &str| element.value(name).and_then(|side| fraction(&side)).unwrap_or(0);
                self.crop(part, element, ["cropleft", "croptop", "cropright", "cropbottom"].map(side));
            }
            _ => {}
        }
    }

    fn shape(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        self.name = element.value("name").unwrap_or_default().chars().take(NAME).collect();
        for attribute in element.attributes.iter().filter(|one| matches!(one.name, "descr" | "title")) {
            let text = attribute.value();
            if text.len() <= NAME && names_a_file(&text) && intake.first("description", &text) {
                let path = format!("{:?}, {}", self.name, attribute.name);
                part.text(&SOURCE, attribute.range.clone(), &path, &text, intake);
            }
        }
    }

    /// A picture is used. What is repeated for programs that do not know newer forms is no use of its own, nor what a template brings.
    fn begin(&mut self, part: &Part, element: &Element<'_, '_>, names: &[&str]) {
        let lower = part.name.to_lowercase();
        let apart =
            ["slidelayouts/", "slidemasters/", "notesmasters/", "theme/"].iter().any(|folder| lower.contains(folder));
        let id = element.attributes.iter().find(|one| names.contains(&one.name) && !one.prefix.is_empty());
        let Some(id) = id.filter(|_| !apart && !element.is_within("mc", "Fallback") && self.uses.len() < USES) else {
            return;
        };
        self.uses.push(Use {
            part: part.name.clone(),
            relationship: id.value().into_owned(),
            cut: [0; 4],
            locus: Locus::default(),
            raw: vec![],
        });
    }

    /// The picture that came last is cropped.
    fn crop(&mut self, part: &Part, element: &Element<'_, '_>, cut: [i64; 4]) {
        if element.is_within("mc", "Fallback") {
            return;
        }
        let Some(last) = self.uses.last_mut().filter(|last| last.part == part.name) else { return };
        let path = if self.name.is_empty() { element.name.to_owned() } else { format!("picture {:?}", self.name) };
        last.cut = cut.map(|side| side.clamp(0, WHOLE));
        last.locus = part.locus(element.range.clone(), path);
        last.raw = part.slice(&element.range).to_vec();
    }

    /// Hands over the pictures that no place shows as a whole.
    pub fn hand_over(self, relations: &Relations, intake: &mut Intake) {
        let mut whole = BTreeSet::new();
        let mut cropped: BTreeMap<String, Vec<Use>> = BTreeMap::new();
        for one in self.uses {
            let Some(target) = relations.target(&one.part, &one.relationship) else { continue };
            if one.cut.iter().all(|side| *side <= EDGE) {
                whole.insert(target);
            } else {
                cropped.entry(target).or_default().push(one);
            }
        }
        let shown_in_part = cropped.into_iter().filter(|(target, _)| !whole.contains(target));
        for (target, uses) in shown_in_part.take(TOLD) {
            let Some(one) = uses.into_iter().next() else { continue };
            let text = format!("{target}: {}", said(one.cut));
            intake.evidence(&CROPPED, &one.raw, Reading::Present(Value::Text(text)), one.locus);
        }
    }
}

/// Which part of a picture is shown.
fn said(cut: [i64; 4]) -> String {
    let [left, top, right, bottom] = cut;
    let percent = |share: i64| share.max(0) / 1_000;
    let (across, down) = (percent(WHOLE - left - right), percent(WHOLE - top - bottom));
    let mut text = format!("the document shows {across} % of its width and {down} % of its height; cut off");
    let sides = SIDES.iter().zip(cut).filter(|(_, cut)| *cut > EDGE / 5);
    for (number, (side, cut)) in sides.enumerate() {
        let _ = write!(text, "{} {side} {} %", if number == 0 { ":" } else { "," }, percent(cut));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_told_from_descriptions() {
        for text in [r"C:\Users\pku\Desktop\1.jpg", "IMG_1234.JPG", "http://example.org/a?b=c", "scan of 5 May.png"] {
            assert!(names_a_file(text), "{text}");
        }
        for text in ["A red barn.", "Figure 1.2", "", "See http://example.org/a b", "and/or", ".jpg", "Picture 3"] {
            assert!(!names_a_file(text), "{text}");
        }
    }

    #[test]
    fn what_is_shown_is_said_in_percent() {
        let text = said([10_000, 0, 20_000, 50_000]);
        assert_eq!(
            text,
            "the document shows 70 % of its width and 50 % of its height; cut off: left 10 %, right 20 %, bottom 50 %"
        );
        assert_eq!([fraction("6554f"), fraction("0.1"), fraction("x")], [Some(10_000), Some(10_000), None]);
    }
}
