package fixedarrayonstack

// articleConstant uses a slice of the five bytes that the article on memory profiling needs.
//
//go:noinline
func articleConstant() uint64 {
	buffer := make([]byte, 5) // -m: make([]byte, 5) does not escape
	return touchEnds(buffer)
}
