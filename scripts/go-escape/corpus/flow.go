package corpus

func loopDeclaresOutside(n int) *int {
	var p *int
	for i := 0; i < n; i++ {
		p = new(int)
	}
	return p
}

func loopDeclaresOutsideStays(n int) int {
	var p *int
	for i := 0; i < n; i++ {
		p = new(int)
	}
	return *p
}

func loopDeclaresInside(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		p := new(int)
		sum += *p
	}
	return sum
}

func loopAddressOfInner(n int) int {
	var p *int
	for i := 0; i < n; i++ {
		x := i
		p = &x
	}
	return *p
}

func loopAddressOfOuter(n int) int {
	x := 0
	var p *int
	for i := 0; i < n; i++ {
		p = &x
	}
	return *p
}

func loopAddressOfVariable(n int) *int {
	var p *int
	for i := 0; i < n; i++ {
		p = &i
	}
	return p
}

func loopAddressOfVariableStays(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		p := &i
		sum += *p
	}
	return sum
}

func loopAddressReturned(n int) *int {
	for i := 0; i < n; i++ {
		if i > 3 {
			return &i
		}
	}
	return nil
}

func loopTwoVariables(n int) []*int {
	var out []*int
	for i, j := 0, n; i < j; i, j = i+1, j-1 {
		out = append(out, &i)
	}
	return out
}

func loopNested(n int) int {
	var p, q *int
	for i := 0; i < n; i++ {
		x := i
		p = &x
		for j := 0; j < n; j++ {
			y := j
			q = &y
		}
	}
	return *p + *q
}

func loopMake(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		s := make([]int, 8)
		sum += len(s)
	}
	return sum
}

func loopMakeOutlives(n int) []int {
	var keep []int
	for i := 0; i < n; i++ {
		s := make([]int, 8)
		keep = s
	}
	return keep[:0:0]
}

func loopGoto(n int) int {
	var p *int
	i := 0
again:
	x := i
	p = &x
	i++
	if i < n {
		goto again
	}
	return *p
}

func gotoForward(c bool) int {
	var p *int
	x := 1
	p = &x
	if c {
		goto done
	}
	*p = 2
done:
	return *p
}

func loopLabeled(n int) *int {
	var p *int
outer:
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			if j == 3 {
				continue outer
			}
			if j == 5 {
				break outer
			}
			p = &j
		}
	}
	return p
}

func loopWithContinue(n int) []*int {
	var out []*int
	for i := 0; i < n; i++ {
		if i%2 == 0 {
			continue
		}
		out = append(out, &i)
	}
	return out
}

func loopInfinite(c chan *int) {
	for {
		p := <-c
		if p == nil {
			return
		}
		globalPointer = p
	}
}

func loopWhile(n *node) *node {
	for n.next != nil {
		n = n.next
	}
	return n
}

func switchPointers(n int, p, q *int) *int {
	switch n {
	case 1:
		return p
	case 2:
		fallthrough
	case 3:
		return q
	}
	return nil
}

func switchWithoutTag(n int, p *int) {
	switch {
	case n > 3:
		globalPointer = p
	case n < 0:
		*p = 1
	}
}

func switchWithInit(p *int) *int {
	switch q := p; {
	case *q > 1:
		return q
	default:
		return nil
	}
}

func switchConstantTag(p, q *int) *int {
	switch 2 {
	case 1:
		return p
	case 2:
		return q
	}
	return nil
}

func ifConstant(p *int) *int {
	if false {
		globalPointer = p
	}
	return nil
}

const debugging = false

func ifConstantName(p *int) *int {
	if debugging {
		storeInGlobal(p)
	} else {
		return p
	}
	return nil
}

func ifConstantAnd(p *int, c bool) {
	if debugging && c {
		storeInGlobal(p)
	}
}

func ifConstantOr(p *int, c bool) {
	if !debugging || c {
		return
	}
	storeInGlobal(p)
}

func ifWithInit(m map[string]*int) *int {
	if p, ok := m["a"]; ok {
		return p
	} else if q := m["b"]; q != nil {
		return q
	}
	return nil
}

