// Where the lower and the upper half of a double stand in memory.
const [LOWER, UPPER] = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? [0, 1] : [1, 0]

/** The bytes of doubles, or of singles, as streams: all first bytes, then all second bytes, and so on, little-endian. */
export function splitBytes(values: Float64Array | Float32Array): Uint8Array {
  const count = values.length
  const halves = values.BYTES_PER_ELEMENT / 4
  const words = new Uint32Array(values.buffer, values.byteOffset, halves * count)
  const bytes = new Uint8Array(values.byteLength)
  for (let half = 0; half < halves; half++) {
    const base = half * 4 * count
    for (let i = 0, word = halves === 1 ? 0 : half === 0 ? LOWER : UPPER; i < count; i++, word += halves) {
      const value = words[word]
      bytes[base + i] = value
      bytes[base + count + i] = value >>> 8
      bytes[base + 2 * count + i] = value >>> 16
      bytes[base + 3 * count + i] = value >>> 24
    }
  }
  return bytes
}
