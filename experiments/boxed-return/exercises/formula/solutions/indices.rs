//! Formulas of one variable, such as `3 * (x + 2)`.

/// A formula that was read: the term at the end is the whole, and a term has the places of its operands.
pub struct Formula {
    terms: Vec<Term>,
}

enum Term {
    Number(f64),
    X,
    Binary { operator: Operator, left: usize, right: usize },
}

#[derive(Clone, Copy)]
enum Operator {
    Add,
    Subtract,
    Multiply,
}

impl Operator {
    fn apply(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
        }
    }
}

impl Formula {
    /// Reads numbers, `x`, the operators `+`, `-` and `*`, and parentheses, with spaces between them or none.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parser = Parser { rest: text, terms: Vec::with_capacity(text.len()) };
        parser.sum()?;
        parser.rest.trim_start().is_empty().then_some(Self { terms: parser.terms })
    }

    /// The value for an `x`.
    pub fn value(&self, x: f64) -> f64 {
        self.value_at(self.terms.len() - 1, x)
    }

    fn value_at(&self, place: usize, x: f64) -> f64 {
        match self.terms[place] {
            Term::Number(number) => number,
            Term::X => x,
            Term::Binary { operator, left, right } => operator.apply(self.value_at(left, x), self.value_at(right, x)),
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
    terms: Vec<Term>,
}

impl Parser<'_> {
    /// Adds a term and answers its place.
    fn add(&mut self, term: Term) -> usize {
        self.terms.push(term);
        self.terms.len() - 1
    }

    fn sum(&mut self) -> Option<usize> {
        let mut left = self.product()?;
        loop {
            let operator = if self.skip('+') {
                Operator::Add
            } else if self.skip('-') {
                Operator::Subtract
            } else {
                return Some(left);
            };
            let right = self.product()?;
            left = self.add(Term::Binary { operator, left, right });
        }
    }

    fn product(&mut self) -> Option<usize> {
        let mut left = self.operand()?;
        while self.skip('*') {
            let right = self.operand()?;
            left = self.add(Term::Binary { operator: Operator::Multiply, left, right });
        }
        Some(left)
    }

    fn operand(&mut self) -> Option<usize> {
        if self.skip('(') {
            let sum = self.sum()?;
            return self.skip(')').then_some(sum);
        }
        let term = if self.skip('x') { Term::X } else { Term::Number(self.number()?) };
        Some(self.add(term))
    }

    fn number(&mut self) -> Option<f64> {
        self.rest = self.rest.trim_start();
        let is_other = |character: char| !character.is_ascii_digit() && character != '.';
        let (number, rest) = self.rest.split_at(self.rest.find(is_other).unwrap_or(self.rest.len()));
        self.rest = rest;
        number.parse().ok()
    }

    /// Whether this character comes next, after spaces.
    fn skip(&mut self, character: char) -> bool {
        let rest = self.rest.trim_start().strip_prefix(character);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}
