package fixedarrayonstack

// boxedLiteral uses an array from new; one function a size, because the size of an array is a constant.
//
//go:noinline
func boxedLiteral(size int) uint64 {
	switch size {
	case 64:
		return boxedLiteral64()
	case 4_096:
		return boxedLiteral4096()
	case 65_536:
		return boxedLiteral65536()
	case 262_144:
		return boxedLiteral262144()
	case 1_048_576:
		return boxedLiteral1048576()
	default:
		return 0 // the wrong answer: there is no array of that size
	}
}

//go:noinline
func boxedLiteral64() uint64 {
	array := new([64]byte) // -m: new([64]byte) does not escape
	return touchEnds(array[:])
}

//go:noinline
func boxedLiteral4096() uint64 {
	array := new([4_096]byte) // -m: new([4096]byte) does not escape
	return touchEnds(array[:])
}

//go:noinline
func boxedLiteral65536() uint64 {
	array := new([65_536]byte) // -m: new([65536]byte) does not escape
	return touchEnds(array[:])
}

//go:noinline
func boxedLiteral262144() uint64 {
	array := new([262_144]byte) // -m: new([262144]byte) escapes to heap
	return touchEnds(array[:])
}

//go:noinline
func boxedLiteral1048576() uint64 {
	array := new([1_048_576]byte) // -m: new([1048576]byte) escapes to heap
	return touchEnds(array[:])
}
