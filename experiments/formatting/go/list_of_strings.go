package formatting

import (
	"strconv"
	"strings"
)

// listOfStrings makes a string of each of ten numbers and joins them.
//
//go:noinline
func listOfStrings(number int) uint64 {
	numbers := make([]string, 0, 10) // -m: make([]string, 0, 10) does not escape
	for next := number; next < number+10; next++ {
		numbers = append(numbers, strconv.Itoa(next))
	}
	return checksumOfString(strings.Join(numbers, ", "))
}
