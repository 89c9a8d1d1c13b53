//! Outlook's forms of mail: `.msg` ([MS-OXMSG]), TNEF ([MS-OXTNEF]) and mailboxes ([MS-PST]).
//!
//! # Incomplete support
//! Of mailboxes with pages of 4,096 bytes (`.ost` of Outlook 2013 and later) only the format is named. What a mailbox has deleted from its
//! trees is not searched for. Of HTML bodies words are read, but not how they look.

mod bodies;
mod html;
pub mod mailbox;
mod message;
pub mod properties;
pub mod transport;
mod values;

use crate::formats::budget::Purse;
use crate::formats::compound::directory::Compound;
use crate::formats::outlook::{msg, tnef};
use crate::model::{Extraction, Format};
use crate::readers::members::Walk;
use crate::readers::{Content, Intake, ReadOptions, Reader, compound, identify, members};
use message::Means;
use std::sync::Arc;

/// The format of a message in another file.
fn format_inside(basis: &str) -> Format {
    identify::outlook_message(basis).unwrap_or_default()
}

/// The reader of `.msg`.
#[derive(Debug, Clone, Copy)]
pub struct Msg;

impl Reader for Msg {
    fn name(&self) -> &'static str {
        "Outlook message"
    }

    fn specification(&self) -> &'static str {
        "MS-OXMSG, MS-OXPROPS, MS-CFB"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["msg"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        match Compound::open(bytes) {
            Err(why) => intake.error("compound-file", format!("the compound file cannot be read: {why}")),
            Ok(file) => {
                let storage = |path: &str, purse: &Purse, intake: &mut Intake| {
                    let Some(entry) = file.entry(path) else { return };
                    compound::storages::read(&file, &[entry], bytes, options, purse, intake);
                    compound::objects::read(&file.below(entry), &[], options, purse, intake);
                };
                let message = msg::read(&file, purse);
                message::read(&message, &Means { options, storage: &storage }, purse, &mut intake);
                compound::container(&file, bytes, purse, &mut intake);
            }
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

/// The reader of TNEF.
#[derive(Debug, Clone, Copy)]
pub struct Tnef;

impl Reader for Tnef {
    fn name(&self) -> &'static str {
        "TNEF"
    }

    fn specification(&self) -> &'static str {
        "MS-OXTNEF, MS-OXPROPS"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["tnef"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        match tnef::read(bytes, purse) {
            Err(why) => intake.error("tnef", format!("the message cannot be read: {why}")),
            Ok(message) => {
                message::read(&message, &Means { options, storage: &|_, _, _| {} }, purse, &mut intake);
            }
        }
        intake.limits_of(purse);
        intake.finish()
    }
}

/// The reader of mailboxes.
#[derive(Debug, Clone, Copy)]
pub struct Pst;

/// How a mailbox is walked over.
const WALK: Walk = Walk::Seek(|source, intake, members| mailbox::walk(source, intake, members));

impl Reader for Pst {
    fn name(&self) -> &'static str {
        "Outlook mailbox"
    }

    fn specification(&self) -> &'static str {
        "MS-PST, MS-OXPROPS"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["pst"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        members::read_in_memory(WALK, bytes, format, options, purse)
    }
}
