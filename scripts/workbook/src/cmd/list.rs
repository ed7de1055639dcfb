use crate::format::{Cell, Format, Table};
use ::measure::Workspace;
use clap::Args;
use std::process::ExitCode;

/// Experiments and variants, with the question each answers.
#[derive(Debug, Args)]
pub(crate) struct Arguments {
    /// Only these experiments.
    slugs: Vec<String>,
    /// The form of the list.
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

pub(crate) fn run(workspace: &Workspace, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let mut table = Table::new(&[("experiment", "experiment"), ("variant", "variant"), ("what it does", "about")]);
    let mut text = String::new();
    for experiment in workspace.chosen(&arguments.slugs)? {
        let record = match record::read_for(&experiment.reference(), &experiment.slug) {
            Ok(record) => record,
            Err(record::Error::Missing { .. }) => {
                let remedy = format!("not measured yet: cargo workbook measure {} --reference", experiment.slug);
                text += &format!("{}\n    {remedy}\n\n", experiment.slug);
                table.rows.push(vec![Cell::text(&experiment.slug), Cell::absent("-"), Cell::absent(remedy)]);
                continue;
            }
            Err(error) => return Err(error.into()),
        };
        text += &format!("{}\n    {}\n", experiment.slug, record.question);
        let mut variants: Vec<(&str, &str, Vec<String>)> = Vec::new();
        for case in &record.cases {
            let size = case.size.map(|size| size.to_string());
            match variants.iter_mut().find(|(name, ..)| *name == case.variant) {
                Some((.., sizes)) => sizes.extend(size),
                None => variants.push((&case.variant, &case.about, size.into_iter().collect())),
            }
        }
        let width = variants.iter().map(|(name, ..)| name.len()).max().unwrap_or(0);
        let unit = record.axis.as_ref().map_or("", |axis| axis.unit.as_str());
        for (name, about, sizes) in variants {
            let sizes = if sizes.is_empty() { String::new() } else { format!(" [{} {unit}]", sizes.join(", ")) };
            text += &format!("    {name:<width$}  {about}{sizes}\n");
            table.rows.push(vec![Cell::text(&experiment.slug), Cell::text(name), Cell::text(about)]);
        }
        text += "\n";
    }
    print!("{}", if arguments.format == Format::Text { text } else { table.render(arguments.format) });
    Ok(ExitCode::SUCCESS)
}
