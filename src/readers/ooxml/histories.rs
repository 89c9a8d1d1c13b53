//! Who edited, under which account and when, as presentations and shared workbooks keep it next to their content: lists of changes of
//! PowerPoint (MS-PPTX 2.8, `changesInfos`), its clients (`revisionInfo`), the log of a shared workbook (18.11).

use super::package::Part;
use super::part_reader::{PartReader, local_moment, moment};
use crate::formats::xml::{Closed, Element};
use crate::model::{Edit, EditKind, Editability, Property, Role};
use crate::properties::keys;
use crate::readers::Intake;

const F1: Editability = Editability::F1;

/// Who changed a presentation, with the account and the installation.
pub const EDITOR: Property = Property::new("ooxml.history.editor", Role::Identifying, F1);
/// When a change was made, by a clock whose zone is not said.
pub const CHANGED: Property = Property::new(keys::HISTORY_CHANGED, Role::PartTime, F1);
/// An installation that wrote to the presentation, and how often.
pub const CLIENT: Property = Property::new("ooxml.history.client", Role::Identifying, F1);
/// What was done to a slide.
pub const DEED: Property = Property::plain("ooxml.history.change", F1);
/// Who had a shared workbook open, or changed it.
pub const USER: Property = Property::new("ooxml.history.user", Role::Identifying, F1);

/// The list of changes of a presentation.
#[derive(Debug, Default)]
pub struct Changes;

/// Every text once; the times of every change are kept, the reasoning bounds them.
fn once(part: &Part, property: &Property, element: &Element<'_, '_>, names: &[&str], intake: &mut Intake) {
    for attribute in element.attributes.iter().filter(|attribute| names.contains(&attribute.name)) {
        let value = attribute.value();
        if !value.trim().is_empty() && intake.first(&property.key, &value) {
            let path = format!("{}/{}", element.name, attribute.name);
            part.text(property, attribute.range.clone(), &path, &value, intake);
        }
    }
}

impl PartReader for Changes {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if element.name == "chgData" {
            once(part, &EDITOR, element, &["name", "userId", "providerId", "clId"], intake);
            if let Some(time) =
                element.attribute("dt").filter(|time| intake.first(keys::HISTORY_CHANGED, &time.value()))
            {
                part.hand_over(&CHANGED, time.range.clone(), "chgData/dt", moment(&time.value()), intake);
            }
        } else if element.name == "sldChg" {
            once(part, &DEED, element, &["chg"], intake);
        }
    }
}

/// The clients of a presentation.
#[derive(Debug, Default)]
pub struct Clients;

impl PartReader for Clients {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if element.name != "client" {
            return;
        }
        once(part, &CLIENT, element, &["id"], intake);
        if let Some(count) = element.attribute("v") {
            part.text(&DEED, count.range.clone(), "client/v", &count.value(), intake);
        }
        if let Some(time) = element.attribute("dt") {
            part.hand_over(&CHANGED, time.range.clone(), "client/dt", moment(&time.value()), intake);
        }
    }
}

/// The headers of the log of a shared workbook, and who has it open (18.11.1).
#[derive(Debug, Default)]
pub struct Users;

impl PartReader for Users {
    fn open(&mut self, part: &Part, element: &Element<'_, '_>, intake: &mut Intake) {
        if !matches!(element.name, "header" | "userInfo") {
            return;
        }
        once(part, &USER, element, &["userName", "name"], intake);
        if let Some(time) = element.attribute("dateTime") {
            let path = format!("{}/dateTime", element.name);
            part.hand_over(&CHANGED, time.range.clone(), &path, local_moment(&time.value()), intake);
        }
    }
}

/// The log of a shared workbook: what cells said before and since (18.11.1.14).
#[derive(Debug, Default)]
pub struct Log;

impl PartReader for Log {
    fn close(&mut self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        if !matches!(closed.name, "v" | "t") {
            return;
        }
        let (old, new) = (
            closed.within.iter().any(|frame| frame.name == "oc"),
            closed.within.iter().any(|frame| frame.name == "nc"),
        );
        let kind = match (old, new) {
            (true, _) => EditKind::Deleted,
            (_, true) => EditKind::Inserted,
            _ => return,
        };
        let locus = part.locus(closed.range.clone(), if old { "rcc/oc" } else { "rcc/nc" });
        let text: String = closed.text.chars().take(500).collect();
        intake.edit(Edit { kind, author: None, time: None, text, locus });
    }
}
