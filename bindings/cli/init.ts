import { dirname, isAbsolute, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { starterScenario } from '../scenario/schema/starter.ts'
import { writeOutputFile } from '../files/store/file.ts'

export function defineInit(command: Command): void {
  command
    .argument('[file]', 'its name, or - for standard output', 'scenario.json')
    .option('--force', 'replace an existing file')
    .action(async (path: string, { force }: { force?: boolean }) => {
      const scenario = { ...starterScenario(), $schema: schemaFrom(path === '-' ? '.' : dirname(path)) }
      const text = `${JSON.stringify(scenario, null, 2)}\n`
      if (path === '-') {
        process.stdout.write(text)
        return
      }
      await writeOutputFile(path, { force }, (file) => file.write(text))
      const offcut = process.env.npm_command === 'exec' ? 'npx offcut' : 'offcut'
      process.stderr.write(`wrote ${path}; next: ${offcut} optimum ${path}, or ${offcut} sweep ${path} --out sweep.csv\n`)
    })
}

/** The address of the schema beside this program, from a folder: editors find it wherever the package is installed. */
function schemaFrom(folder: string): string {
  const schema = import.meta.resolve('offcut/scenario.schema.json')
  const path = relative(resolve(folder), fileURLToPath(schema))
  // On another drive there is no way from here to there.
  if (isAbsolute(path)) return schema
  const address = path.replaceAll(sep, '/')
  return address.startsWith('.') ? address : `./${address}`
}
