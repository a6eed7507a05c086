/** Points of a schedule: moved, added and removed, their times always increasing. */
export interface Points {
  times: readonly number[]
  values: readonly number[]
}

export interface Plane {
  x: readonly [number, number]
  y: readonly [number, number]
}

/** A round step that is about a hundredth of a range. */
export function stepOf([low, high]: readonly [number, number]): number {
  return 10 ** Math.floor(Math.log10((high - low || Math.abs(high) || 1) / 60))
}

const rounded = (value: number, step: number) => Number((Math.round(value / step) * step).toPrecision(12))

/** A point at another place; its neighbours are not passed. */
export function moved({ times, values }: Points, index: number, time: number, value: number, plane: Plane): Points {
  const step = stepOf(plane.x)
  const least = index > 0 ? times[index - 1] + step : -Infinity
  const most = index < times.length - 1 ? times[index + 1] - step : Infinity
  // Between neighbours nearer than two steps there is no other round place.
  const at = least <= most ? Math.min(most, Math.max(least, rounded(time, step))) : times[index]
  return {
    times: times.map((own, i) => (i === index ? at : own)),
    values: values.map((own, i) => (i === index ? rounded(value, stepOf(plane.y)) : own)),
  }
}

/** With one more point, where there is none at that time. */
export function added({ times, values }: Points, time: number, value: number, plane: Plane): Points {
  const at = rounded(time, stepOf(plane.x))
  if (times.includes(at)) return { times, values }
  const behind = times.findIndex((own) => own > at)
  const index = behind < 0 ? times.length : behind
  return {
    times: [...times.slice(0, index), at, ...times.slice(index)],
    values: [...values.slice(0, index), rounded(value, stepOf(plane.y)), ...values.slice(index)],
  }
}

/** Without a point; the last one stays. */
export function removed({ times, values }: Points, index: number): Points {
  if (times.length === 1) return { times, values }
  return { times: times.filter((_, i) => i !== index), values: values.filter((_, i) => i !== index) }
}
