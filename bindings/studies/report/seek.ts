import { withOwnUnit } from '../../model/own-units.ts'
import type { OwnUnits } from '../../model/units.ts'
import type { GoalOptions } from '../seek/seek.ts'
import { DEFAULT_POINTS, type Sought, type Solution } from '../seek/seek-values.ts'
import type { XyChart } from './chart.ts'
import { text, type Document, type Value } from './document.ts'

/** What was sought, as it is reported. */
export type Goal = Pick<GoalOptions, 'parameter' | 'metric' | 'target' | 'from' | 'to' | 'points'>

/** Nearer to the target than this share of the metric's size it is on it. */
const ROUNDING = 1e-12

/** @param sought its curve may be left out, as results had none once. */
export function seekDocument(
  { solutions, nearest, tried, curve = [] }: Omit<Sought, 'curve'> & Partial<Sought>,
  goal: Goal,
  units?: OwnUnits,
): Document {
  const { parameter, metric, target, from, to, points = DEFAULT_POINTS } = goal
  const size = curve.reduce((most, { metric: at }) => Math.max(most, Math.abs(at ?? 0)), Math.abs(target))
  // What rounding leaves of it is no digit of the metric.
  const rounded = (at: number | null) => (at !== null && Math.abs(at - target) <= ROUNDING * size ? target : at)
  return {
    title: `Which ${parameter} makes ${metric} ${text(target)}`,
    sentence: solutions.length > 0 ? `${capital(solutions.map((solution) => wordsOf(solution, goal)).join('; '))}.` : none(goal, nearest),
    tables:
      solutions.length === 0
        ? []
        : [
            {
              title: 'Solutions',
              columns: ['kind', withOwnUnit(parameter, units), withOwnUnit(metric, units)],
              rows: solutions.map(
                ({ kind, value = null, from: low = NaN, to: high = NaN, metric: at = null, below = NaN, above = NaN }): Value[] => [
                  kind,
                  kind === 'interval' ? `${text(low, 8)} to ${text(high, 8)}` : value === null ? null : text(value, 9),
                  kind === 'jump' ? `${text(below)} below, ${text(above)} above` : rounded(at),
                ],
              ),
            },
          ],
    charts: curve.some(({ metric: at }) => at !== null) ? [chartOf(curve, solutions, goal, units)] : [],
    sure: [
      `${tried} values from ${text(from)} to ${text(to)} were tried. What happens between two values of the first look, ${text((to - from) / (points - 1), 3)} apart, may be missed.`,
    ],
    assumed: ['Everything else stays as in the scenario.'],
  }
}

/** The metric over the parameter, the target across it, and where they meet. */
function chartOf(
  curve: Sought['curve'],
  solutions: readonly Solution[],
  { parameter, metric, target, from, to }: Goal,
  units?: OwnUnits,
): XyChart {
  const met = solutions.flatMap(({ value, from: low = NaN, to: high = NaN }) => (value === undefined ? [low, high] : [value]))
  return {
    kind: 'xy',
    title: `${metric} over ${parameter}`,
    x: withOwnUnit(parameter, units),
    y: withOwnUnit(metric, units),
    lines: [
      { name: metric, points: curve.map(({ value, metric: at }) => [value, at ?? NaN]) },
      {
        name: `target ${text(target)}`,
        points: [
          [from, target],
          [to, target],
        ],
        dashed: true,
      },
    ],
    ...(met.length > 0 && { marks: met.map((x) => ({ x, label: text(x) })) }),
  }
}

function wordsOf(
  { kind, value = NaN, from = NaN, to = NaN, below = NaN, above = NaN }: Solution,
  { parameter, metric, target }: Goal,
): string {
  switch (kind) {
    case 'root':
      return `at ${parameter} = ${text(value, 8)} ${metric} is ${text(target)}`
    case 'touch':
      return `at ${parameter} = ${text(value, 8)} ${metric} reaches ${text(target)} and turns back`
    case 'jump':
      return `at ${parameter} = ${text(value, 8)} ${metric} jumps over ${text(target)}, from ${text(below)} below to ${text(above)} above it`
    case 'interval':
      return `from ${parameter} = ${text(from, 8)} to ${text(to, 8)} ${metric} is ${text(target)}`
  }
}

function none({ parameter, metric, target, from, to }: Goal, nearest: Sought['nearest']): string {
  const range = `between ${text(from)} and ${text(to)}`
  if (nearest === undefined) return `${metric} is none at every ${parameter} tried ${range}, so it is nowhere ${text(target)}.`
  return `No ${parameter} ${range} makes ${metric} ${text(target)}; nearest is ${text(nearest.metric)}, at ${text(nearest.value)}.`
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
