package corpus

func returnSlice(s []int) []int { return s }

func returnReslice(s []int) []int { return s[1:] }

func returnResliceThree(s []int) []int { return s[1:2:3] }

func returnElement(s []*int) *int { return s[0] }

func storeInSlice(s []*int, p *int) { s[0] = p }

func storeLocalInSlice(s []*int) {
	x := 1
	s[0] = &x
}

func storeNumberInSlice(s []int) { s[0] = 1 }

func storeInLocalSlice() int {
	x := 1
	s := make([]*int, 2)
	s[0] = &x
	return len(s)
}

func sliceLiteral(p *int) []*int { return []*int{p} }

func sliceLiteralStays(p *int) int {
	s := []*int{p, nil}
	return len(s)
}

func sliceLiteralOfAddresses() int {
	x, y := 1, 2
	s := []*int{&x, &y}
	return *s[0] + *s[1]
}

func sliceLiteralKeyed() []string { return []string{2: "c", 0: "a"} }

func sliceLiteralOfPointers() []*point { return []*point{{1, 2}, {3, 4}} }

func sliceLiteralOfStructures() []point { return []point{{1, 2}, {3, 4}} }

func sliceOfSlices() [][]int { return [][]int{{1}, {2, 3}, nil} }

func makeConstant() []int { return make([]int, 4) }

func makeConstantStays() int {
	s := make([]int, 4, 8)
	return cap(s)
}

func makeOfParameter(n int) []byte { return make([]byte, n) }

func makeOfParameterStays(n int) int {
	s := make([]byte, n)
	return len(s)
}

func makeOfVariable() int {
	n := 10
	s := make([]int, n)
	return len(s)
}

func makeOfReassigned(c bool) int {
	n := 10
	if c {
		n = 20
	}
	s := make([]int, n)
	return len(s)
}

func makeOfLength(t []int) int {
	s := make([]int, len(t))
	return len(s)
}

func makeOfLiteralLength() int {
	t := []int{1, 2, 3}
	s := make([]int, len(t))
	return len(s) + len(t)
}

func makeWithCapacity(n int) int {
	s := make([]int, 0, n)
	return cap(s)
}

func makeLengthAndCapacity(n int) int {
	s := make([]int, n, 16)
	return len(s)
}

func makeZeroSized(n int) int {
	s := make([]struct{}, n)
	return len(s)
}

func makeZeroSizedConstant() int {
	s := make([]struct{}, 4)
	return len(s)
}

func makeLargestThatStays() int {
	s := make([]byte, 65536)
	return len(s)
}

func makeTooLarge() int {
	s := make([]byte, 65537)
	return len(s)
}

func makeTooLargeOfWords() int {
	s := make([]int64, 8193)
	return len(s)
}

func makeWordsThatStay() int {
	s := make([]int64, 8192)
	return len(s)
}

func arrayTooLarge() int {
	var a [131073]byte
	a[3] = 1
	return int(a[3])
}

func arrayLargest() int {
	var a [131072]byte
	a[3] = 1
	return int(a[3])
}

func newTooLarge() int {
	p := new([65537]byte)
	return len(p[:])
}

func newLargest() int {
	p := new([65536]byte)
	return len(p[:])
}

type large struct {
	room [65537]byte
}

func literalTooLarge() int {
	p := &large{}
	return len(p.room[:])
}

func parameterLarge(l large) int { return int(l.room[1]) }

func appendNumber(s []int) []int { return append(s, 1) }

func appendNumbers(s []int, a, b int) []int { return append(s, a, b) }

func appendPointer(s []*int, p *int) []*int { return append(s, p) }

func appendLocal() int {
	x := 1
	var s []*int
	s = append(s, &x)
	return len(s)
}

func appendInLoop(n int) []int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return s
}

func appendInLoopStays(n int) int {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	return len(s)
}

func appendSlice(s, t []int) []int { return append(s, t...) }

func appendSliceOfPointers(s, t []*int) []*int { return append(s, t...) }

func appendString(b []byte, s string) []byte { return append(b, s...) }

func appendNothing(s []int) []int { return append(s) }

