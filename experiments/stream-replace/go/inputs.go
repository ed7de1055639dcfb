package streamreplace

import "bytes"

// sample is the article's input, with its line break as one byte: 119 bytes, nine matches.
const sample = "abcelvisaElvisabcelviseelvisaelvisaabeeeelvise l v i saa bb e l v i saa elvi " +
	"selvielviselvielvielviselvi1elvielviselvis"

// sampleReplaced is the article's output.
const sampleReplaced = "abcElvisaElvisabcElviseElvisaElvisaabeeeElvise l v i saa bb e l v i saa elvi " +
	"selviElviselvielviElviselvi1elviElvisElvis"

// Variables, so that the compiler knows nothing of them.
var (
	needle      = []byte("elvis")
	replacement = []byte("Elvis")
)

// dense is the sample again and again, size bytes.
//
//go:noinline
func dense(size int) []byte {
	input := make([]byte, size) // -m: make([]byte, size) escapes to heap
	for at := 0; at < size; at += len(sample) {
		copy(input[at:], sample)
	}
	return input
}

// emptyBuffer has room for size bytes.
//
//go:noinline
func emptyBuffer(size int) *bytes.Buffer {
	return bytes.NewBuffer(make([]byte, 0, size))
	// -m: make([]byte, 0, size) escapes to heap
	// -m: &bytes.Buffer{...} escapes to heap
}

// fingerprint is the answer of a variant, the same as in Rust: the length of its output and four of its bytes.
func fingerprint(output []byte) uint64 {
	return fingerprintOf(len(output), func(at int) byte { return output[at] })
}

func denseAnswer(size int) uint64 {
	return fingerprintOf(size, func(at int) byte { return sampleReplaced[at%len(sampleReplaced)] })
}

func denseCopyAnswer(size int) uint64 {
	return fingerprintOf(size, func(at int) byte { return sample[at%len(sample)] })
}

func fingerprintOf(length int, at func(int) byte) uint64 {
	if length < len(sample) {
		return uint64(length)
	}
	sum := uint64(length)
	for part := 0; part < 4; part++ {
		sum = sum*31 + uint64(at(part*(length/4)+3))
	}
	return sum
}
