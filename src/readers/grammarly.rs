//! What the add-in Grammarly leaves in the variables of a document: the time of its first session, hidden in an identifier.
//!
//! `__Grammarly_42___1` holds, in Base64 and gzip, `{"DocId":"132373927704636210","SessionId":1}`: the identifier is a count
//! of ticks since 1601. Not documented by its maker; decoded from public documents, whose own dates agree (COPA v Wright,
//! EWHC 1198 (Ch) of 2024, reads it so).

use crate::model::{Editability, Moment, Property};
use crate::properties::keys;
use base64ct::{Base64, Encoding};
use flate2::read::GzDecoder;
use std::io::Read;

/// When Grammarly first worked on the document, by the clock of the machine.
pub const FIRST_SESSION: Property = Property::plain(keys::GRAMMARLY_SESSION, Editability::F1);

/// More of what the variable holds is not unpacked.
const LIMIT: u64 = 64 << 10;
/// How every gzip stream of this method begins, in Base64.
const GZIP: &str = "H4sI";

/// The time in a document variable, name and value; none where it is no variable of Grammarly.
#[must_use]
pub fn first_session(variable: &str) -> Option<Moment> {
    let packed = variable.get(variable.find(GZIP)?..)?;
    let end = packed.find(|letter: char| !letter.is_ascii_alphanumeric() && !"+/=".contains(letter));
    let bytes = Base64::decode_vec(packed.get(..end.unwrap_or(packed.len()))?).ok()?;
    let mut text = String::new();
    GzDecoder::new(bytes.as_slice()).take(LIMIT).read_to_string(&mut text).ok()?;
    let told: serde_json::Value = serde_json::from_str(&text).ok()?;
    let identifier = told.get("DocId")?;
    let ticks = identifier.as_str().and_then(|text| text.parse().ok()).or_else(|| identifier.as_u64())?;
    // Eighteen digits: 1970 to 2100. Other identifiers are counted from something else.
    Moment::of_filetime(ticks).filter(|_| (116_444_736_000_000_000..157_766_880_000_000_000).contains(&ticks))
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use std::io::Write;

    fn variable(json: &str) -> String {
        let mut packer = GzEncoder::new(Vec::new(), Compression::default());
        packer.write_all(json.as_bytes()).expect("memory takes it");
        format!("__Grammarly_42___1{}", Base64::encode_string(&packer.finish().expect("memory takes it")))
    }

    #[test]
    fn the_identifier_is_a_time() {
        let told = first_session(&variable(r#"{"DocId":"132373927704636210","SessionId":1}"#)).expect("it is one");
        assert!(told.readable().starts_with("2020-06-23 13:32:50"), "{}", told.readable());
        assert!(first_session(&variable(r#"{"DocId":"7"}"#)).is_none());
        assert!(first_session("__Grammarly_42____i H4sIAAAA").is_none());
        assert!(first_session("Zotero").is_none());
    }
}
