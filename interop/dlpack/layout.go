package dlpack

import "unsafe"

// The structs of dlpack.h 1.3, field by field in the layout that C gives them on 64-bit machines. Pointers
// to functions are plain addresses here, since Go code cannot call them: see Binding.

// The version of the protocol that exports carry.
const (
	Major = 1
	Minor = 3
)

// Version is DLPackVersion. Another major one may have another layout.
type Version struct{ Major, Minor uint32 }

// DataType is DLDataType.
type DataType struct {
	Code  TypeCode
	Bits  uint8 // of an element, of both parts of a complex one
	Lanes uint16
}

// TypeCode is DLDataTypeCode.
type TypeCode uint8

// The type codes. Those that have no dtype here are refused by name.
const (
	Int TypeCode = iota
	Uint
	Float
	OpaqueHandle
	BFloat
	Complex
	Bool
	Float8E3M4
	Float8E4M3
	Float8E4M3B11FNUZ
	Float8E4M3FN
	Float8E4M3FNUZ
	Float8E5M2
	Float8E5M2FNUZ
	Float8E8M0FNU
	Float6E2M3FN
	Float6E3M2FN
	Float4E2M1FN
)

var codeNames = [...]string{
	"int", "uint", "float", "opaque handle", "bfloat", "complex", "bool", "float8_e3m4", "float8_e4m3", "float8_e4m3b11fnuz",
	"float8_e4m3fn", "float8_e4m3fnuz", "float8_e5m2", "float8_e5m2fnuz", "float8_e8m0fnu", "float6_e2m3fn", "float6_e3m2fn", "float4_e2m1fn",
}

func (c TypeCode) String() string { return name(codeNames[:], int(c), "type code") }

// Device is DLDevice.
type Device struct {
	Type DeviceType
	ID   int32
}

// DeviceType is DLDeviceType.
type DeviceType int32

// The device types. The processor can read the memory of CPU, CUDAHost, ROCMHost and CUDAManaged.
const (
	CPU         DeviceType = 1
	CUDA        DeviceType = 2
	CUDAHost    DeviceType = 3
	OpenCL      DeviceType = 4
	Vulkan      DeviceType = 7
	Metal       DeviceType = 8
	VPI         DeviceType = 9
	ROCM        DeviceType = 10
	ROCMHost    DeviceType = 11
	ExtDev      DeviceType = 12
	CUDAManaged DeviceType = 13
	OneAPI      DeviceType = 14
	WebGPU      DeviceType = 15
	Hexagon     DeviceType = 16
	MAIA        DeviceType = 17
	Trainium    DeviceType = 18
)

var deviceNames = [...]string{
	CPU: "CPU", CUDA: "CUDA", CUDAHost: "CUDA host", OpenCL: "OpenCL", Vulkan: "Vulkan", Metal: "Metal", VPI: "VPI", ROCM: "ROCm",
	ROCMHost: "ROCm host", ExtDev: "extension", CUDAManaged: "CUDA managed", OneAPI: "oneAPI", WebGPU: "WebGPU", Hexagon: "Hexagon",
	MAIA: "MAIA", Trainium: "Trainium",
}

func (d DeviceType) String() string { return name(deviceNames[:], int(d), "device type") }

// Flags are those of a ManagedVersioned.
type Flags uint64

// The flags. Unknown ones change no layout and are ignored.
const (
	ReadOnly      Flags = 1 << iota // nobody may write to the elements
	Copied                          // nobody else sees the elements
	SubBytePadded                   // elements of less than a byte have one each
)

// Tensor is DLTensor.
type Tensor struct {
	Data       unsafe.Pointer
	Device     Device
	NDim       int32
	DType      DataType
	Shape      *int64 // NDim of them
	Strides    *int64 // NDim of them, in elements; NULL is C order
	ByteOffset uint64 // from Data to the element at index 0 of every axis
}

// Managed is DLManagedTensor, what a capsule named dltensor holds. It cannot say that it is read-only.
type Managed struct {
	Tensor  Tensor
	Context unsafe.Pointer
	Deleter unsafe.Pointer // void (*)(DLManagedTensor *), or NULL
}

// ManagedVersioned is DLManagedTensorVersioned, what a capsule named dltensor_versioned holds.
type ManagedVersioned struct {
	Version Version
	Context unsafe.Pointer
	Deleter unsafe.Pointer // void (*)(DLManagedTensorVersioned *), or NULL
	Flags   Flags
	Tensor  Tensor
}

// ExchangeAPI is DLPackExchangeAPI, the table of C functions with which libraries exchange tensors without
// capsules. Python types have it as __dlpack_c_exchange_api__.
type ExchangeAPI struct {
	Version                Version
	Previous               *ExchangeAPI // of an older major version, or NULL
	TensorAllocator        unsafe.Pointer
	ManagedFromObject      unsafe.Pointer
	ManagedToObject        unsafe.Pointer
	TensorFromObject       unsafe.Pointer // or NULL
	CurrentWorkStreamOfDev unsafe.Pointer
}

// The names of capsules, fresh and consumed.
const (
	CapsuleName              = "dltensor"
	UsedCapsuleName          = "used_dltensor"
	VersionedCapsuleName     = "dltensor_versioned"
	UsedVersionedCapsuleName = "used_dltensor_versioned"
	ExchangeCapsuleName      = "dlpack_exchange_api"
)
