package goroutines

import "sync"

// manySpawned starts a hundred goroutines, waits for all, and adds up their answers.
//
//go:noinline
func manySpawned() uint64 {
	var group sync.WaitGroup       // -m: moved to heap: group
	answers := make([]uint64, 100) // -m: make([]uint64, 100) escapes to heap
	for i := range answers {
		i := i
		group.Add(1)
		go func() { // -m: func literal escapes to heap
			defer group.Done()
			answers[i] = price(uint64(i))
		}()
	}
	group.Wait()
	sum := uint64(0)
	for _, answer := range answers {
		sum += answer
	}
	return sum
}
