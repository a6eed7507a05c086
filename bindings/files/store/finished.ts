import { open, readFile, type FileHandle } from 'node:fs/promises'
import { extname } from 'node:path'
import { OutputError, writeOutputFile } from './file.ts'
import { readParquetEnd } from '../format/parquet.ts'
import { fromEntries, fromJson, toJson, type SweepRecord } from './record.ts'

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
function recordPath(path: string): string {
  return `${path}.json`
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

// The length of what a Parquet file's end says, and the word PAR1.
const PARQUET_TAIL = 8

async function readParquet(path: string, handle: FileHandle): Promise<Finished> {
  const { size } = await handle.stat()
  try {
    const tail = await readAt(handle, size - PARQUET_TAIL, size)
    const bodyEnd = size - PARQUET_TAIL - new DataView(tail.buffer).getUint32(0, true)
    const { note, record } = readParquetEnd(await readAt(handle, bodyEnd, size))
    return { path, record: known(path, fromEntries(record)), bodyEnd, note }
  } catch (cause) {
    if (cause instanceof OutputError) throw cause
    throw new OutputError(`${path} is not a complete Parquet file: ${(cause as Error).message}`, { cause })
  }
}

async function readCsv(path: string, handle: FileHandle): Promise<Finished> {
  const beside = recordPath(path)
  const text = await readFile(beside, 'utf8').catch((cause: Error) => {
    throw new OutputError(`cannot tell which sweep ${path} holds: its record ${beside} ${missing(cause) ? 'is not there; keep the two together' : `cannot be read (${cause.message})`}`, { cause })
  })
  const { size } = await handle.stat()
  const record = known(path, fromJson(text))
  if (record.bytes === size) return { path, record, bodyEnd: size, note: '' }
  throw new OutputError(`${path} has ${size} bytes; expected the ${record.bytes} that its record ${beside} names: it is not complete, or has been changed`)
}

function known(path: string, record: SweepRecord | undefined): SweepRecord {
  if (record) return record
  throw new OutputError(`cannot tell which sweep ${path} holds: offcut has not written it`)
}

function missing(error: NodeJS.ErrnoException): boolean {
  return error.code === 'ENOENT'
}

async function readAt(handle: FileHandle, start: number, end: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Math.max(0, end - start))
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, Math.max(0, start))
  return bytes.subarray(0, bytesRead)
}
