//! Inflating the members of a container (RFC 1951) one after the other, with one state for all of them.

use flate2::{Decompress, FlushDecompress, Status};
use std::cell::RefCell;

/// What inflating needs, kept from member to member: making it costs more than most members do.
#[derive(Debug, Default)]
pub struct Inflater {
    state: RefCell<Option<Decompress>>,
}

impl Inflater {
    /// Inflates until the data end, or more than there is room for came out.
    ///
    /// # Errors
    /// What is wrong with the data; what came before it is in `plain`.
    pub fn inflate(&self, raw: &[u8], plain: &mut Vec<u8>, room: usize) -> Result<(), String> {
        let mut state = self.state.borrow_mut();
        let state = state.get_or_insert_with(|| Decompress::new(false));
        state.reset(false);
        loop {
            let taken = usize::try_from(state.total_in()).unwrap_or(usize::MAX);
            let rest = raw.get(taken..).unwrap_or_default();
            let status = state.decompress_vec(rest, plain, FlushDecompress::None).map_err(|error| error.to_string())?;
            if status == Status::StreamEnd || plain.len() > room {
                return Ok(());
            }
            // There was room for more, and nothing more came.
            if plain.len() < plain.capacity() {
                return Err("incomplete deflate stream".to_owned());
            }
            plain.reserve((room - plain.len() + 1).min(plain.len().max(1 << 12)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn deflated(plain: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_are_inflated_one_after_the_other_whatever_room_was_foreseen() {
        let inflater = Inflater::default();
        for length in [0, 1, 4_096, 4_097, 100_000] {
            let original: Vec<u8> = (0..length).map(|number: u32| (number.wrapping_mul(number) % 251) as u8).collect();
            let raw = deflated(&original);
            for foreseen in [0, 10, length as usize, 200_000] {
                let mut plain = Vec::with_capacity(foreseen);
                inflater.inflate(&raw, &mut plain, 1 << 20).unwrap();
                assert!(plain == original, "{length} bytes, {foreseen} foreseen");
            }
        }
    }

    #[test]
    fn what_breaks_off_is_told_and_what_is_too_large_stops() {
        let inflater = Inflater::default();
        let original = b"one and two and three and four".repeat(1_000);
        let raw = deflated(&original);
        let mut plain = Vec::new();
        assert!(inflater.inflate(&raw[..raw.len() / 2], &mut plain, 1 << 20).unwrap_err().contains("incomplete"));
        assert!(!plain.is_empty() && plain.len() < original.len() && original.starts_with(&plain));
        let mut plain = Vec::new();
        inflater.inflate(&raw, &mut plain, 5_000).unwrap();
        assert!(plain.len() > 5_000 && plain.len() < 20_000);
        assert!(inflater.inflate(b"\xff\xff\xff\xff", &mut vec![], 100).is_err());
        let mut plain = Vec::new();
        inflater.inflate(&raw, &mut plain, 1 << 20).unwrap();
        assert!(plain == original, "after a broken member the next is whole");
    }
}
