//! Formulas of one variable, such as `3 * (x + 2)`.

/// A formula that was read.
pub struct Formula {
    root: Box<Term>,
}

enum Term {
    Number(f64),
    X,
    Binary { operator: Operator, left: Box<Term>, right: Box<Term> },
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
        let mut parser = Parser { rest: text };
        let root = parser.sum()?;
        parser.rest.trim_start().is_empty().then_some(Self { root })
    }

    /// The value for an `x`.
    pub fn value(&self, x: f64) -> f64 {
        self.root.value(x)
    }
}

impl Term {
    fn value(&self, x: f64) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::X => x,
            Self::Binary { operator, left, right } => operator.apply(left.value(x), right.value(x)),
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn sum(&mut self) -> Option<Box<Term>> {
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
            left = Box::new(Term::Binary { operator, left, right });
        }
    }

    fn product(&mut self) -> Option<Box<Term>> {
        let mut left = self.operand()?;
        while self.skip('*') {
            let right = self.operand()?;
            left = Box::new(Term::Binary { operator: Operator::Multiply, left, right });
        }
        Some(left)
    }

    fn operand(&mut self) -> Option<Box<Term>> {
        if self.skip('(') {
            let sum = self.sum()?;
            return self.skip(')').then_some(sum);
        }
        if self.skip('x') {
            return Some(Box::new(Term::X));
        }
        Some(Box::new(Term::Number(self.number()?)))
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
