//! What was meant by a name that nothing has?

/// How alike two names must be, by Jaro and Winkler, from 0 to 1.
const ALIKE: f64 = 0.8;

/// The names that are most like this one, the nearest first.
fn alike<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut alike: Vec<(f64, &str)> = known
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .collect();
    alike.sort_by(|a, b| b.0.total_cmp(&a.0));
    alike.into_iter().map(|(_, candidate)| candidate).collect()
}

/// `; did you mean ...?` with the nearest name, to be put behind a message; empty where nothing is like it.
pub fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    alike(name, known).first().map_or_else(String::new, |candidate| format!("; did you mean `{candidate}`?"))
}

/// `did you mean ...?` with the three nearest names, or the whole list where nothing is like it.
pub fn suggestion<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> String {
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    let mut near = alike(name, known.iter().copied());
    near.truncate(3);
    if known.is_empty() {
        "there are none yet".to_owned()
    } else if near.is_empty() {
        format!("there are: {}", known.join(", "))
    } else {
        format!("did you mean {}?", near.join(", or "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_comes_first() {
        let known = ["boxed-return", "fixed-array-on-stack", "instruments"];
        assert_eq!(suggestion("boxd-return", known.into_iter()), "did you mean boxed-return?");
        assert_eq!(nearest("boxd-return", known.into_iter()), "; did you mean `boxed-return`?");
    }

    #[test]
    fn without_a_near_name_all_are_listed() {
        assert_eq!(suggestion("zzz", ["b", "a"].into_iter()), "there are: a, b");
        assert_eq!(suggestion("zzz", [].into_iter()), "there are none yet");
        assert_eq!(nearest("zzz", ["a"].into_iter()), "");
    }
}
