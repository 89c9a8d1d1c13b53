//! JPEG (ITU-T T.81) as segments: from marker to marker up to the first scan.

use std::ops::Range;

/// Segments that are looked at; a picture with more is built to cost.
const SEGMENTS: usize = 500;

/// A segment (B.1.1.4).
#[derive(Debug)]
pub struct Segment {
    /// Its marker, without the byte 0xff before it.
    pub marker: u8,
    /// Its content, after marker and length.
    pub body: Range<usize>,
}

/// The segments of a picture up to its first scan.
#[derive(Debug, Default)]
pub struct Segments {
    /// In the order of the file.
    pub list: Vec<Segment>,
    /// Where the data of the picture begins.
    pub scan: Option<usize>,
    /// What decoders pass over.
    pub oddities: Vec<String>,
    /// Where the picture is cut off.
    pub faults: Vec<String>,
}

/// Lists the segments. Fill bytes before a marker are allowed (B.1.1.2); bytes that belong to no segment are passed over, as
/// decoders do, and told.
#[must_use]
pub fn segments(data: &[u8]) -> Segments {
    let mut found = Segments::default();
    let mut at = 2;
    while found.list.len() < SEGMENTS {
        let Some(rest) = data.get(at..) else { break };
        let is_marker = |pair: &[u8]| pair[0] == 0xff && matches!(pair[1], 0x01 | 0xc0..=0xfe);
        let Some(skipped) = rest.windows(2).position(is_marker) else { break };
        let (filling, marker) = (rest.get(..skipped).unwrap_or_default(), rest.get(skipped + 1).copied().unwrap_or(0));
        if filling.iter().any(|byte| *byte != 0xff) {
            found
                .oddities
                .push(format!("{skipped} bytes at byte {at} belong to no segment; valla reads on behind them"));
        } else if skipped > 0 {
            found.oddities.push(format!("{skipped} fill bytes stand before the segment at byte {}", at + skipped));
        }
        at += skipped;
        match marker {
            // Markers that are alone.
            0x01 | 0xd0..=0xd8 => at += 2,
            0xd9 => break,
            _ => {
                let Some(&[high, low]) = data.get(at + 2..at + 4).and_then(|two| <&[u8; 2]>::try_from(two).ok()) else {
                    break;
                };
                let end = (at + 2).saturating_add(usize::from(high) << 8 | usize::from(low));
                if end > data.len() || end < at + 4 {
                    found.faults.push(format!("the picture is cut off inside the segment at byte {at}"));
                    // What there is of it is read.
                    if end > data.len() && marker != 0xda {
                        found.list.push(Segment { marker, body: at + 4..data.len() });
                    }
                    break;
                }
                found.list.push(Segment { marker, body: at + 4..end });
                if marker == 0xda {
                    found.scan = Some(end);
                    break;
                }
                at = end;
            }
        }
    }
    found
}

/// Where the picture ends (marker EOI), its scans passed over; none where it has no end.
#[must_use]
pub fn end_of(data: &[u8], scan: usize) -> Option<usize> {
    let rest = data.get(scan..)?;
    memchr::memchr_iter(0xff, rest).find(|&at| rest.get(at + 1) == Some(&0xd9)).map(|at| scan + at + 2)
}

/// The markers that begin a frame (table B.1), without those of tables.
#[must_use]
pub fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc)
}

/// Width and height, as the content of a frame states them (B.2.2).
#[must_use]
pub fn dimensions(body: &[u8]) -> Option<(u32, u32)> {
    let &[a, b, c, d] = <&[u8; 4]>::try_from(body.get(1..5)?).ok()?;
    Some((u32::from(c) << 8 | u32::from(d), u32::from(a) << 8 | u32::from(b)))
}

/// Width and height of a picture, and where they are.
#[must_use]
pub fn frame(data: &[u8]) -> Option<(u32, u32, Range<usize>)> {
    let found = segments(data);
    let frame = found.list.iter().find(|segment| is_frame(segment.marker))?;
    let (width, height) = dimensions(data.get(frame.body.clone())?)?;
    Some((width, height, frame.body.start + 1..frame.body.start + 5))
}
