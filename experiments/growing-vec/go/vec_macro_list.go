package growingvec

// vecMacroList lists its elements. The list does not leave the function, so it is in the frame.
//
//go:noinline
func vecMacroList() uint64 {
	return sum([]uint64{0, 1, 2, 3, 4, 5, 6, 7}) // -m: []uint64{...} does not escape
}
