//! A list is kept while a reference into it is still used, as in `go/programs/corrected_price.go`.

struct Item {
    number: u64,
    price: u64,
}

struct Shop {
    offered: Vec<Item>,
}

fn offer(shop: &mut Shop, prices: &[u64]) {
    let mut items: Vec<Item> = (0..).zip(prices).map(|(number, &price)| Item { number, price }).collect();
    let last = items.len() - 1;
    let last = &mut items[last].price;
    shop.offered = items;
    *last += 5;
}

fn main() {
    let mut shop = Shop { offered: Vec::new() };
    offer(&mut shop, &[20, 30]);
    println!("{}", shop.offered.iter().map(|item| item.number + item.price).sum::<u64>());
}
