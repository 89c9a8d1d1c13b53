//! One document of the dossier, as a page of its own.

use super::{Entry, Links, card, name_in_address, quoted, shell};
use crate::model::{Case, Exhibit, Standing};
use crate::reports::escape::safe;
use crate::reports::standing::{name, stands_alone};
use maud::{Markup, html};

/// A page of one file and of what is inside it, with the way back to the index.
pub(super) fn page(group: &[Exhibit], case: &Case, index: &str) -> Markup {
    let title = group.first().map(name).unwrap_or_default();
    let body = html! {
        main {
            p {
                a href={ "../" (name_in_address(index)) } { "All documents" } " · "
                a href={ "../" (name_in_address(index)) "#together" } { "What ties them" }
            }
            h1 { (quoted(&title)) }
            @for exhibit in group.iter().filter(|exhibit| stands_alone(exhibit)) {
                @let entry = Entry { standing: Standing::of(exhibit), exhibit, copies: vec![], related: vec![] };
                (card::card(case, group, &entry, &Links::Here))
            }
        }
    };
    shell(&format!("valla: {}", safe(&title)), &body)
}
