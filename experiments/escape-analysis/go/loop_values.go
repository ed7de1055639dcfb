package escapeanalysis

// loopValues keeps the value.
//
//go:noinline
func loopValues(turns int) uint64 {
	var largest uint64
	var isThere bool
	for i := 0; i < turns; i++ {
		n := uint64(i) * 7 % 64
		if !isThere || n > largest {
			largest, isThere = n, true
		}
	}
	return largest
}
