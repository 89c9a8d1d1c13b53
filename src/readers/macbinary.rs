//! `MacBinary` (I to III): a file of a Macintosh with its name, type and times in 128 bytes before it, as it travelled through
//! mail and FTP. The file itself is read like any other that is inside.

use crate::formats::budget::Purse;
use crate::formats::code_page;
use crate::model::{
    ByteRange, Editability, Extraction, Format, Instant, Locus, Moment, Property, Reading, Role, Value,
};
use crate::readers::{ChildName, Content, Intake, ReadOptions, Reader, read_child};
use std::sync::Arc;

const F1: Editability = Editability::F1;

/// When the file was made, by the clock of the Macintosh.
const CREATED: Property = Property::new("macbinary.created", Role::PartTime, F1);
/// When it was last changed.
const CHANGED: Property = Property::new("macbinary.changed", Role::DirectoryTime, F1);
/// Its name on the Macintosh.
const NAME: Property = Property::plain("macbinary.name", F1);
/// Type and program, as four characters each.
const KIND: Property = Property::plain("macbinary.type", F1);

/// The head of a `MacBinary` file.
const HEAD: usize = 128;
/// From 1904-01-01 to 1970-01-01, in seconds.
const SINCE_1904: i64 = 2_082_844_800;

/// The reader.
#[derive(Debug, Clone, Copy)]
pub struct MacBinary;

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

/// Whether a head has the fixed zeros, a name and lengths that fit the file (`MacBinary` III, "Detecting `MacBinary`").
pub(super) fn is_head(bytes: &[u8]) -> bool {
    let Some(head) = bytes.get(..HEAD) else { return false };
    let zeros = [0, 74, 82].iter().all(|&at| head.get(at) == Some(&0));
    let (Some(name), Some(data), Some(resource)) = (head.get(1), long(head, 83), long(head, 87)) else { return false };
    let forks = u64::from(data).next_multiple_of(128) + u64::from(resource).next_multiple_of(128);
    let size = bytes.len() as u64;
    let kind = head.get(65..73).unwrap_or_default();
    zeros
        && (1..64).contains(name)
        && head.get(2..2 + usize::from(*name)).is_some_and(|name| !name.contains(&0))
        && kind.iter().all(|byte| (0x20..0x7f).contains(byte))
        && data > 0
        && (HEAD as u64 + u64::from(data) <= size && size <= HEAD as u64 + forks + 128)
}

impl Reader for MacBinary {
    fn name(&self) -> &'static str {
        "MacBinary"
    }

    fn specification(&self) -> &'static str {
        "MacBinary III"
    }

    fn recognise(&self, content: &Content<'_>) -> Option<Format> {
        content.format_of(&["macbinary"])
    }

    fn read(&self, bytes: &Arc<Vec<u8>>, format: Format, options: &ReadOptions, purse: &Purse) -> Extraction {
        let mut intake = Intake::new(format, purse);
        let place = |from: usize, to: usize, path: &str| Locus {
            bytes: Some(ByteRange::new(from, to)),
            path: path.to_owned(),
            ..Locus::default()
        };
        let length = bytes.get(1).map_or(0, |length| usize::from(*length));
        let raw = bytes.get(2..2 + length).unwrap_or_default();
        let name = code_page::decode(10_000, raw);
        intake.evidence(&NAME, raw, Reading::Present(Value::Text(name.clone())), place(2, 2 + length, "name"));
        let kind = bytes.get(65..73).unwrap_or_default();
        let shown = String::from_utf8_lossy(kind).into_owned();
        intake.evidence(&KIND, kind, Reading::Present(Value::Text(shown)), place(65, 73, "type and creator"));
        for (property, at, path) in [(&CREATED, 91, "created"), (&CHANGED, 95, "changed")] {
            let Some(seconds) = long(bytes, at).filter(|seconds| *seconds > 0) else { continue };
            let text = format!("{seconds} seconds since 1904");
            let moment = Moment::of_count(&text, Instant(i64::from(seconds) - SINCE_1904));
            let reading = moment.map_or(Reading::Absent, |moment| Reading::Present(Value::Moment(moment)));
            intake.evidence(property, bytes.get(at..at + 4).unwrap_or_default(), reading, place(at, at + 4, path));
        }
        let end = long(bytes, 83).and_then(|length| usize::try_from(length).ok()).map_or(HEAD, |length| HEAD + length);
        let data = bytes.get(HEAD..end).unwrap_or_default();
        read_child(ChildName::from(name), data.to_vec(), options, purse, &mut intake);
        intake.limits_of(purse);
        intake.finish()
    }
}
