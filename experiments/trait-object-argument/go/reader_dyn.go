package traitobjectargument

import (
	"bytes"
	"io"
)

// checksumOfReader takes any reader, so nothing is known of what its Read does with the slice, or with the reader itself.
//
//go:noinline
func checksumOfReader(reader io.Reader) uint64 {
	var buffer [5]byte // -m: moved to heap: buffer
	sum := uint64(0)
	for {
		n, err := reader.Read(buffer[:])
		for _, b := range buffer[:n] {
			sum = sum*31 + uint64(b)
		}
		if err != nil {
			return sum
		}
	}
}

// readerDyn hands the reader over as an interface.
//
//go:noinline
func readerDyn() uint64 {
	return checksumOfReader(bytes.NewBuffer(input)) // -m: &bytes.Buffer{...} escapes to heap
}
