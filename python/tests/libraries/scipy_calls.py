"""Every public function of SciPy that declares Array API support: rows of arguments and the names called with them.

A row is ``(module, call, names)``: ``f`` in the call is each of the names in turn, ``xp`` the arrays' namespace, and
the other names are the arrays of `DATA`, NumPy's or ours. Importing this needs ``SCIPY_ARRAY_API=1``, which SciPy
reads once.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy import ndimage, signal, special, stats
from scipy._lib._array_api import array_namespace, xp_capabilities_table
from scipy.cluster import hierarchy
from scipy.spatial import transform
from scipy.stats import qmc

MODULES = (
    *("cluster.hierarchy", "cluster.vq", "constants", "differentiate", "fft", "integrate", "interpolate", "linalg"),
    *("ndimage", "optimize", "optimize.elementwise", "signal", "signal.windows", "sparse.linalg", "spatial"),
    *("spatial.distance", "spatial.transform", "special", "stats"),
)

TOLERANCE = 1e-9

rng = np.random.default_rng(7)
# Points in space, a tree of them, and pictures.
POINTS = rng.normal(size=(9, 3))
PICTURE = rng.normal(size=(6, 7))
DATA: dict[str, Any] = {
    "x": rng.normal(size=32),
    "y": rng.normal(size=32),
    "w": rng.normal(size=(4, 32)),
    "t": np.sort(rng.uniform(0, 8, size=32)),
    "even": np.linspace(0.0, 4.0, 33),
    "inside": np.linspace(1.0, 3.0, 5),
    "p": np.linspace(0.1, 0.9, 8),
    "a": np.linspace(0.5, 4.0, 8),
    "b": np.linspace(3.0, 1.0, 8),
    "k": np.arange(8.0),
    "n": np.arange(8.0) + 9,
    "order": np.arange(8),
    "complex": rng.normal(size=8) + 1j * rng.normal(size=8),
    "counts": np.array([16.0, 18.0, 16.0, 14.0, 12.0, 12.0]),
    "ints": np.array([3, 1, 2, 2, 5, 4, 4, 0, 1, 1, 9, 7]),
    "angles": np.linspace(0.0, 5.0, 8),
    "points": POINTS,
    "picture": PICTURE,
    "square": POINTS[:3] + 3 * np.eye(3),
    "kernel": np.array([[0.0, 1.0, 0.0], [1.0, 2.0, 1.0], [0.0, 1.0, 0.0]]),
    "window": np.array([1.0, 2.0, 1.0]),
    "truth": PICTURE > -0.5,
    "cross": np.array([[0, 1, 0], [1, 1, 1], [0, 1, 0]], dtype=bool),
    "regions": np.array([[0, 1, 1, 0, 2, 2, 0], [0, 1, 0, 0, 0, 2, 0]] * 3, dtype=np.int32),
    "which": np.array([1, 2]),
    "bytes": (PICTURE * 50 + 128).astype(np.uint8),
    "markers": np.array([[1, 0, 0, 0, 0, 0, 0]] + [[0] * 7] * 4 + [[0] * 6 + [2]], dtype=np.int16),
    "rotation": np.array([[0.0, -1.0, 0.0], [1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]),
}
DATA["distances"] = np.sqrt(((POINTS[:, None] - POINTS) ** 2).sum(-1))[np.triu_indices(9, 1)]
DATA["tree"] = hierarchy.linkage(POINTS)
DATA["flat"] = hierarchy.fcluster(DATA["tree"], 3, "maxclust").astype(np.int32)
DATA["inconsistency"] = hierarchy.inconsistent(DATA["tree"])
DATA["mlab"] = hierarchy.to_mlab_linkage(DATA["tree"])
DATA["num"], DATA["den"] = signal.ellip(4, 1.0, 40.0, 0.2)
DATA["zeros"], DATA["poles"], _ = signal.butter(4, 0.2, output="zpk")
DATA["sos"] = signal.ellip(4, 1.0, 40.0, 0.2, output="sos")
DATA["taps"] = signal.firwin(11, 0.3)
DATA["knots"] = np.r_[[0.0] * 4, [1.5, 2.5], [4.0] * 4]
DATA["coefficients"] = rng.normal(size=6)

ROWS: tuple[tuple[str, str, str], ...] = (
    ("cluster.hierarchy", "f(distances)", "single complete average weighted centroid median ward linkage"),
    ("cluster.hierarchy", "f(points)", "linkage"),
    ("cluster.hierarchy", "f(tree, distances)", "cophenet correspond optimal_leaf_ordering"),
    (
        "cluster.hierarchy",
        "f(tree)",
        "inconsistent leaves_list is_monotonic is_valid_linkage num_obs_linkage to_mlab_linkage maxdists",
    ),
    ("cluster.hierarchy", "f(tree).pre_order()", "to_tree"),
    ("cluster.hierarchy", "f(tree, no_plot=True)", "dendrogram"),
    ("cluster.hierarchy", "f(tree, 3, 'maxclust')", "fcluster"),
    ("cluster.hierarchy", "f(points, 3, 'maxclust')", "fclusterdata"),
    ("cluster.hierarchy", "f(mlab)", "from_mlab_linkage"),
    ("cluster.hierarchy", "f(flat, flat[::-1])", "is_isomorphic"),
    ("cluster.hierarchy", "f(inconsistency)", "is_valid_im"),
    ("cluster.hierarchy", "f(tree, flat)", "leaders"),
    ("cluster.hierarchy", "f(tree, inconsistency)", "maxinconsts"),
    ("cluster.hierarchy", "f(tree, inconsistency, 2)", "maxRstat"),
    ("cluster.vq", "f(points, points[:3, :], rng=3)", "kmeans kmeans2"),
    ("cluster.vq", "f(points, 3, rng=3)", "kmeans kmeans2"),
    ("cluster.vq", "f(points, points[:3, :])", "vq"),
    ("cluster.vq", "f(points)", "whiten"),
    ("constants", "f(a, 'Celsius', 'Kelvin')", "convert_temperature"),
    ("constants", "f(a)", "lambda2nu nu2lambda"),
    ("differentiate", "f(xp.exp, a)", "derivative"),
    ("differentiate", "f(lambda v: xp.sum(xp.sin(v), axis=0) ** 2, a[:3]).ddf", "hessian"),
    ("differentiate", "f(lambda v: xp.sin(v) * xp.sum(v, axis=0), a[:3]).df", "jacobian"),
    ("fft", "f(x)", "dct dst idct idst fft ifft rfft irfft hfft ihfft fftshift ifftshift"),
    ("fft", "f(w)", "dctn dstn idctn idstn fft2 ifft2 fftn ifftn rfft2 irfft2 rfftn irfftn hfft2 hfftn ihfft2 ihfftn"),
    ("fft", "f(complex)", "fft ifft irfft hfft fftshift"),
    ("fft", "f(w, n=20, axis=0, norm='ortho')", "fft rfft dct"),
    ("fft", "f(x, 0.1, 0.5)", "fht ifht"),
    ("fft", "f(9, 0.5, xp=xp)", "fftfreq rfftfreq"),
    ("integrate", "f(lambda v: xp.sum(v**2, axis=-1), a[:2], b[:2] + 4)", "cubature"),
    ("integrate", "f(x, x=t)", "cumulative_simpson cumulative_trapezoid simpson trapezoid"),
    ("integrate", "f(xp.exp, a[0], b[0])", "fixed_quad"),
    ("integrate", "f(lambda v: 1 / v**2, a[:3] + 1, xp.inf)", "nsum"),
    ("integrate", "f(lambda v: xp.sum(v**2, axis=0), a[:2], b[:2] + 4, qrng=sampler(2), n_points=64)", "qmc_quad"),
    ("integrate", "f(even, dx=0.1)", "romb"),
    ("integrate", "f(xp.exp, a, a + 1)", "tanhsinh"),
    ("interpolate", "f(t, x)(inside)", "Akima1DInterpolator CubicSpline make_interp_spline"),
    ("interpolate", "f(t, x).derivative()(inside)", "CubicSpline"),
    ("interpolate", "f(t, x, lam=0.5)(inside)", "make_smoothing_spline"),
    ("interpolate", "f(t, x, y)(inside)", "CubicHermiteSpline"),
    ("interpolate", "f(w[:, :2], a[:3])(inside)", "PPoly BPoly"),
    ("interpolate", "f(knots, coefficients, 3)(inside)", "BSpline"),
    ("interpolate", "f((knots, knots), points[:6, :1] * coefficients, 3)(points[:, :2] % 1 + 1)", "NdBSpline"),
    ("interpolate", "f(points, points[:, 0])(points[:4, :] / 2)", "RBFInterpolator"),
    ("interpolate", "f((a, k[:4]), w[:, :8].T)(points[:, :2] % 1 + 1)", "RegularGridInterpolator"),
    ("interpolate", "[*f(t, x, s=5)][-1]", "generate_knots"),
    ("interpolate", "f(even, even**2, knots)(inside)", "make_lsq_spline"),
    ("interpolate", "f(t, x, s=3)(inside)", "make_splrep"),
    ("interpolate", "f(w[:2, :], s=1)[0](inside / 4)", "make_splprep"),
    ("linalg", "f(square, points)", "block_diag"),
    ("linalg", "f(a)", "fiedler"),
    ("linalg", "f(points, points[::-1, :])", "orthogonal_procrustes"),
    ("ndimage", "f(picture, rotation[:2, :2], offset=1.0)", "affine_transform"),
    ("ndimage", "f(truth)", "binary_closing binary_dilation binary_erosion binary_fill_holes binary_opening"),
    ("ndimage", "f(truth, cross)", "binary_hit_or_miss binary_dilation binary_propagation label"),
    ("ndimage", "f(cross, 2)", "iterate_structure"),
    (
        "ndimage",
        "f(picture, 3)",
        "black_tophat grey_closing grey_dilation grey_erosion grey_opening maximum_filter median_filter "
        "minimum_filter morphological_gradient morphological_laplace uniform_filter white_tophat maximum_filter1d "
        "minimum_filter1d uniform_filter1d fourier_ellipsoid fourier_gaussian fourier_shift fourier_uniform",
    ),
    ("ndimage", "f(picture)", "laplace prewitt sobel spline_filter spline_filter1d center_of_mass"),
    ("ndimage", "f(picture, kernel)", "convolve correlate"),
    ("ndimage", "f(picture, window)", "convolve1d correlate1d"),
    ("ndimage", "f(truth)", "distance_transform_bf distance_transform_cdt distance_transform_edt"),
    (
        "ndimage",
        "f(picture, regions, which)",
        "extrema maximum maximum_position mean median minimum minimum_position standard_deviation sum sum_labels "
        "variance center_of_mass",
    ),
    ("ndimage", "f(picture)", "extrema maximum mean median minimum standard_deviation sum variance"),
    ("ndimage", "f(regions)", "find_objects value_indices"),
    (
        "ndimage",
        "f(picture, 1.5)",
        "gaussian_filter gaussian_filter1d gaussian_gradient_magnitude gaussian_laplace rotate shift zoom",
    ),
    ("ndimage", "f(picture, np.max, size=3)", "generic_filter"),
    ("ndimage", "f(picture, running_mean, 3)", "generic_filter1d"),
    ("ndimage", "f(picture, ndimage.sobel)", "generic_gradient_magnitude"),
    ("ndimage", "f(picture, second_derivative)", "generic_laplace"),
    ("ndimage", "f(picture, lambda at: (at[0] - 0.5, at[1]))", "geometric_transform"),
    ("ndimage", "f(picture, -1.0, 1.0, 4)", "histogram"),
    ("ndimage", "f(picture, -1.0, 1.0, 4, regions, which)", "histogram"),
    ("ndimage", "f(picture, points[:2, :] + 2)", "map_coordinates"),
    ("ndimage", "f(picture, 30, size=3)", "percentile_filter"),
    ("ndimage", "f(picture, 2, size=3)", "rank_filter"),
    ("ndimage", "f(picture, xp.mean, size=3)", "vectorized_filter"),
    ("ndimage", "f(bytes, markers)", "watershed_ift"),
    ("optimize", "f(a)", "rosen rosen_der rosen_hess"),
    ("optimize", "f(a, b)", "rosen_hess_prod"),
    ("optimize.elementwise", "f(lambda v, c: v**2 - c, a, b + 4, args=(b,))", "bracket_root"),
    ("optimize.elementwise", "f(lambda v, c: v**2 - c, (a * 0, b + 4), args=(b,))", "find_root"),
    ("optimize.elementwise", "f(lambda v, c: (v - c)**2, a, args=(b,))", "bracket_minimum"),
    ("optimize.elementwise", "f(lambda v, c: (v - c)**2, (a * 0 - 9, a, b + 9), args=(b,))", "find_minimum"),
    ("signal", "f(square, points[:3, :1], points[:1, :], points[:1, :1])", "abcd_normalize"),
    ("signal", "f(4, p[1])", "bessel butter"),
    ("signal", "f(4, p[1:4:2], btype='band', output='sos')", "bessel butter"),
    ("signal", "f(4, xp=xp)", "besselap buttap"),
    ("signal", "f(4, 1.0, xp=xp)", "cheb1ap"),
    ("signal", "f(4, 40.0, xp=xp)", "cheb2ap"),
    ("signal", "f(4, 1.0, 40.0, xp=xp)", "ellipap"),
    ("signal", "f(4, 1.0, p[1])", "cheby1"),
    ("signal", "f(4, 40.0, p[1])", "cheby2"),
    ("signal", "f(4, 1.0, 40.0, p[1])", "ellip"),
    ("signal", "f(4, p[1:4:2])", "iirfilter"),
    ("signal", "f(p[1], p[3], 1.0, 40.0)", "buttord cheb1ord cheb2ord ellipord"),
    ("signal", "f(num, den)", "bilinear lp2bp lp2bs lp2hp lp2lp normalize tf2sos freqs freqz"),
    # The roots of a polynomial come in no certain order.
    ("signal", "symmetric(f(num, den)[:2])", "tf2zpk"),
    ("signal", "f((num, den), 16)", "group_delay"),
    ("signal", "f(zeros, poles, 0.5)", "zpk2sos zpk2tf lp2bp_zpk lp2bs_zpk lp2hp_zpk lp2lp_zpk freqs_zpk freqz_zpk"),
    ("signal", "f(zeros, poles, 0.5, 2.0)", "bilinear_zpk"),
    ("signal", "f(sos)", "sos2tf sos2zpk sosfilt_zi freqz_sos sosfreqz"),
    ("signal", "f(sos, w)", "sosfilt sosfiltfilt"),
    ("signal", "f(num, den, w)", "lfilter filtfilt"),
    ("signal", "f(num, den)", "lfilter_zi"),
    ("signal", "f(num, den, x[:4], y[:4])", "lfiltic"),
    ("signal", "f(x, window)", "choose_conv_method convolve correlate fftconvolve oaconvolve"),
    ("signal", "f(picture, kernel)", "convolve2d correlate2d convolve fftconvolve"),
    ("signal", "f(picture, kernel, 3)", "order_filter"),
    ("signal", "f(x)", "cspline1d qspline1d detrend hilbert envelope wiener medfilt"),
    ("signal", "f(w)", "hilbert2 detrend"),
    ("signal", "f(picture)", "medfilt2d"),
    ("signal", "f(x[:, None] * y, 2.0)", "cspline2d spline_filter"),
    ("signal", "f(x, inside)", "cspline1d_eval qspline1d_eval"),
    ("signal", "f(x, window)", "deconvolve"),
    ("signal", "f(num, den, 16)", "findfreqs"),
    ("signal", "f(11, p[:4], xp.asarray([1.0, 1.0, 0.0, 0.0]), fs=2.0)", "firls"),
    ("signal", "f(11, p[1:3], pass_zero=False)", "firwin"),
    ("signal", "f(11, even[:3] / even[2], a[:3])", "firwin2"),
    ("signal", "f(0.2, 'iir', xp=xp)", "gammatone"),
    ("signal", "f(a, 3)", "gauss_spline"),
    ("signal", "f('hann', 9, xp=xp)", "get_window"),
    ("signal", "f(0.2, 30.0, xp=xp)", "iircomb iirnotch iirpeak"),
    ("signal", "f((num, den), N=16)", "impulse"),
    ("signal", "f(taps)", "minimum_phase"),
    ("signal", "f(11, p[:4], a[:2], fs=2.0)", "remez"),
    ("signal", "f(x, 20)", "resample"),
    ("signal", "f(x, 3, 2)", "resample_poly"),
    ("signal", "f(5, 2, xp=xp)", "savgol_coeffs"),
    ("signal", "f(x, 5, 2)", "savgol_filter"),
    ("signal", "f(t)", "sawtooth square"),
    ("signal", "f(window, x, 3, 2)", "upfirdn"),
    ("signal", "f(t, 2.0)", "vectorstrength"),
    (
        "signal.windows",
        "f(9, xp=xp)",
        "barthann bartlett blackman blackmanharris bohman boxcar cosine exponential flattop hamming hann lanczos "
        "nuttall parzen taylor triang tukey",
    ),
    ("signal.windows", "f(9, 40.0, xp=xp)", "chebwin kaiser gaussian"),
    ("signal.windows", "f(9, a[:3])", "general_cosine"),
    ("signal.windows", "f(9, 1.5, 2.0, xp=xp)", "general_gaussian"),
    ("signal.windows", "f(9, 0.6, xp=xp)", "general_hamming"),
    ("signal.windows", "f(10, 4.0, xp=xp)", "kaiser_bessel_derived"),
    ("signal.windows", "f('hann', 9, xp=xp)", "get_window"),
    ("sparse.linalg", "f(square) @ points[:3, 0]", "aslinearoperator"),
    (
        "sparse.linalg",
        "f((3, 3), lambda v: square @ v, dtype=square.dtype, xp=namespace) @ points[:3, 0]",
        "LinearOperator",
    ),
    ("spatial.transform", "f.from_matrix(rotation).as_rotvec()", "Rotation"),
    ("spatial.transform", "(f.from_rotvec(points) * f.from_rotvec(points[::-1, :])).inv().as_quat()", "Rotation"),
    ("spatial.transform", "f.from_euler('xyz', points).apply(points)", "Rotation"),
    ("spatial.transform", "f.from_translation(points).apply(points)", "RigidTransform"),
    ("spatial.transform", "f(a, Rotation.from_rotvec(w[:, :24].reshape((8, 12))[:, :3]))(inside).as_quat()", "Slerp"),
    (
        "special",
        "f(p)",
        "cbrt cosdg cosm1 cotdg ellipk ellipkm1 entr erf erfc erfcx erfinv exp1 exp10 exp2 expi expit exprel gamma "
        "gammaln gammasgn i0 i0e i1 i1e j0 j1 k0 k0e k1 k1e log_ndtr log_softmax loggamma logit logsumexp ndtr "
        "ndtri psi rgamma sinc sindg softmax spence tandg y0 y1 zetac",
    ),
    (
        "special",
        "f(a, p)",
        "betaln binom boxcox1p boxcox chdtr chdtrc chdtri gammainc gammaincc gammainccinv gammaincinv huber "
        "inv_boxcox inv_boxcox1p kl_div poch pseudo_huber rel_entr stdtr stdtrit xlog1py xlogy",
    ),
    ("special", "f(k, a)", "pdtr pdtrc"),
    ("special", "f(k, p)", "pdtri"),
    ("special", "f(order, a)", "expn yn polygamma"),
    ("special", "f(a + 1, b)", "zeta"),
    ("special", "f(a, b, p)", "betainc betaincc betaincinv fdtr fdtrc fdtri gdtr gdtrc hyp1f1 radian"),
    ("special", "f(k, n, p)", "nbdtr nbdtrc nbdtri bdtr bdtrc bdtri"),
    ("special", "f(k, a, p)", "lpmv"),
    ("special", "f(a + 2, 3)", "multigammaln"),
    (
        "stats",
        "f(x)",
        "circmean circstd circvar cumfreq describe differential_entropy expectile iqr jarque_bera kstat kstatvar "
        "kurtosis kurtosistest median_abs_deviation mode moment normaltest rankdata relfreq sem shapiro sigmaclip "
        "skew skewtest tmax tmean tmin tsem tstd tvar variation zscore",
    ),
    ("stats", "f(w, axis=0)", "circmean describe kurtosis mode rankdata sem skew tmean zscore"),
    ("stats", "f(a)", "gmean gstd gzscore hmean entropy"),
    ("stats", "f(w.T, axis=0)", "directional_stats"),
    ("stats", "f(p)", "combine_pvalues false_discovery_control"),
    ("stats", "f(a, 2)", "pmean"),
    ("stats", "f(x, 0.1)", "trim_mean ttest_1samp"),
    ("stats", "f(x, p)", "quantile estimated_cdf"),
    ("stats", "f(x, q=0.1, p=0.4)", "quantile_test"),
    ("stats", "f(x, order=2)", "lmoment"),
    ("stats", "f(ints)", "mode rankdata describe"),
    (
        "stats",
        "f(x, y)",
        "alexandergovern ansari bartlett brunnermunzel chatterjeexi cramervonmises_2samp epps_singleton_2samp "
        "f_oneway fligner kendalltau kruskal ks_2samp kstest levene linregress mannwhitneyu mood obrientransform "
        "pearsonr siegelslopes spearmanrho theilslopes ttest_ind ttest_rel wilcoxon zmap",
    ),
    ("stats", "f(truth[0, :], picture[0, :])", "pointbiserialr"),
    ("stats", "f(a, b, p)", "friedmanchisquare"),
    ("stats", "f(p, b)", "entropy"),
    ("stats", "f(a[:5], b[:5])", "bws_test"),
    ("stats", "f(ints, 9, 0.4)", "binomtest"),
    ("stats", "f((x,), xp.mean, n_resamples=50, rng=3)", "bootstrap"),
    ("stats", "f(0.5, a)", "boxcox_llf yeojohnson_llf"),
    ("stats", "f(counts)", "chisquare power_divergence"),
    ("stats", "f(x, normal_cdf)", "cramervonmises ks_1samp"),
    ("stats", "f(x, normal_draws, xp.mean, n_resamples=50)", "monte_carlo_test"),
    ("stats", "f((a, b), difference, n_resamples=50, rng=3)", "permutation_test"),
    ("stats", "f(ttest_pvalue, (normal_draws, normal_draws), (ints[6], ints[7] + 9), n_resamples=20)", "power"),
    ("stats", "f(a, b, 9, b, a, 9)", "ttest_ind_from_stats"),
)


def public_names() -> dict[str, bool]:
    """Every public name SciPy states the support of, and whether it supports more than NumPy's arrays.

    A function of several names is listed by the first; what has no public name, SciPy's own machinery, is left out.
    """
    names: dict[str, bool] = {}
    found = set()
    for module in MODULES:
        namespace = importlib.import_module(f"scipy.{module}")
        for name in getattr(namespace, "__all__", dir(namespace)):
            value = getattr(namespace, name)
            if callable(value) and value in xp_capabilities_table and value not in found:
                found.add(value)
                names[f"{module}.{name}"] = not xp_capabilities_table[value]["np_only"]
    return names


def functions(xp: Any) -> dict[str, Any]:
    """The functions that calls name, in a namespace."""
    generator = np.random.default_rng(5)

    def running_mean(line: Any, out: Any) -> None:
        out[...] = (line[:-2] + line[1:-1] + line[2:]) / 3

    def second_derivative(values: Any, axis: int, output: Any, mode: str, cval: float) -> Any:
        return ndimage.correlate1d(values, [1, -2, 1], axis, output, mode, cval, 0)

    return {
        "xp": xp,
        "namespace": array_namespace(xp.ones(1)),
        "symmetric": lambda roots: [(xp.sum(v), xp.sum(v * v), xp.prod(v)) for v in roots],
        "np": np,
        "ndimage": ndimage,
        "Rotation": transform.Rotation,
        "sampler": lambda d: qmc.Halton(d, rng=3),
        "running_mean": running_mean,
        "second_derivative": second_derivative,
        "normal_cdf": special.ndtr,
        "normal_draws": lambda size: xp.asarray(generator.normal(size=size)),
        "difference": lambda a, b, axis=-1: xp.mean(a, axis=axis) - xp.mean(b, axis=axis),
        "ttest_pvalue": lambda a, b, axis: stats.ttest_ind(a, b, axis=axis).pvalue,
    }


def calls() -> Iterator[tuple[str, Any, str]]:
    """The name of each call, its function and its expression."""
    for module, call, names in ROWS:
        namespace = importlib.import_module(f"scipy.{module}")
        for name in names.split():
            yield f"{module}.{name}: {call}", getattr(namespace, name), call


# Calls that do not give ours: how their verdict begins, and why.
PINNED: dict[str, tuple[str, str]] = {
    "interpolate.RBFInterpolator: f(points, points[:, 0])(points[:4, :] / 2)": (
        "raises AttributeError: 'ndola.Array' object has no attribute 'view'",
        "it makes floats of complex numbers by a method of NumPy's that the standard has not",
    ),
    "ndimage.histogram: f(picture, -1.0, 1.0, 4, regions, which)": (
        "raises TypeError: asarray: __array_struct__ of kind 'O'",
        "with labels SciPy makes an object array of histograms, which no array but NumPy's can be",
    ),
    "signal.impulse: f((num, den), N=16)": (
        "raises TypeError: Multiple namespaces",
        "the lti that it makes of a system, and SciPy declares for NumPy alone, holds NumPy's arrays beside ours",
    ),
}
