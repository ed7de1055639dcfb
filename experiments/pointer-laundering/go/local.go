package pointerlaundering

// local reads a local through a pointer.
//
//go:noinline
func local() uint64 {
	number := uint64(41)
	pointer := &number
	return *pointer + 1
}
