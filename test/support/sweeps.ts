import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { REGIMES, STATUSES } from '../../bindings/model/layout.ts'
import type { Surface } from '../../bindings/result/surface.ts'

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
