package formatting

import "fmt"

// dynDisplay hands the number on as an interface value.
//
//go:noinline
func dynDisplay(number int) uint64 { return printValue(number) } // -m: number escapes to heap

//go:noinline
func printValue(value any) uint64 {
	fmt.Fprintf(out, "a = %v\n", value)
	return out.take()
}
