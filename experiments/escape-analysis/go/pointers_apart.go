package escapeanalysis

// pointersApart has a variable for each pointer.
//
//go:noinline
func pointersApart() uint64 {
	n := uint64(2)
	p := &n
	sum := *p
	q := &answer
	kept = q
	return sum + *kept
}
