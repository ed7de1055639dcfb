//! Joins two files of comma-separated values: each row of the left one gets the columns of the row of the right one that has its key.
//!
//! A field may stand in quotes, and then have commas in it, and quotes as two quotes. It may not have line ends.

use std::collections::HashMap;
use std::fmt;

/// Why a file can't be joined. Lines are counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The file has no line, not even one with names.
    Empty,
    /// No column has the name.
    NoColumn(String),
    /// A row has another number of fields than the line with the names.
    Fields { line: usize, found: usize, wanted: usize },
    /// Two rows of the right file have the same key.
    TwoRows { line: usize },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the file is empty"),
            Self::NoColumn(name) => write!(f, "no column is called `{name}`"),
            Self::Fields { line, found, wanted } => {
                write!(f, "line {line} has {found} fields, and the first line has {wanted}")
            }
            Self::TwoRows { line } => write!(f, "line {line} has the key of an earlier line"),
        }
    }
}

impl std::error::Error for Error {}

/// The fields of a row, with their quotes.
#[derive(Clone, Debug)]
struct Fields<'a> {
    rest: Option<&'a str>,
}

impl<'a> Fields<'a> {
    fn of(row: &'a str) -> Self {
        Self { rest: Some(row) }
    }
}

impl<'a> Iterator for Fields<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let mut is_quoted = false;
        let end = rest.bytes().position(|byte| {
            is_quoted ^= byte == b'"';
            byte == b',' && !is_quoted
        });
        match end {
            Some(end) => {
                self.rest = Some(&rest[end + 1..]);
                Some(&rest[..end])
            }
            None => self.rest.take(),
        }
    }
}

/// A field without the quotes around it. Two fields are the same key if they are equal then.
fn unquoted(field: &str) -> &str {
    field.strip_prefix('"').and_then(|field| field.strip_suffix('"')).unwrap_or(field)
}

/// A file: the names of its columns, and its rows.
#[derive(Clone, Debug)]
struct Table<'a> {
    names: &'a str,
    rows: std::str::Lines<'a>,
    columns: usize,
}

impl<'a> Table<'a> {
    fn of(text: &'a str) -> Result<Self, Error> {
        let mut rows = text.lines();
        let names = rows.next().ok_or(Error::Empty)?;
        Ok(Self { names, rows, columns: Fields::of(names).count() })
    }

    /// The place of the column of a name.
    fn column(&self, name: &str) -> Result<usize, Error> {
        let place = Fields::of(self.names).position(|field| unquoted(field) == name);
        place.ok_or_else(|| Error::NoColumn(name.to_owned()))
    }

    /// Each row with the number of its line.
    fn numbered(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        self.rows.clone().zip(2..).map(|(row, line)| (line, row))
    }

    fn check(&self, line: usize, found: usize) -> Result<(), Error> {
        let wanted = self.columns;
        if found == wanted { Ok(()) } else { Err(Error::Fields { line, found, wanted }) }
    }
}

/// The right file, which is read once and can be joined to many.
#[derive(Clone, Debug)]
pub struct Index<'a> {
    key: &'a str,
    names: &'a str,
    columns: usize,
    place: usize,
    rows: HashMap<&'a str, &'a str>,
}

impl<'a> Index<'a> {
    /// The rows of a file by the column called `key`.
    ///
    /// # Errors
    ///
    /// When there is no such column, a row has too few fields or too many, or a key is there twice.
    pub fn new(text: &'a str, key: &'a str) -> Result<Self, Error> {
        let table = Table::of(text)?;
        let place = table.column(key)?;
        let mut rows = HashMap::with_capacity(table.rows.clone().count());
        for (line, row) in table.numbered() {
            let fields = Fields::of(row);
            table.check(line, fields.clone().count())?;
            let key = fields.clone().nth(place).map_or("", unquoted);
            if rows.insert(key, row).is_some() {
                return Err(Error::TwoRows { line });
            }
        }
        Ok(Self { key, names: table.names, columns: table.columns, place, rows })
    }

    /// Each row of `left` with the columns of the row here that has its key, and with empty ones where there is none. The key is not
    /// repeated.
    ///
    /// # Errors
    ///
    /// When `left` has no column with the name of the key, or a row of it has too few fields or too many.
    pub fn join(&self, left: &str) -> Result<String, Error> {
        let table = Table::of(left)?;
        let place = table.column(self.key)?;
        let mut joined = String::with_capacity(self.room(left));
        joined.push_str(table.names);
        self.push_others(&mut joined, self.names);
        joined.push('\n');
        for (line, row) in table.numbered() {
            let fields: Vec<&str> = Fields::of(row).collect();
            table.check(line, fields.len())?;
            joined.push_str(&fields.join(","));
            match self.rows.get(unquoted(fields[place])) {
                Some(found) => self.push_others(&mut joined, found),
                None => joined.extend(std::iter::repeat_n(',', self.columns - 1)),
            }
            joined.push('\n');
        }
        Ok(joined)
    }

    /// Adds the fields of a row of this file, but for the key.
    fn push_others(&self, joined: &mut String, row: &str) {
        for (place, field) in Fields::of(row).enumerate() {
            if place != self.place {
                joined.push(',');
                joined.push_str(field);
            }
        }
    }

    /// As many bytes as the joined file may have.
    fn room(&self, left: &str) -> usize {
        let longest = self.rows.values().map(|row| row.len()).chain([self.names.len()]).max().unwrap_or(0);
        left.len() + left.lines().count() * (longest + self.columns + 1)
    }
}
