//! What a container holds, as a tree of names.

use super::{Links, quoted};
use crate::model::{Exhibit, Standing};
use crate::reports::standing::{counted, grouped, label};
use maud::{Markup, html};

/// So many of the documents inside one are named; of more there are lists in other forms.
const NAMED: usize = 500;

/// The documents inside one, each with its size and its answer. Exhibits are in the order of their numbers: what is inside one follows it.
pub(super) fn tree(all: &[Exhibit], exhibit: &Exhibit, links: &Links) -> Markup {
    let within = format!("{}.", exhibit.id);
    let from = all.iter().position(|one| one.id == exhibit.id).map_or(all.len(), |at| at + 1);
    let inside: Vec<&Exhibit> =
        all.iter().skip(from).take_while(|one| one.id.starts_with(&within)).take(NAMED + 1).collect();
    if inside.is_empty() {
        return html! {};
    }
    let depth = |one: &Exhibit| one.id.matches('.').count() - exhibit.id.matches('.').count();
    let count = if inside.len() > NAMED {
        format!("more than {NAMED} documents")
    } else {
        counted(inside.len() as u64, "document", "documents")
    };
    html! {
        details.tree open[inside.len() <= OPEN] {
            summary { "Inside it: " (count) }
            ul {
                @for one in inside.iter().take(NAMED) {
                    li style={ "margin-left: " (depth(one).saturating_sub(1).min(DEEPEST)) "rem" } {
                        a href=(links.to(&one.id)) { (quoted(one.inside.last().map_or("", String::as_str))) }
                        span.soft { " \u{b7} " (grouped(one.size)) " bytes \u{b7} " (label(Standing::of(one))) }
                    }
                }
                @if inside.len() > NAMED { li { "and more: valla report lists all in the forms csv and jsonl" } }
            }
        }
    }
}

/// A tree of so few is shown at once.
const OPEN: usize = 12;
/// Deeper documents are shown at this depth.
const DEEPEST: usize = 8;
