import { signal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { draft, scenario } from '../../state/scenario.ts'
import { startedEngine } from '../../compute/engine.ts'
import { report } from '../../state/failure.ts'
import { picture, shownPicture } from '../../compute/surface.ts'
import { text as exportWords } from './words.ts'
import { download, fileName } from '../../views/files.ts'

/** Sizes of a picture that is saved, pixels. */
const SIZES = ['1200 × 800', '1920 × 1080', '2400 × 1600', '3840 × 2160', '1080 × 1080'] as const

/** Signals: a press counts by what was chosen and begun by now, drawn or not. */
const size = signal<string>(SIZES[0])
const isBusy = signal(false)

function sizeOf(text: string): { width: number; height: number } {
  const [width, height] = text.split(' × ').map(Number)
  return { width, height }
}

/** The surface, its picture and the report of the scenario as files. What makes them is loaded when it is asked for. */
export default function ExportItems() {
  const text = exportWords.value
  const id = useId()
  // What makes a file keeps the keyboard meanwhile, and makes one at a time.
  const run = (extension: string, make: () => Promise<Blob>) => async () => {
    if (isBusy.value) return
    isBusy.value = true
    try {
      download(fileName(scenario.value.name, extension), await make())
    } catch (error) {
      report(error)
    } finally {
      isBusy.value = false
    }
  }
  const tables = () => import('../../compute/tables.ts')
  const pictureAs = (format: 'png' | 'svg') => async () =>
    (await import('./picture.ts')).pictureFile(format, sizeOf(size.value), location.href)
  const reportPage = async () => {
    const { scenarioReport } = await import('./report.ts')
    return new Blob([await scenarioReport(startedEngine(), scenario.value, fileName(draft.value.name, 'json'))], { type: 'text/html' })
  }
  const item = (label: string, action: () => Promise<void>) => (
    <button type="button" disabled={!picture.value} aria-disabled={isBusy.value} onClick={action}>
      {label}
    </button>
  )
  return (
    <div class="menu-items">
      <label for={id}>{text.size}</label>
      <select id={id} value={size.value} onChange={(event) => (size.value = event.currentTarget.value)}>
        {SIZES.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      {item(text.png, run('png', pictureAs('png')))}
      {item(text.svg, run('svg', pictureAs('svg')))}
      {item(text.report, run('html', reportPage))}
      {item(
        text.csv,
        run('csv', async () => (await tables()).csvOf(shownPicture())),
      )}
      {item(
        text.parquet,
        run('parquet', async () => (await tables()).parquetOf(shownPicture())),
      )}
    </div>
  )
}
