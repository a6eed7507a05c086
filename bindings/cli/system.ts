import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Command } from 'commander'
import { createEngine } from '../engine.ts'
import { parseSystem } from '../system/document/parse.ts'
import { systemDocument } from '../system/report.ts'
import { solveSystem, type SolveOptions } from '../system/solve.ts'
import { envelopeOf } from './envelope.ts'
import { reportStatus } from './failure.ts'
import { parseNumber } from './options.ts'
import { plain } from './print.ts'
import { readText } from './scenario.ts'
import { interruptSignal } from './signals.ts'
import { checkOut, OUT_HELP, present, type StudyOptions } from './study.ts'

export function addSystem(program: Command): void {
  program
    .command('system')
    .description('Find the prices at which enterprises, supplies, demands and links of a system clear every market.')
    .argument('<system>', 'document of the system, or - for standard input; scenarios in it may be files, relative to it')
    .option('--time <years>', 'when laws and changes are looked at; default: the start of the horizon', parseNumber)
    .option('--state <name>', 'a state of its disruptions; default: nothing is disturbed')
    .option('--out <file>', OUT_HELP)
    .option('--force', 'replace an existing file')
    .option('--json', 'print the result as JSON')
    .action(run)
}

async function run(path: string, options: SolveOptions & StudyOptions): Promise<void> {
  checkOut(options)
  const { out, force, json, ...point } = options
  const folder = path === '-' ? '.' : dirname(path)
  const system = parseSystem(await readText(path, 'the system'), {
    load: (file) => readFileSync(resolve(folder, file), 'utf8'),
    warn: (text) => void process.stderr.write(plain(`offcut: warning: ${text}\n`)),
  })
  const engine = await createEngine({ workers: 0 })
  try {
    const result = await solveSystem(engine, system, { ...point, signal: interruptSignal() })
    const envelope = envelopeOf('system', point, null, { files: [path], scenarios: [system] }, result)
    await present({ envelope, document: systemDocument(result, system.name ?? 'The system') }, { out, force, json })
    if (result.status === 'notConverged') reportStatus(result.status)
  } finally {
    await engine.close()
  }
}
