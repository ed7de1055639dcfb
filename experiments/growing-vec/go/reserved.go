package growingvec

import "slices"

// reserved asks for the room beforehand.
//
//go:noinline
func reserved(size int) uint64 {
	numbers := slices.Grow([]uint64(nil), size) // -m: "cannot be negative" escapes to heap
	// -m before 1.25: make([]go.shape.uint64, slices.n) escapes to heap
	// -m since 1.25: make([]go.shape.uint64, slices.n) does not escape
	// -m since 1.25: append does not escape
	for number := 0; number < size; number++ {
		numbers = append(numbers, uint64(number))
	}
	return sum(numbers)
}
