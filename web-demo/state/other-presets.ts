import type { ScenarioInput } from 'offcut'
import adjustment from '../../examples/adjustment.json'
import capitalisation from '../../examples/capitalisation.json'
import cobbDouglas from '../../examples/cobb-douglas.json'
import risingDisposalPrice from '../../examples/rising-disposal-price.json'
import workshop from '../../examples/workshop.json'

/** The shipped examples but the first. */
export const OTHERS = {
  workshop: workshop as ScenarioInput,
  'rising-disposal-price': risingDisposalPrice as ScenarioInput,
  'cobb-douglas': cobbDouglas as ScenarioInput,
  adjustment: adjustment as ScenarioInput,
  capitalisation: capitalisation as ScenarioInput,
}
