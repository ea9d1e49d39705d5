"""The exact distribution of a sum of weights, each of which counts with its own probability.

A sum of independent weighted trials has a generalised Poisson-binomial distribution (M. Zhang, Y. Hong and
N. Balakrishnan, Journal of Statistical Computation and Simulation 88, 2018, 1515-1527). Its probabilities are the
coefficients of the product of the polynomials (1 - p) + p·x^w. They are multiplied pair by pair, long ones by the
fast Fourier transform, as W. Biscarri, S. Zhao and R. Brunner do for the ordinary case (Computational Statistics and
Data Analysis 122, 2018, 92-100). Weights are taken in hundredths, so that they are whole numbers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["LEVEL", "UNIT", "interval"]

LEVEL = 0.90  # the probability with which the true sum lies inside the interval
UNIT = 0.01  # weights are rounded to this
_LONG = 256  # coefficients from which on the fast Fourier transform is quicker than plain convolution
_NOISE = 1e-12  # what rounding may leave of a probability that is 0

Polynomial = NDArray[np.float64]


def interval(parts: Iterable[tuple[float, float]], level: float = LEVEL) -> tuple[float, float]:
    """The central interval that holds the sum with at least probability `level`; (0, 0) for no parts.

    `parts` are rows (weight ≥ 0, probability); the tails left out hold at most (1 - level) / 2 each.
    """
    units = [(round(weight / UNIT), chance) for weight, chance in parts]
    units = [(weight, chance) for weight, chance in units if weight and chance > 0]
    if not units:
        return 0.0, 0.0
    step = math.gcd(*(weight for weight, _ in units))
    chances = _product([_polynomial(weight // step, chance) for weight, chance in units])
    below = np.cumsum(chances)
    tail = (1 - level) / 2
    low = int(np.searchsorted(below, tail + _NOISE, side="right"))
    high = int(np.searchsorted(below, 1 - tail - _NOISE))
    return tuple(round(min(at, len(chances) - 1) * step * UNIT, 2) for at in (low, high))  # type: ignore[return-value]


def _polynomial(weight: int, chance: float) -> Polynomial:
    coefficients = np.zeros(weight + 1)
    coefficients[0], coefficients[weight] = 1 - chance, chance
    return coefficients


def _product(factors: Sequence[Polynomial]) -> Polynomial:
    """The product of the polynomials, short ones with short ones first."""
    queue = sorted(factors, key=len)
    while len(queue) > 1:
        paired = [_times(queue[i], queue[i + 1]) for i in range(0, len(queue) - 1, 2)]
        queue = paired + ([queue[-1]] if len(queue) % 2 else [])
    return queue[0]


def _times(one: Polynomial, two: Polynomial) -> Polynomial:
    size = len(one) + len(two) - 1
    if min(len(one), len(two)) < _LONG:
        return np.convolve(one, two)
    made = np.fft.irfft(np.fft.rfft(one, size) * np.fft.rfft(two, size), size)
    return np.clip(made, 0.0, None)
