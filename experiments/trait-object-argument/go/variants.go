// Package traitobjectargument asks of Go what the crate beside it asks of Rust: what does it cost to hand over a value as an interface?
// An interface says nothing about whether the callee keeps the value, so the compiler has to find out, and where it cannot, the value
// goes to the heap.
package traitobjectargument

import (
	"os"

	"variants"
)

// input is what the readers give: the file that the Rust variants are compiled with. Tests run in the directory of the package.
var input = read()

func read() []byte {
	bytes, err := os.ReadFile("../src/input.txt")
	if err != nil {
		panic(err)
	}
	return bytes
}

// checksumOfInput reads the input all at once.
func checksumOfInput(int) uint64 {
	sum := uint64(0)
	for _, b := range input {
		sum = sum*31 + uint64(b)
	}
	return sum
}

// square is the sum of as many numbers as each of them says.
func square(items int) uint64 { return uint64(items) * uint64(items) }

// fiveEach: every token is five long.
func fiveEach(items int) uint64 { return 5 * uint64(items) }

var (
	lengths = []int{1, 3, 1000}
	buffers = []int{8, 64}
)

// onHeap is 1 where a slice is larger than the 32 bytes that 1.25 and later keep on the stack: the compiled code decides at run time
// (cmd/compile/internal/walk/builtin.go).
func onHeap(items, elementSize int) uint64 {
	if items*elementSize > 32 {
		return 1
	}
	return 0
}

// boxes is one allocation for each number that becomes an interface; those below 256 need none, because the runtime has them ready
// (runtime/iface.go, convT64).
func boxes(items int) uint64 {
	if items < 256 {
		return 0
	}
	return uint64(items)
}

func each(items int) uint64               { return uint64(items) }
func valuesSince125(items int) uint64     { return onHeap(items, 8) }
func referencesSince125(items int) uint64 { return 1 + onHeap(items, 8) }
func anyBefore125(items int) uint64       { return 1 + boxes(items) }
func anySince125(items int) uint64        { return onHeap(items, 16) + boxes(items) }

// All are the variants, in the order of the crate; those called article_ keep the shape of an article's own program.
var All = []variants.Variant{
	{Name: "reader_impl", Run: readerImpl, Answer: checksumOfInput, Allocs: variants.Allocations(0)},
	// The reader and the buffer that it fills.
	{Name: "reader_dyn", Run: readerDyn, Answer: checksumOfInput, Allocs: variants.Allocations(2)},
	{Name: "buffer_typed", Sizes: buffers, Prepare: bufferTyped, Answer: fiveEach, Allocs: variants.Allocations(0)},
	{Name: "buffer_any_boxed", Sizes: buffers, Prepare: bufferAnyBoxed, Answer: fiveEach,
		Allocs: variants.AllocationsBy(each)},
	{Name: "slice_of_values", Sizes: lengths, Sized: sliceOfValues, Answer: square,
		Allocs: variants.Allocations(1).SinceBy("1.25", valuesSince125)},
	{Name: "slice_of_references", Sizes: lengths, Sized: sliceOfReferences, Answer: square,
		Allocs: variants.Allocations(2).SinceBy("1.25", referencesSince125)},
	{Name: "slice_of_any", Sizes: lengths, Sized: sliceOfAny, Answer: square,
		Allocs: variants.AllocationsBy(anyBefore125).
			SinceBy("1.25", anySince125)},
	// Since 1.25 the compiler sees a constant through a local that is never assigned to again and whose address is not taken
	// (cmd/compile/internal/escape/escape.go, rewriteWithLiterals).
	{Name: "article_ints", Run: articleInts, Answer: func(int) uint64 { return 1 },
		Allocs: variants.Allocations(1).Since("1.25", 0)},
	{Name: "article_ints_1000", Run: articleInts1000, Answer: func(int) uint64 { return 1000 },
		Allocs: variants.Allocations(1).Since("1.25", 0)},
	{Name: "article_interfaces", Run: articleInterfaces, Answer: func(int) uint64 { return 1 },
		Allocs: variants.Allocations(1).Since("1.25", 0)},
	// Here the address is taken; the slice stays on the stack since 1.25 because it is small, the number does not.
	{Name: "article_pointers", Run: articlePointers, Answer: func(int) uint64 { return 1 },
		Allocs: variants.Allocations(2).Since("1.25", 1)},
}
