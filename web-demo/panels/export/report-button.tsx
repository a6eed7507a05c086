import type { Scenario } from 'offcut'
import { draft } from '../../state/scenario.ts'
import { download, fileName } from '../../views/files.ts'
import { kitWords } from '../kit/words.ts'
import { studyReport, type Study } from './report.ts'

interface Props extends Omit<Study, 'seed'> {
  seed?: number | null
  /** What was studied, and what the page says of it. */
  scenario: Scenario
  answer: string
}

/** Saves a study as a report, from what the page has computed. */
export function ReportButton({ scenario, answer, seed = null, ...study }: Props) {
  const words = kitWords.value
  const save = () => {
    const page = studyReport({ ...study, seed }, scenario, answer, fileName(draft.value.name, 'json'))
    download(fileName(`${scenario.name ?? 'scenario'} ${study.command}`, 'html'), new Blob([page], { type: 'text/html' }))
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
