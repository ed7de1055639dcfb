// Package corpus has a function for each construct that the model of the escape analysis knows. They are compiled and never run.
package corpus

type point struct {
	x, y int
}

type node struct {
	value int
	next  *node
	name  string
}

type tree struct {
	left, right *tree
	data        *int
	tags        []string
	room        [4]*int
}

var (
	globalPointer *int
	globalNode    *node
	globalAny     any
	globalSlice   []*int
	globalMap     = map[string]*int{}
	globalFunc    func() *int
	globalString  string
	globalBytes   []byte
	globalTree    tree
	globalArray   [4]*int
	globalChan    = make(chan *int, 1)
)

func returnAddressOfLocal() *int {
	x := 1
	return &x
}

func returnAddressOfParameter(x int) *int { return &x }

func returnParameter(p *int) *int { return p }

func returnTarget(pp **int) *int { return *pp }

func returnTargetOfTarget(ppp ***int) *int { return **ppp }

func returnField(n *node) *node { return n.next }

func returnFieldOfField(n *node) *node { return n.next.next }

func returnAddressOfField(n *node) *int { return &n.value }

func returnAddressOfFieldByValue(n node) *int { return &n.value }

func returnFieldByValue(n node) *node { return n.next }

func returnAddressOfElement(a *[4]int) *int { return &a[1] }

func returnAddressOfSliceElement(s []int) *int { return &s[1] }

func storeInGlobal(p *int) { globalPointer = p }

func storeTargetInGlobal(p **int) { globalPointer = *p }

func storeFieldInGlobal(n *node) { globalNode = n.next }

func storeLocalInGlobal() {
	x := 2
	globalPointer = &x
}

func storeThroughPointer(pp **int, p *int) { *pp = p }

func storeInField(n, m *node) { n.next = m }

func storeInFieldOfField(n, m *node) { n.next.next = m }

func storeInArrayOfParameter(t *tree, p *int) { t.room[2] = p }

func storeInGlobalField(p *int) { globalTree.data = p }

func storeInGlobalArray(p *int) { globalArray[1] = p }

func storeValueOnly(n *node) { n.value = 7 }

func localPointerStays() int {
	x := 3
	p := &x
	*p = 4
	return *p
}

func pointerToPointerStays() int {
	x := 3
	p := &x
	q := &p
	**q = 5
	return x
}

func newStays() int {
	p := new(int)
	*p = 3
	return *p
}

func newReturned() *int { return new(int) }

func newInStructure() node {
	return node{next: new(node)}
}

func literalStays() int {
	p := &point{1, 2}
	return p.x + p.y
}

func literalReturned() *point { return &point{1, 2} }

func emptyLiteralReturned() *point { return &point{} }

func nestedLiteral() *node { return &node{next: &node{value: 1}} }

func literalWithParameter(p *int) *tree { return &tree{data: p} }

func literalByValue(p *int) tree { return tree{data: p} }

func copyOfStructure(t tree) *int {
	u := t
	return u.data
}

func addressOfCopy(t tree) *tree {
	u := t
	return &u
}

func conditional(c bool, p, q *int) *int {
	if c {
		return p
	}
	return q
}

func swap(p, q **int) { *p, *q = *q, *p }

func swapLocals(p, q *int) (*int, *int) {
	p, q = q, p
	return p, q
}

func chain(p *int) *int {
	a := p
	b := a
	c := b
	return c
}

func selfReference() int {
	n := &node{}
	n.next = n
	return n.value
}

func cycleStays() int {
	var a, b node
	a.next = &b
	b.next = &a
	return a.value
}

func cycleEscapes() *node {
	var a, b node
	a.next = &b
	b.next = &a
	return &a
}

func listOfTwo() *node {
	second := node{value: 2}
	first := node{value: 1, next: &second}
	return &first
}

func arrayOfPointers(p *int) [2]*int { return [2]*int{p, nil} }

func arrayIndexed(a [3]*int, i int) *int { return a[i] }

func arrayThroughPointer(a *[3]*int, i int) *int { return a[i] }

func arraySliced(a *[8]int) []int { return a[2:4] }

func localArraySliced() int {
	var a [8]int
	s := a[:]
	s[1] = 3
	return a[1]
}

func localArraySlicedEscapes() []int {
	var a [8]int
	return a[1:3]
}

func anonymousStructure(p *int) *int {
	v := struct {
		q *int
		n int
	}{p, 1}
	return v.q
}

func pointerInAnonymous() *struct{ n int } {
	v := struct{ n int }{3}
	return &v
}

func comparePointers(p, q *int) bool { return p == q }

func nilCheck(p *int) bool { return p != nil }

func namedResult(p *int) (result *int) {
	result = p
	return
}

func namedResultOfLocal() (result *int) {
	x := 9
	result = &x
	return result
}

func addressOfResult() (result int, at *int) {
	at = &result
	return
}

func severalResults(a, b *int) (*int, *int, int) { return b, a, *a }

func sixResults(a, b, c, d, e, f *int) (*int, *int, *int, *int, *int, *int) {
	return a, b, c, d, e, f
}

func resultToBoth(p *int) (*int, *int) { return p, p }

func blankParameter(_ *int, p *int) *int { return p }

func unnamedParameters(*int, *node) int { return 1 }

func blankResult(p *int) (_ *int, _ error) { return p, nil }

func reassignedParameter(p *int) *int {
	x := 1
	p = &x
	return p
}

func parameterReassignedLocally(p *int) int {
	x := 1
	p = &x
	return *p
}

func ignoredParameter(p *int) {}

func readParameter(p *int) int { return *p }

func pointerArithmeticOfIndex(s []*int, i int) *int { return s[i+1] }

func doublePointerLocal() **int {
	x := 1
	p := &x
	return &p
}

func aliasThenGlobal() {
	x := 1
	p := &x
	q := p
	globalPointer = q
}

func structureWithBoth(p, q *int) *int {
	t := tree{data: p}
	t.room[0] = q
	return t.data
}

func fieldsCollapse(p, q *int) *tree {
	var t tree
	t.data = p
	t.room[1] = q
	return &t
}

func embedded(o *outer) *int { return o.inner.p }

type inner struct {
	p *int
	n int
}

type outer struct {
	inner
	*point
}

func embeddedPromoted(o *outer) *int { return o.p }

func embeddedPromotedAddress(o *outer) *int { return &o.n }

func embeddedThroughPointer(o *outer) *int { return &o.x }

func embeddedValue(o outer) *int { return o.p }

func embeddedLocal() int {
	o := outer{point: &point{1, 2}}
	return o.x
}
