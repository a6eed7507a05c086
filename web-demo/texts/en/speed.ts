import { plural } from '../plural.ts'

/** How fast the page computes, and by what: what the panel says. */
export const speed = {
  pointsPerSecond: 'Points a second',
  last: 'Last surface',
  optima: (count: string, time: string) => `${count} exact optima in ${time}`,
  onPaths: (count: string, time: string) => `${count} points on time paths in ${time}`,
  backend: 'Computed by',
  simd: 'WebAssembly SIMD',
  plain: 'plain JavaScript',
  workers: 'Workers',
  noWorkers: 'none: computes in the page’s own thread',
  finest: 'Finest grid',
  size: (size: string) => `${size} × ${size} points`,
  compare: 'Compare with plain JavaScript',
  running: (what: string) => `Running ${what}…`,
  steps: { engine: 'the engine', exact: 'plain JavaScript, exact', dense: 'plain JavaScript, dense search' },
  rows: { engine: 'This engine', exact: 'Plain JavaScript, same exact method', dense: 'Plain JavaScript, dense search' },
  threads: (count: string) => plural(count, 'thread', 'threads'),
  caption: (size: string) => `The surface on the screen, ${size} × ${size} points`,
  way: 'Way',
  computed: 'Points computed',
  timePerPoint: 'Time a point',
  faster: 'Engine is faster by',
  all: 'all',
  share: (count: string, share: string) => `${count} (${share})`,
  measured: 'Measured just now, in this browser; the best of up to three runs each, transfer from the workers included.',
  perThread: (ratios: string[]) => ` Per thread the engine is ${ratios.join(' and ')} times as fast.`,
  coarser: ' Where all points would take too long, a coarser grid over the same axes stands for them.',
  loss: (share: string) =>
    ` The dense search tries a grid of resource volumes at each point; its profit is up to ${share} below the exact optimum.`,
  noDense: ' These points are on time paths, which need exact optima: there is no dense search of them.',
}

export type SpeedWords = typeof speed
