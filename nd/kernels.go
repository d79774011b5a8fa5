package nd

import "gondola/internal/kernel"

// Kernels names the inner loops in use: "avx512", "avx2" or "portable", the best that the machine runs unless the environment
// variable GONDOLA_KERNELS names another. The error says that it names none that there is; the best are in use then.
func Kernels() (string, error) {
	variant, err := kernel.Selected()
	return string(variant), err
}
