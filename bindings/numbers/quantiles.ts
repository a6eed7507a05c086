/** The quantiles of the distributions of model.md section 8, the same bits on every host. */
import { exp, log } from './elementary.ts'
import type { Distribution } from './distribution.ts'
import { betaQuantile } from './beta.ts'
import { weightedQuantile } from './empirical.ts'
import { normalQuantile, truncatedQuantile, type Quantile } from './normal.ts'

/** By u and 1 − u, where 0 < u < 1. */
export function quantileOf(of: Distribution): Quantile {
  switch (of.distribution) {
    case 'uniform':
      return within(of, (u, rest) => of.low * rest + of.high * u)
    case 'logUniform':
      return logUniform(of.low, of.high)
    case 'triangular':
      return triangular(of.low, of.mode, of.high)
    case 'normal': {
      const { mean, sd } = of
      const score = scoreOf(of, (x) => (x - mean) / sd)
      return within(of, (u, rest) => mean + sd * score(u, rest))
    }
    case 'logNormal': {
      const { median } = of
      const spread = log(of.gsd)
      const score = scoreOf(of, (x) => (log(x) - log(median)) / spread)
      return within(of, (u, rest) => median * exp(spread * score(u, rest)))
    }
    case 'beta': {
      const share = betaQuantile(of.alpha, of.beta)
      const mirrored = betaQuantile(of.beta, of.alpha)
      // From the nearer end, so that both are as fine.
      return within(of, (u, rest) => {
        const left = share(u, rest)
        return left <= 0.5 ? of.low + (of.high - of.low) * left : of.high - (of.high - of.low) * mirrored(rest, u)
      })
    }
    case 'empirical':
      return weightedQuantile(of.values, of.weights)
  }
}

/** The normal score, truncated where bounds are given; `standardise` takes them to those of the standard normal. */
function scoreOf({ low, high }: { low?: number; high?: number }, standardise: (x: number) => number): Quantile {
  if (low === undefined && high === undefined) return (u, rest) => (u <= 0.5 ? normalQuantile(u) : -normalQuantile(rest))
  return truncatedQuantile(low === undefined ? -Infinity : standardise(low), high === undefined ? Infinity : standardise(high))
}

function logUniform(low: number, high: number): Quantile {
  const ratio = log(high) - log(low)
  return within({ low, high }, (u, rest) => (u <= 0.5 ? low * exp(u * ratio) : high * exp(-rest * ratio)))
}

function triangular(low: number, mode: number, high: number): Quantile {
  const root = Math.sqrt(high - low)
  const [left, right] = [root * Math.sqrt(mode - low), root * Math.sqrt(high - mode)]
  const share = (mode - low) / (high - low)
  return within({ low, high }, (u, rest) => (u <= share ? low + left * Math.sqrt(u) : high - right * Math.sqrt(rest)))
}

/** Rounding may carry a value past the ends by a bit. */
function within({ low = -Infinity, high = Infinity }: { low?: number; high?: number }, quantile: Quantile): Quantile {
  return (u, rest) => {
    const value = quantile(u, rest)
    return value < low ? low : value > high ? high : value
  }
}
