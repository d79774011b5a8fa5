package npy

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// replacement is a file that is written under another name and takes its own when it is complete.
type replacement struct {
	*os.File
	path string // its own name
	mode fs.FileMode
	done bool
}

// replace begins the new content of the file at path.
func replace(path string) (*replacement, error) {
	r := &replacement{path: path}
	switch target, err := filepath.EvalSymlinks(path); {
	case err == nil:
		r.path = target // the link stays one
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	if info, err := os.Stat(r.path); err == nil {
		if !info.Mode().IsRegular() {
			return nil, fmt.Errorf("it exists and is no regular file, so it cannot be replaced")
		}
		r.mode = info.Mode().Perm()
	}
	for {
		// Not os.CreateTemp, whose files nobody else may read: this one gets the usual permissions.
		name := filepath.Join(filepath.Dir(r.path), fmt.Sprintf(".%s.%08x.tmp", filepath.Base(r.path), rand.Uint32()))
		file, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		r.File = file
		return r, err
	}
}

// commit puts the content in place once it is on the disk. If that fails the old file stays.
func (r *replacement) commit() error {
	defer r.abort()
	if r.mode != 0 {
		if err := r.Chmod(r.mode); err != nil {
			return err
		}
	}
	if err := r.Sync(); err != nil {
		return err
	}
	if err := r.Close(); err != nil {
		return err
	}
	if err := os.Rename(r.Name(), r.path); err != nil {
		return err
	}
	r.done = true
	// The new name is on the disk when the directory is. Not every file system can be asked for that.
	if directory, err := os.Open(filepath.Dir(r.path)); err == nil {
		_ = directory.Sync()
		_ = directory.Close()
	}
	return nil
}

// abort removes what has been written, unless it is in place.
func (r *replacement) abort() {
	if !r.done {
		r.done = true
		_ = r.Close()
		_ = os.Remove(r.Name())
	}
}
