//! Rows that are ready before their turn: a few are held, the rest lie in a file of the system's folder for temporary files,
//! which has no name and is gone with the process. So a run that waits for one slow file holds no more memory than another.

use crate::model::{Error, Examined};
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

/// Rows that wait.
#[derive(Debug, Default)]
pub(super) struct Aside {
    held: usize,
    file: Option<File>,
    /// Where the file ends; it begins anew when nothing in it is wanted any more.
    end: u64,
    /// Bytes in the file that are still wanted.
    wanted: u64,
}

/// A row that waits.
#[derive(Debug)]
pub(super) enum Waiting {
    /// In memory, with its weight in bytes.
    Held(Box<Examined>, usize),
    /// In the file.
    Filed {
        /// Its first byte.
        start: u64,
        /// Its bytes.
        length: usize,
    },
}

/// So many bytes of rows are held.
const HELD: usize = 8 << 20;
/// More than this waits on no disk: then the slow files have their turn.
const FILED: u64 = 512 << 20;

impl Aside {
    /// Lays a row aside.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn lay(&mut self, exhibit: Examined) -> Result<Waiting, Error> {
        let weight = exhibit.weight();
        if self.held.saturating_add(weight) <= HELD {
            self.held += weight;
            return Ok(Waiting::Held(Box::new(exhibit), weight));
        }
        let row = serde_json::to_vec(&exhibit).map_err(|error| failed(error.into()))?;
        if self.file.is_none() {
            self.file = Some(tempfile::tempfile().map_err(failed)?);
        }
        let Some(file) = &mut self.file else { return Err(failed(io::ErrorKind::NotFound.into())) };
        if self.wanted == 0 {
            self.end = 0;
        }
        let start = self.end;
        file.seek(SeekFrom::Start(start)).and_then(|_| file.write_all(&row)).map_err(failed)?;
        self.end += row.len() as u64;
        self.wanted += row.len() as u64;
        Ok(Waiting::Filed { start, length: row.len() })
    }

    /// Takes a row back.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn take(&mut self, waiting: Waiting) -> Result<Examined, Error> {
        match waiting {
            Waiting::Held(exhibit, weight) => {
                self.held -= weight;
                Ok(*exhibit)
            }
            Waiting::Filed { start, length } => {
                let mut row = vec![0; length];
                let Some(file) = &mut self.file else { return Err(failed(io::ErrorKind::NotFound.into())) };
                file.seek(SeekFrom::Start(start)).and_then(|_| file.read_exact(&mut row)).map_err(failed)?;
                self.wanted -= length as u64;
                serde_json::from_slice(&row).map_err(|error| failed(error.into()))
            }
        }
    }

    /// Whether so much waits that the files which were put off should have their turn.
    #[must_use]
    pub(super) fn is_full(&self) -> bool {
        self.wanted > FILED
    }
}

fn failed(source: io::Error) -> Error {
    Error::Output {
        path: PathBuf::from("the rows that wait for their turn, in the folder for temporary files"),
        source,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipeline::{Options, Patience, Silent, examine_item, walk};

    #[test]
    fn a_row_that_waited_is_the_row_that_was_laid_aside() {
        let samples = [PathBuf::from("samples/leak"), PathBuf::from("samples/signed")];
        let options = Options::default();
        let items = walk::walk(&samples, false);
        let examined = items.iter().map(|item| examine_item(item, &options, &Silent, Patience::Full).unwrap().exhibit);
        let rows: Vec<Examined> = examined.collect();
        let mut aside = Aside::default();
        let mut waiting = Vec::new();
        while aside.wanted == 0 {
            for row in &rows {
                waiting.push((row.clone(), aside.lay(row.clone()).unwrap()));
            }
        }
        assert!(aside.held <= HELD);
        for (row, waiting) in waiting {
            assert_eq!(aside.take(waiting).unwrap(), row);
        }
        assert_eq!((aside.held, aside.wanted), (0, 0));
    }
}