func deadAfterReturn(p *int) int {
	return 1
	globalPointer = p
	return 2
}

func deadAfterPanic(p *int) {
	panic("always")
	globalPointer = p
}

func forFalse(p *int) {
	for false {
		globalPointer = p
	}
}

func blockScope() *int {
	var p *int
	{
		x := 1
		p = &x
	}
	return p
}

func deferCall(p *int) { defer ignoredParameter(p) }

func deferLeaking(p *int) { defer storeInGlobal(p) }

func deferClosure(p *int) {
	defer func() { *p = 1 }()
}

func deferClosureWithArgument(p *int) {
	defer func(q *int) { *q = 1 }(p)
}

func deferInLoop(ps []*int) {
	for _, p := range ps {
		defer ignoredParameter(p)
	}
}

func deferClosureInLoop(n int) {
	for i := 0; i < n; i++ {
		defer func() { globalString = "x" }()
	}
}

func deferLocal() int {
	x := 1
	defer func() { x = 2 }()
	return x
}

func deferMethod(n *node) { defer n.linkGlobal() }

func deferInterface(s shape) { defer s.area() }

func deferKnownInterface() {
	var s shape = &square{}
	defer s.area()
}

func deferBuiltins(c chan int, m map[string]int, k string) {
	defer close(c)
	defer delete(m, k)
	defer panic(k)
	defer print(k)
}

func deferFunctionValue(f func(*int), p *int) { defer f(p) }

func deferNothing(f func()) { defer f() }

func deferVariadic(n int) { defer variadicAny(n, "a") }

func deferNew() { defer ignoredParameter(new(int)) }

func deferAddress() {
	x := 1
	defer ignoredParameter(&x)
}

func goCall(p *int) { go ignoredParameter(p) }

func goClosure() {
	x := 1
	go func() { x++ }()
}

func goClosureWithArgument(p *int) {
	go func(q *int) { *q = 1 }(p)
}

func goNoArguments(f func()) { go f() }

func goGlobal() { go deadEnd() }

func deadEnd() {}

func goMethod(n *node) { go n.linkGlobal() }

func goAddress() {
	x := 1
	go ignoredParameter(&x)
}

func goNumber(n int) { go callVariadicAny(n, "a") }

func goInLoop(n int) {
	for i := 0; i < n; i++ {
		go func() { println(i) }()
	}
}

func sendPointer(c chan *int, p *int) { c <- p }

func sendLocal(c chan *int) {
	x := 1
	c <- &x
}

func sendOnLocalChannel() *int {
	c := make(chan *int, 1)
	x := 1
	c <- &x
	return <-c
}

func receive(c chan *int) *int { return <-c }

func receiveWithOk(c chan *int) (*int, bool) {
	p, ok := <-c
	return p, ok
}

func receiveIgnored(c chan *int) { <-c }

func makeChannel() chan int { return make(chan int) }

func makeChannelSized(n int) int {
	c := make(chan int, n)
	return cap(c)
}

func channelDirections(c chan *int) (<-chan *int, chan<- *int) { return c, c }

func rangeChannel(c chan *int) *int {
	for p := range c {
		return p
	}
	return nil
}

func closeChannel(c chan int) { close(c) }

func selectReceive(c, d chan *int) *int {
	select {
	case p := <-c:
		return p
	case q, ok := <-d:
		if ok {
			return q
		}
	}
	return nil
}

func selectSend(c chan *int, p *int) {
	select {
	case c <- p:
	default:
	}
}

func selectSendLocal(c chan *int) {
	x := 1
	select {
	case c <- &x:
	default:
	}
}

func selectAssign(c chan *int) *int {
	var p *int
	select {
	case p = <-c:
	}
	return p
}

func selectAssignInterface(c chan int) any {
	var v any
	select {
	case v = <-c:
	}
	return v
}

func selectAssignOk(c chan *int) (p *int, ok bool) {
	select {
	case p, ok = <-c:
	}
	return
}

