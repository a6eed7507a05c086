/** The built command, killed or without room, and resumed. */
import { spawn } from 'node:child_process'
import { readFile, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { text } from 'node:stream/consumers'
import { describe, expect, test } from 'vitest'
import { createEngine, starterScenario, writeSweep, type ScenarioInput } from '../../bindings/node.ts'
import { COMMAND } from '../support/command.ts'
import { grid, inFolder, query, random, rowsThatDiffer } from '../support/sweeps.ts'

const engine = await createEngine({ backend: 'js', workers: 0 })
const starter = starterScenario() as ScenarioInput

describe('a run that is killed', () => {
  test('is resumed until its file is that of an undisturbed run', () =>
    inFolder(async (folder) => {
      const points = 250_000
      await writeFile(join(folder, 'scenario.json'), JSON.stringify({ ...starter, sweep: grid(points) }))
      const run = (out: string) =>
        spawn(process.execPath, [COMMAND, 'sweep', 'scenario.json', '--out', out, '--resume', '--backend', 'js', '--workers', '0'], {
          cwd: folder,
        })
      const outcome = (child: ReturnType<typeof run>) =>
        Promise.all([text(child.stdout), text(child.stderr), new Promise<number | null>((resolve) => child.on('close', resolve))])
      const began = performance.now()
      for (const out of ['whole.parquet', 'whole.csv']) expect((await outcome(run(out)))[2]).toBe(0)
      const undisturbed = (performance.now() - began) / 2

      const next = random(4)
      let [kills, resumed] = [0, 0]
      for (let file = 0; file < 40 && (kills < 8 || resumed < 2); file++) {
        const name = file % 2 === 0 ? 'killed.parquet' : 'killed.csv'
        const out = `${file}.${name}`
        // Each try may take longer than the one before, as on a machine that has become slow.
        for (let [finished, tries] = [false, 0]; !finished; tries++) {
          const child = run(out)
          const ended = outcome(child)
          const killed = sleep(undisturbed * next() * (1 + tries / 4)).then(() => child.kill('SIGKILL'))
          const [, stderr, code] = await ended
          await killed
          if (stderr.includes('are done')) resumed++
          finished = code === 0
          if (!finished) {
            expect([code, child.signalCode], stderr).toEqual([null, 'SIGKILL'])
            kills++
          }
        }
        const whole = join(folder, `whole.${name.split('.')[1]}`)
        if (out.endsWith('.csv')) expect((await readFile(join(folder, out))).equals(await readFile(whole))).toBe(true)
        else {
          expect((await query(`select count(*) from '${join(folder, out)}'`)).rows).toEqual([[points]])
          expect(await rowsThatDiffer(join(folder, out), whole)).toBe(0)
        }
      }
      expect(kills).toBeGreaterThanOrEqual(8)
      expect(resumed).toBeGreaterThan(1)
      expect((await readdir(folder)).filter((name) => name.endsWith('unfinished'))).toEqual([])
    }))
})

test('a full disk keeps what is done', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'scenario.json'), JSON.stringify({ ...starter, sweep: grid(200_000) }))
    const limited = spawn(
      'bash',
      [
        '-c',
        'ulimit -f 1000; exec "$0" "$@"',
        process.execPath,
        COMMAND,
        'sweep',
        'scenario.json',
        '--out',
        'r.parquet',
        '--workers',
        '0',
        '--backend',
        'js',
      ],
      { cwd: folder },
    )
    const [stderr, code] = await Promise.all([text(limited.stderr), new Promise((resolve) => limited.on('close', resolve))])
    expect(code).toBe(1)
    expect(stderr).toMatch(
      /what is done is kept in r\.parquet\.unfinished; go on with --resume\noffcut: could not write r\.parquet to its end: EFBIG: file too large; make sure/,
    )
    const report = await writeSweep(engine, starter, join(folder, 'r.parquet'), { ...grid(200_000), resume: true })
    expect(report.resumed).toBeGreaterThan(0)
    expect((await query(`select count(*) from '${join(folder, 'r.parquet')}'`)).rows).toEqual([[200_000]])
  }))
