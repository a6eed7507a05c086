/** Joins bytes to those of a batch, and finds their checksum. */
import { Checksum, checksumOf, WORD_BYTES } from '../../encoders/checksums.ts'
import type { Encoders } from '../../encoders/module.ts'
import { sharedMemory } from '../../runner/spare-memory.ts'
import { ByteBuffer } from './byte-buffer.ts'

/** @param memory for the result, where it suffices. */
export type Join = (parts: readonly Uint8Array[], memory?: ArrayBufferLike) => { bytes: Uint8Array; checksum: number }

export function createJoin(encoders: Encoders | undefined): Join {
  if (encoders) return moduleJoin(encoders)
  return (parts, memory) => {
    const output = new ByteBuffer(memory)
    for (const part of parts) output.append(part)
    return { bytes: output.bytes, checksum: checksumOf(output.bytes) }
  }
}

/** More than there is, so that the next batch has room, too. */
const ROOM = 1.25

/** In the module's memory: from there they go into shared memory, which makes no garbage, in words. */
function moduleJoin(encoders: Encoders): Join {
  const checksum = new Checksum(encoders)
  let at = 0
  let capacity = 0
  return (parts, memory) => {
    const length = parts.reduce((sum, part) => sum + part.length, 0)
    if (length > capacity) {
      capacity = Math.ceil(ROOM * length)
      at = encoders.reserve(capacity)
    }
    const joined = new Uint8Array(encoders.buffer, at, length)
    let end = 0
    for (const part of parts) {
      joined.set(part, end)
      end += part.length
    }
    const whole = length - (length % WORD_BYTES)
    checksum.begin()
    checksum.add(at, whole)
    const room = memory && memory.byteLength >= length ? memory : sharedMemory(Math.ceil(ROOM * length))
    const bytes = new Uint8Array(room, 0, length)
    bytes.set(joined)
    return { bytes, checksum: checksum.end(joined.subarray(whole)) }
  }
}
