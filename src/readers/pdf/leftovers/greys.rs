//! Pictures in a document in shades of grey, to be compared.

use super::State;
use crate::formats::pdf::objects::Found;
use crate::formats::pdf::stream::filters;
use crate::formats::pdf::syntax::{Dictionary, Object, Spanned};
use std::ops::RangeInclusive;
use zune_core::bytestream::ZCursor;
use zune_core::colorspace::ColorSpace;
use zune_core::options::DecoderOptions;
use zune_jpeg::JpegDecoder;

/// A picture in shades of grey.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grey {
    pub width: usize,
    pub height: usize,
    /// A byte a pixel, from above and the left: 0 is black.
    pub values: Vec<u8>,
}

/// The shades of a picture with sides of so many pixels, where its form is one that programs write.
pub(super) fn decode(state: &mut State<'_, '_>, picture: &Found, sides: &RangeInclusive<usize>) -> Option<Grey> {
    let dictionary = picture.dictionary()?.clone();
    let side = |key: &[u8]| {
        dictionary.integer(key).and_then(|side| usize::try_from(side).ok()).filter(|side| sides.contains(side))
    };
    let (width, height) = (side(b"Width").or_else(|| side(b"W"))?, side(b"Height").or_else(|| side(b"H"))?);
    let (raw, _) = state.objects.raw_stream(picture)?;
    let values = if filters(&dictionary) == [b"DCTDecode".as_slice()] {
        let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::Luma);
        let mut decoder = JpegDecoder::new_with_options(ZCursor::new(raw.as_ref()), options);
        decoder.decode_headers().ok()?;
        decoder.dimensions().filter(|size| *size == (width, height))?;
        decoder.decode().ok()?
    } else {
        if dictionary.integer(b"BitsPerComponent").or_else(|| dictionary.integer(b"BPC")) != Some(8) {
            return None;
        }
        let data = state.objects.decode(&dictionary, &raw).ok()?;
        greys(state, &dictionary, &data)?
    };
    (values.len() >= width * height).then(|| Grey {
        width,
        height,
        values: values.into_iter().take(width * height).collect(),
    })
}

/// The shades of pixels in one of the colour spaces of devices, or of a palette of one (8.6).
fn greys(state: &mut State<'_, '_>, dictionary: &Dictionary, data: &[u8]) -> Option<Vec<u8>> {
    let space = match dictionary.get(b"ColorSpace").or_else(|| dictionary.get(b"CS"))?.object.clone() {
        reference @ Object::Reference(_) => state.objects.resolve(&reference, state.revision)?.object.object,
        direct => direct,
    };
    let items = match &space {
        Object::Name(name) => return shades(name, data),
        Object::Array(items) => items,
        _ => return None,
    };
    if let [kind, profile] = items.as_slice() {
        return shades(&calibrated(state, kind, profile)?, data);
    }
    let [kind, base, _, palette] = items.as_slice() else { return None };
    let Object::Name(kind) = &kind.object else { return None };
    let base = match &base.object {
        Object::Name(base) => base.clone(),
        Object::Array(items) => match items.as_slice() {
            [kind, profile] => calibrated(state, kind, profile)?,
            _ => return None,
        },
        _ => return None,
    };
    if !matches!(kind.as_slice(), b"Indexed" | b"I") {
        return None;
    }
    let palette = match &palette.object {
        Object::String(bytes) => bytes.clone(),
        reference => {
            let found = state.objects.resolve(reference, state.revision)?;
            match &found.object.object {
                Object::String(bytes) => bytes.clone(),
                Object::Dictionary(stream) => {
                    let (raw, _) = state.objects.raw_stream(&found)?;
                    state.objects.decode(stream, &raw).ok()?
                }
                _ => return None,
            }
        }
    };
    let palette = shades(&base, &palette)?;
    Some(data.iter().map(|&index| palette.get(usize::from(index)).copied().unwrap_or(0)).collect())
}

/// The space of devices that has the parts of a calibrated one (8.6.5).
fn calibrated(state: &mut State<'_, '_>, kind: &Spanned, profile: &Spanned) -> Option<Vec<u8>> {
    let Object::Name(kind) = &kind.object else { return None };
    let parts = match kind.as_slice() {
        b"CalGray" => 1,
        b"CalRGB" => 3,
        b"ICCBased" => state.objects.resolve(&profile.object, state.revision)?.dictionary()?.integer(b"N")?,
        _ => return None,
    };
    match parts {
        1 => Some(b"DeviceGray".to_vec()),
        3 => Some(b"DeviceRGB".to_vec()),
        _ => None,
    }
}

/// The shades of pixels in a space of devices.
fn shades(space: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    match space {
        b"DeviceGray" | b"G" => Some(data.to_vec()),
        b"DeviceRGB" | b"RGB" => Some(data.chunks_exact(3).map(shade).collect()),
        _ => None,
    }
}

/// The brightness of a colour (ITU-R BT.601).
pub(super) fn shade(colour: &[u8]) -> u8 {
    let [red, green, blue] = <[u8; 3]>::try_from(colour).unwrap_or_default().map(u32::from);
    u8::try_from((red * 299 + green * 587 + blue * 114) / 1_000).unwrap_or(u8::MAX)
}
