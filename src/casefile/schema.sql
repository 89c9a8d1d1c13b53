-- The case file of valla: one SQLite database. Any SQLite tool may read it; only valla should write it.
-- user_version counts the form of these tables; application_id is 0x56414c41, "VALA".
--
-- What was read and what was found are long texts, JSON, and many are equal: each text is here once, compressed, under its digest.
-- In Python: json.loads(zlib.decompress(packed)).

-- The key under which public editions have pseudonyms. Whoever has it can tie them to names: a case file belongs to the desk.
CREATE TABLE pseudonym_key (
  key        BLOB NOT NULL              -- 32 random bytes
);
INSERT INTO pseudonym_key VALUES (randomblob(32));

-- The log of runs: what was examined, by which version, knowledge, claims, options and limits, and how it ended.
CREATE TABLE run (
  number     INTEGER PRIMARY KEY,
  started    TEXT NOT NULL,             -- UTC, RFC 3339
  heard      TEXT NOT NULL,             -- when it last wrote: the end of a run that was cut off
  outcome    TEXT NOT NULL,             -- running | done | interrupted | failed: why
  valla      TEXT NOT NULL,             -- version of the program
  day        TEXT NOT NULL,             -- the day of the examination
  knowledge  TEXT NOT NULL,             -- JSON: version and SHA-256 of the tables
  claims     TEXT NOT NULL,             -- JSON: claims and anchors
  options    TEXT NOT NULL,             -- JSON: limits of reading, digests, links
  scope      TEXT NOT NULL,             -- JSON: the paths that were named
  run        TEXT NOT NULL,             -- JSON: machine and containment
  items      INTEGER NOT NULL,          -- files found
  done       INTEGER NOT NULL,          -- files taken in so far, by reading or because nothing had changed
  read       INTEGER NOT NULL           -- files whose bytes were read
);

-- Texts: what was read (exhibit.read), what was found (exhibit.found), and lists of what all checks answered.
CREATE TABLE text (
  digest     BLOB NOT NULL UNIQUE,      -- BLAKE3 of the text, 32 bytes
  packed     BLOB NOT NULL              -- the text in the zlib form (RFC 1950)
);

-- One row for each file that was ever found under its path.
CREATE TABLE exhibit (
  number     INTEGER PRIMARY KEY,
  path       BLOB NOT NULL UNIQUE,      -- the bytes of the path as given or found
  shown      TEXT NOT NULL,             -- the path as text
  size       INTEGER NOT NULL,
  state      TEXT NOT NULL,             -- what the file system said: times and inode, to notice a change without reading
  sha256     TEXT NOT NULL,             -- when it was last hashed; empty where it never was
  status     TEXT NOT NULL,             -- ok | partial | error | skipped
  format     TEXT NOT NULL,
  version    TEXT NOT NULL,             -- of the format
  puid       TEXT NOT NULL,             -- of PRONOM
  valla      TEXT NOT NULL,             -- the version of the program that read it
  reading    TEXT NOT NULL,             -- key of what the reading depends on beside the bytes
  reasoning  TEXT NOT NULL,             -- key of what the findings depend on beside the reading
  seen       INTEGER NOT NULL REFERENCES run (number),
  examined   INTEGER NOT NULL REFERENCES run (number),
  gone       INTEGER NOT NULL DEFAULT 0, -- 1: a later run looked for it and did not find it; 2: and --gone accepted that
  hashed     INTEGER NOT NULL,          -- 1: sha256 is of this reading; 0: of an earlier one, as the file could not be read to its end
  digests    TEXT NOT NULL,             -- JSON: further digests of this reading by name
  parts      INTEGER NOT NULL,          -- documents inside it, at any depth
  locked     INTEGER NOT NULL,          -- 1: a lock keeps it, or something inside it, from being read
  trouble    TEXT NOT NULL,             -- of status error: the code of its first warning
  -- What depends on the bytes: format, status, limits, warnings, revisions, signatures, edits, evidence as in the record (valla schema --exhibit),
  -- and the documents inside, each with name, size, sha256 and its own extraction.
  read       BLOB NOT NULL REFERENCES text (digest),
  -- What depends on claims, knowledge and day too: in `reasoned` the rest of the record, without `checks`, of the exhibit and then of each document
  -- inside it, in the order of their numbers; in `answers`, in the same order, the digests of the texts that are their `checks`.
  found      BLOB NOT NULL REFERENCES text (digest)
);
CREATE INDEX exhibit_sha256 ON exhibit (sha256);
CREATE INDEX exhibit_status ON exhibit (status);
CREATE INDEX exhibit_read ON exhibit (read);
CREATE INDEX exhibit_found ON exhibit (found);

-- Every digest that a path ever had: custody.
CREATE TABLE fixity (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  run        INTEGER NOT NULL REFERENCES run (number),
  size       INTEGER NOT NULL,
  sha256     TEXT NOT NULL,
  PRIMARY KEY (exhibit, run)
) WITHOUT ROWID;

