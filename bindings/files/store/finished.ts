import { open, readFile, type FileHandle } from 'node:fs/promises'
import { extname } from 'node:path'
import { OutputError, existingOutput, targetOf, writeOutputFile } from './file.ts'
import { differences, fromEntries, fromJson, identityOf, toJson, type SweepIdentity, type SweepRecord } from './record.ts'

/** A complete file of a sweep, or of a share of one. */
export interface Finished {
  path: string
  record: SweepRecord
  /** Where its fragments end. */
  bodyEnd: number
  /** The note of all its fragments together. */
  note: string
}

/** A CSV file has no place for a record: a small JSON file beside it has. */
export function recordPath(path: string): string {
  return `${path}.json`
}

/** @throws OutputError where a file stands in the place of the record that is not the record of an earlier run of this sweep. */
export async function requireFreeRecord(path: string, identity: SweepIdentity): Promise<void> {
  if (extname(path) === '.parquet') return
  const beside = recordPath(path)
  if (!(await existingOutput(await targetOf(beside)))) return
  const record = fromJson(await readFile(beside, 'utf8').catch(() => ''))
  if (record && differences(identityOf(record), identity).length === 0) return
  throw new OutputError(
    `cannot write ${path}: its record would replace ${beside}, which exists; choose another name, or replace it with --force (in code: force: true)`,
  )
}

/** Puts the record beside a file whose format has no place for it. */
export async function writeRecord(path: string, record: SweepRecord): Promise<void> {
  if (extname(path) === '.parquet') return
  await writeOutputFile(recordPath(path), { force: true }, (file) => file.write(toJson(record)))
}

/** @throws OutputError for a file that is not there, or that no sweep has written. */
export async function readFinished(path: string): Promise<Finished> {
  const handle = await open(path).catch((cause: Error) => {
    throw new OutputError(`cannot read ${path}: ${missing(cause) ? 'there is no such file' : cause.message}`, { cause })
  })
  try {
    return await (extname(path) === '.parquet' ? readParquet(path, handle) : readCsv(path, handle))
  } finally {
    await handle.close()
  }
}

// The word PAR1 at both ends, and the length of what the end says.
const PARQUET_HEAD = 4
const PARQUET_TAIL = 8

async function readParquet(path: string, handle: FileHandle): Promise<Finished> {
  const { size } = await handle.stat()
  const tail = await readAt(handle, size - PARQUET_TAIL, size)
  const length = tail.length < PARQUET_TAIL ? 0 : new DataView(tail.buffer).getUint32(0, true)
  const bodyEnd = size - PARQUET_TAIL - length
  const { readParquetEnd } = await import('../format/parquet.ts')
  const end = length > 0 && bodyEnd >= PARQUET_HEAD ? readParquetEnd(await readAt(handle, bodyEnd, size)) : undefined
  if (end) return { path, record: known(path, fromEntries(end.record)), bodyEnd, note: end.note }
  throw new OutputError(`${path} is not a complete Parquet file of offcut: its end is damaged, or another program has written it`)
}

async function readCsv(path: string, handle: FileHandle): Promise<Finished> {
  const beside = recordPath(path)
  const text = await readFile(beside, 'utf8').catch((cause: Error) => {
    throw new OutputError(
      `cannot tell which sweep ${path} holds: its record ${beside} ${missing(cause) ? 'is not there; keep the two together' : `cannot be read (${cause.message})`}`,
      { cause },
    )
  })
  const { size } = await handle.stat()
  const record = fromJson(text)
  if (!record)
    throw new OutputError(`cannot tell which sweep ${path} holds: its record ${beside} has been changed, or offcut has not written it`)
  if (record.bytes === size) return { path, record, bodyEnd: size, note: '' }
  throw new OutputError(
    `${path} has ${size} bytes; expected the ${record.bytes} that its record ${beside} names: it is not complete, or has been changed`,
  )
}

function known(path: string, record: SweepRecord | undefined): SweepRecord {
  if (record) return record
  throw new OutputError(`cannot tell which sweep ${path} holds: offcut has not written it`)
}

function missing(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENOENT'
}

export async function readAt(handle: FileHandle, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, end - start))
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, Math.max(0, start))
  return bytes.subarray(0, bytesRead)
}
