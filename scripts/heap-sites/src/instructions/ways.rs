//! Does every way through a function lead through some of its calls?
//!
//! A way goes from where the function begins to where it returns. Those that end in a trap, in a call that does not return, or in the unwinder's
//! hands are none.

use super::{ControlFlow, Transfer};
use std::collections::BTreeSet;

/// The blocks of a function, one after the other: steps that are only gone through together, and where control may go from there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ways {
    blocks: Vec<Block>,
    /// Offsets of the calls, block by block.
    calls: Vec<u32>,
    /// Indices of the blocks that follow, block by block.
    next: Vec<u32>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Block {
    /// Where the block's calls end, and the blocks that follow it.
    calls_end: u32,
    next_end: u32,
    returns: bool,
}

impl Ways {
    /// Whether every way leads through one of the calls that are `meant`, each by its offset; false where no way is left. A call that `ends` does
    /// not return.
    pub(crate) fn all_lead_through(&self, meant: impl Fn(u64) -> bool, ends: impl Fn(u64) -> bool) -> bool {
        self.reaches_return(&ends) && !self.reaches_return(|at| meant(at) || ends(at))
    }

    /// Whether there is a way without any of these calls.
    fn reaches_return(&self, is_wall: impl Fn(u64) -> bool) -> bool {
        let mut is_seen = vec![false; self.blocks.len()];
        let mut open = vec![0];
        while let Some(index) = open.pop() {
            let Some(block) = self.blocks.get(index) else { continue };
            if std::mem::replace(&mut is_seen[index], true) {
                continue;
            }
            let before = index.checked_sub(1).map(|before| &self.blocks[before]);
            let (calls, next) = before.map_or((0, 0), |before| (before.calls_end, before.next_end));
            if self.calls[calls as usize..block.calls_end as usize].iter().any(|at| is_wall((*at).into())) {
                continue;
            }
            if block.returns {
                return true;
            }
            open.extend(self.next[next as usize..block.next_end as usize].iter().map(|next| *next as usize));
        }
        false
    }
}

impl ControlFlow<'_> {
    /// The blocks; `None` where control may go to what is not known.
    pub(super) fn ways(&self) -> Option<Ways> {
        if !self.tables.is_empty() {
            return None;
        }
        let mut onwards: Vec<(usize, usize)> = self.jumps.iter().map(|(to, from)| (*from, *to)).collect();
        onwards.sort_unstable();
        let mut begins: BTreeSet<usize> = self.jumps.iter().map(|(to, _)| *to).collect();
        begins.insert(0);
        for (index, step) in self.steps.iter().enumerate() {
            if !matches!(step.transfer, Transfer::Next | Transfer::Nop | Transfer::Call(_)) {
                begins.insert(index + 1);
            }
        }
        let begins: Vec<usize> = begins.into_iter().filter(|begin| *begin < self.steps.len()).collect();
        let number = |step: usize| begins.binary_search(&step).ok().map(|block| block as u32);
        let mut ways = Ways::default();
        // A call that is made or not and does not come back: the blocks for those that are made stand behind the others.
        let mut left: Vec<u32> = Vec::new();
        for (block, begin) in begins.iter().enumerate() {
            let end = begins.get(block + 1).copied().unwrap_or(self.steps.len());
            let mut returns = false;
            for index in *begin..end {
                let step = &self.steps[index];
                match step.transfer {
                    Transfer::Call(_) => ways.calls.push(step.at),
                    Transfer::Return => returns = true,
                    Transfer::TailCall(_) | Transfer::JumpTable(_)
                        if self.table_jumps.binary_search(&index).is_err() =>
                    {
                        ways.calls.push(step.at);
                        returns = true;
                    }
                    Transfer::MaybeTailCall(_) => {
                        ways.next.push((begins.len() + left.len()) as u32);
                        left.push(step.at);
                    }
                    Transfer::Jump(offset) | Transfer::Branch(offset) if self.index(offset).is_none() => return None,
                    _ => {}
                }
                let first = onwards.partition_point(|(from, _)| *from < index);
                let jumps = onwards[first..].iter().take_while(|(from, _)| *from == index);
                ways.next.extend(jumps.filter_map(|(_, to)| number(*to)));
            }
            if self.runs_on(end - 1) {
                ways.next.extend(number(end));
            }
            let (calls_end, next_end) = (ways.calls.len() as u32, ways.next.len() as u32);
            ways.blocks.push(Block { calls_end, next_end, returns });
        }
        for at in left {
            ways.calls.push(at);
            let (calls_end, next_end) = (ways.calls.len() as u32, ways.next.len() as u32);
            ways.blocks.push(Block { calls_end, next_end, returns: true });
        }
        Some(ways)
    }
}
