"""Wrong uses: at the end of each line is the error a type checker must find there, and it must find no others."""

import ndola as nd

x = nd.asarray([1.0, 2.0])

nd.exp("text")  # call-overload
nd.exp(None)  # call-overload
nd.exp(["a", "b"])  # list-item
nd.exp(x, x)  # call-overload
nd.exp(x=x)  # call-overload
nd.exp(x, out=[1.0])  # call-overload
nd.sum(x, 0)  # call-overload
nd.sum(x, axis="rows")  # arg-type
nd.mean(x, keep_dims=True)  # call-overload
nd.zeros(3, dtype=list)  # arg-type
nd.zeros("3")  # arg-type
nd.zeros(3, device="gpu")  # arg-type
nd.asarray(object())  # arg-type
nd.from_dlpack([1.0])  # arg-type
nd.logg(x)  # attr-defined
nd.linalg.qr(x, mode="full")  # call-overload
nd.fft.fft(x, norm="half")  # call-overload

x + "text"  # operator
x @ None  # operator
x["column"]  # index
x.shape = (2, 1)  # misc
x.sum(axis=0.5)  # arg-type
x.reshape("2")  # arg-type
x.to_device("gpu")  # arg-type
x.missing()  # attr-defined
text: str = x.dtype  # assignment
