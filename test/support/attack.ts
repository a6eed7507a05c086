/** Many round enterprises through both backends. */
import type { Draw } from './enterprises.ts'
import { faultsOf, judgeOf } from './judge-optimum.ts'
import { BACKENDS, optimumOf, sizeOf } from './kernels.ts'
import { roundEnterprise } from './round-enterprises.ts'

export interface Fault extends Draw {
  what: string
}

/** Both backends on `cases` enterprises, alternating one and two factors. */
export function attack(seed: number, cases: number): { faults: Fault[]; slowest: number } {
  const faults: Fault[] = []
  let slowest = 0
  for (let index = 0; index < cases; index++) {
    const draw = roundEnterprise(seed, index, index % 2 === 0 ? 1 : 2)
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
    if (Math.abs(js.profit - wasm.profit) > 1e-12 * sizeOf(js)) note(`profits ${js.profit} and ${wasm.profit}`)
    const same = js.factors.every((x, i) => Math.abs(x - wasm.factors[i]) <= 1e-7 * x)
    if (!same && js.status !== wasm.status) note(`statuses ${js.status} and ${wasm.status}`)
  }
  return { faults, slowest }
}
