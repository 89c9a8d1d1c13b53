//! Checksums of rows: a flipped bit, or a row that is lost, never changes a report in silence.
//!
//! SQLite keeps no checksums of its own. So next to each row on which reports, fixity and resumed runs rest there is the beginning of a BLAKE3
//! over its values, and in one place how many such rows there are. They are tested whenever a row is read. A text is tested against its
//! digest whenever it is unpacked. The tables for people's own queries (evidence, finding, verdict, warning, part, fixity) have no checksums:
//! valla never reads them.

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;

/// The checksum that an exhibit must have; `e` is the exhibit.
pub(super) const EXHIBIT: &str = "row_checksum(e.number, e.path, e.shown, e.size, e.state, e.sha256, e.status, e.format, e.version, e.puid, e.valla, e.reading, e.reasoning, e.seen, e.examined, e.gone, e.hashed, e.digests, e.parts, e.locked, e.trouble, e.read, e.found)";
/// The checksum that a run must have; `r` is the run.
pub(super) const RUN: &str = "row_checksum(r.number, r.started, r.heard, r.outcome, r.valla, r.day, r.knowledge, r.claims, r.options, r.scope, r.run, r.items, r.done, r.read)";
pub(super) const TOTAL: &str = "UPDATE total SET columns = row_checksum(exhibits, runs, pseudonym_key)";

pub(super) fn renew_exhibits(which: &str) -> String {
    format!("INSERT OR REPLACE INTO exhibit_checksum SELECT e.number, {EXHIBIT} FROM exhibit AS e {which}")
}

pub(super) fn renew_runs(which: &str) -> String {
    format!("INSERT OR REPLACE INTO run_checksum SELECT r.number, {RUN} FROM run AS r {which}")
}

/// Teaches a connection the checksum of a row.
pub(super) fn teach(database: &Connection) -> rusqlite::Result<()> {
    // Nothing in a foreign file may call it.
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    database.create_scalar_function("row_checksum", -1, flags, |values| {
        let mut hasher = blake3::Hasher::new();
        for at in 0..values.len() {
            let mut take = |kind: u8, bytes: &[u8]| {
                hasher.update(&[kind]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
            };
            match values.get_raw(at) {
                ValueRef::Null => take(0, &[]),
                ValueRef::Integer(number) => take(1, &number.to_le_bytes()),
                ValueRef::Real(number) => take(2, &number.to_le_bytes()),
                ValueRef::Text(bytes) => take(3, bytes),
                ValueRef::Blob(bytes) => take(4, bytes),
            }
        }
        Ok(hasher.finalize().as_bytes().get(..16).map(<[u8]>::to_vec))
    })
}

/// Statements that make the checksums of all runs, and count what is there.
pub(super) fn of_all() -> String {
    let runs = renew_runs("");
    let counts =
        "SELECT (SELECT count(*) FROM exhibit), (SELECT count(*) FROM run), row_checksum(key), x'' FROM pseudonym_key";
    format!("{runs}; INSERT INTO total {counts}; {TOTAL};")
}
