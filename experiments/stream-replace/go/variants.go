// Package streamreplace asks: what does it cost to replace a byte string in a stream, in the three steps of the article and in
// other ways?
package streamreplace

import "variants"

// sizes are the article's sample and 64 KiB of it.
var sizes = []int{len(sample), 64 << 10}

// How often a call allocates.
var (
	never         = variants.Allocations(0)
	once          = variants.Allocations(1)
	twice         = variants.Allocations(2)
	onceBefore125 = once.Since("1.25", 0)
)

// All is every variant, under the names of the Rust variants.
var All = []variants.Variant{
	{
		Name:    "reader_boxed",
		Sizes:   sizes,
		Prepare: readerBoxed,
		Answer:  denseAnswer,
		Allocs:  twice,
	},
	{
		Name:    "reader_concrete",
		Sizes:   sizes,
		Prepare: readerConcrete,
		Answer:  denseAnswer,
		Allocs:  onceBefore125,
	},
	{
		Name:    "reader_array",
		Sizes:   sizes,
		Prepare: readerArray,
		Answer:  denseAnswer,
		Allocs:  never,
	},
	{
		Name:    "in_memory",
		Sizes:   sizes,
		Prepare: inMemory,
		Answer:  denseAnswer,
		Allocs:  never,
	},
	{
		Name:    "str_replace",
		Sizes:   sizes,
		Prepare: strReplace,
		Answer:  denseAnswer,
		Allocs:  once,
	},
	{
		Name:    "copy",
		Sizes:   sizes,
		Prepare: copied,
		Answer:  denseCopyAnswer,
		Allocs:  never,
	},
}
