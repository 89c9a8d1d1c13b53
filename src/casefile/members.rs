//! The members of containers that have too many to be kept in one text with them: a row each.

use super::case::CaseFile;
use super::columns::signed;
use super::content::{Found, pack_reading, parts, unpack_found, unpack_reading};
use super::packed::{Digest, Packed};
use crate::model::{Error, Examined, Reasoned};
use crate::pipeline::children;
use rusqlite::params;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What is kept of a member besides its texts.
#[derive(Debug, Serialize, Deserialize)]
struct Head<'a> {
    path: Cow<'a, str>,
    file: Cow<'a, str>,
    inside: Cow<'a, [String]>,
    path_bytes: Cow<'a, Option<String>>,
    size: u64,
    sha256: Cow<'a, str>,
}

/// The checksum that a member must have; `m` is the member.
const MEMBER: &str = "row_checksum(m.exhibit, m.position, m.part, m.head, m.read_digest, m.found_digest)";
const INSERT: &str = "INSERT INTO member VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, row_checksum(?1, ?2, ?3, ?4, ?5, ?7))";

impl CaseFile {
    /// Whether it has rows of members: since form 7.
    fn has_members(&self) -> bool {
        self.form() >= 7
    }

    /// Forgets the members of an exhibit.
    pub(super) fn forget_members(&self, number: i64) -> Result<(), Error> {
        self.database()
            .prepare_cached("DELETE FROM member WHERE exhibit = ?1")
            .and_then(|mut delete| delete.execute([number]))
            .map(drop)
            .map_err(|error| self.on(&error))
    }

    /// Keeps the next member of an exhibit. `numbers` lead to it from the outermost container inwards.
    pub(super) fn keep_member(
        &self,
        number: i64,
        position: u64,
        numbers: &[usize],
        mut member: Examined,
    ) -> Result<(), Error> {
        let part: String = numbers.iter().map(|number| format!(".{number}")).collect();
        let read = pack_reading(&member).map_err(|error| self.unwritten(error))?;
        let kept = |digest: &Digest| matches!(self.text(*digest), Ok(Some(_)));
        self.index_member(number, &part, &member).map_err(|error| self.on(&error))?;
        self.keep_sketches_of_member(number, &part, &member)?;
        let found = Found::take(&mut member, kept).map_err(|error| self.unwritten(error))?;
        found.answers.iter().try_for_each(|answers| self.keep(answers))?;
        let head = Head {
            path: Cow::Borrowed(&member.path),
            file: Cow::Borrowed(&member.file),
            inside: Cow::Borrowed(&member.inside),
            path_bytes: Cow::Borrowed(&member.path_bytes),
            size: member.size,
            sha256: Cow::Borrowed(&member.sha256),
        };
        let head = serde_json::to_string(&head).map_err(|error| self.unwritten(error.into()))?;
        let (read_digest, found_digest) = (read.digest.bytes(), found.text.digest.bytes());
        self.database()
            .prepare_cached(INSERT)
            .and_then(|mut insert| {
                insert.execute(params![
                    number,
                    signed(position),
                    part,
                    head,
                    read_digest,
                    read.bytes,
                    found_digest,
                    found.text.bytes
                ])
            })
            .map(drop)
            .map_err(|error| self.on(&error))
    }

