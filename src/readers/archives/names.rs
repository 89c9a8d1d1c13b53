//! Names of members: decoded for those who read, and never a path.

use crate::model::evidence::hexadecimal;
use crate::readers::ChildName;

/// A name as the container has it: UTF-8, else what of it is, with its bytes.
pub(super) fn name_of(raw: &[u8]) -> ChildName {
    match std::str::from_utf8(raw) {
        Ok(text) => ChildName::from(text.to_owned()),
        Err(_) => ChildName { text: String::from_utf8_lossy(raw).into_owned(), bytes: Some(hexadecimal(raw)) },
    }
}

/// Whether a program that takes the name for a path would write outside of the folder that it unpacks to.
pub(super) fn leads_out(name: &str) -> bool {
    let starts_with_drive = matches!(name.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    name.starts_with(['/', '\\']) || starts_with_drive || name.split(['/', '\\']).any(|step| step == "..")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_out_are_told_from_those_that_do_not() {
        for out in ["/etc/passwd", "../a", "a/../../b", "..\\a", "C:\\a", "\\\\server\\a"] {
            assert!(leads_out(out), "{out}");
        }
        for within in ["a", "./a", "a..b", "a/..b/c", "notes: one"] {
            assert!(!leads_out(within), "{within}");
        }
        assert_eq!(name_of(b"\xef\xf0").bytes.as_deref(), Some("eff0"));
    }
}
