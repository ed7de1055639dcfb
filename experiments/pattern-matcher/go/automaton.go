package patternmatcher

// match is a place of the text at which a pattern occurs.
type match struct{ pattern, start, end int }

// automaton is an Aho-Corasick automaton over classes of bytes, built as the crate's automaton.rs builds it: a table of rows, each with an
// entry for each class and one for its first output. Outputs are written as the pattern's position plus one; none is 0.
type automaton struct {
	classes [256]uint8
	width   int
	table   []uint32
	outputs []output
}

type output struct{ length, next uint32 }

// reports is the flag of an entry whose row has an output.
const reports = 1 << 31

// newAutomaton makes the automaton of a dictionary without empty patterns and duplicates, which the crate refuses and this experiment has none of.
func newAutomaton(patterns [][]byte) *automaton {
	a := &automaton{outputs: make([]output, len(patterns))}
	a.classify(patterns)
	stride := a.width + 1
	a.table = make([]uint32, stride)
	for position, word := range patterns {
		row := 0
		for _, b := range word {
			entry := a.entry(row, b)
			if a.table[entry] == 0 {
				a.table[entry] = uint32(len(a.table))
				a.table = append(a.table, make([]uint32, stride)...)
			}
			row = int(a.table[entry])
		}
		a.table[row+a.width] = uint32(position) + 1
		a.outputs[position].length = uint32(len(word))
	}
	a.resolveFailures()
	return a
}

// classify gives each byte that is in a pattern a class of its own, and all others one together.
func (a *automaton) classify(patterns [][]byte) {
	var occurs [256]bool
	for _, word := range patterns {
		for _, b := range word {
			occurs[b] = true
		}
	}
	for b, does := range occurs {
		if does {
			a.classes[b] = uint8(a.width)
			a.width++
		}
	}
	for b, does := range occurs {
		if !does {
			a.classes[b] = uint8(a.width)
		}
	}
	if a.width < 256 {
		a.width++
	}
}

// resolveFailures fills, in breadth-first order, each entry without a child with the entry of the failure state, and links the outputs.
func (a *automaton) resolveFailures() {
	type state struct{ row, failure int }
	for found := []state{{0, 0}}; len(found) > 0; found = found[1:] {
		row, failure := found[0].row, found[0].failure
		for class := 0; class < a.width; class++ {
			otherwise := uint32(0)
			if row != 0 {
				otherwise = a.table[failure+class]
			}
			child := a.table[row+class]
			if child == 0 {
				a.table[row+class] = otherwise
				continue
			}
			failure := int(otherwise &^ reports)
			inherited := a.table[failure+a.width]
			if own := a.table[int(child)+a.width]; own != 0 {
				a.outputs[own-1].next = inherited
			} else {
				a.table[int(child)+a.width] = inherited
			}
			if a.table[int(child)+a.width] != 0 {
				a.table[row+class] |= reports
			}
			found = append(found, state{int(child), failure})
		}
	}
}

func (a *automaton) entry(row int, b byte) int { return row + int(a.classes[b]) }

// forEachMatch calls visit with every match, overlapping ones too.
func (a *automaton) forEachMatch(text []byte, visit func(match)) {
	row := 0
	for position, b := range text {
		entry := a.table[a.entry(row, b)]
		row = int(entry &^ reports)
		if entry&reports == 0 {
			continue
		}
		for next := a.table[row+a.width]; next != 0; {
			found := a.outputs[next-1]
			visit(match{int(next) - 1, position + 1 - int(found.length), position + 1})
			next = found.next
		}
	}
}
