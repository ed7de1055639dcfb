//! Programs with one part less.

use crate::generate::{Generated, Stmt};

/// Every program that is this one with one function or statement less, the largest parts first.
pub(crate) fn smaller(program: &Generated) -> Vec<Generated> {
    let mut out = Vec::new();
    for index in 0..program.functions.len() {
        let mut without = program.clone();
        without.functions.remove(index);
        out.push(without);
    }
    for index in 0..program.functions.len() {
        for body in without_one(&program.functions[index].body) {
            let mut smaller = program.clone();
            smaller.functions[index].body = body;
            out.push(smaller);
        }
    }
    out
}

fn without_one(list: &[Stmt]) -> Vec<Vec<Stmt>> {
    let mut out = Vec::new();
    for index in 0..list.len() {
        let mut without = list.to_vec();
        without.remove(index);
        out.push(without);
        // The statements of a block in the place of the statement.
        for (_, block) in &list[index].blocks {
            let mut flat = list.to_vec();
            flat.splice(index..=index, block.clone());
            out.push(flat);
        }
    }
    for index in 0..list.len() {
        for block in 0..list[index].blocks.len() {
            for smaller in without_one(&list[index].blocks[block].1) {
                let mut changed = list.to_vec();
                changed[index].blocks[block].1 = smaller;
                out.push(changed);
            }
        }
    }
    out
}
