// Package patternmatcher asks what it costs to hand over the matches of a search. It has the same variants as the crate beside it that have a
// counterpart in Go, over the same dictionaries and texts.
package patternmatcher

import "variants"

var sizes = []int{10, 1000}

// All are the variants, by the names of the Rust ones.
var All = []variants.Variant{
	{Name: "callback", Sizes: sizes, Prepare: prepareCallback, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "reused_vec", Sizes: sizes, Prepare: prepareReusedVec, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "boxed_any", Sizes: sizes, Prepare: prepareBoxedAny, Answer: answer, Allocs: variants.AllocationsBy(matches)},
}
