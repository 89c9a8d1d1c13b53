//! What a reader of a report sees first of a document: its first page, a picture, the thumbnail that Office keeps, or its first words.
//! Drawn small, and only where it is asked for.

use crate::formats::budget::Purse;
use crate::formats::compound::directory::Compound;
use crate::formats::compound::word::fib::Fib;
use crate::formats::compound::word::pieces;
use crate::formats::pdf::page::pictures;
use crate::formats::remains;
use crate::formats::xml::namespaces::short;
use crate::formats::xml::{Markup, Walker};
use crate::formats::zip::directory::Archive;
use crate::model::{Preview, PreviewKind};
use base64ct::{Base64, Encoding};
use hayro_syntax::Pdf;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// The longer side of a preview, in pixels.
const LONGER_SIDE: u32 = 360;
/// Larger pictures are not decoded, in pixels.
const PIXELS: usize = 40_000_000;
/// So many characters of a document's first words.
const WORDS: usize = 420;
/// Levels of each of the three colours: 216 colours in all, so that a page is small.
const LEVELS: u16 = 6;

/// The preview of a picture or of a document of Office; none where nothing of it can be drawn or quoted. Of a PDF the reader of pages
/// gives it, which knows whether a page may be drawn.
#[must_use]
pub fn of(bytes: &[u8], purse: &Purse) -> Option<Preview> {
    match bytes {
        [0xff, 0xd8, ..] => small(PreviewKind::Picture, Raster::of_jpeg(bytes, purse)?),
        [0x89, b'P', b'N', b'G', ..] => small(PreviewKind::Picture, Raster::of_png(bytes, purse)?),
        [b'P', b'K', 3, 4, ..] => of_office(bytes, purse),
        [0xd0, 0xcf, 0x11, 0xe0, ..] => of_word(bytes, purse),
        _ => None,
    }
}

/// The preview of a PDF: its first page.
#[must_use]
pub fn of_page(pdf: &Pdf) -> Option<Preview> {
    #[allow(clippy::cast_precision_loss, reason = "a few hundred pixels")]
    let page = pictures::draw_at(pdf, 1, LONGER_SIDE as f32)?;
    small(
        PreviewKind::Page,
        Raster { width: page.width as usize, height: page.height as usize, pixels: page.colours() },
    )
}

fn small(kind: PreviewKind, raster: Raster) -> Option<Preview> {
    let png = raster.shrunk().png()?;
    Some(Preview { kind, picture: Some(Base64::encode_string(&png)), words: None })
}

fn words(text: &str) -> Option<Preview> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown: String = text.chars().filter(|character| !character.is_control()).take(WORDS).collect();
    (shown.chars().filter(|character| character.is_alphanumeric()).count() > 3).then_some(Preview {
        kind: PreviewKind::Words,
        picture: None,
        words: Some(shown),
    })
}

/// The thumbnail that a package keeps of its first page, else its first words.
fn of_office(bytes: &[u8], purse: &Purse) -> Option<Preview> {
    let archive = Archive::open(bytes, 20_000).ok()?;
    let content = |name: &str| archive.content(archive.member(name)?, purse).ok();
    for name in ["docProps/thumbnail.jpeg", "docProps/thumbnail.jpg", "docProps/thumbnail.png"] {
        let Some(thumbnail) = content(name) else { continue };
        let raster =
            if name.ends_with("png") { Raster::of_png(&thumbnail, purse) } else { Raster::of_jpeg(&thumbnail, purse) };
        if let Some(preview) = raster.and_then(|raster| small(PreviewKind::Thumbnail, raster)) {
            return Some(preview);
        }
    }
    let part = ["word/document.xml", "ppt/slides/slide1.xml", "xl/sharedStrings.xml"].into_iter().find_map(content)?;
    let text = std::str::from_utf8(&part).ok()?;
    let mut walker = Walker::new(text.trim_start_matches('\u{feff}'), short, purse.budget.depth);
    let mut said = String::new();
    while let Some(markup) = walker.next() {
        said.push_str(paragraph_end(&markup));
        if let Markup::Close(closed) = markup
            && closed.name == "t"
            && matches!(closed.space, "w" | "a" | "x")
        {
            said.push_str(&closed.text);
            if said.len() > 4 * WORDS {
                break;
            }
        }
    }
    words(&said)
}

/// A blank where a paragraph, a cell or a string ends.
fn paragraph_end(markup: &Markup<'_, '_>) -> &'static str {
    match markup {
        Markup::Close(closed) if matches!(closed.name, "p" | "si" | "tab" | "br") => " ",
        _ => "",
    }
}

/// The first words of a document of Word in the old form.
fn of_word(bytes: &[u8], purse: &Purse) -> Option<Preview> {
    let file = Compound::open(bytes).ok()?;
    let main = file.stream("WordDocument", purse)?;
    let fib = Fib::read(&main).ok().filter(|fib| !fib.is_encrypted())?;
    let table = file.stream(fib.table_name(), purse);
    let pieces = table.map(|table| pieces::pieces(&fib, &table)).unwrap_or_default();
    let ranges = match pieces.is_empty() {
        true => vec![(fib.text.clone(), 1)],
        false => pieces.into_iter().map(|piece| (piece.range, piece.width)).collect(),
    };
    let mut said = String::new();
    for (range, width) in ranges {
        let end = range.end.min(range.start.saturating_add(4 * WORDS));
        let Some(raw) = main.bytes.get(range.start..end) else { continue };
        said.push_str(&remains::text_of(raw, width, 1252));
        if said.len() > 4 * WORDS {
            break;
        }
    }
    words(&said)
}

