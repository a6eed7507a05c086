/** What is wrong with an answer of when to transform, by a plain search and by plain integrals. */
import type { Timing } from '../../bindings/studies/timing/timing.ts'
import { bestOf, plainWorth, type Plain } from './plain-timing.ts'

const NEAR = 1e-4

export function faultsOf(found: Timing, plain: Plain): string[] {
  const best = bestOf(plain)
  const scale = Math.abs(best)
  const faults: string[] = []
  const off = (difference: number) => (difference / scale).toExponential(1)
  if (!(found.value >= best - NEAR * scale)) faults.push(`low by ${off(best - found.value)}`)
  if (found.bound !== null && !(found.bound >= Math.max(found.value, best - 1e-7 * scale)))
    faults.push(`the bound ${found.bound} does not hold`)
  if (found.bound === null && plain.fall === 0) faults.push('no bound')
  const isClose = found.bound !== null && found.bound - found.value <= NEAR * Math.abs(found.value)
  if (!isClose && found.error === undefined) faults.push('a gap without an error')
  // The course that is reported is worth what is said; with a cost of haste it is even only between its corners, and a finer search must come as far.
  const isAbove = plain.adjustment > 0 && found.value > best + NEAR * scale
  const worth = plain.adjustment === 0 ? plainWorth(plain, alongIntervals(found, plain), 2000) : isAbove ? bestOf(plain, 4) : best
  if (!(Math.abs(found.value - worth) <= NEAR * scale)) faults.push(`worth ${worth}, off by ${off(found.value - worth)}`)
  const own = plainWorth(plain, plain.own)
  if (!(Math.abs(own - (found.ownLaw ?? NaN)) <= 1e-6 * scale)) faults.push(`own law ${found.ownLaw}, plain ${own}`)
  const still = plainWorth(plain, () => plain.level)
  if (!(Math.abs(still - found.withoutChange) <= 1e-7 * scale)) faults.push(`without change ${found.withoutChange}, plain ${still}`)
  if (!(found.startNow <= found.value + 1e-7 * scale)) faults.push(`startNow ${found.startNow} is worth more`)
  return faults
}

/** The level along the moves, each even; a jump takes a thousandth of a year. */
function alongIntervals({ intervals }: Timing, { level }: Plain): (time: number) => number {
  return (time) =>
    intervals.reduce((at, [start, end, from, to]) => {
      if (time <= start) return at
      return time >= end && end > start ? to : from + (to - from) * Math.min(1, (time - start) / Math.max(end - start, 1e-3))
    }, level)
}
