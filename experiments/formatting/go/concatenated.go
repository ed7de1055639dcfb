package formatting

import "strconv"

// concatenated adds the pieces of the line. The sum does not leave the function, and up to 32 bytes of it have a place in the frame.
//
//go:noinline
func concatenated(number int) uint64 {
	return checksumOfString("a = " + strconv.Itoa(number) + "\n")
}
