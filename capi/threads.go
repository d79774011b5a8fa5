package main

// #include <stdatomic.h>
// #include <unistd.h>
//
// static atomic_int met;
// static void meet(int n) {
//     atomic_fetch_add(&met, 1);
//     while (atomic_load(&met) < n) usleep(50);
// }
import "C"

import (
	"runtime"
	"sync"
)

// startThreads makes the runtime start n threads now, and what a collection needs. It starts threads when it comes to
// need them and keeps them for ever; under a limit on address space, a stack for one may be more than there is by then,
// which ends the process. A goroutine in C occupies a thread, so n of them that wait there for each other take n.
func startThreads(n int) {
	var all sync.WaitGroup
	for range n {
		all.Go(func() { C.meet(C.int(n)) })
	}
	all.Wait()
	runtime.GC()
}
