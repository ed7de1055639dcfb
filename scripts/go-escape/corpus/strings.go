package corpus

func concatenate(a, b string) string { return a + b }

func concatenateFour(a, b, c string) string { return a + b + "k" + c }

func concatenateGrouped(a, b, c string) string { return a + (b + c) }

func concatenateCompared(a, b string) bool { return a+b == "x" }

func concatenateAssigned(a string) string {
	a += "suffix"
	return a
}

func concatenateConstants() string {
	const a = "a"
	return a + "b" + "c"
}

func concatenateInLoop(n int) string {
	s := ""
	for i := 0; i < n; i++ {
		s += "x"
	}
	return s
}

func bytesOfString(s string) []byte { return []byte(s) }

func bytesReadOnly(s string) int {
	b := []byte(s)
	n := 0
	for _, c := range b {
		n += int(c)
	}
	return n
}

func bytesWritten(s string) int {
	b := []byte(s)
	b[0] = 'x'
	return len(b)
}

func bytesPassed(s string) int { return rangeBytes([]byte(s)) }

func rangeBytes(b []byte) int {
	n := 0
	for range b {
		n++
	}
	return n
}

func bytesPassedToWriter(s string) { writeFirst([]byte(s)) }

func writeFirst(b []byte) { b[0] = 1 }

func bytesAppended(b []byte, s string) []byte { return append(b, []byte(s)...) }

func bytesRanged(s string) int {
	n := 0
	for i := range []byte(s) {
		n += i
	}
	return n
}

func stringOfBytes(b []byte) string { return string(b) }

func stringOfBytesCompared(b []byte) bool { return string(b) == "yes" }

func stringOfBytesAsKey(m map[string]int, b []byte) int { return m[string(b)] }

func stringOfBytesConcatenated(b []byte) string { return "<" + string(b) + ">" }

func stringOfRunes(r []rune) string { return string(r) }

func runesOfString(s string) []rune { return []rune(s) }

func runesStay(s string) int {
	r := []rune(s)
	return len(r)
}

func stringOfRune(r rune) string { return string(r) }

func stringOfRuneStays(r rune) int { return len(string(r)) }

func substring(s string) string { return s[1:3] }

func storeString(s string) { globalString = s }

func storeSubstring(s string) { globalString = s[2:] }

func storeBytes(b []byte) { globalBytes = b }

func stringIndexed(s string, i int) byte { return s[i] }

func stringRanged(s string) rune {
	var last rune
	for _, r := range s {
		last = r
	}
	return last
}

func switchString(s string) int {
	switch s {
	case "a", "b":
		return 1
	case "c" + s:
		return 2
	default:
		return 3
	}
}

func switchBytes(b []byte) int {
	switch string(b) {
	case "a":
		return 1
	}
	return 0
}

func constantBytes() []byte { return []byte("constant") }

func constantBytesStay() int {
	b := []byte("constant")
	return len(b)
}

type name string

type letters []byte

func conversionOfNames(n name) string { return string(n) }

func conversionOfLetters(l letters) string { return string(l) }

func lettersOfName(n name) letters { return letters(n) }

func mapOfStrings(words []string) map[string]int {
	counts := make(map[string]int)
	for _, w := range words {
		counts[w]++
	}
	return counts
}

func structureWithString(s string) node { return node{name: s} }

func pointerToString(s string) *string { return &s }

func longLiteral() any {
	return "a string that is longer than what the compiler prints of one, so that the end of it is cut away"
}

func quotedLiteral() any { return "with \"quotes\", a tab\t, and a \x00 byte" }
