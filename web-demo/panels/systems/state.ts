/** The document that the panel shows: an example or a file, and what was changed of it. */
import { batch, computed, signal } from '@preact/signals'
import { ScenarioError, type Problem } from 'offcut'
import { parseSystem, type System, type SystemInput } from 'offcut/system'
import { systemLink } from '../../state/panels.ts'
import { leaves, withAt, withoutEmpty } from '../../state/tree.ts'
import { EXAMPLES, FIRST_EXAMPLE } from './examples.ts'

export interface Origin {
  example: string
  document: SystemInput
}

const first: Origin = { example: FIRST_EXAMPLE, document: EXAMPLES[FIRST_EXAMPLE] }

export const origin = signal<Origin>(first)
export const document = signal<SystemInput>(first.document)
/** The last valid document, checked: what the picture shows. */
export const system = signal<System>(parseSystem(first.document))
export const problems = signal<readonly Problem[]>([])
/** The moment looked at, years; undefined for the start of the horizon. */
export const time = signal<number | undefined>(undefined)
/** The state of disruption looked at. */
export const disruption = signal<string | undefined>(undefined)

export const isChanged = computed(() => document.value !== origin.value.document)

/** Takes a document; where it is wrong, its problems say how, and the picture stays. */
export function change(next: SystemInput): void {
  batch(() => {
    try {
      system.value = parseSystem(next)
      problems.value = []
      document.value = next
    } catch (error) {
      if (!(error instanceof ScenarioError)) throw error
      problems.value = error.problems
      // What no field could show stays out; its problems say why.
      if (hasForm(next)) document.value = next
    }
    systemLink.value = toLink()
  })
}

const LISTS = ['enterprises', 'supplies', 'demands', 'links'] as const

/** Whether a document has the shape that the fields are for; its numbers may be wrong. */
function hasForm(next: SystemInput): boolean {
  const isObject = (value: unknown) => Object(value) === value
  return LISTS.every((list) => {
    const entries: unknown = next[list] ?? []
    return Array.isArray(entries) && entries.every((each) => isObject(each) && isObject(each.ports ?? {}))
  })
}

export function changeAt(path: string, value: unknown): void {
  change(withAt(document.value, path, value))
}

export function load(next: Origin): void {
  batch(() => {
    origin.value = next
    time.value = undefined
    disruption.value = undefined
    change(next.document)
  })
}

/** Opens a document's JSON text. @throws Error where it is none, and then everything stays as it was. */
export function loadText(text: string): void {
  parseSystem(text)
  load({ ...origin.value, document: JSON.parse(text.replace(/^\uFEFF/, '')) as SystemInput })
}

/** What differs from the example: values by their paths, and paths that are gone. */
interface Difference {
  example: string
  set?: Record<string, unknown>
  gone?: string[]
}

/** The document as a part of the page's link; undefined where it is the first example as it is shipped. */
function toLink(): string | undefined {
  const { example } = origin.value
  const base = leaves(EXAMPLES[example])
  const now = leaves(document.value)
  const set = Object.fromEntries([...now].filter(([path, value]) => !base.has(path) || base.get(path) !== value).filter(differs(base)))
  const gone = [...base.keys()].filter((path) => !now.has(path))
  const hasSet = Object.keys(set).length > 0
  if (!hasSet && gone.length === 0) return example === FIRST_EXAMPLE ? undefined : example
  const difference: Difference = { example, ...(hasSet && { set }), ...(gone.length > 0 && { gone }) }
  return JSON.stringify(difference)
}

/** Empty lists and objects are other ones each time. */
const differs =
  (base: ReadonlyMap<string, unknown>) =>
  ([path, value]: [string, unknown]) =>
    JSON.stringify(base.get(path)) !== JSON.stringify(value)

/** Takes the document from a link; what it names that the page does not have is left out. */
export function fromLink(text: string | undefined): void {
  if (text === toLink()) return
  const { example, set = {}, gone = [] } = differenceOf(text)
  const known = Object.hasOwn(EXAMPLES, example) ? example : FIRST_EXAMPLE
  const without = gone.toReversed().reduce((tree, path) => withAt(tree, path, undefined), EXAMPLES[known])
  // An enterprise or a link that is gone leaves nothing behind.
  const left = gone.length > 0 ? withoutEmpty(without, leaves(EXAMPLES[known])) : without
  const next = Object.entries(set).reduce((tree, [path, value]) => withAt(tree, path, value), left)
  batch(() => {
    origin.value = { example: known, document: EXAMPLES[known] }
    change(next)
  })
}

function differenceOf(text: string | undefined): Difference {
  if (text === undefined) return { example: FIRST_EXAMPLE }
  try {
    const read: unknown = JSON.parse(text)
    const { example, set, gone } = Object(read) as Partial<Difference>
    return {
      example: String(example),
      set: typeof set === 'object' && set !== null ? set : {},
      gone: Array.isArray(gone) ? gone.map(String) : [],
    }
  } catch {
    return { example: text }
  }
}
