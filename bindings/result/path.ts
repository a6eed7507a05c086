import { DIRECTIONS, PATH_COLUMNS, STATUSES, type Direction, type Status } from '../model/layout.ts'
import { OF_PATH } from '../plan/path.ts'
import type { Surface } from './surface.ts'
import type { PathColumns, PathSummary } from './values.ts'
import { recordOf } from '../typed.ts'

/** An enterprise over its horizon; names and units as in the scenario file's model. */
export interface TimePath extends PathSummary {
  /** The horizon's samples, equally spaced from its start to its end, years. One sample alone is the start. */
  time: Float64Array
  /** One value a sample. `factors[1]` is there with two factors only. NaN at samples that the path did not reach, which `status` says. */
  columns: PathColumns
  /**
   * The level above 0 at which the net value of waste changes sign, at the start of the horizon: above it, waste is a `gain` or a
   * `burden`. Null where it has one sign, or `recycling.exponent` is below 1.
   */
  breakEvenLevel: number | null
  /** What waste is above that level; null with it. */
  breakEvenDirection: Direction | null
  /**
   * `ok`; `atBound` when an optimum on the way is at a bound of a factor (in mode `optimum`); `domainError` when the path ends
   * before its horizon because it grows past any bound, or because a parameter leaves its range; `notConverged` when it would take
   * too many steps or an optimum was not found. What a path reached holds; later samples and what is said of the whole are NaN.
   */
  status: Status
  /** Steps of the integration that were accepted, and that were tried again because of their error. */
  stats: { steps: number; rejections: number }
}

/** Reads the result of a planned path. */
export function toTimePath({ axes, metrics, status }: Surface): TimePath {
  const ofPath = recordOf(OF_PATH, (name) => metrics[name][0])
  const { payback, yearsToPayback, yearsFromTransition, domainErrorFrom, steps, rejections, ...rest } = ofPath
  return {
    time: axes[axes.length - 1].values,
    columns: Object.fromEntries(
      PATH_COLUMNS.filter((name) => name in metrics).map((name) => [name, metrics[name]]),
    ) as unknown as PathColumns,
    payback: finiteOrNull(payback),
    yearsToPayback: finiteOrNull(yearsToPayback),
    yearsFromTransition: finiteOrNull(yearsFromTransition),
    breakEvenLevel: finiteOrNull(metrics.breakEvenLevel[0]),
    breakEvenDirection: DIRECTIONS[metrics.breakEvenDirection[0]] ?? null,
    ...rest,
    domainErrorFrom: finiteOrNull(domainErrorFrom),
    status: STATUSES[status.reduce((worst, code) => Math.max(worst, code), 0)],
    stats: { steps, rejections },
  }
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
