/**
 * The global maximum of the problem in signed-problem.ts, exact for any signs (model.md, fact 7): a factor in which all terms
 * agree is at a bound; with one factor left every stationary point is a root of a sum of powers, with two every one inside is
 * on a curve, and each edge is a problem of one factor. The best of all of them is the maximum.
 */
import { addCandidate, chooseBest, clearCandidates } from './candidates.ts'
import { MAXIMUM_1, MAXIMUM_2, spend } from './effort.ts'
import { factors, LOWER, SIGN, SLOPE, TERMS, UPPER } from './signed-problem.ts'
import { searchInterior } from './signed-interior.ts'
import { searchLine } from './signed-line.ts'

/** Where a factor that is not free stands: NaN for one that is free. */
const PLACE = new Float64Array(2)

/** Sets BEST (candidates.ts). Returns false where the search was given up: BEST is then the best that it has seen. */
export function maximize(): bool {
  clearCandidates()
  spend(factors === 2 ? MAXIMUM_2 : MAXIMUM_1)
  PLACE[1] = 0
  for (let i = 0; i < factors; i++) PLACE[i] = placeOf(i)
  const isFirstFree = isNaN(PLACE[0])
  const isSecondFree = isNaN(PLACE[1])
  let isComplete = true
  if (isFirstFree && isSecondFree) isComplete = searchBox()
  else if (isFirstFree) searchLine(0, PLACE[1], 0)
  else if (isSecondFree) searchLine(1, PLACE[0], 0)
  else addCandidate(PLACE[0], PLACE[1])
  return chooseBest() && isComplete
}

/** A factor that is fixed, that no term contains, or in which all terms agree, has its place. */
function placeOf(i: i32): f64 {
  if (LOWER[i] === UPPER[i]) return LOWER[i]
  let gains = false
  let losses = false
  for (let j = 0; j < TERMS; j++) {
    if (SLOPE[i * TERMS + j] === 0) continue
    if (SIGN[j] > 0) gains = true
    if (SIGN[j] < 0) losses = true
  }
  if (gains && losses) return NaN
  return gains ? UPPER[i] : LOWER[i]
}

function searchBox(): bool {
  for (let i = 0; i < 2; i++) {
    searchLine(i, LOWER[1 - i], -1)
    searchLine(i, UPPER[1 - i], 1)
  }
  return searchInterior()
}
