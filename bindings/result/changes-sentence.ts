/** What changes over time in a scenario, in words. */
import type { Draw } from '../plan/parameters.ts'
import type { Scenario } from '../scenario/index.ts'
import { number } from './digits.ts'

type Change = NonNullable<Scenario['changes']>[number]

/** `Meanwhile waste.disposalCost follows a schedule, from 7 in 1996 to 80 in 2014.`; nothing where nothing changes. */
export function changesSentence({ changes = [] }: Scenario, { sample, seed = 1 }: Partial<Draw> = {}): string[] {
  const drawn = sample === undefined ? ', and left as it is expected without a sample' : `, here sample ${sample} of seed ${seed}`
  const parts = changes.map((change) => partOf(change, drawn))
  if (parts.length === 0) return []
  const last = parts.length - 1
  return [`Meanwhile ${last === 0 ? parts[0] : `${parts.slice(0, last).join('; ')}; and ${parts[last]}`}.`]
}

function partOf(change: Change, drawn: string): string {
  if ('process' in change) return `${change.parameter} is random in time${drawn}`
  if ('growth' in change) {
    const { parameters, growth } = change
    const one = parameters.length === 1
    if (growth === 0) return `${listed(parameters)} ${one ? 'stays' : 'stay'} as ${one ? 'it is' : 'they are'}`
    return `${listed(parameters)} ${growth > 0 ? 'grow' : 'shrink'}${one ? 's' : ''} by ${number(100 * Math.abs(growth), 4)} % a year`
  }
  if ('values' in change) {
    const { parameter, times, values, scale } = change
    const at = (k: number) => `${number(scale * values[k], 4)} in ${number(times[k], 6)}`
    const last = times.length - 1
    return last === 0 ? `${parameter} is ${number(scale * values[0], 4)}` : `${parameter} follows a schedule, from ${at(0)} to ${at(last)}`
  }
  return `${change.name ?? 'a way of producing'} spreads and moves ${listed(Object.keys(change.effects))}`
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`
}
