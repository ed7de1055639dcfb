package formatting

import "fmt"

// format makes a string of the line.
//
//go:noinline
func format(number int) uint64 {
	return checksumOfString(fmt.Sprintf("a = %d\n", number)) // -m: number escapes to heap
}
