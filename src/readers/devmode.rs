//! The settings of a printer as Windows keeps them (MS-RPRN 2.2.2.1, DEVMODEW): they name it.

use crate::model::{Editability, Property, Role};
use std::ops::Range;

/// The name of the printer for which a document was set up.
pub const PRINTER: Property = Property::new("printer.name", Role::Identifying, Editability::F1);

/// The name of the printer, and where it is: 32 characters in UTF-16 at the beginning.
#[must_use]
pub fn printer(bytes: &[u8]) -> Option<(String, Range<usize>)> {
    let name = bytes.get(..64)?;
    let units: Vec<u16> =
        name.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).take_while(|unit| *unit != 0).collect();
    // The version of the specification that the structure follows is 0x0300 to 0x0401 in all that were seen.
    let version = u16::from_le_bytes([*bytes.get(64)?, *bytes.get(65)?]);
    let text = String::from_utf16(&units).ok()?;
    let sound = !text.is_empty() && text.chars().all(|c| !c.is_control()) && (0x0300..=0x0500).contains(&version);
    sound.then(|| (text.clone(), 0..units.len() * 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printer_is_named() {
        let mut bytes: Vec<u8> = "HP LaserJet 1018".encode_utf16().flat_map(u16::to_le_bytes).collect();
        bytes.resize(64, 0);
        bytes.extend([1, 4, 0, 0]);
        assert_eq!(printer(&bytes), Some(("HP LaserJet 1018".to_owned(), 0..32)));
        assert_eq!(printer(b"<xml/>"), None);
    }
}
