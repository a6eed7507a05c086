/** Text that is no scenario, because it is not JSON: where, and what to do. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectOnly, only, problems } from '../support/problems.ts'
import { changed, oneFactor } from '../support/scenarios.ts'

describe('text that is not JSON', () => {
  test.each([
    ['', 'line 1, column 1', 'write a value'],
    ['{\n  "a": 1,\n}', 'line 3, column 1', 'comma too many'],
    ['{\n  "a": 1\n  "b": 2 }', 'line 3, column 3', 'write a comma'],
    ['{ "a" 1 }', 'line 1, column 7', 'write a colon'],
    ['{\r\n // note\r\n}', 'line 2, column 2', 'no comments'],
    ['{ "a": NaN }', 'line 1, column 8', 'numbers are written'],
    ["{ 'a': 1 }", 'line 1, column 3', 'double quotes'],
    ['{ "a": 1', 'line 1, column 9', 'close the object'],
    ['{ "a": [1 }', 'line 1, column 11', 'close the list or object'],
    ['{} {}', 'line 1, column 4', 'remove what follows'],
    ['{ "a": 01 }', 'line 1, column 9', 'write 1'],
    ['{ "a": 1. }', 'line 1, column 8', 'write 1'],
    ['{ "a": 1e }', 'line 1, column 8', '12, 0.5 or 1e-3'],
    ['{ "a": 1,5, "b": 2 }', 'line 1, column 10', 'write 1.5'],
    ['{ "a": 1,000 }', 'line 1, column 10', 'write 1000, or 1 if the comma is a decimal one'],
    ['{ "a": 1,234,567.5 }', 'line 1, column 10', 'write 1234567.5'],
    ['{ "a": 1.234.567,5 }', 'line 1, column 13', 'write 1234567.5'],
    ['{ "a": 1 000 000\n}', 'line 1, column 10', 'write 1000000'],
    ['{ "a": 1\'000 }', 'line 1, column 9', 'write 1000'],
    ['{ "a": 1_000 }', 'line 1, column 9', 'write 1000'],
    ['{ "a": 7% }', 'line 1, column 9', 'write 0.07, the share that 7% is'],
    ['{ "a": [0.5, 12.5 %] }', 'line 1, column 19', 'write 0.125'],
    ['scenario.json', '', 'the name of a file'],
    ['time,profit,status\n0,490.1,ok\n', '', 'a table (CSV)'],
    ['time;profit\r\n0;490,1\r\n', '', 'a table (CSV)'],
    ['PAR1\u0015\u0004', '', 'a Parquet file'],
    ['{ "a": .5 }', 'line 1, column 8', '12, 0.5 or 1e-3'],
    ['{ "a": [1, 2 }', 'line 1, column 14', 'close the list or object'],
    ['[{ "a": [1, [2', 'line 1, column 15', 'close the list with ]'],
    ['{ "a": "b\nc" }', 'line 1, column 8', 'close the text'],
    ['{ "a": "C:\\dir" }', 'line 1, column 8', 'write a backslash'],
    ['{ "a": "tab\t" }', 'line 1, column 8', 'write a backslash'],
    ['{ "a" }', 'line 1, column 7', 'write a colon'],
    ['{ 1: 2 }', 'line 1, column 3', 'key in double quotes'],
    ['[1,, 2]', 'line 1, column 4', 'write a value'],
    ['[1,]', 'line 1, column 4', 'comma too many'],
  ])('%j is refused at %s', (text, place, fix) => expectOnly(text, place, fix))

  test('a mistake is found in whatever JSON.parse refuses', () => {
    const text = fc.json({ maxDepth: 3 })
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(2),
      added: fc.constantFrom('', ...'{}[]",:\\/-+.eE01tu \n\u00a0\u0001'),
    })
    let refused = 0
    fc.assert(
      fc.property(text, edit, (json, { at, removed, added }) => {
        const offset = Math.floor(at * json.length)
        const edited = json.slice(0, offset) + added + json.slice(offset + removed)
        try {
          JSON.parse(edited)
        } catch {
          refused++
          expect(only(edited).path).toMatch(/^line \d+, column \d+$/)
        }
      }),
      { numRuns: 2000, seed: 4 },
    )
    expect(refused).toBeGreaterThan(500)
  })

  test('nested beyond reading is refused all the same', () => {
    expect(problems('['.repeat(200_000))).toHaveLength(1)
    expect(problems('['.repeat(200_000) + ']'.repeat(200_000))).toHaveLength(1)
  })

  test.each(['null', '[]', '5', '"text"', 'true'])('%s is no scenario', (text) => expectOnly(text, '', 'an object: a scenario'))

  test('a key twice is reported with both places, beside the other problems', () => {
    const text = JSON.stringify(changed(oneFactor(), ['fixedCost'], -1)).replace('"scale":50', '"scale":50,"scale":60')
    const found = problems(text)
    expect(found.map(({ path }) => path)).toEqual(['production.scale', 'fixedCost'])
    expect(found[0].value).toBe(60)
    expect(found[0].fix).toMatch(/at line 1, column \d+ or at line 1, column \d+/)
  })

  test('a key twice is found deep inside, past texts that look like structure', () => {
    const text = '{ "name": "} \\" {", "sweep": { "axes": [{}, { "values": [1, 2], "valu\\u0065s": [3] }] } }'
    expect(problems(text)[0]).toMatchObject({
      path: 'sweep.axes[1].values',
      value: [3],
      fix: expect.stringContaining('column 47 or at line 1, column 65'),
    })
  })
})
