//! Manifests: reading the forms that are in use, and writing them.

use crate::model::{Error, Exhibit};
use crate::pipeline::digest::DigestAlgorithm;
use crate::pipeline::path_of_hexadecimal;
use crate::pipeline::walk::path_of_bytes;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// What a file is expected to be.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Where it is expected.
    pub path: PathBuf,
    /// How many bytes it has, where that is known.
    pub size: Option<u64>,
    /// Its digests by name, in lower-case hexadecimal: `sha256`, `md5`, `sha1`, `sha512`.
    pub digests: BTreeMap<String, String>,
    /// The folder that its path may not leave, by whatever links: that of a bag.
    pub within: Option<PathBuf>,
}

/// A manifest as read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// What form it has.
    pub form: &'static str,
    /// Its entries.
    pub entries: Vec<Entry>,
    /// Folders below which it means to name every file; empty where it does not say.
    pub whole: Vec<PathBuf>,
}

/// The algorithm whose hexadecimal digests have this length.
fn by_length(digest: &str) -> Option<&'static str> {
    match digest.len() {
        32 => Some("md5"),
        40 => Some("sha1"),
        64 => Some("sha256"),
        128 => Some("sha512"),
        _ => None,
    }
}

/// The algorithm of a name, other than SHA-256.
#[must_use]
pub fn algorithm(name: &str) -> Option<DigestAlgorithm> {
    [DigestAlgorithm::Md5, DigestAlgorithm::Sha1, DigestAlgorithm::Sha512, DigestAlgorithm::Blake3]
        .into_iter()
        .find(|algorithm| algorithm.name() == name)
}

impl Manifest {
    /// Reads a manifest file, or the manifests of a bag's folder. Relative paths count from `base`; those of a bag from the
    /// bag.
    ///
    /// # Errors
    /// When it cannot be read, or is of no known form; the line is named.
    pub fn read(path: &Path, base: &Path) -> Result<Self, Error> {
        if path.is_dir() {
            return Self::read_bag(path);
        }
        let mut manifest = Self::parse(path, &read(path)?)?;
        // A manifest that was cut to nothing must not pass for one that holds.
        if manifest.entries.is_empty() {
            return Err(unreadable(path, "the manifest names no file"));
        }
        for entry in &mut manifest.entries {
            entry.path = base.join(&entry.path);
        }
        Ok(manifest)
    }

    /// Reads the text of a manifest file; `path` is its name in errors.
    ///
    /// # Errors
    /// When it is of no known form; the line is named.
    pub fn parse(path: &Path, bytes: &[u8]) -> Result<Self, Error> {
        if bytes.starts_with(b"%%%% HASHDEEP") { hashdeep(path, bytes) } else { sums(path, bytes) }
    }

    fn read_bag(bag: &Path) -> Result<Self, Error> {
        if !bag.join("bagit.txt").is_file() {
            return Err(unreadable(
                bag,
                "the folder has no bagit.txt, so it is not a bag; name a manifest file instead",
            ));
        }
        let mut entries: BTreeMap<PathBuf, Entry> = BTreeMap::new();
        for kind in ["manifest", "tagmanifest"] {
            for name in ["md5", "sha1", "sha256", "sha512"] {
                let file = bag.join(format!("{kind}-{name}.txt"));
                if !file.is_file() {
                    continue;
                }
                if leaves(&file, bag) {
                    return Err(unreadable(&file, "a symbolic link leads from it out of the bag"));
                }
                for line in read(&file)?.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
                    let line = line.strip_suffix(b"\r").unwrap_or(line);
                    let (digest, rest) = split_digest(line).ok_or_else(|| {
                        unreadable(&file, &format!("no digest in {:?}", String::from_utf8_lossy(line)))
                    })?;
                    let rest = rest.trim_ascii_start();
                    let named = path_of_bytes(&unpercent(rest.strip_prefix(b"*").unwrap_or(rest)));
                    // RFC 8493, 5.1: no path of a bag may reach files outside it.
                    if !named.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
                        return Err(unreadable(&file, &format!("the path {named:?} in it leads out of the bag")));
                    }
                    let path = bag.join(named);
                    let entry = entries.entry(path.clone()).or_insert_with(|| Entry {
                        path,
                        within: Some(bag.to_path_buf()),
                        ..Entry::default()
                    });
                    entry.digests.insert(name.to_owned(), digest);
                }
            }
        }
        if entries.is_empty() {
            return Err(unreadable(bag, "the bag has no MD5, SHA-1, SHA-256 or SHA-512 manifest"));
        }
        // RFC 8493, 2.1.3: every payload manifest names every payload file.
        Ok(Self { form: "BagIt", entries: entries.into_values().collect(), whole: vec![bag.join("data")] })
    }
}

