//! The tables of a JPEG (ITU-T T.81, annexes B and K): whose they are tells the class of program or camera that wrote the picture, never more.

/// A class of writers, by the quantisation tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quantisation {
    /// The tables of annex K, scaled as libjpeg and all that uses it scale them: the quality, 1 to 100.
    Standard(u8),
    /// The same, brightness and colour at two qualities.
    StandardApart(u8, u8),
    /// The table of annex K for brightness is in use for colour too, scaled to this quality.
    StandardOne(u8),
    /// Tables of its own: those of a camera, of Photoshop, of a driver.
    Own,
}

impl Quantisation {
    /// In words.
    #[must_use]
    pub fn in_words(self) -> String {
        match self {
            Self::Standard(quality) => format!("standard tables at quality {quality}"),
            Self::StandardApart(brightness, colour) => {
                format!("standard tables at quality {brightness} for brightness and {colour} for colour")
            }
            Self::StandardOne(quality) => format!("one standard table at quality {quality}"),
            Self::Own => "tables of its own".to_owned(),
        }
    }
}

/// Annex K, table K.1 (brightness), in the order of the file (figure A.6).
const BRIGHTNESS: [u16; 64] = [
    16, 11, 12, 14, 12, 10, 16, 14, 13, 14, 18, 17, 16, 19, 24, 40, 26, 24, 22, 22, 24, 49, 35, 37, 29, 40, 58, 51, 61,
    60, 57, 51, 56, 55, 64, 72, 92, 78, 64, 68, 87, 69, 55, 56, 80, 109, 81, 87, 95, 98, 103, 104, 103, 62, 77, 113,
    121, 112, 100, 120, 92, 101, 103, 99,
];
/// Table K.2 (colour).
const COLOUR: [u16; 64] = [
    17, 18, 18, 24, 21, 24, 47, 26, 26, 47, 99, 66, 56, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
    99, 99, 99, 99, 99, 99,
];
/// Annex K.3: how many codes have each length, for brightness and colour, constant and changing parts.
const CODES: [[u8; 16]; 4] = [
    [0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0],
    [0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0],
    [0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 0x7d],
    [0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 0x77],
];

/// The tables in the contents of segments DQT (B.2.4.1), by their numbers.
fn tables(segments: &[&[u8]]) -> [Option<[u16; 64]>; 4] {
    let mut found = [None; 4];
    for segment in segments {
        let mut rest = *segment;
        while let Some((head, after)) = rest.split_first() {
            let wide = head >> 4 == 1;
            let Some((values, after)) = after.split_at_checked(if wide { 128 } else { 64 }) else { break };
            let mut table = [0_u16; 64];
            for (at, value) in table.iter_mut().enumerate() {
                *value = if wide {
                    values
                        .get(2 * at..2 * at + 2)
                        .map_or(0, |two| two.iter().fold(0, |all, byte| all << 8 | u16::from(*byte)))
                } else {
                    values.get(at).copied().map_or(0, u16::from)
                };
            }
            if let Some(place) = found.get_mut(usize::from(head & 0xf)) {
                *place = Some(table);
            }
            rest = after;
        }
    }
    found
}

/// A standard table at a quality, as libjpeg scales it (`jpeg_quality_scaling`, `jpeg_add_quant_table`).
fn scaled(table: &[u16; 64], quality: u8) -> [u16; 64] {
    let quality = u32::from(quality);
    let scale = if quality < 50 { 5_000 / quality } else { 200 - 2 * quality };
    table.map(|value| u16::try_from(((u32::from(value) * scale + 50) / 100).clamp(1, 255)).unwrap_or(255))
}

/// The quality at which a table is the standard one.
fn quality(table: &[u16; 64], standard: &[u16; 64]) -> Option<u8> {
    (1..=100).rev().find(|quality| scaled(standard, *quality) == *table)
}

/// The class of the quantisation tables in the contents of segments DQT; none where there are none.
#[must_use]
pub fn quantisation(segments: &[&[u8]]) -> Option<Quantisation> {
    let [first, second, ..] = tables(segments);
    let first = first?;
    let Some(brightness) = quality(&first, &BRIGHTNESS) else { return Some(Quantisation::Own) };
    Some(match second {
        None => Quantisation::StandardOne(brightness),
        Some(second) => match quality(&second, &COLOUR) {
            // At the highest qualities several tables are the same.
            Some(_) if scaled(&COLOUR, brightness) == second => Quantisation::Standard(brightness),
            Some(colour) => Quantisation::StandardApart(brightness, colour),
            None if scaled(&BRIGHTNESS, brightness) == second => Quantisation::StandardOne(brightness),
            None => Quantisation::Own,
        },
    })
}

/// Whether the Huffman tables in the contents of segments DHT are all those of annex K.3, which most cameras and programs use; none where there are
/// none. Others were made for this picture alone.
#[must_use]
pub fn huffman_is_standard(segments: &[&[u8]]) -> Option<bool> {
    let mut all = None;
    for segment in segments {
        let mut rest = *segment;
        while let Some((_, after)) = rest.split_first() {
            let Some((counts, after)) = after.split_at_checked(16) else { break };
            let symbols = counts.iter().map(|count| usize::from(*count)).sum();
            let Some((_, after)) = after.split_at_checked(symbols) else { break };
            all = Some(all.unwrap_or(true) && CODES.iter().any(|standard| standard.as_slice() == counts));
            rest = after;
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(number: u8, table: &[u16; 64]) -> Vec<u8> {
        std::iter::once(number).chain(table.iter().map(|value| u8::try_from(*value).unwrap())).collect()
    }

    #[test]
    fn tables_of_the_standard_are_known_at_every_quality() {
        for quality in 1..=100 {
            let (first, second) = (segment(0, &scaled(&BRIGHTNESS, quality)), segment(1, &scaled(&COLOUR, quality)));
            match quantisation(&[&first, &second]) {
                Some(Quantisation::Standard(found)) => {
                    assert_eq!(scaled(&BRIGHTNESS, found), scaled(&BRIGHTNESS, quality))
                }
                other => panic!("{quality}: {other:?}"),
            }
        }
        let apart = [segment(0, &scaled(&BRIGHTNESS, 90)), segment(1, &scaled(&COLOUR, 75))].concat();
        assert_eq!(quantisation(&[&apart]), Some(Quantisation::StandardApart(90, 75)));
        let mut own = scaled(&BRIGHTNESS, 90);
        own[5] += 1;
        assert_eq!(quantisation(&[&segment(0, &own)]), Some(Quantisation::Own));
        assert_eq!(quantisation(&[]), None);
    }

    #[test]
    fn huffman_tables_are_known_by_the_lengths_of_their_codes() {
        let standard: Vec<u8> = std::iter::once(0).chain(CODES[0]).chain(0..12).collect();
        assert_eq!(huffman_is_standard(&[&standard]), Some(true));
        let own: Vec<u8> = [vec![0, 0, 2], vec![0; 14], vec![1, 2]].concat();
        assert_eq!(huffman_is_standard(&[&standard, &own]), Some(false));
        assert_eq!(huffman_is_standard(&[]), None);
    }
}
