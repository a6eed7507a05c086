import { crc32 } from 'node:zlib'

/**
 * Lines of JSON, each after the CRC-32 of all lines up to it. A line counts only if it is whole and follows on the one before: so
 * what a crash, a disk or another run has damaged, left out or added ends the journal there.
 */
export class Journal {
  #checksum = 0
  #length = 0

  /** What of a journal can be relied on: the values of its lines, and where each of them ends. */
  static read(bytes: Buffer): { journal: Journal; values: unknown[]; ends: number[] } {
    const journal = new Journal()
    const values: unknown[] = []
    const ends: number[] = []
    for (let start = 0, end; (end = bytes.indexOf(LINE_FEED, start)) >= 0; start = end + 1) {
      const json = bytes.subarray(start + HEX_DIGITS + 1, end)
      const checksum = crc32(json, journal.#checksum)
      if (bytes.toString('latin1', start, start + HEX_DIGITS + 1) !== `${hex(checksum)} `) break
      journal.#checksum = checksum
      journal.#length = end + 1
      values.push(JSON.parse(json.toString()))
      ends.push(end + 1)
    }
    return { journal, values, ends }
  }

  /** Where the last line ends. */
  get length(): number {
    return this.#length
  }

  /** The line that adds a value. */
  add(value: unknown): Buffer {
    const json = Buffer.from(JSON.stringify(value))
    this.#checksum = crc32(json, this.#checksum)
    const line = Buffer.concat([Buffer.from(`${hex(this.#checksum)} `), json, Buffer.of(LINE_FEED)])
    this.#length += line.length
    return line
  }
}

const LINE_FEED = 0x0a
const HEX_DIGITS = 8

function hex(checksum: number): string {
  return checksum.toString(16).padStart(HEX_DIGITS, '0')
}
