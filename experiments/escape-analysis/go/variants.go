// Package escapeanalysis has programs in which the analysis knows where an address goes, and programs in which it cannot know: there the
// variable is on the heap, although no pointer outlives it.
package escapeanalysis

import "variants"

// turns are the turns of the loops.
var turns = []int{8, 64}

// All are the variants, in the order of the crate.
var All = []variants.Variant{
	{Name: "decided", Run: decided, Answer: fortyTwo, Allocs: variants.Allocations(1)},
	{Name: "tagged_read", Run: taggedRead, Answer: fortyTwo, Allocs: variants.Allocations(0)},
	{Name: "tagged_result", Run: taggedResult, Answer: fortyTwo, Allocs: variants.Allocations(0)},
	{Name: "tagged_kept", Run: taggedKept, Answer: fortyTwo, Allocs: variants.Allocations(2)},
	{Name: "element_stored", Run: elementStored, Answer: fortyTwo, Allocs: variants.Allocations(1)},
	{Name: "array_stored", Run: arrayStored, Answer: fortyTwo, Allocs: variants.Allocations(0)},
	{Name: "pointer_reused", Run: pointerReused, Answer: fortyTwo, Allocs: variants.Allocations(1)},
	{Name: "pointers_apart", Run: pointersApart, Answer: fortyTwo, Allocs: variants.Allocations(0)},
	{Name: "method_called", Run: methodCalled, Answer: fortyTwo, Allocs: variants.Allocations(1)},
	{Name: "method_known", Run: methodKnown, Answer: fortyTwo, Allocs: variants.Allocations(0)},
	{Name: "function_called", Run: functionCalled, Answer: fortyTwo, Allocs: variants.Allocations(1)},
	{Name: "function_by_value", Run: functionByValue, Answer: fortyTwo, Allocs: variants.Allocations(0)},
	{Name: "loop_addresses", Sizes: turns, Sized: loopAddresses, Answer: largest, Allocs: variants.AllocationsBy(each)},
	{Name: "loop_values", Sizes: turns, Sized: loopValues, Answer: largest, Allocs: variants.Allocations(0)},
	{Name: "hidden", Run: hidden, Answer: fortyTwo, Allocs: variants.Allocations(0)},
}

func fortyTwo(int) uint64 { return 42 }

// largest is the largest number of the loops.
func largest(turns int) uint64 {
	most := 0
	for i := 0; i < turns; i++ {
		most = max(most, i*7%64)
	}
	return uint64(most)
}

func each(turns int) uint64 { return uint64(turns) }
