//! Which number has a register of x86_64?

use super::Register;
use iced_x86::Register as Name;

/// The number of the general-purpose register that holds `name`.
pub(super) fn number(name: Name) -> Option<Register> {
    let whole = name.full_register();
    whole.is_gpr64().then(|| whole.number() as Register)
}
