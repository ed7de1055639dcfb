package streamreplace

import "bytes"

// shorterMatches is, for each prefix of a needle, the length of the longest shorter prefix that it ends with.
//
//go:noinline
func shorterMatches(find []byte) []int {
	shorter := make([]int, len(find)) // -m: make([]int, len(find)) escapes to heap
	matched := 0
	for at := 1; at < len(find); at++ {
		for matched > 0 && find[matched] != find[at] {
			matched = shorter[matched-1]
		}
		if find[matched] == find[at] {
			matched++
		}
		shorter[at] = matched
	}
	return shorter
}

// inMemoryReplace is a second algorithm (Knuth, Morris and Pratt): no byte is looked at twice.
//
//go:noinline
func inMemoryReplace(data, find []byte, shorter []int, repl []byte, output *bytes.Buffer) {
	matched, copied := 0, 0
	for at, b := range data {
		for matched > 0 && find[matched] != b {
			matched = shorter[matched-1]
		}
		if find[matched] == b {
			matched++
		}
		if matched == len(find) {
			output.Write(data[copied : at+1-matched])
			output.Write(repl)
			matched, copied = 0, at+1
		}
	}
	output.Write(data[copied:])
}

// inMemory makes the table, the input and the output. Each call replaces in the whole input.
func inMemory(size int) func() uint64 {
	data, shorter := dense(size), shorterMatches(needle)
	output := emptyBuffer(size)
	return func() uint64 { // -m: func literal escapes to heap
		output.Reset()
		inMemoryReplace(data, needle, shorter, replacement, output)
		return fingerprint(output.Bytes())
	}
}
