import type { Command } from 'commander'

interface Entry {
  says: string
  /** What gives it its arguments, options and action. */
  load(): Promise<(command: Command) => void>
}

/** Every command, in the order of the help. Each loads when it is run: most of the start of a program is what it loads. */
export const COMMANDS: Readonly<Record<string, Entry>> = {
  init: {
    says: 'Write a starter scenario.',
    load: async () => (await import('./init.ts')).defineInit,
  },
  optimum: {
    says: 'Print the profit maximum at one transformation level.',
    load: async () => (await import('./optimum.ts')).defineOptimum,
  },
  path: {
    says: 'Follow the enterprise over the scenario’s horizon: its flows, its value, and when the transition pays back.',
    load: async () => (await import('./path.ts')).definePath,
  },
  equilibria: {
    says: 'Print the volumes at which an enterprise in mode capitalisation neither grows nor shrinks.',
    load: async () => (await import('./equilibria.ts')).defineEquilibria,
  },
  sweep: {
    says: 'Compute the optima of the scenario’s sweep, write them to a file and print a summary.',
    load: async () => (await import('./sweep.ts')).defineSweep,
  },
  merge: {
    says: 'Join the shards of a sweep into the file that one run writes.',
    load: async () => (await import('./merge.ts')).defineMerge,
  },
  calibrate: {
    says: 'Estimate production functions from a table, and write them as a part of a scenario with its uncertainty.',
    load: async () => (await import('./calibrate.ts')).defineCalibrate,
  },
  risk: {
    says: 'How uncertain a result is: quantiles, VaR and CVaR, probabilities, regret.',
    load: async () => (await import('./risk.ts')).defineRisk,
  },
  indices: {
    says: 'Which uncertain parameters matter: Sobol’ indices, Morris’ elementary effects, or derivative-based measures.',
    load: async () => (await import('./indices.ts')).defineIndices,
  },
  tornado: {
    says: 'How far each uncertain parameter moves a metric by itself, the others at their medians.',
    load: async () => (await import('./tornado.ts')).defineTornado,
  },
  discover: {
    says: 'Find where in a table the cases of interest lie: boxes by the Patient Rule Induction Method.',
    load: async () => (await import('./discover.ts')).defineDiscover,
  },
  seek: {
    says: 'Find every value of a parameter at which a metric meets a target.',
    load: async () => (await import('./seek.ts')).defineSeek,
  },
  compare: {
    says: 'Show what differs between scenarios, their results side by side, and which parameter accounts for how much.',
    load: async () => (await import('./compare.ts')).defineCompare,
  },
  timing: {
    says: 'Find when and how fast to transform: the course of the level that is worth the most, with a bound that holds for every course.',
    load: async () => (await import('./timing.ts')).defineTiming,
  },
  system: {
    says: 'Find the prices at which enterprises, supplies, demands and links of a system clear every market.',
    load: async () => (await import('./system.ts')).defineSystem,
  },
  report: {
    says: 'Write a page that answers in a sentence, with a picture, the numbers, how sure they are, and how to make them again.',
    load: async () => (await import('./report.ts')).defineReport,
  },
  explain: {
    says: 'Say what a parameter, a metric, a word or a section of a scenario means; without a name: which there are.',
    load: async () => (await import('./explain.ts')).defineExplain,
  },
  info: {
    says: 'Say which backend runs here, and why.',
    load: async () => (await import('./info.ts')).defineInfo,
  },
}
