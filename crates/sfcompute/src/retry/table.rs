//! The table of the [module's page](super), as code. A test holds one to the other.

use std::ops::RangeInclusive;

use http::StatusCode;
use sfcompute_api::Safety;

/// What became of one attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Happened {
    /// No connection was made.
    NeverLeft,
    /// It may have left, and no whole answer came.
    MayHaveLeft,
    /// A whole answer came.
    Answered(StatusCode),
    /// A success came whose body cannot be used.
    Unusable,
}

/// Whether what an attempt asked for was done, as far as this attempt tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CarriedOut {
    Yes,
    No,
    Unknown,
}

/// What of [`Happened`] a row is about.
#[derive(Debug)]
enum About {
    NeverLeft,
    MayHaveLeft,
    Unusable,
    Status(&'static [RangeInclusive<u16>]),
}

/// One row: the first that fits decides.
#[derive(Debug)]
pub(crate) struct Row {
    about: About,
    /// The row's first cell in the documentation.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "the documentation's test reads it")
    )]
    words: &'static str,
    read: bool,
    idempotent: bool,
    keyed: bool,
    /// `Safety::Unsafe`.
    unsafe_: bool,
    pub(crate) carried_out: CarriedOut,
}

const AGAIN: bool = true;
const STOP: bool = false;

/// The rows, in the order of the documentation.
static TABLE: [Row; 9] = [
    Row {
        about: About::NeverLeft,
        words: "it never left: no connection could be made",
        read: AGAIN,
        idempotent: AGAIN,
        keyed: AGAIN,
        unsafe_: AGAIN,
        carried_out: CarriedOut::No,
    },
    Row {
        about: About::MayHaveLeft,
        words: "it may have left: no answer in time, or the connection broke",
        read: AGAIN,
        idempotent: AGAIN,
        keyed: AGAIN,
        unsafe_: STOP,
        carried_out: CarriedOut::Unknown,
    },
    Row {
        about: About::Status(&[425..=425, 429..=429]),
        words: "answered 425, 429: turned away before being looked at",
        read: AGAIN,
        idempotent: AGAIN,
        keyed: AGAIN,
        unsafe_: STOP,
        carried_out: CarriedOut::No,
    },
    Row {
        about: About::Status(&[408..=408, 500..=500, 502..=504, 520..=524]),
        words: "answered 408, 500, 502, 503, 504, 520 to 524: it may pass",
        read: AGAIN,
        idempotent: AGAIN,
        keyed: AGAIN,
        unsafe_: STOP,
        carried_out: CarriedOut::Unknown,
    },
    Row {
        about: About::Status(&[500..=599]),
        words: "answered any other 5xx",
        read: STOP,
        idempotent: STOP,
        keyed: STOP,
        unsafe_: STOP,
        carried_out: CarriedOut::Unknown,
    },
    Row {
        about: About::Status(&[300..=399]),
        words: "answered with a redirect, which is not followed",
        read: STOP,
        idempotent: STOP,
        keyed: STOP,
        unsafe_: STOP,
        carried_out: CarriedOut::Unknown,
    },
    Row {
        about: About::Unusable,
        words: "answered with a success that cannot be used",
        read: STOP,
        idempotent: STOP,
        keyed: STOP,
        unsafe_: STOP,
        carried_out: CarriedOut::Unknown,
    },
    Row {
        about: About::Status(&[200..=299]),
        words: "answered with a success",
        read: STOP,
        idempotent: STOP,
        keyed: STOP,
        unsafe_: STOP,
        carried_out: CarriedOut::Yes,
    },
    OTHERWISE,
];

/// The last row, which fits whatever no other does.
const OTHERWISE: Row = Row {
    about: About::Status(&[0..=u16::MAX]),
    words: "answered with any other refusal",
    read: STOP,
    idempotent: STOP,
    keyed: STOP,
    unsafe_: STOP,
    carried_out: CarriedOut::No,
};

/// The row that decides about an attempt.
pub(crate) fn rule(happened: Happened) -> &'static Row {
    static LAST: Row = OTHERWISE;
    TABLE
        .iter()
        .find(|row| row.is_about(happened))
        .unwrap_or(&LAST)
}

