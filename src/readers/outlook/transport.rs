//! The head of a mail as it came over the Internet (`PidTagTransportMessageHeaders`, [MS-OXOMSG], 2.2.1.61): it is read as that of any mail.

use crate::formats::mail::fields;
use crate::model::Locus;
use crate::readers::Intake;
use crate::readers::mail::{FIELDS, header, way};

/// Reads a head that was decoded from a place; ranges are those of its text in UTF-8.
pub(super) fn transport_headers(head: &str, place: &Locus, intake: &mut Intake) {
    let bytes = head.as_bytes();
    let header = fields::header(bytes, 0..bytes.len(), FIELDS);
    if header.more {
        intake.limit("objects", FIELDS as u64, "the head of the mail");
    }
    intake.decoded_from(place, |intake| {
        header::hand_over(bytes, &header, intake);
        way::hand_over(bytes, &header, intake);
    });
}
