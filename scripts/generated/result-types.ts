/** bindings/result/values.ts: what results hold, every quantity with its meaning. */
import { METRIC_ENTRIES } from '../../bindings/model/metrics.ts'
import { withUnit } from '../../bindings/model/units.ts'
import { keyOf, pathColumns, pointMetrics, wholePathMetrics } from './names.ts'

const capital = (text: string) => text[0].toUpperCase() + text.slice(1)

function noteOf(name: string): string {
  const { meaning, unit, mayBe = {} } = METRIC_ENTRIES[keyOf(name)]
  const infinite = mayBe.infinite ? ` Infinite ${mayBe.infinite}.` : ''
  const missing = mayBe.undefined ? ` NaN ${mayBe.undefined}.` : ''
  return `${capital(withUnit(meaning, unit))}.${infinite}${missing}`
}

function interfaceOf(name: string, note: string, names: string[], typeOf: (name: string) => string): string {
  const keys = names.map((key) => {
    const quoted = /^\w+$/.test(key) ? key : `'${key}'`
    return `  /** ${noteOf(key)} */\n  ${quoted}${key.includes('[1]') ? '?' : ''}: ${typeOf(key)}\n`
  })
  return `/** ${note} */\nexport interface ${name} {\n${keys.join('')}}\n`
}

export function resultTypes(): string {
  const ofPoint = pointMetrics.filter((name) => !name.endsWith(']'))
  const ofWholePath = wholePathMetrics.filter((name) => METRIC_ENTRIES[keyOf(name)].unit !== '')
  const orNone = (name: string) => {
    const { none, words } = METRIC_ENTRIES[keyOf(name)]
    return `${words === 'directions' ? 'Direction' : 'number'}${none ? ' | null' : ''}`
  }
  return [
    '/** The quantities of results, from the registry. Written by `npm run generate`. */',
    "import type { Direction } from '../model/layout.ts'\n",
    interfaceOf('PointValues', 'Quantities of one optimum, beside its factors and their regimes.', ofPoint, orNone),
    interfaceOf('PathColumns', 'Quantities along a path, one value a sample.', pathColumns, () => 'Float64Array'),
    interfaceOf('PathSummary', 'Quantities of a whole path; null where there is none.', ofWholePath, orNone),
  ].join('\n')
}
