//! `{{#model}}`: on how many lines the model of Go's escape analysis agrees with Go's compiler.

use super::syntax::{Context, Directive, Origin, Syntax, known, words};
use crate::figure::in_sentence;
use crate::html::{self, Cell, Table};
use crate::{provenance, published};
use record::go::Version;
use record::model::{Compared, ModelRecord, Suite, SuiteName};
use record::{Kind, MODELLED, print};
use std::collections::BTreeSet;
use std::fmt::Write;

pub(super) static SYNTAX: Syntax = Syntax {
    name: "model",
    forms: &["table", "outside SUITE", "figure SUITE FIELD [VERSION]", "provenance"],
    about: "On how many lines the model of Go’s escape analysis agrees with Go’s compiler; `figure` stands in a sentence, and is of the newest release where none is named.",
    parse: |arguments| {
        let view = match words(arguments)[..] {
            ["table"] => View::Table,
            ["outside", name] => View::Outside(suite_name(name)?),
            ["figure", name, field, ref version @ ..] if version.len() < 2 => {
                known("field", field, &FIELDS)?;
                let version = version.first().map(|version| version.parse()).transpose()?;
                View::Figure { suite: suite_name(name)?, field, version }
            }
            ["provenance"] => View::Provenance,
            _ => return Err(SYNTAX.usage()),
        };
        Ok(Box::new(Model { view }))
    },
};

/// The fields of a suite that stand in a sentence.
const FIELDS: [&str; 5] = ["packages", "refused", "lines", "equal", "differing"];

#[derive(Debug, PartialEq, Eq)]
enum View<'a> {
    /// A row a release.
    Table,
    /// Why packages are refused, a row a reason.
    Outside(SuiteName),
    /// A count inline.
    Figure { suite: SuiteName, field: &'a str, version: Option<Version> },
    /// How it was compared.
    Provenance,
}

#[derive(Debug)]
struct Model<'a> {
    view: View<'a>,
}

fn suite_name(word: &str) -> Result<SuiteName, String> {
    known("suite", word, &SuiteName::ALL.map(SuiteName::name))?;
    SuiteName::ALL.into_iter().find(|name| name.name() == word).ok_or_else(|| SYNTAX.usage())
}

fn origin() -> Origin {
    Origin::Model(MODELLED.to_owned())
}

impl Directive for Model<'_> {
    fn is_block(&self) -> bool {
        !matches!(self.view, View::Figure { .. })
    }

    fn origin(&self) -> Option<Origin> {
        (self.view == View::Provenance).then(origin)
    }

    fn expand(&self, context: &mut Context<'_>) -> Result<String, String> {
        let record = context.records().model()?;
        let id = || context.id(&origin());
        match self.view {
            View::Table => with_link(table(&record), &known_differences(&record), id()?),
            View::Outside(name) => with_link(outside(&record, name)?, "", id()?),
            View::Figure { suite, field, version } => figure(&record, suite, field, version),
            View::Provenance => Ok(provenance_block(&record, id()?, &context.to_root())),
        }
    }
}

