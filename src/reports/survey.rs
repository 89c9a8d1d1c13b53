//! What was noted of a collection, as a list and as a table.

use crate::collation::survey::{Note, SURVEY, Survey};
use crate::reports::escape::safe;
use crate::reports::table::row;
use std::io::{self, Write};

/// Tells what was noted: counts, and the first files of each check.
///
/// # Errors
/// When the writer fails.
pub fn list(survey: &Survey, only: &[String], writer: &mut dyn Write) -> io::Result<()> {
    writeln!(writer, "{} files", survey.files())?;
    for check in SURVEY.iter().filter(|check| only.is_empty() || only.iter().any(|name| name == check.name)) {
        let notes: Vec<&Note> = survey.notes(check.name).collect();
        writeln!(writer, "\n{} ({}): {}", check.name, notes.len(), check.meaning)?;
        let shown = if only.is_empty() { SHOWN } else { usize::MAX };
        for note in notes.iter().take(shown) {
            let detail = if note.detail.is_empty() { String::new() } else { format!(": {}", safe(&note.detail)) };
            writeln!(writer, "  {}{detail}", safe(&note.path))?;
        }
        if notes.len() > shown {
            writeln!(writer, "  and {} more (--check {})", notes.len() - shown, check.name)?;
        }
    }
    Ok(())
}

/// Writes a row a note.
///
/// # Errors
/// When the writer fails.
pub fn table(survey: &Survey, only: &[String], writer: &mut dyn Write) -> io::Result<()> {
    row(writer, ["CHECK", "FILE_PATH", "DETAIL"].map(str::to_owned))?;
    for check in SURVEY.iter().filter(|check| only.is_empty() || only.iter().any(|name| name == check.name)) {
        for note in survey.notes(check.name) {
            row(writer, [note.check.to_owned(), note.path.clone(), note.detail.clone()])?;
        }
    }
    Ok(())
}

/// So many files of a check are named in a list of all checks.
const SHOWN: usize = 10;
