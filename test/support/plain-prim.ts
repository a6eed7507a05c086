/** PRIM as its definition reads, with whole rows and no care for speed: the independent check of bindings/studies/discover. */
type Row = Record<string, number | string>
type Limit = [number, number] | string[]
type Box = Record<string, Limit>

interface Options {
  alpha: number
  pasteAlpha: number
  minimumMass: number
}

const isSet = (limit: Limit): limit is string[] => typeof limit[0] === 'string'
const admits = (limit: Limit, value: number | string) =>
  isSet(limit) ? limit.includes(value as string) : (value as number) >= limit[0] && (value as number) <= limit[1]

function cut(values: number[], alpha: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  let [low, high] = [Math.floor((sorted.length - 1) * alpha), Math.ceil((sorted.length - 1) * alpha)]
  if (alpha > 0.5) while (sorted[low] === sorted[high] && low > 0) low--
  else while (sorted[low] === sorted[high] && high < sorted.length - 1) high++
  return (sorted[low] + sorted[high]) / 2
}

export function plainPrim(
  columns: Record<string, (number | string)[]>,
  inputs: string[],
  hits: number[],
  { alpha, pasteAlpha, minimumMass }: Options,
) {
  const rows = hits.map((hit, i): Row => ({ ...Object.fromEntries(inputs.map((name) => [name, columns[name][i]])), hit }))
  const whole: Box = Object.fromEntries(
    inputs.map((name) => {
      const values = rows.map((row) => row[name])
      return [
        name,
        typeof values[0] === 'string'
          ? [...new Set(values as string[])].sort()
          : [Math.min(...(values as number[])), Math.max(...(values as number[]))],
      ]
    }),
  )
  const inside = (box: Box, but?: string) => rows.filter((row) => inputs.every((name) => name === but || admits(box[name], row[name])))
  const count = (some: Row[]) => some.reduce((sum, row) => sum + (row.hit as number), 0)
  const restricted = (box: Box) => inputs.filter((name) => JSON.stringify(box[name]) !== JSON.stringify(whole[name]))
  const score = (from: Row[], to: Row[]) => {
    const gain = BigInt(count(to) * from.length - count(from) * to.length)
    return { gain, size: BigInt(to.length * Math.abs(from.length - to.length)) }
  }
  const choose = (box: Box, candidates: Box[]) => {
    const from = inside(box)
    let best: { box: Box; gain: bigint; size: bigint; free: number; rows: Row[] } | undefined
    for (const each of candidates) {
      const to = inside(each)
      if (to.length === 0 || to.length === from.length) continue
      const entry = { box: each, ...score(from, to), free: inputs.length - restricted(each).length, rows: to }
      const order = best === undefined ? 1n : entry.gain * best.size - best.gain * entry.size
      if (order > 0n || (order === 0n && entry.free > best!.free)) best = entry
    }
    return best
  }
  let box = whole
  const boxes = [whole]
  let pasted = 0
  for (;;) {
    const now = inside(box)
    const next = choose(
      box,
      inputs.flatMap((name): Box[] => {
        const limit = box[name]
        if (isSet(limit)) return limit.length < 2 ? [] : limit.map((word) => ({ ...box, [name]: limit.filter((other) => other !== word) }))
        const values = now.map((row) => row[name] as number)
        return [
          { ...box, [name]: [limit[0], cut(values, 1 - alpha)] },
          { ...box, [name]: [cut(values, alpha), limit[1]] },
        ]
      }),
    )
    if (next === undefined || next.gain <= 0n || next.rows.length / rows.length < minimumMass) break
    boxes.push((box = next.box))
  }
  for (;;) {
    const next = choose(
      box,
      restricted(box).flatMap((name): Box[] => {
        const [limit, all] = [box[name], whole[name]]
        if (isSet(limit))
          return (all as string[]).filter((word) => !limit.includes(word)).map((word) => ({ ...box, [name]: [...limit, word].sort() }))
        const others = inside(box, name).map((row) => row[name] as number)
        const [above, below] = [others.filter((value) => value >= limit[1]), others.filter((value) => value <= limit[0])]
        return [
          ...(limit[1] !== all[1] && above.length > 0 ? [{ ...box, [name]: [limit[0], cut(above, pasteAlpha)] as [number, number] }] : []),
          ...(limit[0] !== all[0] && below.length > 0
            ? [{ ...box, [name]: [cut(below, 1 - pasteAlpha), limit[1]] as [number, number] }]
            : []),
        ]
      }),
    )
    if (next === undefined || next.gain <= 0n) break
    boxes.push((box = next.box))
    pasted++
  }
  return {
    pasted,
    boxes: boxes.map((each) => ({
      n: inside(each).length,
      k: count(inside(each)),
      restricted: Object.fromEntries(restricted(each).map((name) => [name, each[name]])),
    })),
  }
}
