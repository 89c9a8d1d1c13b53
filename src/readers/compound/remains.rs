//! Text that no longer belongs to the document and is still in its bytes: in free sectors, after the end that the header
//! states, and between the pieces of a document that was saved fast.

use crate::formats::remains::Found;
use crate::model::{Edit, EditKind, Editability, Locus, Property, Reading, Value};
use crate::readers::Intake;

/// Text that is in the file and is no part of the document any more.
pub const TEXT: Property = Property::plain("ole.remains.text", Editability::F0);

/// Hands over text that was found.
pub fn hand_over(found: &Found, raw: &[u8], locus: Locus, intake: &mut Intake) {
    if intake.first("remains", &found.text) {
        let head = raw.get(..64).unwrap_or(raw);
        let text = found.text.clone();
        intake.edit(Edit { kind: EditKind::Remains, author: None, time: None, text, locus: locus.clone() });
        intake.evidence(&TEXT, head, Reading::Present(Value::Text(found.text.clone())), locus);
    }
}
