import { scenarioFragment } from '../state/link.ts'
import { addPin, MOST_PINS, pins } from '../state/pins.ts'
import { draft, origin, problems } from '../state/scenario.ts'
import { words } from '../texts/index.ts'

/** Keeps the current scenario to compare with. */
export function PinButton() {
  const { compare, compareHelp, full } = words.value.deciding
  const isFull = pins.value.length >= MOST_PINS
  const keep = () => addPin({ name: freeNumber(), fragment: scenarioFragment(origin.value.preset, draft.value) })
  return (
    <>
      <button type="button" disabled={isFull || problems.value.length > 0} title={compareHelp} onClick={keep}>
        {compare}
      </button>
      <span class="help" role="status">
        {isFull && full}
      </span>
    </>
  )
}

/** The first number that no kept scenario has. */
function freeNumber(): string {
  const taken = new Set(pins.value.map(({ name }) => name))
  let number = 1
  while (taken.has(String(number))) number++
  return String(number)
}
