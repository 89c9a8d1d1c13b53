#![no_main]
//! Any bytes as a store of content credentials, as what a Macintosh keeps of a file, and as a picture in JBIG2: the first byte says which.
use valla::formats::content_credentials::{binding, cose, manifests};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Some((&which, data)) = data.split_first() else { return };
    match which % 4 {
        0 => {
            for manifest in manifests(data).unwrap_or_default() {
                for assertion in &manifest.assertions {
                    let bound = binding::Bound { file: data, store: 2..data.len().max(2), has_grown: data.len() % 2 == 0 };
                    let _ = binding::test(&assertion.label, &assertion.value, Some("sha256"), &bound);
                }
                let claim = data.get(manifest.claim_place.clone()).unwrap_or_default();
                if let Some(Ok(signed)) = manifest.signature_place.and_then(|place| data.get(place)).map(cose::Signed::read) {
                    let _ = (signed.test(claim), signed.stamped(claim));
                }
            }
        }
        1 => {
            let bytes = std::sync::Arc::new([b"\0\x05\x16\x07\0\x02\0\0", data].concat());
            let _ = valla::readers::read(&bytes, std::path::Path::new("._fuzz"), &Default::default());
        }
        2 => {
            let _ = valla::formats::jbig2::letters(data, data);
        }
        _ => {
            let bytes = std::sync::Arc::new([b"\xff\xd8\xff", data].concat());
            let _ = valla::readers::read(&bytes, std::path::Path::new("fuzz.jpg"), &Default::default());
        }
    }
});
