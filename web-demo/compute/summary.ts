import type { Paths } from './paths.ts'

/** What of a transition decides, of its whole horizon. */
export interface Summary {
  /** Where it is furthest behind; undefined where it never is. */
  deepest?: { time: number; value: number }
  /** From when on it is ahead for good; null: not within the horizon. */
  payback: number | null
  /** How far ahead it is at the end. */
  atEnd: number
  profitAtEnd: number
  unchangedProfitAtEnd: number
  levelAtEnd: number
  npv: number
  totalDischarged: number
  /** Whether the level changes at all. */
  isChange: boolean
}

export function summaryOf({ path, unchanged }: Paths): Summary {
  const { advantage, profit, level, npv } = path.columns
  const last = advantage.length - 1
  const deepest = advantage.reduce((best, value, i) => (value < advantage[best] ? i : best), 0)
  return {
    ...(advantage[deepest] < 0 && { deepest: { time: path.time[deepest], value: advantage[deepest] } }),
    payback: path.payback,
    atEnd: advantage[last],
    profitAtEnd: profit[last],
    unchangedProfitAtEnd: unchanged.columns.profit[last],
    levelAtEnd: level[last],
    npv: npv[last],
    totalDischarged: path.totalDischarged,
    isChange: level.reduce((most, value) => Math.max(most, Math.abs(value - level[0])), 0) >= 1e-3,
  }
}
