/** CRC-32 by Node's own code, also of what follows bytes that have one. A script that a worker runs cannot import it. */
export function checksumOf(bytes: Uint8Array, before = 0): number {
  return process.getBuiltinModule('node:zlib').crc32(bytes, before)
}
