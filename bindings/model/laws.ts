/**
 * Transformation laws (model.md section 4) and resource modes (section 5), once: their parameters, what they mean, where they are not
 * smooth.
 */
import { NONNEGATIVE, POSITIVE, REAL, SHARE, type ParameterEntry } from './entry.ts'

/** The numbers of `transformation`; a law has some of them. */
export const LAW_PARAMETERS = {
  'transformation.level': {
    label: 'Level',
    unit: 'share',
    meaning: 'level at all times',
    range: SHARE,
    group: 'level',
    slider: { from: 0, to: 1 },
  },
  'transformation.from': {
    label: 'Level before',
    unit: 'share',
    meaning: 'level before the transition',
    range: SHARE,
    group: 'level',
    slider: { from: 0, to: 1 },
  },
  'transformation.to': {
    label: 'Level after',
    unit: 'share',
    meaning: 'level that the transition leads to',
    range: SHARE,
    group: 'level',
    slider: { from: 0, to: 1 },
  },
  'transformation.start': {
    label: 'Start of the transition',
    unit: 'time',
    meaning: 'time at which the transition starts',
    range: REAL,
    group: 'level',
    slider: { within: 'horizon' },
  },
  'transformation.duration': {
    label: 'Duration',
    unit: 'years',
    meaning: 'length of the transition',
    range: POSITIVE,
    group: 'level',
    slider: { ofHorizon: 1 },
  },
  'transformation.timescale': {
    label: 'Timescale',
    unit: 'years',
    meaning: 'how long the transition takes, by its law',
    range: POSITIVE,
    group: 'level',
    slider: { ofHorizon: 0.3 },
  },
  'transformation.midpoint': {
    label: 'Midpoint',
    unit: 'time',
    meaning: 'time at which half of the transition is done',
    range: REAL,
    group: 'level',
    slider: { within: 'horizon' },
  },
  'transformation.inflection': {
    label: 'Time of fastest change',
    unit: 'time',
    meaning: 'time at which the transition is fastest',
    range: REAL,
    group: 'level',
    slider: { within: 'horizon' },
  },
  'transformation.innovation': {
    label: 'Innovation',
    unit: '1/year',
    meaning: 'rate of adoption independent of others',
    range: POSITIVE,
    group: 'level',
    slider: { from: 0.001, to: 1, spacing: 'log' },
  },
  'transformation.imitation': {
    label: 'Imitation',
    unit: '1/year',
    meaning: 'rate of adoption by imitation',
    range: NONNEGATIVE,
    group: 'level',
    slider: { from: 0, to: 3 },
  },
  'transformation.share': {
    label: 'Invested share of profit',
    unit: 'share',
    meaning: 'share of profit that is invested in conversion',
    range: NONNEGATIVE,
    group: 'path',
    slider: { from: 0, to: 1 },
    usual: 0.2,
  },
} as const satisfies Record<`transformation.${string}`, ParameterEntry>

/** The numbers of `dynamics`, one a factor where `[]` stands; a mode has some of them. */
export const MODE_PARAMETERS = {
  'dynamics.timescale[]': {
    label: 'Adjustment time',
    unit: 'years',
    meaning: 'time in which the factor closes the gap to its optimum by the factor e',
    range: POSITIVE,
    group: 'path',
    slider: { from: 0.1, to: 20, spacing: 'log' },
    usual: 2,
  },
  'dynamics.initial[]': {
    label: 'Volume at the start',
    unit: 'factor/year',
    meaning: 'resource volume at the start',
    range: POSITIVE,
    optional: 'the optimum at the level of that time',
    group: 'path',
    slider: { around: 10 },
    usual: 10,
  },
  'dynamics.share[]': {
    label: 'Share of profit',
    unit: 'share',
    meaning: 'share of profit that buys capacity of the factor',
    range: NONNEGATIVE,
    group: 'path',
    slider: { from: 0, to: 1 },
    usual: 0.3,
  },
  'dynamics.unitCost[]': {
    label: 'Cost of capacity',
    unit: 'money/factor',
    meaning: 'cost of a unit of capacity of the factor',
    range: POSITIVE,
    group: 'path',
    slider: { around: 10 },
    usual: 2,
  },
  'dynamics.depreciation[]': {
    label: 'Depreciation',
    unit: '1/year',
    meaning: 'rate at which capacity of the factor wears out',
    range: NONNEGATIVE,
    group: 'path',
    slider: { from: 0, to: 0.5 },
    usual: 0.1,
  },
  'dynamics.tolerance': {
    label: 'Relative tolerance',
    unit: '',
    meaning: 'relative error that the integration may make',
    range: { least: 1e-14, most: 1e-2 },
    default: 1e-10,
    group: 'path',
    slider: { from: 1e-12, to: 1e-3, spacing: 'log' },
  },
} as const satisfies Record<`dynamics.${string}`, ParameterEntry>

