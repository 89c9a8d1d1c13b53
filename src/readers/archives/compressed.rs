//! Files that were compressed by bzip2, xz or Zstandard: these say nothing of the file but how it was compressed.

use super::{About, at, number, text};
use crate::formats::archives::position::up_to;
use crate::formats::archives::zstandard::{self, Frames};
use crate::formats::budget::Purse;
use crate::model::{Editability, Extraction, Format, Property};
use crate::readers::members::{self, Members, Walk};
use crate::readers::{Content, Intake, ReadOptions, Reader};
use bzip2::bufread::MultiBzDecoder;
use lzma_rust2::XzReader;
use std::io::{BufReader, Cursor, Read};
use std::sync::Arc;

/// The size of bzip2's blocks.
pub const BZIP2_BLOCK: Property = Property::plain("bzip2.block", Editability::F2);
/// The checksum of xz.
pub const XZ_CHECK: Property = Property::plain("xz.check", Editability::F2);
/// The size before compression that Zstandard states.
pub const ZSTANDARD_SIZE: Property = Property::plain("zstd.size", Editability::F2);
/// Whether a checksum of Zstandard follows the bytes.
pub const ZSTANDARD_CHECK: Property = Property::plain("zstd.check", Editability::F2);
/// The number of the dictionary without which Zstandard does not decode.
pub const ZSTANDARD_DICTIONARY: Property = Property::plain("zstd.dictionary", Editability::F2);

/// How such a file is walked over.
const WALK: Walk = Walk::Sequence(walk);
/// Decoding xz may take so many KiB of memory: a dictionary of 256 MiB, four times that of `xz -9`.
const MEMORY: u32 = 300 << 10;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct CompressedFile;

impl Reader for CompressedFile {
    fn name(&self) -> &'static str {
        "bzip2, xz, Zstandard"
    }

    fn specification(&self) -> &'static str {
        "bzip2 1.0.8; The .xz File Format 1.2.1; RFC 8878"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["bzip2", "xz", "zstandard"])
    }

    fn walk(&self) -> Option<Walk> {
        Some(WALK)
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        members::read_in_memory(WALK, bytes, format, options, purse)
    }
}

fn walk(source: &mut dyn Read, intake: &mut Intake, members: &mut Members<'_>) {
    let head = match up_to(source, zstandard::HEADER) {
        Ok(head) => head,
        Err(error) => return intake.error("member-damaged", format!("the file cannot be read: {error}")),
    };
    let source = BufReader::new(Cursor::new(head.clone()).chain(source));
    let about = About::new(b"content", intake);
    // The walk ends here whatever the hand says: there is one member.
    let _ = match head.as_slice() {
        [b'B', b'Z', b'h', level @ b'1'..=b'9', ..] => {
            let kilobytes = u64::from(level - b'0') * 100;
            let value = text(format!("{kilobytes} kB"));
            intake.evidence(&BZIP2_BLOCK, &[*level], value, at(3..4, "size of the blocks"));
            members.hand(about.member, &mut MultiBzDecoder::new(source))
        }
        [0xfd, b'7', b'z', b'X', b'Z', 0, first, second, ..] => {
            intake.evidence(&XZ_CHECK, &[*first, *second], text(xz_check(*second)), at(6..8, "flags of the stream"));
            members.hand(about.member, &mut XzReader::new_mem_limit(source, true, MEMORY))
        }
        _ => {
            say_zstandard(&head, intake);
            members.hand(about.member, &mut Frames::new(source))
        }
    };
}

/// The checksums of xz (2.1.1.2).
fn xz_check(id: u8) -> String {
    match id & 15 {
        0 => "none".to_owned(),
        1 => "CRC-32".to_owned(),
        4 => "CRC-64".to_owned(),
        10 => "SHA-256".to_owned(),
        other => format!("number {other}"),
    }
}

fn say_zstandard(head: &[u8], intake: &mut Intake) {
    let Some(header) = zstandard::Header::read(head) else { return };
    let place = || at(0..header.bytes.len() as u64, "head of the frame");
    if let Some(size) = header.size {
        intake.evidence(&ZSTANDARD_SIZE, &header.bytes, number(size), place());
    }
    let check = if header.checksum { "XXH64" } else { "none" };
    intake.evidence(&ZSTANDARD_CHECK, &header.bytes, text(check), place());
    if let Some(dictionary) = header.dictionary {
        intake.evidence(&ZSTANDARD_DICTIONARY, &header.bytes, number(u64::from(dictionary)), place());
    }
}
