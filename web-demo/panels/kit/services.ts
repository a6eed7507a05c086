import { createEngine, type Engine, type Scenario } from 'offcut'
import type {
  IndicesOptions,
  IndicesStudy,
  Risk,
  RiskOptions,
  StudyProgress,
  Timing,
  TimingOptions,
  Tornado,
  TornadoOptions,
} from 'offcut/studies'
import type { SolveOptions, SystemInput, SystemPath, SystemResult } from 'offcut/system'

type Without<Options> = Omit<Options, 'signal' | 'onProgress'>
export type OnProgress = (progress: StudyProgress) => void

/** What computes the studies of the panels. Options and results are what the library's functions take and give. */
export interface StudyServices {
  risk(scenario: Scenario, options: Without<RiskOptions>, onProgress: OnProgress): Promise<Risk>
  tornado(scenario: Scenario, options: Without<TornadoOptions>): Promise<Tornado>
  indices(scenario: Scenario, options: Without<IndicesOptions>, onProgress: OnProgress): Promise<IndicesStudy>
  timing(scenario: Scenario, options: Without<TimingOptions>): Promise<Timing>
  solveSystem(system: SystemInput, options: Without<SolveOptions>): Promise<SystemResult>
  pathOfSystem(system: SystemInput): Promise<SystemPath>
}

let started: Promise<Engine> | undefined
// In a worker there is one thread anyway.
const engine = () => (started ??= createEngine({ workers: 0 }))
const studies = () => import('offcut/studies')
const systems = () => import('offcut/system')

export const studyServices: StudyServices = {
  risk: async (scenario, options, onProgress) => (await studies()).risk(await engine(), scenario, { ...options, onProgress }),
  tornado: async (scenario, options) => (await studies()).tornado(await engine(), scenario, options),
  indices: async (scenario, options, onProgress) => (await studies()).indices(await engine(), scenario, { ...options, onProgress }),
  timing: async (scenario, options) => (await studies()).timing(await engine(), scenario, options),
  solveSystem: async (system, options) => (await systems()).solveSystem(await engine(), system, options),
  pathOfSystem: async (system) => (await systems()).pathOfSystem(await engine(), system),
}
