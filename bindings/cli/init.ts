import type { Command } from 'commander'
import { starterScenario } from '../scenario/schema/starter.ts'
import { writeOutputFile } from '../files/store/file.ts'

export function addInit(program: Command): void {
  program
    .command('init')
    .description('Write a starter scenario.')
    .argument('[file]', 'its name, or - for standard output', 'scenario.json')
    .option('--force', 'replace an existing file')
    .action(async (path: string, { force }: { force?: boolean }) => {
      const text = `${JSON.stringify(starterScenario(), null, 2)}\n`
      if (path === '-') {
        process.stdout.write(text)
        return
      }
      await writeOutputFile(path, { force }, (file) => file.write(text))
      process.stderr.write(`wrote ${path}; next: offcut optimum ${path}, or offcut sweep ${path} --out sweep.csv\n`)
    })
}
