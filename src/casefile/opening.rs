//! Opening a case file.

use super::case::{CaseFile, beside};
use super::form::{FORM, prepare};
use super::trouble::on;
use crate::model::Error;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_encode};
use rusqlite::{Connection, OpenFlags};
use std::fs::{File, OpenOptions};
use std::path::Path;

impl CaseFile {
    /// Opens a case file for writing, and makes it where there is none, readable by its owner only.
    ///
    /// # Errors
    /// When it cannot be opened, is none, is of a later form, or another run is writing it.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let failed = |source| Error::Output { path: path.to_path_buf(), source };
        may_be_a_case(path)?;
        let lock_path = beside(path, ".lock");
        let lock = private(&lock_path).map_err(failed)?;
        if lock.try_lock().is_err() {
            return Err(Error::Usage(format!("another run is writing the case file {path:?}; wait for it to end")));
        }
        if !path.exists() {
            new(path)?;
        }
        let database =
            Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE).map_err(|e| on(path, &e))?;
        let form = prepare(path, &database, true)?;
        let mut case = Self::of(path, database, form, Some(lock));
        if form < FORM {
            case.form = case.renew_form(form)?;
        }
        case.setting("journal_mode", "wal")?;
        // A commit is on the disk when it is done: a cut of the power costs no more than a killed process.
        case.setting("synchronous", "full")?;
        case.setting("foreign_keys", "on")?;
        Ok(case)
    }

    /// Opens a case file for reading; it may be on a medium that cannot be written.
    ///
    /// # Errors
    /// When it cannot be opened, is none or is of a later form.
    pub fn read(path: &Path) -> Result<Self, Error> {
        if !path.is_file() {
            return Err(Error::Usage(format!(
                "there is no case file {path:?}; make one with: valla FOLDER --case {}",
                path.display()
            )));
        }
        let plain = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let usable = |database: &Connection| database.query_row("PRAGMA user_version", [], |row| row.get::<_, i64>(0));
        let database = match plain {
            Ok(database) if usable(&database).is_ok() => database,
            // Where nothing can be written next to the file, and no journal lies there, it is taken as it is.
            _ => {
                let uri = format!("file:{}?immutable=1", percent(path));
                Connection::open_with_flags(uri, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI)
                    .map_err(|error| on(path, &error))?
            }
        };
        let form = prepare(path, &database, false)?;
        Ok(Self::of(path, database, form, None))
    }
}

/// Refuses what is no database before anything is made next to it: an empty file may be what somebody has only begun to write.
fn may_be_a_case(path: &Path) -> Result<(), Error> {
    use std::io::Read;
    let mut head = Vec::new();
    match File::open(path).and_then(|file| file.take(16).read_to_end(&mut head)) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Ok(_) if head.starts_with(b"SQLite format 3") => Ok(()),
        Ok(0) => Err(Error::Usage(format!(
            "{path:?} is an empty file, not a case file; delete it, or choose another place for the case"
        ))),
        Ok(_) => Err(Error::Usage(format!("{path:?} is not a valla case file; choose another place for the case"))),
        Err(source) => Err(Error::Output { path: path.to_path_buf(), source }),
    }
}

/// Makes a case file without exhibits. It is in its place only when it is whole, and never in that of another file.
fn new(path: &Path) -> Result<(), Error> {
    let failed = |source| Error::Output { path: path.to_path_buf(), source };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let file = tempfile::Builder::new().prefix(".valla-output-").tempfile_in(folder).map_err(failed)?;
    let database = Connection::open_with_flags(file.path(), OpenFlags::SQLITE_OPEN_READ_WRITE);
    prepare(path, &database.map_err(|error| on(path, &error))?, true)?;
    file.persist_noclobber(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Opens a file, and makes it where there is none: for its owner only.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// A path in a URI.
fn percent(path: &Path) -> PercentEncode<'_> {
    const IN_A_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'.').remove(b'-').remove(b'_');
    percent_encode(path.as_os_str().as_encoded_bytes(), IN_A_PATH)
}
