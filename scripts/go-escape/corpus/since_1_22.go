//go:build go1.22

package corpus

func rangeNumber(n int) int {
	sum := 0
	for i := range n {
		sum += i
	}
	return sum
}

func rangeNumberAddress(n int) []*int {
	var out []*int
	for i := range n {
		out = append(out, &i)
	}
	return out
}

func rangeConstant() int {
	sum := 0
	for i := range 10 {
		sum += i
	}
	return sum
}

func rangeNumberCaptured(n int) []func() int {
	var out []func() int
	for i := range n {
		out = append(out, func() int { return i })
	}
	return out
}

func rangeNothing(n int) int {
	k := 0
	for range n {
		k++
	}
	return k
}

func rangeNumberBoxed(n int) []any {
	var out []any
	for i := range n {
		out = append(out, i)
	}
	return out
}
