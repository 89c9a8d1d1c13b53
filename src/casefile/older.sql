-- The tables of form 4, from which a case becomes one of the present form. Form 3 had no exhibit_checksum, run_checksum and total; form 2 no
-- pseudonym_key either.

-- The key under which public editions have pseudonyms. Whoever has it can tie them to names: a case file belongs to the desk.
CREATE TABLE pseudonym_key (
  key        BLOB NOT NULL              -- 32 random bytes
);

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
  record     TEXT NOT NULL              -- JSON: the whole record of the exhibit (valla schema --exhibit), without its number
);
CREATE INDEX exhibit_sha256 ON exhibit (sha256);
CREATE INDEX exhibit_status ON exhibit (status);

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

-- The evidence of all exhibits, to ask across them.
CREATE TABLE evidence (
  exhibit    INTEGER NOT NULL REFERENCES exhibit (number) ON DELETE CASCADE,
  id         TEXT NOT NULL,             -- e1, e2 ... as in the record; .1/e1 of what stands inside
  property   TEXT NOT NULL,             -- pdf.info.CreationDate ...
  role       TEXT,                      -- what it tells: created, producer ...
  value      TEXT,                      -- as understood; NULL where absent or unreadable
  raw        TEXT NOT NULL,             -- as it stands
  revision   INTEGER,
  place      TEXT NOT NULL,             -- the way to it in the format's terms
  first      INTEGER,                   -- first byte in the file
  beyond     INTEGER,                   -- behind the last byte
  PRIMARY KEY (exhibit, id)
) WITHOUT ROWID;
CREATE INDEX evidence_property ON evidence (property, value);

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
-- What keeps a flipped bit from changing a report in silence: a checksum for each row that reports, fixity and resumed runs rest on, and
-- how many such rows there must be. A checksum is the first 16 bytes of BLAKE3 over the values of a row, each with its kind and length.
CREATE TABLE exhibit_checksum (
  exhibit    INTEGER PRIMARY KEY REFERENCES exhibit (number) ON DELETE CASCADE,
  record     BLOB NOT NULL,             -- of the record
  columns    BLOB NOT NULL              -- of all other columns, and of the checksum of the record
);
CREATE TABLE run_checksum (
  run        INTEGER PRIMARY KEY REFERENCES run (number) ON DELETE CASCADE,
  columns    BLOB NOT NULL
);
CREATE TABLE total (
  exhibits   INTEGER NOT NULL,          -- rows in exhibit
  runs       INTEGER NOT NULL,          -- rows in run
  pseudonym_key BLOB NOT NULL,          -- checksum of the key
  columns    BLOB NOT NULL              -- of the three before
);
