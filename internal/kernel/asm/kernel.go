package main

import (
	"fmt"
	"go/token"
	"go/types"
	"math"
	"strings"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/gotypes"
	"github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// isa is an instruction set a kernel is written for.
type isa struct {
	name  string
	bytes int // of a vector register
}

var (
	avx2   = isa{"AVX2", 32}
	avx512 = isa{"AVX512", 64}
	isas   = []isa{avx2, avx512}
)

// elem is the type of the elements a kernel computes with.
type elem struct {
	suffix string // in names of kernels
	goType string
	id     string // in package dtype
	size   int
}

var (
	f64 = elem{"F64", "float64", "IDFloat64", 8}
	f32 = elem{"F32", "float32", "IDFloat32", 4}
	i64 = elem{"I64", "int64", "IDInt64", 8}
	i32 = elem{"I32", "int32", "IDInt32", 4}
)

func (e elem) float() bool { return e == f64 || e == f32 }

// opcode is an instruction of the avo context; its operands are in Go's order, destination last.
type opcode func(...operand.Op)

// kernel is one assembly function while it is being written.
type kernel struct {
	*build.Context
	isa
	elem
	family *family
	lanes  int                 // elements per vector
	n      reg.GPVirtual       // elements left
	later  []func()            // blocks after the return
	k      reg.OpmaskVirtual   // AVX-512: the lanes of a partial vector
	masks  map[int]reg.Virtual // AVX2: the same by element size
	labels int

	// streaming makes the stores of whole vectors bypass the caches; the output is aligned to a vector then.
	streaming bool
}

// kernel begins the body of the function called name, with the parameters n and the named pointers.
func (f *family) kernel(name, doc string, i isa, e elem, pointers ...string) *kernel {
	return f.begin(name, doc, i, e, nil, pointers...)
}

// bodyName is the assembly function behind the wrapper of that name.
func bodyName(name string) string { return "asm" + strings.ToUpper(name[:1]) + name[1:] }

// begin is kernel with results.
func (f *family) begin(name, doc string, i isa, e elem, results *types.Tuple, pointers ...string) *kernel {
	k := &kernel{Context: f.context, isa: i, elem: e, family: f, lanes: i.bytes / e.size}
	params := []*types.Var{types.NewVar(token.NoPos, nil, "n", types.Typ[types.Int])}
	for _, p := range pointers {
		params = append(params, types.NewVar(token.NoPos, nil, p, types.Typ[types.UnsafePointer]))
	}
	k.Function(bodyName(name))
	k.Attributes(attr.NOSPLIT)
	k.Pragma("noescape")
	k.Doc(bodyName(name)+" is the loop", "", "\t"+doc)
	k.Signature(gotypes.NewSignature(nil, types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), results, false)))
	k.n = k.GP64()
	k.MOVQ(k.param("n"), k.n)
	return k
}

func (k *kernel) param(name string) operand.Mem {
	b, err := k.Param(name).Resolve()
	if err != nil {
		panic(err)
	}
	return b.Addr
}

// stream is an operand read or written from front to back.
type stream struct {
	at   reg.GPVirtual
	size int // bytes per element
}

func (k *kernel) stream(name string, size int) stream {
	at := k.GP64()
	k.MOVQ(k.param(name), at)
	return stream{at, size}
}

// vector allocates a register that holds lanes elements of the given size.
func (k *kernel) vector(size int) reg.VecVirtual {
	switch k.lanes * size {
	case 64:
		return k.ZMM()
	case 32:
		return k.YMM()
	}
	return k.XMM()
}

func (k *kernel) vec() reg.VecVirtual { return k.vector(k.size) }

// pick chooses an instruction by the element size.
func (k *kernel) pick(wide, narrow opcode) opcode {
	if k.size == 8 {
		return wide
	}
	return narrow
}

// copyOf is a fresh register with the value of v, for instructions that overwrite an operand.
func (k *kernel) copyOf(v operand.Op) reg.VecVirtual {
	d := k.vec()
	switch m, spread := v.(broadcast); {
	case spread:
		k.pick(k.VBROADCASTSD, k.VBROADCASTSS)(m.Mem, d)
	case k.isa == avx512:
		k.VMOVAPD(v, d)
	default:
		k.VMOVUPD(v, d)
	}
	return d
}

