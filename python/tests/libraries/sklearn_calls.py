"""Every estimator and function of scikit-learn that supports the Array API, a row each: its arguments, and its names.

A row is ``(module, call, names)``: ``f`` in the call is each of the names in turn, and the other names are the arrays
of `DATA`, NumPy's or ours. An estimator is compared with all it has learned. Importing this needs
``SCIPY_ARRAY_API=1``, which SciPy reads once.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Iterator
from typing import Any

import numpy as np
import sklearn
from sklearn.linear_model import Ridge
from sklearn.metrics.tests.test_common import array_api_metric_checkers
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.utils import all_estimators, get_tags
from sklearn.utils._test_common.instance_generator import _construct_instances
from sklearn.utils.discovery import all_functions

sklearn.set_config(array_api_dispatch=True)

# What an iteration has converged to depends on the order in which its sums were taken.
TOLERANCE = 1e-6

rng = np.random.default_rng(11)
POINTS = rng.normal(size=(40, 4))
SCORES = rng.uniform(0.05, 0.95, size=(40, 3))
DATA: dict[str, Any] = {
    "points": POINTS,
    "positive": np.abs(POINTS) + 0.1,
    "others": rng.normal(size=(40, 4)),
    "values": POINTS @ np.array([1.0, -2.0, 0.5, 0.0]) + 0.1 * rng.normal(size=40),
    "counts": rng.poisson(3.0, size=40).astype(float) + 1,
    "estimates": rng.uniform(0.5, 4.0, size=40),
    "several": POINTS[:, :2] * 2 + 1,
    "kinds": np.arange(40) % 3,
    "guesses": rng.integers(0, 3, size=40),
    "yes": np.arange(40) % 2,
    "maybe": rng.integers(0, 2, size=40),
    "score": rng.uniform(0.05, 0.95, size=40),
    "scores": SCORES / SCORES.sum(1, keepdims=True),
    "flags": rng.integers(0, 2, size=(40, 3)),
    "marks": rng.integers(0, 2, size=(40, 3)),
    "gram": POINTS @ POINTS.T,
    "spread": POINTS.T @ POINTS,
    "weights": rng.uniform(0.5, 1.5, size=40),
}

ROWS: tuple[tuple[str, str, str], ...] = (
    ("preprocessing", "fitted(f(), points)", "Binarizer MinMaxScaler Normalizer PolynomialFeatures StandardScaler"),
    ("preprocessing", "fitted(f(norm='max'), points)", "Normalizer"),
    ("preprocessing", "fitted(f(), gram)", "KernelCenterer"),
    ("preprocessing", "fitted(f(), kinds)", "LabelEncoder"),
    ("preprocessing", "f(points)", "binarize normalize"),
    ("preprocessing", "f(kinds, classes=xp.asarray([0, 1, 2]))", "label_binarize"),
    ("decomposition", "fitted(f(n_components=2, svd_solver='full'), points)", "PCA"),
    ("decomposition", "fitted(f(n_components=2, svd_solver='covariance_eigh', whiten=True), points)", "PCA"),
    (
        "decomposition",
        "fitted(f(n_components=2, svd_solver='randomized', power_iteration_normalizer='QR', random_state=0), points)",
        "PCA",
    ),
    ("kernel_approximation", "fitted(f(n_components=5, random_state=0), points)", "Nystroem"),
    ("discriminant_analysis", "predicted(f(), points, kinds)", "LinearDiscriminantAnalysis"),
    ("naive_bayes", "predicted(f(), points, kinds)", "GaussianNB"),
    ("linear_model", "predicted(f(solver='svd'), points, values)", "Ridge"),
    ("linear_model", "predicted(f(solver='svd'), points, several, weights)", "Ridge"),
    ("linear_model", "predicted(f(alphas=(0.1, 1.0)), points, values)", "RidgeCV"),
    ("linear_model", "predicted(f(alphas=(0.1, 1.0)), points, kinds)", "RidgeClassifierCV"),
    ("linear_model", "predicted(f(solver='lbfgs', tol=1e-9), points, kinds)", "LogisticRegression"),
    (
        "linear_model",
        "predicted(f(solver='lbfgs', tol=1e-9, class_weight='balanced'), points, kinds)",
        "LogisticRegression",
    ),
    ("linear_model", "predicted(f(tol=1e-9), points, counts)", "PoissonRegressor"),
    ("mixture", "predicted(f(n_components=2, init_params='random', random_state=0), points, None)", "GaussianMixture"),
    ("model_selection", "chosen(f(Ridge(solver='svd'), {'alpha': [0.1, 1.0]}, cv=3), points, values)", "GridSearchCV"),
    (
        "model_selection",
        "chosen(f(Ridge(solver='svd'), {'alpha': [0.1, 1.0]}, n_iter=2, cv=3, random_state=0), points, values)",
        "RandomizedSearchCV",
    ),
    ("model_selection", "f(Ridge(solver='svd'), points, values, cv=3)", "cross_val_predict"),
    ("model_selection", "f(points, values, test_size=0.25, random_state=0)", "train_test_split"),
    (
        "pipeline",
        "f([('scaled', StandardScaler()), ('ridge', Ridge(solver='svd'))]).fit(points, values).predict(points)",
        "Pipeline",
    ),
    (
        "pipeline",
        "f([('scaled', StandardScaler()), ('between', MinMaxScaler())]).fit_transform(points)",
        "FeatureUnion",
    ),
    (
        "metrics",
        "f(kinds, guesses)",
        "accuracy_score balanced_accuracy_score cohen_kappa_score confusion_matrix hamming_loss "
        "multilabel_confusion_matrix precision_recall_fscore_support zero_one_loss",
    ),
    (
        "metrics",
        "f(kinds, guesses, average='macro')",
        "f1_score jaccard_score precision_score recall_score",
    ),
    ("metrics", "f(yes, maybe)", "accuracy_score f1_score jaccard_score precision_score recall_score zero_one_loss"),
    (
        "metrics",
        "f(flags, marks)",
        "accuracy_score hamming_loss multilabel_confusion_matrix zero_one_loss",
    ),
    ("metrics", "f(yes, maybe, beta=0.5)", "fbeta_score"),
    (
        "metrics",
        "f(yes, score)",
        "average_precision_score brier_score_loss confusion_matrix_at_thresholds d2_brier_score d2_log_loss_score "
        "det_curve log_loss precision_recall_curve roc_curve",
    ),
    ("metrics", "f(yes, score, drop_intermediate=False)", "roc_curve"),
    (
        "metrics",
        "f(kinds, scores)",
        "average_precision_score brier_score_loss d2_brier_score d2_log_loss_score log_loss",
    ),
    (
        "metrics",
        "f(counts, estimates)",
        "d2_absolute_error_score d2_pinball_score d2_tweedie_score explained_variance_score max_error "
        "mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance mean_pinball_loss "
        "mean_poisson_deviance mean_squared_error mean_squared_log_error mean_tweedie_deviance "
        "median_absolute_error r2_score root_mean_squared_error root_mean_squared_log_error",
    ),
    (
        "metrics",
        "f(positive, positive[::-1, :], multioutput='raw_values', sample_weight=weights)",
        "d2_absolute_error_score d2_pinball_score explained_variance_score mean_absolute_error "
        "mean_absolute_percentage_error mean_pinball_loss mean_squared_error mean_squared_log_error "
        "median_absolute_error r2_score root_mean_squared_error root_mean_squared_log_error",
    ),
    ("metrics.cluster", "f(points, kinds)", "calinski_harabasz_score davies_bouldin_score"),
    (
        "metrics.pairwise",
        "f(positive, abs(others))",
        "additive_chi2_kernel check_pairwise_arrays chi2_kernel cosine_distances cosine_similarity "
        "euclidean_distances laplacian_kernel linear_kernel manhattan_distances paired_cosine_distances "
        "paired_euclidean_distances paired_manhattan_distances pairwise_distances pairwise_distances_argmin "
        "pairwise_kernels polynomial_kernel rbf_kernel sigmoid_kernel",
    ),
    ("utils.class_weight", "f('balanced', classes=np.arange(3), y=kinds)", "compute_class_weight"),
    ("utils.extmath", "f(spread)", "fast_logdet"),
    ("utils.extmath", "f(points)", "row_norms softmax"),
    ("utils.extmath", "f(points, spread)", "safe_sparse_dot"),
    ("utils.extmath", "f(points, spread)", "svd_flip"),
    ("utils.multiclass", "f(kinds)", "is_multilabel type_of_target unique_labels"),
    ("utils.validation", "f(points)", "check_array"),
    ("utils.validation", "f(positive, 'here')", "check_non_negative"),
    ("utils.validation", "f(values[:, None])", "column_or_1d"),
)

# Calls that do not give ours: how their verdict begins, and why.
PINNED: dict[str, tuple[str, str]] = {
    "metrics.roc_curve: f(yes, score)": (
        "raises TypeError: where: argument x1 is missing",
        "it calls where with a condition alone, NumPy's way and not the standard's",
    ),
    "utils.class_weight.compute_class_weight: f('balanced', classes=np.arange(3), y=kinds)": (
        "raises TypeError: Multiple namespaces",
        "its check of parameters takes NumPy's classes alone, and what follows refuses them beside our y",
    ),
}


def fitted(estimator: Any, x: Any) -> list[Any]:
    """What a transformer learns and makes of x."""
    estimator.fit(x)
    return [vars(estimator), estimator.transform(x)]


def predicted(estimator: Any, x: Any, y: Any, weights: Any = None) -> list[Any]:
    """What an estimator learns and foretells of x."""
    if weights is None:
        estimator.fit(x, y)
    else:
        estimator.fit(x, y, weights)
    methods = [name for name in ("predict", "predict_proba", "decision_function") if hasattr(estimator, name)]
    return [vars(estimator), *(getattr(estimator, name)(x) for name in methods)]


def chosen(search: Any, x: Any, y: Any) -> list[Any]:
    """The parameters that a search finds best, and what the best estimator foretells."""
    search.fit(x, y)
    return [search.best_params_, search.predict(x)]


def public_names() -> dict[str, bool]:
    """Estimators with the tag, functions that ask for the namespace of their arguments, metrics tested with it.

    scikit-learn declares no functions, so those are read from their source and from its own tests.
    """
    supported = []
    for _, estimator in all_estimators():
        try:
            instances = list(_construct_instances(estimator))
        except Exception:  # it says of some that it cannot construct them
            continue
        if any(get_tags(instance).array_api_support for instance in instances):
            supported.append(estimator)
    for _, function in all_functions():
        if "get_namespace" in inspect.getsource(inspect.unwrap(function)):
            supported.append(function)
    supported += [getattr(metric, "func", metric) for metric in array_api_metric_checkers]
    names = {}
    for value in supported:
        module = value.__module__.removeprefix("sklearn.")
        if module != "utils._array_api":
            names[f"{module.partition('._')[0]}.{value.__name__}"] = True
    return names


def functions(xp: Any) -> dict[str, Any]:
    """The functions that calls name, in a namespace."""
    return {
        "xp": xp,
        "np": np,
        "fitted": fitted,
        "predicted": predicted,
        "chosen": chosen,
        "Ridge": Ridge,
        "MinMaxScaler": MinMaxScaler,
        "StandardScaler": StandardScaler,
    }


def calls() -> Iterator[tuple[str, Any, str]]:
    """The name of each call, its function and its expression."""
    for module, call, names in ROWS:
        namespace = importlib.import_module(f"sklearn.{module}")
        for name in names.split():
            yield f"{module}.{name}: {call}", getattr(namespace, name), call
