import { computed, effect, signal } from '@preact/signals'
import { parseScenario, type Scenario } from 'offcut'
import { scenarioOf } from '../state/link.ts'
import { pins, type Pin } from '../state/pins.ts'
import { engine } from './engine.ts'
import { report } from '../state/failure.ts'
import { words } from '../texts/index.ts'
import { pathsOf, type Paths } from './paths.ts'

export interface Pinned extends Pin {
  scenario: Scenario
  /** Undefined while it is being computed. */
  paths?: Paths
}

const known = signal<ReadonlyMap<string, Paths>>(new Map())

/** Every pin that is a scenario, with its paths. */
export const pinned = computed<Pinned[]>(() =>
  pins.value.flatMap((pin) => {
    const scenario = parsed(pin.fragment)
    const name = /^\d$/.test(pin.name) ? words.value.deciding.scenario(pin.name) : pin.name
    return scenario ? [{ ...pin, name, scenario, paths: known.value.get(pin.fragment) }] : []
  }),
)

/** The one that charts and map show as a ghost. */
export const baseline = computed<Pinned | undefined>(() => pinned.value[0])

const parses = new Map<string, Scenario | undefined>()

/** The scenario of a pin; undefined where a link has a wrong one. */
function parsed(fragment: string): Scenario | undefined {
  if (!parses.has(fragment)) {
    try {
      parses.set(fragment, parseScenario(scenarioOf(fragment)))
    } catch {
      parses.set(fragment, undefined)
    }
  }
  return parses.get(fragment)
}

/** Computes the paths of each pin once. */
export function followPins(): void {
  const asked = new Set<string>()
  effect(() => {
    if (!engine.value) return
    for (const { fragment, scenario } of pinned.value) {
      if (asked.has(fragment)) continue
      asked.add(fragment)
      pathsOf(scenario).then((paths) => (known.value = new Map(known.peek()).set(fragment, paths)), report)
    }
  })
}
