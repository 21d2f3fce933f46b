//! Names that deployments give to their instances, out of a template.

use sfcompute_types::NameTemplate;

use super::mint::Mint;
use super::{Code, Refusal};

/// How instances are named where nothing else is said.
pub(crate) const DEFAULT_NAMES: &str = "{{adjective}}-{{noun}}-{{nanoid(6)}}";

/// Words that a place for one counts for, as the market has it; the sandbox draws from fewer.
const WORDS: u128 = 128;
/// Letters and digits.
const CHARACTERS: u128 = 62;

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part<'a> {
    Text(&'a str),
    Adjective,
    Noun,
    NanoId(u32),
}

/// The parts of a template whose grammar was checked.
fn parts(template: &NameTemplate) -> impl Iterator<Item = Part<'_>> {
    let mut rest = template.as_str();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let (part, behind) = match rest
            .strip_prefix("{{")
            .and_then(|rest| rest.split_once("}}"))
        {
            Some(("adjective", behind)) => (Part::Adjective, behind),
            Some(("noun", behind)) => (Part::Noun, behind),
            Some((place, behind)) => {
                let length = place.trim_start_matches("nanoid(").trim_end_matches(')');
                (Part::NanoId(length.parse().unwrap_or_default()), behind)
            }
            None => {
                let end = rest.find("{{").unwrap_or(rest.len());
                let (text, behind) = rest.split_at(end);
                (Part::Text(text), behind)
            }
        };
        rest = behind;
        Some(part)
    })
}

/// A template by its text, or 422 at the field `instance_name_template` where it breaks the
/// grammar or gives room for fewer names than the default.
pub(crate) fn checked_names(text: &str) -> Result<NameTemplate, Refusal> {
    const FIELD: &str = "instance_name_template";
    let refused = |message| Refusal::field(FIELD, Code::Invalid, message);
    let template: NameTemplate = text
        .parse()
        .map_err(|invalid: sfcompute_types::Invalid| refused(invalid.to_string()))?;
    let least = WORDS * WORDS * CHARACTERS.pow(6);
    if room(&template) < least {
        let message =
            format!("`{text}` gives room for fewer names than the default, `{DEFAULT_NAMES}`.");
        return Err(refused(message));
    }
    Ok(template)
}

/// How many names a template gives room for, as far as that can be counted.
fn room(template: &NameTemplate) -> u128 {
    parts(template).fold(1_u128, |room, part| {
        room.saturating_mul(match part {
            Part::Text(_) => 1,
            Part::Adjective | Part::Noun => WORDS,
            Part::NanoId(length) => CHARACTERS.saturating_pow(length),
        })
    })
}

/// A name out of a template.
pub(crate) fn name_from(template: &NameTemplate, mint: &mut Mint) -> String {
    parts(template)
        .map(|part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Adjective => mint.adjective().to_owned(),
            Part::Noun => mint.noun().to_owned(),
            Part::NanoId(length) => mint.letters_and_digits(length),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_is_filled_in() {
        let mut mint = Mint::new(7);
        let template = "a-{{noun}}.{{nanoid(21)}}{{adjective}}_z".parse().unwrap();
        for _ in 0..100 {
            let name = name_from(&template, &mut mint);
            let rest = name.strip_prefix("a-").unwrap();
            let (noun, rest) = rest.split_once('.').unwrap();
            let (id, rest) = rest.split_at(21);
            let adjective = rest.strip_suffix("_z").unwrap();
            assert!(noun.len() > 2 && adjective.len() > 2, "{name}");
            assert!(
                id.bytes().all(|byte| byte.is_ascii_alphanumeric()),
                "{name}"
            );
            sfcompute_types::Name::try_from(name.as_str()).unwrap();
        }
    }

    #[test]
    fn a_template_has_room_for_as_many_names_as_the_default() {
        for text in [
            DEFAULT_NAMES,
            "worker-{{noun}}-{{nanoid(8)}}",
            "{{nanoid(9)}}",
            "x{{nanoid(21)}}{{nanoid(21)}}{{nanoid(21)}}",
        ] {
            assert_eq!(checked_names(text).unwrap().as_str(), text);
        }
        for text in [
            "",
            "worker",
            "worker-{{nanoid(8)}}",
            "{{adjective}}-{{noun}}-{{nanoid(5)}}",
            "{{verb}}-{{nanoid(21)}}",
            "-{{nanoid(21)}}",
            "{{nanoid(22)}}",
        ] {
            assert!(
                checked_names(text).unwrap_err().has(Code::Invalid),
                "{text}"
            );
        }
    }
}
