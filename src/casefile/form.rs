//! The form of a case file: how its tables look, how an older form becomes this one, and that nothing else is in it.

use super::checksum;
use super::trouble::{damaged, on};
use crate::model::Error;
use rusqlite::Connection;
use rusqlite::config::DbConfig;
use std::collections::BTreeSet;
use std::path::Path;

/// `user_version` of the database.
pub(super) const FORM: i64 = 8;
/// The first form in which records are in two texts.
pub(super) const IN_TEXTS: i64 = 5;
/// `application_id`: "VALA".
const APPLICATION: i64 = 0x5641_4c41;

/// A run has so many statements, and some room.
const STATEMENTS: usize = 64;

const TABLES: &str = include_str!("schema.sql");
/// The tables of form 4, the last that had whole records in its rows.
const OLDER: &str = include_str!("older.sql");
const CHECKSUMS: &str = include_str!("checksums.sql");

/// Prepares a connection and says which form the file has. With `make`, an empty file gets its tables.
pub(super) fn prepare(path: &Path, database: &Connection, make: bool) -> Result<i64, Error> {
    let failed = |error: rusqlite::Error| on(path, &error);
    distrust(database).map_err(failed)?;
    database.set_prepared_statement_cache_capacity(STATEMENTS);
    checksum::teach(database).map_err(failed)?;
    let number =
        |name: &str| database.query_row(&format!("PRAGMA {name}"), [], |row| row.get::<_, i64>(0)).map_err(failed);
    match (number("application_id")?, number("user_version")?) {
        (APPLICATION, form) if form > FORM => {
            Err(Error::Usage(format!("a later version of valla wrote the case file {path:?}")))
        }
        (APPLICATION, form @ 2..) => {
            holds_nothing_else(path, database, form)?;
            Ok(form)
        }
        (0, 0) if make => {
            let tables: i64 =
                database.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(failed)?;
            if tables > 0 {
                return Err(Error::Usage(format!("{path:?} is a database that belongs to another program")));
            }
            let numbers = format!("PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORM};");
            let fill = checksum::of_all();
            let make = format!("BEGIN IMMEDIATE; {TABLES} {CHECKSUMS} {fill} {numbers} COMMIT;");
            database.execute_batch(&make).map_err(failed)?;
            Ok(FORM)
        }
        _ => Err(Error::Usage(format!("{path:?} is not a valla case file"))),
    }
}

/// A case file may come from anybody: nothing in it is run.
fn distrust(database: &Connection) -> rusqlite::Result<()> {
    for (setting, value) in [
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        // Else SQLite plans a statement anew for each value that is bound to it.
        (DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true),
    ] {
        database.set_db_config(setting, value)?;
    }
    Ok(())
}

/// What a database is made of: kind, name, and the statement that made it, without comments and blanks.
type Part = (String, String, String);

fn parts(database: &Connection) -> rusqlite::Result<BTreeSet<Part>> {
    let mut statement = database.prepare("SELECT type, name, coalesce(sql, '') FROM sqlite_schema")?;
    let part = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, bare(&row.get::<_, String>(2)?)));
    statement.query_map([], part)?.collect()
}

/// A database that is as one of this form should be.
fn model(form: i64) -> rusqlite::Result<Connection> {
    let database = Connection::open_in_memory()?;
    let tables = if form < IN_TEXTS { OLDER.to_owned() } else { format!("{TABLES} {CHECKSUMS}") };
    database.execute_batch(&tables)?;
    Ok(database)
}

/// The statements that make a table of the present form, and its indexes.
pub(super) fn making(table: &str) -> rusqlite::Result<String> {
    let database = model(FORM)?;
    let mut statement = database
        .prepare("SELECT sql FROM sqlite_schema WHERE tbl_name = ?1 AND sql IS NOT NULL ORDER BY type = 'index'")?;
    let statements: Vec<String> = statement.query_map([table], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(statements.join(";\n") + ";\n")
}

/// What form 5 had not: the index of words, the tables in which SQLite keeps it, rows of members, and sketches.
const BEFORE_WORDS: &[&str] = &[
    "words",
    "words_config",
    "words_data",
    "words_docsize",
    "words_idx",
    "words_of",
    "words_of_exhibit",
    "member",
    "sketch",
    "collated",
];
/// What form 6 had not.
const BEFORE_MEMBERS: &[&str] = &["member", "sketch", "collated"];
/// What form 7 had not.
const BEFORE_SKETCHES: &[&str] = &["sketch", "collated"];

fn bare(statement: &str) -> String {
    let code = statement.lines().filter_map(|line| line.split("--").next());
    code.flat_map(str::chars).filter(|character| !character.is_whitespace()).collect()
}

/// Refuses a file that has other tables and indexes than valla makes, or a trigger or a view.
fn holds_nothing_else(path: &Path, database: &Connection, form: i64) -> Result<(), Error> {
    let failed = |error: rusqlite::Error| on(path, &error);
    let newer: &[&str] = match form {
        2 => &["pseudonym_key", "exhibit_checksum", "run_checksum", "total"],
        3 => &["exhibit_checksum", "run_checksum", "total"],
        5 => BEFORE_WORDS,
        6 => BEFORE_MEMBERS,
        7 => BEFORE_SKETCHES,
        _ => &[],
    };
    let model = || parts(&model(form)?);
    let mut expected = model().map_err(failed)?;
    expected.retain(|(_, name, _)| !newer.contains(&name.as_str()));
    let found = parts(database).map_err(failed)?;
    if let Some((kind, name, _)) = found.difference(&expected).next() {
        let message =
            format!("it is not a case file as valla writes it: it holds the {kind} {name:?}; valla does not open it");
        return Err(Error::CaseFile { path: path.to_path_buf(), message });
    }
    match expected.difference(&found).next() {
        Some((kind, name, _)) => Err(damaged(path, &format!("the {kind} {name:?} is missing"))),
        None => Ok(()),
    }
}
