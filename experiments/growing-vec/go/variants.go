// Package growingvec asks the same as the crate beside it, of Go's slices: what does growth ask of the allocator, and what spares it?
//
// In Go the compiler decides where the elements are. The counts below say, by version, what it decided.
package growingvec

import "variants"

// All are the variants, in the order of the crate.
var All = []variants.Variant{
	{Name: "with_capacity_exact", Sizes: []int{4, 5, 8, 9, 1000}, Sized: withCapacityExact, Answer: answer,
		// Up to 32 bytes of a size that is known at run time have a place in the frame.
		Allocs: variants.Allocations(1).SinceBy("1.25", func(size int) uint64 {
			if size <= 4 {
				return 0
			}
			return 1
		})},
	{Name: "capacity_eight", Sizes: []int{8, 9}, Sized: capacityEight, Answer: answer,
		Allocs: variants.AllocationsBy(ninth)},
	{Name: "capacity_eight_read", Run: capacityEightRead, Answer: func(int) uint64 { return 7 },
		Allocs: variants.Allocations(0)},
	{Name: "header_boxed", Sizes: []int{8, 9}, Sized: headerBoxed, Answer: answer,
		Allocs: variants.AllocationsBy(func(size int) uint64 { return 2 + ninth(size) })},
	{Name: "header_returned", Sizes: []int{4, 5}, Sized: headerReturned, Answer: answer,
		// The slice is gathered in the frame and copied to the heap when it is returned.
		Allocs: variants.AllocationsBy(doublings).Since("1.26", 1)},
	{Name: "four_pushed", Run: fourPushed, Answer: func(int) uint64 { return 10 },
		Allocs: variants.Allocations(3).Since("1.25", 0)},
	{Name: "four_lent", Run: fourLent, Answer: func(int) uint64 { return 10 },
		Allocs: variants.Allocations(3)},
	{Name: "pushed_words", Sizes: []int{4, 5, 8, 9, 1000}, Sized: pushedWords, Answer: answer,
		// The capacities 1, 2 and 4 are spared by room for four in the frame.
		Allocs: variants.AllocationsBy(doublings).SinceBy("1.25", func(size int) uint64 { return doublings(size) - 3 })},
	{Name: "pushed_bytes", Sizes: []int{8, 9, 1000}, Sized: pushedBytes, Answer: lowBytes,
		// Room for 32 bytes in the frame spares the capacities up to it.
		Allocs: variants.AllocationsBy(func(size int) uint64 { return below(size, 0, 8, 16, 32, 64, 128, 256, 512, 896) }).
			SinceBy("1.25", func(size int) uint64 { return below(size, 32, 64, 128, 256, 512, 896) })},
	{Name: "reserved", Sizes: []int{3, 1000}, Sized: reserved, Answer: answer,
		Allocs: variants.Allocations(1)},
	{Name: "vec_macro_list", Run: vecMacroList, Answer: func(int) uint64 { return answer(8) },
		Allocs: variants.Allocations(0)},
	{Name: "small_vec_8", Sizes: []int{8, 9, 1000}, Sized: smallVec8, Answer: answer,
		Allocs: variants.AllocationsBy(func(size int) uint64 { return below(size, 8, 16, 32, 64, 128, 256, 512, 848) })},
}

// sum ends every variant. Not inlined, so that the elements must exist.
//
//go:noinline
func sum(numbers []uint64) uint64 {
	total := uint64(0)
	for _, number := range numbers {
		total += number
	}
	return total
}

// answer is the sum of the numbers below size.
func answer(size int) uint64 {
	return uint64(size * (size - 1) / 2)
}

// lowBytes is the sum of the low bytes of the numbers below size.
func lowBytes(size int) uint64 {
	total := uint64(0)
	for number := 0; number < size; number++ {
		total += uint64(byte(number))
	}
	return total
}

// ninth is the block that the ninth element of a slice with room for eight needs.
func ninth(size int) uint64 { return below(size, 8) }

// doublings is how many blocks a slice of words takes from nothing to size.
func doublings(size int) uint64 { return below(size, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 848) }

// below is how many of the capacities that a slice passes through are too small for size: each costs the block that follows it.
//
// They double up to 256 and grow by smaller steps after that, rounded up to what the allocator hands out (runtime/slice.go, growslice).
func below(size int, capacities ...int) uint64 {
	blocks := uint64(0)
	for _, capacity := range capacities {
		if capacity < size {
			blocks++
		}
	}
	return blocks
}
