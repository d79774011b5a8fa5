package dtype

import "fmt"

// Raw is the type made of parts, as language bindings pass them: a structure becomes raw bytes of its
// size. unit and count matter to datetimes and timedeltas only.
func Raw(id ID, size int, swapped bool, unit Unit, count int) (DType, error) {
	if int(id) >= NumIDs || size < 0 || unit > Attosecond {
		return DType{}, fmt.Errorf("dtype: no type has id %d, size %d, unit %d", id, size, unit)
	}
	if want := Table[id].Size; want != 0 && want != size {
		return DType{}, fmt.Errorf("dtype: %s takes %d bytes, not %d", Table[id].Name, want, size)
	}
	d := DType{id: id, size: int32(size), swapped: swapped && size > 1}
	if id == IDDatetime || id == IDTimedelta {
		d.unit, d.count = unit, int32(count)
	}
	return d, nil
}

