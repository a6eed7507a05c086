import { allowedOf, intervalOf, type Limits, type Restriction } from './box.ts'
import type { Sample } from './sample.ts'

/** How many restrictions of a box each row of the sample breaks, up to two, and the last of them. */
export interface Broken {
  times: Uint8Array
  last: Uint16Array
}

export function brokenBy({ inputs, interest }: Sample, limits: Limits, restrictions: readonly Restriction[]): Broken {
  const times = new Uint8Array(interest.length)
  const last = new Uint16Array(interest.length)
  const mark = (row: number, restriction: number) => {
    // Two are as many as matter; more would overflow.
    if (times[row] < 2) times[row]++
    last[row] = restriction
  }
  restrictions.forEach(({ input, end }, i) => {
    const of = inputs[input]
    if (of.kind === 'categorical') {
      const allowed = allowedOf(limits, input)
      for (let row = 0; row < times.length; row++) if (allowed[of.codes[row]] === 0) mark(row, i)
      return
    }
    const { low, high } = intervalOf(limits, input)
    const { order, sorted } = of
    if (end === 'low') for (let place = 0; sorted[place] < low; place++) mark(order[place], i)
    else for (let place = order.length - 1; sorted[place] > high; place--) mark(order[place], i)
  })
  return { times, last }
}
