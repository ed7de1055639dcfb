package escapeanalysis

// pointerReused has one variable for two pointers. The first was read before the second is kept; for the analysis a variable has all
// its values at all times, so that the local goes where the second pointer goes.
//
//go:noinline
func pointerReused() uint64 {
	// ANCHOR: body
	n := uint64(2) // -m: moved to heap: n
	p := &n
	sum := *p
	p = &answer
	kept = p
	return sum + *kept
	// ANCHOR_END: body
}

// answer is a variable of the package.
var answer = uint64(40)
