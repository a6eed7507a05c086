import { withOwnUnit } from '../../model/own-units.ts'
import type { OwnUnits } from '../../model/units.ts'
import type { Tornado } from '../tornado/tornado.ts'
import { text, type Document, type Value } from './document.ts'

export function tornadoDocument(
  { base, bars, quantiles: [low, high], moment, warnings }: Tornado,
  metric: string,
  units?: OwnUnits,
): Document {
  const named = withOwnUnit(metric, units)
  const [widest] = bars
  const derivatives = bars.some(({ derivative }) => derivative !== undefined)
  return {
    title: `What moves ${metric}, one parameter at a time`,
    sentence: `With every parameter at its median ${metric} is ${text(base)}. ${widest.parameter} moves it most: from ${text(widest.low.metric)} at ${text(widest.low.value)} to ${text(widest.high.metric)} at ${text(widest.high.value)}.`,
    tables: [
      {
        title: `${named} at the quantiles ${low} and ${high} of each parameter`,
        columns: ['parameter', 'low', metric, 'high', `${metric} `, 'swing', ...(derivatives ? ['derivative'] : [])],
        rows: bars.map(({ parameter, low, high, swing, derivative = null }): Value[] => [
          withOwnUnit(parameter, units),
          low.value,
          low.metric,
          high.value,
          high.metric,
          swing,
          ...(derivatives ? [derivative] : []),
        ]),
      },
    ],
    charts: [
      {
        kind: 'bars',
        title: `${metric} from the quantile ${low} to ${high} of each parameter`,
        x: named,
        base,
        bars: bars
          .filter(({ swing }) => Number.isFinite(swing))
          .map(({ parameter, low, high }) => ({ name: parameter, value: high.metric, other: low.metric })),
      },
    ],
    sure: warnings,
    assumed: [`The other parameters stay at their medians; metrics are taken at ${moment}.`],
  }
}