fn with_link(table: Table, note: &str, id: &str) -> Result<String, String> {
    let link = html::link_to(id, "How model and compiler were compared");
    Ok(format!(r#"<div class="figures go">{}{}</div>"#, table.html(), html::note(&format!("{note}{link}"))))
}

fn of(release: &Compared, name: SuiteName) -> Option<&Suite> {
    release.suites.iter().find(|suite| suite.name == name)
}

/// What the table calls the suites.
const SHOWN: [(SuiteName, &str); 3] = [
    (SuiteName::Corpus, "the corpus"),
    (SuiteName::Workbook, "this workbook’s Go"),
    (SuiteName::Library, "the standard library"),
];

fn table(record: &ModelRecord) -> Table {
    let mut table =
        Table::new("", "Lines of the compiler under -gcflags='-m -l', and lines that the model prints as well");
    let groups = SHOWN.map(|(_, name)| Cell::group("group", 3, name));
    table.head([Cell::column("case", "Go").down()].into_iter().chain(groups));
    let columns = || {
        [("number first", "packages"), ("number", "lines"), ("number", "equal")]
            .map(|(class, name)| Cell::column(class, name))
    };
    table.head(SHOWN.iter().flat_map(|_| columns()));
    let count = |value: u64| print::count(value.into());
    for release in &record.releases {
        let mut row = vec![Cell::row_name("case", release.version.to_string())];
        for (name, _) in SHOWN {
            let Some(suite) = of(release, name) else {
                row.push(Cell::value("number first missing", "not compared").across(3));
                continue;
            };
            let all = suite.packages + suite.refused();
            let packages = format!("{} of {}", count(suite.packages), count(all));
            row.push(Cell::value("number first", packages));
            row.push(Cell::value("number", count(suite.lines)));
            row.push(Cell::value("number", count(suite.equal)));
        }
        table.row(row);
    }
    table
}

/// The differences with a name, and in which releases they are.
fn known_differences(record: &ModelRecord) -> String {
    let mut out = String::new();
    for (name, explanation) in &record.known {
        let shows = |release: &&Compared| {
            let mut differences = release.suites.iter().flat_map(|suite| &suite.differences);
            differences.any(|difference| difference.known.as_ref() == Some(name))
        };
        let releases: Vec<String> =
            record.releases.iter().filter(shows).map(|release| release.version.to_string()).collect();
        let releases = if releases.is_empty() {
            "in none of these releases".to_owned()
        } else {
            format!("in Go {}", releases.join(", "))
        };
        let name = html::escape(&name.replace('_', " "));
        let _ = write!(out, "Known difference, <em>{name}</em>, {releases}: {} ", html::escape_with_code(explanation));
    }
    out
}

fn outside(record: &ModelRecord, name: SuiteName) -> Result<Table, String> {
    let releases: Vec<(&Compared, &Suite)> =
        record.releases.iter().filter_map(|release| Some((release, of(release, name)?))).collect();
    let reasons: BTreeSet<&String> = releases.iter().flat_map(|(_, suite)| suite.outside.keys()).collect();
    if reasons.is_empty() {
        return Err(format!("no package of the suite `{}` is refused", name.name()));
    }
    // What most packages are refused for comes first.
    let mut reasons: Vec<&String> = reasons.into_iter().collect();
    let in_newest =
        |reason: &String| releases.last().and_then(|(_, suite)| suite.outside.get(reason)).copied().unwrap_or(0);
    reasons.sort_by_key(|reason| std::cmp::Reverse(in_newest(reason)));
    let mut table = Table::new("", "Packages that the model refuses, by the first thing in them that it does not know");
    let columns = releases.iter().map(|(release, _)| Cell::column("number", format!("Go {}", release.version)));
    table.head([Cell::column("", "what it is")].into_iter().chain(columns));
    for reason in reasons {
        let counts = releases.iter().map(|(_, suite)| {
            let count = suite.outside.get(reason).copied().unwrap_or(0);
            Cell::value("number", print::count(count.into()))
        });
        table.row([Cell::row_name("", html::escape(reason))].into_iter().chain(counts));
    }
    Ok(table)
}

fn figure(record: &ModelRecord, name: SuiteName, field: &str, version: Option<Version>) -> Result<String, String> {
    let is_asked = |release: &&Compared| version.is_none_or(|version| release.version == version);
    let mut found =
        record.releases.iter().filter(is_asked).filter_map(|release| Some((release.version, of(release, name)?)));
    let Some((version, suite)) = found.next_back() else {
        let releases: Vec<String> = record.releases.iter().map(|release| release.version.to_string()).collect();
        return Err(format!("the suite `{}` was not compared there; releases: {}", name.name(), releases.join(", ")));
    };
    let count = match field {
        "packages" => suite.packages,
        "refused" => suite.refused(),
        "lines" => suite.lines,
        "equal" => suite.equal,
        _ => suite.differences.len() as u64,
    };
    let title = format!("suite {}, {field}, Go {version}", name.name());
    Ok(in_sentence("figure", &origin(), &title, &print::count(count.into())))
}

fn provenance_block(record: &ModelRecord, id: &str, to_root: &str) -> String {
    let mut out = provenance::open(&origin(), id, "How model and compiler were compared") + "<dl>";
    for release in &record.releases {
        let _ = write!(
            out,
            "<dt>Go {}</dt><dd><code>{}</code>, {}</dd>",
            release.version,
            html::escape(&release.describes_itself),
            html::escape(&release.origin)
        );
    }
    for (name, value) in provenance::machine(&record.provenance) {
        let _ = write!(out, "<dt>{name}</dt><dd>{value}</dd>");
    }
    let _ = write!(out, "<dt>file</dt><dd>{}</dd>", published::link(to_root, &record.experiment, Kind::Model));
    for (name, meaning) in [
        (
            "lines",
            "what the compiler prints of a package under <code>-gcflags='-m -l'</code>, each line once, with file, line and column",
        ),
        ("equal", "lines that the model prints as well, to the character"),
        (
            "packages",
            "those that the model takes, of all in the suite; the others it refuses, with the construct that it does not know",
        ),
        (
            "the standard library",
            "the packages of <code>go list std</code>, without cgo and tests, each compiled as a module of its own",
        ),
    ] {
        let _ = write!(out, "<dt>{name}</dt><dd>{meaning}</dd>");
    }
    out + "</dl></details>"
}

#[cfg(test)]
mod tests {
    use super::*;
    use record::Provenance;
    use record::model::Agreement;

    fn record() -> ModelRecord {
        let suite = |equal: u64, differences: serde_json::Value| {
            serde_json::json!({
                "name": "library", "packages": 64, "lines": equal + 1, "equal": equal, "missing": 1, "extra": 0, "different": 0,
                "differences": differences, "outside": { "generics": 30, "an import": 200 }
            })
        };
        let release = |version: &str, suite: serde_json::Value| serde_json::json!({ "version": version, "describes_itself": "go <x>", "origin": "a wheel", "suites": [suite] });
        let difference = serde_json::json!([{ "line": "a.go:1:1: x", "of_compiler": true, "known": "a_name" }]);
        let body: Agreement = serde_json::from_value(serde_json::json!({
            "known": { "a_name": "Because of `x`." },
            "releases": [release("1.24.11", suite(3235, difference.clone())), release("1.27.3", suite(2719, difference))]
        }))
        .unwrap();
        ModelRecord { experiment: MODELLED.to_owned(), provenance: Provenance::default(), sources: String::new(), body }
    }

    /// Character references of what is punctuation in Markdown, read back.
    fn plain(html: &str) -> String {
        html.replace("&#46;", ".").replace("&#60;", "<").replace('\u{202f}', "")
    }

    #[test]
    fn a_suite_has_a_row_a_release_and_known_differences_are_named() {
        let table = plain(&table(&record()).html());
        for expected in ["1.24.11", ">64 of 294</td>", ">3236</td>", ">2719</td>", "not compared"] {
            assert!(table.contains(expected), "{expected}: {table}");
        }
        let known = plain(&known_differences(&record()));
        assert_eq!(known, "Known difference, <em>a name</em>, in Go 1.24.11, 1.27.3: Because of <code>x</code>. ");
        assert!(provenance_block(&record(), "model", "").contains("go &#60;x&#62;"));
    }

    #[test]
    fn packages_that_are_refused_are_counted_by_reason_the_most_frequent_first() {
        let table = outside(&record(), SuiteName::Library).unwrap().html();
        assert!(table.find("an import").unwrap() < table.find("generics").unwrap(), "{table}");
        assert!(outside(&record(), SuiteName::Corpus).err().unwrap().contains("`corpus` is refused"));
    }

    #[test]
    fn a_figure_is_of_the_newest_release_or_of_the_one_that_is_named() {
        let equal = |version: Option<&str>| {
            figure(&record(), SuiteName::Library, "equal", version.map(|version| version.parse().unwrap()))
        };
        assert!(plain(&equal(None).unwrap()).contains(">2719<"));
        assert!(plain(&equal(Some("1.24.11")).unwrap()).contains(">3235<"));
        assert!(equal(Some("1.25.0")).unwrap_err().contains("releases: 1.24.11, 1.27.3"));
    }
}
