//! Formulas of one variable, such as `3 * (x + 2)`.

/// A formula that was read: numbers and operators, each operator behind its two operands.
pub struct Formula {
    steps: Vec<Step>,
}

enum Step {
    Number(f64),
    X,
    Operator(Operator),
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
        let mut parser = Parser { rest: text, steps: Vec::with_capacity(text.len()) };
        parser.sum()?;
        parser.rest.trim_start().is_empty().then_some(Self { steps: parser.steps })
    }

    /// The value for an `x`.
    pub fn value(&self, x: f64) -> f64 {
        let mut stack = Vec::new();
        for step in &self.steps {
            let value = match step {
                Step::Number(number) => *number,
                Step::X => x,
                Step::Operator(operator) => {
                    let right = stack.pop().expect("the operands of an operator are before it");
                    let left = stack.pop().expect("the operands of an operator are before it");
                    operator.apply(left, right)
                }
            };
            stack.push(value);
        }
        stack.pop().expect("a formula has a step")
    }
}

struct Parser<'a> {
    rest: &'a str,
    steps: Vec<Step>,
}

impl Parser<'_> {
    fn sum(&mut self) -> Option<()> {
        self.product()?;
        loop {
            let operator = if self.skip('+') {
                Operator::Add
            } else if self.skip('-') {
                Operator::Subtract
            } else {
                return Some(());
            };
            self.product()?;
            self.steps.push(Step::Operator(operator));
        }
    }

    fn product(&mut self) -> Option<()> {
        self.operand()?;
        while self.skip('*') {
            self.operand()?;
            self.steps.push(Step::Operator(Operator::Multiply));
        }
        Some(())
    }

    fn operand(&mut self) -> Option<()> {
        if self.skip('(') {
            self.sum()?;
            return self.skip(')').then_some(());
        }
        let step = if self.skip('x') { Step::X } else { Step::Number(self.number()?) };
        self.steps.push(step);
        Some(())
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