/** The last part of a parameter's path. */
type KeyOf<Path> = Path extends `${string}.${infer Name}` ? Name : never
/** A number of a law, by the last part of its path. */
export type LawKey = KeyOf<keyof typeof LAW_PARAMETERS>
/** A number of a mode, by the last part of its path. */
export type ModeKey = KeyOf<keyof typeof MODE_PARAMETERS>

/** What is known of a law: the registry’s entry. */
export interface LawEntry {
  /** Its name on a form. */
  label: string
  /** What it is, in a few words. */
  meaning: string
  /** The numbers that it has. */
  keys: readonly (LawKey | 'times[]' | 'levels[]')[]
  /** What the law means by a key, where that is more than the parameter's own meaning. */
  meanings?: Partial<Record<LawKey, string>>
  /**
   * Times at which θ(t) is not smooth, where no step of an integration may cross: each the sum of these keys, or of each knot. Up to `start`,
   * and from `start` + `duration` on, it stays as it is.
   */
  kinks: readonly (readonly LawKey[] | 'times[]')[]
  /** s(t), the share of the way from `from` to `to`: an expression of u, which is one of t and the keys. Null for a law without them. */
  way: { u: string; s: string } | null
}

const RAMP = 'min(max((t - start) / duration, 0), 1)'

/** Every transformation law, by its name. */
export const LAW_ENTRIES = {
  constant: { label: 'no change', meaning: 'a level that never changes', keys: ['level'], kinks: [], way: null },
  linear: {
    label: 'straight ramp',
    meaning: 'a straight ramp',
    keys: ['from', 'to', 'start', 'duration'],
    kinks: [['start'], ['start', 'duration']],
    way: { u: RAMP, s: 'u' },
  },
  smoothstep: {
    label: 'smooth ramp',
    meaning: 'a ramp that starts and ends smoothly',
    keys: ['from', 'to', 'start', 'duration'],
    kinks: [['start'], ['start', 'duration']],
    way: { u: RAMP, s: 'u ** 2 * (3 - 2 * u)' },
  },
  exponential: {
    label: 'quick start (exponential)',
    meaning: 'a quick start that approaches its end more and more slowly',
    keys: ['from', 'to', 'start', 'timescale'],
    meanings: { timescale: 'time in which the remaining distance shrinks by the factor e' },
    kinks: [['start']],
    way: { u: 'max(t - start, 0) / timescale', s: '1 - exp(-u)' },
  },
  logistic: {
    label: 'S-curve (logistic)',
    meaning: 'a symmetric S-curve',
    keys: ['from', 'to', 'midpoint', 'timescale'],
    meanings: { timescale: 'time in which the odds of the level grow by the factor e' },
    kinks: [],
    way: { u: '(t - midpoint) / timescale', s: '1 / (1 + exp(-u))' },
  },
  gompertz: {
    label: 'S-curve with a long end (Gompertz)',
    meaning: 'an S-curve with a long end',
    keys: ['from', 'to', 'inflection', 'timescale'],
    meanings: { timescale: 'time in which the logarithm of the level shrinks by the factor e' },
    kinks: [],
    way: { u: '(t - inflection) / timescale', s: 'exp(-exp(-u))' },
  },
  bass: {
    label: 'diffusion (Bass)',
    meaning: 'diffusion of an innovation after Bass',
    keys: ['from', 'to', 'start', 'innovation', 'imitation'],
    kinks: [['start']],
    way: {
      u: 'exp(-(innovation + imitation) * max(t - start, 0))',
      s: '(1 - u) / (1 + imitation / innovation * u)',
    },
  },
  table: {
    label: 'points of my own',
    meaning: 'a monotone cubic through given points, constant outside',
    keys: ['times[]', 'levels[]'],
    kinks: ['times[]'],
    way: null,
  },
  invested: {
    label: 'paid for by profit',
    meaning: 'a level that profit pays for: a state of the time path',
    keys: ['from', 'share'],
    kinks: [],
    way: null,
  },
} as const satisfies Record<string, LawEntry>

/** What is known of a mode: the registry’s entry. */
export interface ModeEntry {
  /** Its name on a form. */
  label: string
  /** What it is, in a few words. */
  meaning: string
  /** The numbers that it has. */
  keys: readonly ModeKey[]
}

/** Every way in which resources follow their optimum, by its name. */
export const MODE_ENTRIES = {
  optimum: { label: 'at once', meaning: 'the enterprise is always at its profit maximum', keys: ['tolerance'] },
  adjustment: {
    label: 'slowly',
    meaning: 'each factor moves towards its optimum at a rate of its own',
    keys: ['timescale[]', 'initial[]', 'tolerance'],
  },
  capitalisation: {
    label: 'out of its own profit',
    meaning: 'profit buys capacity, which wears out',
    keys: ['share[]', 'unitCost[]', 'depreciation[]', 'initial[]', 'tolerance'],
  },
} as const satisfies Record<string, ModeEntry>
