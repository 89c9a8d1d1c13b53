//! Attribute certificates (RFC 5755) in the set of certificates of a message: they give a signer a role and carry no key. The library
//! that reads messages knows none of them, so they are left out before it reads; nothing of the signed attributes is touched.

/// A value of ASN.1 in definite form: its tag, its head with the tag, and its content.
struct Value<'b> {
    tag: u8,
    whole: &'b [u8],
    content: &'b [u8],
}

/// The value that some bytes begin with, and what follows it.
fn value(bytes: &[u8]) -> Option<(Value<'_>, &[u8])> {
    let (&tag, &first) = (bytes.first()?, bytes.get(1)?);
    let (head, length) = match first {
        0..=0x7f => (2, usize::from(first)),
        0x81..=0x84 => {
            let digits = usize::from(first & 0x7f);
            let length = bytes.get(2..2 + digits)?.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
            (2 + digits, length)
        }
        _ => return None,
    };
    let end = head.checked_add(length)?;
    let whole = bytes.get(..end)?;
    Some((Value { tag, whole, content: whole.get(head..)? }, bytes.get(end..)?))
}

fn write(tag: u8, content: &[u8]) -> Vec<u8> {
    let mut written = vec![tag];
    match u8::try_from(content.len()).ok().filter(|length| *length < 0x80) {
        Some(length) => written.push(length),
        None => {
            let bytes = content.len().to_be_bytes();
            let digits: Vec<u8> = bytes.into_iter().skip_while(|byte| *byte == 0).collect();
            written.push(0x80 | u8::try_from(digits.len()).unwrap_or(0));
            written.extend(digits);
        }
    }
    written.extend_from_slice(content);
    written
}

/// The message without attribute certificates of either version (RFC 5652, 10.2.2: tags A1 and A2); none where it has none.
#[must_use]
pub fn left_out(message: &[u8]) -> Option<Vec<u8>> {
    let (information, _) = value(message)?;
    let (kind, rest) = value(information.content)?;
    let (explicit, _) = value(rest)?;
    let (signed, _) = value(explicit.content)?;
    let (mut parts, mut rest, mut found) = (Vec::new(), signed.content, false);
    while !rest.is_empty() {
        let (part, behind) = value(rest)?;
        rest = behind;
        if part.tag != 0xa0 {
            parts.extend_from_slice(part.whole);
            continue;
        }
        let (mut kept, mut certificates) = (Vec::new(), part.content);
        while !certificates.is_empty() {
            let (certificate, behind) = value(certificates)?;
            certificates = behind;
            if matches!(certificate.tag, 0xa1 | 0xa2) {
                found = true;
            } else {
                kept.extend_from_slice(certificate.whole);
            }
        }
        parts.extend(write(part.tag, &kept));
    }
    let content = [kind.whole, &write(explicit.tag, &write(signed.tag, &parts))].concat();
    found.then(|| write(information.tag, &content))
}
