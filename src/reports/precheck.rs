//! What a file would reveal, before it is published, in words. For `valla precheck`.

use crate::collation::revealing::revealed;
use crate::model::Exhibit;
use crate::reports::escape::safe;
use std::io::{self, Write};

/// So many values of a row are shown in words.
const SHOWN: usize = 5;
/// A value is shown up to this many characters.
const LONGEST: usize = 100;

/// Tells what an exhibit reveals.
///
/// # Errors
/// When the writer fails.
pub fn list(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    let revealed = revealed(exhibit);
    writeln!(writer, "{}: publishing it would reveal", safe(&exhibit.path))?;
    for of_kind in revealed.chunk_by(|one, next| one.kind == next.kind) {
        let Some(first) = of_kind.first() else { continue };
        writeln!(writer, "\n  {}", first.kind)?;
        let mut removing: Vec<&str> = Vec::new();
        for one in of_kind {
            let shown: Vec<String> =
                one.values.iter().take(SHOWN).map(|value| format!("{:?}", short(&safe(value)))).collect();
            let more = one.values.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            writeln!(writer, "    {} ({}): {}{more}", safe(&one.label), one.tells, shown.join(", "))?;
            writeln!(writer, "      first at {}", safe(&one.place))?;
            if !removing.contains(&one.removing.as_str()) {
                removing.push(&one.removing);
            }
        }
        for way in removing {
            writeln!(writer, "    to remove: {way}")?;
        }
    }
    for warning in &exhibit.extraction.warnings {
        writeln!(writer, "\n  warning: {}", safe(&warning.message))?;
    }
    writeln!(writer)
}

/// What is under every list.
pub const BEYOND: &str = "valla does not see marks hidden in pictures, most dots of printers, spelling or layout found in one copy only, or who had access to the file. \
    Check what you removed: run valla precheck on the result.";

fn short(text: &str) -> String {
    if text.chars().count() > LONGEST { text.chars().take(LONGEST).chain(['…']).collect() } else { text.to_owned() }
}