-- What stands inside an exhibit: members of archives, attachments, embedded objects and pictures.
CREATE TABLE part (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  part       TEXT NOT NULL,             -- .1, .2, .2.1 ...: behind the number of the exhibit it is the number of the record
  shown      TEXT NOT NULL,             -- the path of the exhibit, #, and the name inside
  size       INTEGER NOT NULL,
  sha256     TEXT NOT NULL,
  status     TEXT NOT NULL,
  format     TEXT NOT NULL,
  version    TEXT NOT NULL,
  PRIMARY KEY (exhibit, part)
) WITHOUT ROWID;
CREATE INDEX part_sha256 ON part (sha256);

-- What documents say of themselves, to ask across exhibits: evidence that has a role and a value of at most 200 characters. Left out are the words
-- of pages, what fonts state beside their names, features, and times of directories; `valla report --format evidence-csv` lists everything.
CREATE TABLE evidence (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  id         TEXT NOT NULL,             -- e1, e2 ... as in the record; .1/e1 of what stands inside
  property   TEXT NOT NULL,             -- pdf.info.CreationDate ...
  role       TEXT NOT NULL,             -- what it tells: created, producer ...
  value      TEXT NOT NULL,             -- as understood
  PRIMARY KEY (exhibit, id)
) WITHOUT ROWID;
CREATE INDEX evidence_property ON evidence (property);

CREATE TABLE finding (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  id         TEXT NOT NULL,
  code       TEXT NOT NULL,
  name       TEXT NOT NULL,
  strength   TEXT NOT NULL,
  layer      TEXT NOT NULL,
  summary    TEXT NOT NULL,
  PRIMARY KEY (exhibit, id)
) WITHOUT ROWID;

CREATE TABLE verdict (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  part       TEXT NOT NULL,             -- empty: the exhibit itself; .1: what stands inside
  position   INTEGER NOT NULL,
  claim      TEXT NOT NULL,
  layer      TEXT NOT NULL,
  term       TEXT NOT NULL,             -- contradicts | tension | agrees | no-evidence | confirmed | not-tested
  strength   TEXT,
  PRIMARY KEY (exhibit, part, position)
) WITHOUT ROWID;

CREATE TABLE warning (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  part       TEXT NOT NULL,             -- as in verdict
  position   INTEGER NOT NULL,
  code       TEXT NOT NULL,
  message    TEXT NOT NULL,
  PRIMARY KEY (exhibit, part, position)
) WITHOUT ROWID;
CREATE INDEX warning_code ON warning (code);

-- The words of all documents, to search in (valla search). The index holds no text: that is in the reading (exhibit.read), of which `words_of` names
-- the run. Between signs of the Far East, which know no blanks, the index has one.
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
CREATE TABLE words_of (
  number     INTEGER PRIMARY KEY,       -- rowid in words
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  part       TEXT NOT NULL,             -- as in verdict
  position   INTEGER NOT NULL           -- the run among the words of the reading, from 0
);
CREATE INDEX words_of_exhibit ON words_of (exhibit);

-- The members of containers (archives, mailboxes) that have too many to be kept in one text with them (more than 8 MB): a row each, a container
-- before its own members. The columns read and found are texts as in the table text.
CREATE TABLE member (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  position   INTEGER NOT NULL,          -- from 1
  part       TEXT NOT NULL,             -- as in verdict
  head       TEXT NOT NULL,             -- names, size, SHA-256
  read_digest BLOB NOT NULL,
  read       BLOB NOT NULL,
  found_digest BLOB NOT NULL,
  found      BLOB NOT NULL,
  checksum   BLOB NOT NULL,             -- of exhibit, position, part, head and the two digests
  PRIMARY KEY (exhibit, position)
) WITHOUT ROWID;

-- What of each document is compared with others: kept with the row, so that a report on many documents need not open their readings.
CREATE TABLE sketch (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  position   INTEGER NOT NULL,          -- 0: the file itself; then what is inside it, in the order of the records
  part       TEXT NOT NULL,             -- as in verdict
  facts      TEXT NOT NULL,             -- JSON: path, times, people, program, and what series and copies are known by
  ties       BLOB NOT NULL,             -- JSON in the zlib form: kind, value and evidence of each tie
  keys       BLOB NOT NULL,             -- six bytes a tie: its kind, and forty bits of the hash of its value
  digest     BLOB NOT NULL,             -- of facts, ties and words
  checksum   BLOB NOT NULL,
  PRIMARY KEY (exhibit, position)
) WITHOUT ROWID;

-- What checks of the collection found among documents that are linked, under the digest of all that it depends on: it is found anew where one of
-- them changes. Documents are named by their places among those that are linked (x1, x2 ...).
CREATE TABLE collated (
  code       TEXT NOT NULL,             -- of the check
  key        BLOB NOT NULL,
  found      TEXT NOT NULL,             -- JSON: findings
  checksum   BLOB NOT NULL,
  PRIMARY KEY (code, key)
) WITHOUT ROWID;
