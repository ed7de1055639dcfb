// Tickets that come while a batch of others is served: the queue is emptied and filled again, and the loop goes on over the old tickets.
// prints: 11 12 13 14
// prints in 1.26.0: 11 71 72 14
// prints in 1.26.1: 11 71 72 14
// prints in 1.26.2: 11 71 72 14
// prints in 1.26.3: 11 71 72 14
// prints in 1.26.4: 11 71 72 14
// prints in 1.26.5: 11 71 72 14
// prints in 1.26.6: 11 71 72 14
package main

import "fmt"

// waiting are the tickets that are left.
var waiting []uint64

// served says which tickets are served. A range statement looks at the slice once, so that the loop has the four tickets of the beginning, whatever
// becomes of the variable: with the first of them the queue is cut to what stands behind its last, which is nothing and has no room, and three
// late tickets are appended.
//
//go:noinline
func served(first, tickets uint64) []uint64 {
	// ANCHOR: served
	var queue, served []uint64
	for ticket := first; ticket < first+tickets; ticket++ {
		queue = append(queue, ticket)
	}
	for place, ticket := range queue {
		if place == 0 {
			queue = queue[len(queue):]
			for late := uint64(70); late < 73; late++ {
				queue = append(queue, late)
			}
		}
		served = append(served, ticket)
	}
	waiting = queue
	return served
	// ANCHOR_END: served
}

func main() {
	for place, ticket := range served(11, 4) {
		if place > 0 {
			fmt.Print(" ")
		}
		fmt.Print(ticket)
	}
	fmt.Println()
}
