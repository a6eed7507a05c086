/** Transformation laws (model.md section 4) and resource modes (section 5), once: their keys, what they mean, where they are not smooth. */
import type { ParameterKey } from './parameters.ts'

/** The last part of a parameter's path. */
type KeyOf<Section extends string> = ParameterKey extends infer Key ? (Key extends `${Section}.${infer Name}` ? Name : never) : never
export type LawKey = KeyOf<'transformation'>
export type ModeKey = KeyOf<'dynamics'>

export interface LawEntry {
  meaning: string
  keys: readonly (LawKey | 'times[]' | 'levels[]')[]
  /** What the law means by a key, where that is more than the parameter's own meaning. */
  meanings?: Partial<Record<LawKey, string>>
  /** Times at which θ(t) is not smooth, where no step of an integration may cross: each the sum of these keys, or of each knot. */
  kinks: readonly (readonly LawKey[] | 'times[]')[]
}

export const LAW_ENTRIES = {
  constant: { meaning: 'a level that never changes', keys: ['level'], kinks: [] },
  linear: { meaning: 'a straight ramp', keys: ['from', 'to', 'start', 'duration'], kinks: [['start'], ['start', 'duration']] },
  smoothstep: {
    meaning: 'a ramp that starts and ends smoothly',
    keys: ['from', 'to', 'start', 'duration'], kinks: [['start'], ['start', 'duration']],
  },
  exponential: {
    meaning: 'a quick start that approaches its end more and more slowly',
    keys: ['from', 'to', 'start', 'timescale'], kinks: [['start']],
    meanings: { timescale: 'time in which the remaining distance shrinks by the factor e' },
  },
  logistic: {
    meaning: 'a symmetric S-curve',
    keys: ['from', 'to', 'midpoint', 'timescale'], kinks: [],
    meanings: { timescale: 'time in which the odds of the level grow by the factor e' },
  },
  gompertz: {
    meaning: 'an S-curve with a long end',
    keys: ['from', 'to', 'inflection', 'timescale'], kinks: [],
    meanings: { timescale: 'time in which the logarithm of the level shrinks by the factor e' },
  },
  bass: { meaning: 'diffusion of an innovation after Bass', keys: ['from', 'to', 'start', 'innovation', 'imitation'], kinks: [['start']] },
  table: { meaning: 'a monotone cubic through given points, constant outside', keys: ['times[]', 'levels[]'], kinks: ['times[]'] },
  invested: { meaning: 'a level that profit pays for: a state of the time path', keys: ['from', 'share'], kinks: [] },
} as const satisfies Record<string, LawEntry>

export interface ModeEntry {
  meaning: string
  keys: readonly ModeKey[]
}

export const MODE_ENTRIES = {
  optimum: { meaning: 'the enterprise is always at its profit maximum', keys: ['tolerance'] },
  adjustment: { meaning: 'each factor moves towards its optimum at a rate of its own', keys: ['timescale[]', 'initial[]', 'tolerance'] },
  capitalisation: {
    meaning: 'profit buys capacity, which wears out',
    keys: ['share[]', 'unitCost[]', 'depreciation[]', 'initial[]', 'tolerance'],
  },
} as const satisfies Record<string, ModeEntry>
