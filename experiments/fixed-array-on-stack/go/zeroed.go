package fixedarrayonstack

// zeroed uses a variable of the size; one function a size, because the size of an array is a constant.
//
//go:noinline
func zeroed(size int) uint64 {
	switch size {
	case 64:
		return zeroed64()
	case 4_096:
		return zeroed4096()
	case 65_536:
		return zeroed65536()
	case 262_144:
		return zeroed262144()
	case 1_048_576:
		return zeroed1048576()
	default:
		return 0 // the wrong answer: there is no array of that size
	}
}

//go:noinline
func zeroed64() uint64 {
	var array [64]byte
	return touchEnds(array[:])
}

//go:noinline
func zeroed4096() uint64 {
	var array [4_096]byte
	return touchEnds(array[:])
}

//go:noinline
func zeroed65536() uint64 {
	var array [65_536]byte
	return touchEnds(array[:])
}

//go:noinline
func zeroed262144() uint64 {
	var array [262_144]byte // -m since 1.24: moved to heap: array
	return touchEnds(array[:])
}

//go:noinline
func zeroed1048576() uint64 {
	var array [1_048_576]byte // -m since 1.24: moved to heap: array
	return touchEnds(array[:])
}
