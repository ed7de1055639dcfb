// A price that is corrected through a pointer into the list of items, after the list was kept: list and pointer mean the same item.
// prints: 20 35
// prints in 1.26.0: 20 30
// prints in 1.26.1: 20 30
// prints in 1.26.2: 20 30
// prints in 1.26.3: 20 30
// prints in 1.26.4: 20 30
// prints in 1.26.5: 20 30
// prints in 1.26.6: 20 30
// prints in 1.27.0: 20 30
// prints in 1.27.1: 20 30
package main

import "fmt"

// item is small enough for two of them to begin in the frame.
type item struct {
	number, price uint64
}

// offered are the items that others see.
var offered []item

// offer makes a list by appends and keeps it, and corrects the last price through a pointer that it took before.
//
//go:noinline
func offer(prices ...uint64) {
	// ANCHOR: offer
	var items []item
	for number, price := range prices {
		items = append(items, item{uint64(number), price})
	}
	last := &items[len(items)-1].price
	offered = items
	*last += 5
	// ANCHOR_END: offer
}

func main() {
	offer(20, 30)
	fmt.Println(offered[0].price, offered[1].price)
}
