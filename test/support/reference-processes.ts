/** Random processes with moments that were computed elsewhere. */
import { readFileSync } from 'node:fs'
import type { ScenarioInput } from '../../bindings/node.ts'

interface Moments {
  time: number
  mean: number
  variance: number
  meanOfLog: number
  varianceOfLog: number
  covarianceWithSampleBefore: number
  probabilityOfNoActiveJump?: number
}
interface Reference {
  id: string
  scenario: ScenarioInput
  parameter: string
  moments: Moments[]
  npv: { mean: number; variance: number }
}
export const { processes } = JSON.parse(readFileSync(new URL('../fixtures/public-processes.json', import.meta.url), 'utf8')) as {
  processes: Reference[]
}
