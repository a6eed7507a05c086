import type { Discovery } from '../discover/discover.ts'
import type { Document } from './document.ts'
import { probability, text } from './document.ts'

export function discoveryDocument(found: Discovery, when: string): Document {
  const { trajectory, stability, box, leftOut } = found
  const chosen = trajectory[box]
  const inputs = Object.keys(stability.coverage)
  return {
    title: `Where ${when}`,
    sentence: found.sentence,
    tables: [
      {
        title: 'Boxes, from the whole sample on',
        columns: ['box', 'points', 'of interest', 'coverage', 'density', 'mass', 'restricted'],
        rows: trajectory.map(({ n, k, coverage, density, mass, restricted }, i) => [
          i === box ? `${i} *` : String(i),
          n,
          k,
          Number(coverage.toPrecision(4)),
          Number(density.toPrecision(4)),
          Number(mass.toPrecision(4)),
          Object.keys(restricted).join(', '),
        ]),
      },
      ...(Object.keys(chosen.restricted).length === 0
        ? []
        : [
            {
              title: `Box ${box}`,
              columns: ['restricted', 'limits', 'quasi-p'],
              rows: Object.entries(chosen.restricted).map(([name, limits]) => [
                name,
                typeof limits[0] === 'number' ? `${text(limits[0], 5)} to ${text(limits[1], 5)}` : limits.join(', '),
                Object.entries(chosen.quasiP)
                  .filter(([key]) => ['low', 'high', 'set'].some((end) => key === `${name} ${end}`))
                  .map(([, p]) => probability(p))
                  .join(', '),
              ]),
            },
          ]),
      {
        title: `How often an input is restricted in ${stability.samples} samples of half of the rows`,
        columns: ['input', 'at this coverage', 'at this density'],
        rows: inputs.map((name) => [name, stability.coverage[name], stability.density[name]]),
      },
    ],
    charts: [
      {
        kind: 'xy',
        title: 'Coverage against density of the boxes',
        x: 'coverage',
        y: 'density',
        lines: [{ name: 'boxes', points: trajectory.map(({ coverage, density }) => [coverage, density]) }],
        dots: [{ name: 'the box described', points: [[chosen.coverage, chosen.density]] }],
      },
    ],
    sure: [
      'Quasi-p is the probability of as dense a box by chance, were it not restricted so; it is no p-value of a test fixed beforehand.',
      ...(leftOut.unknown > 0 ? [`${leftOut.unknown} rows are left out: whether ${when} is unknown there.`] : []),
      ...(leftOut.incomplete > 0 ? [`${leftOut.incomplete} rows are left out for a missing input.`] : []),
    ],
    assumed: ['The rows are a fair sample of the cases that matter.', `As a condition the box reads: ${found.filter || 'always'}`],
  }
}