// bits of a constant of the kernel's element type.
func (k *kernel) bits(v float64) uint64 {
	if k.size == 8 {
		return math.Float64bits(v)
	}
	return uint64(math.Float32bits(float32(v)))
}

// mantissa is the number of stored mantissa bits of the element type.
func (k *kernel) mantissa() int {
	if k.size == 8 {
		return 52
	}
	return 23
}

// constant is v in every lane. AVX-512 has the registers to keep constants; AVX2 reads them from memory.
func (k *kernel) constant(v float64) operand.Op { return k.pattern(k.bits(v)) }

// pattern is a constant given by its bits.
func (k *kernel) pattern(bits uint64) operand.Op {
	if k.isa == avx512 {
		return k.register(bits)
	}
	return k.family.data(bits, k.size, k.isa.bytes/k.size)
}

// register is a constant in a register.
func (k *kernel) register(bits uint64) reg.VecVirtual {
	r := k.vec()
	k.pick(k.VBROADCASTSD, k.VBROADCASTSS)(k.family.data(bits, k.size, 1), r)
	return r
}

// scalar is the first element of an operand in every lane.
func (k *kernel) scalar(s stream) reg.VecVirtual {
	r := k.vec()
	k.pick(k.VBROADCASTSD, k.VBROADCASTSS)(operand.Mem{Base: s.at}, r)
	return r
}

// block is a vector's worth of elements: the index-th of the current turn of a loop, or a partial one.
type block struct {
	index   int
	partial bool
}

func (k *kernel) mem(s stream, b block) operand.Mem {
	return operand.Mem{Base: s.at, Disp: b.index * k.lanes * s.size}
}

// load reads a block; lanes beyond a partial block are zero.
func (k *kernel) load(s stream, b block) reg.VecVirtual {
	v := k.vector(s.size)
	m := k.mem(s, b)
	switch wide := s.size == 8; {
	case !b.partial:
		k.VMOVUPD(m, v)
	case k.isa == avx512 && wide:
		k.VMOVUPD_Z(m, k.k, v)
	case k.isa == avx512:
		k.VMOVUPS_Z(m, k.k, v)
	case wide:
		k.VMASKMOVPD(m, k.masks[8], v)
	default:
		k.VMASKMOVPS(m, k.masks[4], v)
	}
	return v
}

// loadOr is load with the given value in the lanes beyond a partial block.
func (k *kernel) loadOr(s stream, b block, fill operand.Op) reg.VecVirtual {
	if !b.partial {
		return k.load(s, b)
	}
	if k.isa == avx512 {
		v := k.copyOf(fill)
		k.pick(k.VMOVUPD, k.VMOVUPS)(k.mem(s, b), k.k, v)
		return v
	}
	v, mask := k.load(s, b), k.masks[s.size]
	filled := k.copyOf(fill)
	if k.size == 8 {
		k.VBLENDVPD(mask, v, filled, filled)
	} else {
		k.VBLENDVPS(mask, v, filled, filled)
	}
	return filled
}

// store writes a block; bytes beyond a partial block are not touched.
func (k *kernel) store(v reg.VecVirtual, s stream, b block) {
	m := k.mem(s, b)
	switch wide := s.size == 8; {
	case !b.partial && k.streaming:
		k.VMOVNTPD(v, m)
	case !b.partial:
		k.VMOVUPD(v, m)
	case k.isa == avx512 && wide:
		k.VMOVUPD(v, k.k, m)
	case k.isa == avx512:
		k.VMOVUPS(v, k.k, m)
	case wide:
		k.VMASKMOVPD(v, k.masks[8], m)
	default:
		k.VMASKMOVPS(v, k.masks[4], m)
	}
}

// loop writes a loop over all n elements and the return:
//
//	for ; n >= unroll*lanes; n -= unroll*lanes { body(0); ...; body(unroll-1) }
//	for ; n > 0; n -= lanes { partial body over min(n, lanes) elements }
//
// The partial body is the same arithmetic under a mask, so a result does not depend on its place in the array.
func (k *kernel) loop(unroll int, body func(block), streams ...stream) {
	k.loopTogether(unroll, func(blocks []block) {
		for _, b := range blocks {
			body(b)
		}
	}, streams...)
}

