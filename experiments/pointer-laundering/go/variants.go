// Package pointerlaundering asks of Go what the crate beside it asks of Rust: does hiding a pointer from the compiler keep a value off
// the heap?
package pointerlaundering

import "variants"

func answer(int) uint64 { return 42 }

// All are the variants, in the order of the crate; printed_laundered keeps the shape of the article's own program.
var All = []variants.Variant{
	{Name: "local", Run: local, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "laundered_local", Run: launderedLocal, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "local_box", Run: localBox, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "opaque_pointer", Run: opaquePointer, Answer: answer, Allocs: variants.Allocations(1)},
	{Name: "published_pointer", Run: publishedPointer, Answer: answer, Allocs: variants.Allocations(1)},
	{Name: "printed_local", Run: printedLocal, Answer: answer, Allocs: variants.Allocations(1)},
	{Name: "printed_laundered", Run: printedLaundered, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "printed_box", Run: printedBox, Answer: answer, Allocs: variants.Allocations(1)},
}
