/** `offcut system`: one equilibrium, over time, under disruption, swept into files; and its page. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand } from '../support/command.ts'

let folder: string
const run = (...args: string[]) => runCommand(folder, args)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'offcut-'))
  await cp(fileURLToPath(new URL('../../examples/systems/', import.meta.url)), folder, { recursive: true })
})
afterAll(() => rm(folder, { recursive: true }))

const rowsOf = async (name: string) => (await readFile(join(folder, name), 'utf8')).trim().split('\n')

describe('one equilibrium', () => {
  test('is told in a sentence, tables and a picture of its flows', async () => {
    const { stdout, code } = await run('system', 'park.json')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Every market is cleared: the surplus is [\d.]+/)
    expect(stdout).toMatch(/slag@harbour +smelter +[\d.]+ +━+ +━+ +[\d.]+ +kiln/)
  })

  test('as JSON holds what its page is made of', async () => {
    const { stdout } = await run('system', 'park.json', '--json')
    const { command, options, result } = JSON.parse(stdout)
    expect([command, options]).toEqual(['system', {}])
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining([
        'status',
        'welfare',
        'gap',
        'prices',
        'enterprises',
        'demands',
        'supplies',
        'flows',
        'rationed',
        'indicators',
        'stats',
      ]),
    )
    await writeFile(join(folder, 'park-result.json'), stdout)
    for (const source of ['park-result.json', 'park.json']) {
      expect((await run('report', source, '--out', 'park.html', '--force')).code).toBe(0)
      const page = await readFile(join(folder, 'park.html'), 'utf8')
      for (const name of ['smelter', 'kiln', 'slag@harbour', 'ore mine']) expect(page).toContain(`>${name}</`)
    }
  })

  test('a state disturbs it; a table is in long form', async () => {
    const whole = JSON.parse((await run('system', 'battery-metal.json', '--json')).stdout).result
    const closed = JSON.parse((await run('system', 'battery-metal.json', '--state', 'strait closed', '--json')).stdout).result
    expect(closed.flows.map(({ quantity }: { quantity: number }) => quantity)).toEqual([0, 0])
    expect(closed.welfare).toBeLessThan(whole.welfare)
    expect((await run('system', 'battery-metal.json', '--out', 'long.csv')).code).toBe(0)
    const rows = await rowsOf('long.csv')
    expect(rows[0]).toBe('time,entity,quantity,value')
    expect(rows).toContain(`0,cells@home,price,${whole.prices['cells@home']}`)
  })
})

test('over time it says who gains, and every equilibrium goes into one table', async () => {
  const { stdout, code } = await run('system', 'park.json', '--path', '--out', 'path.csv')
  expect(code).toBe(0)
  expect(stdout).toMatch(/^From 0 to 10 welfare goes from .*kiln gains most.*Circularity is strong/)
  const prices = (await rowsOf('path.csv')).filter((row) => row.includes(',slag@harbour,price,'))
  expect(prices.length).toBe(11)
})

test('a stress test names the tail and the most critical element; an element has a worth', async () => {
  const { stdout } = await run('system', 'battery-metal.json', '--stress')
  expect(stdout).toMatch(/^Disruptions cost [\d.]+ % .*The most critical element is cells by sea/)
  expect(stdout).toMatch(/VaR 95 % +CVaR 95 %/)
  const { worth } = JSON.parse((await run('system', 'battery-metal.json', '--without', 'enterprises[2]', '--json')).stdout).result
  expect(worth).toBeGreaterThan(0)
})

describe('a sweep', () => {
  test('goes into a file, as a whole or in shards, with the same numbers', async () => {
    expect((await run('system', 'landfill-price.json', '--sweep', '--out', 'whole.csv')).code).toBe(0)
    const whole = await rowsOf('whole.csv')
    expect(whole.length).toBe(22)
    for (const shard of ['1/3', '2/3', '3/3'])
      expect((await run('system', 'landfill-price.json', '--sweep', '--out', 'part.csv', '--shard', shard)).code).toBe(0)
    const parts = await Promise.all([1, 2, 3].map(async (i) => (await rowsOf(`part.${i}-of-3.csv`)).slice(1)))
    expect(parts.flat()).toEqual(whole.slice(1))
    const again = await run('system', 'landfill-price.json', '--sweep', '--out', 'whole.csv', '--resume')
    expect(again.stdout).toContain('nothing is left to do')
  })

  test('needs a document with one, and somewhere to go', async () => {
    const none = await run('system', 'battery-metal.json', '--sweep', '--out', 'none.csv')
    expect(none.code).toBe(2)
    expect(none.stderr).toContain('the system has no sweep; add "sweep"')
    expect((await run('system', 'landfill-price.json', '--sweep')).stderr).toContain('say what is wanted')
  })
})
