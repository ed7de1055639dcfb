// Package fixedarrayonstack asks of Go what the crate beside it asks of Rust: what does an array of constant size cost, and where does it
// go? Go keeps it on the stack up to a limit that is the compiler's, and not the program's.
package fixedarrayonstack

import "variants"

var sizes = []int{64, 4_096, 65_536, 262_144, 1_048_576}

// touchEnds writes the first byte and the last, and reads both back.
//
//go:noinline
func touchEnds(buffer []byte) uint64 {
	last := len(buffer) - 1
	buffer[0] = 1
	buffer[last] = 2
	return uint64(buffer[0]) + uint64(buffer[last])
}

func three(int) uint64 { return 3 }

// above is one allocation for a size above the limit.
func above(size, limit int) uint64 {
	if size > limit {
		return 1
	}
	return 0
}

// variableBefore124 and variable are for what is declared with var, implicit is for what new and make get.
func variableBefore124(size int) uint64 { return above(size, 10<<20) }
func variable(size int) uint64          { return above(size, 128<<10) }
func implicit(size int) uint64          { return above(size, 64<<10) }

// All are the variants, in the order of the crate; article_constant keeps the shape of an article's own program.
// The limits are in cmd/compile/internal/ir/cfg.go: MaxStackVarSize for a variable, 10 MiB up to 1.23 and 128 KiB since 1.24, and
// MaxImplicitStackVarSize for what new and make get, 64 KiB.
var All = []variants.Variant{
	{Name: "zeroed", Sizes: sizes, Sized: zeroed, Answer: three,
		Allocs: variants.AllocationsBy(variableBefore124).SinceBy("1.24", variable)},
	{Name: "boxed_literal", Sizes: sizes, Sized: boxedLiteral, Answer: three, Allocs: variants.AllocationsBy(implicit)},
	{Name: "boxed_through_vec", Sizes: sizes, Sized: boxedThroughVec, Answer: three, Allocs: variants.AllocationsBy(implicit)},
	{Name: "article_constant", Run: articleConstant, Answer: three, Allocs: variants.Allocations(0)},
}
