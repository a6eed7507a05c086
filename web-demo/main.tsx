import { computed, effect } from '@preact/signals'
import { render } from 'preact'
import { engine, failure, startEngine } from './compute/engine.ts'
import { followPaths } from './compute/paths.ts'
import { askCurrent } from './compute/point.ts'
import { show } from './compute/surface.ts'
import { followAddress } from './state/link.ts'
import { scenario } from './state/scenario.ts'
import { axes, finest, shownMetric, time } from './state/view.ts'
import { speak, wantedLanguage } from './texts/index.ts'
import { App } from './views/app.tsx'
import { markerPlace } from './views/marker.ts'
import { followTheme } from './views/theme-choice.ts'
import './style/base.css'
import './style/controls.css'
import './style/panels.css'
import './style/plots.css'

followTheme()
await speak(wantedLanguage(location.hash))
followAddress()
render(<App />, document.getElementById('app')!)
await startEngine()

// State to computation: each part follows what it depends on, and the views follow its result.
const request = computed(() => {
  const varies = axes.value.some(({ parameter }) => parameter === 'time' || parameter === 'level')
  // Where time or level is an axis, the picture does not depend on the moment looked at.
  const moment = varies ? time.peek() : time.value
  return { scenario: scenario.value, axes: axes.value, metric: shownMetric.value, time: moment }
})
effect(() => {
  if (!engine.value) return
  failure.value = undefined
  show(request.value, finest.value)
})
effect(() => {
  if (engine.value) void askCurrent(request.value, markerPlace(request.value))
})
effect(() => {
  if (engine.value) void followPaths(scenario.value)
})
