package corpus

func clearMap(m map[string]int) { clear(m) }

func clearSlice(s []*int) { clear(s) }

func smallest(a, b string) string { return min(a, b) }

func largest(a, b, c int) int { return max(a, b, c, 3) }

func smallestOfConcatenations(a, b string) string { return min(a+"x", b) }
