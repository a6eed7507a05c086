import type { SpeedWords } from '../en/speed.ts'
import { plural } from '../plural.ts'

export const speed: SpeedWords = {
  pointsPerSecond: 'Punkte je Sekunde',
  last: 'Letzte Fläche',
  optima: (count, time) => `${count} exakte Optima in ${time}`,
  onPaths: (count, time) => `${count} Punkte auf Zeitpfaden in ${time}`,
  backend: 'Gerechnet mit',
  simd: 'WebAssembly SIMD',
  plain: 'reinem JavaScript',
  workers: 'Hintergrundprozesse',
  noWorkers: 'keine: die Seite rechnet in ihrem eigenen',
  finest: 'Feinstes Gitter',
  size: (size) => `${size} × ${size} Punkte`,
  compare: 'Mit reinem JavaScript vergleichen',
  running: (what) => `Läuft: ${what} …`,
  steps: { engine: 'offcut', exact: 'reines JavaScript, exakt', dense: 'reines JavaScript, dichte Suche' },
  rows: { engine: 'offcut', exact: 'Reines JavaScript, dasselbe exakte Verfahren', dense: 'Reines JavaScript, dichte Suche' },
  threads: (count) => plural(count, 'Prozess', 'Prozesse'),
  caption: (size) => `Die Fläche auf dem Schirm, ${size} × ${size} Punkte`,
  way: 'Verfahren',
  computed: 'Berechnete Punkte',
  timePerPoint: 'Zeit je Punkt',
  faster: 'offcut ist schneller um',
  all: 'alle',
  share: (count, share) => `${count} (${share})`,
  measured: 'Soeben in diesem Browser gemessen; je der beste von bis zu drei Läufen, samt der Übertragung aus den Hintergrundprozessen.',
  perThread: (ratios) => ` Je Prozess ist offcut ${ratios.join('- und ')}-mal so schnell.`,
  coarser: ' Wo alle Punkte zu lange dauerten, steht ein gröberes Gitter über denselben Achsen für sie.',
  loss: (share) =>
    ` Die dichte Suche probiert an jedem Punkt ein Gitter von Mengen; ihr Gewinn liegt bis zu ${share} unter dem exakten Optimum.`,
  noDense: ' Diese Punkte liegen auf Zeitpfaden, die exakte Optima brauchen: eine dichte Suche gibt es für sie nicht.',
}
