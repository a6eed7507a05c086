import { known } from '../../known.ts'
import { documentOf } from 'offcut/studies'
import { VERSION } from 'offcut'
import { draft, scenario } from '../../state/scenario.ts'
import { download, fileName } from '../../views/files.ts'
import { kitWords } from '../kit/words.ts'
import { pageOf } from './report.ts'

/** The report that the command line writes of a study, from what the page has computed. */
export function ReportButton({
  command,
  options,
  result,
  seed = null,
}: {
  command: 'risk' | 'timing'
  options: Record<string, unknown>
  result: unknown
  seed?: number | null
}) {
  const words = kitWords.value
  const save = () => {
    const document = known(documentOf({ command, options, result }, []))
    const page = pageOf(document, { command, options, seed, version: VERSION, file: fileName(draft.value.name, 'json') })
    download(fileName(`${scenario.value.name ?? 'scenario'} ${command}`, 'html'), new Blob([page], { type: 'text/html' }))
  }
  return (
    <p class="chart-actions">
      <button type="button" onClick={save}>
        {words.report}
      </button>
      <span class="help">{words.reportHelp}</span>
    </p>
  )
}
