/** Many enterprises through both backends. */
import type { Draw } from './enterprises.ts'
import { faultsOf, judgeOf, sizeAt } from './judge-optimum.ts'
import { BACKENDS, optimumOf } from './kernels.ts'
import { roundEnterprise } from './round-enterprises.ts'

export type DrawOf = (seed: number, index: number) => Draw

export interface Fault extends Draw {
  what: string
}

/** Of round numbers, alternating one and two factors. */
const round = (seed: number, index: number) => roundEnterprise(seed, index, index % 2 === 0 ? 1 : 2)

/** Both backends on `cases` enterprises from number `first` on, round ones by default. */
export function attack(seed: number, cases: number, drawOf: DrawOf = round, first = 0): { faults: Fault[]; slowest: number } {
  const faults: Fault[] = []
  let slowest = 0
  for (let index = first; index < first + cases; index++) {
    const draw = drawOf(seed, index)
    const judge = judgeOf(draw)
    const note = (what: string) => faults.push({ what: `#${index} ${what}`, ...draw })
    const optima = BACKENDS.map((backend) => {
      const start = process.cpuUsage()
      try {
        const optimum = optimumOf(backend, draw.scenario, { level: draw.level, sensitivities: true })
        for (const what of faultsOf(draw, optimum, judge)) note(`${backend}: ${what}`)
        return optimum
      } catch (error) {
        note(`${backend}: ${error}`)
        return undefined
      } finally {
        slowest = Math.max(slowest, process.cpuUsage(start).user / 1000)
      }
    })
    const [js, wasm] = optima
    if (!js || !wasm) continue
    if (Math.abs(js.profit - wasm.profit) > 1e-12 * sizeAt(draw, js.factors.map(Math.log))) note(`profits ${js.profit} and ${wasm.profit}`)
    const same = js.factors.every((x, i) => Math.abs(x - wasm.factors[i]) <= 1e-7 * x)
    if (!same && js.status !== wasm.status) note(`statuses ${js.status} and ${wasm.status}`)
  }
  return { faults, slowest }
}
