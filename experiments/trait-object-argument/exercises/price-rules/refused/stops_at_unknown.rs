//! The prices of carts under the rules of a campaign.

/// What somebody is about to buy. Prices are in cents.
#[derive(Clone, Debug)]
pub struct Cart {
    pub items: Vec<u64>,
    pub shipping: u64,
}

/// What is made of the price so far.
enum Rule {
    /// Takes off a percentage.
    Percent(u64),
    /// Takes off an amount.
    Coupon(u64),
    /// Gives back the shipping of carts with at least so many items.
    FreeShipping(u64),
    /// Rounds down to whole units.
    WholeUnits,
}

impl Rule {
    /// The rule that a line of the campaign asks for, such as `percent 10`.
    fn named(name: &str, number: u64) -> Option<Self> {
        match name {
            "percent" => Some(Self::Percent(number)),
            "coupon" => Some(Self::Coupon(number)),
            "free-shipping" => Some(Self::FreeShipping(number)),
            "whole-units" => Some(Self::WholeUnits),
            _ => None,
        }
    }

    fn apply(&self, cart: &Cart, price: u64) -> u64 {
        match self {
            Self::Percent(percent) => price - price * percent.min(&100) / 100,
            Self::Coupon(amount) => price.saturating_sub(*amount),
            Self::FreeShipping(items) if cart.items.len() as u64 >= *items => price.saturating_sub(cart.shipping),
            Self::FreeShipping(_) => price,
            Self::WholeUnits => price - price % 100,
        }
    }
}

/// The price of each cart after all rules of the campaign, in their order. A rule that is not known is passed over.
pub fn prices(carts: &[Cart], campaign: &[(&str, u64)]) -> Vec<u64> {
    carts.iter().map(|cart| price(cart, campaign)).collect()
}

fn price(cart: &Cart, campaign: &[(&str, u64)]) -> u64 {
    let full = cart.items.iter().sum::<u64>() + cart.shipping;
    let rules = campaign.iter().map_while(|(name, number)| Rule::named(name, *number));
    rules.fold(full, |price, rule| rule.apply(cart, price))
}
