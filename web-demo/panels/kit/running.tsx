import { kitWords } from './words.ts'
import type { Runner } from './run.ts'

/** How far a computation is, with a way to stop it; or why it failed. */
export function Running({ runner }: { runner: Runner<unknown> }) {
  const { isRunning, progress, failure } = runner.run.value
  const words = kitWords.value
  return (
    <div class="running" role="status">
      {isRunning && (
        <>
          <progress value={progress} max={1} aria-label={words.running} />
          <span>{words.running}</span>
          <button type="button" onClick={() => runner.stop()}>
            {words.stop}
          </button>
        </>
      )}
      {failure && <p class="problem">{words.failed(failure)}</p>}
    </div>
  )
}
