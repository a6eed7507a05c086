import { withOwnUnit } from '../../model/own-units.ts'
import type { OwnUnits } from '../../model/units.ts'
import type { DerivativeBased } from '../indices/derivative.ts'
import type { IndicesStudy, MorrisEffects } from '../indices/study.ts'
import type { SobolIndices } from '../indices/sobol.ts'
import type { Chart } from './chart.ts'
import { text, withError, type Document, type DocumentTable, type Value } from './document.ts'

export function indicesDocument({ method, metrics, moment, warnings }: IndicesStudy, units?: OwnUnits): Document {
  const entries = Object.entries(metrics)
  const parts = entries.map(([name, each]) =>
    'muStar' in each
      ? ofMorris(name, withOwnUnit(name, units), each)
      : 'derivativeBased' in each
        ? ofDerivatives(name, each.derivativeBased)
        : ofSobol(name, each),
  )
  return {
    title: 'Which parameters matter',
    sentence: parts.map(({ sentence }) => sentence).join(' '),
    tables: parts.flatMap(({ tables }) => tables),
    charts: parts.flatMap(({ charts }) => charts),
    sure: [...parts.flatMap(({ sure }) => sure), ...warnings],
    assumed: [
      `Parameters vary as "uncertainty" and the processes in "changes" of the scenario say; metrics are taken at ${moment}.`,
      ABOUT[method],
    ],
  }
}

const ABOUT = {
  sobol: 'A first-order index is the share of the variance that a parameter explains alone; a total index also counts its interactions.',
  morris: 'μ* is the mean change of the metric over the whole range of a parameter; σ beside it shows interactions and curvature.',
  dgsm: 'ν is the mean square of the derivative; the bound is a number that the total index does not exceed.',
}

interface Part {
  sentence: string
  tables: DocumentTable[]
  charts: Chart[]
  sure: string[]
}

/** Which parameter matters most; where the second may matter as much, both, as the order of two is no answer if their intervals meet. */
function sobolSentence(name: string, [first, second]: string[], { total, halfWidth }: Pick<SobolIndices, 'total' | 'halfWidth'>): string {
  if (total[first] === 0) return `${name} varies too rarely in this sample to say on what it hangs.`
  const shown = (key: string) => `${text(total[key], 3)}${halfWidth.total[key] ? ` ± ${text(halfWidth.total[key], 2)}` : ''}`
  const low = (total[first] ?? 0) - (halfWidth.total[first] ?? 0)
  const high = second === undefined ? 0 : (total[second] ?? 0) + (halfWidth.total[second] ?? 0)
  if (low > high) return `${name} hangs most on ${first}: a total index of ${shown(first)}.`
  return `Whether ${name} hangs more on ${first} (a total index of ${shown(first)}) or on ${second} (${shown(second)}) cannot be told from this sample.`
}

function ofSobol(name: string, { firstOrder, total, secondOrder, halfWidth, noise, half, rows }: SobolIndices): Part {
  const ranked = Object.keys(total).sort((a, b) => (total[b] ?? 0) - (total[a] ?? 0))
  const most = total[ranked[0]]
  return {
    sentence: most === null ? `${name} does not vary.` : sobolSentence(name, ranked, { total, halfWidth }),
    tables: [
      {
        title: `${name}: indices`,
        columns: ['parameter', 'first order', '±', 'total', '± ', 'first order at N/2', 'total at N/2'],
        rows: ranked.map((key): Value[] => [
          key,
          ...withError(firstOrder[key], halfWidth.firstOrder[key]),
          ...withError(total[key], halfWidth.total[key]),
          withError(half.firstOrder[key], halfWidth.firstOrder[key])[0],
          withError(half.total[key], halfWidth.total[key])[0],
        ]),
      },
      ...(secondOrder
        ? [
            {
              title: `${name}: second order`,
              columns: ['pair', 'index', '±'],
              rows: Object.keys(secondOrder)
                .sort((a, b) => (secondOrder[b] ?? 0) - (secondOrder[a] ?? 0))
                .map((key): Value[] => [key, ...withError(secondOrder[key], halfWidth.secondOrder?.[key] ?? null)]),
            },
          ]
        : []),
    ],
    charts:
      most === null
        ? []
        : [
            {
              kind: 'bars',
              title: `${name}: first order and total indices`,
              x: 'share of the variance',
              series: ['first order', 'total'],
              bars: ranked.map((key) => ({
                name: key,
                value: firstOrder[key] ?? NaN,
                other: total[key] ?? NaN,
                halfWidth: halfWidth.firstOrder[key] ?? undefined,
              })),
            },
          ],
    sure:
      noise === null
        ? []
        : [
            `${name}: ± is half of the 95 % interval, over ${rows} rows; first-order indices below ${text(noise, 2)} cannot be told from nought.`,
          ],
  }
}

function ofMorris(name: string, withUnit: string, { mu, muStar, sigma, effects }: MorrisEffects): Part {
  const ranked = Object.keys(muStar).sort((a, b) => (muStar[b] ?? 0) - (muStar[a] ?? 0))
  return {
    sentence: `${name} changes most with ${ranked[0]}: by ${text(muStar[ranked[0]], 4)} over its range.`,
    tables: [
      {
        title: `${withUnit}: elementary effects over the whole range`,
        columns: ['parameter', 'μ', 'μ*', 'σ', 'effects'],
        rows: ranked.map((key): Value[] => [key, mu[key], muStar[key], sigma[key], effects[key]]),
      },
    ],
    charts: [
      {
        kind: 'bars',
        title: `${name}: μ* of each parameter`,
        x: withUnit,
        bars: ranked.map((key) => ({ name: key, value: muStar[key] ?? 0 })),
      },
    ],
    sure: [],
  }
}

function ofDerivatives(name: string, { nu, meanDerivative, boundOnTotal, rows, failed }: DerivativeBased): Part {
  const ranked = Object.keys(nu).sort((a, b) => (boundOnTotal[b] ?? 0) - (boundOnTotal[a] ?? 0))
  return {
    sentence: `${name}: ${ranked[0]} may matter most; its total index is at most ${text(boundOnTotal[ranked[0]], 3)}.`,
    tables: [
      {
        title: `${name}: derivative-based measures`,
        columns: ['parameter', 'ν', 'mean derivative', 'bound on total'],
        rows: ranked.map((key): Value[] => [key, nu[key], meanDerivative[key], boundOnTotal[key]]),
      },
    ],
    charts: [
      {
        kind: 'bars',
        title: `${name}: bounds on total indices`,
        x: 'share of the variance',
        bars: ranked.map((key) => ({ name: key, value: boundOnTotal[key] ?? 0 })),
      },
    ],
    sure: [`${rows} rows${failed > 0 ? `; ${failed} failed and are left out` : ''}.`],
  }
}
