import * as z from 'zod/mini'
import { segmentsOf } from '../text/json-paths.ts'

/** Says that the value at a path is not what was expected, and how to fix it. */
export type Report = (path: string | readonly (string | number)[], expected: string, fix: string) => void

/** A parameter that an axis moves, as far as it can be read: `values` are its ends, or the smallest and largest of its list. */
export interface ReadAxis {
  /** Of the axis, and of the name of the parameter in it. */
  path: string
  at: string | readonly (string | number)[]
  parameter: string
  values: { path: string; value: number }[]
  /** Whether it is one of those that an axis of samples moves, which stand in `uncertainty`. */
  sampled?: boolean
}

/** A rule as a check of the schema. It runs on scenarios with other faults too, so that every problem is found at once. */
export function rule(check: (scenario: unknown, report: Report) => void) {
  return z.check(
    ({ value, issues }) => {
      check(value, (path, message, fix) => {
        issues.push({
          code: 'custom',
          path: typeof path === 'string' ? [...segmentsOf(path)] : [...path],
          message,
          params: { fix },
          input: value,
        })
      })
    },
    { when: () => true },
  )
}
