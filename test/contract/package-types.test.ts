/** The types of the package, installed as others get it. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { exec, install, installPackage, projectBeside, root, type Installed } from '../support/package.ts'

const tool = (name: string) => join(root, 'node_modules/.bin', name)

let folder: string
let installed: Installed

beforeAll(async () => {
  installed = await installPackage()
  folder = await projectBeside(installed, 'typed-program')
})

test.each(['nodenext', 'bundler'])('a strict TypeScript program finds its types with module resolution %s', async (resolution) => {
  await writeFile(
    join(folder, 'program.ts'),
    `import { createEngine, parseScenario, type Optimum, type Surface } from 'offcut'
     await using engine = await createEngine({ backend: 'auto', workers: 'auto' })
     const scenario = parseScenario('{}')
     const best: Optimum = await engine.optimum(scenario, { level: 0.4, sensitivities: true })
     export const profit: number = best.profit
     const job = engine.sweep(scenario, { metrics: ['profit'], onProgress: ({ done }) => done satisfies number })
     for await (const chunk of job) chunk.columns.profit satisfies Float64Array
     export const surface: Surface<'profit'> = await job.result()
     surface.metrics.profit satisfies Float64Array
     // @ts-expect-error: the sweep was not asked for it
     surface.metrics.waste
     const signal = new AbortController().signal
     await engine.optimum(scenario, { signal })
     await engine.path(scenario, { signal })
     engine.sweep(scenario, { axes: [{ parameter: 'waste.disposalCost', values: [1, 2] }, { parameter: 'time' as string, values: [1] }] })
     // @ts-expect-error: no such parameter
     engine.sweep(scenario, { axes: [{ parameter: 'waste.disposalCosts', values: [1, 2] }] })
     // @ts-expect-error: no such backend
     await createEngine({ backend: 'gpu' })
     // @ts-expect-error: no such metric
     engine.sweep(scenario, { metrics: ['proft'] })`,
  )
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--lib', 'es2023,esnext.disposable,dom', '--types', '']
  const module = resolution === 'bundler' ? 'esnext' : 'nodenext'
  // What the compiler finds wrong it prints on standard output.
  const { stdout } = await exec(tool('tsc'), [...options, '--module', module, '--moduleResolution', resolution, 'program.ts'], {
    cwd: folder,
  }).catch((error) => error)
  expect(stdout).toBe('')
})

describe.each(['20', '22', '24', '26', undefined])('with the types of Node %s, in a strict project that checks libraries,', (node) => {
  let project: string
  beforeAll(async () => {
    project = await projectBeside(installed, `types-${node}`)
    await writeFile(join(project, 'alone.ts'), "export * from 'offcut'\nexport * from 'offcut/worker'\n")
    if (node) await install(project, `@types/node@${node}`)
  })

  test.each(node ? [['es2022'], ['es2022', 'dom']] : [['es2022', 'dom']])(
    'the declarations compile alone with lib %s %s',
    async (...lib) => {
      const compilerOptions = {
        noEmit: true,
        strict: true,
        skipLibCheck: false,
        exactOptionalPropertyTypes: true,
        target: 'es2022',
        module: 'nodenext',
        lib,
        types: node ? ['node'] : [],
      }
      await writeFile(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['alone.ts'] }))
      const { stdout } = await exec(tool('tsc'), ['--project', project], { cwd: project }).catch((error) => error)
      expect(stdout).toBe('')
    },
  )
})
