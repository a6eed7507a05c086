import { LAW_ENTRIES, MODE_ENTRIES, type LawEntry, type ModeEntry } from 'offcut/forms'
import type { Law, Mode, Regime, Status } from 'offcut'

export interface LawWords {
  label: string
  help: string
  /** What the law means by one of its numbers, where that is more than the number's own meaning. */
  meanings?: LawEntry['meanings']
}

const laws = Object.fromEntries(
  Object.entries<LawEntry>(LAW_ENTRIES).map(([law, { label, meaning, meanings }]) => [law, { label, help: meaning, meanings }]),
) as Record<Law, LawWords>

const modes = Object.fromEntries(
  Object.entries<ModeEntry>(MODE_ENTRIES).map(([mode, { label, meaning }]) => [mode, { label, help: meaning }]),
) as Record<Mode, { label: string; help: string }>

const regimes: Record<Regime, string> = { interior: '', lower: 'at its lower bound', upper: 'at its upper bound', fixed: 'fixed' }

const statuses: Record<Status, string> = {
  ok: '',
  atBound: '',
  notConverged: 'the search did not converge',
  domainError: 'the numbers leave the range of arithmetic',
}

export const variants = { laws, modes, regimes, statuses }
