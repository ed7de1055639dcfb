// Package formatting asks the same as the crate beside it, of Go's fmt and strconv: what allocates when text is made?
//
// An operand of fmt is an interface value. Go keeps such values for the numbers up to 255; any other number needs a place,
// on the heap where the compiler cannot tell that the interface is gone after the call.
package formatting

import (
	"strconv"
	"strings"

	"variants"
)

// The article's numbers, and the large one alone.
var (
	numbers = []int{77, 66666666}
	large   = []int{66666666}
)

// All are the variants, in the order of the crate.
var All = []variants.Variant{
	{Name: "write_slice", Sizes: numbers, Sized: writeSlice, Answer: line, Allocs: variants.AllocationsBy(boxed)},
	{Name: "line_writer", Sizes: numbers, Sized: lineWriter, Answer: line, Allocs: variants.AllocationsBy(boxed)},
	{Name: "dyn_display", Sizes: large, Sized: dynDisplay, Answer: line, Allocs: variants.Allocations(1)},
	{Name: "local", Run: local, Answer: lineOfLocal, Allocs: variants.Allocations(1).Since("1.25", 0)},
	{Name: "local_addressed", Run: localAddressed, Answer: lineOfLocal, Allocs: variants.Allocations(1)},
	{Name: "pointer", Run: pointer, Answer: number, Allocs: variants.Allocations(1)},
	{Name: "padded", Sizes: numbers, Sized: padded, Answer: paddedLine, Allocs: variants.AllocationsBy(boxed)},
	{Name: "itoa_slice", Sizes: numbers, Sized: itoaSlice, Answer: line, Allocs: variants.Allocations(0)},
	{Name: "string_reused", Sizes: large, Prepare: stringReused, Answer: line, Allocs: variants.Allocations(1)},
	{Name: "string_with_capacity", Sizes: large, Sized: stringWithCapacity, Answer: line, Allocs: variants.Allocations(3)},
	{Name: "format", Sizes: numbers, Sized: format, Answer: line, Allocs: variants.AllocationsBy(boxedAndText)},
	{Name: "format_constant", Run: formatConstant, Answer: lineOfLocal, Allocs: variants.Allocations(1)},
	{Name: "to_string_integer", Sizes: numbers, Sized: toStringInteger, Answer: digits, Allocs: variants.AllocationsBy(boxed)},
	{Name: "to_string_dyn", Sizes: numbers, Sized: toStringDyn, Answer: digits, Allocs: variants.AllocationsBy(boxedAndText)},
	{Name: "concatenated", Sizes: numbers, Sized: concatenated, Answer: line, Allocs: variants.AllocationsBy(boxed)},
	{Name: "list_written", Sizes: large, Prepare: listWritten, Answer: list, Allocs: variants.Allocations(0)},
	{Name: "list_of_strings", Sizes: large, Sized: listOfStrings, Answer: list, Allocs: variants.Allocations(11)},
}

// boxed is the block of a number that has no value kept for it. Strings of one and two digits are kept too (strconv/itoa.go, small).
func boxed(number int) uint64 {
	if number > 255 {
		return 1
	}
	return 0
}

// boxedAndText is that block and the one of the text.
func boxedAndText(number int) uint64 { return boxed(number) + 1 }

// checksum ends every variant. Not inlined, so that the text must exist.
//
//go:noinline
func checksum(text []byte) uint64 { return followedBy(0, text) }

// checksumOfString is the same of a string, which a conversion would copy.
//
//go:noinline
func checksumOfString(text string) uint64 {
	sum := uint64(0)
	for i := 0; i < len(text); i++ {
		sum = sum*31 + uint64(text[i])
	}
	return sum
}

func followedBy(sum uint64, text []byte) uint64 {
	for _, char := range text {
		sum = sum*31 + uint64(char)
	}
	return sum
}

// sink keeps the checksum of what is written to it.
type sink struct{ sum uint64 }

func (s *sink) Write(text []byte) (int, error) {
	s.sum = followedBy(s.sum, text)
	return len(text), nil
}

// take returns the checksum of what was written since the last call.
func (s *sink) take() uint64 {
	sum := s.sum
	s.sum = 0
	return sum
}

// out stands for os.Stdout, which has no buffer in Go.
var out = new(sink)

func digits(number int) uint64 { return checksumOfString(strconv.Itoa(number)) }

func line(number int) uint64 { return checksumOfString("a = " + strconv.Itoa(number) + "\n") }

func paddedLine(number int) uint64 {
	digits := strconv.Itoa(number)
	return checksumOfString("a = " + strings.Repeat(" ", 10-len(digits)) + digits + "\n")
}

func lineOfLocal(int) uint64 { return line(66666666) }

func number(int) uint64 { return 66666666 }

func list(number int) uint64 {
	text := strconv.Itoa(number)
	for next := number + 1; next < number+10; next++ {
		text += ", " + strconv.Itoa(next)
	}
	return checksumOfString(text)
}