func selectIgnored(c chan *int) {
	select {
	case <-c:
	}
}

func selectInLoop(c chan *int, done chan struct{}) []*int {
	var out []*int
	for {
		select {
		case p := <-c:
			out = append(out, p)
		case <-done:
			return out
		}
	}
}

func globalChannel() {
	x := 1
	globalChan <- &x
}

func recursion(n int, p *int) *int {
	if n == 0 {
		return p
	}
	return recursion(n-1, p)
}

func recursionLeaks(n int, p *int) {
	if n == 0 {
		globalPointer = p
		return
	}
	recursionLeaks(n-1, p)
}

func recursionStays(n int, p *int) int {
	if n == 0 {
		return *p
	}
	x := n
	return recursionStays(n-1, &x)
}

func mutualFirst(n int, p *int) *int {
	if n == 0 {
		return p
	}
	return mutualSecond(n-1, p)
}

func mutualSecond(n int, p *int) *int { return mutualFirst(n, p) }

func mutualStaysFirst(n int, p *int) int {
	if n == 0 {
		return *p
	}
	return mutualStaysSecond(n-1, p)
}

func mutualStaysSecond(n int, p *int) int { return mutualStaysFirst(n, p) }

func mutualThree(n int, p *node) *node {
	if n > 2 {
		return mutualThreeB(n, p.next)
	}
	return p
}

func mutualThreeB(n int, p *node) *node { return mutualThreeC(n-1, p) }

func mutualThreeC(n int, p *node) *node { return mutualThree(n-1, p) }

func recursionOfValues(t *tree) int {
	if t == nil {
		return 0
	}
	return 1 + recursionOfValues(t.left) + recursionOfValues(t.right)
}

func recursionBuilds(n int) *tree {
	if n == 0 {
		return nil
	}
	return &tree{left: recursionBuilds(n - 1), data: new(int)}
}

func multipleResults(p *int) (*int, error) { return p, nil }

func useMultipleResults(p *int) *int {
	q, err := multipleResults(p)
	if err != nil {
		return nil
	}
	return q
}

func forwardResults(p *int) (*int, error) { return multipleResults(p) }

func takeBoth(p *int, err error) *int { return p }

func forwardArguments(p *int) *int { return takeBoth(multipleResults(p)) }

func assignToFields(t *tree, p *int) {
	t.data, t.tags = p, nil
}

func assignBoxed(p *int) (v any, err error) {
	v, err = multipleResults(p)
	return
}

func assignOperators(a, b int) int {
	a += b
	a -= 1
	a *= 2
	a <<= 1
	a &^= 3
	return a
}

func shadowed(p *int) *int {
	q := p
	if q != nil {
		q := new(int)
		*q = 1
	}
	return q
}

func unusedResult(p *int) {
	_ = returnParameter(p)
	_, _ = multipleResults(p)
}

func assertInCondition(v any) int {
	if n, ok := v.(int); ok && n > 3 {
		return n
	}
	return 0
}

var (
	globalsOfLiterals = []string{"a", "b"}
	globalOfMap       = map[string]int{"a": 1}
	globalOfPointer   = &point{1, 2}
	globalOfFunction  = func(p *int) *int { return p }
	globalOfCall      = newNode(3)
	globalOfClosure   = func() func() int { x := 1; return func() int { return x } }()
	globalOfBoxes     = []any{1, "a", newNode(4)}
	globalOfBytes     = []byte("bytes")
	globalOfNested    = map[string][]int{"a": {1, 2}}
	globalA, globalB  = multipleResults(nil)
	_                 = newNode(5)
)

func init() {
	x := 1
	globalPointer = &x
	globalOfMap["b"] = 2
}

func useGlobals() int {
	return len(globalsOfLiterals) + len(globalOfMap) + globalOfPointer.x + *globalOfFunction(new(int)) + globalOfCall.value + globalOfClosure() +
		len(globalOfBoxes) + len(globalOfBytes) + len(globalOfNested)
}
