// Package main is the C face of the core: the shared library libndola_core that the Python package's
// shell opens at its first computing call. It is the only Go directory with import "C".
//
// The contract is python/src/core.h, linked in here since the Go build cache sees changed headers only in
// a package's own directory. A call crosses once: arguments are windows on C memory, results are written to
// memory of the shell's allocator, and nothing is kept.
package main

// #cgo CFLAGS: -O2
// #include "core.h"
//
// static ndola_host host;
// static inline int host_set(const ndola_host *h, uint32_t table) {
//     if (h->version != NDOLA_CORE_VERSION || h->table != table) return 1;
//     host = *h;
//     return 0;
// }
// static inline void *host_alloc(size_t n) { return host.alloc(n); }
// static inline void host_free(void *p, size_t n) { host.free(p, n); }
// static inline int host_poll(void) { return host.poll(); }
// static inline ndola_result *host_grow(ndola_call *c, int32_t n) { return host.grow(c, n); }
import "C"

import (
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"unsafe"

	"gondola/buffer"
	"gondola/layout"
	"gondola/nd"
)

func main() {}

var functions = nd.Functions()

// ndola_core_open takes the host's services. Large blocks come from its allocator from then on, so that
// they can be handed over without a copy, and long loops ask it whether to stop.
//
//export ndola_core_open
func ndola_core_open(host *C.ndola_host) C.int32_t {
	if C.host_set(host, C.uint32_t(nd.FunctionTable)) != 0 {
		return 1
	}
	buffer.SetAllocator(hostAllocator{})
	debug.SetGCPercent(400) // arrays live in C memory: what is left on Go's heap is short-lived headers
	nd.Interrupt(func() bool { return C.host_poll() != 0 })
	lend(host.loops)
	startThreads(int(host.threads))
	if _, err := nd.Kernels(); err != nil {
		setText(host.warning[:], "ndola: "+err.Error())
	}
	return 0
}

// hostAllocator makes large blocks in C memory.
type hostAllocator struct{}

func (hostAllocator) Alloc(n int) unsafe.Pointer   { return C.host_alloc(C.size_t(n)) }
func (hostAllocator) Free(p unsafe.Pointer, n int) { C.host_free(p, C.size_t(n)) }

// ndola_core_call computes one function.
//
//export ndola_core_call
func ndola_core_call(c *C.ndola_call) (status C.int32_t) {
	defer func() {
		if r := recover(); r != nil {
			if err, ok := r.(*nd.Error); ok {
				setError(c, message(err))
				status = statusOf(err)
				return
			}
			setError(c, fmt.Sprintf("%v (this is a defect in ndola; please report it)\n%s", r, debug.Stack()))
			status = C.NDOLA_RUNTIME_ERROR
		}
	}()
	if c.function == C.NDOLA_COLLECT {
		buffer.Collect()
		return C.NDOLA_OK
	}
	if u := functions[c.function].Ufunc; u != nil && direct(u, c) {
		return C.NDOLA_OK
	}
	f := &frame{call: c}
	err := f.run()
	if err == nil {
		return C.NDOLA_OK
	}
	setError(c, message(err))
	return statusOf(err)
}

// growResults asks the host for room for n results.
func growResults(c *C.ndola_call, n int) *C.ndola_result { return C.host_grow(c, C.int32_t(n)) }

// names are the functions' names in Python by their Go names.
var names = func() map[string]string {
	m := make(map[string]string, len(functions))
	for i := range functions {
		m[functions[i].GoName] = functions[i].Name
	}
	return m
}()

// message is the error's text with the function spelled as it is in Python: "add: ..." for "Add: ...".
func message(err error) string {
	if e, ok := err.(*nd.Error); ok {
		if name, ok := names[e.Op]; ok {
			return name + ": " + e.Text
		}
	}
	return err.Error()
}

// setError leaves one line for the exception.
func setError(c *C.ndola_call, text string) {
	setText(c.error[:], text)
}

// setText fills a C text, as much as it has room for.
func setText(to []C.char, text string) {
	room := unsafe.Slice((*byte)(unsafe.Pointer(&to[0])), len(to))
	n := copy(room[:len(room)-1], text)
	room[n] = 0
}

// statuses are the exception classes of the kinds of error.
var statuses = []struct {
	kind   *nd.Kind
	status C.int32_t
}{
	{nd.ErrShape, C.NDOLA_VALUE_ERROR},
	{nd.ErrValue, C.NDOLA_VALUE_ERROR},
	{nd.ErrReadOnly, C.NDOLA_VALUE_ERROR},
	{nd.ErrCopy, C.NDOLA_VALUE_ERROR},
	{nd.ErrDType, C.NDOLA_TYPE_ERROR},
	{nd.ErrType, C.NDOLA_TYPE_ERROR},
	{nd.ErrNotHandled, C.NDOLA_TYPE_ERROR},
	{nd.ErrIndex, C.NDOLA_INDEX_ERROR},
	{nd.ErrExport, C.NDOLA_BUFFER_ERROR},
	{nd.ErrMemory, C.NDOLA_MEMORY_ERROR},
	{nd.ErrOverflow, C.NDOLA_OVERFLOW_ERROR},
	{nd.ErrCanceled, C.NDOLA_INTERRUPTED},
}

func statusOf(err error) C.int32_t {
	for _, row := range statuses {
		if errors.Is(err, row.kind) {
			return row.status
		}
	}
	return C.NDOLA_RUNTIME_ERROR
}

// frame is one call on its way: the arrays among its arguments, depth first.
type frame struct {
	call   *C.ndola_call
	arrays []*C.ndola_array

	made      unsafe.Pointer // memory of the host's for the result, freed unless it was delivered
	madeBytes int
}

// make is a new array in the host's memory: what an elementwise function writes its result to, so that
// it need not be copied there.
func (f *frame) make(d nd.DType, shape []int) *nd.Array {
	n := d.Size()
	for _, dim := range shape {
		n *= dim
	}
	p := hostAllocator{}.Alloc(n)
	if p == nil {
		panic(&nd.Error{Op: functions[f.call.function].GoName, Kind: nd.ErrMemory, Text: fmt.Sprintf("no memory for a result of %d bytes", n)})
	}
	f.discard()
	f.made, f.madeBytes = p, n
	return nd.Wrap(p, d, shape, layout.CStrides(nil, shape, d.Size()), false, nil)
}

// discard frees memory that was made for a result and did not become one.
func (f *frame) discard() {
	if f.made != nil {
		hostAllocator{}.Free(f.made, f.madeBytes)
		f.made = nil
	}
}

func (f *frame) run() error {
	c := f.call
	function := &functions[c.function]
	values, given := make([]any, c.nargs), make([]bool, c.nargs)
	for i := range values {
		given[i] = c.args[i].tag != C.NDOLA_NONE || c.args[i].n == 1
		v, err := f.value(&c.args[i], function.Params[i].Type == "index")
		if err != nil {
			return err
		}
		values[i] = v
	}
	var out *nd.Array
	var mask any
	var err error
	if c.out != nil {
		if out, err = f.array(c.out); err != nil {
			return err
		}
	}
	if c.where != nil {
		if mask, err = f.array(c.where); err != nil {
			return err
		}
	}
	defer f.discard()
	result, err := function.Bound(values, given, out, mask, f.make)
	if err != nil {
		return err
	}
	err = f.deliver(result)
	runtime.KeepAlive(values)
	return err
}
