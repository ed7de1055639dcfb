package wherevalueslive

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"unsafe"
)

// heldElsewhere keeps a value alive that no function owns, which puts it on the heap.
var heldElsewhere *uint64

// The article says that the pages of goroutine stacks and of the heap are interleaved, so that an address does not tell which of the two
// a value is in.
func TestAStackAndTheHeapShareAMapping(t *testing.T) {
	text, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("SKIPPED: %v (CI must not skip it)", err)
		}
		t.Skipf("SKIPPED: the map of the process is that of Linux: %v", err)
	}
	heldElsewhere = new(uint64)
	stack, heap := addressOfLocal(), uintptr(unsafe.Pointer(heldElsewhere))
	if allocations := testing.AllocsPerRun(10, func() { addressOfLocal() }); allocations != 0 {
		t.Fatalf("a local whose address is a number made %v allocations: it is on the heap, and this test shows nothing", allocations)
	}
	stackMapping, heapMapping := mappingOf(t, string(text), stack), mappingOf(t, string(text), heap)
	if stackMapping != heapMapping {
		t.Errorf("the local is in %q, and the value on the heap in %q", stackMapping, heapMapping)
	}
}

// addressOfLocal is where a local was. A number is no reference: the local stays on the stack of this goroutine.
//
//go:noinline
func addressOfLocal() uintptr {
	local := uint64(42)
	return uintptr(unsafe.Pointer(&local))
}

// mappingOf is the line of the map that has the address.
func mappingOf(t *testing.T, text string, address uintptr) string {
	for _, line := range strings.Split(text, "\n") {
		var start, end uint64
		if ends := strings.SplitN(strings.SplitN(line, " ", 2)[0], "-", 2); len(ends) == 2 {
			start, _ = strconv.ParseUint(ends[0], 16, 64)
			end, _ = strconv.ParseUint(ends[1], 16, 64)
		}
		if start <= uint64(address) && uint64(address) < end {
			return line
		}
	}
	t.Fatalf("no mapping has the address %x", address)
	return ""
}
