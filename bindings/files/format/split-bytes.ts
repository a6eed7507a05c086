// Where the lower and the upper half of a double stand in memory.
const [LOWER, UPPER] = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? [0, 1] : [1, 0]

/** The bytes of doubles as streams: all first bytes, then all second bytes, and so on, little-endian. */
export function splitBytes(values: Float64Array): Uint8Array {
  const count = values.length
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * count)
  const bytes = new Uint8Array(8 * count)
  for (let half = 0; half < 2; half++) {
    const base = half * 4 * count
    for (let i = 0, word = half === 0 ? LOWER : UPPER; i < count; i++, word += 2) {
      const value = words[word]
      bytes[base + i] = value
      bytes[base + count + i] = value >>> 8
      bytes[base + 2 * count + i] = value >>> 16
      bytes[base + 3 * count + i] = value >>> 24
    }
  }
  return bytes
}