    /// Hands on the members of an exhibit that are rows of their own, with the numbers that lead to each. A member that is missing or
    /// not as it was kept is an error: `expected` is how many there must be, with all that is held with them.
    pub(super) fn members(
        &self,
        number: i64,
        shown: &str,
        expected: u64,
        mut each: impl FnMut(&[usize], Examined) -> Result<(), Error>,
    ) -> Result<(), Error> {
        if expected == 0 || !self.has_members() {
            return Ok(());
        }
        let select = format!(
            "SELECT m.part, m.head, m.read_digest, m.read, m.found_digest, m.found, m.checksum IS {MEMBER}
             FROM member AS m WHERE m.exhibit = ?1 ORDER BY m.position"
        );
        let mut statement = self.database().prepare(&select).map_err(|error| self.on(&error))?;
        let mut rows = statement.query([number]).map_err(|error| self.on(&error))?;
        let mut count = 0;
        while let Some(row) = rows.next().map_err(|error| self.on(&error))? {
            let (part, member) =
                self.member(row).map_err(|error| self.on(&error))?.ok_or_else(|| self.unsound(shown))?;
            let (mut member, found) = member;
            unpack_found(&mut member, &found, |digest| self.answers(digest))?.ok_or_else(|| self.unsound(shown))?;
            count += 1 + parts(&member) as u64;
            each(&numbers(&part), member)?;
        }
        if count == expected { Ok(()) } else { Err(self.unsound(shown)) }
    }

    /// How many members of an exhibit are rows of their own.
    pub(super) fn count_members(&self, number: i64) -> Result<u64, Error> {
        if !self.has_members() {
            return Ok(0);
        }
        self.database()
            .prepare_cached("SELECT count(*) FROM member WHERE exhibit = ?1")
            .and_then(|mut select| select.query_row([number], |row| row.get::<_, i64>(0)))
            .map(i64::unsigned_abs)
            .map_err(|error| self.on(&error))
    }

    /// A member without what was found of it, by the numbers that lead to it: the row that holds it, and the part within that.
    pub(super) fn member_that_holds(&self, number: i64, part: &str) -> Result<Option<(String, Examined)>, Error> {
        if !self.has_members() {
            return Ok(None);
        }
        let select = format!(
            "SELECT m.part, m.head, m.read_digest, m.read, m.found_digest, m.found, m.checksum IS {MEMBER}
             FROM member AS m WHERE m.exhibit = ?1 AND (m.part = ?2 OR ?2 LIKE m.part || '.%')
             ORDER BY length(m.part) DESC LIMIT 1"
        );
        let mut statement = self.database().prepare_cached(&select).map_err(|error| self.on(&error))?;
        let mut rows = statement.query(params![number, part]).map_err(|error| self.on(&error))?;
        let Some(row) = rows.next().map_err(|error| self.on(&error))? else { return Ok(None) };
        let found = self.member(row).map_err(|error| self.on(&error))?;
        Ok(found.map(|(held_by, (member, _))| (held_by, member)))
    }

    /// A row, where it is as it was kept: its numbers, the member, and what was found of it, still packed.
    fn member(&self, row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<(String, (Examined, Packed))>> {
        if !row.get::<_, bool>(6)? {
            return Ok(None);
        }
        let packed = |digest: usize, bytes: usize| -> rusqlite::Result<Option<Packed>> {
            let digest = Digest::from_bytes(row.get_ref(digest)?.as_blob()?);
            let bytes = row.get(bytes)?;
            Ok(digest.map(|digest| Packed { digest, bytes }))
        };
        let (head, read, found) = (row.get::<_, String>(1)?, packed(2, 3)?, packed(4, 5)?);
        let head: Option<Head<'_>> = serde_json::from_str(&head).ok();
        let (Some(head), Some(read), Some(found)) = (head, read, found) else { return Ok(None) };
        let Some(extraction) = unpack_reading(&read) else { return Ok(None) };
        let mut member = Examined {
            path: head.path.into_owned(),
            file: head.file.into_owned(),
            inside: head.inside.into_owned(),
            path_bytes: head.path_bytes.into_owned(),
            size: head.size,
            sha256: head.sha256.into_owned(),
            digests: BTreeMap::new(),
            extraction,
            reasoned: Reasoned::default(),
            parts: vec![],
        };
        children::adopt(&mut member);
        Ok(Some((row.get(0)?, (member, found))))
    }
}

/// The numbers of `.3.1`.
fn numbers(part: &str) -> Vec<usize> {
    part.split('.').filter_map(|number| number.parse().ok()).collect()
}