impl Row {
    fn is_about(&self, happened: Happened) -> bool {
        match (&self.about, happened) {
            (About::NeverLeft, Happened::NeverLeft)
            | (About::MayHaveLeft, Happened::MayHaveLeft)
            | (About::Unusable, Happened::Unusable) => true,
            (About::Status(ranges), Happened::Answered(status)) => {
                ranges.iter().any(|range| range.contains(&status.as_u16()))
            }
            _ => false,
        }
    }

    /// Whether an operation of this safety may be sent again.
    pub(crate) fn again(&self, safety: Safety) -> bool {
        match safety {
            Safety::Read => self.read,
            Safety::Idempotent => self.idempotent,
            Safety::Keyed => self.keyed,
            // A class that this crate does not know is no reason to be bold.
            _ => self.unsafe_,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(row: &Row) -> String {
        let again = |again| if again { "again" } else { "stop" };
        let carried_out = match row.carried_out {
            CarriedOut::Yes => "yes",
            CarriedOut::No => "no",
            CarriedOut::Unknown => "unknown",
        };
        format!(
            "//! | {} | {} | {} | {} | {} | {carried_out} |",
            row.words,
            again(row.read),
            again(row.idempotent),
            again(row.keyed),
            again(row.unsafe_),
        )
    }

    #[test]
    fn the_documentation_says_what_the_code_does() {
        let documented: Vec<&str> = include_str!("mod.rs")
            .lines()
            .filter(|line| line.starts_with("//! | "))
            .skip(1)
            .collect();
        let coded: Vec<String> = TABLE.iter().map(written).collect();
        assert_eq!(documented, coded);
    }

    /// The words of a row name the statuses that it is about.
    #[test]
    fn the_words_name_the_statuses() {
        for row in &TABLE {
            let About::Status(ranges) = &row.about else {
                continue;
            };
            let Some(list) = row.words.strip_prefix("answered ") else {
                panic!("{}", row.words)
            };
            let list = list.split(':').next().unwrap();
            if !list.starts_with(|c: char| c.is_ascii_digit()) {
                continue;
            }
            let mut named = Vec::new();
            for part in list.split(", ") {
                let mut ends = part.split(" to ").map(|end| end.parse::<u16>().unwrap());
                let first = ends.next().unwrap();
                named.extend(first..=ends.next().unwrap_or(first));
            }
            let about: Vec<u16> = ranges.iter().cloned().flatten().collect();
            assert_eq!(named, about, "{}", row.words);
        }
    }

    fn answered(status: u16) -> &'static Row {
        rule(Happened::Answered(StatusCode::from_u16(status).unwrap()))
    }

    const CLASSES: [Safety; 4] = [
        Safety::Read,
        Safety::Idempotent,
        Safety::Keyed,
        Safety::Unsafe,
    ];

    #[test]
    fn an_unsafe_call_is_sent_again_only_where_it_never_left() {
        assert!(rule(Happened::NeverLeft).again(Safety::Unsafe));
        assert!(!rule(Happened::MayHaveLeft).again(Safety::Unsafe));
        assert!(!rule(Happened::Unusable).again(Safety::Unsafe));
        for status in 100..=999 {
            assert!(!answered(status).again(Safety::Unsafe), "{status}");
        }
    }

    #[test]
    fn exactly_these_statuses_are_tried_again() {
        let passing = [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524];
        for status in 100..=999 {
            for class in [Safety::Read, Safety::Idempotent, Safety::Keyed] {
                let again = answered(status).again(class);
                assert_eq!(again, passing.contains(&status), "{status} {class}");
            }
        }
    }

    #[test]
    fn only_a_success_says_yes_and_only_a_refusal_says_no() {
        for status in 100..=999 {
            let expected = match status {
                200..=299 => CarriedOut::Yes,
                300..=399 | 408 | 500..=599 => CarriedOut::Unknown,
                _ => CarriedOut::No,
            };
            assert_eq!(answered(status).carried_out, expected, "{status}");
        }
        assert_eq!(rule(Happened::NeverLeft).carried_out, CarriedOut::No);
        assert_eq!(rule(Happened::MayHaveLeft).carried_out, CarriedOut::Unknown);
        assert_eq!(rule(Happened::Unusable).carried_out, CarriedOut::Unknown);
    }

    #[test]
    fn what_is_done_or_refused_is_not_tried_again() {
        for class in CLASSES {
            for status in [200, 201, 204, 307, 400, 401, 402, 403, 404, 409, 413, 422] {
                assert!(!answered(status).again(class), "{status} {class}");
            }
        }
    }
}
