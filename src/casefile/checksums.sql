-- What keeps a flipped bit from changing a report in silence: a checksum for each row that reports, fixity and resumed runs rest on, and
-- how many such rows there must be. A checksum is the first 16 bytes of BLAKE3 over the values of a row, each with its kind and length.
-- A text has its digest.
CREATE TABLE exhibit_checksum (
  exhibit    INTEGER PRIMARY KEY REFERENCES exhibit (number) ON DELETE CASCADE,
  columns    BLOB NOT NULL              -- of all columns; the digests of its texts among them
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