// loopTogether is loop for a body that takes all blocks of a turn at once.
func (k *kernel) loopTogether(unroll int, body func([]block), streams ...stream) {
	blocks := make([]block, unroll)
	for i := range blocks {
		blocks[i].index = i
	}
	k.turns(unroll, func() { body(blocks) }, streams...)
	k.rest(func(b block) { body([]block{b}) }, streams...)
	k.finish()
}

// turns writes the loop over groups of unroll whole vectors.
func (k *kernel) turns(unroll int, turn func(), streams ...stream) {
	end, top := k.label("rest"), k.label("turn")
	k.CMPQ(k.n, operand.I32(int32(unroll*k.lanes)))
	k.JL(operand.LabelRef(end))
	k.Label(top)
	turn()
	k.advance(unroll, streams...)
	k.CMPQ(k.n, operand.I32(int32(unroll*k.lanes)))
	k.JGE(operand.LabelRef(top))
	k.Label(end)
}

func (k *kernel) advance(vectors int, streams ...stream) {
	for _, s := range streams {
		k.ADDQ(operand.I32(int32(vectors*k.lanes*s.size)), s.at)
	}
	k.SUBQ(operand.I32(int32(vectors*k.lanes)), k.n)
}

// rest writes the loop over what is left, one masked vector at a time.
func (k *kernel) rest(body func(block), streams ...stream) {
	end, top := k.label("done"), k.label("partial")
	k.TESTQ(k.n, k.n)
	k.JE(operand.LabelRef(end))
	k.Label(top)
	k.setMask(streams)
	body(block{partial: true})
	k.advance(1, streams...)
	k.JG(operand.LabelRef(top))
	k.Label(end)
}

// setMask selects the first min(n, lanes) lanes. n is below 256 here, the limit of BZHI's count.
func (k *kernel) setMask(streams []stream) {
	if k.isa == avx512 {
		ones := k.GP64()
		k.MOVQ(operand.I32(-1), ones)
		k.BZHIQ(k.n, ones, ones)
		k.k = k.K()
		// No bit beyond the last lane: stores of bytes would heed it.
		switch k.lanes {
		case 8:
			k.KMOVB(ones.As32(), k.k)
		case 16:
			k.KMOVW(ones.As32(), k.k)
		case 32:
			k.KMOVD(ones.As32(), k.k)
		default:
			k.KMOVQ(ones, k.k)
		}
		return
	}
	// The mask table is 32 bytes of ones, then 32 of zeros: a load that begins count*size bytes before the
	// middle has count lanes set.
	count, lanes, table := k.GP64(), k.GP64(), k.GP64()
	k.MOVQ(k.n, count)
	k.MOVQ(operand.I32(int32(k.lanes)), lanes)
	k.CMPQ(count, lanes)
	k.CMOVQGT(lanes, count)
	k.NEGQ(count)
	k.LEAQ(k.family.maskTable(), table)
	k.masks = map[int]reg.Virtual{}
	for _, s := range streams {
		if _, done := k.masks[s.size]; done || s.size == 1 {
			continue
		}
		mask := k.vector(s.size)
		k.VMOVUPD(operand.Mem{Base: table, Index: count, Scale: uint8(s.size), Disp: 32}, mask)
		k.masks[s.size] = mask
	}
}

// finish writes the return and the blocks that were put off until after it.
func (k *kernel) finish() {
	if k.streaming {
		k.SFENCE()
	}
	k.VZEROUPPER()
	k.RET()
	for len(k.later) > 0 {
		write := k.later[0]
		k.later = k.later[1:]
		write()
	}
}

// detour writes code that runs only when the flags say "not equal", out of the way of the usual path.
func (k *kernel) detour(name string, write func()) { k.either(name, write, func() {}) }

// either writes code that runs when the flags say "not equal", out of the way, and code that runs otherwise.
func (k *kernel) either(name string, rare, usual func()) {
	away, back := k.label(name), k.label(name+"_back")
	k.JNE(operand.LabelRef(away))
	usual()
	k.Label(back)
	saved, partial := k.masks, k.k
	k.later = append(k.later, func() {
		k.masks, k.k = saved, partial
		k.Label(away)
		rare()
		k.JMP(operand.LabelRef(back))
	})
}

func (k *kernel) label(name string) string {
	k.labels++
	return fmt.Sprintf("%s%d", name, k.labels)
}
