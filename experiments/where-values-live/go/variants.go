// Package wherevalueslive asks of Go what the crate beside it asks of Rust: where does a value live whose address is shown to a function
// that the compiler does not know?
package wherevalueslive

import (
	"unsafe"

	"variants"
)

// look is shown two places of values while they are alive. A variable, so that the compiler does not know which function it is.
var look = func(first, second unsafe.Pointer) {}

func fortyTwo(int) uint64 { return 42 }

// All are the variants, in the order of the crate.
var All = []variants.Variant{
	{Name: "local", Run: local, Answer: fortyTwo, Allocs: variants.Allocations(1)},
	{Name: "array", Run: array, Answer: func(int) uint64 { return 30 }, Allocs: variants.Allocations(1)},
	// The pointer, whose place is shown, and the number.
	{Name: "boxed", Run: boxed, Answer: fortyTwo, Allocs: variants.Allocations(2)},
	// The header and the elements.
	{Name: "vec", Sizes: []int{32, 1 << 20}, Sized: vec, Answer: func(size int) uint64 { return uint64(size) },
		Allocs: variants.Allocations(2)},
	// The string; its bytes are in the program file.
	{Name: "static_str", Run: staticStr, Answer: func(int) uint64 { return 10 }, Allocs: variants.Allocations(1)},
	{Name: "static_items", Run: staticItems, Answer: fortyTwo, Allocs: variants.Allocations(0)},
}
