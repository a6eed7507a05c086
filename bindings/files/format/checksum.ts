/** CRC-32 by Node's own code. A script that a worker runs cannot import it. */
export function checksumOf(bytes: Uint8Array): number {
  return process.getBuiltinModule('node:zlib').crc32(bytes)
}
