//! What is known of the standard library: its declarations, and where the parameters of its functions go.
//!
//! Both are files that `table/make` takes from releases of Go. The declarations are Go without bodies; fields that are not exported are
//! there with their sizes and pointers only. The tags are what the compiler of each release reports of the library as it compiles it for
//! every program, with inlining, by `-gcflags='all=-m -d=escapemutationscalls=1'` (Go 1.21 does not know that option, so writes and
//! calls are missing there). A level above one on the way to the heap is not in the report, so it is taken for one.
//! A function without a tag, such as one written in assembly, is assumed to leak everything, and the result says so.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::analysis::Tags;
use crate::check::Table;
use crate::leaks::Leaks;
use crate::releases::Release;

const DECLARATIONS: &str = include_str!("../table/api.go.txt");
const TAGS: &str = include_str!("../table/tags.txt");

/// Tags by path and name, each for a range of releases.
type Index = HashMap<&'static str, HashMap<&'static str, Vec<(u32, u32, &'static str)>>>;

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index::new();
        for line in TAGS.lines() {
            let mut fields = line.split(' ');
            let (Some(path), Some(name), Some(releases), Some(tag)) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                continue;
            };
            if let Some((first, last)) = releases.split_once('-')
                && let (Ok(first), Ok(last)) = (first.parse(), last.parse())
            {
                index.entry(path).or_default().entry(name).or_default().push((first, last, tag));
            }
        }
        index
    })
}

pub(crate) struct Standard<'a> {
    /// Tags of packages that were given with their source.
    given: &'a Tags,
    release: Release,
}

impl<'a> Standard<'a> {
    pub(crate) fn new(release: Release, given: &'a Tags) -> Self {
        Standard { given, release }
    }

    /// The declarations of a package, if it is known.
    pub(crate) fn declarations(&self, path: &str) -> Option<&'static str> {
        if path == "unsafe" {
            return Some("package unsafe\n");
        }
        let start = format!("-- {path} --\n");
        let at = match DECLARATIONS.starts_with(&start) {
            true => 0,
            false => DECLARATIONS.find(&format!("\n{start}"))? + 1,
        };
        let rest = &DECLARATIONS[at + start.len()..];
        Some(&rest[..rest.find("\n-- ").map_or(rest.len(), |end| end + 1)])
    }
}

impl Table for Standard<'_> {
    fn leaks(&self, path: &str, name: &str) -> Option<Vec<Option<Leaks>>> {
        if let Some(tags) = self.given.get(&(path.to_owned(), name.to_owned())) {
            return Some(tags.clone());
        }
        let minor = self.release.minor();
        let ranges = index().get(path)?.get(name)?;
        let (_, _, tag) = ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&minor))?;
        if *tag == "." {
            return Some(vec![]);
        }
        Some(tag.split(',').map(|tag| Some(parse(tag))).collect())
    }
}

/// Reads a tag such as `h1+m0+r0:0`.
fn parse(tag: &str) -> Leaks {
    let mut leaks = Leaks::default();
    for part in tag.split('+') {
        let number = |text: &str| text.parse().unwrap_or(0);
        match part.split_at_checked(1) {
            Some(("h", derefs)) => leaks.add_heap(number(derefs)),
            Some(("m", derefs)) => leaks.add_mutator(number(derefs)),
            Some(("c", derefs)) => leaks.add_callee(number(derefs)),
            Some(("r", rest)) => {
                if let Some((index, derefs)) = rest.split_once(':')
                    && let Some(index) = index.parse().ok().filter(|index| *index < Leaks::MOST_RESULTS)
                {
                    leaks.add_result(index, number(derefs));
                }
            }
            _ => {}
        }
    }
    leaks.encoded()
}