/// Whether links lead from a path out of a folder. What is not there leads nowhere.
pub(super) fn leaves(path: &Path, folder: &Path) -> bool {
    match (path.canonicalize(), folder.canonicalize()) {
        (Ok(path), Ok(folder)) => !path.starts_with(folder),
        _ => false,
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    std::fs::read(path).map_err(|error| unreadable(path, &error.to_string()))
}

fn unreadable(path: &Path, message: &str) -> Error {
    Error::Unreadable { path: path.to_path_buf(), message: message.to_owned() }
}

fn split_digest(line: &[u8]) -> Option<(String, &[u8])> {
    let end = line.iter().position(|byte| !byte.is_ascii_hexdigit())?;
    let digest = std::str::from_utf8(line.get(..end)?).ok()?.to_lowercase();
    by_length(&digest)?;
    Some((digest, line.get(end..)?))
}

/// Lines of `sha256sum`, `md5sum` and their kin: `digest  path`, `digest *path`, or with `--tag` `SHA256 (path) = digest`. A
/// backslash before the line says that the path is escaped.
fn sums(file: &Path, bytes: &[u8]) -> Result<Manifest, Error> {
    let mut manifest = Manifest { form: "sha256sum", ..Manifest::default() };
    for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() || line.starts_with(b"#") {
            continue;
        }
        let (escaped, line) = match line.strip_prefix(b"\\") {
            Some(rest) => (true, rest),
            None => (false, line),
        };
        let plain = || {
            let (digest, rest) = split_digest(line)?;
            Some((digest, rest.strip_prefix(b"  ").or_else(|| rest.strip_prefix(b" *"))?.to_vec()))
        };
        let tagged = || {
            let open = memchr::memmem::find(line, b" (")?;
            let close = memchr::memmem::rfind(line, b") = ")?;
            let digest = std::str::from_utf8(line.get(close + 4..)?).ok()?.to_lowercase();
            let named = String::from_utf8_lossy(line.get(..open)?).to_lowercase().replace('-', "");
            (by_length(&digest)? == named).then_some(())?;
            Some((digest, line.get(open + 2..close)?.to_vec()))
        };
        let (digest, path) = plain().or_else(tagged).ok_or_else(|| {
            let message =
                format!("line {}: neither a digest and a path, nor the header of a hashdeep file", number + 1);
            unreadable(file, &message)
        })?;
        let path = path_of_bytes(&if escaped { unescape(&path) } else { path });
        let name = by_length(&digest).unwrap_or_default().to_owned();
        manifest.entries.push(Entry { path, digests: BTreeMap::from([(name, digest)]), ..Entry::default() });
    }
    Ok(manifest)
}

