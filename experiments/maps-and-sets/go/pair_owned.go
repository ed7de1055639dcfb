package mapsandsets

// pairOwned looks for a key of two strings, which are addresses and lengths.
func pairOwned(int) func() uint64 {
	lines := map[[2]string]uint64{{"Kirkwall", "Stromness"}: 25}         // -m: map[[2]string]uint64{...} escapes to heap
	return func() uint64 { return line(lines, "Kirkwall", "Stromness") } // -m: func literal escapes to heap
}

//go:noinline
func line(lines map[[2]string]uint64, from, to string) uint64 {
	return lines[[2]string{from, to}]
}
