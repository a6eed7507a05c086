import { known } from '../../known.ts'
import type { SystemInput } from 'offcut/system'

const FILES = import.meta.glob<Record<string, unknown>>('../../../examples/**/*.json', { eager: true, import: 'default' })

/** The shipped documents that are of systems, by the name of their file. */
export const EXAMPLES: Readonly<Record<string, SystemInput>> = Object.fromEntries(
  Object.entries(FILES)
    .filter(([, content]) => 'enterprises' in content)
    .map(([path, content]) => [known(/([^/]+)\.json$/.exec(path))[1], content as unknown as SystemInput]),
)

export const FIRST_EXAMPLE = 'harbour-park'
