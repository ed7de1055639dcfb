//! The tests of `csv-join`.

use super::exercise::{Error, Index};
use grading::{Grading, Rng};

const CUSTOMERS: &str = "id,name,town\n7,\"Zoé, of Nîmes\",Nîmes\n8,Ana,\"\"\n";

fn joined(right: &str, left: &str) -> Result<String, Error> {
    Index::new(right, "id")?.join(left)
}

/// `id,name,town` of 50 customers.
fn customers() -> String {
    let row = |id: usize| format!("{id},\"Garden & Son, No. {id}\",Ashford\n");
    ["id,name,town\n".to_owned()].into_iter().chain((0..50).map(row)).collect()
}

/// 200 orders of five fields; a customer in ten is not known.
fn orders() -> String {
    let row = |order: usize| {
        format!("{order},2031-05-{:02},{},\"{} kg, red\",12.50\n", order % 28 + 1, order * 7 % 55, order % 9)
    };
    ["order,day,id,amount,price\n".to_owned()].into_iter().chain((0..200).map(row)).collect()
}

pub fn grade(grading: &mut Grading) {
    let orders_of_two = "order,id\n1,8\n2,\"7\"\n\"3, by post\",9\n4,7\n";
    let wanted = "order,id,name,town\n1,8,Ana,\"\"\n2,\"7\",\"Zoé, of Nîmes\",Nîmes\n\
                  \"3, by post\",9,,\n4,7,\"Zoé, of Nîmes\",Nîmes\n";
    grading.right("four orders of two customers", || joined(CUSTOMERS, orders_of_two), Ok(wanted.to_owned()));
    grading.right("no orders", || joined(CUSTOMERS, "id\n"), Ok("id,name,town\n".to_owned()));
    grading.right("a file with the key alone", || joined("id\n7\n", "id,n\n7,1\n,\n"), Ok("id,n\n7,1\n,\n".to_owned()));
    grading.right("an empty file", || joined(CUSTOMERS, ""), Err(Error::Empty));
    grading.right("a file without the key", || joined(CUSTOMERS, "order\n"), Err(Error::NoColumn("id".to_owned())));
    let wrong = |line, found| Err(Error::Fields { line, found, wanted: 2 });
    grading.right("a field too few", || joined(CUSTOMERS, "id,n\n7,1\n8\n"), wrong(3, 1));
    grading.right("a field too many", || joined(CUSTOMERS, "id,n\n7,1,\n8\n"), wrong(2, 3));
    grading.right("a key twice", || joined("id,n\n7,1\n\"7\",2\n", "id\n"), Err(Error::TwoRows { line: 3 }));
    grading.right_on_random("random files", random, |(right, left)| joined(&text(right), &text(left)), slow);
    let (customers, make) = (customers(), || orders());
    let index = Index::new(&customers, "id");
    grading.counted("200 orders", make, |orders| index.as_ref().map(|index| index.join(&orders)).ok());
}

/// Rows of fields; the first row has the names.
type Rows = Vec<Vec<String>>;

fn text(rows: &Rows) -> String {
    rows.iter().map(|row| row.join(",") + "\n").collect()
}

/// The left file has the key in any column, and now and then a row without its last field.
fn random(random: &mut Rng, size: usize) -> (Rows, Rows) {
    let field = |random: &mut Rng| match random.u8(..4) {
        0 => format!("\"{}, {}\"", Grading::word(random), Grading::word(random)),
        1 => String::new(),
        _ => Grading::word(random),
    };
    let mut right = vec![vec!["id".to_owned(), "name".to_owned()]];
    right.extend((0..random.usize(..=size)).map(|id| vec![id.to_string(), field(random)]));
    let (columns, key) = (random.usize(1..4), random.usize(..4));
    let row = |random: &mut Rng, id: String| {
        let mut row: Vec<String> = (0..columns).map(|_| field(random)).collect();
        row.insert(key.min(columns), id);
        row
    };
    let mut left = vec![row(random, "id".to_owned())];
    for _ in 0..random.usize(..=size) {
        let id = random.usize(..size + 5);
        let id = if random.bool() { format!("\"{id}\"") } else { id.to_string() };
        left.push(row(random, id));
    }
    if left.len() > 1 && random.u8(..8) == 0 {
        let at = random.usize(1..left.len());
        left[at].pop();
    }
    (right, left)
}

fn slow((right, left): &(Rows, Rows)) -> Result<String, Error> {
    let wanted = left[0].len();
    let key = left[0].iter().position(|name| name == "id").unwrap_or(0);
    let mut all = text(&vec![left[0].clone()]).trim_end().to_owned() + ",name\n";
    for (index, row) in left.iter().enumerate().skip(1) {
        if row.len() != wanted {
            return Err(Error::Fields { line: index + 1, found: row.len(), wanted });
        }
        let id = row[key].replace('"', "");
        let found = right.iter().skip(1).find(|other| other[0] == id);
        all += &row.join(",");
        all += ",";
        all += found.map_or("", |other| other[1].as_str());
        all += "\n";
    }
    Ok(all)
}
