//! The list of small pictures that Windows 98 to XP kept in a folder (`Thumbs.db`): names and times of the files that lay there, though they may be gone.

use super::{Sight, hand_over};
use crate::formats::budget::Purse;
use crate::formats::compound::directory::Compound;
use crate::formats::little_endian::{long, number};
use crate::model::{Editability, Moment, Property, Reading, Role, Value};
use crate::readers::{ChildName, Intake, ReadOptions, read_child};

/// A file that lay in the folder, and when it was last changed.
const NAME: Property = Property::new("ole.thumbs.name", Role::Identifying, Editability::F1);
const CHANGED: Property = Property::new("ole.thumbs.modified", Role::PartTime, Editability::F1);
/// So many files are told.
const FILES: usize = 5_000;

pub(super) fn read(compound: &Compound<'_>, options: &ReadOptions, purse: &Purse, intake: &mut Intake) {
    let Some(list) = compound.stream("Catalog", purse).filter(|list| long(&list.bytes, 0) == Some(0x0007_0010)) else {
        return;
    };
    let sight = Sight::of(&list);
    let mut at = 16;
    for _ in 0..FILES {
        let Some(length) = long(&list.bytes, at).and_then(|length| usize::try_from(length).ok()) else { return };
        let (Some(raw), true) = (list.bytes.get(at + 16..at + length), length > 20) else { return };
        let units: Vec<u16> = raw.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
        let name = String::from_utf16_lossy(&units).trim_end_matches('\0').to_owned();
        let path = format!("Catalog: {name}");
        let value = Reading::Present(Value::Text(name.clone()));
        hand_over(&sight, &NAME, at + 16..at + length, &path, value, intake);
        if let Some(moment) = number(&list.bytes, at + 8, 8).and_then(Moment::of_filetime) {
            hand_over(&sight, &CHANGED, at + 8..at + 16, &path, Reading::Present(Value::Moment(moment)), intake);
        }
        // The stream of the picture has the number with its digits the other way round.
        let stream: String = long(&list.bytes, at + 4).unwrap_or(0).to_string().chars().rev().collect();
        if let Some(picture) = compound.stream(&stream, purse) {
            let start = long(&picture.bytes, 0).and_then(|start| usize::try_from(start).ok()).unwrap_or(0);
            let bytes = picture.bytes.get(start..).unwrap_or_default().to_vec();
            if !bytes.is_empty() {
                read_child(ChildName::from(format!("{name} (thumbnail)")), bytes, options, purse, intake);
            }
        }
        at += length;
    }
}
