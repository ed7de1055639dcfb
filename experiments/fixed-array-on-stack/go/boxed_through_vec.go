package fixedarrayonstack

// boxedThroughVec uses a slice of a constant size; one function a size.
//
//go:noinline
func boxedThroughVec(size int) uint64 {
	switch size {
	case 64:
		return boxedThroughVec64()
	case 4_096:
		return boxedThroughVec4096()
	case 65_536:
		return boxedThroughVec65536()
	case 262_144:
		return boxedThroughVec262144()
	case 1_048_576:
		return boxedThroughVec1048576()
	default:
		return 0 // the wrong answer: there is no array of that size
	}
}

//go:noinline
func boxedThroughVec64() uint64 {
	array := make([]byte, 64) // -m: make([]byte, 64) does not escape
	return touchEnds(array)
}

//go:noinline
func boxedThroughVec4096() uint64 {
	array := make([]byte, 4096) // -m: make([]byte, 4096) does not escape
	return touchEnds(array)
}

//go:noinline
func boxedThroughVec65536() uint64 {
	array := make([]byte, 65536) // -m: make([]byte, 65536) does not escape
	return touchEnds(array)
}

//go:noinline
func boxedThroughVec262144() uint64 {
	array := make([]byte, 262144) // -m: make([]byte, 262144) escapes to heap
	return touchEnds(array)
}

//go:noinline
func boxedThroughVec1048576() uint64 {
	array := make([]byte, 1048576) // -m: make([]byte, 1048576) escapes to heap
	return touchEnds(array)
}
