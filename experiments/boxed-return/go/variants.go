// Package boxedreturn asks of Go what the crate beside it asks of Rust: what does it cost to return a pointer to a value, and when is
// it free? In Go the source does not say where the value is; escape analysis decides.
package boxedreturn

import "variants"

// span is where a line lies in a file whose lines are 80 bytes long.
type span struct {
	// start is the offset of its first byte, end the one behind its last.
	start, end uint64
}

// line is the number of the line. It is a variable of the package, so that the compiler cannot compute with it.
var line uint64 = 3

// ends is 3*80 + 4*80: both ends of line 3.
func ends(int) uint64 { return 560 }

// All are the variants, in the order of the crate.
var All = []variants.Variant{
	{Name: "by_value", Run: byValue, Answer: ends, Allocs: variants.Allocations(0)},
	{Name: "boxed", Run: boxed, Answer: ends, Allocs: variants.Allocations(1)},
	// Since 1.25 two locals without pointers, of at most 16 bytes together, that go to the heap in the same basic block share one
	// allocation (cmd/compile/internal/ssagen/ssa.go, maxAggregatedHeapAllocation).
	{Name: "boxed_each", Run: boxedEach, Answer: ends, Allocs: variants.Allocations(2).Since("1.25", 1)},
	{Name: "by_value_inlined", Run: byValueInlined, Answer: ends, Allocs: variants.Allocations(0)},
	{Name: "boxed_inlined", Run: boxedInlined, Answer: ends, Allocs: variants.Allocations(0)},
}
