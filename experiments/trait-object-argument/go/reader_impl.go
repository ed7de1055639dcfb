package traitobjectargument

import "bytes"

// checksumOfBuffer knows whose Read it calls, and that this one does not keep the slice.
//
//go:noinline
func checksumOfBuffer(reader *bytes.Buffer) uint64 {
	var buffer [5]byte
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

// readerImpl lends the reader as what it is.
//
//go:noinline
func readerImpl() uint64 {
	return checksumOfBuffer(bytes.NewBuffer(input)) // -m: &bytes.Buffer{...} does not escape
}
