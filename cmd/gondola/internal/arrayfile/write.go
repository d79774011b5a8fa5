package arrayfile

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"gondola/interop/npy"
	"gondola/nd"
)

// CheckOutput says what is wrong with a path as that of an output: its suffix says what is written.
func CheckOutput(path string) error {
	if suffix := strings.ToLower(filepath.Ext(path)); suffix == ".npy" || suffix == ".npz" {
		return nil
	}
	return fmt.Errorf("%s: the output's name must end in .npy or .npz", path)
}

// Save writes arrays to a file, which is replaced when all is written: one to a .npy file, any number
// to a .npz archive. Members without a name are arr_0, arr_1, ….
func Save(ctx context.Context, path string, compression npy.Compression, members ...npy.Member) error {
	if isArchive(path) {
		for i := range members {
			if members[i].Name == "" {
				members[i].Name = fmt.Sprintf("arr_%d", i)
			}
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return npy.WriteArchive(path, compression, members...)
	}
	if len(members) != 1 {
		return fmt.Errorf("%s: a .npy file holds one array, not %d: write a .npz", path, len(members))
	}
	x := members[0].Array
	h := npy.Header{DType: x.DType(), Shape: x.Shape(), Fortran: x.IsF() && !x.IsC()}
	return Write(ctx, path, h, x, func(block *nd.Array) *nd.Array { return block })
}

// Write writes x to a .npy file in the order of the header, block by block, each as convert makes it,
// which must give the header's dtype. When ctx is done it stops, and the old file stays.
func Write(ctx context.Context, path string, h npy.Header, x *nd.Array, convert func(block *nd.Array) *nd.Array) error {
	w, err := npy.CreateShaped(path, h)
	if err != nil {
		return err
	}
	defer w.Abort()
	if h.Fortran {
		x = nd.PermuteDims(x, ReversedAxes(x.Rank())...)
	}
	if err := appendBlocks(ctx, w, x, convert); err != nil {
		return err
	}
	return w.Close()
}

// blockBytes is about what is written at a time.
const blockBytes = 8 << 20

// appendBlocks writes the elements of x in C order.
func appendBlocks(ctx context.Context, w *npy.Writer, x *nd.Array, convert func(*nd.Array) *nd.Array) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	bytes := x.Size() * max(x.DType().Size(), 1)
	if x.Rank() == 0 || bytes <= blockBytes {
		return w.Append(convert(x))
	}
	rows := x.Shape()[0]
	step := max(1, rows*blockBytes/bytes)
	for i := 0; i < rows; i += step {
		block := x.Index(nd.Slice(i, min(i+step, rows)))
		if step == 1 {
			block = x.Index(i)
		}
		if err := appendBlocks(ctx, w, block, convert); err != nil {
			return err
		}
	}
	return nil
}

// ReversedAxes are the axes from the last to the first.
func ReversedAxes(rank int) []int {
	axes := make([]int, rank)
	for i := range axes {
		axes[i] = rank - 1 - i
	}
	return axes
}
