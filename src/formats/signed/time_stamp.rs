//! Time-stamps (RFC 3161): an authority's word that a digest existed at a time.

use super::algorithms::{self, Hash};
use super::message::Message;
use super::trust::{Purpose, Trust};
use crate::model::{DigestTest, Moment, TimeStamp};
use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Decode, Reader, SliceReader, Tag};
use spki::AlgorithmIdentifierRef;

/// `id-ct-TSTInfo` states: version, policy, imprint, serial number, time.
#[derive(Debug)]
struct Info {
    algorithm: String,
    imprint: Vec<u8>,
    time: Option<Moment>,
}

/// Reads and tests a time-stamp of `covered`, which is given in pieces.
///
/// # Errors
/// Why it is none.
pub fn read(token: &[u8], covered: &[&[u8]], trust: &Trust) -> Result<(TimeStamp, Message), String> {
    let message = Message::read(token)?;
    let content = message.content.clone().ok_or("it contains no time")?;
    let info = info(&content)?;
    let at = info.time.as_ref().map(|time| time.earliest);
    // The authority's signature is over the statement; the statement's imprint over what was stamped.
    let mut test = message.test(&[&content], trust, at, Purpose::TimeStamps);
    if test.digest != DigestTest::Differs {
        test.digest = match Hash::of(&info.algorithm) {
            Some(hash) if hash.digest(covered) == info.imprint => test.digest,
            Some(_) => {
                test.why.push("the time-stamp was made for different bytes".to_owned());
                DigestTest::Differs
            }
            None => {
                test.why.push(format!("valla does not compute {}", algorithms::name(&info.algorithm)));
                DigestTest::NotComputed
            }
        };
    }
    let authority = message.certificate().map(|certificate| certificate.tbs_certificate().subject().to_string());
    Ok((TimeStamp { time: info.time, authority, test }, message))
}

fn info(content: &[u8]) -> Result<Info, String> {
    let fault = |error: der::Error| format!("its statement cannot be read: {error}");
    let whole = AnyRef::from_der(content).map_err(fault)?;
    let mut reader = SliceReader::new(whole.value()).map_err(fault)?;
    reader.decode::<AnyRef<'_>>().map_err(fault)?;
    reader.decode::<ObjectIdentifier>().map_err(fault)?;
    let (algorithm, imprint) = reader
        .sequence(|imprint| {
            let algorithm: AlgorithmIdentifierRef<'_> = imprint.decode()?;
            let digest: &OctetStringRef = imprint.decode()?;
            Ok::<_, der::Error>((algorithm.oid.to_string(), digest.as_bytes().to_vec()))
        })
        .map_err(fault)?;
    reader.decode::<AnyRef<'_>>().map_err(fault)?;
    let time: AnyRef<'_> = reader.decode().map_err(fault)?;
    let time = if der::Tagged::tag(&time) == Tag::GeneralizedTime { time_of(time.value()) } else { None };
    Ok(Info { algorithm, imprint, time })
}

/// `YYYYMMDDHHMMSS[.f]Z` (RFC 3161, 2.4.2).
fn time_of(text: &[u8]) -> Option<Moment> {
    let text = std::str::from_utf8(text).ok()?.strip_suffix('Z')?;
    let (whole, _) = text.split_once('.').unwrap_or((text, ""));
    let part = |from: usize, to: usize| whole.get(from..to);
    if whole.len() != 14 || !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (date, clock) = ((part(0, 4)?, part(4, 6)?, part(6, 8)?), (part(8, 10)?, part(10, 12)?, part(12, 14)?));
    let iso = format!("{}-{}-{}T{}:{}:{}Z", date.0, date.1, date.2, clock.0, clock.1, clock.2);
    Moment::from_iso8601(&iso).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_seconds_and_may_have_fractions() {
        assert_eq!(time_of(b"20130514090100Z").unwrap().text, "2013-05-14T09:01:00Z");
        assert_eq!(time_of(b"20130514090100.25Z").unwrap().text, "2013-05-14T09:01:00Z");
        assert!(time_of(b"201305140901Z").is_none());
    }
}
