import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { REGIMES, STATUSES } from '../../bindings/model/layout.ts'
import type { Surface } from '../../bindings/result/surface.ts'
import type { SweepInput } from '../../bindings/scenario/index.ts'

/** Runs `body` in a folder of its own, which is gone afterwards. */
export async function inFolder<T>(body: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'offcut-'))
  try {
    return await body(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** What a query finds, read by DuckDB. */
export async function query(sql: string): Promise<{ names: string[]; rows: unknown[][] }> {
  const connection = await (await DuckDBInstance.create()).connect()
  try {
    const reader = await connection.runAndReadAll(sql)
    // Whole numbers come back as big integers.
    const plain = (value: unknown) => (typeof value === 'bigint' ? Number(value) : value)
    return { names: reader.columnNames(), rows: reader.getRows().map((row) => row.map(plain)) }
  } finally {
    connection.closeSync()
  }
}

/** The table that a file of this surface should hold. */
export function tableOf({ axes, shape, metrics, status }: Surface): { names: string[]; rows: unknown[][] } {
  const columns = axes.flatMap(({ parameter, values, columns = {} }, axis) =>
    Object.entries({ [parameter]: values, ...columns }).map(([name, values]) => ({ name, values, axis })),
  )
  const beside = Object.keys(metrics).filter((metric) => !columns.some(({ name }) => name === metric))
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, 1))
  const rows = Array.from(status, (code, point) => [
    ...columns.map(({ values, axis }) => values[Math.floor(point / strides[axis]) % shape[axis]]),
    ...beside.map((name) => (name.startsWith('regime[') ? (REGIMES[metrics[name][point]] ?? null) : metrics[name][point])),
    STATUSES[code],
  ])
  return { names: [...columns.map(({ name }) => name), ...beside, 'status'], rows }
}

/** A grid of so many points, of 100 times. */
export const grid = (points: number): SweepInput => ({
  axes: [
    { parameter: 'time', from: 0, to: 10, points: 100 },
    { parameter: 'waste.disposalCost', from: 0.1, to: 10, points: points / 100, spacing: 'log' },
  ],
  metrics: ['profit', 'factors[0]', 'regime[0]'],
})

/** Numbers from 0 to 1, the same in every run of the test. */
export function random(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return seed / 2 ** 32
  }
}

/** How many rows of two files are not the same. */
export async function rowsThatDiffer(one: string, other: string): Promise<number> {
  const columns = (await query(`select * from '${one}' limit 0`)).names
  const differ = columns.map((name) => `a."${name}" is distinct from b."${name}"`).join(' or ')
  const { rows } = await query(`select count(*) from '${one}' a positional join '${other}' b where ${differ}`)
  return rows[0][0] as number
}
