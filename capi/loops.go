package main

// #include "core.h"
import "C"

import (
	"unsafe"

	"gondola/dtype"
	"gondola/nd"
)

// lend leaves the loops there are as machine code, for the shell to run small arrays through without entering Go.
func lend(loops *C.ndola_loop) {
	table := unsafe.Slice(loops, len(functions)*dtype.NumComputing)
	for row := range functions {
		u := functions[row].Ufunc
		if u == nil {
			continue
		}
		for id := range dtype.ID(dtype.NumComputing) {
			d := u.Direct(id)
			if d == nil {
				continue
			}
			loop := &table[row*dtype.NumComputing+int(id)]
			loop.out = C.uint8_t(d.Out)
			for place := range loop.code {
				code, swapped := d.Code(nd.ScalarOperand(place))
				// An address of the library's text, which no collector looks at.
				*(*uintptr)(unsafe.Pointer(&loop.code[place])) = code
				if swapped {
					loop.swapped[place] = 1
				}
			}
		}
	}
}
