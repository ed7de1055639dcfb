package formatting

import (
	"bytes"
	"fmt"
)

// printed is kept, so that the text of an address, which differs from run to run, can be looked at.
var printed bytes.Buffer

// pointer prints the address of a local number. The answer is the number, if the text looks like an address.
//
//go:noinline
func pointer() uint64 {
	a := 66666666 // -m: moved to heap: a
	printed.Reset()
	fmt.Fprintf(&printed, "addr of a = %p\n", &a)
	if bytes.HasPrefix(printed.Bytes(), []byte("addr of a = 0x")) {
		return uint64(a)
	}
	return 0
}
