import { computed, effect } from '@preact/signals'
import { render } from 'preact'
import { known } from './known.ts'
import { addWorkers, engine, engineInfo, startEngine } from './compute/engine.ts'
import { failure, report } from './state/failure.ts'
import type { PictureRequest } from './compute/picture.ts'
import { followPaths } from './compute/paths.ts'
import { baseline, followPins } from './compute/pinned.ts'
import { askBaseline, askCurrent, type Place } from './compute/point.ts'
import { presented, show } from './compute/surface.ts'
import { followAtPace } from './compute/pace.ts'
import { followAddress } from './state/address.ts'
import { isGuideDone } from './state/guide.ts'
import { scenario } from './state/scenario.ts'
import { axes, finest, isDragging, shownMetric, SIZES, time } from './state/view.ts'
import { speak, wantedLanguage } from './texts/index.ts'
import { App } from './views/app.tsx'
import { markerPlace } from './views/marker.ts'
import { enter } from './views/guide.tsx'
import { followTheme } from './views/theme-choice.ts'
import { updateOnceAFrame } from './views/turn.ts'
import './style/base.css'
import './style/layout.css'
import './style/controls.css'
import './style/flow.css'
import './style/deciding.css'
import './style/guide.css'
import './style/panels.css'
import './style/toolbar.css'
import './style/plots.css'
import './style/print.css'

// Not awaited where modules are evaluated: what loads later imports from this file, and would wait for it for ever.
void start()

async function start(): Promise<void> {
  updateOnceAFrame()
  followTheme()
  // The engine loads while the page is written.
  void startEngine()
  await speak(wantedLanguage(location.hash))
  const isFirstLook = location.hash === ''
  await followAddress()
  if (isFirstLook && !isGuideDone()) enter(1)
  followPins()
  compute()
  const root = known(document.getElementById('app'))
  render(<App />, root)
  // Who uses keys comes by one.
  addEventListener('keydown', () => void import('./views/keep-focus.ts').then(({ keepFocus }) => keepFocus(root), report), { once: true })
}

interface Wanted {
  request: PictureRequest
  place: Place
  /** The baseline at the same moment, and where that is. */
  other?: { request: PictureRequest; place: Place }
}

function otherOf(request: PictureRequest): Wanted['other'] {
  if (!baseline.value) return undefined
  const other = { ...request, scenario: baseline.value.scenario }
  const place = markerPlace(other)
  return Number.isFinite(place.x + place.y) ? { request: other, place } : undefined
}

/** Everything that follows the scenario beside the picture. */
function follow({ request, place, other }: Wanted, before: Wanted | undefined): void {
  void askCurrent(request, place)
  if (request.scenario !== before?.request.scenario) void followPaths(request.scenario)
  void askBaseline(other?.request ?? request, other?.place)
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
    // The coarsest picture waits for nothing; finer ones come with the workers.
    show(request.value, engineInfo.value ? finest.value : SIZES[0])
  })
  const isPresented = computed(() => presented.value > 0)
  effect(() => {
    if (!isPresented.value) return
    void addWorkers()
  })
  // While something is dragged the picture goes first, and what stands beside it follows between pictures.
  // Nor does the first picture wait for the module of paths.
  const mayFollow = computed(() => engine.value && (isPresented.value || failure.value !== undefined))
  const wanted = computed(() =>
    mayFollow.value ? { request: request.value, place: markerPlace(request.value), other: otherOf(request.value) } : undefined,
  )
  followAtPace<Wanted>({
    wanted,
    isMoving: isDragging,
    beat: presented,
    isLight: (next, before) => next.request === before.request,
    follow,
  })
}
