//! `valla manual`: the pages of the manual, at the terminal.

use super::exit::Exit;
use super::print;
use super::rows::columns;
use crate::manual::{PAGES, Page, contents};
use crate::model::Error;
use std::io::IsTerminal;
use strsim::osa_distance;

/// Prints a page of the manual; without a name the list of pages.
pub(super) fn manual(name: Option<&str>) -> Result<Exit, Error> {
    let Some(name) = name else {
        return print(&format!(
            "The pages of the manual, in reading order:\n\n{}\nRead one with: valla manual PAGE\n",
            contents()
        ));
    };
    match Page::named(name) {
        Some(page) => print(&page.plain(columns(std::io::stdout().is_terminal()))),
        None => Err(Error::Usage(format!("the manual has no page {name:?}; {}", instead_of(name)))),
    }
}

/// What to type instead of a name that no page has.
fn instead_of(name: &str) -> String {
    let near = PAGES.iter().map(|page| (osa_distance(name, page.name), page.name)).min();
    match near {
        Some((steps, near)) if steps <= 3 => format!("did you mean \"valla manual {near}\"?"),
        _ => "valla manual lists all".to_owned(),
    }
}
