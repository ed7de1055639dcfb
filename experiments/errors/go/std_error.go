package errorvalues

import "strconv"

// stdError has the error of the standard library, which has a copy of the text.
//
//go:noinline
func stdError() uint64 { return answer(strconv.ParseUint(slip, 10, 64)) }
