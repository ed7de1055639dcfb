// Package runtimesizedbuffer asks of Go what the crate beside it asks of Rust: where does a buffer go whose size is known only at run
// time?
package runtimesizedbuffer

import (
	"encoding/binary"

	"variants"
)

// largest is the largest buffer here.
const largest = 65_536

// input is bytes that count up and begin again.
var input = func() (input [largest]byte) {
	for i := range input {
		input[i] = byte(i)
	}
	return
}()

// checksum is the sum of the bytes, taken eight at a time as little-endian words; those left over are added one by one.
//
//go:noinline
func checksum(bytes []byte) uint64 {
	sum := uint64(0)
	for ; len(bytes) >= 8; bytes = bytes[8:] {
		sum += binary.LittleEndian.Uint64(bytes)
	}
	for _, b := range bytes {
		sum += uint64(b)
	}
	return sum
}

// answer is the checksum of the input's beginning, computed without reading it.
func answer(size int) uint64 {
	sum := uint64(0)
	for i := 0; i < size; i++ {
		if i < size/8*8 {
			sum += uint64(byte(i)) << (i % 8 * 8)
		} else {
			sum += uint64(byte(i))
		}
	}
	return sum
}

// above32 is one allocation where the size is above the 32 bytes that 1.25 and later keep on the stack
// (cmd/compile/internal/base/flag.go, VariableMakeThreshold).
func above32(size int) uint64 {
	if size > 32 {
		return 1
	}
	return 0
}

// doublings is one allocation for 8 bytes, and one for each doubling until the size is reached.
func doublings(size int) uint64 {
	count := uint64(1)
	for capacity := 8; capacity < size; capacity *= 2 {
		count++
	}
	return count
}

// doublingsFrom32 is the same where the first 32 bytes are on the stack
// (cmd/compile/internal/ssagen/ssa.go, from "cmd/compile: allocate backing store for append on the stack" on).
func doublingsFrom32(size int) uint64 {
	count := uint64(0)
	for capacity := 32; capacity < size; capacity *= 2 {
		count++
	}
	return count
}

// All are the variants, in the order of the crate; article_constant keeps the shape of an article's own program.
var All = []variants.Variant{
	{Name: "zeroed_vec", Sizes: []int{5, 32, 33, 64, 65, 1_024, 65_536}, Sized: zeroedVec, Answer: answer,
		Allocs: variants.Allocations(1).SinceBy("1.25", above32)},
	{Name: "caller_buffer", Sizes: []int{5, 64, 1_024, 65_536}, Prepare: callerBuffer, Answer: answer,
		Allocs: variants.Allocations(0)},
	{Name: "reused_vec", Sizes: []int{5, 1_024}, Prepare: reusedVec, Answer: answer, Allocs: variants.Allocations(0)},
	{Name: "small_vec_32", Sizes: []int{5, 32, 33, 64, 65}, Sized: smallVec32, Answer: answer,
		Allocs: variants.AllocationsBy(above32)},
	{Name: "constant_size", Run: constantSize, Answer: func(int) uint64 { return answer(8) }, Allocs: variants.Allocations(0)},
	{Name: "push_with_capacity", Sizes: []int{5, 64, 65}, Sized: pushWithCapacity, Answer: answer,
		Allocs: variants.Allocations(1).SinceBy("1.25", above32)},
	{Name: "push_growing", Sizes: []int{5, 64, 65}, Sized: pushGrowing, Answer: answer,
		Allocs: variants.AllocationsBy(doublings).SinceBy("1.25", doublingsFrom32)},
}
