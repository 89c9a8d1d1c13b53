//! Cases of older forms, made from one of the present form as its schema says: with any zlib, and any SQLite.

use rusqlite::functions::FunctionFlags;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};
use serde_json::Value;
use std::io::Read;
use std::path::Path;
use valla::model::{CheckOutcome, Examined, Extraction, Reasoned};
use valla::pipeline::children::adopt;

const OLDER: &str = include_str!("../../src/casefile/older.sql");

/// The text of a digest.
pub(crate) fn text(database: &Connection, digest: &[u8]) -> String {
    let select = "SELECT packed FROM text WHERE digest = ?1";
    let packed: Vec<u8> = database.query_row(select, [digest], |row| row.get(0)).unwrap();
    let mut text = String::new();
    flate2::read::ZlibDecoder::new(packed.as_slice()).read_to_string(&mut text).unwrap();
    text
}

fn digest_of(text: &str) -> Vec<u8> {
    text.as_bytes().chunks(2).map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap()).collect()
}

fn give(exhibit: &mut Examined, reasoned: &mut impl Iterator<Item = Reasoned>) {
    exhibit.reasoned = reasoned.next().unwrap();
    exhibit.parts.iter_mut().for_each(|child| give(child, reasoned));
}

/// The whole record of an exhibit, as older forms had it.
fn record(database: &Connection, number: i64) -> String {
    let select = "SELECT shown, size, sha256, hashed, digests, read, found FROM exhibit WHERE number = ?1";
    let mut statement = database.prepare(select).unwrap();
    let mut rows = statement.query([number]).unwrap();
    let row = rows.next().unwrap().unwrap();
    let blob = |column: usize| row.get::<_, Vec<u8>>(column).unwrap();
    let extraction: Extraction = serde_json::from_str(&text(database, &blob(5))).unwrap();
    let found: Value = serde_json::from_str(&text(database, &blob(6))).unwrap();
    let path: String = row.get(0).unwrap();
    let mut exhibit = Examined {
        file: path.clone(),
        inside: vec![],
        path,
        path_bytes: None,
        size: row.get::<_, i64>(1).unwrap().unsigned_abs(),
        sha256: if row.get(3).unwrap() { row.get(2).unwrap() } else { String::new() },
        digests: serde_json::from_str(&row.get::<_, String>(4).unwrap()).unwrap(),
        extraction,
        reasoned: Reasoned::default(),
        parts: vec![],
    };
    adopt(&mut exhibit);
    let answers = found["answers"].as_array().unwrap().iter().map(|digest| -> Vec<CheckOutcome> {
        serde_json::from_str(&text(database, &digest_of(digest.as_str().unwrap()))).unwrap()
    });
    let reasoned = found["reasoned"].as_array().unwrap().iter();
    let mut reasoned = reasoned.zip(answers).map(|(reasoned, checks)| {
        let reasoned: Reasoned = serde_json::from_value(reasoned.clone()).unwrap();
        Reasoned { checks, ..reasoned }
    });
    give(&mut exhibit, &mut reasoned);
    serde_json::to_string(&exhibit).unwrap()
}

/// Teaches a connection the checksum of a row.
pub(crate) fn teach_checksums(database: &Connection) {
    let flags = FunctionFlags::SQLITE_UTF8;
    let taught = database.create_scalar_function("row_checksum", -1, flags, |values| {
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
        Ok(hasher.finalize().as_bytes()[..16].to_vec())
    });
    taught.unwrap();
}

/// Takes a case back to an older form: what valla wrote before cases kept sketches (7), before members had rows of their own (6), before words were indexed (5), before records were in texts (4), before rows had checksums (3), and before there
/// were keys for pseudonyms (2).
pub(crate) fn older_form(case: &Path, form: i64) {
    let mut database = Connection::open(case).unwrap();
    teach_checksums(&database);
    database.execute_batch("PRAGMA foreign_keys = off; PRAGMA legacy_alter_table = on").unwrap();
    database.execute_batch("DROP TABLE sketch; DROP TABLE collated").unwrap();
    if form < 7 {
        database.execute_batch("DROP TABLE member").unwrap();
    }
    if form < 6 {
        database.execute_batch("DROP TABLE words; DROP TABLE words_of").unwrap();
    }
    let end = format!("PRAGMA user_version = {form}; VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    if form >= 5 {
        return database.execute_batch(&end).unwrap();
    }
    let numbers: Vec<i64> = {
        let mut select = database.prepare("SELECT number FROM exhibit").unwrap();
        select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let records: Vec<String> = numbers.iter().map(|number| record(&database, *number)).collect();
    let change = database.transaction().unwrap();
    change
        .execute_batch(
            "DROP INDEX exhibit_sha256; DROP INDEX exhibit_status; DROP INDEX exhibit_read; DROP INDEX exhibit_found;
             DROP TABLE evidence; DROP TABLE exhibit_checksum; DROP TABLE run_checksum; DROP TABLE total;
             ALTER TABLE exhibit RENAME TO now",
        )
        .unwrap();
    let code: Vec<&str> = OLDER.lines().filter_map(|line| line.split("--").next()).collect();
    for statement in code.join("\n").split(';').map(str::trim).filter(|statement| !statement.is_empty()) {
        let name = statement.split_whitespace().nth(2).unwrap();
        let there = "SELECT count(*) FROM sqlite_schema WHERE name = ?1";
        if change.query_row(there, [name], |row| row.get::<_, i64>(0)).unwrap() == 0 {
            change.execute_batch(statement).unwrap();
        }
    }
    for (number, record) in numbers.iter().zip(&records) {
        change
            .execute(
                "INSERT INTO exhibit SELECT number, path, shown, size, state, sha256, status, format, version, puid, valla, reading,
                   reasoning, seen, examined, gone, ?2 FROM now WHERE number = ?1",
                params![number, record],
            )
            .unwrap();
    }
    change.execute_batch("DROP TABLE now; DROP TABLE text").unwrap();
    if form == 4 {
        change
            .execute_batch(
                "INSERT INTO exhibit_checksum SELECT number, row_checksum(record), x'' FROM exhibit;
                 UPDATE exhibit_checksum AS s SET columns = (SELECT row_checksum(e.number, e.path, e.shown, e.size, e.state, e.sha256,
                   e.status, e.format, e.version, e.puid, e.valla, e.reading, e.reasoning, e.seen, e.examined, e.gone, s.record)
                   FROM exhibit AS e WHERE e.number = s.exhibit);
                 INSERT INTO run_checksum SELECT r.number, row_checksum(r.number, r.started, r.heard, r.outcome, r.valla, r.day,
                   r.knowledge, r.claims, r.options, r.scope, r.run, r.items, r.done, r.read) FROM run AS r;
                 INSERT INTO total SELECT (SELECT count(*) FROM exhibit), (SELECT count(*) FROM run), row_checksum(key), x''
                   FROM pseudonym_key;
                 UPDATE total SET columns = row_checksum(exhibits, runs, pseudonym_key)",
            )
            .unwrap();
    } else {
        change.execute_batch("DROP TABLE exhibit_checksum; DROP TABLE run_checksum; DROP TABLE total").unwrap();
    }
    if form < 3 {
        change.execute_batch("DROP TABLE pseudonym_key").unwrap();
    }
    change.commit().unwrap();
    database.execute_batch(&end).unwrap();
}
