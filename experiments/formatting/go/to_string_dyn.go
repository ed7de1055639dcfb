package formatting

import "fmt"

// toStringDyn makes a string of the digits, by a function that does not know that it gets a number.
//
//go:noinline
func toStringDyn(number int) uint64 { return checksumOfString(textOf(number)) } // -m: number escapes to heap

//go:noinline
func textOf(value any) string { return fmt.Sprint(value) }
