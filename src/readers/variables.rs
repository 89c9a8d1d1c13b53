//! Variables that a document keeps and does not show.

use crate::model::Concealment;

/// Variables that add-ins write into every document that they see, as their names begin: a session of Grammarly, which is told by
/// itself, and a switch of WPS Office. In public documents 4 of 15 variables are such.
const EVERYBODYS: &[&str] = &["__Grammarly", "aurora:"];

/// Why nobody sees a variable, where it says something of this document.
#[must_use]
pub fn hidden(name: &str) -> Option<Concealment> {
    let is_everybodys = EVERYBODYS.iter().any(|start| name.trim().starts_with(start));
    (!is_everybodys).then_some(Concealment::DocumentVariable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_of_add_ins_are_no_secret() {
        assert_eq!(hidden("__Grammarly_42____i"), None);
        assert_eq!(hidden("JobNo"), Some(Concealment::DocumentVariable));
    }
}
