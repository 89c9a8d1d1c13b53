//! The settings of a document (OpenDocument 1.3, part 3, 3.10): the printer that it was set up for, and the numbers of saves that
//! `LibreOffice` draws since 3.5.

use super::F1;
use crate::formats::xml::{Closed, Element};
use crate::model::{Property, Reading, Value};
use crate::properties::keys;
use crate::readers::zip::part::Part;
use crate::readers::{Intake, devmode};
use base64ct::{Base64, Encoding};

/// The number that was drawn when the document was made.
const ROOT: Property = Property::plain(keys::ODF_SAVE_ROOT, F1);
/// The number that was drawn when it was last opened to be changed.
const LAST: Property = Property::plain(keys::ODF_SAVE_LAST, F1);

/// Reads the settings, element by element.
#[derive(Debug, Default)]
pub(super) struct Settings {
    name: String,
}

impl Settings {
    pub(super) fn open(&mut self, element: &Element<'_, '_>) {
        if element.is("config", "config-item") {
            self.name = element.value("name").unwrap_or_default().into_owned();
        }
    }

    pub(super) fn close(&self, part: &Part, closed: &Closed<'_, '_>, intake: &mut Intake) {
        if !closed.is("config", "config-item") {
            return;
        }
        let text = closed.text.trim();
        match self.name.as_str() {
            "PrinterName" if !text.is_empty() => {
                part.text(&devmode::PRINTER, closed.range.clone(), "PrinterName", text, intake)
            }
            "PrinterSetup" => {
                if let Some(name) = printer(text)
                    && intake.first(&devmode::PRINTER.key, &name)
                {
                    part.text(&devmode::PRINTER, closed.range.clone(), "PrinterSetup", &name, intake);
                }
            }
            "RsidRoot" | "Rsid" => {
                let property = if self.name == "Rsid" { &LAST } else { &ROOT };
                let reading = match text.parse::<u32>() {
                    // A document that was never changed has none.
                    Ok(0) => return,
                    Ok(number) => Reading::Present(Value::Text(format!("{number:08X}"))),
                    Err(_) => Reading::Unreadable(format!("not a number: {text:?}")),
                };
                part.hand_over(property, closed.range.clone(), &self.name, reading, intake);
            }
            _ => {}
        }
    }
}

/// The name of the printer in its setup: behind two lengths and a number, 64 bytes of text.
fn printer(text: &str) -> Option<String> {
    const START: usize = 4;
    const NAME: usize = 64;
    let unfolded: String = text.split_whitespace().collect();
    let bytes = Base64::decode_vec(&unfolded).ok()?;
    let name = bytes.get(START..START + NAME)?;
    let name = name.split(|byte| *byte == 0).next()?;
    let name = std::str::from_utf8(name).ok()?.trim();
    (name.len() > 1 && !name.chars().any(char::is_control)).then(|| name.to_owned())
}
