// Package goroutines asks the same as the crate beside it, of goroutines: what does one ask of the allocator, with a channel or a
// WaitGroup through which its end is known?
package goroutines

import "variants"

// All are the variants, in the order of the crate.
var All = []variants.Variant{
	{Name: "spawned", Run: spawned, Answer: one, Allocs: variants.Allocations(2)},
	{Name: "many_spawned", Run: manySpawned, Answer: many, Allocs: variants.Allocations(102)},
	{Name: "oneshot", Run: oneshot, Answer: one, Allocs: variants.Allocations(1)},
}

// item is a variable, so that the compiler does not know what it is.
var item uint64 = 14

func one(int) uint64 { return 14 * 3 }

func many(int) uint64 {
	sum := uint64(0)
	for item := uint64(0); item < 100; item++ {
		sum += item * 3
	}
	return sum
}

//go:noinline
func price(item uint64) uint64 { return item * 3 }
