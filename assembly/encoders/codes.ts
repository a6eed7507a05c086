/** Codes in few bits, as Parquet packs them: in groups of eight, the first in the lowest bits. */

/**
 * Packs the codes 0, 1, … points − 1, 0, 1, … of rows that have each of them `stride` times, from row `phase` of all rows on. The last
 * group is filled up with codes of the rows that would follow. Returns where they end. Whole groups come again once the codes do at the
 * same bit of a byte, which is after eight turns at the latest: from there on they are copied.
 */
export function packRuns(phase: i32, stride: i32, points: i32, count: i32, bits: i32, at: usize): usize {
  const rows = (count + 7) & ~7
  const turn = <u64>stride * <u64>points
  const again = turn << (3 - min<u64>(3, ctz(turn)))
  if (again >= <u64>rows) return packEach(phase, stride, points, rows, bits, at)
  const end = at + <usize>(rows >> 3) * <usize>bits
  const period = <usize>(again >> 3) * <usize>bits
  packEach(phase, stride, points, <i32>again, bits, at)
  // Each copy is of all that is there: of whole periods.
  for (let length = period; at + length < end; length <<= 1) memory.copy(at + length, at, min(length, end - at - length))
  return end
}

function packEach(phase: i32, stride: i32, points: i32, rows: i32, bits: i32, at: usize): usize {
  let code = <u64>((phase / stride) % points)
  let left = stride - (phase % stride)
  let pending: u64 = 0
  let pendingBits: u64 = 0
  for (let i = 0; i < rows; i++) {
    pending |= code << pendingBits
    pendingBits += <u64>bits
    if (pendingBits >= 32) {
      store<u32>(at, <u32>pending)
      at += 4
      pending >>= 32
      pendingBits -= 32
    }
    if (--left == 0) {
      left = stride
      if (++code == <u64>points) code = 0
    }
  }
  for (; pendingBits > 0; pendingBits -= 8) {
    store<u8>(at++, <u8>pending)
    pending >>= 8
  }
  return at
}
