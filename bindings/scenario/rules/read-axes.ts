/** The axes of a sweep as they are written: what each moves, and its values at their ends. */
import { getNumber, lengthAt, valueOf } from '../text/json-paths.ts'
import { pathOfProcess, processesOf } from './changes.ts'
import type { ReadAxis } from './rule.ts'
import { uncertainPaths } from './uncertainty.ts'

export function readAxes(scenario: unknown): ReadAxis[] {
  return Array.from({ length: lengthAt(scenario, 'sweep.axes') }, (_, i) => `sweep.axes[${i}]`).flatMap((path) => {
    if (valueOf(scenario, `${path}.samples`) !== undefined) {
      const drawn = [...uncertainPaths(scenario), ...processesOf(scenario).map(pathOfProcess)]
      return drawn.map((parameter) => ({ path, at: `${path}.samples`, parameter, values: [], sampled: true }))
    }
    const moved = movedBy(scenario, path)
    return moved.flatMap(({ at, parameter, list, place }) => {
      if (typeof parameter !== 'string') return []
      const values = [`${path}.from`, `${path}.to`, ...extremesOf(list).map(place)].flatMap((at) => {
        const value = getNumber(scenario, at)
        return value === undefined ? [] : [{ path: at, value }]
      })
      return [{ path, at, parameter, values }]
    })
  })
}

/** A parameter that an axis moves, its values where they are listed, and where each of them stands. */
interface Moved {
  at: string
  parameter: unknown
  list: readonly unknown[]
  place: (index: number) => string
}

function movedBy(scenario: unknown, path: string): Moved[] {
  const at = (key: string) => valueOf(scenario, `${path}.${key}`)
  const parameters = at('parameters')
  if (!Array.isArray(parameters)) {
    return [{ at: `${path}.parameter`, parameter: at('parameter'), list: listOf(at('values')), place: (i) => `${path}.values[${i}]` }]
  }
  const points = listOf(at('points'))
  return parameters.map((parameter, k) => ({
    at: `${path}.parameters[${k}]`,
    parameter,
    list: points.map((point) => listOf(point)[k]),
    place: (i) => `${path}.points[${i}][${k}]`,
  }))
}

/** The list, and an empty one where it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** Indices of the smallest and the largest number of a list. */
function extremesOf(list: readonly unknown[]): number[] {
  if (list.length === 0) return []
  let [smallest, largest] = [0, 0]
  for (let i = 0; i < list.length; i++) {
    if ((list[i] as number) < (list[smallest] as number)) smallest = i
    if ((list[i] as number) > (list[largest] as number)) largest = i
  }
  return [...new Set([smallest, largest])]
}
