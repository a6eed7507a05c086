import { computed, effect } from '@preact/signals'
import { render } from 'preact'
import { engine, failure, startEngine } from './compute/engine.ts'
import { followPaths } from './compute/paths.ts'
import { baseline, followPins } from './compute/pinned.ts'
import { askBaseline, askCurrent } from './compute/point.ts'
import { show } from './compute/surface.ts'
import { followAddress } from './state/address.ts'
import { isGuideDone } from './state/guide.ts'
import { scenario } from './state/scenario.ts'
import { axes, finest, shownMetric, time } from './state/view.ts'
import { speak, wantedLanguage } from './texts/index.ts'
import { App } from './views/app.tsx'
import { markerPlace } from './views/marker.ts'
import { enter } from './views/guide.tsx'
import { followTheme } from './views/theme-choice.ts'
import './style/base.css'
import './style/controls.css'
import './style/deciding.css'
import './style/panels.css'
import './style/plots.css'

// Not awaited where modules are evaluated: what loads later imports from this file, and would wait for it for ever.
void start()

async function start(): Promise<void> {
  followTheme()
  // The engine loads while the page is written.
  void startEngine()
  await speak(wantedLanguage(location.hash))
  const isFirstLook = location.hash === ''
  await followAddress()
  if (isFirstLook && !isGuideDone()) enter(1)
  followPins()
  compute()
  render(<App />, document.getElementById('app')!)
}

/** State to computation: each part follows what it depends on, and the views follow its result. */
function compute(): void {
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
  effect(() => {
    if (!engine.value) return
    const other = baseline.value && { ...request.value, scenario: baseline.value.scenario }
    const place = other && markerPlace(other)
    void askBaseline(other ?? request.value, place && Number.isFinite(place.x + place.y) ? place : undefined)
  })
}