/// A picture, three bytes a pixel.
pub(super) struct Raster {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) pixels: Vec<u8>,
}

impl Raster {
    fn of_jpeg(jpeg: &[u8], purse: &Purse) -> Option<Self> {
        let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::RGB);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
        decoder.decode_headers().ok()?;
        let (width, height) = decoder.dimensions()?;
        let size = fits(width, height, 3, purse, jpeg.len())?;
        let pixels = decoder.decode().ok()?;
        (pixels.len() == size).then_some(Self { width, height, pixels })
    }

    pub(super) fn of_png(png: &[u8], purse: &Purse) -> Option<Self> {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
        decoder.set_transformations(png::Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().ok()?;
        let (width, height) = (reader.info().width as usize, reader.info().height as usize);
        fits(width, height, 4, purse, png.len())?;
        let mut data = vec![0; reader.output_buffer_size()?];
        let info = reader.next_frame(&mut data).ok()?;
        let channels = info.color_type.samples();
        // What is transparent is shown on white.
        let over_white = |value: u8, opacity: u8| {
            let blended = (u16::from(value) * u16::from(opacity) + 255 * (255 - u16::from(opacity))) / 255;
            u8::try_from(blended).unwrap_or(255)
        };
        let pixels = data
            .chunks_exact(channels)
            .flat_map(|pixel| match *pixel {
                [grey] => [grey; 3],
                [grey, opacity] => [over_white(grey, opacity); 3],
                [red, green, blue] => [red, green, blue],
                [red, green, blue, opacity] => [red, green, blue].map(|value| over_white(value, opacity)),
                _ => [255; 3],
            })
            .collect();
        Some(Self { width, height, pixels })
    }

    /// Not larger than a preview: each pixel the mean of those that it takes the place of.
    fn shrunk(self) -> Self {
        let longer = self.width.max(self.height).max(1);
        let side = LONGER_SIDE as usize;
        if longer <= side {
            return self;
        }
        let (width, height) = ((self.width * side / longer).max(1), (self.height * side / longer).max(1));
        let mut pixels = Vec::with_capacity(width * height * 3);
        for y in 0..height {
            let rows = y * self.height / height..((y + 1) * self.height / height).max(y * self.height / height + 1);
            for x in 0..width {
                let columns = x * self.width / width..((x + 1) * self.width / width).max(x * self.width / width + 1);
                let (mut sums, mut count) = ([0_u32; 3], 0_u32);
                for row in rows.clone() {
                    let from = (row * self.width + columns.start) * 3;
                    let line = self.pixels.get(from..from + columns.len() * 3).unwrap_or_default();
                    for pixel in line.chunks_exact(3) {
                        for (sum, value) in sums.iter_mut().zip(pixel) {
                            *sum += u32::from(*value);
                        }
                        count += 1;
                    }
                }
                pixels.extend(sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(255)));
            }
        }
        Self { width, height, pixels }
    }

    /// As PNG of few colours.
    fn png(&self) -> Option<Vec<u8>> {
        let step = 255 / (LEVELS - 1);
        let palette: Vec<u8> = (0..LEVELS * LEVELS * LEVELS)
            .flat_map(|colour| [colour / (LEVELS * LEVELS), colour / LEVELS % LEVELS, colour % LEVELS])
            .map(|level| u8::try_from(level * step).unwrap_or(255))
            .collect();
        let level = |value: u8| (u16::from(value) + step / 2) / step;
        let indices: Vec<u8> = self
            .pixels
            .chunks_exact(3)
            .map(|pixel| pixel.iter().fold(0, |index, value| index * LEVELS + level(*value)))
            .map(|index| u8::try_from(index).unwrap_or(0))
            .collect();
        let mut bytes = Vec::new();
        let (width, height) = (u32::try_from(self.width).ok()?, u32::try_from(self.height).ok()?);
        let mut encoder = png::Encoder::new(&mut bytes, width, height);
        encoder.set_color(png::ColorType::Indexed);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_palette(palette);
        encoder.set_compression(png::Compression::High);
        let mut writer = encoder.write_header().ok()?;
        writer.write_image_data(&indices).ok()?;
        writer.finish().ok()?;
        Some(bytes)
    }
}

/// How many bytes the pixels take, where the purse has room for them.
fn fits(width: usize, height: usize, channels: usize, purse: &Purse, encoded: usize) -> Option<usize> {
    let pixels = width.checked_mul(height).filter(|pixels| (1..=PIXELS).contains(pixels))?;
    let size = pixels.checked_mul(channels)?;
    if purse.room(encoded).0 < size {
        return None;
    }
    purse.expanded(size);
    Some(size)
}
