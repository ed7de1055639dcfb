//! A queue is emptied and filled again while a loop goes over it, as in `go/programs/late_tickets.go`.

fn served(first: u64, tickets: u64) -> Vec<u64> {
    let mut queue: Vec<u64> = (first..first + tickets).collect();
    let mut served = Vec::new();
    for (place, ticket) in queue.iter().enumerate() {
        if place == 0 {
            queue.clear();
            queue.extend(70..73);
        }
        served.push(*ticket);
    }
    served
}

fn main() {
    served(11, 4);
}
