import type { Look } from 'offcut/studies'
import { tickText } from '../../state/units.ts'
import { shortTime } from '../../texts/numbers.ts'

/** How charts look in the page: in its colours, light or dark, with numbers as its language writes them. */
export function pageLook(width: number, isOverTime: boolean): Look {
  return {
    width,
    isBare: true,
    colours: ['var(--main)', 'var(--second)', 'var(--third)', 'var(--mark)', 'var(--fourth)', 'var(--faint)'],
    columns: 'var(--main)',
    ground: 'var(--card)',
    text: 'var(--text)',
    rule: 'var(--rule)',
    axis: 'var(--muted)',
    mark: 'var(--mark)',
    label: (value) => tickText(value, ''),
    ...(isOverTime && { moment: shortTime }),
  }
}