/// `hashdeep` 4: a head that names the columns, comments, rows with commas; the file name is the last and may have commas.
fn hashdeep(file: &Path, bytes: &[u8]) -> Result<Manifest, Error> {
    let mut manifest = Manifest { form: "hashdeep", ..Manifest::default() };
    let mut columns: Vec<String> = Vec::new();
    for (number, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if line.is_empty() || line.starts_with(b"##") || line.starts_with(b"%%%% HASHDEEP") {
            continue;
        }
        if let Some(head) = line.strip_prefix(b"%%%% ") {
            columns = String::from_utf8_lossy(head).split(',').map(|name| name.trim().to_lowercase()).collect();
            continue;
        }
        let broken =
            || unreadable(file, &format!("line {}: the number of columns differs from the header", number + 1));
        let fields: Vec<&[u8]> = line.splitn(columns.len().max(1), |&byte| byte == b',').collect();
        if columns.len() < 2 || fields.len() != columns.len() {
            return Err(broken());
        }
        let mut entry = Entry::default();
        for (column, field) in columns.iter().zip(fields) {
            let text = String::from_utf8_lossy(field).to_lowercase();
            match column.as_str() {
                "filename" => entry.path = path_of_bytes(field),
                "size" => entry.size = Some(text.parse().map_err(|_| broken())?),
                name if by_length(&text) == Some(name) => {
                    entry.digests.insert(name.to_owned(), text);
                }
                // Tiger, Whirlpool and whatever else is not compared.
                _ => {}
            }
        }
        if entry.digests.is_empty() {
            return Err(unreadable(file, &format!("line {}: no MD5, SHA-1 or SHA-256 to compare", number + 1)));
        }
        manifest.entries.push(entry);
    }
    Ok(manifest)
}

fn unescape(path: &[u8]) -> Vec<u8> {
    let (mut plain, mut bytes) = (Vec::with_capacity(path.len()), path.iter());
    while let Some(&byte) = bytes.next() {
        plain.push(match byte {
            b'\\' => match bytes.next() {
                Some(b'n') => b'\n',
                Some(b'r') => b'\r',
                Some(&other) => other,
                None => b'\\',
            },
            other => other,
        });
    }
    plain
}

/// RFC 8493, 2.1.3: line ends and the percent sign itself are percent-encoded, nothing else. A crate that decodes all codes would
/// misread the names of bags of older drafts, in which `%41` is the name.
fn unpercent(path: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(path.len());
    let mut rest = path;
    while let Some((&byte, after)) = rest.split_first() {
        let code = after.get(..2).map(<[u8]>::to_ascii_uppercase);
        let decoded = match code.as_deref() {
            Some(b"0A") if byte == b'%' => Some(b'\n'),
            Some(b"0D") if byte == b'%' => Some(b'\r'),
            Some(b"25") if byte == b'%' => Some(b'%'),
            _ => None,
        };
        match decoded {
            Some(decoded) => {
                plain.push(decoded);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                plain.push(byte);
                rest = after;
            }
        }
    }
    plain
}

/// The bytes of an exhibit's path.
#[must_use]
pub fn path_bytes(exhibit: &Exhibit) -> Vec<u8> {
    match exhibit.path_bytes.as_deref().and_then(path_of_hexadecimal) {
        Some(path) => path.as_os_str().as_encoded_bytes().to_vec(),
        None => exhibit.path.clone().into_bytes(),
    }
}

/// Whether an exhibit has a line in a manifest: files that were hashed, and nothing of what is inside them.
#[must_use]
pub fn is_listed(exhibit: &Exhibit) -> bool {
    exhibit.parent.is_none() && !exhibit.sha256.is_empty()
}

/// Writes a line as `sha256sum` does; nothing of a file that was not hashed.
///
/// # Errors
/// When the writer fails.
pub fn write_sha256sum(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    if !is_listed(exhibit) {
        return Ok(());
    }
    let mut line = Vec::new();
    for byte in path_bytes(exhibit) {
        match byte {
            b'\\' => line.extend_from_slice(b"\\\\"),
            b'\n' => line.extend_from_slice(b"\\n"),
            b'\r' => line.extend_from_slice(b"\\r"),
            other => line.push(other),
        }
    }
    let escaped = if line.contains(&b'\\') { "\\" } else { "" };
    write!(writer, "{escaped}{}  ", exhibit.sha256)?;
    writer.write_all(&line)?;
    writer.write_all(b"\n")
}

