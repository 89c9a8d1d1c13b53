//! A case to text. Reports see the model only, and compute nothing.

pub mod escape;
pub mod html;
pub mod json;
mod kept;
pub mod letter;
pub mod precheck;
pub mod premis;
pub mod public;
pub mod revisions;
pub mod sarif;
pub mod schema;
pub mod standing;
pub mod survey;
pub mod table;
pub mod terminal;

use crate::model::{Case, Exhibit};
use std::io::{self, Write};

/// A form of output: what comes before the exhibits, the exhibits as they come, and what comes after them.
pub trait Report {
    /// What comes before the exhibits, of which the case has none yet.
    ///
    /// # Errors
    /// When the writer fails.
    fn begin(&mut self, _head: &Case, _writer: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    /// The next exhibit: a file, or what is inside the last file.
    ///
    /// # Errors
    /// When the writer fails, or the form has no way to write it.
    fn exhibit(&mut self, exhibit: Exhibit, writer: &mut dyn Write) -> io::Result<()>;

    /// What comes after the exhibits. The case is whole now, but for its exhibits, which were handed over.
    ///
    /// # Errors
    /// When the writer fails.
    fn finish(self: Box<Self>, _case: Case, _writer: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes a whole case in some form.
///
/// # Errors
/// When the writer fails.
pub fn whole(mut report: Box<dyn Report>, mut case: Case, writer: &mut dyn Write) -> io::Result<()> {
    let exhibits = std::mem::take(&mut case.exhibits);
    report.begin(&case, writer)?;
    for exhibit in exhibits {
        report.exhibit(exhibit, writer)?;
    }
    report.finish(case, writer)
}

/// How one exhibit is written where each stands alone.
pub type Writes = fn(&Exhibit, &mut dyn Write) -> io::Result<()>;

/// A form in which every exhibit is written for itself, after a head.
#[derive(Debug, Clone, Copy)]
pub struct Lines {
    /// What comes before all of them.
    pub head: &'static str,
    /// How one is written.
    pub writes: Writes,
}

impl Report for Lines {
    fn begin(&mut self, _: &Case, writer: &mut dyn Write) -> io::Result<()> {
        writer.write_all(self.head.as_bytes())
    }

    fn exhibit(&mut self, exhibit: Exhibit, writer: &mut dyn Write) -> io::Result<()> {
        (self.writes)(&exhibit, writer)
    }
}
