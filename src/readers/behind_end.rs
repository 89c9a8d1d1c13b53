//! Data after the end of a file: readers of its format never look there.

use crate::model::{ByteRange, Editability, Locus, Property, Reading, Value};
use crate::properties::keys;
use crate::readers::{Content, Intake};

/// Data after the end that the format knows.
pub const BEHIND_END: Property = Property::plain(keys::BEHIND_END, Editability::F1);

/// Fewer bytes are what writers leave by mistake.
const FEWEST: usize = 4;

/// Tells what is after the end of the format; blanks and zeros that fill a block are nothing.
pub fn tell(bytes: &[u8], end: usize, intake: &mut Intake) {
    let Some(rest) = bytes.get(end..) else { return };
    let is_filling = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, 0 | 0x1a | 0xff);
    let Some(start) = rest.iter().position(|byte| !is_filling(byte)) else { return };
    if rest.len() - start < FEWEST {
        return;
    }
    let what = Content::new(rest.get(start..).unwrap_or_default()).format();
    let what = what.map(|format| format!(", which begin as {}", format.name)).unwrap_or_default();
    let value = Reading::Present(Value::Text(format!("{} bytes{what}", rest.len())));
    let locus =
        Locus { bytes: Some(ByteRange::new(end, bytes.len())), path: "behind the end".to_owned(), ..Locus::default() };
    let head = rest.get(start..).unwrap_or_default();
    intake.evidence(&BEHIND_END, head.get(..head.len().min(64)).unwrap_or_default(), value, locus);
}
