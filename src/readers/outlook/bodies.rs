//! The body of a message as words: its plain text, else its HTML without marks, else its RTF.

use super::properties::BODY_GENERATOR;
use super::values::{decoded, locus, tell_one};
use crate::formats::budget::Purse;
use crate::formats::outlook::properties::{Properties, Value as Kept, id, kind};
use crate::formats::outlook::rich_text;
use crate::model::{Passage, Value, Words};
use crate::readers::outlook::html;
use crate::readers::{Intake, rtf};

/// `PidTagBody`.
const PLAIN: u16 = 0x1000;
/// `PidTagRtfCompressed`.
const RICH: u16 = 0x1009;
/// `PidTagHtml`, `PidTagBodyHtml`.
const HTML: u16 = 0x1013;

/// Hands over the words of the body, and the program that made it.
pub(super) fn read(properties: &Properties, purse: &Purse, intake: &mut Intake) {
    let plain = properties.get(PLAIN).and_then(|kept| Some((kept, kept.text(properties.code_page)?)));
    let page = properties.number(id::INTERNET_CODE_PAGE).and_then(|page| u16::try_from(page).ok());
    let hyper = properties.get(HTML).map(|kept| (kept, hyper_text(kept, page.unwrap_or(properties.code_page))));
    let rich = properties.get(RICH).and_then(|kept| Some((kept, opened(kept, purse, intake)?)));
    if let Some((kept, text)) = &hyper
        && let Some(program) = html::generator(text)
    {
        tell_one(&BODY_GENERATOR, kept, "PidTagHtml: generator", Value::Text(program), intake);
    } else if let Some((kept, text)) = &rich
        && let Some(program) = generator(text)
    {
        tell_one(&BODY_GENERATOR, kept, "PidTagRtfCompressed: generator", Value::Text(program), intake);
    }
    if let Some((kept, text)) = plain.filter(|(_, text)| !text.trim().is_empty()) {
        intake.words(Words::new(text, Passage::Body, locus(&kept.place, "PidTagBody")));
    } else if let Some((kept, text)) = hyper {
        intake.words(Words::new(html::words(&text), Passage::Body, locus(&kept.place, "PidTagHtml")));
    } else if let Some((_, text)) = rich {
        rtf::words_of(&text, purse, intake);
    }
}

fn hyper_text(kept: &Kept, page: u16) -> String {
    if kept.kind == kind::BINARY { decoded(&kept.raw, page) } else { kept.text(page).unwrap_or_default() }
}

fn opened(kept: &Kept, purse: &Purse, intake: &mut Intake) -> Option<Vec<u8>> {
    let (room, limit, value) = purse.room(kept.raw.len());
    match rich_text::open(&kept.raw, room) {
        Ok(text) => {
            purse.expanded(text.len());
            if text.len() >= room {
                purse.reach(limit, value);
            }
            Some(text)
        }
        Err(why) => {
            intake.partial();
            let place = Some(locus(&kept.place, "PidTagRtfCompressed"));
            intake.warn("rtf-body", format!("the body in RTF cannot be read: {why}"), place);
            None
        }
    }
}

/// The program that the RTF names (`\*\generator`).
fn generator(text: &[u8]) -> Option<String> {
    let at = memchr::memmem::find(text, b"{\\*\\generator ")?;
    let rest = text.get(at + 14..)?;
    let name = rest.get(..rest.iter().position(|byte| matches!(byte, b';' | b'}' | b'\\'))?)?;
    let name = String::from_utf8_lossy(name).trim().to_owned();
    (!name.is_empty()).then_some(name)
}
