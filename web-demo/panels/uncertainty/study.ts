import type { MetricName, Scenario } from 'offcut'
import type { SobolIndices, Tornado } from 'offcut/studies'
import type { OnProgress, StudyServices } from '../kit/services.ts'

export const PAYS = 'payback is not none'
/** Metrics that are shown as bands over time. */
const BANDS = ['advantage', 'profit', 'npv', 'level', 'discharged', 'output', 'cost', 'factors[0]'] as const satisfies MetricName[]
export type Banded = (typeof BANDS)[number] | 'factors[1]'

export function bandsOf({ factors }: Scenario): Banded[] {
  return factors.length === 1 ? [...BANDS] : [...BANDS, 'factors[1]']
}

/** What is asked of the study, as `offcut risk` is asked. */
export function riskOptions(scenario: Scenario, samples: number) {
  return { metrics: [...bandsOf(scenario), 'payback'], when: [PAYS], overTime: true, samples }
}
/** Metrics whose causes are asked for: of the whole horizon. */
export const CAUSED = ['advantage', 'npv', 'minimumProfit', 'totalDischarged'] as const satisfies MetricName[]
export type Caused = (typeof CAUSED)[number]
export const SAMPLES = [1024, 4096, 16384] as const

/** What makes it unsure: one parameter at a time, and shares of the variance. */
export interface Causes {
  metric: Caused
  scenario: Scenario
  tornado: Tornado
  indices: SobolIndices
  warnings: string[]
}

export async function causesOf(
  services: StudyServices,
  scenario: Scenario,
  metric: Caused,
  samples: number,
  onProgress: OnProgress,
): Promise<Causes> {
  const tornado = await services.tornado(scenario, { metric })
  const study = await services.indices(scenario, { metrics: [metric], samples }, onProgress)
  return { metric, scenario, tornado, indices: study.metrics[metric] as SobolIndices, warnings: [...tornado.warnings, ...study.warnings] }
}