func appendToField(t *tree, s string) { t.tags = append(t.tags, s) }

func appendToGlobal(p *int) { globalSlice = append(globalSlice, p) }

func appendToNil() []string { return append([]string(nil), "a", "b") }

func appendToReslice(s []string, k string) []string { return append(s[:1], k) }

func appendStructure(s []node, n *node) []node { return append(s, *n) }

func appendTwice(s []string) []string {
	s = append(s, "a")
	return append(s, "b")
}

func copySlices(s, t []int) int { return copy(s, t) }

func copyPointers(s, t []*int) { copy(s, t) }

func copyString(b []byte, s string) int { return copy(b, s) }

func copyToLocal(t []*int) int {
	var room [4]*int
	copy(room[:], t)
	return len(room)
}

func sliceOfArrayField(t *tree) []*int { return t.room[1:] }

func keepArrayOfField(b *buffer) { b.buf = b.room[:] }

type buffer struct {
	buf   []byte
	room  [16]byte
	other []byte
	off   int
	inner *buffer
}

func (b *buffer) advance(n int) { b.buf = b.buf[n:] }

func (b *buffer) cut(n, m int) { b.buf = b.buf[n:m] }

func (b *buffer) take() { b.buf = b.other }

func (b *buffer) takeInner() { b.buf = b.inner.buf }

func (b *buffer) fromRoom() { b.buf = b.room[:4] }

func exchange(s []*int, i, j int) { s[i], s[j] = s[j], s[i] }

func moveElement(s []*int, i, j int) { s[i] = s[j] }

func moveElementCalled(s []*int, f func() int) { s[f()] = s[1] }

func rangeValues(s []int) int {
	sum := 0
	for _, v := range s {
		sum += v
	}
	return sum
}

func rangePointers(s []*int) *int {
	for _, v := range s {
		return v
	}
	return nil
}

func rangeArrayPointers(a [3]*int) *int {
	for _, v := range a {
		return v
	}
	return nil
}

func rangePointerToArray(a *[3]*int) *int {
	for _, v := range a {
		if v != nil {
			return v
		}
	}
	return nil
}

func rangeAddress(s []int) *int {
	for i := range s {
		if s[i] > 0 {
			return &s[i]
		}
	}
	return nil
}

func rangeAddressOfVariable(s []int) (out []*int) {
	for _, v := range s {
		out = append(out, &v)
	}
	return out
}

func rangeKeyAddress(s []int) *int {
	var last *int
	for i := range s {
		last = &i
	}
	return last
}

func rangeIntoExisting(s []*int) *int {
	var i int
	var p *int
	for i, p = range s {
		if i > 2 {
			break
		}
	}
	return p
}

func rangeIntoField(t *tree, s []*int) {
	for _, t.data = range s {
	}
}

func rangeWithoutVariables(s []int) int {
	n := 0
	for range s {
		n++
	}
	return n
}

func sliceToArrayPointer(s []int) *[2]int { return (*[2]int)(s) }

func sliceToArray(s []*int) [2]*int { return [2]*int(s) }

func boundsOfByte(t *[256]int, b byte) int { return t[b] }

func boundsOfMask(t [8]int, i int) int { return t[i&7] }

func boundsOfModulo(t [8]int, i uint) int { return t[i%8] }

func boundsOfShift(t [16]int, b uint8) int { return t[b>>4] }

func boundsOfString(b byte) byte { return "0123456789abcdef"[b&15] }

func minimumOfSlices(s []int) int {
	best := s[0]
	for _, v := range s[1:] {
		if v < best {
			best = v
		}
	}
	return best
}

func twoDimensional(n, m int) [][]int {
	rows := make([][]int, n)
	for i := range rows {
		rows[i] = make([]int, m)
	}
	return rows
}

func filter(s []int, keep func(int) bool) []int {
	out := s[:0]
	for _, v := range s {
		if keep(v) {
			out = append(out, v)
		}
	}
	return out
}

func reverse(s []string) {
	for i, j := 0, len(s)-1; i < j; i, j = i+1, j-1 {
		s[i], s[j] = s[j], s[i]
	}
}
