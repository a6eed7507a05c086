import { percent, text, type Document, type Value } from '../studies/report/document.ts'
import type { System } from './document/types.ts'
import type { Disruptions } from './disruptions.ts'

/** What disruptions do to a system, as a study says it. */
export function disruptionsDocument(
  system: System,
  { situations, welfare, profits, prices, critical }: Disruptions,
  tail: number,
): Document {
  const lost = situations.filter(({ result, probability }) => result === null && probability > 0)
  const spread = (of: Record<string, Disruptions['welfare']>) =>
    Object.entries(of).map(([name, { mean, least, greatest, VaR, CVaR }]): Value[] => [name, mean, least, greatest, VaR, CVaR])
  const columns = ['', 'mean', 'least', 'greatest', `VaR ${percent(tail)}`, `CVaR ${percent(tail)}`]
  return {
    title: `${system.name ?? 'The system'} under disruption`,
    sentence: sentenceOf(system, { situations, welfare, profits, prices, critical }, tail),
    tables: [
      {
        title: 'States',
        columns: ['state', 'probability', 'welfare', 'status'],
        rows: situations.map(({ name, probability, result, error }): Value[] => [
          name,
          probability,
          result?.welfare ?? null,
          result?.status ?? error?.split(';')[0] ?? null,
        ]),
      },
      { title: 'Welfare and profits over the states', columns, rows: spread({ welfare, ...profits }) },
      { title: 'Prices over the states', columns, rows: spread(prices) },
      {
        title: 'What is lost where an element is disturbed, times its probability',
        columns: ['element', 'name', 'expected loss'],
        rows: critical.map(({ element, expectedLoss }): Value[] => [element, nameOf(system, element), expectedLoss]),
      },
    ],
    charts: [
      {
        kind: 'bars',
        title: 'Expected loss of welfare',
        x: 'expected loss',
        bars: critical.map(({ element, expectedLoss }) => ({ name: nameOf(system, element), value: expectedLoss })),
      },
    ],
    sure: [
      'Each state is an equilibrium of its own: everybody knows it and has adjusted to it.',
      ...idleSentences(situations),
      ...(lost.length > 0 ? [`${lost.map(({ name }) => name).join(', ')} has no equilibrium, so that there is no mean and no tail.`] : []),
    ],
    assumed: ['Probabilities are those of the document; what they leave is the undisturbed state.'],
  }
}

/** Which prices over the states are one of many, so that nobody relies on them. */
function idleSentences(situations: Disruptions['situations']): string[] {
  const states = new Map<string, string[]>()
  for (const { name, result, probability } of situations) {
    if (result === null || probability === 0) continue
    for (const market of Object.keys(result.priceRanges)) states.set(market, [...(states.get(market) ?? []), name])
  }
  return [...states].map(([market, names]) => `The price of ${market} is one of many that are right where ${names.join(', ')}.`)
}

function sentenceOf(system: System, { situations, welfare, critical }: Disruptions, tail: number): string {
  const lost = situations.find(({ result, probability }) => result === null && probability > 0)
  if (lost !== undefined) return `${lost.name} leaves a market that nobody can clear: ${lost.error?.split(';')[0]}.`
  const whole = situations[0].result?.welfare ?? NaN
  const [first] = critical
  const [worst] = situations
    .flatMap(({ name, result, probability }) => (result !== null && probability > 0 ? [{ name, welfare: result.welfare }] : []))
    .toSorted((a, b) => a.welfare - b.welfare)
  const loss = (whole - welfare.mean) / Math.abs(whole)
  return [
    `Disruptions cost ${percent(loss)} of the undisturbed welfare of ${text(whole)} on average;`,
    `in the worst ${percent(1 - tail)} of cases it is ${text(welfare.CVaR)}, and ${text(worst.welfare)} where ${worst.name}.`,
    ...(first === undefined
      ? []
      : [`The most critical element is ${nameOf(system, first.element)}: it is behind ${text(first.expectedLoss)} of the expected loss.`]),
  ].join(' ')
}

/** The name of `links[0]` and so on; a market is its own. */
export function nameOf(system: System, element: string): string {
  const indexed = /^(enterprises|links|supplies|demands)\[(\d+)\]$/.exec(element)
  return indexed === null ? element.replace(/^markets\./, '') : system[indexed[1] as 'links'][Number(indexed[2])].name
}
