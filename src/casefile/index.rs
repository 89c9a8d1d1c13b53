//! The tables for people's own queries. valla itself never reads them.

use super::case::CaseFile;
use super::columns::{signed, word};
use crate::model::{Examined, Reading, Role};
use rusqlite::params;

/// Longer values are in the record alone.
const LONGEST: usize = 200;

/// Whether people ask across exhibits for what has this role: not for words, nor for what thousands of pieces state alike.
fn is_asked_for(role: Role) -> bool {
    !matches!(
        role,
        Role::PageText | Role::FontTime | Role::FontVersion | Role::Copyright | Role::Feature | Role::DirectoryTime
    )
}

impl CaseFile {
    /// Writes what was read of an exhibit, and of everything inside it.
    pub(super) fn index_reading(&self, number: i64, exhibit: &Examined) -> rusqlite::Result<()> {
        for table in ["part", "evidence", "warning"] {
            self.clear(table, number)?;
        }
        self.index_reading_within(number, "", exhibit)
    }

    /// Writes what was found of an exhibit, and of everything inside it.
    pub(super) fn index_found(&self, number: i64, exhibit: &Examined) -> rusqlite::Result<()> {
        for table in ["finding", "verdict"] {
            self.clear(table, number)?;
        }
        self.index_found_within(number, "", exhibit)
    }

    /// Writes what was read and found of a member that is a row of its own, and its words. What was written of its container before stays.
    pub(super) fn index_member(&self, number: i64, part: &str, member: &Examined) -> rusqlite::Result<()> {
        self.index_part(number, part, member)?;
        self.index_reading_within(number, part, member)?;
        self.index_found_within(number, part, member)?;
        self.index_words_within(number, part, member)
    }

    fn clear(&self, table: &str, number: i64) -> rusqlite::Result<()> {
        let delete = format!("DELETE FROM {table} WHERE exhibit = ?1");
        self.database().prepare_cached(&delete)?.execute([number]).map(drop)
    }

    /// `part` is empty of the exhibit itself, `.1` of the first inside it.
    fn index_reading_within(&self, number: i64, part: &str, exhibit: &Examined) -> rusqlite::Result<()> {
        let database = self.database();
        let mut insert = database.prepare_cached("INSERT INTO evidence VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for evidence in &exhibit.extraction.evidence {
            let Some(role) = evidence.role.filter(|role| is_asked_for(*role)) else { continue };
            if !matches!(evidence.value, Reading::Present(_)) {
                continue;
            }
            let value = evidence.value_text();
            if value.chars().nth(LONGEST).is_none() {
                insert.execute(params![
                    number,
                    within(part, &evidence.id.to_string()),
                    evidence.property,
                    word(&role),
                    value
                ])?;
            }
        }
        let mut insert = database.prepare_cached("INSERT INTO warning VALUES (?1, ?2, ?3, ?4, ?5)")?;
        for (position, warning) in (1_i64..).zip(&exhibit.extraction.warnings) {
            insert.execute(params![number, part, position, warning.code, warning.message])?;
        }
        for (position, child) in (1..).zip(&exhibit.parts) {
            let part = part_within(part, position);
            self.index_part(number, &part, child)?;
            self.index_reading_within(number, &part, child)?;
        }
        Ok(())
    }

    fn index_part(&self, number: i64, part: &str, child: &Examined) -> rusqlite::Result<()> {
        self.database()
            .prepare_cached("INSERT INTO part VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")?
            .execute(params![
                number,
                part,
                child.path,
                signed(child.size),
                child.sha256,
                word(&child.extraction.status),
                child.extraction.format.name,
                child.extraction.format.version,
            ])
            .map(drop)
    }

    fn index_found_within(&self, number: i64, part: &str, exhibit: &Examined) -> rusqlite::Result<()> {
        let database = self.database();
        let mut insert = database.prepare_cached("INSERT INTO finding VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for finding in &exhibit.reasoned.findings {
            insert.execute(params![
                number,
                within(part, &finding.id),
                finding.code,
                finding.name,
                word(&finding.strength),
                word(&finding.layer),
                finding.summary
            ])?;
        }
        let mut insert = database.prepare_cached("INSERT INTO verdict VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
        for (position, verdict) in (1_i64..).zip(&exhibit.reasoned.verdicts) {
            insert.execute(params![
                number,
                part,
                position,
                verdict.claim.to_string(),
                word(&verdict.layer),
                word(&verdict.term),
                verdict.strength.as_ref().map(word)
            ])?;
        }
        for (position, child) in (1..).zip(&exhibit.parts) {
            self.index_found_within(number, &part_within(part, position), child)?;
        }
        Ok(())
    }
}

/// The n-th part inside a part.
fn part_within(part: &str, position: usize) -> String {
    format!("{part}.{position}")
}

/// A number of the record, with the part in which it is: `.1/e5`.
fn within(part: &str, id: &str) -> String {
    if part.is_empty() { id.to_owned() } else { format!("{part}/{id}") }
}
