import { LAW_ENTRIES, MODE_ENTRIES, type LawEntry } from 'offcut/forms'
import type { Law, Mode, Regime, Status } from 'offcut'

export interface LawWords {
  label: string
  help: string
  /** What the law means by one of its numbers, where that is more than the number's own meaning. */
  meanings?: LawEntry['meanings']
}

const LABELS: Record<Law, string> = {
  constant: 'no change',
  linear: 'straight ramp',
  smoothstep: 'smooth ramp',
  exponential: 'quick start (exponential)',
  logistic: 'S-curve (logistic)',
  gompertz: 'S-curve with a long end (Gompertz)',
  bass: 'diffusion (Bass)',
  table: 'points of my own',
  invested: 'paid for by profit',
}

const laws = Object.fromEntries(
  Object.entries(LAW_ENTRIES as Record<Law, LawEntry>).map(([law, { meaning, meanings }]) => [
    law,
    { label: LABELS[law as Law], help: meaning, meanings },
  ]),
) as Record<Law, LawWords>

const MODE_LABELS: Record<Mode, string> = {
  optimum: 'at once',
  adjustment: 'slowly',
  capitalisation: 'out of its own profit',
}

const modes = Object.fromEntries(
  Object.entries(MODE_ENTRIES).map(([mode, { meaning }]) => [mode, { label: MODE_LABELS[mode as Mode], help: meaning }]),
) as Record<Mode, { label: string; help: string }>

const regimes: Record<Regime, string> = { interior: '', lower: 'at its lower bound', upper: 'at its upper bound', fixed: 'fixed' }

const statuses: Record<Status, string> = {
  ok: '',
  atBound: '',
  notConverged: 'the search did not converge',
  domainError: 'the numbers leave the range of arithmetic',
}

export const variants = { laws, modes, regimes, statuses }
