/** The scenarios that the page offers to begin with, by the names of their files. */
import adjustment from '../../examples/adjustment.json' with { type: 'json' }
import capitalisation from '../../examples/capitalisation.json' with { type: 'json' }
import cobbDouglas from '../../examples/cobb-douglas.json' with { type: 'json' }
import joinery from '../../examples/joinery.json' with { type: 'json' }
import risingDisposalPrice from '../../examples/rising-disposal-price.json' with { type: 'json' }
import workshop from '../../examples/workshop.json' with { type: 'json' }
import type { ScenarioInput } from '../../bindings/index.ts'

export const PRESETS = {
  joinery,
  workshop,
  'rising-disposal-price': risingDisposalPrice,
  'cobb-douglas': cobbDouglas,
  adjustment,
  capitalisation,
} as unknown as Record<string, ScenarioInput>
