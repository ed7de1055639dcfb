package formatting

import "fmt"

// addressOf stands for the article's println of an address.
//
//go:noinline
func addressOf(number *int) bool { return number != nil }

// localAddressed is the article's program: a local number is printed, and its address is looked at afterwards.
//
//go:noinline
func localAddressed() uint64 {
	a := 66666666
	fmt.Fprintf(out, "a = %d\n", a) // -m: a escapes to heap
	addressOf(&a)
	return out.take()
}
