package errorvalues

// literalError returns an error that the package made when the program began.
//
//go:noinline
func literalError() uint64 { return answer(sentinel(slip)) }
