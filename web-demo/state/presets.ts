import type { ScenarioInput } from 'offcut'
import adjustment from '../../examples/adjustment.json'
import capitalisation from '../../examples/capitalisation.json'
import cobbDouglas from '../../examples/cobb-douglas.json'
import risingDisposalPrice from '../../examples/rising-disposal-price.json'
import workshop from '../../examples/workshop.json'

/** The shipped examples by the name of their file, the page's first one first. */
export const PRESETS: Record<string, { label: string; scenario: ScenarioInput }> = {
  workshop: { label: 'Workshop: waste becomes a second product', scenario: workshop as ScenarioInput },
  'rising-disposal-price': { label: 'Producer facing a rising disposal price', scenario: risingDisposalPrice as ScenarioInput },
  'cobb-douglas': { label: 'Two-factor plant after Cobb and Douglas', scenario: cobbDouglas as ScenarioInput },
  adjustment: { label: 'Plant whose capital follows slowly', scenario: adjustment as ScenarioInput },
  capitalisation: { label: 'Young firm that grows out of its own profit', scenario: capitalisation as ScenarioInput },
}

export const FIRST_PRESET = 'workshop'
