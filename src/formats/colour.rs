//! Colours, as far as they decide whether words are seen on their ground.

use crate::model::Concealment;

/// A colour: red, green, blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

/// Colours whose parts differ by no more than this look alike.
const ALIKE: u8 = 4;
/// A colour none of whose parts is above this is black to the eye.
const BLACK: u8 = 0x30;

/// Colours of markers by the names that `WordprocessingML` has for them (ECMA-376, part 1, 17.18.40).
const MARKERS: &[(&str, Colour)] = &[
    ("black", Colour::BLACK),
    ("white", Colour::WHITE),
    ("blue", Colour([0, 0, 0xff])),
    ("cyan", Colour([0, 0xff, 0xff])),
    ("green", Colour([0, 0xff, 0])),
    ("magenta", Colour([0xff, 0, 0xff])),
    ("red", Colour([0xff, 0, 0])),
    ("yellow", Colour([0xff, 0xff, 0])),
    ("darkBlue", Colour([0, 0, 0x80])),
    ("darkCyan", Colour([0, 0x80, 0x80])),
    ("darkGreen", Colour([0, 0x80, 0])),
    ("darkMagenta", Colour([0x80, 0, 0x80])),
    ("darkRed", Colour([0x80, 0, 0])),
    ("darkYellow", Colour([0x80, 0x80, 0])),
    ("darkGray", Colour([0x80, 0x80, 0x80])),
    ("lightGray", Colour([0xc0, 0xc0, 0xc0])),
];

impl Colour {
    /// White: paper.
    pub const WHITE: Self = Self([0xff; 3]);
    /// Black.
    pub const BLACK: Self = Self([0; 3]);

    /// Of six digits, or of eight, whose first two say how opaque it is.
    #[must_use]
    pub fn of_hexadecimal(digits: &str) -> Option<Self> {
        let digits = if digits.len() == 8 { digits.get(2..)? } else { digits };
        if digits.len() != 6 {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// Of a marker.
    #[must_use]
    pub fn of_marker(name: &str) -> Option<Self> {
        MARKERS.iter().find(|(known, _)| *known == name).map(|(_, colour)| *colour)
    }

    fn is_black(self) -> bool {
        self.0.iter().all(|part| *part <= BLACK)
    }

    /// Why nobody sees words of this colour on a ground, where nobody does.
    #[must_use]
    pub fn lost_on(self, ground: Self) -> Option<Concealment> {
        if self.is_black() && ground.is_black() {
            return Some(Concealment::Blackened);
        }
        let alike = self.0.iter().zip(ground.0).all(|(one, other)| one.abs_diff(other) <= ALIKE);
        alike.then_some(Concealment::SameColour)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_alike_is_lost_and_nothing_else() {
        let of = |digits| Colour::of_hexadecimal(digits).unwrap();
        assert_eq!(of("FEFEFE").lost_on(Colour::WHITE), Some(Concealment::SameColour));
        assert_eq!(of("FFFFFFFF"), Colour::WHITE);
        assert_eq!(of("101010").lost_on(Colour::BLACK), Some(Concealment::Blackened));
        for (text, ground) in [("FFFFFF", "4472C4"), ("F2F2F2", "FFFFFF"), ("000000", "000080"), ("FFFFFF", "000000")] {
            assert_eq!(of(text).lost_on(of(ground)), None, "{text} on {ground}");
        }
        assert_eq!([Colour::of_hexadecimal("auto"), Colour::of_hexadecimal("\u{fc}\u{fc}\u{fc}")], [None, None]);
    }
}
