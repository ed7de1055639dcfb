package formatting

import "strconv"

// toStringInteger makes a string of the digits.
//
//go:noinline
func toStringInteger(number int) uint64 {
	return checksumOfString(strconv.Itoa(number))
}
