package patternmatcher

import "math/bits"

const (
	consonants = "bdfghklmnprstvwz"
	vowels     = "aeiou"
	syllables  = len(consonants) * len(vowels)
	endings    = syllables * syllables * syllables
	// spread has no factor in common with endings, so no two of as many endings are the same.
	spread = 316433
	// textLength is the length of the text in bytes.
	textLength = 65536
)

// pattern is the pattern at this position of every dictionary that has so many: the same words as in the crate's corpus.rs.
func pattern(position int) []byte {
	group, place := position/4, position%4
	number := 3*group + place
	if place == 3 {
		number--
	}
	ending := number * spread % endings
	word := make([]byte, 0, 8)
	if place < 3 {
		word = syllable(word, (37*position+ending)%syllables)
	}
	word = syllable(word, ending/(syllables*syllables))
	word = syllable(word, ending/syllables%syllables)
	return syllable(word, ending%syllables)
}

func syllable(word []byte, number int) []byte {
	return append(word, consonants[number/len(vowels)], vowels[number%len(vowels)])
}

func dictionary(patterns int) [][]byte {
	words := make([][]byte, patterns)
	for position := range words {
		words[position] = pattern(position)
	}
	return words
}

// text is the text of common words for the dictionary of so many patterns.
func text(patterns int) []byte {
	random := random{1}
	text := make([]byte, 0, textLength)
	for {
		word := pattern(random.rank(patterns))
		if len(text)+len(word) >= textLength {
			break
		}
		text = append(append(text, word...), ' ')
	}
	for len(text) < textLength {
		text = append(text, ' ')
	}
	return text
}

// random is a linear congruential generator with the constants of Knuth's MMIX; its upper bits are used.
type random struct{ state uint64 }

func (r *random) below(bound int) int {
	r.state = r.state*6364136223846793005 + 1442695040888963407
	return int(r.state>>33) % bound
}

// rank is a rank below bound: first how many bits it has, then which of the ranks with so many.
func (r *random) rank(bound int) int {
	for {
		first := 1 << r.below(bits.Len(uint(bound)))
		if rank := first + r.below(first) - 1; rank < bound {
			return rank
		}
	}
}

// weight is what a match adds to a variant's answer.
func weight(m match) uint64 { return (uint64(m.pattern) + 1) * uint64(m.end) }

// matches is how many matches the text has, and answer the sum of their weights, as the crate's corpus.rs declares them.
func matches(patterns int) uint64 {
	return map[int]uint64{10: 9130, 1000: 9516}[patterns]
}

func answer(patterns int) uint64 {
	return map[int]uint64{10: 1166933780, 1000: 46635157968}[patterns]
}