/// The head of a `hashdeep` file.
pub const HASHDEEP_HEAD: &str = "%%%% HASHDEEP-1.0\n%%%% size,sha256,filename\n## written by valla\n";

/// Writes a row as `hashdeep` does; it has no way to write a name with a line end, so such a file is an error.
///
/// # Errors
/// When the writer fails, or the name has a line end.
pub fn write_hashdeep(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    if !is_listed(exhibit) {
        return Ok(());
    }
    let path = path_bytes(exhibit);
    if path.contains(&b'\n') {
        return Err(io::Error::other(format!("hashdeep cannot write the line break in the name {:?}", exhibit.path)));
    }
    write!(writer, "{},{},", exhibit.size, exhibit.sha256)?;
    writer.write_all(&path)?;
    writer.write_all(b"\n")
}

/// Writes a line of a bag's `manifest-sha256.txt`.
///
/// # Errors
/// When the writer fails.
pub fn write_bagit(exhibit: &Exhibit, writer: &mut dyn Write) -> io::Result<()> {
    if !is_listed(exhibit) {
        return Ok(());
    }
    let mut line = Vec::new();
    for byte in path_bytes(exhibit) {
        match byte {
            b'%' => line.extend_from_slice(b"%25"),
            b'\n' => line.extend_from_slice(b"%0A"),
            b'\r' => line.extend_from_slice(b"%0D"),
            other => line.push(other),
        }
    }
    write!(writer, "{}  ", exhibit.sha256)?;
    writer.write_all(&line)?;
    writer.write_all(b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_escaping_in_both_forms() {
        for name in ["a b", "a\\b", "a\nb", "a\rb", "100%", "%0A", "\\n"] {
            let exhibit = |path: &str| {
                let text = format!(
                    r#"{{"id":"","path":{},"size":1,"sha256":"{}","digests":{{}},"format":{{"name":"","basis":""}},"status":"ok","limits":[],"warnings":[],"revisions":[],"evidence":[],"facts":[],"windows":[],"findings":[],"conflicts":[],"explanations":[],"checks":[],"verdicts":[]}}"#,
                    serde_json::to_string(path).unwrap(),
                    "0".repeat(64)
                );
                serde_json::from_str::<Exhibit>(&text).unwrap()
            };
            let mut written = Vec::new();
            write_sha256sum(&exhibit(name), &mut written).unwrap();
            let read = sums(Path::new("m"), &written).unwrap();
            assert_eq!(read.entries[0].path, PathBuf::from(name), "{:?}", String::from_utf8_lossy(&written));
            let mut written = Vec::new();
            write_bagit(&exhibit(name), &mut written).unwrap();
            let line = written.strip_suffix(b"\n").unwrap();
            assert_eq!(unpercent(&line[66..]), name.as_bytes());
        }
    }

    #[test]
    fn other_forms_are_read_and_nonsense_is_refused() {
        let tagged = format!("SHA256 (a (1) = b) = {}\n", "a".repeat(64));
        assert_eq!(sums(Path::new("m"), tagged.as_bytes()).unwrap().entries[0].path, PathBuf::from("a (1) = b"));
        let rows = format!(
            "%%%% HASHDEEP-1.0\n%%%% size,md5,sha256,filename\n## x\n5,{},{},/a,b\n",
            "a".repeat(32),
            "b".repeat(64)
        );
        let read = hashdeep(Path::new("m"), rows.as_bytes()).unwrap();
        assert_eq!((read.entries[0].path.clone(), read.entries[0].size), (PathBuf::from("/a,b"), Some(5)));
        assert!(sums(Path::new("m"), b"hello\n").is_err());
        assert!(hashdeep(Path::new("m"), b"%%%% HASHDEEP-1.0\n1,2,3\n").is_err());
    }
}
