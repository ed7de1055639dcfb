// Package errorvalues asks the same as the crate beside it, of Go's errors: what does an error ask of the allocator when it is made?
//
// An error is an interface value, the address of a type and the address of a value; a value that is not an address itself is put on the
// heap to be in an interface, unless it has no bytes.
package errorvalues

import "variants"

// All are the variants, in the order of the crate.
var All = []variants.Variant{
	{Name: "happy_dyn", Run: happyDyn, Answer: sum, Allocs: variants.Allocations(0)},
	{Name: "std_error", Run: stdError, Answer: failed, Allocs: variants.Allocations(2)},
	{Name: "enum_error", Run: enumError, Answer: failed, Allocs: variants.Allocations(1)},
	{Name: "literal_error", Run: literalError, Answer: failed, Allocs: variants.Allocations(0)},
	{Name: "dyn_from_literal", Run: dynFromLiteral, Answer: failed, Allocs: variants.Allocations(2).Since("1.26", 1)},
	{Name: "dyn_without_size", Run: dynWithoutSize, Answer: failed, Allocs: variants.Allocations(0)},
	{Name: "anyhow_literal", Run: anyhowLiteral, Answer: failed, Allocs: variants.Allocations(1)},
	{Name: "anyhow_formatted", Run: anyhowFormatted, Answer: failed, Allocs: variants.Allocations(3)},
	{Name: "anyhow_with_context", Run: anyhowWithContext, Answer: failed, Allocs: variants.Allocations(3)},
}

// The texts are those of the crate. They are variables, so that the compiler does not know what they are.
var (
	good = "8080"
	slip = "80 80"
)

func sum(int) uint64 { return 8080 * 1000 }

// failed is the answer of a call that has to fail.
func failed(int) uint64 { return 100 }

// answer is a hundred for an error, and the number otherwise. Not inlined, so that the error must exist.
//
//go:noinline
func answer(number uint64, err error) uint64 {
	if err != nil {
		return 100
	}
	return number
}

// digits reads a number, and says whether the text is one.
func digits(text string) (uint64, bool) {
	number := uint64(0)
	for i := 0; i < len(text); i++ {
		if text[i] < '0' || text[i] > '9' {
			return 0, false
		}
		number = number*10 + uint64(text[i]-'0')
	}
	return number, len(text) > 0
}
