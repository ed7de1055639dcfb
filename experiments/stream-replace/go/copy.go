package streamreplace

// appendAll is the yardstick: the input is copied and nothing is looked for.
//
//go:noinline
func appendAll(output, data []byte) []byte {
	return append(output, data...) // -m since 1.25: append escapes to heap
}

// copied makes the input and the output. Each call copies the whole input.
func copied(size int) func() uint64 {
	data := dense(size)
	output := make([]byte, 0, size)
	// -m: moved to heap: output
	// -m: make([]byte, 0, size) escapes to heap
	return func() uint64 { // -m: func literal escapes to heap
		output = appendAll(output[:0], data)
		return fingerprint(output)
	}
}
