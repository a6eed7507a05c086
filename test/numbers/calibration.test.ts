/** Regressions against references computed with 60 digits. */
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { calibrate, parseTable, type Mapping } from '../../bindings/studies/index.ts'
import { expectClose } from '../support/close.ts'
import reference from '../fixtures/studies/public-calibration.json' with { type: 'json' }
import others from '../fixtures/studies/public-ces-and-fragment.json' with { type: 'json' }

interface Case {
  name: string
  csv: string
  options: Mapping
  expect: { error?: { contains: string[] } } & Record<string, unknown>
}

/** p to 1e-7, levels to 1e-8, columns collinear to 1e-7 to 1e-6, the rest to 1e-9. */
function toleranceOf({ name, options }: Case, key: string): number {
  if (name.includes('nearly collinear')) return 1e-6
  if (key === 'p') return 1e-7
  return options.levels ? 1e-8 : 1e-9
}

describe.each(reference.cases as unknown as Case[])('$name', (one) => {
  test('gives the reference', () => {
    const { error, ...expected } = one.expect
    if (error === undefined) return expectClose(calibrate(parseTable(one.csv), one.options), expected, (key) => toleranceOf(one, key))
    expect.assertions(error.contains.length)
    try {
      calibrate(parseTable(one.csv), one.options)
    } catch (thrown) {
      for (const word of error.contains) expect((thrown as Error).message).toContain(word)
    }
  })
})

const data = parseTable(await readFile(new URL('../../examples/data/cobb-douglas.csv', import.meta.url), 'utf8'))

test('the profile of the CES function', () => {
  const [{ options, profile }] = others.cases
  const { ces } = calibrate(data, options as Mapping)
  // The reference's places of the minima are good to 5e-8 only; the sums of squares there, which are flat, to 1e-8.
  expectClose(ces!.profile, profile, (key) => (key === 'rss' ? 1e-8 : 5e-8))
  // The root of the slope at 40 digits.
  expectClose([ces!.profile[0].delta, ces!.profile[8].delta], [0.13485380823751955, 0.6536324010605444], () => 1e-11)
  expect(ces!.best.rho).toBe(-0.5)
  expect(ces!.against.p).toBeGreaterThan(0.8)
})

test('the scenario fragment', () => {
  const { production, uncertainty, scaleOfTheMean, shareOutsideTheRange } = others.cases[1]
  const { scenario, fragment, equations, warnings } = calibrate(data, { output: 'output', factors: ['labour', 'capital'], year: 'year' })
  expectClose(scenario, { production, uncertainty }, () => 1e-8)
  expectClose(equations.output!.scale.meanIfNormal, scaleOfTheMean, () => 1e-8)
  expectClose(
    fragment!.cutOff,
    [{ parameter: 'production.elasticities[1]', share: shareOutsideTheRange!['production.elasticities[1] <= 0'] }],
    () => 1e-6,
  )
  expect(fragment!.returns!.atLeastOne).toBeCloseTo(0.67, 2)
  expect(warnings.join('\n')).toContain('with probability 0.671')
})
