use cargo_allocations::table::{self, Cell, Format, Table};
use clap::Args;
use record::{Kind, Record, Workspace};
use std::process::ExitCode;

/// List the experiments and their variants, with the question that each experiment answers.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// List only these experiments; without any, all of them.
    slugs: Vec<String>,
    /// The form of the list.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(&[
        ("experiment", "experiment"),
        ("variant", "variant"),
        ("what it does", "about"),
        ("sizes", "sizes"),
        ("unit", "unit"),
        ("question", "question"),
    ]);
    let mut text = String::new();
    let mut all_read = true;
    for experiment in workspace.chosen(&arguments.slugs)? {
        let slug = &experiment.slug;
        let record = match Record::read(&experiment.kept(Kind::Record), slug) {
            Ok(record) => record,
            // The other experiments can be listed all the same.
            Err(error) => {
                let what = if let record::Error::Missing { .. } = error {
                    format!("not measured yet: cargo workbook measure {slug} --reference")
                } else {
                    all_read = false;
                    eprintln!("error: {error}");
                    "its record cannot be read".to_owned()
                };
                text += &format!("{slug}\n    {what}\n\n");
                let mut row = vec![Cell::text(slug), Cell::absent("-"), Cell::absent(what)];
                row.extend([const { "" }; 3].map(Cell::absent));
                table.rows.push(row);
                continue;
            }
        };
        text += &format!("{slug}\n    {}\n", record.question);
        let mut variants: Vec<(&str, &str, Vec<u64>)> = Vec::new();
        for case in &record.cases {
            match variants.iter_mut().find(|(name, ..)| *name == case.variant) {
                Some((.., sizes)) => sizes.extend(case.size),
                None => variants.push((&case.variant, &case.about, case.size.into_iter().collect())),
            }
        }
        let width = variants.iter().map(|(name, ..)| name.chars().count()).max().unwrap_or(0);
        let unit = record.axis.as_ref().map_or("", |axis| axis.unit.as_str());
        for (name, about, sizes) in variants {
            let shown = sizes.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
            let after = if sizes.is_empty() { String::new() } else { format!(" [{shown} {unit}]") };
            text += &format!("    {name:<width$}  {about}{after}\n");
            let unit = if sizes.is_empty() { Cell::absent("") } else { Cell::text(unit) };
            table.rows.push(vec![
                Cell::text(slug),
                Cell::text(name),
                Cell::text(about),
                Cell::both(shown, sizes),
                unit,
                Cell::text(&record.question),
            ]);
        }
        text += "\n";
    }
    table::print(&if arguments.format == Format::Text { text } else { table.render(arguments.format) })?;
    Ok(if all_read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
