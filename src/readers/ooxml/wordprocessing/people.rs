//! People who commented or changed (MS-DOCX 2.5.3), and the universal times of comments (2.7.3).

use crate::formats::xml::Element;
use crate::model::{Editability, Property, Role};
use crate::properties::keys;
use crate::readers::Intake;
use crate::readers::ooxml::package::Part;
use crate::readers::ooxml::part_reader::{PartReader, moment};

/// A person, and the account under which the program knows them.
pub const PERSON: Property = Property::new("ooxml.people", Role::Identifying, Editability::F2);
/// When a comment was made, in universal time.
pub const COMMENT_UTC: Property = Property::new(keys::COMMENT_TIME_UTC, Role::PartTime, Editability::F1);

/// The list of people.
#[derive(Debug, Default)]
pub struct People;

impl PartReader for People {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        for attribute in element.attributes {
            if matches!(attribute.name, "author" | "contact" | "providerId" | "userId") {
                let path = format!("w15:{}/{}", element.name, attribute.name);
                part.text(&PERSON, attribute.range.clone(), &path, &attribute.value(), intake);
            }
        }
    }
}

/// The times of comments.
#[derive(Debug, Default)]
pub struct CommentTimes;

impl PartReader for CommentTimes {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if let Some(date) = element.attribute("dateUtc") {
            let reading = moment(&date.value());
            part.hand_over(&COMMENT_UTC, date.range.clone(), "w16cex:dateUtc", reading, intake);
        }
    }
}
