import { parameterInfo, rangeOf } from '../state/fields.ts'
import { naming } from '../state/scenario.ts'
import { axes, isByLevel, level, time } from '../state/view.ts'
import { words } from '../texts/index.ts'
import { Slider } from './field.tsx'
import { Readout } from './readout.tsx'

/** The moment looked at, and the values there. */
export function MomentPanel() {
  const byLevel = isByLevel.value
  const name = byLevel ? 'level' : 'time'
  const isOfPicture = axes.value.some(({ parameter }) => parameter === name)
  const info = parameterInfo(name, naming.value)
  const { momentMoves, momentIs } = words.value.picture
  return (
    <div class="card moment">
      <Slider
        path={name}
        info={{ ...info, help: isOfPicture ? momentMoves : momentIs }}
        value={byLevel ? level.value : time.value}
        range={rangeOf(name, undefined, naming.value)}
        onChange={(value) => {
          if (value === null) return
          if (byLevel) level.value = Math.min(1, Math.max(0, value))
          else time.value = value
        }}
      />
      <Readout />
    </div>
  )
}
