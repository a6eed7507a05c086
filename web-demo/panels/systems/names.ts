import { language } from '../../texts/index.ts'
import { names } from '../../texts/de/system-names.ts'
import { EXAMPLES } from './examples.ts'
import { origin } from './state.ts'

/** A name as the page says it: in its language where the document is a shipped example, else as its author wrote it. */
export function named(name: string): string {
  const { example, document } = origin.value
  return document === EXAMPLES[example] ? nameOfExample(name) : name
}

/** A name in a shipped example, in the page's language. */
export function nameOfExample(name: string): string {
  return (language.value === 'de' && names[name]) || name
}
