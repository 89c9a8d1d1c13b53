//! Two states of a page, side by side.

use crate::model::ChangedPage;
use maud::{Markup, html};

/// A page before a save and after it.
pub(super) fn both_states(revision: u32, page: &ChangedPage) -> Markup {
    html! {
        @for (when, picture) in [("before", &page.before), ("after", &page.after)] {
            figure {
                @if let Some(picture) = picture.as_ref().filter(|picture| is_base64(picture)) {
                    @let framed = page.regions.len();
                    img alt={ "Page " (page.page) " " (when) " save " (revision) "; what changed is framed (" (framed) ")" }
                        src={ "data:image/png;base64," (picture) };
                } @else { p.quiet { "no such page" } }
                figcaption { "page " (page.page) ", " (when) " the change (save " (revision) ")" }
            }
        }
    }
}

/// Pictures come from a worker: what is no base64 is none.
pub(super) fn is_base64(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte))
}
