//! Reading the log of runs: each row is tested against its checksum, and none may be missing.

use super::case::CaseFile;
use super::checksum::RUN;
use crate::model::Error;

impl CaseFile {
    /// Reads runs, the last one first, or the last one alone.
    fn read_runs<T>(
        &self,
        last_alone: bool,
        read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Error> {
        let _snapshot = self.snapshot()?;
        let total = self.total()?;
        let (sound, join) = match total {
            Some(_) => (format!("s.columns IS {RUN}"), "LEFT JOIN run_checksum AS s ON s.run = r.number"),
            None => ("1".to_owned(), ""),
        };
        let limit = if last_alone { "LIMIT 1" } else { "" };
        let select = format!("SELECT r.*, {sound} AS sound FROM run AS r {join} ORDER BY r.number DESC {limit}");
        let checked = |row: &rusqlite::Row<'_>| {
            let number = row.get::<_, i64>("number")?;
            Ok((number, if row.get("sound")? { Some(read(row)?) } else { None }))
        };
        let found = self
            .database()
            .prepare_cached(&select)
            .and_then(|mut statement| statement.query_map([], checked)?.collect::<rusqlite::Result<Vec<_>>>())
            .map_err(|error| self.on(&error))?;
        if let Some(total) = total {
            let runs = i64::try_from(total.runs).unwrap_or(i64::MAX);
            let expected = if last_alone { runs.min(1) } else { runs };
            // Runs are counted from one, and none is ever taken out.
            if !found.iter().map(|(number, _)| *number).eq((0..expected).map(|before| runs - before)) {
                return Err(self.damaged("a run is missing in it"));
            }
        }
        let unsound = |number| self.damaged(&format!("the row of run {number} is not as valla wrote it"));
        found.into_iter().map(|(number, run)| run.ok_or_else(|| unsound(number))).collect()
    }

    /// Reads the last run; nothing where there was none.
    pub(super) fn last_run<T>(
        &self,
        read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Error> {
        Ok(self.read_runs(true, read)?.pop())
    }

    /// Reads every run, the last one first.
    pub(super) fn runs<T>(&self, read: impl Fn(&rusqlite::Row<'_>) -> rusqlite::Result<T>) -> Result<Vec<T>, Error> {
        self.read_runs(false, read)
    }
}
