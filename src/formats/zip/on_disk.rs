//! A container on disk that is too large to be held: its directory and its local headers are read, and nothing between them.

use super::directory::{Archive, as_usize, end_record};
use super::image::{Image, Pieces};
use std::io::{self, Read, Seek, SeekFrom};

/// The end record, what Zip64 has before it, and the longest comment behind it (4.3.14 to 4.3.16).
const TAIL: usize = 128 << 10;
/// A local header with its name and its extra fields (4.3.7).
const LOCAL: usize = 30;

/// The directory of a file and the local headers of at most so many members; a directory that is longer than `most` bytes is not read.
///
/// # Errors
/// When the file cannot be read, or the directory is none or too long.
pub fn directory(file: &mut (impl Read + Seek + ?Sized), most: usize, members: usize) -> io::Result<Pieces> {
    let length = usize::try_from(file.seek(SeekFrom::End(0))?).map_err(io::Error::other)?;
    let mut pieces = Pieces::of(length);
    pieces.read(file, length.saturating_sub(TAIL)..length)?;
    let end = end_record(Image::Pieces(&pieces)).map_err(io::Error::other)?;
    let directory = end.behind.saturating_sub(end.size);
    if length - directory > most {
        return Err(io::Error::other(format!("its directory takes {} bytes", length - directory)));
    }
    let read_from = directory.min(length.saturating_sub(TAIL));
    pieces.clear();
    pieces.read(file, read_from..length)?;
    let archive = Archive::of(Image::Pieces(&pieces), members).map_err(io::Error::other)?;
    let mut places: Vec<usize> = archive.members.iter().map(|member| member.local_at).collect();
    places.sort_unstable();
    places.dedup();
    for at in places.into_iter().filter(|at| *at < read_from) {
        pieces.read(file, at..at.saturating_add(LOCAL).min(length))?;
        let length_of = |field: usize| Image::Pieces(&pieces).number(at + field, 2).map_or(0, as_usize);
        let whole = LOCAL + length_of(26) + length_of(28);
        pieces.read(file, at..at.saturating_add(whole).min(length))?;
    }
    Ok(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    #[test]
    fn pieces_of_a_file_give_the_members_that_all_of_it_gives() {
        for sample in
            ["samples/checks/D018-clear-another-zone.zip", "samples/checks/D018-fires-older-than-its-save.zip"]
        {
            let Ok(bytes) = std::fs::read(sample) else { continue };
            let pieces = directory(&mut Cursor::new(&bytes), 1 << 20, 1_000).unwrap();
            let (whole, some) =
                (Archive::open(&bytes, 1_000).unwrap(), Archive::of(Image::Pieces(&pieces), 1_000).unwrap());
            assert_eq!((&whole.members, &whole.faults), (&some.members, &some.faults), "{sample}");
            assert!(!whole.members.is_empty());
        }
        assert!(directory(&mut Cursor::new(b"no archive"), 1 << 20, 9).is_err());
    }
}
