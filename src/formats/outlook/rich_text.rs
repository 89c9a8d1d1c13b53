//! Bodies in RTF, compressed ([MS-OXRTFCP]).

use crate::formats::little_endian::{long, short};

/// What the dictionary holds before the first byte (2.1.2.1).
const KNOWN: &[u8] = b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans \
SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
/// The dictionary is a ring of so many bytes.
const RING: usize = 4_096;
/// `LZFu`: the data are compressed.
const COMPRESSED: u32 = 0x7546_5a4c;
/// `MELA`: they are not.
const PLAIN: u32 = 0x414c_454d;

/// The RTF of a body, `most` bytes of it at most.
///
/// # Errors
/// What is wrong with the data.
pub fn open(data: &[u8], most: usize) -> Result<Vec<u8>, String> {
    let (Some(size), Some(sort)) = (long(data, 4), long(data, 8)) else {
        return Err("it is cut off inside its header".to_owned());
    };
    let size = usize::try_from(size).unwrap_or(usize::MAX).min(most);
    let packed = data.get(16..).unwrap_or_default();
    match sort {
        PLAIN => Ok(packed.get(..size.min(packed.len())).unwrap_or_default().to_vec()),
        COMPRESSED => Ok(unpack(packed, size)),
        _ => Err(format!("its header names a compression that is not known, 0x{sort:08x}")),
    }
}

fn unpack(packed: &[u8], size: usize) -> Vec<u8> {
    let mut ring = [b' '; RING];
    for (place, byte) in ring.iter_mut().zip(KNOWN) {
        *place = *byte;
    }
    let mut write = KNOWN.len();
    let mut text = Vec::new();
    let mut at = 0;
    let mut put = |byte: u8, ring: &mut [u8; RING], text: &mut Vec<u8>| {
        if let Some(place) = ring.get_mut(write) {
            *place = byte;
        }
        write = (write + 1) % RING;
        text.push(byte);
        write
    };
    let mut here = KNOWN.len();
    while let Some(flags) = packed.get(at) {
        at += 1;
        for bit in 0..8 {
            if text.len() >= size {
                return text;
            }
            if flags >> bit & 1 == 0 {
                let Some(byte) = packed.get(at) else { return text };
                at += 1;
                here = put(*byte, &mut ring, &mut text);
                continue;
            }
            // A reference: an offset of twelve bits and a length of four, the highest byte first.
            let Some(reference) = short(packed, at).map(u16::swap_bytes) else { return text };
            at += 2;
            let offset = usize::from(reference >> 4);
            if offset == here {
                return text;
            }
            for step in 0..usize::from(reference & 0xf) + 2 {
                let byte = ring.get((offset + step) % RING).copied().unwrap_or(b' ');
                here = put(byte, &mut ring, &mut text);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The two examples of the specification (4.1, 4.2).
    #[test]
    fn the_examples_of_the_specification_are_read() {
        let first = b"\x2d\0\0\0\x2b\0\0\0\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\0\x0a\0\x72\x63\x70\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\
\x68\x65\x6c\x09\0\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0";
        assert_eq!(open(first, 1_000).unwrap(), b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        let second = b"\x1a\0\0\0\x1c\0\0\0\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\0\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0";
        assert_eq!(open(second, 1_000).unwrap(), b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
        assert_eq!(open(second, 10).unwrap().len(), 10);
    }
}
