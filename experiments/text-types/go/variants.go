// Package texttypes asks the same as the crate beside it, of Go's string: what does a text ask of the allocator when it is made,
// copied, grown and converted?
//
// A string of Go is an address and a length, and the collector keeps its block for as long as any string points into it. So nothing
// is owned, and a copy is made where bytes, which may change, become a string, which may not, or the other way round.
package texttypes

import "variants"

// The lengths of the texts in bytes, and the two longer ones alone.
var (
	lengths = []int{23, 24, 1000}
	long    = []int{24, 1000}
)

// All are the variants, in the order of the crate.
var All = []variants.Variant{
	{Name: "str_borrowed", Sizes: lengths, Sized: strBorrowed, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "string_made", Sizes: lengths, Sized: stringMade, Answer: answer, Allocs: variants.Allocations(1)},
	{Name: "string_cloned", Sizes: lengths, Prepare: stringCloned, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "string_into_bytes", Sizes: long, Sized: stringIntoBytes, Answer: answer, Allocs: variants.AllocationsBy(overFrame(2))},
	{Name: "string_pushed_with_room", Sizes: lengths, Sized: stringPushedWithRoom, Answer: exclaimed, Allocs: variants.Allocations(1)},
	{Name: "string_pushed", Sizes: lengths, Sized: stringPushed, Answer: exclaimed, Allocs: variants.AllocationsBy(overFrame(1))},
	{Name: "cow_unchanged", Sizes: long, Sized: cowUnchanged, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "cow_changed", Sizes: long, Prepare: cowChanged, Answer: changed, Allocs: variants.Allocations(1)},
	{Name: "names_as_strings", Prepare: namesAsStrings, Answer: namesAnswer, Allocs: variants.Allocations(1001)},
	{Name: "names_interned", Prepare: namesInterned, Answer: namesAnswer,
		// The names, the list of a thousand, and the map, which grows once it has more than eight.
		Allocs: variants.Allocations(12).Since("1.24", 14)},
}

// overFrame is so many blocks for a text that does not fit into the 32 bytes that a conversion or a sum has in the frame.
func overFrame(blocks uint64) func(int) uint64 {
	return func(length int) uint64 {
		if length > 32 {
			return blocks
		}
		return 0
	}
}

// letters is the text of the crate.
var letters = func() string {
	letters := make([]byte, 1000)
	for i := range letters {
		letters[i] = 'a' + byte(i%26)
	}
	return string(letters)
}()

// ends ends every variant. Not inlined, so that the text must exist.
//
//go:noinline
func ends(text string) uint64 {
	return uint64(len(text))<<16 | uint64(text[0])<<8 | uint64(text[len(text)-1])
}

func answer(length int) uint64 { return ends(letters[:length]) }

func exclaimed(length int) uint64 { return ends(letters[:length] + "!") }

func changed(length int) uint64 { return ends(" " + letters[1:length]) }

// names are a thousand names as a file would have them, of which ten are different.
//
//go:noinline
func names() [][]byte {
	names := make([][]byte, 1000)
	for i := range names {
		names[i] = []byte("Ferry Company of Island No 00" + string(rune('0'+i%10)))
	}
	return names
}

func namesAnswer(int) uint64 {
	sum := uint64(0)
	for _, name := range names() {
		sum += ends(string(name))
	}
	return sum
}
