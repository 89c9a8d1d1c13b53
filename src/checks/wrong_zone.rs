//! What a clock that was set to another zone makes of a time.

/// Zones differ by whole quarters of an hour.
const QUARTER: u64 = 900;
/// Two notes of one moment may lie this far apart, in seconds.
const GIVE_OR_TAKE: u64 = 120;
/// From the furthest west to the furthest east, in seconds.
pub const WIDEST: u64 = 26 * 3_600;

/// Whether a wrong zone explains that two times of one moment lie so many seconds apart: by whole quarters of an hour, give or
/// take two minutes.
#[must_use]
pub fn explains(apart: u64) -> bool {
    let odd = apart % QUARTER;
    (QUARTER - GIVE_OR_TAKE..=WIDEST).contains(&apart) && (odd <= GIVE_OR_TAKE || QUARTER - odd <= GIVE_OR_TAKE)
}

#[cfg(test)]
mod tests {
    use super::explains;

    #[test]
    fn quarters_of_an_hour_are_of_zones_and_other_differences_are_not() {
        assert!([900, 3 * 3_600, 3 * 3_600 + 90, 5 * 3_600 + 2_700 - 120].iter().all(|apart| explains(*apart)));
        assert!(![0, 60, 3 * 3_600 + 420, 40 * 3_600].iter().any(|apart| explains(*apart)));
    }
}
