package patternmatcher

// prepareReusedVec makes the automaton, the text and a slice of matches; each call empties the slice and fills it again.
func prepareReusedVec(patterns int) func() uint64 {
	a, text := newAutomaton(dictionary(patterns)), text(patterns)
	var found []match
	return func() uint64 {
		found = reusedVec(a, text, found[:0])
		sum := uint64(0)
		for _, m := range found {
			sum += weight(m)
		}
		return sum
	}
}

// reusedVec appends all matches.
//
//go:noinline
func reusedVec(a *automaton, text []byte, found []match) []match {
	a.forEachMatch(text, func(m match) { found = append(found, m) })
	return found
}
