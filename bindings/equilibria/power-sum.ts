/**
 * All roots of a sum of powers Σ c_i x^{e_i}, x > 0, isolated and then bisected to rounding; none can be missed. The same bits on every
 * host, whose own logarithms and exponentials differ.
 */
import { exp, log, log1p, roughExp } from '../numbers/functions.ts'

/** c x^e, with the logarithm of |c|, so that large and small scales do not overflow. */
export interface PowerTerm {
  sign: 1 | -1
  log: number
  exponent: number
}

/** Largest |ln x| of a volume that is a normal number. */
const LIMIT = 700
/** A sum this small beside its terms is zero but for rounding. */
const ROUNDING = 1e-13

export function powerTerm(coefficient: number, exponent: number): PowerTerm[] {
  return coefficient === 0 ? [] : [{ sign: coefficient > 0 ? 1 : -1, log: log(Math.abs(coefficient)), exponent }]
}

/** Terms with distinct exponents, the smallest first. Terms that cancel are left out. */
export function merged(terms: readonly PowerTerm[]): PowerTerm[] {
  const sums: PowerTerm[] = []
  for (const term of terms.toSorted((a, b) => a.exponent - b.exponent)) {
    const last = sums.at(-1)
    if (last?.exponent !== term.exponent) sums.push(term)
    else sums.splice(-1, 1, ...added(last, term))
  }
  return sums
}

function added(a: PowerTerm, b: PowerTerm): PowerTerm[] {
  const [major, minor] = a.log >= b.log ? [a, b] : [b, a]
  const ratio = exp(minor.log - major.log)
  if (a.sign !== b.sign && ratio === 1) return []
  return [{ ...major, log: major.log + log1p(a.sign === b.sign ? ratio : -ratio) }]
}

/** The sum at y = ln x over its largest term. */
export function relativeValue(terms: readonly PowerTerm[], y: number): number {
  const logs = terms.map(({ log, exponent }) => log + exponent * y)
  const largest = Math.max(...logs)
  return terms.reduce((sum, { sign }, i) => sum + sign * roughExp(logs[i] - largest), 0)
}

/** The sum at y = ln x. */
export function valueAt(terms: readonly PowerTerm[], y: number): number {
  return terms.reduce((sum, { sign, log, exponent }) => sum + sign * roughExp(log + exponent * y), 0)
}

/** x d/dx of the sum over x^`power`. */
export function slopeOver(terms: readonly PowerTerm[], power: number): PowerTerm[] {
  return terms.flatMap(({ sign, log, exponent }) => {
    const rate = exponent - power
    return powerTerm(rate, rate).map((factor) => ({ sign: (sign * factor.sign) as 1 | -1, log: log + factor.log, exponent: rate }))
  })
}

/** One root, and the signs of the sum on its two sides. */
export interface PowerRoot {
  /** ln x */
  y: number
  before: number
  after: number
}

/**
 * Roots of a sum with distinct, increasing exponents. Divided by its first power, the sum is constant plus one power fewer;
 * between the roots of its derivative it is monotone, and has at most one root. So the roots of two terms, which are
 * explicit, isolate those of three, and so on.
 */
export function rootsOf(terms: readonly PowerTerm[]): PowerRoot[] {
  if (terms.length < 2) return []
  const turns = rootsOf(slopeOver(terms, terms[0].exponent)).map(({ y }) => y)
  const nodes = [-LIMIT, ...turns, LIMIT]
  const signs = nodes.map((y, i) => {
    const value = relativeValue(terms, y)
    const isTurn = i > 0 && i < nodes.length - 1
    return isTurn && Math.abs(value) <= ROUNDING * Math.max(1, Math.abs(y)) ? 0 : Math.sign(value)
  })
  const roots: PowerRoot[] = []
  for (let i = 1; i < nodes.length; i++) {
    if (signs[i - 1] * signs[i] < 0) {
      roots.push({ y: bisect(terms, nodes[i - 1], nodes[i], signs[i]), before: signs[i - 1], after: signs[i] })
    }
    if (signs[i] === 0) roots.push({ y: nodes[i], before: signs[i - 1], after: signs[i + 1] })
  }
  return roots
}

function bisect(terms: readonly PowerTerm[], left: number, right: number, signAtRight: number): number {
  for (;;) {
    const middle = 0.5 * (left + right)
    if (middle <= left || middle >= right) return middle
    if (Math.sign(relativeValue(terms, middle)) === signAtRight) right = middle
    else left = middle
  }
}
