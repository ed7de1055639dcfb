package corpus

func closureReturned() func() int {
	x := 1
	return func() int { return x }
}

func closureWritesReturned() func() {
	x := 1
	return func() { x++ }
}

func closureCalled() int {
	x := 1
	f := func() { x++ }
	f()
	return x
}

func closureCalledDirectly() int {
	x := 1
	func() { x = 2 }()
	return x
}

func closureWithoutCaptures() func(int) int {
	return func(n int) int { return n + 1 }
}

func closureWithoutCapturesStays() int {
	f := func(n int) int { return n + 1 }
	return f(1)
}

func closureReturnsCaptured() *int {
	x := 1
	return func() *int { return &x }()
}

func closureReturnsCapturedStays() int {
	x := 1
	p := func() *int { return &x }()
	return *p
}

func closureReturnsParameter(p *int) *int {
	f := func(q *int) *int { return q }
	return f(p)
}

func closureLeaksParameter(p *int) {
	f := func(q *int) { globalPointer = q }
	f(p)
}

func closurePassed(s []int) int {
	sum := 0
	each(s, func(v int) { sum += v })
	return sum
}

func each(s []int, f func(int)) {
	for _, v := range s {
		f(v)
	}
}

func closureStored() {
	x := 1
	globalFunc = func() *int { return &x }
}

func closureInStructure() int {
	x := 1
	s := struct{ f func() int }{func() int { return x }}
	return s.f()
}

func closureInSlice() int {
	x := 1
	s := []func() int{func() int { return x }}
	return s[0]()
}

func closureOfClosure() func() func() int {
	x := 1
	return func() func() int {
		return func() int { return x }
	}
}

func closureOfClosureStays() int {
	x := 1
	f := func() int {
		g := func() int { return x }
		return g() + 1
	}
	return f()
}

func closureWritesInner() int {
	x := 1
	f := func() {
		g := func() { x++ }
		g()
	}
	f()
	return x
}

func closureAssignsOuter() *int {
	var p *int
	f := func() {
		y := 1
		p = &y
	}
	f()
	return p
}

func closureAssignsOuterStays() int {
	var p *int
	f := func() {
		y := 1
		p = &y
	}
	f()
	return *p
}

func closureCapturesParameter(p *int) func() *int {
	return func() *int { return p }
}

func closureCapturesLargeByReference() func() int {
	var a [64]int
	return func() int { return a[3] }
}

func closureCapturesSmallByValue() func() int {
	var a [16]int
	return func() int { return a[3] }
}

func closureInLoop(n int) []func() int {
	var out []func() int
	for i := 0; i < n; i++ {
		out = append(out, func() int { return i })
	}
	return out
}

func closureInLoopWrites(n int) []func() {
	var out []func()
	for i := 0; i < n; i++ {
		out = append(out, func() { i++ })
	}
	return out
}

func closureInRange(s []int) []func() int {
	var out []func() int
	for _, v := range s {
		out = append(out, func() int { return v })
	}
	return out
}

func closureCalledInLoop(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		func() { sum += i }()
	}
	return sum
}

func closureDeclaredInLoop(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		add := func(k int) { sum += k }
		add(i)
	}
	return sum
}

func closureRecursive(n int) int {
	var f func(int) int
	f = func(k int) int {
		if k == 0 {
			return 0
		}
		return k + f(k-1)
	}
	return f(n)
}

func closureReassigned(c bool, p *int) *int {
	f := func(q *int) *int { return q }
	if c {
		f = func(q *int) *int { return nil }
	}
	return f(p)
}

func closureDeclaredThenAssigned(p *int) *int {
	var f func(*int) *int
	f = func(q *int) *int { return q }
	return f(p)
}

func closureReassignedLeaks(c bool, p *int) {
	f := func(q *int) {}
	if c {
		f = func(q *int) { globalPointer = q }
	}
	f(p)
}

func closureFromParameter(f func(*int) *int, p *int) *int { return f(p) }

func closureParameterResultDropped(f func(*int) *int, p *int) { f(p) }

func closureWithVariable() int {
	x := 1
	g := func() func() int {
		return func() int { return x }
	}
	return g()()
}

func functionValue() func(*int) *int { return returnParameter }

func functionValueCalled(p *int) *int {
	f := returnParameter
	return f(p)
}

func functionValueReassigned(c bool, p *int) *int {
	f := returnParameter
	if c {
		f = chain
	}
	return f(p)
}

func functionValueMixed(c bool, p *int) {
	f := ignoredParameter
	if c {
		f = storeInGlobal
	}
	f(p)
}

func functionValueFromCall(p *int) *int { return functionValue()(p) }

func functionInTable(i int, p *int) *int {
	table := []func(*int) *int{returnParameter, chain}
	return table[i](p)
}

func immediatelyWithArguments(p *int) int {
	return func(q *int, n int) int { return *q + n }(p, 3)
}

func immediatelyLeaks(p *int) {
	func(q *int) { globalPointer = q }(p)
}

func capturesTwo(a, b *int) func() int {
	return func() int { return *a + *b }
}

func capturesAndWrites(a, b *int) func() {
	return func() { a = b }
}

func capturesRange(s []*int) func() *int {
	return func() *int {
		for _, v := range s {
			return v
		}
		return nil
	}
}

func sequence() (next func() int, reset func()) {
	n := 0
	next = func() int { n++; return n }
	reset = func() { n = 0 }
	return
}

func closureTakesAddress() int {
	x := 1
	f := func() *int { return &x }
	*f() = 2
	return x
}

func closureWithDefer() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = nil
		}
	}()
	return nil
}

func sortBy(s []string, less func(a, b string) bool) {
	for i := range s {
		for j := i; j > 0 && less(s[j], s[j-1]); j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

func sortByLength(s []string) {
	sortBy(s, func(a, b string) bool { return len(a) < len(b) })
}

func compose(f, g func(int) int) func(int) int {
	return func(n int) int { return f(g(n)) }
}

func option(n int) func(*point) {
	return func(p *point) { p.x = n }
}

func applyOptions(options ...func(*point)) *point {
	p := &point{}
	for _, o := range options {
		o(p)
	}
	return p
}

func useOptions() int { return applyOptions(option(1), option(2)).x }
